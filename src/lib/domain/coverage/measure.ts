/** Distances from every place to every lab, whatever the radius: measured once for all of them. */
import { angle, EARTH_KM, vector } from './sphere';
import type { CoverageBase, CoverageLab } from './types';

const errorKm = (metres: number | null): number =>
  metres !== null && Number.isFinite(metres) && metres > 0 ? metres / 1000 : 0;

/** What is known of a place and every lab at its premises, in the order of `Measured.premises`. */
export interface Measure {
  /** Least and greatest distance, given all errors; null: the place has no point. */
  near: Float64Array | null;
  far: Float64Array | null;
  /** Labs of its municipality: surely there and open, or perhaps. */
  here: ReadonlySet<string>;
  perhaps: ReadonlySet<string>;
  unplaced: number;
  nearest: number;
  min: number;
  max: number;
}

/** Everything that does not depend on the radius. */
export interface Measured {
  base: CoverageBase;
  /** `number`: of the lab, among `labs`. */
  premises: readonly { lab: CoverageLab; number: number; placed: boolean; known: boolean }[];
  /** Every lab once, at the last of its premises. */
  labs: readonly CoverageLab[];
  municipalities: Measure[];
  areas: Measure[];
}

export const NOBODY: ReadonlySet<string> = new Set();

export function measure(base: CoverageBase): Measured {
  const homes = new Map(
    base.municipalities.flatMap(({ istat_code, lon, lat, extent_km }) => {
      const at = vector(lon, lat);
      return at ? [[istat_code, { at, extent: extent_km > 0 ? extent_km : 0 }] as const] : [];
    }),
  );
  const premises = base.labs.map((lab) => {
    const point = vector(lab.lon, lab.lat);
    // A point is one place with its error, no point is any place of any of its municipalities.
    const spots = point
      ? [{ at: point, extent: errorKm(lab.error_m) }]
      : lab.municipalities.flatMap((code) => homes.get(code) ?? []);
    return { lab, placed: point !== null, spots, known: spots.length > 0 };
  });

  const here = new Map<string, Set<string>>();
  const perhaps = new Map<string, Set<string>>();
  const unplaced = new Map<string, Set<string>>();
  const note = (map: Map<string, Set<string>>, code: string, id: string) =>
    void map.set(code, (map.get(code) ?? new Set()).add(id));
  for (const { lab, placed } of premises)
    for (const code of lab.municipalities) {
      note(!lab.doubtful && lab.municipalities.length === 1 ? here : perhaps, code, lab.id);
      if (!placed) note(unplaced, code, lab.id);
    }

  const one = (
    place: { lon: number | null; lat: number | null; istat_code: string },
    error: number,
  ): Measure => {
    const at = vector(place.lon, place.lat);
    const code = place.istat_code;
    const own: Measure = {
      near: null,
      far: null,
      here: here.get(code) ?? NOBODY,
      perhaps: perhaps.get(code) ?? NOBODY,
      unplaced: unplaced.get(code)?.size ?? 0,
      nearest: -1,
      min: Infinity,
      max: Infinity,
    };
    if (!at) return own;
    const near = new Float64Array(premises.length).fill(Infinity);
    const far = new Float64Array(premises.length).fill(Infinity);
    let [nearest, closest] = [-1, Infinity];
    let { min, max } = own;
    premises.forEach(({ lab, placed, spots, known }, i) => {
      let [least, most] = [Infinity, 0];
      for (const spot of spots) {
        const km = EARTH_KM * angle(at, spot.at);
        least = Math.min(least, Math.max(0, km - spot.extent - error));
        most = Math.max(most, km + spot.extent + error);
        if (placed && !lab.doubtful && km < closest) [nearest, closest] = [i, km];
      }
      if (!known) return;
      near[i] = least;
      far[i] = most;
      min = Math.min(min, least);
      if (!lab.doubtful) max = Math.min(max, most);
    });
    return { ...own, near, far, nearest, min, max };
  };
  const labs = [...new Map(base.labs.map((lab) => [lab.id, lab])).values()];
  const numbers = new Map(labs.map(({ id }, i) => [id, i]));
  return {
    base,
    premises: premises.map(({ lab, placed, known }) => ({
      lab,
      number: numbers.get(lab.id) ?? 0,
      placed,
      known,
    })),
    labs,
    municipalities: base.municipalities.map((m) => one(m, 0)),
    areas: base.areas.map((a) => one(a, errorKm(a.error_m))),
  };
}
