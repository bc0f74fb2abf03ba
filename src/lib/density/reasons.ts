/**
 * Why a row, or a whole ledger, is refused, and how to mend it. No message repeats the content of a cell: what is wrong is
 * told by row, column and reason only.
 */
import type { Lang } from '../domain/figures';
import { COLUMNS, type ColumnKey } from './columns';

/** Why a row is refused. */
export const WHYS = [
  'cells',
  'quotes',
  'state-empty',
  'state',
  'dwelling-empty',
  'dwelling-twice',
  'day-empty',
  'day',
  'owner-empty',
  'debt-empty',
  'debt',
  'debt-ambiguous',
  'debt-negative',
  'debt-large',
  'since',
  'since-after',
  'istat',
  'istat-unknown',
  'area',
  'area-elsewhere',
  'coordinate',
  'half-point',
  'swapped',
  'outside',
  'point-elsewhere',
  'place-missing',
  'simulated',
] as const;
export type Why = (typeof WHYS)[number];

/** What is wrong, and how to mend it. Never the content of a cell. */
export const WHY_TEXTS: Record<Lang, Record<Why, string>> = {
  it: {
    cells:
      'numero di celle diverso dall’intestazione: mettere tra virgolette le celle che contengono il separatore (per esempio la virgola decimale)',
    quotes: 'virgolette fuori posto: aprire e chiudere la cella con virgolette, raddoppiare quelle interne',
    'state-empty': 'stato del contratto vuoto: indicare lo stato alla data di riferimento',
    state:
      'stato del contratto sconosciuto: usare una parola dello schema o aggiungerla a «states» della mappa',
    'dwelling-empty': 'codice dell’alloggio vuoto: serve per non contare due volte lo stesso alloggio',
    'dwelling-twice':
      'alloggio già letto alla stessa data per lo stesso ente: tenere una sola riga (somma dei debiti del nucleo)',
    'day-empty': 'data di riferimento vuota: indicarla nella riga o in «constants.day» della mappa',
    day: 'data di riferimento non valida: scriverla 2026-06-30 o 30/06/2026',
    'owner-empty': 'ente proprietario vuoto: indicarlo nella riga o con --owner',
    'debt-empty': 'debito vuoto: scrivere 0 se non c’è debito, o mettere «empty_debt»: «zero» nella mappa',
    debt: 'debito non leggibile: un numero in euro, per esempio 1.234,56 oppure 1234.56',
    'debt-ambiguous':
      'debito ambiguo (mille e rotti, o uno con tre decimali?): indicare «decimal» nella mappa, o scrivere i centesimi',
    'debt-negative':
      'debito negativo: se è un credito scrivere 0, o mettere «negative_debt»: «credit» nella mappa',
    'debt-large': 'debito oltre un milione di euro: controllare la cella e la colonna',
    since: 'data del debito non valida: scriverla 2024-03-31 o 31/03/2024, o lasciarla vuota',
    'since-after': 'la data del debito è dopo la data di riferimento: correggere una delle due',
    istat: 'codice ISTAT non valido: sei cifre, per esempio 015146',
    'istat-unknown': 'codice ISTAT che non è di un comune lombardo di oggi: controllare fusioni e refusi',
    area: 'area sconosciuta: usare un area_id di data/areas.csv, lasciare vuoto o aggiungerla ad «areas» della mappa',
    'area-elsewhere': 'l’area non è in quel comune: correggere area o codice ISTAT',
    coordinate: 'coordinata non leggibile: gradi WGS84, per esempio 45,4642',
    'half-point': 'c’è solo una delle due coordinate: metterle entrambe o nessuna',
    swapped: 'latitudine e longitudine scambiate: invertire le colonne',
    outside:
      'il punto è fuori dalla Lombardia: correggere le coordinate (0 non è un vuoto) o lasciarle vuote',
    'point-elsewhere':
      'il punto è a più di 1 km dal comune del codice ISTAT: correggere le coordinate o il codice',
    'place-missing': 'manca il luogo: servono le coordinate, o il codice ISTAT, o l’area',
    simulated: 'la colonna dei dati simulati deve dire si o no',
  },
  en: {
    cells:
      'number of cells differs from the header: put quotes around cells that contain the separator (such as a decimal comma)',
    quotes: 'misplaced quotes: open and close the cell with quotes and double those inside',
    'state-empty': 'empty contract state: give the state at the reference date',
    state: 'unknown contract state: use a word of the schema or add it to “states” of the map',
    'dwelling-empty': 'empty dwelling code: it is needed not to count a dwelling twice',
    'dwelling-twice':
      'dwelling already read at the same date for the same owner: keep one row (sum of the debts of the household)',
    'day-empty': 'empty reference date: give it in the row or in “constants.day” of the map',
    day: 'invalid reference date: write 2026-06-30 or 30/06/2026',
    'owner-empty': 'empty owner: give it in the row or with --owner',
    'debt-empty': 'empty debt: write 0 when there is none, or put “empty_debt”: “zero” in the map',
    debt: 'unreadable debt: a number of euro, such as 1.234,56 or 1234.56',
    'debt-ambiguous':
      'ambiguous debt (a thousand and more, or one with three decimals?): give “decimal” in the map, or write the cents',
    'debt-negative': 'negative debt: if it is a credit write 0, or put “negative_debt”: “credit” in the map',
    'debt-large': 'debt above a million euro: check the cell and the column',
    since: 'invalid date of the debt: write 2024-03-31 or 31/03/2024, or leave it empty',
    'since-after': 'the date of the debt is after the reference date: correct one of them',
    istat: 'invalid ISTAT code: six digits, such as 015146',
    'istat-unknown': 'ISTAT code that is not of a municipality of Lombardy today: check mergers and typing',
    area: 'unknown area: use an area_id of data/areas.csv, leave it empty or add it to “areas” of the map',
    'area-elsewhere': 'the area is not in that municipality: correct the area or the ISTAT code',
    coordinate: 'unreadable coordinate: WGS84 degrees, such as 45.4642',
    'half-point': 'only one of the two coordinates is there: give both or none',
    swapped: 'latitude and longitude are swapped: exchange the columns',
    outside:
      'the point is outside Lombardy: correct the coordinates (0 is not an empty cell) or leave them empty',
    'point-elsewhere':
      'the point is more than 1 km from the municipality of the ISTAT code: correct the coordinates or the code',
    'place-missing': 'no place: coordinates, or the ISTAT code, or the area are needed',
    simulated: 'the column of simulated data must say yes or no',
  },
};

