/**
 * From the sums of groups to a release that may be seen: what is told is chosen here, and nowhere else.
 *
 * Why it can be proved. The zones are a tree. Of the zones that pass the primary rule, a set is kept such that what is
 * left of each kept zone without the kept zones inside it (its *atom*: withheld parts and the households that lie in no
 * smaller zone, together) is empty or passes the primary rule by itself. All that can be had by adding and subtracting
 * published figures are unions of atoms, so every one passes. A withheld group lies inside an atom, and its figure may be
 * anything from 0 to the atom's: never narrower than the smallest group, which is at least the protection band.
 *
 * Owners, thresholds, ages and debts are finer columns of the same rows, each told for a subset of the zones chosen in the
 * same way. Inside an atom of that subset only the totals of rows and of columns are known, all of them at least the
 * minimum, so a cell (row r, column c, total T) ranges over min(r, c, T - r, T - c): again no less than the minimum.
 * This needs the sets to be nested and told whole: all owners of a zone or none; thresholds in one fixed order.
 *
 * attack.ts does not know any of this and tries to tell the figures from the files alone; `protect` ends by running it.
 */
import { cellArea, cellToParent } from 'h3-js';
import { attack, type Exposure } from './attack';
import {
  AGE_ORDER,
  AMOUNTS_COMPLETE,
  bandOf,
  changeTells,
  classesOf,
  DEBT_SCALE,
  dominated,
  mayTell,
  mayTellPart,
  RULES,
  THRESHOLD_ORDER,
  type Rules,
} from './rules';
import {
  AGE_BANDS,
  AGE_LIMITS,
  ALL_OWNERS,
  DEBT_BANDS,
  RESOLUTIONS,
  THRESHOLDS,
  type Band,
  type Cell,
  type Figures,
  type LeafPlace,
  type Part,
  type Release,
  type Share,
  type Zone,
  type ZoneKind,
} from './types';
import type { ZoneFrame } from './zones';

/** Lombardy. */
export const REGION = '03';

export interface ProtectOptions {
  zones: ZoneFrame;
  /** The release before this one, if it was given to anyone: what it withheld stays withheld. Null: the curator's choice. */
  previous?: Release<'pianificatore'> | null;
  rules?: Rules;
}

/** A figure that the previous release told and this one withholds: whoever has the old file should be told. */
export interface Withdrawn {
  zone: string;
  owner: string;
  figure: 'households' | 'debt' | 'above' | 'age';
}

export interface Protected {
  release: Release<'pianificatore'>;
  withdrawn: Withdrawn[];
  /** How many times the attack sent the choice back; 0 unless something unforeseen was found. */
  rounds: number;
}

/** The choice could not be made safe: nothing may be published. Holds no figure. */
export class ProtectionError extends Error {
  constructor(readonly exposures: number) {
    super(`Nessuna scelta di dati da pubblicare supera la prova di attacco (${exposures}).`);
    this.name = 'ProtectionError';
  }
}

interface Node {
  id: string;
  kind: ZoneKind;
  parent: number;
  children: number[];
  cell?: string;
}

/** Sums of every zone, owner (0: all) and day, in flat arrays: `at(zone, owner, day)`. */
interface Table {
  nodes: Node[];
  owners: string[];
  days: string[];
  households: Int32Array;
  inArrears: Int32Array;
  bands: Int32Array;
  amounts: Int32Array;
  debt: Float64Array;
  age: Int32Array;
  at(zone: number, owner: number, day: number): number;
}

/** Ids of the zones that a leaf lies in, from the region down. */
function path(place: LeafPlace): { id: string; kind: ZoneKind; cell?: string }[] {
  const out: { id: string; kind: ZoneKind; cell?: string }[] = [
    { id: REGION, kind: 'regione' },
    { id: place.province, kind: 'provincia' },
  ];
  if (place.istat === null) return out;
  out.push({ id: place.istat, kind: 'comune' });
  if (place.area !== null) out.push({ id: place.area, kind: 'area' });
  if (place.cell !== null) {
    const coarse = cellToParent(place.cell, RESOLUTIONS.coarse);
    const tail = `/${place.istat}/${place.area ?? ''}`;
    out.push({ id: coarse + tail, kind: 'cella-7', cell: coarse });
    out.push({ id: place.cell + tail, kind: 'cella-9', cell: place.cell });
  }
  return out;
}

