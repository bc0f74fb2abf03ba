/** What the checks found: every finding names file, row, column, value, rule and mend, and all are told at once. */
import { explain, type RuleId } from './rules';

export type PipelineLang = 'it' | 'en';

export interface Finding {
  /** Path below data/, e.g. `observations/arrears.csv`. */
  file: string;
  /** Line in the file as a spreadsheet numbers its rows (the header is 1); null when the whole file is meant. */
  row: number | null;
  column: string | null;
  value: string | null;
  rule: RuleId;
  /** What the rule compares with, e.g. the table in which an id was not found. */
  detail?: string;
}

const WORDS = {
  it: { row: 'riga', column: 'colonna', value: 'valore', rule: 'regola', mend: 'rimedio', empty: '(vuoto)' },
  en: { row: 'row', column: 'column', value: 'value', rule: 'rule', mend: 'mend', empty: '(empty)' },
} as const;

/** One finding as lines of text in the given language. */
export function formatFinding(finding: Finding, lang: PipelineLang): string {
  const w = WORDS[lang];
  const { rule, mend } = explain(finding.rule, lang, finding.detail);
  const place = [
    finding.file,
    finding.row === null ? null : `${w.row} ${finding.row}`,
    finding.column === null ? null : `${w.column} ${finding.column}`,
  ]
    .filter(Boolean)
    .join(', ');
  const value =
    finding.value === null
      ? ''
      : ` · ${w.value}: ${finding.value === '' ? w.empty : JSON.stringify(finding.value)}`;
  return `${place}${value}\n    ${w.rule}: ${rule}\n    ${w.mend}: ${mend}`;
}

/** The whole report, file by file, or null when nothing was found. */
export function formatReport(findings: readonly Finding[], lang: PipelineLang): string | null {
  if (findings.length === 0) return null;
  const files = new Set(findings.map((f) => f.file)).size;
  const head =
    lang === 'it'
      ? `${findings.length} ${findings.length === 1 ? 'errore' : 'errori'} in ${files} file. Nulla è stato scritto.`
      : `${findings.length} ${findings.length === 1 ? 'error' : 'errors'} in ${files} ${files === 1 ? 'file' : 'files'}. Nothing was written.`;
  const sorted = [...findings].sort((a, b) => a.file.localeCompare(b.file) || (a.row ?? 0) - (b.row ?? 0));
  return [head, ...sorted.map((f) => `- ${formatFinding(f, lang)}`)].join('\n');
}

/** Language of the messages: `--lang en`, else the environment's, else Italian. */
export function pipelineLang(argv: readonly string[], env: Record<string, string | undefined>): PipelineLang {
  const flag = argv.indexOf('--lang');
  const asked = flag >= 0 ? argv[flag + 1] : env['ATLANTE_LANG'];
  return asked?.toLowerCase().startsWith('en') ? 'en' : 'it';
}
