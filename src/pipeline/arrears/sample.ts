/**
 * `npm run arrears:sample -- --rows N --seed S [--out FILE]`: a synthetic ledger, to try the way in at any size. The same
 * options give the same bytes. Every row says `simulato=si`, so that whatever is made from it says so too.
 *
 * Its shape follows the documents (data/observations/arrears.csv), not any person: shares in arrears from 25 % (Cesano) and
 * 33 % (Sondrio, Cologno) over 43 % (ALER at Ponte Lambro), 53 % (Cremona, Giussano) and 58 % (Lunetta) to 82 % (Comune at
 * Ponte Lambro); two debts in three above 4,000 EUR at Giussano, 32 % to 53 % above 5,000 EUR at Brescia; the owners of
 * the region (five ALER, MM for Milano, other municipalities) by rough stock.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readGround, type Ground } from './frame';

const DATA = fileURLToPath(new URL('../../../data', import.meta.url));

/** Owner, provinces, share of the region's dwellings, share in arrears away from the documented areas. */
export const OWNERS = [
  { name: 'ALER Milano', provinces: ['015'], stock: 0.33, arrears: 0.38 },
  { name: 'MM per il Comune di Milano', provinces: ['015'], only: '015146', stock: 0.17, arrears: 0.45 },
  {
    name: 'ALER Varese-Como-Monza Brianza-Busto Arsizio',
    provinces: ['012', '013', '108'],
    stock: 0.13,
    arrears: 0.31,
  },
  { name: 'ALER Brescia-Cremona-Mantova', provinces: ['017', '019', '020'], stock: 0.13, arrears: 0.33 },
  { name: 'ALER Bergamo-Lecco-Sondrio', provinces: ['016', '097', '014'], stock: 0.09, arrears: 0.29 },
  { name: 'ALER Pavia-Lodi', provinces: ['018', '098'], stock: 0.06, arrears: 0.34 },
  {
    name: 'Altri Comuni',
    provinces: ['012', '013', '014', '015', '016', '017', '018', '019', '020', '097', '098', '108'],
    stock: 0.09,
    arrears: 0.28,
  },
] as const;

/** Share in arrears that the documents tell of an area; the others take their owner's and a bit. */
const DOCUMENTED: Readonly<Record<string, number>> = {
  'so-piastra': 0.3367,
  'cesano-tessera': 0.25,
  'cologno-pirandello-8': 0.56,
  'cologno-lombardia': 0.33,
  'mi-pontelambro': 0.6,
  'bs-exzanoletti': 0.77,
  'bs-smeraldo': 0.46,
  'cr-zaist': 0.53,
  'mn-lunetta': 0.578,
  'giussano-ovest': 0.53,
};

/** Values that stand nowhere else: planted by `--canary`, searched for in everything that a run leaves behind. */
export const CANARIES = {
  dwelling: ['CANARINO-7F3A91', 'CANARINO-2D8E55', 'CANARINO-C04B17', 'CANARINO-91E6AA', 'CANARINO-5B20FD'],
  building: ['CANARINO-EDIFICIO-6604'],
  band: ['canarino-fascia-8812'],
  /** Debts in euro with a decimal point. */
  debt: ['7717.13', '8819.37', '9923.71'],
  coordinate: ['46.41380719', '9.70371913', '45.06172917', '10.91713719'],
  since: ['1987-03-09', '1991-11-23'],
  /** Stands where numbers, dates and codes should: rows that are refused. */
  broken: ['CANARINO-DEBITO', 'CANARINO-DATA', 'CANARINO-STATO', 'CANARINO-ISTAT', 'CANARINO-AREA'],
} as const;

export interface SampleOptions {
  rows: number;
  seed: number;
  days: readonly string[];
  /** Semicolon, decimal comma, dd/mm/yyyy; or comma, point, ISO. */
  style: 'it' | 'en';
  /** Only this owner's rows, the same as in the whole. */
  owner: string | null;
  canary: boolean;
}

