/**
 * A planner's question, from the first page to a file that a colleague can open: which municipalities with ERP need have
 * had no lab under any axis since 2014, and who lives there? Once by keyboard alone, once by mouse. And each facet, against
 * the rows that it should leave.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Download, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { computeCoverage } from '$lib/domain/coverage';
import { coverageBase } from '$lib/domain/coverage/base';
import type { MunicipalityReach } from '$lib/domain/coverage/types';
import { facetCounts, LIST_FACETS, NO_FACETS, type Facets } from '$lib/domain/facets';
import { formatNumber } from '$lib/domain/figures';
import { selectRows } from '$lib/domain/select';
import { buildTable } from '$lib/domain/table';
import { COVERAGE_WORDS, gapFilterWords } from '$lib/i18n/coverage';
import { planner } from '$lib/i18n/planner';
import { waitForMap, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';

const SINCE = '2014-01-01';
const DATE = '2023-01-17';
const RADIUS = 5;
const words = COVERAGE_WORDS.it;
const gapsOnly = gapFilterWords({ radius_km: RADIUS, since: SINCE, date: DATE }, 'it');

let release: ServedRelease;
let gaps: MunicipalityReach[];
beforeAll(() => {
  release = servedRelease();
  const base = coverageBase(release.index, release.rows(), release.municipalities, SINCE);
  gaps = computeCoverage({ ...base, radius_km: RADIUS }).gaps;
});

const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ').trim();
const codes = (list: readonly MunicipalityReach[]) => list.map((m) => m.istat_code);
/** Codes of the rows on the screen, in their order. */
const shown = (page: Page, kind = 'comuni') =>
  page
    .locator(`[data-testid=table][data-kind=${kind}] tbody tr[data-id]`)
    .evaluateAll((rows) => rows.map((r) => (r as HTMLElement).dataset['id'] ?? ''));

/** Tab until the element with the focus is the wanted one; nobody is asked to press it more often than this. */
async function tabTo(page: Page, matches: string, presses = 250): Promise<void> {
  for (let i = 0; i < presses; i++) {
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(matches)}) ?? false`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${matches}`);
}

const GAP_BOX = '.switch.only input';
const COVERAGE_BOX = '[data-testid=coverage] .switch input';
const SINCE_RADIO = 'input[name=since]';

async function answeredSince(page: Page): Promise<void> {
  await page
    .getByTestId('coverage-sentence')
    .filter({ hasText: /^\s*Dal / })
    .waitFor();
}

/** What the page now tells, in table, sentence and address, against the analysis of the rows. */
async function expectAnswer(page: Page): Promise<void> {
  expect(gaps.length).toBeGreaterThan(0);
  await expect.poll(async () => (await shown(page)).length).toBe(gaps.length);
  const byName = [...gaps].sort((a, b) => a.name.localeCompare(b.name, 'it'));
  expect([...(await shown(page))].sort()).toEqual([...codes(byName)].sort());
  const first = gaps[0];
  const row = page.locator(`[data-testid=table] tr[data-id="${first?.istat_code}"]`);
  const text = plain(await row.innerText());
  expect(text).toContain(first?.name);
  expect(text).toContain(formatNumber(first?.population ?? 0, 'it', 0));
  expect(plain(await page.getByTestId('sentence').innerText())).toContain(gapsOnly);
  const query = new URL(page.url()).searchParams;
  expect(Object.fromEntries(query)).toMatchObject({ km: '5', dal: SINCE, vuoti: '1', tab: 'comuni' });
}

/** The file holds the same municipalities with their residents, and says of which question it is the answer. */
async function expectFile(download: Download): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'atlante-'));
  const path = join(dir, download.suggestedFilename());
  await download.saveAs(path);
  const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  rmSync(dir, { recursive: true });
  const separator = text.slice(0, 2_000).includes(';') ? ';' : ',';
  const rows = parse(text, {
    columns: true,
    delimiter: separator,
    comment: '#',
    relax_column_count: true,
  }) as Record<string, string>[];
  expect(rows.map((r) => r['istat'] ?? r['Codice ISTAT']).sort()).toEqual(codes(gaps).sort());
  const residents = new Map(gaps.map((m) => [m.istat_code, m.population]));
  for (const r of rows)
    expect(Number(r['residenti'] ?? r['Residenti'])).toBe(
      residents.get(r['istat'] ?? r['Codice ISTAT'] ?? ''),
    );
}

