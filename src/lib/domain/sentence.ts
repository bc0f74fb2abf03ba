/** The sentence that says a view in words: title, alternative text and announcement are all made of it. */
import { fill } from '../i18n';
import { COMPARE_WORDS } from '../i18n/compare';
import { colourWords, metricWords } from '../i18n/metrics';
import { fromTo, labsCounted, planner, projectsCounted, type LabsTold } from '../i18n/planner';
import type { DayDifference } from './compare';
import { outcomeOf, type Outcome } from './facets';
import { formatDate, formatNumber, type Lang } from './figures';
import { isFunded } from './funding';
import type { Denominator, Metric } from './metric';
import { countStates } from './project-time';
import type { Rows } from './select';
import { lastDay, lastDocumentDay } from './time';
import type { Catalog } from '../schema/served';
import type { AmountKind, SourceId } from '../schema/tables';

const count = (n: number, one: string, many: string, lang: Lang): string =>
  `${formatNumber(n, lang, 0)} ${n === 1 ? one : many}`;

/** Names of the chosen axes, in table order; empty without a filter. */
export function axisNames(axes: readonly string[], catalog: Pick<Catalog, 'axes'>, lang: Lang): string[] {
  return catalog.axes
    .filter((a) => axes.includes(a.axis_id))
    .map((a) => (a.code === null ? '' : `${a.code} `) + (lang === 'it' ? a.title_it : a.title_en));
}

/** A second day beside the first: its rows, and what differs between the two. */
export interface SecondDay {
  rows: Rows;
  difference: Pick<DayDifference, 'labs' | 'projects' | 'progress'>;
}

/** What changed, counted: a sentence over a map has no room for the names, which stand beside the choice of the days. */
function changes({ labs, projects, progress }: SecondDay['difference'], lang: Lang): string {
  const w = COMPARE_WORDS[lang].day;
  const it = lang === 'it';
  const say = ({ length: n }: readonly string[], [one, many]: [string, string]): string[] =>
    n === 0 ? [] : [fill(n === 1 ? one : many, { n: formatNumber(n, lang, 0) })];
  const inAreas = ({ length: n }: readonly string[], words: string): string[] =>
    n === 0 ? [] : [fill(words, { names: count(n, 'area', it ? 'aree' : 'areas', lang) })];
  const parts = [
    ...say(labs.opened, w.labs.opened),
    ...say(labs.closed, w.labs.closed),
    ...say(labs.lost, w.labs.lost),
    ...say(labs.moved, w.labs.moved),
    ...say(projects.started, w.projects.started),
    ...say(projects.ended, w.projects.ended),
    ...say(projects.planned, w.projects.planned),
    ...inAreas(progress.stated, w.progress_new),
    ...inAreas(progress.changed, w.progress_changed),
    ...inAreas(progress.forecast, w.forecast_new),
  ];
  const list = parts.length > 0 ? parts.join('; ') : it ? 'nessun cambiamento detto' : 'no change stated';
  return it ? `Tra i due giorni: ${list}.` : `Between the two days: ${list}.`;
}

const total = (day: Rows): number => day.projects.length;
const funded = (day: Rows): number => day.projects.filter(isFunded).length;
const places = (day: Rows): number => day.projectsIn.size;
const areas = (day: Rows): number => day.areas.length;
const unplaced = (day: Rows): number => day.unplaced.length;

/** Labs at the day of the rows. */
export function labsTold(
  { labs, question }: Pick<Rows, 'labs' | 'question'>,
  catalog: Pick<Catalog, 'sources'>,
): LabsTold {
  const last = lastDocumentDay(catalog.sources);
  return {
    open: labs.filter(({ state }) => state === 'open' || state === 'moved').length,
    all: labs.length,
    unsaid: labs.filter(({ state }) => state === 'unknown').length,
    later: last !== null && question.date > lastDay(last) ? last : null,
  };
}

/** Documents that the rows are taken from: those of projects, amounts, areas, labs and premises, and of the figures shown. */
export function documentsOf({ projects, funding, areas, labs, progress, arrears }: Rows): Set<SourceId> {
  return new Set([
    ...projects.map((p) => p.source_id),
    ...funding.map((f) => f.source_id),
    ...areas.map(({ area }) => area.source_id),
    ...labs.flatMap(({ lab, sites }) => [lab.source_id, ...sites.map((s) => s.source_id)]),
    ...progress.flatMap((p) => p.components.map((c) => c.source_id)),
    ...arrears.map(({ fact }) => fact.source_id),
  ]);
}

interface Noun {
  one: string;
  many: string;
}

/** What the projects of a view are: funded ones, unless refused ones are asked for. */
function projectNoun(rows: Rows, lang: Lang): Noun {
  const it = lang === 'it';
  const asked = rows.question.facets?.outcomes ?? [];
  const any = (outcome: Outcome): boolean =>
    rows.projects.length === 0
      ? asked.includes(outcome)
      : rows.projects.some((p) => outcomeOf(p) === outcome);
  if (any('funded') || any('no_outcome') || (!any('not_funded') && !any('not_admitted')))
    return it
      ? { one: 'progetto finanziato', many: 'progetti finanziati' }
      : { one: 'funded project', many: 'funded projects' };
  if (!any('not_admitted'))
    return it
      ? { one: 'progetto non finanziato', many: 'progetti non finanziati' }
      : { one: 'project not funded', many: 'projects not funded' };
  if (!any('not_funded'))
    return it
      ? { one: 'progetto non ammesso', many: 'progetti non ammessi' }
      : { one: 'project not admitted', many: 'projects not admitted' };
  return it
    ? { one: 'progetto (non finanziati o non ammessi)', many: 'progetti (non finanziati o non ammessi)' }
    : { one: 'project (not funded or not admitted)', many: 'projects (not funded or not admitted)' };
}

