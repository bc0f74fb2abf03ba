/** The checks table by table: which cell must stand in which lines. Pure: it reads tables and transcriptions, nothing else. */
import { TABLES, type Row, type TableName, type Tables } from '../../lib/schema/tables';
import type { Origins } from '../read/table';
import { evaluate, formulaOf } from './formula';
import {
  codeStands,
  dateStands,
  figuresOf,
  figureStands,
  computedInCell,
  misprintStands,
  numberStands,
  printedNumbers,
  quotedWordsStand,
  roundedFormStands,
  tolerance,
  type Pieces,
  type TextFigure,
} from './match';
import { alsoRefs, citedText, type Transcription } from './sources';

/** Why a cell failed. */
export type Failure =
  | 'not-found'
  | 'also-not-found'
  | 'side-not-found'
  | 'formula-missing'
  | 'formula-value'
  | 'outside-file'
  | 'source-absent';
/** Why a cell or a row cannot be checked. */
export type Limit =
  | 'no-number'
  | 'names'
  | 'no-lines'
  | 'words'
  | 'misprint'
  | 'also-form'
  | 'date-explained'
  | 'date-year'
  | 'context'
  | 'data-date'
  | 'computed';

export interface Outcome {
  verdict: 'ok' | 'failed' | 'unchecked';
  reason: Failure | Limit | null;
  table: TableName;
  file: string;
  /** Key of the row: its ids, joined with " + ". */
  id: string;
  /** Row as a spreadsheet numbers it. */
  row: number;
  column: string;
  value: string;
  /** Source and lines in which the value was looked for. */
  where: string;
  /** Numbers printed in those lines, or the computed value of a formula: never the document's words. */
  found: readonly string[];
}

export interface Evidence {
  tables: Tables;
  origins: Origins;
  texts: ReadonlyMap<string, Transcription>;
  /** The cell as typed ("1.0"), for the number of decimals; the typed number when not given. */
  rawCell?: (row: object, column: string) => string | null;
}

interface Citing {
  source_id: string;
  lines: string | null;
  also: string | null;
  note: string | null;
}

/** What became of a lookup in one place. */
interface Sight {
  pieces: Pieces | null;
  where: string;
  problem: Failure | null;
}

const EXPLAINS_DATE =
  /(?<!\p{L})(?:inizio|avvio|fine|dat[ae]|termine|scadenz[ae]|scadono|dal(?:l[ae])?|entro|fas[ei]|period[oi]|contratt[oi]|proroga(?:to)?|ricavat[oa]|dedott[oa]|printed as|stampat[oa]|start|end|deadline|phase)(?!\p{L})/iu;

/** "(82,7 calcolato)", "totale atteso 100 (non stampato)": a figure that the table says it computed. */
const COMPUTED = /calcolat|contat[oaie]|non stampat|computed|counted|not printed|ricavat/iu;

/** "9 in elenco", "10 SI in Tabella 1", "14 capofila nominati": a count that the reader made, told as such. */
const COUNTED = /elenc|in tabella|nominat[ie]|sommando/iu;

class Book {
  readonly outcomes: Outcome[] = [];

  constructor(private readonly evidence: Evidence) {}

  look(source_id: string, lines: string): Sight {
    const where = `${source_id}:${lines}`;
    const text = this.evidence.texts.get(source_id);
    if (!text) return { pieces: null, where, problem: 'source-absent' };
    const pieces = citedText(text, lines);
    return { pieces, where, problem: pieces === null ? 'outside-file' : null };
  }

  add(
    table: TableName,
    row: object,
    column: string,
    value: unknown,
    verdict: Outcome['verdict'],
    rest: Partial<Outcome> = {},
  ): void {
    const { file, row: line } = this.evidence.origins.get(row) ?? { file: table, row: 0 };
    const cells = row as Record<string, unknown>;
    const id = TABLES[table].key
      .map((key) => cells[key])
      .filter(Boolean)
      .join(' + ');
    const written = value === null || value === undefined ? '' : String(value);
    this.outcomes.push({
      verdict,
      reason: null,
      table,
      file,
      id,
      row: line,
      column,
      value: written,
      where: '',
      found: [],
      ...rest,
    });
  }

  /** Date of the document, as the table of sources has it. */
  dateOf(source_id: string): string | null {
    return this.evidence.tables.sources.find((s) => s.source_id === source_id)?.date ?? null;
  }

