/** Releases for tests and benches: small or large, made of nothing but a seed. No figure in them is anyone's. */
import { cellToLatLng, cellToParent, gridDisk, latLngToCell } from 'h3-js';
import {
  AGE_LIMITS,
  ALL_OWNERS,
  RESOLUTIONS,
  THRESHOLDS,
  type Cell,
  type Figures,
  type Form,
  type Release,
  type Zone,
} from '../density/types';

/** A generator of numbers from 0 to 1 that a seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const value = <T>(v: T): Cell<T> => ({ state: 'value', value: v });
const held: Cell<never> = { state: 'suppressed' };

/** Figures of a group of a form; a share in per cent, or null for a withheld group. */
export function groupFigures(
  zone: string,
  households: number,
  share: number | null,
  form: Form,
  day = '2026-06-30',
  owner = ALL_OWNERS,
): Figures<Form> {
  const tell = (percent: number): Cell<never> => {
    const p = Math.min(99, Math.max(1, percent));
    const from = Math.floor(p / 10) * 10;
    return value(
      form === 'pubblica' ? { from, to: from + 10 } : { percent: Math.round(p * 10) / 10 },
    ) as Cell<never>;
  };
  const count = (n: number): Cell<never> =>
    value(form === 'pubblica' ? { about: Math.round(n / 10) * 10 } : { exact: n }) as Cell<never>;
  const told = share !== null;
  return {
    zone,
    owner,
    day,
    households: told ? count(households) : held,
    inArrears: told ? count(Math.round((households * share) / 100)) : held,
    share: told ? tell(share) : held,
    above: THRESHOLDS.map((_, i) => (told && i < 3 ? tell(share * (0.9 - i * 0.2)) : held)),
    debt: told ? value({ from: 50_000, to: 100_000 }) : held,
    median: told ? value(share > 40 ? { from: 1_000, to: 4_000 } : { from: 300, to: 1_000 }) : held,
    perKm2: told
      ? (value(form === 'pubblica' ? { from: 100, to: 250 } : { perKm2: share * 4 }) as Cell<never>)
      : held,
    age: AGE_LIMITS.map(() => (told ? tell(share * 0.8) : held)),
  };
}

/** A release over a disk of fine cells around Milan; a third of them withheld. */
export function sampleRelease({
  cells = 600,
  seed = 1,
  form = 'pianificatore' as Form,
  simulated = true,
} = {}): Release<Form> {
  const random = seeded(seed);
  const rings = Math.ceil(Math.sqrt(cells / 3)) + 1;
  const fine = gridDisk(latLngToCell(45.4642, 9.19, RESOLUTIONS.fine), rings).slice(0, cells);
  const zones: Zone[] = [
    { id: '03', kind: 'regione', parent: null },
    { id: '015', kind: 'provincia', parent: '03' },
    { id: '015146', kind: 'comune', parent: '015' },
  ];
  const figures: Figures<Form>[] = zones.map(({ id }, i) => groupFigures(id, 9_000 - i * 1_000, 33.3, form));
  const coarse = new Set<string>();
  for (const h3 of fine) {
    const parent = cellToParent(h3, RESOLUTIONS.coarse);
    const parentId = `${parent}/015146/`;
    if (!coarse.has(parent)) {
      coarse.add(parent);
      zones.push({ id: parentId, kind: 'cella-7', parent: '015146', cell: parent });
      figures.push(groupFigures(parentId, 400, 20 + random() * 40, form));
    }
    const id = `${h3}/015146/`;
    // More in arrears towards the north-west, so that a picture has a shape.
    const [lat, lon] = cellToLatLng(h3);
    const share = 30 + (lat - 45.4642) * 300 - (lon - 9.19) * 200 + random() * 10;
    zones.push({ id, kind: 'cella-9', parent: parentId, cell: h3 });
    figures.push(
      groupFigures(
        id,
        20 + Math.floor(random() * 60),
        random() < 0.33 ? null : Math.min(95, Math.max(5, share)),
        form,
      ),
    );
  }
  return {
    format: 'atlante-erp/densita',
    version: 1,
    form,
    simulated,
    days: ['2026-06-30'],
    owners: ['Ente di prova'],
    rules: { households: 20, inArrears: 10, notInArrears: 10, dominance: [0.5, 0.75], protection: 10 },
    zones,
    figures,
  };
}
