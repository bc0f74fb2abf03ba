/**
 * Place search: municipalities, areas, labs, projects, leading bodies and addresses, from what people type. Blind to accents,
 * apostrophes and case; says which part of a name was matched, in the positions of the name as it is written.
 */
import { distance } from '@turf/distance';
import type { Municipality } from '../schema/served';
import type { Row } from '../schema/tables';
import { formatNumber, type Lang } from './figures';
import { NO_FACETS } from './facets';
import { isFunded } from './funding';
import { municipalitiesOfLab } from './lab-place';
import { named } from './named';
import { selectRows, type Index, type Rows } from './select';
import { fold } from './text';

/** Also the order of equally good groups. */
export const HIT_KINDS = ['comune', 'area', 'laboratorio', 'progetto', 'ente', 'indirizzo'] as const;
export type HitKind = (typeof HIT_KINDS)[number];

/** What choosing a hit asks for; the parts that do not apply are absent. */
export interface Target {
  selection?: { kind: 'comune' | 'area' | 'laboratorio' | 'progetto'; id: string };
  camera?: { lon: number; lat: number; zoom: number };
  /** Body id for the facet of leading bodies. */
  lead?: string;
}

/** Start and end of a matched part in the title, in UTF-16 units. */
export type Mark = [start: number, end: number];

export interface Hit {
  kind: HitKind;
  /** The name; where another name was matched, that one follows in brackets. */
  title: string;
  detail: string;
  /** In order, not touching. */
  marks: Mark[];
  target: Target;
}

interface Name {
  text: string;
  words: string[];
  /** The words without the spaces between them: `sant eusebio` and `santeusebio` are typed for the same place. */
  compact: string;
  /** Where each word begins in `compact`. */
  starts: number[];
  /** Where the name begins that people call it by: after `quartiere`, `Comune di`, `via`. */
  begin: number;
  /** For each unit of `compact` the range of `text` that it stands for. */
  from: number[];
  to: number[];
}

interface Entry {
  kind: HitKind;
  shown: Record<Lang, Name>;
  /** Aliases and the name in the other language, where they say more than the one shown. */
  others: Record<Lang, Name[]>;
  /** What may stand beside the name in a question of several words: `zaist cremona`. */
  context: string[];
  detail: Record<Lang, string>;
  target: Target;
  /** Residents of a municipality, funded projects that a body leads; 0 for all else. Compared within a kind. */
  weight: number;
  /** ISTAT code, found when typed in full. */
  code: string | null;
  point: readonly [lon: number, lat: number] | null;
  /** Radius of a circle as large as the municipality; 0 for all else. */
  radiusKm: number;
}

export interface SearchIndex {
  entries: readonly Entry[];
  counts: Readonly<Record<HitKind, number>>;
}

/** How well a name answers, best first. */
const EXACT = 0;
const START = 1;
const WORD = 2;
/** All words, but in another order, or joined and split otherwise than written. */
const LOOSE = 3;
const INSIDE = 4;

/** Longest question that is read: no name is longer. */
const MAX_QUERY = 100;
/** Words in front of names, that people leave out. */
const LEADING = new Set(
  'comune di quartiere erp via viale piazza piazzale largo corso stabili aler laboratorio'.split(' '),
);
/** Words that say nothing when others stand beside them. */
const SMALL = new Set('di del della dei delle da a in il la lo le e of the in at and'.split(' '));

/** `fold`, word by word, with the way back to the text as written. */
function nameOf(text: string): Name {
  const name: Name = { text, words: [], compact: '', starts: [], begin: 0, from: [], to: [] };
  let open = false;
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    const folded = /^[a-z0-9]$/.test(character) ? character : fold(character);
    if (folded !== '') {
      if (!open) {
        name.starts.push(name.compact.length);
        name.words.push('');
        open = true;
      }
      name.compact += folded;
      name.words[name.words.length - 1] += folded;
      for (let i = 0; i < folded.length; i += 1) {
        name.from.push(at);
        name.to.push(end);
      }
    } else if (open && /^\p{M}$/u.test(character)) {
      // An accent written as a character of its own belongs to the letter before it.
      name.to[name.to.length - 1] = end;
    } else open = false;
    at = end;
  }
  const first = name.words.findIndex((word) => !LEADING.has(word));
  name.begin = name.starts[Math.max(0, first)] ?? 0;
  return name;
}

