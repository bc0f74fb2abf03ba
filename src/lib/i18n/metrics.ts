/** Words of the municipal metrics: names, denominators, classes, states, sentences. */
import type { Municipality } from '../schema/served';
import type { AmountKind } from '../schema/tables';
import type { Denominator, Highlight, Metric, ValueRange } from '../state/view';
import type { ReachState } from '../domain/coverage/types';
import type { TimePoint } from '../domain/time';
import { PROGRESS_SCALE } from '../domain/classes';
import { formatDate, formatNumber, kindWords, type Lang } from '../domain/figures';
import {
  isRanged,
  metricClasses,
  metricLine,
  rankOf,
  REACH_LEVELS,
  usablePer,
  type MetricClass,
  type MetricState,
  type MetricValues,
  type RankingChange,
  type ValueLine,
} from '../domain/metrics';
import { withinWords } from './coverage';

/** What a histogram counts. */
type Counted = 'comuni' | 'aree' | 'percentuali';

interface CountedWords {
  title: string;
  scale: string;
  bin: string;
  bin_one: string;
  all: string;
  all_one: string;
  within: string;
  within_one: string;
  missing: string;
  missing_one: string;
  no_value: string;
}

interface Words {
  metric: Record<Metric, string>;
  per: Record<Denominator, string>;
  picker: {
    metric: string;
    euro: string;
    per: string;
    no_per: Record<Metric, string>;
    no_kind: string;
    switch_on: string;
    ranking: string;
  };
  reach: Record<ReachState, string>;
  need: string;
  need_levels: readonly [string, string, string];
  out: string;
  /** The same where other filters choose among municipalities. */
  out_filters: string;
  highlight: string;
  highlight_off: string;
  /** `{of}`: what the count is of, by layer. */
  highlighted: string;
  highlighted_of: Record<Highlight['layer'], string>;
  histogram: {
    help: string;
    from: string;
    to: string;
    apply_problem: string;
    percent_problem: string;
    order_problem: string;
    clear: string;
    handle_from: string;
    handle_to: string;
    open: string;
    of: Record<Counted, CountedWords>;
  };
  shares: string;
  works: string;
  /** `{filter}`, `{n}` */
  left_out: string;
  left_out_one: string;
}

const it: Words = {
  metric: {
    progetti: 'progetti finanziati',
    contributo: 'contributi per tipo di importo',
    laboratori: 'laboratori aperti alla data',
    famiglie: 'alloggi e famiglie ERP noti',
    copertura: 'copertura dei laboratori',
    bisogno: 'fabbisogno abitativo e copertura',
    residenti: 'residenti',
  },
  per: {
    numero: 'numero',
    residenti: 'per 1.000 residenti',
    alloggi: 'per 100 alloggi ERP noti',
  },
  picker: {
    metric: 'Colore dei comuni',
    euro: 'Tipo di importo',
    per: 'Denominatore',
    no_per: {
      progetti: '',
      contributo: '',
      laboratori: '',
      famiglie: 'Gli alloggi non si dividono per sé stessi.',
      copertura: 'La copertura è uno stato, non un numero: non ha denominatore.',
      bisogno: 'Il fabbisogno è una classe, non un numero: non ha denominatore.',
      residenti: 'I residenti sono già un denominatore.',
    },
    no_kind: 'nessun importo di un solo comune',
    switch_on: 'Accendi la copertura ({km} km)',
    ranking: 'Che cosa cambia con il denominatore',
  },
  reach: { covered: 'coperto', uncertain: 'incerto', uncovered: 'scoperto', unplaced: 'senza posizione' },
  need: 'fabbisogno',
  need_levels: ['Elevato / in aumento', 'Critico / da capoluogo', 'Acuto'],
  out: 'fuori dall’intervallo scelto',
  out_filters: 'non tra i comuni scelti',
  highlight: 'Evidenzia sulla mappa: {label}',
  highlight_off: 'Togli l’evidenza',
  highlighted: 'Evidenziati sulla mappa: {label} ({of}: {n}).',
  highlighted_of: {
    comuni: 'comuni',
    aree: 'aree',
    laboratori: 'laboratori',
    avanzamento: 'percentuali',
    morosita: 'aree',
    copertura: 'comuni',
    celle: 'celle grandi',
  },
  histogram: {
    help: 'Trascinare sulle barre, muovere i due cursori o scrivere i limiti: mappa, tabella ed esportazione seguono.',
    from: 'Da',
    to: 'A meno di',
    apply_problem: 'Servono numeri non negativi: l’intervallo non è stato applicato.',
    percent_problem: 'Servono percentuali da 0 a 100: l’intervallo non è stato applicato.',
    order_problem: 'Il primo limite non è minore del secondo: l’intervallo non è stato applicato.',
    clear: 'Togli l’intervallo',
    handle_from: 'Limite inferiore',
    handle_to: 'Limite superiore',
    open: 'senza limite',
    of: {
      comuni: {
        title: 'Quanti comuni per valore',
        scale: 'Altezze in scala logaritmica; il numero sopra la barra è quello dei comuni.',
        bin: '{label}: {n} comuni',
        bin_one: '{label}: 1 comune',
        all: 'Nessun intervallo: {n} comuni con un valore.',
        all_one: 'Nessun intervallo: 1 comune con un valore.',
        within: '{label}: {n} comuni su {all} con un valore.',
        within_one: '{label}: 1 comune su {all} con un valore.',
        missing: '{n} comuni senza valore restano fuori da ogni intervallo.',
        missing_one: '1 comune senza valore resta fuori da ogni intervallo.',
        no_value: 'Nessun comune ha un valore.',
      },
      aree: {
        title: 'Quante aree per quota di famiglie morose',
        scale: 'Altezze in scala logaritmica; il numero sopra la barra è quello delle aree.',
        bin: '{label}: {n} aree',
        bin_one: '{label}: 1 area',
        all: 'Nessun intervallo: {n} aree con una quota pubblicabile.',
        all_one: 'Nessun intervallo: 1 area con una quota pubblicabile.',
        within: '{label}: {n} aree su {all} con una quota pubblicabile.',
        within_one: '{label}: 1 area su {all} con una quota pubblicabile.',
        missing: '{n} aree senza una quota pubblicabile restano fuori da ogni intervallo.',
        missing_one: '1 area senza una quota pubblicabile resta fuori da ogni intervallo.',
        no_value: 'Nessuna area ha una quota pubblicabile.',
      },
      percentuali: {
        title: 'Quante percentuali per valore',
        scale:
          'Una percentuale per componente dei lavori; un’area resta se almeno una delle sue è nell’intervallo. Altezze in scala logaritmica; il numero sopra la barra è quello delle percentuali.',
        bin: '{label}: {n} percentuali',
        bin_one: '{label}: 1 percentuale',
        all: 'Nessun intervallo: {n} percentuali dichiarate.',
        all_one: 'Nessun intervallo: 1 percentuale dichiarata.',
        within: '{label}: {n} percentuali su {all} dichiarate.',
        within_one: '{label}: 1 percentuale su {all} dichiarate.',
        missing: '{n} aree senza percentuali dichiarate restano fuori da ogni intervallo.',
        missing_one: '1 area senza percentuali dichiarate resta fuori da ogni intervallo.',
        no_value: 'Nessuna percentuale è dichiarata.',
      },
    },
  },
  shares: 'quota di famiglie morose',
  works: 'avanzamento dei lavori',
  left_out: '{filter}, escluse {n} aree senza dato',
  left_out_one: '{filter}, esclusa 1 area senza dato',
};