describe('which municipalities with ERP need have had no lab since 2014, and who lives there', () => {
  it('is answered by keyboard alone', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await waitForMap(page);
      await tabTo(page, COVERAGE_BOX);
      await page.keyboard.press('Space');
      await page.getByText(words.which.title).waitFor();
      // Before the box, in the reading order: which labs count, and the choice of the gaps.
      for (let i = 0; i < 12; i++) {
        if (await page.evaluate(`document.activeElement?.matches('${SINCE_RADIO}') ?? false`)) break;
        await page.keyboard.press('Shift+Tab');
      }
      await page.keyboard.press('ArrowDown');
      await answeredSince(page);
      await tabTo(page, GAP_BOX, 10);
      await page.keyboard.press('Space');
      await page.waitForFunction(() => location.search.includes('vuoti=1'));
      await tabTo(page, '[data-testid=table-tab-quartieri], [data-testid=table-tab-comuni]');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => location.search.includes('tab=quartieri'));
      for (const kind of ['laboratori', 'progetti', 'comuni']) {
        await page.keyboard.press('ArrowRight');
        await page.waitForFunction((to) => location.search.includes(`tab=${to}`), kind);
      }
      await expectAnswer(page);

      // The file, by its menu.
      await tabTo(page, 'button[aria-haspopup], button[popovertarget]', 20);
      while (!(await page.evaluate(`document.activeElement?.textContent?.includes('Esporta') ?? false`)))
        await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const download = page.waitForEvent('download');
      for (let i = 0; i < 8; i++) {
        if (await page.evaluate(`/CSV/.test(document.activeElement?.textContent ?? '')`)) break;
        await page.keyboard.press(i === 0 ? 'Tab' : 'ArrowDown');
      }
      await page.keyboard.press('Enter');
      await expectFile(await download);
    }));

  it('is answered by mouse, and the link opens on the same answer', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await waitForMap(page);
      await page.locator(COVERAGE_BOX).click();
      await page.getByLabel(words.which.since).click();
      await answeredSince(page);
      await page.getByLabel(gapsOnly).click();
      await page.waitForFunction(() => location.search.includes('vuoti=1'));
      await page.getByTestId('table-tab-comuni').click();
      await expectAnswer(page);
      const link = new URL(page.url());
      await goto(link.pathname + link.search);
      await waitForMap(page);
      await expectAnswer(page);
      await page.getByRole('button', { name: 'Esporta' }).click();
      const download = page.waitForEvent('download');
      await page
        .getByRole('menuitem', { name: /CSV/ })
        .or(page.getByRole('button', { name: /CSV/ }))
        .first()
        .click();
      await expectFile(await download);
    }));
});

/**
 * Written by hand from data/*.csv, not from the analysis: a class of housing need, a funded project or an ERP area in the
 * municipality; no premises of a lab in it whose dates, or whose missing dates, allow any day from 1 January 2014 on.
 */
const NO_LAB_OF_THEIR_OWN: readonly [name: string, residents: number][] = [
  ['Como', 83_184],
  ['Lecco', 46_871],
  ['Saronno', 38_442],
  ['Bresso', 26_001],
  ['Nova Milanese', 23_027],
  ['Arese', 19_514],
  ['Cusano Milanino', 18_833],
  ['Baranzate', 11_823],
  ['Assago', 9_232],
];

