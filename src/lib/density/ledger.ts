/**
 * What a row of a tenancy ledger says, cell by cell: the documented columns, the names they go by, and how each cell is
 * read. `readRow` is the plain statement of it; ./intake.ts reads the same rows from bytes, many times faster, and a test
 * holds the two together.
 *
 * No message in this file repeats the content of a cell: what is wrong is told by row, column and reason only.
 */
import * as v from 'valibot';
import type { Lang } from '../domain/figures';
import { AGE_LIMITS, AGE_BANDS, DEBT_LIMITS } from './types';

/** The columns of a ledger, in the order of the template. */
export const COLUMN_KEYS = [
  'dwelling',
  'building',
  'lat',
  'lon',
  'istat',
  'area',
  'owner',
  'state',
  'rent_band',
  'debt',
  'debt_since',
  'day',
  'simulated',
] as const;
export type ColumnKey = (typeof COLUMN_KEYS)[number];

export interface Column {
  key: ColumnKey;
  /** Title in the template, by language; both are understood in either. */
  title: Record<Lang, string>;
  /** Other titles that are understood, in the form of `plainTitle`. */
  aliases: readonly string[];
  /** `place`: lat and lon, or istat, or area must be there. `unread`: no measure needs it, so it is never looked at. */
  need: 'required' | 'place' | 'optional' | 'unread';
  example: Record<Lang, string>;
  text: Record<Lang, string>;
}

