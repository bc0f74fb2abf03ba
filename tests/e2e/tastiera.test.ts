/** The map by keyboard and by buttons: what the help says is what the keys do, and the list says what the picture shows. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { helpWords } from '$lib/i18n/help';
import { expectNoAxeViolations, mapState, PHONE, waitForIdle, waitForMap, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';

let release: ServedRelease;
beforeAll(() => {
  release = servedRelease();
});

const MILANO = '/?c=9.19,45.4642,11';
const w = helpWords('it');
/** Intl writes no-break spaces; the page's text is compared without. */
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ');
const canvas = (page: Page) => page.getByTestId('map').locator('canvas');
const listbox = (page: Page) => page.getByTestId('visible-list');
const status = (page: Page) => page.getByTestId('visible-status');
/** `area:mi-gratosoglio` of the option that the listbox says is active. */
const active = (page: Page) =>
  listbox(page).evaluate(
    (box) =>
      document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.getAttribute('data-key') ??
      null,
  );
const center = async (page: Page) => (await mapState(page)).center;

/** Whoever chooses something is led to its panel. */
const panelFocused = (page: Page) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.closest('#scheda') !== null)).toBe(true);

async function ready(page: Page): Promise<void> {
  await waitForMap(page);
  await waitForIdle(page);
}

describe('the map by keyboard', () => {
  it('moves and zooms, and Enter chooses what stands in the middle', () =>
    withPage({}, async ({ page, goto }) => {
      const area = release.index.areaById.get('mi-gratosoglio');
      await goto(`/?strati=comuni,aree&c=${area?.lon ?? 0},${area?.lat ?? 0},13`);
      await ready(page);
      await canvas(page).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/sel=area:mi-gratosoglio/);
      await panelFocused(page);
      const before = await center(page);
      await canvas(page).focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(async () => (await center(page))[0]).toBeGreaterThan(before[0]);
      await page.keyboard.press('ArrowUp');
      await expect.poll(async () => (await center(page))[1]).toBeGreaterThan(before[1]);
      await page.keyboard.press('-');
      await expect.poll(async () => (await mapState(page)).zoom).toBeCloseTo(12, 1);
      expect(await canvas(page).getAttribute('aria-describedby')).toBeTruthy();
    }));

  it('names the map by what it shows now', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await ready(page);
      await page.getByRole('button', { name: 'Un anno indietro' }).click();
      await expect
        .poll(async () => plain((await canvas(page).getAttribute('aria-label')) ?? ''))
        .toBe(plain(await page.getByTestId('sentence').innerText()));
      expect(await canvas(page).getAttribute('aria-label')).toContain('2022');
    }));
});

describe('buttons instead of dragging', () => {
  it('move four ways and back to the whole region, by keyboard too', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(MILANO);
      await ready(page);
      const move = page.getByRole('button', { name: w.buttons.move });
      expect(await page.getByRole('button', { name: w.buttons.pan.west }).count()).toBe(0);
      await move.focus();
      await page.keyboard.press('Enter');
      const [lon, lat] = await center(page);
      await page.getByRole('button', { name: w.buttons.pan.west }).click();
      await expect.poll(async () => (await center(page))[0]).toBeLessThan(lon - 0.05);
      await page.getByRole('button', { name: w.buttons.pan.south }).press('Enter');
      await expect.poll(async () => (await center(page))[1]).toBeLessThan(lat - 0.02);
      // It is a move like any other: the address keeps it.
      await expect.poll(() => new URL(page.url()).searchParams.get('c')).not.toBe('9.19,45.4642,11');
      // And back, to where it was.
      await page.getByRole('button', { name: w.buttons.pan.east }).click();
      await page.getByRole('button', { name: w.buttons.pan.north }).click();
      await expect.poll(() => new URL(page.url()).searchParams.get('c')).toBe('9.19,45.4642,11');
      await page.getByRole('button', { name: w.buttons.region }).click();
      await expect.poll(() => new URL(page.url()).searchParams.has('c')).toBe(false);
      await expect.poll(async () => (await mapState(page)).zoom).toBeLessThan(9);
    }));

  it('are 24 pixels and more, at 360 pixels too, and axe finds nothing', () =>
    withPage({ viewport: PHONE }, async ({ page, goto }) => {
      await goto(MILANO);
      await ready(page);
      await page.getByRole('button', { name: w.buttons.move }).click();
      await page.getByTestId('visible-toggle').click();
      for (const button of await page.locator('.stage button:visible').all()) {
        const box = await button.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0), await button.innerText()).toBeGreaterThanOrEqual(
          24,
        );
      }
      expect(await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)).toBeLessThanOrEqual(360);
      await expectNoAxeViolations(page);
    }));
});

