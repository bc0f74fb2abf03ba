import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  densityView,
  firstQuestion,
  indexRelease,
  passesFilter,
  WHOLE,
  type DensityFilter,
  type DensityRow,
  type DensityView,
} from '../domain/density';
import { sampleRelease } from '../domain/density.testing';
import { Board } from './board.svelte';
import type { QuestionName, Summary } from './protocol';
import type { Session } from './session.svelte';

beforeEach(() => vi.stubGlobal('requestAnimationFrame', (next: () => void) => setTimeout(next, 0)));
afterEach(() => vi.unstubAllGlobals());

const summary = (name: string): Summary => ({
  ...{ names: [name], from: 'ledger', form: 'pianificatore', simulated: true, days: ['2026-06-30'] },
  ...{ owners: [], kinds: ['comune'], rows: null, refused: null, seconds: 0, gaps: [] },
});
const row = (zone: string): DensityRow =>
  ({ zone, kind: 'comune', name: zone, of: '', partial: false, figures: {} }) as unknown as DensityRow;
const viewOf = (name: string): DensityView =>
  ({ owner: name, measure: 'morose', coarse: [], fine: [] }) as unknown as DensityView;

/** A worker that answers when it is told to. */
function worker() {
  const asked: { ask: QuestionName; answer: (value: unknown) => void; fail: (why: string) => void }[] = [];
  const session = {
    ask: (ask: QuestionName) =>
      new Promise((answer, reject) => {
        asked.push({ ask, answer, fail: (why) => reject(new Error(why)) });
      }),
  } as unknown as Session;
  const failures: string[] = [];
  const board = new Board(session, (error) => failures.push(String(error)));
  /** Waits until something is asked, and takes it. */
  const next = (ask: QuestionName) =>
    vi.waitFor(() => {
      const at = asked.findIndex((a) => a.ask === ask);
      if (at < 0) throw new Error(`${ask} not asked`);
      return asked.splice(at, 1)[0] as (typeof asked)[number];
    });
  const opened = async (name: string) => {
    const open = board.open(summary(name));
    (await next('rows')).answer({ rows: [row(name)], total: 1, from: 0 });
    (await next('view')).answer(viewOf(name));
    await open;
  };
  return { board, asked, next, failures, opened };
}
const turns = () => new Promise((done) => setTimeout(done, 20));

describe('a release that has been closed', () => {
  it('does not come back with an answer that was on its way: cells, rows, zone', async () => {
    const { board, next, opened, failures } = worker();
    await opened('prima');
    const asking = board.ask({ owner: 'ALER' });
    const chosen = board.select('015146');
    const [view, rows, zone] = [await next('view'), await next('rows'), await next('zone')];
    board.close();
    view.answer(viewOf('prima'));
    rows.answer({ rows: [row('prima')], total: 1, from: 0 });
    zone.answer({ rows: [row('015146')], center: [9, 45] });
    await Promise.all([asking, chosen]);
    expect([board.view, board.page.total, board.zone, board.selected]).toEqual([null, 0, [], null]);
    expect(failures).toEqual([]);
  });

  it('does not complain that the worker has dropped it', async () => {
    const { board, next, opened, failures } = worker();
    await opened('prima');
    const asking = board.ask({ owner: 'ALER' });
    board.close();
    for (const ask of ['view', 'rows'] as const) (await next(ask)).fail(ask);
    await asking;
    expect(failures).toEqual([]);
  });

  it('is not asked further while it was being opened', async () => {
    const { board, asked, next, failures } = worker();
    const open = board.open(summary('prima'));
    const rows = await next('rows');
    board.close();
    rows.answer({ rows: [row('prima')], total: 1, from: 0 });
    await open;
    expect(asked).toEqual([]);
    expect([board.view, board.page.total, failures]).toEqual([null, 0, []]);
  });

  it('does not mix with the next one', async () => {
    const { board, next, opened } = worker();
    await opened('prima');
    const late = board.ask({ owner: 'ALER' });
    const [view, rows] = [await next('view'), await next('rows')];
    board.close();
    await opened('seconda');
    view.answer(viewOf('prima'));
    rows.answer({ rows: [row('prima')], total: 1, from: 0 });
    await late;
    expect(board.view).toEqual(viewOf('seconda'));
    expect(board.page.rows.map((r) => r.zone)).toEqual(['seconda']);
  });

  it('has no places inside a zone to go on to', async () => {
    const { board, asked, next, opened, failures } = worker();
    await opened('prima');
    const inside = board.inside(row('015146'));
    const rows = await next('rows');
    board.close();
    rows.answer({ rows: [], total: 0, from: 0 });
    await inside;
    expect([asked, failures]).toEqual([[], []]);
  });
});

