/**
 * `npm run arrears`: from tenancy ledgers to results, at an office. Reads a stream, keeps sums, applies the rules, writes.
 * Exit codes: 0 fine; 1 the content was refused; 2 the command was not understood or a file is not there.
 *
 * No error is let through as it is: a message of a parser may quote what it was parsing.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Lang } from '../../lib/domain/figures';
import { Intake, type Refusal } from '../../lib/density/intake';
import { COLUMNS } from '../../lib/density/columns';
import { parseMapping, type Mapping } from '../../lib/density/mapping';
import { LedgerError, WHY_COLUMN, WHY_TEXTS, problemText, type Why } from '../../lib/density/reasons';
import { gapsOf, mergeParts, parsePart, partProblemText, serialisePart } from '../../lib/density/part';
import type { Part, Release } from '../../lib/density/types';
import { isZip, openSheet } from '../../lib/density/xlsx';
import type { ZoneFrame } from '../../lib/density/zones';
import { neutral } from '../../lib/export/formula';
import { langOf, parseArgs, type Options } from './args';
import { readGround } from './frame';
import {
  SAYS,
  fileText,
  progressText,
  readmeText,
  schemaText,
  summaryText,
  usageText,
  type FileProblem,
} from './texts';

const DATA = fileURLToPath(new URL('../../../data', import.meta.url));
const CHUNK = 1 << 18;

/** Something to say and a code to leave with. */
class Stop extends Error {
  constructor(
    readonly code: 1 | 2,
    readonly text: string,
  ) {
    super('stop');
  }
}

export interface Terminal {
  out: (line: string) => void;
  /** Progress and warnings. */
  err: (text: string) => void;
  tty: boolean;
}

const codeOf = (error: unknown): string =>
  error instanceof Error ? String((error as NodeJS.ErrnoException).code ?? error.name) : 'Error';

/** Opens a file to read. Stops with 2 when that cannot be. */
function open(path: string, lang: Lang): number {
  const no = (problem: FileProblem): never => {
    throw new Stop(2, fileText(problem, path, lang));
  };
  let directory: boolean;
  try {
    directory = statSync(path).isDirectory();
  } catch (error) {
    return no(codeOf(error) === 'ENOENT' ? 'missing' : 'denied');
  }
  if (directory) return no('directory');
  try {
    return openSync(path, 'r');
  } catch {
    return no('denied');
  }
}

/** Refused rows as they come; at most a few kB are waiting. */
class RefusedFile {
  readonly byWhy = new Map<Why, number>();
  private waiting = '';
  private fd: number | null = null;

  constructor(
    private readonly path: string,
    private readonly lang: Lang,
  ) {
    this.fd = openSync(path, 'w');
    this.waiting = 'file,row,column,why\n';
  }

  add({ file, row, why }: Refusal): void {
    this.byWhy.set(why, (this.byWhy.get(why) ?? 0) + 1);
    const key = WHY_COLUMN[why];
    const column = COLUMNS.find((c) => c.key === key)?.title[this.lang] ?? '';
    this.waiting += `${[file, String(row), column, WHY_TEXTS[this.lang][why]].map(csvCell).join(',')}\n`;
    if (this.waiting.length > 1 << 14) this.flush();
  }

  private flush(): void {
    if (this.fd !== null) writeSync(this.fd, this.waiting);
    this.waiting = '';
  }

  close(): void {
    if (this.fd === null) return;
    this.flush();
    closeSync(this.fd);
    this.fd = null;
  }
}

