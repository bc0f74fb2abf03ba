/** What differs between two days, in one sentence. */
import { fill } from '../../i18n';
import { COMPARE_WORDS } from '../../i18n/compare';
import { formatDate, formatNumber, type Lang } from '../figures';
import { named } from '../named';
import type { ProjectState } from '../project-time';
import type { Rows } from '../select';
import { firstDay, lastDay } from '../time';
import { isOpen } from './figures';

export interface DayDifference {
  from: string;
  to: string;
  sentence: string;
  /** Ids, by what happened. */
  labs: Record<'opened' | 'closed' | 'moved' | 'lost', string[]>;
  projects: Record<'started' | 'ended' | 'planned', string[]>;
  /** Areas whose progress is stated for the first time, or otherwise than before. */
  progress: Record<'stated' | 'changed' | 'forecast', string[]>;
}

/** How many names a sentence carries before it counts the rest. */
const NAMES = 3;

/** States of a project that has begun. */
const BEGUN: ReadonlySet<ProjectState> = new Set(['running', 'started', 'ended']);

/** What differs between two days for the same choice of rows; the order of the days does not matter. */
export function differenceBetween(rowsA: Rows, rowsB: Rows, lang: Lang): DayDifference {
  const w = COMPARE_WORDS[lang];
  const [before, after] = rowsA.question.date <= rowsB.question.date ? [rowsA, rowsB] : [rowsB, rowsA];
  const [from, to] = [before.question.date, after.question.date];
  const few = (names: readonly string[]): string => {
    const head = names.slice(0, NAMES);
    const rest = names.length - NAMES;
    if (rest > 0) return `${head.join(', ')} ${fill(w.day.more[rest === 1 ? 0 : 1], { n: rest })}`;
    const last = head.pop();
    return head.length > 0 ? `${head.join(', ')} ${w.day.and} ${last ?? ''}` : (last ?? '');
  };
  const parts: string[] = [];
  const say = ([one, many]: [string, string], names: readonly string[]): void => {
    if (names.length > 0)
      parts.push(
        `${fill(names.length === 1 ? one : many, { n: formatNumber(names.length, lang, 0) })} (${few(names)})`,
      );
  };

  const labs: DayDifference['labs'] = { opened: [], closed: [], moved: [], lost: [] };
  const labName = new Map([...before.labs, ...after.labs].map((l) => [l.lab.lab_id, named(l.lab, lang)]));
  const earlier = new Map(before.labs.map((l) => [l.lab.lab_id, l]));
  for (const lab of after.labs) {
    const was = earlier.get(lab.lab.lab_id);
    if (!was) continue;
    const id = lab.lab.lab_id;
    // From not knowing to open is no opening that anybody states.
    if (isOpen(lab) && (was.state === 'not-yet' || was.state === 'closed')) labs.opened.push(id);
    else if (isOpen(was) && lab.state === 'closed') labs.closed.push(id);
    else if (isOpen(was) && lab.state === 'unknown') labs.lost.push(id);
    // The same address under another contract is not a move.
    else if (isOpen(was) && isOpen(lab) && was.site?.address !== lab.site?.address) labs.moved.push(id);
  }
  for (const kind of ['opened', 'closed', 'lost', 'moved'] as const)
    say(
      w.day.labs[kind],
      labs[kind].map((id) => labName.get(id) ?? id),
    );

  const projects: DayDifference['projects'] = { started: [], ended: [], planned: [] };
  const earlierState = new Map([...before.projectsAt].map(([id, { state }]) => [id, state]));
  const projectName = new Map(after.projects.map((p) => [p.project_id, named(p, lang)]));
  const within = (day: string): boolean => day > from && day <= to;
  for (const p of after.projects) {
    const id = p.project_id;
    const now = after.projectsAt.get(id)?.state ?? 'unknown';
    const then = earlierState.get(id);
    // A date within is not enough: the document may say that the work had not begun.
    if (p.start !== null && within(firstDay(p.start)) && BEGUN.has(now)) projects.started.push(id);
    const endsWithin = p.end !== null && within(lastDay(p.end));
    // Without an end of its own it ended in between only if at the first day it had not yet.
    const going = then === 'running' || then === 'not-yet';
    if (now === 'ended' && then !== 'ended' && (endsWithin || going)) projects.ended.push(id);
    // An end that no document looks back on was a plan.
    else if (endsWithin && now !== 'ended' && now !== 'refused') projects.planned.push(id);
  }
  for (const kind of ['started', 'ended', 'planned'] as const)
    say(
      w.day.projects[kind],
      projects[kind].map((id) => projectName.get(id) ?? id),
    );

  const progress: DayDifference['progress'] = { stated: [], changed: [], forecast: [] };
  const changes: string[] = [];
  const areaName = new Map(after.areas.map(({ area }) => [area.area_id, named(area, lang)]));
  const known = new Map(before.progress.map((p) => [p.area_id, p]));
  for (const p of after.progress) {
    const was = known.get(p.area_id);
    const name = areaName.get(p.area_id) ?? p.area_id;
    if (!was) progress.stated.push(p.area_id);
    else
      for (const c of p.components) {
        const old = was.components.find((o) => o.name === c.name);
        if (old?.percent === c.percent) continue;
        if (!progress.changed.includes(p.area_id)) progress.changed.push(p.area_id);
        const label = c.name ? `${name}, ${c.name}` : name;
        changes.push(
          old
            ? fill(w.day.percent, {
                name: label,
                from: formatNumber(old.percent, lang),
                to: formatNumber(c.percent, lang),
              })
            : `${label} (${formatNumber(c.percent, lang)} %)`,
        );
      }
    if (p.forecast && p.forecast.date !== was?.forecast?.date) progress.forecast.push(p.area_id);
  }
  const areaNames = (ids: readonly string[]): string => few(ids.map((id) => areaName.get(id) ?? id));
  if (progress.stated.length > 0) parts.push(fill(w.day.progress_new, { names: areaNames(progress.stated) }));
  if (changes.length > 0) parts.push(fill(w.day.progress_changed, { names: few(changes) }));
  if (progress.forecast.length > 0)
    parts.push(fill(w.day.forecast_new, { names: areaNames(progress.forecast) }));

  const words = { from: formatDate(from, lang), to: formatDate(to, lang) };
  const sentence =
    from === to
      ? w.day.same
      : parts.length === 0
        ? fill(w.day.nothing, words)
        : fill(w.day.between, { ...words, list: parts.join('; ') });
  return { from, to, sentence, labs, projects, progress };
}