export const COLUMNS: readonly Column[] = [
  {
    key: 'dwelling',
    title: { it: 'codice_alloggio', en: 'dwelling_id' },
    aliases: [
      'alloggio',
      'id_alloggio',
      'cod_alloggio',
      'unita_immobiliare',
      'codice_unita',
      'codice_ui',
      'dwelling',
    ],
    need: 'required',
    example: { it: 'MI-000123-04', en: 'MI-000123-04' },
    text: {
      it: 'Codice dell’alloggio presso l’ente. Serve solo a non contare due volte lo stesso alloggio; non viene conservato.',
      en: 'Code of the dwelling at its owner. Used only not to count a dwelling twice; never kept.',
    },
  },
  {
    key: 'building',
    title: { it: 'codice_edificio', en: 'building_id' },
    aliases: ['edificio', 'id_edificio', 'cod_edificio', 'fabbricato', 'codice_fabbricato', 'building'],
    need: 'unread',
    example: { it: 'MI-000123', en: 'MI-000123' },
    text: {
      it: 'Codice dell’edificio. Può esserci, ma nessuna misura lo usa: non viene letto.',
      en: 'Code of the building. It may be there, but no measure uses it: it is not read.',
    },
  },
  {
    key: 'lat',
    title: { it: 'lat', en: 'lat' },
    aliases: ['latitudine', 'latitude', 'coord_y', 'y_wgs84'],
    need: 'place',
    example: { it: '45,464200', en: '45.464200' },
    text: {
      it: 'Latitudine in gradi WGS84, punto o virgola. Vuota insieme a lon se l’alloggio non ha un punto.',
      en: 'Latitude in WGS84 degrees, point or comma. Empty together with lon when the dwelling has no point.',
    },
  },
  {
    key: 'lon',
    title: { it: 'lon', en: 'lon' },
    aliases: ['longitudine', 'longitude', 'lng', 'long', 'coord_x', 'x_wgs84'],
    need: 'place',
    example: { it: '9,190000', en: '9.190000' },
    text: { it: 'Longitudine in gradi WGS84.', en: 'Longitude in WGS84 degrees.' },
  },
  {
    key: 'istat',
    title: { it: 'codice_istat', en: 'istat_code' },
    aliases: [
      'istat',
      'cod_istat',
      'codice_istat_comune',
      'istat_comune',
      'pro_com',
      'pro_com_t',
      'com_istat_code',
    ],
    need: 'place',
    example: { it: '015146', en: '015146' },
    text: {
      it: 'Codice ISTAT del comune, sei cifre; lo zero iniziale perduto da Excel viene rimesso. Se c’è anche il punto, devono andare d’accordo.',
      en: 'ISTAT code of the municipality, six digits; a leading zero lost by Excel is put back. When there is a point too, they must agree.',
    },
  },
  {
    key: 'area',
    title: { it: 'area_id', en: 'area_id' },
    aliases: ['area', 'quartiere', 'codice_area', 'id_area', 'codice_quartiere', 'neighbourhood'],
    need: 'place',
    example: { it: 'mi-sansiro', en: 'mi-sansiro' },
    text: {
      it: 'Quartiere o caseggiato secondo data/areas.csv; vuoto se l’alloggio non è in nessuno di questi.',
      en: 'Neighbourhood or group of buildings of data/areas.csv; empty when the dwelling is in none of them.',
    },
  },
  {
    key: 'owner',
    title: { it: 'ente_proprietario', en: 'owner' },
    aliases: ['proprieta', 'proprietario', 'ente', 'ente_gestore', 'gestore'],
    need: 'required',
    example: { it: 'ALER Milano', en: 'ALER Milano' },
    text: {
      it: 'Ente proprietario, scritto sempre nello stesso modo. Se manca la colonna: --owner o constants.owner.',
      en: 'Owning body, always written in the same way. Without the column: --owner or constants.owner.',
    },
  },
  {
    key: 'state',
    title: { it: 'stato_contratto', en: 'contract_state' },
    aliases: ['stato', 'stato_del_contratto', 'situazione_contratto', 'state', 'contract'],
    need: 'required',
    example: { it: 'attivo', en: 'running' },
    text: {
      it: 'Stato del contratto alla data di riferimento. Contano come nucleo solo i contratti in corso (vedi gli stati).',
      en: 'State of the contract at the reference date. Only running contracts count as a household (see the states).',
    },
  },
  {
    key: 'rent_band',
    title: { it: 'fascia_canone', en: 'rent_band' },
    aliases: ['fascia', 'fascia_di_canone', 'area_canone', 'classe_canone'],
    need: 'unread',
    example: { it: 'protezione', en: 'protezione' },
    text: {
      it: 'Fascia del canone. Può esserci, ma nessuna misura la usa: non viene letta.',
      en: 'Rent band. It may be there, but no measure uses it: it is not read.',
    },
  },
  {
    key: 'debt',
    title: { it: 'debito_eur', en: 'debt_eur' },
    aliases: [
      'debito',
      'debito_euro',
      'morosita',
      'morosita_eur',
      'importo_morosita',
      'saldo_debito',
      'debt',
    ],
    need: 'required',
    example: { it: '1.234,56', en: '1234.56' },
    text: {
      it: 'Debito totale del nucleo alla data di riferimento, in euro; 0 se non c’è debito.',
      en: 'Total debt of the household at the reference date, in euro; 0 when there is none.',
    },
  },
  {
    key: 'debt_since',
    title: { it: 'debito_dal', en: 'debt_since' },
    aliases: ['debito_da', 'data_debito', 'inizio_debito', 'morosita_dal', 'moroso_dal'],
    need: 'optional',
    example: { it: '31/03/2024', en: '2024-03-31' },
    text: {
      it: 'Data del debito più vecchio; vuota se non si sa.',
      en: 'Date of the oldest debt; empty when not known.',
    },
  },
  {
    key: 'day',
    title: { it: 'data_riferimento', en: 'reference_date' },
    aliases: ['riferimento', 'data_rif', 'alla_data', 'situazione_al', 'data', 'day'],
    need: 'required',
    example: { it: '30/06/2026', en: '2026-06-30' },
    text: {
      it: 'Data di riferimento della riga (la fotografia). Se manca la colonna: constants.day.',
      en: 'Reference date of the row (the snapshot). Without the column: constants.day.',
    },
  },
  {
    key: 'simulated',
    title: { it: 'simulato', en: 'simulated' },
    aliases: ['dati_simulati', 'simulata'],
    need: 'optional',
    example: { it: 'no', en: 'no' },
    text: {
      it: 'si in ogni riga dei registri di prova: i risultati si dicono simulati e non si uniscono a quelli veri.',
      en: 'yes in every row of a trial ledger: its results are called simulated and never join real ones.',
    },
  },
];

/**
 * States of a contract. Only `running` is a household: the others have no running contract at the reference day, so they
 * are neither households nor households in arrears, even when an old debt is still open.
 */
export const CONTRACT_STATES = ['running', 'ended', 'vacant', 'untitled'] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];

