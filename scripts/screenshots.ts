/**
 * `npm run screenshots`: pictures of the built site into tests/.out/screenshots/, to look at. `--readme` writes the one picture of
 * the README instead; words after that pick pages by name: `npm run screenshots -- mappa trasparenza`.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../tests/support/browser';
import { waitForIdle } from '../tests/support/map';
import { smallPng } from './png';
import { startServer } from './serve';
import { BUILD_DIR } from './site';
import { ROOT, say } from './steps';

interface Shot {
  name: string;
  path: string;
  /** Besides the wide and the narrow window: a projector. */
  room?: boolean;
  /** The whole page, not the window. */
  whole?: boolean;
}

const PAGES: readonly Shot[] = [
  { name: 'mappa', path: '/' },
  { name: 'mappa-morosita', path: '/?strati=comuni,morosita' },
  { name: 'mappa-residenti', path: '/?metrica=residenti&strati=comuni' },
  { name: 'mappa-milano', path: '/?c=9.19,45.465,11' },
  { name: 'trasparenza', path: '/trasparenza', whole: true },
  { name: 'analisi', path: '/analisi' },
  { name: 'english', path: '/en' },
  { name: 'commissione', path: '/commissioni/contratti-di-quartiere', room: true },
];
const README_PAGE: Shot = { name: 'screenshot', path: '/' };

const WINDOWS = {
  '1280': { width: 1280, height: 800 },
  '360': { width: 360, height: 740 },
  '1920': { width: 1920, height: 1080 },
};
type WindowName = keyof typeof WINDOWS;
const SCHEMES = { chiaro: 'light', scuro: 'dark' } as const;

/** Page of the build for a path, or null when there is none. */
function resolvePath(path: string): string | null {
  const [page = '/', query] = path.split('?');
  const file = page === '/' ? 'index.html' : `${page}.html`;
  if (!existsSync(join(BUILD_DIR, file))) return null;
  return query === undefined ? page : `${page}?${query}`;
}

async function settle(page: Page): Promise<void> {
  // The map's element comes with the map's code: only a quiet page tells whether there is one.
  await page.waitForLoadState('networkidle');
  if ((await page.locator('[data-testid=map]').count()) > 0) {
    await waitForIdle(page);
    if (page.url().includes('morosita')) {
      await page.waitForSelector('[data-testid=map][data-deck=on]', { state: 'attached' });
      // Deck draws in the map's next frames and says nothing when it is done.
      await page.waitForTimeout(1500);
    }
  }
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

async function picture(
  browser: Browser,
  url: string,
  shot: Shot,
  window: WindowName,
  colorScheme: 'light' | 'dark',
): Promise<Buffer> {
  const context = await browser.newContext({
    viewport: WINDOWS[window],
    colorScheme,
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await settle(page);
    return await page.screenshot({ fullPage: shot.whole ?? false, animations: 'disabled' });
  } finally {
    await context.close();
  }
}

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('--'));
const server = await startServer();
const browser = await launchBrowser();
try {
  if (args.includes('--readme')) {
    const png = await picture(browser, server.url + README_PAGE.path, README_PAGE, '1280', 'light');
    const small = smallPng(png);
    const file = join(ROOT, 'docs', 'screenshot.png');
    mkdirSync(join(ROOT, 'docs'), { recursive: true });
    writeFileSync(file, small);
    console.log(
      `${relative(ROOT, file)}: ${Math.round(png.length / 1024)} -> ${Math.round(small.length / 1024)} KiB`,
    );
  } else {
    const out = join(ROOT, 'tests', '.out', 'screenshots');
    if (names.length === 0) rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    for (const shot of PAGES.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const path = resolvePath(shot.path);
      if (path === null) {
        console.warn(
          say(
            `${shot.name}: ${shot.path} non c'è nel sito costruito, salto`,
            `${shot.name}: no ${shot.path} in the built site, skipped`,
          ),
        );
        continue;
      }
      for (const window of ['1280', '360', ...(shot.room ? (['1920'] as const) : [])] as const) {
        for (const [scheme, colorScheme] of Object.entries(SCHEMES)) {
          const file = join(out, `${shot.name}-${window}-${scheme}.png`);
          writeFileSync(file, await picture(browser, server.url + path, shot, window, colorScheme));
          console.log(`${relative(ROOT, file)}  ${path}`);
        }
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