const en: Words = {
  metric: {
    progetti: 'funded projects',
    contributo: 'grants by kind of amount',
    laboratori: 'labs open at the date',
    famiglie: 'ERP dwellings and households known',
    copertura: 'coverage of the labs',
    bisogno: 'housing need and coverage',
    residenti: 'residents',
  },
  per: {
    numero: 'number',
    residenti: 'per 1,000 residents',
    alloggi: 'per 100 known ERP dwellings',
  },
  picker: {
    metric: 'Colour of the municipalities',
    euro: 'Kind of amount',
    per: 'Denominator',
    no_per: {
      progetti: '',
      contributo: '',
      laboratori: '',
      famiglie: 'Dwellings are not divided by themselves.',
      copertura: 'Coverage is a state, not a number: it has no denominator.',
      bisogno: 'Need is a class, not a number: it has no denominator.',
      residenti: 'Residents are a denominator already.',
    },
    no_kind: 'no amount of a single municipality',
    switch_on: 'Switch coverage on ({km} km)',
    ranking: 'What the denominator changes',
  },
  reach: {
    covered: 'covered',
    uncertain: 'uncertain',
    uncovered: 'not covered',
    unplaced: 'without position',
  },
  need: 'need',
  need_levels: ['High / rising', 'Critical / provincial capital', 'Acute'],
  out: 'outside the chosen range',
  out_filters: 'not among the chosen municipalities',
  highlight: 'Highlight on the map: {label}',
  highlight_off: 'Take the highlight off',
  highlighted: 'Highlighted on the map: {label} ({of}: {n}).',
  highlighted_of: {
    comuni: 'municipalities',
    aree: 'areas',
    laboratori: 'labs',
    avanzamento: 'percentages',
    morosita: 'areas',
    copertura: 'municipalities',
    celle: 'large cells',
  },
  histogram: {
    help: 'Drag over the bars, move the two handles or type the limits: map, table and export follow.',
    from: 'From',
    to: 'To less than',
    apply_problem: 'Numbers from zero up are needed: the range has not been applied.',
    percent_problem: 'Percentages from 0 to 100 are needed: the range has not been applied.',
    order_problem: 'The first limit is not below the second: the range has not been applied.',
    clear: 'Clear the range',
    handle_from: 'Lower limit',
    handle_to: 'Upper limit',
    open: 'no limit',
    of: {
      comuni: {
        title: 'How many municipalities by value',
        scale: 'Heights on a logarithmic scale; the number above a bar is that of the municipalities.',
        bin: '{label}: {n} municipalities',
        bin_one: '{label}: 1 municipality',
        all: 'No range: {n} municipalities with a value.',
        all_one: 'No range: 1 municipality with a value.',
        within: '{label}: {n} municipalities of {all} with a value.',
        within_one: '{label}: 1 municipality of {all} with a value.',
        missing: '{n} municipalities without a value are outside any range.',
        missing_one: '1 municipality without a value is outside any range.',
        no_value: 'No municipality has a value.',
      },
      aree: {
        title: 'How many areas by share of households in arrears',
        scale: 'Heights on a logarithmic scale; the number above a bar is that of the areas.',
        bin: '{label}: {n} areas',
        bin_one: '{label}: 1 area',
        all: 'No range: {n} areas with a share that may be published.',
        all_one: 'No range: 1 area with a share that may be published.',
        within: '{label}: {n} areas of {all} with a share that may be published.',
        within_one: '{label}: 1 area of {all} with a share that may be published.',
        missing: '{n} areas without a share that may be published are outside any range.',
        missing_one: '1 area without a share that may be published is outside any range.',
        no_value: 'No area has a share that may be published.',
      },
      percentuali: {
        title: 'How many percentages by value',
        scale:
          'One percentage a component of the works; an area stays if at least one of its own is in the range. Heights on a logarithmic scale; the number above a bar is that of the percentages.',
        bin: '{label}: {n} percentages',
        bin_one: '{label}: 1 percentage',
        all: 'No range: {n} stated percentages.',
        all_one: 'No range: 1 stated percentage.',
        within: '{label}: {n} percentages of {all} stated.',
        within_one: '{label}: 1 percentage of {all} stated.',
        missing: '{n} areas without stated percentages are outside any range.',
        missing_one: '1 area without stated percentages is outside any range.',
        no_value: 'No percentage is stated.',
      },
    },
  },
  shares: 'share of households in arrears',
  works: 'progress of the works',
  left_out: '{filter}, {n} areas without a figure left out',
  left_out_one: '{filter}, 1 area without a figure left out',
};

