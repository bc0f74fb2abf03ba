import { gunzipSync, strFromU8, strToU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageBand, debtBand } from './cells';
import { finishPart, gapsOf, mergeParts, parsePart, partProblemText, serialisePart } from './part';
import { Aggregator, MAX_OWNERS, Seen } from './sums';
import { AGE_BANDS, DEBT_BANDS, HARD_FLOOR, type LeafPlace, type Part } from './types';

interface Household {
  place: LeafPlace;
  owner: string;
  day: string;
  cents: number;
  since: number | null;
}

const META = { simulated: false, without: [], rows: { read: 0, refused: 0 } } as const;

function partOf(households: readonly Household[]): Part {
  const sums = new Aggregator();
  for (const { place, owner, day, cents, since } of households)
    sums.add(
      ...([sums.placeOf(place), sums.ownerOf(owner), sums.dayOf(day), cents, debtBand(cents)] as const),
      ageBand(since, 20260630),
    );
  return finishPart(sums, { ...META, without: [], rows: { read: households.length, refused: 0 } });
}

const CELLS = ['891f99cdd4fffff', '891f99cdd0fffff', '891f99cdd5bffff'] as const;
const place = (istat: string | null, area: string | null = null, cell: string | null = null): LeafPlace => ({
  province: istat?.slice(0, 3) ?? '015',
  istat,
  area,
  cell,
});

const places: fc.Arbitrary<LeafPlace> = fc
  .record({
    istat: fc.constantFrom('015001', '015002', '016001', '016002'),
    area: fc.constantFrom(null, 'a'),
    cell: fc.constantFrom(null, ...CELLS),
  })
  .map(({ istat, area, cell }) => place(istat, area && `${area}-${istat}`, cell));
const households = fc.array(
  fc.record({
    place: places,
    owner: fc.constantFrom('ALER', 'Comune', 'MM'),
    day: fc.constantFrom('2025-12-31', '2026-06-30'),
    cents: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3_000_000 })),
    since: fc.constantFrom(null, 20260101, 20200101),
  }),
  { maxLength: 120 },
);

describe('generalisation at the source', () => {
  it('moves a small group one level up until it is large enough', () => {
    const h = (p: LeafPlace, cents = 0): Household => ({
      ...{ place: p, owner: 'ALER', day: '2026-06-30', cents, since: null },
    });
    const part = partOf([
      ...Array.from({ length: 3 }, () => h(place('015001', 'a', CELLS[0]))),
      h(place('015001', 'a', CELLS[1])),
      h(place('015001', 'a', CELLS[2])),
      h(place('015001', 'a')),
      h(place('015002', null, CELLS[0])),
      h(place('015003')),
    ]);
    expect(part.leaves.map(({ istat, area, cell, sums }) => [istat, area, cell, sums.households])).toEqual([
      [null, null, null, 2],
      ['015001', 'a', null, 3],
      ['015001', 'a', CELLS[0], 3],
    ]);
  });

  it('moves amounts by the households in arrears, and has none for one or two in a province', () => {
    const h = (p: LeafPlace, cents: number): Household => ({
      ...{ place: p, owner: 'ALER', day: '2026-06-30', cents, since: null },
    });
    const part = partOf([
      ...Array.from({ length: 5 }, () => h(place('015001', null, CELLS[0]), 0)),
      ...[10_000, 20_000].map((c) => h(place('015001', null, CELLS[0]), c)),
      h(place('015001', null, CELLS[1]), 771_713),
      ...[50, 60].map((c) => h(place('016001'), c)),
      h(place('016001'), 0),
    ]);
    expect(part.amounts.map(({ istat, cell, amounts }) => [istat, cell, amounts.debt])).toEqual([
      ['015001', null, Math.round((10_000 + 20_000 + 771_713) / 100)],
    ]);
  });

  it('never leaves a group under the floor below the province, and loses no household', () => {
    fc.assert(
      fc.property(households, (all) => {
        const part = partOf(all);
        expect(part.leaves.reduce((sum, leaf) => sum + leaf.sums.households, 0)).toBe(all.length);
        for (const leaf of part.leaves)
          if (leaf.istat !== null) expect(leaf.sums.households).toBeGreaterThanOrEqual(HARD_FLOOR);
        for (const { amounts } of part.amounts) expect(amounts.inArrears).toBeGreaterThanOrEqual(HARD_FLOOR);
        // By owner, day and province nothing has moved away, but for amounts of one or two.
        for (const province of ['015', '016']) {
          for (const owner of part.owners) {
            for (const day of part.days) {
              const of = <G extends { province: string; owner: string; day: string }>(
                list: readonly G[],
              ): G[] => list.filter((g) => g.province === province && g.owner === owner && g.day === day);
              const mine = all.filter(
                (h) => h.place.province === province && h.owner === owner && h.day === day,
              );
              const inArrears = mine.filter((h) => h.cents > 0).length;
              const kept = of(part.leaves).reduce((n, l) => n + l.sums.bands.reduce((a, b) => a + b, 0), 0);
              expect(kept).toBe(inArrears);
              const told = of(part.amounts).reduce((n, l) => n + l.amounts.inArrears, 0);
              expect(inArrears - told).toBeLessThan(HARD_FLOOR);
            }
          }
        }
      }),
    );
  });
});

