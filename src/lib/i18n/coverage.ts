/** Words of the coverage analysis. */
import { shownOf } from '../domain/coverage/sums';
import type { CoverageResult, MunicipalityReach, Reach, ReachState, Sum } from '../domain/coverage/types';
import { formatDate, formatNumber, type Lang } from '../domain/figures';
import { fill } from './fill';
import { tableWords } from './vocabularies';

/** One and many: `{n}` is the number. */
export type Count = readonly [one: string, many: string];

interface Words {
  title: string;
  intro: string;
  on: string;
  /** Where a lab counts: within a radius, or in the municipality alone. */
  where: { title: string; radius: string; own: string; own_help: string };
  radius: string;
  km: string;
  /** For assistive technology: the value read aloud. */
  km_spoken: Count;
  pending: string;
  /** `entro 5 km`; for zero the second. */
  within_km: string;
  within_own: string;
  /** Panel: `{within}`, `{labs}`, `{places}`, `{gaps}`. */
  sentence: string;
  /** The same over a period. */
  sentence_since: string;
  /** Municipalities without a lab, and in doubt, with their residents: `{which}`. */
  answer: {
    gaps: string;
    without: Count;
    doubtful: Count;
    of: Count;
    /** How many of them a range of values leaves. */
    shown: Count;
    shown_doubtful: Count;
  };
  labs: Count;
  labs_placed: Count;
  labs_none: string;
  /** Labs of which nobody says that they were open; over a period, that they were at work. */
  labs_doubtful: Count;
  labs_doubtful_since: Count;
  labs_nowhere: Count;
  /** Labs surely open, without a point. */
  no_point: Count;
  no_point_since: Count;
  /** Only labs that a filter chooses count. `{filters}`. */
  chosen: string;
  /** Places judged. `{filters}`. */
  judged: string;
  /** Ranges that choose areas and projects. `{filters}`. */
  narrowed: string;
  /** Choice of which labs count. */
  which: { title: string; at: string; since: string; day: string; help: string };
  /** A period that ends before it begins. */
  reversed: { text: string; swap: string };
  places: Count;
  state: Record<ReachState, string>;
  state_help: string;
  /** States of a municipality where labs count in it alone. */
  own_state: Record<ReachState, string>;
  own_state_help: string;
  totals: {
    residents: string;
    residents_of: Count;
    residents_note: string;
    dwellings: string;
    dwellings_of: Count;
    dwellings_unplaced: Count;
    dwellings_without: Count;
    dwellings_none: string;
    state: string;
    places: string;
    place_one: string;
    areas: string;
    area_one: string;
    share: string;
  };
  gaps: {
    title: string;
    intro: string;
    none: string;
    more: string;
    municipality: string;
    residents: string;
    distance: string;
    labs: string;
    doubtful: string;
    doubtful_intro: string;
    /** Choice, chip and filter: `{which}`, made of the next two. */
    only: string;
    only_at: string;
    only_since: string;
    only_help: string;
    sum: Count;
    legend: { gaps: string; doubtful: string };
  };
  need: string;
  projects: Count;
  areas: Count;
  unknown: string;
  distance: {
    between: string;
    about: string;
    up_to: string;
    at_least: string;
    none: string;
    unbounded: string;
    no_place: string;
    here: Count;
  };
  /** Labs in the municipality itself. */
  own_labs: { sure: Count; maybe: Count; none: string };
  provinces: {
    title: string;
    province: string;
    residents: string;
    covered: string;
    gaps: string;
    note: string;
  };
  areas_list: { title: string; intro: string; area: string };
  within: { title: string; nothing: string; no_point: string; doubtful: string };
  axes: { title: string; intro: string; axis: string; reached: Count; covered: string; list: string };
  overlaps: { title: string; intro: Count; none: string };
  /** Where the panel's tables can be taken from. */
  files: string;
}