function tabulate(part: Part): Table {
  const nodes: Node[] = [];
  const index = new Map<string, number>();
  const trails = new Map<string, number[]>();
  const trail = (place: LeafPlace): number[] => {
    const key = `${place.province}|${place.istat}|${place.area}|${place.cell}`;
    const known = trails.get(key);
    if (known) return known;
    let parent = -1;
    const out = path(place).map(({ id, kind, cell }) => {
      const name = `${kind}:${id}`;
      let i = index.get(name);
      if (i === undefined) {
        i = nodes.length;
        nodes.push({ id, kind, parent, children: [], ...(cell === undefined ? {} : { cell }) });
        if (parent >= 0) nodes[parent]?.children.push(i);
        index.set(name, i);
      }
      parent = i;
      return i;
    });
    trails.set(key, out);
    return out;
  };
  const leaves = part.leaves.map((leaf) => ({ leaf, trail: trail(leaf) }));
  const amounts = part.amounts.map((leaf) => ({ leaf, trail: trail(leaf) }));
  const owners = [ALL_OWNERS, ...part.owners];
  const days = [...part.days].sort();
  const size = nodes.length * owners.length * days.length;
  const at = (zone: number, owner: number, day: number) => (zone * owners.length + owner) * days.length + day;
  const table: Table = {
    nodes,
    owners,
    days,
    households: new Int32Array(size),
    inArrears: new Int32Array(size),
    bands: new Int32Array(size * DEBT_BANDS),
    amounts: new Int32Array(size),
    debt: new Float64Array(size),
    age: new Int32Array(size * AGE_BANDS),
    at,
  };
  const add = (to: Int32Array | Float64Array, i: number, n: number) => (to[i] = (to[i] ?? 0) + n);
  const place = (owner: string, day: string, where: number[], to: (i: number) => void) => {
    const o = owners.indexOf(owner, 1);
    const d = days.indexOf(day);
    if (o < 0 || d < 0) throw new Error(`Parte incoerente: ${owner}, ${day}`);
    for (const z of where) {
      to(at(z, 0, d));
      to(at(z, o, d));
    }
  };
  for (const { leaf, trail: where } of leaves)
    place(leaf.owner, leaf.day, where, (i) => {
      add(table.households, i, leaf.sums.households);
      for (let b = 0; b < DEBT_BANDS; b++) {
        const n = leaf.sums.bands[b] ?? 0;
        if (n === 0) continue;
        add(table.bands, i * DEBT_BANDS + b, n);
        add(table.inArrears, i, n);
      }
    });
  for (const { leaf, trail: where } of amounts)
    place(leaf.owner, leaf.day, where, (i) => {
      add(table.amounts, i, leaf.amounts.inArrears);
      add(table.debt, i, leaf.amounts.debt);
      for (let b = 0; b < AGE_BANDS; b++) add(table.age, i * AGE_BANDS + b, leaf.amounts.age[b] ?? 0);
    });
  return table;
}

/** A set of zones of which something is told, and what is left of each without those inside it. */
type Kept = Uint8Array;