/** A small generator with a good spread (sfc32 would do too); numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const HEADER = [
  'codice_alloggio',
  'codice_edificio',
  'lat',
  'lon',
  'codice_istat',
  'area_id',
  'ente_proprietario',
  'stato_contratto',
  'fascia_canone',
  'debito_eur',
  'debito_dal',
  'data_riferimento',
  'simulato',
];

/** The ledger, a building at a time. Shapes: text with line ends, header first. */
export function* sample(options: SampleOptions, ground: Ground): Generator<string> {
  const { rows, seed, days, style, canary } = options;
  const random = mulberry32(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  const separator = style === 'it' ? ';' : ',';
  const number = (value: number, digits: number): string => {
    const s = value.toFixed(digits);
    return style === 'it' ? s.replace('.', ',') : s;
  };
  const date = (iso: string): string =>
    style === 'it' ? `${iso.slice(8)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}` : iso;
  const line = (cells: readonly string[]): string => `${cells.join(separator)}\n`;

  yield line(HEADER);
  let left = rows;
  if (canary) {
    const planted = canaryRows(date, style, days[0] ?? '2026-06-30');
    for (const cells of planted) yield line(cells);
    left -= planted.length;
  }

  // Where each owner's buildings may be: municipalities by people, and the areas of data/areas.csv as clusters.
  const towns = ground.boundaries.municipalities;
  const choices = OWNERS.map((owner) => {
    const own = towns.filter((t) =>
      'only' in owner ? t.istat_code === owner.only : owner.provinces.some((p) => p === t.province_code),
    );
    let sum = 0;
    // Small places have little public housing.
    const cumulative = own.map((t) => (sum += Math.max(0, (t.population ?? 0) - 1_500) ** 1.1));
    const areas = [...ground.points].filter(([id]) =>
      own.some((t) => t.istat_code === ground.frame.areas.get(id)?.istat),
    );
    return { owner, own, cumulative, sum, areas };
  });
  let building = 0;

  while (left > 0) {
    // Owner by stock.
    let at = random();
    const choice = choices.find((c) => (at -= c.owner.stock) < 0) ?? choices[0];
    if (!choice) return;
    const { owner, own, cumulative, sum, areas } = choice;
    building++;

    // One building in six is in a documented area.
    let istat: string;
    let area = '';
    let lat: number;
    let lon: number;
    const inArea = areas.length > 0 && random() < 0.16;
    if (inArea) {
      const [id, point] = pick(areas);
      area = id;
      istat = ground.frame.areas.get(id)?.istat ?? '';
      const spread = Math.min(250, Math.max(40, point.error_m / 2)) / 111_195;
      lat = point.lat + normal() * spread;
      lon = point.lon + normal() * spread * 1.4;
    } else {
      const r = random() * sum;
      let low = 0;
      let high = cumulative.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((cumulative[middle] ?? 0) < r) low = middle + 1;
        else high = middle;
      }
      const town = own[low];
      if (!town) return;
      istat = town.istat_code;
      // Housing stands in estates: a few spots in each town, more in larger ones.
      const spots = 1 + Math.floor(Math.sqrt((town.population ?? 0) / 6_000));
      const spot = mulberry32(Number(istat) * 131 + Math.floor(random() * spots));
      const radius = Math.min(4_500, 250 + Math.sqrt(town.population ?? 0) * 5) / 111_195;
      const angle = 2 * Math.PI * spot();
      const far = radius * Math.sqrt(spot());
      lat = town.label[1] + Math.sin(angle) * far + normal() * 0.0009;
      lon = town.label[0] + Math.cos(angle) * far * 1.4 + normal() * 0.0013;
      if (ground.locator.distance(istat, lat, lon) > 0) [lon, lat] = town.label;
    }
    const share = Math.min(
      0.9,
      Math.max(0.05, (DOCUMENTED[area] ?? owner.arrears + (inArea ? 0.1 : 0)) + normal() * 0.07),
    );
    const deep = inArea ? 3_600 : 2_300;
    const dwellings = 4 + Math.floor(random() ** 2 * 76);
    const code = `${istat}-${String(building).padStart(6, '0')}`;
    const place = [number(lat, 6), number(lon, 6), istat, area, owner.name];
    let text = '';
    for (let d = 1; d <= dwellings && left > 0; d++) {
      const fixed = [`${code}-${String(d).padStart(3, '0')}`, code, ...place];
      const state = random();
      const band = random() < 0.45 ? 'protezione' : random() < 0.6 ? 'accesso' : 'permanenza';
      let owes = random() < share;
      let debt = owes ? Math.exp(Math.log(deep) + 1.25 * normal()) : 0;
      const since = 1 + Math.floor(-Math.log(1 - random()) * 26);
      for (const [n, day] of days.entries()) {
        if (left <= 0) break;
        left--;
        // From a snapshot to the next, some pay, some fall behind, most owe a little more.
        if (n > 0) {
          if (random() < 0.06) {
            owes = !owes;
            debt = owes ? 150 + random() * 900 : 0;
          } else if (owes) debt *= 0.9 + random() * 0.25;
        }
        if (state >= 0.86) {
          text += line([
            ...fixed,
            state < 0.95 ? 'sfitto' : 'cessato',
            '',
            number(0, 2),
            '',
            date(day),
            'si',
          ]);
          continue;
        }
        const euro = Math.min(99_000, Math.max(0.5, debt));
        const told = owes && random() < 0.93;
        text += line([
          ...fixed,
          ...['attivo', band, number(owes ? euro : 0, 2), told ? date(monthsBefore(day, since)) : ''],
          ...[date(day), 'si'],
        ]);
      }
    }
    if (options.owner === null || options.owner === owner.name) yield text;
  }
}

