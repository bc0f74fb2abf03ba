/** What the coverage analysis says of areas and municipalities, as columns. */
import { fill } from '../../i18n';
import { COVERAGE_WORDS, distanceWords, needWords, withinWords } from '../../i18n/coverage';
import { TABLE_WORDS } from '../../i18n/table';
import { labPlaces } from '../coverage/labs';
import type { CoverageResult, MunicipalityReach, Reach } from '../coverage/types';
import { formatDate, type Lang } from '../figures';
import { named } from '../named';
import type { Rows } from '../select';
import { category, columnsOf, number, text, type Sheet } from './sheet';
import type { Cell, Column, TableCoverage } from './types';

/**
 * An answer to another question (the worker is still at it) has no columns: nothing is labelled with a newer question. The
 * analysis is of the whole region, so a choice among its municipalities is the same question; ranges of shares and of works
 * choose areas and projects in it.
 */
export function answering(coverage: CoverageResult | null, rows: Rows): CoverageResult | null {
  const key = ({ axes, date, facets, shares, works, point }: Rows['question']) =>
    JSON.stringify([axes, date, facets ?? null, shares ?? null, works ?? null, point ?? null]);
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

const METRES = 1000;
/** Distances to the metre, the range never told narrower than it may be. */
export const toldDistances = ({
  min_km,
  max_km,
}: Pick<Reach, 'min_km' | 'max_km'>): { min_km: number | null; max_km: number | null } => ({
  min_km: min_km === null ? null : Math.floor(min_km * METRES) / METRES,
  max_km: max_km === null ? null : Math.ceil(max_km * METRES) / METRES,
});

interface ReachDraft {
  columns: Column[];
  cells: (reach: Reach | undefined) => Record<string, Cell>;
}

/** Columns of an analysis: computed, and each with the question that it answers. */
const computedBy = (columns: readonly Column[], coverage: CoverageResult, lang: Lang): Column[] => {
  const values = coverageValues({ ...coverage, date: coverage.question.date }, lang);
  return columns.map((column) => ({
    ...column,
    computed: true,
    title: fill(column.title, values),
    definition: fill(column.definition, values),
  }));
};

/** The question itself: whoever takes a row out of the table keeps it. */
const ASKED = [
  { id: 'raggio_km', kind: 'number', unit: 'km', extra: true },
  { id: 'copertura_dal', kind: 'date', extra: true },
  { id: 'copertura_al', kind: 'date', extra: true },
] as const;
const askedCells = ({ radius_km, since, question }: CoverageResult): Record<string, Cell> => ({
  raggio_km: number(radius_km),
  copertura_dal: text(since),
  copertura_al: text(question.date),
});

/** What the analysis says of each row; nothing while it is off. */
export function reachDraft(kind: 'quartieri' | 'comuni', { coverage, index, lang, w }: Sheet): ReachDraft {
  if (coverage === null) return { columns: [], cells: () => ({}) };
  const labs = new Map(index.catalog.labs.map((lab) => [lab.lab_id, named(lab, lang)]));
  const km = { kind: 'number', unit: 'km', extra: true } as const;
  const own = coverage.radius_km === 0;
  const states = own ? w.category.copertura_propria : w.category.copertura;
  const drafted = columnsOf(kind, w, [
    { id: 'distanza', kind: 'text' },
    { id: 'distanza_min_km', ...km },
    { id: 'distanza_max_km', ...km },
    { id: 'lab_vicino', kind: 'text' },
    { id: 'lab_vicino_id', kind: 'code', extra: true },
    { id: 'copertura', kind: 'text', codes: states, ...(own ? { vocabulary: 'copertura_propria' } : {}) },
    { id: 'lab_entro', kind: 'number' },
    { id: 'lab_forse', kind: 'number', extra: true },
    { id: 'lab_senza_posizione', kind: 'number', extra: true },
    ...ASKED,
  ]);
  return {
    columns: computedBy(drafted, coverage, lang),
    cells: (reach) => {
      const { min_km = null, max_km = null, lab = null } = reach ?? {};
      const told = toldDistances({ min_km, max_km });
      return {
        distanza: reach
          ? // Without an upper limit (a lab somewhere in town, or none at all) it comes after every known distance.
            { is: 'text', text: distanceWords(reach, lang), order: max_km ?? Number.MAX_VALUE }
          : text(null),
        distanza_min_km: number(told.min_km),
        distanza_max_km: number(told.max_km),
        lab_vicino: text(lab === null ? null : (labs.get(lab) ?? lab)),
        lab_vicino_id: text(lab),
        copertura: category(reach?.state ?? null, states),
        lab_entro: number(reach?.labs_within ?? null),
        lab_forse: number(reach?.labs_maybe ?? null),
        lab_senza_posizione: number(reach?.labs_unplaced ?? null),
        ...askedCells(coverage),
      };
    },
  };
}

/** What lies within the radius of each lab; nothing while the analysis is off. */
export function labReachDraft({ coverage, lang, w }: Sheet): {
  columns: Column[];
  cells: (lab: string) => Record<string, Cell>;
} {
  if (coverage === null) return { columns: [], cells: () => ({}) };
  const places = labPlaces(coverage, lang);
  const words = COVERAGE_WORDS[lang].within;
  const drafted = columnsOf('laboratori', w, [
    { id: 'nella_copertura', kind: 'text', codes: w.category.nella_copertura },
    { id: 'raggiunge', kind: 'text' },
    { id: 'comuni_raggiunti', kind: 'number' },
    { id: 'residenti_raggiunti', kind: 'number' },
    { id: 'aree_raggiunte', kind: 'number', extra: true },
    ...ASKED,
  ]);
  return {
    columns: computedBy(drafted, coverage, lang),
    cells: (id) => {
      const at = places.get(id);
      return {
        nella_copertura: category(at ? at.state : 'no', w.category.nella_copertura),
        // A lab that the analysis does not count reaches nothing that could be told.
        raggiunge: text(at && (at.known ? at.names.join(', ') || words.nothing : words.no_point)),
        comuni_raggiunti: number(at?.known ? at.municipalities.length : null),
        residenti_raggiunti: number(at?.residents ?? null),
        aree_raggiunte: number(at?.known ? at.areas.length : null),
        ...askedCells(coverage),
      };
    },
  };
}

/** Why a municipality counts as one with ERP need; nothing while the analysis is off. */
export function needDraft({ coverage, lang, w }: Sheet): {
  columns: Column[];
  cells: (reach: MunicipalityReach | undefined) => Record<string, Cell>;
} {
  if (coverage === null) return { columns: [], cells: () => ({}) };
  return {
    columns: columnsOf('comuni', w, [
      { id: 'bisogno_erp', kind: 'text', computed: true },
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
