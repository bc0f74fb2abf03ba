/**
 * `npx tsx tests/bench/density.ts [--rows N]`: what the density layer costs, in a real browser on the built site (`npm run
 * build` first). Prints; fails nothing.
 *
 * 1. Redraw when the range of the GPU filter moves / redraw when the filtered cells are sent again, for 6,000 and 60,000
 *    fine cells. `layer`: work of the main thread for the cells, from the change to buffers and uniforms in place; `page`: that
 *    and the draw calls of the whole map; `picture`: until the card has drawn it, which under software GL is the same
 *    pixels computed again on the CPU and says nothing of the filter.
 * 2. Longest task of the main thread while a ledger is read, and while its figures are first shown.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startServer } from '../../scripts/serve';
import { readGround } from '../../src/pipeline/arrears/frame';
import { sample } from '../../src/pipeline/arrears/sample';
import { sampleRelease } from '../../src/lib/domain/density.testing';
import { launchBrowser } from '../support/browser';

const TURNS = 15;
const at = process.argv.indexOf('--rows');
const ROWS = at < 0 ? 166_000 : Number(process.argv[at + 1]);

interface Times {
  layer: number;
  page: number;
  picture: number;
}
interface Filtering {
  cells: number;
  repaint: Times;
  filter: Times;
  upload: Times;
}

async function ready(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/analisi`);
  await page.waitForSelector('[data-testid=workspace][data-ready=true]', { timeout: 120_000 });
}

/** Medians of three ways to redraw the fine cells, all of them in sight. */
const filtering = (page: Page): Promise<Filtering> =>
  // As text: the compiler's helpers for named functions do not exist in the page.
  page.evaluate(`(async () => {
    const host = document.querySelector('[data-testid=map]');
    const { map } = host;
    map.jumpTo({ center: [9.19, 45.4642], zoom: 9.2 });
    const fine = host.cells.filter((l) => l.id.includes('fine') && l.props.data.length > 0);
    const { deck } = fine[0].context;
    const gl = map.getCanvas().getContext('webgl2');
    const pixel = new Uint8Array(4);
    const common = { visible: true, opacity: 0.86, pickable: false };
    const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
    const timed = (change) => {
      // What earlier turns left on the card is not this one's.
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      const start = performance.now();
      change();
      const layer = performance.now() - start;
      map.redraw();
      const page = performance.now() - start;
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      return { layer, page, picture: performance.now() - start };
    };
    const rest = () => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 0)), 30));
    const range = (turn) => [[-2e6, 2e6], [20 + (turn % 40), 2e6], [-2e6, 2e6], [-2e6, 2e6]];
    const passes = (cell, [, [from]]) => cell.filter[1] >= from;
    const data = fine.map((l) => l.props.data);
    const out = { repaint: [], filter: [], upload: [] };
    // deck takes new layers in at its next frame: asked for at once, so that the time is that of the change.
    const give = (layers) => {
      deck.setProps({ layers });
      deck.layerManager.updateLayers();
    };
    const run = async (into, change) => {
      for (let turn = 0; turn < ${TURNS} + 3; turn++) {
        const t = timed(() => change(turn));
        // The first turns link programs and fill buffers.
        if (turn >= 3) into.push(t);
        await rest();
      }
    };
    let layers = fine.map((l) => l.clone({ ...common, filterRange: range(0) }));
    give(layers);
    await run(out.repaint, () => {});
    await run(out.filter, (turn) => {
      layers = fine.map((l) => l.clone({ ...common, filterRange: range(turn) }));
      give(layers);
    });
    await run(out.upload, (turn) => {
      const to = range(turn);
      layers = fine.map((l, i) =>
        l.clone({ ...common, extensions: l.props.extensions, filterRange: range(0), data: data[i].filter((c) => passes(c, to)) }),
      );
      give(layers);
    });
    const sum = (list) => ({ layer: median(list.map((t) => t.layer)), page: median(list.map((t) => t.page)), picture: median(list.map((t) => t.picture)) });
    return {
      cells: data.reduce((n, d) => n + d.length, 0),
      repaint: sum(out.repaint),
      filter: sum(out.filter),
      upload: sum(out.upload),
    };
  })()`) as Promise<Filtering>;