interface Query {
  words: string[];
  compact: string;
  starts: number[];
  /** Words that have to be found when they are looked for one by one. */
  wanted: string[];
}

function queryOf(text: string): Query {
  const { words, compact, starts } = nameOf(text.slice(0, MAX_QUERY));
  const telling = words.filter((word) => !SMALL.has(word));
  return { words, compact, starts, wanted: telling.length > 0 ? telling : words };
}

interface Match {
  quality: number;
  /** Words found beside the name and not in it. */
  beside: number;
  position: number;
  marks: Mark[];
}

const markOf = (name: Name, from: number, length: number): Mark => [
  name.from[from] ?? 0,
  name.to[from + length - 1] ?? 0,
];

const betterThan = (a: Match, b: Match | null): boolean =>
  b === null ||
  a.quality < b.quality ||
  (a.quality === b.quality && (a.beside < b.beside || (a.beside === b.beside && a.position < b.position)));

/** The whole question in one piece. */
function matchPhrase(name: Name, query: Query): Match | null {
  const { compact } = query;
  let best: Match | null = null;
  for (let at = name.compact.indexOf(compact); at >= 0; at = name.compact.indexOf(compact, at + 1)) {
    const end = at + compact.length;
    const breaks = name.starts.filter((start) => start > at && start < end);
    const asTyped =
      breaks.length === query.starts.length - 1 && breaks.every((b, i) => b - at === query.starts[i + 1]);
    const head = at === 0 || at === name.begin;
    let quality: number | null = null;
    if (name.starts.includes(at)) {
      if (head && end === name.compact.length) quality = EXACT;
      else if (!asTyped) quality = LOOSE;
      else quality = head ? START : WORD;
    } else if (compact.length > 1 && breaks.length === 0 && query.words.length === 1) quality = INSIDE;
    if (quality === null) continue;
    const match = { quality, beside: 0, position: at, marks: [markOf(name, at, compact.length)] };
    if (betterThan(match, best)) best = match;
  }
  return best;
}

/** Each word of the question for itself, in the name or beside it; one at least in the name. */
function matchWords(name: Name, query: Query, context: readonly string[]): Match | null {
  if (query.words.length < 2) return null;
  const used = new Set<number>();
  const marks: Mark[] = [];
  let beside = 0;
  let position = Infinity;
  for (const word of query.wanted) {
    const i = name.words.findIndex((w, n) => !used.has(n) && w.startsWith(word));
    const start = name.starts[i];
    if (start !== undefined) {
      used.add(i);
      marks.push(markOf(name, start, word.length));
      position = Math.min(position, start);
    } else if (context.some((w) => w.startsWith(word))) beside += 1;
    else return null;
  }
  return used.size === 0 ? null : { quality: LOOSE, beside, position, marks };
}

/** Marks in order; those that touch or overlap become one. */
function tidy(marks: readonly Mark[]): Mark[] {
  const done: Mark[] = [];
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    const last = done.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else done.push([start, end]);
  }
  return done;
}

interface Candidate {
  entry: Entry;
  match: Match;
  /** The name that was matched; null for the one that is shown. */
  other: Name | null;
}

function matchEntry(entry: Entry, query: Query, lang: Lang): Candidate | null {
  if (entry.code !== null && entry.code === query.compact)
    return { entry, match: { quality: EXACT, beside: 0, position: 0, marks: [] }, other: null };
  const answer = (name: Name) => matchPhrase(name, query) ?? matchWords(name, query, entry.context);
  const shown = answer(entry.shown[lang]);
  let best: Candidate | null = shown && { entry, match: shown, other: null };
  for (const name of entry.others[lang]) {
    const match = answer(name);
    // The name on the screen says enough where it answers at all; another one counts besides only when typed in full.
    if (!match || (shown && (match.quality !== EXACT || shown.quality === EXACT))) continue;
    if (betterThan(match, best?.match ?? null)) best = { entry, match, other: name };
  }
  return best;
}

