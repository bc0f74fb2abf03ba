/**
 * From the sums of groups (./tabulate.ts) to a release that may be seen. What is told is chosen here, with ./choose.ts, and
 * nowhere else; ./write.ts writes it down.
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
import { attack, type Exposure } from './attack';
import { pattern, type Barred, type Kept, type Pattern } from './choose';
import { AGE_ORDER, RULES, THRESHOLD_ORDER, type Rules } from './rules';
import { tabulate, type Table } from './tabulate';
import { AGE_LIMITS, ALL_OWNERS, THRESHOLDS, type Cell, type Part, type Release } from './types';
import { write } from './write';
import type { ZoneFrame } from './zones';

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
