/** Which zones are told, of what: the sets that the proof in ./protect.ts speaks of. */
import {
  AGE_ORDER,
  AMOUNTS_COMPLETE,
  changeTells,
  classesOf,
  DEBT_SCALE,
  dominated,
  mayTell,
  mayTellPart,
  THRESHOLD_ORDER,
  type Rules,
} from './rules';
import type { Node, Table } from './tabulate';
import { AGE_BANDS, AGE_LIMITS, DEBT_BANDS, type Part, type Release } from './types';

/** A set of zones of which something is told, and what is left of each without those inside it. */
export type Kept = Uint8Array;

/** Nearest kept zones inside a zone. */
export function inside(nodes: Node[], kept: Kept, zone: number, out: number[] = []): number[] {
  for (const child of nodes[zone]?.children ?? [])
    if (kept[child]) out.push(child);
    else inside(nodes, kept, child, out);
  return out;
}

/**
 * The largest choice found, greedily from the smallest zones up, such that every kept zone's atom passes `ok`.
 * Where an atom does not, the weakest kept zone inside is given up: the first alone that mends it, else the weakest.
 */
function choose(
  nodes: Node[],
  candidate: Kept,
  ok: (zone: number, inner: number[]) => boolean,
  strength: (zone: number) => number,
): Kept {
  const kept = candidate.slice();
  const near: number[][] = nodes.map(() => []);
  for (let z = nodes.length - 1; z >= 0; z--) {
    const node = nodes[z];
    if (!node) continue;
    let inner = node.children.flatMap((c) => (kept[c] ? [c] : (near[c] ?? [])));
    while (kept[z] && !ok(z, inner)) {
      if (inner.length === 0) {
        kept[z] = 0;
        break;
      }
      const ordered = [...inner].sort((a, b) => strength(a) - strength(b) || a - b);
      const without = (k: number) => [...inner.filter((i) => i !== k), ...(near[k] ?? [])];
      // Owners may need another zone than the weakest one: look among a few hundred, then give up the weakest.
      const mends = ordered.slice(0, 400).find((k) => {
        kept[k] = 0;
        const mended = ok(z, without(k));
        kept[k] = 1;
        return mended;
      });
      const given = mends ?? ordered[0];
      if (given === undefined) break;
      kept[given] = 0;
      inner = without(given);
    }
    near[z] = inner;
  }
  return kept;
}

/** What may not be told whatever the sums say: withheld in the previous release, or found by the attack. */
export interface Barred {
  base: Set<string>;
  owners: Set<string>;
  above: Set<string>[];
  age: Set<string>[];
  debt: Set<string>;
  ownersDebt: Set<string>;
}

/** Everything that is told, as sets of zones. */
export interface Pattern {
  base: Kept;
  owners: Kept;
  above: Kept[];
  age: Kept[];
  debt: Kept;
  ownersDebt: Kept;
}

