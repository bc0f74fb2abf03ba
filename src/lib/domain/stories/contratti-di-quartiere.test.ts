import { beforeAll, describe, expect, it } from 'vitest';
import { realRelease } from '../../../../tests/support/release';
import type { Catalog, Facts } from '../../schema/served';
import { buildIndex } from '../select';
import { contrattiDiQuartiere } from './contratti-di-quartiere';
import { StoryError, type Story, type StoryBlock, type StoryFigure } from './story';

let catalog: Catalog;
let facts: Facts;

beforeAll(() => {
  const real = realRelease();
  catalog = real.catalog;
  facts = { ...real.reference, facts: real.facts };
}, 60_000);

const story = (lang: 'it' | 'en', of: Facts = facts): Story =>
  contrattiDiQuartiere(buildIndex(catalog, of), of, lang);

const figuresOf = (block: StoryBlock): StoryFigure[] => {
  switch (block.kind) {
    case 'figures':
      return block.items;
    case 'progress':
      return block.components;
    case 'table':
      return block.rows.flatMap((row) => row.cells);
    case 'phases':
      return block.items.flatMap((phase) => phase.figure ?? []);
    default:
      return [];
  }
};
const allFigures = (s: Story) => s.steps.flatMap((step) => step.blocks.flatMap(figuresOf));

describe('the story of the Contratti di Quartiere', () => {
  it('has the same steps and views in both languages', () => {
    const [it, en] = [story('it'), story('en')];
    expect(it.steps.length).toBeGreaterThanOrEqual(8);
    expect(en.steps.map((s) => [s.id, s.view])).toEqual(it.steps.map((s) => [s.id, s.view]));
    expect(en.steps.map((s) => s.blocks.map((b) => b.kind))).toEqual(
      it.steps.map((s) => s.blocks.map((b) => b.kind)),
    );
    for (const step of it.steps) expect(step.title).not.toBe('');
  });

  it('repeats figures of the release and nothing else, each with its lines', () => {
    const byId = new Map(facts.facts.map((f) => [f.id, f]));
    const figures = allFigures(story('it'));
    expect(figures.length).toBeGreaterThan(50);
    for (const figure of figures) {
      const fact = byId.get(figure.fact);
      expect(fact?.figure, figure.fact).toEqual({ state: figure.state, value: figure.value });
      expect(figure.cite).toEqual({ source_id: fact?.source_id, lines: fact?.lines });
      expect(figure.cite.lines).not.toBeNull();
    }
  });

  it('covers the five areas in the order of the slides', () => {
    const areas = story('it').steps.flatMap((s) =>
      s.view.selection?.kind === 'area' ? [s.view.selection.id] : [],
    );
    expect(areas).toEqual(['mi-sansiro', 'mi-calvairate', 'mi-gratosoglio', 'mi-pontelambro', 'mi-mazzini']);
  });

  it('stops when a figure is not there, and names it', () => {
    const poorer = { ...facts, facts: facts.facts.filter((f) => f.id !== 'm17-0042') };
    expect(() => story('it', poorer)).toThrow(StoryError);
    expect(() => story('it', poorer)).toThrow(
      /step mi-sansiro: no fact works_end_forecast of cdq2 in milano-2017/,
    );
  });

  it('stops when the release has what the words deny', () => {
    const [one] = facts.facts.filter(
      (f) => f.indicator_id === 'progress_pct' && f.subject_id === 'cdq2-sansiro',
    );
    if (!one) throw new Error('no progress of San Siro');
    const richer = {
      ...facts,
      facts: [
        ...facts.facts,
        { ...one, id: 'new-1', source_id: 'milano-2023' as const, data_date: '2023-01-17' },
      ],
    };
    expect(() => story('it', richer)).toThrow(
      /the words deny progress_pct of cdq2-sansiro, but there is new-1/,
    );
  });
});
