/** What the panel, the printed sheet and the file all say of a comparison. */
import { fill, messages } from '../../i18n';
import { COMPARE_WORDS } from '../../i18n/compare';
import { formatDate, formatEuro, type Lang } from '../figures';
import type { CompareFigure, CompareGroup, Comparison } from './types';

/** Rows that are shown: those that speak of two areas, unless all are asked for or there are no such rows. */
export function shownGroups(
  comparison: Pick<Comparison, 'groups'>,
  onlyShared: boolean,
): { groups: CompareGroup[]; onlyShared: boolean; hidden: number; total: number } {
  const rows = comparison.groups.flatMap((g) => g.rows);
  const hidden = rows.filter((r) => r.stated < 2).length;
  // With one area, or none in common, there is nothing else to show.
  const narrowed = onlyShared && hidden < rows.length;
  const groups = comparison.groups
    .map((g) => ({ ...g, rows: narrowed ? g.rows.filter((r) => r.stated > 1) : g.rows }))
    .filter((g) => g.rows.length > 0);
  return { groups, onlyShared: narrowed, hidden, total: rows.length };
}

/** Everything that decides whether a figure may stand beside another, in one line. */
export function metaWords(f: CompareFigure, lang: Lang): string {
  const t = messages(lang);
  const w = COMPARE_WORDS[lang];
  return [
    f.time_point === null ? null : t.time_point[f.time_point],
    f.data_date === null
      ? fill(w.undated, { date: formatDate(f.document_date, lang) })
      : formatDate(f.data_date, lang),
    f.basis === null ? null : fill(w.of, { basis: f.basis }),
    f.scope,
    f.owner === null ? null : fill(w.owner, { owner: f.owner }),
    f.threshold_eur === null ? null : fill(w.threshold, { amount: formatEuro(f.threshold_eur, lang) }),
    f.vat === null ? null : w.vat[f.vat],
    f.derived ? w.derived : null,
    f.forecast ? w.forecast : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** `eupolis-2016:1169;6522-6526`, `|` between several, as in every export. */
export const sourceText = ({ source }: Pick<CompareFigure, 'source'>): string =>
  [
    source.lines === null ? source.source_id : `${source.source_id}:${source.lines}`,
    ...(source.also?.split('|').map((place) => place.replace(/:$/, '')) ?? []),
  ].join(' | ');

/** Documents that the comparison cites. */
export function comparedDocuments(comparison: Comparison): Comparison['documents'] {
  const figures = [
    ...comparison.groups.flatMap((g) =>
      g.rows.flatMap((r) => r.cells.flatMap((c) => [...c.figures, ...c.others])),
    ),
    ...comparison.controls.flatMap((pair) =>
      pair.rows.flatMap((r) =>
        [r.intervention, r.control].flatMap((s) => [s.t0, s.t1, s.stated].filter((f) => f !== null)),
      ),
    ),
  ];
  const cited = new Set(
    figures.flatMap(({ source }) => [
      source.source_id,
      ...(source.also?.split('|').map((place) => place.split(':')[0] ?? '') ?? []),
    ]),
  );
  return comparison.documents.filter((d) => cited.has(d.source_id));
}
