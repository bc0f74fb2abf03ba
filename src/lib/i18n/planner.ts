/** Words of the planner's facets and time bar. */
import type { AmbitoBasis, FacetId } from '$lib/domain/facets';
import type { Lang } from '$lib/domain/figures';
import type { ProgrammeState } from '$lib/domain/programmes-time';
import type { Ambito } from '$lib/schema/tables';

interface Words {
  facets: {
    title: string;
    help: string;
    name: Record<FacetId, string>;
    about: Partial<Record<FacetId, string>>;
    lead_kind: { comune: string; aler: string };
    lead_body: string;
    ambito: Record<Ambito, string>;
    ambito_basis: Record<AmbitoBasis, string>;
    search: string;
    found: string;
    found_one: string;
    found_none: string;
    no_values: string;
    show_all: string;
    show_less: string;
    chosen: string;
    chosen_one: string;
    text_hint: string;
    amount_kind: string;
    amount_min: string;
    amount_max: string;
    amount_limit: string;
    year_from: string;
    year_to: string;
    from_above_to: string;
    out_of_range: string;
    euro_from: string;
    euro_to: string;
    euro_between: string;
  };
  chips: { label: string; remove: string; clear: string; axis: string };
  empty: {
    title: string;
    because: string;
    because_any: string;
    drop: string;
    together: string;
    axes: string;
    refused: string;
    clear: string;
  };
  time: {
    label: string;
    date: string;
    open: string;
    open_one: string;
    open_none: string;
    back_year: string;
    back_month: string;
    on_month: string;
    on_year: string;
    play: string;
    play_step: string;
    pause: string;
    last_document: string;
    in_words: string;
    close: string;
    programmes: string;
    labs: string;
    documents: string;
    gaps: string;
    no_gaps: string;
    undated: string;
    start_unknown: string;
    end_unknown: string;
    state: Record<ProgrammeState, string>;
    reading: string;
  };
}

