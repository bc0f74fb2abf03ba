import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import mapshaper from 'mapshaper';
import type { Topology } from 'topojson-specification';
import { beforeEach, describe, expect, it } from 'vitest';
import { named, region, tables, type Region } from '../../../tests/fixtures/boundaries/region';
import { areaKm2, depth } from './geometry';
import { main } from './import';
import { partitionOf } from './partition';
import { MAX_DISTORTION, municipalitiesOf } from './simplify';

let dir: string;
beforeEach(() => {
  dir = tables();
});

/** Saves an input beside nothing else. */
function save(name: string, content: string | Uint8Array | object): string {
  const path = join(mkdtempSync(join(tmpdir(), 'input-')), name);
  writeFileSync(
    path,
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  );
  return path;
}

async function run(file: string, ...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await main([file, '--dir', dir, ...args], { LANG: 'it_IT.UTF-8' }, (line) => lines.push(line));
  return { code, text: lines.join('\n') };
}

const rows = (): Record<string, string>[] =>
  parse(readFileSync(join(dir, 'comuni.csv'), 'utf8'), { columns: true });
const topology = (name = 'comuni'): Topology =>
  JSON.parse(readFileSync(join(dir, `${name}.topo.json`), 'utf8')) as Topology;

/** The drawn region in another format, by mapshaper, under ISTAT's column names. */
async function converted(file: string, format: string, ...more: string[]): Promise<Uint8Array> {
  const commands = [
    ...['-i', 'in.json', 'name=Com01012023_WGS84', '-rename-fields', 'PRO_COM_T=istat_code,COMUNE=name'],
    ...[
      '-each',
      'COD_REG = +region_code, PRO_COM = +PRO_COM_T',
      '-drop',
      'fields=region_code,population,population_year',
    ],
    ...more,
    ...['-o', file, `format=${format}`, 'target=*'],
  ];
  const out = await mapshaper.applyCommands(commands, { 'in.json': JSON.stringify(withNeighbour()) });
  const content = out[file];
  if (content === undefined) throw new Error(`no ${file}`);
  return typeof content === 'string' ? Buffer.from(content) : content;
}

/** With a municipality of another region, as the national file has. */
function withNeighbour(): Region {
  const all = region();
  const outside = structuredClone(named(all, '012001'));
  outside.properties = { istat_code: '001001', name: 'Agliè', region_code: '01' };
  outside.geometry.coordinates = outside.geometry.coordinates.map((ring) =>
    ring.map(([x = 0, y = 0]) => [x - 1.5, y]),
  );
  all.features.push(outside);
  return all;
}

