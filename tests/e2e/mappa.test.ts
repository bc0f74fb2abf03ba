/** The planner's map: layers, filter, selection, address, states; expectations are computed from the served rows. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fundingTree, nodesById } from '$lib/domain/funding';
import { formatEuro } from '$lib/domain/figures';
import { viewSentence } from '$lib/domain/sentence';
import { labPoint } from '$lib/map/layers/laboratori';
import { expectNoAxeViolations, mapState, PHONE, waitForIdle, waitForMap, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';
import { withColour } from '../support/sentence';

let release: ServedRelease;
beforeAll(() => {
  release = servedRelease();
});

const sentence = (page: Page) => page.getByTestId('sentence').innerText();
/** Intl writes no-break spaces; the page's text is compared without. */
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ');

async function ready(page: Page): Promise<void> {
  await waitForMap(page);
  await waitForIdle(page);
}

describe('the map', () => {
  it('shows municipalities, areas, labs and progress of the real data, and says so in words', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await ready(page);
      const state = await mapState(page);
      for (const id of ['comuni-fill', 'aree-punti', 'laboratori-sign', 'avanzamento-ring'])
        expect(state.layers).toContain(id);
      const rows = release.rows();
      expect(state.features['avanzamento-ring']).toBe(
        rows.progress.filter((p) => release.index.areaById.get(p.area_id)?.lat !== null).length,
      );
      expect(plain(await sentence(page))).toBe(plain(withColour(viewSentence(rows, release.catalog, 'it'))));
      expect(await page.getByTestId('map').locator('canvas').getAttribute('aria-label')).toContain(
        'Situazione al',
      );
    }));

  it('draws deck.gl only when the arrears layer is switched on', () =>
    withPage({}, async ({ page, goto }) => {
      const scripts: string[] = [];
      page.on('request', (r) => scripts.push(r.url()));
      await goto('/');
      await ready(page);
      const before = scripts.length;
      expect(scripts.some((u) => u.includes('facts/arrears.json'))).toBe(false);
      await page.getByRole('checkbox', { name: 'Morosità' }).check();
      await page.waitForSelector('[data-testid=map][data-deck=on]');
      const after = scripts.slice(before);
      expect(after.some((u) => u.endsWith('facts/arrears.json'))).toBe(true);
      expect(after.some((u) => u.endsWith('.js'))).toBe(true);
    }));
});

/** Centre and zoom as the address has them. */
const cameraOf = (page: Page): number[] =>
  (new URL(page.url()).searchParams.get('c') ?? '').split(',').map(Number);

describe('bugs of the map', () => {
  it('dragged to the east it wrote an address that the page refused, and came back', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?c=12.2,45.4,8');
      await ready(page);
      const box = await page.getByTestId('map').boundingBox();
      const [x, y] = [(box?.x ?? 0) + 600, (box?.y ?? 0) + 300];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x - 200, y, { steps: 4 });
      await page.mouse.move(x - 300, y, { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => cameraOf(page)[0]).toBeGreaterThan(12.6);
      const there = async () => {
        await waitForIdle(page);
        const { center, zoom } = await mapState(page);
        [...center, zoom].forEach((value, i) => expect(value).toBeCloseTo(cameraOf(page)[i] ?? NaN, 1));
        expect(await page.getByTestId('dropped').count()).toBe(0);
      };
      await there();
      await page.reload();
      await ready(page);
      await there();
      expect(cameraOf(page)[0]).toBeGreaterThan(12.6);
    }));

  it('kept its buttons and attribution in the old language when the other was chosen', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?c=9.19,45.4642,11');
      await ready(page);
      const map = page.getByTestId('map');
      await map.getByRole('button', { name: 'Ingrandisci' }).waitFor();
      const check = async (zoomIn: string, attribution: string) => {
        await map.getByRole('button', { name: zoomIn }).waitFor();
        await ready(page);
        expect(await map.locator('.maplibregl-ctrl-attrib').innerText()).toContain(attribution);
        expect(await page.locator('.maplibregl-map').count()).toBe(1);
        const { center, zoom } = await mapState(page);
        expect([center[0].toFixed(2), center[1].toFixed(2), zoom.toFixed(1)]).toEqual([
          '9.19',
          '45.46',
          '11.0',
        ]);
      };
      await page.getByRole('link', { name: 'English' }).click();
      await page.waitForURL('**/en?c=9.19,45.4642,11');
      await check('Zoom in', 'Boundaries ISTAT 2023');
      expect(await map.getByRole('button', { name: 'Ingrandisci' }).count()).toBe(0);
      await page.goBack();
      await check('Ingrandisci', 'Confini ISTAT 2023');
    }));
});

