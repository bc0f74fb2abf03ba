/** Figures and amounts as cells, each with what it has to be read with. */
import { fill } from '../../i18n';
import type { TableWords } from '../../i18n/table';
import { tableWords } from '../../i18n/vocabularies';
import type { Fact, Figure } from '../../schema/served';
import { AMOUNT_KINDS, type AmountKind, type Row } from '../../schema/tables';
import { isStated, isWhole } from '../dwellings';
import { formatDate, formatEuro, formatValue, type Lang } from '../figures';
import { span } from '../time';
import { cite, distinct, join, NOT_STATED, type Sheet } from './sheet';
import type { Cell, Cite } from './types';

/** What a figure is read with: what it covers, of what, above which threshold. */
export function reading(fact: Fact, lang: Lang, w: TableWords): string[] {
  const dimension = (lang === 'en' ? fact.dimension_en : null) ?? fact.dimension;
  return [
    dimension,
    fact.basis === null ? null : fill(w.note.of, { basis: tableWords('basis', fact.basis, lang) }),
    fact.scope === null ? null : tableWords('scope', fact.scope, lang),
    fact.threshold_eur === null
      ? null
      : fill(w.note.threshold, { amount: formatEuro(fact.threshold_eur, lang) }),
    fact.owner === null ? null : fill(w.note.owner, { owner: tableWords('owner', fact.owner, lang) }),
  ].filter((part) => part !== null);
}

/**
 * The latest stated figure of an indicator among facts about one subject, known at the date. Other values that documents
 * state for the same are in its note: the table does not decide which of them is right. Not `newestStated`: that one asks
 * for the newest document first and knows numbers only, and of one document's two figures it takes the other.
 */
export function latest(
  facts: readonly Fact[],
  indicator: string,
  sheet: Sheet,
): { cell: Cell; cites: Cite[] } {
  const { index, rows, lang, w } = sheet;
  const published = (fact: Fact): string => index.documentDate.get(fact.source_id) ?? '0000';
  const known = facts.filter(
    (f) => f.indicator_id === indicator && span(published(f)).start <= rows.question.date,
  );
  const wholes = known.filter(isWhole);
  // Where only one part is stated it is shown, and its note says which.
  const pool = wholes.length > 0 ? wholes : new Set(known.map((f) => f.dimension)).size === 1 ? known : [];
  const when = (fact: Fact): string => span(fact.data_date ?? published(fact)).end;
  const [first, ...rest] = [...pool].sort(
    (a, b) =>
      Number(isStated(b)) - Number(isStated(a)) ||
      when(b).localeCompare(when(a)) ||
      published(b).localeCompare(published(a)),
  );
  if (!first) return { cell: NOT_STATED, cites: [] };
  const others = new Map<number, string>();
  const shown = isStated(first) ? first.figure.value : null;
  for (const { figure, unit, source_id } of rest.filter(isStated))
    if (figure.value !== shown && !others.has(figure.value))
      others.set(figure.value, `${formatValue(figure.value, unit, lang)} (${source_id})`);
  const note = [
    ...reading(first, lang, w),
    ...(others.size > 0 ? [fill(w.note.others, { list: [...others.values()].join(', ') })] : []),
  ];
  return {
    cell: { is: 'figure', figure: first.figure, date: first.data_date, note: join(note) },
    cites: [cite(first)],
  };
}

/** Amounts of one kind as a figure. Only those that sums count are added; see funding.ts. */
export function amountCell(
  amounts: readonly Row<'project_funding'>[],
  { lang, w }: Pick<Sheet, 'lang' | 'w'>,
): { cell: Cell; cites: Cite[] } {
  const stated = amounts.filter((a) => a.amount_eur !== null);
  const counted = stated.filter((a) => a.in_totals);
  const shown = counted.length > 0 ? counted : stated;
  const about = (a: Row<'project_funding'>) =>
    [
      a.scope,
      a.vat === 'unknown' ? null : w.note.vat[a.vat],
      a.as_of === null ? null : formatDate(a.as_of, lang),
    ].filter((part) => part !== null);
  const value = shown.reduce((sum, a) => sum + (a.amount_eur ?? 0), 0);
  const figure = (): Figure | null => {
    if (shown.length === 0) return null;
    if (counted.length > 0 || shown.length === 1) return { state: value === 0 ? 'zero' : 'value', value };
    // Several amounts that overlap in ways the documents do not spell out: said one by one, never added.
    const list = (l: Lang) =>
      shown.map((a) => join([formatEuro(a.amount_eur ?? 0, l), a.scope])?.replace('; ', ': ')).join('; ');
    return { state: 'qualitative', text_it: list('it'), text_en: list('en') };
  };
  const dates = new Set(shown.map((a) => a.as_of));
  const [only] = dates;
  const note =
    figure()?.state === 'qualitative'
      ? [w.note.not_counted]
      : [
          ...(counted.length === 0 && shown.length > 0 ? [w.note.not_counted] : []),
          ...(shown.length === 1
            ? shown.flatMap(about)
            : shown.map((a) => `${formatEuro(a.amount_eur ?? 0, lang)} ${about(a).join(', ')}`.trim())),
        ];
  return {
    cell: {
      is: 'figure',
      figure: figure(),
      date: dates.size === 1 ? (only ?? null) : null,
      note: join(note),
    },
    cites: distinct(shown.map(cite)),
  };
}

export const amountId = (kind: AmountKind): string => `eur_${kind}`;

/** The kind of amount that a column is of, or null. */
export const amountKindOf = (column: string): AmountKind | null =>
  AMOUNT_KINDS.find((kind) => amountId(kind) === column) ?? null;