/** A file's name may hold anything; a formula must stay a text. */
function csvCell(text: string): string {
  const safe = neutral(text);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Tells how far the reading is: one line that is rewritten on a terminal, else a line every ten seconds. */
class Progress {
  private readonly start = performance.now();
  private last: number;

  constructor(
    private readonly terminal: Terminal,
    private readonly lang: Lang,
  ) {
    this.last = this.start;
  }

  at(file: string, share: number, rows: number, last = false): void {
    const now = performance.now();
    const { tty, err } = this.terminal;
    if (!last && now - this.last < (tty ? 200 : 10_000)) return;
    this.last = now;
    const rate = Math.round(rows / Math.max(0.001, (now - this.start) / 1000));
    const text = progressText({ file, share, rows, rate }, this.lang);
    err(tty ? `\r\u001b[K${text}${last ? '\n' : ''}` : `${text}\n`);
  }
}

async function readLedgers(
  options: Options,
  mapping: Mapping,
  refused: RefusedFile,
  terminal: Terminal,
): Promise<{ intake: Intake; frame: ZoneFrame }> {
  const { lang } = options;
  // All files are opened first: a missing one is told before an hour's reading.
  const files = options.files.map((path) => ({ path, name: basename(path), fd: open(path, lang) }));
  const { frame, locator } = readGround(DATA);
  const intake = new Intake({ frame, locator, mapping, onRefused: (refusal) => refused.add(refusal) });
  const progress = new Progress(terminal, lang);
  const buffer = new Uint8Array(CHUNK);
  for (const { path, name, fd } of files) {
    try {
      const stat = fstatSync(fd);
      const { size } = stat;
      // A pipe (a ledger that is decrypted on the way) is read as it comes, and only as CSV.
      const regular = stat.isFile();
      if (regular && isZip(buffer.subarray(0, readSync(fd, buffer, 0, 4, 0)))) {
        let sent = 0;
        const sheet = await openSheet({
          size,
          read: (from, to) => {
            sent = to;
            const bytes = new Uint8Array(Math.max(0, to - from));
            return Promise.resolve(bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, from)));
          },
        });
        intake.start(name, { separator: sheet.separator, serial: sheet.serial, ragged: true });
        await sheet.rows((csv) => {
          intake.push(csv);
          progress.at(name, Math.min(1, sent / size), intake.rows.read);
        }, mapping.decimal);
      } else {
        intake.start(name);
        let done = 0;
        for (;;) {
          const n = readSync(fd, buffer, 0, CHUNK, regular ? done : null);
          if (n === 0) break;
          done += n;
          intake.push(n === CHUNK ? buffer : buffer.subarray(0, n));
          progress.at(name, regular ? Math.min(1, done / size) : 0, intake.rows.read);
        }
      }
      intake.end();
      progress.at(name, 1, intake.rows.read, true);
    } catch (error) {
      if (error instanceof LedgerError) throw new Stop(1, `${path}: ${problemText(error.problem, lang)}`);
      throw error;
    } finally {
      buffer.fill(0);
      closeSync(fd);
    }
  }
  return { intake, frame };
}

function readMapping(options: Options): Mapping {
  const { map, owner, lang } = options;
  let mapping: Mapping = {};
  if (map !== null) {
    const fd = open(map, lang);
    const result = parseMapping(readFileSync(fd, 'utf8').replace(/^\uFEFF/, ''));
    closeSync(fd);
    if (!result.ok) throw new Stop(2, fileText('map', `${map}: ${result.where}`, lang));
    mapping = result.mapping;
  }
  return owner === null ? mapping : { ...mapping, constants: { ...mapping.constants, owner } };
}

function readParts(options: Options): Part {
  const { lang } = options;
  const parts = options.files.map((path) => {
    const fd = open(path, lang);
    const bytes = readFileSync(fd);
    closeSync(fd);
    const result = parsePart(bytes);
    if (!result.ok) throw new Stop(1, `${path}: ${partProblemText(result.problem, lang)}`);
    return result.part;
  });
  const merged = mergeParts(parts);
  if (!merged.ok) throw new Stop(1, partProblemText(merged.problem, lang));
  return merged.part;
}

/** Places of a part that data/ does not know. */
function foreignPlaces(part: Part, frame: ZoneFrame): number {
  const foreign = new Set<string>();
  for (const { province, istat, area } of [...part.leaves, ...part.amounts]) {
    if (!frame.provinces.has(province)) foreign.add(province);
    if (istat !== null && !frame.municipalities.has(istat)) foreign.add(istat);
    if (area !== null && frame.areas.get(area)?.istat !== istat) foreign.add(area);
  }
  return foreign.size;
}

async function readPrevious(options: Options, simulated: boolean): Promise<Release<'pianificatore'> | null> {
  const { previous, lang } = options;
  if (previous === null) return null;
  const fd = open(previous, lang);
  const text = readFileSync(fd, 'utf8');
  closeSync(fd);
  const { parseRelease } = await import('../../lib/density/forms');
  const result = parseRelease(text);
  if (!result.ok) throw new Stop(1, `${previous}: ${result[lang]}`);
  if (result.release.form !== 'pianificatore') throw new Stop(1, `${previous}: ${SAYS[lang].previous}`);
  if (result.release.simulated !== simulated)
    throw new Stop(1, `${previous}: ${SAYS[lang].previousSimulated}`);
  return result.release as Release<'pianificatore'>;
}

/** Name of a part's file: its owner's. */
function partName(part: Part): string {
  const [owner] = part.owners;
  const slug =
    part.owners.length === 1
      ? (owner ?? '')
          .normalize('NFD')
          .toLowerCase()
          .replace(/\p{M}/gu, '')
          .replace(/[^a-z0-9]+/g, '-')
          .replace(/^-|-$/g, '')
      : 'piu-enti';
  return `${slug || 'parte'}.part`;
}