export const COVERAGE_WORDS: Record<Lang, Words> = {
  it: {
    title: 'Copertura dei laboratori',
    intro:
      'Distanza in linea d’aria dal laboratorio aperto più vicino, alla data e con i filtri scelti. Un laboratorio senza indirizzo può stare ovunque nel suo comune; uno di cui nessuno dice se sia aperto rende incerto, non copre.',
    on: 'Mostra la copertura',
    where: {
      title: 'Dove si cerca un laboratorio',
      radius: 'entro un raggio dal comune',
      own: 'nel comune stesso',
      own_help: 'Conta il comune del laboratorio, come lo dicono i documenti, non la distanza.',
    },
    radius: 'Raggio',
    km: '{n} km',
    km_spoken: ['{n} chilometro', '{n} chilometri'],
    pending: 'calcolo in corso…',
    within_km: 'entro {km} km',
    within_own: 'nel comune stesso',
    sentence: 'Al {date}, {within} da un laboratorio aperto ({labs}): {places}. {gaps}',
    sentence_since:
      'Dal {since} al {date}, {within} da un laboratorio in attività in qualche momento ({labs}): {places}. {gaps}',
    answer: {
      gaps: 'Comuni con bisogno di ERP senza laboratori {which}: {n}, con {residents} residenti in tutto',
      without: ['; di 1 la popolazione non è nota', '; di {n} la popolazione non è nota'],
      doubtful: ['; in dubbio 1, con {residents}', '; in dubbio {n}, con {residents}'],
      of: [' (sui {all} di 1 comune)', ' (sui {all} di {n} comuni)'],
      shown: [
        '; di questi 1 nell’intervallo di valori scelto, con {residents} residenti',
        '; di questi {n} nell’intervallo di valori scelto, con {residents} residenti',
      ],
      shown_doubtful: [
        ', e 1 di quelli in dubbio, con {residents}',
        ', e {n} di quelli in dubbio, con {residents}',
      ],
    },
    labs: ['{n} laboratorio', '{n} laboratori'],
    labs_placed: ['{n} con una posizione', '{n} con una posizione'],
    labs_none: 'nessuno',
    labs_doubtful: [
      'Di 1 laboratorio nessuno dice se fosse aperto: rende incerti i comuni attorno.',
      'Di {n} laboratori nessuno dice se fossero aperti: rendono incerti i comuni attorno.',
    ],
    labs_doubtful_since: [
      'Di 1 laboratorio nessuno dice se nel periodo sia stato in attività: rende incerti i comuni attorno.',
      'Di {n} laboratori nessuno dice se nel periodo siano stati in attività: rendono incerti i comuni attorno.',
    ],
    labs_nowhere: [
      'Di 1 laboratorio nessun documento dice nemmeno il comune: può stare anche in un comune qui detto senza laboratori.',
      'Di {n} laboratori nessun documento dice nemmeno il comune: possono stare anche in un comune qui detto senza laboratori.',
    ],
    no_point: [
      '1 laboratorio aperto senza posizione: non ha un cerchio, può stare ovunque nel suo comune.',
      '{n} laboratori aperti senza posizione: non hanno un cerchio, possono stare ovunque nel loro comune.',
    ],
    no_point_since: [
      '1 laboratorio in attività nel periodo, senza posizione: non ha un cerchio, può stare ovunque nel suo comune.',
      '{n} laboratori in attività nel periodo, senza posizione: non hanno un cerchio, possono stare ovunque nel loro comune.',
    ],
    chosen: 'Contano solo i laboratori di: {filters}.',
    judged: 'Si giudicano solo i luoghi di: {filters}; contano i laboratori di tutta la Lombardia.',
    narrowed:
      'Di aree e progetti, e del bisogno di ERP che ne viene, contano solo quelli con {filters}; i laboratori e i residenti restano tutti.',
    which: {
      title: 'Quali laboratori contano',
      at: 'aperti alla data',
      since: 'in attività in qualche momento dal',
      day: 'Inizio del periodo',
      help: 'Il periodo finisce alla data della mappa. Chi non ha date nei documenti rende incerto, non copre.',
    },
    reversed: {
      text: 'Il periodo comincia il {since} e finisce il {date}: finisce prima di cominciare, e non c’è una risposta.',
      swap: 'Scambia le due date',
    },
    places: ['1 comune, con {residents} residenti', '{n} comuni, con {residents} residenti'],
    state: {
      covered: 'entro il raggio',
      uncertain: 'incerto',
      uncovered: 'fuori',
      unplaced: 'senza posizione',
    },
    state_help:
      'Incerto: con l’errore delle posizioni, o perché un laboratorio può stare ovunque nel suo comune, la distanza può stare da una parte o dall’altra del raggio; oppure nel raggio c’è solo un laboratorio di cui nessuno dice se fosse aperto.',
    own_state: {
      covered: 'con un laboratorio',
      uncertain: 'incerto',
      uncovered: 'senza',
      unplaced: 'senza posizione',
    },
    own_state_help:
      'Incerto: nessuno dice se il laboratorio del comune fosse aperto, o il laboratorio può stare in uno di più comuni.',
    totals: {
      residents: 'Residenti',
      residents_of: ['su {all} residenti di 1 comune', 'su {all} residenti di {n} comuni'],
      residents_note:
        'Un comune conta tutto intero, secondo il suo punto di riferimento: non sono le persone dentro il cerchio.',
      dwellings: 'Alloggi ERP',
      dwellings_of: [
        'su {all} alloggi dichiarati per 1 area con una posizione',
        'su {all} alloggi dichiarati per {n} aree con una posizione',
      ],
      dwellings_unplaced: [
        '1 altro alloggio è dichiarato per aree senza posizione.',
        'Altri {n} alloggi sono dichiarati per aree senza posizione.',
      ],
      dwellings_without: [
        '1 area di alloggi non ha un numero dichiarato.',
        '{n} aree di alloggi non hanno un numero dichiarato.',
      ],
      dwellings_none: 'Nessun documento dichiara alloggi per le aree scelte.',
      state: 'Stato',
      places: 'comuni',
      place_one: 'comune',
      areas: 'aree',
      area_one: 'area',
      share: 'Quota',
    },
    gaps: {
      title: 'Comuni scoperti',
      intro:
        'Con bisogno di ERP (una classe di fabbisogno del programma regionale, un progetto finanziato o un’area ERP) e senza laboratori {which}; prima i più popolosi.',
      none: 'Nessun comune con bisogno di ERP è con certezza senza laboratori {which}.',
      more: 'Mostra tutti i {n} comuni',
      municipality: 'Comune',
      residents: 'Residenti',
      distance: 'Laboratorio più vicino',
      labs: 'Laboratori nel comune',
      doubtful: 'Comuni in dubbio',
      doubtful_intro:
        'L’errore delle posizioni, un laboratorio senza posizione o uno di cui nessuno dice se fosse aperto non permettono di dire se sono scoperti.',
      only: 'solo i comuni con bisogno ERP e senza laboratori {which}',
      only_at: 'aperti al {date} {within}',
      only_since: '{within} dal {since}',
      only_help: 'Mappa, tabella ed esportazione mostrano solo questi comuni.',
      sum: ['{residents} residenti in 1 comune', '{residents} residenti in {n} comuni'],
      legend: {
        gaps: 'comuni con bisogno di ERP, senza laboratori {which}',
        doubtful: 'come sopra, ma incerto',
      },
    },
    need: 'fabbisogno: {class}',
    projects: ['1 progetto finanziato', '{n} progetti finanziati'],
    areas: ['1 area ERP', '{n} aree ERP'],
    unknown: 'non noto',
    distance: {
      between: 'tra {min} e {max} km',
      about: '{max} km',
      up_to: 'meno di {max} km',
      at_least: 'almeno {min} km',
      none: 'nessuno con una posizione',
      unbounded: 'non si sa quanto',
      no_place: 'luogo senza posizione',
      here: ['uno nel comune, senza posizione', '{n} nel comune, senza posizione'],
    },
    own_labs: {
      sure: ['1', '{n}'],
      maybe: ['forse 1', 'forse {n}'],
      none: 'nessuno',
    },
    provinces: {
      title: 'Per provincia',
      province: 'Provincia',
      residents: 'Residenti',
      covered: 'Entro il raggio',
      gaps: 'Comuni scoperti',
      note: 'Residenti dei comuni coperti con certezza, su tutti i residenti della provincia che si giudicano.',
    },
    areas_list: {
      title: 'Aree e distanza',
      intro:
        'Le aree della scelta, dalla più lontana; la distanza tiene conto dell’errore di entrambe le posizioni.',
      area: 'Area',
    },
    within: {
      title: 'Che cosa sta entro il raggio',
      nothing: 'nessun punto di riferimento e nessuna area con certezza',
      no_point: 'senza posizione',
      doubtful: 'nessuno dice se fosse aperto',
    },
    axes: {
      title: 'Comuni raggiunti da ogni asse',
      intro:
        'Comuni toccati da progetti finanziati di ciascun fondo e asse; quanti di essi sono coperti con certezza.',
      axis: 'Fondo o asse',
      reached: ['comune', 'comuni'],
      covered: 'coperti',
      list: 'Quali comuni',
    },
    overlaps: {
      title: 'Programmi sovrapposti',
      intro: ['1 comune toccato da due o più programmi.', '{n} comuni toccati da due o più programmi.'],
      none: 'Nessun comune è toccato da due programmi.',
    },
    files:
      'Totali, province, comuni scoperti, assi, programmi sovrapposti e laboratori stanno anche nei file XLSX e ZIP di ogni tabella.',
  },
  en: {
    title: 'Coverage of the labs',
    intro:
      'Distance as the crow flies from the nearest open lab, at the date and with the filters chosen. A lab without an address may be anywhere in its municipality; one of which nobody says that it was open makes places uncertain and covers none.',
    on: 'Show coverage',
    where: {
      title: 'Where a lab is looked for',
      radius: 'within a radius of the municipality',
      own: 'in the municipality itself',
      own_help: 'What counts is the municipality of the lab, as the documents say it, not the distance.',
    },
    radius: 'Radius',
    km: '{n} km',
    km_spoken: ['{n} kilometre', '{n} kilometres'],
    pending: 'computing…',
    within_km: 'within {km} km',
    within_own: 'in the municipality itself',
    sentence: 'On {date}, {within} of an open lab ({labs}): {places}. {gaps}',
    sentence_since:
      'From {since} to {date}, {within} of a lab at work at some time ({labs}): {places}. {gaps}',
    answer: {
      gaps: 'Municipalities with ERP need and no lab {which}: {n}, with {residents} residents in all',
      without: ['; the population of 1 is not known', '; the population of {n} is not known'],
      doubtful: ['; in doubt 1, with {residents}', '; in doubt {n}, with {residents}'],
      of: [' (of the {all} of 1 municipality)', ' (of the {all} of {n} municipalities)'],
      shown: [
        '; 1 of them in the range of values chosen, with {residents} residents',
        '; {n} of them in the range of values chosen, with {residents} residents',
      ],
      shown_doubtful: [
        ', and 1 of those in doubt, with {residents}',
        ', and {n} of those in doubt, with {residents}',
      ],
    },
    labs: ['{n} lab', '{n} labs'],
    labs_placed: ['{n} with a position', '{n} with a position'],
    labs_none: 'none',
    labs_doubtful: [
      'Of 1 lab nobody says whether it was open: it makes the municipalities around it uncertain.',
      'Of {n} labs nobody says whether they were open: they make the municipalities around them uncertain.',
    ],
    labs_doubtful_since: [
      'Of 1 lab nobody says whether it was at work in the period: it makes the municipalities around it uncertain.',
      'Of {n} labs nobody says whether they were at work in the period: they make the municipalities around them uncertain.',
    ],
    labs_nowhere: [
      'Of 1 lab no document says even the municipality: it may be in one that is here told to have none.',
      'Of {n} labs no document says even the municipality: they may be in one that is here told to have none.',
    ],
    no_point: [
      '1 open lab without a position: it has no circle and may be anywhere in its municipality.',
      '{n} open labs without a position: they have no circle and may be anywhere in their municipality.',
    ],
    no_point_since: [
      '1 lab at work in the period without a position: it has no circle and may be anywhere in its municipality.',
      '{n} labs at work in the period without a position: they have no circle and may be anywhere in their municipality.',
    ],
    chosen: 'Only the labs of these count: {filters}.',
    judged: 'Only places of these are judged: {filters}; labs of all Lombardy count.',
    narrowed:
      'Of areas and projects, and of the ERP need that follows from them, only those with {filters} count; labs and residents remain all.',
    which: {
      title: 'Which labs count',
      at: 'open at the date',
      since: 'active at some time since',
      day: 'Start of the period',
      help: 'The period ends at the date of the map. A lab without dates in the documents makes places uncertain and covers none.',
    },
    reversed: {
      text: 'The period begins on {since} and ends on {date}: it ends before it begins, and there is no answer.',
      swap: 'Swap the two dates',
    },
    places: ['1 municipality, with {residents} residents', '{n} municipalities, with {residents} residents'],
    state: {
      covered: 'within the radius',
      uncertain: 'uncertain',
      uncovered: 'outside',
      unplaced: 'without a position',
    },
    state_help:
      'Uncertain: with the error of the positions, or because a lab may be anywhere in its municipality, the distance may lie on either side of the radius; or the only lab within it is one of which nobody says that it was open.',
    own_state: {
      covered: 'with a lab',
      uncertain: 'uncertain',
      uncovered: 'without',
      unplaced: 'without a position',
    },
    own_state_help:
      'Uncertain: nobody says whether the lab of the municipality was open, or the lab may be in one of several municipalities.',
    totals: {
      residents: 'Residents',
      residents_of: ['of {all} residents of 1 municipality', 'of {all} residents of {n} municipalities'],
      residents_note:
        'A municipality counts whole, by its reference point: these are not the people within the circle.',
      dwellings: 'ERP dwellings',
      dwellings_of: [
        'of {all} dwellings stated for 1 area with a position',
        'of {all} dwellings stated for {n} areas with a position',
      ],
      dwellings_unplaced: [
        '1 more dwelling is stated for areas without a position.',
        'Another {n} dwellings are stated for areas without a position.',
      ],
      dwellings_without: [
        '1 area of housing has no stated number.',
        '{n} areas of housing have no stated number.',
      ],
      dwellings_none: 'No document states dwellings for the chosen areas.',
      state: 'State',
      places: 'municipalities',
      place_one: 'municipality',
      areas: 'areas',
      area_one: 'area',
      share: 'Share',
    },
    gaps: {
      title: 'Municipalities not covered',
      intro:
        'With ERP need (a class of need in the regional programme, a funded project or an ERP area) and no lab {which}; most residents first.',
      none: 'No municipality with ERP need is certainly without a lab {which}.',
      more: 'Show all {n} municipalities',
      municipality: 'Municipality',
      residents: 'Residents',
      distance: 'Nearest lab',
      labs: 'Labs in the municipality',
      doubtful: 'Municipalities in doubt',
      doubtful_intro:
        'The error of the positions, a lab without a position, or one of which nobody says that it was open, do not allow to tell whether they are covered.',
      only: 'only municipalities with ERP need and no lab {which}',
      only_at: 'open on {date} {within}',
      only_since: '{within} since {since}',
      only_help: 'Map, table and export show only these municipalities.',
      sum: ['{residents} residents in 1 municipality', '{residents} residents in {n} municipalities'],
      legend: {
        gaps: 'municipalities with ERP need and no lab {which}',
        doubtful: 'the same, but uncertain',
      },
    },
    need: 'need: {class}',
    projects: ['1 funded project', '{n} funded projects'],
    areas: ['1 ERP area', '{n} ERP areas'],
    unknown: 'not known',
    distance: {
      between: 'between {min} and {max} km',
      about: '{max} km',
      up_to: 'less than {max} km',
      at_least: 'at least {min} km',
      none: 'none with a position',
      unbounded: 'nobody can say how far',
      no_place: 'place without a position',
      here: ['one in the municipality, without a position', '{n} in the municipality, without a position'],
    },
    own_labs: {
      sure: ['1', '{n}'],
      maybe: ['perhaps 1', 'perhaps {n}'],
      none: 'none',
    },
    provinces: {
      title: 'By province',
      province: 'Province',
      residents: 'Residents',
      covered: 'Within the radius',
      gaps: 'Not covered',
      note: 'Residents of municipalities that are certainly covered, of all residents of the province that are judged.',
    },
    areas_list: {
      title: 'Areas and distance',
      intro: 'The chosen areas, farthest first; the distance takes the error of both positions into account.',
      area: 'Area',
    },
    within: {
      title: 'What lies within the radius',
      nothing: 'certainly no reference point and no area',
      no_point: 'without a position',
      doubtful: 'nobody says whether it was open',
    },
    axes: {
      title: 'Municipalities reached by each axis',
      intro:
        'Municipalities touched by funded projects of each fund and axis; how many of them are certainly covered.',
      axis: 'Fund or axis',
      reached: ['municipality', 'municipalities'],
      covered: 'covered',
      list: 'Which municipalities',
    },
    overlaps: {
      title: 'Overlapping programmes',
      intro: [
        '1 municipality touched by two or more programmes.',
        '{n} municipalities touched by two or more programmes.',
      ],
      none: 'No municipality is touched by two programmes.',
    },
    files:
      'Totals, provinces, municipalities not covered, axes, overlapping programmes and labs are also in the XLSX and ZIP files of every table.',
  },
};

