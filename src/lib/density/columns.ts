/** The documented columns of a tenancy ledger and its states of a contract, with the names they go by. */
import type { Lang } from '../domain/figures';

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
  /** Instead of `text` on the page, where the options of the program do not exist. */
  page?: Record<Lang, string>;
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
    page: {
      it: 'Ente proprietario, scritto sempre nello stesso modo. Se manca la colonna, scrivere l’ente qui sopra come valore unico.',
      en: 'Owning body, always written in the same way. Without the column, write the body above as the one value.',
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
    page: {
      it: 'Data di riferimento della riga (la fotografia). Se manca la colonna, scegliere la data qui sopra come valore unico.',
      en: 'Reference date of the row (the snapshot). Without the column, choose the date above as the one value.',
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
