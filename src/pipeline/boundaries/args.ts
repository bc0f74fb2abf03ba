/** Command line of the importer. */
import { isDate } from '../../lib/schema/fields';
import { fail } from './failure';
import { LANGS, type Lang } from './texts';

export interface Options {
  file: string;
  /** Reference date of the file, `YYYY-MM-DD`; null: the latest row of expected.csv. */
  date: string | null;
  population: string | null;
  /** Where the tables are read and the results written. */
  dir: string;
}

export const DEFAULT_DIR = 'data/boundaries';
const VALUED = ['--date', '--population', '--dir', '--lang'] as const;

/** Language of the messages: `--lang`, else English for an English LANG, else Italian. Never fails. */
export function langOf(argv: readonly string[], env: Record<string, string | undefined>): Lang {
  const asked = valueOf(argv, '--lang');
  const known = LANGS.find((lang) => lang === asked);
  return known ?? (env['LANG']?.toLowerCase().startsWith('en') ? 'en' : 'it');
}

function valueOf(argv: readonly string[], name: string): string | null {
  for (const [i, arg] of argv.entries()) {
    if (arg === name) return argv[i + 1] ?? null;
    if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
  }
  return null;
}

/** Throws BoundaryFailure `usage`. */
export function parseArgs(argv: readonly string[]): Options {
  const files: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? '';
    if (!arg.startsWith('--')) {
      files.push(arg);
      continue;
    }
    const [name = '', inline] = arg.split('=', 2);
    if (!VALUED.some((known) => known === name)) fail({ kind: 'usage', reason: 'unknown-option', what: arg });
    const value = inline ?? argv[++i];
    if (value === undefined || value === '' || value.startsWith('--'))
      fail({ kind: 'usage', reason: 'no-value', what: name });
  }
  const [file] = files;
  if (file === undefined) fail({ kind: 'usage', reason: 'no-file', what: '' });
  if (files.length > 1) fail({ kind: 'usage', reason: 'many-files', what: files.join(' ') });

  const date = valueOf(argv, '--date');
  if (date !== null && !(date.length === 10 && isDate(date)))
    fail({ kind: 'usage', reason: 'bad-value', what: `--date ${date}` });
  const lang = valueOf(argv, '--lang');
  if (lang !== null && !LANGS.some((known) => known === lang))
    fail({ kind: 'usage', reason: 'bad-value', what: `--lang ${lang}` });

  return {
    file,
    date,
    population: valueOf(argv, '--population'),
    dir: valueOf(argv, '--dir') ?? DEFAULT_DIR,
  };
}