/** The words for one or for many, with the number and further values in their places. */
export const counted = (
  [one, many]: Count,
  n: number,
  lang: Lang,
  values: Record<string, string | number> = {},
): string => fill(n === 1 ? one : many, { n: formatNumber(n, lang, 0), ...values });

/** What a question of coverage is asked of. */
export interface CoverageQuestion {
  radius_km: number;
  since: string | null;
  date: string;
}

export const questionOf = ({ radius_km, since, question }: CoverageResult): CoverageQuestion => ({
  radius_km,
  since,
  date: question.date,
});

/** `entro 5 km`, `nel comune stesso`. */
export const withinWords = (radius_km: number, lang: Lang): string =>
  radius_km === 0
    ? COVERAGE_WORDS[lang].within_own
    : fill(COVERAGE_WORDS[lang].within_km, { km: formatNumber(radius_km, lang, 1) });

/** Which labs and where: `aperti al 17 gen 2023 entro 5 km`, `entro 5 km dal 1 gen 2014`. */
export function whichWords({ radius_km, since, date }: CoverageQuestion, lang: Lang): string {
  const { only_at, only_since } = COVERAGE_WORDS[lang].gaps;
  const within = withinWords(radius_km, lang);
  return since === null
    ? fill(only_at, { within, date: formatDate(date, lang) })
    : fill(only_since, { within, since: formatDate(since, lang) });
}

