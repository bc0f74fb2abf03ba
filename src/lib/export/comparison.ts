/** The comparison of areas as a file: one figure a line, with all that decides whether it compares. */
import {
  comparedDocuments,
  sourceText,
  type CompareFigure,
  type CompareRow,
  type Comparison,
  type ControlRow,
  type ControlSide,
} from '$lib/domain/compare';
import { MINIMUM } from '$lib/domain/disclosure';
import { formatDate, type Lang } from '$lib/domain/figures';
import { fill, messages } from '$lib/i18n';
import { COMPARE_FIELDS, COMPARE_WORDS, type CompareField } from '$lib/i18n/compare';
import { TABLE_WORDS } from '$lib/i18n/table';
import { today } from './context';
import type { Field, Value } from './flat';
import type { ComparisonFormat } from './comparison-formats';
import { EXTENSION, MIME } from './formats';
import { origin, STATES, type LegendBlock } from './metadata';

export interface ComparisonContext {
  lang: Lang;
  comparison: Comparison;
  /** Edition of the data. */
  release: string;
  /** Full address of the comparison. */
  link: string;
  /** Day on which the file is made, ISO. */
  created: string;
}

type FlatField = Pick<Field, 'id' | 'title' | 'definition' | 'kind' | 'unit'>;

const KINDS: Partial<Record<CompareField, Field['kind']>> = {
  valore: 'number',
  calcolato: 'number',
  previsto: 'number',
  soglia_eur: 'euro',
  data: 'date',
  data_documento: 'date',
  area_id: 'code',
};

type Filled = Partial<Record<CompareField, Value>>;

function figureCells(f: CompareFigure, lang: Lang): Filled {
  const { figure } = f;
  return {
    parte: f.dimension,
    // Nothing but the two states that have one may ever give a number.
    valore: figure.state === 'value' || figure.state === 'zero' ? figure.value : null,
    unita: f.unit,
    stato: figure.state,
    parole: f.words,
    momento: f.time_point === null ? null : messages(lang).time_point[f.time_point],
    data: f.data_date,
    data_documento: f.document_date,
    denominatore: f.basis,
    ambito: f.scope,
    soglia_eur: f.threshold_eur,
    proprieta: f.owner,
    iva: f.vat === null ? null : COMPARE_WORDS[lang].vat[f.vat],
    calcolato: f.derived ? 1 : null,
    previsto: f.forecast ? 1 : null,
    nota: f.note,
    fonte: sourceText(f),
  };
}

/** Fields and records; an area about which no document says anything has a line of its own that says so. */
export function flattenComparison(
  comparison: Comparison,
  lang: Lang,
): { fields: readonly FlatField[]; records: readonly (readonly Value[])[] } {
  const w = COMPARE_WORDS[lang];
  const { shown, fields: words } = w.file;
  const columns = new Map(comparison.columns.map((c) => [c.id, c]));
  const lines: Filled[] = [];
  const areaCells = (id: string): Filled => {
    const column = columns.get(id);
    return { area: column?.name ?? id, area_id: id, comune: column?.municipality ?? null };
  };

  const ofRow = (group: string, row: CompareRow): void => {
    const warnings = row.warnings.map(({ words: said }) => said).join(' ') || null;
    for (const cell of row.cells) {
      const about: Filled = {
        tema: group,
        voce: row.title,
        ...areaCells(cell.area_id),
        variazione: cell.change?.words ?? null,
        avvisi: warnings,
      };
      if (cell.figures.length === 0)
        lines.push({ ...about, stato: 'not_stated', parole: w.absent, mostrata: shown.yes });
      for (const f of cell.figures) lines.push({ ...about, ...figureCells(f, lang), mostrata: shown.yes });
      for (const f of cell.others) lines.push({ ...about, ...figureCells(f, lang), mostrata: shown.other });
    }
  };
  for (const group of comparison.groups) for (const row of group.rows) ofRow(group.title, row);

  const ofSide = (id: string, side: ControlSide, row: ControlRow): void => {
    for (const f of [side.t0, side.t1, side.stated])
      if (f)
        lines.push({
          tema: w.control.title,
          voce: row.title,
          ...areaCells(id),
          ...figureCells(f, lang),
          variazione: side.change.words,
          avvisi: row.difference.allowed ? null : row.difference.words,
          mostrata: shown.control,
        });
  };
  for (const pair of comparison.controls)
    for (const row of pair.rows) {
      ofSide(pair.intervention.id, row.intervention, row);
      ofSide(pair.control.id, row.control, row);
      if (row.difference.allowed)
        lines.push({
          tema: w.control.title,
          voce: `${w.control.difference}: ${row.title}`,
          area: `${pair.intervention.name} − ${pair.control.name}`,
          valore: row.difference.difference,
          unita: row.difference.unit,
          stato: row.difference.difference === 0 ? 'zero' : 'value',
          parole: row.difference.words,
          calcolato: 1,
          mostrata: shown.control,
        });
    }

  const fields = COMPARE_FIELDS.map((id): FlatField => ({
    id,
    ...words[id],
    kind: KINDS[id] ?? 'text',
    unit: null,
  }));
  return { fields, records: lines.map((line) => COMPARE_FIELDS.map((id) => line[id] ?? null)) };
}

