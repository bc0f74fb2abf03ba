/**
 * What the page shows of the result that is open: one question for the cells, one for the table, one zone. Every answer
 * belongs to the question it was asked with; one that comes late is dropped.
 */
import { type TimePoint } from '../domain/time';
import { ALL_OWNERS, type ZoneKind } from '../density/types';
import {
  cellOf,
  firstQuestion,
  isWhole,
  passesFilter,
  thresholdOf,
  WHOLE,
  type ColumnId,
  type DensityFilter,
  type DensityHex,
  type DensityQuestion,
  type DensityRow,
  type DensityView,
  type TableQuestion,
  type Told,
} from '../domain/density';
import type { Highlight } from '../state/view';
import type { Questions, Summary } from './protocol';
import type { Session } from './session.svelte';

export const PAGE_ROWS = 50;

/** Cells of one size that pass the filter, of all that are drawn. */
export interface Passing {
  passing: number;
  total: number;
}

interface TablePage {
  rows: readonly DensityRow[];
  total: number;
  from: number;
}

const firstTable = (kind: ZoneKind, day: string, threshold: number): TableQuestion => ({
  kind,
  owner: ALL_OWNERS,
  day,
  threshold,
  sort: { column: 'households', descending: true },
});

const nextFrame = (): Promise<void> =>
  new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));

export class Board {
  question = $state.raw<DensityQuestion>(firstQuestion([]));
  view = $state.raw<DensityView | null>(null);
  filter = $state.raw<DensityFilter>(WHOLE);
  height = $state(false);
  /** Item of a legend that stands out on the map. */
  highlight = $state.raw<Highlight | null>(null);
  point = $state<TimePoint | null>(null);

  table = $state.raw<TableQuestion>(firstTable('comune', '', 1_000));
  page = $state.raw<TablePage>({ rows: [], total: 0, from: 0 });
  /** The zone that the table is limited to. */
  within = $state.raw<DensityRow | null>(null);

  /** Zone id, or the H3 index of a cell. */
  selected = $state<string | null>(null);
  zone = $state.raw<readonly DensityRow[]>([]);
  /** Where to look, when a zone was chosen in a table. */
  center = $state.raw<[number, number] | null>(null);

  #asked = 0;
  /** Counts releases that were opened or closed: answers about another one than this are dropped. */
  #release = 0;
  #isOpen = false;

  constructor(
    private readonly session: Session,
    private readonly onfail: (error: unknown) => void,
  ) {}

  /** Cells that pass the filter, of all that are drawn; each size apart, for the small ones lie in the large ones. */
  readonly counts = $derived.by<Record<'coarse' | 'fine', Passing>>(() => {
    const of = (cells: readonly DensityHex[]): Passing => ({
      passing: isWhole(this.filter)
        ? cells.length
        : cells.reduce((n, cell) => n + (passesFilter(cell.filter, this.filter) ? 1 : 0), 0),
      total: cells.length,
    });
    return { coarse: of(this.view?.coarse ?? []), fine: of(this.view?.fine ?? []) };
  });

  /** The chosen zone's own figure of the measure that the map shows. */
  readonly own = $derived.by<{ name: string; figure: Told } | null>(() => {
    const [row] = this.zone;
    if (!row) return null;
    const { measure } = this.question;
    const column: ColumnId = measure === 'morose' ? 'share' : measure === 'km2' ? 'perKm2' : 'above';
    if (column === 'above' && thresholdOf(measure) !== this.table.threshold) return null;
    return { name: row.name, figure: row.figures[column] };
  });

