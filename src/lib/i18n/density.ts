/** Words of the arrears density: page, layer, table, files. */
import type { ColumnId, FigureState, Measure, Told } from '../domain/density';
import { thresholdOf } from '../domain/density';
import { formatEuro, formatEuroShort, formatNumber, type Lang } from '../domain/figures';
import type { Form, ZoneKind } from '../density/types';
import { fill } from './fill';

interface Words {
  title: string;
  lead: string;
  promise: { title: string; items: readonly string[] };
  /** What may be chosen, by kind of file. */
  kinds: { title: string; items: readonly [name: string, text: string][] };
  rules: { title: string; text: string };
  no_js: string;
  preparing: string;
  prepared: string;
  prepare_failed: string;
  choose: {
    label: string;
    hint: string;
    drop: string;
    again: string;
    wrong_kind: string;
    /** `{name}`: file of a release that the site publishes. */
    published: string;
    mixed: string;
    one_release: string;
    owner: string;
    template: string;
  };
  progress: {
    title: string;
    rows: string;
    rows_one: string;
    rate: string;
    refused: string;
    protecting: string;
    opening: string;
    cancel: string;
    cancelled: string;
  };
  mapping: {
    title: string;
    intro: string;
    column: string;
    none: string;
    required: string;
    place: string;
    optional: string;
    constant: string;
    go: string;
    back: string;
  };
  refused: {
    title: string;
    none: string;
    summary: string;
    summary_one: string;
    shown: string;
    file: string;
    row: string;
    column: string;
    why: string;
    how_many: string;
    by_reason: string;
    download: string;
    too_many: string;
    content: string;
  };
  failed: { title: string; empty: string; back: string };
  simulated: { badge: string; text: string };
  form: Record<Form, string>;
  form_note: Record<Form, string>;
  opened: string;
  made: string;
  made_one: string;
  withdrawn: string;
  controls: {
    title: string;
    day: string;
    owner: string;
    all_owners: string;
    measure: string;
    threshold: string;
    kind: string;
    height: string;
    height_hint: string;
    share: string;
    debt: string;
    from: string;
    to: string;
    whole: string;
    clear: string;
    filtered: string;
    filter_note: string;
  };
  measure: { morose: string; above: string; km2: string };
  /** What is divided by what. */
  basis: { morose: string; above: string; km2: string };
  state: Record<FigureState, string>;
  state_help: Record<FigureState, string>;
  partial: string;
  partial_help: string;
  kind: Record<ZoneKind, string>;
  kind_one: Record<ZoneKind, string>;
  columns: Record<ColumnId, string> & { name: string; of: string };
  table: {
    title: string;
    caption: string;
    page: string;
    previous: string;
    next: string;
    sort: string;
    empty: string;
    show: string;
    within: string;
    outside: string;
  };
  legend: {
    sentence: string;
    own: string;
    own_class: string;
    note_zoom: string;
    note_gap: string;
    note_counts: string;
    undated: string;
    unplaced: string;
    unplaced_own: string;
  };
  panel: { title: string; none: string; close: string; inside: string };
  downloads: {
    title: string;
    planner: string;
    planner_note: string;
    public: string;
    public_note: string;
    csv: string;
    csv_note: string;
    local: string;
    preparing: string;
  };
  documents: {
    title: string;
    intro: string;
    point: string;
    latest: string;
    t0: string;
    t1: string;
    area: string;
    role: string;
    intervention: string;
    control: string;
    threshold: string;
    basis: string;
    source: string;
    unnamed: string;
    undated: string;
    not_said: string;
    compared: string;
    sign: string;
    caption: string;
    any_debt: string;
    not_stated: string;
    /** Beside a place without a position. */
    unplaced: string;
    /** `{what}`: another figure, whose state stands in the cell. */
    instead: string;
    /** Other figures by indicator. */
    other: Readonly<Record<string, string>> & { any: string };
  };
  map: { title: string; label: string; selected: string; failed: string };
}