const collators: Record<Lang, Intl.Collator> = { it: new Intl.Collator('it'), en: new Intl.Collator('en') };

const order =
  (lang: Lang) =>
  (a: Candidate, b: Candidate): number =>
    a.match.quality - b.match.quality ||
    a.match.beside - b.match.beside ||
    b.entry.weight - a.entry.weight ||
    a.match.position - b.match.position ||
    a.entry.shown[lang].text.length - b.entry.shown[lang].text.length ||
    collators[lang].compare(a.entry.shown[lang].text, b.entry.shown[lang].text);

function hitOf({ entry, match, other }: Candidate, lang: Lang): Hit {
  const shown = entry.shown[lang].text;
  const shift = other === null ? 0 : shown.length + 2;
  return {
    kind: entry.kind,
    title: other === null ? shown : `${shown} (${other.text})`,
    detail: entry.detail[lang],
    marks: tidy(match.marks.map(([start, end]): Mark => [start + shift, end + shift])),
    target: entry.target,
  };
}

export interface Found {
  hits: Hit[];
  /** How many there are without the limit. */
  total: number;
}

/**
 * All that answers a question, at most `limit` of it. Hits of a kind stand together, the kind with the best hit first; each
 * kind gets its share of the places before the rest goes to the best, so that thirty towns do not hide the one lab.
 */
export function find(index: SearchIndex, text: string, lang: Lang, limit: number): Found {
  const query = queryOf(text);
  if (query.compact === '') return { hits: [], total: 0 };
  const compare = order(lang);
  const groups = new Map<HitKind, Candidate[]>();
  let total = 0;
  for (const entry of index.entries) {
    const candidate = matchEntry(entry, query, lang);
    if (!candidate) continue;
    total += 1;
    const group = groups.get(entry.kind);
    if (group) group.push(candidate);
    else groups.set(entry.kind, [candidate]);
  }
  for (const group of groups.values()) group.sort(compare);
  const best = (kind: HitKind): number => groups.get(kind)?.[0]?.match.quality ?? Infinity;
  const kinds = [...groups.keys()].sort(
    (a, b) => best(a) - best(b) || HIT_KINDS.indexOf(a) - HIT_KINDS.indexOf(b),
  );

  const places = Number.isNaN(limit) ? 0 : Math.max(0, Math.min(Math.floor(limit), total));
  const share = Math.max(1, Math.floor(places / Math.max(1, kinds.length)));
  const taken = new Map<HitKind, number>();
  let free = places;
  for (const kind of kinds) {
    const n = Math.min(share, groups.get(kind)?.length ?? 0, free);
    taken.set(kind, n);
    free -= n;
  }
  while (free > 0) {
    let next: { kind: HitKind; quality: number } | null = null;
    for (const kind of kinds) {
      const candidate = groups.get(kind)?.[taken.get(kind) ?? 0];
      const quality = candidate?.match.quality ?? Infinity;
      if (candidate && (next === null || quality < next.quality)) next = { kind, quality };
    }
    if (next === null) break;
    taken.set(next.kind, (taken.get(next.kind) ?? 0) + 1);
    free -= 1;
  }
  const hits = kinds.flatMap((kind) =>
    (groups.get(kind) ?? []).slice(0, taken.get(kind)).map((candidate) => hitOf(candidate, lang)),
  );
  return { hits, total };
}

/** The hits of `find`. */
export const search = (index: SearchIndex, text: string, lang: Lang, limit: number): Hit[] =>
  find(index, text, lang, limit).hits;

/* ---- What can be found ---- */

