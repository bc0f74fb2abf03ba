/** Municipalities that became one: a file that still holds the old ones gets the new one by dissolving them. */
import { fail } from './failure';
import { reshape, type Areas } from './shaper';
import type { Merger, People } from './tables';

/** A municipality whose code and name were checked. */
export interface Municipality {
  code: string;
  name: string;
  people: People | null;
}

export interface Applied {
  areas: Areas<Municipality>;
  applied: Merger[];
}

/** Throws BoundaryFailure `merger` when neither the new municipality nor all its old ones are there. */
export async function applyMergers(areas: Areas<Municipality>, mergers: readonly Merger[]): Promise<Applied> {
  const byCode = new Map(areas.features.map((f) => [f.properties.code, f]));
  const applied: Merger[] = [];
  for (const merger of mergers) {
    const { date, new_code, new_name, old_codes } = merger;
    const found = old_codes.filter((code) => byCode.has(code));
    const missing = old_codes.filter((code) => !byCode.has(code));
    const failure = { kind: 'merger', date, new_code, new_name } as const;
    if (byCode.has(new_code)) {
      if (found.length > 0) fail({ ...failure, state: 'both', found: [new_code, ...found], missing });
      continue;
    }
    if (mergedAway(new_code, mergers, (code) => byCode.has(code))) continue;
    if (missing.length > 0)
      fail({
        ...failure,
        state: found.length === 0 ? 'neither' : 'some',
        found,
        missing: [new_code, ...missing],
      });

    const parts = old_codes.flatMap((code) => byCode.get(code) ?? []);
    const dissolved = await reshape({ type: 'FeatureCollection', features: parts }, ['-dissolve']);
    const [union] = dissolved.features;
    if (!union) throw new Error(`dissolving ${old_codes.join(' ')} gave nothing`);
    for (const code of old_codes) byCode.delete(code);
    const people = together(parts.map((part) => part.properties.people));
    byCode.set(new_code, { ...union, properties: { code: new_code, name: new_name, people } });
    applied.push(merger);
  }
  return { areas: { type: 'FeatureCollection', features: [...byCode.values()] }, applied };
}

/** Whether a municipality born of a merger has itself been merged into one that the file holds. */
function mergedAway(code: string, mergers: readonly Merger[], has: (code: string) => boolean): boolean {
  return mergers.some(
    (m) => m.old_codes.includes(code) && (has(m.new_code) || mergedAway(m.new_code, mergers, has)),
  );
}

/** Sum of populations of one year; null when one is missing or the years differ, since such a sum means nothing. */
export function together(parts: readonly (People | null)[]): People | null {
  const [first] = parts;
  if (!first) return null;
  let population = 0;
  for (const part of parts) {
    if (!part || part.year !== first.year) return null;
    population += part.population;
  }
  return { population, year: first.year };
}

/** Population of a municipality in a table that may be older than its merger. */
export function peopleOf(
  code: string,
  table: ReadonlyMap<string, People>,
  mergers: readonly Merger[],
): People | null {
  const own = table.get(code);
  if (own) return own;
  const merger = mergers.find((m) => m.new_code === code);
  return merger ? together(merger.old_codes.map((old) => peopleOf(old, table, mergers))) : null;
}