/** Words that are understood, in the form of `plainTitle`; a ledger's own words are given by `states` in the map. */
export const STATE_WORDS: Readonly<Record<ContractState, readonly string[]>> = {
  running: [
    'attivo',
    'attiva',
    'in_corso',
    'vigente',
    'in_essere',
    'in_vigore',
    'locato',
    'assegnato',
    'occupato',
    'occupato_regolarmente',
    'regolare',
    'running',
    'active',
    'current',
    'let',
  ],
  ended: [
    'cessato',
    'cessata',
    'chiuso',
    'concluso',
    'scaduto',
    'disdetto',
    'disdettato',
    'risolto',
    'rilasciato',
    'deceduto',
    'ended',
    'closed',
    'terminated',
  ],
  vacant: [
    'sfitto',
    'libero',
    'vuoto',
    'vacante',
    'disponibile',
    'in_ristrutturazione',
    'in_manutenzione',
    'non_assegnato',
    'vacant',
    'empty',
  ],
  untitled: [
    'senza_titolo',
    'occupato_senza_titolo',
    'abusivo',
    'occupato_abusivamente',
    'untitled',
    'squatted',
  ],
};

/** Lower case, no accents, `_` between words: how titles and states are compared. */
export const plainTitle = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** The file of `--map`: how this ledger names its columns and states, and what it does not say in a column. */
export const mappingSchema = v.strictObject({
  /** Column by key: its title in the ledger. */
  columns: v.optional(v.partial(v.strictObject(v.entriesFromList(COLUMN_KEYS, text)))),
  /** Words of the ledger for the states of a contract. */
  states: v.optional(v.record(text, v.picklist(CONTRACT_STATES))),
  /** Neighbourhoods by the ledger's own word: area_id. An empty one: no area. */
  areas: v.optional(v.record(text, v.string())),
  /** What all rows have in common, instead of a column. */
  constants: v.optional(
    v.strictObject({
      owner: v.optional(text),
      day: v.optional(
        v.pipe(
          text,
          v.check((s) => typeof readDay(s) === 'number'),
        ),
      ),
    }),
  ),
  /** Decimal sign of the debt; by itself it is told from the first debts that leave no doubt. */
  decimal: v.optional(v.picklist([',', '.'])),
  /** An empty debt: by itself refused. */
  empty_debt: v.optional(v.literal('zero')),
  /** A debt below zero: by itself refused; `credit`: the household is not in arrears. */
  negative_debt: v.optional(v.literal('credit')),
});
export type Mapping = v.InferOutput<typeof mappingSchema>;

/** A mapping from the text of a file. `null`: not JSON, or not of this form; `where` names the entry. */
export function parseMapping(json: string): { ok: true; mapping: Mapping } | { ok: false; where: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, where: 'JSON' };
  }
  const result = v.safeParse(mappingSchema, value);
  if (result.success) return { ok: true, mapping: result.output };
  return { ok: false, where: v.getDotPath(result.issues[0]) ?? 'JSON' };
}

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

