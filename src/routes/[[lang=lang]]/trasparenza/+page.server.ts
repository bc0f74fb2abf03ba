/** All of the page is made here, from the release on disk: the browser gets text and drawings, no data file. */
import * as environment from '$env/static/public';
import { readOutlines, type Outlines } from '$lib/data/outlines.server';
import { readRelease } from '$lib/data/read.server';
import { classOf, PROJECT_SCALE } from '$lib/domain/classes';
import { formatNumber, type Lang } from '$lib/domain/figures';
import { named } from '$lib/domain/named';
import { selectRows, type Rows } from '$lib/domain/select';
import {
  boundsOf,
  fitFrame,
  inside,
  overlap,
  pathOf,
  placeLabels,
  type Bounds,
  type Frame,
  type Label,
} from '$lib/domain/svgmap';
import {
  arrearsGroups,
  disputeGroups,
  labGroups,
  moneyOf,
  municipalityLines,
  progressLines,
  sourceLines,
  subjectNames,
  worksByProgramme,
} from '$lib/domain/transparency';
import { fill } from '$lib/i18n';
import { contactOf } from '$lib/ui/transparency/contact';
import { trasparenza } from '$lib/i18n/trasparenza';
import type { Municipality } from '$lib/schema/served';
import { defaultView } from '$lib/state/view';
import type { MapDrawing, MapLabel, MapPoint } from '$lib/ui/RegionMap.svelte';
import type { PageServerLoad } from './$types';

export const entries = () => [{}, { lang: 'en' }];

/** What the second drawing enlarges: Milan and the ring of municipalities around it, where most places are. */
const INSET: Bounds = { west: 8.99, south: 45.36, east: 9.36, north: 45.6 };
const REGION_WIDTH = 800;
const INSET_WIDTH = 520;

/** Areas and labs with a known position; labs last, so that they lie on top. */
function placesOf(
  rows: Rows,
  lang: Lang,
): { lon: number; lat: number; sign: MapPoint['sign']; words: string }[] {
  const areas = rows.areas.flatMap(({ area }) =>
    area.lat === null || area.lon === null
      ? []
      : [
          {
            lon: area.lon,
            lat: area.lat,
            sign: area.kind === 'control' ? ('control' as const) : ('area' as const),
            words: named(area, lang),
          },
        ],
  );
  const labs = rows.labs.flatMap(({ lab, state, site, sites }) => {
    const placed = site && site.lat !== null ? site : sites.find((s) => s.lat !== null);
    if (!placed || placed.lon === null || placed.lat === null) return [];
    const open = state === 'open' || state === 'moved';
    const words = `${named(lab, lang)}: ${trasparenza[lang].labs.states[state]}`;
    return [
      {
        lon: placed.lon,
        lat: placed.lat,
        sign: open ? ('lab-open' as const) : ('lab-other' as const),
        words,
      },
    ];
  });
  // Closed labs below open ones.
  return [...areas, ...labs.sort((a, b) => b.sign.localeCompare(a.sign))];
}

const round = Math.round;

/** Sizes of RegionMap's type, in its units: on a phone, and on wide screens. */
const TYPE = { phone: 27, wide: 15 } as const;

/** Labels that fit even in the phone's larger type, then those for which only a wide screen has room. */
function set(labels: readonly Label[], frame: Frame, marks: readonly { x: number; y: number }[]): MapLabel[] {
  const major = placeLabels(labels, frame, TYPE.phone, marks);
  const names = new Set(major.map((l) => l.text));
  const rest = labels.filter((l) => !names.has(l.text));
  const minor = placeLabels(rest, frame, TYPE.wide, marks, major);
  return [...major.map((l) => ({ ...l, minor: false })), ...minor.map((l) => ({ ...l, minor: true }))];
}

