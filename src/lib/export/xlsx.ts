/**
 * A small XLSX writer: sheets of inline strings and numbers, header bold and frozen, widths from the content. Codes and
 * whatever looks like a formula are text and stay text when somebody edits them (quotePrefix).
 */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { unitWords } from '$lib/domain/table/words';
import { TABLE_WORDS } from '$lib/i18n/table';
import type { ExportContext } from './context';
import { coverageSheets } from './coverage';
import { flatten, type Field, type Value } from './flat';
import { isFormula } from './formula';
import { legend, type LegendBlock } from './metadata';

/** Excel's limit for the text of a cell. */
const MAX_TEXT = 32_767;

/** Cell formats, by their place in cellXfs below. */
const STYLE = { plain: 0, header: 1, text: 2, prefixed: 3, euro: 4, number: 5, wrap: 6, title: 7 } as const;

/** Text as XML 1.0 allows it: no control characters, no half surrogates; `_x000D_` keeps a carriage return. */
function xml(text: string): string {
  return (
    text
      .slice(0, MAX_TEXT)
      // A text that looks like one of Excel's own escapes must not be read as one.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replaceAll('\r', '_x000D_')
      // eslint-disable-next-line no-control-regex -- exactly these are not allowed in XML
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** `A`, `Z`, `AA`, ... of a column from 0. */
export function columnName(i: number): string {
  const rest = Math.floor(i / 26);
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (i % 26));
}

function cellXml(value: Value, ref: string, style: number): string {
  if (value === null || value === '') return '';
  if (typeof value === 'number')
    return Number.isFinite(value) ? `<c r="${ref}" s="${style}"><v>${value}</v></c>` : '';
  const s = isFormula(value) && style !== STYLE.header ? STYLE.prefixed : style;
  return `<c r="${ref}" s="${s}" t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
}

interface SheetRow {
  cells: readonly Value[];
  styles: (column: number) => number;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

function sheetXml(
  rows: readonly SheetRow[],
  widths: readonly number[],
  options: { frozen: boolean; selected: boolean },
): string {
  const last = `${columnName(Math.max(0, widths.length - 1))}${Math.max(1, rows.length)}`;
  const pane = options.frozen
    ? '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/><selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight" activeCell="B2" sqref="B2"/>'
    : '';
  const body = rows
    .map(({ cells, styles }, r) => {
      const inner = cells.map((v, c) => cellXml(v, `${columnName(c)}${r + 1}`, styles(c))).join('');
      return `<row r="${r + 1}">${inner}</row>`;
    })
    .join('');
  const cols = widths
    .map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`)
    .join('');
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:${last}"/>` +
    `<sheetViews><sheetView ${options.selected ? 'tabSelected="1" ' : ''}workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${cols}</cols><sheetData>${body}</sheetData>` +
    (options.frozen ? `<autoFilter ref="A1:${last}"/>` : '') +
    '</worksheet>'
  );
}

const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}">` +
  '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="8">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>' +
  '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>' +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** Excel forbids some characters in the name of a sheet, and more than 31 of the others. */
const sheetName = (name: string): string => xml(name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31)) || 'Atlante';

/** What a column of the workbook needs to know of itself. */
type SheetField = Pick<Field, 'title' | 'kind' | 'unit'>;

const styleOf = (field: SheetField): number => {
  switch (field.kind) {
    case 'euro':
      return STYLE.euro;
    case 'number':
    case 'percent':
      return STYLE.number;
    case 'text':
    case 'code':
    case 'date':
      return STYLE.text;
  }
};

const width = (values: readonly Value[], min: number, max: number): number =>
  Math.min(max, Math.max(min, ...values.map((v) => String(v ?? '').length + 2)));

export const toXlsx = (context: ExportContext): Uint8Array =>
  workbook(
    { title: context.table.title, ...flatten(context.table) },
    { title: TABLE_WORDS[context.table.lang].export.legend, blocks: legend(context, context.table.lang) },
    context.created,
    coverageSheets(context.table, context.table.lang).map((sheet) => ({ ...sheet, title: sheet.id })),
  );

