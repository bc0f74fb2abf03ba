/** Words of the transparency page. */
import type { Fact, FigureState } from '$lib/schema/served';
import type { AxisLevel, SourceId } from '$lib/schema/tables';
import type { LabState } from '$lib/domain/time';
import type { Lang } from './index';

/** Sections in the order of the page; each is the id of its heading's section. */
export const SECTIONS = [
  'mappa',
  'risorse',
  'lavori',
  'laboratori',
  'morosita',
  'discordanze',
  'fonti',
] as const;
export type Section = (typeof SECTIONS)[number];

interface TransparencyWords {
  title: string;
  description: string;
  /** Two sentences. */
  summary: [string, string];
  contents: string;
  sections: Record<Section, string>;
  key: {
    projects: string;
    municipalities: string;
    labs: string;
    areas: string;
    figures: string;
    disputes: string;
  };
  open_map: string;
  on_map: string;
  on_map_of: string;
  no_value: string;
  more: string;
  scroll_label: string;
  map: {
    intro: string;
    title: string;
    description: string;
    inset_title: string;
    inset_description: string;
    inset_caption: string;
    legend: string;
    classes: string[];
    points: { area: string; control: string; lab_open: string; lab_other: string };
    tooltip: string;
    tooltip_one: string;
    caption: string;
    table: string;
    unplaced: string;
    columns: { municipality: string; province: string; projects: string };
    project_as_of: string;
  };
  money: {
    intro: string;
    rule: string;
    caption: string;
    table_label: string;
    columns: { node: string; projects: string };
    levels: Record<AxisLevel, string>;
    several: string;
    not_counted_cell: string;
    lines: string;
    line_one: string;
    amount: { amount: string; kind: string; scope: string; date: string; vat: string; source: string };
    vat: Record<'incl' | 'excl' | 'unknown', string>;
    not_counted: string;
    derived: string;
    undated: string;
  };
  works: {
    intro: string;
    other: string;
    other_intro: string;
    forecast_of: string;
    undated: string;
    none: string;
  };
  labs: {
    intro: string;
    not_yet: string;
    caption: string;
    states: Record<LabState, string>;
    state_help: string;
    columns: {
      lab: string;
      municipality: string;
      premises: string;
      from: string;
      to: string;
      operator: string;
      state: string;
      source: string;
    };
    not_stated: string;
    owner: string;
    to_kind: Record<'stated' | 'scheduled' | 'unknown', string>;
    other_sites: string;
    bare: string;
    bare_one: string;
    bare_caption: string;
    other_site_one: string;
    note: string;
  };
  arrears: {
    intro: string;
    rule_title: string;
    rule: string;
    rule_why: string;
    counts_caption: string;
    states: Record<'shown' | 'suppressed' | 'qualitative' | 'missing', string>;
    state_help: Record<'shown' | 'suppressed' | 'qualitative' | 'missing', string>;
    /** Added to the help of what is shown where some of it is computed. */
    derived_help: string;
    derived_help_one: string;
    reasons: string;
    columns: { state: string; figures: string; meaning: string; reason: string };
    shown_title: string;
    shown_intro: string;
    shown_none: string;
    by_lab: string;
    by_lab_intro: string;
    others: string;
    role: Record<'intervention' | 'control', string>;
    subject: Record<'lab' | 'project' | 'programme' | 'municipality' | 'region', string>;
    compared: string;
    table: string;
    table_columns: { what: string; when: string; figure: string; about: string; source: string };
    tally: Record<'shown' | 'suppressed' | 'qualitative' | 'missing', { one: string; many: string }>;
  };
  disputes: {
    intro: string;
    withheld: string;
    why: string;
    shown: Record<'both' | 'a' | 'b', string>;
    against: string;
    /** What a subject is, beside its name: a lab and its project often bear the same one. */
    subject: Record<Fact['subject_kind'] | 'body', string>;
  };
  sources: {
    intro: string;
    /** Where to get the documents: the tables have no address of any. */
    ask: string;
    columns: {
      author: string;
      publisher: string;
      date: string;
      period: string;
      lines: string;
      figures: string;
      note: string;
    };
    licence: string;
    licence_text: string;
    correct: string;
    correct_text: [string, string];
    /** Before the address that the one who runs the site has set. */
    contact: string;
  };
}

