/** Pages of the built site for end-to-end tests. A test fails on anything that a visitor's console would show as wrong. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type Page,
  type Response,
} from 'playwright-core';
import { afterAll, expect, inject } from 'vitest';
import { ROOT } from '../../scripts/steps';
import { axe, type AxeOptions } from './axe';
import { LATE, makeLate } from './late';
import { watchProblems } from './problems';

export { axe } from './axe';
export { mapState, waitForIdle, waitForMap, type MapState } from './map';

export const WIDE = { width: 1280, height: 800 } as const;
export const PHONE = { width: 360, height: 740 } as const;
const OUT = join(ROOT, 'tests', '.out');

export interface PageOptions {
  /** Default: 1280 x 800. */
  viewport?: { width: number; height: number };
  /** Default: light. */
  colorScheme?: 'light' | 'dark';
  /** Default: true. */
  javaScript?: boolean;
  /** Default: reduce, so that nothing is caught in mid-flight. */
  reducedMotion?: 'reduce' | 'no-preference';
  /** Default: it-IT. */
  locale?: string;
  /** Problems that this test provokes on purpose. */
  expected?: readonly RegExp[];
  /** Anything else that Playwright's contexts take: permissions, geolocation, hasTouch, ... */
  context?: BrowserContextOptions;
}

export interface OpenPage {
  page: Page;
  /** Opens a path of the site (`/trasparenza`) and waits for `load`. Fails on a status other than 200, or `status`. */
  goto: (path: string, status?: number) => Promise<Response>;
  /** Full address of a path. */
  url: (path: string) => string;
  /** What has gone wrong so far. Checked again after the test. */
  problems: () => string[];
}

let browser: Promise<Browser> | undefined;
/** The worker's own browser; workers are numbered from 1. */
const connection = (): Promise<Browser> => {
  const all = inject('wsEndpoints');
  return (browser ??= chromium.connect(
    all[(Number(process.env['VITEST_POOL_ID'] ?? 1) - 1) % all.length] ?? '',
  ));
};
afterAll(async () => {
  await (await browser)?.close();
});

const fileName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 120);

/** Saves what the page shows in tests/.out/ and returns the file. */
export async function screenshot(page: Page, name: string): Promise<string> {
  mkdirSync(OUT, { recursive: true });
  const path = join(OUT, `${fileName(name)}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}

/** Runs a test on a fresh page in a context of its own, and fails it on any problem the page had. */
export async function withPage<T>(options: PageOptions, test: (open: OpenPage) => Promise<T>): Promise<T> {
  const base = inject('siteUrl');
  const { javaScript = true, expected = [] } = options;
  const context = await (
    await connection()
  ).newContext({
    viewport: options.viewport ?? WIDE,
    colorScheme: options.colorScheme ?? 'light',
    javaScriptEnabled: javaScript,
    reducedMotion: options.reducedMotion ?? 'reduce',
    locale: options.locale ?? 'it-IT',
    timezoneId: 'Europe/Rome',
    ...options.context,
  });
  try {
    if (LATE > 0 && javaScript) await makeLate(context, LATE);
    const { seen } = await watchProblems(context, new URL(base).origin, javaScript);
    const problems = () => seen.filter((line) => !expected.some((pattern) => pattern.test(line)));
    const page = await context.newPage();
    const url = (path: string) => new URL(path, base).href;
    const goto = async (path: string, status = 200) => {
      const response = await page.goto(url(path));
      if (!response) throw new Error(`${path}: no answer`);
      expect(response.status(), path).toBe(status);
      return response;
    };
    try {
      const result = await test({ page, goto, url, problems });
      expect(problems(), `problems on ${page.url()}`).toEqual([]);
      return result;
    } catch (error) {
      const name = expect.getState().currentTestName ?? 'test';
      const shot = await screenshot(page, `failed-${name}`).catch(() => null);
      if (error instanceof Error) {
        // The reason a wait ran out often stands in the page's console.
        if (problems().length > 0) error.message += `\nProblems on the page:\n  ${problems().join('\n  ')}`;
        if (shot) error.message += `\nPicture: ${shot}`;
      }
      throw error;
    }
  } finally {
    await context.close();
  }
}

/** Fails with one readable line for each element that axe objects to. */
export async function expectNoAxeViolations(page: Page, options?: AxeOptions): Promise<void> {
  expect(await axe(page, options), `axe on ${page.url()}`).toEqual([]);
}
