/** The place search: by keyboard, by finger, near a position; the expectations come from the served rows. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxeViolations, mapState, PHONE, waitForIdle, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';

let release: ServedRelease;
beforeAll(() => {
  release = servedRelease();
});

const box = (page: Page) => page.getByRole('combobox', { name: 'Cerca un luogo' });
const options = (page: Page) =>
  page.getByRole('listbox', { name: 'Risultati della ricerca' }).getByRole('option');
const selection = (page: Page) => new URL(page.url()).searchParams.get('sel');

async function write(page: Page, text: string): Promise<void> {
  // The box is disabled until the data are there: keys before that would be lost.
  await expect.poll(() => box(page).isEnabled(), { timeout: 30_000 }).toBe(true);
  await box(page).focus();
  await page.keyboard.type(text);
}

describe('by keyboard', () => {
  it('"zeist" finds quartiere Zaist, Enter selects it and moves the map there', () =>
    withPage({}, async ({ page, goto }) => {
      const zaist = release.index.areaById.get('cr-zaist');
      await goto('/');
      await waitForIdle(page);
      await write(page, 'zeist');
      await options(page).first().waitFor();
      expect(await options(page).first().innerText()).toContain('quartiere Zaist (Zeist)');
      expect(await options(page).first().locator('mark').allInnerTexts()).toEqual(['Zeist']);
      await page.keyboard.press('Enter');
      await page.waitForURL(/sel=area:cr-zaist/);
      await page.waitForFunction(
        ([lon, lat]) => {
          const { map } = document.querySelector('[data-testid=map]') as HTMLElement & {
            map: { getCenter: () => { lng: number; lat: number } };
          };
          const { lng, lat: y } = map.getCenter();
          return Math.abs(lng - Number(lon)) < 0.003 && Math.abs(y - Number(lat)) < 0.003;
        },
        [zaist?.lon ?? NaN, zaist?.lat ?? NaN],
      );
      const { zoom } = await mapState(page);
      expect(zoom).toBeCloseTo(14, 1);
      await page.getByRole('heading', { level: 2, name: 'quartiere Zaist' }).waitFor();
      expect(await box(page).getAttribute('aria-expanded')).toBe('false');
      expect(await box(page).inputValue()).toBe('');
    }));

  it('finds Cantù without its accent and marks it with it; arrows, Home, End, Escape', () =>
    withPage({}, async ({ page, goto, url }) => {
      await goto('/');
      await write(page, 'cantu');
      await options(page).first().waitFor();
      expect(await options(page).first().locator('mark').allInnerTexts()).toEqual(['Cantù']);
      expect(await page.getByRole('group', { name: 'Comuni' }).getByRole('option').count()).toBeGreaterThan(
        0,
      );

      await box(page).fill('san');
      await page.getByRole('group', { name: 'Aree' }).waitFor();
      const n = await options(page).count();
      const active = async () => {
        const id = await box(page).getAttribute('aria-activedescendant');
        if (id === null) return null;
        const all = await options(page).evaluateAll((list) => list.map((e) => [e.id, e.ariaSelected]));
        const at = all.findIndex(([other]) => other === id);
        expect(all.flatMap(([, chosen], i) => (chosen === 'true' ? [i] : []))).toEqual([at]);
        return at;
      };
      expect(await active()).toBeNull();
      for (const [key, to] of [
        ['ArrowDown', 0],
        ['ArrowDown', 1],
        ['End', n - 1],
        ['ArrowDown', 0],
        ['ArrowUp', n - 1],
        ['Home', 0],
      ] as const) {
        await page.keyboard.press(key);
        expect(await active(), key).toBe(to);
      }
      // The option that an arrow goes to is in sight.
      await page.keyboard.press('End');
      await expect
        .poll(() =>
          options(page)
            .last()
            .evaluate((e) => {
              const list = e.closest('[popover]')?.getBoundingClientRect();
              const { top, bottom } = e.getBoundingClientRect();
              return list !== undefined && top >= list.top && bottom <= list.bottom + 1;
            }),
        )
        .toBe(true);
      await page.keyboard.press('Escape');
      expect(await box(page).getAttribute('aria-expanded')).toBe('false');
      expect(await box(page).inputValue()).toBe('san');
      await page.keyboard.press('Escape');
      expect(await box(page).inputValue()).toBe('');
      expect(page.url()).toBe(url('/'));
    }));

  it('Escape in the search leaves the open panel alone', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?sel=area:cr-zaist');
      await page.getByRole('heading', { level: 2, name: 'quartiere Zaist' }).waitFor();
      await write(page, 'milano');
      await options(page).first().waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      expect(selection(page)).toBe('area:cr-zaist');
    }));

  it('a leading body filters the projects', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await write(page, 'comune di bollate');
      await page.getByRole('group', { name: 'Enti' }).getByRole('option').first().click();
      await page.waitForURL(/capofila=comune-bollate/);
      expect(selection(page)).toBeNull();
    }));

  it('says how many, and says what was searched when there is nothing', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      const status = page.getByTestId('search-status');
      await write(page, 'milano');
      await expect.poll(() => status.innerText()).toMatch(/risultati.*Milano/);
      await box(page).fill('qwxzy');
      const none = page.getByTestId('search-none');
      await none.waitFor();
      expect(await none.innerText()).toContain('«qwxzy»');
      expect(await options(page).count()).toBe(0);
      expect(await box(page).getAttribute('aria-expanded')).toBe('false');
      const n = new Intl.NumberFormat('it-IT', { useGrouping: true }).format(release.municipalities.length);
      await expect.poll(() => status.innerText()).toContain(`${n} comuni`);
      await expectNoAxeViolations(page);
      // Nothing to choose: Enter does nothing.
      await page.keyboard.press('Enter');
      expect(selection(page)).toBeNull();
    }));
});

describe('what the filters leave out', () => {
  it('is found all the same, says so, is shown when chosen, and the filters can be cleared from there', () =>
    withPage({}, async ({ page, goto }) => {
      const rows = release.rows(['fse']);
      expect(rows.areas.some(({ area }) => area.area_id === 'mi-sansiro')).toBe(false);
      await goto('/?assi=fse');
      await waitForIdle(page);
      await write(page, 'san siro');
      const area = page.getByRole('group', { name: 'Aree' }).getByRole('option').first();
      await area.waitFor();
      expect(await area.innerText()).toContain('fuori dai filtri attivi');
      // A municipality is on the map whatever is funded there.
      const comune = page.getByRole('group', { name: 'Comuni' }).getByRole('option').first();
      expect(await comune.innerText()).not.toContain('fuori');
      await expectNoAxeViolations(page);
      await area.click();
      await page.waitForURL(/sel=area:mi-sansiro/);
      await page.getByRole('heading', { level: 2, name: 'San Siro' }).waitFor();
      const notice = page.getByTestId('outside-filters');
      expect(await notice.innerText()).toContain('«San Siro» è fuori dai filtri attivi');
      expect(new URL(page.url()).searchParams.get('assi')).toBe('fse');
      await expectNoAxeViolations(page);

      await page.getByTestId('outside-clear').focus();
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => !url.searchParams.has('assi'));
      expect(selection(page)).toBe('area:mi-sansiro');
      await expect.poll(() => notice.innerText()).toBe('Filtri tolti.');
      // The button is gone; the keyboard is where it was.
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(
        'outside-filters',
      );
    }));

  it('is nothing when no filter is on', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await write(page, 'san siro');
      await options(page).first().waitFor();
      expect((await options(page).allInnerTexts()).join()).not.toContain('fuori dai filtri');
    }));
});

describe('the open list', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    it(`has no violations that axe finds (${colorScheme})`, () =>
      withPage({ colorScheme }, async ({ page, goto }) => {
        await goto('/');
        await write(page, 'mil');
        await options(page).first().waitFor();
        await page.keyboard.press('ArrowDown');
        await expectNoAxeViolations(page);
      }));

  it('works with a finger, in English, over the map of a phone', () =>
    withPage({ viewport: PHONE, context: { hasTouch: true, isMobile: true } }, async ({ page, goto }) => {
      await goto('/en');
      const input = page.getByRole('combobox', { name: 'Search for a place' });
      await input.tap();
      await input.fill('gratosoglio');
      const option = page.getByRole('group', { name: 'Areas' }).getByRole('option').first();
      await option.waitFor();
      const size = await option.boundingBox();
      expect(size?.height).toBeGreaterThanOrEqual(44);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(PHONE.width);
      await expectNoAxeViolations(page);
      await option.tap();
      await page.waitForURL(/sel=area:mi-gratosoglio/);
      expect(await input.getAttribute('aria-expanded')).toBe('false');
    }));
});

describe('near me', () => {
  const near = (page: Page) => page.getByRole('button', { name: 'Vicino a me' });
  const CREMONA = { latitude: 45.1336, longitude: 10.0227 };

  it('asks on request only, and keeps the position out of the address, the storage and the wire', () =>
    withPage({ context: { geolocation: CREMONA, permissions: ['geolocation'] } }, async ({ page, goto }) => {
      await page.addInitScript(() => {
        const real = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
        const state = window as unknown as { asked: number };
        state.asked = 0;
        navigator.geolocation.getCurrentPosition = (...args) => {
          state.asked += 1;
          real(...args);
        };
      });
      const asked = () => page.evaluate(() => (window as unknown as { asked: number }).asked);
      await goto('/');
      await waitForIdle(page);
      await write(page, 'cremona');
      await options(page).first().waitFor();
      expect(await asked()).toBe(0);
      const requests: string[] = [];
      page.on('request', (r) => requests.push(`${r.url()} ${r.postData() ?? ''}`));
      const before = page.url();
      await near(page).click();
      const list = page.getByRole('listbox', { name: 'Vicino a te' }).getByRole('option');
      await list.first().waitFor();
      expect(await asked()).toBe(1);
      expect(await list.count()).toBe(2);
      expect(await list.first().innerText()).toContain('Cremona');
      expect(await list.last().innerText()).toContain('quartiere Zaist');
      expect(page.url()).toBe(before);
      await expectNoAxeViolations(page);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/sel=area:cr-zaist/);
      const traces = `${requests.join(' ')} ${page.url()} ${await page.evaluate(
        () => JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie,
      )}`;
      expect(traces).not.toContain('45.133');
      expect(traces).not.toContain('10.022');
    }));

  it('says it when the position is outside Lombardy', () =>
    withPage(
      {
        context: { geolocation: { latitude: 41.9, longitude: 12.49 }, permissions: ['geolocation'] },
      },
      async ({ page, goto }) => {
        await goto('/');
        await near(page).click();
        await expect
          .poll(() => page.getByTestId('search-status').innerText())
          .toContain('fuori dalla Lombardia');
      },
    ));

  it('says it when the browser refuses', () =>
    withPage({ context: { permissions: [] } }, async ({ page, goto }) => {
      await goto('/');
      await near(page).click();
      await expect
        .poll(() => page.getByTestId('search-status').innerText(), { timeout: 40_000 })
        .toMatch(/non concede|non ha dato/);
      expect(await page.getByRole('listbox', { name: 'Risultati' }).count()).toBe(0);
      // A press anywhere else closes it: here the empty part of the header.
      await page.mouse.click(700, 20);
      await expect.poll(() => page.locator('[popover]:visible').count()).toBe(0);
    }));
});
