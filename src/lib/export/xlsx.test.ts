/**
 * The workbook through a second, independent reader (another unzip, a DOM that knows namespaces, the parts found the way
 * Excel finds them: content types, relationships, sheets) and against the rules of ECMA-376 that Excel repairs files for.
 */
import { DOMParser } from '@xmldom/xmldom';
import JSZip from 'jszip';
import { beforeAll, describe, expect, it } from 'vitest';
import { computeCoverage } from '$lib/domain/coverage';
import { coverageBase } from '$lib/domain/coverage/base';
import { selectRows, type Index } from '$lib/domain/select';
import { TABLE_KINDS, type TableKind } from '$lib/domain/kinds';
import { buildTable } from '$lib/domain/table';
import type { Table } from '$lib/domain/table/types';
import type { Municipality } from '$lib/schema/served';
import { realRelease } from '../../../tests/support/release';
import type { ExportContext } from './context';
import { flatten } from './flat';
import { columnName, toXlsx } from './xlsx';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

let index: Index;
let municipalities: Municipality[];
beforeAll(() => void ({ index, municipalities } = realRelease()));

function contextOf(kind: TableKind, lang: Table['lang']): ExportContext {
  const rows = selectRows(index, { axes: [], date: '2023-01-17' });
  const coverage = computeCoverage({ ...coverageBase(index, rows, municipalities), radius_km: 5 });
  const table = buildTable(kind, index, rows, municipalities, lang, coverage);
  return {
    // A tenth of the municipalities has every kind of cell; a DOM of all of them takes seconds.
    table: kind === 'comuni' ? { ...table, rows: table.rows.filter((_, i) => i % 10 === 0) } : table,
    sentence: 'Prova: «a» & <b>',
    release: '2026-11',
    link: 'https://esempio.it/?tab=comuni&km=5',
    date: '2023-01-17',
    created: '2026-11-20',
  };
}

/** A package part as a document; any warning of the parser is a failure. */
function parse(xml: string, name: string): Document {
  const problem = (message: string) => {
    throw new Error(`${name}: ${message}`);
  };
  return new DOMParser({
    errorHandler: { warning: problem, error: problem, fatalError: problem },
  }).parseFromString(xml, 'application/xml');
}
const all = (node: Document | Element, tag: string, namespace = MAIN): Element[] => [
  ...Array.from(node.getElementsByTagNameNS(namespace, tag)),
];
const one = (node: Document | Element, tag: string, namespace = MAIN): Element => {
  const [element] = all(node, tag, namespace);
  if (!element) throw new Error(`no ${tag}`);
  return element;
};
const children = (node: Element): Element[] =>
  Array.from(node.childNodes).filter((child): child is Element => child.nodeType === 1);
const need = (element: Element, name: string): string => {
  if (!element.hasAttribute(name)) throw new Error(`${element.tagName} without ${name}`);
  return element.getAttribute(name) ?? '';
};

interface Book {
  parts: Map<string, Document>;
  types: Map<string, string>;
  workbook: Document;
  styles: Document;
  sheets: { name: string; part: string; document: Document }[];
}

