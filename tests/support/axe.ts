/** axe-core on an open page, with its findings as sentences. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { ROOT } from '../../scripts/steps';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

let source: string | undefined;
const axeSource = (): string =>
  (source ??= readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8'));

export interface AxeOptions {
  /** Also axe's good habits that no success criterion asks for. */
  bestPractice?: boolean;
  /** Check only inside this element. */
  within?: string;
  /** Rule ids not to run; say why where you use it. */
  disable?: readonly string[];
}

/** One line for each element that breaks a rule: `color-contrast (serious) .legend > p: …`. Empty: nothing found. */
export async function axe(
  page: Page,
  { bestPractice = false, within, disable = [] }: AxeOptions = {},
): Promise<string[]> {
  // Through the debugger, which no content security policy stops.
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(`${axeSource()};undefined`);
  const options: RunOptions = {
    runOnly: { type: 'tag', values: bestPractice ? [...WCAG, 'best-practice'] : WCAG },
    rules: Object.fromEntries(disable.map((id) => [id, { enabled: false }])),
    resultTypes: ['violations'],
    // Would fetch style sheets again, for rules that are not asked for.
    preload: false,
  };
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify(within ?? null)} ?? document, ${JSON.stringify(options)})`,
  )) as AxeResults;
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = (failureSummary ?? '')
        .split('\n')
        .slice(1)
        .map((line) => line.trim())
        .join('; ');
      return `${id} (${impact ?? '?'}) ${target.flat().join(' ')}: ${why}`;
    }),
  );
}
