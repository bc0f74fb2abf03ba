/**
 * What a release of arrears density shows: the cells of the map, the rows of the table, the legend, the sentence and the
 * CSV. Everything is taken from a `Release`, that is, from figures past the rules; nothing here sees a sum or a row.
 * Pure: runs in the worker that holds the release, so that the page gets only what it draws.
 */
import {
  AGE_LIMITS,
  ALL_OWNERS,
  THRESHOLDS,
  ZONE_KINDS,
  type Cell,
  type Figures,
  type Form,
  type Release,
  type Zone,
  type ZoneKind,
} from '../density/types';
import type { Fact } from '../schema/served';
import { ARREARS_SCALE, classOf, type Scale } from './classes';
import type { ArrearsRow, Rows } from './select';
import { factAt, shareOf } from './shares';

// --- Measures -------------------------------------------------------------------------------------------------------

/** What the colour of a cell may say: share in arrears, share above a threshold, households in arrears by km2. */
export const MEASURES = [
  'morose',
  ...THRESHOLDS.map((euro) => `oltre-${euro}` as const),
  'km2',
] as const satisfies readonly string[];
export type Measure = 'morose' | `oltre-${(typeof THRESHOLDS)[number]}` | 'km2';

/** Threshold of a measure in euro; 0 for any debt. */
export const thresholdOf = (measure: Measure): number =>
  measure === 'morose' || measure === 'km2' ? 0 : Number(measure.slice('oltre-'.length));

/** Households in arrears by square kilometre; the limits are those of the public form's bands, so no band spans two classes. */
export const KM2_SCALE: Scale = { limits: [25, 50, 100, 250, 500] };

export const scaleOf = (measure: Measure): Scale => (measure === 'km2' ? KM2_SCALE : ARREARS_SCALE);

// --- One figure -----------------------------------------------------------------------------------------------------

export type FigureState = Cell<unknown>['state'];
export const FIGURE_STATES = [
  'value',
  'zero',
  'suppressed',
  'missing',
  'not-applicable',
] as const satisfies readonly FigureState[];

/** A figure of either form as an interval: one number when it is told to the decimal, a band otherwise. */
export type Told =
  | { state: 'value'; low: number; /** Null: open. */ high: number | null; about?: true }
  | { state: Exclude<FigureState, 'value'> };

type Value =
  | { exact: number }
  | { about: number }
  | { percent: number }
  | { perKm2: number }
  | { from: number; to: number | null };

/** Reads a figure of either form. Withheld stays withheld: there is no number to take along. */
export function told(cell: Cell<Value> | undefined): Told {
  if (cell === undefined) return { state: 'missing' };
  if (cell.state !== 'value') return { state: cell.state };
  const { value } = cell;
  if ('from' in value) return { state: 'value', low: value.from, high: value.to };
  if ('about' in value) return { state: 'value', low: value.about, high: value.about, about: true };
  const n = 'exact' in value ? value.exact : 'percent' in value ? value.percent : value.perKm2;
  return Number.isFinite(n) ? { state: 'value', low: n, high: n } : { state: 'missing' };
}

/** The figure that a measure takes of a group. */
export function measureOf(figures: Figures<Form> | undefined, measure: Measure): Told {
  if (figures === undefined) return { state: 'missing' };
  if (measure === 'morose') return told(figures.share as Cell<Value>);
  if (measure === 'km2') return told(figures.perKm2 as Cell<Value>);
  const at = (THRESHOLDS as readonly number[]).indexOf(thresholdOf(measure));
  return told(figures.above[at] as Cell<Value> | undefined);
}

/** Class of a figure on the scale of its measure; a band counts by its middle. Null: not a value. */
export function classOfTold(figure: Told, measure: Measure): number | null {
  if (figure.state !== 'value') return null;
  const { low, high } = figure;
  return classOf(scaleOf(measure), high === null ? low : (low + high) / 2);
}

