/** A story with everything it says, made while prerendering: it reads before any script runs. */
import { error } from '@sveltejs/kit';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection } from 'topojson-specification';
import { readOutlines } from '$lib/data/outlines.server';
import { readOverview, readRelease } from '$lib/data/read.server';
import { STORIES } from '$lib/domain/stories';
import type { Story } from '$lib/domain/stories/story';
import { fitFrame, overlap, pathOf, placeLabels, type Bounds } from '$lib/domain/svgmap';
import type { MapDrawing } from '$lib/ui/RegionMap.svelte';
import type { LocatorPicture } from '$lib/ui/story/Locator.svelte';
import type { EntryGenerator, PageServerLoad } from './$types';

const MILANO = '015146';

export const entries: EntryGenerator = () =>
  [...STORIES.keys()].flatMap((racconto) => [{ racconto }, { lang: 'en', racconto }]);

/** The areas that steps of the story select, in the outline of Milano. Plate carrée, stretched to the latitude. */
function locator(story: Story): LocatorPicture {
  const { index } = readRelease('it');
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

/** The printed map: its width and type in its own units (ui/RegionMap.svelte), and how much of the neighbours it shows, degrees. */
const PAPER = { width: 520, type: 15, above: 18, margin: 0.012 } as const;

/** The same areas for paper, where no other map is: Milano among its neighbours, drawn as the transparency page draws. */
function paperMap({ points }: LocatorPicture): MapDrawing {
  const { index, municipalities } = readRelease('it');
  const outlines = readOutlines().municipalities;
  const milano = outlines.find(({ code }) => code === MILANO);
  if (!milano) throw new Error('paper map: Milano is not in comuni.topo.json');
  const { west, south, east, north } = milano.bounds;
  const around: Bounds = {
    west: west - PAPER.margin,
    south: south - PAPER.margin,
    east: east + PAPER.margin,
    north: north + PAPER.margin,
  };
  const frame = fitFrame(around, PAPER.width);
  const marks = points.flatMap(({ id, name }) => {
    const area = index.areaById.get(id);
    if (!area || area.lon === null || area.lat === null) return [];
    const [x, y] = frame.project(area.lon, area.lat).map(Math.round) as [number, number];
    return [{ x, y, name }];
  });
  // A name stands above its sign, or below it where there is no room; the frame's edge pushes it inwards.
  const half = (text: string) => (text.length * PAPER.type) / 3.6;
  const at = (side: 1 | -1) =>
    marks.map(({ x, y, name }) => ({
      x: Math.round(Math.min(Math.max(x, half(name)), PAPER.width - half(name))),
      y: y - side * PAPER.above,
      text: name,
    }));
  const above = placeLabels(at(1), frame, PAPER.type, marks);
  const set = new Set(above.map(({ text }) => text));
  const below = placeLabels(
    at(-1).filter(({ text }) => !set.has(text)),
    frame,
    PAPER.type,
    marks,
    above,
  );
  const names = new Map(municipalities.map((m) => [m.istat_code, m.name]));
  return {
    width: frame.width,
    height: frame.height,
    land: null,
    shapes: outlines
      .filter(({ bounds }) => overlap(bounds, around))
      .map(({ code, geometry }) => ({
        id: code,
        d: pathOf(geometry, frame),
        level: code === MILANO ? 1 : 0,
        words: names.get(code) ?? code,
      })),
    borders: '',
    points: marks.map(({ x, y, name }) => ({ x, y, sign: 'area', words: name })),
    labels: [...above, ...below].map((label) => ({ ...label, minor: false })),
    box: null,
  };
}

export const load: PageServerLoad = async ({ params, parent }) => {
  const { lang } = await parent();
  const build = STORIES.get(params.racconto) ?? error(404);
  const { index, facts, catalog } = readRelease(lang);
  const story = build(index, facts, lang);
  const picture = locator(story);
  return { story, sources: catalog.sources, locator: picture, paper: paperMap(picture) };
};