/** Nearest kept zones inside a zone. */
function inside(nodes: Node[], kept: Kept, zone: number, out: number[] = []): number[] {
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
interface Barred {
  base: Set<string>;
  owners: Set<string>;
  above: Set<string>[];
  age: Set<string>[];
  debt: Set<string>;
  ownersDebt: Set<string>;
}

const isTold = <T>(cell: Cell<T> | undefined): boolean => cell?.state === 'value' || cell?.state === 'zero';
const isWithheld = <T>(cell: Cell<T> | undefined): boolean =>
  cell === undefined || cell.state === 'suppressed';

const rowKey = (zone: string, owner: string, day: string): string => `${zone}|${owner}|${day}`;

const nothingBarred = (): Barred => ({
  base: new Set(),
  owners: new Set(),
  above: THRESHOLDS.map(() => new Set<string>()),
  age: AGE_LIMITS.map(() => new Set<string>()),
  debt: new Set(),
  ownersDebt: new Set(),
});

/** Adds what a release withholds on its last day. */
function barredBy(
  previous: Release<'pianificatore'> | null | undefined,
  barred: Barred = nothingBarred(),
): Barred {
  const day = previous?.days.at(-1);
  if (!previous || day === undefined) return barred;
  const rows = new Map(previous.figures.map((f) => [rowKey(f.zone, f.owner, f.day), f]));
  for (const { id } of previous.zones) {
    const all = rows.get(rowKey(id, ALL_OWNERS, day));
    if (isWithheld(all?.households)) barred.base.add(id);
    if (all?.households.state === 'zero') continue;
    THRESHOLDS.forEach((_, k) => {
      if (isWithheld(all?.above[k])) barred.above[k]?.add(id);
    });
    AGE_LIMITS.forEach((_, k) => {
      if (isWithheld(all?.age[k])) barred.age[k]?.add(id);
    });
    if (isWithheld(all?.debt)) barred.debt.add(id);
    for (const owner of previous.owners) {
      const row = rows.get(rowKey(id, owner, day));
      if (isWithheld(row?.households)) barred.owners.add(id);
      else if (row?.households.state === 'value' && isWithheld(row.debt)) barred.ownersDebt.add(id);
    }
  }
  return barred;
}

/** Everything that is told, as sets of zones. */
interface Pattern {
  base: Kept;
  owners: Kept;
  above: Kept[];
  age: Kept[];
  debt: Kept;
  ownersDebt: Kept;
}

function pattern(
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

const SUPPRESSED = { state: 'suppressed' } as const;
const ZERO = { state: 'zero' } as const;
const MISSING = { state: 'missing' } as const;
const NOT_APPLICABLE = { state: 'not-applicable' } as const;

const oneDecimal = (n: number): number => Math.round(n * 10) / 10;
const percent = (part: number, whole: number): Cell<Share<'pianificatore'>> => ({
  state: 'value',
  value: { percent: oneDecimal((100 * part) / whole) },
});

/**
 * Band of the median debt between the thresholds that the group tells anyway, so that it adds nothing to them.
 * `told`: threshold (EUR) and households above it, rising. A group that tells none has no band narrower than "above 0".
 */
function medianBand(told: { threshold: number; count: number }[], inArrears: number): Cell<Band> {
  if (told.length === 0) return SUPPRESSED;
  let from = 0;
  for (const { threshold, count } of told) {
    if (2 * count < inArrears) return { state: 'value', value: { from, to: threshold } };
    from = threshold;
  }
  return { state: 'value', value: { from, to: null } };
}

function surfaces(table: Table, frame: ZoneFrame): (number | null)[] {
  const sum = (prefix: string) => {
    let km2 = 0;
    for (const [istat, m] of frame.municipalities) if (istat.startsWith(prefix)) km2 += m.km2;
    return km2 > 0 ? km2 : null;
  };
  const pieces = new Map<string, number>();
  for (const { cell } of table.nodes) if (cell) pieces.set(cell, (pieces.get(cell) ?? 0) + 1);
  return table.nodes.map(({ id, kind, cell }) => {
    switch (kind) {
      case 'regione':
        return sum('');
      case 'provincia':
        return sum(id);
      case 'comune':
        return frame.municipalities.get(id)?.km2 ?? null;
      case 'area':
        return frame.areas.get(id)?.km2 ?? null;
      case 'cella-7':
      case 'cella-9':
        return cell !== undefined && pieces.get(cell) === 1 ? cellArea(cell, 'km2') : null;
    }
  });
}

function write(
  table: Table,
  told: Pattern,
  part: Part,
  rules: Rules,
  frame: ZoneFrame,
): Release<'pianificatore'> {
  const { nodes, owners, days, at } = table;
  const km2 = surfaces(table, frame);
  const pieces = new Map<string, number>();
  for (const { cell } of nodes) if (cell) pieces.set(cell, (pieces.get(cell) ?? 0) + 1);
  const zones: Zone[] = nodes.map(({ id, kind, parent, cell }) => ({
    id,
    kind,
    parent: nodes[parent]?.id ?? null,
    ...(cell === undefined ? {} : { cell, ...((pieces.get(cell) ?? 0) > 1 ? { cut: true } : {}) }),
  }));
  const noAge = part.without.includes('debt_since');
  const above = (z: number, o: number, d: number): number[] => {
    const start = at(z, o, d) * DEBT_BANDS;
    const classes = classesOf(table.bands.subarray(start, start + DEBT_BANDS));
    return THRESHOLDS.map((_, k) => classes.slice(k + 1).reduce((a, b) => a + b, 0));
  };
  const older = (z: number, o: number, d: number): number[] => {
    const start = at(z, o, d) * AGE_BANDS;
    const bands = Array.from(table.age.subarray(start, start + AGE_LIMITS.length + 1));
    return AGE_LIMITS.map((_, k) => bands.slice(k + 1).reduce((a, b) => a + b, 0));
  };
  const derived = ownersOwn(table, told);
  const figures: Figures<'pianificatore'>[] = [];
  for (let z = 0; z < nodes.length; z++)
    for (let d = 0; d < days.length; d++)
      for (let o = 0; o < owners.length; o++) {
        const i = at(z, o, d);
        const households = table.households[i] ?? 0;
        const inArrears = table.inArrears[i] ?? 0;
        // A zone whose owners are not told has no rows of owners: not even which of them have homes there.
        if (o > 0 && !told.owners[z]) continue;
        const surface = km2[z] ?? null;
        const row = { zone: nodes[z]?.id ?? '', owner: owners[o] ?? '', day: days[d] ?? '' };
        if (!told.base[z]) {
          figures.push({
            ...row,
            households: SUPPRESSED,
            inArrears: SUPPRESSED,
            share: SUPPRESSED,
            above: THRESHOLDS.map(() => SUPPRESSED),
            debt: SUPPRESSED,
            median: SUPPRESSED,
            perKm2: surface === null ? NOT_APPLICABLE : SUPPRESSED,
            age: AGE_LIMITS.map(() => (noAge ? MISSING : SUPPRESSED)),
          });
          continue;
        }
        if (households === 0) {
          figures.push({
            ...row,
            households: ZERO,
            inArrears: ZERO,
            share: NOT_APPLICABLE,
            above: THRESHOLDS.map(() => NOT_APPLICABLE),
            debt: ZERO,
            median: NOT_APPLICABLE,
            perKm2: surface === null ? NOT_APPLICABLE : ZERO,
            age: AGE_LIMITS.map(() => (noAge ? MISSING : NOT_APPLICABLE)),
          });
          continue;
        }
        const counts = above(z, o, d);
        const tells = (k: number) => (o === 0 ? told.above[k]?.[z] === 1 : derived.above(z, o, k));
        const ages = older(z, o, d);
        const tellsAge = (k: number) => (o === 0 ? told.age[k]?.[z] === 1 : derived.age(z, o, k));
        const tellsDebt = o === 0 ? told.debt[z] === 1 : told.ownersDebt[z] === 1;
        const band = tellsDebt ? bandOf(DEBT_SCALE.pianificatore, table.debt[i] ?? 0) : null;
        figures.push({
          ...row,
          households: { state: 'value', value: { exact: households } },
          inArrears: { state: 'value', value: { exact: inArrears } },
          share: percent(inArrears, households),
          above: counts.map((n, k) => (tells(k) ? percent(n, households) : SUPPRESSED)),
          debt: band === null ? SUPPRESSED : { state: 'value', value: band },
          median: medianBand(
            THRESHOLDS.flatMap((threshold, k) => (tells(k) ? [{ threshold, count: counts[k] ?? 0 }] : [])),
            inArrears,
          ),
          perKm2:
            surface === null
              ? NOT_APPLICABLE
              : { state: 'value', value: { perKm2: oneDecimal(inArrears / surface) } },
          age: ages.map((n, k) => (noAge ? MISSING : tellsAge(k) ? percent(n, inArrears) : SUPPRESSED)),
        });
      }
  return {
    format: 'atlante-erp/densita',
    version: 1,
    form: 'pianificatore',
    simulated: part.simulated,
    days,
    owners: owners.slice(1),
    rules: {
      households: rules.households,
      inArrears: rules.inArrears,
      notInArrears: rules.notInArrears,
      dominance: rules.dominance,
      protection: rules.protection,
    },
    zones,
    figures,
  };
}

/**
 * Thresholds and ages of one owner are told only where they are told anyway: the owner is alone in the zone, or the rest
 * of the zone is made of parts told elsewhere. Telling both owners and thresholds of one zone would leave a table in three
 * directions, for which no simple bound holds.
 */
function ownersOwn(table: Table, told: Pattern) {
  const { nodes, owners, at, households } = table;
  const some = (z: number, o: number) => (households[at(z, o, 0)] ?? 0) > 0;
  const left = (z: number, inner: number[], o: number) =>
    (households[at(z, o, 0)] ?? 0) - inner.reduce((n, i) => n + (households[at(i, o, 0)] ?? 0), 0);
  const inner = new Map<number, number[]>();
  const innerOf = (z: number) => {
    let list = inner.get(z);
    if (!list) inner.set(z, (list = inside(nodes, told.owners, z)));
    return list;
  };
  const memo = new Map<string, boolean>();
  const known = (which: 'above' | 'age', z: number, o: number, k: number): boolean => {
    const key = `${which}|${z}|${o}|${k}`;
    const seen = memo.get(key);
    if (seen !== undefined) return seen;
    const set = told[which][k];
    const bottomUp = (owner: number): boolean => {
      if (!some(z, owner)) return true;
      const kids = innerOf(z);
      const others = owners.some((_, p) => p > 0 && p !== owner && some(z, p));
      if (!others) return set?.[z] === 1;
      if (!kids.every((c) => known(which, c, owner, k))) return false;
      if (left(z, kids, owner) === 0) return true;
      // What is left is this owner's alone, and is told as a difference.
      const alone = owners.every((_, p) => p === 0 || p === owner || left(z, kids, p) === 0);
      return alone && set?.[z] === 1 && kids.every((c) => set[c] === 1);
    };
    let out = bottomUp(o);
    if (!out && set?.[z] === 1) out = owners.every((_, p) => p === 0 || p === o || bottomUp(p));
    memo.set(key, out);
    return out;
  };
  return {
    above: (z: number, o: number, k: number) => known('above', z, o, k),
    age: (z: number, o: number, k: number) => known('age', z, o, k),
  };
}

function withdrawnSince(
  previous: Release<'pianificatore'> | null | undefined,
  release: Release<'pianificatore'>,
): Withdrawn[] {
  const before = previous?.days.at(-1);
  const now = release.days[0];
  if (!previous || before === undefined || now === undefined) return [];
  const rows = new Map(release.figures.filter((f) => f.day === now).map((f) => [`${f.zone}|${f.owner}`, f]));
  const out: Withdrawn[] = [];
  for (const old of previous.figures) {
    if (old.day !== before || old.households.state !== 'value') continue;
    const row = rows.get(`${old.zone}|${old.owner}`);
    const add = (figure: Withdrawn['figure']) => out.push({ zone: old.zone, owner: old.owner, figure });
    if (isWithheld(row?.households)) add('households');
    else if (row) {
      if (isTold(old.debt) && isWithheld(row.debt)) add('debt');
      if (old.above.some((cell, k) => isTold(cell) && isWithheld(row.above[k]))) add('above');
      if (old.age.some((cell, k) => isTold(cell) && isWithheld(row.age[k]))) add('age');
    }
  }
  return out;
}

/** Bars what surrounds an exposed figure, so that the next choice tells less there. */
function bar(barred: Barred, exposure: Exposure, table: Table, told: Pattern): void {
  const index = table.nodes.findIndex((n) => n.id === exposure.zone);
  const nearest = (set: Kept): string | null => {
    for (let z = index; z >= 0; z = table.nodes[z]?.parent ?? -1)
      if (set[z]) return table.nodes[z]?.id ?? null;
    return null;
  };
  const give = (sets: [Kept | undefined, Set<string> | undefined][]): boolean => {
    for (const [set, into] of sets) {
      const id = set ? nearest(set) : null;
      if (id !== null && into) {
        into.add(id);
        return true;
      }
    }
    return false;
  };
  const all: [Kept | undefined, Set<string> | undefined][] = [
    [told.owners, barred.owners],
    [told.base, barred.base],
  ];
  const last = (order: readonly number[], sets: Kept[], into: Set<string>[]) =>
    [...order].reverse().map((k): [Kept | undefined, Set<string> | undefined] => [sets[k], into[k]]);
  switch (exposure.quantity) {
    case 'debt':
      give([[told.ownersDebt, barred.ownersDebt], [told.debt, barred.debt], ...all]);
      return;
    case 'above':
      give([...last(THRESHOLD_ORDER, told.above, barred.above), ...all]);
      return;
    case 'age':
      give([...last(AGE_ORDER, told.age, barred.age), ...all]);
      return;
    default:
      give(exposure.owner === ALL_OWNERS ? [[told.base, barred.base]] : all);
  }
}

const stricter = (rules: Rules): boolean => {
  const keys = ['households', 'inArrears', 'notInArrears'] as const;
  return keys.every((k) => rules[k] >= RULES[k]) && keys.some((k) => rules[k] > RULES[k]);
};

/** As `protect`, with what the previous release told and this one withholds. */
export function protectWithReport(part: Part, options: ProtectOptions): Protected {
  const rules = options.rules ?? { ...RULES };
  const previous = options.previous ?? null;
  if (previous && previous.simulated !== part.simulated)
    throw new Error('La pubblicazione precedente e questa non sono entrambe simulate o entrambe reali.');
  const table = tabulate(part);
  const barred = barredBy(previous);
  // Stricter rules may never tell what the house's withhold, though a greedy choice could take another way.
  if (stricter(rules)) barredBy(protectWithReport(part, { zones: options.zones, previous }).release, barred);
  // What the previous release gives away by itself cannot be taken back here.
  const old = new Set(previous ? attack([previous], { rules }).map((e) => `${e.kind}|${e.figure}`) : []);
  let found = 0;
  for (let rounds = 0; rounds < 40; rounds++) {
    const told = pattern(table, rules, barred, previous, part.without);
    const release = write(table, told, part, rules, options.zones);
    const exposures = attack(previous ? [previous, release] : [release], { rules }).filter(
      (e) => !old.has(`${e.kind}|${e.figure}`),
    );
    if (exposures.length === 0) return { release, withdrawn: withdrawnSince(previous, release), rounds };
    found = exposures.length;
    for (const exposure of exposures) bar(barred, exposure, table, told);
  }
  throw new ProtectionError(found);
}

/**
 * The planner's release of a part: see the head of this file.
 * Throws ProtectionError when no choice withstands the attack, and Error when a part contradicts itself.
 */
export const protect = (part: Part, options: ProtectOptions): Release<'pianificatore'> =>
  protectWithReport(part, options).release;