/** What the file must say to be understood alone. */
export function comparisonLegend(context: ComparisonContext): LegendBlock[] {
  const { comparison, lang } = context;
  const w = TABLE_WORDS[lang];
  const { fields, records } = flattenComparison(comparison, lang);
  return [
    {
      heading: `Atlante ERP: ${COMPARE_WORDS[lang].file.title}`,
      rows: [
        [w.export.view, comparison.sentence],
        ...comparison.columns.map((c) => ['', `${c.name} (${c.kind}, ${c.municipality})`]),
        [w.export.rows, String(records.length)],
        ...origin(context, lang),
      ],
    },
    {
      heading: w.export.columns,
      rows: [
        [w.export.column, w.export.name, w.export.definition],
        ...fields.map((f) => [f.id, f.title, f.definition]),
      ],
    },
    { heading: '', rows: [[w.export.rounding], [w.export.injection]] },
    {
      heading: w.export.states,
      rows: STATES.map((state) => [state, w.states[state].name, w.states[state].definition]),
    },
    { heading: w.export.suppression, rows: [[fill(w.export.suppression_text, MINIMUM)]] },
    {
      heading: w.export.sources,
      rows: comparedDocuments(comparison).map((d) => [
        d.source_id,
        lang === 'it' ? d.title : d.title_en,
        d.publisher,
        formatDate(d.date, lang),
        d.data_period,
      ]),
    },
  ];
}

/** `atlante-erp_confronto_mi-sansiro_mn-lunetta_2023-01-17_ed-2026-11`, without extension. */
export const comparisonStem = ({ comparison, release }: ComparisonContext): string =>
  `atlante-erp_confronto_${comparison.ids.join('_')}_${comparison.date}_ed-${release}`.replace(
    /[^\w.-]+/g,
    '-',
  );

/** What a format writes. Pure but for the fetch of its code. */
export async function comparisonContent(
  format: ComparisonFormat,
  context: ComparisonContext,
): Promise<string | Uint8Array> {
  const flat = flattenComparison(context.comparison, context.lang);
  if (format === 'xlsx')
    return (await import('./xlsx')).workbook(
      { title: COMPARE_WORDS[context.lang].file.title, ...flat },
      { title: TABLE_WORDS[context.lang].export.legend, blocks: comparisonLegend(context) },
      context.created,
    );
  const { toCsv } = await import('./csv');
  return toCsv(flat, format === 'csv' ? {} : { delimiter: ';', decimal: ',', bom: true });
}

/** Writes the comparison and hands the file over. Rejects when the code of the format cannot be fetched. */
export async function exportComparison(
  format: ComparisonFormat,
  given: Omit<ComparisonContext, 'created'>,
): Promise<void> {
  const context = { ...given, created: today() };
  const [content, { download }] = await Promise.all([
    comparisonContent(format, context),
    import('./download'),
  ]);
  download(content, `${comparisonStem(context)}.${EXTENSION[format]}`, MIME[format]);
}
