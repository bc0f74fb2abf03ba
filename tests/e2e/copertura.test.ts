/** Coverage: what the page says is what the served rows give; the radius moves without blocking the page. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { computeCoverage } from '$lib/domain/coverage';
import { coverageBase } from '$lib/domain/coverage/base';
import { denominator } from '$lib/domain/coverage/sums';
import type { CoverageResult } from '$lib/domain/coverage/types';
import { NO_FACETS } from '$lib/domain/facets';
import { formatNumber } from '$lib/domain/figures';
import { selectRows } from '$lib/domain/select';
import { readXlsx } from '$lib/export/read-xlsx.testing';
import { distanceWords } from '$lib/i18n/coverage';
import { planner } from '$lib/i18n/planner';
import { defaultView } from '$lib/state/view';
import { expectNoAxeViolations, mapState, PHONE, waitForIdle, waitForMap, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';
import { longestTask } from '../support/tasks';

let release: ServedRelease;
beforeAll(() => {
  release = servedRelease();
});

const expected = (radius_km: number, axes: readonly string[] = [], date?: string): CoverageResult =>
  computeCoverage({
    ...coverageBase(release.index, release.rows(axes, date), release.municipalities),
    radius_km,
  });

const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ');
const n = (x: number) => formatNumber(x, 'it', 0);
const panel = (page: Page) => page.getByTestId('coverage');
/** Opens every fold of the panel that is there. */
const unfold = (page: Page): Promise<void> =>
  panel(page).evaluate((element) => {
    for (const details of element.querySelectorAll('details')) details.open = true;
  });
const sentence = (page: Page) => page.getByTestId('coverage-sentence');
const slider = (page: Page) => page.getByRole('slider', { name: 'Raggio' });

/** Waits until the panel speaks of this radius. */
const answered = (page: Page, km: string): Promise<void> =>
  sentence(page)
    .filter({ hasText: `entro ${km} km` })
    .waitFor();

type Cell = string | number | null;
/** Takes the workbook of the open table and reads it: sheets of the coverage by the titles of their columns. */
async function workbook(page: Page) {
  await page.getByTestId('table-export').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('export-xlsx').click(),
  ]);
  // The browser is a server of its own: its files are asked for, not opened.
  const folder = mkdtempSync(join(tmpdir(), 'atlante-'));
  const path = join(folder, 'file');
  await download.saveAs(path);
  const { sheets, names } = readXlsx(new Uint8Array(readFileSync(path)));
  rmSync(folder, { recursive: true });
  return {
    rows: (sheets[0]?.length ?? 1) - 1,
    legend: (sheets[1] ?? []).flatMap((row) => row.map((cell) => String(cell?.value ?? ''))).join('\n'),
    sheet: (name: string): Record<string, Cell>[] => {
      const [head = [], ...rows] = sheets[names.indexOf(name)] ?? [];
      return rows.map((row) =>
        Object.fromEntries(
          // Units stand in brackets behind the title.
          head.map((cell, c) => [
            String(cell?.value ?? '').replace(/ \([^)]*\)$/, ''),
            row[c]?.value ?? null,
          ]),
        ),
      );
    },
  };
}

async function ready(page: Page): Promise<void> {
  await waitForMap(page);
  await waitForIdle(page);
}

