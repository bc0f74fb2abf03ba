/** A link names the release that it was made on: the reader of another one is told, and only then. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fill, messages } from '$lib/i18n';
import { waitForMap, withPage } from '../support/page';
import { servedRelease, type ServedRelease } from '../support/release';

let release: ServedRelease;
beforeAll(() => {
  release = servedRelease();
});

const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ').trim();
/** Everything that the page says of its own accord, or calls out. */
const notices = (page: Page) =>
  page
    .locator('.notice[role=status], .notice[role=alert]')
    .allInnerTexts()
    .then((all) => all.map(plain));

describe('a link of another release', () => {
  it.each([
    ['/', 'it', '2020-01', 'moved'],
    ['/en', 'en', '2020-01', 'moved'],
    ['/', 'it', '2099-01', 'newer'],
    ['/en', 'en', '2099-01', 'newer'],
  ] as const)(
    '%s in %s of %s says so, and shows the view of the link on today’s data',
    (path, lang, from, said) =>
      withPage({}, async ({ page, goto }) => {
        await goto(`${path}?tab=progetti&prov=020&v=${from}`);
        await waitForMap(page);
        const to = release.catalog.release;
        const words = plain(fill(messages(lang).share[said], { from, to }));
        expect(words).toContain(from);
        expect(words).toContain(to);
        await expect.poll(() => notices(page)).toEqual([words]);
        await page.locator('[data-testid=table][data-kind=progetti] tbody tr[data-id]').first().waitFor();
        expect(new URL(page.url()).searchParams.get('prov')).toBe('020');
      }),
  );

  it('says nothing of its own release, and of what is no release that it was left out', () =>
    withPage({}, async ({ page, goto }) => {
      await goto(`/?v=${release.catalog.release}`);
      await waitForMap(page);
      expect(await notices(page)).toEqual([]);
      await goto('/?v=domani');
      await waitForMap(page);
      await expect.poll(() => page.getByTestId('dropped').innerText()).toContain('v=domani');
      expect(await notices(page)).toHaveLength(1);
    }));
});
