/**
 * Parts: the mergeable sums of one or more owners, and their file. A part is confidential between offices, yet even here
 * no group under HARD_FLOOR stands alone: it is counted one level up (cell, area, municipality, province), until it is
 * large enough or it is the rest of a province. What was moved cannot be told from what never had a finer place.
 */
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';
import * as v from 'valibot';
import type { Lang } from '../domain/figures';
import type { Aggregator, Group } from './sums';
import {
  AGE_BANDS,
  DEBT_BANDS,
  HARD_FLOOR,
  type AmountLeaf,
  type Leaf,
  type LeafPlace,
  type Part,
} from './types';

type Place = LeafPlace & { day: string; owner: string };

const keyOf = ({ day, owner, province, istat, area, cell }: Place): string =>
  `${day}\u0001${owner}\u0001${province}\u0001${istat ?? ''}\u0001${area ?? ''}\u0001${cell ?? ''}`;

/** In the order of their keys, which are made once. */
const sorted = <G extends Place>(groups: readonly G[]): G[] =>
  groups
    .map((group) => ({ key: keyOf(group), group }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ group }) => group);

/** The place one level up; a province has none. */
function parentOf({ province, istat, area, cell }: LeafPlace): LeafPlace | null {
  if (cell !== null) return { province, istat, area, cell: null };
  if (area !== null) return { province, istat, area: null, cell: null };
  if (istat !== null) return { province, istat: null, area: null, cell: null };
  return null;
}

const depth = (g: LeafPlace): number =>
  g.cell !== null ? 3 : g.area !== null ? 2 : g.istat !== null ? 1 : 0;

/** Moves groups under the floor one level up, finest first. `join` adds the second to the first. */
function generalise<G extends Place>(
  groups: Iterable<G>,
  size: (group: G) => number,
  join: (into: G, from: G) => void,
): G[] {
  const byLevel = [0, 1, 2, 3].map(() => new Map<string, G>());
  const put = (group: G): void => {
    const level = byLevel[depth(group)];
    const known = level?.get(keyOf(group));
    if (known) join(known, group);
    else level?.set(keyOf(group), group);
  };
  for (const group of groups) put(group);
  for (const level of [...byLevel].reverse()) {
    for (const [key, group] of level) {
      const parent = size(group) < HARD_FLOOR ? parentOf(group) : null;
      if (!parent) continue;
      level.delete(key);
      put({ ...group, ...parent });
    }
  }
  return byLevel.flatMap((level) => [...level.values()]);
}

const addTo = (into: number[], from: readonly number[]): void => {
  from.forEach((n, i) => (into[i] = (into[i] ?? 0) + n));
};
const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);

/** Amounts before their cents become euro. */
type Amounted = Place & { age: number[]; cents: number };

/**
 * The part of an aggregator. Amounts are moved up by the number of households in arrears; the rest of a province that
 * stays under the floor has no amounts at all, for they would be one or two households' debts.
 */
export function finishPart(sums: Aggregator, meta: Pick<Part, 'simulated' | 'without' | 'rows'>): Part {
  const leaves: Leaf[] = [];
  const amounts: Amounted[] = [];
  const each = ({ place, owner, day, households, bands, cents, age }: Group): void => {
    leaves.push({ ...place, day, owner, sums: { households, bands } });
    if (total(age) > 0) amounts.push({ ...place, day, owner, age, cents });
  };
  for (const group of sums.groups()) each(group);
  const kept = generalise(
    leaves,
    (leaf) => leaf.sums.households,
    (into, from) => {
      into.sums.households += from.sums.households;
      addTo(into.sums.bands, from.sums.bands);
    },
  );
  const keptAmounts = generalise(
    amounts,
    (leaf) => total(leaf.age),
    (into, from) => {
      into.cents += from.cents;
      addTo(into.age, from.age);
    },
  )
    .filter((leaf) => total(leaf.age) >= HARD_FLOOR)
    .map(({ age, cents, ...place }): AmountLeaf => ({
      ...place,
      amounts: { inArrears: total(age), debt: Math.round(cents / 100), age },
    }));
  return {
    format: 'atlante-erp/parte',
    version: 1,
    simulated: meta.simulated,
    // Only those with households: an owner of empty dwellings alone is not in the part.
    owners: [...new Set(kept.map((leaf) => leaf.owner))].sort(),
    days: [...new Set(kept.map((leaf) => leaf.day))].sort(),
    without: [...meta.without].sort(),
    rows: { ...meta.rows },
    leaves: sorted(kept),
    amounts: sorted(keptAmounts),
  };
}