describe('arrears', () => {
  it('a withheld figure has no number in any served file', () => {
    const withheld = release.facts.filter((f) => f.figure.state === 'suppressed');
    expect(withheld.length).toBeGreaterThan(0);
    for (const fact of withheld) {
      expect(Object.keys(fact.figure).sort()).toEqual(['reason', 'state']);
      expect(fact.note).toBeNull();
      expect(fact.dimension ?? '').not.toMatch(/\d/);
    }
  });

  it('are selected by a click on their sign and say each state', () =>
    withPage({}, async ({ page, goto }) => {
      const shown = release.rows().arrears.find(({ area }) => area.lat !== null);
      expect(shown).toBeDefined();
      const { area } = shown as NonNullable<typeof shown>;
      await goto(`/?strati=morosita&c=${area.lon},${area.lat},14`);
      await ready(page);
      await page.waitForSelector('[data-deck=on]');
      const box = await page.getByTestId('map').boundingBox();
      await expect
        .poll(
          async () => {
            await page.mouse.click(
              (box?.x ?? 0) + (box?.width ?? 0) / 2,
              (box?.y ?? 0) + (box?.height ?? 0) / 2,
            );
            return new URL(page.url()).searchParams.get('sel');
          },
          { timeout: 20_000 },
        )
        .toBe(`area:${area.area_id}`);
    }));
});

describe('the funding filter', () => {
  it('narrows map, sentence, lists, totals and address together, by keyboard', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await ready(page);
      const box = page.getByRole('checkbox', { name: /PON Metro/ }).first();
      await box.focus();
      await page.keyboard.press('Space');
      await page.waitForURL(/assi=ponmetro/);
      const rows = release.rows(['ponmetro']);
      await expect
        .poll(() => sentence(page).then(plain))
        .toBe(plain(withColour(viewSentence(rows, release.catalog, 'it'))));
      const totals = page.getByTestId('totals');
      for (const sum of Object.values(rows.amounts))
        expect(plain(await totals.innerText())).toContain(plain(formatEuro(sum.total_eur, 'it')));
      await waitForIdle(page);
      const drawn = (shown: typeof rows) => ({
        areas: shown.areas.filter(({ area }) => area.lat !== null).length,
        labs: shown.labs.filter((lab) => labPoint(lab) !== null).length,
      });
      const onMap = async () => {
        const { features } = await mapState(page);
        return { areas: features['aree-punti'] ?? 0, labs: features['laboratori-sign'] ?? 0 };
      };
      await expect.poll(onMap).toEqual(drawn(rows));
      await page.getByRole('button', { name: 'Togli il filtro' }).click();
      await expect
        .poll(() => sentence(page).then(plain))
        .toBe(plain(withColour(viewSentence(release.rows(), release.catalog, 'it'))));
      await expect.poll(onMap).toEqual(drawn(release.rows()));
      expect(drawn(rows)).not.toEqual(drawn(release.rows()));
    }));

  it('leaves nothing to press where it took an area away', () =>
    withPage({}, async ({ page, goto }) => {
      const shown = new Set(release.rows(['ponmetro']).areas.map(({ area }) => area.area_id));
      const gone = release
        .rows()
        .areas.find(({ area }) => area.lat !== null && !shown.has(area.area_id))?.area;
      if (!gone) throw new Error('every area has money of PON Metro');
      await goto(`/?strati=comuni,aree&c=${String(gone.lon)},${String(gone.lat)},11`);
      await ready(page);
      const press = async (): Promise<void> => {
        const box = await page.getByTestId('map').boundingBox();
        await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
      };
      await press();
      await page.waitForURL(new RegExp(`sel=area:${gone.area_id}`));
      await page.getByRole('region', { name: 'Scheda' }).getByRole('heading', { level: 2 }).waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => new URL(page.url()).searchParams.has('sel')).toBe(false);
      await page
        .getByRole('checkbox', { name: /PON Metro/ })
        .first()
        .check();
      await page.waitForURL(/assi=ponmetro/);
      await waitForIdle(page);
      await press();
      await page.waitForURL(new RegExp(`sel=comune:${gone.istat_code ?? ''}`));
    }));

  it('is a tree of every fund, with mixed boxes, and without the service assi of Lorenteggio', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?assi=fse/II/9.4.2');
      await ready(page);
      const roots = fundingTree(release.catalog.axes);
      const tree = page.getByRole('group', { name: 'Asse di finanziamento' });
      for (const { axis } of roots) await expect.poll(() => tree.innerText()).toContain(axis.title_it);
      expect(await tree.innerText()).not.toMatch(/Asse [A-E]\b/);
      expect([...nodesById(roots).keys()].some((id) => id.startsWith('lorenteggio-service'))).toBe(false);
      const fse = tree.getByRole('checkbox').first();
      expect(await fse.evaluate((el: HTMLInputElement) => el.indeterminate)).toBe(true);
    }));
});

