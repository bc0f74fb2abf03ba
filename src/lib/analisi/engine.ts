/**
 * Reads ledgers, parts or a release in the worker and answers the page's questions about the result. Between a file and the
 * page stand the same functions as on the command line: ../density. What is kept after reading is the release alone.
 */
import { cellToLatLng } from 'h3-js';
import { parseRelease, publicForm, servePublic } from '../density/forms';
import { Intake } from '../density/intake';
import { COLUMNS } from '../density/columns';
import { LedgerError, pageWhy, problemText, WHY_COLUMN, type Reader, type Why } from '../density/reasons';
import { isZip, openSheet, type RandomAccess } from '../density/xlsx';
import { gapsOf, mergeParts, parsePart, partProblemText } from '../density/part';
import { protect, ProtectionError } from '../density/protect';
import type { Form, Part, Release } from '../density/types';
import {
  CSV_COLUMNS,
  csvRecords,
  densityRows,
  densityView,
  indexRelease,
  kindsOf,
  zoneRow,
  type DensityIndex,
} from '../domain/density';
import type { Lang } from '../domain/figures';
import { toCsv } from '../export/csv';
import type { Field } from '../export/flat';
import type { Ground } from './ground';
import { kindOf } from './kinds';
import {
  LISTED,
  MAX_REFUSED,
  type Export,
  type Outcome,
  type Progress,
  type Questions,
  type ReadOrder,
  type Refused,
  type Said,
  type Summary,
} from './protocol';
import { knownColumns, titlesOf } from './titles';

/** What the engine uses of a File, so that tests can give it one of their own. */
export interface Source {
  name: string;
  size: number;
  stream: () => ReadableStream<Uint8Array>;
  slice: (start: number, end: number) => { arrayBuffer: () => Promise<ArrayBuffer> };
  arrayBuffer: () => Promise<ArrayBuffer>;
}

/** Milliseconds of reading between two looks at what the page says. */
const BREATH = 60;
/** Milliseconds between two reports: faster than that nobody reads, and each costs the page a repaint. */
const REPORT = 250;
/** A table of seen dwellings for about 600,000 rows: 8 MB. */
const SEEN_BITS = 20;

/** As on the command line. */
const REFUSED_COLUMNS = ['file', 'row', 'column', 'why'];

class Cancelled extends Error {}
class Refusal extends Error {
  constructor(readonly outcome: Outcome) {
    super(outcome.kind);
  }
}

const say = (it: string, en: string): Said => ({ it, en });
/** A sentence that is made by language. */
const said = (words: (lang: Lang) => string): Said => ({ it: words('it'), en: words('en') });

export class Engine {
  private index: DensityIndex | null = null;
  private wanted = 0;
  /** Refused rows of the last reading: file, row and reason as numbers. */
  private refusals: { files: string[]; rows: number[]; of: number[]; whys: Why[] } | null = null;

  constructor(
    private readonly ground: Ground,
    private readonly onprogress: (progress: Progress) => void = () => undefined,
    /** Lets messages in between two pieces of work. */
    private readonly breathe: () => Promise<void> = () => new Promise((next) => setTimeout(next, 0)),
  ) {}

  /** Ends the reading at its next breath; what was read is dropped. */
  cancel(): void {
    this.wanted += 1;
  }