describe('coverage is honest', () => {
  const panelText = async (page: Page): Promise<string> =>
    plain(await page.getByTestId('coverage').innerText());
  const sentenceText = async (page: Page): Promise<string> =>
    plain(await page.getByTestId('sentence').first().innerText());

  it('says which municipalities with ERP need have had no lab of their own since 2014, and who lives there', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?km=0&dal=2014-01-01&vuoti=1&tab=comuni');
      await waitForMap(page);
      await answeredSince(page);
      await expect.poll(async () => (await shown(page)).length).toBe(9);
      const rows = await page
        .locator('[data-testid=table][data-kind=comuni] tbody tr[data-id]')
        .allInnerTexts();
      for (const [name, residents] of NO_LAB_OF_THEIR_OWN) {
        const row = rows.map(plain).find((text) => text.includes(name));
        expect(row, name).toContain(formatNumber(residents, 'it', 0));
      }
      // The answer in words: how many, who lives there, of whom, what is in doubt, what nobody says.
      const said = await sentenceText(page);
      expect(said).toContain(
        'Comuni con bisogno di ERP senza laboratori nel comune stesso dal 1 gen 2014: 9, con 276.927 residenti in tutto (sui 9.950.759 di 1.504 comuni); in dubbio 21, con 589.757.',
      );
      expect(said).toContain('Di 33 laboratori nessuno dice se nel periodo siano stati in attività');
      expect(said).toContain('Di 5 laboratori nessun documento dice nemmeno il comune');
      expect(plain(await page.getByTestId('chips').innerText())).toContain(
        'solo i comuni con bisogno ERP e senza laboratori nel comune stesso dal 1 gen 2014',
      );
      expect(plain(await page.getByTestId('gap-residents').innerText())).toBe(
        '276.927 residenti in 9 comuni',
      );
      // No radius to move; and switched off, the analysis leaves nothing in the address.
      expect(await page.getByRole('slider', { name: 'Raggio' }).count()).toBe(0);
      await page.locator(COVERAGE_BOX).uncheck();
      await page.waitForFunction(() => !location.search.includes('km='));
      expect(new URL(page.url()).searchParams.has('dal')).toBe(false);
      expect(new URL(page.url()).searchParams.has('vuoti')).toBe(false);
    }));

  it('leaves the neighbours of a lab without an address in doubt, and tells labs of unknown state from none', () =>
    withPage({}, async ({ page, goto }) => {
      // Legnano's reference point is 3.5 km from that of Canegrate, where a lab is somewhere.
      await goto('/?km=5&dal=2014-01-01&tab=comuni&ord=-residenti');
      await waitForMap(page);
      await answeredSince(page);
      const legnano = page.locator('[data-testid=table] tr[data-id="015118"]');
      await expect.poll(async () => plain(await legnano.innerText())).toContain('incerto');
      expect(await panelText(page)).toContain('senza laboratori entro 5 km dal 1 gen 2014: 2, con 130.055');
      await goto('/?km=5');
      await waitForMap(page);
      await page.getByTestId('coverage-sentence').filter({ hasText: 'Al 17 gen 2023' }).waitFor();
      expect(await panelText(page)).toContain('Di 48 laboratori nessuno dice se fossero aperti');
      expect(await panelText(page)).toContain(
        'senza laboratori aperti al 17 gen 2023 entro 5 km: 2, con 130.055',
      );
    }));

  it('judges the places of a province with the labs of all', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?km=5&prov=015');
      await waitForMap(page);
      await page.getByTestId('coverage-sentence').filter({ hasText: 'Al 17 gen 2023' }).waitFor();
      const text = await panelText(page);
      expect(text).toContain('Si giudicano solo i luoghi di: Provincia: Milano');
      expect(text).toContain('di 133 comuni');
      expect(text).not.toContain('Como');
      // A text chooses labs by what they are, and says so.
      await goto('/?km=5&q=cremona&vuoti=1');
      await waitForMap(page);
      await page.getByTestId('coverage-sentence').filter({ hasText: 'Al 17 gen 2023' }).waitFor();
      await expect.poll(() => sentenceText(page)).toMatch(/Contano solo i laboratori di: [^.]*«cremona»/);
    }));

  it('has no answer to a period that ends before it begins, and swaps its days', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?km=5&dal=2023-01-17&data=2014-01-01&vuoti=1&tab=comuni');
      await waitForMap(page);
      await page.getByTestId('reversed-notice').waitFor();
      expect(await sentenceText(page)).toContain('finisce prima di cominciare');
      expect(plain(await page.getByTestId('coverage-sentence').innerText())).toBe('');
      expect(await shown(page)).toEqual([]);
      await page.getByTestId('reversed-notice').getByRole('button').click();
      await answeredSince(page);
      expect(new URL(page.url()).searchParams.get('dal')).toBe('2014-01-01');
      await expect.poll(() => shown(page)).toHaveLength(2);
    }));

  it('steps municipalities back that are not among the chosen ones', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?km=0&dal=2014-01-01&vuoti=1');
      await waitForMap(page);
      await answeredSince(page);
      const out = () =>
        page.evaluate(() => {
          const host = document.querySelector('[data-testid=map]') as HTMLElement & {
            map: { getFeatureState: (of: { source: string; id: string }) => { out?: boolean } };
          };
          return ['013075', '015146'].map(
            (id) => host.map.getFeatureState({ source: 'comuni', id }).out ?? null,
          );
        });
      // Como stays, Milano, which has labs, steps back.
      await expect.poll(out).toEqual([false, true]);
      expect(plain(await page.locator('.rail').first().innerText())).toContain('non tra i comuni scelti');
    }));
});

