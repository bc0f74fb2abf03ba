/** Words of the comparison: areas side by side, intervention and control, two days by swipe. */
import type { Bar, GroupId, WarningKind } from '../domain/compare';
import type { Lang } from '../domain/figures';

interface Words {
  title: string;
  /** Under the title: how many areas, at which day. */
  caption: string;
  caption_one: string;
  none: string;
  one: string;
  /** How many rows speak of two areas or more, and how many of them carry a warning. */
  summary: string;
  summary_clear: string;
  /** The counts of both, one and many. */
  rows_said: [one: string, many: string];
  rows_warned: [one: string, many: string];
  summary_none: string;
  groups: Record<GroupId, string>;
  indicator: string;
  area: string;
  absent: string;
  undated: string;
  document: string;
  not_said: string;
  of: string;
  threshold: string;
  owner: string;
  vat: Record<'incl' | 'excl', string>;
  derived: string;
  forecast: string;
  not_derived: string;
  not_forecast: string;
  /** No part: the whole. */
  whole: string;
  /** What a percentage of progress is of. */
  works: string;
  others: string;
  definition: string;
  region: string;
  only_shared: string;
  hidden: string;
  hidden_one: string;
  /** A derived figure, by the names of what it is computed from. */
  computed_from: string;
  warnings: Record<WarningKind, string>;
  warnings_label: string;
  /** Why the figures of a row may stand side by side, and what nobody says of them. */
  clear: {
    basis: string;
    scope: string;
    day: string;
    near: string;
    document: string;
    /** `{same}`: the above that hold. */
    full: string;
    short: string;
    unsaid: Record<'date' | 'basis' | 'both', string>;
  };
  contradicted_mark: string;
  change: {
    title: string;
    same: string;
    point: string;
    points: string;
    refused: string;
  };
  bars: Record<Bar, string>;
  control: {
    title: string;
    caption: string;
    add: string;
    add_to: string;
    intro: string;
    none: string;
    intervention: string;
    control: string;
    start: string;
    end: string;
    change: string;
    stated: string;
    difference: string;
    refused: string;
    row: string;
  };
  tools: {
    add: string;
    choose: string;
    add_button: string;
    full: string;
    remove: string;
    left: string;
    right: string;
    swap: string;
    copy: string;
    export: string;
    export_help: string;
    exported: string;
    close: string;
    larger: string;
    start: string;
    start_help: string;
    added: string;
    removed: string;
    moved: string;
  };
  button: { add: string; remove: string; full: string };
  rows: {
    labs_open: string;
    labs: string;
    labs_definition: string;
    projects_count: string;
    projects: string;
    projects_definition: string;
    progress: string;
    forecast: string;
    amount: string;
    amount_definition: string;
  };
  lab_unknown: string;
  status_as_of: string;
  shared_amount: string;
  also_shared: string;
  forecast_past: string;
  swipe: {
    title: string;
    help: string;
    on: string;
    off: string;
    second: string;
    first: string;
    documents: string;
    swap: string;
    divider: string;
    value: string;
    to: string;
    side: Record<'left' | 'right', string>;
    position: string;
    same_day: string;
  };
  day: {
    between: string;
    same: string;
    nothing: string;
    labs: Record<'opened' | 'closed' | 'moved' | 'lost', [one: string, many: string]>;
    projects: Record<'started' | 'ended' | 'planned', [one: string, many: string]>;
    progress_new: string;
    progress_changed: string;
    forecast_new: string;
    percent: string;
    more: [one: string, many: string];
    and: string;
  };
  /** Title of the page, in short. */
  page: string;
  print: {
    title: string;
    /** Under the title of the printed table. */
    help: string;
    documents: string;
  };
  file: {
    title: string;
    file: string;
    fields: Record<CompareField, { title: string; definition: string }>;
    shown: Record<'yes' | 'other' | 'control', string>;
  };
}

