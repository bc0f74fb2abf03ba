/** The sums of a part, zone by zone: the tree of zones from the region down to the cells, with all that lies in each. */
import { cellArea, cellToParent } from 'h3-js';
import {
  AGE_BANDS,
  ALL_OWNERS,
  DEBT_BANDS,
  RESOLUTIONS,
  type LeafPlace,
  type Part,
  type ZoneKind,
} from './types';
import type { ZoneFrame } from './zones';

/** Lombardy. */
export const REGION = '03';

export interface Node {
  id: string;
  kind: ZoneKind;
  parent: number;
  children: number[];
  cell?: string;
}

/** Sums of every zone, owner (0: all) and day, in flat arrays: `at(zone, owner, day)`. */
export interface Table {
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

export function tabulate(part: Part): Table {
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

/** Square kilometres of every zone; null where they are not known, as of a cell that a border cuts. */
export function surfaces(table: Table, frame: ZoneFrame): (number | null)[] {
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
