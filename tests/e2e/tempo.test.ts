/** The date tells the truth: labs, projects and the period at a day, and the time bar by hand and by keyboard. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_FACETS, type Facets } from '$lib/domain/facets';
import { countStates } from '$lib/domain/project-time';
import { selectRows, type Rows } from '$lib/domain/select';
import { viewSentence } from '$lib/domain/sentence';
import { PHONE, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';

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
      await expect.poll(() => sentence(page)).toBe(plain(viewSentence(rows, release.catalog, 'it')));
      const early = countStates(rows.projectsAt.values());
      expect(await sentence(page)).toContain(`${early['not-yet']} non ancora avviati`);
      await expect.poll(() => bar(page).innerText()).toContain(`0 laboratori aperti su ${rows.labs.length}`);
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
      expect(await bar(page).getAttribute('data-date')).toBe('2023-01-17');
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
