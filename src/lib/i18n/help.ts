/** Words of the map's buttons, of the list of what is in sight, of the background and of the help. */
import type { Lang } from '$lib/domain/figures';

/** Keys as they stand on the keyboard of the language, and what they do there. */
export interface Shortcut {
  /** Alternatives; within one, keys pressed together. */
  keys: readonly (readonly string[])[];
  does: string;
}

export interface ShortcutGroup {
  id: 'page' | 'map' | 'visible' | 'time' | 'search' | 'table' | 'filters' | 'story';
  title: string;
  /** Where the focus has to be for the keys to work. */
  where: string;
  shortcuts: readonly Shortcut[];
}

const COMPASS_IT = [
  'a nord',
  'a nord-est',
  'a est',
  'a sud-est',
  'a sud',
  'a sud-ovest',
  'a ovest',
  'a nord-ovest',
] as const;

const it = {
  /** Read after the name of the map. */
  map_keys:
    'Frecce per spostare, più e meno per ingrandire e ridurre, Invio per scegliere ciò che sta al centro. Gli stessi comandi sono nei pulsanti che seguono.',
  buttons: {
    group: 'Comandi della mappa',
    region: 'Tutta la regione',
    move: 'Sposta la mappa con i pulsanti',
    pan: {
      north: 'Sposta a nord',
      south: 'Sposta a sud',
      west: 'Sposta a ovest',
      east: 'Sposta a est',
    },
  },
  visible: {
    title: 'In vista',
    open: 'In vista: {n} voci',
    open_one: 'In vista: 1 voce',
    open_label: '{open}. Elenco di ciò che la mappa mostra',
    list: 'Ciò che è in vista sulla mappa, dal più vicino al centro',
    close: 'Chiudi l’elenco',
    help: 'Dal più vicino al centro della mappa. Frecce per scorrere, Invio per scegliere, Esc per tornare alla mappa.',
    cut: 'Le {shown} voci più vicine al centro, con precedenza ad aree, laboratori e comuni con progetti; in tutto {n}.',
    cut_own:
      'Le {shown} voci più vicine al centro, con precedenza ad aree, laboratori, comuni con progetti e dati propri; in tutto {n}.',
    none: 'Qui non c’è nulla da elencare con gli strati accesi: spostare o ridurre la mappa, oppure accendere altri strati.',
    /** Announced after a move. */
    status: 'In vista: {list}. Zoom {zoom}.',
    status_none: 'Niente in vista con gli strati accesi. Zoom {zoom}.',
    chosen: 'Scelto: {name}, {detail}',
    count: {
      area: { one: '1 area', many: '{n} aree' },
      laboratorio: { one: '1 laboratorio', many: '{n} laboratori' },
      comune: { one: '1 comune', many: '{n} comuni' },
    },
    own_count: { one: '1 voce dei dati propri', many: '{n} voci dei dati propri' },
    own: 'dati propri: {layer}',
    kind: { laboratorio: 'laboratorio', comune: 'comune' },
    area_kind: {
      quartiere: 'quartiere',
      caseggiato: 'caseggiato',
      control: 'area di controllo',
      sito: 'sito di un’opera',
    },
    progress: 'lavori: {list} ({date})',
    arrears: 'morosità: {figure}',
    arrears_told: 'detta solo a parole',
    projects: {
      none: 'nessun progetto finanziato',
      one: '1 progetto finanziato',
      many: '{n} progetti finanziati',
    },
    refused: {
      one: '1 progetto non finanziato o non ammesso',
      many: '{n} progetti non finanziati o non ammessi',
    },
    residents: '{n} residenti',
    at_center: 'al centro',
    compass: COMPASS_IT as readonly string[],
    where: '{direction}, {distance}',
  },
  background: {
    intro: 'Lo sfondo della mappa non c’è; la mappa funziona senza.',
    failure: {
      'two-settings':
        'PUBLIC_BASEMAP_PMTILES e PUBLIC_BASEMAP_STYLE sono impostati entrambi ({address}): lasciarne uno solo.',
      address: 'L’indirizzo impostato non si legge: {address}.',
      'other-host': 'L’indirizzo è di un altro server, e questa pagina non chiede nulla a terzi: {address}.',
      missing: 'Il file non si trova: {address}.',
      'no-range': 'Il server non dà il file a parti (richieste Range): {address}.',
      unreadable: 'Il file è rovinato o incompleto: {address}.',
      'not-vector': 'L’archivio contiene immagini, non tessere vettoriali: {address}.',
      'not-protomaps': 'L’archivio non ha gli strati di Protomaps: {address}.',
      'not-style': 'Non è uno stile MapLibre che si possa mettere sotto i dati: {address}.',
    },
  },
  help: {
    open: 'Aiuto: tasti, segni, fonti',
    title: 'Aiuto',
    close: 'Chiudi l’aiuto',
    keys: 'Tasti',
    keys_intro:
      'Tutto si fa anche senza mouse. Ogni gruppo di tasti vale dove è il cursore della tastiera; Tab passa da una parte all’altra.',
    or: 'oppure',
    single_key: 'Apri questo aiuto con il tasto «?»',
    single_key_help:
      'Da spegnere se disturba la dettatura vocale. Il pulsante resta. La scelta si conserva in questo browser.',
    states: 'Come si leggono le cifre',
    states_intro: 'Una cifra è in uno di cinque stati, distinti con parole e segni, mai solo con il colore.',
    state: {
      value: {
        sample: '46,7 %',
        name: 'Valore',
        text: 'Il documento dà il numero; accanto stanno unità, base, data e fonte.',
      },
      zero: {
        sample: '0',
        name: 'Zero',
        text: 'Il documento dice zero. Non è la stessa cosa di un dato che manca.',
      },
      qualitative: {
        sample: 'in parole',
        name: 'Detto a parole',
        text: 'Il documento ne parla senza un numero: si riportano le sue parole. Sulla mappa è un cerchio a puntini.',
      },
      missing: {
        sample: 'non pervenuto',
        name: 'Non pervenuto',
        text: 'Il documento dice che il dato non è stato fornito. Sulla mappa è un cerchio vuoto a tratti.',
      },
      suppressed: {
        sample: 'riservato',
        name: 'Riservato',
        text: 'Il numero c’è ma riguarda poche famiglie: non è pubblicato e non arriva al browser. Sulla mappa è a righe oblique.',
      },
    },
    places:
      'Un cerchio a tratti segna un luogo di cui si sa la posizione con un errore dichiarato; un perimetro ufficiale è a tratto continuo. Ciò che non ha posizione sta nell’elenco «Non localizzabili».',
    sources: 'Da dove vengono i dati',
    sources_intro:
      'Da documenti pubblici (valutazioni, delibere, relazioni) trascritti e controllati uno per uno. Accanto a ogni cifra il segno di fonte apre documento, sezione e righe. Confini e popolazione: ISTAT.',
    sources_link: 'Documenti, licenze e cifre, senza mappa: Trasparenza',
  },
  groups: [
    {
      id: 'page',
      title: 'Pagina',
      where: 'ovunque, tranne mentre si scrive',
      shortcuts: [
        { keys: [['?']], does: 'apre questo aiuto' },
        { keys: [['Esc']], does: 'chiude ciò che è aperto: aiuto, menu, elenco, scheda' },
        {
          keys: [['Tab']],
          does: 'alla parte successiva; con Maiusc alla precedente. Il primo Tab salta al contenuto',
        },
      ],
    },
    {
      id: 'map',
      title: 'Mappa',
      where: 'sulla mappa',
      shortcuts: [
        { keys: [['←'], ['↑'], ['→'], ['↓']], does: 'sposta la mappa' },
        { keys: [['+'], ['-']], does: 'ingrandisce, riduce; con Maiusc del doppio' },
        { keys: [['Invio']], does: 'sceglie ciò che sta al centro, dove si vede la croce' },
      ],
    },
    {
      id: 'visible',
      title: 'Elenco «In vista»',
      where: 'nell’elenco',
      shortcuts: [
        { keys: [['↑'], ['↓']], does: 'voce precedente, successiva; la mappa la indica' },
        { keys: [['Inizio'], ['Fine']], does: 'prima, ultima voce' },
        { keys: [['A…Z']], does: 'alla voce che comincia così' },
        { keys: [['Invio'], ['Spazio']], does: 'sceglie la voce e apre la scheda' },
        { keys: [['Esc']], does: 'chiude l’elenco e torna alla mappa' },
      ],
    },
    {
      id: 'time',
      title: 'Barra del tempo',
      where: 'sul cursore',
      shortcuts: [
        { keys: [['←'], ['→']], does: 'un mese indietro, avanti' },
        { keys: [['Pag↓'], ['Pag↑']], does: 'un anno indietro, avanti' },
        { keys: [['Inizio'], ['Fine']], does: 'primo, ultimo giorno' },
        { keys: [['Invio'], ['Spazio']], does: 'sui pulsanti: un mese, un anno, scorri, ultimo documento' },
        { keys: [['Esc']], does: 'chiude «In parole»' },
      ],
    },
    {
      id: 'search',
      title: 'Ricerca',
      where: 'nella casella',
      shortcuts: [
        { keys: [['↓'], ['↑']], does: 'scorre i risultati' },
        { keys: [['Invio']], does: 'apre il risultato scelto, o il primo' },
        { keys: [['Esc']], does: 'chiude i risultati; una seconda volta svuota la casella' },
      ],
    },
    {
      id: 'filters',
      title: 'Strati e filtri',
      where: 'su una casella o su una voce',
      shortcuts: [
        { keys: [['Spazio']], does: 'accende o spegne' },
        { keys: [['Invio']], does: 'su ▸ apre o chiude le voci sotto; su un filtro attivo lo toglie' },
      ],
    },
    {
      id: 'table',
      title: 'Tabella',
      where: 'sulle righe',
      shortcuts: [
        { keys: [['↑'], ['↓']], does: 'riga precedente, successiva' },
        { keys: [['Pag↑'], ['Pag↓']], does: 'una schermata indietro, avanti' },
        { keys: [['Inizio'], ['Fine']], does: 'prima, ultima riga' },
        { keys: [['→'], ['←']], does: 'fonti delle celle della riga; sulle intestazioni, definizioni' },
        { keys: [['Invio']], does: 'sulla riga apre la scheda; sull’intestazione ordina' },
        { keys: [['←'], ['→']], does: 'sulle linguette: altra tabella' },
      ],
    },
    {
      id: 'story',
      title: 'Presentazione',
      where: 'durante la presentazione',
      shortcuts: [
        { keys: [['→'], ['Pag↓'], ['Spazio']], does: 'passo successivo' },
        { keys: [['←'], ['Pag↑'], ['Maiusc', 'Spazio']], does: 'passo precedente' },
        { keys: [['Inizio'], ['Fine']], does: 'primo, ultimo passo' },
        { keys: [['Esc']], does: 'esce dalla presentazione' },
      ],
    },
  ] satisfies ShortcutGroup[] as readonly ShortcutGroup[],
};

