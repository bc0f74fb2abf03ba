import { describe, expect, expectTypeOf, it } from 'vitest';
import { figureKey, figuresOf, parseRelease, publicForm, servePublic } from './forms';
import { protect } from './protect';
import { FRAME, partOf } from './samples.testing';
import { ALL_OWNERS, type Release } from './types';

const planner = protect(
  partOf([
    {
      province: '015',
      istat: '015146',
      area: null,
      cell: null,
      owner: 'ALER',
      days: [{ clear: 203, debts: Array.from({ length: 121 }, (_, i) => 100 + i * 90) }],
    },
    {
      province: '015',
      istat: '015147',
      area: null,
      cell: null,
      owner: 'Comune',
      days: [{ clear: 7, debts: [717.13] }],
    },
    // Enough households without a municipality that the small one is not what is left of the province.
    {
      province: '015',
      istat: null,
      area: null,
      cell: null,
      owner: 'ALER',
      days: [{ clear: 60, debts: Array.from({ length: 40 }, (_, i) => 100 + i * 90) }],
    },
  ]),
  { zones: FRAME },
);
const open = publicForm(planner);
const row = (release: Release<'pubblica'>, zone: string) =>
  release.figures.find((f) => f.zone === zone && f.owner === ALL_OWNERS);

describe('public form', () => {
  it('rounds counts to tens and shares to ten points', () => {
    expect(row(open, '015146')).toMatchObject({
      households: { state: 'value', value: { about: 320 } },
      inArrears: { state: 'value', value: { about: 120 } },
      share: { state: 'value', value: { from: 30, to: 40 } },
      debt: { state: 'value', value: { from: 100_000, to: 1_000_000 } },
      perKm2: { state: 'value', value: { from: 10, to: 25 } },
    });
  });
  it('withholds what the planner’s form withholds', () => {
    expect(row(open, '015147')).toMatchObject({
      households: { state: 'suppressed' },
      share: { state: 'suppressed' },
    });
  });
  it('has no exact figure anywhere', () => {
    expect(JSON.stringify(open)).not.toMatch(
      /"exact"|"percent"|"perKm2":\{"state":"value","value":\{"perKm2"/,
    );
  });
});

describe('which form goes where', () => {
  it('is decided by the compiler', () => {
    expectTypeOf(servePublic).parameter(0).toEqualTypeOf<Release<'pubblica'>>();
    expectTypeOf<Release<'pianificatore'>>().not.toExtend<Release<'pubblica'>>();
    // @ts-expect-error a planner's release is never served
    const wrong: Parameters<typeof servePublic>[0] = planner;
    expect(wrong.form).toBe('pianificatore');
    expect(JSON.parse(servePublic(open))).toMatchObject({ form: 'pubblica' });
  });
});

it('an owner that has no row in a zone is withheld there, not absent', () => {
  const rows = new Map(open.figures.map((f) => [figureKey(f.zone, f.owner, f.day), f]));
  const day = open.days[0] ?? '';
  expect(figuresOf(rows, '015147', 'ALER', day).households).toEqual({ state: 'suppressed' });
  expect(figuresOf(rows, '015146', ALL_OWNERS, day).households.state).toBe('value');
});

describe('files that are opened', () => {
  const changed = (change: (release: Record<string, unknown>) => void): string => {
    const copy = JSON.parse(JSON.stringify(planner)) as Record<string, unknown>;
    change(copy);
    return JSON.stringify(copy);
  };
  const figures = (release: Record<string, unknown>) => release['figures'] as Record<string, unknown>[];

  it('reads both forms', () => {
    expect(parseRelease(JSON.stringify(planner))).toEqual({ ok: true, release: planner });
    expect(parseRelease(JSON.stringify(open))).toEqual({ ok: true, release: open });
  });
  it.each<[string, string, RegExp]>([
    ['nothing', '', /JSON/],
    ['a truncated file', JSON.stringify(planner).slice(0, -20), /troncato/],
    ['another file', '{"format":"altro"}', /non è una pubblicazione/],
    ['a list', '[]', /non è una pubblicazione/],
    ['another version', changed((r) => (r['version'] = 2)), /«version»/],
    ['an unknown form', changed((r) => (r['form'] = 'segreta')), /«form»/],
    [
      'a withheld figure with a number',
      changed((r) => {
        const f = figures(r)[0];
        if (f) f['debt'] = { state: 'suppressed', value: 717.13 };
      }),
      /«figures\.0\.debt/,
    ],
    [
      'a negative count',
      changed((r) => {
        const f = figures(r)[0];
        if (f) f['households'] = { state: 'value', value: { exact: -1 } };
      }),
      /«figures\.0\.households/,
    ],
    [
      'a zone twice',
      changed((r) => (r['zones'] as unknown[]).push((r['zones'] as unknown[])[0])),
      /due volte/,
    ],
    ['a row twice', changed((r) => figures(r).push(figures(r)[0] ?? {})), /due righe/],
    [
      'a row of an unknown zone',
      changed((r) => {
        const f = figures(r)[0];
        if (f) f['zone'] = '999';
      }),
      /non elenca/,
    ],
  ])('refuses %s and says why', (_, text, why) => {
    const parsed = parseRelease(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.it).toMatch(why);
    expect(parsed.en.length).toBeGreaterThan(20);
    expect(parsed.it).not.toContain('717');
  });
});
