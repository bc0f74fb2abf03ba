/**
 * Addresses that were written otherwise: names of parameters and values that people, documents and English readers use, or
 * that an earlier form used, and the ids that areas and axes go by. What is found here is right without a word; the address is
 * written anew. What is not stays for the parser, which drops it with a notice.
 */
import type { Row } from '$lib/schema/tables';
import { fold } from '$lib/domain/text';

/** What a release knows of other names for its ids. */
export interface OtherIds {
  /** Area ids by other names: `lunetta`, `cr-zeist`. */
  areas?: ReadonlyMap<string, string>;
  /** Axis ids of the release. */
  axes?: ReadonlySet<string>;
}

/** Parameters by other names. The Italian name is the one that is written. */
const PARAMETERS: Readonly<Record<string, string>> = {
  camera: 'c',
  mappa: 'c',
  map: 'c',
  layer: 'strati',
  layers: 'strati',
  strato: 'strati',
  livelli: 'strati',
  metric: 'metrica',
  asse: 'assi',
  axis: 'assi',
  axes: 'assi',
  date: 'data',
  day: 'data',
  select: 'sel',
  selection: 'sel',
  selezione: 'sel',
  theme: 'tema',
  table: 'tab',
  tabella: 'tab',
  sort: 'ord',
  ordine: 'ord',
  columns: 'col',
  colonne: 'col',
  radius: 'km',
  raggio: 'km',
  programme: 'prog',
  programmes: 'prog',
  programma: 'prog',
  programmi: 'prog',
  lead: 'capofila',
  leads: 'capofila',
  province: 'prov',
  provinces: 'prov',
  provincia: 'prov',
  comune: 'comuni',
  municipality: 'comuni',
  municipalities: 'comuni',
  ambito: 'ambiti',
  fields: 'ambiti',
  basis: 'base',
  status: 'stato',
  statuses: 'stato',
  need: 'fabb',
  needs: 'fabb',
  fabbisogno: 'fabb',
  outcome: 'esito',
  outcomes: 'esito',
  esiti: 'esito',
  amount: 'imp',
  importo: 'imp',
  years: 'anni',
  period: 'anni',
  periodo: 'anni',
  text: 'q',
  testo: 'q',
  search: 'q',
  values: 'valori',
  compare: 'confronta',
  confronto: 'confronta',
  rows: 'righe',
  date2: 'data2',
  release: 'v',
  edizione: 'v',
};

const LAYERS = {
  municipalities: 'comuni',
  areas: 'aree',
  quartieri: 'aree',
  neighbourhoods: 'aree',
  labs: 'laboratori',
  progress: 'avanzamento',
  renovation: 'avanzamento',
  arrears: 'morosita',
  morosità: 'morosita',
  coverage: 'copertura',
} as const;

const KINDS = {
  municipality: 'comune',
  quartiere: 'area',
  neighbourhood: 'area',
  lab: 'laboratorio',
  project: 'progetto',
} as const;

const AMOUNTS = {
  dotazione: 'allocation',
  costo: 'cost',
  richiesto: 'requested',
  concesso: 'granted',
  cofinanziamento: 'cofinancing',
  spesa_ammissibile: 'eligible_spend',
  contratto: 'contract',
  rinnovo: 'renewal',
} as const;

/** Values by other names, under the parameter that is written today. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  strati: LAYERS,
  metrica: {
    projects: 'progetti',
    contribution: 'contributo',
    granted: 'contributo',
    labs: 'laboratori',
    households: 'famiglie',
    coverage: 'copertura',
    need: 'bisogno',
    needs: 'bisogno',
    fabbisogno: 'bisogno',
    residents: 'residenti',
  },
  sel: KINDS,
  tema: { light: 'chiaro', dark: 'scuro', system: 'auto' },
  tab: {
    areas: 'quartieri',
    aree: 'quartieri',
    neighbourhoods: 'quartieri',
    labs: 'laboratori',
    projects: 'progetti',
    municipalities: 'comuni',
  },
  capofila: { municipality: 'comune', Comune: 'comune', ALER: 'aler' },
  ambiti: {
    representation: 'rappresentanza',
    mediation: 'intermediazione',
    'self-management': 'autogestione',
    arrears: 'morosita-incolpevole',
    'social-hardship': 'disagio-sociale',
  },
  base: { declared: 'dichiarato', dichiarati: 'dichiarato', observed: 'osservato', osservati: 'osservato' },
  esito: {
    finanziato: 'funded',
    'non-finanziato': 'not_funded',
    'not-funded': 'not_funded',
    'non-ammesso': 'not_admitted',
    'not-admitted': 'not_admitted',
    'senza-esito': 'no_outcome',
    'no-outcome': 'no_outcome',
  },
  imp: AMOUNTS,
  euro: AMOUNTS,
  col: { all: 'tutte' },
  righe: { all: 'tutte' },
  per: { number: 'numero', count: 'numero', residents: 'residenti', dwellings: 'alloggi' },
};

export interface Migration {
  parameter: string;
  /** Null: the parameter itself has another name. */
  value: string | null;
  to: string;
}