export const metricWords = (lang: Lang): Words => (lang === 'it' ? it : en);

/** The classes as the documents print them, for English. */
const NEED_EN: Readonly<Record<string, string>> = {
  Acuto: 'Acute',
  Critico: 'Critical',
  'Da capoluogo': 'Provincial capital',
  Elevato: 'High',
  'In aumento': 'Rising',
};
const needPrinted = (printed: string, lang: Lang): string =>
  lang === 'it' ? `«${printed}»` : `“${NEED_EN[printed] ?? printed}”`;

/** What an amount is, as it stands after it: 270.000 € concessi. */
const AFTER_EURO: Record<AmountKind, Record<Lang, string>> = {
  allocation: { it: 'di dotazione', en: 'allocated' },
  cost: { it: 'di costo', en: 'of cost' },
  requested: { it: 'richiesti', en: 'requested' },
  granted: { it: 'concessi', en: 'granted' },
  cofinancing: { it: 'di cofinanziamento', en: 'of co-financing' },
  eligible_spend: { it: 'di spesa ammissibile', en: 'of eligible spend' },
  contract: { it: 'di contratto', en: 'of contract' },
  renewal: { it: 'di rinnovo', en: 'of renewal' },
};

type Told = Pick<MetricValues, 'metric' | 'per' | 'euro' | 'scale'>;
type Named = Omit<Told, 'scale'>;

/** A bare value, as it stands on an axis or in a class: `1.000`, `0,05`, `250 mila €`, `€250,000`. */
export function shortValue({ metric, scale }: Told, value: number, lang: Lang): string {
  if (metric !== 'contributo') return formatNumber(value, lang, Math.max(scale.digits, value < 0.01 ? 4 : 0));
  const millions = (): string => formatNumber(value / 1e6, lang, 2);
  if (lang === 'en') return value >= 1e6 ? `€${millions()}m` : `€${formatNumber(value, lang, 0)}`;
  if (value >= 1e6) return `${millions()} mln €`;
  if (value >= 1e4 && value % 1e3 === 0) return `${formatNumber(value / 1e3, lang, 0)} mila €`;
  return `${formatNumber(value, lang, 0)} €`;
}

const UNIT: Partial<Record<Metric, Record<Lang, readonly [one: string, many: string]>>> = {
  progetti: {
    it: ['progetto finanziato', 'progetti finanziati'],
    en: ['funded project', 'funded projects'],
  },
  laboratori: { it: ['laboratorio aperto', 'laboratori aperti'], en: ['open lab', 'open labs'] },
  residenti: { it: ['residente', 'residenti'], en: ['resident', 'residents'] },
};

/** What the numbers count, without a number before: amounts have lost their sign of euro. */
export const axisWords = (values: Named, lang: Lang): string =>
  `${values.metric === 'contributo' ? 'euro ' : ''}${unitWords(values, 2, lang)}`;

/** What the colour of the municipalities shows, by name; states of coverage are no unit, and hang on its radius. */
export function colourWords(
  { metric, per, euro, radius }: Named & { radius: number | null },
  lang: Lang,
): string {
  if (isRanged(metric)) return axisWords({ metric, per: usablePer(metric, per), euro }, lang);
  const name = metricWords(lang).metric[metric];
  if (radius !== null) return name;
  return `${name} (${stateLabel({ metric, per, lacks: 'coverage' }, 'missing', lang)})`;
}