describe('what cannot be placed', () => {
  it('stands in a counted list beside the map, ALER-led projects included', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await ready(page);
      const list = page.getByTestId('unplaced');
      const { unplaced } = release.rows();
      await list.locator('summary').first().click();
      expect(await list.locator('summary').first().innerText()).toContain(String(unplaced.length));
      expect(unplaced.filter((u) => u.reason === 'jurisdiction').length).toBeGreaterThan(0);
      expect(await list.getByRole('button').count()).toBe(unplaced.length);
    }));
});

describe('selection', () => {
  it('opens a panel whose every figure has its source; Escape closes it; back and reload work', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await ready(page);
      const area = release.index.areaById.get('mi-gratosoglio');
      await page
        .getByRole('region', { name: 'Filtri' })
        .locator('summary', { hasText: 'Aree' })
        .first()
        .click();
      const item = page.getByRole('button', { name: new RegExp(`^${area?.name ?? ''}`) }).first();
      await item.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/sel=area:mi-gratosoglio/);
      const panel = page.getByRole('region', { name: 'Scheda' });
      await expect.poll(() => panel.getByRole('heading', { level: 2 }).innerText()).toBe(area?.name);
      await panel.locator('.fact').first().waitFor({ state: 'attached' });
      const facts = release.facts.filter(
        (f) => f.subject_kind === 'area' && f.subject_id === 'mi-gratosoglio',
      );
      expect(await panel.locator('.fact').count()).toBe(facts.length);
      expect(await panel.locator('.fact:has(details.source)').count()).toBe(facts.length);
      await page.reload();
      await expect.poll(() => panel.getByRole('heading', { level: 2 }).innerText()).toBe(area?.name);
      await page.keyboard.press('Escape');
      await expect.poll(() => new URL(page.url()).searchParams.has('sel')).toBe(false);
      await page.goBack();
      await expect.poll(() => new URL(page.url()).searchParams.get('sel')).toBe('area:mi-gratosoglio');
    }));

  it('a click on a municipality selects it', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?strati=comuni&c=10.3,45.9,9');
      await ready(page);
      const box = await page.getByTestId('map').boundingBox();
      await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
      await page.waitForURL(/sel=comune:\d{6}/);
      const code = new URL(page.url()).searchParams.get('sel')?.slice(7);
      const name = release.municipalities.find((m) => m.istat_code === code)?.name;
      await expect
        .poll(() =>
          page.getByRole('region', { name: 'Scheda' }).getByRole('heading', { level: 2 }).innerText(),
        )
        .toBe(name);
    }));

  it('tells contradictions where the documents disagree', () =>
    withPage({}, async ({ page, goto }) => {
      const { contradictions } = release.reference;
      const subject = release.catalog.areas.find((a) =>
        contradictions.some((c) => c.subject_id === a.area_id),
      );
      expect(subject).toBeDefined();
      await goto(`/?sel=area:${subject?.area_id ?? ''}`);
      await page.getByText('I documenti non concordano').first().waitFor();
    }));
});

describe('the address', () => {
  it('drops what it does not know and says so', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?assi=fse,fse/IX&data=2023-02-30&sel=area:atlantide&strati=comuni,strade');
      const notice = page.getByTestId('dropped');
      await notice.waitFor();
      const text = await notice.innerText();
      for (const value of ['fse/IX', '2023-02-30', 'area:atlantide', 'strade']) expect(text).toContain(value);
      expect(plain(await sentence(page))).toBe(
        plain(withColour(viewSentence(release.rows(['fse']), release.catalog, 'it'))),
      );
    }));

  it('keeps the camera that people set', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?c=9.19,45.46,11');
      await ready(page);
      const before = await mapState(page);
      expect(before.zoom).toBeCloseTo(11, 1);
      await page.getByRole('button', { name: 'Ingrandisci' }).click();
      await page.waitForURL(/c=[\d.]+,[\d.]+,12/);
    }));

  it('sets the date: labs, sentence and legend follow', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?data=2010-06-01');
      await ready(page);
      expect(plain(await sentence(page))).toBe(
        plain(withColour(viewSentence(release.rows([], '2010-06-01'), release.catalog, 'it'))),
      );
      await page.getByRole('button', { name: 'Ultimo documento' }).click();
      await expect
        .poll(() => sentence(page).then(plain))
        .toBe(plain(withColour(viewSentence(release.rows(), release.catalog, 'it'))));
    }));
});

