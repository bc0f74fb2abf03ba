import { describe, expect, it } from 'vitest';
import { readGround, type Ground } from '../../pipeline/arrears/frame';
import { CANARIES, sample } from '../../pipeline/arrears/sample';
import { xlsx } from '../../../tests/fixtures/ledger/xlsx';
import { publicForm } from '../density/forms';
import { Intake } from '../density/intake';
import { serialisePart } from '../density/part';
import { protect } from '../density/protect';
import { Engine } from './engine';
import { kindOf } from './kinds';
import type { Outcome, Progress } from './protocol';
import { knownColumns, titlesOf } from './titles';

const ground: Ground = readGround('data');
const DAY = '2026-06-30';
const ledger = (rows: number, over: { owner?: string; canary?: boolean; seed?: number } = {}): string =>
  [
    ...sample(
      {
        rows,
        seed: over.seed ?? 1,
        days: [DAY],
        style: 'it',
        owner: over.owner ?? null,
        canary: over.canary ?? false,
      },
      ground,
    ),
  ].join('');
const file = (name: string, content: string | Uint8Array): File => new File([content as BlobPart], name);
const engine = (onprogress?: (p: Progress) => void): Engine => new Engine(ground, onprogress);
const read = (e: Engine, files: File[], mapping: Parameters<Engine['read']>[0]['mapping'] = null) =>
  e.read({ files, mapping });
const summaryOf = (outcome: Outcome) => {
  if (outcome.kind !== 'result') throw new Error(JSON.stringify(outcome));
  return outcome.summary;
};
const textOf = async (e: Engine, what: Parameters<Engine['file']>[0]) => e.file(what, 'it').blob.text();

/** The command line's way. */
function part(text: string) {
  const intake = new Intake({ frame: ground.frame, locator: ground.locator });
  intake.start('registro.csv');
  intake.push(new TextEncoder().encode(text));
  intake.end();
  return intake.finish();
}

const LEDGER = ledger(3_000);
const WHOLE = part(LEDGER);
const RELEASE = protect(WHOLE, { zones: ground.frame });

