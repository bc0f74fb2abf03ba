/** What the map draws of a radius: the circles around the labs, dissolved. */
import { circle } from '@turf/circle';
import { featureCollection, polygon } from '@turf/helpers';
import { union } from '@turf/union';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { usableRadius, vector } from './sphere';

/** Points of a whole circle; a chord then lies 0.1 % of the radius inside its arc. */
const STEPS = 72;

/** Corners as they are, then rounded to decimals of a degree: a millionth is a tenth of a metre. */
const GRIDS = [null, 8, 7, 6] as const;

const rounded = ({ geometry }: Feature<Polygon>, digits: number): Feature<Polygon> =>
  polygon(geometry.coordinates.map((ring) => ring.map((p) => p.map((x) => Number(x.toFixed(digits))))));

/** The union; where corners that almost meet make it fail, that of the circles on a coarser grid, at last the circles. */
function joined(circles: readonly Feature<Polygon>[], join: typeof union): Polygon | MultiPolygon {
  for (const digits of GRIDS)
    try {
      const found = join(featureCollection(circles.map((c) => (digits === null ? c : rounded(c, digits)))));
      if (found) return found.geometry;
    } catch {
      // The next grid.
    }
  return { type: 'MultiPolygon', coordinates: circles.map((c) => c.geometry.coordinates) };
}

/** The union of circles of one radius around the points. Points that are no place are passed over. */
export function dissolvedBuffers(
  points: readonly Position[],
  radiusKm: number,
  join: typeof union = union,
): MultiPolygon {
  const radius = usableRadius(radiusKm);
  const centres = new Map(
    points.filter(([lon = NaN, lat = NaN]) => vector(lon, lat) !== null).map((p) => [p.join(), p]),
  );
  if (radius === 0 || centres.size === 0) return { type: 'MultiPolygon', coordinates: [] };
  const circles = [...centres.values()].map((centre) => circle(centre, radius, { steps: STEPS }));
  const geometry = circles.length > 1 ? joined(circles, join) : circles[0]?.geometry;
  if (geometry?.type === 'MultiPolygon') return geometry;
  return { type: 'MultiPolygon', coordinates: geometry ? [geometry.coordinates] : [] };
}
