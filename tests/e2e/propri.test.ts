/** Own data: files chosen, dropped, checked, drawn, listed, corrected, removed; and nothing of them leaves the browser. */
import { join } from 'node:path';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { OWN_WORDS } from '$lib/i18n/own';
import { LIMITS } from '$lib/own/types';
import { ROOT } from '../../scripts/steps';
import { expectNoAxeViolations, mapState, PHONE, screenshot, waitForIdle, withPage } from '../support/page';

const fixture = (name: string): string => join(ROOT, 'tests/fixtures/own', name);
const made = (name: string, text: string) => ({ name, mimeType: '', buffer: Buffer.from(text) });
type Files = Parameters<ReturnType<Page['locator']>['setInputFiles']>[0];

async function open(page: Page, goto: (path: string) => Promise<unknown>, path = '/'): Promise<void> {
  await goto(path);
  await waitForIdle(page);
  await page
    .locator('summary', { hasText: path.startsWith('/en') ? OWN_WORDS.en.title : OWN_WORDS.it.title })
    .click();
  await page.getByTestId('own-data').waitFor();
}
const choose = (page: Page, files: Files) =>
  page.getByTestId('own-data').locator('input[type=file]').setInputFiles(files);
const cards = (page: Page) => page.getByTestId('own-layer');
const refusals = (page: Page) => page.getByTestId('own-refusal');
/** How many rows each of the map's layers for own data shows in the window. */
const drawn = async (page: Page) => {
  const { features } = await mapState(page);
  return Object.fromEntries(Object.entries(features).filter(([id]) => id.startsWith('propri-')));
};
/** Opens a fold that may be open already. */
async function unfold(details: Locator): Promise<void> {
  if (!(await details.evaluate((e) => (e as HTMLDetailsElement).open)))
    await details.locator('summary').click();
}
/** Where a place of the map is on the screen. */
const onScreen = (page: Page, lon: number, lat: number) =>
  page.evaluate(
    ([x, y]) => {
      const host = document.querySelector('[data-testid=map]') as HTMLElement & { map: MapLibreMap };
      const at = host.map.project([x, y]);
      const { left, top } = host.getBoundingClientRect();
      return { x: left + at.x, y: top + at.y };
    },
    [lon, lat] as const,
  );
/** Three points far from everything that the atlas draws but the municipalities. */
const POINTS = made('sedi.csv', 'nome,lat,lon,ore\nUno,44.95,9.05,12\nDue,45.98,10.62,\nTre,45.2,9.05,7\n');
const UNO = [9.05, 44.95] as const;
const DUE = [10.62, 45.98] as const;
const tableRows = (page: Page) =>
  page
    .getByTestId('own-table')
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((r) => [...r.children].map((cell) => cell.textContent ?? '')));

