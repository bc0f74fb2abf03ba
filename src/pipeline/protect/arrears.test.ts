import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withhold } from '../../lib/domain/disclosure';
import { arrearsRow as row } from '../../lib/schema/rows.testing';
import type { Row } from '../../lib/schema/tables';
import { protectArrears, protectContradictions } from './arrears';

describe('protectArrears', () => {
  it('takes the number out of a withheld figure, and out of its note, formula and dimension', () => {
    const [fact] = protectArrears([
      row({
        n_households: 21,
        n_in_arrears: 8,
        note: 'formula: [a]/[b]*100; 8 su 21',
        dimension: 'da 8 a 4',
        basis: '21 nuclei',
      }),
    ]);
    expect(fact?.figure).toEqual({ state: 'suppressed', reason: 'few-on-one-side' });
    expect(JSON.stringify(fact)).not.toMatch(/38\.1|\b8\b|\b21\b/);
  });

  it('publishes what passes, as it is', () => {
    const [fact] = protectArrears([
      row({ subject_id: 'bs-smeraldo', value: 38, n_households: 79, n_in_arrears: 30 }),
    ]);
    expect(fact?.figure).toEqual({ state: 'value', value: 38 });
  });

  it('reads the size of a group from the other rows of the same subject and time', () => {
    const [share] = protectArrears([
      row({ n_households: null }),
      row({
        obs_id: 'x-2',
        indicator_id: 'households_in_arrears',
        value: 8,
        unit: 'n',
        n_households: 21,
        n_in_arrears: 8,
      }),
    ]);
    expect(share?.figure.state).toBe('suppressed');
  });

  it('counts households in arrears as their own group', () => {
    const [few] = protectArrears([row({ indicator_id: 'households_in_arrears', value: 4, unit: 'n' })]);
    expect(few?.figure).toEqual({ state: 'suppressed', reason: 'few-on-one-side' });
  });

  it('withholds words that tell a number of a small group, and lets other words pass', () => {
    const [told, plain] = protectArrears([
      row({
        state: 'qualitative',
        value: null,
        text: 'le famiglie morose scendono da 8 a 4',
        n_households: 21,
        n_in_arrears: 8,
      }),
      row({
        obs_id: 'x-2',
        state: 'qualitative',
        value: null,
        text: 'morosità stabile',
        n_households: 21,
        n_in_arrears: 8,
      }),
    ]);
    expect(told?.figure.state).toBe('suppressed');
    expect(plain?.figure.state).toBe('qualitative');
  });

  it('drops the note of a published figure that quotes a withheld one (bug: 13 plans said the share it disagrees with)', () => {
    const plans = (over: object) =>
      row({ subject_id: 'lab', indicator_id: 'repayment_plans', unit: 'n', n_households: null, ...over });
    const share = plans({ obs_id: 'x-2', unit: '%', value: 46.7, n_in_arrears: 1 });
    const served = (note: string) => protectArrears([plans({ value: 13, n_in_arrears: 30, note }), share])[0];
    expect(served('contrasta con il 46,7% (riga 1611)')?.figure).toEqual({ state: 'value', value: 13 });
    expect(served('contrasta con il 46,7% (riga 1611)')?.note).toBeNull();
    expect(served('30 nuclei (riga 1568)')?.note).toBe('30 nuclei (riga 1568)');
  });

  it('withholds a count of debtors whose difference from another tells a small group (bug: 25 of 33 joined, 23 filled the forms in)', () => {
    const count = (obs_id: string, indicator_id: string, value: number, n_in_arrears: number) =>
      row({ obs_id, subject_id: 'lab', indicator_id, unit: 'n', value, n_households: null, n_in_arrears });
    const facts = protectArrears([
      count('x-1', 'debtors_joined', 25, 8),
      count('x-2', 'debtors_supported', 23, 2),
      count('x-3', 'debtors_supported', 30, 30),
    ]);
    expect(facts.map((f) => f.figure.state)).toEqual(['suppressed', 'suppressed', 'value']);
  });

  it('serves no value of a group that the rule withholds: canary', () => {
    const size = fc.option(fc.nat({ max: 60 }), { nil: null });
    fc.assert(
      fc.property(
        size,
        size,
        fc.integer({ min: 700_001, max: 799_999 }),
        (n_households, n_in_arrears, canary) => {
          const [fact] = protectArrears([
            row({ value: canary, note: `canarino ${canary}`, n_households, n_in_arrears }),
          ]);
          const withheld = withhold({ households: n_households, inArrears: n_in_arrears }) !== null;
          expect(JSON.stringify(fact).includes(String(canary))).toBe(!withheld);
        },
      ),
    );
  });
});

