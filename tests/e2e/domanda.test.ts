/**
 * The planner's question in its strict form, from the bare page: which municipalities with ERP need have had no lab of their
 * own since 2014, and who lives there? Once by keys alone, once by mouse alone, to the list of the gaps and its residents.
 */
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { computeCoverage } from '$lib/domain/coverage';
import { coverageBase } from '$lib/domain/coverage/base';
import type { CoverageResult } from '$lib/domain/coverage/types';
import { formatNumber } from '$lib/domain/figures';
import {
  COVERAGE_WORDS,
  gapFilterWords,
  gapWords,
  needWords,
  ownLabWords,
  sumWords,
} from '$lib/i18n/coverage';
import { fileOf, takeFile } from '../support/download';
import { waitForMap, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';

const SINCE = '2014-01-01';
const DATE = '2023-01-17';
const words = COVERAGE_WORDS.it;
const gapsOnly = gapFilterWords({ radius_km: 0, since: SINCE, date: DATE }, 'it');

let release: ServedRelease;
let answer: CoverageResult;
beforeAll(() => {
  release = servedRelease();
  const base = coverageBase(release.index, release.rows(), release.municipalities, SINCE);
  answer = computeCoverage({ ...base, radius_km: 0 });
});

const plain = (s: string) =>
  s
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const panel = (page: Page) => page.getByTestId('coverage');
const rows = (page: Page) =>
  page
    .locator('[data-testid=table][data-kind=comuni] tbody tr[data-id]')
    .evaluateAll((list) => list.map((r) => (r as HTMLElement).dataset['id'] ?? ''));

/** The list of the gaps: the details that begin with its title. */
const gapList = (page: Page) =>
  panel(page)
    .locator('details', { has: page.locator('summary', { hasText: words.gaps.title }) })
    .first();

/** List, residents, rows, sentence and address, against what the served rows give. */
async function expectAnswer(page: Page): Promise<void> {
  const { gaps, gap_residents } = answer;
  expect(gaps.length).toBeGreaterThan(0);
  expect(query(page)).toMatchObject({ km: '0', dal: SINCE, vuoti: '1', tab: 'comuni' });
  const list = gapList(page).locator('tbody tr');
  await expect.poll(() => list.count()).toBe(gaps.length);
  const said = await list.evaluateAll((all) =>
    all.map((tr) => [
      tr.querySelector('button')?.textContent ?? '',
      tr.querySelector('small')?.textContent ?? '',
      ...[...tr.querySelectorAll('td')].map((td) => td.textContent ?? ''),
    ]),
  );
  expect(said.map((cells) => cells.map(plain))).toEqual(
    gaps.map((m) =>
      [m.name, needWords(m, 'it'), formatNumber(m.population ?? 0, 'it', 0), ownLabWords(m, 'it')].map(plain),
    ),
  );
  const residents = gaps.reduce((sum, m) => sum + (m.population ?? 0), 0);
  expect(gap_residents.sum).toBe(residents);
  const sum = plain(await page.getByTestId('gap-residents').innerText());
  expect(sum).toBe(plain(sumWords(gap_residents, 'it')));
  expect(sum).toContain(plain(formatNumber(residents, 'it', 0)));
  await expect.poll(async () => [...(await rows(page))].sort()).toEqual(gaps.map((m) => m.istat_code).sort());
  const sentence = plain(await page.getByTestId('sentence').innerText());
  expect(sentence).toContain(plain(gapWords(answer, 'it')));
  expect(plain(await page.getByTestId('chips').innerText())).toContain(plain(gapsOnly));
}

/** The rows of the file are the list, with its residents. */
function expectRecords(bytes: Uint8Array): void {
  const records = parse(bytes, { columns: true, bom: true }) as Record<string, string>[];
  expect(Object.fromEntries(records.map((r) => [r['istat'], Number(r['residenti'])]))).toEqual(
    Object.fromEntries(answer.gaps.map((m) => [m.istat_code, m.population])),
  );
}

const focusIs = (page: Page, matches: string): Promise<boolean> =>
  page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, matches);