describe('joining', () => {
  it('parts by owner, joined, equal one run over the whole', () => {
    fc.assert(
      fc.property(households, fc.boolean(), (all, reverse) => {
        fc.pre(all.length > 0);
        const owners = [...new Set(all.map((h) => h.owner))];
        const parts = owners.map((owner) => partOf(all.filter((h) => h.owner === owner)));
        // As files, as the offices would send them, in any order.
        const sent = (reverse ? parts.reverse() : parts).map((part) => {
          const read = parsePart(serialisePart(part));
          if (!read.ok) throw new Error(read.problem.kind);
          return read.part;
        });
        expect(mergeParts(sent)).toEqual({ ok: true, part: partOf(all) });
      }),
    );
  });

  const some = (owner: string, day = '2026-06-30'): Part =>
    partOf(
      Array.from({ length: 4 }, () => ({ place: place('015001'), owner, day, cents: 100, since: null })),
    );

  it('refuses an owner twice, and simulated with real', () => {
    expect(mergeParts([some('ALER'), some('MM'), some('ALER')])).toEqual({
      ok: false,
      problem: { kind: 'owner-twice', owners: ['ALER'] },
    });
    expect(mergeParts([some('ALER'), { ...some('MM'), simulated: true }])).toMatchObject({
      problem: { kind: 'simulated-mixed' },
    });
    expect(mergeParts([])).toMatchObject({ problem: { kind: 'none' } });
  });

  it('keeps what one lacks as lacking, adds rows, and tells days that an owner has not', () => {
    const merged = mergeParts([
      { ...some('ALER'), without: ['area'], rows: { read: 10, refused: 1 } },
      { ...some('MM', '2025-12-31'), without: ['coordinates'], rows: { read: 5, refused: 0 } },
    ]);
    if (!merged.ok) throw new Error();
    expect(merged.part).toMatchObject({
      without: ['area', 'coordinates'],
      rows: { read: 15, refused: 1 },
      days: ['2025-12-31', '2026-06-30'],
    });
    expect(gapsOf(merged.part)).toEqual([
      { owner: 'ALER', day: '2025-12-31' },
      { owner: 'MM', day: '2026-06-30' },
    ]);
  });
});

