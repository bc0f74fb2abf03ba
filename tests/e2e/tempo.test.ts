/** The date tells the truth: labs, projects and the period at a day, and the time bar by hand and by keyboard. */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_FACETS, type Facets } from '$lib/domain/facets';
import { LAB_STATE_WORDS } from '$lib/domain/lab-words';
import { countStates } from '$lib/domain/project-time';
import { gapsOf, openLabsByMonth } from '$lib/domain/programmes-time';
import { selectRows, type Rows } from '$lib/domain/select';
import { viewSentence } from '$lib/domain/sentence';
import { planner } from '$lib/i18n/planner';
import { labPoint } from '$lib/map/layers/laboratori';
import { FIRST_DAY, LAST_DAY } from '$lib/state/view';
import { PHONE, waitForMap, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';
import { withColour } from '../support/sentence';

let release: ServedRelease;
beforeAll(() => {
  release = servedRelease();
});

/** Intl writes no-break spaces; the page's text is compared without. */
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ');
const sentence = (page: Page) => page.getByTestId('sentence').innerText().then(plain);
const bar = (page: Page) => page.getByTestId('time-bar');
const slider = (page: Page) => page.getByRole('slider', { name: 'Situazione al', exact: true });
const rowsAt = (date: string, facets: Partial<Facets> = {}): Rows =>
  selectRows(release.index, { axes: [], date, facets: { ...NO_FACETS, ...facets } });
const date = (page: Page) => new URL(page.url()).searchParams.get('data');

describe('the situation at a day', () => {
  it('has no lab in 2004, marks the gap, and says how many projects had not begun', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?data=2004-01-01&tab=progetti');
      await bar(page).waitFor();
      const rows = rowsAt('2004-01-01');
      expect(rows.labs.filter((l) => l.state === 'open' || l.state === 'moved')).toEqual([]);
      await expect
        .poll(() => sentence(page))
        .toBe(plain(withColour(viewSentence(rows, release.catalog, 'it'))));
      const early = countStates(rows.projectsAt.values());
      expect(await sentence(page)).toContain(`${early['not-yet']} non ancora avviati`);
      await expect.poll(() => bar(page).innerText()).toContain(`0 laboratori aperti su ${rows.labs.length}`);
      // Each span without a lab is hatched where it lies, as wide as it is long.
      const months = openLabsByMonth(rows.labs, FIRST_DAY, LAST_DAY);
      const marks = await bar(page)
        .locator('.strip .gap')
        .evaluateAll((list) => list.map((e) => [e.style.left, e.style.width].map(parseFloat)));
      const spans = gapsOf(months).map((g) => [g.start, g.length].map((n) => (100 * n) / months.length));
      expect(spans.length).toBeGreaterThan(0);
      expect(marks).toHaveLength(spans.length);
      marks.flat().forEach((n, i) => expect(n).toBeCloseTo(spans.flat()[i] ?? NaN, 2));
      await page.getByRole('button', { name: 'In parole' }).click();
      expect(plain(await page.getByRole('region', { name: /in parole/ }).innerText())).toContain(
        'gen 2004 – dic 2005',
      );
      await page.getByRole('columnheader', { name: 'Al 1 gen 2004' }).waitFor();
      // A status of a later document comes with that document's date.
      await expect.poll(() => page.getByText('(detto solo dopo: ').count()).toBeGreaterThan(0);
    }));

  it('tells in the panel what is known of a project, before, during and after', () =>
    withPage({}, async ({ page, goto }) => {
      for (const [day, words] of [
        ['2010-01-01', 'non ancora avviato'],
        ['2020-01-01', 'in corso'],
        ['2026-06-30', 'avviato, poi non detto'],
      ] as const) {
        await goto(`/?data=${day}&sel=progetto:adp-lorenteggio`);
        await page.getByTestId('project-now').waitFor();
        expect(await page.getByTestId('project-now').innerText()).toBe(words);
      }
    }));

  it('after the last document says that it was the last, at 360 px without a sideways scroll', () =>
    withPage({ viewport: PHONE }, async ({ page, goto }) => {
      await goto('/?data=2026-06-30');
      await bar(page).waitFor();
      await expect.poll(() => sentence(page)).toContain('l’ultimo documento è del 17 gen 2023');
      expect(plain(await bar(page).innerText())).toMatch(
        /0 laboratori aperti secondo le previsioni su \d+ \(di \d+/,
      );
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        PHONE.width,
      );
    }));

  it('does not call refused projects funded', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?esito=not_funded,not_admitted');
      await expect.poll(() => sentence(page)).toContain('13 progetti (non finanziati o non ammessi)');
    }));
});