describe('protectContradictions', () => {
  const contradiction = (value_a: string, value_b: string): Row<'contradictions'> => ({
    contradiction_id: 'c-1',
    subject_id: 'bs-exzanoletti',
    what_it: 'Famiglie morose: 17 o 8',
    what_en: 'Households in arrears: 17 or 8',
    value_a,
    lines_a: '1',
    value_b,
    lines_b: '2',
    shown: 'both',
    why: 'da 17 a 8',
    source_a: 'eupolis-2016',
    source_b: 'eupolis-2016',
    subject_kind: 'area',
    indicator_id: 'households_in_arrears',
    source_id: 'eupolis-2016',
    lines: '1',
    also: null,
    note: null,
  });
  const rows = [
    row({
      indicator_id: 'households_in_arrears',
      value: 105,
      unit: 'n',
      n_households: 242,
      n_in_arrears: 105,
      subject_id: 'mi-pontelambro',
    }),
    row({
      obs_id: 'x-2',
      indicator_id: 'households_in_arrears',
      value: 8,
      unit: 'n',
      n_households: 21,
      n_in_arrears: 8,
    }),
  ];

  it('does not tell a withheld figure by quoting it', () => {
    const [c] = protectContradictions([contradiction('17', '8')], () => true, rows);
    expect(JSON.stringify([c?.value_a, c?.value_b, c?.what_it, c?.what_en, c?.why])).not.toMatch(/\d/);
  });

  it('tells no withheld figure in the reason either (bug: "13 of 25" gave away the 25)', () => {
    const here = { ...contradiction('105', '242'), subject_id: 'mi-pontelambro' };
    const withheld = row({
      obs_id: 'x-3',
      subject_id: 'mi-pontelambro',
      indicator_id: 'debtors_joined',
      value: 25,
      unit: 'n',
      n_households: null,
      n_in_arrears: 8,
    });
    const served = (why: string) =>
      protectContradictions([{ ...here, why }], () => true, [...rows, withheld])[0]?.why;
    expect(served('13 su 25 fa 52')).toBe('… su … fa …');
    expect(served('105 su 242 fa 43')).toBe('105 su 242 fa 43');
  });

  it('does not quote a withheld figure under another indicator (bug: "households reached" told who joined)', () => {
    const served = (c: Row<'contradictions'>) => protectContradictions([c], () => false, rows)[0]?.value_b;
    const [, few] = rows;
    const lines = few?.lines ?? '';
    expect(served({ ...contradiction('17', '8'), lines_b: lines })).toBe('…');
    expect(served({ ...contradiction('17', '9'), lines_b: lines })).toBe('9');
  });

  it('knows one about arrears by its words where it has no indicator; the number of a table is no figure', () => {
    const unnamed = (value_a: string) => ({
      ...contradiction(value_a, 'NO'),
      what_it: 'Famiglie morose seguite',
      what_en: 'Households in arrears followed',
      why: 'Tabella e testo',
      indicator_id: null,
    });
    const served = (c: Row<'contradictions'>) => protectContradictions([c], () => false, rows)[0];
    expect(served(unnamed('4711'))?.value_a).toBe('…');
    expect(served(unnamed('SÌ (Tabella 1)'))?.value_a).toBe('SÌ (Tabella 1)');
    expect(served({ ...unnamed('4711'), what_it: 'laboratori con tre ambiti' })?.value_a).toBe('4711');
  });

  it('keeps what the published figures tell anyway, and what is not about arrears', () => {
    const here = { ...contradiction('105 su 242', '105'), subject_id: 'mi-pontelambro' };
    expect(protectContradictions([here], () => true, rows)[0]?.value_a).toBe('105 su 242');
    // The same number told elsewhere of others proves nothing (bug: "10" passed because another place had ten).
    expect(protectContradictions([contradiction('105', '242')], () => true, rows)[0]?.value_a).toBe('…');
    expect(protectContradictions([contradiction('17', '8')], () => false, rows)[0]?.value_b).toBe('8');
  });
});