/** Columns of the comparison as a file. */
export const COMPARE_FIELDS = [
  'tema',
  'voce',
  'area',
  'area_id',
  'comune',
  'parte',
  'valore',
  'unita',
  'stato',
  'parole',
  'momento',
  'data',
  'data_documento',
  'denominatore',
  'ambito',
  'soglia_eur',
  'proprieta',
  'iva',
  'calcolato',
  'previsto',
  'mostrata',
  'variazione',
  'avvisi',
  'nota',
  'fonte',
] as const;
export type CompareField = (typeof COMPARE_FIELDS)[number];

const it: Words = {
  title: 'Confronto tra aree',
  caption: 'Le stesse voci per {n} aree, secondo i documenti noti al {date}',
  caption_one: 'Le voci di una sola area, secondo i documenti noti al {date}',
  none: 'Scegliere due aree, fino a quattro, da leggere una accanto all’altra.',
  one: 'Una sola area: aggiungerne un’altra per confrontarla.',
  summary: '{n} aree al {date}: {rows}; {warned}, e lì le cifre non si confrontano tra loro.',
  summary_clear: '{n} aree al {date}: {rows}, nessuna con avvisi.',
  rows_said: ['1 voce detta per almeno due', '{n} voci dette per almeno due'],
  rows_warned: ['1 ha un avviso', '{n} hanno un avviso'],
  summary_none: '{n} aree al {date}: i documenti non dicono nessuna voce per più di una di esse.',
  groups: {
    housing: 'Alloggi',
    people: 'Persone',
    renovation: 'Riqualificazione',
    labs: 'Laboratori',
    projects: 'Progetti',
    money: 'Risorse',
    arrears: 'Morosità',
    output: 'Attività',
    result: 'Risultati',
  },
  indicator: 'Voce',
  area: 'Area',
  absent: 'nessun documento lo dice',
  undated: 'data non dichiarata (documento: {date})',
  document: 'documento: {date}',
  not_said: 'non detto',
  of: 'su {basis}',
  threshold: 'soglia {amount}',
  owner: 'proprietà {owner}',
  vat: { incl: 'IVA compresa', excl: 'IVA esclusa' },
  derived: 'calcolato',
  forecast: 'previsto',
  not_derived: 'dichiarato',
  not_forecast: 'misurato o constatato',
  whole: 'tutto',
  works: 'opere del programma',
  others: 'Altre cifre dichiarate ({n})',
  definition: 'Definizione',
  region: 'Tabella del confronto, si scorre in orizzontale',
  only_shared: 'Solo le voci dette per almeno due aree',
  hidden: '({n} nascoste)',
  hidden_one: '(1 nascosta)',
  computed_from: 'da: {formula}',
  warnings: {
    dates: 'Date lontane, più di un anno: {list}.',
    undated: 'Non è detto se le cifre siano dello stesso periodo: {list}.',
    time_point: 'Momenti diversi del progetto: {list}.',
    unit: 'Unità diverse: {list}.',
    dimension: 'Parti diverse: {list}.',
    basis: 'Denominatori diversi: {list}.',
    threshold: 'Soglie di debito diverse: {list}.',
    scope: 'Riguardano cose diverse: {list}.',
    owner: 'Proprietà diverse: {list}.',
    vat: 'IVA diversa: {list}.',
    derived: 'Non tutte dichiarate: {list}.',
    forecast: 'Previsioni accanto a misure: {list}.',
    at_least: 'Conteggio minimo, di altri non è detto lo stato: {list}.',
    spread: 'Restano fuori importi di progetti in più aree: {list}.',
    contradicted: 'I documenti non concordano su {name}: {list}.',
  },
  warnings_label: 'Avvisi su {row}',
  clear: {
    basis: 'stesso denominatore',
    scope: 'stesso ambito',
    day: 'stessa data',
    near: 'date entro un anno',
    document: 'stesso documento',
    full: '{same}: le cifre si possono leggere accanto.',
    short: '{same}; {unsaid}.',
    unsaid: {
      date: 'data non detta',
      basis: 'denominatore non detto',
      both: 'data e denominatore non detti',
    },
  },
  contradicted_mark: 'I documenti non concordano su questa cifra',
  change: {
    title: 'da inizio a fine: {change}',
    same: 'nessuna variazione',
    point: 'punto percentuale',
    points: 'punti percentuali',
    refused: 'da inizio a fine non si calcola: {why}',
  },
  bars: {
    'no-start': 'manca la cifra di inizio',
    'no-end': 'manca la cifra di fine',
    'no-times': 'nessuna cifra di inizio e di fine',
    several: 'più cifre per lo stesso momento',
    suppressed: 'una cifra è riservata',
    missing: 'una cifra non è pervenuta',
    words: 'una cifra è detta a parole',
    unit: 'unità diverse',
    basis: 'denominatori diversi',
    threshold: 'soglie di debito diverse',
    scope: 'ambiti diversi',
    owner: 'proprietà diverse',
    derived: 'una cifra è calcolata, l’altra dichiarata',
    dates: 'date lontane più di un anno',
    forecast: 'una cifra è prevista',
    contradicted: 'i documenti non concordano su questa cifra',
    'intervention-change': 'nell’intervento la variazione non si calcola',
    'control-change': 'nel controllo la variazione non si calcola',
  },
  control: {
    title: 'Intervento e area di controllo',
    caption: '{intervention} e la sua area di controllo, {control}: cifre di inizio e fine progetto',
    add: 'Confronta con l’area di controllo: {name}',
    add_to: 'Confronta con l’area di intervento: {name}',
    intro:
      'La differenza delle differenze è la variazione dell’intervento meno quella del controllo; si calcola solo dove voce, unità, soglia, denominatore e i due momenti sono gli stessi.',
    none: 'I documenti non danno cifre di inizio o di fine per questa coppia: restano le affermazioni, nella tabella.',
    intervention: 'Intervento',
    control: 'Controllo',
    start: 'inizio',
    end: 'fine',
    change: 'variazione',
    stated: 'variazione dichiarata',
    difference: 'Differenza delle differenze',
    refused: 'non si calcola: {why}',
    row: 'Voce',
  },
  tools: {
    add: 'Aggiungi un’area',
    choose: 'Aggiungere un’area…',
    add_button: 'Aggiungi',
    full: 'Si confrontano al più {n} aree: toglierne una per aggiungerne un’altra.',
    remove: 'Togli {name} dal confronto',
    left: 'Sposta {name} a sinistra',
    right: 'Sposta {name} a destra',
    swap: 'Scambia',
    copy: 'Copia il collegamento',
    export: 'Scarica',
    export_help:
      'Tutte le voci delle aree scelte, una cifra per riga, con date, denominatori, avvisi e fonti.',
    exported: 'Scaricato: {format}.',
    close: 'Chiudi il confronto',
    larger: 'Ingrandisci',
    start: 'Confronta aree',
    start_help:
      'Fino a quattro quartieri o caseggiati sulle stesse voci, con avvisi dove non si confrontano.',
    added: 'Aggiunta: {name}.',
    removed: 'Tolta: {name}.',
    moved: '{name}: posto {at} di {n}.',
  },
  button: {
    add: 'Aggiungi al confronto',
    remove: 'Togli dal confronto',
    full: 'Il confronto ha già {n} aree',
  },
  rows: {
    labs_open: 'Laboratori aperti',
    labs: 'Laboratori e loro stato',
    labs_definition:
      'Laboratori con una sede nell’area o di un progetto che la nomina, con lo stato alla data scelta.',
    projects_count: 'Progetti',
    projects: 'Progetti e loro stato',
    projects_definition: 'Progetti finanziati che nominano l’area come luogo di intervento.',
    progress: 'Avanzamento delle opere',
    forecast: 'Fine lavori prevista',
    amount: 'Importi: {kind}',
    amount_definition:
      'Importi dei progetti che stanno nella sola area; quelli di progetti in più aree sono detti a parte e mai divisi.',
  },
  lab_unknown: '{n} in stato non detto',
  status_as_of: '{status} ({date})',
  shared_amount: '{amount}, per un progetto in {n} aree: non si divide',
  also_shared: 'Altri importi sono di progetti in più aree: {list}',
  forecast_past: 'data passata: nessun documento dice se i lavori sono finiti',
  swipe: {
    title: 'Due giorni a confronto',
    help: 'La stessa mappa in due giorni, divisa da una linea da trascinare.',
    on: 'Confronta con un altro giorno',
    off: 'Torna a un giorno solo',
    second: 'Altro giorno, a sinistra',
    first: 'Situazione al, a destra',
    documents: 'Giorni dei documenti',
    swap: 'Scambia i due giorni',
    divider: 'Divisore tra {left} e {right}',
    value: '{left} sul {a} % della mappa, {right} sul {b} %',
    to: 'Divisore al {n} %',
    side: { left: 'a sinistra', right: 'a destra' },
    position: 'Posizione del divisore',
    same_day: 'I due giorni sono uguali: la mappa è la stessa dalle due parti.',
  },
  day: {
    between: 'Tra il {from} e il {to}: {list}.',
    same: 'I due giorni sono uguali.',
    nothing: 'Tra il {from} e il {to} i documenti non dicono nessun cambiamento per questa scelta.',
    labs: {
      opened: ['1 laboratorio aperto', '{n} laboratori aperti'],
      closed: ['1 laboratorio chiuso', '{n} laboratori chiusi'],
      moved: ['1 laboratorio in un’altra sede', '{n} laboratori in un’altra sede'],
      lost: [
        '1 laboratorio di cui non è più detto se sia aperto',
        '{n} laboratori di cui non è più detto se siano aperti',
      ],
    },
    projects: {
      started: ['1 progetto iniziato', '{n} progetti iniziati'],
      ended: ['1 progetto finito', '{n} progetti finiti'],
      planned: ['1 progetto con la fine prevista', '{n} progetti con la fine prevista'],
    },
    progress_new: 'avanzamento detto per la prima volta in {names}',
    progress_changed: 'avanzamento cambiato in {names}',
    forecast_new: 'fine lavori prevista detta o cambiata in {names}',
    percent: '{name} (da {from} % a {to} %)',
    more: ['e 1 altro', 'e altri {n}'],
    and: 'e',
  },
  page: '{names} a confronto',
  print: {
    title: 'Confronto tra aree: {names}',
    help: 'Ogni cifra con momento, data, denominatore e fonte (documento e righe della trascrizione); ⚠ segna ciò che non si confronta, ≠ dove i documenti non concordano.',
    documents: 'Documenti citati nel confronto',
  },
  file: {
    title: 'Confronto tra aree',
    file: 'confronto',
    fields: {
      tema: { title: 'Tema', definition: 'Gruppo della voce.' },
      voce: { title: 'Voce', definition: 'Ciò di cui la cifra parla.' },
      area: { title: 'Area', definition: 'Area di cui la cifra parla, come la chiamano i documenti.' },
      area_id: { title: 'Codice dell’area', definition: 'Codice dell’area in questo atlante.' },
      comune: { title: 'Comune', definition: 'Comune in cui l’area si trova.' },
      parte: { title: 'Parte', definition: 'Parte del totale di cui la cifra parla; vuoto: tutto.' },
      valore: {
        title: 'Valore',
        definition: 'Il numero dichiarato; vuoto dove lo stato non è value o zero.',
      },
      unita: { title: 'Unità', definition: 'Unità del valore; n: un numero.' },
      stato: { title: 'Stato', definition: 'Stato della cifra.' },
      parole: { title: 'In parole', definition: 'La cifra o l’affermazione come si legge sullo schermo.' },
      momento: { title: 'Momento', definition: 'Inizio o fine del progetto, o la variazione tra i due.' },
      data: { title: 'Data del dato', definition: 'A quando la cifra si riferisce; vuoto: non detto.' },
      data_documento: { title: 'Data del documento', definition: 'Data del documento che la dice.' },
      denominatore: {
        title: 'Denominatore',
        definition: 'Su che cosa la cifra è calcolata; vuoto: non detto.',
      },
      ambito: { title: 'Ambito', definition: 'Che cosa la cifra comprende; vuoto: non detto.' },
      soglia_eur: {
        title: 'Soglia di debito',
        definition: 'Debito oltre il quale si conta come moroso, in euro.',
      },
      proprieta: { title: 'Proprietà', definition: 'Di chi sono gli alloggi.' },
      iva: { title: 'IVA', definition: 'Se l’importo comprende l’IVA; vuoto: non detto.' },
      calcolato: { title: 'Calcolato', definition: '1: non è stampata, è calcolata da altre cifre.' },
      previsto: { title: 'Previsto', definition: '1: parlava di un tempo ancora da venire.' },
      mostrata: {
        title: 'Nel confronto',
        definition:
          'Se la cifra sta nella tabella del confronto, tra le altre dichiarate o nella coppia con il controllo.',
      },
      variazione: {
        title: 'Variazione',
        definition: 'Da inizio a fine nella stessa area, o perché non si calcola.',
      },
      avvisi: {
        title: 'Avvisi',
        definition: 'Perché le cifre della voce non si confrontano; vuoto: nessun avviso.',
      },
      nota: { title: 'Nota', definition: 'Ciò che la cifra non dice da sola.' },
      fonte: { title: 'Fonte', definition: 'Documento e righe della trascrizione; “ | ” tra più fonti.' },
    },
    shown: { yes: 'nella tabella', other: 'altra cifra dichiarata', control: 'intervento e controllo' },
  },
};

