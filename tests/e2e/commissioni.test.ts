/** The story for the council commission: a plain page without scripts, a presentation with keys, figures of the release. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { formatFigure, formatNumber } from '../../src/lib/domain/figures';
import type { Fact, FactFile } from '../../src/lib/schema/served';
import { THEMES } from '../../src/lib/schema/tables';
import { expectNoAxeViolations, mapState, waitForIdle, waitForMap, withPage } from '../support/page';

const IT = '/commissioni/contratti-di-quartiere';
const EN = '/en/commissioni/contratti-di-quartiere';
const WALL = { width: 1920, height: 1080 };
const LAPTOP = { width: 1280, height: 720 };
const PHONE = { width: 360, height: 740 };

const facts = (): Map<string, Fact> =>
  new Map(
    THEMES.flatMap((theme) => {
      const file = join(inject('buildDir'), 'data', 'facts', `${theme}.json`);
      return (JSON.parse(readFileSync(file, 'utf8')) as FactFile).facts.map((f): [string, Fact] => [f.id, f]);
    }),
  );

const steps = (page: Page): Promise<number> => page.locator('section.step').count();
const hash = (page: Page): string => new URL(page.url()).hash;
const present = async (page: Page): Promise<void> => {
  await page.locator('button.present').click();
  await page.locator('[data-presenting=true]').waitFor();
};
const atStep = (page: Page, n: number): Promise<void> =>
  page.locator(`.story[data-step="${n}"]`).waitFor({ state: 'attached', timeout: 10_000 });

/** What sticks out of the step that is shown: elements wider than their box, and the step's own scroll. */
const overflow = (page: Page): Promise<{ down: number; across: number; wide: string[] }> =>
  page.evaluate(() => {
    const step = document.querySelector('section.step.current');
    if (!step) return { down: NaN, across: NaN, wide: ['no step'] };
    const wide = [...step.querySelectorAll<HTMLElement>('*')]
      .filter(
        (e) =>
          e.clientWidth > 1 && getComputedStyle(e).display !== 'inline' && e.scrollWidth > e.clientWidth + 1,
      )
      .map((e) => `${e.tagName} ${e.textContent.trim().slice(0, 40)}`);
    return { down: step.scrollHeight - step.clientHeight, across: step.scrollWidth - step.clientWidth, wide };
  });

describe('without JavaScript', () => {
  for (const [path, lang, word] of [
    [IT, 'it', 'Mazzini'],
    [EN, 'en', 'Mazzini'],
  ] as const) {
    it(`reads from beginning to end (${lang})`, () =>
      withPage({ javaScript: false }, async ({ page, goto }) => {
        await goto(path);
        expect(await page.locator('html').getAttribute('lang')).toBe(lang);
        expect(await steps(page)).toBeGreaterThanOrEqual(8);
        expect(await page.locator('section.step:visible').count()).toBe(await steps(page));
        expect(await page.locator('section.step h2').allTextContents()).toContainEqual(
          expect.stringContaining(word),
        );
        for (const section of await page.locator('section.step').all()) {
          expect((await section.innerText()).length).toBeGreaterThan(100);
          const { pathname, search } = await section.locator('.onmap a').evaluate((a) => {
            const { pathname, search } = a as HTMLAnchorElement;
            return { pathname, search };
          });
          expect(pathname).toBe(lang === 'en' ? '/en' : '/');
          expect(search).toMatch(/^\?(?:c|strati)=/);
        }
        expect(await page.locator('section.step .source').count()).toBeGreaterThan(20);
        // A still map, and no button that would do nothing.
        await page.locator('aside svg[role=img]').waitFor();
        expect(await page.locator('button').count()).toBe(0);
      }));
  }

  it('asks for no map code before the page has run', () =>
    withPage({ javaScript: false }, async ({ page, goto }) => {
      await goto(IT);
      const preloads = await page
        .locator('link[rel=modulepreload]')
        .evaluateAll((links) => links.map((l) => (l as HTMLLinkElement).href));
      for (const href of preloads) {
        const code = readFileSync(join(inject('buildDir'), new URL(href).pathname), 'utf8');
        expect(code.length, href).toBeLessThan(300_000);
      }
    }));

  it('shows the figures of the release, in its format', () =>
    withPage({ javaScript: false }, async ({ page, goto }) => {
      const release = facts();
      for (const [path, lang] of [
        [IT, 'it'],
        [EN, 'en'],
      ] as const) {
        await goto(path);
        const shown = await page
          .locator('data[data-fact]')
          .evaluateAll((list) =>
            list.map((e) => [
              (e as HTMLElement).dataset['fact'] ?? '',
              (e as HTMLDataElement).value,
              e.textContent ?? '',
            ]),
          );
        expect(shown.length).toBeGreaterThan(50);
        for (const [id = '', value, text] of shown) {
          const fact = release.get(id);
          if (!fact) throw new Error(`${id} is not in the release`);
          expect(text, id).toBe(formatFigure(fact.figure, fact.unit, lang));
          if ('value' in fact.figure) expect(Number(value), id).toBe(fact.figure.value);
        }
      }
    }));
});

