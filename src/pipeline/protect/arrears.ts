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
  const figures = rows.map((row) => {
    const stated = statedFact(row, 'arrears').figure;
    return DEFINITIONS.has(row.indicator_id) ? stated : protectedFigure(row, baseOf(row, known), stated);
  });
  const secrets = secretsBySubject(rows, figures);
  return rows.map((row, i) => {
    const fact = statedFact(row, 'arrears');
    const figure = figures[i] ?? fact.figure;
    if (DEFINITIONS.has(row.indicator_id)) return fact;
    if (figure.state !== 'suppressed')
      return { ...fact, note: cleanNote(row, known, secrets.get(row.subject_id), fact.note) };
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

/** What a published figure tells: its value, and the group that passed the rule. */
const toldBy = (row: ArrearsRow, figure: Figure): number[] =>
  figure.state === 'value' || figure.state === 'zero'
    ? [Math.abs(figure.value), ...[row.n_households, row.n_in_arrears].filter((n) => n !== null)]
    : [];

/** Numbers of each subject that are withheld, and that none of its published figures tells. */
function secretsBySubject(
  rows: readonly ArrearsRow[],
  figures: readonly Figure[],
): Map<string, ReadonlySet<number>> {
  const told = new Map<string, Set<number>>();
  const secret = new Map<string, Set<number>>();
  rows.forEach((row, i) => {
    const figure = figures[i];
    if (figure === undefined) return;
    const withheld = figure.state === 'suppressed' && row.value !== null ? [Math.abs(row.value)] : [];
    for (const [map, numbers] of [
      [told, toldBy(row, figure)],
      [secret, withheld],
    ] as const)
      map.set(row.subject_id, new Set([...(map.get(row.subject_id) ?? []), ...numbers]));
  });
  return new Map(
    [...secret].map(([id, numbers]) => [id, new Set([...numbers].filter((n) => !told.get(id)?.has(n)))]),
  );
}

/**
 * Notes of published figures stay, unless they quote numbers while their group would not pass on its own, or quote a
 * withheld number of the same subject.
 */
function cleanNote(
  row: ArrearsRow,
  known: ReadonlyMap<string, ArrearsBase>,
  secrets: ReadonlySet<number> | undefined,
  note: string | null,
): string | null {
  if (note === null || !hasDigits(note)) return note;
  const tells = withhold(baseOf(row, known)) !== null || numbersIn(note).some((n) => secrets?.has(n));
  return tells ? null : note;
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

interface Cited {
  subject_id: string;
  source_id: string;
  lines: ReadonlySet<number>;
  /** What a published figure tells. */
  told: readonly number[];
  /** The number of a withheld one. */
  secret: number | null;
}

function citedNumbers(rows: readonly ArrearsRow[]): Cited[] {
  return protectArrears(rows).flatMap(({ figure }, i) => {
    const row = rows[i];
    if (row === undefined) return [];
    return [
      {
        subject_id: row.subject_id,
        source_id: row.source_id,
        lines: citedLines(row.lines),
        told: toldBy(row, figure),
        secret: figure.state === 'suppressed' && row.value !== null ? Math.abs(row.value) : null,
      },
    ];
  });
}

/**
 * Contradictions about arrears quote figures. One that quotes a number which no published figure of the same subject or
 * the same lines tells loses its numbers here, like the figure itself; what disagrees is still said in words. Filed under
 * another indicator, it loses them when it quotes a withheld figure of its own subject and lines.
 */
export function protectContradictions(
  contradictions: readonly Contradiction[],
  isArrears: (indicatorId: string) => boolean,
  arrears: readonly ArrearsRow[],
): Contradiction[] {
  const cited = citedNumbers(arrears);
  const blank = (s: string) => s.replace(/\d+(?:[.,]\d+)*/g, BLANK);
  const overlap = (a: ReadonlySet<number>, b: ReadonlySet<number>) => [...a].some((line) => b.has(line));
  return contradictions.map((row) => {
    const about = row.indicator_id === null ? speaksOfArrears(row.what_it) : isArrears(row.indicator_id);
    const sides = [
      { text: row.value_a, source: row.source_a, lines: citedLines(row.lines_a) },
      { text: row.value_b, source: row.source_b, lines: citedLines(row.lines_b) },
    ];
    const safe = ({ text, source, lines }: (typeof sides)[number]): boolean => {
      const here = (c: Cited) => c.source_id === source && overlap(c.lines, lines);
      const near = cited.filter((c) => c.subject_id === row.subject_id || here(c));
      const told = new Set(near.flatMap((c) => c.told));
      if (about) {
        const secrets = new Set(near.flatMap((c) => c.secret ?? []).filter((n) => !told.has(n)));
        // Words around the two values say numbers too: those that are worked out stay, those that are withheld do not.
        const around = [row.what_it, row.what_en, row.why, row.note ?? ''].flatMap(numbersIn);
        return numbersIn(text).every((n) => told.has(n)) && !around.some((n) => secrets.has(n));
      }
      const secrets = new Set(
        near.filter((c) => c.subject_id === row.subject_id && here(c)).flatMap((c) => c.secret ?? []),
      );
      return !numbersIn(text).some((n) => secrets.has(n) && !told.has(n));
    };
    if (sides.every(safe)) return row;
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