describe('a good file', () => {
  it('becomes topologies and a table', async () => {
    const { code, text } = await run(save('r.geojson', region()));
    expect(text).toContain('[7/7] Scrivo i file');
    expect(code).toBe(0);
    expect(rows().map((r) => r['istat_code'])).toEqual([
      ...['012001', '012002', '012003', '012144', '013003', '013004', '013005'],
    ]);
    expect(rows()[3]).toMatchObject({
      name: 'Bardello con Malgesso e Bregano',
      province_code: '012',
      province: 'Varese',
      population: String(1598 + 821 + 1215),
      population_year: '2023',
    });
    const t = topology();
    expect(Object.keys(t.objects)).toEqual(['comuni', 'province', 'regione']);
    const { geometries } = t.objects['province'] as unknown as { geometries: object[] };
    expect(geometries).toMatchObject([
      { id: '012', properties: { istat_code: '012', name: 'Varese' } },
      { id: '013', properties: { istat_code: '013', name: 'Como' } },
    ]);
  });

  it('keeps areas, borders and labels', async () => {
    await run(save('r.geojson', region()));
    const areas = municipalitiesOf(topology());
    for (const row of rows()) {
      const area = areas.get(row['istat_code'] ?? '') ?? null;
      expect(Math.abs(areaKm2(area) / Number(row['area_km2']) - 1)).toBeLessThanOrEqual(MAX_DISTORTION);
      expect(depth(area, Number(row['label_lon']), Number(row['label_lat']))).toBeGreaterThan(500);
    }
    const p = partitionOf(topology(), 'comuni');
    expect(p).toMatchObject({ badRings: [], crossing: [], touching: [] });
    expect(p.outline).toHaveLength(1);
    expect(Math.abs(p.outline[0]?.area2 ?? 0)).toBe(p.area2);
  });

  it('is only read when the new municipality is there already', async () => {
    await run(save('r.geojson', region()));
    const merged = await mapshaper.applyCommands(
      ['-i', 'in.json', '-rename-fields', 'istat_code=code', '-o', 'out.json', 'format=geojson'],
      {
        'in.json': JSON.stringify({
          type: 'FeatureCollection',
          features: [...municipalitiesOf(topology())].map(([code, geometry]) => ({
            type: 'Feature',
            properties: { code, name: code, region_code: '03' },
            geometry,
          })),
        }),
      },
    );
    const { code, text } = await run(save('m.geojson', String(merged['out.json'])));
    expect(text).not.toContain('012009');
    expect(code).toBe(0);
    expect(rows()).toHaveLength(7);
  });

  it.each([
    [
      'shapefile zip of ISTAT in EPSG:32632',
      'x.zip',
      'shapefile',
      ['-dissolve', 'COD_REG', '+', 'name=Reg01012023_WGS84', '-proj', 'EPSG:32632', 'target=*'],
    ],
    ['GeoParquet in EPSG:32632', 'x.parquet', 'geoparquet', ['-proj', 'EPSG:32632']],
    ['TopoJSON', 'x.topojson', 'topojson', []],
  ] as const)('may be %s', async (_, file, format, more) => {
    await run(save('r.geojson', region()));
    const before = rows();
    const { code, text } = await run(save(file, await converted(file, format, ...more)));
    expect(text).toContain('popolazione di 7 comuni tenuti da comuni.csv di prima');
    expect(code).toBe(0);
    rows().forEach((row, i) => {
      expect(row['istat_code']).toBe(before[i]?.['istat_code']);
      expect(row['population']).toBe(before[i]?.['population']);
      expect(Number(row['area_km2'])).toBeCloseTo(Number(before[i]?.['area_km2']), 1);
    });
  });

  it('may be GeoJSON in EPSG:32632 that says so', async () => {
    const json = JSON.parse(
      Buffer.from(await converted('x.json', 'geojson', '-proj', 'EPSG:32632')).toString(),
    ) as object;
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32632' } };
    expect((await run(save('x.geojson', { ...json, crs }))).code).toBe(0);
  });

  it('takes its population from --population, old codes summed', async () => {
    const codes = ['012001', '012002', '012003', '012009', '012018', '012095', '013003', '013004'];
    const people = ['istat_code,population,year', ...codes.map((c, i) => `${c},${100 + i},2024`)].join('\n');
    const r = region();
    for (const f of r.features) delete f.properties.population;
    const { code, text } = await run(save('r.geojson', r), '--population', save('p.csv', people));
    expect(code).toBe(0);
    expect(rows()[3]).toMatchObject({ istat_code: '012144', population: '312', population_year: '2024' });
    expect(rows()[6]).toMatchObject({ istat_code: '013005', population: '', population_year: '' });
    expect(text).toContain('ATTENZIONE: senza popolazione 013005');
  });

  it('gives the same bytes twice', async () => {
    const file = save('r.geojson', region());
    await run(file);
    const first = readFileSync(join(dir, 'comuni.topo.json'), 'utf8');
    await run(file);
    expect(readFileSync(join(dir, 'comuni.topo.json'), 'utf8')).toBe(first);
  });
});

/** Spoils one ring of one municipality. */
function spoil(code: string, change: (ring: number[][]) => number[][]): Region {
  const r = region();
  const { geometry } = named(r, code);
  geometry.coordinates = geometry.coordinates.map((ring) => change(ring));
  return r;
}

const without = (...codes: string[]): Region => {
  const r = region();
  return { ...r, features: r.features.filter((f) => !codes.includes(String(f.properties.istat_code))) };
};

