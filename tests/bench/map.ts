/**
 * `npm run bench`: what the map costs, as ratios within one run, because milliseconds belong to a machine. Prints a table;
 * fails nothing. Medians of several turns in a real browser on the built site (`npm run build` first).
 */
import type { CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { waitForIdle } from '../support/map';
import { startServer } from '../../scripts/serve';

const TURNS = 9;

interface Times {
  one: number;
  all: number;
  setData: number;
  match: number;
}

/**
 * What each timing in the page stands on, as text: the compiler's helpers for named functions do not exist there.
 * A timing starts at rest and ends when its picture is drawn. The map's `idle` alone says neither: it comes when the
 * commands are handed over, so that a change would pay for the frame before it and not for its own. Reading one pixel
 * waits for all that was handed over.
 */
const CLOCK = `
    const { map } = document.querySelector('[data-testid=map]');
    const gl = map.getCanvas().getContext('webgl2') ?? map.getCanvas().getContext('webgl');
    const drawn = () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    const idle = () => new Promise((done) => map.once('idle', done));
    const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
    const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
    const timed = async (change) => {
      drawn();
      await pause(250);
      const start = performance.now();
      await change();
      map.triggerRepaint();
      await idle();
      drawn();
      return performance.now() - start;
    };`;

/** Milliseconds from a change of the map until its picture is drawn, for four ways to change it. */
async function recolour(page: Page, turns: number): Promise<Times> {
  return page.evaluate(`(async () => {${CLOCK}
    const source = map.getSource('comuni');
    const data = source.serialize().data;
    const codes = data.features.map((f) => f.properties.istat_code);
    const paint = map.getPaintProperty('comuni-fill', 'fill-color');
    const key = 'tone';
    const write = (list, turn) => {
      for (const [i, id] of list.entries())
        map.setFeatureState({ source: 'comuni', id }, { [key]: (i + turn) % 4 });
    };
    await timed(() => {});
    const times = { one: [], all: [], setData: [], match: [] };
    for (let turn = 0; turn < ${turns}; turn++) {
      times.one.push(await timed(() => write(codes.slice(0, 1), turn)));
      times.all.push(await timed(() => write(codes, turn)));
    }
    const property = ['step', ['get', 'bench'], '#eee', 2, '#ccd', 4, '#99c', 6, '#55a'];
    for (let turn = 0; turn < ${turns}; turn++) {
      for (const [i, f] of data.features.entries()) f.properties.bench = (i + turn) % 9;
      if (turn === 0) map.setPaintProperty('comuni-fill', 'fill-color', property);
      times.setData.push(await timed(() => source.setData(data)));
    }
    for (let turn = 0; turn < ${turns}; turn++) {
      const match = ['match', ['get', 'istat_code']];
      for (const [i, id] of codes.entries()) match.push(id, ['#eee', '#ccd', '#99c', '#55a'][(i + turn) % 4]);
      match.push('#fff');
      times.match.push(await timed(() => map.setPaintProperty('comuni-fill', 'fill-color', match)));
    }
    map.setPaintProperty('comuni-fill', 'fill-color', paint);
    await idle();
    return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
  })()`);
}

/** Milliseconds from a click on a facet until the picture of the changed rows is drawn. */
async function facetChange(page: Page, turns: number): Promise<number> {
  return page.evaluate(`(async () => {${CLOCK}
    const host = document.querySelector('[data-testid=map]');
    const box = [...document.querySelectorAll('.rail input[type=checkbox]')].find(
      (input) => input.closest('[data-testid=funding-tree], .tree, [role=tree], fieldset, ul') && !input.closest('.layer'),
    );
    if (!box) throw new Error('no box of the funding tree found');
    const list = [];
    for (let turn = 0; turn < ${turns}; turn++) {
      const before = host.dataset.rows;
      const changed = new Promise((done) => {
        const look = new MutationObserver(() => {
          if (host.dataset.rows === before) return;
          look.disconnect();
          done();
        });
        look.observe(host, { attributes: true, attributeFilter: ['data-rows'] });
      });
      const click = () => {
        box.click();
        return changed;
      };
      list.push(await timed(click));
    }
    return median(list);
  })()`);
}

async function heap(session: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** Bytes of the page's heap after `times` switches of the layer of labs, off and on. */
async function toggle(page: Page, session: CDPSession, times: number): Promise<number> {
  const box = page.locator('.layer input[type=checkbox]').nth(2);
  for (let i = 0; i < times; i++) {
    await box.click();
    await page.waitForTimeout(40);
  }
  await waitForIdle(page);
  return heap(session);
}

const server = await startServer({});
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  await page.goto(server.url);
  await waitForIdle(page);
  const facet = await facetChange(page, TURNS);
  const times = await recolour(page, TURNS);
  await page.goto(server.url);
  await waitForIdle(page);
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  const once = await toggle(page, session, 2);
  const often = await toggle(page, session, 100);

  const rows: [string, number, number, string][] = [
    ['recolour of all municipalities / repaint of one', times.all, times.one, '<= 1.5'],
    ['recolour by feature-state / setData', times.all, times.setData, '<= 0.5'],
    ['recolour by feature-state / match expression', times.all, times.match, '<= 0.5'],
    ['facet change to painted / repaint', facet, times.one, '<= 3'],
    ['heap after 50 layer toggles / after one', often / 2 ** 20, once / 2 ** 20, '<= 1.1'],
  ];
  console.log('| measure | ratio | aim | figures |\n| --- | ---: | ---: | --- |');
  for (const [name, a, b, aim] of rows) {
    const unit = name.startsWith('heap') ? 'MiB' : 'ms';
    console.log(`| ${name} | ${(a / b).toFixed(2)} | ${aim} | ${a.toFixed(1)} / ${b.toFixed(1)} ${unit} |`);
  }
} finally {
  await browser.close();
  await server.close();
}
