/** From facts to figures that can be set beside one another. */
import type { Fact, Figure } from '../../schema/served';
import type { SourceId, Theme } from '../../schema/tables';
import { fill, messages } from '../../i18n';
import { tableWords, type Vocabulary } from '../../i18n/vocabularies';
import { isWhole } from '../dwellings';
import { formatFigure, type Lang } from '../figures';
import { noteWords } from '../notes';
import type { LabRow } from '../select';
import { span } from '../time';
import type { CompareFigure, CompareSource, GroupId, Sheet } from './types';

/** Indicators that speak of what is to come. */
const PLANNED: ReadonlySet<string> = new Set([
  'works_end_forecast',
  'residents_expected',
  'dwellings_expected_assigned',
  'dwellings_to_acquire',
  'spaces_to_recover',
]);
const PLANNED_PART = /^previst[oaie]\b/;
/** Words of the tables for "the document does not say". */
const UNSAID: ReadonlySet<string> = new Set(['non detta', 'non specificato']);
/** Without a threshold nobody knows who counts as in arrears. */
export const NEEDS_THRESHOLD: ReadonlySet<string> = new Set(['share_in_arrears', 'households_in_arrears']);
const YEAR_MS = 366 * 86_400_000;

export type Numeric = CompareFigure & { figure: { state: 'value' | 'zero'; value: number } };
export const isNumeric = (f: CompareFigure): f is Numeric =>
  f.figure.state === 'value' || f.figure.state === 'zero';
export const said = (text: string | null): string | null => (text === null || UNSAID.has(text) ? null : text);
export const groupOf = (theme: Theme): GroupId => (theme === 'finance' ? 'money' : theme);

export const documentDate = ({ index }: Pick<Sheet, 'index'>, source: string): string =>
  index.documentDate.get(source) ?? '0000';
export const published = (sheet: Pick<Sheet, 'index' | 'date'>, source: string): boolean =>
  span(documentDate(sheet, source)).start <= sheet.date;

export const plain = {
  unit: null,
  dimension: null,
  basis: null,
  scope: null,
  threshold_eur: null,
  owner: null,
  vat: null,
  time_point: null,
  data_date: null,
  derived: false,
  forecast: false,
  partial: null,
  note: null,
} as const;

const inWords = (vocabulary: Vocabulary, value: string | null, lang: Lang): string | null =>
  value === null ? null : tableWords(vocabulary, value, lang);

/** What a figure that a formula names is about. Never its number: that may be withheld. */
function factName(id: string, { index, reference, lang }: Sheet): string | null {
  const fact = index.facts.find((f) => f.id === id);
  const indicator = fact && reference.indicators.find((i) => i.indicator_id === fact.indicator_id);
  if (!fact || !indicator) return null;
  const name = lang === 'it' ? indicator.name_it : indicator.name_en;
  const more = [
    isWhole(fact) ? null : lang === 'it' ? fact.dimension : fact.dimension_en,
    fact.time_point === null ? null : messages(lang).time_point[fact.time_point],
  ].filter(Boolean);
  return more.length === 0 ? name : `${name} (${more.join(', ')})`;
}

export function figureOf(fact: Fact, sheet: Sheet): CompareFigure {
  const { lang } = sheet;
  const part = lang === 'it' ? fact.dimension : fact.dimension_en;
  const note = noteWords(fact.note, (id) => factName(id, sheet));
  const document_date = documentDate(sheet, fact.source_id);
  return {
    figure: fact.figure,
    words: formatFigure(fact.figure, fact.unit, lang),
    unit: fact.unit,
    dimension: isWhole(fact) ? null : part,
    basis: inWords('basis', said(fact.basis), lang),
    scope: inWords('scope', said(fact.scope), lang),
    threshold_eur: fact.threshold_eur,
    owner: inWords('owner', fact.owner, lang),
    vat: null,
    time_point: fact.time_point,
    data_date: fact.data_date,
    document_date,
    derived: fact.derived,
    forecast:
      PLANNED.has(fact.indicator_id) ||
      PLANNED_PART.test(fact.dimension ?? '') ||
      (fact.data_date !== null && span(fact.data_date).start > span(document_date).end),
    partial: null,
    note:
      [note.formula === null ? null : fill(sheet.w.computed_from, { formula: note.formula }), note.rest]
        .filter(Boolean)
        .join('; ') || null,
    source: { source_id: fact.source_id, lines: fact.lines, also: fact.also },
  };
}

const TIME_RANK = { t1: 2, 't1-t0': 1, t0: 0 } as const;
const rankOf = (f: CompareFigure): number => (f.time_point === null ? 1 : TIME_RANK[f.time_point]);
const when = (f: CompareFigure): string => span(f.data_date ?? f.document_date).end;

/** Stated before unstated, later before earlier, end before start, newer document before older. */
export const latestFirst = (a: CompareFigure, b: CompareFigure): number =>
  Number(isNumeric(b)) - Number(isNumeric(a)) ||
  when(b).localeCompare(when(a)) ||
  rankOf(b) - rankOf(a) ||
  b.document_date.localeCompare(a.document_date);

const days = (f: CompareFigure): number => Date.parse(when(f).replace(/-31$/, '-28'));
/** More than a year between what two figures refer to. Undated ones never are: see the warning `undated`. */
export const farApart = (a: CompareFigure, b: CompareFigure): boolean =>
  a.data_date !== null && b.data_date !== null && Math.abs(days(a) - days(b)) > YEAR_MS;

export const distinct = <T>(list: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(list.map((item) => [key(item), item])).values(),
];

export const timeFigures = (
  figures: readonly CompareFigure[],
  time: CompareFigure['time_point'],
): CompareFigure[] => figures.filter((f) => f.time_point === time).sort(latestFirst);

/** The first citation, the others beside it, as the tables write them. */
export function joinSources(
  list: readonly { source_id: SourceId; lines: string | null }[],
): CompareSource | null {
  const [first, ...rest] = distinct(list, (s) => `${s.source_id}:${s.lines ?? ''}`);
  return first
    ? {
        source_id: first.source_id,
        lines: first.lines,
        also: rest.map((s) => `${s.source_id}:${s.lines ?? ''}`).join('|') || null,
      }
    : null;
}

export const statement = (text: Record<Lang, string>): Figure => ({
  state: 'qualitative',
  text_it: text.it,
  text_en: text.en,
});
export const count = (n: number): Figure => ({ state: n === 0 ? 'zero' : 'value', value: n });

export const isOpen = (lab: LabRow): boolean => lab.state === 'open' || lab.state === 'moved';