export function pattern(
  table: Table,
  rules: Rules,
  barred: Barred,
  previous: Release<'pianificatore'> | null | undefined,
  without: Part['without'],
): Pattern {
  const { nodes, owners, days, at, households, inArrears } = table;
  const D = days.length;
  const dayList = days.map((_, d) => d);
  const ownerList = owners.map((_, o) => o).slice(1);
  const mask = (test: (zone: number, id: string) => boolean): Kept =>
    Uint8Array.from(nodes, (node, z) => (test(z, node.id) ? 1 : 0));
  const left = (values: Int32Array | Float64Array, zone: number, inner: number[], o: number, d: number) => {
    let n = values[at(zone, o, d)] ?? 0;
    for (const i of inner) n -= values[at(i, o, d)] ?? 0;
    return n;
  };
  const leftRow = (
    values: Int32Array,
    width: number,
    zone: number,
    inner: number[],
    o: number,
    d: number,
  ) => {
    const start = at(zone, o, d) * width;
    const row = Array.from(values.subarray(start, start + width));
    for (const i of inner) {
      const from = at(i, o, d) * width;
      for (let b = 0; b < width; b++) row[b] = (row[b] ?? 0) - (values[from + b] ?? 0);
    }
    return row;
  };

  // Households of the last day of the previous release, where it told them: for changes between releases.
  const lastDay = previous?.days.at(-1);
  const before = new Map<string, number>();
  if (previous && lastDay !== undefined && !days.includes(lastDay))
    for (const f of previous.figures)
      if (f.day === lastDay && f.households.state === 'value')
        before.set(`${f.zone}|${f.owner}`, f.households.value.exact);
  const then = (zone: number, inner: number[], o: number): number | null => {
    const of = (z: number) => before.get(`${nodes[z]?.id}|${owners[o]}`);
    let n = of(zone);
    for (const i of inner) {
      const b = of(i);
      n = n === undefined || b === undefined ? undefined : n - b;
    }
    return n ?? null;
  };

  /** One group (a zone's atom, of one owner or all): empty on every day, or passing on every day and not telling a move. */
  const groupOk = (zone: number, inner: number[], o: number): boolean => {
    let empty = 0;
    let last = then(zone, inner, o);
    for (let d = 0; d < D; d++) {
      const h = left(households, zone, inner, o, d);
      if (h === 0) empty++;
      else if (!mayTell(rules, { households: h, inArrears: left(inArrears, zone, inner, o, d) }))
        return false;
      if (last !== null && changeTells(rules, last, h)) return false;
      last = h;
    }
    // Empty on some days only: its neighbours' figures would tell it exactly on those.
    return empty === 0 || empty === D;
  };
  /** Whoever takes an atom for its largest withheld part must be wrong by the protection band, if that part is small. */
  const hidden = (zone: number, inner: number[]): boolean => {
    const told = new Set(inner);
    const own = (z: number): number[] =>
      (nodes[z]?.children ?? []).flatMap((c) => (told.has(c) ? [c] : own(c)));
    return (nodes[zone]?.children ?? []).every((c) => {
      if (told.has(c)) return true;
      const within = own(c);
      return dayList.every((d) => {
        const h = left(households, c, within, 0, d);
        const a = left(inArrears, c, within, 0, d);
        if (h === 0 || mayTell(rules, { households: h, inArrears: a })) return true;
        return left(households, zone, inner, 0, d) - h >= rules.protection;
      });
    });
  };
  const strength = (zone: number): number => {
    let least = Infinity;
    for (const d of dayList) {
      const h = households[at(zone, 0, d)] ?? 0;
      const a = inArrears[at(zone, 0, d)] ?? 0;
      least = Math.min(least, h / rules.households, a / rules.inArrears, (h - a) / rules.notInArrears);
    }
    return least;
  };

  // 1. Counts of all owners together.
  const base = choose(
    nodes,
    mask((z, id) => !barred.base.has(id) && groupOk(z, [], 0)),
    (z, inner) => groupOk(z, inner, 0) && hidden(z, inner),
    strength,
  );

  /**
   * Chooses a family of zones inside `within`, then looks for rows that would be told all the same: a row that is all of
   * its atom (or, `alone`, an atom in which columns are told by rows alone). Such a row is told openly when it may be, and
   * else the zone around it is given up.
   */
  const family = (
    within: Kept,
    may: (zone: number) => boolean,
    ok: (zone: number, inner: number[]) => boolean,
    alone: (zone: number, inner: number[]) => boolean = () => false,
  ): Kept => {
    const candidate = mask((z) => within[z] === 1 && may(z));
    for (;;) {
      const set = choose(nodes, candidate, ok, strength);
      let again = false;
      for (let z = 0; z < nodes.length; z++) {
        if (!set[z]) continue;
        let inner = inside(nodes, set, z);
        const rows = (at: number): number[] =>
          (nodes[at]?.children ?? []).flatMap((c) => (set[c] ? [] : [...(within[c] ? [c] : []), ...rows(c)]));
        const total = dayList.map((d) => left(households, z, inner, 0, d));
        if (total.every((n) => n === 0)) {
          // Nothing left around: rows inside are made of kept zones and told by them.
          for (const r of rows(z)) {
            if (candidate[r] && ok(r, inside(nodes, set, r))) set[r] = 1;
            else if (dayList.some((d) => (households[at(r, 0, d)] ?? 0) > 0)) again = true;
          }
        } else
          for (const r of rows(z)) {
            if (set[r]) continue;
            inner = inside(nodes, set, z);
            const own = inside(nodes, set, r);
            const told =
              alone(z, inner) ||
              dayList.some((d) => {
                const t = left(households, z, inner, 0, d);
                return t === left(households, r, own, 0, d);
              });
            if (!told) continue;
            if (candidate[r] && ok(r, own)) {
              set[r] = 1;
              if (ok(z, inside(nodes, set, z))) continue;
              set[r] = 0;
            }
            again = true;
          }
        if (again) {
          candidate[z] = 0;
          break;
        }
      }
      if (!again) return set;
    }
  };

  // 2. Owners: all of a zone's, or none. An owner is in none of the households or passes by itself.
  const columns = (z: number, inner: number[]) => ownerList.every((o) => groupOk(z, inner, o));
  const detail = family(
    base,
    (z) => !barred.owners.has(nodes[z]?.id ?? '') && columns(z, []),
    columns,
    (z, inner) => ownerList.filter((o) => left(households, z, inner, o, 0) > 0).length < 2,
  );

  // 3. Thresholds and ages, each a finer cut of those in arrears than the one before.
  const refine = (
    order: readonly number[],
    bars: Set<string>[],
    first: (zone: number) => boolean,
    classes: (zone: number, inner: number[], d: number) => number[],
  ): Kept[] => {
    const out: Kept[] = order.map(() => mask(() => false));
    let within = base;
    order.forEach((k, step) => {
      const cuts = order.slice(0, step + 1).sort((a, b) => a - b);
      const ok = (z: number, inner: number[]) =>
        dayList.every((d) => {
          if (left(households, z, inner, 0, d) === 0) return true;
          const fine = classes(z, inner, d);
          const sums = [...cuts, fine.length].map((cut, i) => {
            const from = i === 0 ? 0 : (cuts[i - 1] ?? 0) + 1;
            let n = 0;
            for (let c = from; c <= (i === cuts.length ? fine.length - 1 : cut); c++) n += fine[c] ?? 0;
            return n;
          });
          return sums.every((n) => mayTellPart(rules, n));
        });
      const may = (z: number) => first(z) && !bars[k]?.has(nodes[z]?.id ?? '') && ok(z, []);
      within = family(within, may, ok);
      out[k] = within;
    });
    return out;
  };
  const above = refine(
    THRESHOLD_ORDER,
    barred.above,
    () => true,
    (z, inner, d) => classesOf(leftRow(table.bands, DEBT_BANDS, z, inner, 0, d)),
  );
  const complete = (z: number, o: number, share: number) =>
    dayList.every((d) => (table.amounts[at(z, o, d)] ?? 0) >= share * (inArrears[at(z, o, d)] ?? 0));
  const age = without.includes('debt_since')
    ? AGE_LIMITS.map(() => mask(() => false))
    : refine(
        AGE_ORDER,
        barred.age,
        (z) => complete(z, 0, 1),
        (z, inner, d) => {
          const row = leftRow(table.age, AGE_BANDS, z, inner, 0, d);
          // A debt whose age is not stated cannot be said to be older than any limit.
          row[0] = (row[0] ?? 0) + (row.pop() ?? 0);
          return row;
        },
      );

  // 4. Total debts: nobody dominates a group that is told, nor what is left around it.
  const debtOk = (z: number, inner: number[], o: number) =>
    dayList.every((d) => {
      const a = left(table.amounts, z, inner, o, d);
      if (a === 0 && left(inArrears, z, inner, o, d) === 0) return true;
      const debt = left(table.debt, z, inner, o, d);
      return (
        a >= rules.inArrears &&
        debt >= (DEBT_SCALE.pianificatore[0] ?? 0) &&
        !dominated(rules, leftRow(table.bands, DEBT_BANDS, z, inner, o, d), debt)
      );
    });
  const debt = family(
    base,
    (z) => !barred.debt.has(nodes[z]?.id ?? '') && complete(z, 0, AMOUNTS_COMPLETE) && debtOk(z, [], 0),
    (z, inner) => debtOk(z, inner, 0),
  );
  const both = mask((z) => debt[z] === 1 && detail[z] === 1);
  const ownersDebt = family(
    both,
    (z) =>
      !barred.ownersDebt.has(nodes[z]?.id ?? '') &&
      ownerList.every((o) => complete(z, o, AMOUNTS_COMPLETE) && debtOk(z, [], o)),
    (z, inner) => ownerList.every((o) => debtOk(z, inner, o)),
  );
  return { base, owners: detail, above, age, debt, ownersDebt };
}