describe('presentation', () => {
  it('moves with arrows, page keys, space, Home and End, and says where it is', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(IT);
      await present(page);
      const total = await steps(page);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('titolo-1');
      for (const [key, to] of [
        ['ArrowRight', 2],
        ['PageDown', 3],
        ['Space', 4],
        ['ArrowLeft', 3],
        ['PageUp', 2],
        ['End', total],
        ['PageDown', total],
        ['Home', 1],
        ['ArrowLeft', 1],
      ] as const) {
        await page.keyboard.press(key);
        await atStep(page, to);
        expect(await page.locator('section.step:visible').count()).toBe(1);
        expect(await page.locator('[data-testid=counter]').textContent()).toBe(`${to} / ${total}`);
      }
      await page.keyboard.press('PageDown');
      await atStep(page, 2);
      expect(await page.locator('[data-testid=announcement]').textContent()).toContain('Passo 2 di');
      expect(hash(page)).toBe('#passo-2');
    }));

  it('fills the screen by button, and is left by button and by Escape; no letter alone does anything', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(IT);
      await present(page);
      await page.waitForFunction(() => document.fullscreenElement?.classList.contains('story'));
      await page.locator('button.leave').click();
      await page.locator('[data-presenting=false]').waitFor();
      await page.waitForFunction(() => document.fullscreenElement === null);
      await page.keyboard.press('f');
      expect(await page.locator('[data-presenting=true]').count()).toBe(0);
      await present(page);
      await page.keyboard.press('Escape');
      await page.locator('[data-presenting=false]').waitFor();
      expect(await page.locator('section.step:visible').count()).toBe(await steps(page));
    }));

  it('goes on without the permission for full screen', () =>
    withPage({}, async ({ page, goto }) => {
      await page.addInitScript(() => {
        Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('not allowed'));
      });
      await goto(IT);
      await present(page);
      const box = await page.locator('.story').boundingBox();
      expect(box).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 });
      await page.keyboard.press('Escape');
      await page.locator('[data-presenting=false]').waitFor();
    }));

  it('has buttons large enough for a finger', () =>
    withPage({ viewport: PHONE }, async ({ page, goto }) => {
      await goto(IT);
      await present(page);
      for (const button of await page.locator('.controls button').all()) {
        const box = await button.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      }
      await page.locator('.controls button').nth(1).click();
      await atStep(page, 2);
      await page.locator('.controls button').nth(0).click();
      await atStep(page, 1);
    }));

  it('keeps the step through reload, back and forward', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(`${IT}?presenta#passo-4`);
      await atStep(page, 4);
      await page.locator('[data-presenting=true]').waitFor();
      await page.keyboard.press('PageDown');
      await atStep(page, 5);
      await page.reload();
      await atStep(page, 5);
      await page.locator('[data-presenting=true]').waitFor();
      await page.goBack();
      await atStep(page, 4);
      await page.goForward();
      await atStep(page, 5);
    }));

  it('lets the focus go everywhere: Tab reaches the links of the step and the buttons', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(`${IT}?presenta#passo-1`);
      await page.locator('[data-presenting=true]').waitFor();
      await page.locator('#titolo-1').focus();
      const seen = new Set<string>();
      for (let i = 0; i < 25; i++) {
        await page.keyboard.press('Tab');
        seen.add(
          await page.evaluate(() => {
            const e = document.activeElement;
            return e?.closest('.controls')
              ? 'controls'
              : e?.closest('section.step.current')
                ? 'step'
                : e?.closest('header')
                  ? 'header'
                  : 'other';
          }),
        );
      }
      expect(seen).toContain('step');
      expect(seen).toContain('controls');
      expect(seen).not.toContain('header');
    }));

  it('moves the map to the view of the step', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(`${IT}?presenta#passo-3`);
      await waitForMap(page);
      await waitForIdle(page);
      const first = await mapState(page);
      expect(first.layers).toContain('avanzamento-ring');
      await page.keyboard.press('PageDown');
      await atStep(page, 4);
      await page.waitForFunction((from) => {
        const host = document.querySelector('[data-testid=map]') as
          (HTMLElement & { map: { getCenter: () => { lng: number } } }) | null;
        return host !== null && Math.abs(host.map.getCenter().lng - from) > 0.02;
      }, first.center[0]);
    }));
});

