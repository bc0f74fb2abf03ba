/**
 * What published files say, as a system of linear constraints: the attacker's first step. It knows the format and the
 * meaning of ids (ISTAT prefixes, H3 parents, `cell/municipality/area`), and nothing of how the figures were chosen:
 * this file imports no rule of protect.ts.
 *
 * Every group (zone, owner, day) has the same quantities, in households (debt: euro), and every zone has besides its
 * published children a *rest*: withheld zones and households that lie in no smaller zone, which cannot be told apart.
 */
import { cellToParent } from 'h3-js';
import {
  AGE_LIMITS,
  ALL_OWNERS,
  RESOLUTIONS,
  THRESHOLDS,
  type Cell,
  type Figures,
  type Release,
} from './types';

export type AnyRelease = Release<'pubblica'> | Release<'pianificatore'>;
type AnyFigures = Figures<'pubblica'> | Figures<'pianificatore'>;

const K = THRESHOLDS.length;
const L = AGE_LIMITS.length;
/** Offsets of the quantities of a group. `C` and `E`: between a threshold (an age) and the one before. */
export const Q = { H: 0, N: 1, A: 2, T: 3, C: 3 + K, Y: 3 + 2 * K, E: 3 + 2 * K + L, D: 3 + 2 * K + 2 * L };
export const WIDTH = Q.D + 1;

/** A sum: total = parts. Groups by their first variable. */
export interface Sum {
  total: number;
  parts: number[];
}

export interface GroupLabel {
  zone: string;
  owner: string;
  day: string;
  /** True for what is left of the zone without its published children. */
  rest: boolean;
}

export interface System {
  lo: Float64Array;
  hi: Float64Array;
  /** Rows `from <= sum coef * var <= to`, in compressed form. */
  starts: number[];
  vars: number[];
  coefs: number[];
  from: number[];
  to: number[];
  /** Number of rows that follow from others by adding: they help propagation, and a linear programme does not need them. */
  spare: boolean[];
  groups: GroupLabel[];
  /** First variable of a group by `zone|owner|day`, and of a rest. */
  index: Map<string, number>;
  rests: Map<string, number>;
  sums: Sum[];
  days: string[];
  owners: string[];
  parents: Map<string, string | null>;
  children: Map<string, string[]>;
  /** Zones of which something is told on some day, or of a zone inside, by owner. */
  informed: Map<string, Set<string>>;
  /** What each file says of a group, by key. */
  said: Map<string, { file: number; row: AnyFigures | null }[]>;
  /** Zones whose stated parent is not what their id says. */
  misplaced: string[];
  contradictions: number;
}

export const keyOf = (zone: string, owner: string, day: string): string => `${zone}|${owner}|${day}`;

/** The zone around a zone, from its id; undefined for an area, whose id does not say. */
export function parentOf(id: string): string | null | undefined {
  if (id === '03') return null;
  if (/^\d{3}$/.test(id)) return '03';
  if (/^\d{6}$/.test(id)) return id.slice(0, 3);
  const [cell, istat, area] = id.split('/');
  if (cell === undefined || istat === undefined || area === undefined) return undefined;
  const resolution = Number.parseInt(cell[1] ?? '', 16);
  if (resolution === RESOLUTIONS.fine) return `${cellToParent(cell, RESOLUTIONS.coarse)}/${istat}/${area}`;
  return area === '' ? istat : area;
}

const told = <T>(cell: Cell<T> | undefined): cell is { state: 'value'; value: T } => cell?.state === 'value';
const says = <T>(cell: Cell<T> | undefined): boolean => cell?.state === 'value' || cell?.state === 'zero';

/** True when a row tells anything but that it withholds. */
const tells = (row: AnyFigures): boolean =>
  says<unknown>(row.households) ||
  says<unknown>(row.inArrears) ||
  told<unknown>(row.share) ||
  says(row.debt) ||
  told<unknown>(row.perKm2) ||
  (row.above as Cell<unknown>[]).some((c) => told(c)) ||
  (row.age as Cell<unknown>[]).some((c) => told(c));

/** Closed interval of a count that a cell states. */
function count(cell: Cell<{ exact: number } | { about: number }>): [number, number] | null {
  if (cell.state === 'zero') return [0, 0];
  if (cell.state !== 'value') return null;
  return 'exact' in cell.value
    ? [cell.value.exact, cell.value.exact]
    : [Math.max(0, cell.value.about - 5), cell.value.about + 4];
}

