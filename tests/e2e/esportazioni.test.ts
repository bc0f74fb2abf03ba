/**
 * Everything that can be taken away, with a facet on, opened again: rows and values are those on the screen and those that
 * the served rows give; numbers are numbers, codes are text, what is withheld has no number.
 */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareAreas } from '$lib/domain/compare';
import { NO_FACETS } from '$lib/domain/facets';
import { formatDate, formatFigure, formatNumber } from '$lib/domain/figures';
import { TABLE_KINDS, type TableKind } from '$lib/domain/kinds';
import { selectRows } from '$lib/domain/select';
import { buildTable } from '$lib/domain/table';
import { sortTable } from '$lib/domain/table/order';
import type { Column, Table } from '$lib/domain/table/types';
import { cellText } from '$lib/domain/table/words';
import { flattenComparison } from '$lib/export/comparison';
import { flatten, type Value } from '$lib/export/flat';
import { isFormula } from '$lib/export/formula';
import { readXlsx, xmlProblem, type ReadCell } from '$lib/export/read-xlsx.testing';
import { COMPARE_WORDS } from '$lib/i18n/compare';
import { takeFile } from '../support/download';
import { waitForIdle, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';

let release: ServedRelease;
beforeAll(() => {
  release = servedRelease();
});

const DATE = '2023-01-17';
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ').trim();

type Kind = 'text' | 'code' | 'number' | 'euro' | 'percent' | 'date';
interface Field {
  id: string;
  title: string;
  kind: Kind;
}
type Read = Record<string, Value>;

const NUMERIC: ReadonlySet<Kind> = new Set(['number', 'euro', 'percent']);
const PLAIN_NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** CSV has text alone: a number is what reads as one and nothing else, in the columns that are of numbers. */
function readCsv(text: string, fields: readonly Field[], delimiter = ',', decimal = '.'): Read[] {
  const records = parse(text, { columns: true, bom: true, delimiter }) as Record<string, string>[];
  return records.map((record) => {
    expect(Object.keys(record)).toEqual(fields.map((f) => f.id));
    return Object.fromEntries(
      fields.map(({ id, kind }): [string, Value] => {
        const raw = record[id] ?? '';
        if (raw === '') return [id, null];
        if (!NUMERIC.has(kind))
          return [id, raw.startsWith("'") && isFormula(raw.slice(1)) ? raw.slice(1) : raw];
        const number = decimal === '.' ? raw : raw.replace(decimal, '.');
        expect(number, id).toMatch(PLAIN_NUMBER);
        return [id, Number(number)];
      }),
    );
  });
}

/** Cell formats of the workbook: of text, of text that looks like a formula, of money, of numbers. */
const TEXT_STYLES = ['2', '3'];
const NUMBER_STYLES = ['4', '5'];

/** A workbook knows what is a number: values as they are, each in a cell of its column's format. */
function readBook(bytes: Uint8Array, fields: readonly Field[]): { records: Read[]; legend: string } {
  const { files, sheets } = readXlsx(bytes);
  for (const [name, xml] of Object.entries(files)) expect(xmlProblem(xml), name).toBeNull();
  const [head = [], ...rows] = sheets[0] ?? [];
  expect(head).toHaveLength(fields.length);
  head.forEach((cell, i) => expect(String(cell?.value)).toContain(fields[i]?.title));
  const value = (cell: ReadCell | undefined, { id, kind }: Field): Value => {
    if (cell === undefined) return null;
    expect(cell.formula, id).toBe(false);
    expect(typeof cell.value, id).toBe(NUMERIC.has(kind) ? 'number' : 'string');
    expect(NUMERIC.has(kind) ? NUMBER_STYLES : TEXT_STYLES, id).toContain(cell.style);
    return cell.value;
  };
  return {
    records: rows.map((row) => Object.fromEntries(fields.map((f, i) => [f.id, value(row[i], f)]))),
    legend: (sheets[1] ?? [])
      .flat()
      .map((c) => String(c?.value ?? ''))
      .join('\n'),
  };
}

interface Shape {
  type: 'Point' | 'MultiPoint' | 'Polygon' | 'MultiPolygon';
  coordinates: unknown;
}
interface Collection {
  link: string;
  features: { id: string; properties: Read; geometry: Shape | null }[];
}

const flatPoints = (coordinates: unknown): [number, number][] =>
  Array.isArray(coordinates) && typeof coordinates[0] === 'number'
    ? [coordinates as [number, number]]
    : (coordinates as unknown[]).flatMap(flatPoints);

/** Values of a collection, and where each row is: at its points, or around them. */
function readGeo(text: string, fields: readonly Field[], table: Table): Read[] {
  const { features } = JSON.parse(text) as Collection;
  expect(features.map((f) => f.id)).toEqual(table.rows.map((r) => r.selection.id));
  features.forEach(({ id, geometry }, i) => {
    const at = table.rows[i]?.points.map(({ lon, lat }) => [lon, lat]) ?? [];
    if (geometry === null) expect(at, id).toEqual([]);
    else if (geometry.type.endsWith('Polygon')) {
      const around = flatPoints(geometry.coordinates);
      for (const [lon = 0, lat = 0] of at.length === 1 ? at : []) {
        expect(Math.min(...around.map((p) => p[0])), id).toBeLessThan(lon);
        expect(Math.max(...around.map((p) => p[0])), id).toBeGreaterThan(lon);
        expect(Math.min(...around.map((p) => p[1])), id).toBeLessThan(lat);
        expect(Math.max(...around.map((p) => p[1])), id).toBeGreaterThan(lat);
      }
    } else expect(flatPoints(geometry.coordinates), id).toEqual(at);
  });
  return features.map(({ properties }) => {
    for (const { id, kind } of fields) {
      const value = properties[id];
      if (value !== null) expect(typeof value, id).toBe(NUMERIC.has(kind) ? 'number' : 'string');
    }
    return Object.fromEntries(fields.map(({ id }) => [id, properties[id] ?? null]));
  });
}

/** Every cell in the document, by row and column: its words, and whether it says that nothing is stated. */
const screen = (page: Page) =>
  page.locator('[data-testid=table] tbody tr[data-id]').evaluateAll((rows) =>
    rows.map((row) => ({
      index: Number((row as HTMLElement).dataset['index']),
      id: (row as HTMLElement).dataset['id'] ?? '',
      cells: [...row.querySelectorAll<HTMLElement>('[data-column]')].map((cell) => ({
        column: cell.dataset['column'] ?? '',
        state: cell.dataset['state'] ?? 'text',
        text: cell.querySelector('.value, .name')?.textContent ?? '',
      })),
    })),
  );

/** What the screen should say, from what the file says; a figure in words is said as its note begins. */
function saidBy(column: Column, record: Read): { text: string } | { in: string } {
  const value = record[column.id] ?? null;
  if (column.kind === 'figure' || column.kind === 'euro') {
    const state = record[`${column.id}_stato`];
    const note = String(record[`${column.id}_nota`] ?? '');
    if (state === 'value' || state === 'zero') {
      expect(typeof value).toBe('number');
      const figure = { state: 'value', value: Number(value) } as Parameters<typeof formatFigure>[0];
      return { text: formatFigure(figure, column.unit ?? null, 'it') };
    }
    // No other state may give a number away.
    expect(value, `${column.id}: ${String(state)}`).toBeNull();
    if (state === 'not_stated') return { text: '' };
    return state === 'qualitative'
      ? { in: note }
      : { text: state === 'suppressed' ? 'riservato' : 'non pervenuto' };
  }
  if (value === null) return { text: '' };
  if (column.codes) return { text: column.codes[String(value)] ?? '' };
  if (column.kind === 'date') return { text: formatDate(String(value), 'it') };
  if (typeof value === 'number') return { text: cellText({ is: 'number', value }, column, 'it') };
  return { text: value };
}

const QUERY: Record<TableKind, { ord: string; column: string; descending: boolean }> = {
  quartieri: { ord: '-residenti', column: 'residenti', descending: true },
  laboratori: { ord: '-dal', column: 'dal', descending: true },
  progetti: { ord: 'eur_allocation', column: 'eur_allocation', descending: false },
  comuni: { ord: '-residenti', column: 'residenti', descending: true },
};

describe('the table with a facet on, in every format, opened again', () => {
  const tableOf = (kind: TableKind, provinces: string[]): Table =>
    sortTable(
      buildTable(
        kind,
        release.index,
        selectRows(release.index, { axes: [], facets: { ...NO_FACETS, provinces }, date: DATE }),
        release.municipalities,
        'it',
      ),
      QUERY[kind].column,
      QUERY[kind].descending,
    );

  it.each(TABLE_KINDS)(
    '%s: the rows and the values of the screen, numbers as numbers, codes as text',
    (kind) =>
      withPage({ context: { acceptDownloads: true } }, async ({ page, goto }) => {
        const table = tableOf(kind, ['015']);
        const { fields, records } = flatten(table);
        const expected = records.map((r) =>
          Object.fromEntries(fields.map((f, i): [string, Value] => [f.id, r[i] ?? null])),
        );
        // The facet leaves less, in rows or, where all municipalities stand, in what is counted in them.
        const free = tableOf(kind, []);
        expect(expected.length).toBeGreaterThan(0);
        expect(flatten(free).records).not.toEqual(records);
        if (kind !== 'comuni') expect(expected.length).toBeLessThan(free.rows.length);

        await goto(`/?tab=${kind}&prov=015&ord=${QUERY[kind].ord}`);
        await page.waitForSelector(`[data-testid=table][data-kind=${kind}] tbody tr[data-id]`);
        await waitForIdle(page);
        expect(plain(await page.getByTestId('table-count').innerText())).toBe(
          `${formatNumber(expected.length, 'it', 0)} righe`,
        );
        const shown = await screen(page);
        // A long table keeps few of its rows in the document: those are compared here, all of them below.
        if (expected.length <= 150)
          expect(shown.map((r) => r.id)).toEqual(table.rows.map((r) => r.selection.id));
        const take = (format: string) => takeFile(page, 'table-export', `export-${format}`);
        const csv = await take('csv');
        expect(csv.name).toBe(`atlante-erp_${kind}_${DATE}_ed-${release.catalog.release}.csv`);
        const fromCsv = readCsv(strFromU8(csv.bytes), fields);
        const columns = new Map(table.columns.map((c) => [c.id, c]));
        for (const { index, id, cells } of shown) {
          const record = fromCsv[index] ?? {};
          expect(record['id'] ?? record['istat']).toBe(id);
          for (const { column: of, text, state } of cells) {
            const column = columns.get(of);
            if (!column) throw new Error(`${of}: no such column`);
            const said = saidBy(column, record);
            const where = `${id}, ${of}`;
            if ('in' in said) expect(plain(said.in), where).toContain(plain(text));
            else if (said.text === '') expect(state, where).toBe('none');
            else if (/^(riservato|non pervenuto)$/.test(said.text))
              expect(plain(text), where).toContain(said.text);
            else expect(plain(text), where).toBe(plain(said.text));
          }
        }
        expect(fromCsv).toEqual(expected);

        const excel = await take('csv-excel');
        expect([...excel.bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
        expect(readCsv(strFromU8(excel.bytes), fields, ';', ',')).toEqual(expected);

        const book = readBook((await take('xlsx')).bytes, fields);
        expect(book.records).toEqual(expected);
        const sentence = plain(await page.getByTestId('sentence').innerText());
        expect(plain(book.legend)).toContain(sentence);

        const geo = strFromU8((await take('geojson')).bytes);
        expect(readGeo(geo, fields, table)).toEqual(expected);

        const zip = unzipSync((await take('zip')).bytes);
        const names = Object.keys(zip);
        const part = (end: string): Uint8Array => {
          const found = names.filter((n) => n.endsWith(end));
          expect(found, end).toHaveLength(1);
          return zip[found[0] ?? ''] ?? new Uint8Array();
        };
        expect(names).toHaveLength(5);
        expect(readCsv(strFromU8(part('.csv')), fields)).toEqual(expected);
        expect(readBook(part('.xlsx'), fields).records).toEqual(expected);
        expect(readGeo(strFromU8(part('.geojson')), fields, table)).toEqual(expected);
        const meta = JSON.parse(strFromU8(part('metadata.json'))) as {
          rows: number;
          link: string;
          release: string;
          description: { it: string };
          columns: { name: string; type: string }[];
          files: { name: string; bytes: number; sha256: string }[];
        };
        expect(meta.rows).toBe(expected.length);
        expect(meta.release).toBe(release.catalog.release);
        const link = new URL(meta.link);
        expect(link.searchParams.get('v'), 'the link names the release').toBe(release.catalog.release);
        link.searchParams.delete('v');
        expect(Object.fromEntries(link.searchParams)).toEqual(
          Object.fromEntries(new URL(page.url()).searchParams),
        );
        expect(plain(meta.description.it)).toBe(sentence);
        expect(meta.columns.map((c) => [c.name, c.type])).toEqual(fields.map((f) => [f.id, f.kind]));
        const readme = plain(strFromU8(part('README.txt')));
        expect(readme).toContain(sentence);
        for (const { name, bytes, sha256 } of meta.files) {
          const content = zip[name] ?? new Uint8Array();
          expect(content.length, name).toBe(bytes);
          expect(createHash('sha256').update(content).digest('hex'), name).toBe(sha256);
          expect(readme).toContain(`${name}: ${bytes} byte · sha256 ${sha256}`);
        }
        expect(meta.files.map((f) => f.name).sort()).toEqual(
          names.filter((n) => !/README|metadata/.test(n)).sort(),
        );
      }),
  );
});

describe('the comparison, opened again', () => {
  it('CSV and workbook hold the figures of the screen, with their dates, and no number of what is withheld', () =>
    withPage({ context: { acceptDownloads: true } }, async ({ page, goto }) => {
      const ids = ['mi-sansiro', 'mn-lunetta', 'bs-exzanoletti'];
      const comparison = compareAreas(
        release.index,
        release.reference,
        release.municipalities,
        ids,
        DATE,
        'it',
      );
      const { fields, records } = flattenComparison(comparison, 'it');
      const expected = records.map((r) =>
        Object.fromEntries(fields.map((f, i): [string, Value] => [f.id, r[i] ?? null])),
      );
      await goto(`/?confronta=${ids.join(',')}`);
      await page.getByTestId('compare').waitFor();
      const take = (format: string) => takeFile(page, 'compare-export', `compare-export-${format}`);
      const { records: lines, legend } = readBook((await take('xlsx')).bytes, fields);
      expect(lines).toEqual(expected);
      expect(readCsv(strFromU8((await take('csv')).bytes), fields)).toEqual(expected);
      expect(readCsv(strFromU8((await take('csv-excel')).bytes), fields, ';', ',')).toEqual(expected);
      expect(plain(legend)).toContain(plain(await page.getByTestId('compare-sentence').innerText()));

      const withheld = lines.filter((l) => l['stato'] === 'suppressed');
      expect(withheld.length).toBeGreaterThan(0);
      for (const line of withheld) expect(line['valore']).toBeNull();
      expect(lines.some((l) => typeof l['valore'] === 'number')).toBe(true);

      // What stands in each cell of the screen is what the lines of its row and area say.
      const { shown } = COMPARE_WORDS.it.file;
      const screenRows = await page.locator('[data-testid=compare-table] tr[data-row]').evaluateAll((rows) =>
        rows.map((row) => ({
          id: (row as HTMLElement).dataset['row'] ?? '',
          cells: [...row.querySelectorAll(':scope > td')].map((td) => td.textContent ?? ''),
        })),
      );
      expect(screenRows.length).toBeGreaterThan(3);
      for (const { id, cells } of screenRows) {
        const group = comparison.groups.find((g) => g.rows.some((r) => r.id === id));
        const title = group?.rows.find((r) => r.id === id)?.title;
        ids.forEach((area, i) => {
          const said = lines.filter(
            (l) =>
              l['tema'] === group?.title &&
              l['voce'] === title &&
              l['area_id'] === area &&
              l['mostrata'] === shown.yes,
          );
          expect(said.length, `${id}, ${area}`).toBeGreaterThan(0);
          for (const line of said) {
            expect(plain(cells[i] ?? ''), `${id}, ${area}`).toContain(plain(String(line['parole'])));
            if (line['stato'] === 'value' || line['stato'] === 'zero')
              expect(typeof line['valore'], `${id}, ${area}`).toBe('number');
          }
        });
      }
    }));
});
