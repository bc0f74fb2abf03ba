/**
 * The background: the same built site with `_app/env.js` as a build with the variable set writes it, an archive that the test
 * makes, and the project's own server, which has to give the archive in parts.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startServer, type Server } from '../../scripts/serve';
import { mapState, PHONE, waitForIdle, waitForMap, withPage, type OpenPage } from '../support/page';
import { pmtilesArchive } from '../support/pmtiles';

const MILANO = '/?strati=comuni,aree&c=9.19,45.4642,13';
const dir = mkdtempSync(join(tmpdir(), 'atlante-sfondo-'));
let server: Server;
const asked: string[] = [];

/** What a build with these variables writes. */
const setting = (env: Record<string, string>) =>
  writeFileSync(join(dir, '_app/env.js'), `export const env=${JSON.stringify(env)}`);

beforeAll(async () => {
  cpSync(inject('buildDir'), dir, { recursive: true });
  mkdirSync(join(dir, 'sfondo'));
  writeFileSync(join(dir, 'sfondo/milano.pmtiles'), pmtilesArchive({ padding: 40_000 }));
  writeFileSync(join(dir, 'sfondo/immagini.pmtiles'), pmtilesArchive({ tileType: 2 }));
  writeFileSync(join(dir, 'sfondo/rovinato.pmtiles'), 'non è un archivio'.repeat(100));
  server = await startServer({ dir, onRequest: (path) => asked.push(path) });
});
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