/** What is wrong with a part file, or with parts that should be joined. Owners' names are bodies', not persons'. */
export type PartProblem =
  | { kind: 'unreadable' }
  | { kind: 'not-a-part' }
  | { kind: 'version'; found: number }
  | { kind: 'field'; where: string }
  | { kind: 'floor'; where: string }
  | { kind: 'sums'; where: string }
  | { kind: 'owner-twice'; owners: string[] }
  | { kind: 'simulated-mixed' }
  | { kind: 'none' };

/** The sentence of a problem: what, and how to mend it. */
export function partProblemText(p: PartProblem, lang: Lang): string {
  const it = lang === 'it';
  switch (p.kind) {
    case 'unreadable':
      return it
        ? 'la parte non si legge (file troncato o non suo): farsela mandare di nuovo'
        : 'the part cannot be read (truncated, or another file): have it sent again';
    case 'not-a-part':
      return it
        ? 'non è una parte di questo programma: le parti si scrivono dalla riga di comando, con --partial'
        : 'not a part of this program: parts are written on the command line, with --partial';
    case 'version':
      return it
        ? `la parte è della versione ${p.found}; questo programma legge la 1: aggiornare il programma o rifare la parte`
        : `the part is of version ${p.found}; this program reads 1: update the program or make the part again`;
    case 'field':
      return it
        ? `la parte è guasta in «${p.where}»: rifarla dal registro`
        : `the part is damaged in “${p.where}”: make it again from the ledger`;
    case 'floor':
      return it
        ? `la parte ha un gruppo sotto il minimo di ${HARD_FLOOR} in «${p.where}»: non è scritta da questo programma; rifarla dal registro`
        : `the part has a group under the minimum of ${HARD_FLOOR} in “${p.where}”: this program did not write it; make it again from the ledger`;
    case 'sums':
      return it
        ? `i conti della parte non tornano in «${p.where}»: rifarla dal registro`
        : `the sums of the part do not agree in “${p.where}”: make it again from the ledger`;
    case 'owner-twice':
      return it
        ? `lo stesso ente è in due parti e conterebbe due volte: ${p.owners.join(', ')}. Leggere insieme i suoi registri, in una parte sola`
        : `the same owner is in two parts and would count twice: ${p.owners.join(', ')}. Read its ledgers together, into one part`;
    case 'simulated-mixed':
      return it
        ? 'parti simulate e parti vere insieme: unire solo le une o solo le altre'
        : 'simulated and real parts together: join only the ones or only the others';
    case 'none':
      return it ? 'nessuna parte da unire' : 'no part to join';
  }
}

export type PartResult = { ok: true; part: Part } | { ok: false; problem: PartProblem };

/**
 * Joins parts of different owners. As every group belongs to one owner, this is exact: parts by owner, joined, equal one
 * run over all ledgers. A column that one part lacks is lacking in the whole.
 */