const it: Words = {
  facets: {
    title: 'Filtra i progetti',
    help: 'Dentro una voce le scelte si aggiungono, tra voci diverse si restringono. Il numero dice quanti progetti resterebbero.',
    name: {
      programmes: 'Programma',
      leads: 'Capofila',
      provinces: 'Provincia',
      comuni: 'Comune',
      ambiti: 'Ambito',
      ambitoBasis: 'Come è noto l’ambito',
      statuses: 'Stato dichiarato',
      needs: 'Classe di fabbisogno, avviso 2014',
      outcomes: 'Esito',
      amount: 'Importo',
      period: 'Periodo',
      text: 'Testo',
    },
    about: {
      ambiti: 'Dichiarati dal progetto o osservati dalla valutazione, se non si sceglie sotto.',
      ambitoBasis:
        'Dichiarato: nella tabella delle relazioni finali dei progetti. Osservato: nella lettura della valutazione (capitolo del laboratorio, parte terza). Vale per gli ambiti scelti; senza, per uno qualsiasi.',
      statuses: 'Con le parole del documento.',
      needs: 'Come stampata nel documento; chi non ha partecipato all’avviso non ne ha una.',
      outcomes: 'Senza scelta restano fuori i progetti non finanziati e non ammessi.',
      amount: 'Un solo tipo alla volta: tipi diversi non si confrontano.',
      period: 'Progetti in corso in questi anni; dove il progetto non ha date valgono quelle del programma.',
      text: 'Nel nome del progetto, delle aree e del capofila, anche con i nomi alternativi.',
    },
    lead_kind: { comune: 'Un Comune', aler: 'Un’ALER' },
    lead_body: 'Quale ente',
    ambito: {
      rappresentanza: 'rappresentanza',
      intermediazione: 'intermediazione',
      autogestione: 'autogestione',
      'morosita-incolpevole': 'morosità incolpevole',
      'disagio-sociale': 'disagio sociale',
    },
    ambito_basis: {
      dichiarato: 'dichiarato dal progetto',
      osservato: 'osservato dalla valutazione',
    },
    search: 'Cerca in: {name}',
    found: '{n} voci trovate',
    found_one: '1 voce trovata',
    found_none: 'Nessuna voce trovata',
    no_values: 'Nessun progetto ha questa indicazione.',
    show_all: 'Mostra tutti ({n})',
    show_less: 'Mostra meno',
    chosen: '{n} scelti',
    chosen_one: '1 scelto',
    text_hint: 'Per esempio: Lunetta',
    amount_kind: 'Tipo di importo',
    amount_min: 'Da euro',
    amount_max: 'A euro',
    amount_limit: 'Il maggiore dichiarato per un progetto: {euro}.',
    year_from: 'Dall’anno',
    year_to: 'All’anno',
    from_above_to: 'Il primo valore supera il secondo: il filtro non è stato applicato.',
    out_of_range: 'Servono numeri interi tra {min} e {max}: il filtro non è stato applicato.',
    euro_from: '{kind}, da {min}',
    euro_to: '{kind}, fino a {max}',
    euro_between: '{kind}, da {min} a {max}',
  },
  chips: {
    label: 'Filtri attivi',
    remove: 'Togli: {name}',
    clear: 'Togli tutti i filtri',
    axis: 'Asse',
  },
  empty: {
    title: 'Nessun progetto corrisponde ai filtri.',
    because: 'Lo esclude il filtro «{name}»: senza, i progetti sarebbero {n}.',
    because_any: 'Basta togliere uno di questi filtri:',
    drop: 'Togli «{name}» ({n})',
    together: 'Nessun filtro da solo svuota il risultato: è la loro combinazione.',
    axes: 'L’asse di finanziamento scelto non ha progetti: cambiare la scelta nell’albero dei fondi.',
    refused: 'Ci sono solo progetti non finanziati o non ammessi: si vedono scegliendo un esito.',
    clear: 'Togli tutti i filtri sui progetti',
  },
  time: {
    label: 'Barra del tempo',
    date: 'Situazione al',
    open: '{open} laboratori aperti su {all}',
    open_one: '1 laboratorio aperto su {all}',
    open_none: 'nessun laboratorio con questi filtri',
    back_year: 'Un anno indietro',
    back_month: 'Un mese indietro',
    on_month: 'Un mese avanti',
    on_year: 'Un anno avanti',
    play: 'Scorri anno per anno',
    play_step: 'Avanza di un anno (le animazioni sono spente)',
    pause: 'Ferma lo scorrimento',
    last_document: 'Ultimo documento',
    in_words: 'In parole',
    close: 'Chiudi',
    programmes: 'Programmi',
    labs: 'Laboratori aperti',
    documents: 'Documenti',
    gaps: 'Mesi senza alcun laboratorio dichiarato aperto',
    no_gaps: 'Nessuno: ogni mese almeno un laboratorio risulta aperto.',
    undated: 'Senza date nei documenti: {names}.',
    start_unknown: 'inizio non detto',
    end_unknown: 'fine non detta',
    state: {
      'not-yet': 'non ancora iniziato',
      running: 'in corso',
      'end-unknown': 'iniziato, fine non detta',
      'start-unknown': 'inizio non detto, non ancora finito',
      over: 'finito',
      undated: 'senza date',
    },
    reading:
      'Barre: i programmi, sfumate dove un estremo non è detto; più vive quelli non finiti alla data. Striscia: laboratori che i documenti dicono aperti alla fine di ogni mese, più chiari se la fine non è detta, a tratteggio i mesi senza nessuno. Righe verticali: le date dei documenti.',
  },
};

