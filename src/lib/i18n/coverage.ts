/** Words of the coverage analysis. */
import type { Reach, ReachState } from '../domain/coverage';
import { formatNumber, type Lang } from '../domain/figures';

interface Words {
  title: string;
  intro: string;
  on: string;
  radius: string;
  km: string;
  /** For assistive technology: the value read aloud. */
  km_one: string;
  km_many: string;
  pending: string;
  /** `{places}`: the covered municipalities with their verb. */
  sentence: string;
  /** The same over a period. */
  sentence_since: string;
  /** Choice of which labs count. */
  which: { title: string; at: string; since: string; day: string; help: string };
  undated: string;
  undated_one: string;
  no_labs_since: string;
  places_one: string;
  places: string;
  no_labs: string;
  no_point: string;
  no_point_one: string;
  state: Record<ReachState, string>;
  state_help: string;
  totals: {
    residents: string;
    residents_of: string;
    residents_note: string;
    dwellings: string;
    dwellings_of: string;
    dwellings_unplaced: string;
    dwellings_without: string;
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
    why: string;
    doubtful: string;
    doubtful_intro: string;
    only: string;
    only_help: string;
  };
  /** `{class}`: class of housing need of the regional programme. */
  need: string;
  projects: string;
  projects_one: string;
  areas: string;
  areas_one: string;
  unknown: string;
  distance: {
    between: string;
    about: string;
    up_to: string;
    none: string;
    no_place: string;
    here: string;
    here_many: string;
    placed: string;
  };
  provinces: {
    title: string;
    province: string;
    residents: string;
    covered: string;
    gaps: string;
    note: string;
  };
  areas_list: { title: string; intro: string; area: string };
  within: { title: string; nothing: string; no_point: string };
  axes: { title: string; intro: string; axis: string; reached: string; covered: string; list: string };
  overlaps: { title: string; intro: string; none: string };
}