export function mergeParts(parts: readonly Part[]): PartResult {
  const [first] = parts;
  if (!first) return { ok: false, problem: { kind: 'none' } };
  const owners = parts.flatMap((part) => part.owners);
  const twice = [...new Set(owners.filter((owner, i) => owners.indexOf(owner) !== i))].sort();
  if (twice.length > 0) return { ok: false, problem: { kind: 'owner-twice', owners: twice } };
  if (parts.some((part) => part.simulated !== first.simulated))
    return { ok: false, problem: { kind: 'simulated-mixed' } };
  const union = <T extends string>(pick: (part: Part) => readonly T[]): T[] =>
    [...new Set(parts.flatMap(pick))].sort();
  return {
    ok: true,
    part: {
      format: 'atlante-erp/parte',
      version: 1,
      simulated: first.simulated,
      owners: owners.sort(),
      days: union((part) => part.days),
      without: union((part) => part.without),
      rows: {
        read: total(parts.map((part) => part.rows.read)),
        refused: total(parts.map((part) => part.rows.refused)),
      },
      leaves: sorted(parts.flatMap((part) => part.leaves)),
      amounts: sorted(parts.flatMap((part) => part.amounts)),
    },
  };
}

/** Owners without rows at a day that others have: their zones are incomplete on that day. */
export function gapsOf(part: Part): { owner: string; day: string }[] {
  const there = new Set(part.leaves.map((leaf) => `${leaf.owner}\u0001${leaf.day}`));
  return part.owners.flatMap((owner) =>
    part.days.filter((day) => !there.has(`${owner}\u0001${day}`)).map((day) => ({ owner, day })),
  );
}

// --- the file ------------------------------------------------------------------------------------------------------

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const isoDay = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const nullable = (pattern: RegExp) => v.nullable(v.pipe(v.string(), v.regex(pattern)));

/**
 * The file: places told once, groups as tuples. `leaves`: place, owner, day, households, bands up to the last that is not
 * zero. `amounts`: place, owner, day, debt, ages.
 */
const fileSchema = v.strictObject({
  format: v.literal('atlante-erp/parte'),
  version: v.literal(1),
  simulated: v.boolean(),
  owners: v.pipe(v.array(v.pipe(v.string(), v.nonEmpty(), v.maxLength(80))), v.maxLength(1_000)),
  days: v.pipe(v.array(isoDay), v.maxLength(1_000)),
  without: v.array(v.picklist(['debt_since', 'coordinates', 'area'])),
  rows: v.strictObject({ read: count, refused: count }),
  places: v.array(
    v.strictTuple([
      v.pipe(v.string(), v.regex(/^\d{3}$/)),
      nullable(/^\d{6}$/),
      nullable(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
      nullable(/^89[0-9a-f]{9}ffff$/),
    ]),
  ),
  leaves: v.array(v.pipe(v.array(count), v.minLength(4), v.maxLength(4 + DEBT_BANDS))),
  amounts: v.array(v.pipe(v.array(count), v.minLength(5), v.maxLength(4 + AGE_BANDS))),
});

/** Largest part that is opened, uncompressed. */
const MAX_BYTES = 256 * 1024 * 1024;

const trimmed = (counts: readonly number[]): number[] => {
  let end = counts.length;
  while (end > 0 && counts[end - 1] === 0) end--;
  return counts.slice(0, end);
};
const padded = (counts: readonly number[], length: number): number[] =>
  Array.from({ length }, (_, i) => counts[i] ?? 0);

/** The bytes of a `.part` file: gzipped JSON. The same part has the same bytes. */
export function serialisePart(part: Part): Uint8Array {
  const places: LeafPlace[] = [];
  const index = new Map<string, number>();
  const placeOf = (g: LeafPlace): number => {
    const { province, istat, area, cell } = g;
    const key = keyOf({ province, istat, area, cell, day: '', owner: '' });
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, places.length);
    return places.push({ province, istat, area, cell }) - 1;
  };
  const at = (g: Leaf | AmountLeaf): number[] => [
    placeOf(g),
    part.owners.indexOf(g.owner),
    part.days.indexOf(g.day),
  ];
  const leaves = part.leaves.map((g) => [...at(g), g.sums.households, ...trimmed(g.sums.bands)]);
  const amounts = part.amounts.map((g) => [...at(g), g.amounts.debt, ...trimmed(g.amounts.age)]);
  const { format, version, simulated, owners, days, without, rows } = part;
  const head = { format, version, simulated, owners, days, without, rows };
  const tuples = places.map((p) => [p.province, p.istat, p.area, p.cell]);
  return gzipSync(strToU8(JSON.stringify({ ...head, places: tuples, leaves, amounts })), {
    level: 6,
    mtime: 0,
  });
}

