import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../schema/tables';
import {
  amountsByKind,
  below,
  checkState,
  coveredAxes,
  fundingTree,
  nodesById,
  projectAxes,
  toggleAxis,
} from './funding';

type Axis = Row<'funding_axes'>;
type Amount = Row<'project_funding'>;

const axis = (axis_id: string, parent_id: string | null, level: Axis['level']): Axis => ({
  axis_id,
  parent_id,
  level,
  code: null,
  code_as_printed: null,
  title_it: axis_id,
  title_en: axis_id,
  source_id: 'irs-2021',
  lines: null,
  also: null,
  note: null,
});

const AXES = [
  axis('fse', null, 'fund'),
  axis('fse/por', 'fse', 'programme'),
  axis('fse/II', 'fse/por', 'axis'),
  axis('fse/II/9.1.3', 'fse/II', 'action'),
  axis('fse/II/9.4.2', 'fse/II', 'action'),
  axis('fesr', null, 'fund'),
  axis('fesr/V', 'fesr', 'axis'),
];
const roots = fundingTree(AXES);
const node = (id: string) => {
  const found = nodesById(roots).get(id);
  if (!found) throw new Error(id);
  return found;
};

const amount = (patch: Partial<Amount>): Amount => ({
  project_id: 'p',
  axis_id: 'fse/II',
  amount_eur: 1,
  kind: 'cost',
  vat: 'unknown',
  as_of: null,
  funding_id: 'f',
  programme_id: null,
  scope: null,
  derived: null,
  in_totals: true,
  some_projects: null,
  source_id: 'irs-2021',
  lines: null,
  also: null,
  note: null,
  ...patch,
});

describe('fundingTree', () => {
  it('loses no row, not even one whose parent is absent', () => {
    const orphan = fundingTree([...AXES, axis('x/1', 'x', 'axis')]);
    expect([...orphan].flatMap((root) => [...below(root)])).toHaveLength(AXES.length + 1);
  });
});

describe('selection of axes', () => {
  it('covers what is below a chosen node, and everything without a choice', () => {
    expect([...coveredAxes(['fse/II'], roots)].sort()).toEqual(['fse/II', 'fse/II/9.1.3', 'fse/II/9.4.2']);
    expect(coveredAxes([], roots).size).toBe(AXES.length);
    expect(coveredAxes(['no/such'], roots).size).toBe(0);
  });

  it('is tri-state', () => {
    expect(checkState(node('fse'), ['fse/II/9.1.3'], roots)).toBe('mixed');
    expect(checkState(node('fse/II/9.1.3'), ['fse'], roots)).toBe('on');
    expect(checkState(node('fesr'), ['fse'], roots)).toBe('off');
    expect(checkState(node('fesr'), [], roots)).toBe('off');
  });

  it('takes one action away from a chosen axis and keeps the other', () => {
    const selection = toggleAxis(node('fse/II/9.1.3'), ['fse'], roots);
    expect(selection).toEqual(['fse/II/9.4.2']);
  });

  it('toggling twice comes back, from any selection made by toggling', () => {
    const ids = AXES.map((a) => a.axis_id);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...ids), { maxLength: 8 }),
        fc.constantFrom(...ids),
        (clicks, id) => {
          let selection: string[] = [];
          for (const click of clicks) selection = toggleAxis(node(click), selection, roots);
          if (checkState(node(id), selection, roots) === 'mixed') return;
          const twice = toggleAxis(node(id), toggleAxis(node(id), selection, roots), roots);
          const covered = (s: string[]) =>
            s.length === 0
              ? []
              : [...coveredAxes(s, roots)].filter((a) => node(a).children.length === 0).sort();
          expect(covered(twice)).toEqual(covered(selection));
        },
      ),
    );
  });
});

describe('amountsByKind', () => {
  it('never adds kinds, and counts once what the documents repeat', () => {
    const rows = [
      amount({ kind: 'cost', amount_eur: 832_104.52 }),
      amount({ kind: 'contract', amount_eur: 828_415.2 }),
      amount({ kind: 'cost', amount_eur: 832_104.52, in_totals: null }),
      amount({ kind: 'cost', amount_eur: null }),
    ];
    expect(amountsByKind(rows)).toEqual({
      cost: { total_eur: 832_104.52, rows: 1 },
      contract: { total_eur: 828_415.2, rows: 1 },
    });
  });
});

describe('projectAxes', () => {
  it('joins a project’s own amounts with those of its whole programme', () => {
    const project = { project_id: 'a17-mantova', programme_id: 'avviso-2017' } as Row<'projects'>;
    const funding = [
      amount({ project_id: null, programme_id: 'avviso-2017', axis_id: 'fse/II' }),
      amount({ project_id: 'a17-mantova', axis_id: 'comune' }),
      amount({ project_id: null, programme_id: 'other', axis_id: 'fesr' }),
      amount({ project_id: 'a17-mantova', axis_id: null }),
    ];
    expect([...(projectAxes([project], funding).get('a17-mantova') ?? [])].sort()).toEqual([
      'comune',
      'fse/II',
    ]);
  });

  it('bug: money for some projects of a programme was counted for all of them', () => {
    const projects = ['cdq2-sansiro', 'cdq2-mazzini'].map(
      (project_id) => ({ project_id, programme_id: 'cdq2' }) as Row<'projects'>,
    );
    const funding = [
      amount({ project_id: null, programme_id: 'cdq2', axis_id: 'regione/cdq2', some_projects: true }),
      amount({ project_id: null, programme_id: 'cdq2', axis_id: 'stato/cdq2', some_projects: true }),
      amount({ project_id: 'cdq2-sansiro', programme_id: 'cdq2', axis_id: 'stato/cdq2', amount_eur: null }),
    ];
    expect([...projectAxes(projects, funding)].map(([id, axes]) => [id, [...axes]])).toEqual([
      ['cdq2-sansiro', ['stato/cdq2']],
      ['cdq2-mazzini', []],
    ]);
  });
});