// --- The cells of the map -------------------------------------------------------------------------------------------

/**
 * One cell as the map draws it. A cell that is cut by a border has several groups; they are drawn as one, and `partial`
 * says that the figure is about a part of the cell only.
 */
export interface DensityHex {
  /** H3 index. */
  h3: string;
  /** Zone ids of its pieces, largest first. */
  zones: readonly string[];
  state: FigureState;
  /** The figure's interval; NaN without a value. An open band ends where it begins. */
  low: number;
  high: number;
  partial: boolean;
  /** What the filter compares: share low, share high, median debt low, high (positions in DEBT_STEPS). */
  filter: readonly [number, number, number, number];
}

export interface DensityQuestion {
  day: string;
  owner: string;
  measure: Measure;
}

/** Everything that map and legend need of a release, for one question. */
export interface DensityView extends DensityQuestion {
  form: Form;
  simulated: boolean;
  coarse: readonly DensityHex[];
  fine: readonly DensityHex[];
}

/** Limits between which the filter of the median debt moves, in euro: medians are told between thresholds. Open at the end. */
export const DEBT_STEPS = [0, ...THRESHOLDS] as const;

/** A range of the filter: shares in per cent, debts as positions in DEBT_STEPS. Whole ranges filter nothing. */
export interface DensityFilter {
  share: readonly [number, number];
  debt: readonly [number, number];
}
export const WHOLE: DensityFilter = { share: [0, 100], debt: [0, DEBT_STEPS.length] };

/** Beyond all values: what has no figure passes a filter only while that filter is whole. */
const FAR = 1e6;

const stepOf = (euro: number): number => DEBT_STEPS.filter((limit) => euro >= limit).length - 1;

/** A band touches the range beside it in one point only, which is not being in it. */
const INSIDE = 0.01;

/** A cell's four filter values from its share and the band of its median debt. */
export function filterValues(share: Told, median: Told): DensityHex['filter'] {
  const none = [FAR, -FAR] as const;
  const inset = (low: number, high: number) =>
    low < high ? ([low + INSIDE, high - INSIDE] as const) : ([low, high] as const);
  const s = share.state === 'value' ? inset(share.low, share.high ?? 100) : none;
  let d: readonly [number, number] = none;
  if (median.state === 'value') {
    const from = Math.max(0, stepOf(median.low));
    const at = median.high === null ? DEBT_STEPS.length : stepOf(median.high);
    const to = median.high === null || DEBT_STEPS[at] === median.high ? at : at + 1;
    d = inset(from, Math.max(to, from + 1));
  }
  return [s[0], s[1], d[0], d[1]];
}

/** Ranges for the four filter values, as the GPU compares them: an interval passes when it meets the chosen one. */
export function filterRanges({ share, debt }: DensityFilter): [number, number][] {
  const open = 2 * FAR;
  const low = (at: number, whole: number) => (at <= whole ? -open : at);
  const high = (at: number, whole: number) => (at >= whole ? open : at);
  return [
    [-open, high(share[1], 100)],
    [low(share[0], 0), open],
    [-open, high(debt[1], DEBT_STEPS.length)],
    [low(debt[0], 0), open],
  ];
}

/** Whether a cell passes; the same comparison as the GPU's, for counts, table and tests. */
export const passesFilter = (values: DensityHex['filter'], filter: DensityFilter): boolean =>
  filterRanges(filter).every(([min, max], i) => {
    const value = values[i] ?? Number.NaN;
    return value >= min && value <= max;
  });

export const isWhole = ({ share, debt }: DensityFilter): boolean =>
  share[0] <= 0 && share[1] >= 100 && debt[0] <= 0 && debt[1] >= DEBT_STEPS.length;

const size = (f: Figures<Form> | undefined): number => {
  const count = told(f?.households as Cell<Value> | undefined);
  return count.state === 'value' ? count.low : 0;
};