describe('coverage', () => {
  it('is off until it is asked for, and starts its worker only then', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/');
      await ready(page);
      expect(page.workers().some((w) => w.url().includes('coverage'))).toBe(false);
      expect((await mapState(page)).layers).not.toContain('copertura-fill');
      await page.getByRole('checkbox', { name: 'Mostra la copertura' }).check();
      await answered(page, '5');
      expect(new URL(page.url()).searchParams.get('km')).toBe('5');
      expect(page.workers().some((w) => w.url().includes('coverage'))).toBe(true);
      await waitForIdle(page);
      expect((await mapState(page)).features['copertura-fill']).toBe(1);
      await page.getByRole('checkbox', { name: 'Mostra la copertura' }).uncheck();
      await page.waitForFunction(() => !location.search.includes('km='));
      expect((await mapState(page)).layers).not.toContain('copertura-fill');
    }));

  for (const [query, radius, axes, date] of [
    ['?km=5', 5, [], undefined],
    ['?km=12&data=2015-03-01', 12, [], '2015-03-01'],
    ['?km=3&data=2021-06-30&assi=fse', 3, ['fse'], '2021-06-30'],
  ] as const)
    it(`says what the rows give: ${query}`, () =>
      withPage({}, async ({ page, goto }) => {
        await goto(`/${query}`);
        await ready(page);
        await answered(page, String(radius));
        const result = expected(radius, axes, date);
        const text = plain(await panel(page).innerText());
        const { covered } = result.totals.residents;
        expect(text).toContain(
          `${n(covered.places)} ${covered.places === 1 ? 'comune' : 'comuni'}, con ${n(covered.sum)} residenti`,
        );
        expect(text).toContain(`su ${n(denominator(result.totals.residents))} residenti di 1.504 comuni`);
        expect(text).toContain(`su ${n(denominator(result.totals.dwellings))} alloggi dichiarati`);
        expect(text).toContain(
          `entro ${radius} km: ${n(result.gaps.length)}, con ${n(result.gap_residents.sum)} residenti`,
        );
        const rows = await panel(page).locator('details[open] tbody tr').allInnerTexts();
        expect(rows).toHaveLength(Math.min(20, result.gaps.length));
        result.gaps.slice(0, 20).forEach((gap, i) => {
          const row = plain(rows[i] ?? '');
          expect(row).toContain(gap.name);
          expect(row).toContain(plain(distanceWords(gap, 'it')));
        });
        const { features } = await mapState(page);
        expect(features['copertura-vuoti'] ?? 0).toBe(result.gaps.length);
        expect(features['copertura-incerti'] ?? 0).toBe(result.doubtful.length);
      }));

  it('moves by keyboard; the last position is the one that is said', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?km=5');
      await ready(page);
      await answered(page, '5');
      await slider(page).focus();
      for (let i = 0; i < 6; i += 1) await page.keyboard.press('ArrowRight');
      await answered(page, '8');
      expect(await slider(page).getAttribute('aria-valuetext')).toBe('8 chilometri');
      await page.waitForFunction(() => new URLSearchParams(location.search).get('km') === '8');
      expect(plain(await sentence(page).innerText())).toContain(
        `${n(expected(8).totals.residents.covered.places)} comuni`,
      );
    }));

  it('a municipality of the gap list opens its panel', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?km=5');
      await ready(page);
      await answered(page, '5');
      const first = expected(5).gaps[0];
      await panel(page)
        .getByRole('button', { name: first?.name ?? '', exact: true })
        .click();
      await page.waitForFunction((code) => location.search.includes(`sel=comune:${code}`), first?.istat_code);
      await page
        .locator('#scheda')
        .filter({ hasText: first?.name ?? '' })
        .waitFor();
    }));

  it('the workbook holds the totals, provinces, axes, overlaps and labs that the panel shows', () =>
    withPage({ context: { acceptDownloads: true } }, async ({ page, goto }) => {
      await goto('/?km=7.5&data=2015-03-01&tab=laboratori');
      await ready(page);
      await answered(page, '7,5');
      await unfold(page);
      await panel(page).getByText('Quali comuni').first().waitFor();
      // Those that came with the others.
      await unfold(page);
      const section = (title: string) =>
        panel(page)
          .locator('details')
          .filter({ has: page.locator(':scope > summary h3', { hasText: title }) });
      const { sheet } = await workbook(page);
      const number = (value: Cell | undefined): string => (typeof value === 'number' ? n(value) : '');

      const provinces = sheet('copertura_province');
      const shown = await section('Per provincia').locator('tbody tr').allInnerTexts();
      expect(
        shown.map((row) =>
          plain(row)
            .replace(/\s+/g, ' ')
            .replace(/ \([^)]*\)/, ''),
        ),
      ).toEqual(
        provinces.map(
          (row) =>
            `${row['Provincia']} ${number(row['Residenti in comuni coperti'])} / ${number(row['Residenti in tutto'])} ${number(row['Comuni scoperti'])}`,
        ),
      );
      expect(provinces).toHaveLength(12);

      const axes = await section('Comuni raggiunti da ogni asse').locator('ul > li').allInnerTexts();
      const axisRows = sheet('copertura_assi');
      expect(axes).toHaveLength(axisRows.length);
      axisRows.forEach((row, i) => {
        const text = plain(axes[i] ?? '').replace(/\s+/g, ' ');
        expect(text).toContain(`${row['Fondo o asse']} ${number(row['Comuni'])} comun`);
        expect(text).toContain(`${number(row['Progetti'])} progett`);
        expect(text).toContain(`coperti: ${number(row['Comuni coperti'])}`);
        for (const name of String(row['Quali comuni'] ?? '').split('; ')) expect(text).toContain(name);
      });

      const overlaps = section('Programmi sovrapposti');
      const overlapRows = sheet('copertura_sovrapposizioni');
      const [names, programmes] = [
        await overlaps.locator('dt').allInnerTexts(),
        await overlaps.locator('dd').allInnerTexts(),
      ];
      expect(overlapRows.length).toBeGreaterThan(0);
      expect(
        names.flatMap((name, i) =>
          plain(programmes[i] ?? '')
            .split('; ')
            .map((p) => `${name}: ${p}`),
        ),
      ).toEqual(
        overlapRows.map((row) => `${row['Comune']}: ${row['Programma']} (${number(row['Progetti'])})`),
      );

      const labs = section('Che cosa sta entro il raggio');
      const labRows = sheet('copertura_laboratori');
      expect(await labs.locator('dt').allInnerTexts()).toEqual(labRows.map((row) => row['Laboratorio']));
      const within = (await labs.locator('dd').allInnerTexts()).map(plain);
      labRows.forEach((row, i) => {
        for (const name of [row['Quali aree'], row['Quali comuni']].flatMap((list) =>
          String(list ?? '').split('; '),
        ))
          expect(within[i]).toContain(name);
      });
      expect(labRows.some((row) => Number(row['Comuni']) > 0)).toBe(true);

      const text = plain(await panel(page).innerText());
      const totals = sheet('copertura_totali').filter((row) => row['Misura'] === 'residenti');
      for (const row of totals.filter(({ Stato }) => Stato !== 'unplaced')) {
        expect(text).toContain(number(row['Valore']));
        expect(text).toContain(plain(String(row['Che cosa è il denominatore'])));
      }
      // And what the rows give.
      const result = expected(7.5, [], '2015-03-01');
      expect(axisRows.map((row) => [row['Codice dell’asse'], row['Comuni']])).toEqual(
        result.axes.map((axis) => [axis.id, axis.municipalities.length]),
      );
      expect(totals.find((row) => row['Stato'] === 'covered')?.['Valore']).toBe(
        result.totals.residents.covered.sum,
      );
    }));

  it('bug: with a range of values on, sentence, panel and file tell as many gaps as the table has rows', () =>
    withPage({ context: { acceptDownloads: true } }, async ({ page, goto }) => {
      await goto('/?km=5&data=2015-03-01&vuoti=1&metrica=residenti&valori=100000-&tab=comuni');
      await ready(page);
      await answered(page, '5');
      const { gaps } = expected(5, [], '2015-03-01');
      const left = gaps.filter((m) => (m.population ?? 0) >= 100_000);
      expect(left.length).toBeGreaterThan(0);
      expect(left.length).toBeLessThan(gaps.length);
      await page
        .getByTestId('table-count')
        .filter({ hasText: left.length === 1 ? '1 riga' : `${n(left.length)} righe` })
        .waitFor();
      const told = `di questi ${n(left.length)} nell’intervallo di valori scelto, con ${n(left.reduce((sum, m) => sum + (m.population ?? 0), 0))} residenti`;
      expect(plain(await page.getByTestId('sentence').innerText())).toContain(told);
      expect(plain(await sentence(page).innerText())).toContain(told);
      // Which municipalities would be gaps under another choice is not computed: beside the counts it says so.
      for (const id of ['assi', 'filtri'])
        expect(await page.locator(`#${id}`).innerText()).toContain(planner.it.facets.counts_of_gaps);
      const book = await workbook(page);
      expect(book.rows).toBe(left.length);
      expect(plain(book.legend)).toContain(told);
    }));

  it('bug: a radius on its way: neither rows nor sentence nor file are of another question than they say', () =>
    withPage({ context: { acceptDownloads: true } }, async ({ page, goto }) => {
      // The worker's script comes late, so that there is something to see.
      await page.route('**/coverage.worker*.js', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        await route.continue();
      });
      const said: string[] = [];
      await page.exposeFunction('tell', (text: string) => void said.push(plain(text)));
      await page.addInitScript(() =>
        new MutationObserver(() => {
          const text = document.querySelector('[data-testid=sentence]')?.textContent ?? '';
          const count = document.querySelector('[data-testid=table-count]')?.textContent ?? '';
          void (window as unknown as { tell: (text: string) => void }).tell(`${text} | ${count}`);
        }).observe(document, { subtree: true, childList: true, characterData: true }),
      );
      await goto('/?tab=comuni&km=2&vuoti=1');
      await answered(page, '2');
      const gaps = (km: number) => expected(km).gaps.length;
      const rows = (n: number) => (n === 1 ? '1 riga' : `${n} righe`);
      await page
        .getByTestId('table-count')
        .filter({ hasText: rows(gaps(2)) })
        .waitFor();
      // No moment in which all municipalities stood under the name of the few.
      expect(said.filter((text) => text.includes('1.504 righe'))).toEqual([]);
      expect(gaps(20)).not.toBe(gaps(2));
      await page.locator('#coverage-radius').evaluate((slider) => {
        (slider as HTMLInputElement).value = '20';
        for (const type of ['input', 'change']) slider.dispatchEvent(new Event(type, { bubbles: true }));
      });
      const book = await workbook(page);
      expect(book.rows).toBe(gaps(20));
      expect(plain(book.legend)).not.toContain('entro 2 km');
      expect(plain(book.legend)).toContain('entro 20 km');
      expect(book.legend).toContain('km=20');
    }));

  it('bug: says by which ranges of shares and of works its question is narrowed', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?km=5&quota=20-&lavori=50-');
      await ready(page);
      await answered(page, '5');
      const says = panel(page).getByText('Di aree e progetti, e del bisogno di ERP che ne viene');
      await says.waitFor();
      const text = plain(await says.innerText());
      expect(text).toContain('quota di famiglie morose: 20 % o più');
      expect(text).toContain('avanzamento dei lavori: 50 % o più');
      const rows = selectRows(release.index, {
        axes: [],
        facets: NO_FACETS,
        date: defaultView('it').date,
        shares: { from: 20, to: null },
        works: { from: 50, to: null },
      });
      const narrowed = computeCoverage({
        ...coverageBase(release.index, rows, release.municipalities),
        radius_km: 5,
      });
      // So it is: other axes, and the labs of the whole region.
      expect(narrowed.axes).not.toEqual(expected(5).axes);
      expect(narrowed.totals.labs).toBe(expected(5).totals.labs);
      await panel(page).locator('summary', { hasText: 'Comuni raggiunti da ogni asse' }).click();
      await expect.poll(() => panel(page).locator('ul > li').count()).toBe(narrowed.axes.length);
    }));

  it('reads and fits on a phone, and axe finds nothing', async () => {
    for (const options of [{ viewport: PHONE }, { colorScheme: 'dark' as const }])
      await withPage(options, async ({ page, goto }) => {
        await goto('/?km=12&data=2015-03-01');
        await ready(page);
        await answered(page, '12');
        await unfold(page);
        await panel(page).getByText('Quali comuni').first().waitFor();
        expect(
          await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
        ).toBe(0);
        await expectNoAxeViolations(page);
      });
  });

  it('the moving radius leaves the page free', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/?km=5&data=2015-03-01');
      await ready(page);
      await answered(page, '5');
      // Tasks of the main thread while the map only repaints, then while the radius moves as well.
      const moved = (moving: boolean): Promise<void> =>
        page.evaluate(async (moves) => {
          const { map } = document.querySelector('[data-testid=map]') as HTMLElement & {
            map: { triggerRepaint: () => void };
          };
          const input = document.querySelector<HTMLInputElement>('#coverage-radius');
          if (!input) throw new Error('no slider');
          for (let i = 0; i < 30; i += 1) {
            if (moves) {
              input.value = String(1 + i / 2);
              input.dispatchEvent(new Event('input', { bubbles: true }));
            }
            map.triggerRepaint();
            await new Promise((next) => setTimeout(next, 60));
          }
          await new Promise((next) => setTimeout(next, 400));
        }, moving);
      const repaint = await longestTask(page, () => moved(false));
      const moving = await longestTask(page, () => moved(true));
      console.log(
        `radius: longest task while repainting ${repaint.longest.toFixed(1)} ms of CPU, while the radius moves ${moving.longest.toFixed(1)} ms`,
      );
      // The answers are drawn as well; it is the worker that computes them.
      expect(moving.longest - repaint.longest).toBeLessThanOrEqual(50);
      await answered(page, '15,5');
    }));
});