describe('languages, sizes, failures', () => {
  it('is complete in English', () =>
    withPage({ locale: 'en-GB' }, async ({ page, goto }) => {
      await goto('/en?sel=area:mi-sansiro');
      await ready(page);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(plain(await sentence(page))).toBe(
        plain(withColour(viewSentence(release.rows(), release.catalog, 'en'), 'en')),
      );
      const rail = await page.getByRole('region', { name: 'Filters' }).innerText();
      for (const word of ['Comuni\n', 'Laboratori\n', 'Morosità\n', 'Legenda'])
        expect(rail).not.toContain(word);
    }));

  for (const [name, viewport] of [
    ['360', PHONE],
    ['1920', { width: 1920, height: 1080 }],
  ] as const) {
    it(`at ${name} px nothing overflows, the map is there, axe finds nothing`, () =>
      withPage({ viewport }, async ({ page, goto }) => {
        await goto('/?sel=area:mi-sansiro&c=9.1384,45.4714,12');
        await ready(page);
        expect(await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)).toBeLessThanOrEqual(
          viewport.width,
        );
        // Bug: on a phone the foot of the page stood between the tab and the card.
        const tops = await page
          .locator('#scheda h2, .planner footer')
          .evaluateAll((list) =>
            list.map((e) => [e.tagName, e.getBoundingClientRect().top] as const).filter(([, top]) => top > 0),
          );
        const card = tops.find(([tag]) => tag === 'H2')?.[1] ?? NaN;
        if (viewport === PHONE) expect(tops.find(([tag]) => tag === 'FOOTER')?.[1]).toBeGreaterThan(card);
        const box = await page.getByTestId('map').boundingBox();
        expect((box?.height ?? 0) / viewport.height).toBeGreaterThan(0.45);
        await page
          .getByRole('region', { name: 'Scheda' })
          .locator('.fact')
          .first()
          .waitFor({ state: 'attached' });
        await expectNoAxeViolations(page);
      }));
  }

  it('axe finds nothing on the dark theme with everything open', () =>
    withPage({ colorScheme: 'dark' }, async ({ page, goto }) => {
      await goto('/?sel=comune:015146&strati=comuni,aree,laboratori,avanzamento,morosita');
      await ready(page);
      await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
      await expectNoAxeViolations(page);
    }));

  it('a file that does not load is named, and the page goes on', () =>
    withPage({ expected: [/comuni\.topo\.json/, /Failed to load resource/] }, async ({ page, goto }) => {
      await page.route('**/comuni.topo.json', (route) => route.fulfill({ status: 503, body: '' }));
      await goto('/');
      const alert = page.getByTestId('failure');
      await alert.waitFor();
      expect(await alert.innerText()).toContain('comuni.topo.json');
      await page.getByRole('checkbox', { name: 'Laboratori' }).waitFor();
    }));

  it('without WebGL2 the lists and figures still read', () =>
    withPage({ expected: [/WebGL/i, /webgl/i] }, async ({ page, goto }) => {
      await page.addInitScript(() => {
        const original = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (
          this: HTMLCanvasElement,
          type: string,
          ...rest: unknown[]
        ) {
          return type.startsWith('webgl')
            ? null
            : (original as (...a: unknown[]) => unknown).call(this, type, ...rest);
        } as typeof original;
      });
      await goto('/?sel=area:mi-sansiro');
      const alert = page.getByTestId('failure');
      await alert.waitFor();
      expect(await alert.innerText()).toContain('WebGL2');
      await page
        .getByRole('region', { name: 'Scheda' })
        .locator('.fact')
        .first()
        .waitFor({ state: 'attached' });
    }));

  it('reads as text without JavaScript', () =>
    withPage({ javaScript: false }, async ({ page, goto }) => {
      await goto('/');
      expect(plain(await sentence(page))).toBe(
        plain(withColour(viewSentence(release.rows(), release.catalog, 'it'))),
      );
      expect(await page.locator('noscript').innerText()).toContain('Trasparenza');
    }));
});
