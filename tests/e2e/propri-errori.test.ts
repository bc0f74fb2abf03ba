/** Own data that were once read wrongly, lost, or refused with advice that did not help; each test is named after its bug. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { OWN_WORDS } from '$lib/i18n/own';
import { expectNoAxeViolations, mapState, PHONE, screenshot, waitForIdle, withPage } from '../support/page';

const made = (name: string, text: string) => ({ name, mimeType: '', buffer: Buffer.from(text) });
async function open(page: Page, goto: (path: string) => Promise<unknown>, path = '/'): Promise<void> {
  await goto(path);
  await waitForIdle(page);
  const { title } = OWN_WORDS[path.startsWith('/en') ? 'en' : 'it'];
  await page.locator('summary', { hasText: title }).click();
  await page.getByTestId('own-data').waitFor();
}
const choose = (page: Page, file: ReturnType<typeof made>) =>
  page.getByTestId('own-data').locator('input[type=file]').setInputFiles(file);
const cards = (page: Page) => page.getByTestId('own-layer');
const dropped = (page: Page, type: 'dragover' | 'drop', name: string, text: string) =>
  page.evaluate(
    ([kind, file, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], file));
      const event = new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
      document.querySelector('[data-testid=map] canvas')?.dispatchEvent(event);
      return event.defaultPrevented;
    },
    [type, name, text] as const,
  );

describe('own data', () => {
  it('1.371; 2.500; 12.450 were 1,371; 2,5; 12,45: read as thousands, said, and switched by a button', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      await choose(
        page,
        made('migliaia.csv', 'comune;v\nMilano;1.371\nComo;2.500\nMantova;12.450\nBergamo;950\n'),
      );
      const said = page.getByTestId('own-ambiguous');
      await said.waitFor();
      expect(await said.innerText()).toMatch(/«1\.371» sono letti col punto delle migliaia: 1\.?371/);
      const legend = cards(page).locator('.legend');
      expect(await legend.innerText()).toMatch(/12\.450 e oltre/);
      await expectNoAxeViolations(page, { within: '[data-testid=own-data]', bestPractice: true });
      await said.scrollIntoViewIfNeeded();
      await screenshot(page, 'propri-migliaia');
      await said.getByRole('button', { name: 'Il punto è decimale: leggi 1,371' }).click();
      await expect.poll(() => said.innerText()).toContain('letti col punto decimale: 1,371');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(
        'Il punto è delle migliaia',
      );
      expect(await legend.innerText()).not.toContain('12.450');
    }));

  it('1.5 among decimal commas was 15: it is listed with its row, unasked', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      await choose(page, made('misto.csv', 'comune;v\nMilano;12,5\nComo;13,2\nMantova;1.5\nRoma;2,5\n'));
      await cards(page).waitFor();
      const said = (await cards(page).innerText()).replace(/\s+/g, ' ');
      expect(said).toContain(
        '3 comuni, 1 senza valore, dal file misto.csv; 1 riga o elemento lasciato fuori',
      );
      expect(said).toMatch(/non è un numero.*Righe: 4 \(«1\.5»\)/);
    }));

  it('several rows of a municipality went unsaid: the card and the open notices say it', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      await choose(
        page,
        made('anni.csv', 'comune;anno;v\nMilano;2022;1\nMilano;2023;2\nComo;2022;3\nComo;2023;4\n'),
      );
      await cards(page).waitFor();
      expect((await cards(page).innerText()).replace(/\s+/g, ' ')).toContain(
        '2 righe o elementi lasciati fuori (lo stesso comune c’è più volte: vale la prima)',
      );
      expect(await cards(page).getByTestId('own-problems').getAttribute('open')).not.toBeNull();
    }));

  it('a title above the titles gave columns that meant nothing: one may begin below it', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      await choose(
        page,
        made('titolo.csv', 'Alloggi vuoti, 2024;;\n\ncomune;alloggi;vuoti\nMilano;10;2\nComo;5;1\n'),
      );
      const form = page.getByTestId('own-columns');
      await form.waitFor();
      expect(await form.innerText()).toContain(
        'La riga 1 («Alloggi vuoti, 2024») non sembra quella dei titoli',
      );
      await screenshot(page, 'propri-titolo');
      await form.getByRole('button', { name: 'Comincia dalla riga 3' }).click();
      await cards(page).waitFor();
      expect(await cards(page).innerText()).toContain('2 comuni');
      // Other columns are read from there as well.
      await page.getByRole('button', { name: 'Colonne: titolo' }).click();
      await page.getByLabel('Colonna del valore').selectOption('vuoti');
      await page.getByRole('button', { name: 'Leggi con queste colonne' }).click();
      await expect.poll(() => cards(page).locator('.legend').innerText()).toContain('vuoti (titolo)');
    }));

  const bad: [file: ReturnType<typeof made>, id: string, says: RegExp][] = [
    [made('a.csv', '<?xml version="1.0"?>\n<kml><Document/></kml>'), 'kml', /È un KML[^]*QGIS/],
    [
      made('a.csv', 'lat;lon\n45.464.211;9.190.336\n'),
      'mangled',
      /foglio di calcolo[^]*45\.464\.211[^]*come testo/,
    ],
    [made('a.csv', 'codice comune;v\nF205;1\n'), 'other-codes', /altro tipo[^]*F205[^]*015146/],
    [
      made(
        'a.geojson',
        '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3003"}},"features":[]}',
      ),
      'other-system',
      /EPSG:3003[^]*EPSG:4326/,
    ],
    [
      made('a.geojson', '{"type":"FeatureCollection",\n"features":[{"type":"Feature",}]}'),
      'not-json',
      /^(?![^]*(?:Unexpected|Expected|position))[^]*non lo è/,
    ],
  ];
  it('files of another kind were refused with advice that did not help', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      for (const [file, id, says] of bad) {
        await choose(page, file);
        const refusal = page.locator(`[data-testid=own-refusal][data-problem=${id}]`);
        await refusal.waitFor();
        expect(await refusal.getByRole('alert').innerText(), id).toMatch(says);
      }
    }));

  for (const [name, viewport] of [
    ['wide', undefined],
    ['phone', PHONE],
  ] as const)
    it(`a file dropped on the map did nothing: it shows where it goes, and goes there (${name})`, () =>
      withPage(viewport ? { viewport } : {}, async ({ page, goto, url }) => {
        await goto('/');
        await waitForIdle(page);
        expect(await dropped(page, 'dragover', 'a.csv', '')).toBe(true);
        await page.getByTestId('own-drop').waitFor();
        await screenshot(page, `propri-trascina-${name}`);
        // A drag that went away is no longer waited for.
        await page.getByTestId('own-drop').waitFor({ state: 'detached' });
        expect(await dropped(page, 'drop', 'sulla-mappa.csv', 'comune;v\nMilano;3\nComo;4\n')).toBe(true);
        await cards(page).waitFor();
        expect(await cards(page).locator('h3').innerText()).toBe('sulla-mappa');
        await expect.poll(async () => (await mapState(page)).features['propri-fill']).toBe(2);
        await expect
          .poll(() =>
            cards(page).evaluate((card) => {
              const { top, bottom } = card.getBoundingClientRect();
              return bottom > 0 && top < innerHeight;
            }),
          )
          .toBe(true);
        expect(page.url()).toBe(url('/'));
        await screenshot(page, `propri-caduto-${name}`);
      }));

  it('layers vanished on the way to Analisi and back, and with the other language', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      await choose(page, made('tenuti.csv', 'comune;v\nMilano;3\nComo;4\n'));
      await cards(page).waitFor();
      await page.getByRole('link', { name: 'Analisi' }).click();
      await page.waitForURL('**/analisi');
      await page.goBack();
      await waitForIdle(page);
      await cards(page).waitFor();
      await expect.poll(async () => (await mapState(page)).features['propri-fill']).toBe(2);
      await page.getByRole('link', { name: 'English' }).click();
      await page.waitForURL('**/en');
      await waitForIdle(page);
      await expect.poll(() => page.getByTestId('own-data').innerText()).toContain('2 municipalities');
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      // A reload loses them, as the page says.
      await page.reload();
      await waitForIdle(page);
      expect((await mapState(page)).features['propri-fill']).toBeUndefined();
    }));

  it('perimeters of a large file held the page for seconds: they come in lots, and all of them', () =>
    withPage({}, async ({ page, goto }) => {
      await open(page, goto);
      const features = Array.from({ length: 4_000 }, (_, k) => {
        const [x, y] = [8.8 + (k % 80) / 32, 44.9 + Math.floor(k / 80) / 40];
        const ring = Array.from({ length: 41 }, (_, i) => {
          const turn = (2 * Math.PI * (i % 40)) / 40;
          const far = 0.002 * (i % 2 === 0 ? 1 : 0.6);
          return [x + far * Math.cos(turn), y + far * Math.sin(turn)];
        });
        return { type: 'Feature', properties: { v: k }, geometry: { type: 'Polygon', coordinates: [ring] } };
      });
      await choose(page, made('grande.geojson', JSON.stringify({ type: 'FeatureCollection', features })));
      await cards(page).waitFor();
      expect(await cards(page).innerText()).toContain('4.000 perimetri');
      await expect
        .poll(async () => (await mapState(page)).features['propri-line'], { timeout: 60_000 })
        .toBe(4_000);
    }));
});
