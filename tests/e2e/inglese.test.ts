/** English pages in English: the words of the tables too. Italian pages fetch none of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { phrasesOf } from '../../src/lib/domain/english';
import type { Catalog, English, Reference } from '../../src/lib/schema/served';
import { withPage } from '../support/page';

const served = <T>(name: string): T =>
  JSON.parse(readFileSync(join(inject('buildDir'), 'data', name), 'utf8')) as T;

/** Phrases whose English is another, long enough to be found in a page by chance of nothing else. */
const italian = (content: object, file: string): string[] => {
  const { words } = served<English>('english.json').files[file] ?? { words: [] };
  const phrases = [...new Set([...phrasesOf(content)].map(({ phrase }) => phrase))];
  return phrases.filter((phrase, i) => phrase.length > 24 && words[i] !== phrase && !phrase.includes('"'));
};

const QUOTED = /"[^"]*"|«[^»]*»/g;
/** Quotations in what an element says, and the words in it that a screen reader is told are Italian. */
const quotations = async (of: Locator) => (await of.evaluate((e) => e.textContent)).match(QUOTED) ?? [];
const marked = (of: Locator) => of.locator('[lang=it]').evaluateAll((all) => all.map((e) => e.textContent));

describe('bug: English pages told notes and contradictions in Italian', () => {
  test.each(['/en', '/en/trasparenza', '/en/commissioni/contratti-di-quartiere'])(
    '%s marks as Italian only names and titles of documents',
    (path) =>
      withPage({ locale: 'en-GB' }, async ({ page, goto }) => {
        await goto(path);
        // Titles, authors and addresses are names; provinces and municipalities in the filters too.
        const marked = await page.$$eval('[lang=it]', (found) =>
          found
            .filter((e) => !e.closest('#fonti h3, #fonti dd, #laboratori, details .body, header'))
            .map((e) => e.textContent),
        );
        expect(marked.filter((words) => words.replace(QUOTED, '') !== '')).toEqual([]);
        const text = await page.locator('main').evaluate((main) => main.textContent);
        const found = [
          ...italian(served<Catalog>('catalog.json'), 'catalog.json'),
          ...italian(served<Reference>('reference.json'), 'reference.json'),
        ].filter((phrase) => text.includes(phrase));
        expect(found).toEqual([]);
      }),
  );

  test('the Italian page has what is sought there', () =>
    withPage({}, async ({ page, goto }) => {
      await goto('/trasparenza');
      const text = await page.locator('main').evaluate((main) => main.textContent);
      const found = italian(served<Reference>('reference.json'), 'reference.json').filter((phrase) =>
        text.includes(phrase),
      );
      expect(found.length).toBeGreaterThan(100);
    }));

  test('the panel of a lab with a note tells it in English, and so does the panel of an area its contradictions', () =>
    withPage({ locale: 'en-GB' }, async ({ page, goto }) => {
      await goto('/en?sel=laboratorio:ldq-gratosoglio');
      const panel = page.locator('section', { has: page.locator('h2', { hasText: 'Gratosoglio' }) }).first();
      await panel.locator('.meta', { hasText: 'Note: ' }).first().waitFor({ timeout: 60_000 });
      // What a document says in its own words is Italian, and marked as such: nothing else is.
      expect((await quotations(panel)).length).toBeGreaterThan(0);
      expect(await quotations(panel)).toEqual(await marked(panel));
      expect(await panel.innerText()).toContain('premises not stated');
      await goto('/en?sel=area:mi-sansiro');
      const disputes = page.locator('details.disputes');
      await disputes.waitFor({ timeout: 60_000 });
      expect(await quotations(disputes)).toEqual(await marked(disputes));
      const text = (await disputes.evaluate((e) => e.textContent)).replace(QUOTED, '');
      expect(text).not.toMatch(/\b(?:nuclei|alloggi|abitanti|perimetri|il)\b/);
      expect(text).toContain('households');
    }));

  test('Italian pages never fetch the English words; a switch of language brings them', () =>
    withPage({}, async ({ page, goto }) => {
      const asked: string[] = [];
      page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
      await goto('/?sel=area:mi-sansiro');
      const disputes = page.locator('details.disputes');
      await disputes.waitFor({ timeout: 60_000 });
      expect(await disputes.evaluate((e) => e.textContent)).toContain('nuclei');
      expect(asked.filter((path) => path.endsWith('reference.json'))).toHaveLength(1);
      expect(asked.filter((path) => path.endsWith('english.json'))).toEqual([]);
      await page.locator('a.language').click();
      await page.waitForURL(/\/en\?/);
      await expect.poll(() => disputes.evaluate((e) => e.textContent)).toContain('households');
      expect(asked.filter((path) => path.endsWith('english.json'))).toHaveLength(1);
    }));
});