/** Without any value: the state that says most. Withheld first: something is there, and it is not told. */
const STATE_ORDER = ['suppressed', 'missing', 'zero', 'not-applicable'] as const;

/**
 * One figure of several pieces. Shares are weighed by the published counts of households, pieces that are not told stay
 * out (the caller marks the cell as partial); other measures give the hull, which claims nothing that a piece does not.
 */
export function mergeTold(pieces: readonly { figure: Told; households: number }[], measure: Measure): Told {
  const values = pieces.flatMap(({ figure, households }) =>
    figure.state === 'value' ? [{ ...figure, households }] : [],
  );
  if (values.length === 0) {
    const states = new Set(pieces.map((p) => p.figure.state));
    return { state: STATE_ORDER.find((state) => states.has(state)) ?? 'missing' };
  }
  const [only] = values;
  if (only && values.length === 1) return { state: 'value', low: only.low, high: only.high };
  const weight = values.reduce((sum, v) => sum + v.households, 0);
  const open = values.some((v) => v.high === null);
  if (measure === 'km2' || weight === 0 || open) {
    return {
      state: 'value',
      low: Math.min(...values.map((v) => v.low)),
      high: open ? null : Math.max(...values.map((v) => v.high ?? v.low)),
    };
  }
  const mean = (of: (v: (typeof values)[number]) => number) =>
    values.reduce((sum, v) => sum + of(v) * v.households, 0) / weight;
  return { state: 'value', low: mean((v) => v.low), high: mean((v) => v.high ?? v.low) };
}

// --- A release, looked up -------------------------------------------------------------------------------------------

/** Names of zones; a `ZoneFrame` is one. */
export interface ZoneNames {
  provinces: ReadonlyMap<string, string>;
  municipalities: ReadonlyMap<string, { name: string }>;
  areas: ReadonlyMap<string, { name: string }>;
}

/** A release with its lookups; made once. */
export interface DensityIndex {
  release: Release<Form>;
  zones: ReadonlyMap<string, Zone>;
  /** Pieces by H3 index, one map for each resolution. */
  pieces: Record<'cella-7' | 'cella-9', ReadonlyMap<string, readonly Zone[]>>;
  /** Figures by zone, of one owner on one day. */
  figures: (owner: string, day: string) => ReadonlyMap<string, Figures<Form>>;
}

export function indexRelease(release: Release<Form>): DensityIndex {
  const pieces: Record<'cella-7' | 'cella-9', Map<string, Zone[]>> = {
    'cella-7': new Map(),
    'cella-9': new Map(),
  };
  for (const zone of release.zones) {
    if (zone.kind !== 'cella-7' && zone.kind !== 'cella-9') continue;
    const h3 = cellOf(zone);
    if (h3 === null) continue;
    const group = pieces[zone.kind].get(h3);
    if (group) group.push(zone);
    else pieces[zone.kind].set(h3, [zone]);
  }
  const groups = new Map<string, Map<string, Figures<Form>>>();
  for (const f of release.figures as Figures<Form>[]) {
    const key = `${f.owner}\n${f.day}`;
    const group = groups.get(key);
    if (group) group.set(f.zone, f);
    else groups.set(key, new Map([[f.zone, f]]));
  }
  const none: ReadonlyMap<string, Figures<Form>> = new Map();
  return {
    release,
    zones: new Map(release.zones.map((z) => [z.id, z])),
    pieces,
    figures: (owner, day) => groups.get(`${owner}\n${day}`) ?? none,
  };
}

const WITHHELD: Pick<
  Figures<Form>,
  'households' | 'inArrears' | 'share' | 'above' | 'debt' | 'median' | 'perKm2' | 'age'
> = {
  households: { state: 'suppressed' },
  inArrears: { state: 'suppressed' },
  share: { state: 'suppressed' },
  above: THRESHOLDS.map(() => ({ state: 'suppressed' as const })),
  debt: { state: 'suppressed' },
  median: { state: 'suppressed' },
  perKm2: { state: 'suppressed' },
  age: AGE_LIMITS.map(() => ({ state: 'suppressed' as const })),
};

