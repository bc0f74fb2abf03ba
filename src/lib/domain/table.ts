/**
 * The current rows as tables, one a kind of row: what the table on the screen and every export are made of. Figures keep
 * their state up to the cell; a cell knows where it is stated. Pure.
 */
import { fill, messages } from '../i18n';
import { distanceWords, gapWords, needWords, withinWords } from '../i18n/coverage';
import { planner } from '../i18n/planner';
import { TABLE_WORDS, type TableWords } from '../i18n/table';
import { tableWords } from '../i18n/vocabularies';
import type { Fact, Figure, Municipality } from '../schema/served';
import {
  AMOUNT_KINDS,
  type AmountKind,
  type Precision,
  type Row,
  type SourceId,
  type Theme,
} from '../schema/tables';
import type { CoverageResult, MunicipalityReach, Reach, Sum } from './coverage';
import {
  formatDate,
  formatEuro,
  formatFigure,
  formatNumber,
  formatValue,
  kindWords,
  type Lang,
} from './figures';
import type { Index, LabRow, Rows } from './select';
import { span } from './time';

/** Kinds of table; state/view.ts has the same list for the address. */
export const KINDS = ['quartieri', 'laboratori', 'progetti', 'comuni'] as const;
export type Kind = (typeof KINDS)[number];

/** What a row selects; the same shape as the View's selection. */
export interface Subject {
  kind: 'area' | 'laboratorio' | 'progetto' | 'comune';
  id: string;
}

/** Where a cell is stated. */
export interface Cite {
  source_id: SourceId;
  lines: string | null;
}

export type ColumnKind = 'text' | 'code' | 'number' | 'euro' | 'percent' | 'date' | 'figure';

export interface Column {
  /** Also the name in the address and in exported files: `[a-z0-9_]`. */
  id: string;
  title: string;
  definition: string;
  /** `figure` and `euro` columns hold figures with a state; `code` is text made of codes. */
  kind: ColumnKind;
  /** As in the indicators: `n`, `%`, `m2`, `EUR`, `m`, `km2`. */
  unit?: string;
  /** One source for the whole column. */
  source?: string;
  /** Codes that stand for words, in the exports. */
  codes?: Readonly<Record<string, string>>;
  /** Name of those codes in the words, where it is not the column's id. */
  vocabulary?: 'stato_progetto' | 'copertura_propria' | 'fabbisogno';
  /** Cells of this column may be cited. */
  cited?: boolean;
  /** Off until somebody asks for it; always exported. */
  extra?: boolean;
}

export type Cell =
  | { is: 'text'; text: string | null; /** Sorts instead of the text. */ order?: number }
  | { is: 'number'; value: number | null }
  | { is: 'category'; code: string | null; words: string | null }
  /** `figure` null: no document speaks of it. */
  | { is: 'figure'; figure: Figure | null; date: string | null; note: string | null };

export interface Point {
  lon: number;
  lat: number;
  precision: Precision;
  /** Metres. */
  error_m: number | null;
}

export interface TableRow {
  selection: Subject;
  cells: Readonly<Record<string, Cell>>;
  sources: Readonly<Record<string, readonly Cite[]>>;
  /** Where it is; empty when nobody says. */
  points: readonly Point[];
}

/** Which coverage analysis a table's columns come from. */
export interface TableCoverage {
  radius_km: number;
  /** Labs in use at the date, or at some time since this day. */
  since: string | null;
  date: string;
  labs: number;
  labs_placed: number;
  /** Labs of which nobody says that they were open; labs of which not even the municipality is known. */
  labs_doubtful: number;
  labs_nowhere: number;
  /** Municipalities with ERP need and no lab, and those in doubt, with their residents. */
  gaps: Sum;
  doubtful: Sum;
  /** The answer in words, in both languages. */
  answer: Readonly<Record<Lang, string>>;
}

export interface Table {
  kind: Kind;
  lang: Lang;
  title: string;
  columns: readonly Column[];
  rows: readonly TableRow[];
  documents: readonly Row<'sources'>[];
  /** Absent: no columns of coverage. */
  coverage?: TableCoverage;
}

/** Figures that a table reads, by theme: what must be loaded before it is built. */
export const tableThemes = (kind: Kind): readonly Theme[] =>
  kind === 'quartieri' ? ['people', 'housing', 'renovation', 'arrears'] : [];

const text = (value: string | null | undefined): Cell => ({ is: 'text', text: value || null });
const number = (value: number | null): Cell => ({
  is: 'number',
  value: value !== null && Number.isFinite(value) ? value : null,
});
const category = (code: string | null, words: Readonly<Record<string, string>>): Cell => ({
  is: 'category',
  code,
  words: code === null ? null : (words[code] ?? code),
});
const NOT_STATED: Cell = { is: 'figure', figure: null, date: null, note: null };

const cite = ({ source_id, lines }: Cite): Cite => ({ source_id, lines });
const named = (row: { name: string; name_en: string }, lang: Lang): string =>
  lang === 'it' ? row.name : row.name_en;
const join = (parts: Iterable<string | null | undefined>): string | null =>
  [...parts].filter(Boolean).join('; ') || null;

