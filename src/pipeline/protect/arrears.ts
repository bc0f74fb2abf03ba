/**
 * Turns arrears rows into served facts. This is the only way from data/observations/arrears.csv to a served file: what
 * is withheld here never reaches the browser, neither as a number nor inside a text or a note.
 */
import { BLANK, withhold, type ArrearsBase } from '../../lib/domain/disclosure';
import type { Fact, Figure } from '../../lib/schema/served';
import type { Row } from '../../lib/schema/tables';
import { statedFact } from '../derive/facts';

type ArrearsRow = Row<'arrears'>;

/** Rules of a programme (who may join), not figures about households: nothing to protect. */
const DEFINITIONS: ReadonlySet<string> = new Set(['arrears_threshold', 'puntiluna_unit_value']);

const hasDigits = (s: string | null): boolean => s !== null && /\d/.test(s);

/** Subject and time whose rows share one group of households. */
const groupKey = (row: ArrearsRow): string =>
  [row.subject_id, row.time_point, row.data_date, row.owner].join('|');

/**
 * Groups as the documents state them, by subject, time and owner. A row without its own base speaks of the whole subject,
 * so it inherits this one; when rows of one group disagree, the smallest number counts.
 */
function groups(rows: readonly ArrearsRow[]): Map<string, ArrearsBase> {
  const smaller = (a: number | null, b: number | null): number | null =>
    a === null ? b : b === null ? a : Math.min(a, b);
  const found = new Map<string, ArrearsBase>();
  for (const row of rows) {
    if (row.dimension !== null) continue;
    const base = found.get(groupKey(row)) ?? { households: null, inArrears: null };
    found.set(groupKey(row), {
      households: smaller(base.households, row.n_households),
      inArrears: smaller(base.inArrears, row.n_in_arrears),
    });
  }
  return found;
}

/** Households in arrears that a row states by its own value: a count, or a share of a known number of households. */
function ownInArrears(row: ArrearsRow, households: number | null): number | null {
  if (row.value === null) return null;
  if (row.indicator_id === 'households_in_arrears') return row.value;
  const isShare = row.indicator_id === 'share_in_arrears' && row.unit === '%';
  return isShare && households !== null ? Math.round((households * row.value) / 100) : null;
}

/** Figures about a part of a group of debtors: the part itself is the group the figure speaks of. */
const PARTS: ReadonlySet<string> = new Set([
  'arrears_desk_services',
  'debtors_contacted',
  'debtors_improved',
  'debtors_joined',
  'debtors_placed',
  'debtors_supported',
  'debtors_target',
  'repayment_plans',
  'share_debtors',
  'share_repayment_plans',
]);

/** Households that such a row counts, or that its share stands for; null for other rows, and for a stated zero. */
function partOf(row: ArrearsRow): number | null {
  if (!PARTS.has(row.indicator_id) || row.value === null || row.state === 'zero') return null;
  if (row.unit === 'n') return row.value;
  return row.unit === '%' && row.n_in_arrears !== null ? (row.n_in_arrears * row.value) / 100 : null;
}

/** The group that one row is about: its own, completed by its subject's. */
function baseOf(row: ArrearsRow, known: ReadonlyMap<string, ArrearsBase>): ArrearsBase {
  const inherited = row.dimension === null ? known.get(groupKey(row)) : undefined;
  const households = row.n_households ?? inherited?.households ?? null;
  const inArrears = row.n_in_arrears ?? ownInArrears(row, households) ?? inherited?.inArrears ?? null;
  const part = partOf(row);
  return {
    households,
    inArrears: part === null || inArrears === null ? inArrears : Math.min(inArrears, part),
  };
}

function protectedFigure(row: ArrearsRow, base: ArrearsBase, stated: Figure): Figure {
  const reason = withhold(base);
  switch (stated.state) {
    case 'value':
    case 'zero':
      return reason === null ? stated : { state: 'suppressed', reason };
    case 'qualitative':
    case 'missing':
      // Words without a number tell no figure. Words with one obey the rule like a figure.
      return reason !== null && (hasDigits(row.text) || hasDigits(row.text_en))
        ? { state: 'suppressed', reason }
        : stated;
    case 'suppressed':
      return stated;
  }
}