/** Every other name, as one list: `parameter` alone is renamed to `to`; with a value, that value of it is. */
export const MIGRATIONS: readonly Migration[] = [
  ...Object.entries(PARAMETERS).map(([parameter, to]) => ({ parameter, value: null, to })),
  ...Object.entries(VALUES).flatMap(([parameter, values]) =>
    Object.entries(values).map(([value, to]) => ({ parameter, value, to })),
  ),
];

const own = (names: Readonly<Record<string, string>>, key: string): string =>
  Object.hasOwn(names, key) ? (names[key] ?? key) : key;

/** An axis id in the spelling of the release: `FSE/ii/9.4.2`, `pon-metro/3`. */
function axisId(id: string, axes: ReadonlySet<string> | undefined): string {
  if (!axes || axes.has(id)) return id;
  const plain = (s: string) => s.toLowerCase().replace(/^pon-metro/, 'ponmetro');
  return [...axes].find((known) => plain(known) === plain(id)) ?? id;
}

function valueOf(parameter: string, value: string, ids: OtherIds): string {
  const names = VALUES[parameter] ?? {};
  const area = (id: string) => ids.areas?.get(id) ?? id;
  const list = (of: (item: string) => string) => value.split(',').map(of).join(',');
  switch (parameter) {
    case 'sel':
    case 'imp': {
      const [head = '', ...rest] = value.split(':');
      const kind = own(names, head);
      const id = rest.join(':');
      if (rest.length === 0) return value;
      return `${kind}:${parameter === 'sel' && kind === 'area' ? area(id) : id}`;
    }
    case 'confronta':
      return list(area);
    case 'assi':
      return list((id) => axisId(id, ids.axes));
    default:
      return Object.hasOwn(VALUES, parameter) ? list((item) => own(names, item)) : value;
  }
}

const write = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%(2F|2C|3A)/g, (code) => decodeURIComponent(code))
    .replaceAll('%20', '+');

/**
 * The parameters of an address under today's names. `rewritten`: the query to put in its place, null when it is already
 * written as today. Where both names of a parameter occur, today's counts.
 */
export function migrate(
  search: string,
  ids: OtherIds = {},
): { entries: [string, string][]; rewritten: string | null } {
  const given = [...new URLSearchParams(search)];
  const written = new Set(given.map(([key]) => key));
  const entries = given.flatMap(([key, value]): [string, string][] => {
    const to = own(PARAMETERS, key);
    if (to !== key && written.has(to)) return [];
    return [[to, valueOf(to, value, ids)]];
  });
  const same =
    entries.length === given.length &&
    entries.every(([key, value], i) => key === given[i]?.[0] && value === given[i]?.[1]);
  if (same) return { entries, rewritten: null };
  const query = entries.map(([key, value]) => `${write(key)}=${write(value)}`).join('&');
  return { entries, rewritten: query === '' ? '' : `?${query}` };
}

const slug = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/**
 * Ids of areas by their other names: without the town in front (`lunetta`), by name and by alias, with and without the town
 * (`zeist`, `cr-zeist`). A name that two areas share is nobody's.
 */
export function areaAliases(
  areas: readonly Pick<Row<'areas'>, 'area_id' | 'name' | 'name_en' | 'aliases'>[],
): Map<string, string> {
  const ids = new Set(areas.map((a) => a.area_id));
  const owners = new Map<string, Set<string>>();
  for (const { area_id, name, name_en, aliases } of areas) {
    const [town = '', ...rest] = area_id.split('-');
    const names = [name, name_en, ...(aliases?.split(';') ?? [])].map(slug);
    for (const other of [rest.join('-'), ...names, ...names.map((n) => `${town}-${n}`)])
      if (other !== '' && !ids.has(other))
        owners.set(other, (owners.get(other) ?? new Set<string>()).add(area_id));
  }
  return new Map(
    [...owners].flatMap(([other, by]) => {
      const [only] = by;
      return by.size === 1 && only !== undefined ? [[other, only] as const] : [];
    }),
  );
}
