/**
 * The only code that fetches. Every file is checked for shape before use; a failure says which file and why, and the rest
 * of the page goes on. Requests stay on the page's own origin.
 */
import * as v from 'valibot';
import type { Geometry } from 'geojson';
import type { Topology } from 'topojson-specification';
import type {
  Catalog,
  English,
  Fact,
  FactFile,
  Manifest,
  Municipalities,
  Municipality,
  Reference,
} from '$lib/schema/served';
import type { Lang } from '$lib/domain/figures';
import { THEMES, type Row, type Theme } from '$lib/schema/tables';

export type FileName =
  | 'catalog.json'
  | 'reference.json'
  | `facts/${Theme}.json`
  | 'comuni.json'
  | 'comuni.topo.json'
  | 'overview.topo.json'
  | 'english.json'
  | 'manifest.json';

/** Why a file could not be used. */
export type LoadFailure = 'network' | 'status' | 'json' | 'shape';

export class LoadError extends Error {
  constructor(
    readonly file: string,
    readonly failure: LoadFailure,
    readonly detail: string,
  ) {
    super(`${file}: ${failure} (${detail})`);
    this.name = 'LoadError';
  }
}

const rows = (...keys: string[]) =>
  v.array(v.looseObject(Object.fromEntries(keys.map((key) => [key, v.string()]))));

/** Shapes at the door: enough to know that this is the file it should be; the pipeline has checked the content. */
const SHAPES = {
  'catalog.json': v.looseObject({
    release: v.string(),
    sources: rows('source_id', 'title', 'date'),
    bodies: rows('body_id', 'name'),
    programmes: rows('programme_id', 'name'),
    axes: rows('axis_id', 'level', 'title_it', 'title_en'),
    projects: rows('project_id', 'name', 'programme_id'),
    funding: rows('funding_id', 'kind'),
    places: rows('project_id', 'role'),
    areas: rows('area_id', 'name', 'istat_code', 'precision'),
    labs: rows('lab_id', 'name'),
    sites: rows('site_id', 'lab_id'),
    ambiti: rows('lab_id', 'ambito'),
    partners: rows('lab_id', 'body_id'),
  }),
  'reference.json': v.looseObject({
    release: v.string(),
    indicators: rows('indicator_id', 'theme', 'name_it', 'name_en'),
    events: rows('event_id', 'date'),
    contradictions: rows('contradiction_id', 'subject_id'),
  }),
  'comuni.json': v.looseObject({
    release: v.string(),
    provinces: v.record(v.string(), v.string()),
    municipalities: v.array(
      v.tuple([
        v.string(),
        v.string(),
        v.nullable(v.number()),
        v.nullable(v.number()),
        v.number(),
        v.number(),
        v.number(),
        v.number(),
      ]),
    ),
  }),
  'comuni.topo.json': v.looseObject({
    type: v.literal('Topology'),
    objects: v.looseObject({ comuni: v.unknown() }),
  }),
  'overview.topo.json': v.looseObject({
    type: v.literal('Topology'),
    objects: v.looseObject({ comuni: v.unknown() }),
  }),
  'english.json': v.looseObject({
    release: v.string(),
    files: v.record(v.string(), v.looseObject({ check: v.string(), words: v.array(v.string()) })),
  }),
  'manifest.json': v.looseObject({
    release: v.string(),
    files: v.record(v.string(), v.looseObject({ sha256: v.string() })),
  }),
} as const;

const FACT_SHAPE = v.looseObject({
  release: v.string(),
  facts: v.array(
    v.looseObject({
      id: v.string(),
      theme: v.string(),
      subject_id: v.string(),
      figure: v.looseObject({ state: v.string() }),
    }),
  ),
});

type Served = { [T in Theme as `facts/${T}.json`]: FactFile } & {
  'catalog.json': Catalog;
  'reference.json': Reference;
  'comuni.json': Municipalities;
  'comuni.topo.json': Topology;
  'overview.topo.json': Topology;
  'english.json': English;
  'manifest.json': Manifest;
};