/** Records under the titles of their fields. */
interface RecordSheet {
  title: string;
  fields: readonly SheetField[];
  records: readonly (readonly Value[])[];
}

/** Range of a sheet of records, header included. */
const rangeOf = ({ fields, records }: RecordSheet, absolute: '$' | '' = ''): string =>
  `${absolute}A${absolute}1:${absolute}${columnName(Math.max(0, fields.length - 1))}${absolute}${records.length + 1}`;

function recordsXml({ fields, records }: RecordSheet, selected: boolean): string {
  const title = (field: SheetField): string => {
    const unit = unitWords(field.unit === null ? {} : { unit: field.unit });
    return unit ? `${field.title} (${unit})` : field.title;
  };
  const styles = fields.map(styleOf);
  const data: SheetRow[] = [
    { cells: fields.map(title), styles: () => STYLE.header },
    ...records.map((cells) => ({ cells, styles: (c: number) => styles[c] ?? STYLE.plain })),
  ];
  const widths = fields.map((_, c) =>
    width(
      records.map((r) => r[c] ?? null),
      12,
      c === 0 ? 42 : 36,
    ),
  );
  return sheetXml(data, widths, { frozen: true, selected });
}

/**
 * A workbook of one sheet of records, one that explains it, and further sheets of records; `created`: the day it is made,
 * ISO.
 */
export function workbook(
  sheet: RecordSheet,
  explained: { title: string; blocks: readonly LegendBlock[] },
  created: string,
  further: readonly RecordSheet[] = [],
): Uint8Array {
  const notes: SheetRow[] = explained.blocks.flatMap(({ heading, rows }) => [
    ...(heading === '' ? [] : [{ cells: [heading], styles: () => STYLE.title }]),
    // A line of its own runs on to the right; lines of several cells are a small table.
    ...rows.map((cells) => ({
      cells,
      styles: (c: number) => (cells.length > 1 && c > 0 ? STYLE.wrap : STYLE.text),
    })),
    { cells: [], styles: () => STYLE.plain },
  ]);
  /** In their order; the notes are no records. */
  const sheets: readonly { name: string; records: RecordSheet | null }[] = [
    { name: sheetName(sheet.title), records: sheet },
    { name: sheetName(explained.title), records: null },
    ...further.map((records) => ({ name: sheetName(records.title), records })),
  ];
  const numbers = sheets.map((_, i) => i + 1);
  const files: Record<string, string> = {
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
      '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
      numbers
        .map(
          (n) =>
            `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
        )
        .join('') +
      '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><bookViews><workbookView/></bookViews><sheets>` +
      sheets.map(({ name }, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('') +
      '</sheets><definedNames>' +
      sheets
        .map(({ name, records }, i) =>
          records === null
            ? ''
            : `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">'${name}'!${rangeOf(records, '$')}</definedName>`,
        )
        .join('') +
      '</definedNames></workbook>',
    'xl/_rels/workbook.xml.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      numbers
        .map((n) => `<Relationship Id="rId${n}" Type="${REL}/worksheet" Target="worksheets/sheet${n}.xml"/>`)
        .join('') +
      `<Relationship Id="rId${sheets.length + 1}" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(
      sheets.map(({ records }, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        records === null
          ? sheetXml(notes, [26, 40, 24, 70, 60], { frozen: false, selected: false })
          : recordsXml(records, i === 0),
      ]),
    ),
  };
  const mtime = zipTime(created);
  const entries: Zippable = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, [strToU8(content), { mtime }]]),
  );
  return zipSync(entries, { level: 6 });
}

/** A fixed time of day, so that the same rows give the same bytes. Zip knows no year before 1980. */
export function zipTime(day: string): Date {
  const time = new Date(`${day.slice(0, 10)}T12:00:00`);
  return Number.isFinite(time.getTime()) && time.getFullYear() >= 1980 ? time : new Date(1980, 0, 1, 12);
}