function monthsBefore(day: string, months: number): string {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - Math.min(months, 240);
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}

/** Rows with CANARIES in every kind of cell: some are counted, some are refused. */
function canaryRows(date: (iso: string) => string, style: 'it' | 'en', day: string): string[][] {
  const { dwelling, building, band, debt, coordinate, since, broken } = CANARIES;
  const number = (s: string): string => (style === 'it' ? s.replace('.', ',') : s);
  const owner = OWNERS[4].name;
  const row = (i: number, changes: Partial<Record<number, string>>): string[] => {
    const cells = [
      ...[dwelling[i % dwelling.length] ?? '', building[0]],
      ...[number(coordinate[0]), number(coordinate[1]), '', '', owner, 'attivo', band[0]],
      ...[number(debt[i % debt.length] ?? ''), date(since[i % since.length] ?? ''), date(day), 'si'],
    ];
    return cells.map((cell, c) => changes[c] ?? cell);
  };
  const mantova = { 2: number(coordinate[2]), 3: number(coordinate[3]), 6: OWNERS[3].name };
  return [
    // Alone in its municipality, and two in theirs.
    row(0, {}),
    row(1, mantova),
    row(2, mantova),
    row(3, { 9: broken[0] }),
    row(3, { 10: broken[1] }),
    row(3, { 7: broken[2] }),
    row(4, { 4: broken[3] }),
    row(4, { 5: broken[4] }),
    row(0, {}),
  ];
}

const USAGE = {
  it: `uso: npm run arrears:sample -- --rows N [--seed S] [--out FILE] [--days 2025-12-31,2026-06-30]
       [--style it|en] [--only ENTE] [--canary] [--lang it|en]`,
  en: `usage: npm run arrears:sample -- --rows N [--seed S] [--out FILE] [--days 2025-12-31,2026-06-30]
       [--style it|en] [--only OWNER] [--canary] [--lang it|en]`,
};

/** Writes all of a text to a file descriptor, however much it takes at once. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      // A full pipe: try again.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

/** Runs the command line; returns the exit code. */
export function main(
  argv: readonly string[],
  env: Record<string, string | undefined>,
  say = (text: string): void => void process.stderr.write(`${text}\n`),
): 0 | 1 | 2 {
  const options = new Map<string, string>();
  const asked = argv.includes('en') && argv[argv.indexOf('en') - 1] === '--lang';
  const lang = asked || env['LANG']?.toLowerCase().startsWith('en') ? 'en' : 'it';
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? '';
    if (arg === '--canary') options.set(arg, '');
    else if (/^--(rows|seed|out|days|style|only|lang)$/.test(arg) && argv[i + 1] !== undefined)
      options.set(arg, argv[++i] ?? '');
    else {
      say(USAGE[lang]);
      return 2;
    }
  }
  const rows = Number(options.get('--rows') ?? NaN);
  const seed = Number(options.get('--seed') ?? 1);
  const days = (options.get('--days') ?? '2026-06-30').split(',');
  const style = options.get('--style') ?? 'it';
  if (
    !Number.isSafeInteger(rows) ||
    rows < 1 ||
    rows > 100_000_000 ||
    !Number.isSafeInteger(seed) ||
    !days.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)) ||
    (style !== 'it' && style !== 'en')
  ) {
    say(USAGE[lang]);
    return 2;
  }
  const path = options.get('--out');
  let fd: number;
  try {
    fd = path === undefined ? 1 : openSync(path, 'w');
  } catch {
    say(lang === 'it' ? `non si può scrivere ${path ?? ''}` : `cannot write ${path ?? ''}`);
    return 1;
  }
  let text = '';
  try {
    const made = sample(
      { rows, seed, days, style, owner: options.get('--only') ?? null, canary: options.has('--canary') },
      readGround(DATA),
    );
    for (const block of made) {
      text += block;
      if (text.length > 1 << 20) {
        writeAll(fd, text);
        text = '';
      }
    }
    writeAll(fd, text);
  } catch (error) {
    // The reader of a pipe may have had enough.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  } finally {
    if (fd !== 1) closeSync(fd);
  }
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = main(process.argv.slice(2), process.env);