export const COVERAGE_WORDS: Record<Lang, Words> = {
  it: {
    title: 'Copertura dei laboratori',
    intro: 'Distanza in linea d’aria dal laboratorio aperto più vicino, alla data e con i filtri scelti.',
    on: 'Mostra la copertura',
    radius: 'Raggio',
    km: '{n} km',
    km_one: '{n} chilometro',
    km_many: '{n} chilometri',
    pending: 'calcolo in corso…',
    sentence:
      'Al {date}, entro {km} km da un laboratorio aperto ({labs} con una posizione): {places}. Comuni con bisogno di ERP fuori dal raggio: {gaps}; in dubbio: {doubtful}.',
    sentence_since:
      'Dal {since} al {date}, entro {km} km da un laboratorio in attività in qualche momento ({labs} con una posizione): {places}. Comuni con bisogno di ERP che non ne hanno avuto nessuno nel raggio: {gaps}; in dubbio: {doubtful}.',
    which: {
      title: 'Quali laboratori contano',
      at: 'aperti alla data',
      since: 'in attività in qualche momento dal',
      day: 'Inizio del periodo',
      help: 'Il periodo finisce alla data della mappa. Chi non ha date nei documenti conta come presente.',
    },
    undated: '{n} laboratori senza date nei documenti: contati come presenti.',
    undated_one: '1 laboratorio senza date nei documenti: contato come presente.',
    no_labs_since:
      'Nel periodo e con i filtri scelti nessun laboratorio ha una posizione: non si misura nulla.',
    places_one: '1 comune, con {residents} residenti',
    places: '{n} comuni, con {residents} residenti',
    no_labs:
      'Alla data e con i filtri scelti nessun laboratorio aperto ha una posizione: non si misura nulla.',
    no_point:
      '{n} laboratori aperti senza posizione: non hanno un cerchio, e il loro comune resta in dubbio.',
    no_point_one: '1 laboratorio aperto senza posizione: non ha un cerchio, e il suo comune resta in dubbio.',
    state: {
      covered: 'entro il raggio',
      uncertain: 'incerto',
      uncovered: 'fuori',
      unplaced: 'senza posizione',
    },
    state_help:
      'Incerto: con l’errore dichiarato delle posizioni la distanza può stare da una parte o dall’altra del raggio.',
    totals: {
      residents: 'Residenti',
      residents_of: 'su {n} residenti di {places} comuni',
      residents_note:
        'Un comune conta tutto intero, secondo il suo punto di riferimento: non sono le persone dentro il cerchio.',
      dwellings: 'Alloggi ERP',
      dwellings_of: 'su {n} alloggi dichiarati per {places} aree con una posizione',
      dwellings_unplaced: 'Altri {n} alloggi sono dichiarati per aree senza posizione.',
      dwellings_without: 'Aree senza un numero dichiarato di alloggi: {n}.',
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
        'Con bisogno di ERP (una classe di fabbisogno del programma regionale, un progetto finanziato o un’area ERP) e nessun laboratorio entro il raggio dal punto di riferimento; prima i più popolosi.',
      none: 'Nessun comune con bisogno di ERP resta fuori dal raggio.',
      more: 'Mostra tutti i {n} comuni',
      municipality: 'Comune',
      residents: 'Residenti',
      distance: 'Laboratorio più vicino',
      why: 'Che cosa c’è',
      doubtful: 'Comuni in dubbio',
      doubtful_intro:
        'L’errore delle posizioni, o un laboratorio senza posizione nel comune, non permettono di dire se sono scoperti.',
      only: 'solo i comuni con bisogno ERP e senza laboratori nel raggio',
      only_help: 'Mappa, tabella ed esportazione mostrano solo questi comuni.',
    },
    need: 'fabbisogno: {class}',
    projects: '{n} progetti',
    projects_one: '1 progetto',
    areas: '{n} aree ERP',
    areas_one: '1 area ERP',
    unknown: 'non noto',
    distance: {
      between: 'tra {min} e {max} km',
      about: '{max} km',
      up_to: 'meno di {max} km',
      none: 'nessuno con una posizione',
      no_place: 'luogo senza posizione',
      here: 'uno nel comune, senza posizione',
      here_many: '{n} nel comune, senza posizione',
      placed: 'con posizione entro {km} km',
    },
    provinces: {
      title: 'Per provincia',
      province: 'Provincia',
      residents: 'Residenti',
      covered: 'Entro il raggio',
      gaps: 'Comuni scoperti',
      note: 'Residenti dei comuni il cui punto di riferimento è entro il raggio, su tutti i residenti della provincia.',
    },
    areas_list: {
      title: 'Aree e distanza',
      intro:
        'Le aree della scelta, dalla più lontana; la distanza tiene conto dell’errore di entrambe le posizioni.',
      area: 'Area',
    },
    within: {
      title: 'Che cosa sta entro il raggio',
      nothing: 'nessun punto di riferimento e nessuna area',
      no_point: 'senza posizione',
    },
    axes: {
      title: 'Comuni raggiunti da ogni asse',
      intro:
        'Comuni toccati da progetti finanziati di ciascun fondo e asse; quanti di essi sono entro il raggio.',
      axis: 'Fondo o asse',
      reached: 'Comuni',
      covered: 'Entro il raggio',
      list: 'Quali comuni',
    },
    overlaps: {
      title: 'Programmi sovrapposti',
      intro: 'Comuni toccati da due o più programmi ({n}).',
      none: 'Nessun comune è toccato da due programmi.',
    },
  },
  en: {
    title: 'Coverage of the labs',
    intro: 'Distance as the crow flies from the nearest open lab, at the date and with the filters chosen.',
    on: 'Show coverage',
    radius: 'Radius',
    km: '{n} km',
    km_one: '{n} kilometre',
    km_many: '{n} kilometres',
    pending: 'computing…',
    sentence:
      'On {date}, within {km} km of an open lab ({labs} with a position): {places}. Municipalities with ERP need outside the radius: {gaps}; in doubt: {doubtful}.',
    sentence_since:
      'From {since} to {date}, within {km} km of a lab active at some time ({labs} with a position): {places}. Municipalities with ERP need that had none within the radius: {gaps}; in doubt: {doubtful}.',
    which: {
      title: 'Which labs count',
      at: 'open at the date',
      since: 'active at some time since',
      day: 'Start of the period',
      help: 'The period ends at the date of the map. A lab without dates in the documents counts as present.',
    },
    undated: '{n} labs without dates in the documents: counted as present.',
    undated_one: '1 lab without dates in the documents: counted as present.',
    no_labs_since: 'In the period and with the chosen filters no lab has a position: nothing is measured.',
    places_one: '1 municipality, with {residents} residents',
    places: '{n} municipalities, with {residents} residents',
    no_labs: 'At this date and with these filters no open lab has a position: nothing is measured.',
    no_point: '{n} open labs without a position: they have no circle, and their municipality stays in doubt.',
    no_point_one: '1 open lab without a position: it has no circle, and its municipality stays in doubt.',
    state: {
      covered: 'within the radius',
      uncertain: 'uncertain',
      uncovered: 'outside',
      unplaced: 'without a position',
    },
    state_help:
      'Uncertain: with the stated error of the positions the distance may lie on either side of the radius.',
    totals: {
      residents: 'Residents',
      residents_of: 'of {n} residents of {places} municipalities',
      residents_note:
        'A municipality counts whole, by its reference point: these are not the people within the circle.',
      dwellings: 'ERP dwellings',
      dwellings_of: 'of {n} dwellings stated for {places} areas with a position',
      dwellings_unplaced: 'Another {n} dwellings are stated for areas without a position.',
      dwellings_without: 'Areas without a stated number of dwellings: {n}.',
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
        'With ERP need (a class of need in the regional programme, a funded project or an ERP area) and no lab within the radius of the reference point; most residents first.',
      none: 'No municipality with ERP need is left outside the radius.',
      more: 'Show all {n} municipalities',
      municipality: 'Municipality',
      residents: 'Residents',
      distance: 'Nearest lab',
      why: 'What is there',
      doubtful: 'Municipalities in doubt',
      doubtful_intro:
        'The error of the positions, or a lab without a position in the municipality, do not allow to tell whether they are covered.',
      only: 'only municipalities with ERP need and no lab within the radius',
      only_help: 'Map, table and export show only these municipalities.',
    },
    need: 'need: {class}',
    projects: '{n} projects',
    projects_one: '1 project',
    areas: '{n} ERP areas',
    areas_one: '1 ERP area',
    unknown: 'not known',
    distance: {
      between: 'between {min} and {max} km',
      about: '{max} km',
      up_to: 'less than {max} km',
      none: 'none with a position',
      no_place: 'place without a position',
      here: 'one in the municipality, without a position',
      here_many: '{n} in the municipality, without a position',
      placed: 'with a position within {km} km',
    },
    provinces: {
      title: 'By province',
      province: 'Province',
      residents: 'Residents',
      covered: 'Within the radius',
      gaps: 'Not covered',
      note: 'Residents of municipalities whose reference point is within the radius, of all residents of the province.',
    },
    areas_list: {
      title: 'Areas and distance',
      intro: 'The chosen areas, farthest first; the distance takes the error of both positions into account.',
      area: 'Area',
    },
    within: {
      title: 'What lies within the radius',
      nothing: 'no reference point and no area',
      no_point: 'without a position',
    },
    axes: {
      title: 'Municipalities reached by each axis',
      intro:
        'Municipalities touched by funded projects of each fund and axis; how many of them are within the radius.',
      axis: 'Fund or axis',
      reached: 'Municipalities',
      covered: 'Within the radius',
      list: 'Which municipalities',
    },
    overlaps: {
      title: 'Overlapping programmes',
      intro: 'Municipalities touched by two or more programmes ({n}).',
      none: 'No municipality is touched by two programmes.',
    },
  },
};