const en: Words = {
  title: 'Comparison of areas',
  caption: 'The same rows for {n} areas, by the documents known on {date}',
  caption_one: 'The rows of one area only, by the documents known on {date}',
  none: 'Choose two areas, up to four, to read side by side.',
  one: 'One area only: add another to compare it with.',
  summary: '{n} areas on {date}: {rows}; {warned}, and there the figures do not compare.',
  summary_clear: '{n} areas on {date}: {rows}, none with a warning.',
  rows_said: ['1 row stated for at least two', '{n} rows stated for at least two'],
  rows_warned: ['1 carries a warning', '{n} carry a warning'],
  summary_none: '{n} areas on {date}: the documents state no row for more than one of them.',
  groups: {
    housing: 'Housing',
    people: 'People',
    renovation: 'Renovation',
    labs: 'Labs',
    projects: 'Projects',
    money: 'Money',
    arrears: 'Arrears',
    output: 'Activities',
    result: 'Results',
  },
  indicator: 'Row',
  area: 'Area',
  absent: 'no document says',
  undated: 'date not stated (document: {date})',
  document: 'document: {date}',
  not_said: 'not stated',
  of: 'of {basis}',
  threshold: 'threshold {amount}',
  owner: 'owner {owner}',
  vat: { incl: 'VAT included', excl: 'VAT excluded' },
  derived: 'computed',
  forecast: 'forecast',
  not_derived: 'stated',
  not_forecast: 'measured or found',
  whole: 'whole',
  works: 'works of the programme',
  others: 'Other stated figures ({n})',
  definition: 'Definition',
  region: 'Table of the comparison, scrolls sideways',
  only_shared: 'Only rows stated for at least two areas',
  hidden: '({n} hidden)',
  hidden_one: '(1 hidden)',
  computed_from: 'from: {formula}',
  warnings: {
    dates: 'Dates more than a year apart: {list}.',
    undated: 'Whether the figures are of the same period is not stated: {list}.',
    time_point: 'Different times of the project: {list}.',
    unit: 'Different units: {list}.',
    dimension: 'Different parts: {list}.',
    basis: 'Different denominators: {list}.',
    threshold: 'Different debt thresholds: {list}.',
    scope: 'They are about different things: {list}.',
    owner: 'Different owners: {list}.',
    vat: 'Different VAT: {list}.',
    derived: 'Not all of them stated: {list}.',
    forecast: 'Forecasts beside measures: {list}.',
    at_least: 'A least count, the state of others is not stated: {list}.',
    spread: 'Amounts of projects in several areas stay out: {list}.',
    contradicted: 'The documents do not agree on {name}: {list}.',
  },
  warnings_label: 'Warnings on {row}',
  clear: {
    basis: 'same denominator',
    scope: 'same scope',
    day: 'same date',
    near: 'dates within a year',
    document: 'same document',
    full: '{same}: the figures may be read side by side.',
    short: '{same}; {unsaid}.',
    unsaid: {
      date: 'date not stated',
      basis: 'denominator not stated',
      both: 'date and denominator not stated',
    },
  },
  contradicted_mark: 'The documents do not agree on this figure',
  change: {
    title: 'from start to end: {change}',
    same: 'no change',
    point: 'percentage point',
    points: 'percentage points',
    refused: 'from start to end it is not computed: {why}',
  },
  bars: {
    'no-start': 'the figure of the start is missing',
    'no-end': 'the figure of the end is missing',
    'no-times': 'no figure of start and end',
    several: 'several figures for the same time',
    suppressed: 'a figure is withheld',
    missing: 'a figure was not supplied',
    words: 'a figure is stated in words',
    unit: 'different units',
    basis: 'different denominators',
    threshold: 'different debt thresholds',
    scope: 'different scopes',
    owner: 'different owners',
    derived: 'one figure is computed, the other stated',
    dates: 'dates more than a year apart',
    forecast: 'a figure is a forecast',
    contradicted: 'the documents do not agree on this figure',
    'intervention-change': 'the change of the intervention cannot be computed',
    'control-change': 'the change of the control cannot be computed',
  },
  control: {
    title: 'Intervention and control area',
    caption:
      '{intervention} and its control area, {control}: figures at the start and the end of the project',
    add: 'Compare with the control area: {name}',
    add_to: 'Compare with the intervention area: {name}',
    intro:
      'The difference in differences is the change of the intervention less that of the control; it is computed only where row, unit, threshold, denominator and both times are the same.',
    none: 'The documents give no figures of start or end for this pair: the statements remain, in the table.',
    intervention: 'Intervention',
    control: 'Control',
    start: 'start',
    end: 'end',
    change: 'change',
    stated: 'stated change',
    difference: 'Difference in differences',
    refused: 'not computed: {why}',
    row: 'Row',
  },
  tools: {
    add: 'Add an area',
    choose: 'Add an area…',
    add_button: 'Add',
    full: 'At most {n} areas are compared: remove one to add another.',
    remove: 'Remove {name} from the comparison',
    left: 'Move {name} to the left',
    right: 'Move {name} to the right',
    swap: 'Swap',
    copy: 'Copy the link',
    export: 'Download',
    export_help:
      'All rows of the chosen areas, one figure a line, with dates, denominators, warnings and sources.',
    exported: 'Downloaded: {format}.',
    close: 'Close the comparison',
    larger: 'Enlarge',
    start: 'Compare areas',
    start_help:
      'Up to four neighbourhoods or buildings on the same rows, with warnings where they do not compare.',
    added: 'Added: {name}.',
    removed: 'Removed: {name}.',
    moved: '{name}: place {at} of {n}.',
  },
  button: {
    add: 'Add to comparison',
    remove: 'Remove from comparison',
    full: 'The comparison has {n} areas already',
  },
  rows: {
    labs_open: 'Labs open',
    labs: 'Labs and their state',
    labs_definition:
      'Labs with premises in the area or of a project that names it, with their state at the chosen date.',
    projects_count: 'Projects',
    projects: 'Projects and their state',
    projects_definition: 'Funded projects that name the area as a place of intervention.',
    progress: 'Progress of works',
    forecast: 'Forecast end of works',
    amount: 'Amounts: {kind}',
    amount_definition:
      'Amounts of projects that lie in this area alone; those of projects in several areas are said apart and never divided.',
  },
  lab_unknown: '{n} in a state not stated',
  status_as_of: '{status} ({date})',
  shared_amount: '{amount}, for a project in {n} areas: not divided',
  also_shared: 'Other amounts are of projects in several areas: {list}',
  forecast_past: 'date gone by: no document says whether the works have ended',
  swipe: {
    title: 'Two days side by side',
    help: 'The same map on two days, parted by a line to drag.',
    on: 'Compare with another day',
    off: 'Back to one day',
    second: 'Other day, on the left',
    first: 'Situation on, on the right',
    documents: 'Days of the documents',
    swap: 'Swap the two days',
    divider: 'Divider between {left} and {right}',
    value: '{left} on {a} % of the map, {right} on {b} %',
    to: 'Divider at {n} %',
    side: { left: 'on the left', right: 'on the right' },
    position: 'Position of the divider',
    same_day: 'The two days are the same: both sides show the same map.',
  },
  day: {
    between: 'Between {from} and {to}: {list}.',
    same: 'The two days are the same.',
    nothing: 'Between {from} and {to} the documents state no change for this choice.',
    labs: {
      opened: ['1 lab opened', '{n} labs opened'],
      closed: ['1 lab closed', '{n} labs closed'],
      moved: ['1 lab at other premises', '{n} labs at other premises'],
      lost: [
        '1 lab of which it is no longer stated whether it is open',
        '{n} labs of which it is no longer stated whether they are open',
      ],
    },
    projects: {
      started: ['1 project started', '{n} projects started'],
      ended: ['1 project ended', '{n} projects ended'],
      planned: ['1 project with its planned end', '{n} projects with their planned end'],
    },
    progress_new: 'progress stated for the first time in {names}',
    progress_changed: 'progress changed in {names}',
    forecast_new: 'forecast end of works stated or changed in {names}',
    percent: '{name} (from {from} % to {to} %)',
    more: ['and 1 more', 'and {n} more'],
    and: 'and',
  },
  page: '{names} compared',
  print: {
    title: 'Comparison of areas: {names}',
    help: 'Each figure with its time, date, denominator and source (document and lines of the transcription); ⚠ marks what does not compare, ≠ where the documents do not agree.',
    documents: 'Documents cited in the comparison',
  },
  file: {
    title: 'Comparison of areas',
    file: 'confronto',
    fields: {
      tema: { title: 'Theme', definition: 'Group of the row.' },
      voce: { title: 'Row', definition: 'What the figure speaks of.' },
      area: { title: 'Area', definition: 'The area that the figure speaks of, as the documents call it.' },
      area_id: { title: 'Code of the area', definition: 'Code of the area in this atlas.' },
      comune: { title: 'Municipality', definition: 'Municipality that the area lies in.' },
      parte: { title: 'Part', definition: 'Part of the whole that the figure speaks of; empty: the whole.' },
      valore: {
        title: 'Value',
        definition: 'The stated number; empty where the state is not value or zero.',
      },
      unita: { title: 'Unit', definition: 'Unit of the value; n: a number.' },
      stato: { title: 'State', definition: 'State of the figure.' },
      parole: { title: 'In words', definition: 'The figure or the statement as it reads on the screen.' },
      momento: { title: 'Time', definition: 'Start or end of the project, or the change between the two.' },
      data: { title: 'Date of the figure', definition: 'What the figure refers to; empty: not stated.' },
      data_documento: { title: 'Date of the document', definition: 'Date of the document that states it.' },
      denominatore: { title: 'Denominator', definition: 'What the figure is a part of; empty: not stated.' },
      ambito: { title: 'Scope', definition: 'What the figure covers; empty: not stated.' },
      soglia_eur: {
        title: 'Debt threshold',
        definition: 'Debt above which one counts as in arrears, in euro.',
      },
      proprieta: { title: 'Owner', definition: 'Who owns the dwellings.' },
      iva: { title: 'VAT', definition: 'Whether the amount includes VAT; empty: not stated.' },
      calcolato: { title: 'Computed', definition: '1: not printed, computed from other figures.' },
      previsto: { title: 'Forecast', definition: '1: it spoke of a time to come.' },
      mostrata: {
        title: 'In the comparison',
        definition:
          'Whether the figure is in the table of the comparison, among the other stated ones or in the pair with the control.',
      },
      variazione: {
        title: 'Change',
        definition: 'From start to end in the same area, or why it is not computed.',
      },
      avvisi: {
        title: 'Warnings',
        definition: 'Why the figures of the row do not compare; empty: no warning.',
      },
      nota: { title: 'Note', definition: 'What the figure alone does not say.' },
      fonte: {
        title: 'Source',
        definition: 'Document and lines of the transcription; “ | ” between several.',
      },
    },
    shown: { yes: 'in the table', other: 'other stated figure', control: 'intervention and control' },
  },
};

export const COMPARE_WORDS: Record<Lang, Words> = { it, en };
export type CompareWords = Words;