describe('what is in view', () => {
  it('is a listbox, nearest first, that arrows, letters, Enter and Escape work', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(MILANO);
      await ready(page);
      await page.getByTestId('visible-toggle').focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => listbox(page).evaluate((box) => box === document.activeElement)).toBe(true);
      const keys = await listbox(page)
        .getByRole('option')
        .evaluateAll((options) => options.map((o) => o.getAttribute('data-key')));
      expect(keys.length).toBe(30);
      expect(await active(page)).toBe(keys[0]);
      await page.keyboard.press('ArrowDown');
      expect(await active(page)).toBe(keys[1]);
      // The map points at it.
      expect(await page.locator('.pointed-at').count()).toBe(1);
      await page.keyboard.press('End');
      expect(await active(page)).toBe(keys.at(-1));
      await page.keyboard.press('ArrowDown');
      expect(await active(page)).toBe(keys.at(-1));
      await page.keyboard.press('Home');
      expect(await active(page)).toBe(keys[0]);

      // Letters go to the next entry that begins so.
      const names = await listbox(page).locator('.name').allInnerTexts();
      const at = names.findIndex((name, i) => i > 0 && name[0] !== names[0]?.[0] && /^[a-z]/i.test(name));
      await page.keyboard.type((names[at] ?? '').slice(0, 4).trimEnd());
      const found = keys.indexOf(await active(page));
      expect(names[found]?.slice(0, 3).toLowerCase()).toBe(names[at]?.slice(0, 3).toLowerCase());

      const wanted = (await active(page)) ?? '';
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('sel') === wanted);
      await expect
        .poll(() => listbox(page).locator('[aria-selected=true]').getAttribute('data-key'))
        .toBe(wanted);
      await expect.poll(() => status(page).innerText()).toContain(names[found]);
      expect(await page.getByTestId('visible-chosen').innerText()).toContain(names[found]);

      await panelFocused(page);
      await listbox(page).focus();
      expect(await active(page)).toBe(wanted);
      // Escape leaves the list for the map, and leaves the selection alone.
      await page.keyboard.press('Escape');
      expect(await canvas(page).evaluate((el) => el === document.activeElement)).toBe(true);
      expect(new URL(page.url()).searchParams.get('sel')).toBe(wanted);
      expect(await page.locator('.pointed-at').count()).toBe(0);
      expect(await listbox(page).isVisible()).toBe(false);
    }));

  it('says each area in the window, and after a move, once, what is there now', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(`${MILANO}&strati=aree,laboratori`);
      await ready(page);
      const points = release
        .rows()
        .areas.flatMap(({ area }): [number, number][] =>
          area.lon === null || area.lat === null ? [] : [[area.lon, area.lat]],
        );
      const inWindow = () =>
        page.getByTestId('map').evaluate((host, all) => {
          const { map } = host as HTMLElement & {
            map: { getBounds: () => { contains: (p: [number, number]) => boolean } };
          };
          return all.filter((p) => map.getBounds().contains(p)).length;
        }, points);
      // The first picture is no news.
      expect(await status(page).innerText()).toBe('');
      await page.getByRole('button', { name: 'Riduci' }).click();
      await expect.poll(() => status(page).innerText()).toMatch(/^In vista: .*Zoom 10\.$/);
      const areas = await inWindow();
      expect(areas).toBeGreaterThan(1);
      expect(await status(page).innerText()).toContain(`${areas} aree`);
      expect(await status(page).getAttribute('role')).toBe('status');

      // Another layer changes the entries, not the window: who switched it knows, and is not told.
      const before = await status(page).innerText();
      await page.getByRole('checkbox', { name: 'Laboratori' }).uncheck();
      await expect
        .poll(() => page.getByTestId('visible-toggle').innerText())
        .toContain(`In vista: ${areas} voci`);
      await page.waitForTimeout(1200);
      expect(await status(page).innerText()).toBe(before);
    }));

  it('says so when there is nothing', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(`${MILANO}&strati=morosita`.replace('11&', '17&').replace('9.19,45.4642', '10.3,45.9'));
      await ready(page);
      await page.getByTestId('visible-toggle').click();
      expect(await page.getByTestId('visible').innerText()).toContain(w.visible.none);
    }));
});