/** Puts labs, radius and time of a question into words that have room for them. */
export const asked = (message: string, question: CoverageQuestion, lang: Lang): string =>
  fill(message, { which: whichWords(question, lang) });

/** The choice of gaps as a filter, with its radius and time: chip, box and sentence say it alike. */
export const gapFilterWords = (question: CoverageQuestion, lang: Lang): string =>
  asked(COVERAGE_WORDS[lang].gaps.only, question, lang);

/** A period that ends before it begins has no answer: says so, with both days. */
export const reversedWords = (since: string, date: string, lang: Lang): string =>
  fill(COVERAGE_WORDS[lang].reversed.text, {
    since: formatDate(since, lang),
    date: formatDate(date, lang),
  });

/** `2 comuni, con 130.055 residenti`, with what is not known. */
export function sumWords({ places, sum, without }: Sum, lang: Lang): string {
  const w = COVERAGE_WORDS[lang];
  return (
    counted(w.gaps.sum, places, lang, { residents: formatNumber(sum, lang, 0) }) +
    (without > 0 ? counted(w.answer.without, without, lang) : '')
  );
}

/** What a range of values leaves of gaps and doubtful municipalities; empty where it leaves the gaps as they are. */
export function shownWords(result: CoverageResult, lang: Lang, within: ReadonlySet<string> | null): string {
  const w = COVERAGE_WORDS[lang].answer;
  const { gaps, doubtful } = shownOf(result, within);
  const codes = new Set(result.gaps.map((m) => m.istat_code));
  // A choice of gaps alone leaves no doubtful ones, and says so itself.
  const onlyGaps = within !== null && [...within].every((code) => codes.has(code));
  const fewer = doubtful.places < result.doubtful_residents.places && !onlyGaps;
  if (gaps.places === result.gap_residents.places && !fewer) return '';
  const said = (count: Count, { places, sum }: Sum): string =>
    counted(count, places, lang, { residents: formatNumber(sum, lang, 0) });
  return (
    said(w.shown, gaps) +
    (gaps.without > 0 ? counted(w.without, gaps.without, lang) : '') +
    (doubtful.places > 0 ? said(w.shown_doubtful, doubtful) : '')
  );
}

