/** What the way in says, in two languages. Numbers and names of files, owners, days: never the content of a row. */
import { formatNumber, type Lang } from '../../lib/domain/figures';
import { COLUMNS, CONTRACT_STATES, STATE_WORDS } from '../../lib/density/columns';
import { WHY_TEXTS, type Why } from '../../lib/density/reasons';
import { HARD_FLOOR, type Part } from '../../lib/density/types';
import type { UsageProblem } from './args';

export const USAGE: Record<Lang, string> = {
  it: `uso: npm run arrears -- REGISTRO.csv [ALTRO.xlsx ...] [opzioni]      dal registro ai risultati
     npm run arrears -- REGISTRO.csv --partial [opzioni]             solo la parte di un ente, da unire
     npm run arrears -- merge A.part B.part [--out CARTELLA]         unisce le parti e applica le regole
     npm run arrears -- template [--out CARTELLA]                    modello vuoto e schema spiegato
opzioni:
  --out CARTELLA         dove scrivere (morosita)
  --map MAPPA.json       altri nomi di colonne e di stati
  --owner ENTE           ente di tutte le righe, se il registro non ha la colonna
  --max-refused 2%       oltre questa quota di righe rifiutate non si scrive nessun risultato
  --previous FILE.json   la pubblicazione precedente (forma pianificatore): lo schema dei dati riservati la segue
  --form pubblica | pianificatore | both
  --lang it | en`,
  en: `usage: npm run arrears -- LEDGER.csv [OTHER.xlsx ...] [options]      from the ledger to the results
       npm run arrears -- LEDGER.csv --partial [options]             only the part of one owner, to be joined
       npm run arrears -- merge A.part B.part [--out FOLDER]         joins the parts and applies the rules
       npm run arrears -- template [--out FOLDER]                    empty template and explained schema
options:
  --out FOLDER           where to write (morosita)
  --map MAP.json         other names of columns and states
  --owner OWNER          owner of all rows, when the ledger has no such column
  --max-refused 2%       above this share of refused rows no result is written
  --previous FILE.json   the release before (planner form): the pattern of withheld figures follows it
  --form pubblica | pianificatore | both
  --lang it | en`,
};

export function usageText(problem: UsageProblem, lang: Lang): string {
  const it = lang === 'it';
  switch (problem.reason) {
    case 'help':
      return USAGE[lang];
    case 'no-file':
      return `${it ? 'nessun file indicato' : 'no file given'}\n${USAGE[lang]}`;
    case 'unknown-option':
      return `${it ? 'opzione sconosciuta' : 'unknown option'}: ${problem.what}\n${USAGE[lang]}`;
    case 'no-value':
      return `${it ? 'opzione senza valore' : 'option without a value'}: ${problem.what}\n${USAGE[lang]}`;
    case 'bad-value':
      return `${it ? 'valore non valido' : 'invalid value'}: ${problem.what}\n${USAGE[lang]}`;
  }
}

export type FileProblem = 'missing' | 'directory' | 'denied' | 'map' | 'out';

export function fileText(problem: FileProblem, what: string, lang: Lang): string {
  const it = lang === 'it';
  switch (problem) {
    case 'missing':
      return it ? `il file non c’è: ${what}` : `there is no such file: ${what}`;
    case 'directory':
      return it ? `è una cartella, serve un file: ${what}` : `it is a folder, a file is needed: ${what}`;
    case 'denied':
      return it ? `il file non si può leggere: ${what}` : `the file cannot be read: ${what}`;
    case 'map':
      return it
        ? `la mappa non va in «${what}»: vedi lo schema (npm run arrears -- template)`
        : `the map is wrong in “${what}”: see the schema (npm run arrears -- template)`;
    case 'out':
      return it ? `non si può scrivere in ${what}` : `cannot write in ${what}`;
  }
}

const num = (n: number, lang: Lang): string => formatNumber(n, lang);
const percent = (share: number, lang: Lang): string =>
  `${formatNumber(Math.round(share * 10_000) / 100, lang)} %`;

export const progressText = (
  { file, share, rows, rate }: { file: string; share: number; rows: number; rate: number },
  lang: Lang,
): string => {
  const bar = '#'.repeat(Math.round(share * 20)).padEnd(20, '.');
  const at = String(Math.floor(share * 100)).padStart(3);
  return lang === 'it'
    ? `[${bar}] ${at} %  ${num(rows, lang)} righe, ${num(rate, lang)} al secondo  ${file}`
    : `[${bar}] ${at}%  ${num(rows, lang)} rows, ${num(rate, lang)} a second  ${file}`;
};

export interface Counts {
  read: number;
  refused: number;
  outside: number;
  households: number;
  byWhy: ReadonlyMap<Why, number>;
}