const WATCH = `(() => {
  globalThis.tasks = [];
  new PerformanceObserver((list) => {
    const phase = document.querySelector('[data-testid=workspace]')?.dataset.phase;
    for (const e of list.getEntries()) globalThis.tasks.push({ ms: e.duration, phase });
  }).observe({ entryTypes: ['longtask'] });
})()`;

async function reading(page: Page, file: string) {
  // A second of nothing: what the machine does to a page that only stands there.
  await page.evaluate('globalThis.tasks.length = 0');
  await page.waitForTimeout(3_000);
  const idle = (await page.evaluate('Math.max(0, ...globalThis.tasks.map((t) => t.ms))')) as number;
  await page.evaluate('globalThis.tasks.length = 0');
  const began = Date.now();
  await page.setInputFiles('input[type=file]', file);
  await page.waitForSelector('[data-phase=result]', { timeout: 600_000 });
  const ms = Date.now() - began;
  await page.waitForSelector('[data-testid=density-legend]', { timeout: 60_000 });
  await page.waitForTimeout(2_000);
  const tasks = (await page.evaluate('globalThis.tasks')) as { ms: number; phase: string }[];
  const longest = (phase: string) => Math.max(0, ...tasks.filter((t) => t.phase === phase).map((t) => t.ms));
  return { idle, ms, reading: longest('reading'), showing: longest('result') };
}

const dir = mkdtempSync(join(tmpdir(), 'atlante-bench-'));
const server = await startServer();
const browser = await launchBrowser();
const fresh = async () =>
  (await browser.newContext({ viewport: { width: 1000, height: 700 }, reducedMotion: 'reduce' })).newPage();
const n = (x: number) => x.toFixed(1).padStart(8);
const n2 = (x: number) => x.toFixed(2).padStart(8);
try {
  console.log(`load of the machine at the start: ${loadavg()[0]?.toFixed(1)}`);
  console.log('cells     | what                 | layer ms |  page ms | picture ms');
  for (const cells of [6_000, 60_000]) {
    const file = join(dir, `${cells}.json`);
    writeFileSync(file, JSON.stringify(sampleRelease({ cells, seed: 5 })));
    const page = await fresh();
    await ready(page, server.url);
    await page.setInputFiles('input[type=file]', file);
    await page.waitForSelector('[data-testid=density-legend]', { timeout: 300_000 });
    await page.waitForTimeout(2_000);
    const t = await filtering(page);
    for (const [name, times] of [
      ['repaint alone', t.repaint],
      ['range of the filter', t.filter],
      ['filtered data again', t.upload],
    ] as const)
      console.log(
        `${String(t.cells).padEnd(9)} | ${name.padEnd(20)} | ${n(times.layer)} | ${n(times.page)} | ${n(times.picture)}`,
      );
    console.log(
      `${String(t.cells).padEnd(9)} | ratio (<= 0.3)       | ${n2(t.filter.layer / t.upload.layer)} | ${n2(t.filter.page / t.upload.page)} | ${n2(t.filter.picture / t.upload.picture)}`,
    );
    await page.context().close();
  }

  const file = join(dir, 'registro.csv');
  const options = {
    rows: ROWS,
    seed: 1,
    days: ['2026-06-30'],
    style: 'it',
    owner: null,
    canary: false,
  } as const;
  writeFileSync(file, [...sample(options, readGround('data'))].join(''));
  const page = await fresh();
  await page.addInitScript(WATCH);
  await ready(page, server.url);
  await page.waitForTimeout(2_000);
  const r = await reading(page, file);
  console.log(`\n${ROWS} rows read and protected in ${(r.ms / 1000).toFixed(1)} s`);
  console.log(`longest task of the main thread: idle ${n(r.idle)} ms`);
  console.log(`                        reading, protecting ${n(r.reading)} ms (< 100)`);
  console.log(`                      figures first shown ${n(r.showing)} ms`);
} finally {
  await browser.close();
  await server.close();
  rmSync(dir, { recursive: true, force: true });
}