/** What the numbers count, after a number. */
export function unitWords({ metric, per, euro }: Named, value: number, lang: Lang): string {
  const it = lang === 'it';
  const [one, many] = UNIT[metric]?.[lang] ?? ['', ''];
  const plain =
    metric === 'contributo'
      ? AFTER_EURO[euro][lang]
      : metric === 'famiglie'
        ? it
          ? 'alloggi o famiglie ERP'
          : 'ERP dwellings or households'
        : value === 1 && per === 'numero'
          ? one
          : many;
  return per === 'numero' ? plain : `${plain} ${metricWords(lang).per[per]}`;
}

/** A class in words: `nessun progetto finanziato`, `2–3`, `da 1.000 a meno di 5.000`, `10.000 e oltre`. */
export function classLabel(values: Told, { from, to, zero, index }: MetricClass, lang: Lang): string {
  const w = metricWords(lang);
  const it = lang === 'it';
  if (values.metric === 'copertura')
    return w.reach[REACH_LEVELS[REACH_LEVELS.length - 1 - index] ?? 'unplaced'];
  if (values.metric === 'bisogno') {
    const need = w.need_levels[Math.floor(index / REACH_LEVELS.length)] ?? '';
    const reach = w.reach[REACH_LEVELS[index % REACH_LEVELS.length] ?? 'unplaced'];
    return it ? `fabbisogno ${need}, ${reach}` : `need ${need}, ${reach}`;
  }
  const n = (x: number) => shortValue(values, x, lang);
  if (zero) {
    if (values.metric === 'laboratori')
      return it ? 'nessun laboratorio dichiarato aperto' : 'no lab stated to be open';
    return it ? 'nessun progetto' : 'no project';
  }
  // Counts of whole things are told by their first and last number.
  const whole = values.per === 'numero' && values.scale.digits === 0 && values.metric !== 'contributo';
  const lowest = values.scale.zero && whole ? 1 : null;
  const low = from ?? lowest;
  if (to === null) return it ? `${n(low ?? 0)} o più` : `${n(low ?? 0)} or more`;
  if (whole && low !== null) return to - low === 1 ? n(low) : `${n(low)}–${n(to - 1)}`;
  if (low === null) {
    if (values.scale.zero) return it ? `più di zero, meno di ${n(to)}` : `over zero, under ${n(to)}`;
    return it ? `meno di ${n(to)}` : `under ${n(to)}`;
  }
  return it ? `da ${n(low)} a meno di ${n(to)}` : `${n(low)} to under ${n(to)}`;
}

/** A range in words, with what it counts. */
export function rangeWords(values: Told, { from, to }: ValueRange, lang: Lang): string {
  const it = lang === 'it';
  const n = (x: number) => shortValue(values, x, lang);
  const unit = unitWords(values, 2, lang);
  if (from !== null && to !== null)
    return it ? `da ${n(from)} a meno di ${n(to)} ${unit}` : `${n(from)} to under ${n(to)} ${unit}`;
  if (from !== null) return it ? `${n(from)} o più ${unit}` : `${n(from)} or more ${unit}`;
  return it ? `meno di ${n(to ?? 0)} ${unit}` : `under ${n(to ?? 0)} ${unit}`;
}

/* ---- Lines of values ---- */

/** What a histogram says about a line of values: made once a line, so that the histogram knows no theme. */
export interface LineWords {
  counted: CountedWords;
  /** What the values are, beside the title. */
  unit: string;
  /** A value under the bars. */
  tick: (value: number) => string;
  /** A limit as a handle says it. */
  limit: (value: number) => string;
  range: (range: ValueRange) => string;
  /** Largest limit that makes sense; null: none. */
  max: number | null;
}

export interface WordedLine extends ValueLine {
  words: LineWords;
}

/** The line of a municipal metric; null for one of states, or whose figures are not there. */
export function metricWorded(values: MetricValues, lang: Lang): WordedLine | null {
  if (!isRanged(values.metric) || values.lacks !== null) return null;
  const tick = (x: number) => shortValue(values, x, lang);
  const zero = values.scale.zero ? values.scale.steps[1] : undefined;
  return {
    ...metricLine(values),
    words: {
      counted: metricWords(lang).histogram.of.comuni,
      unit: axisWords(values, lang),
      tick,
      limit: (x) => `${tick(x)} ${unitWords(values, x, lang)}`,
      range: (range) =>
        (range.from ?? 0) === 0 && zero !== undefined && range.to === zero
          ? '0'
          : rangeWords(values, range, lang),
      max: null,
    },
  };
}

const percentNumber = (x: number, lang: Lang): string => formatNumber(x, lang, 2);

/** A range of shares in words: `da 40 a meno di 60 %`. */
export function shareRangeWords({ from, to }: ValueRange, lang: Lang): string {
  const it = lang === 'it';
  const n = (x: number) => percentNumber(x, lang);
  if (from !== null && to !== null)
    return it ? `da ${n(from)} a meno di ${n(to)} %` : `${n(from)} to under ${n(to)} %`;
  if (from !== null) return it ? `${n(from)} % o più` : `${n(from)} % or more`;
  return it ? `meno di ${n(to ?? 0)} %` : `under ${n(to ?? 0)} %`;
}

/** The step that stands for more than nothing. */
const SOME = PROGRESS_SCALE.steps[1] ?? 0;