describe('the help', () => {
  const help = (page: Page) => page.getByTestId('help');

  it('opens by button and by ?, closes by Escape alone, and gives the keyboard back', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?sel=area:mi-sansiro');
      await ready(page);
      await canvas(page).focus();
      await page.keyboard.press('?');
      await help(page).waitFor({ state: 'visible' });
      await page.keyboard.press('Escape');
      await help(page).waitFor({ state: 'hidden' });
      expect(await canvas(page).evaluate((el) => el === document.activeElement)).toBe(true);
      // Escape has closed the help, not the panel.
      expect(new URL(page.url()).searchParams.get('sel')).toBe('area:mi-sansiro');
      await page.getByTestId('help-open').click();
      await help(page).waitFor({ state: 'visible' });
      expect(await help(page).evaluate((el) => el.contains(document.activeElement))).toBe(true);
      await page.getByRole('button', { name: w.help.close }).click();
      await help(page).waitFor({ state: 'hidden' });
    }));

  it('does not open while somebody types, and the key can be switched off for good', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await ready(page);
      await page.getByTestId('search').fill('Lunetta');
      await page.keyboard.press('?');
      expect(await page.getByTestId('search').inputValue()).toBe('Lunetta?');
      expect(await help(page).isVisible()).toBe(false);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByTestId('help-open').click();
      await page.getByRole('checkbox', { name: w.help.single_key }).uncheck();
      await page.keyboard.press('Escape');
      await page.reload();
      await ready(page);
      await canvas(page).focus();
      await page.keyboard.press('?');
      expect(await help(page).isVisible()).toBe(false);
      await page.getByTestId('help-open').click();
      await page.getByRole('checkbox', { name: w.help.single_key }).check();
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await help(page).waitFor({ state: 'visible' });
    }));

  for (const colorScheme of ['light', 'dark'] as const)
    it(`tells every group of keys, the five states and the sources, ${colorScheme}, at 360 px`, () =>
      withPage({ viewport: PHONE, colorScheme }, async ({ page, goto }) => {
        await goto('/');
        await ready(page);
        await page.getByTestId('help-open').click();
        const text = plain(await help(page).innerText());
        for (const group of w.groups) {
          expect(text).toContain(group.title);
          for (const { does } of group.shortcuts) expect(text).toContain(does);
        }
        for (const { name } of Object.values(w.help.state)) expect(text).toContain(name);
        expect(await help(page).getByRole('link').getAttribute('href')).toContain('/trasparenza');
        expect(await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)).toBeLessThanOrEqual(
          360,
        );
        const body = await help(page)
          .locator('.body')
          .evaluate((el) => el.scrollWidth - el.clientWidth);
        expect(body).toBeLessThanOrEqual(0);
        await expectNoAxeViolations(page);
      }));

  it('is complete in English', () =>
    withPage({ locale: 'en-GB' }, async ({ page, goto }) => {
      await goto('/en');
      await ready(page);
      await page.getByTestId('help-open').click();
      const text = await help(page).innerText();
      for (const group of helpWords('en').groups) expect(text).toContain(group.title);
      for (const group of w.groups) for (const { does } of group.shortcuts) expect(text).not.toContain(does);
    }));
});

/** Keys of other parts of the page that the help tells: they do what it says. */
describe('the other keys in the help', () => {
  it('of the time bar: arrows by months, Home and End to the first and last day', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await ready(page);
      const slider = page.getByRole('slider', { name: 'Situazione al' });
      await slider.focus();
      const before = Number(await slider.inputValue());
      await page.keyboard.press('ArrowLeft');
      expect(Number(await slider.inputValue())).toBe(before - 1);
      await page.keyboard.press('Home');
      await page.waitForURL(/data=2004-01-01/);
      await page.keyboard.press('End');
      await page.waitForURL(/data=2027-12-31/);
    }));

  it('of the table: arrows, Home and End go through the rows, Enter opens, arrows change the tab', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?tab=quartieri');
      await ready(page);
      const rows = page.getByTestId('table').locator('tbody button.name');
      await rows.first().focus();
      const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
      const names = await rows.allInnerTexts();
      await page.keyboard.press('ArrowDown');
      await expect.poll(focused).toBe(names[1]);
      await page.keyboard.press('Home');
      await expect.poll(focused).toBe(names[0]);
      await page.keyboard.press('Enter');
      await page.waitForURL(/sel=area:/);
      await panelFocused(page);
      await page.getByTestId('table-tab-quartieri').focus();
      await page.keyboard.press('ArrowRight');
      await expect
        .poll(() => page.getByTestId('table-tab-laboratori').getAttribute('aria-selected'))
        .toBe('true');
    }));
});

describe('what the keyboard holds is not lost', () => {
  it('a second box of the same fold can be ticked: a change of the view closes no fold and keeps the focus', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await ready(page);
      const fold = page
        .locator('.facets details')
        .filter({ has: page.locator('summary', { hasText: 'Provincia' }) });
      await fold.locator('summary').press('Enter');
      const boxes = fold.locator('input[type=checkbox]');
      const held = () => page.evaluate(() => document.activeElement?.getAttribute('type'));
      await boxes.nth(0).press('Space');
      await page.waitForURL(/prov=/);
      await expect.poll(held).toBe('checkbox');
      await boxes.nth(1).press('Space');
      await page.waitForURL(/prov=\d+,\d+/);
      await expect.poll(held).toBe('checkbox');
      expect(await fold.evaluate((d) => (d as HTMLDetailsElement).open)).toBe(true);
    }));

  it('a closed panel gives the focus back to the row that opened it', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?tab=quartieri');
      await ready(page);
      const row = page.getByTestId('table').locator('tbody button.name').first();
      await row.focus();
      const name = await row.innerText();
      await page.keyboard.press('Enter');
      await panelFocused(page);
      await page.keyboard.press('Escape');
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toBe(name);
    }));

  it('a panel that came with the link gives the focus to the map', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?sel=area:mi-gratosoglio');
      await ready(page);
      await panelFocused(page);
      await page.keyboard.press('Escape');
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('CANVAS');
    }));
});
