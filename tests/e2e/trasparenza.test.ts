/** /trasparenza: complete without JavaScript, every figure with its source, links that work, nothing withheld in the file. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { formatEuro, formatNumber } from '../../src/lib/domain/figures';
import type { Catalog, Fact, Municipalities, Reference } from '../../src/lib/schema/served';
import { parseView } from '../../src/lib/state/url';
import { ROOT } from '../../scripts/steps';
import { readTables } from '../../src/pipeline/read/table';
import { expectNoAxeViolations, PHONE, WIDE, withPage } from '../support/page';

const PATHS = ['/trasparenza', '/en/trasparenza'] as const;

const served = <T>(name: string): T =>
  JSON.parse(readFileSync(join(inject('buildDir'), 'data', name), 'utf8')) as T;
const html = (path: string): string =>
  readFileSync(join(inject('buildDir'), `${path.slice(1)}.html`), 'utf8');
const hrefs = (page: Page): Promise<string[]> =>
  page.$$eval('a[href]', (links) => links.map((a) => a.getAttribute('href') ?? ''));

describe.each(PATHS)('%s', (path) => {
  test('is complete without JavaScript, and has none', async () => {
    await withPage({ javaScript: false }, async ({ page, goto }) => {
      await goto(path);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.locator('script').count()).toBe(0);
      for (const id of ['mappa', 'risorse', 'lavori', 'laboratori', 'morosita', 'discordanze', 'fonti']) {
        expect((await page.locator(`#${id}`).innerText()).length, id).toBeGreaterThan(200);
      }
      const catalog = served<Catalog>('catalog.json');
      const { contradictions } = served<Reference>('reference.json');
      const { facts } = served<{ facts: Fact[] }>('facts/arrears.json');
      expect(await page.locator('#lavori .areas > li').count()).toBe(5);
      expect(await page.locator('#discordanze li[id]').count()).toBe(contradictions.length);
      expect(await page.locator('#morosita tr[data-state]').count()).toBe(facts.length);
      expect(await page.locator('#risorse li[id]').count()).toBe(catalog.funding.length);
      expect(await page.locator('#fonti li[id]').count()).toBe(catalog.sources.length);
      // A fold opens by itself, without a script.
      const fold = page.locator('#risorse details').first();
      await fold.locator('summary').first().click();
      expect(await fold.getAttribute('open')).not.toBeNull();
    });
  });

  test('draws the region with a title, a description and the municipalities of the table', async () => {
    await withPage({}, async ({ page, goto }) => {
      await goto(path);
      const maps = page.locator('svg[role=img]');
      expect(await maps.count()).toBe(2);
      for (const map of await maps.all()) {
        expect((await map.locator('> title').textContent())?.length).toBeGreaterThan(10);
        expect((await map.locator('> desc').textContent())?.length).toBeGreaterThan(20);
      }
      const rows = await page.locator('#mappa tbody tr').count();
      expect(rows).toBeGreaterThan(10);
      expect(await maps.first().locator('.shape').count()).toBe(rows);
    });
  });

  test('each figure has a source mark', async () => {
    await withPage({}, async ({ page, goto }) => {
      await goto(path);
      const without = await page.$$eval(
        [
          '#mappa .projects li',
          '#risorse li[id]',
          '#lavori .areas > li',
          '#lavori tr[data-state]',
          '#laboratori tr[data-lab-state]',
          '#morosita tr[data-state]',
          '#morosita .shares li',
          '#discordanze li[id]:not(:has(> p:only-child))',
        ].join(),
        (rows) =>
          rows.filter((row) => !row.querySelector('[data-source]')).map((row) => row.outerHTML.slice(0, 120)),
      );
      expect(without).toEqual([]);
    });
  });

  test('no link is dead, and each link into the map is a view that the map knows', async () => {
    await withPage({}, async ({ page, goto }) => {
      await goto(path);
      const lang = path.startsWith('/en') ? 'en' : 'it';
      const catalog = served<Catalog>('catalog.json');
      const comuni = served<Municipalities>('comuni.json');
      const ids = {
        comune: new Set(comuni.municipalities.map(([code]) => code)),
        area: new Set(catalog.areas.map((a) => a.area_id)),
        laboratorio: new Set(catalog.labs.map((l) => l.lab_id)),
        progetto: new Set(catalog.projects.map((p) => p.project_id)),
      };
      const known = {
        axes: new Set(catalog.axes.map((a) => a.axis_id)),
        has: ({ kind, id }: { kind: keyof typeof ids; id: string }) => ids[kind].has(id),
      };
      const anchors = new Set(await page.$$eval('[id]', (all) => all.map((e) => e.id)));
      const seen = { anchors: 0, views: 0, axes: 0 };
      // Set by the one who builds the site (PUBLIC_CONTACT): leads away from it.
      const contact = await page.$$eval('#fonti a.contact', (all) => all.map((a) => a.getAttribute('href')));
      for (const href of await hrefs(page)) {
        if (contact.includes(href)) continue;
        if (href.startsWith('#')) {
          seen.anchors += 1;
          expect(anchors.has(href.slice(1)), href).toBe(true);
          continue;
        }
        const url = new URL(href, `https://example.org${path}`);
        expect(url.origin, href).toBe('https://example.org');
        const home = url.pathname === '/' || url.pathname === '/en';
        const file = join(
          inject('buildDir'),
          url.pathname === '/' ? 'index.html' : `${url.pathname.slice(1)}.html`,
        );
        expect(existsSync(file), href).toBe(true);
        if (!home || url.search === '') continue;
        seen.views += 1;
        expect(url.pathname, href).toBe(lang === 'en' ? '/en' : '/');
        const { view, dropped } = parseView(url.search, lang, known);
        expect(dropped, href).toEqual([]);
        expect(view.selection !== null || view.axes.length > 0, href).toBe(true);
        seen.axes += view.axes.length;
      }
      expect(seen.anchors).toBeGreaterThan(100);
      expect(seen.views).toBeGreaterThan(100);
      expect(seen.axes).toBeGreaterThan(10);
    });
  });

  test('fits 360 px, and axe finds nothing with everything open', async () => {
    // Software GL and 15,000 elements: two of the four pairs tell as much.
    for (const [viewport, colorScheme] of [
      [PHONE, 'light'],
      [WIDE, 'dark'],
    ] as const) {
      await withPage({ viewport, colorScheme }, async ({ page, goto }) => {
        await goto(path);
        await page.$$eval('details', (all) => all.forEach((d) => (d.open = true)));
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBeLessThanOrEqual(viewport.width);
        await expectNoAxeViolations(page);
      });
    }
  });
});

describe.each(PATHS)('%s', (path) => {
  test('bug: what the words say of shown, withheld and computed figures is what the rows say', async () => {
    await withPage({ viewport: PHONE }, async ({ page, goto }) => {
      await goto(path);
      const it = path === '/trasparenza';
      const { facts } = served<{ facts: Fact[] }>('facts/arrears.json');
      const shown = facts.filter((f) => f.figure.state === 'value' || f.figure.state === 'zero');
      const computed = shown.filter((f) => f.derived).length;
      expect(computed).toBeGreaterThan(1);
      const forms = page.getByTestId('arrears-forms').locator('tbody tr').first();
      expect(await forms.locator('td.number').innerText()).toBe(String(shown.length));
      expect(await forms.innerText()).toContain(`${it ? 'tranne' : 'except'} ${computed}, `);
      const unknown = facts.filter(
        (f) => f.figure.state === 'suppressed' && f.figure.reason === 'base-unknown',
      );
      expect(unknown.length).toBeGreaterThan(0);
      expect(await page.locator('.lead').nth(1).innerText()).toContain(
        it ? 'poche famiglie o non dicono di quante' : 'few households or do not say of how many',
      );
      // One of a form is told in the singular.
      for (const text of await page.locator('#morosita .group > summary').allInnerTexts())
        expect(text).not.toMatch(/\b1 (?:mostrate|riservate|non pervenute)/);
      // A name alone does not tell a lab from its project.
      const groups = await page.locator('#discordanze .group > summary').allInnerTexts();
      expect(new Set(groups.map((text) => text.replace(/, \d+$/, ''))).size).toBe(groups.length);
      // The age of a report is counted to a day that is named.
      expect(await page.locator('#lavori .meta').first().innerText()).toMatch(
        it ? /, 5 anni prima del 17 gen 2023$/ : /, 5 years before 17 Jan 2023$/,
      );
      // An opened source reads at 360 px: the title of the document has a line to itself, not a strip.
      const source = page.locator('#lavori details.source').first();
      await source.locator('summary').click();
      const [box, title] = await Promise.all(
        [source.locator('dl'), source.locator('dd').first()].map((at) => at.boundingBox()),
      );
      expect(title?.width).toBeGreaterThan((box?.width ?? 0) * 0.8);
    });
  });
});

test('bug: 404.html says so without JavaScript, in both languages, and no other page has its text', () =>
  withPage({ javaScript: false, expected: [/404/, /Not found/] }, async ({ page, goto }) => {
    for (const path of ['/index', '/en', '/analisi', ...PATHS])
      expect(html(path), path).not.toContain('Pagina non trovata');
    await goto('/questa-pagina-non-esiste', 404);
    expect(await page.title()).toBe('Pagina non trovata · Atlante ERP');
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await hrefs(page)).toEqual(
      expect.arrayContaining(['/', '/trasparenza', '/en', '/en/trasparenza']),
    );
  }));

test('what is withheld is not in the page', () => {
  const { tables, findings } = readTables(join(ROOT, 'data'));
  expect(findings).toEqual([]);
  const { facts } = served<{ facts: Fact[] }>('facts/arrears.json');
  const withheld = new Set(facts.filter((f) => f.figure.state === 'suppressed').map((f) => f.id));
  const rows = tables.arrears.filter((row) => withheld.has(row.obs_id) && row.value !== null);
  expect(rows.length).toBeGreaterThan(0);
  for (const path of PATHS) {
    const text = html(path);
    const lang = path.startsWith('/en') ? 'en' : 'it';
    for (const row of rows) {
      // Its own row says that it is withheld, and why, and has no other number than the rule's.
      const own = new RegExp(
        `<tr[^>]*id="${row.obs_id}"[^>]*data-state="([a-z]+)"[^>]*>(.*?)</tr>`,
        's',
      ).exec(text);
      expect(own?.[1], row.obs_id).toBe('suppressed');
      const figure =
        /<td[^>]*class="figure[^>]*>(.*?)<\/td>/s.exec(own?.[2] ?? '')?.[1]?.replace(/<[^>]*>/g, '') ?? '';
      expect(figure.replace(/\b(?:20|10)\b/g, ''), row.obs_id).not.toMatch(/\d/);
      // Numbers that stand out enough to be looked for anywhere.
      const value = row.value ?? 0;
      if (Math.abs(value) >= 1000 && value % 1000 !== 0) {
        for (const form of [formatEuro(value, lang), formatNumber(value, lang), String(value)]) {
          expect(text.includes(form), `${row.obs_id} in ${path}`).toBe(false);
        }
      }
    }
  }
});