const moved = (r: Region, move: (x: number, y: number) => number[]): Region => ({
  ...r,
  features: r.features.map((f) => ({
    ...f,
    geometry: {
      ...f.geometry,
      coordinates: f.geometry.coordinates.map((ring) => ring.map(([x = 0, y = 0]) => move(x, y))),
    },
  })),
});

const recoded = (code: (old: string) => string | number): Region => {
  const r = region();
  for (const f of r.features) f.properties.istat_code = code(String(f.properties.istat_code));
  return r;
};

/** A parcel of about 1.5 km² cut from (or added to) the middle of the central municipality. */
const dented = (depthDegrees: number): Region =>
  spoil('012002', (ring) =>
    ring.map(([x = 0, y = 0], i) => (i > 24 && i < 48 ? [x + depthDegrees, y] : [x, y])),
  );

describe('a wrong file', () => {
  const cases: [string, () => string, string[]][] = [
    [
      'without a municipality',
      () => save('r.geojson', without('012001')),
      ['Numero di comuni diverso', 'Atteso: 7 comuni al 2023-01-01', 'Trovato: 6', '012001 Agra', '--date'],
    ],
    [
      'with numeric codes',
      () => save('r.geojson', recoded(Number)),
      ['Codici ISTAT non validi', '012001', '12009', 'PRO_COM_T'],
    ],
    [
      'with codes that lost their zero',
      () =>
        save(
          'r.geojson',
          recoded((c) => c.replace(/^0/, '')),
        ),
      ['Codici ISTAT non validi', '"12009"'],
    ],
    [
      'with a code twice',
      () =>
        save(
          'r.geojson',
          recoded((c) => (c === '012003' ? '012002' : c)),
        ),
      ['Codici ripetuti', '012002'],
    ],
    [
      'in metres that says nothing',
      () =>
        save(
          'r.geojson',
          moved(region(), (x, y) => [x * 55_000, y * 110_000]),
        ),
      ['Sistema di riferimento', 'Trovato: x 49', 'EPSG:4326'],
    ],
    [
      'with swapped axes',
      () =>
        save(
          'r.geojson',
          moved(region(), (x, y) => [y, x]),
        ),
      ['Sistema di riferimento', 'scambiate'],
    ],
    [
      'elsewhere',
      () =>
        save(
          'r.geojson',
          moved(region(), (x, y) => [x + 3, y]),
        ),
      ['Sistema di riferimento', 'Trovato: x 11.998 – 12.182'],
    ],
    [
      'truncated',
      () => save('r.geojson', JSON.stringify(region()).slice(0, 9000)),
      ['Il file non si legge', 'troncato'],
    ],
    [
      'that is another kind of JSON',
      () => save('r.json', { type: 'Feature' }),
      ['Il file non si legge', '"Feature"'],
    ],
    ['a broken zip', () => save('r.zip', 'PK nothing'), ['Il file non si legge', 'r.zip']],
    ['a broken parquet', () => save('r.parquet', 'PAR1 nothing'), ['Il file non si legge', 'r.parquet']],
    [
      'of another region',
      () => save('r.geojson', { ...region(), features: withNeighbour().features.slice(-1) }),
      ['Nessun comune della Lombardia', 'Trovato: regioni o province 01'],
    ],
    [
      'of provinces',
      () =>
        save('r.geojson', {
          ...region(),
          features: region().features.map((f) => ({ ...f, properties: { COD_REG: 3, DEN_UTS: 'x' } })),
        }),
      ['Manca lo strato dei comuni', 'DEN_UTS'],
    ],
    [
      'with overlapping municipalities',
      () => save('r.geojson', dented(0.006)),
      ['si sovrappongono', '012002 Albizzate + 013004'],
    ],
    [
      'with a gap',
      () => save('r.geojson', dented(-0.006)),
      ['Buchi tra i comuni', 'lon 9.1', 'enclaves.csv'],
    ],
    [
      'with a ring that crosses itself',
      () =>
        save(
          'r.geojson',
          spoil('013005', (ring) =>
            ring.map((p, i) => (i === 60 ? [9.3, 45.5] : i === 61 ? [9.1, 45.6] : p)),
          ),
        ),
      ['Trovato: '],
    ],
    [
      'with a ring of three points',
      () =>
        save(
          'r.geojson',
          spoil('012003', (ring) => [ring[0] ?? [], ring[9] ?? [], ring[0] ?? []]),
        ),
      ['Geometrie non valide', '012003'],
    ],
    [
      'without a name',
      () => {
        const r = region();
        named(r, '012001').properties.name = ' ';
        return save('r.geojson', r);
      },
      ['Comuni senza nome', '012001'],
    ],
    [
      'without old or new of a merger',
      () => save('r.geojson', without('012009', '012018', '012095')),
      ['Fusione del 2023-01-01', 'né il nuovo né i vecchi', '012144'],
    ],
    [
      'with some of the merged',
      () => save('r.geojson', without('012018')),
      ['solo una parte dei vecchi', '012018'],
    ],
    [
      'with old and new',
      () =>
        save(
          'r.geojson',
          recoded((c) => (c === '013005' ? '012144' : c)),
        ),
      ['il nuovo e anche i vecchi', 'togliere'],
    ],
    [
      'with an unknown province',
      () =>
        save(
          'r.geojson',
          recoded((c) => c.replace(/^013/, '014')),
        ),
      ['Province diverse', 'sconosciute: 014'],
    ],
    ['that is not there', () => '/nowhere/r.geojson', ['Il file non c’è', '/nowhere/r.geojson']],
    ['of unknown format', () => save('r.dwg', 'x'), ['Formato non riconosciuto', '.zip']],
  ];

  it.each(cases)('%s', async (_, file, parts) => {
    await run(save('good.geojson', region()));
    const before = readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]);
    const { code, text } = await run(file());
    expect(code).toBe(1);
    for (const part of parts) expect(text).toContain(part);
    for (const label of ['Atteso: ', 'Trovato: ', 'Rimedio: ', 'Nessun file è stato cambiato.'])
      expect(text).toContain(label);
    expect(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')])).toEqual(before);
  });

  it('of a date without a row', async () => {
    const { code, text } = await run(save('r.geojson', region()), '--date', '2027-01-01');
    expect(code).toBe(1);
    expect(text).toContain('una riga 2027-01-01 in expected.csv');
    expect(text).toContain('solo 2023-01-01');
    expect(existsSync(join(dir, 'comuni.csv'))).toBe(false);
  });

  it('of another area', async () => {
    const path = join(dir, 'expected.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/2023-01-01,7,2,.*/, '2023-01-01,7,2,300'));
    expect((await run(save('r.geojson', region()))).text).toContain('Superficie diversa');
  });

  it('is named in English too', async () => {
    const { code, text } = await run(save('r.geojson', recoded(Number)), '--lang', 'en');
    expect(code).toBe(1);
    expect(text).toMatch(/Expected: text of six digits.*\n.*Found: 12009.*\n.*To mend: /);
  });
});

describe('slivers and enclaves', () => {
  it('repairs slivers and says so', async () => {
    const { code, text } = await run(save('r.geojson', dented(-0.000005)));
    expect(text).toContain('schegge riparate: ');
    expect(code).toBe(0);
    expect(partitionOf(topology(), 'comuni').crossing).toEqual([]);
  });

  it('accepts a gap that is an enclave', async () => {
    const gap = dented(-0.006);
    const message = (await run(save('r.geojson', gap))).text;
    const [, km2] = /Trovato: ([\d,]+) km²/.exec(message) ?? [];
    const size = Number(km2?.replace(',', '.'));
    writeFileSync(join(dir, 'enclaves.csv'), `name,lon,lat,area_km2,note\nEnclave,9.1165,45.49,${size},\n`);
    const { text } = await run(save('r.geojson', gap));
    expect(text).not.toContain('Buchi tra i comuni');
  });
});
