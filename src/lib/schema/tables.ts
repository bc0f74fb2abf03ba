/**
 * The reviewed tables of data/, one schema each: the single source of row types for the pipeline, the tests and the app.
 * Column order is the order in the files. See data/README.md for what each column means.
 */
import * as v from 'valibot';
import {
  also,
  amount,
  axisId,
  date,
  dateOrInterval,
  id,
  idList,
  istatCode,
  latitude,
  lines,
  longitude,
  number,
  oneOf,
  optional,
  text,
  yes,
} from './fields';

export const SOURCE_IDS = [
  'eupolis-2016',
  'irs-2021',
  'milano-2017',
  'milano-2023',
  'pon-metro-2021',
] as const;
export const THEMES = ['people', 'housing', 'renovation', 'arrears', 'output', 'result', 'finance'] as const;
export const AXIS_LEVELS = ['fund', 'programme', 'axis', 'objective', 'action', 'call'] as const;
export const AMOUNT_KINDS = [
  'allocation',
  'cost',
  'requested',
  'granted',
  'cofinancing',
  'eligible_spend',
  'contract',
  'renewal',
] as const;
export const PRECISIONS = ['address', 'street', 'neighbourhood', 'municipality', 'unlocated'] as const;
export const AMBITI = [
  'rappresentanza',
  'intermediazione',
  'autogestione',
  'morosita-incolpevole',
  'disagio-sociale',
] as const;
export const SUBJECT_KINDS = ['area', 'lab', 'project', 'programme', 'municipality', 'region'] as const;
/** States a figure can have in the tables; `suppressed` is added by the pipeline and never typed by hand. */
export const STATED_STATES = ['value', 'zero', 'missing', 'qualitative'] as const;

/** Where a row comes from: on every table. */
const cited = {
  source_id: oneOf(SOURCE_IDS),
  lines: optional(lines),
  also: optional(also),
  note: optional(text),
};

const observation = {
  obs_id: id,
  subject_kind: oneOf(SUBJECT_KINDS),
  subject_id: text,
  indicator_id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:_[a-z0-9]+)*$/, 'indicator-id')),
  dimension: optional(text),
  value: optional(number),
  unit: optional(text),
  state: oneOf(STATED_STATES),
  text: optional(text),
  basis: optional(text),
  scope: optional(text),
  threshold_eur: optional(amount),
  owner: optional(text),
  time_point: optional(oneOf(['t0', 't1', 't1-t0'] as const)),
  data_date: optional(dateOrInterval),
  derived: optional(yes),
  text_en: optional(text),
};

const schemas = {
  sources: v.strictObject({
    source_id: oneOf(SOURCE_IDS),
    title: text,
    author: text,
    publisher: text,
    date: date,
    data_period: text,
    pages_or_lines: text,
    file: text,
    title_en: text,
    note: optional(text),
  }),
  bodies: v.strictObject({
    body_id: id,
    name: text,
    kind: oneOf(['comune', 'aler', 'region', 'cooperative', 'association', 'other'] as const),
    aliases: optional(text),
    valid_from: optional(date),
    valid_to: optional(date),
    ...cited,
  }),
  programmes: v.strictObject({
    programme_id: id,
    name: text,
    kind: text,
    start: optional(date),
    end: optional(date),
    managing_body_id: optional(id),
    name_en: text,
    ...cited,
  }),
  funding_axes: v.strictObject({
    axis_id: axisId,
    parent_id: optional(axisId),
    level: oneOf(AXIS_LEVELS),
    code: optional(text),
    code_as_printed: optional(text),
    title_it: text,
    title_en: text,
    ...cited,
  }),
  projects: v.strictObject({
    project_id: id,
    name: text,
    programme_id: id,
    lead_body_id: optional(id),
    lead_kind: optional(oneOf(['comune', 'aler'] as const)),
    status: optional(text),
    status_as_of: optional(date),
    start: optional(date),
    end: optional(date),
    phase: optional(text),
    name_en: text,
    need_class: optional(text),
    outcome: optional(oneOf(['funded', 'not_funded', 'not_admitted'] as const)),
    ...cited,
  }),
  project_funding: v.strictObject({
    project_id: optional(id),
    /** Empty for an amount that spans several funds. */
    axis_id: optional(axisId),
    amount_eur: optional(amount),
    kind: oneOf(AMOUNT_KINDS),
    vat: oneOf(['incl', 'excl', 'unknown'] as const),
    as_of: optional(date),
    funding_id: id,
    programme_id: optional(id),
    scope: optional(text),
    derived: optional(yes),
    in_totals: optional(yes),
    /** Of some of its programme's projects only; which ones have it, their own rows say. */
    some_projects: optional(yes),
    ...cited,
  }),
  project_places: v.strictObject({
    project_id: id,
    area_id: optional(id),
    istat_code: optional(istatCode),
    role: oneOf(['lead_municipality', 'intervention_area', 'jurisdiction'] as const),
    ...cited,
  }),
  areas: v.strictObject({
    area_id: id,
    name: text,
    aliases: optional(text),
    istat_code: istatCode,
    kind: oneOf(['quartiere', 'caseggiato', 'control', 'sito'] as const),
    /** The intervention areas it is compared with, `;` between several. */
    control_of: optional(idList),
    /** The area within which it lies, when that one is in the table: its dwellings are not counted twice. */
    part_of: optional(id),
    lat: optional(latitude),
    lon: optional(longitude),
    precision: oneOf(PRECISIONS),
    error_m: optional(amount),
    surface_m2: optional(amount),
    geometry: optional(text),
    location_source: optional(text),
    name_en: text,
    ...cited,
  }),
  labs: v.strictObject({
    lab_id: id,
    name: text,
    programme_id: id,
    project_id: optional(id),
    kind: oneOf(['laboratorio di quartiere', 'laboratorio sociale'] as const),
    operator_body_id: optional(id),
    name_en: text,
    ...cited,
  }),
  lab_sites: v.strictObject({
    lab_id: id,
    address: optional(text),
    owner: optional(text),
    space: optional(text),
    lat: optional(latitude),
    lon: optional(longitude),
    precision: oneOf(PRECISIONS),
    error_m: optional(amount),
    valid_from: optional(date),
    valid_to: optional(date),
    valid_to_kind: oneOf(['stated', 'scheduled', 'unknown'] as const),
    location_source: optional(text),
    site_id: id,
    area_id: optional(id),
    ...cited,
  }),
  lab_ambiti: v.strictObject({
    lab_id: id,
    ambito: oneOf(AMBITI),
    basis: oneOf(['table1', 'chapter', 'part3'] as const),
    ...cited,
  }),
  lab_partners: v.strictObject({
    lab_id: id,
    body_id: id,
    role: oneOf(['partner', 'network', 'operator', 'lead', 'intermediate_body'] as const),
    ...cited,
  }),
  indicators: v.strictObject({
    indicator_id: observation.indicator_id,
    theme: oneOf(THEMES),
    name_it: text,
    name_en: text,
    unit: optional(text),
    definition: text,
    higher_is: oneOf(['better', 'worse', 'neutral'] as const),
    definition_en: text,
    ...cited,
  }),
  events: v.strictObject({
    event_id: id,
    date: date,
    date_precision: oneOf(['day', 'month', 'year', 'season'] as const),
    subject_kind: oneOf(SUBJECT_KINDS),
    subject_id: text,
    what_it: text,
    what_en: text,
    act: optional(text),
    ...cited,
  }),
  contradictions: v.strictObject({
    contradiction_id: id,
    subject_id: text,
    what_it: text,
    what_en: text,
    value_a: text,
    lines_a: lines,
    value_b: text,
    lines_b: lines,
    shown: oneOf(['both', 'a', 'b'] as const),
    why: text,
    source_a: oneOf(SOURCE_IDS),
    source_b: oneOf(SOURCE_IDS),
    subject_kind: optional(oneOf(SUBJECT_KINDS)),
    indicator_id: optional(observation.indicator_id),
    ...cited,
  }),
  observations: v.strictObject({ ...observation, ...cited }),
  arrears: v.strictObject({
    ...observation,
    n_households: optional(amount),
    n_in_arrears: optional(amount),
    ...cited,
  }),
  /** English for phrases of the other tables that have no English column. */
  translations: v.strictObject({ it: text, en: text }),
} as const;