/**
 * The figures of a zone for an owner on a day. Where a zone's split by owner is withheld the release has no rows of owners,
 * so as not to tell who has homes there: every owner is withheld there, and none is absent.
 */
function groupsAt(
  index: DensityIndex,
  owner: string,
  day: string,
): (zone: string) => Figures<Form> | undefined {
  const own = index.figures(owner, day);
  if (owner === ALL_OWNERS) return (zone) => own.get(zone);
  const all = index.figures(ALL_OWNERS, day);
  return (zone) => own.get(zone) ?? (all.has(zone) ? { zone, owner, day, ...WITHHELD } : undefined);
}

/** H3 index of a cell's zone: its own field, else the first part of its id. */
export function cellOf(zone: Zone): string | null {
  if (zone.kind !== 'cella-7' && zone.kind !== 'cella-9') return null;
  return zone.cell ?? zone.id.split('/')[0] ?? null;
}

/** Whether an id that the map gave is a cell's: fifteen hexadecimal digits, no other zone has such an id. */
export const isCellId = (id: string): boolean => /^8[0-9a-f]{14}$/.test(id);

/** The last of the days, all owners, share in arrears. */
export const firstQuestion = (days: readonly string[]): DensityQuestion => ({
  day: days.at(-1) ?? '',
  owner: ALL_OWNERS,
  measure: 'morose',
});

function hexes(
  index: DensityIndex,
  kind: 'cella-7' | 'cella-9',
  { owner, day, measure }: DensityQuestion,
): DensityHex[] {
  const figures = groupsAt(index, owner, day);
  const list: DensityHex[] = [];
  for (const [h3, zones] of index.pieces[kind]) {
    const found = zones
      .flatMap((zone) => {
        const f = figures(zone.id);
        return f ? [{ zone, f, households: size(f) }] : [];
      })
      .sort((a, b) => b.households - a.households || a.zone.id.localeCompare(b.zone.id));
    // A cell without a group on this day is not drawn: it would say "missing" of what was never there.
    if (found.length === 0) continue;
    const merged = (of: (f: Figures<Form>) => Told, by: Measure) =>
      mergeTold(
        found.map(({ f, households }) => ({ figure: of(f), households })),
        by,
      );
    const figure = merged((f) => measureOf(f, measure), measure);
    const share = merged((f) => measureOf(f, 'morose'), 'morose');
    const median = merged((f) => told(f.median), 'km2');
    list.push({
      h3,
      zones: found.map(({ zone }) => zone.id),
      state: figure.state,
      low: figure.state === 'value' ? figure.low : Number.NaN,
      high: figure.state === 'value' ? (figure.high ?? figure.low) : Number.NaN,
      partial: found.length > 1 || zones.some((zone) => zone.cut === true),
      filter: filterValues(share, median),
    });
  }
  return list;
}

/** The cells that answer a question, at both resolutions. */
export const densityView = (index: DensityIndex, question: DensityQuestion): DensityView => ({
  ...question,
  form: index.release.form,
  simulated: index.release.simulated,
  coarse: hexes(index, 'cella-7', question),
  fine: hexes(index, 'cella-9', question),
});

// --- The table ------------------------------------------------------------------------------------------------------

export const COLUMNS = [
  'households',
  'inArrears',
  'share',
  'above',
  'median',
  'debt',
  'perKm2',
  'age',
] as const;
export type ColumnId = (typeof COLUMNS)[number];

/** The age of a debt that the table asks for, in months: position in AGE_LIMITS. */
export const AGE_SHOWN = AGE_LIMITS.indexOf(24);