/** A range of works' progress in words; nothing and all are told as what they are: `0 %`, `100 %`. */
export function worksRangeWords({ from, to }: ValueRange, lang: Lang): string {
  const it = lang === 'it';
  if ((from ?? 0) === 0 && to === SOME) return '0 %';
  if (from === 100 && to === null) return '100 %';
  if (from !== SOME) return shareRangeWords({ from, to }, lang);
  const upper = to === null ? '' : `${it ? ', meno di' : ', under'} ${percentNumber(to, lang)}`;
  return it ? `più di 0${upper} %` : `over 0${upper} %`;
}

/** Classes of the works' progress: stated limits that can be said aloud. */
export function worksClassLabel(tone: number, lang: Lang): string {
  const it = lang === 'it';
  const labels = it
    ? ['0 %', 'più di 0, meno di 50 %', 'da 50 a meno di 100 %', '100 %']
    : ['0 %', 'over 0, under 50 %', '50 to under 100 %', '100 %'];
  return labels[tone] ?? '';
}

export const sharesWorded = (line: ValueLine, point: TimePoint | null, lang: Lang): WordedLine => ({
  ...line,
  words: {
    counted: metricWords(lang).histogram.of.aree,
    unit:
      lang === 'it'
        ? `%, ${point === null ? 'l’ultima dichiarata' : `momento ${point}`}`
        : `%, ${point === null ? 'the latest stated' : `time point ${point}`}`,
    tick: (x) => percentNumber(x, lang),
    limit: (x) => `${percentNumber(x, lang)} %`,
    range: (range) => shareRangeWords(range, lang),
    max: 100,
  },
});

export const worksWorded = (line: ValueLine, lang: Lang): WordedLine => ({
  ...line,
  words: {
    counted: metricWords(lang).histogram.of.percentuali,
    unit: '%',
    tick: (x) => (x === SOME ? '> 0' : percentNumber(x, lang)),
    limit: (x) => (x === SOME ? worksRangeWords({ from: x, to: null }, lang) : `${percentNumber(x, lang)} %`),
    range: (range) => worksRangeWords(range, lang),
    max: 100,
  },
});

/** A state that is not a plain value, in words that say why. */
export function stateLabel(
  values: Pick<MetricValues, 'metric' | 'per' | 'lacks'>,
  state: MetricState | 'out',
  lang: Lang,
): string {
  const it = lang === 'it';
  const { metric, per } = values;
  switch (state) {
    case 'out':
      return metricWords(lang).out;
    case 'value':
      return it ? 'valore' : 'value';
    case 'zero':
      return it ? 'zero' : 'zero';
    case 'not-applicable':
      return it ? 'nessun progetto finanziato: nessun importo' : 'no funded project: no amount';
    case 'missing':
      if (values.lacks === 'facts') return it ? 'dati in arrivo' : 'figures on their way';
      if (metric === 'copertura') return it ? 'copertura non calcolata' : 'coverage not calculated';
      if (metric === 'bisogno')
        return values.lacks === 'coverage'
          ? it
            ? 'copertura non calcolata'
            : 'coverage not calculated'
          : it
            ? 'i documenti non danno una classe di fabbisogno'
            : 'the documents give no class of need';
      if (metric === 'contributo')
        return per === 'alloggi'
          ? it
            ? 'importo non dichiarato, o alloggi ERP non noti'
            : 'amount not stated, or ERP dwellings not known'
          : it
            ? 'ha progetti, ma nessun importo di questo tipo è dichiarato'
            : 'has projects, but no amount of this kind is stated';
      if (per === 'alloggi') return it ? 'alloggi ERP non noti' : 'ERP dwellings not known';
      return it ? 'i documenti non lo dicono' : 'the documents do not say';
    case 'uncertain':
      if (metric === 'laboratori')
        return it
          ? 'incerto: non è detto se un laboratorio sia ancora aperto'
          : 'uncertain: nobody says whether a lab is still open';
      if (metric === 'famiglie' || per === 'alloggi')
        return it
          ? 'incerto: i documenti non concordano sugli alloggi'
          : 'uncertain: documents disagree on the dwellings';
      return it
        ? 'incerto: posizioni o stato dei laboratori non permettono di dirlo'
        : 'uncertain: positions or state of the labs do not allow to tell';
  }
}