/**
 * How many municipalities with ERP need are without a lab and who lives there, of how many; how many are in doubt; and how
 * many of them the rows have where these are narrowed. A sentence without its full stop.
 */
export function gapWords(
  result: CoverageResult,
  lang: Lang,
  within: ReadonlySet<string> | null = null,
): string {
  const w = COVERAGE_WORDS[lang].answer;
  const { gap_residents, doubtful_residents, totals, places } = result;
  const n = (x: number): string => formatNumber(x, lang, 0);
  const { covered, uncertain, uncovered, unplaced } = totals.residents;
  const all = n(covered.sum + uncertain.sum + uncovered.sum + unplaced.sum);
  return [
    fill(w.gaps, {
      n: n(gap_residents.places),
      which: whichWords(questionOf(result), lang),
      residents: n(gap_residents.sum),
    }),
    counted(w.of, places, lang, { all }),
    gap_residents.without > 0 ? counted(w.without, gap_residents.without, lang) : '',
    doubtful_residents.places > 0
      ? counted(w.doubtful, doubtful_residents.places, lang, { residents: n(doubtful_residents.sum) })
      : '',
    shownWords(result, lang, within),
  ].join('');
}

/** Why the answer is not the last word: filters that choose labs, labs of unknown state, labs that are nowhere. */
export function caveats(
  { totals, since }: CoverageResult,
  lang: Lang,
  chosenBy: readonly string[],
  judgedBy: readonly string[] = [],
  narrowedBy: readonly string[] = [],
): string[] {
  const w = COVERAGE_WORDS[lang];
  return [
    ...(chosenBy.length > 0 ? [fill(w.chosen, { filters: chosenBy.join('; ') })] : []),
    ...(judgedBy.length > 0 ? [fill(w.judged, { filters: judgedBy.join('; ') })] : []),
    ...(narrowedBy.length > 0 ? [fill(w.narrowed, { filters: narrowedBy.join('; ') })] : []),
    ...(totals.labs_doubtful > 0
      ? [counted(since === null ? w.labs_doubtful : w.labs_doubtful_since, totals.labs_doubtful, lang)]
      : []),
    ...(totals.labs_nowhere > 0 ? [counted(w.labs_nowhere, totals.labs_nowhere, lang)] : []),
  ];
}