export type HelpWords = typeof it;

const en: HelpWords = {
  map_keys:
    'Arrows move, plus and minus zoom in and out, Enter chooses what stands in the middle. The buttons that follow do the same.',
  buttons: {
    group: 'Map controls',
    region: 'The whole region',
    move: 'Move the map with buttons',
    pan: { north: 'Move north', south: 'Move south', west: 'Move west', east: 'Move east' },
  },
  visible: {
    title: 'In view',
    open: 'In view: {n} entries',
    open_one: 'In view: 1 entry',
    open_label: '{open}. List of what the map shows',
    list: 'What is in view on the map, nearest to the middle first',
    close: 'Close the list',
    help: 'Nearest to the middle of the map first. Arrows move, Enter chooses, Esc goes back to the map.',
    cut: 'The {shown} entries nearest to the middle, areas, labs and municipalities with projects first; {n} in all.',
    cut_own:
      'The {shown} entries nearest to the middle, areas, labs, municipalities with projects and your own data first; {n} in all.',
    none: 'Nothing to list here with these layers: move or zoom out, or switch on more layers.',
    status: 'In view: {list}. Zoom {zoom}.',
    status_none: 'Nothing in view with these layers. Zoom {zoom}.',
    chosen: 'Chosen: {name}, {detail}',
    count: {
      area: { one: '1 area', many: '{n} areas' },
      laboratorio: { one: '1 lab', many: '{n} labs' },
      comune: { one: '1 municipality', many: '{n} municipalities' },
    },
    own_count: { one: '1 entry of your own data', many: '{n} entries of your own data' },
    own: 'your own data: {layer}',
    kind: { laboratorio: 'lab', comune: 'municipality' },
    area_kind: {
      quartiere: 'quarter',
      caseggiato: 'estate',
      control: 'control area',
      sito: 'site of a work',
    },
    progress: 'works: {list} ({date})',
    arrears: 'arrears: {figure}',
    arrears_told: 'told only in words',
    projects: { none: 'no funded project', one: '1 funded project', many: '{n} funded projects' },
    refused: { one: '1 project not funded or not admitted', many: '{n} projects not funded or not admitted' },
    residents: '{n} residents',
    at_center: 'in the middle',
    compass: [
      'to the north',
      'to the north-east',
      'to the east',
      'to the south-east',
      'to the south',
      'to the south-west',
      'to the west',
      'to the north-west',
    ],
    where: '{direction}, {distance}',
  },
  background: {
    intro: 'The background of the map is not there; the map works without it.',
    failure: {
      'two-settings':
        'Both PUBLIC_BASEMAP_PMTILES and PUBLIC_BASEMAP_STYLE are set ({address}): keep one of them.',
      address: 'The address that is set cannot be read: {address}.',
      'other-host':
        'The address is of another server, and this page asks nothing of third parties: {address}.',
      missing: 'The file is not found: {address}.',
      'no-range': 'The server does not give the file in parts (Range requests): {address}.',
      unreadable: 'The file is broken or incomplete: {address}.',
      'not-vector': 'The archive holds pictures, not vector tiles: {address}.',
      'not-protomaps': 'The archive does not have the layers of Protomaps: {address}.',
      'not-style': 'It is no MapLibre style that can be put below the data: {address}.',
    },
  },
  help: {
    open: 'Help: keys, signs, sources',
    title: 'Help',
    close: 'Close the help',
    keys: 'Keys',
    keys_intro:
      'Everything can be done without a mouse. Each group of keys works where the keyboard is; Tab goes from one part to the next.',
    or: 'or',
    single_key: 'Open this help with the “?” key',
    single_key_help:
      'Switch it off if it gets in the way of speech input. The button stays. The choice is kept in this browser.',
    states: 'How to read the figures',
    states_intro: 'A figure is in one of five states, told apart by words and signs, never by colour alone.',
    state: {
      value: {
        sample: '46.7 %',
        name: 'Value',
        text: 'The document gives the number; unit, base, date and source stand beside it.',
      },
      zero: {
        sample: '0',
        name: 'Zero',
        text: 'The document says zero. That is not the same as a figure that is missing.',
      },
      qualitative: {
        sample: 'in words',
        name: 'Told in words',
        text: 'The document speaks of it without a number: its words are given. On the map it is a circle with dots.',
      },
      missing: {
        sample: 'not supplied',
        name: 'Not supplied',
        text: 'The document says that the figure was not supplied. On the map it is an empty dashed circle.',
      },
      suppressed: {
        sample: 'withheld',
        name: 'Withheld',
        text: 'There is a number, but about few households: it is not published and never reaches the browser. On the map it is hatched.',
      },
    },
    places:
      'A dashed circle marks a place whose position is known with a stated error; an official perimeter has a solid line. What has no position stands in the list of what cannot be placed.',
    sources: 'Where the data come from',
    sources_intro:
      'From public documents (evaluations, decisions, reports), transcribed and checked one by one. Beside each figure the source mark opens document, section and lines. Boundaries and population: ISTAT.',
    sources_link: 'Documents, licences and figures, without the map: Transparency',
  },
  groups: [
    {
      id: 'page',
      title: 'Page',
      where: 'everywhere but while typing',
      shortcuts: [
        { keys: [['?']], does: 'opens this help' },
        { keys: [['Esc']], does: 'closes what is open: help, menu, list, details' },
        {
          keys: [['Tab']],
          does: 'to the next part; with Shift to the one before. The first Tab skips to the content',
        },
      ],
    },
    {
      id: 'map',
      title: 'Map',
      where: 'on the map',
      shortcuts: [
        { keys: [['←'], ['↑'], ['→'], ['↓']], does: 'moves the map' },
        { keys: [['+'], ['-']], does: 'zooms in, out; with Shift twice as far' },
        { keys: [['Enter']], does: 'chooses what stands in the middle, where the cross shows' },
      ],
    },
    {
      id: 'visible',
      title: 'List “In view”',
      where: 'in the list',
      shortcuts: [
        { keys: [['↑'], ['↓']], does: 'entry before, after; the map points at it' },
        { keys: [['Home'], ['End']], does: 'first, last entry' },
        { keys: [['A…Z']], does: 'to the entry that begins so' },
        { keys: [['Enter'], ['Space']], does: 'chooses the entry and opens its details' },
        { keys: [['Esc']], does: 'closes the list and goes back to the map' },
      ],
    },
    {
      id: 'time',
      title: 'Time bar',
      where: 'on the slider',
      shortcuts: [
        { keys: [['←'], ['→']], does: 'one month back, on' },
        { keys: [['PgDn'], ['PgUp']], does: 'one year back, on' },
        { keys: [['Home'], ['End']], does: 'first, last day' },
        { keys: [['Enter'], ['Space']], does: 'on the buttons: a month, a year, run, last document' },
        { keys: [['Esc']], does: 'closes “In words”' },
      ],
    },
    {
      id: 'search',
      title: 'Search',
      where: 'in the box',
      shortcuts: [
        { keys: [['↓'], ['↑']], does: 'goes through the results' },
        { keys: [['Enter']], does: 'opens the chosen result, or the first' },
        { keys: [['Esc']], does: 'closes the results; a second time empties the box' },
      ],
    },
    {
      id: 'filters',
      title: 'Layers and filters',
      where: 'on a box or an entry',
      shortcuts: [
        { keys: [['Space']], does: 'switches on or off' },
        { keys: [['Enter']], does: 'on ▸ opens or closes what is below; on a filter that is on removes it' },
      ],
    },
    {
      id: 'table',
      title: 'Table',
      where: 'on the rows',
      shortcuts: [
        { keys: [['↑'], ['↓']], does: 'row before, after' },
        { keys: [['PgUp'], ['PgDn']], does: 'one screen back, on' },
        { keys: [['Home'], ['End']], does: 'first, last row' },
        { keys: [['→'], ['←']], does: 'sources of the cells of the row; on the headings, definitions' },
        { keys: [['Enter']], does: 'on a row opens its details; on a heading sorts' },
        { keys: [['←'], ['→']], does: 'on the tabs: another table' },
      ],
    },
    {
      id: 'story',
      title: 'Presentation',
      where: 'while presenting',
      shortcuts: [
        { keys: [['→'], ['PgDn'], ['Space']], does: 'next step' },
        { keys: [['←'], ['PgUp'], ['Shift', 'Space']], does: 'step before' },
        { keys: [['Home'], ['End']], does: 'first, last step' },
        { keys: [['Esc']], does: 'leaves the presentation' },
      ],
    },
  ],
};

const WORDS: Record<Lang, HelpWords> = { it, en };

export const helpWords = (lang: Lang): HelpWords => WORDS[lang];
