/** The one door to mapshaper: commands as tokens (no shell quoting), files in memory, text out. */
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import mapshaper from 'mapshaper';

export type Area = Polygon | MultiPolygon;
export type Areas<P> = FeatureCollection<Area, P>;

/** Runs `commands`; the last one must write `out.json`. `input` files are known to `-i` by their name. */
export async function shape(
  commands: readonly string[],
  input: Record<string, string> = {},
): Promise<string> {
  const files = await mapshaper.applyCommands(commands, input);
  const out = files['out.json'];
  if (out === undefined) throw new Error(`mapshaper wrote no out.json: ${commands.join(' ')}`);
  return typeof out === 'string' ? out : Buffer.from(out).toString('utf8');
}

/** As `shape`, over one layer of polygons, giving polygons back. */
export async function reshape<P, Q = P>(areas: Areas<P>, commands: readonly string[]): Promise<Areas<Q>> {
  const text = await shape(
    ['-i', 'in.json', ...commands, '-o', 'out.json', 'format=geojson', 'geojson-type=FeatureCollection'],
    { 'in.json': JSON.stringify(areas) },
  );
  return JSON.parse(text) as Areas<Q>;
}