describe('a period', () => {
  it('leaves out what has ended and marks what only a missing date keeps in', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?anni=2026-2027&tab=progetti');
      await bar(page).waitFor();
      const rows = rowsAt('2023-01-17', { period: { from: 2026, to: 2027 } });
      expect(rows.projects.map((p) => p.project_id)).not.toContain('bollate-illuminazione');
      const unsaid = [...rows.projectsAt.values()].filter(({ period }) => period === 'unsaid').length;
      await expect.poll(() => sentence(page)).toContain(`a ${unsaid} manca una data per il periodo`);
      await page.getByRole('columnheader', { name: 'In corso nel periodo 2026–2027' }).waitFor();
    }));
});

describe('the time bar', () => {
  it('steps of its buttons can be taken back, those of the slider are one', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await bar(page).waitFor();
      await page.getByRole('button', { name: 'Un anno indietro' }).click();
      await expect.poll(() => date(page)).toBe('2022-01-17');
      await page.getByRole('button', { name: 'Un mese indietro' }).click();
      await expect.poll(() => date(page)).toBe('2021-12-17');
      await page.goBack();
      await expect.poll(() => date(page)).toBe('2022-01-17');
      await page.goBack();
      await expect.poll(() => date(page)).toBeNull();
      await expect.poll(() => bar(page).getAttribute('data-date')).toBe('2023-01-17');
    }));

  it('bug: a day could not be typed: a year on its way was taken for a day, and the field written over', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?data=2018-06-01&data2=2016-06-01');
      const field = page.locator('.rail').getByLabel('Situazione al', { exact: true });
      // The year stands last, whatever the browser's language: the third part of the field.
      const year = async (of: Locator, digits: string) => {
        await of.focus();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowRight');
        await page.keyboard.type(digits, { delay: 60 });
      };
      const query = () => new URL(page.url()).searchParams;
      await field.waitFor();
      await year(field, '2016');
      await expect.poll(() => query().get('data')).toBe('2016-06-01');
      await year(page.getByTestId('swipe-date'), '2014');
      await expect.poll(() => query().get('data2')).toBe('2014-06-01');
      expect(await page.getByTestId('dropped').count()).toBe(0);
      // A day that cannot be is not written; who leaves the field gets the shown one back, and the limits.
      await year(field, '2030');
      await field.evaluate((input) => (input as HTMLInputElement).blur());
      await page.getByText('La data va dal 1 gen 2004 al 31 dic 2027.').waitFor();
      expect([await field.inputValue(), query().get('data')]).toEqual(['2016-06-01', '2016-06-01']);
    }));

  it('goes a year a page by keyboard', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?data=2014-06-30');
      await slider(page).focus();
      await page.keyboard.press('PageUp');
      await expect.poll(() => date(page)).toBe('2015-06-30');
      await page.keyboard.press('PageDown');
      await page.keyboard.press('PageDown');
      await expect.poll(() => date(page)).toBe('2013-06-30');
      expect(plain((await slider(page).getAttribute('aria-valuetext')) ?? '')).toMatch(
        /^30 giugno 2013, \d+ laboratori aperti su \d+/,
      );
      // Bug: at the widths of most laptops the years ran into each other.
      for (const width of [1280, 1366, 1440, 1536]) {
        await page.setViewportSize({ width, height: 800 });
        const gaps = await bar(page)
          .locator('.years span')
          .evaluateAll((list) => {
            const seen = list.filter((e) => !/, 0\)$|transparent/.test(getComputedStyle(e).color));
            const boxes = seen.map((e) => {
              const range = document.createRange();
              range.selectNodeContents(e);
              return range.getBoundingClientRect();
            });
            return boxes.slice(1).map((box, i) => box.left - (boxes[i]?.right ?? 0));
          });
        expect(gaps.length, String(width)).toBeGreaterThan(3);
        expect(Math.min(...gaps), String(width)).toBeGreaterThan(2);
      }
    }));

  it('closes its words with Escape, from the button too, and leaves the panel open', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?sel=progetto:adp-lorenteggio');
      await page.getByTestId('project-now').waitFor();
      const button = page.getByRole('button', { name: 'In parole' });
      await button.click();
      expect(await button.getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('Escape');
      expect(await button.getAttribute('aria-expanded')).toBe('false');
      expect(await page.getByTestId('project-now').isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      await expect.poll(() => new URL(page.url()).searchParams.has('sel')).toBe(false);
    }));
});