describe('without a release', () => {
  it('a place of the documents is chosen without asking for figures that nobody has', async () => {
    const { board, asked, failures } = worker();
    await board.select('mi-sansiro');
    await turns();
    expect([board.selected, asked, failures]).toEqual(['mi-sansiro', [], []]);
  });
});

describe('what is shown', () => {
  it('belongs to the last question, and an error is told', async () => {
    const { board, next, opened, failures } = worker();
    await opened('prima');
    const first = board.ask({ owner: 'ALER' });
    const old = await next('view');
    const second = board.ask({ owner: 'MM' });
    (await next('view')).answer(viewOf('MM'));
    old.answer(viewOf('ALER'));
    for (const answer of [await next('rows'), await next('rows')]) answer.fail('rows');
    await Promise.all([first, second]);
    expect(board.view?.owner).toBe('MM');
    expect(failures).toEqual(['Error: rows', 'Error: rows']);
  });

  it('lets a class of cells go with the measure and with the release, not one of the documents', async () => {
    const { board, opened } = worker();
    await opened('prima');
    const celle = { layer: 'celle', id: 'classe-1' } as const;
    board.highlight = celle;
    void board.ask({ owner: 'ALER' });
    void board.ask({ measure: board.question.measure });
    expect(board.highlight).toEqual(celle);
    void board.ask({ measure: 'km2' });
    expect(board.highlight).toBeNull();
    board.highlight = celle;
    board.close();
    expect(board.highlight).toBeNull();
    board.highlight = { layer: 'morosita', id: 'missing' };
    board.close();
    expect(board.highlight).toEqual({ layer: 'morosita', id: 'missing' });
    expect(board.filter).toEqual(WHOLE);
  });

  it('bug: cells that pass the filter were counted with the large ones that they lie in', async () => {
    const { board, next } = worker();
    const release = sampleRelease({ cells: 300, seed: 3 });
    const view = densityView(indexRelease(release), firstQuestion(release.days));
    const open = board.open(summary('prima'));
    (await next('rows')).answer({ rows: [row('a')], total: 1, from: 0 });
    (await next('view')).answer(view);
    await open;
    const sizes = { coarse: view.coarse.length, fine: view.fine.length };
    expect(sizes.coarse).toBeGreaterThan(0);
    expect(sizes.fine).toBeGreaterThan(sizes.coarse);
    const told = () => ({ coarse: board.counts.coarse.passing, fine: board.counts.fine.passing });
    expect(told()).toEqual(sizes);
    const filter: DensityFilter = { ...WHOLE, share: [40, 100] };
    board.filter = filter;
    for (const size of ['coarse', 'fine'] as const) {
      expect(told()[size]).toBe(view[size].filter((cell) => passesFilter(cell.filter, filter)).length);
      expect(told()[size]).toBeLessThan(sizes[size]);
      expect(board.counts[size].total).toBe(sizes[size]);
    }
  });

  it('looks at no place while the answer about the one that was chosen is not there', async () => {
    const { board, next, opened } = worker();
    await opened('prima');
    const first = board.select('871f99cddffffff', true);
    (await next('zone')).answer({ rows: [row('a')], center: [9, 45] });
    await first;
    expect(board.center).toEqual([9, 45]);
    void board.select('015146', true);
    expect(board.center).toBeNull();
  });
});