/** The sentence of a whole ledger's problem: what, and how to mend it. */
export function problemText(p: LedgerProblem, lang: Lang): string {
  const it = lang === 'it';
  switch (p.kind) {
    case 'empty':
      return it
        ? 'il file è vuoto: servono un’intestazione e almeno una riga'
        : 'the file is empty: a header and at least one row are needed';
    case 'columns-missing':
      return it
        ? `nell’intestazione (prima riga) mancano le colonne: ${titles(p.columns, lang)}. Rinominarle, o dire come si chiamano con --map (vedi il modello: npm run arrears -- template)`
        : `the header (first row) lacks the columns: ${titles(p.columns, lang)}. Rename them, or say their names with --map (see the template: npm run arrears -- template)`;
    case 'columns-twice':
      return it
        ? `più colonne valgono per: ${titles(p.columns, lang)}. Dire quale con «columns» della mappa`
        : `several columns stand for: ${titles(p.columns, lang)}. Say which with “columns” of the map`;
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
        ? `più di ${p.limit} ${p.what === 'day' ? 'date di riferimento' : 'enti proprietari'} diversi: la colonna ${titles([p.what], lang)} sembra un’altra; controllare la mappa`
        : `more than ${p.limit} different ${p.what === 'day' ? 'reference dates' : 'owners'}: the column ${titles([p.what], lang)} seems to be another; check the map`;
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

/** Place of each column in the header; -1: not there. */
export type Header = Record<ColumnKey, number>;

/**
 * Finds the columns. A title of the mapping wins over the documented ones. Required columns may be given by a constant.
 */
export function readHeader(
  cells: readonly string[],
  mapping: Mapping = {},
): { ok: true; header: Header } | { ok: false; problem: LedgerProblem } {
  const plain = cells.map(plainTitle);
  const header = {} as Header;
  const missing: ColumnKey[] = [];
  const twice: ColumnKey[] = [];
  for (const column of COLUMNS) {
    const mapped = mapping.columns?.[column.key];
    const names =
      mapped === undefined
        ? [column.title.it, column.title.en, ...column.aliases].map(plainTitle)
        : [plainTitle(mapped)];
    const constant =
      column.key === 'owner' || column.key === 'day' ? mapping.constants?.[column.key] : undefined;
    // A constant means: the column, if it is there, is not to be read.
    const found = constant === undefined ? plain.flatMap((p, i) => (names.includes(p) ? [i] : [])) : [];
    if (found.length > 1 && column.need !== 'unread') twice.push(column.key);
    if (found.length === 0 && constant === undefined && (column.need === 'required' || mapped !== undefined))
      missing.push(column.key);
    header[column.key] = found[0] ?? -1;
  }
  if (missing.length > 0) return { ok: false, problem: { kind: 'columns-missing', columns: missing } };
  if (twice.length > 0) return { ok: false, problem: { kind: 'columns-twice', columns: twice } };
  const point = header.lat >= 0 && header.lon >= 0;
  if (!point && header.istat < 0 && header.area < 0) return { ok: false, problem: { kind: 'place-columns' } };
  if (!point) header.lat = header.lon = -1;
  return { ok: true, header };
}

// --- one cell -----------------------------------------------------------------------------------------------------

export type Decimal = ',' | '.' | null;

/** Largest debt that is believed, in cents. */
export const MAX_CENTS = 100_000_000;

/** `1.234` or `1,234`: a thousand, or one and a bit? */
const AMBIGUOUS = /^\d{1,3}[.,]\d{3}$/;

/** The decimal sign that a debt tells beyond doubt, or null. */
export function decimalOf(cell: string): Decimal {
  const s = bareAmount(cell).replace(/^[+-]/, '');
  const m = /^(?:\d+|\d{1,3}(?:[.,' ]\d{3})+)([.,])(\d+)$/.exec(s);
  if (!m || AMBIGUOUS.test(s)) return null;
  const sign = m[1] as ',' | '.';
  // 1.234.567 has thousands alone.
  if (m[2]?.length === 3 && s.split(sign).length > 2) return null;
  return sign;
}

const bareAmount = (cell: string): string =>
  cell
    .replace(/\u2212/g, '-')
    .replace(/[€\s\u00a0\u202f'’]/g, '')
    .replace(/^EUR|EUR$/i, '');

/** A debt in cents, or why not. `decimal`: the sign that the file uses, when known. */
export function readCents(cell: string, decimal: Decimal): number | Why {
  let s = bareAmount(cell);
  if (s === '') return 'debt-empty';
  const negative = s.startsWith('-') || (s.startsWith('(') && s.endsWith(')'));
  if (s.startsWith('(') && s.endsWith(')')) s = s.slice(1, -1);
  s = s.replace(/^[+-]/, '');
  if (!/^\d[\d.,]*$/.test(s) && !/^[.,]\d+$/.test(s)) return 'debt';
  let sign = decimal ?? decimalOf(s);
  // 0.000 and 0,125 cannot be thousands.
  if (sign === null && /^0[.,]/.test(s)) sign = s[1] as ',' | '.';
  if (sign === null && AMBIGUOUS.test(s)) return 'debt-ambiguous';
  let whole = s;
  let fraction = '';
  if (sign !== null) {
    const parts = s.split(sign);
    if (parts.length > 2) return 'debt';
    [whole = '', fraction = ''] = parts;
  }
  if (!/^\d*$/.test(fraction)) return 'debt';
  const groups = whole.split(/[.,]/);
  // Thousands: one kind of sign, groups of three.
  if (groups.length > 1) {
    if (whole.includes('.') && whole.includes(',')) return 'debt';
    if (!groups.every((g, i) => (i === 0 ? g.length >= 1 && g.length <= 3 : g.length === 3))) return 'debt';
  }
  const cents = Math.round(Number(`${groups.join('') || '0'}.${fraction || '0'}`) * 100);
  if (!Number.isFinite(cents)) return 'debt';
  if (negative && cents > 0) return 'debt-negative';
  return cents > MAX_CENTS ? 'debt-large' : cents;
}

/** Days in a month, 29 for a leap February. */
export const monthDays = (year: number, month: number): number =>
  month === 2
    ? (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31;

/** A day as `20260630`; null when there is no such day or it is not between 1900 and 2099. */
export const dayNumber = (year: number, month: number, day: number): number | null =>
  year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= monthDays(year, month)
    ? year * 10_000 + month * 100 + day
    : null;

/** Excel's day numbers of 1955 and 2099. */
const SERIAL = [20_000, 73_050] as const;

/** A day as `20260630`; null: empty; undefined: not a day. ISO, dd/mm/yyyy (also - and .), yyyy-mm (its first day). */
export function readDay(cell: string, serial: 0 | 1900 | 1904 = 0): number | null | undefined {
  const s = cell.trim();
  if (s === '') return null;
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ][\d:.Z+-]*)?)?$/.exec(s);
  if (iso) return dayNumber(Number(iso[1]), Number(iso[2]), Number(iso[3] ?? 1)) ?? undefined;
  const italian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: [\d:.]+)?$/.exec(s);
  if (italian) return dayNumber(Number(italian[3]), Number(italian[2]), Number(italian[1])) ?? undefined;
  if (serial !== 0 && /^\d{5}(?:\.\d+)?$/.test(s)) {
    const n = Math.floor(Number(s)) + (serial === 1904 ? 1462 : 0);
    if (n < SERIAL[0] || n > SERIAL[1]) return undefined;
    const date = new Date((n - 25_569) * 86_400_000);
    return dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()) ?? undefined;
  }
  return undefined;
}

/** `20260630` as `2026-06-30`. */
export const dayText = (day: number): string => {
  const s = String(day);
  return `${s.slice(0, 4)}-${s.slice(4, 6)}-${s.slice(6)}`;
};

/** Degrees; null: empty; undefined: not a number. One sign at most, always the decimal one. */
export function readDegrees(cell: string): number | null | undefined {
  const s = cell.trim();
  if (s === '') return null;
  return /^[+-]?\d{1,3}(?:[.,]\d{0,15})?$/.test(s) ? Number(s.replace(',', '.')) : undefined;
}

/** Six digits as a number (15146 for 015146); null: empty; undefined: not a code. */
export function readIstat(cell: string): number | null | undefined {
  const s = cell.trim().replace(/^'/, '').replace(/\.0+$/, '');
  if (s === '') return null;
  return /^\d{4,6}$/.test(s) ? Number(s) : undefined;
}

export const istatText = (code: number): string => String(code).padStart(6, '0');

/** State of a contract, or why not. */
export function readState(cell: string, mapping: Mapping = {}): ContractState | Why {
  const s = plainTitle(cell);
  if (s === '') return 'state-empty';
  for (const [word, state] of Object.entries(mapping.states ?? {})) if (plainTitle(word) === s) return state;
  return CONTRACT_STATES.find((state) => STATE_WORDS[state].includes(s)) ?? 'state';
}

/** True: simulated; false: real or empty; null: neither. */
export function readSimulated(cell: string): boolean | null {
  const s = plainTitle(cell);
  if (['si', 'yes', 'true', 'vero', '1', 's', 'y'].includes(s)) return true;
  return ['', 'no', 'false', 'falso', '0', 'n'].includes(s) ? false : null;
}

/** Name of an owner: single spaces, no control characters, at most 80 characters; '' when empty. */
export const readOwner = (cell: string): string =>
  cell
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 80);

const LIMIT_CENTS = DEBT_LIMITS.map((euro) => euro * 100);

/** Band of DEBT_LIMITS of a debt in cents; -1: not in arrears. */
export function debtBand(cents: number): number {
  if (!(cents > 0)) return -1;
  let band = 0;
  while (band < LIMIT_CENTS.length && cents > (LIMIT_CENTS[band] as number)) band++;
  return band;
}

/** Band of AGE_LIMITS of a debt since a day, at a reference day; both as `20260630`; the last band: not stated. */
export function ageBand(since: number | null, day: number): number {
  if (since === null) return AGE_BANDS - 1;
  // Months that have begun: six months to the day are not older than six.
  const months =
    (Math.floor(day / 10_000) - Math.floor(since / 10_000)) * 12 +
    ((Math.floor(day / 100) % 100) - (Math.floor(since / 100) % 100)) +
    (day % 100 > since % 100 ? 1 : 0);
  for (let i = 0; i < AGE_LIMITS.length; i++) if (months <= (AGE_LIMITS[i] ?? 0)) return i;
  return AGE_LIMITS.length;
}

// --- a whole row ---------------------------------------------------------------------------------------------------

/** What is taken from a row. It lives as long as the function that counts it. */
export interface LedgerRow {
  household: boolean;
  dwelling: string;
  owner: string;
  /** `20260630`. */
  day: number;
  cents: number;
  since: number | null;
  istat: number | null;
  area: string;
  point: { lat: number; lon: number } | null;
  simulated: boolean;
}

export type RowResult = { ok: true; row: LedgerRow } | { ok: false; column: ColumnKey | null; why: Why };

const refuse = (why: Why): RowResult => ({ ok: false, column: WHY_COLUMN[why], why });

/**
 * Reads a row's cells. Whether the place exists is asked later (./zones.ts). A row without a running contract is fine
 * whatever else it says: nothing more of it is read.
 */
export function readRow(
  cells: readonly string[],
  header: Header,
  mapping: Mapping = {},
  file: { decimal: Decimal; serial: 0 | 1900 | 1904; width: number } = {
    decimal: null,
    serial: 0,
    width: cells.length,
  },
): RowResult {
  const cell = (key: ColumnKey): string => cells[header[key]] ?? '';
  if (cells.length !== file.width) return refuse('cells');
  const simulated = readSimulated(cell('simulated'));
  if (simulated === null) return refuse('simulated');
  const state = readState(cell('state'), mapping);
  if (state === 'state-empty' || state === 'state') return refuse(state);
  const empty = {
    dwelling: '',
    owner: '',
    day: 0,
    cents: 0,
    since: null,
    istat: null,
    area: '',
    point: null,
  };
  if (state !== 'running') return { ok: true, row: { ...empty, household: false, simulated } };

  const dwelling = cell('dwelling').trim();
  if (dwelling === '') return refuse('dwelling-empty');
  const constants = mapping.constants;
  const day = constants?.day === undefined ? readDay(cell('day'), file.serial) : readDay(constants.day);
  if (day === null) return refuse('day-empty');
  if (day === undefined) return refuse('day');
  const owner = readOwner(constants?.owner ?? cell('owner'));
  if (owner === '') return refuse('owner-empty');

  let cents = readCents(cell('debt'), mapping.decimal ?? file.decimal);
  if (cents === 'debt-empty' && mapping.empty_debt === 'zero') cents = 0;
  if (cents === 'debt-negative' && mapping.negative_debt === 'credit') cents = 0;
  if (typeof cents === 'string') return refuse(cents);
  // The age of a debt of nobody is not read.
  const since = cents > 0 ? readDay(cell('debt_since'), file.serial) : null;
  if (since === undefined) return refuse('since');
  if (since !== null && since > day) return refuse('since-after');

  const istat = readIstat(cell('istat'));
  if (istat === undefined) return refuse('istat');
  const lat = readDegrees(cell('lat'));
  const lon = readDegrees(cell('lon'));
  if (lat === undefined || lon === undefined) return refuse('coordinate');
  if ((lat === null) !== (lon === null)) return refuse('half-point');
  const point = lat === null || lon === null ? null : { lat, lon };
  const area = cell('area').trim();
  return {
    ok: true,
    row: {
      ...{ household: true, dwelling, owner, day, cents, since, istat, area, point },
      simulated,
    },
  };
}
