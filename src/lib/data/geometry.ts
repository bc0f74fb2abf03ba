/** Decodes the boundaries' TopoJSON into what the map draws. */
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Municipality } from '$lib/schema/served';

type Shapes = FeatureCollection<Polygon | MultiPolygon, { istat_code?: string; name: string }>;

const decode = (topology: Topology, object: string): Shapes =>
  feature(topology, topology.objects[object] as GeometryCollection) as Shapes;

const labelPoint = (
  properties: Record<string, string | number>,
  [lon, lat]: [number, number],
): Feature<Point> => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [lon, lat] },
});

/** Collections by map source: municipalities and the borders between them, provinces, region, label points. */
export function decodeBoundaries(
  topology: Topology,
  municipalities: readonly Municipality[],
): Record<string, FeatureCollection> {
  const labels = municipalities.map((m) =>
    labelPoint({ name: m.name, population: m.population ?? 0 }, m.label),
  );
  const byProvince = new Map<string, Municipality[]>();
  for (const m of municipalities) byProvince.set(m.province, [...(byProvince.get(m.province) ?? []), m]);
  const provinceLabels = [...byProvince].map(([name, members]) => {
    // The area-weighted middle of the province's municipalities; a label needs no more.
    const weight = members.reduce((sum, m) => sum + m.area_km2, 0);
    const mean = (axis: 0 | 1) => members.reduce((sum, m) => sum + m.label[axis] * m.area_km2, 0) / weight;
    return labelPoint({ name }, [mean(0), mean(1)]);
  });
  return {
    comuni: decode(topology, 'comuni'),
    // Each border once: as outlines of two neighbours it would be drawn twice.
    'comuni-confini': {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: {},
          geometry: mesh(topology, topology.objects['comuni'] as GeometryCollection, (a, b) => a !== b),
        },
      ],
    },
    province: decode(topology, 'province'),
    regione: decode(topology, 'regione'),
    'comuni-etichette': { type: 'FeatureCollection', features: labels },
    'province-etichette': { type: 'FeatureCollection', features: provinceLabels },
  };
}