const POINT_ZOOM = 14;

/** Zoom at which a municipality of this size (km²) fills about 450 pixels; between 9 and 13, 11 without a size. */
export function municipalityZoom(km2: number): number {
  if (!(km2 > 0) || !Number.isFinite(km2)) return 11;
  const metres = 2 * Math.sqrt(km2 / Math.PI) * 1000 * 1.3;
  // 78,271.5 m a pixel at zoom 0 on the equator with tiles of 512 pixels; Lombardy lies at about 45.6 degrees.
  const perPixel = 78_271.5 * Math.cos((45.6 * Math.PI) / 180);
  return Number(Math.min(13, Math.max(9, Math.log2((450 * perPixel) / metres))).toFixed(1));
}

const PROVINCE: Record<Lang, (m: Municipality) => string> = {
  it: (m) =>
    m.province_code === '015' ? 'città metropolitana di Milano' : `provincia di ${m.province || '–'}`,
  en: (m) => (m.province_code === '015' ? 'metropolitan city of Milano' : `province of ${m.province || '–'}`),
};

const LEADS: Record<Lang, (n: number) => string> = {
  it: (n) =>
    n === 1
      ? 'capofila di 1 progetto finanziato'
      : `capofila di ${formatNumber(n, 'it', 0)} progetti finanziati`,
  en: (n) => (n === 1 ? 'lead of 1 funded project' : `lead of ${formatNumber(n, 'en', 0)} funded projects`),
};

type Role = Row<'lab_partners'>['role'];
const ROLES: Record<Role, Record<Lang, string>> = {
  partner: { it: 'partner', en: 'partner' },
  network: { it: 'nella rete', en: 'in the network' },
  operator: { it: 'gestore', en: 'operator' },
  lead: { it: 'capofila', en: 'lead' },
  intermediate_body: { it: 'organismo intermedio', en: 'intermediate body' },
};

const AND_MORE: Record<Lang, (n: number) => string> = {
  it: (n) => `e altri ${n}`,
  en: (n) => `and ${n} more`,
};

