/** The committed boundaries: what the importer promised, read again from the files alone. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { areaKm2, depth } from '../../src/pipeline/boundaries/geometry';
import { gridArcs, partitionOf, ringPoints, ringsOf } from '../../src/pipeline/boundaries/partition';
import {
  DETAIL_BYTES,
  DETAIL_POINTS,
  MAX_DISTORTION,
  municipalitiesOf,
  OVERVIEW_BYTES,
  OVERVIEW_GRID,
  OVERVIEW_MAX_DISTORTION,
} from '../../src/pipeline/boundaries/simplify';
import { readTables } from '../../src/pipeline/boundaries/tables';

const DIR = 'data/boundaries';
const file = (name: string): string => readFileSync(`${DIR}/${name}`, 'utf8');
const report = JSON.parse(file('import.json')) as {
  reference_date: string;
  area_km2: number;
  population: number;
  detail: { points: number; gzip_bytes: number; distortion_max: number };
};
const tables = readTables(DIR, report.reference_date);
const rows = parse<Record<string, string>>(file('comuni.csv'), { columns: true });
const detail = JSON.parse(file('comuni.topo.json')) as Topology;
const overview = JSON.parse(file('overview.topo.json')) as Topology;
const geometries = (topology: Topology, name: string) =>
  (topology.objects[name] as GeometryCollection<{ istat_code: string; name: string }>).geometries;
const ids = (topology: Topology, name: string): string[] =>
  geometries(topology, name).map((g) => String(g.id));
const sum = (column: string): number => rows.reduce((total, row) => total + Number(row[column]), 0);

describe('comuni.csv', () => {
  it('has the municipalities and provinces of the reference date', () => {
    expect(report.reference_date).toBe('2023-01-01');
    expect(rows).toHaveLength(1504);
    expect(rows).toHaveLength(tables.expected.municipalities);
    expect(new Set(rows.map((r) => r['province_code'])).size).toBe(12);
  });

  it('has codes as text with leading zeros, sorted, once each', () => {
    const codes = rows.map((r) => r['istat_code'] ?? '');
    for (const code of codes) expect(code).toMatch(/^(01[2-9]|020|09[78]|108)\d{3}$/);
    expect(codes).toEqual([...new Set(codes)].sort());
    for (const row of rows) {
      expect(row['istat_code']?.slice(0, 3)).toBe(row['province_code']);
      expect(row['province']).toBe(tables.provinces.get(row['province_code'] ?? ''));
      expect(row['name']).toMatch(/^\S.*\S$/);
    }
  });

  it('has the area and the people of the region', () => {
    expect(Math.abs(sum('area_km2') - 23_862)).toBeLessThan(1);
    expect(sum('area_km2')).toBeCloseTo(report.area_km2, 1);
    expect(sum('population')).toBe(report.population);
    expect(rows.find((r) => r['istat_code'] === '015146')).toMatchObject({
      name: 'Milano',
      population: '1354196',
    });
    for (const row of rows) expect(row['population']).toMatch(/^[1-9]\d*$/);
  });

  it('has Bardello con Malgesso e Bregano, and not the three it replaced', () => {
    expect(rows.find((r) => r['istat_code'] === '012144')).toMatchObject({
      name: 'Bardello con Malgesso e Bregano',
      area_km2: '7.7794',
    });
    const merged = tables.mergers.flatMap((m) => m.old_codes);
    expect(merged).toEqual(['012009', '012018', '012095']);
    expect(rows.filter((r) => merged.includes(r['istat_code'] ?? ''))).toEqual([]);
  });
});

describe('comuni.topo.json', () => {
  const areas = municipalitiesOf(detail);

  it('has the same places as the table, with their names', () => {
    expect(Object.keys(detail.objects)).toEqual(['comuni', 'province', 'regione']);
    expect(geometries(detail, 'comuni').map((g) => ({ id: g.id, properties: g.properties }))).toEqual(
      rows.map((r) => ({
        id: r['istat_code'],
        properties: { istat_code: r['istat_code'], name: r['name'] },
      })),
    );
    expect(
      geometries(detail, 'province').map((g) => [g.id, (g.properties as { name?: string }).name]),
    ).toEqual([...tables.provinces]);
    expect(geometries(detail, 'regione')).toMatchObject([
      { id: '03', properties: { istat_code: '03', name: 'Lombardia' } },
    ]);
  });

  it.each(['comuni', 'province', 'regione'])('%s: valid rings, no overlap, no gap', (name) => {
    const p = partitionOf(detail, name);
    expect(p).toMatchObject({ badRings: [], crossing: [], touching: [] });
    // Whole numbers: the parts add up to the whole exactly, or not at all.
    const outline = p.outline.map((ring) => ring.area2);
    expect(outline.every((area2) => Math.sign(area2) === Math.sign(outline[0] ?? 0))).toBe(true);
    expect(Math.abs(outline.reduce((total, area2) => total + area2, 0))).toBe(p.area2);
    expect(p.area2).toBe(partitionOf(detail, 'regione').area2);
  });

  it('draws each province with the arcs of its own municipalities', () => {
    const arcsOf = (g: Parameters<typeof ringsOf>[0]): number[] =>
      ringsOf(g)
        .flat(2)
        .map((ref) => (ref < 0 ? ~ref : ref));
    for (const province of geometries(detail, 'province')) {
      const own = new Set(
        geometries(detail, 'comuni')
          .filter((g) => String(g.id).startsWith(String(province.id)))
          .flatMap(arcsOf),
      );
      expect(arcsOf(province).filter((arc) => !own.has(arc))).toEqual([]);
    }
  });

  it('distorts no municipality beyond the limit', () => {
    const shares = rows.map((r) =>
      Math.abs(areaKm2(areas.get(r['istat_code'] ?? '') ?? null) / Number(r['area_km2']) - 1),
    );
    expect(Math.max(...shares)).toBeLessThanOrEqual(MAX_DISTORTION);
    expect(Math.max(...shares)).toBeCloseTo(report.detail.distortion_max, 3);
  });

  it('has each label well inside its municipality', () => {
    for (const row of rows) {
      const inside = depth(
        areas.get(row['istat_code'] ?? '') ?? null,
        Number(row['label_lon']),
        Number(row['label_lat']),
      );
      const radius = Math.sqrt((Number(row['area_km2']) * 1e6) / Math.PI);
      expect(inside / radius, row['name']).toBeGreaterThan(0.25);
    }
  });

  it('is light enough', () => {
    expect(gzipSync(file('comuni.topo.json'), { level: 9 }).length).toBeLessThanOrEqual(DETAIL_BYTES);
    const points = detail.arcs.reduce((total, arc) => total + arc.length, 0);
    expect(points).toBe(report.detail.points);
    expect(points).toBeLessThanOrEqual(DETAIL_POINTS);
  });
});

describe('overview.topo.json', () => {
  it('has every place, none lost', () => {
    for (const name of ['comuni', 'province', 'regione'])
      expect(ids(overview, name)).toEqual(ids(detail, name));
  });

  it('has closed rings with an area, and no place out of all measure', () => {
    const arcs = gridArcs(overview, OVERVIEW_GRID.parts);
    for (const g of geometries(overview, 'comuni'))
      for (const ring of ringsOf(g).flat()) {
        const points = ringPoints(ring, arcs);
        expect(points.length).toBeGreaterThanOrEqual(4);
        expect(points.at(-1)).toEqual(points[0]);
      }
    const areas = municipalitiesOf(overview);
    for (const row of rows) {
      const area = areaKm2(areas.get(row['istat_code'] ?? '') ?? null);
      expect(Math.abs(area / Number(row['area_km2']) - 1)).toBeLessThanOrEqual(
        OVERVIEW_MAX_DISTORTION + 0.001,
      );
    }
  });

  it('is lighter still', () => {
    expect(gzipSync(file('overview.topo.json'), { level: 9 }).length).toBeLessThanOrEqual(OVERVIEW_BYTES);
  });
});

describe('README.md', () => {
  it('states the figures that were measured', () => {
    const it = new Intl.NumberFormat('it-IT', { useGrouping: 'always' });
    const readme = file('README.md');
    expect(readme).toContain(it.format(report.population));
    expect(readme).toContain(it.format(report.detail.points));
    expect(readme).toContain(it.format(report.detail.gzip_bytes));
  });
});