/** Reads a `.part` file, gzipped or not. Never throws. */
export function parsePart(bytes: Uint8Array): PartResult {
  const no = (problem: PartProblem): PartResult => ({ ok: false, problem });
  let value: unknown;
  try {
    let text = bytes;
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
      // The last four bytes say the length: a small file that would fill the memory is not opened.
      const size = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true);
      if (size > MAX_BYTES) return no({ kind: 'unreadable' });
      text = gunzipSync(bytes, { out: new Uint8Array(size) });
    }
    if (text.length > MAX_BYTES) return no({ kind: 'unreadable' });
    value = JSON.parse(strFromU8(text));
  } catch {
    return no({ kind: 'unreadable' });
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    !('format' in value) ||
    value.format !== 'atlante-erp/parte'
  )
    return no({ kind: 'not-a-part' });
  if ('version' in value && typeof value.version === 'number' && value.version !== 1)
    return no({ kind: 'version', found: value.version });
  const result = v.safeParse(fileSchema, value);
  if (!result.success) return no({ kind: 'field', where: v.getDotPath(result.issues[0]) ?? '' });
  const file = result.output;
  const seen = new Set<string>();

  /** Place, owner and day of a tuple; null when it points nowhere or stands twice, or its place is not nested. */
  const groupOf = (kind: string, [p = -1, o = -1, d = -1]: readonly number[]) => {
    const place = file.places[p];
    const owner = file.owners[o];
    const day = file.days[d];
    if (!place || owner === undefined || day === undefined) return null;
    const [province, istat, area, cell] = place;
    const nested = istat === null ? area === null && cell === null : istat.startsWith(province);
    const group = { province, istat, area, cell, day, owner };
    const key = `${kind}${keyOf(group)}`;
    if (!nested || seen.has(key)) return null;
    seen.add(key);
    return group;
  };

  const leaves: Leaf[] = [];
  for (const [i, tuple] of file.leaves.entries()) {
    const where = `leaves.${i}`;
    const group = groupOf('l', tuple);
    if (!group) return no({ kind: 'field', where });
    const households = tuple[3] ?? 0;
    const bands = padded(tuple.slice(4), DEBT_BANDS);
    if (households < HARD_FLOOR && group.istat !== null) return no({ kind: 'floor', where });
    if (households === 0 || total(bands) > households) return no({ kind: 'sums', where });
    leaves.push({ ...group, sums: { households, bands } });
  }
  const amounts: AmountLeaf[] = [];
  for (const [i, tuple] of file.amounts.entries()) {
    const where = `amounts.${i}`;
    const group = groupOf('a', tuple);
    if (!group) return no({ kind: 'field', where });
    const age = padded(tuple.slice(4), AGE_BANDS);
    if (total(age) < HARD_FLOOR) return no({ kind: 'floor', where });
    amounts.push({ ...group, amounts: { inArrears: total(age), debt: tuple[3] ?? 0, age } });
  }
  const { format, version, simulated, owners, days, without, rows } = file;
  const duplicate = new Set(owners).size < owners.length || new Set(days).size < days.length;
  if (duplicate) return no({ kind: 'field', where: 'owners' });
  return {
    ok: true,
    part: {
      format,
      version,
      simulated,
      owners,
      days,
      without,
      rows,
      leaves: sorted(leaves),
      amounts: sorted(amounts),
    },
  };
}