export interface TableQuestion {
  kind: ZoneKind;
  owner: string;
  day: string;
  /** One of THRESHOLDS, for the column `above`. */
  threshold: number;
  sort: { column: ColumnId | 'name'; descending: boolean };
  /** Only zones inside this one. */
  within?: string;
}

export interface DensityRow {
  zone: string;
  kind: ZoneKind;
  name: string;
  /** Name of the zone that it is part of. */
  of: string;
  partial: boolean;
  figures: Record<ColumnId, Told>;
}

function figuresRow(f: Figures<Form> | undefined, threshold: number): DensityRow['figures'] {
  const at = (THRESHOLDS as readonly number[]).indexOf(threshold);
  const read = (cell: unknown): Told => told(cell as Cell<Value> | undefined);
  return {
    households: read(f?.households),
    inArrears: read(f?.inArrears),
    share: read(f?.share),
    above: read(f?.above[at]),
    median: read(f?.median),
    debt: read(f?.debt),
    perKm2: read(f?.perKm2),
    age: read(f?.age[AGE_SHOWN]),
  };
}

/** A zone's name: the place's own, or for a cell its short index and where it lies. */
export function zoneName(zone: Zone, names: ZoneNames): string {
  switch (zone.kind) {
    case 'regione':
      return 'Lombardia';
    case 'provincia':
      return names.provinces.get(zone.id) ?? zone.id;
    case 'comune':
      return names.municipalities.get(zone.id)?.name ?? zone.id;
    case 'area':
      return names.areas.get(zone.id)?.name ?? zone.id;
    case 'cella-7':
    case 'cella-9':
      return shortCell(cellOf(zone) ?? zone.id);
  }
}

/** An H3 index without the part that all cells of a resolution share: `89…` and a run of `f` at the end. */
export const shortCell = (h3: string): string => h3.replace(/^8/, '').replace(/f+$/, '');

/** Where a zone lies, by name: its area and municipality for a cell, its parent otherwise. */
export function whereabouts(zone: Zone, names: ZoneNames): string {
  switch (zone.kind) {
    case 'regione':
      return '';
    case 'provincia':
      return 'Lombardia';
    case 'comune':
      return names.provinces.get(zone.id.slice(0, 3)) ?? '';
    case 'area':
      return zone.parent === null ? '' : (names.municipalities.get(zone.parent)?.name ?? zone.parent);
    case 'cella-7':
    case 'cella-9': {
      const [, istat, area] = zone.id.split('/');
      const municipality = istat ? (names.municipalities.get(istat)?.name ?? istat) : '';
      return area ? `${names.areas.get(area)?.name ?? area}, ${municipality}` : municipality;
    }
  }
}

const middle = (figure: Told): number | null =>
  figure.state === 'value'
    ? figure.high === null
      ? figure.low
      : (figure.low + figure.high) / 2
    : figure.state === 'zero'
      ? 0
      : null;

/** Whether a zone lies in another one: itself, or by its chain of parents. */
function liesIn(zone: Zone, id: string, zones: ReadonlyMap<string, Zone>): boolean {
  for (let z: Zone | undefined = zone, steps = 0; z && steps < 10; steps += 1) {
    if (z.id === id) return true;
    z = z.parent === null ? undefined : zones.get(z.parent);
  }
  return false;
}

/** The rows of one kind of zone; what has no number stands after what has, in either direction. */
export function densityRows(index: DensityIndex, names: ZoneNames, question: TableQuestion): DensityRow[] {
  const { kind, owner, day, threshold, sort, within } = question;
  const figures = groupsAt(index, owner, day);
  const rows = index.release.zones.flatMap((zone): DensityRow[] => {
    if (zone.kind !== kind) return [];
    if (within !== undefined && !liesIn(zone, within, index.zones)) return [];
    const f = figures(zone.id);
    if (!f) return [];
    return [
      {
        zone: zone.id,
        kind,
        name: zoneName(zone, names),
        of: whereabouts(zone, names),
        partial: zone.cut === true,
        figures: figuresRow(f, threshold),
      },
    ];
  });
  const sign = sort.descending ? -1 : 1;
  const byName = (a: DensityRow, b: DensityRow) =>
    a.name.localeCompare(b.name, 'it') || a.zone.localeCompare(b.zone);
  const { column } = sort;
  if (column === 'name') return rows.sort((a, b) => sign * byName(a, b));
  return rows.sort((a, b) => {
    const x = middle(a.figures[column]);
    const y = middle(b.figures[column]);
    if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0) || byName(a, b);
    return sign * (x - y) || byName(a, b);
  });
}

