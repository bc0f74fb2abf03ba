/** What was verified, in words: counts by table, every failure with its place, and what cannot be checked and why. */
import type { PipelineLang } from '../check/report';
import type { Failure, Limit, Outcome } from './checks';

const FAILURES: Record<Failure, Record<PipelineLang, { rule: string; mend: string }>> = {
  'not-found': {
    it: {
      rule: 'il valore non sta nelle righe citate',
      mend: 'controllare cifra e righe nel documento; se un richiamo di nota è incollato alla cifra, dirlo in note',
    },
    en: {
      rule: 'the value does not stand in the cited lines',
      mend: 'check figure and lines in the document; if a footnote mark is glued to the figure, say so in note',
    },
  },
  'also-not-found': {
    it: {
      rule: 'il valore non sta nelle righe citate da also',
      mend: 'correggere o togliere quel rimando di also',
    },
    en: {
      rule: 'the value does not stand in the lines that also cites',
      mend: 'correct or remove that reference of also',
    },
  },
  'side-not-found': {
    it: {
      rule: 'la cifra non sta nelle righe citate per quel lato',
      mend: 'controllare cifra e righe; se chi legge l’ha contata o calcolata, dirlo accanto: 9 (contati), 38 (calcolato)',
    },
    en: {
      rule: 'the figure does not stand in the lines cited for that side',
      mend: 'check figure and lines; if the reader counted or computed it, say so beside it: 9 (contati), 38 (calcolato)',
    },
  },
  'formula-missing': {
    it: {
      rule: 'valore derivato senza una formula calcolabile',
      mend: 'scrivere in note formula: [id]/[id]*100 con id che hanno un valore',
    },
    en: {
      rule: 'derived value without a formula that can be computed',
      mend: 'write formula: [id]/[id]*100 in note, with ids that have a value',
    },
  },
  'formula-value': {
    it: { rule: 'la formula dà un altro valore', mend: 'ricalcolare il valore o correggere la formula' },
    en: { rule: 'the formula gives another value', mend: 'compute the value again or correct the formula' },
  },
  'outside-file': {
    it: { rule: 'le righe non esistono nella trascrizione', mend: 'correggere i numeri di riga' },
    en: { rule: 'the transcription has no such lines', mend: 'correct the line numbers' },
  },
  'source-absent': {
    it: {
      rule: 'la trascrizione della fonte non è disponibile',
      mend: 'indicare la cartella completa o correggere source_id',
    },
    en: {
      rule: 'the transcription of the source is not available',
      mend: 'give the complete folder or correct source_id',
    },
  },
};

const LIMITS: Record<Limit, Record<PipelineLang, string>> = {
  'no-number': {
    it: 'righe senza cifre (qualitative, mancanti, voci senza codice o importo)',
    en: 'rows without figures (qualitative, missing, entries without code or amount)',
  },
  names: { it: 'righe di soli nomi e legami', en: 'rows of names and links alone' },
  'no-lines': {
    it: 'righe senza citazione: la nota dice perché',
    en: 'rows without citation: the note says why',
  },
  words: {
    it: 'numeri in parole che il lettore non conosce; le parole tra virgolette in note stanno nelle righe',
    en: 'numbers in words that the reader does not know; the words quoted in note stand in the lines',
  },
  misprint: {
    it: 'refusi del documento: la forma stampata è in note e sta nelle righe',
    en: 'misprints of the document: the printed form is in note and stands in the lines',
  },
  'also-form': {
    it: 'rimandi di also che dicono lo stesso in altra forma (arrotondata, altra sigla)',
    en: 'references of also that say the same in another form (rounded, other code)',
  },
  'date-explained': {
    it: 'date che non stanno nelle righe citate; la nota le spiega',
    en: 'dates that do not stand in the cited lines; the note explains them',
  },
  'date-year': {
    it: 'anni di inizio o fine che non stanno nelle righe citate',
    en: 'start or end years that do not stand in the cited lines',
  },
  context: {
    it: 'soglie e numeri di nuclei presi da altre righe del documento',
    en: 'thresholds and numbers of households taken from other lines of the document',
  },
  'data-date': {
    it: 'date dei dati prese da altre righe del documento',
    en: 'data dates taken from other lines of the document',
  },
  computed: {
    it: 'cifre di contraddizioni dichiarate calcolate',
    en: 'figures of contradictions declared as computed',
  },
};

/** Limits so common that a list of their rows would hide the others. */
const BULK: ReadonlySet<Limit> = new Set<Limit>(['no-number', 'names', 'data-date']);