function draw(
  lang: Lang,
  rows: Rows,
  known: ReadonlyMap<string, Municipality>,
): { region: MapDrawing; inset: MapDrawing; marked: { areas: number; labs: number } } {
  const boundaries = readOutlines();
  const t = trasparenza[lang].map;
  const count = (code: string) => rows.projectsIn.get(code)?.length ?? 0;
  const shape = ({ code, geometry }: Outlines['municipalities'][number], frame: Frame) => {
    const n = count(code);
    const name = known.get(code)?.name ?? code;
    return {
      id: code,
      d: pathOf(geometry, frame),
      level: classOf(PROJECT_SCALE, n) ?? 0,
      words: n === 1 ? fill(t.tooltip_one, { name }) : fill(t.tooltip, { name, n: formatNumber(n, lang, 0) }),
    };
  };
  const points = placesOf(rows, lang);
  const put = (list: typeof points, frame: Frame): MapPoint[] =>
    list.map(({ lon, lat, sign, words }) => {
      const [x, y] = frame.project(lon, lat);
      return { x: round(x), y: round(y), sign, words };
    });

  const whole = fitFrame(boundsOf(boundaries.region) ?? INSET, REGION_WIDTH, 4);
  const [left, top] = whole.project(INSET.west, INSET.north).map(round) as [number, number];
  const [right, bottom] = whole.project(INSET.east, INSET.south).map(round) as [number, number];
  const byProvince = new Map<string, Municipality[]>();
  for (const m of known.values()) byProvince.set(m.province, [...(byProvince.get(m.province) ?? []), m]);
  const middle = (members: readonly Municipality[], axis: 0 | 1) => {
    const weight = members.reduce((sum, m) => sum + m.area_km2, 0);
    return members.reduce((sum, m) => sum + m.label[axis] * m.area_km2, 0) / weight;
  };
  const provinces = [...byProvince].map(([text, members]) => {
    const [x, y] = whole.project(middle(members, 0), middle(members, 1)).map(round) as [number, number];
    return { x, y, text };
  });
  const outer = put(
    points.filter(({ lon, lat }) => !inside(INSET, lon, lat)),
    whole,
  );
  // The box that the other drawing enlarges keeps names out.
  const corners = [left, (left + right) / 2, right].flatMap((x) =>
    [top, (top + bottom) / 2, bottom].map((y) => ({ x, y })),
  );
  const region: MapDrawing = {
    width: whole.width,
    height: whole.height,
    land: boundaries.region.map((g) => pathOf(g, whole)).join(''),
    shapes: boundaries.municipalities.filter(({ code }) => count(code) > 0).map((m) => shape(m, whole)),
    borders: pathOf(boundaries.provinces, whole),
    points: outer,
    labels: set(provinces, whole, [...outer, ...corners]),
    box: { x: left, y: top, width: right - left, height: bottom - top },
  };

  const close = fitFrame(INSET, INSET_WIDTH);
  const near = boundaries.municipalities.filter(({ bounds }) => overlap(bounds, INSET));
  const inner = put(
    points.filter(({ lon, lat }) => inside(INSET, lon, lat)),
    close,
  );
  const places = near
    .filter(({ code }) => count(code) > 0)
    .sort((a, b) => count(b.code) - count(a.code))
    .flatMap(({ code }) => {
      const municipality = known.get(code);
      if (!municipality) return [];
      const [x, y] = close.project(...municipality.label).map(round) as [number, number];
      return [{ x, y, text: municipality.name }];
    });
  const inset: MapDrawing = {
    width: close.width,
    height: close.height,
    land: null,
    shapes: near.map((m) => shape(m, close)),
    borders: '',
    points: inner,
    labels: set(places, close, inner),
    box: null,
  };
  const isArea = (p: { sign: MapPoint['sign'] }) => p.sign === 'area' || p.sign === 'control';
  return {
    region,
    inset,
    marked: { areas: points.filter(isArea).length, labs: points.filter((p) => !isArea(p)).length },
  };
}

export const load: PageServerLoad = async ({ parent }) => {
  const { lang } = await parent();
  const { catalog, facts, index, municipalities } = readRelease(lang);
  const { axes, date } = defaultView(lang);
  const rows = selectRows(index, { axes, date });
  const byCode = new Map(municipalities.map((m) => [m.istat_code, m]));
  const nameOf = subjectNames(catalog, byCode, lang);

  const lines = municipalityLines(index, rows, municipalities, lang);
  const arrears = arrearsGroups(index, byCode, nameOf);
  const works = worksByProgramme(index, nameOf);
  const shown = new Set(
    [...works, ...arrears].flatMap((g) => g.subjects).flatMap((s) => s.facts.map((f) => f.indicator_id)),
  );
  return {
    day: date,
    sources: catalog.sources,
    // The page is made once, at build time: so is what it says of whom to write to.
    contact: contactOf(environment),
    sourceLines: sourceLines(catalog, facts.facts),
    indicators: Object.fromEntries(
      facts.indicators
        .filter((i) => shown.has(i.indicator_id))
        .map((i) => [i.indicator_id, lang === 'it' ? i.name_it : i.name_en]),
    ),
    municipalities: lines,
    total: municipalities.length,
    unplacedProjects: rows.unplaced.filter((u) => u.kind === 'project').length,
    map: draw(lang, rows, byCode),
    money: moneyOf(index, date, lang),
    progress: progressLines(index, rows, byCode, lang),
    works,
    labs: labGroups(index, rows.labs, byCode, lang),
    arrears,
    disputes: disputeGroups(facts, nameOf, catalog, lang),
    counts: {
      documents: catalog.sources.length,
      projects: rows.projects.length,
      municipalities: rows.projectsIn.size,
      labs: rows.labs.length,
      open: rows.labs.filter((l) => l.state === 'open' || l.state === 'moved').length,
      unsaid: rows.labs.filter((l) => l.state === 'unknown').length,
      progress: rows.progress.length,
      suppressed: facts.facts.filter((f) => f.figure.state === 'suppressed').length,
      disputes: facts.contradictions.length,
      figures: facts.facts.length + catalog.funding.length,
    },
  };
};
