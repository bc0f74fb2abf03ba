/**
 * Adds households up by group, in typed arrays. Memory grows with the number of groups (places x owners x days), never
 * with the rows: after `add` returns, nothing tells the row from the others of its group.
 */
import { LedgerError } from './reasons';
import { AGE_BANDS, DEBT_BANDS, type LeafPlace } from './types';

/**
 * More than these are not owners or days but a column that was taken for another (tenants' names, dates of birth), and
 * must not reach a result.
 */
export const MAX_OWNERS = 60;
export const MAX_DAYS = 40;

const DAY_BITS = 6;
const OWNER_BITS = 6;

/** Counts of a group: households, then in arrears by debt, then in arrears by age. */
const STRIDE = 1 + DEBT_BANDS + AGE_BANDS;

/** A group as the arrays hold it, before any generalisation. */
export interface Group {
  place: LeafPlace;
  owner: string;
  day: string;
  households: number;
  bands: number[];
  /** Exact cents of all debts. */
  cents: number;
  age: number[];
}

export class Aggregator {
  readonly owners: string[] = [];
  readonly days: string[] = [];
  private readonly places: LeafPlace[] = [];
  private readonly placeIndex = new Map<string, number>();
  private readonly groupIndex = new Map<number, number>();
  private readonly keys: number[] = [];
  private counts = new Uint32Array(STRIDE * 256);
  private cents = new Float64Array(256);
  private lastKey = -1;
  private lastGroup = -1;

  /** Number of a place, for `add`; the same place always has the same. */
  placeOf(place: LeafPlace): number {
    const key = `${place.province}/${place.istat ?? ''}/${place.area ?? ''}/${place.cell ?? ''}`;
    const known = this.placeIndex.get(key);
    if (known !== undefined) return known;
    this.places.push(place);
    this.placeIndex.set(key, this.places.length - 1);
    return this.places.length - 1;
  }

  /** Number of an owner. Throws LedgerError when there are too many. */
  ownerOf(name: string): number {
    return register(this.owners, name, 'owner', MAX_OWNERS);
  }

  /** Number of a day (`2026-06-30`). Throws LedgerError when there are too many. */
  dayOf(day: string): number {
    return register(this.days, day, 'day', MAX_DAYS);
  }

  /** One household. `band`: debtBand of its debt, -1 without one; `age`: ageBand, not read without a debt. */
  add(place: number, owner: number, day: number, cents: number, band: number, age: number): void {
    const key = ((place << OWNER_BITS) | owner) * (1 << DAY_BITS) + day;
    let group = this.lastGroup;
    if (key !== this.lastKey) {
      const known = this.groupIndex.get(key);
      group = known ?? this.open(key);
      this.lastKey = key;
      this.lastGroup = group;
    }
    const at = group * STRIDE;
    const { counts } = this;
    counts[at] = (counts[at] as number) + 1;
    if (band < 0) return;
    counts[at + 1 + band] = (counts[at + 1 + band] as number) + 1;
    const aged = at + 1 + DEBT_BANDS + age;
    counts[aged] = (counts[aged] as number) + 1;
    this.cents[group] = (this.cents[group] as number) + cents;
  }

  private open(key: number): number {
    const group = this.keys.length;
    this.keys.push(key);
    this.groupIndex.set(key, group);
    if (group >= this.cents.length) {
      const counts = new Uint32Array(2 * this.counts.length);
      counts.set(this.counts);
      this.counts = counts;
      const cents = new Float64Array(2 * this.cents.length);
      cents.set(this.cents);
      this.cents = cents;
    }
    return group;
  }

  /** The groups, in no order. */
  *groups(): Generator<Group> {
    for (const [group, key] of this.keys.entries()) {
      const day = key % (1 << DAY_BITS);
      const rest = (key - day) / (1 << DAY_BITS);
      const place = this.places[rest >> OWNER_BITS];
      if (!place) continue;
      const at = group * STRIDE;
      yield {
        place,
        owner: this.owners[rest & ((1 << OWNER_BITS) - 1)] ?? '',
        day: this.days[day] ?? '',
        households: this.counts[at] ?? 0,
        bands: numbers(this.counts, at + 1, DEBT_BANDS),
        cents: this.cents[group] ?? 0,
        age: numbers(this.counts, at + 1 + DEBT_BANDS, AGE_BANDS),
      };
    }
  }
}

