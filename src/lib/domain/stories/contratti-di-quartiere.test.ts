import { beforeAll, describe, expect, it } from 'vitest';
import { realRelease } from '../../../../tests/support/release';
import type { Catalog, Facts } from '../../schema/served';
import { buildIndex, selectRows } from '../select';
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

  it('bug: its maps drew whatever else the atlas has: they draw the programme, the five areas and their labs', () => {
    const index = buildIndex(catalog, facts);
    const own = catalog.projects.filter((p) => p.programme_id === 'cdq2').map((p) => p.project_id);
    const five = own.flatMap((id) => (index.placesOf.get(id) ?? []).flatMap((p) => p.area_id ?? []));
    const labs = catalog.labs.filter((l) => own.includes(l.project_id ?? '')).map((l) => l.lab_id);
    expect([five.length, labs.length]).toEqual([5, 5]);
    for (const { id, view } of story('it').steps) {
      const rows = selectRows(index, { axes: [], facets: view.facets, date: view.date });
      expect(rows.projects.map((p) => p.project_id).sort(), id).toEqual(own.toSorted());
      expect(rows.areas.map(({ area }) => area.area_id).sort(), id).toEqual(five.toSorted());
      expect(rows.labs.map(({ lab }) => lab.lab_id).sort(), id).toEqual(labs.toSorted());
      expect([...rows.projectsIn.keys()], id).toEqual(['015146']);
    }
  });

  const termOf = (s: Story, step: string, term: string): string => {
    const found = s.steps
      .find(({ id }) => id === step)
      ?.blocks.flatMap((b) => (b.kind === 'terms' ? b.items : []))
      .find((item) => item.term === term);
    if (!found) throw new Error(`no "${term}" in ${step}`);
    return found.text;
  };
  const about = (subject: string) => facts.contradictions.filter((c) => c.subject_id === subject);

  it('bug: arrears stood as percentages alone: with them are the households counted and where the document disagrees', () => {
    const numberOf = (indicator: string, owner: string): number => {
      const found = facts.facts.filter(
        (f) =>
          f.subject_id === 'mi-pontelambro' &&
          f.indicator_id === indicator &&
          f.owner === owner &&
          !f.derived,
      );
      const [fact] = found;
      if (found.length !== 1 || fact?.figure.state !== 'value') throw new Error(`${indicator} of ${owner}`);
      return fact.figure.value;
    };
    const disputed = about('mi-pontelambro').filter((c) =>
      ['share_in_arrears', 'households_in_arrears'].includes(c.indicator_id ?? ''),
    );
    expect(disputed.length).toBe(3);
    for (const [lang, term, of] of [
      ['it', 'Morosità', 'su'],
      ['en', 'Arrears', 'of'],
    ] as const) {
      const text = termOf(story(lang), 'non-si-sa', term);
      for (const owner of ['ALER', 'Comune']) {
        const [part, whole, share] = ['households_in_arrears', 'dwellings_assigned', 'share_in_arrears'].map(
          (indicator) => numberOf(indicator, owner),
        );
        expect(text).toMatch(new RegExp(`\\b${part} ${of} ${whole} \\(${owner}: ${share}\\s?%\\)`));
      }
      for (const c of disputed) expect(text).toContain(lang === 'it' ? c.what_it : c.what_en);
    }
  });

  it('bug: disagreements were counted without a word on which: the rule and the others are said', () => {
    const papers: readonly string[] = ['milano-2017', 'milano-2023'];
    const subjects = new Set([
      'cdq2',
      'milano-ldq',
      ...catalog.projects.filter((p) => p.programme_id === 'cdq2').map((p) => p.project_id),
      ...catalog.labs.filter((l) => l.project_id?.startsWith('cdq2-')).map((l) => l.lab_id),
      ...story('it').steps.flatMap((s) => (s.view.selection?.kind === 'area' ? [s.view.selection.id] : [])),
    ]);
    const all = facts.contradictions.filter((c) => subjects.has(c.subject_id));
    const others = all.filter((c) => !papers.includes(c.source_a) && !papers.includes(c.source_b));
    const [intro, list] = story('it').steps.find(({ id }) => id === 'non-concordano')?.blocks ?? [];
    if (intro?.kind !== 'text' || list?.kind !== 'disputes') throw new Error('no disagreements');
    expect(list.items.length + list.more.length).toBe(all.length - others.length);
    expect(others.length).toBeGreaterThan(0);
    expect(intro.text).toContain(`${all.length - others.length} discordanze`);
    expect(intro.text).toContain(`Altre ${others.length}, fra altri documenti, sono in Trasparenza`);
    expect(intro.text).toMatch(/in cui entra un documento del Comune del 2017 o del 2023/);
  });

  it('bug: an area’s step counted fewer disagreements than the page that lists them', () => {
    const text = termOf(story('it'), 'mi-pontelambro', 'I documenti non concordano');
    const all = about('mi-pontelambro');
    const named = all.filter((c) => text.includes(c.what_it));
    expect(named.length).toBe(1);
    expect(text).toContain(`altre ${all.length - named.length} in Trasparenza`);
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