/** Interval of a proportion that a cell states. */
function proportion(cell: Cell<{ percent: number } | { from: number; to: number }>): [number, number] | null {
  if (cell.state !== 'value') return null;
  return 'percent' in cell.value
    ? [(cell.value.percent - 0.05) / 100, (cell.value.percent + 0.05) / 100]
    : // The band is of the percentage with one decimal.
      [(cell.value.from - 0.05) / 100, (cell.value.to + 0.05) / 100];
}

/**
 * Builds the system of all files together; the same day in two files is the same population.
 * `ownersDetail: false` leaves out the thresholds and ages of single owners (for large linear programmes).
 */
export function buildSystem(files: readonly AnyRelease[], { ownersDetail = true } = {}): System {
  const days = [...new Set(files.flatMap((f) => f.days))].sort();
  const owners = [...new Set(files.flatMap((f) => f.owners))].filter((o) => o !== ALL_OWNERS);
  const parents = new Map<string, string | null>();
  const misplaced: string[] = [];
  for (const file of files)
    for (const zone of file.zones) {
      const expected = parentOf(zone.id);
      if (expected !== undefined && zone.parent !== expected) misplaced.push(zone.id);
      parents.set(zone.id, expected === undefined ? zone.parent : expected);
    }
  const children = new Map<string, string[]>();
  for (const [id, parent] of parents) {
    if (parent === null) continue;
    const list = children.get(parent);
    if (list) list.push(id);
    else children.set(parent, [id]);
  }

  const said: System['said'] = new Map();
  const informed = new Map<string, Set<string>>([ALL_OWNERS, ...owners].map((o) => [o, new Set<string>()]));
  const rowsOf = files.map((file) => {
    const rows = new Map<string, AnyFigures>();
    for (const row of file.figures as AnyFigures[]) rows.set(keyOf(row.zone, row.owner, row.day), row);
    for (const row of rows.values()) {
      if (!tells(row)) continue;
      const set = informed.get(row.owner);
      for (let z: string | null | undefined = row.zone; z && set && !set.has(z); z = parents.get(z))
        set.add(z);
    }
    return rows;
  });
  files.forEach((file, f) => {
    for (const { id } of file.zones)
      for (const day of file.days)
        for (const owner of [ALL_OWNERS, ...file.owners]) {
          const key = keyOf(id, owner, day);
          const row = rowsOf[f]?.get(key) ?? null;
          // A row that is not there withholds; only where something else is told of the group does that need a place.
          if (row === null && owner !== ALL_OWNERS && !informed.get(owner)?.has(id)) continue;
          const list = said.get(key);
          if (list) list.push({ file: f, row });
          else said.set(key, [{ file: f, row }]);
        }
  });
  // An owner's tree is only joined to that of all owners where the latter is told.
  for (const owner of owners) for (const z of informed.get(owner) ?? []) informed.get(ALL_OWNERS)?.add(z);

  const groups: GroupLabel[] = [];
  const index = new Map<string, number>();
  const rests = new Map<string, number>();
  const starts: number[] = [0];
  const vars: number[] = [];
  const coefs: number[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const spare: boolean[] = [];
  const row = (terms: [number, number][], lower: number, upper: number, extra = false) => {
    for (const [v, c] of terms) {
      vars.push(v);
      coefs.push(c);
    }
    starts.push(vars.length);
    from.push(lower);
    to.push(upper);
    spare.push(extra);
  };
  const same = (total: number, ...parts: number[]) =>
    row([[total, 1], ...parts.map((p): [number, number] => [p, -1])], 0, 0);
  const group = (label: GroupLabel): number => {
    const g = groups.length * WIDTH;
    groups.push(label);
    same(g + Q.H, g + Q.N, g + Q.A);
    if (!ownersDetail && label.owner !== ALL_OWNERS) return g;
    for (let k = 0; k < K; k++) same(k === 0 ? g + Q.A : g + Q.T + k - 1, g + Q.C + k, g + Q.T + k);
    for (let k = 0; k < L; k++) same(k === 0 ? g + Q.A : g + Q.Y + k - 1, g + Q.E + k, g + Q.Y + k);
    return g;
  };
  const sums: Sum[] = [];
  const addition = (total: number, parts: number[]) => {
    sums.push({ total, parts });
    const single = [total, ...parts].some((g) => groups[g / WIDTH]?.owner !== ALL_OWNERS);
    for (let q = 0; q < WIDTH; q++) {
      if (single && !ownersDetail && q >= Q.T && q !== Q.D) continue;
      const extra = q === Q.N || (q >= Q.C && q < Q.Y) || (q >= Q.E && q < Q.D);
      row([[total + q, 1], ...parts.map((p): [number, number] => [p + q, -1])], 0, 0, extra);
    }
  };
  for (const day of days)
    for (const owner of [ALL_OWNERS, ...owners])
      for (const zone of informed.get(owner) ?? [])
        index.set(keyOf(zone, owner, day), group({ zone, owner, day, rest: false }));
  for (const day of days) {
    for (const owner of [ALL_OWNERS, ...owners])
      for (const zone of informed.get(owner) ?? []) {
        const key = keyOf(zone, owner, day);
        const parts = (children.get(zone) ?? []).flatMap((c) => index.get(keyOf(c, owner, day)) ?? []);
        if (parts.length === 0) {
          // Nothing is told inside: what is left is the zone.
          rests.set(key, index.get(key) ?? 0);
          continue;
        }
        const rest = group({ zone, owner, day, rest: true });
        rests.set(key, rest);
        addition(index.get(key) ?? 0, [rest, ...parts]);
      }
    for (const zone of informed.get(ALL_OWNERS) ?? []) {
      const parts = owners.flatMap((o) => index.get(keyOf(zone, o, day)) ?? []);
      // All owners or the sum would not be theirs: an owner without a tree of its own is a rest of the owners.
      if (parts.length === 0) continue;
      if (parts.length < owners.length) parts.push(group({ zone, owner: ALL_OWNERS, day, rest: true }));
      addition(index.get(keyOf(zone, ALL_OWNERS, day)) ?? 0, parts);
    }
  }

  const lo = new Float64Array(groups.length * WIDTH);
  const hi = new Float64Array(groups.length * WIDTH).fill(Infinity);
  let contradictions = 0;
  const bound = (v: number, interval: [number, number] | null) => {
    if (!interval) return;
    lo[v] = Math.max(lo[v] ?? 0, interval[0]);
    hi[v] = Math.min(hi[v] ?? Infinity, interval[1]);
    if ((lo[v] ?? 0) > (hi[v] ?? 0) + 1e-6) contradictions++;
  };
  const ratio = (part: number, whole: number, interval: [number, number] | null) => {
    if (!interval) return;
    row(
      [
        [part, 1],
        [whole, -interval[0]],
      ],
      0,
      Infinity,
    );
    row(
      [
        [part, 1],
        [whole, -interval[1]],
      ],
      -Infinity,
      0,
    );
  };
  for (const [key, list] of said) {
    const g = index.get(key);
    if (g === undefined) continue;
    for (const { row: r } of list) {
      if (!r) continue;
      bound(g + Q.H, count(r.households));
      bound(g + Q.A, count(r.inArrears));
      if (told<unknown>(r.share)) bound(g + Q.H, [1, Infinity]);
      ratio(g + Q.A, g + Q.H, proportion(r.share));
      if (r.debt.state === 'zero') bound(g + Q.D, [0, 0]);
      if (told(r.debt)) bound(g + Q.D, [r.debt.value.from, r.debt.value.to ?? Infinity]);
      if (!ownersDetail && r.owner !== ALL_OWNERS) continue;
      r.above.forEach((c, k) => ratio(g + Q.T + k, g + Q.H, proportion(c)));
      r.age.forEach((c, k) => ratio(g + Q.Y + k, g + Q.A, proportion(c)));
      if (told(r.median)) {
        // At least half owe more than the lower limit, at most half more than the upper one.
        const { from: least, to: most } = r.median.value;
        THRESHOLDS.forEach((t, k) => {
          if (t <= least)
            row(
              [
                [g + Q.T + k, 2],
                [g + Q.A, -1],
              ],
              -1,
              Infinity,
            );
          if (most !== null && t >= most)
            row(
              [
                [g + Q.T + k, 2],
                [g + Q.A, -1],
              ],
              -Infinity,
              1,
            );
        });
      }
    }
  }
  return {
    lo,
    hi,
    starts,
    vars,
    coefs,
    from,
    to,
    spare,
    groups,
    index,
    rests,
    sums,
    days,
    owners,
    parents,
    children,
    informed,
    said,
    misplaced,
    contradictions,
  };
}

/** True for quantities that are whole numbers. */
export const whole = (v: number): boolean => v % WIDTH !== Q.D;

/** Narrows all bounds by each row until nothing changes. Bounds are never narrower than what the files imply. */
export function propagate(s: System): void {
  const { lo, hi, starts, vars, coefs, from, to } = s;
  const rows = from.length;
  const byVar: number[][] = Array.from({ length: lo.length }, () => []);
  for (let r = 0; r < rows; r++)
    for (let i = starts[r] ?? 0; i < (starts[r + 1] ?? 0); i++) byVar[vars[i] ?? 0]?.push(r);
  const queued = new Uint8Array(rows).fill(1);
  let queue = Array.from({ length: rows }, (_, r) => r);
  // Loops of proportions approach their limit by ever smaller steps: the steps are bounded, not the correctness.
  for (let sweep = 0; sweep < 200 && queue.length > 0; sweep++) {
    const next: number[] = [];
    for (const r of queue) {
      queued[r] = 0;
      const start = starts[r] ?? 0;
      const end = starts[r + 1] ?? 0;
      let min = 0;
      let max = 0;
      let openMin = 0;
      let openMax = 0;
      for (let i = start; i < end; i++) {
        const v = vars[i] ?? 0;
        const c = coefs[i] ?? 0;
        const a = c * ((c > 0 ? lo[v] : hi[v]) ?? 0);
        const b = c * ((c > 0 ? hi[v] : lo[v]) ?? 0);
        if (c === 0) continue;
        if (Number.isFinite(a)) min += a;
        else openMin++;
        if (Number.isFinite(b)) max += b;
        else openMax++;
      }
      const upper = to[r] ?? Infinity;
      const lower = from[r] ?? -Infinity;
      for (let i = start; i < end; i++) {
        const v = vars[i] ?? 0;
        const c = coefs[i] ?? 0;
        if (c === 0) continue;
        const l = lo[v] ?? 0;
        const h = hi[v] ?? Infinity;
        const a = c > 0 ? c * l : c * h;
        const b = c > 0 ? c * h : c * l;
        // What the other terms leave for this one.
        const otherMin =
          openMin - (Number.isFinite(a) ? 0 : 1) > 0 ? -Infinity : min - (Number.isFinite(a) ? a : 0);
        const otherMax =
          openMax - (Number.isFinite(b) ? 0 : 1) > 0 ? Infinity : max - (Number.isFinite(b) ? b : 0);
        const most = upper - otherMin;
        const least = lower - otherMax;
        let newLo = c > 0 ? least / c : most / c;
        let newHi = c > 0 ? most / c : least / c;
        if (whole(v)) {
          newLo = Math.ceil(newLo - 1e-6);
          newHi = Math.floor(newHi + 1e-6);
        }
        let changed = false;
        if (newLo > l + 1e-6) {
          lo[v] = Math.min(newLo, h);
          if (newLo > h + 1e-6) s.contradictions++;
          changed = true;
        }
        if (newHi < h - 1e-6) {
          hi[v] = Math.max(newHi, lo[v] ?? 0);
          if (newHi < (lo[v] ?? 0) - 1e-6) s.contradictions++;
          changed = true;
        }
        if (changed) {
          if (!Number.isFinite(a) || !Number.isFinite(b)) {
            // The sums above counted this term as open: read them again.
            if (!queued[r]) {
              queued[r] = 1;
              next.push(r);
            }
          }
          const na = c > 0 ? c * (lo[v] ?? 0) : c * (hi[v] ?? 0);
          const nb = c > 0 ? c * (hi[v] ?? 0) : c * (lo[v] ?? 0);
          if (Number.isFinite(a)) min += na - a;
          if (Number.isFinite(b)) max += nb - b;
          for (const other of byVar[v] ?? [])
            if (other !== r && !queued[other]) {
              queued[other] = 1;
              next.push(other);
            }
        }
      }
    }
    queue = next;
  }
}
