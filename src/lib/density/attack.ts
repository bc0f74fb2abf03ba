/**
 * The attack: tells what it can from published files alone, and reports each figure that it can tell to within the
 * protection band, and each group smaller than the minimum that adding and subtracting give. `protect` runs it before it
 * gives a release away; the build runs it over every file together, again with linear programming (src/pipeline/attack).
 */
import {
  buildSystem,
  keyOf,
  propagate,
  Q,
  WIDTH,
  whole,
  type AnyRelease,
  type System,
} from './attack-system';
import { changeTells, DEBT_TOLD_FACTOR, RULES, type Rules } from './rules';
import { AGE_LIMITS, ALL_OWNERS, THRESHOLDS, type Cell, type Figures } from './types';

export type Quantity = 'households' | 'inArrears' | 'notInArrears' | 'above' | 'age' | 'debt' | 'place';

export interface Exposure {
  /**
   * `told`: a published group is too small; `withheld`: a withheld figure is known to within the protection band;
   * `rest`: what is left of published figures is a group too small; `between`: so is the group between two thresholds;
   * `adjacent`: withheld on one day and told on the next; `change`: a small group lost or gained one or two households;
   * `nesting`: a zone is not where its id says.
   */
  kind: 'told' | 'withheld' | 'rest' | 'between' | 'adjacent' | 'change' | 'nesting';
  quantity: Quantity;
  /** In words: zone, owner, day, quantity. */
  figure: string;
  zone: string;
  owner: string;
  day: string;
  bounds: [number, number];
  width: number;
}

export interface AttackOptions {
  rules?: Rules;
}

export interface Examination {
  exposures: Exposure[];
  /** Statements that no population can fulfil together: the files do not belong together, or one is false. */
  contradictions: number;
  system: System;
}

const quantityOf = (q: number): { quantity: Quantity; name: string } => {
  if (q === Q.H) return { quantity: 'households', name: 'nuclei' };
  if (q === Q.N) return { quantity: 'notInArrears', name: 'nuclei non morosi' };
  if (q === Q.A) return { quantity: 'inArrears', name: 'nuclei morosi' };
  if (q < Q.C) return { quantity: 'above', name: `nuclei con più di ${THRESHOLDS[q - Q.T]} euro` };
  if (q < Q.Y) return { quantity: 'above', name: `nuclei fino a ${THRESHOLDS[q - Q.C]} euro` };
  if (q < Q.E) return { quantity: 'age', name: `debiti oltre ${AGE_LIMITS[q - Q.Y]} mesi` };
  if (q < Q.D) return { quantity: 'age', name: `debiti fino a ${AGE_LIMITS[q - Q.E]} mesi` };
  return { quantity: 'debt', name: 'debito totale' };
};

/** A figure that must be uncertain: a variable of the system. */
export interface Target {
  variable: number;
  zone: string;
  owner: string;
  day: string;
  /** The group has no row: the files do not even say that it has households. */
  unlisted: boolean;
}

/** "None to nine" of a group that may have no households says nothing; a rest that is surely small is found apart. */
export const mayBeNone = (households: readonly [number, number], rules: Rules): boolean =>
  households[1] <= 0 || (households[0] < 1 && households[1] < rules.protection);

type Row = Figures<'pubblica'> | Figures<'pianificatore'>;
const withheld = <T>(cell: Cell<T> | undefined): boolean => cell === undefined || cell.state === 'suppressed';

/** The withheld quantities of a row (null: a group of a listed zone that has no row). */
function withheldIn(row: Row | null): number[] {
  const out: number[] = [];
  if (!row || withheld<unknown>(row.households)) out.push(Q.H);
  if (!row || withheld<unknown>(row.inArrears)) out.push(Q.A, Q.N);
  THRESHOLDS.forEach((_, k) => {
    if (!row || withheld<unknown>(row.above[k])) out.push(Q.T + k);
  });
  AGE_LIMITS.forEach((_, k) => {
    if (row && withheld<unknown>(row.age[k])) out.push(Q.Y + k);
  });
  if (row && withheld(row.debt)) out.push(Q.D);
  return out;
}

