/** Outlines for pages that draw a map while they are built. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MultiLineString, MultiPolygon, Polygon } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, GeometryObject } from 'topojson-specification';
import { boundsOf, type Bounds } from '$lib/domain/svgmap';
import { checkShape } from './load';

export interface Outlines {
  municipalities: { code: string; geometry: Polygon | MultiPolygon; bounds: Bounds }[];
  region: (Polygon | MultiPolygon)[];
  /** Borders between provinces, each once. */
  provinces: MultiLineString;
}

export function readOutlines(): Outlines {
  // The map's own boundaries: the coarse overview shares no borders, and drawn at this size it is not smaller by much.
  const file = join(process.cwd(), 'static/data/comuni.topo.json');
  const topology = checkShape('comuni.topo.json', JSON.parse(readFileSync(file, 'utf8')) as unknown);
  const { comuni, province, regione } = topology.objects as Record<string, GeometryObject>;
  const polygons = (object: GeometryObject | undefined) =>
    (object === undefined ? [] : feature(topology, object as GeometryCollection).features).flatMap(
      ({ geometry, id }) =>
        geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
          ? [{ geometry, code: String(id) }]
          : [],
    );
  const shared = (object: GeometryObject | undefined): MultiLineString =>
    object === undefined
      ? { type: 'MultiLineString', coordinates: [] }
      : mesh(topology, object, (a, b) => a !== b);
  return {
    municipalities: polygons(comuni).flatMap(({ geometry, code }) => {
      const bounds = boundsOf([geometry]);
      return bounds ? [{ code, geometry, bounds }] : [];
    }),
    region: polygons(regione).map(({ geometry }) => geometry),
    provinces: shared(province),
  };
}