describe('reading in the worker', { timeout: 60_000 }, () => {
  it('gives what the command line gives, and says that it is simulated', async () => {
    const seen: Progress[] = [];
    const e = engine((p) => seen.push(p));
    const summary = summaryOf(await read(e, [file('registro.csv', LEDGER)]));
    expect(summary).toMatchObject({ from: 'ledger', form: 'pianificatore', simulated: true, days: [DAY] });
    expect(summary.rows).toMatchObject({ read: WHOLE.rows.read, refused: 0 });
    expect(JSON.parse(await textOf(e, 'pianificatore'))).toEqual(RELEASE);
    expect(JSON.parse(await textOf(e, 'pubblica'))).toEqual(publicForm(RELEASE));
    expect(e.file('csv', 'it').name).toContain('SIMULATI');
    expect(seen.at(-1)?.phase).toBe('protecting');
  });

  it('reads a workbook as it reads text', async () => {
    const cells = LEDGER.trim()
      .split(/\r?\n/)
      .map((line) => line.split(';'));
    const e = engine();
    summaryOf(await read(e, [file('registro.xlsx', xlsx(cells))]));
    expect(JSON.parse(await textOf(e, 'pianificatore'))).toEqual(RELEASE);
  });

  it('opens what it wrote, in both forms, and the table says the same', async () => {
    const first = engine();
    await read(first, [file('registro.csv', LEDGER)]);
    const ask = {
      kind: 'comune',
      owner: 'tutti',
      day: DAY,
      threshold: 1_000,
      sort: { column: 'households', descending: true },
      from: 0,
      count: 50,
    } as const;
    const before = first.rows(ask);
    for (const what of ['pianificatore', 'pubblica'] as const) {
      const e = engine();
      const summary = summaryOf(await read(e, [file('cifre.json', await textOf(first, what))]));
      expect(summary).toMatchObject({ from: 'release', form: what, simulated: true, rows: null });
      const again = e.rows(ask);
      if (what === 'pianificatore') expect(again).toEqual(before);
      // Both forms tell and withhold the same.
      else
        expect(again.rows.map((r) => [r.zone, r.figures.share.state]).sort()).toEqual(
          before.rows.map((r) => [r.zone, r.figures.share.state]).sort(),
        );
    }
  });

  it('joins the parts of two owners, and refuses an owner twice', async () => {
    const owners = ['ALER Milano', 'MM per il Comune di Milano'];
    const parts = owners.map((owner) => part(ledger(3_000, { owner })));
    const files = parts.map((p, i) => file(`${i}.part`, serialisePart(p)));
    const e = engine();
    const summary = summaryOf(await read(e, files));
    expect(summary).toMatchObject({ from: 'parts', owners: [...owners].sort() });
    const twice = await read(engine(), [files[0] as File, files[0] as File]);
    expect(twice).toMatchObject({ kind: 'failed', why: { it: expect.stringContaining('ALER Milano') } });
  });

  it('asks for columns that it does not know, and reads with the answer', async () => {
    const strange = LEDGER.replace('debito_eur', 'quanto deve').replace('ente_proprietario', 'di chi');
    const e = engine();
    const outcome = await read(e, [file('registro.csv', strange)]);
    if (outcome.kind !== 'mapping') throw new Error(outcome.kind);
    expect(outcome.titles).toContain('quanto deve');
    expect(outcome.found).toMatchObject({ dwelling: 'codice_alloggio', day: 'data_riferimento' });
    expect(outcome.found.debt).toBeUndefined();
    await read(e, [file('registro.csv', strange)], { columns: { debt: 'quanto deve', owner: 'di chi' } });
    expect(JSON.parse(await textOf(e, 'pianificatore'))).toEqual(RELEASE);
  });

  it('does not read a column that is said to be none, though its title is known', async () => {
    // Names of neighbourhoods where ids are expected: with them read, every row is refused.
    const [head = '', ...rows] = LEDGER.trim().split(/\r?\n/);
    const named = [
      `${head.replace('area_id', 'codice_area').replace('debito_eur', 'importo')};quartiere`,
      ...rows.map((row) => `${row};Lorenteggio`),
    ].join('\n');
    const e = engine();
    const asked = await read(e, [file('registro.csv', named)]);
    expect(asked).toMatchObject({ kind: 'mapping', problem: { it: expect.stringContaining('debito_eur') } });
    const debt = { debt: 'importo' };
    expect(await read(e, [file('registro.csv', named)], { columns: debt })).toMatchObject({
      kind: 'mapping',
    });
    summaryOf(await read(e, [file('registro.csv', named)], { columns: { ...debt, area: null } }));
  });

  it('a first row that is a household is shown to no one', async () => {
    const headless = LEDGER.slice(LEDGER.indexOf('\n') + 1);
    const outcome = await read(engine(), [file('registro.csv', headless)]);
    expect(outcome.kind).toBe('failed');
    const [dwelling = ''] = headless.split(';');
    expect(JSON.stringify(outcome)).not.toContain(dwelling);
  });

  it('too many refused rows refuse the whole, by row, column and reason alone', async () => {
    const broken = ledger(2_000, { canary: true })
      .split('\n')
      .map((line, i) => (i > 0 && i % 10 === 0 ? line.replace('attivo', 'CANARINO-STATO') : line))
      .join('\n');
    const e = engine();
    const outcome = await read(e, [file('registro.csv', broken)]);
    if (outcome.kind !== 'too-many') throw new Error(outcome.kind);
    expect(outcome.share).toBeGreaterThan(0.02);
    expect(outcome.refused.first.length).toBeLessThanOrEqual(100);
    expect(outcome.refused.byWhy.reduce((n, [, c]) => n + c, 0)).toBe(outcome.refused.total);
    const csv = await textOf(e, 'rifiutate');
    expect(csv.trim().split('\r\n')).toHaveLength(outcome.refused.total + 1);
    for (const canary of Object.values(CANARIES).flat())
      expect(`${JSON.stringify(outcome)}${csv}`).not.toContain(canary);
    expect(() => e.file('csv', 'it')).toThrow();
  });

  it('no canary comes out of a reading that succeeds', async () => {
    const e = engine();
    await read(e, [file('registro.csv', ledger(5_000, { canary: true }))]);
    const out = (
      await Promise.all((['pianificatore', 'pubblica', 'csv', 'rifiutate'] as const).map((w) => textOf(e, w)))
    ).join('\n');
    expect(out.length).toBeGreaterThan(50_000);
    for (const canary of Object.values(CANARIES).flat()) expect(out).not.toContain(canary);
  });

  it('ends at a cancel with nothing left', async () => {
    let e: Engine | null = null;
    const stopping = new Engine(
      ground,
      () => e?.cancel(),
      () => Promise.resolve(),
    );
    e = stopping;
    expect(await read(stopping, [file('registro.csv', LEDGER)])).toEqual({ kind: 'cancelled' });
    expect(() => stopping.file('csv', 'it')).toThrow();
  });

  it('says what is wrong with files that are none of ours', async () => {
    for (const [name, content] of [
      ['vuoto.csv', ''],
      ['rotto.json', '{"format":'],
      ['altro.json', '{"format":"altro"}'],
      ['rotta.part', 'niente'],
      ['foglio.xlsx', 'PK\u0003\u0004rotto'],
    ] as const) {
      const outcome = await read(engine(), [file(name, content)]);
      expect(outcome, name).toMatchObject({ kind: 'failed' });
      if (outcome.kind !== 'failed') continue;
      // In both languages at once: the page may change its own while the sentence stands there.
      for (const why of Object.values(outcome.why)) expect(why.length, name).toBeGreaterThan(10);
      expect(outcome.why.it, name).not.toBe(outcome.why.en);
    }
    expect(kindOf('a.PART')).toBe('part');
    expect(kindOf('a.exe')).toBeNull();
  });
});

describe('titles of columns', () => {
  it('are words, or they are not shown', () => {
    const bytes = (s: string) => new TextEncoder().encode(s);
    expect(titlesOf(bytes('\ufeffAlloggio;Debito\n1;2\n'))).toEqual(['Alloggio', 'Debito']);
    expect(titlesOf(bytes('MI-1;1234,50;attivo\n'))).toBeNull();
    expect(titlesOf(bytes('una sola colonna\n'))).toBeNull();
    expect(knownColumns(['Alloggio', 'Debito euro', 'altro'])).toMatchObject({
      dwelling: 'Alloggio',
      debt: 'Debito euro',
    });
  });
});