interface Sheet {
  index: Index;
  rows: Rows;
  municipalities: readonly Municipality[];
  lang: Lang;
  w: TableWords;
  coverage: CoverageResult | null;
}

interface Draft {
  columns: Column[];
  rows: TableRow[];
}

/** Puts title and definition to columns given as id and kind. */
function columnsOf<K extends Kind>(
  kind: K,
  w: TableWords,
  list: readonly (Omit<Column, 'title' | 'definition' | 'id'> & {
    id: keyof TableWords['columns'][K] & string;
  })[],
): Column[] {
  const words = w.columns[kind] as Readonly<Record<string, { title: string; definition: string }>>;
  return list.map((column) => ({ ...column, ...(words[column.id] ?? { title: column.id, definition: '' }) }));
}

// --- Figures --------------------------------------------------------------------------------------------------------

const STATED: ReadonlySet<Figure['state']> = new Set(['value', 'zero']);
const numberOf = (figure: Figure): number | null =>
  figure.state === 'value' || figure.state === 'zero' ? figure.value : null;

/** What a figure is read with: what it covers, of what, above which threshold. */
function reading(fact: Fact, lang: Lang, w: TableWords): string[] {
  const dimension = (lang === 'en' ? fact.dimension_en : null) ?? fact.dimension;
  return [
    dimension,
    fact.basis === null ? null : fill(w.note.of, { basis: tableWords('basis', fact.basis, lang) }),
    fact.scope === null ? null : tableWords('scope', fact.scope, lang),
    fact.threshold_eur === null
      ? null
      : fill(w.note.threshold, { amount: formatEuro(fact.threshold_eur, lang) }),
    fact.owner === null ? null : fill(w.note.owner, { owner: tableWords('owner', fact.owner, lang) }),
  ].filter((part) => part !== null);
}

/** The parts of a whole are figures of their own; a table states the whole. */
const WHOLE: ReadonlySet<string | null> = new Set([null, 'totale']);

/**
 * The latest stated figure of an indicator among facts about one subject, known at `day`. Other values that documents
 * state for the same are in its note: the table does not decide which of them is right.
 */
function latest(facts: readonly Fact[], indicator: string, sheet: Sheet): { cell: Cell; cites: Cite[] } {
  const { index, rows, lang, w } = sheet;
  const published = (fact: Fact): string => index.documentDate.get(fact.source_id) ?? '0000';
  const known = facts.filter(
    (f) => f.indicator_id === indicator && span(published(f)).start <= rows.question.date,
  );
  const wholes = known.filter((f) => WHOLE.has(f.dimension));
  // Where only one part is stated it is shown, and its note says which.
  const pool = wholes.length > 0 ? wholes : new Set(known.map((f) => f.dimension)).size === 1 ? known : [];
  const when = (fact: Fact): string => span(fact.data_date ?? published(fact)).end;
  const [first, ...rest] = [...pool].sort(
    (a, b) =>
      Number(STATED.has(b.figure.state)) - Number(STATED.has(a.figure.state)) ||
      when(b).localeCompare(when(a)) ||
      published(b).localeCompare(published(a)),
  );
  if (!first) return { cell: NOT_STATED, cites: [] };
  const others = new Map<number, string>();
  for (const fact of rest) {
    const value = numberOf(fact.figure);
    if (value !== null && value !== numberOf(first.figure) && !others.has(value))
      others.set(value, `${formatValue(value, fact.unit, lang)} (${fact.source_id})`);
  }
  const note = [
    ...reading(first, lang, w),
    ...(others.size > 0 ? [fill(w.note.others, { list: [...others.values()].join(', ') })] : []),
  ];
  return {
    cell: { is: 'figure', figure: first.figure, date: first.data_date, note: join(note) },
    cites: [cite(first)],
  };
}

/** Amounts of one kind as a figure. Only those that sums count are added; see funding.ts. */
function amountCell(
  amounts: readonly Row<'project_funding'>[],
  { lang, w }: Pick<Sheet, 'lang' | 'w'>,
): { cell: Cell; cites: Cite[] } {
  const stated = amounts.filter((a) => a.amount_eur !== null);
  const counted = stated.filter((a) => a.in_totals);
  const shown = counted.length > 0 ? counted : stated;
  const about = (a: Row<'project_funding'>) =>
    [
      a.scope,
      a.vat === 'unknown' ? null : w.note.vat[a.vat],
      a.as_of === null ? null : formatDate(a.as_of, lang),
    ].filter((part) => part !== null);
  const value = shown.reduce((sum, a) => sum + (a.amount_eur ?? 0), 0);
  const figure = (): Figure | null => {
    if (shown.length === 0) return null;
    if (counted.length > 0 || shown.length === 1) return { state: value === 0 ? 'zero' : 'value', value };
    // Several amounts that overlap in ways the documents do not spell out: said one by one, never added.
    const list = (l: Lang) =>
      shown.map((a) => join([formatEuro(a.amount_eur ?? 0, l), a.scope])?.replace('; ', ': ')).join('; ');
    return { state: 'qualitative', text_it: list('it'), text_en: list('en') };
  };
  const dates = new Set(shown.map((a) => a.as_of));
  const [only] = dates;
  const note =
    figure()?.state === 'qualitative'
      ? [w.note.not_counted]
      : [
          ...(counted.length === 0 && shown.length > 0 ? [w.note.not_counted] : []),
          ...(shown.length === 1
            ? shown.flatMap(about)
            : shown.map((a) => `${formatEuro(a.amount_eur ?? 0, lang)} ${about(a).join(', ')}`.trim())),
        ];
  return {
    cell: {
      is: 'figure',
      figure: figure(),
      date: dates.size === 1 ? (only ?? null) : null,
      note: join(note),
    },
    cites: distinct(shown.map(cite)),
  };
}