/** From the root relationship to the sheets, resolving every target against the part that names it. */
async function open(bytes: Uint8Array): Promise<Book> {
  const zip = await JSZip.loadAsync(bytes, { checkCRC32: true });
  const parts = new Map<string, Document>();
  for (const [name, file] of Object.entries(zip.files))
    if (!file.dir) parts.set(name, parse(await file.async('string'), name));
  const part = (name: string): Document => {
    const found = parts.get(name);
    if (!found) throw new Error(`no part ${name}`);
    return found;
  };
  const contentTypes = part('[Content_Types].xml');
  const defaults = new Map(
    all(contentTypes, 'Default', `${PACKAGE}/content-types`).map((d) => [
      need(d, 'Extension'),
      need(d, 'ContentType'),
    ]),
  );
  const overrides = new Map(
    all(contentTypes, 'Override', `${PACKAGE}/content-types`).map((o) => [
      need(o, 'PartName').slice(1),
      need(o, 'ContentType'),
    ]),
  );
  // Every override names a part that is there; every part has a type.
  for (const name of overrides.keys()) part(name);
  const types = new Map(
    [...parts.keys()]
      .filter((name) => name !== '[Content_Types].xml')
      .map((name) => [name, overrides.get(name) ?? defaults.get(name.split('.').at(-1) ?? '') ?? '']),
  );
  const related = (of: string): Map<string, { type: string; target: string }> => {
    const folder = of.includes('/') ? of.slice(0, of.lastIndexOf('/') + 1) : '';
    const rels = part(`${folder}_rels/${of.slice(folder.length)}.rels`);
    const list = all(rels, 'Relationship', `${PACKAGE}/relationships`);
    const ids = list.map((r) => need(r, 'Id'));
    expect(new Set(ids).size).toBe(ids.length);
    return new Map(
      list.map((r) => [need(r, 'Id'), { type: need(r, 'Type'), target: folder + need(r, 'Target') }]),
    );
  };
  const root = [...related('').values()].find((r) => r.type === `${OFFICE}/officeDocument`)?.target ?? '';
  const workbook = part(root);
  const links = related(root);
  const styles = [...links.values()].find((r) => r.type === `${OFFICE}/styles`)?.target ?? '';
  return {
    parts,
    types,
    workbook,
    styles: part(styles),
    sheets: all(workbook, 'sheet').map((sheet) => {
      const link = links.get(sheet.getAttributeNS(OFFICE, 'id') ?? '');
      expect(link?.type).toBe(`${OFFICE}/worksheet`);
      return { name: need(sheet, 'name'), part: link?.target ?? '', document: part(link?.target ?? '') };
    }),
  };
}

/** Cells of a sheet by their own references; a value is a number only where the cell says so. */
function cellsOf(document: Document): Map<string, string | number> {
  return new Map(
    all(document, 'c').map((cell): [string, string | number] => {
      const type = cell.getAttribute('t') ?? '';
      if (type === 'inlineStr') {
        const text = one(cell, 't').textContent ?? '';
        return [
          need(cell, 'r'),
          text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
        ];
      }
      expect(['', 'n']).toContain(type);
      return [need(cell, 'r'), Number(one(cell, 'v').textContent)];
    }),
  );
}

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Order that CT_Workbook, CT_Worksheet and CT_Stylesheet prescribe, as far as we write their parts. */
const ORDER: Record<string, readonly string[]> = {
  workbook: ['fileVersion', 'workbookPr', 'bookViews', 'sheets', 'definedNames', 'calcPr'],
  worksheet: [
    'sheetPr',
    'dimension',
    'sheetViews',
    'sheetFormatPr',
    'cols',
    'sheetData',
    'autoFilter',
    'pageSetup',
  ],
  styleSheet: ['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs', 'cellStyles', 'dxfs'],
};
const inOrder = (document: Document): void => {
  const root = document.documentElement;
  expect(root.namespaceURI).toBe(MAIN);
  const places = children(root).map((child) => ORDER[root.localName]?.indexOf(child.localName) ?? -1);
  expect(places).not.toContain(-1);
  expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
};