async function publish(
  part: Part,
  frame: ZoneFrame,
  options: Options,
  terminal: Terminal,
): Promise<Map<string, string | Uint8Array>> {
  const says = SAYS[options.lang];
  const foreign = foreignPlaces(part, frame);
  if (foreign > 0) throw new Stop(1, says.foreign(foreign));
  for (const { owner, day } of gapsOf(part)) terminal.err(`${says.gap(owner, day)}\n`);
  const previous = await readPrevious(options, part.simulated);
  terminal.err(`${says.protecting}\n`);
  const { protectWithReport, ProtectionError } = await import('../../lib/density/protect');
  const { publicForm } = await import('../../lib/density/forms');
  const files = new Map<string, string | Uint8Array>();
  try {
    const { release, withdrawn } = protectWithReport(part, { zones: frame, previous });
    if (withdrawn.length > 0) terminal.err(`${says.withdrawn(withdrawn.length)}\n`);
    if (options.form !== 'pubblica') files.set('densita-pianificatore.json', JSON.stringify(release));
    if (options.form !== 'pianificatore')
      files.set('densita-pubblica.json', JSON.stringify(publicForm(release)));
  } catch (error) {
    if (error instanceof ProtectionError) throw new Stop(1, says.notSafe);
    throw error;
  }
  return files;
}

async function run(options: Options, terminal: Terminal): Promise<void> {
  const { lang, out } = options;
  const says = SAYS[lang];
  const prepare = (): void => {
    try {
      mkdirSync(out, { recursive: true });
    } catch {
      throw new Stop(2, fileText('out', out, lang));
    }
  };
  const write = (files: ReadonlyMap<string, string | Uint8Array>): void => {
    try {
      for (const [name, content] of files) writeFileSync(join(out, name), content);
    } catch {
      throw new Stop(1, says.full);
    }
    terminal.out(says.wrote([...files.keys()], out));
  };

  if (options.what === 'template') {
    prepare();
    const separator = lang === 'it' ? ';' : ',';
    const header = COLUMNS.filter((c) => c.key !== 'simulated').map((c) => c.title[lang]);
    const [name, schema] = lang === 'it' ? ['modello.csv', 'SCHEMA.txt'] : ['template.csv', 'SCHEMA.txt'];
    // With the byte mark, Excel opens it as UTF-8.
    write(
      new Map([
        [name, `\uFEFF${header.join(separator)}\n`],
        [schema, schemaText(lang)],
      ]),
    );
    return;
  }

  let part: Part;
  let frame: ZoneFrame;
  if (options.what === 'merge') {
    part = readParts(options);
    frame = readGround(DATA).frame;
    prepare();
  } else {
    const mapping = readMapping(options);
    for (const path of options.files) closeSync(open(path, lang));
    prepare();
    let refused: RefusedFile;
    try {
      refused = new RefusedFile(join(out, 'refused.csv'), lang);
    } catch {
      throw new Stop(2, fileText('out', out, lang));
    }
    let read: Awaited<ReturnType<typeof readLedgers>>;
    try {
      read = await readLedgers(options, mapping, refused, terminal);
    } finally {
      refused.close();
    }
    const { intake } = read;
    frame = read.frame;
    terminal.out(summaryText({ ...intake.rows, byWhy: refused.byWhy }, lang));
    if (intake.refusedShare() > options.maxRefused)
      throw new Stop(1, says.tooMany(intake.refusedShare(), options.maxRefused));
    part = intake.finish();
  }
  if (part.leaves.length === 0) throw new Stop(1, says.noHousehold);
  for (const column of part.without) terminal.err(`${says.without[column]}\n`);
  if (part.simulated) terminal.out(says.simulated);

  const results = options.partial
    ? new Map<string, string | Uint8Array>([[partName(part), serialisePart(part)]])
    : await publish(part, frame, options, terminal);
  const names = [...results.keys(), ...(existsSync(join(out, 'refused.csv')) ? ['refused.csv'] : [])];
  results.set('README.txt', readmeText(part, names, lang));
  write(results);
}

/** Runs the command line; returns the exit code. */
export async function main(
  argv: readonly string[],
  env: Record<string, string | undefined>,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  const lang = langOf(argv, env);
  const parsed = parseArgs(argv, lang);
  if (!parsed.ok) {
    const help = parsed.problem.reason === 'help';
    (help ? terminal.out : (text: string) => terminal.err(`${text}\n`))(usageText(parsed.problem, lang));
    return help ? 0 : 2;
  }
  try {
    await run(parsed.options, terminal);
    return 0;
  } catch (error) {
    terminal.err(error instanceof Stop ? `${error.text}\n` : `${SAYS[lang].internal(codeOf(error))}\n`);
    return error instanceof Stop ? error.code : 1;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2), process.env, {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (text) => void process.stderr.write(text),
    tty: process.stderr.isTTY,
  });