  raw(row: object, column: string, value: number): string {
    return this.evidence.rawCell?.(row, column) ?? String(value);
  }
}

type Stands = (pieces: Pieces) => boolean;

/** One row of one table on its way through the checks. */
class RowCheck {
  private readonly main: Sight | null;

  constructor(
    private readonly book: Book,
    private readonly table: TableName,
    private readonly row: object & Citing,
  ) {
    this.main = row.lines === null ? null : book.look(row.source_id, row.lines);
    for (const sight of [this.main, ...this.others()]) {
      if (sight?.problem)
        this.fail(sight === this.main ? 'lines' : 'also', sight.where, sight.problem, sight);
    }
  }

  private others(): Sight[] {
    return this.row.also === null
      ? []
      : alsoRefs(this.row.also).map((ref) => this.book.look(ref.source_id, ref.lines));
  }

  private fail(column: string, value: unknown, reason: Failure, sight: Sight | null, found?: string[]): void {
    const numbers = found ?? (sight?.pieces ? printedNumbers(sight.pieces) : []);
    this.book.add(this.table, this.row, column, value, 'failed', {
      reason,
      where: sight?.where ?? '',
      found: numbers,
    });
  }

  ok(column: string, value: unknown): void {
    this.book.add(this.table, this.row, column, value, 'ok');
  }

  unchecked(column: string, value: unknown, reason: Limit): void {
    this.book.add(this.table, this.row, column, value, 'unchecked', {
      reason,
      where: this.main?.where ?? '',
    });
  }

  /**
   * The value must stand in the lines and in every `also`; `soften` may turn a failure into a limit.
   * A failing `also` is told beside what became of the lines.
   */
  must(
    column: string,
    value: unknown,
    stands: Stands,
    soften: (pieces: Pieces, inAlso: boolean) => Limit | null,
  ): void {
    if (this.main === null) return this.unchecked(column, value, 'no-lines');
    // A reference outside the file is already a failure of its own.
    if (this.main.pieces === null) return;
    for (const sight of [this.main, ...this.others()]) {
      if (sight.pieces === null) continue;
      const inAlso = sight !== this.main;
      const limit = stands(sight.pieces) ? null : soften(sight.pieces, inAlso);
      if (stands(sight.pieces)) {
        if (!inAlso) this.ok(column, value);
      } else if (limit !== null) this.unchecked(column, value, limit);
      else this.fail(column, value, inAlso ? 'also-not-found' : 'not-found', sight);
    }
  }

  /** The value may come from elsewhere: lines, `also` or the note count. */
  may(column: string, value: unknown, stands: Stands, limit: Limit, withNote = true): void {
    const places = [this.main, ...this.others()].flatMap((sight) => sight?.pieces ?? []);
    if (withNote && this.row.note !== null) places.push(this.row.note);
    if (places.length > 0 && stands(places)) this.ok(column, value);
    else this.unchecked(column, value, limit);
  }

  /** A figure; `also` of a row that is not about this figure alone ("areas") need not repeat it. */
  number(column: string, value: number, unit: string | null, alsoToo = true): void {
    const wanted = { value, unit, note: this.row.note };
    this.must(
      column,
      value,
      (pieces) => numberStands(wanted, pieces),
      (pieces, inAlso) => {
        if (Math.abs(value) <= 1000 && quotedWordsStand(this.row.note, pieces)) return 'words';
        if (misprintStands(this.row.note, pieces)) return 'misprint';
        return inAlso && (!alsoToo || roundedFormStands(wanted, pieces)) ? 'also-form' : null;
      },
    );
  }

  /** A date counts in `lines` or in `also`; when it is nowhere, the note must explain where it comes from. */
  date(column: string, iso: string | null, yearMustStand: boolean): void {
    if (iso === null) return;
    if (this.main === null) return this.unchecked(column, iso, 'no-lines');
    if (this.main.pieces === null) return;
    const places = [this.main, ...this.others()].flatMap((sight) => sight.pieces ?? []);
    if (dateStands(iso, this.row.note, places)) return this.ok(column, iso);
    if (!yearMustStand && iso.length === 4) return this.unchecked(column, iso, 'date-year');
    if (this.row.note !== null && EXPLAINS_DATE.test(this.row.note))
      return this.unchecked(column, iso, 'date-explained');
    this.fail(column, iso, 'not-found', this.main);
  }

  contextDate(column: string, interval: string | null): void {
    if (interval === null) return;
    const note = this.row.note;
    this.may(
      column,
      interval,
      (pieces) => interval.split('/').every((iso) => dateStands(iso, note, pieces)),
      'data-date',
    );
  }