/** What the colours show, of what, at which date. */
export function metricSentence(values: MetricValues, lang: Lang, years: string | null): string {
  const it = lang === 'it';
  const n = (x: number) => formatNumber(x, lang, 0);
  const { metric, per, states, classes, radius_km } = values;
  const all = n(values.byCode.size);
  let positive = 0;
  for (const { value } of values.byCode.values()) if (value !== null && value > 0) positive += 1;
  const numbered = n(states.value + states.zero + states.uncertain);
  const by = per === 'numero' ? '' : ` ${metricWords(lang).per[per]}`;
  const day = formatDate(values.date, lang);
  // Coverage of a period speaks of all of it, not of its last day.
  const within = radius_km === null ? '' : withinWords(radius_km, lang);
  const from = values.since === null ? '' : formatDate(values.since, lang);
  const when =
    values.since === null
      ? it
        ? `al ${day}`
        : `on ${day}`
      : it
        ? `dal ${from} al ${day}`
        : `from ${from} to ${day}`;
  // A state, not an instruction: pictures and paper have no button.
  if (values.lacks === 'coverage')
    return it
      ? 'La copertura non è calcolata: non è scelto un raggio attorno ai laboratori.'
      : 'Coverage is not calculated: no radius around the labs is chosen.';
  if (values.lacks === 'facts') return it ? 'I dati sono in arrivo.' : 'The figures are on their way.';
  switch (metric) {
    case 'progetti':
      if (per === 'alloggi')
        return it
          ? `Progetti finanziati${by}: il dato c’è per ${numbered} comuni su ${all}.`
          : `Funded projects${by}: known for ${numbered} of ${all} municipalities.`;
      return it
        ? `Comuni con almeno un progetto finanziato localizzabile: ${n(positive)} su ${all}${per === 'numero' ? '' : `; il colore dice quanti${by}`}.`
        : `Municipalities with at least one funded project that can be placed: ${n(positive)} of ${all}${per === 'numero' ? '' : `; the colour says how many${by}`}.`;
    case 'contributo': {
      const kind = kindWords(values.euro, lang);
      const have = n(values.byCode.size - states['not-applicable']);
      return it
        ? `Importi di tipo «${kind}»${by}, dei progetti che stanno in un solo comune: dichiarati per ${numbered} dei ${have} comuni con progetti.`
        : `Amounts of kind “${kind}”${by}, of projects that lie in a single municipality: stated for ${numbered} of the ${have} municipalities with projects.`;
    }
    case 'laboratori':
      return it
        ? `Laboratori aperti al ${day}${by}. Comuni con almeno uno: ${n(positive)} su ${all}; comuni in cui non è detto se un laboratorio sia ancora aperto: ${n(states.uncertain)}.`
        : `Labs open on ${day}${by}. Municipalities with at least one: ${n(positive)} of ${all}; municipalities where nobody says whether a lab is still open: ${n(states.uncertain)}.`;
    case 'famiglie':
      return it
        ? `Alloggi ERP (famiglie ERP dove gli alloggi non sono detti) che i documenti dichiarano${by}: il dato c’è per ${numbered} comuni su ${all}${years ? `, da documenti del ${years}` : ''}.`
        : `ERP dwellings (ERP households where dwellings are not stated) that the documents state${by}: known for ${numbered} of ${all} municipalities${years ? `, from documents of ${years}` : ''}.`;
    case 'copertura':
      return it
        ? `Laboratori ${within}, ${when}. Comuni coperti: ${n(classes[2] ?? 0)}; incerti: ${n(classes[1] ?? 0)}; scoperti: ${n(classes[0] ?? 0)}.`
        : `Labs ${within}, ${when}. Municipalities covered: ${n(classes[2] ?? 0)}; uncertain: ${n(classes[1] ?? 0)}; not covered: ${n(classes[0] ?? 0)}.`;
    case 'bisogno':
      return it
        ? `Classe di fabbisogno abitativo 2014-2016 e laboratori ${within}, ${when}: i documenti danno una classe a ${numbered} comuni su ${all}.`
        : `Class of housing need 2014-2016 and labs ${within}, ${when}: the documents give a class to ${numbered} of ${all} municipalities.`;
    case 'residenti':
      return it
        ? 'Residenti per comune (ISTAT, confini al 1° gennaio 2023).'
        : 'Residents by municipality (ISTAT, boundaries of 1 January 2023).';
  }
}

const euroWords = (n: number, lang: Lang): string =>
  n >= 1e6
    ? `${formatNumber(n / 1e6, lang, 1)} ${lang === 'it' ? 'milioni di euro' : 'million euro'}`
    : `${formatNumber(n, lang, 0)} ${lang === 'it' ? 'euro' : 'euro'}`;