describe('own data', () => {
  it('of municipalities are coloured by their value, with what was mended or left out by row', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      await choose(page, fixture('comuni.csv'));
      const card = cards(page);
      await card.waitFor();
      expect(await card.getAttribute('data-kind')).toBe('comuni');
      expect(await card.innerText()).toContain('4 comuni, 1 senza valore, dal file comuni.csv');
      await expect.poll(() => drawn(page)).toEqual({ 'propri-fill': 3, 'propri-vuoti': 1, 'propri-line': 4 });
      const { layers } = await mapState(page);
      expect(layers.indexOf('propri-fill')).toBeGreaterThan(layers.indexOf('comuni-fill'));
      expect(layers.indexOf('propri-punti')).toBeLessThan(layers.indexOf('aree-fill'));

      await unfold(card.getByTestId('own-problems'));
      const said = (await card.getByTestId('own-problems').innerText()).replace(/\s+/g, ' ');
      expect(said).toContain('Avvisi: 4 · lasciati fuori: 2');
      expect(said).toMatch(
        /non è di un comune lombardo di oggi \(lasciati fuori: 1\).*Righe: 5 \(«999999»\)/,
      );
      expect(said).toMatch(/Ripetuto.*Righe: 6 \(«015146»\)/);
      expect(said).toMatch(
        /senza lo zero davanti: aggiunto \(tenuti: 2\).*Righe: 2 \(«15146»\), 4 \(«13075»\)/,
      );
      // It says of itself that there is nothing: no fault of the file.
      expect(said).not.toContain('n.d.');

      await card.getByRole('button', { name: 'Tabella: comuni' }).click();
      expect(await tableRows(page)).toEqual([
        ['2', 'Milano', '015146', '12.450,5'],
        ['3', 'Mantova', '020030', '310'],
        ['4', 'Como', '013075', 'senza valore'],
        ['7', 'Bergamo', '016024', '88'],
      ]);
      const head = page.getByTestId('own-table').getByRole('columnheader', { name: 'famiglie in attesa' });
      await head.getByRole('button').click();
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      expect((await tableRows(page)).map((r) => r[1])).toEqual(['Bergamo', 'Mantova', 'Milano', 'Como']);
      await head.getByRole('button').click();
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      expect((await tableRows(page)).map((r) => r[1])).toEqual(['Milano', 'Mantova', 'Bergamo', 'Como']);
    }));

  it('of points and perimeters come together; names are text; one is switched off, renamed, removed', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      await choose(page, [fixture('punti.csv'), fixture('perimetri.geojson')]);
      await expect.poll(() => cards(page).count()).toBe(2);
      await expect
        .poll(() => drawn(page))
        .toEqual({ 'propri-fill': 1, 'propri-vuoti': 1, 'propri-line': 2, 'propri-punti': 2 });
      expect(await cards(page).nth(0).innerText()).toContain('3 punti, dal file punti.csv');
      expect(await cards(page).nth(1).innerText()).toContain('2 perimetri, 1 senza valore');
      const perimeters = cards(page).nth(1).getByTestId('own-problems');
      await unfold(perimeters);
      expect(await perimeters.innerText()).toMatch(/Linea, non perimetro[^]*Elementi: 3/);
      expect(await perimeters.innerText()).toMatch(/chiuso sul primo punto[^]*Elementi: 2/);

      await page.getByRole('button', { name: 'Tabella: punti' }).click();
      expect((await tableRows(page)).map((r) => r[1])).toEqual([
        'Sportello Giambellino',
        'Sportello Corvetto',
        'Sportello <b>Roma</b>',
      ]);
      await page.getByTestId('own-table').getByRole('button', { name: 'Chiudi' }).click();

      await page.getByRole('checkbox', { name: 'Mostra sulla mappa: perimetri' }).uncheck();
      await expect.poll(() => drawn(page)).toEqual({ 'propri-punti': 2 });
      const name = cards(page).nth(0).getByLabel('Nome del layer');
      await name.fill('  Sportelli sociali ');
      await name.press('Enter');
      await cards(page).nth(0).getByRole('button', { name: 'Togli: Sportelli sociali' }).click();
      await expect.poll(() => drawn(page)).toEqual({});
      expect(await cards(page).count()).toBe(1);
      await page.getByRole('checkbox', { name: 'Mostra sulla mappa: perimetri' }).check();
      await expect.poll(() => drawn(page)).toMatchObject({ 'propri-line': 2 });
    }));

  it('show another column when it is chosen, and are as before when it gives nothing', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      await choose(page, made('due.csv', 'comune;nuclei;alloggi\nMilano;1;200\nMantova;2;300\n'));
      await cards(page).waitFor();
      const legend = cards(page).locator('.legend');
      expect(await legend.innerText()).toContain('nuclei (due)');
      await page.getByRole('button', { name: 'Colonne: due' }).click();
      await page.getByLabel('Colonna del valore').selectOption('alloggi');
      await page.getByRole('button', { name: 'Leggi con queste colonne' }).click();
      await expect.poll(() => legend.innerText()).toContain('alloggi (due)');
      expect(await legend.innerText()).toContain('300 e oltre');

      await page.getByRole('button', { name: 'Colonne: due' }).click();
      await page.getByLabel('Colonna del comune').selectOption('alloggi');
      await page.getByRole('button', { name: 'Leggi con queste colonne' }).click();
      await refusals(page).waitFor();
      expect(await refusals(page).innerText()).toContain('Nella colonna «alloggi» non c’è nessun comune');
      expect(await cards(page).innerText()).toContain('2 comuni');
      await refusals(page).getByRole('button').click();
      expect(await refusals(page).count()).toBe(0);
      await page.getByRole('button', { name: 'Colonne: due' }).click();
      await page.getByLabel('Colonna del valore').selectOption('');
      await page.getByRole('button', { name: 'Leggi con queste colonne' }).click();
      await expect.poll(() => legend.innerText()).toContain('si vede dove, non quanto');
    }));

  it('ask for columns that their titles do not tell', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      await choose(page, made('zone.csv', 'zona,quanti,nord,est\nA,3,45.46,9.19\nB,4,45.2,9.9\n'));
      const form = page.getByTestId('own-columns');
      await form.waitFor();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Colonne di zone.csv');
      await expectNoAxeViolations(page, { within: '[data-testid=own-data]', bestPractice: true });
      await form.getByLabel('latitudine e longitudine in gradi').check();
      // Nothing is read before the places are said.
      await form.getByRole('button', { name: 'Leggi con queste colonne' }).click();
      expect(await cards(page).count()).toBe(0);
      await form.getByLabel('Colonna della latitudine').selectOption('nord');
      await form.getByLabel('Colonna della longitudine').selectOption('est');
      await form.getByLabel('Colonna del nome').selectOption('zona');
      await form.getByLabel('Colonna del valore').selectOption('quanti');
      await form.getByRole('button', { name: 'Leggi con queste colonne' }).click();
      await cards(page).waitFor();
      await expect.poll(() => drawn(page)).toEqual({ 'propri-punti': 2 });
      expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('zone');
    }));

  it('with latitude and longitude swapped are told, and read the other way on request', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      await choose(page, made('scambiati.csv', 'nome,lat,lon\nA,9.19,45.46\nB,9.2,45.5\n'));
      await refusals(page).waitFor();
      expect(await refusals(page).innerText()).toContain('sembrano scambiate: 9.19, 45.46');
      await page.getByRole('button', { name: 'Leggi con latitudine e longitudine scambiate' }).click();
      await cards(page).waitFor();
      await expect.poll(() => drawn(page)).toEqual({ 'propri-punti': 2 });
      expect(await refusals(page).count()).toBe(0);
    }));

  it('say their name and value under the pointer; a press chooses the row, in the table and on the map', () =>
    withPage({}, async ({ page, goto, url }) => {
      await open(page, goto);
      await choose(page, POINTS);
      await cards(page).waitFor();
      await expect.poll(() => drawn(page)).toEqual({ 'propri-punti': 3 });
      const under = page.getByTestId('under');
      const at = await onScreen(page, UNO[0], UNO[1]);
      await page.mouse.move(at.x - 60, at.y);
      await page.mouse.move(at.x, at.y);
      await expect.poll(() => under.textContent()).toBe('Uno, ore: 12 (sedi)');
      // Another layer's thing has its name too; outside the map there is none.
      const milano = await onScreen(page, 9.08, 45.56);
      await page.mouse.move(milano.x, milano.y);
      await expect.poll(() => under.textContent()).toMatch(/^\p{Lu}\p{L}+/u);
      expect(await under.textContent()).not.toContain('sedi');
      expect(await under.isVisible()).toBe(true);
      await page.mouse.move(10, 10);
      await expect.poll(() => under.isVisible()).toBe(false);

      await page.mouse.click(at.x, at.y);
      const table = page.getByTestId('own-table');
      await table.waitFor();
      const current = table.locator('tr[aria-current=true]');
      expect(await current.innerText()).toMatch(/^2\s+Uno\s+12$/);
      await expect
        .poll(() => page.getByTestId('own-chosen').innerText())
        .toBe('Scelta la riga 2: Uno, ore: 12 (sedi)');
      // What is chosen of one's own is nobody else's: not in the address.
      expect(page.url()).toBe(url('/'));
      const heavy = () =>
        page.evaluate(() => {
          const { map } = document.querySelector('[data-testid=map]') as HTMLElement & { map: MapLibreMap };
          return JSON.stringify(map.getPaintProperty('propri-punti', 'circle-stroke-width'));
        });
      expect(await heavy()).toContain('2');

      // The map is still there beside the table, and the table still follows it.
      await waitForIdle(page);
      const due = await onScreen(page, DUE[0], DUE[1]);
      await page.mouse.click(due.x, due.y);
      await expect.poll(() => current.innerText()).toMatch(/^3\s+Due\s+senza valore$/);
      // A press on anything else lets go of the row; the table stays.
      const sea = await onScreen(page, 9.05, 44.6);
      await page.mouse.click(sea.x, sea.y);
      await expect.poll(() => current.count()).toBe(0);
      expect(await table.isVisible()).toBe(true);
      expect(await heavy()).toBe('1.25');
    }));

  it('are in the list of what is in view (bug: it did not know them), and chosen there as on the map', () =>
    withPage({}, async ({ page, goto }) => {
      // Nothing of the atlas in the window but municipalities, whose layer is off.
      await open(page, goto, `/?strati=&c=${UNO.join(',')},11`);
      await choose(page, POINTS);
      await cards(page).waitFor();
      const toggle = page.getByTestId('visible-toggle');
      await expect.poll(() => toggle.innerText()).toContain('In vista: 1 voce');
      await toggle.focus();
      await page.keyboard.press('Enter');
      const list = page.getByTestId('visible-list');
      const entry = list.getByRole('option', { name: /^Uno/ });
      await entry.waitFor();
      const said = (await entry.innerText()).replace(/\s+/g, ' ');
      expect(said).toBe('Uno al centro dati propri: sedi; ore: 12');
      expect(await entry.getAttribute('aria-selected')).toBe('false');
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.getByTestId('own-chosen').innerText())
        .toBe('Scelta la riga 2: Uno, ore: 12 (sedi)');
      await expect.poll(() => entry.getAttribute('aria-selected')).toBe('true');
      // The keyboard stays in the list, and Escape closes that alone.
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      expect(await page.getByTestId('own-table').isVisible()).toBe(true);
      // A layer that is switched off is not in view.
      await page.getByRole('checkbox', { name: 'Mostra sulla mappa: sedi' }).uncheck();
      await expect.poll(() => toggle.innerText()).toContain('In vista: 0 voci');
    }));

  it('are chosen by keyboard: Enter in the middle of the map, a name in the table; Escape goes back', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto, `/?c=${UNO.join(',')},11`);
      await choose(page, POINTS);
      await cards(page).waitFor();
      await expect.poll(() => drawn(page)).toEqual({ 'propri-punti': 1 });
      await page.locator('.maplibregl-canvas').focus();
      await page.keyboard.press('Enter');
      const table = page.getByTestId('own-table');
      await table.waitFor();
      const current = table.locator('tr[aria-current=true]');
      await expect.poll(() => current.innerText()).toContain('Uno');
      // The keyboard stays on the map.
      expect(await page.evaluate(() => document.activeElement?.className)).toContain('maplibregl-canvas');

      // A row that the map does not show: the map goes there.
      await table.getByRole('button', { name: 'Tre' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => current.innerText()).toContain('Tre');
      await expect.poll(async () => (await mapState(page)).center[1]).toBeCloseTo(45.2, 2);
      await page.keyboard.press('Escape');
      await table.waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.activeElement?.className)).toContain('maplibregl-canvas');
    }));

  it('come into sight in a long table, whatever its order, also on a phone', () =>
    withPage({ viewport: PHONE }, async ({ page, goto }) => {
      await open(page, goto, '/?c=9.05,45.2,12');
      const far = Array.from({ length: 250 }, (_, i) => `P${i},46.2,10.${100 + i},${i}`);
      await choose(page, made('molti.csv', `nome,lat,lon,n\n${far.join('\n')}\nQui,45.2,9.05,1000\n`));
      await cards(page).waitFor();
      await expect.poll(() => drawn(page)).toEqual({ 'propri-punti': 1 });
      await page.locator('.maplibregl-canvas').focus();
      await page.keyboard.press('Enter');
      const table = page.getByTestId('own-table');
      await table.waitFor();
      const inSight = () =>
        table.locator('tr[aria-current=true]').evaluate((row) => {
          const region = row.closest('[role=region]')?.getBoundingClientRect();
          const head = row.closest('table')?.querySelector('thead th')?.getBoundingClientRect();
          const { top, bottom } = row.getBoundingClientRect();
          return !!region && !!head && top >= head.bottom - 1 && bottom <= region.bottom + 1;
        });
      await expect.poll(inSight).toBe(true);
      expect(await table.getByRole('status').innerText()).toBe('Righe 201–251 di 251');
      await table.getByRole('columnheader', { name: 'n', exact: true }).getByRole('button').click();
      await table.getByRole('columnheader', { name: 'n', exact: true }).getByRole('button').click();
      await expect.poll(inSight).toBe(true);
      expect(await table.getByRole('status').innerText()).toBe('Righe 1–100 di 251');
      await expectNoAxeViolations(page, { within: '[data-testid=own-table]', bestPractice: true });
      // Turned away from by hand, the table does not jump back.
      await table.getByRole('button', { name: 'Ultime' }).click();
      expect(await table.getByRole('status').innerText()).toBe('Righe 201–251 di 251');
    }));

  it('are drawn on both maps while two days are compared, and answer on both', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?data2=2013-06-01');
      const maps = page.locator('[data-testid=swipe] [data-testid=map]');
      await page.waitForFunction(
        () => document.querySelectorAll('[data-testid=map][data-ready=true]').length === 2,
        undefined,
        { timeout: 90_000 },
      );
      await page.locator('summary', { hasText: OWN_WORDS.it.title }).click();
      await page.getByTestId('own-data').waitFor();
      await choose(page, POINTS);
      await cards(page).waitFor();
      const counts = () =>
        maps.evaluateAll((hosts) =>
          hosts.map((host) => {
            const { map } = host as HTMLElement & { map: MapLibreMap };
            return map.getLayer('propri-punti')
              ? map.queryRenderedFeatures({ layers: ['propri-punti'] }).length
              : 0;
          }),
        );
      await expect.poll(counts).toEqual([3, 3]);
      const table = page.getByTestId('own-table');
      for (const [place, name] of [
        [UNO, 'Uno'],
        [DUE, 'Due'],
      ] as const) {
        const at = await onScreen(page, place[0], place[1]);
        await page.mouse.click(at.x, at.y);
        await table.waitFor();
        await expect.poll(() => table.locator('tr[aria-current=true]').innerText()).toContain(name);
        await table.getByRole('button', { name: 'Chiudi' }).click();
        await table.waitFor({ state: 'detached' });
        await expect.poll(counts).toEqual([3, 3]);
        // The maps have taken the room that the table left.
        await expect
          .poll(() =>
            maps.evaluateAll((hosts) =>
              hosts.every((host) => {
                const { map } = host as HTMLElement & { map: MapLibreMap };
                return map.getCanvas().clientHeight === host.clientHeight && !map.isMoving();
              }),
            ),
          )
          .toBe(true);
      }
    }));

  const bad: [name: string, file: ReturnType<typeof made>, id: string, says: RegExp][] = [
    ['no JSON', made('a.geojson', '{"type":"FeatureCollection","features":['), 'not-json', /non lo è/],
    ['other JSON', made('a.json', '{"a":1}'), 'not-geojson', /non un GeoJSON/],
    [
      'in metres',
      made('a.geojson', '{"type":"Point","coordinates":[514000,5034000]}'),
      'projected',
      /metri[^]*514000, 5034000[^]*elemento 1[^]*EPSG:4326/,
    ],
    ['empty', made('a.csv', ''), 'empty', /non contiene righe/],
    ['a spreadsheet', made('a.csv', 'PK\u0003\u0004\u0000\u0000'), 'not-text', /foglio di calcolo/],
    ['without titles', made('a.csv', '1,2\n3,4\n'), 'no-header', /riga dei titoli/],
    ['of another region', made('a.csv', 'comune,v\nRoma,1\n'), 'no-place-columns', /«comune»/],
    [
      'with an open quotation mark',
      made('a.csv', 'comune,v\n"Milano,1\n'),
      'unbalanced',
      /virgolette[^]*riga/,
    ],
    [
      'too long',
      made('a.csv', `comune\n${'Milano\n'.repeat(LIMITS.rows + 1)}`),
      'too-many-rows',
      /50\.001[^]*50\.000/,
    ],
    ['too large', made('a.csv', 'x'.repeat(LIMITS.bytes + 1)), 'too-large', /20 MB/],
  ];
  it(`are refused with what is wrong and how to mend it: ${bad.map(([name]) => name).join(', ')}`, () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      for (const [name, file, id, says] of bad) {
        await choose(page, file);
        const refusal = page.locator(`[data-testid=own-refusal][data-problem=${id}]`);
        await refusal.waitFor();
        expect(await refusal.getByRole('alert').innerText(), name).toMatch(says);
        expect(await cards(page).count(), name).toBe(0);
      }
      expect(await refusals(page).count()).toBe(1);
      await refusals(page).getByRole('button').click();
      expect(await refusals(page).count()).toBe(0);
    }));

  it('are at most five; the others are named', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto, '/en');
      await choose(
        page,
        [1, 2, 3, 4, 5, 6].map((n) => made(`f${n}.csv`, `comune;v\nMilano;${n}\n`)),
      );
      await expect.poll(() => cards(page).count()).toBe(LIMITS.layers);
      const alert = page.getByTestId('own-data').getByRole('alert');
      expect(await alert.innerText()).toBe('There are 5 files already: remove one before adding f6.csv.');
      await page.getByRole('button', { name: 'Remove: f1' }).click();
      expect(await alert.count()).toBe(0);
      await choose(page, made('f6.csv', 'comune;v\nMilano;6\n'));
      await expect.poll(() => cards(page).last().locator('h3').innerText()).toBe('f6');
    }));

  it('of fifty thousand rows are listed a hundred at a time', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      const rows = Array.from(
        { length: LIMITS.rows },
        (_, i) => `P${i},${(45 + (i % 997) / 1000).toFixed(4)},${(9 + (i % 1009) / 1000).toFixed(4)},${i}`,
      );
      await choose(page, made('molti.csv', `nome,lat,lon,n\n${rows.join('\n')}\n`));
      await cards(page).waitFor();
      expect(await cards(page).innerText()).toContain('50.000 punti');
      await page.getByRole('button', { name: 'Tabella: molti' }).click();
      const table = page.getByTestId('own-table');
      await table.waitFor();
      expect(await table.locator('tbody tr').count()).toBe(100);
      expect(await table.locator('table').getAttribute('aria-rowcount')).toBe('50001');
      await table.getByRole('button', { name: 'Ultime' }).click();
      expect(await table.getByRole('status').innerText()).toBe('Righe 49.901–50.000 di 50.000');
      expect((await tableRows(page)).at(-1)).toEqual(['50001', 'P49999', '49.999']);
    }));

  it('never leave the browser: no request, nothing stored, nothing in the address', () =>
    withPage({}, async ({ page, goto }) => {
      const asked: string[] = [];
      await open(page, goto);
      await page.waitForLoadState('networkidle');
      page.context().on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
      const kept = () =>
        page.evaluate(async () => ({
          address: location.href,
          local: JSON.stringify(localStorage),
          session: JSON.stringify(sessionStorage),
          cookies: document.cookie,
          databases: (await indexedDB.databases()).length,
          caches: await caches.keys(),
        }));
      const before = await kept();
      await choose(page, ['comuni.csv', 'punti.csv', 'perimetri.geojson'].map(fixture));
      await expect.poll(() => cards(page).count()).toBe(3);
      await choose(page, made('rotto.geojson', '{'));
      await refusals(page).waitFor();
      await page.getByRole('button', { name: 'Colonne: punti' }).click();
      await page.getByLabel('Colonna del valore').selectOption('');
      await page.getByRole('button', { name: 'Leggi con queste colonne' }).click();
      await expect.poll(() => cards(page).nth(1).innerText()).toContain('si vede dove');
      await page.getByRole('button', { name: 'Tabella: punti' }).click();
      await page.getByTestId('own-table').getByRole('button', { name: 'Chiudi' }).click();
      await page.getByRole('button', { name: 'Togli: comuni' }).click();
      await waitForIdle(page);
      await page.waitForLoadState('networkidle');
      expect(asked).toEqual([]);
      expect(await kept()).toEqual(before);
      expect(await page.getByTestId('own-data').innerText()).toContain(OWN_WORDS.it.stays);
    }));

  it('can be dropped on the field, and on the map, which does not replace the page', () =>
    withPage({}, async ({ page, goto, url }) => {
      await open(page, goto);
      const transfer = await page.evaluateHandle(() => {
        const data = new DataTransfer();
        data.items.add(new File(['comune;v\nMilano;3\n'], 'caduto.csv'));
        return data;
      });
      await page.locator('[data-testid=own-data] .choice').dispatchEvent('drop', { dataTransfer: transfer });
      await cards(page).waitFor();
      expect(await cards(page).locator('h3').innerText()).toBe('caduto');
      const taken = await page.evaluate((data) => {
        const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        document.querySelector('[data-testid=map]')?.dispatchEvent(event);
        return event.defaultPrevented;
      }, transfer);
      expect(taken).toBe(true);
      await expect.poll(() => cards(page).count()).toBe(2);
      expect(page.url()).toBe(url('/'));
    }));

  it('are brought, looked at and removed by keyboard alone', () =>
    withPage({}, async ({ page, goto }) => {
      // Asked for first: the browser needs a moment before it hands its dialog over.
      const dialog = page.waitForEvent('filechooser', { timeout: 90_000 });
      await goto('/');
      await waitForIdle(page);
      await page.locator('summary', { hasText: OWN_WORDS.it.title }).focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('own-data').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const chooser = await dialog;
      expect(chooser.isMultiple()).toBe(true);
      await chooser.setFiles(fixture('perimetri.geojson'));
      await cards(page).waitFor();
      const focused = () =>
        page.evaluate(() => {
          const on = document.activeElement;
          return (
            on?.getAttribute('aria-label') ??
            on?.closest('label')?.textContent.trim() ??
            on?.textContent ??
            ''
          );
        });
      const walk: string[] = [];
      for (let i = 0; i < 6; i += 1) {
        await page.keyboard.press('Tab');
        walk.push((await focused()).replace(/\s+/g, ' ').trim());
      }
      expect(walk).toEqual([
        'Nome del layer',
        'Mostra sulla mappa: perimetri',
        'Avvisi: 2 · lasciati fuori: 1',
        'Tabella: perimetri',
        'Colonne: perimetri',
        'Togli: perimetri',
      ]);
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await page.getByTestId('own-table').waitFor();
      await page.keyboard.press('Escape');
      await page.getByTestId('own-table').waitFor({ state: 'detached' });
      expect(await focused()).toBe('Tabella: perimetri');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect.poll(() => cards(page).count()).toBe(0);
      // The keyboard stays here, and the removal is said.
      expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('file');
      expect(await page.getByTestId('own-data').getByRole('status').innerText()).toBe('perimetri: tolto.');
    }));

  for (const [name, options] of [
    ['wide', {}],
    ['wide dark', { colorScheme: 'dark' }],
    ['phone', { viewport: PHONE }],
    ['phone dark', { viewport: PHONE, colorScheme: 'dark' }],
  ] as const)
    it(`hold on a screen that is ${name}`, () =>
      withPage(options, async ({ page, goto }) => {
        await open(page, goto);
        await choose(page, ['comuni.csv', 'perimetri.geojson'].map(fixture));
        await expect.poll(() => cards(page).count()).toBe(2);
        await choose(
          page,
          made(`un-nome-${'molto-'.repeat(20)}lungo.csv`, 'lat,lon\n9.19,45.46\n9.2,45.5\n'),
        );
        await refusals(page).waitFor();
        await unfold(page.getByTestId('own-problems').first());
        await page.getByRole('button', { name: 'Colonne: comuni' }).click();
        // What is half behind the fixed tabs of the phone is too small for axe; sizes are measured below.
        await expectNoAxeViolations(page, {
          within: '[data-testid=own-data]',
          bestPractice: true,
          disable: ['target-size'],
        });
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
        const small = await page
          .locator(
            '[data-testid=own-data] :is(button, select, summary, input[type=checkbox] , input[type=text])',
          )
          .evaluateAll(
            (all) =>
              all
                .map((one) => (one.closest('label.switch, label.choice') ?? one).getBoundingClientRect())
                .filter(({ width, height }) => width < 24 || height < 24).length,
          );
        expect(small).toBe(0);
        await page.locator('[data-testid=own-data]').scrollIntoViewIfNeeded();
        await waitForIdle(page);
        await screenshot(page, `propri-${name}`);
        await page.getByRole('button', { name: 'Tabella: comuni' }).click();
        await expectNoAxeViolations(page, { within: '[data-testid=own-table]', bestPractice: true });
        await screenshot(page, `propri-tabella-${name}`);
      }));
});