describe('the file of a part', () => {
  const part = partOf(
    Array.from({ length: 9 }, (_, i) => ({
      ...{ place: place('015001', 'a', CELLS[i % 2]), owner: 'ALER', day: '2026-06-30' },
      ...{ cents: i * 10_000, since: 20240101 },
    })),
  );
  const json = (): Record<string, unknown> =>
    JSON.parse(strFromU8(gunzipSync(serialisePart(part)))) as Record<string, unknown>;
  const changed = (change: (file: Record<string, unknown>) => void): unknown => {
    const file = json();
    change(file);
    const result = parsePart(strToU8(JSON.stringify(file)));
    return result.ok ? null : result.problem;
  };

  it('is the same bytes for the same part, gzipped or not when read', () => {
    expect(serialisePart(part)).toEqual(serialisePart(part));
    expect(parsePart(serialisePart(part))).toEqual({ ok: true, part });
    expect(parsePart(gunzipSync(serialisePart(part)))).toEqual({ ok: true, part });
  });

  it('says what is wrong with one that was changed', () => {
    expect(changed((f) => (f['version'] = 2))).toEqual({ kind: 'version', found: 2 });
    expect(changed((f) => (f['format'] = 'x'))).toEqual({ kind: 'not-a-part' });
    expect(changed((f) => (f['leaves'] = [[0, 0, 0, 2]]))).toEqual({ kind: 'floor', where: 'leaves.0' });
    expect(changed((f) => (f['leaves'] = [[0, 0, 0, 3, 9]]))).toEqual({ kind: 'sums', where: 'leaves.0' });
    expect(changed((f) => (f['leaves'] = [[7, 0, 0, 3]]))).toEqual({ kind: 'field', where: 'leaves.0' });
    expect(changed((f) => (f['leaves'] = [[0, 0, 0, 3.5]]))).toEqual({ kind: 'field', where: 'leaves.0.3' });
    const twice = [
      [0, 0, 0, 3],
      [0, 0, 0, 4],
    ];
    expect(changed((f) => (f['leaves'] = twice))).toEqual({ kind: 'field', where: 'leaves.1' });
    expect(changed((f) => (f['amounts'] = [[0, 0, 0, 900, 2]]))).toEqual({
      kind: 'floor',
      where: 'amounts.0',
    });
    expect(changed((f) => (f['extra'] = 1))).toMatchObject({ kind: 'field', where: 'extra' });
    expect(changed((f) => (f['places'] = [['016', '015001', null, null]]))).toMatchObject({ kind: 'field' });
    expect(parsePart(new Uint8Array())).toEqual({ ok: false, problem: { kind: 'unreadable' } });
    expect(parsePart(serialisePart(part).subarray(0, 60))).toEqual({
      ok: false,
      problem: { kind: 'unreadable' },
    });
    for (const lang of ['it', 'en'] as const)
      expect(partProblemText({ kind: 'owner-twice', owners: ['ALER'] }, lang)).toContain('ALER');
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parsePart(bytes)));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const made = parsePart(strToU8(JSON.stringify({ ...json(), leaves: value, amounts: value })));
        // Only empty lists are a part.
        expect(made.ok).toBe(Array.isArray(value) && value.length === 0);
      }),
    );
  });
});

describe('sums and seen dwellings', () => {
  it('adds up in as many groups as there are', () => {
    const sums = new Aggregator();
    for (let i = 0; i < 2_000; i++) {
      const at = sums.placeOf({ province: '015', istat: String(15_000 + (i % 700)), area: null, cell: null });
      sums.add(at, sums.ownerOf(`E${i % 3}`), sums.dayOf('2026-06-30'), i, debtBand(i), i % AGE_BANDS);
    }
    const groups = [...sums.groups()];
    expect(groups.reduce((n, g) => n + g.households, 0)).toBe(2_000);
    expect(groups.reduce((n, g) => n + g.cents, 0)).toBe((1_999 * 2_000) / 2);
    expect(groups.every((g) => g.bands.length === DEBT_BANDS && g.age.length === AGE_BANDS)).toBe(true);
    for (let i = 3; i < MAX_OWNERS; i++) sums.ownerOf(`E${i}`);
    expect(() => sums.ownerOf('one more')).toThrow('too-many');
  });

  it('answers as a Set does, past the size of its tables', () => {
    const seen = new Seen(6, 1);
    const set = new Set<string>();
    fc.assert(
      fc.property(fc.string({ maxLength: 6 }), fc.integer({ min: 0, max: 3 }), (id, scope) => {
        const bytes = new TextEncoder().encode(`--${id}--`);
        expect(seen.repeated(bytes, 2, bytes.length - 2, scope)).toBe(set.has(`${scope}/${id}`));
        set.add(`${scope}/${id}`);
      }),
      { numRuns: 5_000 },
    );
    const bytes = new TextEncoder();
    const many = new Seen(12, 7);
    for (const expected of [false, true])
      for (let i = 0; i < 20_000; i++) {
        const id = bytes.encode(`015146-${String(i).padStart(6, '0')}`);
        if (many.repeated(id, 0, id.length, 0) !== expected) throw new Error(`${i}`);
      }
  });
});