const en: Words = {
  facets: {
    title: 'Filter the projects',
    help: 'Within one heading choices add up, between headings they narrow. The number says how many projects would be left.',
    name: {
      programmes: 'Programme',
      leads: 'Lead',
      provinces: 'Province',
      comuni: 'Municipality',
      ambiti: 'Field of action',
      ambitoBasis: 'How the field of action is known',
      statuses: 'Stated status',
      needs: 'Class of housing need, 2014 call',
      outcomes: 'Outcome',
      amount: 'Amount',
      period: 'Period',
      text: 'Text',
    },
    about: {
      ambiti: 'Declared by the project or observed by the evaluation, unless chosen below.',
      ambitoBasis:
        'Declared: in the table made of the projects’ final reports. Observed: in the evaluation’s own reading (chapter of the lab, part three). It holds for the fields chosen; without, for any of them.',
      statuses: 'As the document states it, translated.',
      needs: 'As the call has it, the Italian word beside; whoever was not in the call has none.',
      outcomes: 'With nothing chosen, projects not funded and not admitted stay out.',
      amount: 'One kind at a time: different kinds do not compare.',
      period: 'Projects running in these years; where a project has no dates its programme’s are used.',
      text: 'In the names of project, areas and lead, alternative names included.',
    },
    lead_kind: { comune: 'A municipality', aler: 'An ALER (public-housing company)' },
    lead_body: 'Which body',
    ambito: {
      rappresentanza: 'tenants’ representation',
      intermediazione: 'mediation',
      autogestione: 'self-management',
      'morosita-incolpevole': 'arrears through no fault (morosità incolpevole)',
      'disagio-sociale': 'social hardship',
    },
    ambito_basis: {
      dichiarato: 'declared by the project',
      osservato: 'observed by the evaluation',
    },
    search: 'Search in: {name}',
    found: '{n} entries found',
    found_one: '1 entry found',
    found_none: 'No entry found',
    no_values: 'No project has this piece of information.',
    show_all: 'Show all ({n})',
    show_less: 'Show fewer',
    chosen: '{n} chosen',
    chosen_one: '1 chosen',
    text_hint: 'For example: Lunetta',
    amount_kind: 'Kind of amount',
    amount_min: 'From euro',
    amount_max: 'To euro',
    amount_limit: 'The largest stated for one project: {euro}.',
    year_from: 'From year',
    year_to: 'To year',
    from_above_to: 'The first value is above the second: the filter has not been applied.',
    out_of_range: 'Whole numbers between {min} and {max}, please: the filter has not been applied.',
    euro_from: '{kind}, from {min}',
    euro_to: '{kind}, up to {max}',
    euro_between: '{kind}, from {min} to {max}',
  },
  chips: {
    label: 'Filters that are on',
    remove: 'Remove: {name}',
    clear: 'Remove all filters',
    axis: 'Axis',
  },
  empty: {
    title: 'No project matches the filters.',
    because: 'The filter “{name}” excludes them: without it there would be {n}.',
    because_any: 'Removing one of these filters is enough:',
    drop: 'Remove “{name}” ({n})',
    together: 'No single filter empties the result: their combination does.',
    axes: 'The chosen funding axis has no projects: change the choice in the funding tree.',
    refused: 'There are only projects not funded or not admitted: choose an outcome to see them.',
    clear: 'Remove all filters on projects',
  },
  time: {
    label: 'Time bar',
    date: 'Situation on',
    open: '{open} labs open of {all}',
    open_one: '1 lab open of {all}',
    open_none: 'no lab with these filters',
    back_year: 'One year back',
    back_month: 'One month back',
    on_month: 'One month on',
    on_year: 'One year on',
    play: 'Run year by year',
    play_step: 'One year on (animations are off)',
    pause: 'Stop running',
    last_document: 'Last document',
    in_words: 'In words',
    close: 'Close',
    programmes: 'Programmes',
    labs: 'Labs open',
    documents: 'Documents',
    gaps: 'Months without any lab stated open',
    no_gaps: 'None: in every month at least one lab is stated open.',
    undated: 'Without dates in the documents: {names}.',
    start_unknown: 'start not stated',
    end_unknown: 'end not stated',
    state: {
      'not-yet': 'not started yet',
      running: 'running',
      'end-unknown': 'started, end not stated',
      'start-unknown': 'start not stated, not ended yet',
      over: 'ended',
      undated: 'without dates',
    },
    reading:
      'Bars: the programmes, fading where an end is not stated; stronger for those not over at the date. Strip: labs that the documents state open at the end of each month, lighter where the end is not stated, hatched where there is none. Vertical lines: the dates of the documents.',
  },
};

export const planner: Record<Lang, Words> = { it, en };
