/** The ground that places are found on, from the files that the site serves: the same borders and areas as the pipeline's. */
import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { makeLocator, type Locator, type ZoneFrame } from '../density/zones';
import type { Catalog, Municipalities } from '../schema/served';

export interface Ground {
  frame: ZoneFrame;
  locator: Locator;
}

export function groundOf(
  { provinces, municipalities }: Municipalities,
  topology: Topology,
  { areas }: Pick<Catalog, 'areas'>,
): Ground {
  const shapes = feature(topology, topology.objects['comuni'] as GeometryCollection).features.flatMap(
    ({ geometry, properties, id }): [string, Polygon | MultiPolygon][] => {
      const code = String((properties as { istat_code?: string } | null)?.istat_code ?? id ?? '');
      return geometry.type === 'Polygon' || geometry.type === 'MultiPolygon' ? [[code, geometry]] : [];
    },
  );
  return {
    frame: {
      provinces: new Map(Object.entries(provinces)),
      municipalities: new Map(municipalities.map(([istat, name, , , km2]) => [istat, { name, km2 }])),
      areas: new Map(
        areas.map((a) => [
          a.area_id,
          { name: a.name, istat: a.istat_code, km2: a.surface_m2 === null ? null : a.surface_m2 / 1e6 },
        ]),
      ),
    },
    locator: makeLocator(shapes),
  };
}