export type TableName = keyof typeof schemas;
export type Row<T extends TableName> = v.InferOutput<(typeof schemas)[T]>;

/** One table: the files that hold it, its schema, its column order and the columns that make a row unique. */
export interface TableSpec<T extends TableName = TableName> {
  name: T;
  files: readonly string[];
  schema: (typeof schemas)[T];
  columns: readonly string[];
  key: readonly string[];
}

const table = <T extends TableName>(
  name: T,
  files: readonly string[],
  key: readonly string[],
): TableSpec<T> => ({
  name,
  files,
  schema: schemas[name],
  columns: Object.keys(schemas[name].entries),
  key,
});

const statedThemes = THEMES.filter((theme) => theme !== 'arrears');

/** Every reviewed table, in the order in which the pipeline reads them. */
export const TABLES = {
  sources: table('sources', ['sources.csv'], ['source_id']),
  bodies: table('bodies', ['bodies.csv'], ['body_id']),
  programmes: table('programmes', ['programmes.csv'], ['programme_id']),
  funding_axes: table('funding_axes', ['funding_axes.csv'], ['axis_id']),
  projects: table('projects', ['projects.csv'], ['project_id']),
  project_funding: table('project_funding', ['project_funding.csv'], ['funding_id']),
  project_places: table(
    'project_places',
    ['project_places.csv'],
    ['project_id', 'area_id', 'istat_code', 'role'],
  ),
  areas: table('areas', ['areas.csv'], ['area_id']),
  labs: table('labs', ['labs.csv'], ['lab_id']),
  lab_sites: table('lab_sites', ['lab_sites.csv'], ['site_id']),
  lab_ambiti: table('lab_ambiti', ['lab_ambiti.csv'], ['lab_id', 'ambito', 'basis']),
  lab_partners: table('lab_partners', ['lab_partners.csv'], ['lab_id', 'body_id', 'role']),
  indicators: table('indicators', ['indicators.csv'], ['indicator_id']),
  events: table('events', ['events.csv'], ['event_id']),
  contradictions: table('contradictions', ['contradictions.csv'], ['contradiction_id']),
  observations: table(
    'observations',
    statedThemes.map((theme) => `observations/${theme}.csv`),
    ['obs_id'],
  ),
  arrears: table('arrears', ['observations/arrears.csv'], ['obs_id']),
  translations: table('translations', ['translations.csv'], ['it']),
} as const satisfies { [T in TableName]: TableSpec<T> };

/** All rows of all tables, each with the place it was read from. */
export type Tables = { [T in TableName]: Row<T>[] };

export type Theme = (typeof THEMES)[number];
export type AxisLevel = (typeof AXIS_LEVELS)[number];
export type AmountKind = (typeof AMOUNT_KINDS)[number];
export type Precision = (typeof PRECISIONS)[number];
export type Ambito = (typeof AMBITI)[number];
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export type SourceId = (typeof SOURCE_IDS)[number];