/** What the reader must know: what is left out, what the denominator is, what a class hides. */
export function metricNotes(values: MetricValues, lang: Lang): string[] {
  const it = lang === 'it';
  const n = (x: number) => formatNumber(x, lang, 0);
  const { metric, per, aside, partial, states } = values;
  const notes: string[] = [];
  const say = (when: boolean, italian: string, english: string) => {
    if (when) notes.push(it ? italian : english);
  };
  if (values.lacks !== null) return notes;
  if (metric === 'progetti') {
    say(
      aside.unplaced > 0,
      `Progetti finanziati con una giurisdizione o nessun luogo, non un comune (stanno nell’elenco a parte): ${n(aside.unplaced)}.`,
      `Funded projects with a jurisdiction or no place, not a municipality (they stand in the separate list): ${n(aside.unplaced)}.`,
    );
    say(
      aside.refused > 0,
      `Progetti non finanziati o non ammessi, scelti col filtro e non contati: ${n(aside.refused)}.`,
      `Projects not funded or not admitted, chosen by the filter and not counted: ${n(aside.refused)}.`,
    );
  }
  if (metric === 'contributo') {
    const undivided = aside.several + aside.unplaced + aside.programme;
    say(
      undivided > 0,
      `Importi di interi programmi, di più comuni o di una giurisdizione, non divisi tra i comuni: ${n(undivided)} (${euroWords(aside.euro, lang)}).`,
      `Amounts of whole programmes, several municipalities or a jurisdiction, not split among municipalities: ${n(undivided)} (${euroWords(aside.euro, lang)}).`,
    );
    say(
      aside.repeated > 0,
      `Importi che ripetono o compongono somme già contate, non aggiunti: ${n(aside.repeated)}.`,
      `Amounts that repeat, or are part of, sums already counted, not added: ${n(aside.repeated)}.`,
    );
    say(
      partial.size > 0,
      `Comuni in cui solo una parte dei progetti ha un importo dichiarato: ${n(partial.size)}.`,
      `Municipalities where only some of the projects have a stated amount: ${n(partial.size)}.`,
    );
  }
  if (metric === 'laboratori')
    say(
      aside.several + aside.unplaced > 0,
      `Laboratori aperti che non stanno in un solo comune noto, non contati: ${n(aside.several + aside.unplaced)}.`,
      `Open labs that are not in a single known municipality, not counted: ${n(aside.several + aside.unplaced)}.`,
    );
  say(
    metric === 'famiglie' || per === 'alloggi',
    'Sono gli alloggi che i documenti dichiarano per le aree, o per tutto il comune: non l’intero patrimonio ERP. Non dipendono dai filtri.',
    'These are the dwellings that the documents state for areas, or for a whole municipality: not the whole ERP stock. They do not depend on the filters.',
  );
  say(
    per === 'residenti',
    'Residenti: ISTAT, popolazione al 1° gennaio 2023, tutti gli abitanti del comune.',
    'Residents: ISTAT, population on 1 January 2023, all inhabitants of the municipality.',
  );
  say(
    metric === 'copertura' || metric === 'bisogno',
    'Ogni comune sta nel suo punto di riferimento: è coperto tutto o per niente.',
    'Every municipality stands at its reference point: it is covered whole or not at all.',
  );
  say(
    metric === 'bisogno',
    'Classi del programma regionale ERP 2014-2016, come stampate; i documenti ne danno una solo ai comuni ammessi al bando 2014 e ad alcuni altri.',
    'Classes of the regional ERP programme 2014-2016, as printed; the documents give one only to the municipalities admitted to the 2014 call and to some others.',
  );
  say(
    isRanged(metric) &&
      states.missing + states['not-applicable'] > 0 &&
      metric !== 'famiglie' &&
      per === 'numero',
    '«Non dichiarato» non è zero.',
    '“Not stated” is not zero.',
  );
  return notes;
}

const ordinal = (n: number, lang: Lang): string => {
  const told = formatNumber(n, lang, 0);
  if (lang === 'it') return `${told}º`;
  const teen = n % 100 >= 11 && n % 100 <= 13;
  return `${told}${teen ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[n % 10] ?? 'th')}`;
};

/** `Mantova: 3 progetti finanziati, classe 2–3, 5º su 1.504.` Null when the municipality is not among the values. */
export function ownSentence(
  values: MetricValues,
  municipality: Pick<Municipality, 'istat_code' | 'name'>,
  lang: Lang,
): string | null {
  const own = values.byCode.get(municipality.istat_code);
  if (own === undefined) return null;
  const it = lang === 'it';
  const w = metricWords(lang);
  const { name, istat_code } = municipality;
  const { value, state, tone } = own;
  if (values.metric === 'bisogno') {
    const printed = values.needs.get(istat_code);
    if (printed === undefined || tone === null) return `${name}: ${stateLabel(values, 'missing', lang)}.`;
    const reach = w.reach[REACH_LEVELS[tone % REACH_LEVELS.length] ?? 'unplaced'];
    return `${name}: ${w.need} ${needPrinted(printed, lang)}, ${reach}.`;
  }
  if (value === null || tone === null) return `${name}: ${stateLabel(values, state, lang)}.`;
  const cls = metricClasses(values.scale)[tone];
  const label = cls ? classLabel(values, cls, lang) : '';
  if (values.metric === 'copertura') return `${name}: ${label}.`;
  if (state === 'zero' && values.scale.zero) return `${name}: ${label}.`;
  const known = values.housing.get(istat_code);
  const unit =
    values.metric === 'famiglie' && known && known.unit !== 'mixed'
      ? `${known.unit === 'dwellings' ? (it ? 'alloggi ERP' : 'ERP dwellings') : it ? 'famiglie ERP' : 'ERP households'}${values.per === 'numero' ? '' : ` ${w.per[values.per]}`}`
      : unitWords(values, value, lang);
  const digits = values.metric === 'contributo' ? 0 : Math.max(values.scale.digits, value < 0.01 ? 4 : 0);
  const bare = formatNumber(value, lang, digits);
  const told = values.metric !== 'contributo' ? bare : it ? `${bare} €` : `€${bare}`;
  const atLeast =
    values.metric === 'laboratori' && state === 'uncertain' ? (it ? 'almeno ' : 'at least ') : '';
  const rank = rankOf(values, istat_code);
  const place =
    rank === null
      ? ''
      : rank.tied === 0
        ? it
          ? `, ${ordinal(rank.rank, lang)} su ${formatNumber(rank.of, lang, 0)}`
          : `, ${ordinal(rank.rank, lang)} of ${formatNumber(rank.of, lang, 0)}`
        : it
          ? `, ${ordinal(rank.rank, lang)} su ${formatNumber(rank.of, lang, 0)}, a pari merito con ${rank.tied === 1 ? 'un altro' : `altri ${formatNumber(rank.tied, lang, 0)}`}`
          : `, ${ordinal(rank.rank, lang)} of ${formatNumber(rank.of, lang, 0)}, level with ${rank.tied === 1 ? 'one other' : `${formatNumber(rank.tied, lang, 0)} others`}`;
  const spread =
    values.metric === 'famiglie' && values.per === 'numero' && known && known.low !== known.high
      ? it
        ? ` (tra ${formatNumber(known.low, lang, 0)} e ${formatNumber(known.high, lang, 0)} secondo i documenti)`
        : ` (between ${formatNumber(known.low, lang, 0)} and ${formatNumber(known.high, lang, 0)} by the documents)`
      : '';
  const part = values.partial.get(istat_code);
  const only = part
    ? it
      ? ` Importo dichiarato per ${part.stated === 1 ? 'un progetto' : `${part.stated} progetti`} su ${part.projects}.`
      : ` Amount stated for ${part.stated === 1 ? 'one' : part.stated} of ${part.projects} projects.`
    : '';
  // An uncertain zero has no place in an order.
  const uncertain =
    state === 'uncertain' && values.metric === 'laboratori' && value === 0
      ? `. ${stateLabel(values, state, lang)}`
      : state === 'uncertain' && spread === ''
        ? `${place}; ${stateLabel(values, state, lang)}`
        : place;
  return `${name}: ${atLeast}${told} ${unit}${spread}, ${it ? `classe «${label}»` : `class “${label}”`}${uncertain}.${only}`;
}