const distinct = (cites: readonly Cite[]): Cite[] => [
  ...new Map(cites.map((c) => [`${c.source_id}:${c.lines ?? ''}`, c])).values(),
];

// --- Places ---------------------------------------------------------------------------------------------------------

const isOpen = (lab: LabRow): boolean => lab.state === 'open' || lab.state === 'moved';

/** The site that gives a lab its place: in use or last used, else the first with a point; as on the map. */
const placedSite = (row: LabRow): Row<'lab_sites'> | undefined =>
  row.site && row.site.lat !== null ? row.site : row.sites.find((s) => s.lat !== null);

/** Areas of a lab: where its site lies, else the only area of its project. */
function labArea(row: LabRow, index: Index): string | null {
  const site = row.site?.area_id ?? row.sites.find((s) => s.area_id !== null)?.area_id;
  if (site) return site;
  const places = row.lab.project_id === null ? [] : (index.placesOf.get(row.lab.project_id) ?? []);
  const areas = new Set(places.flatMap((p) => (p.area_id === null ? [] : [p.area_id])));
  const [only] = areas;
  return areas.size === 1 ? (only ?? null) : null;
}

/** Municipalities of a lab: its area's, else those of its project. */
function labMunicipalities(row: LabRow, index: Index): string[] {
  const area = labArea(row, index);
  const code = area === null ? undefined : index.areaById.get(area)?.istat_code;
  if (code) return [code];
  return row.lab.project_id === null
    ? []
    : [...(index.facets.municipalities.get(row.lab.project_id) ?? [])].sort();
}

const pointOf = (
  place: { lon: number | null; lat: number | null; precision: Precision; error_m: number | null } | undefined,
): Point[] =>
  place && place.lon !== null && place.lat !== null
    ? [{ lon: place.lon, lat: place.lat, precision: place.precision, error_m: place.error_m }]
    : [];