/** What the sentence of the view says of the gaps: the answer first, then its caveats. */
export const coverageClause = (
  result: CoverageResult,
  lang: Lang,
  chosenBy: readonly string[],
  judgedBy: readonly string[] = [],
  narrowedBy: readonly string[] = [],
  within: ReadonlySet<string> | null = null,
): string =>
  [`${gapWords(result, lang, within)}.`, ...caveats(result, lang, chosenBy, judgedBy, narrowedBy)].join(' ');

/** Labs surely open, and how many of them have a point: `22 laboratori, 18 con una posizione`. */
export function labWords({ totals }: CoverageResult, lang: Lang): string {
  const w = COVERAGE_WORDS[lang];
  if (totals.labs === 0) return w.labs_none;
  const all = counted(w.labs, totals.labs, lang);
  return `${all}, ${counted(w.labs_placed, totals.labs_placed, lang)}`;
}

/** The panel's sentence. */
export function panelSentence(
  result: CoverageResult,
  lang: Lang,
  within: ReadonlySet<string> | null = null,
): string {
  const w = COVERAGE_WORDS[lang];
  const { since, question, totals } = result;
  const { covered } = totals.residents;
  return fill(since === null ? w.sentence : w.sentence_since, {
    since: since === null ? '' : formatDate(since, lang),
    date: formatDate(question.date, lang),
    within: withinWords(result.radius_km, lang),
    labs: labWords(result, lang),
    places: counted(w.places, covered.places, lang, { residents: formatNumber(covered.sum, lang, 0) }),
    gaps: `${gapWords(result, lang, within)}.`,
  });
}