  /** Reads files of one kind. Whatever was open before is dropped first. */
  async read({ files, mapping }: ReadOrder & { files: readonly Source[] }): Promise<Outcome> {
    const ticket = (this.wanted += 1);
    this.index = null;
    this.refusals = null;
    const began = performance.now();
    const check = async (): Promise<void> => {
      await this.breathe();
      if (ticket !== this.wanted) throw new Cancelled();
    };
    try {
      const kinds = new Set(files.map((file) => kindOf(file.name)));
      const [kind] = kinds;
      if (kinds.size !== 1 || kind === undefined || kind === null)
        throw new Refusal({
          kind: 'failed',
          why: say('File di tipi diversi.', 'Files of different kinds.'),
        });
      const names = files.map((file) => file.name);
      const base = { names, from: kind === 'part' ? ('parts' as const) : kind };
      let summary: Pick<Summary, 'rows' | 'refused' | 'gaps'>;
      let release: Release<Form>;
      if (kind === 'release') {
        this.tell('opening', names.join(', '));
        release = await this.openRelease(files);
        summary = { rows: null, refused: null, gaps: [] };
      } else {
        const read =
          kind === 'ledger'
            ? await this.readLedgers(files, mapping, check, () => ticket === this.wanted)
            : await this.readParts(files);
        await check();
        this.tell('protecting', names.join(', '), read.part.rows.read, read.part.rows.refused, 1);
        await check();
        release = this.protected(read.part);
        summary = {
          rows: { ...read.part.rows, outside: read.outside },
          refused: read.refused,
          gaps: gapsOf(read.part),
        };
      }
      await check();
      this.index = indexRelease(release);
      return {
        kind: 'result',
        summary: {
          ...base,
          ...summary,
          form: release.form,
          simulated: release.simulated,
          days: release.days,
          owners: release.owners,
          kinds: kindsOf(this.index),
          seconds: (performance.now() - began) / 1000,
        },
      };
    } catch (error) {
      if (error instanceof Cancelled) {
        this.refusals = null;
        return { kind: 'cancelled' };
      }
      if (error instanceof Refusal) return error.outcome;
      if (error instanceof LedgerError)
        return { kind: 'failed', why: said((lang) => problemText(error.problem, lang, 'page')) };
      // Never the error's own words: they might repeat what was being read.
      return {
        kind: 'failed',
        why: say('Errore inatteso durante la lettura.', 'Unexpected error while reading.'),
      };
    }
  }

  private tell(phase: Progress['phase'], file: string, rows = 0, refused = 0, done = 0, rate = 0): void {
    this.onprogress({ phase, file, rows, refused, done, rate });
  }

  private protected(part: Part): Release<'pianificatore'> {
    if (part.leaves.length === 0)
      throw new Refusal({ kind: 'failed', why: said((lang) => problemText({ kind: 'empty' }, lang)) });
    try {
      return protect(part, { zones: this.ground.frame });
    } catch (error) {
      if (!(error instanceof ProtectionError)) throw error;
      throw new Refusal({
        kind: 'failed',
        why: say(
          'Nessuna scelta di cifre da mostrare supera la prova di attacco: non si mostra nulla.',
          'No choice of figures to show withstands the attack: nothing is shown.',
        ),
      });
    }
  }