export function summaryText(counts: Counts, lang: Lang): string {
  const { read, refused, outside, households } = counts;
  const share = percent(read === 0 ? 0 : refused / read, lang);
  const first =
    lang === 'it'
      ? `${num(read, lang)} righe lette: ${num(households, lang)} nuclei con contratto in corso, ${num(outside, lang)} senza, ${num(refused, lang)} rifiutate (${share})`
      : `${num(read, lang)} rows read: ${num(households, lang)} households with a running contract, ${num(outside, lang)} without, ${num(refused, lang)} refused (${share})`;
  const whys = [...counts.byWhy]
    .sort((a, b) => b[1] - a[1])
    .map(([why, n]) => `  ${num(n, lang)} × ${WHY_TEXTS[lang][why]}`);
  return [first, ...whys].join('\n');
}

export const SAYS: Record<
  Lang,
  {
    tooMany: (share: number, limit: number) => string;
    noHousehold: string;
    simulated: string;
    wrote: (files: readonly string[], dir: string) => string;
    gap: (owner: string, day: string) => string;
    without: Record<Part['without'][number], string>;
    protecting: string;
    withdrawn: (n: number) => string;
    notSafe: string;
    previous: string;
    previousSimulated: string;
    foreign: (n: number) => string;
    internal: (what: string) => string;
    full: string;
  }
> = {
  it: {
    tooMany: (share, limit) =>
      `Troppe righe rifiutate: ${percent(share, 'it')}, il limite è ${percent(limit, 'it')}. Nessun risultato scritto; i motivi sono in refused.csv.`,
    noHousehold: 'Nessun nucleo con contratto in corso: non c’è niente da contare. Nessun risultato scritto.',
    simulated: 'DATI SIMULATI: i risultati lo dicono, e non si pubblicano.',
    wrote: (files, dir) => `Scritti in ${dir}: ${files.join(', ')}`,
    gap: (owner, day) =>
      `ATTENZIONE: ${owner} non ha righe al ${day}: a quella data le zone sono incomplete.`,
    without: {
      debt_since: 'Il registro non ha la data del debito: l’età del debito risulta non pervenuta.',
      coordinates: 'Il registro non ha le coordinate: niente celle.',
      area: 'Il registro non ha l’area: niente quartieri.',
    },
    protecting: 'Regole di pubblicazione e prova di attacco...',
    withdrawn: (n) => `ATTENZIONE: ${n} dati detti dalla pubblicazione precedente ora sono riservati.`,
    notSafe:
      'Nessuna scelta di dati supera la prova di attacco: non si scrive nessun risultato. Provare con meno zone o senza --previous.',
    previous: 'la pubblicazione precedente non si legge (serve la forma pianificatore)',
    previousSimulated: 'una delle due pubblicazioni è simulata e l’altra no',
    foreign: (n) => `La parte nomina ${n} luoghi che questi dati non hanno: aggiornare i confini o rifarla.`,
    internal: (what) => `Errore imprevisto (${what}): nessun risultato scritto.`,
    full: 'Il disco è pieno o la cartella non si può scrivere.',
  },
  en: {
    tooMany: (share, limit) =>
      `Too many refused rows: ${percent(share, 'en')}, the limit is ${percent(limit, 'en')}. No result written; the reasons are in refused.csv.`,
    noHousehold: 'No household with a running contract: there is nothing to count. No result written.',
    simulated: 'SIMULATED DATA: the results say so, and are not to be published.',
    wrote: (files, dir) => `Written in ${dir}: ${files.join(', ')}`,
    gap: (owner, day) => `WARNING: ${owner} has no rows at ${day}: on that day the zones are incomplete.`,
    without: {
      debt_since: 'The ledger has no date of the debt: the age of debt is missing.',
      coordinates: 'The ledger has no coordinates: no cells.',
      area: 'The ledger has no area: no neighbourhoods.',
    },
    protecting: 'Rules of publication and attack...',
    withdrawn: (n) => `WARNING: ${n} figures told by the release before are now withheld.`,
    notSafe:
      'No choice of figures withstands the attack: no result is written. Try fewer zones, or without --previous.',
    previous: 'the release before cannot be read (the planner form is needed)',
    previousSimulated: 'one of the two releases is simulated and the other is not',
    foreign: (n) =>
      `The part names ${n} places that these data do not have: update the boundaries or make it again.`,
    internal: (what) => `Unexpected error (${what}): no result written.`,
    full: 'The disk is full or the folder cannot be written.',
  },
};