/** Why a municipality counts as one with ERP need: `fabbisogno: Acuto, 2 progetti finanziati`. */
export function needWords(m: Pick<MunicipalityReach, 'need' | 'projects' | 'areas'>, lang: Lang): string {
  const w = COVERAGE_WORDS[lang];
  return [
    m.need === null ? '' : fill(w.need, { class: tableWords('need', m.need, lang) }),
    m.projects > 0 ? counted(w.projects, m.projects, lang) : '',
    m.areas > 0 ? counted(w.areas, m.areas, lang) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Labs in a municipality: `1`, `forse 2`, `nessuno`. */
export function ownLabWords({ labs_within, labs_maybe }: Reach, lang: Lang): string {
  const w = COVERAGE_WORDS[lang].own_labs;
  const parts = [
    labs_within > 0 ? counted(w.sure, labs_within, lang) : '',
    labs_maybe > 0 ? counted(w.maybe, labs_maybe, lang) : '',
  ].filter(Boolean);
  return parts.join(', ') || w.none;
}

/** Words of a state, by what the radius asks. */
export const reachStateWords = (radius_km: number, lang: Lang): Record<ReachState, string> =>
  radius_km === 0 ? COVERAGE_WORDS[lang].own_state : COVERAGE_WORDS[lang].state;

/** The distance to the nearest open lab in words: `tra 0,8 e 1,9 km`. For screen, table and export. */
export function distanceWords(
  reach: Pick<Reach, 'min_km' | 'max_km' | 'state' | 'labs_unplaced'>,
  lang: Lang,
): string {
  const words = COVERAGE_WORDS[lang].distance;
  if (reach.state === 'unplaced') return words.no_place;
  const here = reach.labs_unplaced > 0 ? `; ${counted(words.here, reach.labs_unplaced, lang)}` : '';
  return intervalWords(reach, lang) + here;
}

function intervalWords({ min_km, max_km }: Pick<Reach, 'min_km' | 'max_km'>, lang: Lang): string {
  const words = COVERAGE_WORDS[lang].distance;
  const km = (n: number) => formatNumber(n, lang, 1);
  // Limits go outwards when they are rounded: the words never promise more than the interval.
  const low = Math.floor((min_km ?? 0) * 10) / 10;
  if (max_km === null) {
    if (min_km === null) return words.none;
    return low > 0 ? fill(words.at_least, { min: km(low) }) : words.unbounded;
  }
  const high = Math.ceil(max_km * 10) / 10;
  // Without errors the two limits are one distance.
  if (max_km - (min_km ?? 0) < 1e-9) return fill(words.about, { max: km(max_km) });
  return low <= 0
    ? fill(words.up_to, { max: km(high) })
    : fill(words.between, { min: km(low), max: km(high) });
}

/** What the map's circles are: radius, labs and time in one sentence. */
export function labLegendSentence(result: CoverageResult, lang: Lang): string {
  const { radius_km, since, question, totals } = result;
  const it = lang === 'it';
  const day = formatDate(question.date, lang);
  const from = since === null ? '' : formatDate(since, lang);
  const labs =
    since === null
      ? it
        ? `laboratori aperti al ${day}`
        : `labs open on ${day}`
      : it
        ? `laboratori in attività tra il ${from} e il ${day}`
        : `labs at work between ${from} and ${day}`;
  const km = formatNumber(radius_km, lang, 1);
  const head =
    radius_km === 0
      ? it
        ? `Comuni dei ${labs}`
        : `Municipalities of the ${labs}`
      : it
        ? `Raggio di ${km} km attorno ai ${labs}`
        : `Radius of ${km} km around the ${labs}`;
  const doubtful =
    totals.labs_doubtful === 0
      ? ''
      : it
        ? `; di altri ${formatNumber(totals.labs_doubtful, lang, 0)} nessuno lo dice`
        : `; of another ${formatNumber(totals.labs_doubtful, lang, 0)} nobody says so`;
  return `${head}: ${labWords(result, lang)}${doubtful}.`;
}

/** Hatched and dotted municipalities, with radius and time. */
export function gapLegendWords(result: CoverageResult, lang: Lang): { gaps: string; doubtful: string } {
  const { legend } = COVERAGE_WORDS[lang].gaps;
  return { gaps: asked(legend.gaps, questionOf(result), lang), doubtful: legend.doubtful };
}