/** What is said otherwise on the page, which has neither the options of the program nor the file of `--map`. */
const WHY_PAGE: Record<Lang, Partial<Record<Why, string>>> = {
  it: {
    state: 'stato del contratto sconosciuto: scrivere nel registro attivo, cessato, sfitto o senza titolo',
    'day-empty':
      'data di riferimento vuota: scriverla nella riga; se è la stessa per tutte, togliere la colonna e la pagina la chiede',
    'owner-empty':
      'ente proprietario vuoto: scriverlo nella riga; se è lo stesso per tutte, togliere la colonna e la pagina lo chiede',
    'debt-empty': 'debito vuoto: scrivere 0 se non c’è debito',
    'debt-ambiguous':
      'debito ambiguo (mille e rotti, o uno con tre decimali?): scrivere i centesimi, per esempio 1.234,00',
    'debt-negative': 'debito negativo: se è un credito scrivere 0',
    area: 'area sconosciuta: usare un area_id di data/areas.csv o lasciare vuoto',
  },
  en: {
    state: 'unknown contract state: write running, ended, vacant or untitled in the ledger',
    'day-empty':
      'empty reference date: give it in the row; if it is the same for all, remove the column and the page asks for it',
    'owner-empty':
      'empty owner: give it in the row; if it is the same for all, remove the column and the page asks for it',
    'debt-empty': 'empty debt: write 0 when there is none',
    'debt-ambiguous':
      'ambiguous debt (a thousand and more, or one with three decimals?): write the cents, such as 1234.00',
    'debt-negative': 'negative debt: if it is a credit write 0',
    area: 'unknown area: use an area_id of data/areas.csv or leave it empty',
  },
};

/** A reason as the page says it. */
export const pageWhy = (why: Why, lang: Lang): string => WHY_PAGE[lang][why] ?? WHY_TEXTS[lang][why];

/** The column that a reason is about. */
export const WHY_COLUMN: Record<Why, ColumnKey | null> = {
  cells: null,
  quotes: null,
  'state-empty': 'state',
  state: 'state',
  'dwelling-empty': 'dwelling',
  'dwelling-twice': 'dwelling',
  'day-empty': 'day',
  day: 'day',
  'owner-empty': 'owner',
  'debt-empty': 'debt',
  debt: 'debt',
  'debt-ambiguous': 'debt',
  'debt-negative': 'debt',
  'debt-large': 'debt',
  since: 'debt_since',
  'since-after': 'debt_since',
  istat: 'istat',
  'istat-unknown': 'istat',
  area: 'area',
  'area-elsewhere': 'area',
  coordinate: 'lat',
  'half-point': 'lat',
  swapped: 'lat',
  outside: 'lat',
  'point-elsewhere': 'lat',
  'place-missing': 'istat',
  simulated: 'simulated',
};

/** Why a whole ledger is refused. Nothing of it is repeated, not even its header: without one, that would be a row. */
export type LedgerProblem =
  | { kind: 'empty' }
  | { kind: 'columns-missing'; columns: ColumnKey[] }
  | { kind: 'columns-twice'; columns: ColumnKey[] }
  | { kind: 'place-columns' }
  | { kind: 'binary' }
  | { kind: 'old-excel' }
  | { kind: 'utf-16' }
  | { kind: 'unclosed-quote'; row: number }
  | { kind: 'header-long' }
  | { kind: 'too-many'; what: 'day' | 'owner'; limit: number }
  | { kind: 'mixed-simulated' }
  | { kind: 'xlsx'; why: 'broken' | 'no-sheet' | 'protected' | 'too-large' | 'strings' };

export class LedgerError extends Error {
  constructor(readonly problem: LedgerProblem) {
    super(problem.kind);
    this.name = 'LedgerError';
  }
}