export const DENSITY_WORDS: Record<Lang, Words> = {
  it: {
    title: 'Analisi della morosità',
    lead: 'Da un registro degli alloggi a una mappa che non mostra nessuna famiglia. Il registro si apre qui, sul computer che lo ha; ne escono soltanto cifre di gruppi abbastanza grandi, con le stesse regole del programma da riga di comando.',
    promise: {
      title: 'Che cosa succede al file',
      items: [
        'Il file non lascia questo computer: dopo la scelta la pagina non fa nessuna richiesta alla rete.',
        'Una riga vive il tempo di essere contata; né la pagina né i file che si scaricano ne contengono una.',
        'Degli errori si dicono riga, colonna e motivo, mai il contenuto della cella.',
        'Chiusa la pagina non resta nulla.',
      ],
    },
    kinds: {
      title: 'Che cosa si può aprire',
      items: [
        ['Registro (.csv, .xlsx)', 'uno o più file di un ente: alloggi, stato del contratto, debito, luogo.'],
        [
          'Parti (.part)',
          'le somme già fatte da uno o più enti proprietari: si uniscono, e solo dopo si applicano le regole.',
        ],
        ['Cifre (.json)', 'un risultato già protetto, per guardarlo di nuovo.'],
      ],
    },
    rules: {
      title: 'Le regole in breve',
      text: 'Una cifra si dice soltanto per almeno 20 famiglie, di cui almeno 10 morose e almeno 10 non morose; gli importi solo dove nessuna famiglia pesa più della metà e le due maggiori non più di tre quarti. Si tace anche quanto permetterebbe di ricavare per differenza una cifra taciuta. Chi controlla può rifare il conto: le regole sono le stesse in ogni strada.',
    },
    no_js: 'Per leggere un file sul proprio computer serve JavaScript; senza, questa pagina spiega soltanto.',
    preparing: 'Si caricano confini, quartieri e mappa…',
    prepared: 'Pronto: da qui in poi nessuna richiesta alla rete.',
    prepare_failed: 'Confini e quartieri non si caricano: senza non si può contare. {why}',
    choose: {
      label: 'Scegli un file',
      hint: '.csv o .xlsx (anche più d’uno), .part (anche più d’uno) oppure un .json',
      drop: 'oppure trascinalo qui',
      again: 'Scegli un altro file',
      wrong_kind: '«{name}»: si aprono .csv, .xlsx, .part e .json.',
      published: 'Apri le cifre pubblicate: {name}',
      mixed: 'Registri, parti e cifre non si mescolano: scegli file di un solo tipo.',
      one_release: 'Un solo file .json per volta.',
      owner: 'Ente proprietario, se il registro non ha la colonna',
      template: 'Colonne del registro',
    },
    progress: {
      title: 'Lettura di {name}',
      rows: '{n} righe lette',
      rows_one: '1 riga letta',
      rate: '{n} righe al secondo',
      refused: '{n} rifiutate',
      protecting: 'Si applicano le regole…',
      opening: 'Si apre il file…',
      cancel: 'Annulla',
      cancelled: 'Annullato: non è rimasto nulla di ciò che era stato letto.',
    },
    mapping: {
      title: 'Quali colonne?',
      intro:
        'Alcune colonne non si riconoscono dal titolo. Indica quali sono: si leggono solo i titoli, non le righe.',
      column: 'Colonna che serve',
      none: 'non c’è',
      required: 'obbligatoria',
      place: 'una di queste: coordinate, codice ISTAT o area',
      optional: 'facoltativa',
      constant: 'valore unico per tutte le righe',
      go: 'Leggi con queste colonne',
      back: 'Rinuncia',
    },
    refused: {
      title: 'Righe rifiutate',
      none: 'Nessuna riga rifiutata.',
      summary: '{n} righe rifiutate su {total} ({share}).',
      summary_one: '1 riga rifiutata su {total} ({share}).',
      shown: 'Sono elencate le prime {n}.',
      file: 'File',
      row: 'Riga',
      column: 'Colonna',
      why: 'Perché, e come rimediare',
      how_many: 'Righe',
      by_reason: 'Per motivo',
      download: 'Scarica l’elenco (CSV)',
      too_many:
        'Troppe righe rifiutate: {share}, più del {limit} ammesso. Non si pubblica un conto su un registro che si legge male: correggi e riprova.',
      content: 'Il contenuto delle celle non compare mai.',
    },
    failed: {
      title: 'Il file non si è potuto leggere',
      empty: 'Nel file non c’è nessuna riga da contare.',
      back: 'Ricomincia',
    },
    simulated: {
      badge: 'Dati simulati',
      text: 'Queste cifre vengono da un registro di prova: non descrivono nessun luogo reale.',
    },
    form: { pianificatore: 'Forma per il pianificatore', pubblica: 'Forma pubblica' },
    form_note: {
      pianificatore: 'Conti esatti e quote con un decimale, dopo le regole. Non va pubblicata.',
      pubblica: 'Conti arrotondati alle decine e fasce: si può pubblicare.',
    },
    opened: 'Aperto «{name}».',
    made: '{rows} righe lette, {refused} rifiutate, in {seconds} s.',
    made_one: '1 riga letta, {refused} rifiutate, in {seconds} s.',
    withdrawn: '{n} cifre già pubblicate in precedenza ora sono riservate.',
    controls: {
      title: 'Che cosa mostrare',
      day: 'Data di riferimento',
      owner: 'Proprietario',
      all_owners: 'tutti',
      measure: 'Colore delle celle',
      threshold: 'Soglia di debito',
      kind: 'Zone',
      height: 'Altezza delle celle secondo la cifra',
      height_hint: 'La mappa si inclina.',
      share: 'Quota di famiglie morose, %',
      debt: 'Debito mediano delle morose, €',
      from: 'da',
      to: 'a',
      whole: 'senza limite',
      clear: 'Togli i limiti',
      filtered: 'Passano {n} celle grandi su {total} e {fine_n} piccole su {fine}.',
      filter_note:
        'Con un limite, le celle senza quella cifra escono dalla mappa: non si sa se vi rientrano.',
    },
    measure: {
      morose: 'Famiglie morose',
      above: 'Debito oltre {euro}',
      km2: 'Famiglie morose per km²',
    },
    basis: {
      morose: 'famiglie con debito oltre 0 €, in % delle famiglie con contratto in corso',
      above: 'famiglie con debito oltre {euro}, in % delle famiglie con contratto in corso',
      km2: 'famiglie con debito oltre 0 € per chilometro quadrato della zona',
    },
    state: {
      value: 'con cifra',
      zero: 'nessuna famiglia',
      suppressed: 'riservato',
      missing: 'non pervenuto',
      'not-applicable': 'non si applica',
    },
    state_help: {
      value: 'la cifra si può dire',
      zero: 'il gruppo non ha famiglie con contratto in corso',
      suppressed: 'taciuto dalle regole, senza dire quale',
      missing: 'il registro non aveva la colonna che serve',
      'not-applicable': 'la misura non ha senso per questa zona',
    },
    partial: 'parziale',
    partial_help: 'la cella è tagliata da un confine: la cifra vale per una parte',
    kind: {
      regione: 'Regione',
      provincia: 'Province',
      comune: 'Comuni',
      area: 'Quartieri',
      'cella-7': 'Celle grandi (5 km²)',
      'cella-9': 'Celle piccole (0,1 km²)',
    },
    kind_one: {
      regione: 'regione',
      provincia: 'provincia',
      comune: 'comune',
      area: 'quartiere',
      'cella-7': 'cella grande',
      'cella-9': 'cella piccola',
    },
    columns: {
      name: 'Zona',
      of: 'Dove',
      households: 'Famiglie con contratto in corso',
      inArrears: 'Famiglie morose (debito oltre 0 €)',
      share: 'Quota di morose, % delle famiglie',
      above: 'Con debito oltre {euro}, % delle famiglie',
      median: 'Debito mediano delle morose, €',
      debt: 'Debito totale, €',
      perKm2: 'Morose (debito oltre 0 €) per km²',
      age: 'Con debito da oltre 24 mesi, % delle morose',
    },
    table: {
      title: 'Tabella delle cifre',
      caption: '{kind}, {owner}, al {day}: {n} righe',
      page: 'righe {from}–{to} di {n}',
      previous: 'Precedenti',
      next: 'Successive',
      sort: 'ordina per {column}',
      empty: 'Nessuna zona di questo tipo.',
      show: 'Mostra {name} sulla mappa',
      within: 'Solo dentro {name}',
      outside: 'Tutta la regione',
    },
    legend: {
      sentence: '{measure}, al {day}, proprietario: {owner}. {told} celle grandi su {total} con una cifra.',
      own: '{name}: {figure}',
      own_class: '{name}: {figure}, classe {class}',
      note_zoom:
        'Da lontano celle di circa 5 km², da vicino di 0,1 km²; sotto le piccole restano in trasparenza le grandi.',
      note_gap: 'Le famiglie di una cella troppo piccola sono contate nella zona che la contiene.',
      note_counts:
        'I numeri contano le celle grandi. Le piccole, {told} con una cifra su {total}, dividono le stesse famiglie: non si sommano.',
      undated: 'data non dichiarata, documento del {date}',
      unplaced: 'Aree non localizzabili, contate e non disegnate: {n}, di cui {told} con una quota.',
      unplaced_own: 'non localizzabile',
    },
    panel: {
      title: 'Zona scelta',
      none: 'Scegli una cella, un comune o una riga della tabella.',
      close: 'Chiudi',
      inside: 'Tabella di ciò che contiene',
    },
    downloads: {
      title: 'Porta via',
      planner: 'Cifre per il pianificatore (JSON)',
      planner_note: 'con un decimale; non pubblicare',
      public: 'Cifre in forma pubblica (JSON)',
      public_note: 'fasce e conti arrotondati',
      csv: 'Tabella completa (CSV)',
      csv_note: 'tutte le zone, i proprietari e le date, con gli stati',
      local: 'I file si compongono su questo computer.',
      preparing: 'Si prepara il file…',
    },
    documents: {
      title: 'La morosità nei documenti',
      intro:
        'Laboratori del 2014-2015, Lunetta e Giussano: le quote che i documenti dichiarano o permettono di calcolare, all’inizio (t0) e alla fine (t1), con i casi di controllo.',
      point: 'Momento',
      latest: 'l’ultimo detto',
      t0: 't0, inizio',
      t1: 't1, fine',
      area: 'Luogo',
      role: 'Ruolo',
      intervention: 'intervento',
      control: 'controllo',
      threshold: 'Soglia',
      basis: 'Su quali famiglie',
      source: 'Fonte',
      unnamed: 'caso di controllo, luogo non detto',
      undated: 'senza momento',
      not_said: 'non detto',
      compared: 'confrontato con {name}',
      sign: 'da documenti',
      caption:
        'Quota di famiglie morose secondo i documenti, % della base indicata. «Calcolato»: il documento dà i conti e non stampa la quota.',
      any_debt: 'non dichiarata',
      not_stated: 'non dichiarata',
      unplaced: 'non localizzabile',
      instead: 'non la quota: {what}',
      other: {
        share_debtors: 'una parte delle sole famiglie morose',
        debt_total: 'debito complessivo',
        any: 'un’altra cifra',
      },
    },
    map: {
      title: 'Mappa',
      label: 'Mappa della morosità: celle, quartieri e segni dai documenti',
      selected: 'scelta',
      failed:
        'La mappa non si è caricata: i registri si leggono lo stesso, senza mappa. Ricaricare la pagina per averla.',
    },
  },
  en: {
    title: 'Arrears analysis',
    lead: 'From a ledger of dwellings to a map that shows no household. The ledger is opened here, on the computer that holds it; only figures of large enough groups come out, by the same rules as the command-line program.',
    promise: {
      title: 'What happens to the file',
      items: [
        'The file does not leave this computer: once it is chosen the page makes no network request.',
        'A row lives as long as it takes to count it; neither the page nor the files you save contain one.',
        'Errors are told by row, column and reason, never by the content of a cell.',
        'When the page is closed nothing is left.',
      ],
    },
    kinds: {
      title: 'What can be opened',
      items: [
        ['Ledger (.csv, .xlsx)', 'one or more files of a body: dwellings, state of contract, debt, place.'],
        [
          'Parts (.part)',
          'sums that one or more owners have already made: they are joined, and only then the rules apply.',
        ],
        ['Figures (.json)', 'a result that is already protected, to look at it again.'],
      ],
    },
    rules: {
      title: 'The rules in short',
      text: 'A figure is told only for at least 20 households, of which at least 10 in arrears and at least 10 not in arrears; amounts only where no household has more than half and the two largest no more than three quarters. Whatever would give a withheld figure away by subtraction is withheld too. Whoever checks can redo the sum: the rules are the same on every path.',
    },
    no_js: 'Reading a file on your own computer needs JavaScript; without it this page only explains.',
    preparing: 'Loading boundaries, neighbourhoods and map…',
    prepared: 'Ready: from here on no network request.',
    prepare_failed: 'Boundaries and neighbourhoods do not load: nothing can be counted without them. {why}',
    choose: {
      label: 'Choose a file',
      hint: '.csv or .xlsx (several allowed), .part (several allowed) or one .json',
      drop: 'or drop it here',
      again: 'Choose another file',
      wrong_kind: '“{name}”: .csv, .xlsx, .part and .json can be opened.',
      published: 'Open the published figures: {name}',
      mixed: 'Ledgers, parts and figures do not mix: choose files of one kind.',
      one_release: 'One .json file at a time.',
      owner: 'Owner, if the ledger does not have the column',
      template: 'Columns of the ledger',
    },
    progress: {
      title: 'Reading {name}',
      rows: '{n} rows read',
      rows_one: '1 row read',
      rate: '{n} rows a second',
      refused: '{n} refused',
      protecting: 'Applying the rules…',
      opening: 'Opening the file…',
      cancel: 'Cancel',
      cancelled: 'Cancelled: nothing of what had been read is left.',
    },
    mapping: {
      title: 'Which columns?',
      intro:
        'Some columns cannot be told by their titles. Say which they are: only the titles are read, not the rows.',
      column: 'Column needed',
      none: 'not there',
      required: 'required',
      place: 'one of these: coordinates, ISTAT code or area',
      optional: 'optional',
      constant: 'one value for all rows',
      go: 'Read with these columns',
      back: 'Give up',
    },
    refused: {
      title: 'Refused rows',
      none: 'No row refused.',
      summary: '{n} rows refused of {total} ({share}).',
      summary_one: '1 row refused of {total} ({share}).',
      shown: 'The first {n} are listed.',
      file: 'File',
      row: 'Row',
      column: 'Column',
      why: 'Why, and how to mend it',
      how_many: 'Rows',
      by_reason: 'By reason',
      download: 'Save the list (CSV)',
      too_many:
        'Too many refused rows: {share}, more than the {limit} allowed. No count is told about a ledger that reads badly: mend it and try again.',
      content: 'The content of cells never appears.',
    },
    failed: {
      title: 'The file could not be read',
      empty: 'There is no row to count in the file.',
      back: 'Start again',
    },
    simulated: {
      badge: 'Simulated data',
      text: 'These figures come from a trial ledger: they describe no real place.',
    },
    form: { pianificatore: 'Planner’s form', pubblica: 'Public form' },
    form_note: {
      pianificatore: 'Exact counts and shares with one decimal, past the rules. Not for publication.',
      pubblica: 'Counts rounded to tens and bands: may be published.',
    },
    opened: 'Opened “{name}”.',
    made: '{rows} rows read, {refused} refused, in {seconds} s.',
    made_one: '1 row read, {refused} refused, in {seconds} s.',
    withdrawn: '{n} figures that were published before are now withheld.',
    controls: {
      title: 'What to show',
      day: 'Reference date',
      owner: 'Owner',
      all_owners: 'all',
      measure: 'Colour of the cells',
      threshold: 'Debt threshold',
      kind: 'Zones',
      height: 'Height of the cells by the figure',
      height_hint: 'The map tilts.',
      share: 'Share of households in arrears, %',
      debt: 'Median debt of those in arrears, €',
      from: 'from',
      to: 'to',
      whole: 'no limit',
      clear: 'Remove the limits',
      filtered: '{n} of {total} large cells and {fine_n} of {fine} small ones pass.',
      filter_note:
        'With a limit, cells without that figure leave the map: it is not known whether they meet it.',
    },
    measure: {
      morose: 'Households in arrears',
      above: 'Debt above {euro}',
      km2: 'Households in arrears per km²',
    },
    basis: {
      morose: 'households with a debt above €0, in % of households with a running contract',
      above: 'households with a debt above {euro}, in % of households with a running contract',
      km2: 'households with a debt above €0 by square kilometre of the zone',
    },
    state: {
      value: 'with a figure',
      zero: 'no household',
      suppressed: 'withheld',
      missing: 'not supplied',
      'not-applicable': 'not applicable',
    },
    state_help: {
      value: 'the figure may be told',
      zero: 'the group has no household with a running contract',
      suppressed: 'withheld by the rules, without saying which',
      missing: 'the ledger did not have the column',
      'not-applicable': 'the measure has no meaning for this zone',
    },
    partial: 'partial',
    partial_help: 'a border cuts the cell: the figure is about a part of it',
    kind: {
      regione: 'Region',
      provincia: 'Provinces',
      comune: 'Municipalities',
      area: 'Neighbourhoods',
      'cella-7': 'Large cells (5 km²)',
      'cella-9': 'Small cells (0.1 km²)',
    },
    kind_one: {
      regione: 'region',
      provincia: 'province',
      comune: 'municipality',
      area: 'neighbourhood',
      'cella-7': 'large cell',
      'cella-9': 'small cell',
    },
    columns: {
      name: 'Zone',
      of: 'Where',
      households: 'Households with a running contract',
      inArrears: 'Households in arrears (debt above €0)',
      share: 'Share in arrears, % of households',
      above: 'With a debt above {euro}, % of households',
      median: 'Median debt of those in arrears, €',
      debt: 'Total debt, €',
      perKm2: 'In arrears (debt above €0) per km²',
      age: 'With a debt older than 24 months, % of those in arrears',
    },
    table: {
      title: 'Table of figures',
      caption: '{kind}, {owner}, on {day}: {n} rows',
      page: 'rows {from}–{to} of {n}',
      previous: 'Previous',
      next: 'Next',
      sort: 'sort by {column}',
      empty: 'No zone of this kind.',
      show: 'Show {name} on the map',
      within: 'Only inside {name}',
      outside: 'Whole region',
    },
    legend: {
      sentence: '{measure}, on {day}, owner: {owner}. {told} of {total} large cells have a figure.',
      own: '{name}: {figure}',
      own_class: '{name}: {figure}, class {class}',
      note_zoom:
        'From afar cells of about 5 km², from near of 0.1 km²; the large ones stay in transparency under the small ones.',
      note_gap: 'Households of a cell that is too small are counted in the zone that contains it.',
      note_counts:
        'The numbers count large cells. The small ones, {told} of {total} with a figure, divide the same households: they do not add up.',
      undated: 'date not stated, document of {date}',
      unplaced: 'Areas that cannot be located, counted and not drawn: {n}, of which {told} with a share.',
      unplaced_own: 'cannot be located',
    },
    panel: {
      title: 'Chosen zone',
      none: 'Choose a cell, a municipality or a row of the table.',
      close: 'Close',
      inside: 'Table of what it contains',
    },
    downloads: {
      title: 'Take away',
      planner: 'Figures for the planner (JSON)',
      planner_note: 'with one decimal; do not publish',
      public: 'Figures in public form (JSON)',
      public_note: 'bands and rounded counts',
      csv: 'Complete table (CSV)',
      csv_note: 'all zones, owners and dates, with their states',
      local: 'The files are made on this computer.',
      preparing: 'Preparing the file…',
    },
    documents: {
      title: 'Arrears in the documents',
      intro:
        'Labs of 2014-2015, Lunetta and Giussano: the shares that documents state or allow to compute, at the start (t0) and at the end (t1), with their control cases.',
      point: 'Time point',
      latest: 'the latest told',
      t0: 't0, start',
      t1: 't1, end',
      area: 'Place',
      role: 'Role',
      intervention: 'intervention',
      control: 'control',
      threshold: 'Threshold',
      basis: 'Of which households',
      source: 'Source',
      unnamed: 'control case, place not stated',
      undated: 'no time point',
      not_said: 'not stated',
      compared: 'compared with {name}',
      sign: 'from documents',
      caption:
        'Share of households in arrears by the documents, % of the stated base. “Computed”: the document gives the counts and does not print the share.',
      any_debt: 'not stated',
      not_stated: 'not stated',
      unplaced: 'cannot be located',
      instead: 'not the share: {what}',
      other: {
        share_debtors: 'a part of those in arrears alone',
        debt_total: 'overall debt',
        any: 'another figure',
      },
    },
    map: {
      title: 'Map',
      label: 'Map of arrears: cells, neighbourhoods and signs from documents',
      selected: 'chosen',
      failed:
        'The map did not load: ledgers are read all the same, without a map. Reload the page to have it.',
    },
  },
};

