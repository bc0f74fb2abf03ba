import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, formulaIds, formulaOf } from './formula';

const none = () => null;

describe('formulas', () => {
  it('reads the head of a note', () => {
    expect(formulaOf('formula: [a-1]/[b-2]*100; somma; altro')).toBe('[a-1]/[b-2]*100');
    expect(formulaOf('circa; formula: 1')).toBeNull();
    expect(formulaOf(null)).toBeNull();
    expect(formulaIds('formula: 1/([a]-[b]); x')).toEqual(['a', 'b']);
    expect(formulaIds('formula: [a]+; x')).toBeNull();
    expect(formulaIds(null)).toBeNull();
  });

  it.each([
    ['1/4*100', 25],
    ['100-30-19', 51],
    ['2+3*4', 14],
    ['(2+3)*4', 20],
    ['-(2-5)', 3],
    ['8/4/2', 1],
    ['[x]*[x]', 49],
  ])('%s', (formula, value) => expect(evaluate(formula, () => 7)).toBe(value));

  it.each(['', '1+', '(1', '1)', '1 2', '[a', 'a', '1;2', '2**3', '1/0', '()', 'process.exit()'])(
    '"%s" has no value',
    (formula) => expect(evaluate(formula, none)).toBeNull(),
  );

  it('has no value when an id has none', () => expect(evaluate('[a]+1', none)).toBeNull());

  it('agrees with arithmetic and never throws', () => {
    const n = fc.integer({ min: 1, max: 1e6 });
    fc.assert(
      fc.property(
        n,
        n,
        n,
        (a, b, c) => evaluate(`(${a}+[b])/${c}*100-${a}`, () => b) === ((a + b) / c) * 100 - a,
      ),
    );
    fc.assert(
      fc.property(fc.string(), (s) => {
        expect(() => evaluate(s, none)).not.toThrow();
      }),
    );
  });
});
