/** What has been chosen (./choose.ts), as a release: figures where they are told, states where they are not. */
import { inside, type Pattern } from './choose';
import { bandOf, classesOf, DEBT_SCALE, type Rules } from './rules';
import { surfaces, type Table } from './tabulate';
import {
  AGE_BANDS,
  AGE_LIMITS,
  DEBT_BANDS,
  THRESHOLDS,
  type Band,
  type Cell,
  type Figures,
  type Part,
  type Release,
  type Share,
  type Zone,
} from './types';
import type { ZoneFrame } from './zones';

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

export function write(
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