const countBy = <T>(list: readonly T[], keys: (item: T) => Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const item of list) for (const key of keys(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

const placeColumns = [
  { id: 'precisione', kind: 'text', extra: true },
  { id: 'errore_m', kind: 'number', unit: 'm', extra: true },
  { id: 'lon', kind: 'number', extra: true },
  { id: 'lat', kind: 'number', extra: true },
] as const;

// --- Coverage -------------------------------------------------------------------------------------------------------

/**
 * An answer to another question (the worker is still at it) has no columns: nothing is labelled with a newer question. The
 * analysis is of the whole region, so a choice among its municipalities is the same question.
 */
function answering(coverage: CoverageResult | null, rows: Rows): CoverageResult | null {
  const key = ({ axes, date, facets }: Rows['question']) => JSON.stringify([axes, date, facets ?? null]);
  return coverage !== null && key(coverage.question) === key(rows.question) ? coverage : null;
}

/** Radius and labs of the analysis in words, for titles and definitions. */
export function coverageValues(
  { radius_km, since, date }: Pick<TableCoverage, 'radius_km' | 'since' | 'date'>,
  lang: Lang,
): { within: string; when: string } {
  const { coverage_at, coverage_between } = TABLE_WORDS[lang].export;
  const day = formatDate(date, lang);
  return {
    within: withinWords(radius_km, lang),
    when:
      since === null
        ? fill(coverage_at, { date: day })
        : fill(coverage_between, { since: formatDate(since, lang), date: day }),
  };
}

/** Metres of a distance that is never told shorter or longer than it may be. */
const METRES = 1000;

interface ReachDraft {
  columns: Column[];
  cells: (reach: Reach | undefined) => Record<string, Cell>;
}

/** What the analysis says of each row; nothing while it is off. */
function reachDraft(kind: 'quartieri' | 'comuni', { coverage, index, lang, w }: Sheet): ReachDraft {
  if (coverage === null) return { columns: [], cells: () => ({}) };
  const labs = new Map(index.catalog.labs.map((lab) => [lab.lab_id, named(lab, lang)]));
  const values = coverageValues({ ...coverage, date: coverage.question.date }, lang);
  const km = { kind: 'number', unit: 'km', extra: true } as const;
  const own = coverage.radius_km === 0;
  const states = own ? w.category.copertura_propria : w.category.copertura;
  const columns = columnsOf(kind, w, [
    { id: 'distanza', kind: 'text' },
    { id: 'distanza_min_km', ...km },
    { id: 'distanza_max_km', ...km },
    { id: 'lab_vicino', kind: 'text' },
    { id: 'lab_vicino_id', kind: 'code', extra: true },
    { id: 'copertura', kind: 'text', codes: states, ...(own ? { vocabulary: 'copertura_propria' } : {}) },
    { id: 'lab_entro', kind: 'number' },
    { id: 'lab_forse', kind: 'number', extra: true },
    { id: 'lab_senza_posizione', kind: 'number', extra: true },
    { id: 'raggio_km', ...km },
    { id: 'copertura_dal', kind: 'date', extra: true },
    { id: 'copertura_al', kind: 'date', extra: true },
  ]).map((column) => ({
    ...column,
    title: fill(column.title, values),
    definition: fill(column.definition, values),
  }));
  return {
    columns,
    cells: (reach) => {
      const { min_km = null, max_km = null, lab = null } = reach ?? {};
      return {
        distanza: reach
          ? // Without an upper limit (a lab somewhere in town, or none at all) it comes after every known distance.
            { is: 'text', text: distanceWords(reach, lang), order: max_km ?? Number.MAX_VALUE }
          : text(null),
        distanza_min_km: number(min_km === null ? null : Math.floor(min_km * METRES) / METRES),
        distanza_max_km: number(max_km === null ? null : Math.ceil(max_km * METRES) / METRES),
        lab_vicino: text(lab === null ? null : (labs.get(lab) ?? lab)),
        lab_vicino_id: text(lab),
        copertura: category(reach?.state ?? null, states),
        lab_entro: number(reach?.labs_within ?? null),
        lab_forse: number(reach?.labs_maybe ?? null),
        lab_senza_posizione: number(reach?.labs_unplaced ?? null),
        raggio_km: number(coverage.radius_km),
        copertura_dal: text(coverage.since),
        copertura_al: text(coverage.question.date),
      };
    },
  };
}

/** Why a municipality counts as one with ERP need; nothing while the analysis is off. */
function needDraft({ coverage, lang, w }: Sheet): {
  columns: Column[];
  cells: (reach: MunicipalityReach | undefined) => Record<string, Cell>;
} {
  if (coverage === null) return { columns: [], cells: () => ({}) };
  return {
    columns: columnsOf('comuni', w, [
      { id: 'bisogno_erp', kind: 'text' },
      {
        id: 'fabbisogno_classe',
        kind: 'text',
        codes: w.category.fabbisogno,
        vocabulary: 'fabbisogno',
        extra: true,
      },
    ]),
    cells: (reach) => ({
      bisogno_erp: text(reach ? needWords(reach, lang) : null),
      fabbisogno_classe: category(reach?.need ?? null, w.category.fabbisogno),
    }),
  };
}

// --- The four tables ------------------------------------------------------------------------------------------------

function areaTable(sheet: Sheet): Draft {
  const { index, rows, municipalities, lang, w } = sheet;
  const names = new Map(municipalities.map((m) => [m.istat_code, m.name]));
  const factsOf = new Map<string, Fact[]>();
  for (const fact of index.facts) {
    if (fact.subject_kind !== 'area') continue;
    const list = factsOf.get(fact.subject_id);
    if (list) list.push(fact);
    else factsOf.set(fact.subject_id, [fact]);
  }
  const progress = new Map(rows.progress.map((p) => [p.area_id, p]));
  const arrears = new Map(rows.arrears.map((a) => [a.area.area_id, a.fact]));
  const open = countBy(rows.labs.filter(isOpen), (lab) => {
    const area = labArea(lab, index);
    return area === null ? [] : [area];
  });
  const reach = reachDraft('quartieri', sheet);
  const reachOf = new Map((sheet.coverage?.areas ?? []).map((a) => [a.id, a]));
  const figure = { kind: 'figure', unit: 'n', cited: true } as const;
  const standard = columnsOf('quartieri', w, [
    { id: 'nome', kind: 'text', cited: true },
    { id: 'id', kind: 'code', extra: true },
    { id: 'comune', kind: 'text' },
    { id: 'istat', kind: 'code', extra: true },
    { id: 'tipo', kind: 'text', codes: w.category.tipo },
    { ...placeColumns[0], codes: w.category.precisione },
    ...placeColumns.slice(1),
    { id: 'superficie_m2', kind: 'number', unit: 'm2', cited: true, extra: true },
    { id: 'residenti', ...figure },
    { id: 'nuclei', ...figure },
    { id: 'alloggi_erp', ...figure },
    { id: 'alloggi_lavori', ...figure },
    { id: 'avanzamento', kind: 'text', cited: true },
    { id: 'quota_morosi', ...figure, unit: '%' },
    { id: 'progetti', kind: 'number' },
    { id: 'laboratori_aperti', kind: 'number' },
  ]);
  const columns = [...standard, ...reach.columns];
  const list = rows.areas.map(({ area, projects }): TableRow => {
    const facts = factsOf.get(area.area_id) ?? [];
    const done = progress.get(area.area_id);
    const share = arrears.get(area.area_id);
    const residents = latest(facts, 'residents', sheet);
    const nuclei = latest(facts, 'nuclei', sheet);
    const dwellings = latest(facts, 'dwellings_erp', sheet);
    const works = latest(facts, 'dwellings_works', sheet);
    return {
      selection: { kind: 'area', id: area.area_id },
      cells: {
        nome: text(named(area, lang)),
        id: text(area.area_id),
        comune: text(names.get(area.istat_code) ?? area.istat_code),
        istat: text(area.istat_code),
        tipo: category(area.kind, w.category.tipo),
        precisione: category(area.precision, w.category.precisione),
        errore_m: number(area.error_m),
        lon: number(area.lon),
        lat: number(area.lat),
        superficie_m2: number(area.surface_m2),
        residenti: residents.cell,
        nuclei: nuclei.cell,
        alloggi_erp: dwellings.cell,
        alloggi_lavori: works.cell,
        avanzamento: done
          ? {
              is: 'text',
              text: join(done.components.map((c) => `${c.name} ${formatValue(c.percent, '%', lang)}`.trim())),
              order: Math.min(...done.components.map((c) => c.percent)),
            }
          : text(null),
        quota_morosi: share
          ? {
              is: 'figure',
              figure: share.figure,
              date: share.data_date,
              note: join([
                ...(share.time_point === null ? [] : [messages(lang).time_point[share.time_point]]),
                ...reading(share, lang, w),
              ]),
            }
          : NOT_STATED,
        progetti: number(projects.length),
        laboratori_aperti: number(open.get(area.area_id) ?? 0),
        ...reach.cells(reachOf.get(area.area_id)),
      },
      sources: {
        nome: [cite(area)],
        superficie_m2: area.surface_m2 === null ? [] : [cite(area)],
        residenti: residents.cites,
        nuclei: nuclei.cites,
        alloggi_erp: dwellings.cites,
        alloggi_lavori: works.cites,
        avanzamento: done ? distinct(done.components.map(cite)) : [],
        quota_morosi: share ? [cite(share)] : [],
      },
      points: pointOf(area),
    };
  });
  return { columns, rows: list };
}

function labTable(sheet: Sheet): Draft {
  const { index, rows, municipalities, lang, w } = sheet;
  const names = new Map(municipalities.map((m) => [m.istat_code, m.name]));
  const programmes = new Map(index.catalog.programmes.map((p) => [p.programme_id, named(p, lang)]));
  const bodies = new Map(index.catalog.bodies.map((b) => [b.body_id, b.name]));
  const columns = columnsOf('laboratori', w, [
    { id: 'nome', kind: 'text', cited: true },
    { id: 'id', kind: 'code', extra: true },
    { id: 'comune', kind: 'text' },
    { id: 'istat', kind: 'code', extra: true },
    { id: 'programma', kind: 'text' },
    { id: 'gestore', kind: 'text' },
    { id: 'stato', kind: 'text', codes: w.category.stato },
    { id: 'indirizzo', kind: 'text', cited: true },
    { id: 'proprieta', kind: 'text', codes: w.category.proprieta, extra: true },
    { id: 'dal', kind: 'date', cited: true },
    { id: 'al', kind: 'date', cited: true },
    { id: 'come_noto', kind: 'text', codes: w.category.come_noto },
    { ...placeColumns[0], codes: w.category.precisione },
    ...placeColumns.slice(1),
  ]);
  const list = rows.labs.map((row): TableRow => {
    const { lab, site, state } = row;
    const placed = placedSite(row);
    const codes = labMunicipalities(row, index);
    const cited = (value: string | null | undefined) => (site && value ? [cite(site)] : []);
    return {
      selection: { kind: 'laboratorio', id: lab.lab_id },
      cells: {
        nome: text(named(lab, lang)),
        id: text(lab.lab_id),
        comune: text(join(codes.map((code) => names.get(code) ?? code))),
        istat: text(codes.join(';')),
        programma: text(programmes.get(lab.programme_id) ?? lab.programme_id),
        gestore: text(
          lab.operator_body_id === null ? null : (bodies.get(lab.operator_body_id) ?? lab.operator_body_id),
        ),
        stato: category(state, w.category.stato),
        indirizzo: text(site?.address),
        proprieta: category(site?.owner ?? null, w.category.proprieta),
        dal: text(site?.valid_from),
        al: text(site?.valid_to),
        come_noto: category(site?.valid_to_kind ?? null, w.category.come_noto),
        precisione: category((placed ?? site)?.precision ?? null, w.category.precisione),
        errore_m: number(placed?.error_m ?? null),
        lon: number(placed?.lon ?? null),
        lat: number(placed?.lat ?? null),
      },
      sources: {
        nome: [cite(lab)],
        indirizzo: cited(site?.address),
        dal: cited(site?.valid_from),
        al: cited(site?.valid_to),
      },
      points: pointOf(placed),
    };
  });
  return { columns, rows: list };
}

const amountId = (kind: AmountKind): string => `eur_${kind}`;

/** What is known of the projects at the date, and, where a period is asked for, whether they run in it. */
function nowColumns({ rows, lang }: Sheet): Column[] {
  const words = planner[lang].project;
  const { date, facets } = rows.question;
  const period = facets?.period;
  return [
    {
      id: 'alla_data',
      title: fill(words.column, { date: formatDate(date, lang) }),
      definition: words.definition,
      kind: 'text',
      codes: words.state,
    },
    ...(period
      ? [
          {
            id: 'nel_periodo',
            title: fill(words.period, { from: period.from, to: period.to }),
            definition: words.period_definition,
            kind: 'text' as const,
            codes: words.in_period,
          },
        ]
      : []),
  ];
}

/** A status of a document later than the date says so: the table is of that date. */
function nowCells(project: Row<'projects'>, { rows, lang, w }: Sheet): Record<string, Cell> {
  const words = planner[lang].project;
  const now = rows.projectsAt.get(project.project_id);
  const status = category(project.status, w.category.stato_progetto);
  return {
    alla_data: category(now?.state ?? null, words.state),
    ...(now?.period ? { nel_periodo: category(now.period, words.in_period) } : {}),
    // A status without a date of its own is of its document's day.
    stato_al: text(now?.statusDate ?? project.status_as_of),
    stato:
      now?.later === true && now.statusDate !== null && status.is === 'category' && status.words !== null
        ? {
            ...status,
            words: fill(words.later, { status: status.words, date: formatDate(now.statusDate, lang) }),
          }
        : status,
  };
}

function projectTable(sheet: Sheet): Draft {
  const { index, rows, municipalities, lang, w } = sheet;
  const { catalog } = index;
  const names = new Map(municipalities.map((m) => [m.istat_code, m.name]));
  const programmes = new Map(catalog.programmes.map((p) => [p.programme_id, named(p, lang)]));
  const bodies = new Map(catalog.bodies.map((b) => [b.body_id, b.name]));
  const stated = new Set(catalog.funding.flatMap((f) => (f.project_id === null ? [] : [f.kind])));
  const kinds = AMOUNT_KINDS.filter((kind) => stated.has(kind));
  const funding = new Map<string, Row<'project_funding'>[]>();
  for (const row of rows.funding)
    if (row.project_id !== null) funding.set(row.project_id, [...(funding.get(row.project_id) ?? []), row]);
  const columns: Column[] = [
    ...columnsOf('progetti', w, [
      { id: 'nome', kind: 'text', cited: true },
      { id: 'id', kind: 'code', extra: true },
      { id: 'programma', kind: 'text' },
      { id: 'capofila', kind: 'text' },
      { id: 'tipo_capofila', kind: 'text', codes: w.category.tipo_capofila, extra: true },
      { id: 'comuni', kind: 'text' },
      { id: 'istat', kind: 'code', extra: true },
    ]),
    ...nowColumns(sheet),
    ...columnsOf('progetti', w, [
      { id: 'stato', kind: 'text', codes: w.category.stato_progetto, vocabulary: 'stato_progetto' },
      { id: 'stato_al', kind: 'date' },
      { id: 'inizio', kind: 'date' },
      { id: 'fine', kind: 'date' },
      { id: 'fabbisogno', kind: 'text', codes: w.category.fabbisogno },
      { id: 'esito', kind: 'text', codes: w.category.esito },
    ]),
    ...kinds.map((kind): Column => {
      const words = { kind: kindWords(kind, lang) };
      return {
        id: amountId(kind),
        title: fill(w.amount.title, words),
        definition: fill(w.amount.definition, words),
        kind: 'euro',
        unit: 'EUR',
        cited: true,
      };
    }),
    ...columnsOf('progetti', w, [
      { id: 'assi', kind: 'text', extra: true },
      { id: 'assi_id', kind: 'code', extra: true },
    ]),
  ];
  const list = rows.projects.map((project): TableRow => {
    const codes = [...(index.facets.municipalities.get(project.project_id) ?? [])].sort();
    const own = funding.get(project.project_id) ?? [];
    const amounts = kinds.map(
      (kind) =>
        [
          amountId(kind),
          amountCell(
            own.filter((f) => f.kind === kind),
            sheet,
          ),
        ] as const,
    );
    const axes = catalog.axes.filter((a) => index.axesOf.get(project.project_id)?.has(a.axis_id));
    const areas = new Set(
      (index.placesOf.get(project.project_id) ?? []).flatMap((p) => (p.area_id === null ? [] : [p.area_id])),
    );
    return {
      selection: { kind: 'progetto', id: project.project_id },
      cells: {
        nome: text(named(project, lang)),
        id: text(project.project_id),
        programma: text(programmes.get(project.programme_id) ?? project.programme_id),
        capofila: text(
          project.lead_body_id === null ? null : (bodies.get(project.lead_body_id) ?? project.lead_body_id),
        ),
        tipo_capofila: category(project.lead_kind, w.category.tipo_capofila),
        comuni: text(join(codes.map((code) => names.get(code) ?? code))),
        istat: text(codes.join(';')),
        ...nowCells(project, sheet),
        inizio: text(project.start),
        fine: text(project.end),
        fabbisogno: category(project.need_class, w.category.fabbisogno),
        esito: category(project.outcome, w.category.esito),
        ...Object.fromEntries(amounts.map(([id, { cell }]) => [id, cell])),
        assi: text(
          join(
            axes.map(
              (a) => (a.code === null ? '' : `${a.code} `) + (lang === 'it' ? a.title_it : a.title_en),
            ),
          ),
        ),
        assi_id: text(axes.map((a) => a.axis_id).join(';')),
      },
      sources: {
        nome: [cite(project)],
        ...Object.fromEntries(amounts.map(([id, { cites }]) => [id, cites])),
      },
      points: [...areas].flatMap((id) => pointOf(index.areaById.get(id))),
    };
  });
  return { columns, rows: list };
}

function municipalityTable(sheet: Sheet): Draft {
  const { index, rows, w } = sheet;
  const within = rows.question.within ?? null;
  const municipalities = sheet.municipalities.filter((m) => within === null || within.has(m.istat_code));
  const reach = reachDraft('comuni', sheet);
  const need = needDraft(sheet);
  const reachOf = new Map((sheet.coverage?.municipalities ?? []).map((m) => [m.istat_code, m]));
  const areas = countBy(rows.areas, ({ area }) => [area.istat_code]);
  const open = countBy(rows.labs.filter(isOpen), (lab) => labMunicipalities(lab, index));
  const granted = new Map<string, Row<'project_funding'>[]>();
  const shared = new Map<string, number>();
  for (const row of rows.funding) {
    if (row.kind !== 'granted' || row.project_id === null) continue;
    const codes = [...(index.facets.municipalities.get(row.project_id) ?? [])];
    const [only] = codes;
    if (codes.length === 1 && only) granted.set(only, [...(granted.get(only) ?? []), row]);
    else for (const code of codes) shared.set(code, (shared.get(code) ?? 0) + 1);
  }
  const years = [...new Set(sheet.municipalities.flatMap((m) => m.population_year ?? []))].sort();
  // A merged municipality may have the population of another year.
  const year = [...new Set([years.at(0), years.at(-1)])].join('–');
  const istat = { source: w.source_istat };
  const standard = columnsOf('comuni', w, [
    { id: 'nome', kind: 'text', ...istat },
    { id: 'istat', kind: 'code', ...istat },
    { id: 'provincia', kind: 'text', ...istat },
    { id: 'residenti', kind: 'number', ...istat },
    { id: 'residenti_anno', kind: 'date', extra: true, ...istat },
    { id: 'superficie_km2', kind: 'number', unit: 'km2', ...istat },
    { id: 'progetti', kind: 'number' },
    { id: 'laboratori_aperti', kind: 'number' },
    { id: 'aree', kind: 'number' },
    { id: 'concesso', kind: 'euro', unit: 'EUR', cited: true },
  ]).map((column) =>
    column.id === 'residenti' && year !== ''
      ? { ...column, title: fill(w.residents_year, { year }) }
      : column,
  );
  const columns = [...standard, ...reach.columns, ...need.columns];
  const none = { cell: NOT_STATED, cites: [] as Cite[] };
  const list = municipalities.map((m): TableRow => {
    const own = granted.get(m.istat_code);
    const left = shared.get(m.istat_code);
    const { cell, cites } = own ? amountCell(own, sheet) : none;
    return {
      selection: { kind: 'comune', id: m.istat_code },
      cells: {
        nome: text(m.name),
        istat: text(m.istat_code),
        provincia: text(m.province),
        residenti: number(m.population),
        residenti_anno: text(m.population_year === null ? null : String(m.population_year)),
        superficie_km2: number(m.area_km2),
        progetti: number(rows.projectsIn.get(m.istat_code)?.length ?? 0),
        laboratori_aperti: number(open.get(m.istat_code) ?? 0),
        aree: number(areas.get(m.istat_code) ?? 0),
        concesso:
          left && cell.is === 'figure'
            ? { ...cell, note: join([cell.note, fill(w.note.shared, { n: left })]) }
            : cell,
        ...reach.cells(reachOf.get(m.istat_code)),
        ...need.cells(reachOf.get(m.istat_code)),
      },
      sources: cites.length > 0 ? { concesso: cites } : {},
      points: [],
    };
  });
  return { columns, rows: list };
}

const DRAFT: Record<Kind, (sheet: Sheet) => Draft> = {
  quartieri: areaTable,
  laboratori: labTable,
  progetti: projectTable,
  comuni: municipalityTable,
};

/**
 * The table of one kind for the current rows, by name. `comuni` has every municipality, or those that the question is
 * narrowed to; the others have the rows that the view comprises. The figures of tableThemes(kind) must be in the index, or
 * their cells read "not stated". With the answer of the coverage analysis to the same question, `quartieri` and `comuni`
 * have its columns too.
 */
export function buildTable(
  kind: Kind,
  index: Index,
  rows: Rows,
  municipalities: readonly Municipality[],
  lang: Lang,
  coverage: CoverageResult | null = null,
): Table {
  const w = TABLE_WORDS[lang];
  const answer = kind === 'quartieri' || kind === 'comuni' ? answering(coverage, rows) : null;
  const { columns, rows: list } = DRAFT[kind]({ index, rows, municipalities, lang, w, coverage: answer });
  const table: Table = {
    kind,
    lang,
    title: w.kind[kind],
    columns,
    rows: list,
    documents: index.catalog.sources,
    ...(answer === null
      ? {}
      : {
          coverage: {
            radius_km: answer.radius_km,
            since: answer.since,
            date: answer.question.date,
            labs: answer.totals.labs,
            labs_placed: answer.totals.labs_placed,
            labs_doubtful: answer.totals.labs_doubtful,
            labs_nowhere: answer.totals.labs_nowhere,
            gaps: answer.gap_residents,
            doubtful: answer.doubtful_residents,
            answer: { it: gapWords(answer, 'it'), en: gapWords(answer, 'en') },
          },
        }),
  };
  return sortTable(table, 'nome', false);
}

// --- Order ----------------------------------------------------------------------------------------------------------

/** Figures without a number come after those with one, in this order whatever the direction; nothing stated comes last. */
const AFTER: Record<Exclude<Figure['state'], 'value' | 'zero'>, number> = {
  qualitative: 1,
  suppressed: 2,
  missing: 3,
};
const LAST = 4;

interface Key {
  /** 0: has a value to compare. */
  rank: number;
  n: number;
  s: string;
}

function keyOf(cell: Cell | undefined): Key {
  const none: Key = { rank: LAST, n: 0, s: '' };
  const ofNumber = (n: number | null): Key =>
    n === null || !Number.isFinite(n) ? none : { rank: 0, n, s: '' };
  if (!cell) return none;
  switch (cell.is) {
    case 'text':
      if (cell.text === null) return none;
      return cell.order === undefined ? { rank: 0, n: 0, s: cell.text } : ofNumber(cell.order);
    case 'category':
      return cell.words === null ? none : { rank: 0, n: 0, s: cell.words };
    case 'number':
      return ofNumber(cell.value);
    case 'figure': {
      const { figure } = cell;
      if (figure === null) return none;
      return figure.state === 'value' || figure.state === 'zero'
        ? ofNumber(figure.value)
        : { rank: AFTER[figure.state], n: 0, s: '' };
    }
  }
}

const collators = new Map<Lang, Intl.Collator>();
function collator(lang: Lang): Intl.Collator {
  const known = collators.get(lang) ?? new Intl.Collator(lang, { numeric: true });
  collators.set(lang, known);
  return known;
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The table in the order of a column: numbers as numbers, dates and codes as they are written, words by the language. What
 * has no value comes last in both directions; equal rows are in the order of their ids. An unknown column changes nothing.
 */
export function sortTable(table: Table, columnId: string, descending: boolean): Table {
  const column = table.columns.find((c) => c.id === columnId);
  if (!column) return table;
  const words = column.kind === 'date' || column.kind === 'code' ? byCode : collator(table.lang).compare;
  const sign = descending ? -1 : 1;
  const rows = table.rows
    .map((row) => ({ row, key: keyOf(row.cells[columnId]) }))
    .sort(
      (a, b) =>
        a.key.rank - b.key.rank ||
        sign * (a.key.n - b.key.n || words(a.key.s, b.key.s)) ||
        byCode(a.row.selection.id, b.row.selection.id),
    )
    .map(({ row }) => row);
  return { ...table, rows };
}

// --- Cells in words -------------------------------------------------------------------------------------------------

/** State of a cell, for its look: what a figure says of itself, `none` where nothing is stated. */
export function cellState(cell: Cell | undefined): Figure['state'] | 'text' | 'none' {
  const key = keyOf(cell);
  if (!cell || key.rank === LAST) return 'none';
  if (cell.is === 'figure') return cell.figure?.state ?? 'none';
  return cell.is === 'number' ? (cell.value === 0 ? 'zero' : 'value') : 'text';
}

const DIGITS: Readonly<Record<string, number>> = { lon: 6, lat: 6 };

/** The cell in words; empty text where nothing is stated. */
export function cellText(cell: Cell | undefined, column: Column, lang: Lang): string {
  if (!cell) return '';
  switch (cell.is) {
    case 'text':
      if (cell.text === null) return '';
      return column.kind === 'date' ? formatDate(cell.text, lang) : cell.text;
    case 'category':
      return cell.words ?? '';
    case 'number':
      return cell.value === null ? '' : formatNumber(cell.value, lang, DIGITS[column.id] ?? 2);
    case 'figure':
      // The unit of a number stands in the header; percent signs are read with the number.
      return cell.figure === null ? '' : formatFigure(cell.figure, column.unit ?? null, lang);
  }
}

const UNITS: Readonly<Record<string, string>> = { m2: 'm²', km2: 'km²', km: 'km', EUR: '€' };
/** Unit as it is written beside a column's title; empty for counts. */
export const unitWords = (column: Pick<Column, 'unit'>): string =>
  column.unit === undefined || column.unit === 'n' ? '' : (UNITS[column.unit] ?? column.unit);
