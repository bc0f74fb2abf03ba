/** The table below the map: tabs, order, keyboard, selection, filters, and every export opened again. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { computeCoverage } from '$lib/domain/coverage';
import { coverageBase } from '$lib/domain/coverage/base';
import { NO_FACETS } from '$lib/domain/facets';
import { selectRows } from '$lib/domain/select';
import type { TableKind } from '$lib/domain/kinds';
import { buildTable } from '$lib/domain/table';
import { sortTable } from '$lib/domain/table/order';
import type { Table } from '$lib/domain/table/types';
import { cellText } from '$lib/domain/table/words';
import { flatten } from '$lib/export/flat';
import { readXlsx } from '$lib/export/read-xlsx.testing';
import { expectNoAxeViolations, PHONE, waitForIdle, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';

let release: ServedRelease;
beforeAll(() => {
  release = servedRelease();
});

const DATE = '2023-01-17';
const tableOf = (kind: TableKind, axes: string[] = []): Table =>
  buildTable(
    kind,
    release.index,
    selectRows(release.index, { axes, facets: NO_FACETS, date: DATE }),
    release.municipalities,
    'it',
  );
const ids = (table: Table) => table.rows.map((r) => r.selection.id);
/** Ids of the rows in the document, in their order. */
const shown = (page: Page) =>
  page
    .locator('[data-testid=table] tbody tr[data-id]')
    .evaluateAll((rows) => rows.map((r) => (r as HTMLElement).dataset['id'] ?? ''));
const ready = async (page: Page, kind: TableKind) => {
  await page.waitForSelector(`[data-testid=table][data-kind=${kind}] tbody tr[data-id]`);
};
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ').trim();

