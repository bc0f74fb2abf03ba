/**
 * `npm run verify -- [FOLDER] [--data DIR] [--lang en]`: FOLDER holds the transcriptions that sources.csv names; without it
 * ATLANTE_SOURCES does, else DEFAULT_SOURCES beside the repository (sources.ts). Every cited figure of data/ is looked up in the
 * transcriptions of the documents, every derived one is computed again. It prints numbers and places, never sentences
 * of the documents. Exit 1 when a figure fails, a row cannot be read, or a transcription is not there.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatFinding, pipelineLang, type Finding, type PipelineLang } from '../check/report';
import { readRecords, readTables, type CsvRecord, type Origins } from '../read/table';
import { checkTables, type Outcome } from './checks';
import { formatOutcomes } from './report';
import { readSources, sourcesDir } from './sources';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface Verification {
  outcomes: Outcome[];
  /** Rows and files that could not be read; they were not verified. */
  findings: Finding[];
  absent: { source_id: string; path: string }[];
}

/** Cells as typed, read once per file: numbers lose their last zeros when they become numbers. */
function rawCells(dataDir: string, origins: Origins): (row: object, column: string) => string | null {
  const files = new Map<string, CsvRecord[]>();
  return (row, column) => {
    const origin = origins.get(row);
    if (!origin) return null;
    const records = files.get(origin.file) ?? readRecords(readFileSync(join(dataDir, origin.file), 'utf8'));
    files.set(origin.file, records);
    const at = records[0]?.record.indexOf(column) ?? -1;
    return records.find(({ row: n }) => n === origin.row)?.record[at] ?? null;
  };
}

/** Verifies the tables of `dataDir` against the transcriptions of `sourcesDir`. */
export function verify(dataDir: string, sourcesDir: string): Verification {
  const { tables, origins, findings } = readTables(dataDir);
  const { texts, absent } = readSources(sourcesDir, tables.sources);
  return {
    outcomes: checkTables({ tables, origins, texts, rawCell: rawCells(dataDir, origins) }),
    findings,
    absent,
  };
}

const MESSAGES = {
  it: {
    noFolder: (what: string, dir: string) =>
      `La cartella ${what} non c’è: ${dir}\n    rimedio: indicarla nel comando, npm run verify -- CARTELLA (--data per la cartella delle tabelle), o in ATLANTE_SOURCES.`,
    sources: 'delle trascrizioni',
    data: 'delle tabelle',
    unread: (n: number) =>
      `${n} ${n === 1 ? 'errore' : 'errori'} nelle tabelle; le righe che non si leggono non sono state verificate:`,
    absent: (id: string, path: string) =>
      `La trascrizione di ${id} non c’è: ${path}\n    rimedio: rimettere il file nella cartella, o correggere la colonna file di sources.csv.`,
  },
  en: {
    noFolder: (what: string, dir: string) =>
      `The folder of the ${what} is not there: ${dir}\n    mend: name it in the command, npm run verify -- FOLDER (--data for the folder of the tables), or in ATLANTE_SOURCES.`,
    sources: 'transcriptions',
    data: 'tables',
    unread: (n: number) =>
      `${n} ${n === 1 ? 'error' : 'errors'} in the tables; rows that cannot be read were not verified:`,
    absent: (id: string, path: string) =>
      `The transcription of ${id} is not there: ${path}\n    mend: put the file back into the folder, or correct the column file of sources.csv.`,
  },
} as const satisfies Record<PipelineLang, unknown>;

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** Folder of the sources (first word that is no option) and of the tables. */
function folders(
  argv: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): { sources: string; data: string } {
  let sources: string | undefined;
  let data: string | undefined;
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (word === '--data') data = argv[(i += 1)];
    else if (word === '--lang') i += 1;
    else if (!word.startsWith('--')) sources ??= word;
  }
  const at = (path: string) => (isAbsolute(path) ? path : resolve(cwd, path));
  return {
    sources: sources === undefined ? sourcesDir(ROOT, env) : at(sources),
    data: data === undefined ? join(ROOT, 'data') : at(data),
  };
}

/** Command line. Returns the exit code. */
export function main(
  argv: readonly string[],
  print: { log: (line: string) => void; error: (line: string) => void } = console,
  cwd = process.cwd(),
  env: NodeJS.ProcessEnv = process.env,
): number {
  const lang = pipelineLang(argv, env);
  const say = MESSAGES[lang];
  const dirs = folders(argv, cwd, env);
  for (const kind of ['sources', 'data'] as const) {
    if (isFolder(dirs[kind])) continue;
    print.error(say.noFolder(say[kind], dirs[kind]));
    return 1;
  }
  const { outcomes, findings, absent } = verify(dirs.data, dirs.sources);
  for (const { source_id, path } of absent) print.error(say.absent(source_id, path));
  // A source that is not there is told once, not once a row.
  const told = outcomes.filter((o) => o.reason !== 'source-absent' || absent.length === 0);
  if (findings.length > 0) {
    print.error(
      [say.unread(findings.length), ...findings.map((f) => `- ${formatFinding(f, lang)}`)].join('\n'),
    );
  }
  const failed = told.some((o) => o.verdict === 'failed');
  (failed ? print.error : print.log)(formatOutcomes(told, lang));
  return failed || findings.length > 0 || absent.length > 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exit(main(process.argv.slice(2)));