/** True when a variable is told to within the band: narrower than the protection, or (debt) than a factor of 2. */
export const isNarrow = (variable: number, lo: number, hi: number, rules: Rules): boolean =>
  whole(variable) ? hi - lo < rules.protection : lo > 0 && hi < DEBT_TOLD_FACTOR * lo;

/** Every withheld figure that is a variable of its own. */
export function targetsOf(system: System): Target[] {
  const out: Target[] = [];
  for (const [key, files] of system.said) {
    const g = system.index.get(key);
    if (g === undefined) continue;
    const label = system.groups[g / WIDTH];
    if (!label) continue;
    const seen = new Set(files.flatMap(({ row }) => withheldIn(row)));
    const unlisted = files.every(({ row }) => row === null);
    for (const q of seen)
      out.push({ variable: g + q, zone: label.zone, owner: label.owner, day: label.day, unlisted });
  }
  return out;
}

/** As Exposure, from a variable. */
export function expose(
  kind: Exposure['kind'],
  where: { zone: string; owner: string; day: string },
  q: number,
  bounds: [number, number],
  note = '',
): Exposure {
  const { quantity, name } = quantityOf(q);
  return {
    kind,
    quantity,
    figure: `${where.zone}, ${where.owner}, ${where.day}: ${name}${note}`,
    zone: where.zone,
    owner: where.owner,
    day: where.day,
    bounds,
    width: bounds[1] - bounds[0],
  };
}

type Interval = [lo: number, hi: number];

/**
 * The first rule that a group surely breaks, given the bounds of its quantities; null when it may be told or is not known.
 * `exact`: only differences of quantities known exactly count as groups between thresholds.
 */
export function surelySmall(
  of: (q: number) => Interval,
  rules: Rules,
): { q: number; bounds: Interval } | null {
  const H = of(Q.H);
  const A = of(Q.A);
  const N = of(Q.N);
  const some = H[0] >= 1 || A[0] >= 1 || N[0] >= 1;
  if (!some) return null;
  if (H[1] < rules.households) return { q: Q.H, bounds: H };
  if (A[1] < rules.inArrears) return { q: Q.A, bounds: A };
  if (N[1] < rules.notInArrears) return { q: Q.N, bounds: N };
  return null;
}

/** Groups between two quantities of a row of nested counts that surely have 1 to 9 households. */
export function smallBetween(of: (q: number) => Interval, rules: Rules): { q: number; bounds: Interval }[] {
  const out: { q: number; bounds: Interval }[] = [];
  const chain = (quantities: number[]) => {
    const known = quantities.filter((q) => of(q)[0] === of(q)[1]);
    known.forEach((q, i) => {
      const after = known[i + 1];
      const n = of(q)[0] - (after === undefined ? 0 : of(after)[0]);
      if (after === undefined && q === Q.A) return;
      if (n > 0 && n < rules.inArrears) out.push({ q: after ?? q, bounds: [n, n] });
    });
    for (const q of quantities.slice(1)) {
      const [lo, hi] = of(q);
      if (lo >= 1 && hi < rules.inArrears && lo !== hi) out.push({ q, bounds: [lo, hi] });
    }
  };
  chain([Q.A, ...THRESHOLDS.map((_, k) => Q.T + k)]);
  chain([Q.A, ...AGE_LIMITS.map((_, k) => Q.Y + k)]);
  return out;
}

/** Examines published files together. Propagation only: quick, exact where the constraints form a tree. */
export function examine(files: readonly AnyRelease[], options: AttackOptions = {}): Examination {
  const rules = options.rules ?? RULES;
  const system = buildSystem(files);
  propagate(system);
  return { exposures: judge(files, system, rules), contradictions: system.contradictions, system };
}