describe('the time bar moves what is shown', () => {
  const w = planner.it.time;
  const playButton = (page: Page) => bar(page).locator('button.play');
  const playing = (page: Page) => bar(page).getAttribute('data-playing');
  const steps = (page: Page) => page.evaluate(() => history.length);

  /** Labs on the map with their state; what a filter has taken away is not there. */
  const drawn = (page: Page): Promise<Record<string, string>> =>
    page.evaluate(() => {
      const { map } = document.querySelector('[data-testid=map]') as HTMLElement & {
        map: {
          getSource: (id: string) => { serialize: () => { data: GeoJSON.FeatureCollection } };
          getFeatureState: (feature: { source: string; id: string }) => { hidden?: boolean };
        };
      };
      const all = map.getSource('laboratori').serialize().data.features;
      return Object.fromEntries(
        all
          .map((f): [string, string] => [String(f.properties?.['id']), String(f.properties?.['state'])])
          .filter(([id]) => map.getFeatureState({ source: 'laboratori', id }).hidden !== true),
      );
    });
  /** States of the labs in the rows of the table. */
  const listed = (page: Page): Promise<Record<string, string>> =>
    page
      .locator('[data-testid=table][data-kind=laboratori] tbody tr[data-id]')
      .evaluateAll((rows) =>
        Object.fromEntries(
          rows.map((row) => [
            (row as HTMLElement).dataset['id'] ?? '',
            row.querySelector('[data-column=stato] .value')?.textContent ?? '',
          ]),
        ),
      );

  /** Address, bar, map, rows and sentence are all of that day. */
  async function expectDay(page: Page, day: string): Promise<void> {
    const rows = rowsAt(day);
    await expect.poll(() => bar(page).getAttribute('data-date')).toBe(day);
    expect(date(page) ?? '2023-01-17').toBe(day);
    await expect
      .poll(() => sentence(page))
      .toBe(plain(withColour(viewSentence(rows, release.catalog, 'it'), 'it', { layers: ['laboratori'] })));
    await expect
      .poll(() => listed(page))
      .toEqual(Object.fromEntries(rows.labs.map((l) => [l.lab.lab_id, LAB_STATE_WORDS[l.state].it])));
    await expect
      .poll(() => drawn(page))
      .toEqual(
        Object.fromEntries(rows.labs.filter((l) => labPoint(l) !== null).map((l) => [l.lab.lab_id, l.state])),
      );
  }
  const LABS = 'strati=laboratori&tab=laboratori';

  it('play runs year by year, map, rows and sentence with it, and pause stops it there', () =>
    withPage({ reducedMotion: 'no-preference' }, async ({ page, goto }) => {
      await goto(`/?data=2012-06-30&${LABS}`);
      await waitForMap(page);
      await expectDay(page, '2012-06-30');
      const before = await steps(page);
      const button = playButton(page);
      expect(await button.getAttribute('aria-label')).toBe(w.play);
      await button.click();
      expect(await playing(page)).toBe('true');
      expect(await button.getAttribute('aria-label')).toBe(w.pause);
      // Every year on the way stands in the address, in order and none left out.
      const seen: (string | null)[] = [];
      await expect
        .poll(
          () => {
            const now = date(page);
            if (seen.at(-1) !== now) seen.push(now);
            return now !== null && now >= '2015-06-30';
          },
          { interval: 100 },
        )
        .toBe(true);
      expect(seen).toEqual(['2012-06-30', '2013-06-30', '2014-06-30', '2015-06-30']);
      await button.focus();
      await page.keyboard.press('Enter');
      expect(await playing(page)).toBe('false');
      expect(await button.getAttribute('aria-label')).toBe(w.play);
      const stopped = date(page);
      await page.waitForTimeout(2_600);
      expect(date(page), 'it stands still').toBe(stopped);
      await expectDay(page, stopped ?? '');
      expect(rowsAt(stopped ?? '').labs.map((l) => l.state)).not.toEqual(
        rowsAt('2012-06-30').labs.map((l) => l.state),
      );
      expect(await steps(page), 'what passes by is no step to go back to').toBe(before);
    }));

  it('bug: play pressed at the end went back to the beginning and stopped there; it ends with the bar', () =>
    withPage({ reducedMotion: 'no-preference' }, async ({ page, goto }) => {
      await goto(`/?data=2026-12-31&${LABS}`);
      await waitForMap(page);
      await playButton(page).focus();
      await page.keyboard.press('Space');
      await expect.poll(() => date(page)).toBe(LAST_DAY);
      await expect.poll(() => playing(page)).toBe('false');
      await expectDay(page, LAST_DAY);
      await page.keyboard.press('Space');
      await expect.poll(() => date(page)).toBe(FIRST_DAY);
      expect(await playing(page)).toBe('true');
      await expect.poll(() => date(page)).toBe('2005-01-01');
      // Any other control of the bar stops it.
      await page.getByRole('button', { name: w.on_month }).click();
      await expect.poll(() => playing(page)).toBe('false');
      const stopped = date(page) ?? '';
      await page.waitForTimeout(1_500);
      await expectDay(page, stopped);
    }));

  it('with animations off play is one step of a year, which can be taken back, and nothing runs', () =>
    withPage({ reducedMotion: 'reduce' }, async ({ page, goto }) => {
      await goto(`/?data=2014-06-30&${LABS}`);
      await waitForMap(page);
      const button = playButton(page);
      expect(await button.getAttribute('aria-label')).toBe(w.play_step);
      await button.click();
      await expectDay(page, '2015-06-30');
      expect(await playing(page)).toBe('false');
      await page.waitForTimeout(1_500);
      expect(date(page)).toBe('2015-06-30');
      await button.focus();
      await page.keyboard.press('Enter');
      await expectDay(page, '2016-06-30');
      await page.goBack();
      await expectDay(page, '2015-06-30');
      // From the end it goes back to the beginning.
      await goto(`/?data=${LAST_DAY}&${LABS}`);
      await waitForMap(page);
      await playButton(page).click();
      await expectDay(page, FIRST_DAY);
    }));

  it('the arrows, Home and End of the slider lead there too', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(`/?data=2014-06-30&${LABS}`);
      await waitForMap(page);
      await slider(page).focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => date(page)).not.toBe('2014-06-30');
      expect(date(page)?.slice(0, 7)).toBe('2014-07');
      await expectDay(page, date(page) ?? '');
      await page.keyboard.press('End');
      await expectDay(page, LAST_DAY);
      await page.keyboard.press('Home');
      await expectDay(page, FIRST_DAY);
    }));
});
