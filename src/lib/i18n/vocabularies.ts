/**
 * English for the words that the tables hold in Italian and that the documents repeat: a closed list each, checked against
 * the release by a test. Italian stays as it is printed; a value that is not listed comes back as it is.
 */
import type { Lang } from '../domain/figures';

/** Stated status of a project. */
const STATUSES: Readonly<Record<string, string>> = {
  'affidato, attività previste da febbraio 2021': 'awarded, activities expected from February 2021',
  approvato: 'approved',
  'approvato, attività non avviate': 'approved, activities not started',
  'attività non avviate': 'activities not started',
  avviato: 'started',
  'avviso aperto, prime 8 imprese ammesse': 'call open, first 8 firms admitted',
  'avviso chiuso, proposte in valutazione': 'call closed, proposals under assessment',
  completato: 'completed',
  concluso: 'concluded',
  'concluso, in prosecuzione': 'concluded, being continued',
  'concluso, in rendicontazione': 'concluded, accounts being rendered',
  'contratto concluso': 'contract concluded',
  'demolizione e bonifica completate; gare per la ricostruzione':
    'demolition and clean-up completed; tenders for the reconstruction',
  finanziato: 'funded',
  'in attuazione': 'being carried out',
  'in corso': 'under way',
  'in corso di attuazione': 'in the course of being carried out',
  'in corso, nelle fasi conclusive': 'under way, in its closing phases',
  'in ripartenza dopo la sospensione': 'restarting after the suspension',
  'in via di conclusione': 'drawing to its close',
  'lavori avviati': 'works started',
  'lavori di recente avvio': 'works recently started',
  'non ammesso': 'not admitted',
  'non finanziato': 'not funded',
  previsto: 'planned',
};

/** Class of housing need in the 2014 call. The Italian word stays beside it: it is how the call is quoted. */
const NEEDS: Readonly<Record<string, string>> = {
  Acuto: 'acute (acuto)',
  Critico: 'critical (critico)',
  'Da capoluogo': 'provincial capital (da capoluogo)',
  Elevato: 'high (elevato)',
  'In aumento': 'rising (in aumento)',
};

/** Who owns dwellings or premises. */
const OWNERS: Readonly<Record<string, string>> = {
  ALER: 'ALER',
  Comune: 'Municipality',
  'Comune; ALER': 'Municipality; ALER',
};