/** A stretch of a typed array as a plain one; a loop, because the iterators of typed arrays are slow. */
function numbers(from: Uint32Array, at: number, length: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < length; i++) out.push(from[at + i] as number);
  return out;
}

function register(list: string[], value: string, what: 'owner' | 'day', limit: number): number {
  const known = list.indexOf(value);
  if (known >= 0) return known;
  if (list.length >= limit) throw new LedgerError({ kind: 'too-many', what, limit });
  list.push(value);
  return list.length - 1;
}

/**
 * Tells whether an id was seen before, from 64-bit hashes in tables of fixed size. Only hashes are held, only in memory,
 * and with a seed drawn for the run: they cannot be looked up again, and they go with the run. A table is as large for
 * one row as for five million, so memory does not follow the rows; past that another one is opened. Two ids of four
 * million have the same hash once in two million runs: then one row would be refused as a repetition.
 */
export class Seen {
  private readonly tables: { slots: Uint32Array; used: number }[] = [];
  private readonly seed: number;

  /** `bits`: a table has 2^bits places of 8 bytes. */
  constructor(
    private readonly bits = 23,
    seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
  ) {
    this.seed = seed;
    this.open();
  }

  private open(): { slots: Uint32Array; used: number } {
    const slots = new Uint32Array(2 << this.bits);
    // Touched page by page, or the system would hand the memory out as rows come.
    for (let i = 0; i < slots.length; i += 1_024) slots[i] = 0;
    const table = { slots, used: 0 };
    this.tables.push(table);
    return table;
  }

  /** True when `bytes[from..to)` together with `scope` was given before. */
  repeated(bytes: Uint8Array, from: number, to: number, scope: number): boolean {
    // Two lanes of 32 bits, four bytes at a time; the length and the scope go in first.
    let a = this.seed ^ Math.imul(scope + 1, 0x85ebca6b);
    let b = (this.seed ^ 0x9e3779b9) + Math.imul(to - from + 1, 0xc2b2ae35);
    for (let i = from; i < to; i += 4) {
      const word =
        (bytes[i] as number) |
        (i + 1 < to ? (bytes[i + 1] as number) << 8 : 0) |
        (i + 2 < to ? (bytes[i + 2] as number) << 16 : 0) |
        (i + 3 < to ? (bytes[i + 3] as number) << 24 : 0);
      a = Math.imul(a ^ word, 0x9e3779b1);
      a ^= a >>> 15;
      b = Math.imul(b ^ word, 0x5f356495) + a;
      b ^= b >>> 13;
    }
    a = Math.imul(a ^ (b >>> 16), 0x85ebca6b);
    a ^= a >>> 13;
    b = Math.imul(b ^ (a >>> 15), 0xc2b2ae35);
    b ^= b >>> 16;
    a = Math.imul(a ^ b, 0x27d4eb2f);
    a = (a ^ (a >>> 15)) >>> 0;
    b >>>= 0;
    // Both zero is an empty place.
    if (a === 0 && b === 0) b = 1;

    const mask = (1 << this.bits) - 1;
    for (let t = 0; ; t++) {
      const table = this.tables[t] ?? this.open();
      const { slots } = table;
      let at = a & mask;
      let x = slots[2 * at] as number;
      let y = slots[2 * at + 1] as number;
      while (x !== 0 || y !== 0) {
        if (x === a && y === b) return true;
        at = (at + 1) & mask;
        x = slots[2 * at] as number;
        y = slots[2 * at + 1] as number;
      }
      // Full tables are only looked into.
      if (table.used >= 0.6 * (mask + 1)) continue;
      slots[2 * at] = a;
      slots[2 * at + 1] = b;
      table.used++;
      return false;
    }
  }
}