describe('the map of a step', () => {
  /** Names of areas that the map shows, those that its left and right edges cut, and those under or over a lab's sign. */
  const names = (page: Page): Promise<{ all: string[]; cut: string[]; covered: string[] }> =>
    page.evaluate(() => {
      type Found = { properties: { name: string }; geometry: { coordinates: [number, number] } }[];
      type Box = [[number, number], [number, number]];
      const { map } = document.querySelector('[data-testid=map]') as HTMLElement & {
        map: {
          getContainer: () => HTMLElement;
          project: (at: [number, number]) => { x: number; y: number };
          queryRenderedFeatures: (box: Box, options: { layers: string[] }) => Found;
        };
      };
      const { clientWidth: width, clientHeight: height } = map.getContainer();
      const at = (layer: string, box: Box): Found => map.queryRenderedFeatures(box, { layers: [layer] });
      const of = (found: Found) => [...new Set(found.map((f) => f.properties.name))].sort();
      const whole: Box = [
        [0, 0],
        [width, height],
      ];
      const edge = (x: number): Box => [
        [x, 0],
        [x + 1, height],
      ];
      return {
        all: of(at('aree-label', whole)),
        cut: of([...at('aree-label', edge(0)), ...at('aree-label', edge(width - 1))]),
        covered: of(
          at('laboratori-sign', whole).flatMap(({ geometry }) => {
            const { x, y } = map.project(geometry.coordinates);
            return at('aree-label', [
              [x - 6, y - 22],
              [x + 6, y - 4],
            ]);
          }),
        ),
      };
    });
  const FIVE = ['Gratosoglio', 'Mazzini', 'Molise-Calvairate', 'Ponte Lambro', 'San Siro'];

  it('bug: names ran off the map, lay under a lab’s sign, stood among others; classes had no key', () =>
    withPage({ viewport: LAPTOP }, async ({ page, goto }) => {
      await goto(`${IT}?presenta#passo-1`);
      await waitForMap(page);
      const key = page.getByTestId('map-key').locator('li');
      const comuni = JSON.parse(readFileSync(join(inject('buildDir'), 'data', 'comuni.json'), 'utf8')) as {
        municipalities: unknown[];
      };
      // All municipalities but Milano.
      expect(await key.allTextContents()).toEqual([
        expect.stringMatching(
          `nessuno che si sappia: ${formatNumber(comuni.municipalities.length - 1, 'it', 0)}$`,
        ),
        expect.stringMatching('4 o più: 1$'),
      ]);
      // From a step without labs to those with: what was placed before must give way.
      for (const n of [2, 3, 8]) {
        while (Number(await page.locator('.story').getAttribute('data-step')) < n) {
          const now = Number(await page.locator('.story').getAttribute('data-step'));
          await page.keyboard.press('PageDown');
          await atStep(page, now + 1);
          await waitForIdle(page);
        }
        const { all, cut, covered } = await names(page);
        if (n === 3) expect(all).toContain('San Siro');
        else expect(all, `step ${n}`).toEqual(FIVE);
        expect(cut, `step ${n}`).toEqual([]);
        expect(covered, `step ${n}`).toEqual([]);
      }
      expect((await key.allTextContents()).join()).toContain('Laboratori: chiuso');
    }));
});

describe('legibility', () => {
  for (const [viewport, name, fits] of [
    [WALL, 'wall', true],
    [LAPTOP, 'laptop', true],
    [PHONE, 'phone', false],
  ] as const) {
    for (const path of [IT, EN]) {
      it(`no text sticks out of a step (${name}, ${path === IT ? 'it' : 'en'})`, () =>
        withPage({ viewport }, async ({ page, goto }) => {
          await goto(`${path}?presenta#passo-1`);
          await page.locator('[data-presenting=true]').waitFor();
          await page.evaluate(() => document.fonts.ready);
          const total = await steps(page);
          for (let n = 1; n <= total; n++) {
            await atStep(page, n);
            const { down, across, wide } = await overflow(page);
            expect(wide, `step ${n}`).toEqual([]);
            expect(across, `step ${n}`).toBeLessThanOrEqual(0);
            // On a phone a step scrolls; on a wall nobody can.
            if (fits) expect(down, `step ${n}`).toBeLessThanOrEqual(0);
            await page.keyboard.press('PageDown');
          }
          if (viewport === WALL) {
            const size = await page
              .locator('section.step.current')
              .evaluate((e) => parseFloat(getComputedStyle(e).fontSize));
            expect(size).toBeGreaterThanOrEqual(28);
          }
        }));
    }
  }

  it('the page does not scroll sideways on a phone', () =>
    withPage({ viewport: PHONE }, async ({ page, goto }) => {
      await goto(IT);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    }));
});

describe('accessibility', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`axe finds nothing on the page and in the presentation (${colorScheme})`, () =>
      withPage({ colorScheme }, async ({ page, goto }) => {
        await goto(IT);
        await waitForMap(page);
        await expectNoAxeViolations(page);
        await goto(`${IT}?presenta#passo-2`);
        await page.locator('[data-presenting=true]').waitFor();
        await expectNoAxeViolations(page);
        for (const n of [3, 8, 10]) {
          await page.goto(`${page.url().split('#')[0] ?? ''}#passo-${n}`);
          await atStep(page, n);
          await expectNoAxeViolations(page);
        }
      }));
  }

  it('a phone too', () =>
    withPage({ viewport: PHONE }, async ({ page, goto }) => {
      await goto(EN);
      await expectNoAxeViolations(page);
    }));
});
