/**
 * `npm run sizes`: what a visitor downloads, from the requests that a browser makes of the built site. KiB after gzip -9, each
 * file once, no caches, no headers. Prints a Markdown table; warns when a page without a map fetches map code.
 */
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../tests/support/browser';
import { waitForIdle, waitForMap } from '../tests/support/map';
import { startServer, type Server } from './serve';
import { say } from './steps';

const MAP_PAGE = '/';
const PAGES = [MAP_PAGE, '/trasparenza', '/commissioni/contratti-di-quartiere'];
/** Strings that survive minification, in MapLibre and in deck.gl with its engine. */
const MAP_CODE = /maplibregl-canvas|deck\.gl|luma\.gl/;

const KINDS = ['html', 'css', 'font', 'js', 'data', 'other'] as const;
type Kind = (typeof KINDS)[number];

interface Fetched {
  path: string;
  kind: Kind;
  /** After gzip -9. */
  bytes: number;
  mapCode: boolean;
}

function kindOf(path: string, type: string): Kind {
  if (path.startsWith('/data/')) return 'data';
  if (/html/.test(type)) return 'html';
  if (/css/.test(type)) return 'css';
  if (/font|woff/.test(type)) return 'font';
  if (/javascript/.test(type)) return 'js';
  // Kit's own __data.json carries what the page's load functions returned.
  return /json/.test(type) ? 'data' : 'other';
}

const known = new Map<string, Fetched>();

/** A file of the site, weighed once. */
async function weigh(base: string, path: string): Promise<Fetched> {
  const seen = known.get(path);
  if (seen) return seen;
  const answer = await fetch(base + path);
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  const kind = kindOf(path, answer.headers.get('content-type') ?? '');
  const fetched = {
    path,
    kind,
    bytes: gzipSync(body, { level: 9 }).length,
    mapCode: kind === 'js' && MAP_CODE.test(body.toString('utf8')),
  };
  known.set(path, fetched);
  return fetched;
}

const kib = (files: readonly Fetched[]): string => {
  const sum = files.reduce((total, { bytes }) => total + bytes, 0);
  return sum === 0 ? '–' : (sum / 1024).toFixed(1);
};

async function measure(browser: Browser, requests: string[], server: Server): Promise<void> {
  /** What the server is asked for while `visit` runs: the browser's workers included, unlike in the page's own events. */
  const during = async (javaScript: boolean, visit: (page: Page) => Promise<unknown>): Promise<Fetched[]> => {
    requests.length = 0;
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'it-IT',
      reducedMotion: 'reduce',
      javaScriptEnabled: javaScript,
    });
    try {
      await visit(await context.newPage());
      const paths = [...new Set(requests.map((path) => path.replace(/\?.*/, '')))];
      return await Promise.all(paths.map((path) => weigh(server.url, path)));
    } finally {
      await context.close();
    }
  };

  /** Without scripts the browser fetches what reading needs; to this come the scripts that the HTML itself names. */
  const readable = async (path: string): Promise<Fetched[]> => {
    const files = await during(false, (page) => page.goto(server.url + path, { waitUntil: 'load' }));
    const html = await (await fetch(server.url + path)).text();
    const named = [
      ...html.matchAll(/<link\b[^>]*\brel="modulepreload"[^>]*>/g),
      ...html.matchAll(/<script\b[^>]*\bsrc="[^"]*"/g),
    ].map(([tag]) => /(?:href|src)="([^"]*)"/.exec(tag)?.[1]);
    const started = [...html.matchAll(/\bimport\("([^"]+)"\)/g)].map(([, from]) => from);
    const scripts = [...named, ...started]
      .filter((from) => from !== undefined)
      .map((from) => new URL(from, server.url + path).pathname);
    const all = [...files, ...(await Promise.all(scripts.map((script) => weigh(server.url, script))))];
    return [...new Map(all.map((file) => [file.path, file])).values()];
  };

  const rows: [string, Fetched[]][] = [];
  const warnings: string[] = [];

  for (const path of PAGES) {
    rows.push([say(`${path}: pagina leggibile`, `${path}: page readable`), await readable(path)]);
    if (path === MAP_PAGE) continue;
    const whole = await during(true, (page) => page.goto(server.url + path, { waitUntil: 'networkidle' }));
    for (const { path: file } of whole.filter(({ mapCode }) => mapCode)) {
      warnings.push(say(`${path} scarica codice della mappa: ${file}`, `${path} fetches map code: ${file}`));
    }
  }
  const map = await during(true, async (page) => {
    await page.goto(server.url + MAP_PAGE);
    await waitForMap(page);
  });
  rows.push([say(`${MAP_PAGE}: fino alla mappa`, `${MAP_PAGE}: until the map answers`), map]);
  const before = new Set(map.map(({ path }) => path));
  const arrears = await during(true, async (page) => {
    await page.goto(`${server.url}${MAP_PAGE}?strati=comuni,morosita`);
    await waitForIdle(page);
    await page.waitForSelector('[data-testid=map][data-deck=on]', { state: 'attached' });
  });
  rows.push([
    say('strato della morosità: in più', 'arrears layer: in addition'),
    arrears.filter(({ path }) => !before.has(path)),
  ]);

  const head = [say('KiB dopo gzip -9', 'KiB after gzip -9'), ...KINDS, say('totale', 'total')];
  console.log(`| ${head.join(' | ')} |`);
  console.log(`| --- |${' ---: |'.repeat(head.length - 1)}`);
  for (const [name, files] of rows) {
    const cells = KINDS.map((kind) => kib(files.filter((file) => file.kind === kind)));
    console.log(`| ${name} | ${cells.join(' | ')} | ${kib(files)} |`);
  }
  if (process.argv.includes('--files')) {
    for (const [name, files] of rows) {
      console.log(`\n${name}`);
      for (const file of [...files].sort((a, b) => b.bytes - a.bytes)) {
        console.log(
          `  ${(file.bytes / 1024).toFixed(1).padStart(7)}  ${file.path}${file.mapCode ? ' *' : ''}`,
        );
      }
    }
  }
  for (const warning of warnings) console.warn(say(`\nATTENZIONE: ${warning}`, `\nWARNING: ${warning}`));
}

const requests: string[] = [];
const server = await startServer({ onRequest: (path) => requests.push(path) });
const browser = await launchBrowser();
try {
  await measure(browser, requests, server);
} finally {
  await browser.close();
  await server.close();
}
