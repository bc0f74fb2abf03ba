/**
 * The only code that fetches. Every file is checked for shape before use; a failure says which file and why, and the rest
 * of the page goes on. Requests stay on the page's own origin.
 */
import * as v from 'valibot';
import type { Topology } from 'topojson-specification';
import type { Catalog, Facts, Manifest, Municipalities } from '$lib/schema/served';

export type FileName =
  'catalog.json' | 'facts.json' | 'comuni.json' | 'comuni.topo.json' | 'overview.topo.json' | 'manifest.json';

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
    funding: rows('funding_id', 'axis_id', 'kind'),
    places: rows('project_id', 'role'),
    areas: rows('area_id', 'name', 'istat_code', 'precision'),
    labs: rows('lab_id', 'name'),
    sites: rows('site_id', 'lab_id'),
    ambiti: rows('lab_id', 'ambito'),
    partners: rows('lab_id', 'body_id'),
  }),
  'facts.json': v.looseObject({
    release: v.string(),
    indicators: rows('indicator_id', 'theme', 'name_it', 'name_en'),
    facts: v.array(
      v.looseObject({
        id: v.string(),
        theme: v.string(),
        subject_id: v.string(),
        figure: v.looseObject({ state: v.string() }),
      }),
    ),
    events: rows('event_id', 'date'),
    contradictions: rows('contradiction_id', 'subject_id'),
  }),
  'comuni.json': v.looseObject({
    release: v.string(),
    municipalities: v.array(
      v.looseObject({ istat_code: v.string(), name: v.string(), label: v.tuple([v.number(), v.number()]) }),
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
  'manifest.json': v.looseObject({
    release: v.string(),
    files: v.record(v.string(), v.looseObject({ sha256: v.string() })),
  }),
} as const;

interface Served {
  'catalog.json': Catalog;
  'facts.json': Facts;
  'comuni.json': Municipalities;
  'comuni.topo.json': Topology;
  'overview.topo.json': Topology;
  'manifest.json': Manifest;
}

/** Checks a parsed file against its shape. Throws LoadError. */
export function checkShape<F extends FileName>(file: F, json: unknown): Served[F] {
  const result = v.safeParse(SHAPES[file] as v.GenericSchema, json);
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

async function fetchFile<F extends FileName>(url: string, file: F): Promise<Served[F]> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new LoadError(file, 'network', String(error));
  }
  if (!response.ok) throw new LoadError(file, 'status', String(response.status));
  let json: unknown;
  try {
    json = await response.json();
  } catch (error) {
    throw new LoadError(file, 'json', String(error));
  }
  return checkShape(file, json);
}
