/** A story with everything it says, made while prerendering: it reads before any script runs. */
import { error } from '@sveltejs/kit';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection } from 'topojson-specification';
import { readOverview, readRelease } from '$lib/data/read.server';
import { STORIES } from '$lib/domain/stories';
import type { Story } from '$lib/domain/stories/story';
import type { LocatorPicture } from '$lib/ui/story/Locator.svelte';
import type { EntryGenerator, PageServerLoad } from './$types';

const MILANO = '015146';

export const entries: EntryGenerator = () =>
  [...STORIES.keys()].flatMap((racconto) => [{ racconto }, { lang: 'en', racconto }]);

/** The areas that steps of the story select, in the outline of Milano. Plate carrée, stretched to the latitude. */
function locator(story: Story): LocatorPicture {
  const { index } = readRelease();
  const topology = readOverview();
  const shapes = feature(topology, topology.objects['comuni'] as GeometryCollection<{ istat_code?: string }>);
  const outline = shapes.features.find((f) => f.properties.istat_code === MILANO || f.id === MILANO) as
    Feature<Polygon | MultiPolygon> | undefined;
  if (!outline) throw new Error('locator: Milano is not in overview.topo.json');
  const rings =
    outline.geometry.type === 'Polygon' ? outline.geometry.coordinates : outline.geometry.coordinates.flat();
  const all = rings.flat();
  const lons = all.map(([lon = 0]) => lon);
  const lats = all.map(([, lat = 0]) => lat);
  const west = Math.min(...lons);
  const north = Math.max(...lats);
  const size = 480;
  const pad = 28;
  const shrink = Math.cos((north * Math.PI) / 180);
  const scale = (size - 2 * pad) / Math.max((Math.max(...lons) - west) * shrink, north - Math.min(...lats));
  const project = ([lon = 0, lat = 0]: Position): [number, number] => [
    Number((pad + (lon - west) * shrink * scale).toFixed(1)),
    Number((pad + (north - lat) * scale).toFixed(1)),
  ];
  const chosen = new Set(
    story.steps.flatMap((s) => (s.view.selection?.kind === 'area' ? [s.view.selection.id] : [])),
  );
  return {
    width: size,
    height: size,
    path: rings.map((ring) => `M${ring.map((p) => project(p).join(' ')).join('L')}Z`).join(''),
    points: [...chosen].flatMap((id) => {
      const area = index.areaById.get(id);
      if (!area || area.lon === null || area.lat === null) return [];
      const [x, y] = project([area.lon, area.lat]);
      const title = story.steps.find((s) => s.view.selection?.id === id)?.title.split(' · ')[0];
      return [{ id, name: title ?? area.name, x, y }];
    }),
  };
}

export const load: PageServerLoad = async ({ params, parent }) => {
  const { lang } = await parent();
  const build = STORIES.get(params.racconto) ?? error(404);
  const { index, facts, catalog } = readRelease();
  const story = build(index, facts, lang);
  return { story, sources: catalog.sources, locator: locator(story) };
};