/**
 * What, where, when, filtered by what, how many, from which documents. `further`: filters that are no funding axis. With a
 * second day it names both, the earlier first, counts both where they differ, and says what changed.
 */
export function viewSentence(
  rows: Rows,
  catalog: Catalog,
  lang: Lang,
  further: readonly string[] = [],
  second: SecondDay | null = null,
): string {
  const it = lang === 'it';
  const also = further.length > 0 ? ` (${further.join('; ')})` : '';
  const names = axisNames(rows.question.axes, catalog, lang);
  const other = second && second.rows.question.date !== rows.question.date ? second : null;
  const days = [...(other ? [other.rows] : []), rows].sort((a, b) =>
    a.question.date.localeCompare(b.question.date),
  );
  const when = days.map(({ question }) => formatDate(question.date, lang));
  const number = (n: number): string => formatNumber(n, lang, 0);
  /** How many on each day: once where the days agree. */
  const each = (of: (day: Rows) => number, one: string, many: string): string => {
    const [first = 0, last = first] = days.map(of);
    return first === last ? count(last, one, many, lang) : `${fromTo(first, last, lang)} ${many}`;
  };

  // "In from 3 to 5" is no language.
  const inPlaces = (one: string, many: string): string => {
    const [first = 0, last = first] = days.map(places);
    const then = first === last ? '' : ` ${it ? 'e poi in' : 'and then in'} ${number(last)}`;
    return `in ${count(first, one, many, lang)}${then}`;
  };

  const mixed = days.some((day) => funded(day) > 0 && funded(day) < total(day));
  const noun = projectNoun(rows, lang);
  const projects = mixed
    ? it
      ? `${each(total, 'progetto', 'progetti')}, di cui ${each(funded, 'finanziato', 'finanziati')},`
      : `${each(total, 'project', 'projects')}, ${each(funded, 'of them funded', 'of them funded')},`
    : each(total, noun.one, noun.many);
  // The date filters no project away: it says what is known of each.
  const states = projectsCounted(
    days.map((day) => countStates(day.projectsAt.values())),
    lang,
  );
  const unsaid = [...rows.projectsAt.values()].filter(({ period }) => period === 'unsaid').length;
  const [one, many] = planner[lang].project.unsaid;
  const told = [
    ...states,
    ...(unsaid === 0 ? [] : [fill(unsaid === 1 ? one : many, { n: number(unsaid) })]),
  ].join(', ');

  const labWords = labsCounted(
    days.map((day) => labsTold(day, catalog)),
    lang,
  );
  const documents = new Set(days.flatMap((day) => [...documentsOf(day)])).size;

  const by = names.length === 0 ? '' : `, ${it ? 'finanziati da' : 'funded by'}: ${names.join('; ')}`;
  const head = it
    ? `Situazione al ${when.join(' e al ')} in Lombardia${by}${also}`
    : `Situation on ${when.join(' and on ')} in Lombardy${by}${also}`;
  const where = it
    ? `${inPlaces('comune', 'comuni')}${told && ` (${told})`}, ${each(areas, 'area', 'aree')}`
    : `${inPlaces('municipality', 'municipalities')}${told && ` (${told})`}, ${each(areas, 'area', 'areas')}`;
  /** Clauses of the one sentence of counts, each after a semicolon. */
  const clauses = [
    `${projects} ${where}, ${labWords}`,
    it
      ? each(unplaced, 'voce non localizzabile', 'voci non localizzabili')
      : each(unplaced, 'entry that cannot be placed', 'entries that cannot be placed'),
  ];
  /** Sentences after it. */
  const after = [
    ...(other ? [changes(other.difference, lang)] : []),
    ...(documents === 0
      ? []
      : [
          it
            ? `Da ${count(documents, 'documento pubblico', 'documenti pubblici', lang)}.`
            : `From ${count(documents, 'public document', 'public documents', lang)}.`,
        ]),
  ];
  return [`${head}: ${clauses.join('; ')}.`, ...after].join(' ');
}

/** What the colour of the municipalities hangs on. */
export interface Coloured {
  layers: readonly string[];
  metric: Metric;
  per: Denominator;
  euro: AmountKind;
  /** Of the coverage; null: it is off. */
  radius: number | null;
}

/** What the municipalities' colour shows, by name; null while their layer is off. */
export const colourOf = (view: Coloured, lang: Lang): string | null =>
  view.layers.includes('comuni') ? colourWords(view, lang) : null;

/** The sentence of a view with what the colour shows, at its end: maps of the same rows differ by it alone. */
export function colouredSentence(sentence: string, view: Coloured, lang: Lang): string {
  const colour = colourOf(view, lang);
  return colour === null ? sentence : `${sentence} ${metricWords(lang).picker.metric}: ${colour}.`;
}

/** The sentence over rows that are of one day while the map shows two: it says which, and where on the map that day is. */
export function oneDayOfTwo(sentence: string, day: string, other: string, lang: Lang): string {
  if (day === other) return sentence;
  const [here, there] = [formatDate(day, lang), formatDate(other, lang)];
  return lang === 'it'
    ? `Righe del ${here} (a destra sulla mappa), non del ${there} (a sinistra). ${sentence}`
    : `Rows of ${here} (on the right of the map), not of ${there} (on the left). ${sentence}`;
}