describe('the table', () => {
  it('opens by its tab, with the rows of the view, and closes', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await page.getByTestId('table-tab-quartieri').click();
      await ready(page, 'quartieri');
      expect(new URL(page.url()).searchParams.get('tab')).toBe('quartieri');
      expect(await shown(page)).toEqual(ids(tableOf('quartieri')));
      // Tabs are walked with the arrows.
      await page.getByTestId('table-tab-quartieri').focus();
      await page.keyboard.press('ArrowRight');
      await ready(page, 'laboratori');
      expect(await shown(page)).toEqual(ids(tableOf('laboratori')));
      await page.getByTestId('table-close').click();
      await page.waitForSelector('[data-testid=table]', { state: 'detached' });
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-tab'))).toBe('laboratori');
      expect(new URL(page.url()).searchParams.has('tab')).toBe(false);
    }));

  it('shows every cell in the words of its state', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?tab=quartieri');
      await ready(page, 'quartieri');
      const table = tableOf('quartieri');
      const cells = await page
        .locator('[data-testid=table] tbody tr[data-id]')
        .evaluateAll((rows) =>
          rows.map((row) =>
            Object.fromEntries(
              [...row.querySelectorAll<HTMLElement>('[data-column]')].map((c) => [
                c.dataset['column'] ?? '',
                c.querySelector('.value, .name')?.textContent ?? '',
              ]),
            ),
          ),
        );
      table.rows.forEach((row, i) => {
        for (const column of table.columns) {
          const text = cells[i]?.[column.id];
          if (text !== undefined)
            expect(plain(text)).toBe(plain(cellText(row.cells[column.id], column, 'it')));
        }
      });
      expect(cells.some((c) => c['quota_morosi']?.startsWith('riservato'))).toBe(true);
    }));

  it('is sorted by the keyboard, both ways and back', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?tab=progetti');
      await ready(page, 'progetti');
      const header = page.locator('th[data-column=eur_allocation]');
      await header.locator('button').focus();
      for (const [state, expected] of [
        ['ascending', sortTable(tableOf('progetti'), 'eur_allocation', false)],
        ['descending', sortTable(tableOf('progetti'), 'eur_allocation', true)],
        ['none', tableOf('progetti')],
      ] as const) {
        await page.keyboard.press('Enter');
        await expect.poll(() => header.getAttribute('aria-sort')).toBe(state);
        expect(await shown(page)).toEqual(ids(expected));
      }
      await goto('/?tab=progetti&ord=-eur_allocation');
      await ready(page, 'progetti');
      expect(await shown(page)).toEqual(ids(sortTable(tableOf('progetti'), 'eur_allocation', true)));
    }));

  it('walks 1,504 rows by keyboard with few of them in the document, and Enter opens the details', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?tab=comuni');
      await ready(page, 'comuni');
      const table = tableOf('comuni');
      const element = page.getByTestId('table');
      expect(await element.getAttribute('aria-rowcount')).toBe(String(table.rows.length + 1));
      expect((await shown(page)).length).toBeLessThan(120);
      await page.locator('[data-testid=table] button.name').first().focus();
      await page.keyboard.press('End');
      const focused = () => page.evaluate(() => document.activeElement?.closest('tr')?.dataset['id']);
      await expect.poll(focused).toBe(table.rows.at(-1)?.selection.id);
      for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowUp');
      const wanted = table.rows.at(-4);
      await expect.poll(focused).toBe(wanted?.selection.id);
      expect(
        await page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex')),
      ).toBe(String(table.rows.length - 4 + 2));
      await page.keyboard.press('Enter');
      await expect
        .poll(() => new URL(page.url()).searchParams.get('sel'))
        .toBe(`comune:${wanted?.selection.id ?? ''}`);
      const name = wanted?.cells['nome'];
      await expect
        .poll(() => page.locator('#scheda h2').textContent())
        .toBe(name?.is === 'text' ? name.text : null);
      expect(await page.locator('tr.selected').getAttribute('data-id')).toBe(wanted?.selection.id);
    }));

  it('marks a selection that comes from elsewhere and brings it into view', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?tab=comuni&sel=comune:020030');
      await ready(page, 'comuni');
      await page.waitForSelector('tr.selected[data-id="020030"]');
      const inside = () =>
        page.evaluate(() => {
          const row = document.querySelector('tr.selected')?.getBoundingClientRect();
          const region = document.querySelector('[data-testid=table-region]')?.getBoundingClientRect();
          return row && region ? row.top >= region.top && row.bottom <= region.bottom + 1 : false;
        });
      await expect.poll(inside).toBe(true);
    }));

  it('follows the filters', () =>
    withPage({}, async ({ page, goto }) => {
      const axes = ['fesr'];
      await goto(`/?tab=progetti&assi=${axes.join(',')}`);
      await ready(page, 'progetti');
      const table = tableOf('progetti', axes);
      expect(table.rows.length).toBeLessThan(tableOf('progetti').rows.length);
      await expect.poll(() => shown(page)).toEqual(ids(table));
      expect(plain(await page.getByTestId('table-count').innerText())).toBe(`${table.rows.length} righe`);
    }));

  it('gives the source of a cell, and Escape closes that alone', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?tab=quartieri&sel=area:mn-lunetta');
      await ready(page, 'quartieri');
      await page.locator('tr[data-id=mn-lunetta] td[data-column=residenti] button.mark').click();
      const source = page.getByTestId('cell-source');
      await expect.poll(() => source.isVisible()).toBe(true);
      expect(await source.innerText()).toContain('irs-2021');
      await page.keyboard.press('Escape');
      await expect.poll(() => source.isVisible()).toBe(false);
      expect(new URL(page.url()).searchParams.get('sel')).toBe('area:mn-lunetta');
    }));

  it('leaves the map half of a phone’s window, and hides nothing of the page', () =>
    withPage({ viewport: { width: 360, height: 800 } }, async ({ page, goto }) => {
      await goto('/');
      await page.getByTestId('table-tab-quartieri').click();
      await ready(page, 'quartieri');
      const boxes = () =>
        page.evaluate(() =>
          ['[data-testid=map]', '[data-testid=table-drawer]'].map((selector) => {
            const box = document.querySelector(selector)?.getBoundingClientRect();
            return { top: Math.round(box?.top ?? -1), bottom: Math.round(box?.bottom ?? -1) };
          }),
        );
      // Both in the window, one below the other, the map no smaller than half of it.
      await expect.poll(async () => (await boxes())[0]?.top).toBe(0);
      const [map, drawer] = await boxes();
      expect(map?.bottom).toBeGreaterThanOrEqual(400);
      expect(drawer?.top).toBeGreaterThanOrEqual(map?.bottom ?? 0);
      expect(drawer?.bottom).toBeLessThanOrEqual(800);
      // Whatever takes the focus further down is not under the sheet.
      await page.getByRole('button', { name: 'Copia il collegamento' }).focus();
      const covered = await page.evaluate(() => {
        const box = document.activeElement?.getBoundingClientRect();
        const top = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return !(top && document.activeElement?.contains(top));
      });
      expect(covered).toBe(false);
    }));

  it('has its tabs above its tools on a phone (bug: the page’s own tabs lent them their place below)', () =>
    withPage({ viewport: { width: 360, height: 800 } }, async ({ page, goto }) => {
      await goto('/?tab=laboratori');
      await ready(page, 'laboratori');
      const top = (id: string) => page.getByTestId(id).evaluate((e) => e.getBoundingClientRect().top);
      expect(await top('table-tab-laboratori')).toBeLessThan(await top('table-columns'));
      const style = await page
        .getByTestId('table-tab-laboratori')
        .evaluate((e) => getComputedStyle(e.parentElement ?? e).position);
      expect(style).toBe('static');
    }));

  it('says statuses in English on an English page', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/en?tab=progetti');
      await ready(page, 'progetti');
      const words = await page.locator('td[data-column=stato] .value').allInnerTexts();
      expect(words).toContain('concluded');
      expect(words).not.toContain('concluso');
    }));

  it('opens from a link with other names, and writes today’s into the address', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/en?table=areas&selection=neighbourhood:lunetta&date=2021-06-30');
      await ready(page, 'quartieri');
      await page.waitForSelector('tr.selected[data-id=mn-lunetta]');
      await expect
        .poll(() => page.url().replace(/^[^?]*/, ''))
        .toBe('?tab=quartieri&sel=area:mn-lunetta&data=2021-06-30');
      expect(await page.getByTestId('dropped').count()).toBe(0);
    }));

  it('lets columns be chosen', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?tab=laboratori');
      await ready(page, 'laboratori');
      const owner = page.locator('th[data-column=proprieta]');
      expect(await owner.count()).toBe(0);
      await page.getByTestId('table-columns').click();
      await page.getByRole('checkbox', { name: 'Proprietà della sede' }).check();
      await expect.poll(() => owner.count()).toBe(1);
      await page.getByRole('checkbox', { name: 'Gestore' }).uncheck();
      await expect.poll(() => page.locator('th[data-column=gestore]').count()).toBe(0);
    }));

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has no accessibility problem, wide and on a phone, ${colorScheme}`, async () => {
      for (const viewport of [undefined, PHONE])
        await withPage({ colorScheme, ...(viewport ? { viewport } : {}) }, async ({ page, goto }) => {
          await goto('/?tab=quartieri&sel=area:mn-lunetta');
          await ready(page, 'quartieri');
          await waitForIdle(page);
          await expectNoAxeViolations(page);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(wide).toBeLessThanOrEqual(0);
        });
    });
});

describe('exports', () => {
  const take = async (page: Page, format: string) => {
    await page.getByTestId('table-export').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId(`export-${format}`).click(),
    ]);
    // The browser is a server of its own: its files are asked for, not opened.
    const folder = mkdtempSync(join(tmpdir(), 'atlante-'));
    const path = join(folder, 'file');
    await download.saveAs(path);
    const bytes = new Uint8Array(readFileSync(path));
    rmSync(folder, { recursive: true });
    await expect.poll(() => page.getByTestId('table-status').textContent()).toContain('File pronto');
    return { name: download.suggestedFilename(), bytes };
  };
  const csvIds = (text: string, delimiter: string, column: string) =>
    (parse(text, { columns: true, bom: true, delimiter }) as Record<string, string>[]).map((r) => r[column]);

  it('hold the rows on the screen, in their order, in every format', () =>
    withPage({ context: { acceptDownloads: true } }, async ({ page, goto }) => {
      await goto('/?tab=laboratori&ord=-dal');
      await ready(page, 'laboratori');
      const screen = await shown(page);
      const table = sortTable(tableOf('laboratori'), 'dal', true);
      expect(screen).toEqual(ids(table));

      const csv = await take(page, 'csv');
      expect(csv.name).toMatch(/^atlante-erp_laboratori_2023-01-17_.*\.csv$/);
      expect(csvIds(strFromU8(csv.bytes), ',', 'id')).toEqual(screen);

      const excel = await take(page, 'csv-excel');
      expect([...excel.bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect(csvIds(strFromU8(excel.bytes), ';', 'id')).toEqual(screen);

      const { fields, records } = flatten(table);
      const id = fields.findIndex((f) => f.id === 'id');
      const book = readXlsx((await take(page, 'xlsx')).bytes);
      expect(book.sheets[0]?.slice(1).map((r) => r[id]?.value)).toEqual(screen);
      expect(book.sheets[0]?.slice(1).map((r) => fields.map((_, c) => r[c]?.value ?? null))).toEqual(records);

      const geo = JSON.parse(strFromU8((await take(page, 'geojson')).bytes)) as {
        features: { id: string; geometry: unknown }[];
      };
      expect(geo.features.map((f) => f.id)).toEqual(screen);

      const zip = unzipSync((await take(page, 'zip')).bytes);
      const name = (end: string) => Object.keys(zip).find((n) => n.endsWith(end)) ?? '';
      const text = (end: string) => strFromU8(zip[name(end)] ?? new Uint8Array());
      expect(csvIds(text('.csv'), ',', 'id')).toEqual(screen);
      const meta = JSON.parse(text('metadata.json')) as { rows: number; link: string; release: string };
      expect(meta.rows).toBe(screen.length);
      const link = new URL(meta.link);
      expect(link.searchParams.get('v'), 'the link names the release').toBe(release.catalog.release);
      link.searchParams.delete('v');
      expect([...link.searchParams]).toEqual([...new URL(page.url()).searchParams]);
      expect(meta.release).toBe(release.catalog.release);
      expect(text('README.txt')).toContain(
        plain(await page.getByTestId('sentence').innerText()).slice(0, 40),
      );
    }));

  it('hold the coverage that the panel tells, with its radius', () =>
    withPage({ context: { acceptDownloads: true } }, async ({ page, goto }) => {
      await goto('/?tab=comuni&km=7.5&ord=distanza');
      await ready(page, 'comuni');
      await page.waitForSelector('th[data-column=copertura]');
      const rows = selectRows(release.index, { axes: [], facets: NO_FACETS, date: DATE });
      const result = computeCoverage({
        ...coverageBase(release.index, rows, release.municipalities),
        radius_km: 7.5,
      });
      const table = sortTable(
        buildTable('comuni', release.index, rows, release.municipalities, 'it', result),
        'distanza',
        false,
      );
      const first = await shown(page);
      expect(first.slice(0, 5)).toEqual(ids(table).slice(0, 5));
      const distance = table.columns.find((c) => c.id === 'distanza');
      expect(plain(await page.locator('td[data-column=distanza] .value').first().innerText())).toBe(
        distance ? plain(cellText(table.rows[0]?.cells['distanza'], distance, 'it')) : '',
      );
      const zip = unzipSync((await take(page, 'zip')).bytes);
      const name = (end: string) => Object.keys(zip).find((n) => n.endsWith(end)) ?? '';
      const text = (end: string) => strFromU8(zip[name(end)] ?? new Uint8Array());
      const records = parse(text('.csv'), { columns: true }) as Record<string, string>[];
      expect(records.map((r) => r['istat'])).toEqual(ids(table));
      const states = new Map(result.municipalities.map((m) => [m.istat_code, m.state]));
      for (const record of records) expect(record['copertura']).toBe(states.get(record['istat'] ?? ''));
      expect((JSON.parse(text('metadata.json')) as { coverage: unknown }).coverage).toMatchObject({
        radius_km: 7.5,
        date: DATE,
      });
      expect(text('README.txt')).toContain('7,5 km');
    }));

  it('give withheld figures a state and no number, and all municipalities their outline', () =>
    withPage({ context: { acceptDownloads: true } }, async ({ page, goto }) => {
      await goto('/?tab=quartieri');
      await ready(page, 'quartieri');
      const rows = parse(strFromU8((await take(page, 'csv')).bytes), { columns: true }) as Record<
        string,
        string
      >[];
      const withheld = rows.filter((r) => r['quota_morosi_stato'] === 'suppressed');
      expect(withheld.length).toBeGreaterThan(0);
      for (const row of withheld) expect(row['quota_morosi']).toBe('');

      await goto('/?tab=comuni');
      await ready(page, 'comuni');
      await waitForIdle(page);
      const geo = JSON.parse(strFromU8((await take(page, 'geojson')).bytes)) as {
        features: { geometry: { type: string } | null }[];
      };
      expect(geo.features.length).toBe(release.municipalities.length);
      expect(geo.features.every((f) => f.geometry?.type.endsWith('Polygon'))).toBe(true);
    }));
});