/** Every exposure that the bounds of a system show. */
export function judge(files: readonly AnyRelease[], system: System, rules: Rules): Exposure[] {
  const { lo, hi, index, rests, groups, sums, days, owners } = system;
  const out: Exposure[] = [];
  const at = (v: number): Interval => [lo[v] ?? 0, hi[v] ?? Infinity];
  const of = (g: number) => (q: number) => at(g + q);

  for (const zone of system.misplaced)
    out.push({
      ...expose('nesting', { zone, owner: ALL_OWNERS, day: '' }, Q.H, [0, 0]),
      quantity: 'place',
    });

  // Groups of which something is told, and what is left of them.
  groups.forEach((label, i) => {
    const g = i * WIDTH;
    const small = surelySmall(of(g), rules);
    const note = label.rest ? ' (resto)' : '';
    if (small) out.push(expose(label.rest ? 'rest' : 'told', label, small.q, small.bounds, note));
    else for (const b of smallBetween(of(g), rules)) out.push(expose('between', label, b.q, b.bounds, note));
  });

  // Several withheld parts whose sum is known.
  for (const { total, parts } of sums) {
    const open = (q: number) => parts.filter((p) => lo[p + q] !== hi[p + q]);
    const unknown = open(Q.H);
    const label = groups[total / WIDTH];
    if (!label || unknown.length < 2) continue;
    const left = (q: number): Interval => {
      const same = open(q);
      if (same.length !== unknown.length || same.some((p, i) => p !== unknown[i])) return [0, Infinity];
      let [a, b] = at(total + q);
      for (const p of parts)
        if (!unknown.includes(p)) {
          a -= hi[p + q] ?? 0;
          b -= lo[p + q] ?? 0;
        }
      return [Math.max(0, a), b];
    };
    const small = surelySmall(left, rules);
    if (small) out.push(expose('rest', label, small.q, small.bounds, ' (parti riservate)'));
  }

  // Withheld figures of groups that have a place in the system.
  for (const { variable, unlisted, ...where } of targetsOf(system)) {
    const g = variable - (variable % WIDTH);
    if (hi[g + Q.H] === 0 || (unlisted && mayBeNone(at(g + Q.H), rules))) continue;
    const [a, b] = at(variable);
    if (isNarrow(variable, a, b, rules)) out.push(expose('withheld', where, variable % WIDTH, [a, b]));
  }

  // Withheld groups without one: anything between nothing and all that is left of the nearest zone told.
  const near = (zone: string, owner: string): string | null => {
    const set = system.informed.get(owner);
    let z: string | null | undefined = system.parents.get(zone);
    while (z && !set?.has(z)) z = system.parents.get(z);
    return z ?? null;
  };
  for (const file of files)
    for (const { id } of file.zones)
      for (const day of file.days) {
        if (!system.informed.get(ALL_OWNERS)?.has(id)) {
          const parent = near(id, ALL_OWNERS);
          const rest = parent === null ? undefined : rests.get(keyOf(parent, ALL_OWNERS, day));
          if (rest === undefined || hi[rest + Q.H] === 0) continue;
          for (const q of [Q.H, Q.N, Q.A, ...THRESHOLDS.map((_, k) => Q.T + k)]) {
            const most = hi[rest + q] ?? Infinity;
            if (most < rules.protection)
              out.push(expose('withheld', { zone: id, owner: ALL_OWNERS, day }, q, [0, most]));
          }
          continue;
        }
        // The owners of a zone that is told for all owners only.
        const g = index.get(keyOf(id, ALL_OWNERS, day));
        for (const owner of owners) {
          if (g === undefined || system.informed.get(owner)?.has(id)) continue;
          const parent = near(id, owner);
          const rest = parent === null ? undefined : rests.get(keyOf(parent, owner, day));
          if (rest === undefined || mayBeNone(at(rest + Q.H), rules)) continue;
          for (const q of [Q.H, Q.N, Q.A, ...THRESHOLDS.map((_, k) => Q.T + k)]) {
            let least = lo[g + q] ?? 0;
            for (const other of owners) {
              if (other === owner) continue;
              const p = near(id, other);
              const r = p === null ? undefined : rests.get(keyOf(p, other, day));
              least -= r === undefined ? Infinity : (hi[r + q] ?? Infinity);
            }
            const bounds: Interval = [
              Math.max(0, least),
              Math.min(hi[g + q] ?? Infinity, hi[rest + q] ?? Infinity),
            ];
            if (bounds[1] - bounds[0] < rules.protection)
              out.push(expose('withheld', { zone: id, owner, day }, q, bounds));
          }
        }
      }

  out.push(...acrossDays(files, system, rules, days));
  out.push(...densities(files));
  return out;
}

