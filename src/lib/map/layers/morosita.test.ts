import { beforeAll, describe, expect, it } from 'vitest';
import { densityView, firstQuestion, indexRelease } from '$lib/domain/density';
import { sampleRelease } from '$lib/domain/density.testing';
import { formatDate, type Lang } from '$lib/domain/figures';
import { arrearsFact, shareOf } from '$lib/domain/shares';
import { tableWords } from '$lib/i18n/vocabularies';
import { realRelease, type ServedRelease } from '../../../../tests/support/release';
import { LIGHT } from '../theme';
import { densityLegend, documentsLegend, type ArrearsContext } from './morosita';

let real: ServedRelease;
beforeAll(() => {
  real = realRelease();
}, 60_000);

const context = (lang: Lang, area: string | null = null): ArrearsContext => ({
  ...{ lang, theme: LIGHT, index: real.index, rows: real.rows(), municipalities: [], perimeters: new Map() },
  ...{ metric: 'progetti' as const, coverage: null },
  selection: area === null ? null : { kind: 'area', id: area },
});
const own = (area: string, lang: Lang): string => documentsLegend(context(lang, area)).own ?? '';
/** Each area with the figure that its sign shows. */
const signs = () =>
  real.rows().arrears.flatMap(({ area, facts }) => {
    const fact = arrearsFact(facts, null);
    return fact ? [{ area, fact }] : [];
  });

describe('the legend of the documents', () => {
  it('bug: a figure without a date was given that of its document, and its base was left in Italian', () => {
    const shares = signs().filter(({ fact }) => shareOf(fact) !== null);
    expect(shares.map(({ area }) => area.area_id)).toContain('mn-lunetta');
    for (const { area, fact } of shares)
      for (const lang of ['it', 'en'] as const) {
        const words = own(area.area_id, lang);
        const document = real.index.documentDate.get(fact.source_id) ?? '';
        expect(words).toContain(
          fact.data_date === null
            ? { it: 'data non dichiarata, documento del ', en: 'date not stated, document of ' }[lang] +
                formatDate(document, lang)
            : `(${formatDate(fact.data_date, lang)})`,
        );
        expect(words).toContain(tableWords('basis', fact.basis ?? '', lang));
        const computed = lang === 'it' ? 'calcolato' : 'computed';
        expect(words.includes(`, ${computed}`), words).toBe(fact.derived);
      }
    expect(own('mn-lunetta', 'en')).toContain('households in public-housing dwellings');
    expect(own('mn-lunetta', 'en')).not.toContain('nuclei');
  });

  it('bug: areas that are not drawn were counted without a word', () => {
    const unplaced = signs().filter(({ area }) => area.lat === null);
    const withShare = unplaced.filter(({ fact }) => shareOf(fact) !== null);
    expect(withShare.length).toBeGreaterThan(0);
    expect(documentsLegend(context('it')).notes).toContain(
      `Aree non localizzabili, contate e non disegnate: ${unplaced.length}, di cui ${withShare.length} con una quota.`,
    );
    for (const { area } of signs()) {
      expect(own(area.area_id, 'it').includes('(non localizzabile)'), area.area_id).toBe(area.lat === null);
      expect(own(area.area_id, 'en').includes('(cannot be located)'), area.area_id).toBe(area.lat === null);
    }
  });
});

describe('the legend of the cells', () => {
  it('bug: its counts were of large cells together with the small ones inside them', () => {
    const release = sampleRelease({ cells: 900, seed: 3 });
    const view = densityView(indexRelease(release), firstQuestion(release.days));
    for (const lang of ['it', 'en'] as const) {
      const { items, sentence, notes } = densityLegend(view, context(lang));
      const sum = (of: typeof items) => of.reduce((n, { count }) => n + (count ?? 0), 0);
      const classes = items.filter(({ id }) => id?.startsWith('classe-'));
      const told = view.coarse.filter((c) => c.state === 'value').length;
      // What the sentence says is what the classes add up to.
      expect(sum(classes)).toBe(told);
      expect(sum(items.filter(({ id }) => id !== 'partial'))).toBe(view.coarse.length);
      expect(sentence).toContain(
        lang === 'it'
          ? `${told} celle grandi su ${view.coarse.length}`
          : `${told} of ${view.coarse.length} large`,
      );
      const fine = view.fine.filter((c) => c.state === 'value').length;
      expect(notes[1]).toContain(
        lang === 'it' ? `${fine} con una cifra su ${view.fine.length}` : `${fine} of ${view.fine.length}`,
      );
    }
  });
});