  contextNumber(column: string, value: number | null): void {
    if (value === null) return;
    this.may(
      column,
      value,
      (pieces) => numberStands({ value, unit: null, note: this.row.note }, pieces),
      'context',
    );
  }

  /** Every figure of a text of the tables stands in the lines or in `also`. Says whether there was one. */
  figures(column: string, figures: readonly TextFigure[]): boolean {
    const main = this.main;
    if (main?.pieces) {
      const places = [main, ...this.others()].flatMap((sight) => sight.pieces ?? []);
      for (const figure of figures) {
        if (figureStands(figure, this.row.note, places)) this.ok(column, figure.raw);
        else this.fail(column, figure.raw, 'not-found', main);
      }
    }
    return figures.length > 0;
  }

  formula(column: string, value: number, lookup: (id: string) => number | null): void {
    const formula = formulaOf(this.row.note);
    const computed = formula === null ? null : evaluate(formula, lookup);
    if (computed === null)
      return this.fail(column, value, 'formula-missing', null, formula === null ? [] : [formula]);
    const raw = this.book.raw(this.row, column, value);
    const decimals = raw.split('.')[1]?.length ?? 0;
    if (Math.abs(computed - value) <= tolerance(decimals)) return this.ok(column, value);
    this.fail(column, raw, 'formula-value', null, [String(Number(computed.toPrecision(12)))]);
  }

  code(column: string, code: string): void {
    // Elsewhere the same axis may be printed in another form ("Asse 2"): `also` cites the axis, not the form.
    this.must(
      column,
      code,
      (pieces) => codeStands(code, this.row.note, pieces),
      (_, inAlso) => (inAlso ? 'also-form' : null),
    );
  }
}

/** Values that formulas may name: observations and amounts by id. */
function valuesById(tables: Tables): (id: string) => number | null {
  const values = new Map<string, number | null>();
  for (const r of [...tables.observations, ...tables.arrears]) values.set(r.obs_id, r.value);
  for (const r of tables.project_funding) values.set(r.funding_id, r.amount_eur);
  return (id) => values.get(id) ?? null;
}

const longFigures = (text: string | null): TextFigure[] =>
  text === null
    ? []
    : figuresOf(text).filter((f) => f.iso !== null || (f.raw.match(/\d/g)?.length ?? 0) >= 2);

function checkObservation(
  check: RowCheck,
  row: Row<'observations'>,
  lookup: (id: string) => number | null,
): void {
  if (row.value === null) {
    const had = row.lines !== null && check.figures('text', longFigures(row.text));
    if (!had) check.unchecked('value', row.text, row.lines === null ? 'no-lines' : 'no-number');
  } else if (row.derived) check.formula('value', row.value, lookup);
  else check.number('value', row.value, row.unit);
  check.contextNumber('threshold_eur', row.threshold_eur);
  check.contextDate('data_date', row.data_date);
}

/** The table says beside this figure that it was computed or counted by the reader. */
function declaredComputed(value: string, figure: TextFigure): boolean {
  const after = value.slice(figure.end);
  const groups = [...value.matchAll(/\([^)]*\)/gu)].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
    text: m[0],
  }));
  const inside = groups.find((g) => figure.start >= g.start && figure.end <= g.end);
  const next = groups.find((g) => g.start >= figure.end && !/[,;\d]/.test(value.slice(figure.end, g.start)));
  const group = inside ?? next;
  return (
    (group !== undefined && COMPUTED.test(group.text)) ||
    COUNTED.test(/^[^,;:+=(\d]*/u.exec(after)?.[0] ?? '')
  );
}