/** A density told of a withheld count gives the count away, for the surface of a zone is public. */
function densities(files: readonly AnyRelease[]): Exposure[] {
  const out: Exposure[] = [];
  for (const file of files)
    for (const row of file.figures as Row[])
      if (row.perKm2.state === 'value' && withheld<unknown>(row.inArrears))
        out.push(expose('withheld', row, Q.A, [0, 0], ' (da densità)'));
  return out;
}

function acrossDays(files: readonly AnyRelease[], system: System, rules: Rules, days: string[]): Exposure[] {
  const { lo, hi, index, rests, said } = system;
  const out: Exposure[] = [];
  for (let d = 1; d < days.length; d++) {
    const [before, after] = [days[d - 1] ?? '', days[d] ?? ''];
    const moved = (map: Map<string, number>, zone: string, owner: string, note: string) => {
      const a = map.get(keyOf(zone, owner, before));
      const b = map.get(keyOf(zone, owner, after));
      if (a === undefined || b === undefined) return;
      const [m, n] = [lo[a + Q.H] ?? 0, lo[b + Q.H] ?? 0];
      if (m !== hi[a + Q.H] || n !== hi[b + Q.H] || !changeTells(rules, m, n)) return;
      out.push(expose('change', { zone, owner, day: after }, Q.H, [n - m, n - m], note));
    };
    for (const [owner, zones] of system.informed)
      for (const zone of zones) {
        moved(index, zone, owner, ' (variazione)');
        moved(rests, zone, owner, ' (variazione del resto)');
        const then = said.get(keyOf(zone, owner, before)) ?? [];
        const now = said.get(keyOf(zone, owner, after)) ?? [];
        for (const a of then)
          for (const b of now) {
            const hidden = [...pairs(a.row, b.row), ...(a.file === b.file ? pairs(b.row, a.row) : [])];
            const g = index.get(keyOf(zone, owner, after)) ?? 0;
            for (const q of new Set(hidden))
              out.push(
                expose('adjacent', { zone, owner, day: before }, q, [lo[g + q] ?? 0, hi[g + q] ?? Infinity]),
              );
          }
      }
  }
  return out;
}

/** Quantities that one row withholds and the other tells. */
function pairs(hidden: Row | null, open: Row | null): number[] {
  if (!open) return [];
  const told = <T>(cell: Cell<T> | undefined) => cell?.state === 'value';
  const out: number[] = [];
  if (withheld<unknown>(hidden?.households) && told<unknown>(open.households)) out.push(Q.H);
  if (withheld<unknown>(hidden?.inArrears) && told<unknown>(open.inArrears)) out.push(Q.A);
  THRESHOLDS.forEach((_, k) => {
    if (withheld<unknown>(hidden?.above[k]) && told<unknown>(open.above[k])) out.push(Q.T + k);
  });
  AGE_LIMITS.forEach((_, k) => {
    if (hidden && withheld<unknown>(hidden.age[k]) && told<unknown>(open.age[k])) out.push(Q.Y + k);
  });
  if (withheld(hidden?.debt) && told(open.debt)) out.push(Q.D);
  return out;
}

/** What can be told from published files; empty when nothing can. See src/pipeline/attack for the same by linear programming. */
export const attack = (files: readonly AnyRelease[], options: AttackOptions = {}): Exposure[] =>
  examine(files, options).exposures;
