/** Command line of the way in. */
import type { Lang } from '../../lib/domain/figures';

export type FormChoice = 'pubblica' | 'pianificatore' | 'both';

export interface Options {
  what: 'read' | 'merge' | 'template';
  files: string[];
  out: string;
  map: string | null;
  partial: boolean;
  owner: string | null;
  /** Share of refused rows above which nothing is written, 0 to 1. */
  maxRefused: number;
  previous: string | null;
  form: FormChoice;
  lang: Lang;
}

export type UsageProblem =
  | { reason: 'no-file' }
  | { reason: 'help' }
  | { reason: 'unknown-option' | 'no-value' | 'bad-value'; what: string };

const VALUED = ['--map', '--out', '--owner', '--max-refused', '--previous', '--form', '--lang'] as const;
type Valued = (typeof VALUED)[number];

export const DEFAULT_OUT = 'morosita';
export const DEFAULT_MAX_REFUSED = 0.02;

/** Language of the messages: `--lang`, else English for an English LANG, else Italian. Never fails. */
export function langOf(argv: readonly string[], env: Record<string, string | undefined>): Lang {
  const at = argv.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const asked = argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length);
  if (asked === 'it' || asked === 'en') return asked;
  return env['LANG']?.toLowerCase().startsWith('en') ? 'en' : 'it';
}

/** `2%`, `2,5 %` or `0.02` as a share; null: neither. */
export function readShare(text: string): number | null {
  const m = /^(\d{1,3}(?:[.,]\d+)?)\s*(%?)$/.exec(text.trim());
  if (!m) return null;
  const value = Number((m[1] ?? '').replace(',', '.')) / (m[2] === '%' ? 100 : 1);
  return value <= 1 ? value : null;
}

export function parseArgs(
  argv: readonly string[],
  lang: Lang,
): { ok: true; options: Options } | { ok: false; problem: UsageProblem } {
  const no = (problem: UsageProblem) => ({ ok: false, problem }) as const;
  const values = new Map<Valued, string>();
  const files: string[] = [];
  let partial = false;
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? '';
    if (arg === '--help' || arg === '-h') return no({ reason: 'help' });
    if (arg === '--partial') partial = true;
    else if (!arg.startsWith('--')) files.push(arg);
    else {
      const [name = '', ...rest] = arg.split('=');
      const known = VALUED.find((option) => option === name);
      if (!known) return no({ reason: 'unknown-option', what: name });
      const value = rest.length > 0 ? rest.join('=') : argv[++i];
      if (value === undefined || value === '' || value.startsWith('--'))
        return no({ reason: 'no-value', what: known });
      values.set(known, value);
    }
  }
  const bad = (what: Valued) => no({ reason: 'bad-value', what: `${what} ${values.get(what) ?? ''}` });
  const maxRefused = readShare(values.get('--max-refused') ?? String(DEFAULT_MAX_REFUSED));
  if (maxRefused === null) return bad('--max-refused');
  const form = values.get('--form') ?? 'both';
  if (form !== 'pubblica' && form !== 'pianificatore' && form !== 'both') return bad('--form');
  if (values.has('--lang') && values.get('--lang') !== 'it' && values.get('--lang') !== 'en')
    return bad('--lang');
  const what = files[0] === 'merge' || files[0] === 'template' ? files[0] : 'read';
  if (what !== 'read') files.shift();
  if (what !== 'template' && files.length === 0) return no({ reason: 'no-file' });
  return {
    ok: true,
    options: {
      ...{ what, files, partial, maxRefused, form, lang },
      out: values.get('--out') ?? DEFAULT_OUT,
      map: values.get('--map') ?? null,
      owner: values.get('--owner') ?? null,
      previous: values.get('--previous') ?? null,
    },
  };
}