/** One side of a contradiction: its figures stand in its own lines of its own source. */
function checkSide(book: Book, row: Row<'contradictions'>, side: 'a' | 'b'): void {
  const column = `value_${side}` as const;
  const value = row[column];
  const { pieces, where, problem } = book.look(row[`source_${side}`], row[`lines_${side}`]);
  const tell = (
    cell: string,
    content: string,
    verdict: Outcome['verdict'],
    reason: Failure | Limit | null,
    found: string[] = [],
  ) => book.add('contradictions', row, cell, content, verdict, { reason, where, found });
  if (pieces === null) {
    tell(`lines_${side}`, where, 'failed', problem);
    return;
  }
  const figures = figuresOf(value);
  if (figures.length === 0) tell(column, value, 'unchecked', 'no-number');
  // "7,3 + 0,55 = 8,74 milioni": the word may multiply the figures before it.
  const scale = /milion/iu.test(value) ? ' milioni' : /mila(?!\p{L})/iu.test(value) ? ' mila' : null;
  const published = book.dateOf(row[`source_${side}`]);
  const clauseOf = (figure: TextFigure): number => value.slice(0, figure.start).split(';').length;
  for (const figure of figures) {
    // "riferito a gennaio 2023": the date of the document itself.
    const isPublished = figure.raw.length >= 4 && published?.startsWith(figure.iso ?? figure.raw) === true;
    const stands =
      figureStands(figure, row.note, pieces) ||
      (scale !== null && figureStands({ ...figure, raw: figure.raw + scale }, row.note, pieces));
    const sameClause = figures.filter((other) => clauseOf(other) === clauseOf(figure));
    if (stands || isPublished || computedInCell(figure, sameClause)) tell(column, figure.raw, 'ok', null);
    else if (declaredComputed(value, figure)) tell(column, figure.raw, 'unchecked', 'computed');
    else tell(column, figure.raw, 'failed', 'side-not-found', printedNumbers(pieces));
  }
}

/** Checks every cited row of every table. */
export function checkTables(evidence: Evidence): Outcome[] {
  const { tables } = evidence;
  const book = new Book(evidence);
  const lookup = valuesById(tables);
  const on = <T extends TableName>(name: T, run: (check: RowCheck, row: Row<T>) => void) => {
    for (const row of tables[name]) run(new RowCheck(book, name, row as object & Citing), row);
  };
  const named = <T extends TableName>(name: T, column: string) =>
    on(name, (check, row) => check.unchecked(column, (row as Record<string, unknown>)[column], 'names'));

  on('bodies', (check, row) => {
    if (row.valid_from === null && row.valid_to === null) check.unchecked('name', row.name, 'names');
    check.date('valid_from', row.valid_from, true);
    check.date('valid_to', row.valid_to, true);
  });
  on('programmes', (check, row) => {
    if (row.start === null && row.end === null) check.unchecked('name', row.name, 'names');
    check.date('start', row.start, true);
    check.date('end', row.end, true);
  });
  on('funding_axes', (check, row) => {
    if (row.code_as_printed === null) check.unchecked('code_as_printed', row.axis_id, 'no-number');
    else check.code('code_as_printed', row.code_as_printed);
  });
  on('projects', (check, row) => {
    if (row.start === null && row.end === null) check.unchecked('name', row.name, 'names');
    check.date('start', row.start, true);
    check.date('end', row.end, true);
    check.contextDate('status_as_of', row.status_as_of);
  });
  on('project_funding', (check, row) => {
    if (row.amount_eur === null) check.unchecked('amount_eur', row.funding_id, 'no-number');
    else if (row.derived) check.formula('amount_eur', row.amount_eur, lookup);
    else check.number('amount_eur', row.amount_eur, 'EUR');
    check.contextDate('as_of', row.as_of);
  });
  named('project_places', 'project_id');
  on('areas', (check, row) => {
    if (row.surface_m2 === null) check.unchecked('name', row.name, 'names');
    else check.number('surface_m2', row.surface_m2, 'm2', false);
  });
  named('labs', 'name');
  on('lab_sites', (check, row) => {
    const numbered = row.address !== null && check.figures('address', figuresOf(row.address));
    if (!numbered && row.valid_from === null && row.valid_to === null) {
      check.unchecked('address', row.address, 'names');
    }
    check.date('valid_from', row.valid_from, false);
    check.date('valid_to', row.valid_to, false);
  });
  named('lab_ambiti', 'ambito');
  named('lab_partners', 'body_id');
  on('indicators', (check, row) => {
    if (row.lines !== null) check.unchecked('name_it', row.name_it, 'names');
  });
  on('events', (check, row) => {
    check.date('date', row.date, true);
    if (row.act !== null) check.figures('act', figuresOf(row.act));
  });
  on('contradictions', (_, row) => {
    checkSide(book, row, 'a');
    checkSide(book, row, 'b');
  });
  on('observations', (check, row) => checkObservation(check, row, lookup));
  on('arrears', (check, row) => {
    checkObservation(check, row, lookup);
    check.contextNumber('n_households', row.n_households);
    check.contextNumber('n_in_arrears', row.n_in_arrears);
  });
  return book.outcomes;
}