const put = (message: string, values: Record<string, string | number>): string =>
  message.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** The distance to the nearest open lab in words: `tra 0,8 e 1,9 km`. For screen, table and export. */
export function distanceWords(
  reach: Pick<Reach, 'min_km' | 'max_km' | 'state' | 'labs_unplaced'>,
  lang: Lang,
): string {
  const words = COVERAGE_WORDS[lang].distance;
  const { min_km, max_km, labs_unplaced } = reach;
  if (reach.state === 'unplaced') return words.no_place;
  const km = (n: number) => formatNumber(n, lang, 1);
  if (labs_unplaced > 0) {
    const here = put(labs_unplaced === 1 ? words.here : words.here_many, { n: labs_unplaced });
    return max_km === null ? here : `${here}; ${put(words.placed, { km: km(Math.ceil(max_km * 10) / 10) })}`;
  }
  if (max_km === null) return words.none;
  // Limits go outwards when they are rounded: the words never promise more than the interval.
  const low = Math.floor((min_km ?? 0) * 10) / 10;
  const high = Math.ceil(max_km * 10) / 10;
  // Without errors the two limits are one distance.
  if (max_km - (min_km ?? 0) < 1e-9) return put(words.about, { max: km(max_km) });
  return low <= 0 ? put(words.up_to, { max: km(high) }) : put(words.between, { min: km(low), max: km(high) });
}