/** Name of a measure: `Debito oltre 1.000 €`. */
export function measureWords(measure: Measure, lang: Lang): string {
  const w = DENSITY_WORDS[lang].measure;
  if (measure === 'morose' || measure === 'km2') return w[measure];
  return fill(w.above, { euro: formatEuro(thresholdOf(measure), lang) });
}

/** What is divided by what, and above which debt. */
export function basisWords(measure: Measure, lang: Lang): string {
  const w = DENSITY_WORDS[lang].basis;
  if (measure === 'morose' || measure === 'km2') return w[measure];
  return fill(w.above, { euro: formatEuro(thresholdOf(measure), lang) });
}

export type Unit = 'count' | 'percent' | 'euro' | 'km2';
export const COLUMN_UNIT: Record<ColumnId, Unit> = {
  households: 'count',
  inArrears: 'count',
  share: 'percent',
  above: 'percent',
  median: 'euro',
  debt: 'euro',
  perKm2: 'km2',
  age: 'percent',
};

export const unitOf = (measure: Measure): Unit => (measure === 'km2' ? 'km2' : 'percent');

function numberWords(n: number, unit: Unit, lang: Lang): string {
  switch (unit) {
    case 'count':
      return formatNumber(n, lang, 0);
    case 'euro':
      // Limits of bands are round: from ten thousand on the short form says them whole.
      return n >= 10_000 ? formatEuroShort(n, lang) : formatEuro(Math.round(n), lang);
    case 'percent':
    case 'km2':
      return formatNumber(n, lang, 1);
  }
}

/** A figure in words, never blank: `46,7 %`, `20–30 %`, `circa 120`, `oltre 100.000 €`, `riservato`. */
export function toldWords(figure: Told, unit: Unit, lang: Lang): string {
  if (figure.state !== 'value') return DENSITY_WORDS[lang].state[figure.state];
  const it = lang === 'it';
  const suffix = unit === 'percent' ? ' %' : '';
  const { low, high } = figure;
  if (high === null) return `${it ? 'oltre' : 'over'} ${numberWords(low, unit, lang)}${suffix}`;
  if (figure.about) return `${it ? 'circa' : 'about'} ${numberWords(low, unit, lang)}${suffix}`;
  if (low === high) return `${numberWords(low, unit, lang)}${suffix}`;
  return `${numberWords(low, unit, lang)}–${numberWords(high, unit, lang)}${suffix}`;
}

export const ownerWords = (owner: string, lang: Lang): string =>
  owner === 'tutti' ? DENSITY_WORDS[lang].controls.all_owners : owner;
