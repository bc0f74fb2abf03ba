/** Decodes the boundaries' TopoJSON into what the map draws. */
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Point, Polygon } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import type { Municipality } from '$lib/schema/served';

type Shapes = FeatureCollection<Polygon | MultiPolygon, { istat_code?: string; name?: string }>;

const decode = (topology: Topology, object: string): Shapes =>
  feature(topology, topology.objects[object] as GeometryCollection) as Shapes;

/** With their codes alone: all that a feature carries is read again in each tile whenever its state changes. */
const bare = ({ features }: Shapes): Shapes => ({
  type: 'FeatureCollection',
  features: features.map((f) => ({ ...f, properties: { istat_code: f.properties.istat_code ?? '' } })),
});

const labelPoint = (
  properties: Record<string, string | number>,
  [lon, lat]: [number, number],
): Feature<Point> => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [lon, lat] },
});

/** The area-weighted middle of municipalities, by their labels; null of none. Enough for a label, or to look there. */
export function middleOf(members: readonly Municipality[]): [number, number] | null {
  const weight = members.reduce((sum, m) => sum + m.area_km2, 0);
  const mean = (axis: 0 | 1) => members.reduce((sum, m) => sum + m.label[axis] * m.area_km2, 0) / weight;
  return weight > 0 ? [mean(0), mean(1)] : null;
}

/** What a border divides, from the finest. */
export const BORDER_LEVELS = ['comune', 'provincia', 'regione'] as const;
export type BorderLevel = (typeof BORDER_LEVELS)[number];

const provinceOf = ({ properties }: GeometryObject): string =>
  String((properties as { istat_code?: string } | undefined)?.istat_code).slice(0, 3);

const levelOf = (a: GeometryObject, b: GeometryObject): BorderLevel =>
  a === b ? 'regione' : provinceOf(a) === provinceOf(b) ? 'comune' : 'provincia';

/** Each border once, under the highest level that it divides: as outlines of neighbours it would be drawn up to six times. */
const borders = (topology: Topology): Feature<MultiLineString, { level: BorderLevel }>[] =>
  BORDER_LEVELS.map((level) => ({
    type: 'Feature',
    properties: { level },
    geometry: mesh(
      topology,
      topology.objects['comuni'] as GeometryCollection,
      (a, b) => levelOf(a, b) === level,
    ),
  }));

/** Collections by map source: municipalities, the borders between them, the region's ground, label points. */
export function decodeBoundaries(
  topology: Topology,
  municipalities: readonly Municipality[],
): Record<string, FeatureCollection> {
  const labels = municipalities.map((m) =>
    labelPoint({ name: m.name, population: m.population ?? 0 }, m.label),
  );
  const byProvince = new Map<string, Municipality[]>();
  for (const m of municipalities) byProvince.set(m.province, [...(byProvince.get(m.province) ?? []), m]);
  const provinceLabels = [...byProvince].flatMap(([name, members]) => {
    const middle = middleOf(members);
    return middle ? [labelPoint({ name }, middle)] : [];
  });
  return {
    comuni: bare(decode(topology, 'comuni')),
    confini: { type: 'FeatureCollection', features: borders(topology) },
    regione: decode(topology, 'regione'),
    'comuni-etichette': { type: 'FeatureCollection', features: labels },
    'province-etichette': { type: 'FeatureCollection', features: provinceLabels },
  };
}