const listed = (codes: readonly string[], nameOf: (code: string) => string, lang: Lang): string => {
  const it = lang === 'it';
  // "And one other" takes the room of its name.
  const names = codes.slice(0, codes.length === 3 ? 3 : 2).map(nameOf);
  const rest = codes.length - names.length;
  if (rest > 0)
    names.push(it ? `altri ${formatNumber(rest, lang, 0)}` : `${formatNumber(rest, lang, 0)} others`);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} ${it ? 'e' : 'and'} ${last}`;
};

/** What the denominator does to the order, in a sentence or two; null when it does nothing. */
export function rankingSentence(
  change: RankingChange | null,
  nameOf: (code: string) => string,
  lang: Lang,
): string | null {
  if (change === null) return null;
  const it = lang === 'it';
  const w = metricWords(lang);
  const n = (x: number) => formatNumber(x, lang, 0);
  const { leader, firstAfter, firstBefore, most, moved, compared } = change;
  // Both are named: what "no longer" is said of is not always the plain number.
  const head = it
    ? `Da «${w.per[change.from]}» a «${w.per[change.to]}»`
    : `From “${w.per[change.from]}” to “${w.per[change.to]}”`;
  const first =
    leader !== null
      ? it
        ? `${head} il primo non è più ${nameOf(leader.istat_code)} (ora ${ordinal(leader.to, lang)}) ma ${listed(firstAfter, nameOf, lang)}.`
        : `${head} the first is no longer ${nameOf(leader.istat_code)} (now ${ordinal(leader.to, lang)}) but ${listed(firstAfter, nameOf, lang)}.`
      : firstBefore.length === 1 && firstAfter.length === 1
        ? it
          ? `${head} il primo resta ${nameOf(firstAfter[0] ?? '')}, ma l’ordine cambia.`
          : `${head} the first is still ${nameOf(firstAfter[0] ?? '')}, but the order changes.`
        : it
          ? `${head} l’ordine cambia: in testa ${firstAfter.length === 1 ? 'è' : 'sono'} ${listed(firstAfter, nameOf, lang)}.`
          : `${head} the order changes: at the top ${firstAfter.length === 1 ? 'is' : 'are'} ${listed(firstAfter, nameOf, lang)}.`;
  const [furthest] = most;
  const told = it
    ? `Comuni che cambiano posto: ${n(moved)} su ${n(compared)} confrontabili`
    : `Municipalities that change place: ${n(moved)} of ${n(compared)} comparable`;
  const who =
    furthest === undefined
      ? ''
      : most.length === 1
        ? it
          ? `; chi si sposta di più è ${nameOf(furthest.istat_code)}, da ${ordinal(furthest.from, lang)} a ${ordinal(furthest.to, lang)}`
          : `; ${nameOf(furthest.istat_code)} moves most, from ${ordinal(furthest.from, lang)} to ${ordinal(furthest.to, lang)}`
        : it
          ? `; si spostano di più ${listed(
              most.map((m) => m.istat_code),
              nameOf,
              lang,
            )}, di ${n(Math.abs(furthest.to - furthest.from))} posti`
          : `; ${listed(
              most.map((m) => m.istat_code),
              nameOf,
              lang,
            )} move most, by ${n(Math.abs(furthest.to - furthest.from))} places`;
  return `${first} ${told}${who}.`;
}

/** Titles of the two scales of `bisogno`. */
export const bivariateTitles = (lang: Lang): { need: string; reach: string } =>
  lang === 'it' ? { need: 'Fabbisogno', reach: 'Copertura' } : { need: 'Need', reach: 'Coverage' };

/** Names of the classes of need, least first: two that the documents print with other words share a level. */
export const needLevelNames = (lang: Lang): readonly string[] => metricWords(lang).need_levels;