/** All that is told of one zone, for the panel. */
export function zoneRow(
  index: DensityIndex,
  names: ZoneNames,
  id: string,
  { owner, day }: Pick<DensityQuestion, 'owner' | 'day'>,
  threshold: number,
): DensityRow | null {
  const zone = index.zones.get(id);
  if (!zone) return null;
  return {
    zone: id,
    kind: zone.kind,
    name: zoneName(zone, names),
    of: whereabouts(zone, names),
    partial: zone.cut === true,
    figures: figuresRow(groupsAt(index, owner, day)(id), threshold),
  };
}

/** Kinds of zone that a release has, in their order. */
export const kindsOf = (index: DensityIndex): ZoneKind[] => {
  const present = new Set(index.release.zones.map((z) => z.kind));
  return ZONE_KINDS.filter((kind) => present.has(kind));
};

// --- CSV ------------------------------------------------------------------------------------------------------------

/** Codes of the states in files. */
export const STATE_CODES: Record<FigureState, string> = {
  value: 'value',
  zero: 'zero',
  suppressed: 'suppressed',
  missing: 'missing',
  'not-applicable': 'not_applicable',
};

interface CsvFigure {
  id: string;
  of: (f: Figures<Form>) => Told;
}

const read = (cell: unknown): Told => told(cell as Cell<Value> | undefined);

const CSV_FIGURES: readonly CsvFigure[] = [
  { id: 'famiglie', of: (f) => read(f.households) },
  { id: 'famiglie_morose', of: (f) => read(f.inArrears) },
  { id: 'quota_morose_pct', of: (f) => read(f.share) },
  ...THRESHOLDS.map((euro, i) => ({
    id: `quota_oltre_${euro}_eur_pct`,
    of: (f: Figures<Form>) => read(f.above[i]),
  })),
  { id: 'debito_totale_eur', of: (f) => read(f.debt) },
  { id: 'debito_mediano_eur', of: (f) => read(f.median) },
  { id: 'morose_per_km2', of: (f) => read(f.perKm2) },
  ...AGE_LIMITS.map((months, i) => ({
    id: `quota_debito_oltre_${months}_mesi_pct`,
    of: (f: Figures<Form>) => read(f.age[i]),
  })),
];

/** Names of the CSV's columns: each figure as an interval `_da`, `_a` and a state. */
export const CSV_COLUMNS: readonly string[] = [
  'dati',
  'forma',
  'tipo_zona',
  'zona',
  'nome',
  'in',
  'cella_parziale',
  'proprietario',
  'data',
  ...CSV_FIGURES.flatMap(({ id }) => [`${id}_da`, `${id}_a`, `${id}_stato`]),
];

export type CsvValue = string | number | null;

/**
 * Every figure of the release, a group a line. Without a value both limits are empty and the state's code stands alone; an
 * open band has no upper limit; a figure told exactly has the same number twice.
 */