const it: TransparencyWords = {
  title: 'Trasparenza',
  description:
    'Quartieri di edilizia residenziale pubblica in Lombardia: risorse per fondo, avanzamento dei lavori, laboratori, morosità in forma protetta, ogni cifra con la sua fonte.',
  summary: [
    'Al {date}, data del documento più recente, {documents} documenti pubblici raccontano {projects} progetti finanziati in {municipalities} comuni della Lombardia: {open} dei {labs} laboratori risultano aperti, di {unsaid} non è detto, e di {progress} quartieri si conosce l’avanzamento dei lavori.',
    'Ogni cifra dice chi la dichiara, e in quali righe; {suppressed} cifre sulla morosità sono riservate perché parlano di poche famiglie o non dicono di quante, e su {disputes} punti i documenti non concordano.',
  ],
  contents: 'In questa pagina',
  sections: {
    mappa: 'Dove: la regione in una mappa',
    risorse: 'Con quali soldi: fondi e programmi',
    lavori: 'A che punto: avanzamento dei lavori',
    laboratori: 'Laboratori aperti e chiusi',
    morosita: 'Morosità: che cosa si può dire',
    discordanze: 'Dove i documenti non concordano',
    fonti: 'Chi lo dice: fonti, licenza, correzioni',
  },
  key: {
    projects: 'progetti finanziati',
    municipalities: 'comuni con almeno un progetto',
    labs: 'laboratori aperti su {total} (di {unsaid} non è detto)',
    areas: 'quartieri con avanzamento noto',
    figures: 'cifre e dichiarazioni con fonte',
    disputes: 'punti in cui i documenti non concordano',
  },
  open_map: 'Apri la mappa interattiva',
  on_map: 'sulla mappa',
  on_map_of: 'Vedi sulla mappa: {name}',
  no_value: '–',
  more: 'Mostra',
  scroll_label: '{name}: tabella che scorre in orizzontale',
  map: {
    intro:
      'Il colore di un comune dice quanti progetti finanziati lo toccano, come capofila o come luogo dell’intervento. I progetti guidati da un’ALER che non dichiarano un luogo hanno una giurisdizione, non un comune: non sono colorati da nessuna parte.',
    title: 'Lombardia: comuni con progetti finanziati',
    description:
      '{touched} comuni su {total} hanno almeno un progetto finanziato localizzabile; il primo è {top}, con {top_projects}. Segnate anche {areas} aree e {labs} laboratori con una posizione nota. La tabella che segue ha gli stessi dati.',
    inset_title: 'Milano e comuni vicini: aree e laboratori',
    inset_description:
      'Ingrandimento del riquadro segnato sulla regione: {areas} aree e {labs} laboratori con una posizione nota.',
    inset_caption: 'Milano e comuni vicini',
    legend: 'Legenda',
    classes: ['nessun progetto', '1 progetto', '2–3 progetti', '4 o più progetti'],
    points: {
      area: 'area di progetto',
      control: 'area di controllo',
      lab_open: 'laboratorio aperto',
      lab_other: 'laboratorio chiuso o di stato ignoto',
    },
    tooltip: '{name}: {n} progetti',
    tooltip_one: '{name}: 1 progetto',
    caption:
      'Confini ISTAT al 1° gennaio 2023 (openpolis, CC BY 4.0). Posizioni con errore dichiarato: vedi la mappa interattiva.',
    table: 'Comuni con progetti finanziati: {n}',
    unplaced:
      'Altri {n} progetti finanziati non dichiarano un comune: sono guidati da un’ALER o non dicono dove.',
    columns: { municipality: 'Comune', province: 'Provincia', projects: 'Progetti' },
    project_as_of: 'al {date}',
  },
  money: {
    intro:
      'Ogni riga è una voce dell’albero dei finanziamenti: fondo, programma, asse, obiettivo, azione, bando. Comprende le voci rientrate sotto di essa. Sotto il nome si aprono gli importi dichiarati, uno per uno.',
    rule: 'I tipi di importo non si sommano tra loro: una dotazione, un costo e una spesa ammissibile possono essere lo stesso euro visto tre volte. Quando un documento ripete lo stesso importo, la somma lo conta una volta sola.',
    caption: 'Importi dichiarati per fondo e programma, in euro',
    table_label: 'Importi per fondo e programma',
    columns: { node: 'Fondo, programma, asse, azione, bando', projects: 'Progetti' },
    levels: {
      fund: 'Fondo',
      programme: 'Programma',
      axis: 'Asse',
      objective: 'Obiettivo',
      action: 'Azione',
      call: 'Bando',
    },
    several: 'Più fondi insieme',
    not_counted_cell: 'solo importi non sommati',
    lines: '{n} importi dichiarati',
    line_one: '1 importo dichiarato',
    amount: {
      amount: 'Importo',
      kind: 'Tipo',
      scope: 'Che cosa copre',
      date: 'Data',
      vat: 'IVA',
      source: 'Fonte',
    },
    vat: { incl: 'inclusa', excl: 'esclusa', unknown: 'non detta' },
    not_counted: 'non sommato',
    derived: 'calcolato',
    undated: 'non detta',
  },
  works: {
    intro:
      'Percentuali dichiarate per i cinque Contratti di Quartiere di Milano. La data è quella del rapporto: dopo, nessun documento aggiorna la percentuale. La base della percentuale non è dichiarata.',
    other: 'Stato delle altre opere',
    other_intro: 'Detto in parole o con altre misure, programma per programma e opera per opera.',
    forecast_of: 'Previsione dichiarata per tutto il programma: {name}.',
    undated: 'data non dichiarata',
    none: 'Nessun documento dichiara una percentuale.',
  },
  labs: {
    intro:
      'Stato al {date} secondo gli intervalli dichiarati dai documenti: {open} aperti, {closed} chiusi, {unknown} di stato ignoto{not_yet}.',
    not_yet: ', {n} non ancora aperti',
    caption: '{programme}: laboratori',
    states: {
      open: 'aperto',
      moved: 'aperto, sede nuova',
      closed: 'chiuso',
      'not-yet': 'non ancora aperto',
      unknown: 'non si sa',
    },
    state_help:
      'Aperto: la data cade in un intervallo dichiarato, o comincia prima e nessun documento ne dice la fine. Chiuso: una fine dichiarata è passata. Non si sa: la fine era solo prevista, oppure nessun documento dà date.',
    columns: {
      lab: 'Laboratorio',
      municipality: 'Comune',
      premises: 'Sede',
      from: 'Dal',
      to: 'Al',
      operator: 'Gestore',
      state: 'Stato',
      source: 'Fonte',
    },
    not_stated: 'non detto',
    owner: 'proprietà {owner}',
    to_kind: { stated: 'dichiarata', scheduled: 'prevista', unknown: 'fine non detta' },
    other_sites: '{n} altre sedi o periodi',
    bare: '{n} laboratori di cui i documenti non dicono né sede, né date, né gestore',
    bare_one: '1 laboratorio di cui i documenti non dicono né sede, né date, né gestore',
    bare_caption: '{programme}: laboratori senza sede né date',
    other_site_one: '1 altra sede o periodo',
    note: 'Nota',
  },
  arrears: {
    intro:
      'Qui sta tutto ciò che i documenti dichiarano sulla morosità: quante famiglie, quanto debito, prima (inizio) e dopo (fine), nelle aree di intervento e in quelle di controllo. Una cifra su poche famiglie può far riconoscere qualcuno: per questo molte sono riservate, e ogni vuoto dice perché.',
    rule_title: 'La regola, in breve',
    rule: 'Una cifra si pubblica solo se parla di almeno {households} famiglie, con almeno {inArrears} morose e almeno {notInArrears} non morose. Se il documento non dice di quante famiglie parla, la cifra non ha superato la regola e resta riservata.',
    rule_why:
      'Il minimo di legge è tre (Regole deontologiche, G.U. 14 gennaio 2019 n. 11, all. 1, art. 5); qui è più alto perché si parla di difficoltà economiche. La cifra riservata non è nascosta nella pagina: è tolta prima, e non arriva al sito.',
    counts_caption: 'Cifre e dichiarazioni sulla morosità, secondo la forma in cui si possono leggere',
    states: {
      shown: 'mostrate',
      suppressed: 'riservate',
      qualitative: 'dette in parole',
      missing: 'non pervenute',
    },
    state_help: {
      shown: 'il numero, come lo scrive il documento',
      suppressed: 'il documento dà un numero, ma su un gruppo troppo piccolo o di dimensione ignota',
      qualitative: 'il documento parla, senza numeri',
      missing: 'il documento dice che il dato non è stato fornito',
    },
    derived_help: 'tranne {derived}, calcolati da ciò che il documento scrive e segnati «calcolato»',
    derived_help_one: 'tranne 1, calcolato da ciò che il documento scrive e segnato «calcolato»',
    reasons: 'Perché sono riservate',
    columns: { state: 'Forma', figures: 'Quante', meaning: 'Che cosa vuol dire', reason: 'Motivo' },
    shown_title: 'Le quote che si possono leggere',
    shown_intro:
      'Quota di famiglie morose, dove il gruppo è abbastanza grande. Soglie e proprietari sono diversi: non è una classifica.',
    shown_none: 'Nessuna quota supera la regola.',
    by_lab: 'Tutto, laboratorio per laboratorio',
    by_lab_intro:
      'Area di intervento e area di controllo stanno una dopo l’altra, con le stesse voci. Aprire un laboratorio per leggere.',
    others: 'Fuori dai laboratori: comuni, programmi, progetti',
    role: { intervention: 'Area di intervento', control: 'Area di controllo' },
    subject: {
      lab: 'Laboratorio',
      project: 'Progetto',
      programme: 'Programma',
      municipality: 'Comune',
      region: 'Regione',
    },
    compared: 'si confronta con {names}',
    table: 'Morosità: {name}',
    table_columns: {
      what: 'Che cosa',
      when: 'Quando',
      figure: 'Cifra',
      about: 'Su che cosa',
      source: 'Fonte',
    },
    tally: {
      shown: { one: '1 mostrata', many: '{n} mostrate' },
      suppressed: { one: '1 riservata', many: '{n} riservate' },
      qualitative: { one: '1 in parole', many: '{n} in parole' },
      missing: { one: '1 non pervenuta', many: '{n} non pervenute' },
    },
  },
  disputes: {
    intro:
      'Quando due documenti, o due punti dello stesso documento, dicono cose diverse, qui si leggono entrambe. Nessuna è corretta di nascosto: sono {n}, raggruppate per argomento.',
    withheld: 'Due cifre sulla morosità non concordano. Sono riservate: si veda la regola.',
    why: 'Perché',
    shown: { both: 'il sito mostra entrambe', a: 'il sito mostra la prima', b: 'il sito mostra la seconda' },
    against: 'contro',
    subject: {
      area: 'area',
      lab: 'laboratorio',
      project: 'progetto',
      programme: 'programma',
      municipality: 'comune',
      region: 'regione',
      body: 'ente',
    },
  },
  sources: {
    intro:
      'Tutto viene da {n} documenti pubblici. La data del documento e la data dei dati sono cose diverse: un rapporto del 2023 può descrivere il 2006. Le righe sono quelle della trascrizione del documento.',
    ask: 'Qui i documenti sono citati con il titolo e con le righe: le tabelle dell’Atlante non ne hanno un indirizzo in rete. Per leggerli si chiedono all’ente che li ha pubblicati, alla voce «Editore».',
    columns: {
      author: 'Autore',
      publisher: 'Editore',
      date: 'Data del documento',
      period: 'Periodo dei dati',
      lines: 'Righe trascritte',
      figures: 'Cifre prese da qui',
      note: 'Nota',
    },
    licence: 'Licenza',
    licence_text:
      'I dati di questa pagina si possono riusare, anche per lavoro, citando l’Atlante ERP e il documento (CC BY 4.0). Confini e popolazione: ISTAT, 1° gennaio 2023, via openpolis, CC BY 4.0. Il codice è EUPL-1.2.',
    correct: 'C’è un errore?',
    correct_text: [
      'Ogni cifra sta in una riga di una tabella CSV, con il documento e le righe da cui viene. Per correggerla bastano tre cose: la cifra come si legge qui, la sua fonte (documento e righe, come nel segno di fonte) e che cosa dice davvero il documento.',
      'Chi gestisce il sito corregge la riga nella cartella data/, i controlli verificano che la cifra stia nelle righe citate, e l’edizione successiva la porta in tutte le pagine. Edizione di questa pagina: {release}.',
    ],
    contact: 'Per segnalarlo a chi gestisce il sito:',
  },
};