interface Named {
  name: string;
  name_en: string;
}
const both = <T>(make: (lang: Lang) => T): Record<Lang, T> => ({ it: make('it'), en: make('en') });
const sayAll = (parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join(' · ');

type Point = readonly [lon: number, lat: number];
const pointOf = (row: { lat: number | null; lon: number | null } | undefined): Point | null =>
  row && row.lat !== null && row.lon !== null ? [row.lon, row.lat] : null;
const at = (point: Point | null, zoom = POINT_ZOOM): Target['camera'] =>
  point === null ? undefined : { lon: point[0], lat: point[1], zoom };

/** Names of a thing in both languages and its aliases, without those that find nothing the shown one does not. */
function names(row: Named, aliases: string | null): Pick<Entry, 'shown' | 'others'> {
  const name = nameOf(row.name);
  const shown = { it: name, en: row.name_en === row.name ? name : nameOf(row.name_en) };
  const alias = (aliases ?? '')
    .split(';')
    .flatMap((text) => (text.trim() === '' ? [] : [nameOf(text.trim())]));
  const others = (lang: Lang): Name[] => {
    const kept: Name[] = [];
    const said = [` ${shown[lang].words.join(' ')} `];
    for (const other of [shown.it, shown.en, ...alias]) {
      const words = ` ${other.words.join(' ')} `;
      if (said.some((whole) => whole.includes(words))) continue;
      said.push(words);
      kept.push(other);
    }
    return kept;
  };
  return { shown, others: both(others) };
}

/** Everything that can be found, in a form that answers in a millisecond. Build it once a release, not once a letter. */
export function buildSearch(index: Index, municipalities: readonly Municipality[]): SearchIndex {
  const { catalog } = index;
  const byCode = new Map(municipalities.map((m) => [m.istat_code, m]));
  const programmes = new Map(catalog.programmes.map((p) => [p.programme_id, p]));
  const bodies = new Map(catalog.bodies.map((b) => [b.body_id, b]));
  const folded = new Map<string, string[]>();
  const wordsOf = (text: string): string[] => {
    const known = folded.get(text) ?? fold(text).split(' ').filter(Boolean);
    folded.set(text, known);
    return known;
  };
  const words = (...texts: (string | null | undefined)[]): string[] => [
    ...new Set(texts.flatMap((text) => (text ? wordsOf(text) : []))),
  ];

  const place = (m: Municipality | undefined): string => {
    if (!m) return '';
    return m.province === '' || m.province === m.name ? m.name : `${m.name} (${m.province})`;
  };
  const places = (codes: readonly string[], lang: Lang): string => {
    const first = codes.slice(0, 2).map((code) => place(byCode.get(code)) || code);
    return codes.length > 2 ? `${first.join(', ')} ${AND_MORE[lang](codes.length - 2)}` : first.join(', ');
  };
  const around = (codes: readonly string[]): Target['camera'] => {
    const m = codes.length === 1 ? byCode.get(codes[0] ?? '') : undefined;
    return m ? at(m.label, municipalityZoom(m.area_km2)) : undefined;
  };
  const withCamera = (target: Target, camera: Target['camera']): Target =>
    camera ? { ...target, camera } : target;
  const codesOf = (projectId: string | null): string[] => [
    ...(index.facets.municipalities.get(projectId ?? '') ?? []),
  ];
  const areasOf = (projectId: string | null): Row<'areas'>[] => [
    ...new Set(
      (index.placesOf.get(projectId ?? '') ?? []).flatMap((p) => {
        const area = index.areaById.get(p.area_id ?? '');
        return area ? [area] : [];
      }),
    ),
  ];
  const plain = { weight: 0, code: null, point: null, radiusKm: 0 };

  const comuni = municipalities.map((m): Entry => ({
    kind: 'comune',
    ...names({ name: m.name, name_en: m.name }, null),
    context: words('comune municipality provincia province', m.province),
    detail: both((lang) => PROVINCE[lang](m)),
    target: withCamera({ selection: { kind: 'comune', id: m.istat_code } }, around([m.istat_code])),
    weight: m.population ?? 0,
    code: m.istat_code,
    point: m.label,
    radiusKm: Math.sqrt(Math.max(0, m.area_km2) / Math.PI) || 0,
  }));

  const areas = catalog.areas.map((area): Entry => {
    const m = byCode.get(area.istat_code);
    return {
      ...plain,
      kind: 'area',
      ...names(area, area.aliases),
      context: words('quartiere neighbourhood area', area.kind, m?.name, m?.province),
      detail: both(() => place(m) || area.istat_code),
      target: withCamera(
        { selection: { kind: 'area', id: area.area_id } },
        at(pointOf(area)) ?? around([area.istat_code]),
      ),
      point: pointOf(area),
    };
  });

  /** Municipality and point of a lab at no day: of its last premises that say one. */
  const labPlace = (lab: Row<'labs'>): { codes: string[]; point: Point | null } => {
    const sites = [...(index.sitesOf.get(lab.lab_id) ?? [])].sort((a, b) =>
      (a.valid_from ?? '').localeCompare(b.valid_from ?? ''),
    );
    const point = pointOf(sites.findLast((s) => pointOf(s) !== null));
    const site = sites.findLast((s) => s.area_id !== null) ?? null;
    return { codes: [...municipalitiesOfLab({ lab, site, sites }, index)], point };
  };
  const labs = catalog.labs.map((lab): Entry => {
    const { codes, point } = labPlace(lab);
    const programme = programmes.get(lab.programme_id);
    return {
      ...plain,
      kind: 'laboratorio',
      ...names(lab, null),
      context: words(
        'laboratorio lab',
        lab.kind,
        programme?.name,
        ...codes.flatMap((code) => [byCode.get(code)?.name, byCode.get(code)?.province]),
        ...areasOf(lab.project_id).flatMap((a) => [a.name, a.aliases]),
      ),
      detail: both((lang) => places(codes, lang) || (programme ? named(programme, lang) : '')),
      target: withCamera({ selection: { kind: 'laboratorio', id: lab.lab_id } }, at(point) ?? around(codes)),
    };
  });

  const projects = catalog.projects.map((project): Entry => {
    const codes = codesOf(project.project_id);
    const own = areasOf(project.project_id);
    const programme = programmes.get(project.programme_id);
    const [only] = own;
    return {
      ...plain,
      kind: 'progetto',
      ...names(project, null),
      context: words(
        'progetto project',
        programme?.name,
        bodies.get(project.lead_body_id ?? '')?.name,
        ...codes.flatMap((code) => [byCode.get(code)?.name, byCode.get(code)?.province]),
        ...own.flatMap((a) => [a.name, a.aliases]),
      ),
      detail: both((lang) => sayAll([programme && named(programme, lang), places(codes, lang)])),
      target: withCamera(
        { selection: { kind: 'progetto', id: project.project_id } },
        (own.length === 1 ? at(pointOf(only)) : undefined) ?? around(codes),
      ),
    };
  });

  const led = new Map<string, number>();
  for (const p of catalog.projects)
    if (p.lead_body_id !== null && isFunded(p)) led.set(p.lead_body_id, (led.get(p.lead_body_id) ?? 0) + 1);
  const labById = new Map(catalog.labs.map((l) => [l.lab_id, l]));
  const enti = catalog.bodies.flatMap((body): Entry[] => {
    const base = {
      ...plain,
      kind: 'ente' as const,
      ...names({ name: body.name, name_en: body.name }, body.aliases),
    };
    const leads = led.get(body.body_id);
    if (leads !== undefined) {
      return [
        {
          ...base,
          context: words('ente body capofila lead'),
          detail: both((lang) => LEADS[lang](leads)),
          target: { lead: body.body_id },
          weight: leads,
        },
      ];
    }
    // A body that leads nothing is found through the labs it works in: one entry for each.
    return catalog.partners
      .filter((p) => p.body_id === body.body_id)
      .flatMap((p): Entry[] => {
        const lab = labById.get(p.lab_id);
        if (!lab) return [];
        const { codes, point } = labPlace(lab);
        return [
          {
            ...base,
            context: words('ente body', lab.name, ...codes.map((code) => byCode.get(code)?.name)),
            detail: both((lang) =>
              sayAll([`${ROLES[p.role][lang]}: ${named(lab, lang)}`, places(codes, lang)]),
            ),
            target: withCamera(
              { selection: { kind: 'laboratorio', id: lab.lab_id } },
              at(point) ?? around(codes),
            ),
          },
        ];
      });
  });

  const seen = new Set<string>();
  const indirizzi = [...catalog.sites].reverse().flatMap((site): Entry[] => {
    const lab = labById.get(site.lab_id);
    const key = `${site.lab_id} ${fold(site.address ?? '')}`;
    if (site.address === null || !lab || seen.has(key)) return [];
    seen.add(key);
    const area = index.areaById.get(site.area_id ?? '');
    const codes = area ? [area.istat_code] : labPlace(lab).codes;
    return [
      {
        ...plain,
        kind: 'indirizzo',
        ...names({ name: site.address, name_en: site.address }, null),
        context: words('sede', lab.name, ...codes.map((code) => byCode.get(code)?.name), area?.name),
        detail: both((lang) => sayAll([named(lab, lang), places(codes, lang)])),
        target: withCamera(
          { selection: { kind: 'laboratorio', id: lab.lab_id } },
          at(pointOf(site)) ?? around(codes),
        ),
      },
    ];
  });

  const groups = {
    comune: comuni,
    area: areas,
    laboratorio: labs,
    progetto: projects,
    ente: enti,
    indirizzo: indirizzi,
  };
  const counts = Object.fromEntries(HIT_KINDS.map((kind) => [kind, groups[kind].length])) as Record<
    HitKind,
    number
  >;
  return { entries: HIT_KINDS.flatMap((kind) => groups[kind]), counts };
}

/* ---- What the filters leave of it ---- */

/** The rows that no filter narrows, on the day of `rows`. */
export const unfiltered = (index: Index, rows: Rows): Rows =>
  selectRows(index, { axes: [], date: rows.question.date });

/**
 * Whether the filters leave out what a hit leads to; `all` is `unfiltered` of the same rows. What is left out without any
 * filter, as a refused project is, is not the filters' doing. A body leads to its projects: it is left out when none of them
 * would be on the map.
 */
export function isFilteredOut({ selection, lead }: Target, index: Index, rows: Rows, all: Rows): boolean {
  if (lead !== undefined) {
    const { question } = rows;
    const facets = { ...(question.facets ?? NO_FACETS), leads: [lead] };
    return selectRows(index, { ...question, facets }).projects.length === 0;
  }
  const gone = <T>(list: (from: Rows) => readonly T[], id: (row: T) => string): boolean => {
    const has = (from: Rows): boolean => list(from).some((row) => id(row) === selection?.id);
    return has(all) && !has(rows);
  };
  switch (selection?.kind) {
    case 'comune':
      return rows.question.within?.has(selection.id) === false;
    case 'area':
      return gone(
        ({ areas }) => areas,
        ({ area }) => area.area_id,
      );
    case 'laboratorio':
      return gone(
        ({ labs }) => labs,
        ({ lab }) => lab.lab_id,
      );
    case 'progetto':
      return gone(
        ({ projects, refused }) => [...projects, ...refused],
        ({ project_id }) => project_id,
      );
    case undefined:
      return false;
  }
}

/* ---- Near a point ---- */

/** Kilometres between two points on the globe, on the same sphere as the map's list and the coverage. */
export const distanceKm = (a: Point, b: Point): number => distance([...a], [...b]);

const AWAY: Record<Lang, (km: number) => string> = {
  it: (km) => (km < 1 ? 'a meno di 1 km' : `a circa ${formatNumber(km, 'it', km < 10 ? 1 : 0)} km`),
  en: (km) => (km < 1 ? 'less than 1 km away' : `about ${formatNumber(km, 'en', km < 10 ? 1 : 0)} km away`),
};

/** How far beyond the border a position is still taken for one inside: simplified borders, imprecise positions. */
const BORDER_KM = 2;

/**
 * The municipality that a position is in and the nearest area with a point; null outside the region. `code` is the
 * municipality when the caller has asked the boundaries: a code, or null for none of them. Undefined: not asked, then the
 * municipality is the one whose circle of equal size is nearest.
 */
export function nearHits(
  index: SearchIndex,
  position: Point,
  lang: Lang,
  code?: string | null,
): Hit[] | null {
  if (!position.every(Number.isFinite)) return null;
  const ranked = (kind: HitKind) => {
    let best: { entry: Entry; km: number; edge: number } | null = null;
    for (const entry of index.entries) {
      if (entry.kind !== kind || entry.point === null) continue;
      const km = distanceKm(position, entry.point);
      const edge = km - entry.radiusKm;
      if (best === null || edge < best.edge) best = { entry, km, edge };
    }
    return best;
  };
  const nearest = ranked('comune');
  const inside = code ? index.entries.find((e) => e.kind === 'comune' && e.code === code) : undefined;
  if (!inside && (nearest === null || nearest.edge > BORDER_KM)) return null;
  const comune = inside ?? nearest?.entry;
  const area = ranked('area');
  const bare = (entry: Entry, detail: string): Hit => ({
    kind: entry.kind,
    title: entry.shown[lang].text,
    detail,
    marks: [],
    target: entry.target,
  });
  return [
    ...(comune ? [bare(comune, comune.detail[lang])] : []),
    ...(area ? [bare(area.entry, `${area.entry.detail[lang]} · ${AWAY[lang](area.km)}`)] : []),
  ];
}