const WORDS = {
  it: {
    row: 'riga',
    column: 'colonna',
    value: 'valore',
    rule: 'regola',
    mend: 'rimedio',
    found: 'numeri in quelle righe',
    computed: 'risultato',
    formula: 'formula',
    none: 'nessuno',
    table: 'tabella',
    ok: 'verificati',
    failed: 'falliti',
    unchecked: 'non verificabili',
    total: 'totale',
    failures: (n: number) => `${n} ${n === 1 ? 'valore fallito' : 'valori falliti'}:`,
    limits: 'Non verificabili:',
    good: 'Ogni cifra verificabile sta nelle righe citate.',
  },
  en: {
    row: 'row',
    column: 'column',
    value: 'value',
    rule: 'rule',
    mend: 'mend',
    found: 'numbers in those lines',
    computed: 'result',
    formula: 'formula',
    none: 'none',
    table: 'table',
    ok: 'verified',
    failed: 'failed',
    unchecked: 'cannot check',
    total: 'total',
    failures: (n: number) => `${n} ${n === 1 ? 'value failed' : 'values failed'}:`,
    limits: 'Cannot be checked:',
    good: 'Every figure that can be checked stands in the cited lines.',
  },
} as const;

export interface Count {
  ok: number;
  failed: number;
  unchecked: number;
}

/** Counts of cells by table, in the order of the outcomes. */
export function countByTable(outcomes: readonly Outcome[]): Map<string, Count> {
  const counts = new Map<string, Count>();
  for (const { table, verdict } of outcomes) {
    const count = counts.get(table) ?? { ok: 0, failed: 0, unchecked: 0 };
    count[verdict] += 1;
    counts.set(table, count);
  }
  return counts;
}

function countTable(outcomes: readonly Outcome[], lang: PipelineLang): string {
  const w = WORDS[lang];
  const counts = countByTable(outcomes);
  const total: Count = { ok: 0, failed: 0, unchecked: 0 };
  for (const count of counts.values())
    for (const key of ['ok', 'failed', 'unchecked'] as const) total[key] += count[key];
  const head = [w.table, w.ok, w.failed, w.unchecked];
  const body = [...counts, [w.total, total] as const].map(([name, c]) => [
    name,
    String(c.ok),
    String(c.failed),
    String(c.unchecked),
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((cells) => cells[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ');
  return [head, ...body].map(line).join('\n');
}

function formatFailure(o: Outcome, lang: PipelineLang): string {
  const w = WORDS[lang];
  const { rule, mend } = FAILURES[o.reason as Failure][lang];
  const label =
    o.reason === 'formula-value' ? w.computed : o.reason === 'formula-missing' ? w.formula : w.found;
  const found = o.found.length === 0 ? w.none : o.found.join(' · ');
  const where = o.where === '' ? '' : ` · ${o.where}`;
  return [
    `- ${o.file}, ${w.row} ${o.row}, ${w.column} ${o.column} (${o.id}) · ${w.value}: ${JSON.stringify(o.value)}${where}`,
    `    ${w.rule}: ${rule}`,
    `    ${label}: ${found}`,
    `    ${w.mend}: ${mend}`,
  ].join('\n');
}

/** Row numbers as a person writes them: `2-4, 9`. */
export function ranges(rows: readonly number[]): string {
  const sorted = [...new Set(rows)].sort((a, b) => a - b);
  const parts: [number, number][] = [];
  for (const row of sorted) {
    const last = parts.at(-1);
    if (last && last[1] === row - 1) last[1] = row;
    else parts.push([row, row]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

function formatLimits(outcomes: readonly Outcome[], lang: PipelineLang): string[] {
  const w = WORDS[lang];
  const lines: string[] = [];
  for (const limit of Object.keys(LIMITS) as Limit[]) {
    const these = outcomes.filter((o) => o.verdict === 'unchecked' && o.reason === limit);
    if (these.length === 0) continue;
    lines.push(`- ${these.length} · ${LIMITS[limit][lang]}`);
    if (BULK.has(limit)) continue;
    const places = new Map<string, number[]>();
    for (const o of these) {
      const key = `${o.file}, ${w.column} ${o.column}`;
      places.set(key, [...(places.get(key) ?? []), o.row]);
    }
    for (const [place, rows] of places) lines.push(`    ${place}: ${ranges(rows)}`);
  }
  return lines;
}

/** The whole report. */
export function formatOutcomes(outcomes: readonly Outcome[], lang: PipelineLang): string {
  const w = WORDS[lang];
  const failures = outcomes.filter((o) => o.verdict === 'failed');
  const limits = formatLimits(outcomes, lang);
  const parts = [countTable(outcomes, lang)];
  if (limits.length > 0) parts.push([w.limits, ...limits].join('\n'));
  parts.push(
    failures.length === 0
      ? w.good
      : [w.failures(failures.length), ...failures.map((o) => formatFailure(o, lang))].join('\n'),
  );
  return parts.join('\n\n');
}
