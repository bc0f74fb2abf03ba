/**
 * Areas side by side on the same rows, with everything that decides whether their figures may be read against one
 * another. Only figures as they are served are used: a withheld one stays withheld. Between areas nothing is computed;
 * between start and end of one area, and between an intervention and its control, only where no warning forbids it. Pure.
 */
import { fill, messages } from '../i18n';
import { COMPARE_WORDS } from '../i18n/compare';
import type { Municipality, Reference } from '../schema/served';
import { AMOUNT_KINDS, type Row } from '../schema/tables';
import { controlRows } from './compare/control';
import { groupOf } from './compare/figures';
import { factsOf, indicatorRows } from './compare/indicators';
import {
  GROUPS,
  type CompareChoice,
  type CompareColumn,
  type CompareGroup,
  type CompareRow,
  type Comparison,
  type ControlComparison,
  type GroupId,
  type Sheet,
} from './compare/types';
import { labRows, moneyRow, projectRows, renovationRows } from './compare/works';
import { formatDate, formatNumber, type Lang } from './figures';
import { MAX_COMPARED } from './kinds';
import { named } from './named';
import { selectRows, type Index } from './select';

export { differenceBetween, type DayDifference } from './compare/days';
export * from './compare/reading';
export * from './compare/types';

const listed = (ids: string | null): string[] => ids?.split(';').filter(Boolean) ?? [];

/** Areas that the documents set against this one as a control. */
export const controlsOf = (index: Pick<Index, 'catalog'>, areaId: string): Row<'areas'>[] =>
  index.catalog.areas.filter((a) => listed(a.control_of).includes(areaId));

/** Areas that this one is the control of. */
export const interventionsOf = (index: Pick<Index, 'areaById'>, areaId: string): Row<'areas'>[] =>
  listed(index.areaById.get(areaId)?.control_of ?? null).flatMap((id) => index.areaById.get(id) ?? []);

/** Areas that can be put into a comparison, by name. Single sites of a work have no figures of their own. */
export function compareChoices(
  index: Pick<Index, 'catalog'>,
  municipalities: readonly Municipality[],
  lang: Lang,
): CompareChoice[] {
  const names = new Map(municipalities.map((m) => [m.istat_code, m.name]));
  return index.catalog.areas
    .filter((a) => a.kind !== 'sito')
    .map((a) => ({
      id: a.area_id,
      name: named(a, lang),
      municipality: names.get(a.istat_code) ?? a.istat_code,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, lang));
}

/**
 * Areas side by side, as known on a day. Unknown ids and everything beyond four are left out. The facts of all themes
 * have to be in the index; what is not there is said to be stated by no document.
 */
export function compareAreas(
  index: Index,
  reference: Pick<Reference, 'indicators' | 'contradictions'>,
  municipalities: readonly Municipality[],
  ids: readonly string[],
  date: string,
  lang: Lang,
): Comparison {
  const w = COMPARE_WORDS[lang];
  const areas = [...new Set(ids)].flatMap((id) => index.areaById.get(id) ?? []).slice(0, MAX_COMPARED);
  const byProject = new Map<string, Set<string>>();
  for (const { project_id, area_id } of index.catalog.places)
    if (area_id !== null) byProject.set(project_id, (byProject.get(project_id) ?? new Set()).add(area_id));
  const none: ReadonlySet<string> = new Set();
  const sheet: Sheet = {
    index,
    lang,
    date,
    w,
    areas,
    reference,
    areasOf: (project) => byProject.get(project) ?? none,
    rows: selectRows(index, { axes: [], date }),
  };

  const facts = areas.map((area) => factsOf(area.area_id, sheet));
  const shownApart = new Set(['progress_pct', 'works_end_forecast']);
  const indicators = reference.indicators.filter((i) => !shownApart.has(i.indicator_id));
  const ofTheme = (group: GroupId): CompareRow[] =>
    indicators
      .filter((i) => groupOf(i.theme) === group)
      .flatMap((indicator) => {
        const byArea = facts.map((list) => list.filter((f) => f.indicator_id === indicator.indicator_id));
        return byArea.every((list) => list.length === 0) ? [] : indicatorRows(indicator, byArea, sheet);
      });
  const first: Partial<Record<GroupId, () => (CompareRow | null)[]>> = {
    renovation: () => renovationRows(sheet),
    labs: () => labRows(sheet),
    projects: () => projectRows(sheet),
    money: () => AMOUNT_KINDS.map((kind) => moneyRow(kind, sheet)),
  };
  const groups = GROUPS.map((id): CompareGroup => ({
    id,
    title: w.groups[id],
    rows: [...(first[id]?.() ?? []).filter((row) => row !== null), ...ofTheme(id)],
  })).filter((group) => group.rows.length > 0);

  const names = new Map(municipalities.map((m) => [m.istat_code, m.name]));
  const brief = (area: Row<'areas'>) => ({ id: area.area_id, name: named(area, lang) });
  const columns = areas.map((area): CompareColumn => ({
    ...brief(area),
    kind: messages(lang).panel.kind_area[area.kind],
    municipality: names.get(area.istat_code) ?? area.istat_code,
    controls: controlsOf(index, area.area_id).map(brief),
    interventions: interventionsOf(index, area.area_id).map(brief),
  }));
  const controls = areas.flatMap((control) =>
    listed(control.control_of).flatMap((id): ControlComparison[] => {
      const intervention = areas.find((a) => a.area_id === id);
      return intervention
        ? [
            {
              intervention: brief(intervention),
              control: brief(control),
              rows: controlRows(intervention, control, sheet),
            },
          ]
        : [];
    }),
  );
  return {
    ids: areas.map((a) => a.area_id),
    date,
    columns,
    groups,
    controls,
    sentence: sentenceOf(columns.length, groups, sheet),
    documents: index.catalog.sources,
  };
}

function sentenceOf(n: number, groups: readonly CompareGroup[], { w, lang, date }: Sheet): string {
  if (n === 0) return w.none;
  if (n === 1) return w.one;
  const shared = groups.flatMap((g) => g.rows).filter((r) => r.stated > 1);
  const warned = shared.filter((r) => r.warnings.length > 0).length;
  const counted = ([one, many]: [string, string], of: number): string =>
    of === 1 ? one : fill(many, { n: formatNumber(of, lang, 0) });
  return fill(shared.length === 0 ? w.summary_none : warned === 0 ? w.summary_clear : w.summary, {
    n,
    date: formatDate(date, lang),
    rows: counted(w.rows_said, shared.length),
    warned: counted(w.rows_warned, warned),
  });
}