describe('each facet', () => {
  const projectsOf = (facets: Facets): string[] =>
    buildTable(
      'progetti',
      release.index,
      selectRows(release.index, { axes: [], facets, date: DATE }),
      release.municipalities,
      'it',
    ).rows.map((r) => r.selection.id);

  it('of a list leaves the rows that it counts, on the screen, by its boxes', () =>
    withPage({}, async ({ page, goto }) => {
      for (const facet of LIST_FACETS) {
        const name = planner.it.facets.name[facet];
        await goto('/?tab=progetti');
        await page.locator('[data-testid=table][data-kind=progetti] tbody tr[data-id]').first().waitFor();
        await page.locator('.facets summary', { hasText: name }).first().click();
        const box = page.getByRole('group', { name, exact: true }).locator('input[type=checkbox]').first();
        await box.check();
        await page.getByTestId('chips').getByText(`${name}:`).waitFor();
        const counts = facetCounts(release.catalog.projects, NO_FACETS, facet, release.index.facets);
        // Which value the first box is, the address says; the rows say the rest.
        const matches = [...counts.keys()].filter((value) => {
          const expected = projectsOf({ ...NO_FACETS, [facet]: [value] });
          return expected.length > 0;
        });
        const rows = await shown(page, 'progetti');
        expect(rows.length, facet).toBeGreaterThan(0);
        expect(
          matches.some((value) => projectsOf({ ...NO_FACETS, [facet]: [value] }).join() === rows.join()),
          `${facet}: ${rows.length} rows that no value of the facet leaves`,
        ).toBe(true);
      }
    }));

  it('changes the counts and amounts of the funding tree', () =>
    withPage({}, async ({ page, goto }) => {
      const fse = page.locator('label[for$="-fse"]');
      const under = new Set([
        'fse',
        ...release.catalog.axes.map((a) => a.axis_id).filter((id) => id.startsWith('fse/')),
      ]);
      const counted = (provinces: string[]) =>
        selectRows(release.index, {
          axes: [],
          facets: { ...NO_FACETS, provinces },
          date: DATE,
        }).projects.filter((p) =>
          [...(release.index.axesOf.get(p.project_id) ?? [])].some((a) => under.has(a)),
        ).length;
      const [all, some] = [counted([]), counted(['020'])];
      expect(some).toBeGreaterThan(0);
      expect(some).toBeLessThan(all);
      await goto('/');
      await fse.waitFor();
      const before = plain(await fse.innerText());
      expect(before).toMatch(new RegExp(`(^|\\D)${all} progett`));
      await goto('/?prov=020&assi=fesr');
      await fse.waitFor();
      const after = plain(await fse.innerText());
      expect(after).toMatch(new RegExp(`(^|\\D)${some} progett`));
      expect(after.replace(/\d+ progett./, '')).not.toBe(before.replace(/\d+ progett./, ''));
    }));

  it('of amounts, period and text leaves the rows that it should', () =>
    withPage({}, async ({ page, goto }) => {
      const cases: [string, Partial<Facets>][] = [
        ['imp=granted:100000-', { amount: { kind: 'granted', min: 100_000, max: null } }],
        ['anni=2016-2019', { period: { from: 2016, to: 2019 } }],
        ['q=milano', { text: 'milano' }],
      ];
      for (const [query, facets] of cases) {
        await goto(`/?tab=progetti&${query}`);
        await page.locator('[data-testid=table][data-kind=progetti] tbody tr[data-id]').first().waitFor();
        const expected = projectsOf({ ...NO_FACETS, ...facets });
        expect(expected.length).toBeGreaterThan(0);
        expect(await shown(page, 'progetti'), query).toEqual(expected);
      }
    }));
});