const titles = (columns: readonly ColumnKey[], lang: Lang): string =>
  columns.map((key) => COLUMNS.find((c) => c.key === key)?.title[lang] ?? key).join(', ');

/** Who reads a sentence: on the page there are no options, and where columns can be chosen they are chosen beneath it. */
export type Reader = 'terminal' | 'page' | 'page-columns';

/** The sentence of a whole ledger's problem: what, and how to mend it. */
export function problemText(p: LedgerProblem, lang: Lang, reader: Reader = 'terminal'): string {
  const it = lang === 'it';
  switch (p.kind) {
    case 'empty':
      return it
        ? 'il file è vuoto: servono un’intestazione e almeno una riga'
        : 'the file is empty: a header and at least one row are needed';
    case 'columns-missing': {
      const mend = {
        terminal: it
          ? 'Rinominarle, o dire come si chiamano con --map (vedi il modello: npm run arrears -- template)'
          : 'Rename them, or say their names with --map (see the template: npm run arrears -- template)',
        page: it ? 'Rinominarle nel registro e riaprirlo' : 'Rename them in the ledger and open it again',
        'page-columns': it
          ? 'Sceglierle qui sotto, o rinominarle nel registro e riaprirlo'
          : 'Choose them below, or rename them in the ledger and open it again',
      }[reader];
      return it
        ? `nell’intestazione (prima riga) mancano le colonne: ${titles(p.columns, lang)}. ${mend}`
        : `the header (first row) lacks the columns: ${titles(p.columns, lang)}. ${mend}`;
    }
    case 'columns-twice': {
      const mend = {
        terminal: it ? 'Dire quale con «columns» della mappa' : 'Say which with “columns” of the map',
        page: it ? 'Tenerne una sola nel registro' : 'Keep one of them in the ledger',
        'page-columns': it ? 'Scegliere quale qui sotto' : 'Choose which below',
      }[reader];
      return it
        ? `più colonne valgono per: ${titles(p.columns, lang)}. ${mend}`
        : `several columns stand for: ${titles(p.columns, lang)}. ${mend}`;
    }
    case 'place-columns':
      return it
        ? 'manca il luogo: servono le colonne lat e lon, oppure codice_istat, oppure area_id'
        : 'no place: the columns lat and lon, or istat_code, or area_id are needed';
    case 'binary':
      return it
        ? 'non è un CSV né un XLSX: esportare il registro in uno dei due formati'
        : 'neither a CSV nor an XLSX: export the ledger in one of the two';
    case 'old-excel':
      return it
        ? 'è un foglio Excel vecchio (.xls) o protetto da password: salvarlo come .xlsx senza password o come CSV'
        : 'it is an old Excel sheet (.xls) or one with a password: save it as .xlsx without password, or as CSV';
    case 'utf-16':
      return it
        ? 'il testo è in UTF-16 («Testo Unicode»): salvarlo come CSV UTF-8'
        : 'the text is in UTF-16 (“Unicode text”): save it as CSV UTF-8';
    case 'unclosed-quote':
      return it
        ? `dalla riga ${p.row} una cella si apre con virgolette e non si chiude: correggerla`
        : `from row ${p.row} a cell opens with quotes and never closes: correct it`;
    case 'header-long':
      return it
        ? 'la prima riga non è un’intestazione (troppo lunga, o oltre 200 colonne)'
        : 'the first row is no header (too long, or more than 200 columns)';
    case 'too-many':
      return it
        ? `più di ${p.limit} ${p.what === 'day' ? 'date di riferimento' : 'enti proprietari'} diversi: la colonna ${titles([p.what], lang)} sembra un’altra; controllare ${reader === 'terminal' ? 'la mappa' : 'quale è stata letta'}`
        : `more than ${p.limit} different ${p.what === 'day' ? 'reference dates' : 'owners'}: the column ${titles([p.what], lang)} seems to be another; check ${reader === 'terminal' ? 'the map' : 'which one was read'}`;
    case 'mixed-simulated':
      return it
        ? 'righe simulate e righe vere insieme: tenerle in registri e risultati separati'
        : 'simulated and real rows together: keep them in separate ledgers and results';
    case 'xlsx':
      return {
        broken: it
          ? 'il foglio XLSX è rotto o incompleto: salvarlo di nuovo, o come CSV'
          : 'the XLSX is broken or incomplete: save it again, or as CSV',
        'no-sheet': it ? 'il file XLSX non ha un foglio di lavoro' : 'the XLSX has no worksheet',
        protected: it
          ? 'il foglio XLSX è protetto da password: toglierla, o salvare come CSV'
          : 'the XLSX has a password: remove it, or save as CSV',
        'too-large': it
          ? 'il foglio XLSX supera i 4 GB: salvarlo come CSV'
          : 'the XLSX is larger than 4 GB: save it as CSV',
        strings: it
          ? 'il foglio XLSX ha troppi testi diversi per essere letto in poca memoria: salvarlo come CSV'
          : 'the XLSX has too many different texts to be read in little memory: save it as CSV',
      }[p.why];
  }
}