/** Arrears rows as facts that may be served. Input and output have the same length and order. */
export function protectArrears(rows: readonly ArrearsRow[]): Fact[] {
  const known = groups(rows);
  return rows.map((row) => {
    const fact = statedFact(row, 'arrears');
    if (DEFINITIONS.has(row.indicator_id)) return fact;
    const figure = protectedFigure(row, baseOf(row, known), fact.figure);
    if (figure.state !== 'suppressed') return { ...fact, note: cleanNote(row, known, fact.note) };
    // A note, a formula, a dimension or a basis can hold the very number that is withheld.
    return {
      ...fact,
      figure,
      note: null,
      dimension: hasDigits(fact.dimension) ? null : fact.dimension,
      dimension_en: hasDigits(fact.dimension_en) ? null : fact.dimension_en,
      basis: hasDigits(fact.basis) ? null : fact.basis,
      scope: hasDigits(fact.scope) ? null : fact.scope,
    };
  });
}

/** Notes of published figures stay, unless they quote numbers while their group would not pass on its own. */
function cleanNote(
  row: ArrearsRow,
  known: ReadonlyMap<string, ArrearsBase>,
  note: string | null,
): string | null {
  return hasDigits(note) && withhold(baseOf(row, known)) !== null ? null : note;
}

type Contradiction = Row<'contradictions'>;

/** Without an indicator the words alone say what a contradiction is about. */
const speaksOfArrears = (text: string): boolean => /moros|debit|arretrat|rientro/i.test(text);

/** Numbers of a text as the documents print them: `1.246`, `46,7`, `8`. */
const numbersIn = (s: string): number[] =>
  (s.replace(/\btabella \d+/gi, '').match(/\d+(?:\.\d{3})*(?:,\d+)?/g) ?? []).map((n) =>
    Number(n.replaceAll('.', '').replace(',', '.')),
  );

/** Line numbers of a citation: `1623`, `1428-1430`, several with `;`. */
function citedLines(lines: string | null): Set<number> {
  const found = new Set<number>();
  for (const part of lines?.split(';') ?? []) {
    const [from = NaN, to = from] = part.split('-').map(Number);
    for (let line = from; line <= to; line += 1) found.add(line);
  }
  return found;
}

interface Told {
  subject_id: string;
  source_id: string;
  lines: ReadonlySet<number>;
  numbers: readonly number[];
}

/** What each published arrears figure tells: its value, and the group that passed the rule. */
function toldNumbers(rows: readonly ArrearsRow[]): Told[] {
  return protectArrears(rows).flatMap(({ figure }, i) => {
    const row = rows[i];
    if (row === undefined || (figure.state !== 'value' && figure.state !== 'zero')) return [];
    const group = [row.n_households, row.n_in_arrears].filter((n) => n !== null);
    return [
      {
        subject_id: row.subject_id,
        source_id: row.source_id,
        lines: citedLines(row.lines),
        numbers: [Math.abs(figure.value), ...group],
      },
    ];
  });
}

/**
 * Contradictions about arrears quote figures. One that quotes a number which no published figure of the same subject or
 * the same lines tells loses its numbers here, like the figure itself; what disagrees is still said in words.
 */
export function protectContradictions(
  contradictions: readonly Contradiction[],
  isArrears: (indicatorId: string) => boolean,
  arrears: readonly ArrearsRow[],
): Contradiction[] {
  const told = toldNumbers(arrears);
  const blank = (s: string) => s.replace(/\d+(?:[.,]\d+)*/g, BLANK);
  return contradictions.map((row) => {
    if (row.indicator_id === null ? !speaksOfArrears(row.what_it) : !isArrears(row.indicator_id)) return row;
    const safe = (text: string, source: string, lines: string): boolean => {
      const here = citedLines(lines);
      const known = new Set(
        told
          .filter(
            (t) =>
              t.subject_id === row.subject_id ||
              (t.source_id === source && [...t.lines].some((l) => here.has(l))),
          )
          .flatMap((t) => t.numbers),
      );
      return numbersIn(text).every((n) => known.has(n));
    };
    if (safe(row.value_a, row.source_a, row.lines_a) && safe(row.value_b, row.source_b, row.lines_b))
      return row;
    return {
      ...row,
      value_a: blank(row.value_a),
      value_b: blank(row.value_b),
      what_it: blank(row.what_it),
      what_en: blank(row.what_en),
      why: blank(row.why),
      note: null,
    };
  });
}
