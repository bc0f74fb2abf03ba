import { describe, expect, it } from 'vitest';
import { langOf, parseArgs } from './args';
import { BoundaryFailure } from './failure';

const reason = (argv: string[]): unknown => {
  try {
    parseArgs(argv);
  } catch (error) {
    if (error instanceof BoundaryFailure && error.failure.kind === 'usage') return error.failure.reason;
    throw error;
  }
  return null;
};

describe('parseArgs', () => {
  it('reads a file and its options in any order', () => {
    expect(parseArgs(['--date', '2024-01-01', 'f.zip', '--population=p.csv', '--lang', 'en'])).toEqual({
      file: 'f.zip',
      date: '2024-01-01',
      population: 'p.csv',
      dir: 'data/boundaries',
    });
  });

  it.each([
    [[], 'no-file'],
    [['a', 'b'], 'many-files'],
    [['a', '--dat', '2024-01-01'], 'unknown-option'],
    [['a', '--date'], 'no-value'],
    [['a', '--date', '--lang'], 'no-value'],
    [['a', '--date', '2024-02-30'], 'bad-value'],
    [['a', '--date', '2024'], 'bad-value'],
    [['a', '--lang', 'fr'], 'bad-value'],
  ])('refuses %j', (argv, why) => {
    expect(reason(argv)).toBe(why);
  });
});

describe('langOf', () => {
  it.each([
    [[], {}, 'it'],
    [[], { LANG: 'en_GB.UTF-8' }, 'en'],
    [[], { LANG: 'C.UTF-8' }, 'it'],
    [['--lang', 'it'], { LANG: 'en_US' }, 'it'],
    [['--lang=en'], { LANG: 'it_IT' }, 'en'],
    [['--lang', 'fr'], {}, 'it'],
  ])('%j with %j is %s', (argv, env, lang) => {
    expect(langOf(argv, env)).toBe(lang);
  });
});
