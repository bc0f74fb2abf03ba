/** Ledgers and parts for tests: small regions with every kind of place, two owners' worth of overlaps, and one or two days. */
import fc from 'fast-check';
import { cellToChildren, latLngToCell } from 'h3-js';
import { AGE_BANDS, DEBT_BANDS, DEBT_LIMITS, HARD_FLOOR, type Part } from './types';
import type { ZoneFrame } from './zones';

/** The head of a ledger as an office writes it: most titles by another name than the template's. */
export const TITLES = [
  'codice_alloggio',
  'lat',
  'lon',
  'istat',
  'area',
  'ente',
  'stato',
  'debito',
  'debito_dal',
  'data',
];

export const OWNERS = ['ALER', 'Comune', 'Altri'];
export const DAYS = ['2025-12-31', '2026-06-30'];
const MUNICIPALITIES = ['015146', '015147', '016001'];
const COARSE = [latLngToCell(45.46, 9.19, 7), latLngToCell(45.5, 9.3, 7)];
const FINE = COARSE.flatMap((cell) => cellToChildren(cell, 9).slice(0, 4));

export const FRAME: ZoneFrame = {
  provinces: new Map([
    ['015', 'Milano'],
    ['016', 'Bergamo'],
  ]),
  municipalities: new Map(MUNICIPALITIES.map((istat) => [istat, { name: istat, km2: 10 }])),
  areas: new Map([['quarto', { name: 'Quarto', istat: '015146', km2: 0.5 }]]),
};

export interface Group {
  province: string;
  istat: string | null;
  area: string | null;
  cell: string | null;
  owner: string;
  /** By day: households not in arrears, and debts in euro of the others. */
  days: { clear: number; debts: number[] }[];
}

/** A part of groups; amounts of fewer than three households are counted at the municipality, as at the source. */
export function partOf(groups: readonly Group[], days = DAYS.slice(0, 1)): Part {
  const part: Part = {
    format: 'atlante-erp/parte',
    version: 1,
    simulated: true,
    owners: OWNERS,
    days,
    without: [],
    rows: { read: 0, refused: 0 },
    leaves: [],
    amounts: [],
  };
  for (const { owner, days: counts, ...place } of groups)
    days.forEach((day, d) => {
      const { clear, debts } = counts[d] ?? { clear: 0, debts: [] };
      if (clear + debts.length < HARD_FLOOR) return;
      const bands = new Array<number>(DEBT_BANDS).fill(0);
      const age = new Array<number>(AGE_BANDS).fill(0);
      debts.forEach((debt, i) => {
        const found = DEBT_LIMITS.findIndex((limit) => debt <= limit);
        const b = found < 0 ? DEBT_BANDS - 1 : found;
        bands[b] = (bands[b] ?? 0) + 1;
        age[(i * 7 + debt) % AGE_BANDS] = (age[(i * 7 + debt) % AGE_BANDS] ?? 0) + 1;
      });
      part.leaves.push({ ...place, day, owner, sums: { households: clear + debts.length, bands } });
      const at = debts.length < HARD_FLOOR ? { ...place, area: null, cell: null } : place;
      const debt = debts.reduce((a, b) => a + b, 0);
      if (debts.length > 0)
        part.amounts.push({ ...at, day, owner, amounts: { inArrears: debts.length, debt, age } });
    });
  return part;
}

const size = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 3, arbitrary: fc.integer({ min: 8, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 40, max: 300 }) },
);
/** Debts as most ledgers have them: many small, few large. */
const debts = fc.tuple(size, fc.integer({ min: 1, max: 1_000_000 })).map(([n, seed]) =>
  Array.from({ length: n }, (_, i) => {
    const x = ((Math.imul(seed + i, 2654435761) >>> 0) % 10_000) / 10_000;
    return Math.max(1, Math.round(Math.exp(4.5 + x * 6.2)));
  }),
);
const place = fc.oneof(
  { weight: 6, arbitrary: fc.record({ m: fc.constantFrom(...MUNICIPALITIES), c: fc.nat(FINE.length) }) },
  { weight: 3, arbitrary: fc.record({ m: fc.constant('quarto'), c: fc.nat(FINE.length) }) },
  { weight: 1, arbitrary: fc.record({ m: fc.constant(''), c: fc.constant(0) }) },
);

const group = (dayCount: number): fc.Arbitrary<Group> =>
  fc
    .record({
      place,
      owner: fc.oneof({ weight: 3, arbitrary: fc.constant('ALER') }, fc.constantFrom(...OWNERS)),
      clear: size,
      debts,
      moved: fc.integer({ min: -4, max: 4 }),
    })
    .map(({ place: { m, c }, owner, clear, debts: first, moved }) => {
      const istat = m === 'quarto' ? '015146' : m === '' ? null : m;
      const later = {
        clear: Math.max(0, clear + moved),
        debts: first.slice(0, first.length - (moved > 2 ? 1 : 0)),
      };
      return {
        province: istat?.slice(0, 3) ?? '015',
        istat,
        area: m === 'quarto' ? 'quarto' : null,
        cell: istat === null ? null : (FINE[c] ?? null),
        owner,
        days: [{ clear, debts: first }, later].slice(0, dayCount),
      };
    });

/** Random groups, one of each place and owner. */
export const groupsOf = (dayCount: number): fc.Arbitrary<Group[]> =>
  fc.uniqueArray(group(dayCount), {
    minLength: 1,
    maxLength: 40,
    selector: (g) => `${g.istat}|${g.area}|${g.cell}|${g.owner}`,
  });