  private async readLedgers(
    files: readonly Source[],
    mapping: ReadOrder['mapping'],
    check: () => Promise<void>,
    running: () => boolean,
  ): Promise<{ part: Part; outside: number; refused: Refused }> {
    const list = {
      files: files.map((f) => f.name),
      rows: [] as number[],
      of: [] as number[],
      whys: [] as Why[],
    };
    let at = 0;
    const intake = new Intake({
      ...this.ground,
      ...(mapping === null ? {} : { mapping }),
      seenBits: SEEN_BITS,
      onRefused: ({ row, why }) => {
        list.of.push(at);
        list.rows.push(row);
        list.whys.push(why);
      },
    });
    const total = files.reduce((sum, f) => sum + f.size, 0) || 1;
    const began = performance.now();
    let bytes = 0;
    let breath = began;
    let told = 0;
    for (const [i, file] of files.entries()) {
      at = i;
      let head: Uint8Array | null = null;
      const report = async (): Promise<void> => {
        const now = performance.now();
        if (now - breath < BREATH) return;
        breath = now;
        if (now - told < REPORT) {
          await check();
          return;
        }
        told = now;
        const { read, refused } = intake.rows;
        this.tell(
          'reading',
          file.name,
          read,
          refused,
          Math.min(1, bytes / total),
          (1000 * read) / Math.max(1, now - began),
        );
        await check();
      };
      try {
        const source = accessOf(file, async (read) => {
          bytes += read;
          await report();
        });
        if (isZip(await source.read(0, 4))) {
          const sheet = await openSheet(source);
          intake.start(file.name, { separator: sheet.separator, serial: sheet.serial, ragged: true });
          await sheet.rows((csv) => {
            head ??= csv.slice(0, 1 << 18);
            intake.push(csv);
          });
        } else {
          intake.start(file.name);
          const reader = file.stream().getReader();
          try {
            for (;;) {
              const { done, value } = await reader.read();
              if (done) break;
              intake.push(value);
              bytes += value.length;
              await report();
            }
          } finally {
            await reader.cancel().catch(() => undefined);
          }
        }
        intake.end();
      } catch (error) {
        // A sheet's reader takes whatever stops it for a broken file.
        if (!running()) throw new Cancelled();
        if (!(error instanceof LedgerError)) throw error;
        throw new Refusal(await this.explain(error, file, head, files.length));
      }
    }
    this.refusals = list;
    const refused = refusedOf(list, intake.rows.read);
    const share = intake.refusedShare();
    if (share > MAX_REFUSED) throw new Refusal({ kind: 'too-many', refused, share });
    return { part: intake.finish(), outside: intake.rows.outside, refused };
  }

  /** Columns that cannot be told by their titles are asked for; any other problem is told. */
  private async explain(
    error: LedgerError,
    file: Source,
    head: Uint8Array | null,
    files: number,
  ): Promise<Outcome> {
    const { problem } = error;
    const of = files > 1 ? `${file.name}: ` : '';
    const inPage = (reader: Reader) => said((lang) => of + problemText(problem, lang, reader));
    if (
      problem.kind !== 'columns-missing' &&
      problem.kind !== 'columns-twice' &&
      problem.kind !== 'place-columns'
    )
      return { kind: 'failed', why: inPage('page') };
    const bytes = head ?? new Uint8Array(await file.slice(0, 1 << 18).arrayBuffer());
    const titles = titlesOf(bytes);
    if (titles === null) return { kind: 'failed', why: inPage('page') };
    return { kind: 'mapping', titles, found: knownColumns(titles), problem: inPage('page-columns') };
  }

  private async readParts(files: readonly Source[]): Promise<{ part: Part; outside: number; refused: null }> {
    const parts: Part[] = [];
    for (const file of files) {
      this.tell('opening', file.name);
      const result = parsePart(new Uint8Array(await file.arrayBuffer()));
      if (!result.ok) {
        const why = said((lang) => `${file.name}: ${partProblemText(result.problem, lang)}`);
        throw new Refusal({ kind: 'failed', why });
      }
      parts.push(result.part);
    }
    const merged = mergeParts(parts);
    if (!merged.ok)
      throw new Refusal({ kind: 'failed', why: said((lang) => partProblemText(merged.problem, lang)) });
    return { part: merged.part, outside: 0, refused: null };
  }

  private async openRelease(files: readonly Source[]): Promise<Release<Form>> {
    const [file] = files;
    const failed = (why: Said): Refusal => new Refusal({ kind: 'failed', why });
    if (!file || files.length > 1)
      throw failed(say('Un solo file .json per volta.', 'One .json file at a time.'));
    const result = parseRelease(new TextDecoder().decode(await file.arrayBuffer()));
    if (!result.ok) throw failed(say(result.it, result.en));
    return result.release;
  }

  private get open(): DensityIndex {
    if (!this.index) throw new Error('No release is open');
    return this.index;
  }

  view(question: Questions['view']['order']): Questions['view']['answer'] {
    return densityView(this.open, question);
  }