export function csvRecords(index: DensityIndex, names: ZoneNames): CsvValue[][] {
  const { simulated, form, zones } = index.release;
  const byId = new Map(
    zones.map((z) => [z.id, { name: zoneName(z, names), of: whereabouts(z, names), zone: z }]),
  );
  return (index.release.figures as Figures<Form>[]).map((f) => {
    const place = byId.get(f.zone);
    return [
      simulated ? 'simulati' : 'reali',
      form,
      place?.zone.kind ?? '',
      f.zone,
      place?.name ?? '',
      place?.of ?? '',
      place?.zone.cut === true ? 'si' : 'no',
      f.owner,
      f.day,
      ...CSV_FIGURES.flatMap(({ of }): CsvValue[] => {
        const figure = of(f);
        return figure.state === 'value'
          ? [figure.low, figure.high, 'value']
          : [null, null, STATE_CODES[figure.state]];
      }),
    ];
  });
}

// --- What the documents say -----------------------------------------------------------------------------------------

/** The share of one area at both time points; `undated` when the document gives no time point. */
export interface DocumentedArea {
  /** Null: a control case that a document speaks of without naming a place. */
  area: ArrearsRow['area'] | null;
  role: 'intervention' | 'control';
  t0: Fact | null;
  t1: Fact | null;
  undated: Fact | null;
}

/** What stands in a cell of the documents' table besides its figure or state. */
export interface DocumentedMark {
  /** The document prints the counts, not the share. */
  computed: boolean;
  /** The state is of another figure than the share that the column is about: its indicator. */
  instead: string | null;
}

export const documentedMark = (fact: Fact): DocumentedMark => ({
  computed: fact.derived && shareOf(fact) !== null,
  // What is missing is told in words of its own, and of all data at once.
  instead:
    fact.indicator_id === 'share_in_arrears' || fact.figure.state === 'missing' ? null : fact.indicator_id,
});

/** The facts of a line, each place in a document once: what its sources are. */
export const documentedSources = ({ t0, t1, undated }: DocumentedArea): Fact[] =>
  [t0, t1, undated].filter(
    (fact, i, all): fact is Fact =>
      fact !== null && all.findIndex((f) => f?.source_id === fact.source_id && f.lines === fact.lines) === i,
  );

/** An intervention with the control cases that documents compare it with. */
export interface DocumentedGroup {
  intervention: DocumentedArea;
  controls: DocumentedArea[];
}

const controlCase = (facts: readonly Fact[]): Fact | null =>
  facts.find((f) => f.dimension === 'caso di controllo' && f.figure.state === 'missing') ?? null;

/** The documented arrears, interventions with their control cases. */
export function documentedGroups(rows: Pick<Rows, 'arrears'>): DocumentedGroup[] {
  const entry = ({ area, facts }: ArrearsRow, role: DocumentedArea['role']): DocumentedArea => ({
    area,
    role,
    t0: factAt(facts, 't0'),
    t1: factAt(facts, 't1'),
    undated: factAt(facts, null),
  });
  const controlsOf = new Map<string, ArrearsRow[]>();
  for (const row of rows.arrears) {
    for (const id of row.area.control_of?.split(';') ?? [])
      controlsOf.set(id, [...(controlsOf.get(id) ?? []), row]);
  }
  const listed = new Set<string>();
  const groups = rows.arrears
    .filter(({ area }) => area.kind !== 'control')
    .map((row): DocumentedGroup => {
      const controls = (controlsOf.get(row.area.area_id) ?? []).map((c) => {
        listed.add(c.area.area_id);
        return entry(c, 'control');
      });
      const unnamed = controlCase(row.facts);
      if (controls.length === 0 && unnamed)
        controls.push({ area: null, role: 'control', t0: null, t1: null, undated: unnamed });
      return { intervention: entry(row, 'intervention'), controls };
    });
  // A control whose intervention is filtered away still has its own line.
  const alone = rows.arrears.filter(({ area }) => area.kind === 'control' && !listed.has(area.area_id));
  return [...groups, ...alone.map((row) => ({ intervention: entry(row, 'control'), controls: [] }))].filter(
    ({ intervention: i, controls }) =>
      i.t0 !== null || i.t1 !== null || i.undated !== null || controls.length > 0,
  );
}