describe('the workbook', () => {
  for (const kind of TABLE_KINDS)
    it(`of ${kind} is read by another reader as the rows that were written`, async () => {
      const context = contextOf(kind, kind === 'progetti' ? 'en' : 'it');
      const { fields, records } = flatten(context.table);
      const { sheets } = await open(toXlsx(context));
      const [data, legend] = sheets;
      const cells = cellsOf(data?.document ?? parse('<x/>', ''));
      const expected = new Map<string, string | number>();
      records.forEach((record, r) =>
        record.forEach((value, c) => {
          if (value !== null && value !== '') expected.set(`${columnName(c)}${r + 2}`, value);
        }),
      );
      const body = [...cells].filter(([ref]) => !/^[A-Z]+1$/.test(ref));
      expect(new Map(body)).toEqual(expected);
      expect(fields.map((_, c) => cells.get(`${columnName(c)}1`)).every((t) => typeof t === 'string')).toBe(
        true,
      );
      const notes = [...cellsOf(legend?.document ?? parse('<x/>', '')).values()].join('\n');
      expect(notes).toContain(context.sentence);
      for (const { id } of fields) expect(notes).toContain(id);
    });

  it('keeps to the rules that Excel repairs files for', async () => {
    for (const kind of TABLE_KINDS) {
      const { parts, types, workbook, styles, sheets } = await open(toXlsx(contextOf(kind, 'it')));
      expect([...types.values()]).not.toContain('');
      expect(types.get('xl/workbook.xml')).toBe(`${TYPE}.sheet.main+xml`);
      for (const { part } of sheets) expect(types.get(part)).toBe(`${TYPE}.worksheet+xml`);
      expect(parts.size).toBe(types.size + 1);
      [workbook, styles, ...sheets.map((s) => s.document)].forEach(inOrder);

      // Names of sheets: 31 characters at most, unique whatever their case, none of []:*?/\, no apostrophe at an end.
      const names = sheets.map((s) => s.name);
      expect(new Set(names.map((n) => n.toLowerCase())).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^(?!')[^[\]:*?/\\]{1,31}(?<!')$/);
      const ids = all(workbook, 'sheet').map((s) => need(s, 'sheetId'));
      expect(new Set(ids).size).toBe(ids.length);

      // Counts say what follows; formats point at fonts, fills and borders that exist; the first two fills are reserved.
      const size = (list: string, item: string): number => {
        const element = one(styles, list);
        const items = children(element).filter((child) => child.localName === item);
        expect(Number(need(element, 'count')), list).toBe(items.length);
        return items.length;
      };
      const [fonts, fills, borders, bases, formats] = [
        size('fonts', 'font'),
        size('fills', 'fill'),
        size('borders', 'border'),
        size('cellStyleXfs', 'xf'),
        size('cellXfs', 'xf'),
      ];
      expect(
        all(one(styles, 'fills'), 'patternFill')
          .slice(0, 2)
          .map((f) => need(f, 'patternType')),
      ).toEqual(['none', 'gray125']);
      for (const xf of all(one(styles, 'cellXfs'), 'xf')) {
        expect(Number(need(xf, 'fontId'))).toBeLessThan(fonts);
        expect(Number(need(xf, 'fillId'))).toBeLessThan(fills);
        expect(Number(need(xf, 'borderId'))).toBeLessThan(borders);
        expect(Number(need(xf, 'xfId'))).toBeLessThan(bases);
        // Formats that every spreadsheet has without a numFmts of ours.
        expect([0, 1, 2, 3, 4, 9, 10, 14, 49]).toContain(Number(need(xf, 'numFmtId')));
      }

      for (const { document } of sheets) {
        // Rows and cells in ascending order, each cell in its own row, with a format that exists.
        let lastRow = 0;
        const wrong: string[] = [];
        for (const row of all(document, 'row')) {
          const r = Number(need(row, 'r'));
          if (r <= lastRow) wrong.push(`row ${r}`);
          lastRow = r;
          let column = -1;
          for (const cell of children(row)) {
            const ref = need(cell, 'r');
            const [, letters = '', number] = /^([A-Z]{1,3})(\d+)$/.exec(ref) ?? [];
            const at = [...letters].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0) - 1;
            const format = Number(cell.getAttribute('s') ?? 0);
            if (Number(number) !== r || at <= column || columnName(at) !== letters || format >= formats)
              wrong.push(ref);
            column = at;
          }
        }
        expect(lastRow).toBeGreaterThan(1);
        expect(wrong).toEqual([]);
        const cols = all(document, 'col').map((c) => [
          Number(need(c, 'min')),
          Number(need(c, 'max')),
          Number(need(c, 'width')),
        ]);
        cols.forEach(([min, max, width], i) => {
          expect([min, max]).toEqual([i + 1, i + 1]);
          expect(width).toBeLessThanOrEqual(255);
        });
        for (const text of all(document, 't'))
          expect((text.textContent ?? '').length).toBeLessThanOrEqual(32_767);
      }

      // The filter covers the written cells, in the sheet and in the name that Excel keeps of it.
      const [data] = sheets;
      const filter = need(one(data?.document ?? parse('<x/>', ''), 'autoFilter'), 'ref');
      expect(filter).toBe(need(one(data?.document ?? parse('<x/>', ''), 'dimension'), 'ref'));
      const name = one(workbook, 'definedName');
      expect(need(name, 'localSheetId')).toBe('0');
      expect(name.textContent).toBe(`'${data?.name ?? ''}'!${filter.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2')}`);
    }
  }, 30_000);
});
