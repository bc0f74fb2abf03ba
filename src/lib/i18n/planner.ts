/** Words of the planner's facets and time bar. */
import type { AmbitoBasis, FacetId } from '$lib/domain/facets';
import { formatDate, formatNumber, type Lang } from '../domain/figures';
import type { ProgrammeState } from '$lib/domain/programmes-time';
import { countStates, type ProjectNow, type ProjectState } from '../domain/project-time';
import type { Ambito } from '$lib/schema/tables';
import { fill } from './index';

/** States of projects in the order they are counted; refused ones do not run. */
const COUNTED = [
  'running',
  'ended',
  'not-yet',
  'started',
  'unknown',
] as const satisfies readonly ProjectState[];

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
    /** Counts while only municipalities without labs are shown. */
    counts_of_gaps: string;
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
    refused: string;
    clear: string;
  };
  /** A project at the date of the view. */
  project: {
    state: Record<ProjectState, string>;
    /** Counted: `{n}`; one and more. */
    counted: Record<ProjectState, [string, string]>;
    status: string;
    /** `{status}`, `{date}` */
    dated: string;
    later: string;
    column: string;
    definition: string;
    period: string;
    period_definition: string;
    period_short: string;
    in_period: { in: string; unsaid: string };
    unsaid: [string, string];
    /** `{n}`, `{date}` */
    legend: string;
  };
  time: {
    label: string;
    date: string;
    open: string;
    open_one: string;
    open_none: string;
    /** After the last document, whose day is `{day}`. */
    open_later: string;
    open_later_one: string;
    unsaid: string;
    unsaid_later: string;
    /** The same where two days do not agree: `{n}` is “from 0 to 48”. */
    unsaid_from_to: string;
    unsaid_from_to_later: string;
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
      outcomes: 'Esito del bando',
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
      outcomes:
        'I documenti danno l’esito solo degli avvisi del 2014 e del 2017. I progetti di accordi di programma, contratti di quartiere e altri programmi non ne hanno uno, e qui contano tra i finanziati. Senza scelta restano fuori solo i non finanziati e i non ammessi.',
      amount: 'Un solo tipo alla volta: tipi diversi non si confrontano.',
      period:
        'Progetti in corso in questi anni; dove il progetto non ha date valgono quelle del programma. Uno che un documento dice concluso non va oltre la data del documento. Chi resta dentro solo perché una data manca è segnato in elenco e tabella.',
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
    counts_of_gaps:
      'I numeri contano nei soli comuni senza laboratori mostrati ora: un’altra scelta può cambiare anche questi.',
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
    together: 'Togliere un filtro solo non basta: a svuotare il risultato sono più filtri.',
    refused: 'Ci sono solo progetti non finanziati o non ammessi: si vedono scegliendo un esito del bando.',
    clear: 'Togli tutti i filtri sui progetti',
  },
  project: {
    state: {
      running: 'in corso',
      ended: 'concluso',
      'not-yet': 'non ancora avviato',
      started: 'avviato, poi non detto',
      unknown: 'non detto',
      refused: 'non finanziato o non ammesso',
    },
    counted: {
      running: ['in corso', 'in corso'],
      ended: ['concluso', 'conclusi'],
      'not-yet': ['non ancora avviato', 'non ancora avviati'],
      started: ['avviato senza notizie successive', 'avviati senza notizie successive'],
      unknown: ['senza date', 'senza date'],
      refused: ['non finanziato', 'non finanziati'],
    },
    status: 'stato dichiarato',
    dated: '{status} ({date})',
    later: '{status} (detto solo dopo: {date})',
    column: 'Al {date}',
    definition:
      'Che cosa i documenti lasciano dire del progetto alla data della vista, dalle sue date e dallo stato dichiarato, che vale per il giorno del suo documento. Prima dell’inizio del programma un progetto non è avviato. «Avviato, poi non detto»: cominciato, e dall’ultima notizia nessuno dice come prosegue.',
    period: 'In corso nel periodo {from}–{to}',
    period_definition:
      'Se le date bastano a dire che il progetto è in corso nel periodo scelto, o se resta dentro perché una data manca.',
    period_short: 'nel periodo',
    in_period: { in: 'sì', unsaid: 'non si sa: manca una data' },
    unsaid: ['a 1 manca una data per il periodo', 'a {n} manca una data per il periodo'],
    legend: 'In corso al {date}: {n}.',
  },
  time: {
    label: 'Barra del tempo',
    date: 'Situazione al',
    open: '{open} laboratori aperti su {all}',
    open_one: '1 laboratorio aperto su {all}',
    open_none: 'nessun laboratorio con questi filtri',
    open_later: '{open} laboratori aperti secondo le previsioni su {all}',
    open_later_one: '1 laboratorio aperto secondo le previsioni su {all}',
    unsaid: 'di {n} non è detto',
    unsaid_later: 'di {n} non è detto: l’ultimo documento è del {day}',
    unsaid_from_to: 'non detto: {n}',
    unsaid_from_to_later: 'non detto: {n}; l’ultimo documento è del {day}',
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
      outcomes: 'Outcome of the call',
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
      outcomes:
        'The documents give outcomes of the calls of 2014 and 2017 only. Projects of programme agreements, neighbourhood contracts and other programmes have none, and count among the funded ones here. With nothing chosen, only projects not funded and not admitted stay out.',
      amount: 'One kind at a time: different kinds do not compare.',
      period:
        'Projects running in these years; where a project has no dates its programme’s are used. One that a document says has ended does not run beyond the date of that document. Whatever stays in only because a date is missing is marked in list and table.',
      text: 'In the names of project, areas and lead, alternative names included.',
    },
    lead_kind: { comune: 'A municipality', aler: 'An ALER (public-housing company)' },
    lead_body: 'Which body',
    ambito: {
      rappresentanza: 'tenants’ representation',
      intermediazione: 'mediation',
      autogestione: 'self-management',
      'morosita-incolpevole': 'no-fault arrears (morosità incolpevole)',
      'disagio-sociale': 'social hardship',
    },
    ambito_basis: {
      dichiarato: 'declared by the project',
      osservato: 'observed by the evaluation',
    },
    counts_of_gaps:
      'The numbers count within the municipalities without labs that are shown now: another choice may change these too.',
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
    together: 'Removing one filter alone is not enough: several of them empty the result.',
    refused: 'There are only projects not funded or not admitted: choose an outcome of the call to see them.',
    clear: 'Remove all filters on projects',
  },
  project: {
    state: {
      running: 'running',
      ended: 'ended',
      'not-yet': 'not started yet',
      started: 'started, then not said',
      unknown: 'not said',
      refused: 'not funded or not admitted',
    },
    counted: {
      running: ['running', 'running'],
      ended: ['ended', 'ended'],
      'not-yet': ['not started yet', 'not started yet'],
      started: ['started with no later word', 'started with no later word'],
      unknown: ['without dates', 'without dates'],
      refused: ['not funded', 'not funded'],
    },
    status: 'stated status',
    dated: '{status} ({date})',
    later: '{status} (said only later: {date})',
    column: 'On {date}',
    definition:
      'What the documents let one say of the project at the date of the view, from its dates and its stated status, which is of the day of its document. Before its programme starts a project has not started. “Started, then not said”: it began, and since the last word on it nobody says how it goes on.',
    period: 'Running in {from}–{to}',
    period_definition:
      'Whether the dates suffice to say that the project runs in the chosen period, or it stays in because a date is missing.',
    period_short: 'in the period',
    in_period: { in: 'yes', unsaid: 'not known: a date is missing' },
    unsaid: ['1 lacks a date for the period', '{n} lack a date for the period'],
    legend: 'Running on {date}: {n}.',
  },
  time: {
    label: 'Time bar',
    date: 'Situation on',
    open: '{open} labs open of {all}',
    open_one: '1 lab open of {all}',
    open_none: 'no lab with these filters',
    open_later: '{open} labs open by the plans, of {all}',
    open_later_one: '1 lab open by the plans, of {all}',
    unsaid: 'for {n} no document says',
    unsaid_later: 'for {n} no document says: the last is of {day}',
    unsaid_from_to: 'not said: {n}',
    unsaid_from_to_later: 'not said: {n}; the last document is of {day}',
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

/** How many on the earlier of two days, and how many on the later. */
export const fromTo = (first: number, last: number, lang: Lang): string => {
  const number = (n: number): string => formatNumber(n, lang, 0);
  return lang === 'it' ? `da ${number(first)} a ${number(last)}` : `from ${number(first)} to ${number(last)}`;
};

/** `7 in corso, 19 conclusi`: states that no project is in are left out. */
export function projectsCounted(
  counts: readonly Readonly<Record<ProjectState, number>>[],
  lang: Lang,
): string[] {
  const { counted } = planner[lang].project;
  return COUNTED.flatMap((state) => {
    const [first = 0, last = first] = counts.map((c) => c[state]);
    if (first === 0 && last === 0) return [];
    const [one, many] = counted[state];
    if (first !== last) return [`${fromTo(first, last, lang)} ${many}`];
    return [`${formatNumber(last, lang, 0)} ${last === 1 ? one : many}`];
  });
}

/** Labs at a day. */
export interface LabsTold {
  open: number;
  all: number;
  /** Of how many no document says whether they are open. */
  unsaid: number;
  /** Date of the last document, where the day is after it; else null. */
  later: string | null;
}

/** How many labs are open of all, and of how many nobody says, on one day or on two. */
export function labsCounted(days: readonly LabsTold[], lang: Lang): string {
  const w = planner[lang].time;
  const last = days.at(-1);
  if (last === undefined || last.all === 0) return w.open_none;
  const number = (n: number): string => formatNumber(n, lang, 0);
  const both = (of: (day: LabsTold) => number): string => {
    const [one = 0, two = one] = days.map(of);
    return one === two ? number(two) : fromTo(one, two, lang);
  };
  const one = days.every(({ open }) => open === 1);
  // A day that documents speak of and one beyond them: only the second is a forecast, and the bracket says so.
  const planned = days.every(({ later }) => later !== null);
  const words = planned ? (one ? w.open_later_one : w.open_later) : one ? w.open_one : w.open;
  const told = fill(words, { open: both(({ open }) => open), all: number(last.all) });
  if (days.every(({ unsaid }) => unsaid === 0)) return told;
  const [plain, after] = days.every(({ unsaid }) => unsaid === last.unsaid)
    ? [w.unsaid, w.unsaid_later]
    : [w.unsaid_from_to, w.unsaid_from_to_later];
  const rest = fill(last.later === null ? plain : after, {
    n: both(({ unsaid }) => unsaid),
    day: last.later === null ? '' : formatDate(last.later, lang),
  });
  return `${told} (${rest})`;
}

/** A stated status with the date of its document; one that comes only after the day says so. */
export const projectStatus = (
  { statusDate, later }: Pick<ProjectNow, 'statusDate' | 'later'>,
  status: string,
  lang: Lang,
): string => {
  const w = planner[lang].project;
  return statusDate === null
    ? status
    : fill(later ? w.later : w.dated, { status, date: formatDate(statusDate, lang) });
};

/** A project at the day of a view, in words: what is known of it, and its status. */
export function projectLine(now: ProjectNow, status: string | null, lang: Lang): string {
  const w = planner[lang].project;
  return [
    ...(now.state === 'refused' ? [] : [w.state[now.state]]),
    ...(now.period === 'unsaid' ? [`${w.period_short}: ${w.in_period.unsaid}`] : []),
    ...(status === null ? [] : [`${w.status}: ${projectStatus(now, status, lang)}`]),
  ].join('; ');
}

/** How many of the projects are told to run at the date, in a short sentence; empty where none is funded. */
export function projectsTold(
  { projectsAt, question }: { projectsAt: ReadonlyMap<string, ProjectNow>; question: { date: string } },
  lang: Lang,
): string {
  const { running, refused } = countStates(projectsAt.values());
  return projectsAt.size === refused
    ? ''
    : fill(planner[lang].project.legend, {
        n: formatNumber(running, lang, 0),
        date: formatDate(question.date, lang),
      });
}
