/** What forbids reading the numbers of a row against one another, in words. */
import { fill, messages } from '../../i18n';
import type { Row } from '../../schema/tables';
import { formatDate, formatEuro } from '../figures';
import { named } from '../named';
import { statedSides } from '../stated';
import { farApart, isNumeric, NEEDS_THRESHOLD, published } from './figures';
import type {
  CompareCell,
  CompareFigure,
  CompareRow,
  CompareWarning,
  GroupId,
  Sheet,
  WarningKind,
} from './types';

type Field = 'unit' | 'dimension' | 'basis' | 'threshold' | 'scope' | 'owner' | 'vat' | 'time_point';

function fieldWords(kind: Field, f: CompareFigure, { lang, w }: Sheet): string | null {
  switch (kind) {
    case 'unit':
      return f.unit;
    case 'dimension':
      return f.dimension;
    case 'basis':
      return f.basis;
    case 'scope':
      return f.scope;
    case 'owner':
      return f.owner;
    case 'threshold':
      return f.threshold_eur === null ? null : formatEuro(f.threshold_eur, lang);
    case 'vat':
      return f.vat === null ? null : w.vat[f.vat];
    case 'time_point':
      return f.time_point === null ? null : messages(lang).time_point[f.time_point];
  }
}

const FIELDS: readonly Field[] = [
  'time_point',
  'unit',
  'dimension',
  'basis',
  'threshold',
  'scope',
  'owner',
  'vat',
];

/** Everything that forbids reading the numbers of a row against one another. */
function warningsOf(
  cells: readonly CompareCell[],
  indicator: string,
  theme: GroupId,
  sheet: Sheet,
): CompareWarning[] {
  const { lang, w, areas } = sheet;
  const nameOf = new Map(areas.map((a) => [a.area_id, named(a, lang)]));
  const name = (cell: CompareCell): string => nameOf.get(cell.area_id) ?? cell.area_id;
  const speaking = cells
    .map((cell) => ({ cell, numbers: cell.figures.filter(isNumeric) }))
    .filter(({ numbers }) => numbers.length > 0);
  const warnings: CompareWarning[] = [];
  const warn = (kind: WarningKind, of: readonly { cell: CompareCell }[], list: string[]): void => {
    warnings.push({
      kind,
      areas: of.map(({ cell }) => cell.area_id),
      words: fill(w.warnings[kind], { list: list.join('; ') }),
    });
  };

  if (speaking.length > 1) {
    const all = speaking.flatMap(({ numbers }) => numbers);
    const dated = speaking.map(({ cell, numbers }) => ({ cell, first: numbers[0] }));
    const dates = dated.map(({ cell, first }) =>
      first?.data_date
        ? `${name(cell)} ${formatDate(first.data_date, lang)}`
        : `${name(cell)} ${w.not_said} (${fill(w.document, { date: formatDate(first?.document_date ?? '', lang) })})`,
    );
    if (all.some((a) => all.some((b) => farApart(a, b)))) warn('dates', speaking, dates);
    // Undated figures of one and the same document stand in one table there; those of two documents may be years apart.
    else if (all.some((f) => f.data_date === null)) {
      const periods = new Set(
        all.map((f) => (f.data_date === null ? f.source.source_id : `=${f.data_date}`)),
      );
      if (periods.size > 1) warn('undated', speaking, dates);
    }

    for (const kind of FIELDS) {
      const values = speaking.map(({ cell, numbers }) => ({
        cell,
        value: [...new Set(numbers.map((f) => fieldWords(kind, f, sheet) ?? ''))].sort().join(', ') || null,
      }));
      const same = new Set(values.map((v) => v.value)).size === 1;
      // A share of nobody knows what, and arrears of nobody knows which debt, compare with nothing, not even one another.
      const needed =
        (kind === 'basis' && all.some((f) => f.unit === '%')) ||
        (kind === 'scope' && theme === 'arrears') ||
        (kind === 'threshold' && NEEDS_THRESHOLD.has(indicator));
      if (same && !(needed && values[0]?.value === null)) continue;
      warn(
        kind,
        values,
        values.map(
          ({ cell, value }) => `${name(cell)} ${value ?? (kind === 'dimension' ? w.whole : w.not_said)}`,
        ),
      );
    }
    for (const kind of ['derived', 'forecast'] as const) {
      const values = speaking.map(({ cell, numbers }) => ({ cell, on: numbers.some((f) => f[kind]) }));
      if (values.every((v) => v.on === values[0]?.on)) continue;
      warn(
        kind,
        values,
        values.map(({ cell, on }) => `${name(cell)} ${on ? w[kind] : w[`not_${kind}`]}`),
      );
    }
    for (const kind of ['at_least', 'spread'] as const) {
      const short = speaking.filter(({ numbers }) => numbers.some((f) => f.partial === kind));
      if (short.length > 0)
        warn(
          kind,
          short,
          short.map(({ cell }) => name(cell)),
        );
    }
  } else if (cells.filter((cell) => cell.figures.length > 0).length > 1) {
    // Words beside words: only what was planned is not to be taken for what was found.
    const values = cells
      .filter((cell) => cell.figures.length > 0)
      .map((cell) => ({ cell, on: cell.figures.some((f) => f.forecast) }));
    if (values.some((v) => v.on) && values.some((v) => !v.on))
      warn(
        'forecast',
        values,
        values.map(({ cell, on }) => `${name(cell)} ${on ? w.forecast : w.not_forecast}`),
      );
  }
  for (const cell of cells) {
    if (cell.contradictions.length === 0) continue;
    const list = cell.contradictions.map((c) => {
      const what = lang === 'it' ? c.what_it : c.what_en;
      const { a, b } = statedSides(c, sheet.reference.indicators, lang);
      return `${what}: «${a}» (${c.source_a}), «${b}» (${c.source_b})`;
    });
    warnings.push({
      kind: 'contradicted',
      areas: [cell.area_id],
      words: fill(w.warnings.contradicted, { name: name(cell), list: list.join('; ') }),
    });
  }
  return warnings;
}

