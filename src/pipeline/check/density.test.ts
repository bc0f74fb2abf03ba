import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publicForm } from '../../lib/density/forms';
import { protect } from '../../lib/density/protect';
import { FRAME, partOf } from '../../lib/density/samples.testing';
import type { Release } from '../../lib/density/types';
import { checkReleases } from './density';

const part = partOf([
  {
    province: '015',
    istat: '015146',
    area: null,
    cell: null,
    owner: 'ALER',
    days: [{ clear: 200, debts: Array.from({ length: 120 }, (_, i) => 100 + i * 90) }],
  },
]);
const real = protect({ ...part, simulated: false }, { zones: FRAME });

describe('releases that the site would serve', () => {
  let dir = '';
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'densita-'))));
  afterEach(() => rmSync(dir, { recursive: true }));
  const put = (release: unknown, name = 'densita.json') =>
    writeFileSync(join(dir, name), JSON.stringify(release));
  const refused = async (release: unknown) => {
    put(release);
    const { releases, findings } = await checkReleases(dir);
    expect(releases).toEqual([]);
    return findings[0]?.it;
  };

  it('a folder without files, or none, is fine', async () => {
    expect(await checkReleases(dir)).toEqual({ releases: [], findings: [] });
    expect(await checkReleases(join(dir, 'manca'))).toEqual({ releases: [], findings: [] });
  });
  it('takes a public release of real data', async () => {
    put(publicForm(real));
    const { releases, findings } = await checkReleases(dir);
    expect(findings).toEqual([]);
    expect(releases.map((r) => r.file)).toEqual(['densita.json']);
  });
  it('refuses the planner’s form', async () => expect(await refused(real)).toContain('pianificatore'));
  it('refuses simulated data', async () =>
    expect(await refused({ ...publicForm(real), simulated: true })).toContain('simulati'));
  it('refuses weaker rules', async () =>
    expect(await refused({ ...publicForm(real), rules: { ...real.rules, inArrears: 5 } })).toContain(
      'meno severe',
    ));
  it('refuses a file that is no release', async () =>
    expect(await refused({})).toContain('non è una pubblicazione'));
  it('refuses a release that gives a figure away', async () => {
    const leak = JSON.parse(
      readFileSync(new URL('../../../tests/fixtures/leaks/hundred.json', import.meta.url), 'utf8'),
    ) as { leak: Release<'pianificatore'>[] };
    const planner = leak.leak[0];
    if (!planner) throw new Error('fixture');
    put({ ...publicForm(planner), simulated: false });
    const { findings } = await checkReleases(dir);
    expect(findings.some((f) => f.it.includes('si può ricavare') && f.en.includes('can be told'))).toBe(true);
  });
});