  /** A page of the table; with `reveal`, the page that shows that zone. */
  rows({ from, count, reveal, ...question }: Questions['rows']['order']): Questions['rows']['answer'] {
    const rows = densityRows(this.open, this.ground.frame, question);
    const at = reveal === undefined ? -1 : rows.findIndex((row) => row.zone === reveal);
    const start = at < 0 ? from : Math.floor(at / count) * count;
    return { rows: rows.slice(start, start + count), total: rows.length, from: start };
  }

  /** What is told of a zone; of a cell, of each of its pieces. */
  zone({ id, owner, day, threshold }: Questions['zone']['order']): Questions['zone']['answer'] {
    const { pieces } = this.open;
    const zones = pieces['cella-9'].get(id) ?? pieces['cella-7'].get(id);
    const ids = zones ? zones.map((z) => z.id) : [id];
    const rows = ids.flatMap((zone) => {
      const row = zoneRow(this.open, this.ground.frame, zone, { owner, day }, threshold);
      return row ? [row] : [];
    });
    let center: [number, number] | null = null;
    if (zones) {
      const [lat, lon] = cellToLatLng(id);
      center = [lon, lat];
    }
    return { rows, center };
  }

  file(what: Export, lang: Lang): { blob: Blob; name: string } {
    if (what === 'rifiutate') {
      return {
        blob: new Blob([this.refusedCsv(lang)], { type: 'text/csv;charset=utf-8' }),
        name: 'righe-rifiutate.csv',
      };
    }
    const { release } = this.open;
    const mark = release.simulated ? '-SIMULATI' : '';
    if (what === 'csv') {
      const records = csvRecords(this.open, this.ground.frame);
      const blob = new Blob([toCsv({ fields: CSV_COLUMNS.map((id) => ({ id }) as Field), records })], {
        type: 'text/csv;charset=utf-8',
      });
      return { blob, name: `densita-${release.form}${mark}.csv` };
    }
    if (what === 'pianificatore' && release.form !== 'pianificatore')
      throw new Error('Not a planner’s release');
    const text =
      what === 'pubblica'
        ? servePublic(
            release.form === 'pubblica'
              ? (release as Release<'pubblica'>)
              : publicForm(release as Release<'pianificatore'>),
          )
        : JSON.stringify(release);
    return { blob: new Blob([text], { type: 'application/json' }), name: `densita-${what}${mark}.json` };
  }

  private refusedCsv(lang: Lang): string {
    const list = this.refusals;
    const title = (why: Why) => {
      const key = WHY_COLUMN[why];
      return COLUMNS.find((c) => c.key === key)?.title[lang] ?? '';
    };
    const records = (list?.rows ?? []).map((row, i) => {
      const why = list?.whys[i] as Why;
      return [list?.files[list.of[i] ?? 0] ?? '', row, title(why), pageWhy(why, lang)];
    });
    return toCsv({ fields: REFUSED_COLUMNS.map((id) => ({ id }) as Field), records });
  }
}

function refusedOf(
  list: { files: string[]; rows: number[]; of: number[]; whys: Why[] },
  read: number,
): Refused {
  const byWhy = new Map<Why, number>();
  for (const why of list.whys) byWhy.set(why, (byWhy.get(why) ?? 0) + 1);
  return {
    total: list.rows.length,
    read,
    first: list.rows.slice(0, LISTED).map((row, i) => ({
      file: list.files[list.of[i] ?? 0] ?? '',
      row,
      why: list.whys[i] as Why,
    })),
    byWhy: [...byWhy].sort((a, b) => b[1] - a[1]),
  };
}

/** A file that can be read anywhere; `onread` hears of each piece. */
function accessOf(file: Source, onread: (bytes: number) => Promise<void>): RandomAccess {
  return {
    size: file.size,
    read: async (from, to) => {
      const bytes = new Uint8Array(await file.slice(from, to).arrayBuffer());
      if (bytes.length > 4) await onread(bytes.length);
      return bytes;
    },
  };
}