/** What a figure is a part of. */
const BASES: Readonly<Record<string, string>> = {
  '10 persone previste e contattate': '10 people planned for and contacted',
  '20 persone coinvolte': '20 people involved',
  abitanti: 'inhabitants',
  'abitanti degli alloggi pubblici': 'inhabitants of the public dwellings',
  'accessi allo sportello': 'visits to the desk',
  adulti: 'adults',
  alloggi: 'dwellings',
  'alloggi ERP': 'ERP dwellings',
  'alloggi ERP del comune': 'ERP dwellings of the municipality',
  'alloggi ERP di proprietà ALER': 'ERP dwellings owned by ALER',
  'alloggi assegnati': 'assigned dwellings',
  'alloggi assegnati regolarmente': 'dwellings regularly assigned',
  'alloggi da ristrutturare': 'dwellings to be renovated',
  'alloggi previsti': 'dwellings planned',
  'anziani oltre 66': 'elderly people over 66',
  'attività dei comitati': 'activities of the committees',
  canone: 'rent',
  'contratti nazionali (22)': 'national contracts (22)',
  'contratti regionali (9)': 'regional contracts (9)',
  'contributo concesso': 'grant awarded',
  coppie: 'couples',
  'costo complessivo': 'overall cost',
  'costo del progetto': 'cost of the project',
  'costo del progetto (non precisato)': 'cost of the project (not specified)',
  "costo dell'iniziativa": 'cost of the initiative',
  'costo totale del progetto': 'total cost of the project',
  'debito complessivo': 'overall debt',
  'destinatari dei Laboratori Sociali': 'beneficiaries of the Laboratori Sociali',
  'destinatari dei Laboratori di origine straniera': 'beneficiaries of the Laboratori of foreign origin',
  'destinatari di PIP': 'beneficiaries of PIP',
  'destinatari di PIP di origine straniera': 'beneficiaries of PIP of foreign origin',
  'destinatari di origine straniera': 'beneficiaries of foreign origin',
  'destinatari totali': 'all beneficiaries',
  famiglie: 'households',
  'famiglie ERP': 'ERP households',
  'famiglie del caso di controllo': 'households of the control case',
  'famiglie in alloggi ERP': 'households in ERP dwellings',
  'famiglie in alloggi del Comune': 'households in dwellings of the Municipality',
  'famiglie morose': 'households in arrears',
  'famiglie negli alloggi ERP di ALER': 'households in the ERP dwellings of ALER',
  'famiglie regolarmente residenti in alloggi ALER': 'households regularly resident in ALER dwellings',
  'famiglie residenti': 'resident households',
  'famiglie residenti in alloggi ERP': 'households resident in ERP dwellings',
  'figure per ente': 'roles in each body',
  fruitori: 'users of the services',
  'immobili gestiti da ALER': 'properties managed by ALER',
  inquilini: 'tenants',
  'inquilini ERP': 'ERP tenants',
  'inquilini morosi incolpevoli': 'tenants in no-fault arrears',
  'inquilini morosi intervistati': 'tenants in arrears interviewed',
  'intero budget del progetto': 'whole budget of the project',
  'minori residenti': 'resident minors',
  'morosi con piano di rientro': 'debtors with a repayment plan',
  'morosità complessiva dei nuclei target': 'overall arrears of the target households',
  'non detta': 'not stated',
  nuclei: 'households (nuclei)',
  'nuclei (famiglie ERP)': 'households (ERP families)',
  'nuclei aderenti': 'households that joined',
  'nuclei familiari': 'family households',
  'nuclei negli alloggi popolari': 'households in public-housing dwellings',
  'nuovi abitanti': 'new inhabitants',
  partecipanti: 'participants',
  'partecipanti ad almeno una delle due attività': 'participants in at least one of the two activities',
  'partecipanti ai corsi': 'participants in the courses',
  'partner totali esclusi i capofila': 'all partners but the leads',
  persone: 'people',
  'persone aderenti': 'people who joined',
  'persone coinvolte': 'people involved',
  'PIP attivati': 'PIP activated',
  'popolazione attiva': 'active population',
  'reddito familiare': 'household income',
  residenti: 'residents',
  'residenti con ruolo attivo': 'residents with an active role',
  'residenti del comune': 'residents of the municipality',
  'residenti negli alloggi SAP destinatari del progetto':
    'residents of the SAP dwellings that the project is for',
  'residenti nel Comune di Mantova': 'residents of the municipality of Mantova',
  'residenti nel quartiere': 'residents of the neighbourhood',
  'risorse attribuite': 'resources allotted',
  'soggetti coinvolti': 'persons and bodies involved',
  'soggetti morosi': 'debtors',
  utenti: 'users',
};

/** What a figure covers. */
const SCOPES: Readonly<Record<string, string>> = {
  FESR: 'ERDF (FESR)',
  FSE: 'ESF (FSE)',
  'Sportello Morosità': 'Arrears desk (Sportello Morosità)',
  'canone e spese': 'rent and charges',
  'canone e spese arretrate': 'rent and charges in arrears',
  'contributo di solidarietà': 'solidarity contribution',
  'debito accumulato': 'accumulated debt',
  'debito accumulato (tipo di spesa non detto)': 'accumulated debt (kind of expense not stated)',
  'debito complessivo': 'overall debt',
  'debito inferiore a 5.000 euro': 'debt below 5,000 euro',
  'debito superiore a 5.000 euro senza procedure legali': 'debt above 5,000 euro without legal proceedings',
  'debito totale': 'total debt',
  'morosità incolpevole': 'no-fault arrears',
  "morosità verso l'ente proprietario": 'arrears towards the owning body',
  'non specificato': 'not specified',
  'spese condominiali/servizi': 'building and service charges',
};

const VOCABULARIES = {
  status: STATUSES,
  need: NEEDS,
  owner: OWNERS,
  basis: BASES,
  scope: SCOPES,
} as const;
export type Vocabulary = keyof typeof VOCABULARIES;

/** A value of a table in the page's language. */
export function tableWords(vocabulary: Vocabulary, value: string, lang: Lang): string {
  if (lang === 'it') return value;
  const words = VOCABULARIES[vocabulary];
  return Object.hasOwn(words, value) ? (words[value] ?? value) : value;
}

/** All values of a list with their words: the codes of an exported column. */
export const tableCodes = (vocabulary: Vocabulary, lang: Lang): Record<string, string> =>
  Object.fromEntries(
    Object.keys(VOCABULARIES[vocabulary]).map((value) => [value, tableWords(vocabulary, value, lang)]),
  );

/** Has the value English of its own? For the test on the release. */
export const isTranslated = (vocabulary: Vocabulary, value: string): boolean =>
  Object.hasOwn(VOCABULARIES[vocabulary], value);
