/** The rules of the tables in words: what is expected and how to mend it, in Italian and in English. */
import type { PipelineLang } from './report';

interface Sentence {
  rule: string;
  mend: string;
}

/** `%s` stands for the detail of the finding. */
const RULES = {
  'file-missing': {
    it: {
      rule: 'il file deve esistere',
      mend: 'ripristinare il file (anche vuoto, con la sola intestazione)',
    },
    en: { rule: 'the file must exist', mend: 'restore the file (it may hold the header alone)' },
  },
  csv: {
    it: {
      rule: 'CSV UTF-8 con virgole e virgolette corrette (%s)',
      mend: 'aprire il file come testo e correggere virgolette e virgole di quella riga',
    },
    en: {
      rule: 'UTF-8 CSV with correct commas and quotes (%s)',
      mend: 'open the file as text and mend the quotes and commas of that row',
    },
  },
  header: {
    it: {
      rule: 'la prima riga deve contenere, in ordine, le colonne: %s',
      mend: 'riportare i nomi e l’ordine delle colonne come in data/README.md',
    },
    en: {
      rule: 'the first row must hold, in order, the columns: %s',
      mend: 'restore names and order of the columns as in data/README.md',
    },
  },
  columns: {
    it: {
      rule: 'ogni riga deve avere %s celle',
      mend: 'mettere tra virgolette i testi che contengono virgole; completare le celle mancanti',
    },
    en: {
      rule: 'every row must have %s cells',
      mend: 'quote texts that contain commas; complete the missing cells',
    },
  },
  'duplicate-key': {
    it: {
      rule: 'la chiave (%s) deve essere unica',
      mend: 'cancellare la riga doppia o darle una chiave propria',
    },
    en: { rule: 'the key (%s) must be unique', mend: 'delete the duplicate row or give it its own key' },
  },
  text: {
    it: {
      rule: 'testo non vuoto, senza spazi iniziali o finali',
      mend: 'scrivere il testo; se il documento non lo dice e la colonna lo consente, lasciare la cella vuota',
    },
    en: {
      rule: 'text, not empty, without leading or trailing spaces',
      mend: 'write the text; leave the cell empty where the column allows it and the document does not say',
    },
  },
  id: {
    it: { rule: 'identificativo in minuscole ASCII, cifre e trattini', mend: 'scriverlo come mi-sansiro' },
    en: { rule: 'id of lower-case ASCII letters, digits and hyphens', mend: 'write it like mi-sansiro' },
  },
  'axis-id': {
    it: {
      rule: 'identificativo di asse con spazio dei nomi, p. es. fse/II/9.1.3',
      mend: 'usare un axis_id di funding_axes.csv',
    },
    en: { rule: 'namespaced axis id, e.g. fse/II/9.1.3', mend: 'use an axis_id of funding_axes.csv' },
  },
  'indicator-id': {
    it: {
      rule: 'identificativo di indicatore in minuscole con trattino basso',
      mend: 'usare un indicator_id di indicators.csv',
    },
    en: {
      rule: 'indicator id in lower case with underscores',
      mend: 'use an indicator_id of indicators.csv',
    },
  },
  'istat-code': {
    it: {
      rule: 'codice ISTAT di sei cifre come testo',
      mend: 'riscrivere gli zeri iniziali tolti dal foglio di calcolo, p. es. 015146',
    },
    en: {
      rule: 'six-digit ISTAT code as text',
      mend: 'restore the leading zeros that a spreadsheet dropped, e.g. 015146',
    },
  },
  number: {
    it: {
      rule: 'numero con il punto decimale, senza separatore delle migliaia né simboli',
      mend: 'scrivere 7827051.51, non 7.827.051,51 €',
    },
    en: {
      rule: 'number with a decimal point, no thousands separator, no symbols',
      mend: 'write 7827051.51, not 7.827.051,51 €',
    },
  },
  amount: {
    it: { rule: 'numero maggiore o uguale a zero', mend: 'controllare il segno nel documento' },
    en: { rule: 'number of zero or more', mend: 'check the sign in the document' },
  },
  latitude: {
    it: {
      rule: 'latitudine WGS84 in Lombardia (44,5-46,8)',
      mend: 'controllare che lat e lon non siano scambiate',
    },
    en: { rule: 'WGS84 latitude in Lombardy (44.5-46.8)', mend: 'check that lat and lon are not swapped' },
  },
  longitude: {
    it: {
      rule: 'longitudine WGS84 in Lombardia (8,3-11,6)',
      mend: 'controllare che lat e lon non siano scambiate',
    },
    en: { rule: 'WGS84 longitude in Lombardy (8.3-11.6)', mend: 'check that lat and lon are not swapped' },
  },
  date: {
    it: {
      rule: 'data esistente: 2014, 2014-10 o 2014-10-31',
      mend: 'scrivere la data con la precisione che il documento dà',
    },
    en: {
      rule: 'an existing date: 2014, 2014-10 or 2014-10-31',
      mend: 'write the date with the precision that the document gives',
    },
  },
  'date-interval': {
    it: {
      rule: 'data o intervallo: 2014-10-31 oppure 2014-09/2015-12',
      mend: 'scrivere inizio/fine separati da /',
    },
    en: { rule: 'date or interval: 2014-10-31 or 2014-09/2015-12', mend: 'write start/end separated by /' },
  },
  lines: {
    it: {
      rule: 'righe della trascrizione: 1623 oppure 1428-1430, più voci con ;',
      mend: 'indicare le righe in cui sta la cifra',
    },
    en: {
      rule: 'lines of the transcription: 1623 or 1428-1430, several with ;',
      mend: 'give the lines in which the figure stands',
    },
  },
  also: {
    it: { rule: 'altri luoghi: irs-2021:760|milano-2023:210', mend: 'scrivere fonte:righe, separati da |' },
    en: { rule: 'other places: irs-2021:760|milano-2023:210', mend: 'write source:lines, separated by |' },
  },
  yes: {
    it: { rule: 'yes oppure vuoto', mend: 'scrivere yes o cancellare' },
    en: { rule: 'yes or empty', mend: 'write yes or clear the cell' },
  },
  'one-of': {
    it: { rule: 'uno tra: %s', mend: 'scegliere uno dei valori ammessi' },
    en: { rule: 'one of: %s', mend: 'choose one of the allowed values' },
  },
  'unknown-id': {
    it: {
      rule: 'l’identificativo deve esistere in %s',
      mend: 'correggere l’identificativo o aggiungere la riga che manca',
    },
    en: { rule: 'the id must exist in %s', mend: 'correct the id or add the missing row' },
  },
  'unknown-istat': {
    it: {
      rule: 'il codice ISTAT deve essere di un comune lombardo del confine in uso',
      mend: 'cercare il codice in data/boundaries/comuni.csv; per un comune fuso usare il codice nuovo',
    },
    en: {
      rule: 'the ISTAT code must be of a Lombard municipality of the boundaries in use',
      mend: 'look the code up in data/boundaries/comuni.csv; use the new code of a merged municipality',
    },
  },
  'outside-municipality': {
    it: {
      rule: 'il punto deve cadere nel comune dichiarato (%s)',
      mend: 'correggere le coordinate o il codice ISTAT',
    },
    en: {
      rule: 'the point must lie in the stated municipality (%s)',
      mend: 'correct the coordinates or the ISTAT code',
    },
  },
  'point-precision': {
    it: {
      rule: 'un punto ha precisione, errore in metri e fonte; senza punto la precisione è municipality o unlocated',
      mend: 'completare precision, error_m e location_source, oppure togliere le coordinate',
    },
    en: {
      rule: 'a point has precision, error in metres and source; without a point the precision is municipality or unlocated',
      mend: 'complete precision, error_m and location_source, or remove the coordinates',
    },
  },
  percent: {
    it: {
      rule: 'una percentuale di avanzamento sta tra 0 e 100',
      mend: 'controllare la cifra nel documento',
    },
    en: { rule: 'a progress percentage lies between 0 and 100', mend: 'check the figure in the document' },
  },
  'date-order': {
    it: { rule: 'l’inizio non segue la fine (%s)', mend: 'controllare le due date' },
    en: { rule: 'the start does not come after the end (%s)', mend: 'check the two dates' },
  },
  'tree-cycle': {
    it: { rule: 'l’albero degli assi non ha cicli (%s)', mend: 'correggere parent_id' },
    en: { rule: 'the tree of axes has no cycles (%s)', mend: 'correct parent_id' },
  },
  'tree-level': {
    it: {
      rule: 'un nodo sta sotto un nodo di livello superiore (%s)',
      mend: 'correggere level o parent_id; solo i fondi non hanno parent_id',
    },
    en: {
      rule: 'a node stands below a node of a higher level (%s)',
      mend: 'correct level or parent_id; only funds have no parent_id',
    },
  },
  theme: {
    it: {
      rule: 'l’indicatore appartiene al tema del file (%s)',
      mend: 'spostare la riga nel file del suo tema',
    },
    en: {
      rule: 'the indicator belongs to the theme of the file (%s)',
      mend: 'move the row to the file of its theme',
    },
  },
  state: {
    it: {
      rule: 'stato e valore concordano: value ha un numero diverso da 0, zero ha 0, missing e qualitative non hanno numero, qualitative ha un testo',
      mend: 'correggere state o value',
    },
    en: {
      rule: 'state and value agree: value has a number other than 0, zero has 0, missing and qualitative have no number, qualitative has a text',
      mend: 'correct state or value',
    },
  },
  derived: {
    it: {
      rule: 'un valore derivato porta in nota la sua formula (formula: [id]/[id]*100) e gli id esistono',
      mend: 'scrivere la formula o togliere derived',
    },
    en: {
      rule: 'a derived value carries its formula in the note (formula: [id]/[id]*100) and the ids exist',
      mend: 'write the formula or clear derived',
    },
  },
  'funding-subject': {
    it: {
      rule: 'un importo è di un progetto o di un programma',
      mend: 'riempire project_id oppure programme_id',
    },
    en: { rule: 'an amount is of a project or of a programme', mend: 'fill project_id or programme_id' },
  },
  'place-target': {
    it: {
      rule: 'un luogo è un’area o un comune (una giurisdizione può restare senza)',
      mend: 'riempire area_id oppure istat_code',
    },
    en: {
      rule: 'a place is an area or a municipality (a jurisdiction may have none)',
      mend: 'fill area_id or istat_code',
    },
  },
  control: {
    it: { rule: 'un’area di controllo dice di quale area lo è', mend: 'riempire control_of' },
    en: { rule: 'a control area says of which area it is one', mend: 'fill control_of' },
  },
  part: {
    it: {
      rule: 'un’area è parte di un’altra dello stesso comune, mai di sé stessa',
      mend: 'correggere part_of, o lasciarlo vuoto',
    },
    en: {
      rule: 'an area is part of another one of the same municipality, never of itself',
      mend: 'correct part_of, or leave it empty',
    },
  },
  citation: {
    it: {
      rule: 'ogni riga cita le righe del documento, salvo i valori derivati e le righe che spiegano in nota perché non possono',
      mend: 'riempire lines, oppure dire il motivo in note',
    },
    en: {
      rule: 'every row cites lines of its document, except derived values and rows whose note says why not',
      mend: 'fill lines, or give the reason in note',
    },
  },
  personal: {
    it: {
      rule: 'nessun indirizzo e-mail o numero di telefono nelle tabelle',
      mend: 'togliere il dato personale',
    },
    en: { rule: 'no e-mail address or telephone number in the tables', mend: 'remove the personal datum' },
  },
  untranslated: {
    it: {
      rule: 'ogni frase italiana servita ha il suo inglese in translations.csv',
      mend: 'aggiungere a translations.csv una riga con questa frase in it e la traduzione in en (le citazioni restano in italiano)',
    },
    en: {
      rule: 'every Italian phrase that is served has its English in translations.csv',
      mend: 'add a row to translations.csv with this phrase in it and its translation in en (quotations stay Italian)',
    },
  },
  'translation-unused': {
    it: {
      rule: 'ogni traduzione è di una frase servita',
      mend: 'togliere la riga, o correggere it come la frase sta nella sua tabella',
    },
    en: {
      rule: 'every translation is of a phrase that is served',
      mend: 'remove the row, or correct it as the phrase stands in its table',
    },
  },
  'translation-figures': {
    it: {
      rule: 'la traduzione ha le stesse cifre della frase (%s), scritte all’inglese fuori dalle citazioni: 1.246,5 diventa 1,246.5',
      mend: 'correggere le cifre in en',
    },
    en: {
      rule: 'the translation has the same figures as the phrase (%s), written as English does outside quotations: 1.246,5 becomes 1,246.5',
      mend: 'correct the figures in en',
    },
  },
  perimeter: {
    it: {
      rule: 'il perimetro è un GeoJSON Polygon o MultiPolygon sotto data/perimeters/ che contiene il comune dichiarato (%s)',
      mend: 'controllare il file indicato in geometry',
    },
    en: {
      rule: 'the perimeter is a GeoJSON Polygon or MultiPolygon below data/perimeters/ in the stated municipality (%s)',
      mend: 'check the file named in geometry',
    },
  },
} as const satisfies Record<string, Record<PipelineLang, Sentence>>;

export type RuleId = keyof typeof RULES;

export const isRuleId = (s: string): s is RuleId => Object.hasOwn(RULES, s);

/** A rule and its mend in words, with the detail put in. */
export function explain(rule: RuleId, lang: PipelineLang, detail = ''): Sentence {
  const { rule: r, mend } = RULES[rule][lang];
  return { rule: r.replace('%s', detail), mend: mend.replace('%s', detail) };
}
