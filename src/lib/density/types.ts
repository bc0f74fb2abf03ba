/**
 * Density of arrears, from tenancy ledgers to a release: the types that reading, summing, protecting, attacking and
 * drawing share. Everything in this folder is pure and runs in Node and in a browser's worker alike.
 *
 * A ledger row never leaves the function that reads it. What is kept is `Part` (sums of groups), and what may be seen is
 * `Release` (figures past the rules in ./rules.ts).
 */

/** Euro. Shares in arrears are told above each: the thresholds that the documents use. */
export const THRESHOLDS = [300, 1_000, 4_000, 5_000, 8_000] as const;

/**
 * Upper limits in euro of the bands of a household's debt (`0 < debt <= 100`, `100 < debt <= 200`, ...; above the last
 * one: open). They contain every threshold, so that sums need no list of debts: counts by band give the thresholds, the
 * band of the median, and an upper bound of the largest debts for the dominance rule.
 */
export const DEBT_LIMITS = [
  100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 6_500, 8_000, 10_000, 13_000, 17_000,
  22_000, 30_000, 40_000, 55_000, 75_000, 100_000,
] as const;
export const DEBT_BANDS = DEBT_LIMITS.length + 1;

/** Upper limits in months of the age of a debt at the reference day; above the last one: open; then: not stated. */
export const AGE_LIMITS = [6, 12, 24, 60] as const;
export const AGE_BANDS = AGE_LIMITS.length + 2;

/** H3 resolutions: about 5.2 km2 and 0.105 km2 a cell. */
export const RESOLUTIONS = { coarse: 7, fine: 9 } as const;

/** A group smaller than this is nowhere on its own, not even in a part: it is counted one level up. */
export const HARD_FLOOR = 3;

/** Sums over the households of a group. Additive: the sums of two disjoint groups are the sums of their union. */
export interface Sums {
  /** Households with a running contract at the reference day. */
  households: number;
  /** Households in arrears (debt above 0 EUR) by band of DEBT_LIMITS; length DEBT_BANDS. */
  bands: number[];
}

/** Sums that tell of amounts; only over groups with at least HARD_FLOOR households in arrears. */
export interface Amounts {
  /** Households in arrears that the amounts are of. */
  inArrears: number;
  /** Total debt, whole euro. */
  debt: number;
  /** Households in arrears by age of their debt, band of AGE_LIMITS, last: not stated; length AGE_BANDS. */
  age: number[];
}

/**
 * Where a leaf lies: the finest group that is kept. Nested: a fine cell is cut at the borders of the area and of the
 * municipality, so that every zone is a union of zones of the level below and no two zonings cross.
 * A null is a household that has no such place in the ledger, or whose group was too small and is counted here instead.
 */
export interface LeafPlace {
  /** Two digits of the region (`03`) and one of the provinces' codes; never null. */
  province: string;
  istat: string | null;
  area: string | null;
  /** H3 index at RESOLUTIONS.fine. */
  cell: string | null;
}

export interface Leaf extends LeafPlace {
  /** Reference day, `2026-06-30`. */
  day: string;
  owner: string;
  sums: Sums;
}

export interface AmountLeaf extends LeafPlace {
  day: string;
  owner: string;
  amounts: Amounts;
}

/** Mergeable sums of one or more owners. It is confidential between offices: no rule of publication has been applied. */
export interface Part {
  format: 'atlante-erp/parte';
  version: 1;
  simulated: boolean;
  owners: string[];
  days: string[];
  /** Columns that the ledgers did not have, so that a measure is missing rather than zero. */
  without: ('debt_since' | 'coordinates' | 'area')[];
  rows: { read: number; refused: number };
  leaves: Leaf[];
  amounts: AmountLeaf[];
}

export const ZONE_KINDS = ['regione', 'provincia', 'comune', 'area', 'cella-7', 'cella-9'] as const;
export type ZoneKind = (typeof ZONE_KINDS)[number];

/**
 * A zone that figures are about. Ids: `03`; `015`; `015146`; an area_id; a cell: `87.../015146/area-id` (H3 index,
 * municipality, area or empty), because a cell is cut where a municipality or an area ends.
 */
export interface Zone {
  id: string;
  kind: ZoneKind;
  /** The zone of the level above that it is part of; null for the region. */
  parent: string | null;
  /** H3 index of a cell. */
  cell?: string;
  /** True when other pieces of the same cell exist or may exist. */
  cut?: boolean;
}

/** All owners together. */
export const ALL_OWNERS = 'tutti';

/** `pubblica`: bands and rounded counts. `pianificatore`: counts, and shares with one decimal; never served. */
export type Form = 'pubblica' | 'pianificatore';

export type Cell<T> =
  | { state: 'value'; value: T }
  /** The group has no household at all: nothing to protect, nothing to tell. */
  | { state: 'zero' }
  /** Withheld by the rules. Never with a reason: the reason would bound the figure. */
  | { state: 'suppressed' }
  /** The ledgers did not have the column. */
  | { state: 'missing' }
  /** The measure has no meaning here (density of a zone without a surface). */
  | { state: 'not-applicable' };

/** A count: exact for the planner, rounded to tens for the public. */
export type Count<F extends Form> = F extends 'pubblica' ? { about: number } : { exact: number };
/** A percentage: band of ten points for the public, one decimal for the planner. */
export type Share<F extends Form> = F extends 'pubblica' ? { from: number; to: number } : { percent: number };
/** A range of a measure in its own unit (euro, households by km2); `to: null` is open. */
export interface Band {
  from: number;
  to: number | null;
}

/** What is told of one group: a zone, an owner (or all), a day. Denominators: households of the group, unless said. */
export interface Figures<F extends Form> {
  zone: string;
  owner: string;
  day: string;
  households: Cell<Count<F>>;
  inArrears: Cell<Count<F>>;
  /** Households in arrears / households. */
  share: Cell<Share<F>>;
  /** Households with a debt above each of THRESHOLDS / households. */
  above: Cell<Share<F>>[];
  /** Band of the total debt. */
  debt: Cell<Band>;
  /** Band of the median debt of the households in arrears. */
  median: Cell<Band>;
  /** Households in arrears by square kilometre of the zone. */
  perKm2: Cell<F extends 'pubblica' ? Band : { perKm2: number }>;
  /** Share of the households in arrears whose debt is older than each of AGE_LIMITS; denominator: those in arrears. */
  age: Cell<Share<F>>[];
}

/** What may be seen. The form is part of the type, so that a planner's file cannot be served by mistake. */
export interface Release<F extends Form> {
  format: 'atlante-erp/densita';
  version: 1;
  form: F;
  /** True: made from a synthetic ledger. Whoever shows it must say so. */
  simulated: boolean;
  /** Reference days, oldest first. */
  days: string[];
  owners: string[];
  rules: {
    households: number;
    inArrears: number;
    notInArrears: number;
    /** Largest share of the sum that one and two households may have. */
    dominance: [one: number, two: number];
    /** Width below which a suppressed figure counts as told. */
    protection: number;
  };
  zones: Zone[];
  figures: Figures<F>[];
}