/** Checks a parsed file against its shape. Throws LoadError. */
export function checkShape<F extends FileName>(file: F, json: unknown): Served[F] {
  const shape = file in SHAPES ? SHAPES[file as keyof typeof SHAPES] : FACT_SHAPE;
  const result = v.safeParse(shape as v.GenericSchema, json);
  if (!result.success) {
    const issue = result.issues[0];
    throw new LoadError(
      file,
      'shape',
      `${issue.path?.map((p) => String(p.key)).join('.') ?? ''} ${issue.message}`,
    );
  }
  return json as Served[F];
}

const pending = new Map<string, Promise<unknown>>();

/** Fetches one served file, once a page; a failed fetch may be tried again. */
export function load<F extends FileName>(base: string, file: F): Promise<Served[F]> {
  const url = `${base}/data/${file}`;
  const known = pending.get(url);
  if (known) return known as Promise<Served[F]>;
  const request = fetchFile(url, file);
  pending.set(url, request);
  request.catch(() => pending.delete(url));
  return request;
}

const fetchFile = async <F extends FileName>(url: string, file: F): Promise<Served[F]> =>
  checkShape(file, await fetchJson(url, file));

async function fetchJson(url: string, file: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new LoadError(file, 'network', String(error));
  }
  if (!response.ok) throw new LoadError(file, 'status', String(response.status));
  try {
    return await response.json();
  } catch (error) {
    throw new LoadError(file, 'json', String(error));
  }
}

/** Municipalities as objects; provinces by the first three digits of the code. */
export const decodeMunicipalities = ({ provinces, municipalities }: Municipalities): Municipality[] =>
  municipalities.map(([istat_code, name, population, population_year, area_km2, lon, lat, extent_km]) => {
    const province_code = istat_code.slice(0, 3);
    return {
      istat_code,
      name,
      province_code,
      province: provinces[province_code] ?? province_code,
      population,
      population_year,
      area_km2,
      label: [lon, lat],
      extent_km,
    };
  });

/** English for the tables' phrases, for `localise…` of domain/english.ts; null on Italian pages, which fetch nothing. */
export const loadEnglish = (base: string, lang: Lang): Promise<English | null> =>
  lang === 'it' ? Promise.resolve(null) : load(base, 'english.json');

/** The figures of some themes, in the order of themes. */
export async function loadFacts(base: string, themes: readonly Theme[] = THEMES): Promise<Fact[]> {
  const files = await Promise.all(themes.map((theme) => load(base, `facts/${theme}.json`)));
  return files.flatMap((file) => file.facts);
}

const POLYGON = v.looseObject({
  type: v.picklist(['Polygon', 'MultiPolygon']),
  coordinates: v.array(v.unknown()),
});
const PERIMETER = v.union([v.looseObject({ type: v.literal('Feature'), geometry: POLYGON }), POLYGON]);

/** Official perimeters of the areas that have one, by area id. */
export async function loadPerimeters(
  base: string,
  areas: readonly Pick<Row<'areas'>, 'area_id' | 'geometry'>[],
): Promise<Map<string, Geometry>> {
  const wanted = areas.flatMap(({ area_id, geometry }) => (geometry === null ? [] : [{ area_id, geometry }]));
  const loaded = await Promise.all(
    wanted.map(async ({ area_id, geometry }): Promise<[string, Geometry]> => {
      const file = `perimeters/${geometry}`;
      const result = v.safeParse(PERIMETER, await fetchJson(`${base}/data/${file}`, file));
      if (!result.success) throw new LoadError(file, 'shape', result.issues[0].message);
      const found = result.output.type === 'Feature' ? result.output.geometry : result.output;
      return [area_id, found as unknown as Geometry];
    }),
  );
  return new Map(loaded);
}

/** Releases of arrears density that this site publishes, as files; none is usual. */
export async function loadPublishedDensity(base: string): Promise<File[]> {
  const { files } = await load(base, 'manifest.json');
  const names = Object.keys(files).filter((name) => name.startsWith('density/'));
  return Promise.all(
    names.map(async (name) => {
      const response = await fetch(`${base}/data/${name}`);
      if (!response.ok) throw new LoadError(name, 'status', String(response.status));
      return new File([await response.blob()], name.slice('density/'.length), { type: 'application/json' });
    }),
  );
}