/** Why numbers that no warning keeps apart may stand side by side. Undated ones are of one document: else a warning says so. */
function clearOf(cells: readonly CompareCell[], { w }: Sheet): CompareRow['clear'] {
  const all = cells.flatMap((cell) => cell.figures.filter(isNumeric));
  const first = all[0];
  if (!first) return null;
  const [basis, scope] = [first.basis !== null, first.scope !== null];
  const undated = all.some((f) => f.data_date === null);
  const c = w.clear;
  const same = [
    ...(basis ? [c.basis] : []),
    ...(scope ? [c.scope] : []),
    undated ? c.document : new Set(all.map((f) => f.data_date)).size === 1 ? c.day : c.near,
  ].join(', ');
  // Euro are of nothing, and what is counted here from the tables needs no denominator.
  const unbased = !basis && first.unit !== 'EUR' && all.some((f) => !f.derived);
  const words = { same: same.charAt(0).toUpperCase() + same.slice(1) };
  if (!undated && !unbased) return { words: fill(c.full, words), full: true };
  const unsaid = c.unsaid[undated ? (unbased ? 'both' : 'date') : 'basis'];
  return { words: fill(c.short, { ...words, unsaid }), full: false };
}

export function rowOf(
  row: { id: string; title: string; definition: string | null; indicator: string; theme: GroupId },
  cells: CompareCell[],
  sheet: Sheet,
): CompareRow | null {
  const stated = cells.filter((c) => c.figures.length > 0).length;
  if (stated === 0) return null;
  const warnings = warningsOf(cells, row.indicator, row.theme, sheet);
  const numbers = cells.filter((c) => c.figures.some(isNumeric)).length;
  const comparable = numbers > 1 && warnings.length === 0;
  return {
    id: row.id,
    title: row.title,
    definition: row.definition,
    cells,
    warnings,
    stated,
    comparable,
    clear: comparable ? clearOf(cells, sheet) : null,
  };
}

export const contradictionsOn = (
  subjects: readonly (string | null)[],
  indicator: string,
  sheet: Sheet,
): Row<'contradictions'>[] =>
  sheet.reference.contradictions.filter(
    (c) =>
      c.indicator_id === indicator &&
      subjects.includes(c.subject_id) &&
      published(sheet, c.source_a) &&
      published(sheet, c.source_b),
  );
