/** Figures in words: numbers by Intl in the page's language, every state said, never a bare blank. */
import type { Figure } from '../schema/served';
import type { AmountKind } from '../schema/tables';

export type Lang = 'it' | 'en';

const locale = (lang: Lang): string => (lang === 'it' ? 'it-IT' : 'en-GB');

/** Making a formatter costs a hundred times its use. */
const formats = new Map<string, Intl.NumberFormat>();
function numberFormat(lang: Lang, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${lang} ${Object.values(options).join(' ')}`;
  const known = formats.get(key);
  if (known) return known;
  // Italian leaves four-digit numbers ungrouped by default; tables line up better grouped.
  const made = new Intl.NumberFormat(locale(lang), {
    ...options,
    useGrouping: 'always',
  } as Intl.NumberFormatOptions);
  formats.set(key, made);
  return made;
}

/** A number in the page's language; at most `digits` decimals. NaN and infinities give a dash. */
export function formatNumber(n: number, lang: Lang, digits = 2): string {
  if (!Number.isFinite(n)) return '–';
  return numberFormat(lang, { maximumFractionDigits: digits }).format(n);
}

/** Euro: whole for round amounts, cents where stated. */
export function formatEuro(n: number, lang: Lang): string {
  if (!Number.isFinite(n)) return '–';
  const digits = Number.isInteger(n) ? 0 : 2;
  const euro = { style: 'currency', currency: 'EUR' } as const;
  return numberFormat(lang, {
    ...euro,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(n);
}

/** Short euro for tight places: `52,7 mln €`, `550 mila €`; English puts the sign first: `€52.7m`, `€550k`. */
export function formatEuroShort(n: number, lang: Lang): string {
  if (!Number.isFinite(n)) return '–';
  if (Math.abs(n) < 1e3) return formatEuro(n, lang);
  // The unit is that of the rounded figure: 999,950 is 1 million, not 1,000 thousand.
  const millions = Math.abs(n) >= 999_500;
  const short = (x: number): string => formatNumber(x / (millions ? 1e6 : 1e3), lang, millions ? 1 : 0);
  if (lang === 'it') return `${short(n)} ${millions ? 'mln' : 'mila'} €`;
  return `${n < 0 ? '-' : ''}€${short(Math.abs(n))}${millions ? 'm' : 'k'}`;
}

const UNITS: Record<string, Record<Lang, string>> = {
  n: { it: '', en: '' },
  '%': { it: '%', en: '%' },
  m2: { it: 'm²', en: 'm²' },
  hours: { it: 'ore', en: 'hours' },
  years: { it: 'anni', en: 'years' },
  months: { it: 'mesi', en: 'months' },
  weeks: { it: 'settimane', en: 'weeks' },
  days: { it: 'giorni', en: 'days' },
  per_week: { it: 'a settimana', en: 'a week' },
  per_month: { it: 'al mese', en: 'a month' },
  'EUR/month': { it: '€ al mese', en: '€ a month' },
};

/** Value and unit, e.g. `46,7 %`, `€ 1.246`, `805`. */
export function formatValue(value: number, unit: string | null, lang: Lang): string {
  if (unit === 'EUR') return formatEuro(value, lang);
  const suffix = unit === null ? '' : (UNITS[unit]?.[lang] ?? unit);
  return suffix ? `${formatNumber(value, lang)} ${suffix}` : formatNumber(value, lang);
}

/** A figure and its sign stay on one line: `50 %`. For what is drawn; texts that are compared or kept have plain spaces. */
export const unbroken = (text: string): string => text.replace(/(\d) (?=%)/g, '$1\u00a0');

const STATE_WORDS: Record<'missing' | 'suppressed', Record<Lang, string>> = {
  missing: { it: 'non pervenuto', en: 'not supplied' },
  suppressed: { it: 'riservato', en: 'withheld' },
};

const REASONS: Record<Extract<Figure, { state: 'suppressed' }>['reason'], Record<Lang, string>> = {
  'few-households': { it: 'meno di 20 famiglie', en: 'fewer than 20 households' },
  'few-on-one-side': {
    it: 'meno di 10 famiglie morose, o meno di 10 non morose',
    en: 'fewer than 10 households in arrears, or fewer than 10 not in arrears',
  },
  'base-unknown': {
    it: 'non è detto di quante famiglie si parla',
    en: 'the number of households is not stated',
  },
};

/** Why a figure is withheld, in words. */
export const reasonWords = (reason: keyof typeof REASONS, lang: Lang): string => REASONS[reason][lang];

/** The figure in words, whatever its state. */
export function formatFigure(figure: Figure, unit: string | null, lang: Lang): string {
  switch (figure.state) {
    case 'value':
    case 'zero':
      return formatValue(figure.value, unit, lang);
    case 'qualitative':
      return lang === 'it' ? figure.text_it : figure.text_en;
    case 'missing': {
      const text = lang === 'it' ? figure.text_it : figure.text_en;
      return text ? `${STATE_WORDS.missing[lang]}: ${text}` : STATE_WORDS.missing[lang];
    }
    case 'suppressed':
      return `${STATE_WORDS.suppressed[lang]} (${reasonWords(figure.reason, lang)})`;
  }
}

const MONTHS: Record<Lang, readonly string[]> = {
  it: ['gen', 'feb', 'mar', 'apr', 'mag', 'giu', 'lug', 'ago', 'set', 'ott', 'nov', 'dic'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};

/** A date of any precision, or an interval, as people write it: `31 ott 2014`, `ott 2014`, `2014–2015`. */
export function formatDate(date: string, lang: Lang): string {
  const one = (d: string): string => {
    const [y = '', m, day] = d.split('-');
    const month = m === undefined ? null : (MONTHS[lang][Number(m) - 1] ?? m);
    return [day === undefined ? null : String(Number(day)), month, y].filter(Boolean).join(' ');
  };
  return date.split('/').map(one).join('–');
}

const KIND_WORDS: Record<AmountKind, Record<Lang, string>> = {
  allocation: { it: 'dotazione', en: 'allocation' },
  cost: { it: 'costo', en: 'cost' },
  requested: { it: 'richiesto', en: 'requested' },
  granted: { it: 'concesso', en: 'granted' },
  cofinancing: { it: 'cofinanziamento', en: 'co-financing' },
  eligible_spend: { it: 'spesa ammissibile', en: 'eligible spend' },
  contract: { it: 'contratto', en: 'contract' },
  renewal: { it: 'rinnovo', en: 'renewal' },
};

/** What an amount is, in words. */
export const kindWords = (kind: AmountKind, lang: Lang): string => KIND_WORDS[kind][lang];