/** README.txt beside the results. */
export function readmeText(part: Part, files: readonly string[], lang: Lang): string {
  const it = lang === 'it';
  const about: Record<string, string> = it
    ? {
        'densita-pianificatore.json':
          'dati con una cifra decimale, per gli uffici che pianificano. NON si pubblica.',
        'densita-pubblica.json': 'fasce e conti arrotondati alle decine: la forma che si può pubblicare.',
        'refused.csv': 'righe rifiutate: file, riga, colonna, motivo. Non contiene il contenuto delle celle.',
      }
    : {
        'densita-pianificatore.json': 'figures with one decimal, for planning offices. NOT to be published.',
        'densita-pubblica.json': 'bands and counts rounded to tens: the form that may be published.',
        'refused.csv': 'refused rows: file, row, column, reason. It does not hold the content of cells.',
      };
  const line = (name: string): string =>
    `${name}\n  ${
      about[name] ??
      (it
        ? `somme per gruppi di almeno ${HARD_FLOOR} nuclei, da unire con «merge». RISERVATO: passa solo tra uffici; nessuna regola di pubblicazione è stata applicata.`
        : `sums of groups of at least ${HARD_FLOOR} households, to be joined with “merge”. CONFIDENTIAL: it goes between offices only; no rule of publication has been applied.`)
    }`;
  const title = it ? 'Densità della morosità ERP' : 'Density of arrears in public housing';
  return [
    title,
    '='.repeat(title.length),
    ...(part.simulated ? ['', SAYS[lang].simulated] : []),
    '',
    ...files.map(line),
    '',
    `${it ? 'Enti' : 'Owners'}: ${part.owners.join(', ')}`,
    `${it ? 'Date di riferimento' : 'Reference dates'}: ${part.days.join(', ')}`,
    `${it ? 'Righe lette' : 'Rows read'}: ${num(part.rows.read, lang)}; ${it ? 'rifiutate' : 'refused'}: ${num(part.rows.refused, lang)}`,
    ...part.without.map((column) => SAYS[lang].without[column]),
    '',
    it
      ? 'Nessuna riga del registro è stata conservata: né qui, né in file temporanei, né nei messaggi. Le regole sono in src/lib/density/README.md.'
      : 'No row of the ledger has been kept: not here, not in temporary files, not in messages. The rules are in src/lib/density/README.md.',
    '',
  ].join('\n');
}

/** SCHEMA.txt of the template. */
export function schemaText(lang: Lang): string {
  const it = lang === 'it';
  const needs = it
    ? {
        required: 'obbligatoria',
        place: 'per il luogo (basta uno: lat e lon, codice_istat, area_id)',
        optional: 'facoltativa',
        unread: 'non letta',
      }
    : {
        required: 'required',
        place: 'for the place (one is enough: lat and lon, istat_code, area_id)',
        optional: 'optional',
        unread: 'not read',
      };
  const other = it ? 'si chiama anche' : 'also called';
  const columns = COLUMNS.map((c) =>
    [
      `${c.title[lang]}  [${needs[c.need]}]`,
      `  ${c.text[lang]}`,
      `  ${it ? 'esempio' : 'example'}: ${c.example[lang]}`,
      `  ${other}: ${[c.title[it ? 'en' : 'it'], ...c.aliases].join(', ')}`,
    ].join('\n'),
  );
  const states = CONTRACT_STATES.map((state) => {
    const counts = state === 'running' ? (it ? 'conta' : 'counts') : it ? 'non conta' : 'does not count';
    return `  ${state} (${counts}): ${STATE_WORDS[state].join(', ').replaceAll('_', ' ')}`;
  });
  const map = JSON.stringify(
    {
      columns: { debt: 'Importo dovuto', dwelling: 'UI' },
      states: { Attv: 'running', Cess: 'ended' },
      areas: { 'SAN SIRO': 'mi-sansiro' },
      constants: { owner: 'ALER Milano', day: '2026-06-30' },
      decimal: ',',
      empty_debt: 'zero',
      negative_debt: 'credit',
    },
    null,
    2,
  );
  return it
    ? [
        'Schema del registro (una riga per alloggio e data di riferimento)',
        '',
        'CSV (punto e virgola, virgola o tabulazione; UTF-8 o Windows-1252; virgola o punto decimale) o primo foglio di un XLSX.',
        'La prima riga è l’intestazione; l’ordine delle colonne è libero; le colonne in più non sono lette.',
        '',
        ...columns,
        '',
        'Stati del contratto: conta come nucleo solo chi ha un contratto in corso alla data di riferimento.',
        ...states,
        '',
        'Lo stesso alloggio due volte alla stessa data, per lo stesso ente, è rifiutato.',
        'Con coordinate e codice ISTAT insieme decide il codice; il punto deve stare nel comune o entro 1 km (i confini sono semplificati).',
        '',
        'Con altri nomi di colonne: --map mappa.json, dove tutto è facoltativo; una colonna con null non si legge. Le chiavi delle colonne sono:',
        `  ${COLUMNS.map((c) => c.key).join(', ')}`,
        map,
        '',
      ].join('\n')
    : [
        'Schema of the ledger (one row per dwelling and reference date)',
        '',
        'CSV (semicolon, comma or tab; UTF-8 or Windows-1252; decimal comma or point) or the first sheet of an XLSX.',
        'The first row is the header; columns come in any order; others are not read.',
        '',
        ...columns,
        '',
        'States of a contract: only a contract that runs at the reference date counts as a household.',
        ...states,
        '',
        'The same dwelling twice at the same date, for the same owner, is refused.',
        'With both coordinates and ISTAT code the code decides; the point must lie in the municipality or within 1 km (borders are simplified).',
        '',
        'With other names of columns: --map map.json, where everything is optional; a column with null is not read. The keys of columns are:',
        `  ${COLUMNS.map((c) => c.key).join(', ')}`,
        map,
        '',
      ].join('\n');
}
