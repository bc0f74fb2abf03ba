/** Every page of the built site, found by itself: opens, reads, fits, works without scripts, and axe finds nothing. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axe, PHONE, waitForMap, WIDE, withPage } from '../support/page';

interface BuiltPage {
  /** `/comuni/milano`. */
  route: string;
  /** What pages of one template share: `/comuni/*`. */
  family: string;
  file: string;
  bytes: number;
}

/** Of a template with more pages than this, the browser opens a sample; the files themselves are all read. */
const WHOLE_FAMILY = 6;

function* htmlFiles(dir: string): Generator<string> {
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) =>
    a.name.localeCompare(b.name),
  )) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* htmlFiles(path);
    else if (entry.name.endsWith('.html')) yield path;
  }
}

function builtPages(dir: string): BuiltPage[] {
  return [...htmlFiles(dir)]
    .map((file) => {
      const name = relative(dir, file)
        .split(sep)
        .join('/')
        .replace(/\.html$/, '');
      const route = `/${name}`.replace(/\/?index$/, '') || '/';
      return { route, family: route.replace(/[^/]+$/, '*'), file, bytes: statSync(file).size };
    })
    .filter(({ route }) => route !== '/404');
}

/** The smallest, the largest and some between: what breaks a template is the empty page and the full one. */
function sample(pages: readonly BuiltPage[]): BuiltPage[] {
  // Pages in the root are each a template of its own.
  if (pages.length <= WHOLE_FAMILY || /^\/(?:en\/)?\*$/.test(pages[0]?.family ?? '')) return [...pages];
  const bySize = [...pages].sort((a, b) => a.bytes - b.bytes || a.route.localeCompare(b.route));
  const step = (bySize.length - 1) / (WHOLE_FAMILY - 1);
  return Array.from({ length: WHOLE_FAMILY }, (_, k) => bySize[Math.round(k * step)]).filter(
    (page) => page !== undefined,
  );
}

const pages = builtPages(inject('buildDir'));
const families = new Map<string, BuiltPage[]>();
for (const page of pages) families.set(page.family, [...(families.get(page.family) ?? []), page]);
const opened = [...families.values()].flatMap(sample).sort((a, b) => a.route.localeCompare(b.route));

/** Text between the tags, for files read without a browser. */
const inner = (html: string, tag: string): string[] =>
  [...html.matchAll(new RegExp(`<${tag}(?:\\s[^>]*)?>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, text = '']) =>
    text.replace(/<!--[\s\S]*?-->|<[^>]+>/g, '').trim(),
  );

async function settled(page: Page): Promise<void> {
  if ((await page.locator('[data-testid=map]').count()) > 0) await waitForMap(page);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

async function expectSound(page: Page, route: string): Promise<void> {
  expect(await page.locator('html').getAttribute('lang')).toBe(/^\/en(?:\/|$)/.test(route) ? 'en' : 'it');
  expect(await page.locator('h1').count(), 'h1').toBe(1);
  expect((await page.locator('h1').innerText()).trim()).not.toBe('');
  expect((await page.title()).trim()).not.toBe('');
}

/** Both colour schemes before saying what is wrong: one run tells all. */
async function expectAccessible(page: Page): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    for (const line of await axe(page, { bestPractice: true })) found.push(`${colorScheme}: ${line}`);
  }
  expect(found, `axe on ${page.url()}`).toEqual([]);
}

test('the site has pages', () => {
  expect(pages.map(({ route }) => route)).toContain('/');
});

test(`all ${pages.length} files say their language, one title and one h1, each page its own`, () => {
  const wrong: string[] = [];
  const titles = new Map<string, string>();
  for (const { route, file } of pages) {
    const html = readFileSync(file, 'utf8');
    const lang = /<html[^>]*\slang="([^"]*)"/.exec(html)?.[1];
    if (lang !== (/^\/en(?:\/|$)/.test(route) ? 'en' : 'it'))
      wrong.push(`${route}: lang ${lang ?? 'missing'}`);
    const [title = '', ...more] = inner(html.replace(/<svg[\s\S]*?<\/svg>/g, ''), 'title');
    if (title === '' || more.length > 0)
      wrong.push(`${route}: ${more.length + (title === '' ? 0 : 1)} titles`);
    const twin = titles.get(`${lang} ${title}`);
    if (twin !== undefined) wrong.push(`${route}: same title as ${twin}`);
    titles.set(`${lang} ${title}`, route);
    const h1 = inner(html, 'h1');
    if (h1.length !== 1 || h1[0] === '') wrong.push(`${route}: ${h1.length} h1`);
  }
  expect(wrong).toEqual([]);
});

for (const { route, family } of opened) {
  const all = families.get(family)?.length ?? 1;
  describe(all > WHOLE_FAMILY ? `${route} (sample of ${all})` : route, () => {
    test('1280 px: sound, accessible in light and dark', () =>
      withPage({ viewport: WIDE }, async ({ page, goto }) => {
        await goto(route);
        await settled(page);
        await expectSound(page, route);
        await expectAccessible(page);
      }));

    test('360 px: sound, nothing sticks out, accessible in light and dark', () =>
      withPage({ viewport: PHONE }, async ({ page, goto }) => {
        await goto(route);
        await settled(page);
        await expectSound(page, route);
        const [content, window] = await page.evaluate(() => [
          document.scrollingElement?.scrollWidth ?? 0,
          // Not innerWidth: a phone's window grows with what sticks out of it.
          document.documentElement.clientWidth,
        ]);
        expect(content, 'width of the content').toBeLessThanOrEqual(window ?? 0);
        await expectAccessible(page);
      }));

    test('without JavaScript: the heading and the text are there, and fit on a phone', () =>
      withPage({ viewport: PHONE, javaScript: false }, async ({ page, goto }) => {
        await goto(route);
        await expectSound(page, route);
        expect(await page.locator('h1').isVisible()).toBe(true);
      }));
  });
}

test('an unknown address answers 404 with a page that says so', () =>
  withPage({ expected: [/404/, /Not found/] }, async ({ page, goto }) => {
    await goto('/questa-pagina-non-esiste', 404);
    await page.waitForSelector('h1');
    await expectSound(page, '/');
  }));