/** Opens a path of this file's own server, which is another origin than that of the shared one. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(server.url + path);
  await waitForMap(page);
  await waitForIdle(page);
}
const ownServer = (): RegExp => new RegExp(`^request off the origin: ${server.url.replaceAll('.', '\\.')}/`);
const background = (page: Page) =>
  page.getByTestId('map').evaluate((host) => host.dataset['background'] ?? 'none');
const paint = (page: Page, layer: string, name: string) =>
  page.getByTestId('map').evaluate(
    (host, [id, property]) => {
      const { map } = host as HTMLElement & {
        map: { getPaintProperty: (id: string, name: string) => unknown };
      };
      return JSON.stringify(map.getPaintProperty(id ?? '', property ?? ''));
    },
    [layer, name],
  );

describe('the background', () => {
  it('is not there, and nothing is asked for, without a setting', () =>
    withPage({}, async ({ page, goto }) => {
      expect(readFileSync(join(inject('buildDir'), '_app/env.js'), 'utf8')).not.toContain('BASEMAP');
      const requests: string[] = [];
      page.on('request', (r) => requests.push(r.url()));
      await goto(MILANO);
      await waitForIdle(page);
      expect(await background(page)).toBe('none');
      expect((await mapState(page)).layers.filter((id) => id.startsWith('sfondo-tiles'))).toEqual([]);
      expect(requests.filter((url) => url.includes('pmtiles'))).toEqual([]);
    }));

  it('is drawn from an archive on the same host, below the data, in both themes, and says whose it is', () =>
    withPage({ expected: [ownServer()] }, async ({ page }) => {
      setting({ PUBLIC_BASEMAP_PMTILES: '/sfondo/milano.pmtiles' });
      await open(page, MILANO);
      await expect.poll(() => background(page)).toBe('on');
      await waitForIdle(page);
      const state = await mapState(page);
      const roads = state.layers.indexOf('sfondo-tiles:strade-principali');
      expect(roads).toBeGreaterThan(state.layers.indexOf('terra'));
      expect(roads).toBeLessThan(state.layers.indexOf('comuni-fill'));
      for (const id of ['acqua', 'verde', 'strade-principali', 'autostrade', 'strade-locali'])
        expect(state.features[`sfondo-tiles:${id}`], id).toBeGreaterThan(0);
      expect(await page.locator('.maplibregl-ctrl-attrib').innerText()).toContain('© OpenStreetMap');
      // In parts: the archive is asked for more than once, and never as a whole.
      expect(asked.filter((path) => path === '/sfondo/milano.pmtiles').length).toBeGreaterThan(1);
      const whole = await fetch(`${server.url}/sfondo/milano.pmtiles`, { headers: { range: 'bytes=0-99' } });
      expect([whole.status, (await whole.arrayBuffer()).byteLength]).toEqual([206, 100]);

      const opacity = await paint(page, 'comuni-fill', 'fill-opacity');
      expect(opacity).toContain('0.62');
      const light = await paint(page, 'sfondo-tiles:acqua', 'fill-color');
      await page.getByLabel('Tema').selectOption('scuro');
      await expect.poll(() => paint(page, 'sfondo-tiles:acqua', 'fill-color')).not.toBe(light);
      expect(await paint(page, 'comuni-fill', 'fill-opacity')).toBe(opacity);
    }));

  it('can be a style of one’s own, put under the data with ids of its own', () =>
    withPage({ expected: [ownServer()] }, async ({ page }) => {
      writeFileSync(
        join(dir, 'sfondo/stile.json'),
        JSON.stringify({
          version: 8,
          sources: { mappa: { type: 'vector', url: 'pmtiles://milano.pmtiles' } },
          layers: [
            { id: 'terra', type: 'background', paint: { 'background-color': '#f0f0f0' } },
            {
              id: 'comuni-fill',
              type: 'line',
              source: 'mappa',
              'source-layer': 'roads',
              paint: { 'line-color': '#999999' },
            },
          ],
        }),
      );
      setting({ PUBLIC_BASEMAP_STYLE: 'sfondo/stile.json' });
      await open(page, MILANO);
      await expect.poll(() => background(page)).toBe('on');
      await waitForIdle(page);
      const state = await mapState(page);
      expect(state.features['sfondo-tiles:comuni-fill']).toBeGreaterThan(0);
      expect(state.features['comuni-fill']).toBeGreaterThan(0);
      expect(state.layers.indexOf('sfondo-tiles:comuni-fill')).toBe(state.layers.indexOf('comuni-fill') - 1);
    }));

  const broken: [name: string, env: Record<string, string>, says: RegExp, expected: RegExp[]][] = [
    [
      'missing',
      { PUBLIC_BASEMAP_PMTILES: '/sfondo/manca.pmtiles' },
      /non si trova/,
      [/manca\.pmtiles/, /404/],
    ],
    ['corrupt', { PUBLIC_BASEMAP_PMTILES: '/sfondo/rovinato.pmtiles' }, /rovinato o incompleto/, []],
    ['made of pictures', { PUBLIC_BASEMAP_PMTILES: '/sfondo/immagini.pmtiles' }, /immagini/, []],
    ['on another host', { PUBLIC_BASEMAP_PMTILES: 'https://tiles.example/x.pmtiles' }, /altro server/, []],
    [
      'set twice',
      { PUBLIC_BASEMAP_PMTILES: '/a.pmtiles', PUBLIC_BASEMAP_STYLE: '/b.json' },
      /lasciarne uno solo/,
      [],
    ],
    ['no style', { PUBLIC_BASEMAP_STYLE: '/data/manifest.json' }, /Non è uno stile/, []],
  ];
  for (const [name, env, says, expected] of broken)
    it(`that is ${name} is told in the page, and the map works`, () =>
      withPage({ expected: [ownServer(), ...expected] }, async ({ page, problems }: OpenPage) => {
        setting(env);
        await open(page, MILANO);
        const alert = page.getByRole('alert').filter({ hasText: 'Lo sfondo della mappa non c’è' });
        await alert.waitFor();
        expect(await alert.innerText()).toMatch(says);
        expect(await alert.innerText()).toContain(Object.values(env)[0]);
        expect(await background(page)).toBe('failed');
        expect((await mapState(page)).features['comuni-fill']).toBeGreaterThan(0);
        await page.getByTestId('map').locator('canvas').press('+');
        await expect.poll(async () => (await mapState(page)).zoom).toBeCloseTo(14, 1);
        expect(problems()).toEqual([]);
      }));

  it('that breaks under way is told once', () =>
    withPage({ viewport: PHONE, expected: [ownServer(), /milano\.pmtiles/, /503/] }, async ({ page }) => {
      setting({ PUBLIC_BASEMAP_PMTILES: '/sfondo/milano.pmtiles' });
      await open(page, MILANO);
      await expect.poll(() => background(page)).toBe('on');
      await page.route('**/milano.pmtiles', (route) => route.fulfill({ status: 503, body: '' }));
      await page.evaluate(() => {
        const host = document.querySelector('[data-testid=map]') as HTMLElement & {
          map: { jumpTo: (to: object) => void };
        };
        host.map.jumpTo({ center: [9.05, 45.5], zoom: 11 });
      });
      const alert = page.getByRole('alert').filter({ hasText: 'Lo sfondo della mappa non c’è' });
      await alert.waitFor();
      expect(await alert.count()).toBe(1);
    }));
});