  /** A new result is open: everything is asked anew. */
  async open(summary: Summary): Promise<void> {
    const release = (this.#release += 1);
    this.#isOpen = true;
    this.#cellsAlike();
    this.question = firstQuestion(summary.days);
    this.filter = WHOLE;
    this.height = false;
    this.selected = null;
    this.zone = [];
    this.within = null;
    const kind = summary.kinds.includes('comune') ? 'comune' : (summary.kinds[0] ?? 'regione');
    this.table = firstTable(kind, this.question.day, this.table.threshold);
    // One after the other, a frame between them: together they would hold the page up.
    await this.askRows(0);
    await nextFrame();
    if (release === this.#release) await this.#askView();
  }

  close(): void {
    this.#release += 1;
    this.#isOpen = false;
    this.#asked += 1;
    this.#cellsAlike();
    this.view = null;
    this.page = { rows: [], total: 0, from: 0 };
    this.zone = [];
    this.selected = null;
    this.within = null;
  }

  /** Another measure has other classes, another release other cells. */
  #cellsAlike(): void {
    if (this.highlight?.layer === 'celle') this.highlight = null;
  }

  async ask(change: Partial<DensityQuestion>): Promise<void> {
    if (change.measure !== undefined && change.measure !== this.question.measure) this.#cellsAlike();
    this.question = { ...this.question, ...change };
    const { day, owner, measure } = this.question;
    const threshold = thresholdOf(measure) || this.table.threshold;
    this.table = { ...this.table, day, owner, threshold };
    await Promise.all([this.#askView(), this.askRows(this.page.from), this.#askZone()]);
  }

  async askTable(change: Partial<TableQuestion>): Promise<void> {
    this.table = { ...this.table, ...change };
    await Promise.all([this.askRows(0), 'threshold' in change ? this.#askZone() : null]);
  }

  /** Limits the table to what lies in a zone, one level down. */
  async inside(row: DensityRow): Promise<void> {
    const next = { regione: 'provincia', provincia: 'comune', comune: 'area', 'cella-7': 'cella-9' } as const;
    const kind = row.kind in next ? next[row.kind as keyof typeof next] : row.kind;
    const release = this.#release;
    this.within = row;
    this.table = { ...this.table, kind, within: row.zone };
    await this.askRows(0);
    if (release !== this.#release) return;
    // A municipality without neighbourhoods has cells.
    if (this.page.total === 0 && row.kind === 'comune') await this.askTable({ kind: 'cella-7' });
  }

  async outside(): Promise<void> {
    this.within = null;
    const { kind, owner, day, threshold, sort } = this.table;
    this.table = { kind, owner, day, threshold, sort };
    await this.askRows(0);
  }

  /** Chooses a zone by its id or, for a cell, its H3 index; `null`: none. */
  async select(id: string | null, look = false): Promise<void> {
    this.selected = id;
    this.center = null;
    await this.#askZone(look);
  }

  /** The id that stands for a row's zone on the map. */
  static mapId(row: DensityRow): string {
    return cellOf({ id: row.zone, kind: row.kind, parent: null }) ?? row.zone;
  }

  async #askView(): Promise<void> {
    const { question } = this;
    const view = await this.#try('view', question);
    // The answer to an older question is not shown under a newer one.
    if (view && question === this.question) this.view = view;
  }

  async askRows(from: number, reveal?: string): Promise<void> {
    const { table } = this;
    const asked = ++this.#asked;
    const page = await this.#try('rows', {
      ...table,
      from,
      count: PAGE_ROWS,
      ...(reveal === undefined ? {} : { reveal }),
    });
    if (page && asked === this.#asked) this.page = page;
  }

  async #askZone(look = false): Promise<void> {
    const id = this.selected;
    if (id === null) {
      this.zone = [];
      return;
    }
    const { day, owner } = this.question;
    const answer = await this.#try('zone', { id, day, owner, threshold: this.table.threshold });
    if (!answer || id !== this.selected) return;
    this.zone = answer.rows;
    if (look) this.center = answer.center;
    // The row is shown where the table has it: the same thing is chosen on both.
    const row = answer.rows.find((r) => r.kind === this.table.kind);
    if (!look && row && !this.page.rows.some((r) => r.zone === row.zone)) await this.askRows(0, row.zone);
  }

  /** Null: not answered, or no longer asked. */
  async #try<Q extends 'view' | 'rows' | 'zone'>(
    ask: Q,
    order: Questions[Q]['order'],
  ): Promise<Questions[Q]['answer'] | null> {
    // Places that documents speak of are chosen without a release, too.
    if (!this.#isOpen) return null;
    const release = this.#release;
    try {
      const answer = await this.session.ask(ask, order);
      return release === this.#release ? answer : null;
    } catch (error) {
      if (release === this.#release) this.onfail(error);
      return null;
    }
  }
}