/** Tab, or Shift+Tab, until the element with the focus is the wanted one; nobody is asked to press it more often. */
async function walkTo(page: Page, matches: string, key = 'Tab', presses = 250): Promise<void> {
  for (let i = 0; i < presses; i += 1) {
    if (await focusIs(page, matches)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${matches}`);
}

describe('which municipalities with ERP need have had no lab of their own since 2014, and who lives there', () => {
  const COVERAGE_BOX = '[data-testid=coverage] .switch input';
  const WHERE = '[data-testid=coverage] input[type=radio]';

  it('is answered by keyboard alone, from the bare page to the list and on to one of its municipalities', () =>
    withPage({ context: { acceptDownloads: true } }, async ({ page, goto }) => {
      await goto('/');
      await waitForMap(page);
      await walkTo(page, COVERAGE_BOX);
      await page.keyboard.press('Space');
      await page.waitForURL(/km=5(&|$)/);
      // "In the municipality itself" is the second of two.
      await walkTo(page, WHERE, 'Tab', 10);
      await page.keyboard.press('ArrowDown');
      await page.waitForURL(/km=0(&|$)/);
      expect(await page.evaluate(() => document.activeElement?.parentElement?.textContent?.trim())).toBe(
        words.where.own,
      );
      await walkTo(page, 'input[name=since]', 'Shift+Tab', 10);
      await page.keyboard.press('ArrowDown');
      await page.waitForURL(/dal=2014-01-01(&|$)/);
      await walkTo(page, '.switch.only input', 'Tab', 10);
      await page.keyboard.press('Space');
      await page.waitForURL(/vuoti=1(&|$)/);
      await walkTo(page, '[data-testid^=table-tab-]');
      await page.keyboard.press('Enter');
      await page.waitForURL(/tab=quartieri(&|$)/);
      for (const kind of ['laboratori', 'progetti', 'comuni']) {
        await page.keyboard.press('ArrowRight');
        await page.waitForURL(new RegExp(`tab=${kind}(&|$)`));
      }
      await expectAnswer(page);

      await walkTo(page, '[data-testid=table-export]', 'Tab', 20);
      await page.keyboard.press('Enter');
      await walkTo(page, '[data-testid=export-csv]', 'Tab', 10);
      const download = page.waitForEvent('download');
      await page.keyboard.press('Enter');
      expectRecords((await fileOf(await download)).bytes);

      // Back to the list itself: its first municipality opens.
      await walkTo(page, '[data-testid=coverage] details .coverage-name', 'Shift+Tab');
      const [name, seen] = await page.evaluate(() => {
        const box = document.activeElement?.getBoundingClientRect();
        return [
          document.activeElement?.textContent ?? '',
          box !== undefined && box.top >= 0 && box.bottom <= innerHeight,
        ] as const;
      });
      expect(seen).toBe(true);
      await page.keyboard.press('Enter');
      const code = release.municipalities.find((m) => m.name === name)?.istat_code ?? '';
      await expect.poll(() => query(page)['sel']).toBe(`comune:${code}`);
      await expect.poll(() => page.locator('#scheda h2').textContent()).toBe(name);
    }));

  it('is answered by mouse alone, and its link opens on the same list', () =>
    withPage({ context: { acceptDownloads: true } }, async ({ page, goto }) => {
      await goto('/');
      await waitForMap(page);
      await panel(page).getByText(words.on).click();
      await panel(page).getByText(words.where.own, { exact: true }).click();
      await page.waitForURL(/km=0(&|$)/);
      await page.getByText(words.which.since, { exact: true }).click();
      await page.waitForURL(/dal=2014-01-01(&|$)/);
      await page.locator('.switch.only', { hasText: gapsOnly }).click();
      await page.waitForURL(/vuoti=1(&|$)/);
      await page.getByTestId('table-tab-comuni').click();
      await expectAnswer(page);
      expectRecords((await takeFile(page, 'table-export', 'export-csv')).bytes);
      const link = new URL(page.url());
      await goto(link.pathname + link.search);
      await waitForMap(page);
      await expectAnswer(page);
      const [first] = answer.gaps;
      await gapList(page)
        .getByRole('button', { name: first?.name ?? '', exact: true })
        .click();
      await expect.poll(() => query(page)['sel']).toBe(`comune:${first?.istat_code ?? ''}`);
    }));
});