const en: TransparencyWords = {
  title: 'Transparency',
  description:
    'Public-housing neighbourhoods in Lombardy: money by fund, progress of works, labs, arrears in protected form, each figure with its source.',
  summary: [
    'On {date}, the date of the newest document, {documents} public documents tell of {projects} funded projects in {municipalities} municipalities of Lombardy: {open} of the {labs} labs are stated as open, for {unsaid} no document says, and the progress of works is known for {progress} neighbourhoods.',
    'Each figure says who states it, and in which lines; {suppressed} figures on arrears are withheld because they speak of few households or do not say of how many, and on {disputes} points the documents disagree.',
  ],
  contents: 'On this page',
  sections: {
    mappa: 'Where: the region on one map',
    risorse: 'With whose money: funds and programmes',
    lavori: 'How far along: progress of works',
    laboratori: 'Labs open and closed',
    morosita: 'Arrears: what can be said',
    discordanze: 'Where the documents disagree',
    fonti: 'Says who: sources, licence, corrections',
  },
  key: {
    projects: 'funded projects',
    municipalities: 'municipalities with at least one project',
    labs: 'labs open of {total} (for {unsaid} no document says)',
    areas: 'neighbourhoods with known progress',
    figures: 'figures and statements with a source',
    disputes: 'points on which the documents disagree',
  },
  open_map: 'Open the interactive map',
  on_map: 'on the map',
  on_map_of: 'See on the map: {name}',
  no_value: '–',
  more: 'Show',
  scroll_label: '{name}: table that scrolls sideways',
  map: {
    intro:
      'The colour of a municipality says how many funded projects touch it, as lead or as place of the works. Projects led by an ALER (public housing agency) that state no place have a jurisdiction, not a municipality: they are coloured nowhere.',
    title: 'Lombardy: municipalities with funded projects',
    description:
      '{touched} of {total} municipalities have at least one funded project that can be placed; first is {top}, with {top_projects}. Also marked: {areas} areas and {labs} labs with a known position. The table below has the same data.',
    inset_title: 'Milan and its neighbours: areas and labs',
    inset_description:
      'Enlargement of the box marked on the region: {areas} areas and {labs} labs with a known position.',
    inset_caption: 'Milan and its neighbours',
    legend: 'Legend',
    classes: ['no project', '1 project', '2–3 projects', '4 projects or more'],
    points: {
      area: 'project area',
      control: 'control area',
      lab_open: 'lab open',
      lab_other: 'lab closed or of unknown state',
    },
    tooltip: '{name}: {n} projects',
    tooltip_one: '{name}: 1 project',
    caption:
      'Boundaries ISTAT, 1 January 2023 (openpolis, CC BY 4.0). Positions have a stated error: see the interactive map.',
    table: 'Municipalities with funded projects: {n}',
    unplaced:
      'A further {n} funded projects state no municipality: they are led by an ALER or do not say where.',
    columns: { municipality: 'Municipality', province: 'Province', projects: 'Projects' },
    project_as_of: 'on {date}',
  },
  money: {
    intro:
      'Each row is an entry of the funding tree: fund, programme, axis, objective, action, call. It includes the entries indented below it. Under the name the stated amounts open, one by one.',
    rule: 'Kinds of amount are never added together: an allocation, a cost and eligible spend may be the same euro seen three times. Where a document repeats an amount, the sum counts it once.',
    caption: 'Stated amounts by fund and programme, in euro',
    table_label: 'Amounts by fund and programme',
    columns: { node: 'Fund, programme, axis, action, call', projects: 'Projects' },
    levels: {
      fund: 'Fund',
      programme: 'Programme',
      axis: 'Axis',
      objective: 'Objective',
      action: 'Action',
      call: 'Call',
    },
    several: 'Several funds together',
    not_counted_cell: 'only amounts not added',
    lines: '{n} stated amounts',
    line_one: '1 stated amount',
    amount: {
      amount: 'Amount',
      kind: 'Kind',
      scope: 'What it covers',
      date: 'Date',
      vat: 'VAT',
      source: 'Source',
    },
    vat: { incl: 'included', excl: 'excluded', unknown: 'not stated' },
    not_counted: 'not added',
    derived: 'calculated',
    undated: 'not stated',
  },
  works: {
    intro:
      'Percentages stated for the five Contratti di Quartiere (neighbourhood contracts) of Milan. The date is that of the report: no later document updates the percentage. What the percentage is of is not stated.',
    other: 'State of the other works',
    other_intro: 'Told in words or by other measures, programme by programme and work by work.',
    forecast_of: 'Forecast stated for the whole programme: {name}.',
    undated: 'date not stated',
    none: 'No document states a percentage.',
  },
  labs: {
    intro:
      'State on {date} by the intervals that the documents state: {open} open, {closed} closed, {unknown} of unknown state{not_yet}.',
    not_yet: ', {n} not open yet',
    caption: '{programme}: labs',
    states: {
      open: 'open',
      moved: 'open, new premises',
      closed: 'closed',
      'not-yet': 'not open yet',
      unknown: 'not known',
    },
    state_help:
      'Open: the day falls within a stated interval, or after a stated beginning of which no document states the end. Closed: a stated end has gone by. Not known: the end was only scheduled, or no document gives dates.',
    columns: {
      lab: 'Lab',
      municipality: 'Municipality',
      premises: 'Premises',
      from: 'From',
      to: 'To',
      operator: 'Operator',
      state: 'State',
      source: 'Source',
    },
    not_stated: 'not stated',
    owner: 'owned by {owner}',
    to_kind: { stated: 'stated', scheduled: 'scheduled', unknown: 'end not stated' },
    other_sites: '{n} other premises or periods',
    bare: '{n} labs of which the documents state neither premises nor dates nor operator',
    bare_one: '1 lab of which the documents state neither premises nor dates nor operator',
    bare_caption: '{programme}: labs without premises or dates',
    other_site_one: '1 other premises or period',
    note: 'Note',
  },
  arrears: {
    intro:
      'Here is everything that the documents state about arrears: how many households, how much debt, before (start) and after (end), in the areas of intervention and in those of control. A figure about few households can make someone recognisable: that is why many are withheld, and each blank says why.',
    rule_title: 'The rule, in short',
    rule: 'A figure is published only if it speaks of at least {households} households, with at least {inArrears} in arrears and at least {notInArrears} not in arrears. If the document does not say how many households it speaks of, the figure has not passed the rule and stays withheld.',
    rule_why:
      'The legal minimum is three (Regole deontologiche, G.U. 14 January 2019 no. 11, annex 1, art. 5); here it is higher because the matter is hardship. A withheld figure is not hidden in the page: it is removed before, and never reaches the site.',
    counts_caption: 'Figures and statements on arrears, by the form in which they can be read',
    states: { shown: 'shown', suppressed: 'withheld', qualitative: 'told in words', missing: 'not supplied' },
    state_help: {
      shown: 'the number, as the document writes it',
      suppressed: 'the document gives a number, but about a group that is too small or of unknown size',
      qualitative: 'the document speaks, without numbers',
      missing: 'the document says that the figure was not supplied',
    },
    derived_help: 'except {derived}, computed from what the document writes and marked “computed”',
    derived_help_one: 'except 1, computed from what the document writes and marked “computed”',
    reasons: 'Why they are withheld',
    columns: { state: 'Form', figures: 'How many', meaning: 'What it means', reason: 'Reason' },
    shown_title: 'The shares that can be read',
    shown_intro:
      'Share of households in arrears, where the group is large enough. Thresholds and owners differ: this is no ranking.',
    shown_none: 'No share passes the rule.',
    by_lab: 'Everything, lab by lab',
    by_lab_intro:
      'Area of intervention and area of control stand one after the other, with the same entries. Open a lab to read.',
    others: 'Outside the labs: municipalities, programmes, projects',
    role: { intervention: 'Area of intervention', control: 'Area of control' },
    subject: {
      lab: 'Lab',
      project: 'Project',
      programme: 'Programme',
      municipality: 'Municipality',
      region: 'Region',
    },
    compared: 'compared with {names}',
    table: 'Arrears: {name}',
    table_columns: { what: 'What', when: 'When', figure: 'Figure', about: 'About what', source: 'Source' },
    tally: {
      shown: { one: '1 shown', many: '{n} shown' },
      suppressed: { one: '1 withheld', many: '{n} withheld' },
      qualitative: { one: '1 in words', many: '{n} in words' },
      missing: { one: '1 not supplied', many: '{n} not supplied' },
    },
  },
  disputes: {
    intro:
      'Where two documents, or two places of one document, say different things, both can be read here. Neither is mended in silence: there are {n}, grouped by subject.',
    withheld: 'Two figures on arrears disagree. They are withheld: see the rule.',
    why: 'Why',
    shown: { both: 'the site shows both', a: 'the site shows the first', b: 'the site shows the second' },
    against: 'against',
    subject: {
      area: 'area',
      lab: 'lab',
      project: 'project',
      programme: 'programme',
      municipality: 'municipality',
      region: 'region',
      body: 'body',
    },
  },
  sources: {
    intro:
      'Everything comes from {n} public documents. The date of a document and the date of its data are two things: a report of 2023 may describe 2006. Lines are those of the transcription of the document.',
    ask: 'The documents are cited here by their title and lines: the tables of Atlante ERP have no web address for them. To read them, ask the body that published them, under “Publisher”.',
    columns: {
      author: 'Author',
      publisher: 'Publisher',
      date: 'Date of the document',
      period: 'Period of the data',
      lines: 'Lines transcribed',
      figures: 'Figures taken from it',
      note: 'Note',
    },
    licence: 'Licence',
    licence_text:
      'The data of this page may be reused, also commercially, citing Atlante ERP and the document (CC BY 4.0). Boundaries and population: ISTAT, 1 January 2023, through openpolis, CC BY 4.0. The code is EUPL-1.2.',
    correct: 'Is something wrong?',
    correct_text: [
      'Each figure stands in a row of a CSV table, with the document and the lines it comes from. Three things are enough to correct it: the figure as it reads here, its source (document and lines, as in the source mark) and what the document really says.',
      'Whoever runs the site corrects the row in the folder data/, the checks verify that the figure stands in the cited lines, and the next edition carries it to all pages. Edition of this page: {release}.',
    ],
    contact: 'To report it to whoever runs the site:',
  },
};

export const trasparenza: Record<Lang, TransparencyWords> = { it, en };

/** Anchor of a document in the sources section. */
export const sourceAnchor = (id: SourceId): string => `fonte-${id}`;

/** The four forms in which an arrears figure can be read; a zero is a number like any other. */
export const FORMS = ['shown', 'suppressed', 'qualitative', 'missing'] as const;
export type Form = (typeof FORMS)[number];
export const formOf = (state: FigureState): Form => (state === 'value' || state === 'zero' ? 'shown' : state);
