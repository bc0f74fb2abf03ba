/**
 * Numbers written in digits in an Italian text: "." groups thousands, "," begins the decimals,
 * "mila", "milioni" and "miliardi" multiply. Pure; positions are offsets in the given text.
 */

/**
 * - `plain`: a number on its own.
 * - `split`: a number put together over a line break ("4.\n200"); it may also be two numbers.
 * - `date`: part of a date in digits or the day before a month; never a quantity.
 * - `footnote`: a mark glued to a word ("Lombardia11"); never a quantity.
 * - `code`: digits with dots that are no number ("9.4.2"); its value is NaN.
 */
export type DigitKind = 'plain' | 'split' | 'date' | 'footnote' | 'code';

export interface FoundNumber {
  /** Absolute value; NaN for a code. */
  value: number;
  /** As printed, the multiplying word included. */
  raw: string;
  kind: DigitKind;
  /** A minus sign stands right before the digits. */
  minus: boolean;
  start: number;
  end: number;
}

const TOKEN = /\d+(?:[.,]\d+)*/gu;
const SCALE = /^\s*(mila|migliaia|milion[ei]|mln|miliard[oi]|mld)(?!\p{L})/iu;
const DATE =
  /(?<![\d.,/-])(\d{1,2}([/.-])\d{1,2}\2)((?:19|20)\d{2}|\d{2})(?!\d)|(?<![\d.,])\d{1,2}(?=\s?[°º]?\s+(?:di\s+)?(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)(?!\p{L}))/giu;
const SPLIT =
  /(?<![\d.,])(\d[\d.]*)(?:([.,])[ \t]*\r?\n\s*|[ \t]*\r?\n\s*([.,]))(\d+(?:\.\d{3})*(?:,\d+)?)(?![\d.]*\d)/gu;

/** Value of one token in Italian format, or null when it is no number ("9.4.2", "46.7"). */
export function parseItalian(raw: string): number | null {
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(raw)) return Number(raw.replaceAll('.', '').replace(',', '.'));
  if (/^\d+(?:,\d+)?$/.test(raw)) return Number(raw.replace(',', '.'));
  return null;
}

function scaleOf(word: string): number {
  const w = word.toLowerCase();
  if (w === 'mila' || w === 'migliaia') return 1e3;
  return w.startsWith('milion') || w === 'mln' ? 1e6 : 1e9;
}

/** Multiplies without the noise of binary fractions: 7,827 milioni is 7827000. */
const scaled = (value: number, factor: number): number => Number((value * factor).toPrecision(15));

function kindAt(text: string, start: number, end: number): DigitKind {
  // "n.5", "n5" and "€5" are numbers; "Lombardia11" ends in a footnote mark; so does a line that begins "46È stato".
  if (/\p{L}{2}$/u.test(text.slice(0, start))) return 'footnote';
  if (/^\p{Lu}(?:\p{L}|\s\p{Ll})/u.test(text.slice(end)) && /(?:^|\n)\s*$/.test(text.slice(0, start)))
    return 'footnote';
  return 'plain';
}

/** Every number in digits, in order of position; a split number follows the two it may be made of. */
export function numbersIn(text: string): FoundNumber[] {
  const inDate = [...text.matchAll(DATE)].map((m) => ({
    start: m.index,
    // A year of four digits is also a number of its own; "16" in "30/04/16" is not.
    end: m.index + (m[3]?.length === 4 ? (m[1] ?? '') : m[0]).length,
  }));
  const found: FoundNumber[] = [];
  const add = (raw: string, start: number, forced: DigitKind | null) => {
    const end = start + raw.length;
    const isDate = inDate.some((d) => start >= d.start && start < d.end);
    const parts = raw.split(',');
    if (!isDate && parts.length > 2) {
      // A list without spaces: "3,4,5".
      let at = start;
      for (const part of parts) {
        add(part, at, null);
        at += part.length + 1;
      }
      return;
    }
    const minus = /(?:^|[\s(])[-−–]$/u.test(text.slice(0, start));
    const value = parseItalian(raw);
    if (value === null) {
      found.push({ value: NaN, raw, kind: isDate ? 'date' : 'code', minus, start, end });
      return;
    }
    const kind = isDate ? 'date' : (forced ?? kindAt(text, start, end));
    const scale = kind === 'plain' ? SCALE.exec(text.slice(end)) : null;
    if (scale?.[1]) {
      const whole = scale[0];
      const printed = raw + whole.replace(/\s+/gu, ' ');
      found.push({
        value: scaled(value, scaleOf(scale[1])),
        raw: printed,
        kind,
        minus,
        start,
        end: end + whole.length,
      });
    } else found.push({ value, raw, kind, minus, start, end });
  };
  for (const m of text.matchAll(TOKEN)) {
    const date = inDate.find((d) => m.index >= d.start && m.index < d.end);
    // "30.04.2016" is one token: its parts are day, month and year.
    if (date && m[0].includes('.')) {
      let at = m.index;
      for (const part of m[0].split('.')) {
        add(part, at, null);
        at += part.length + 1;
      }
    } else add(m[0], m.index, null);
  }
  for (const m of text.matchAll(SPLIT)) {
    const raw = `${m[1]}${m[2] ?? m[3] ?? ''}${m[4]}`;
    const value = parseItalian(raw);
    if (value === null) continue;
    const scale = SCALE.exec(text.slice(m.index + m[0].length));
    const factor = scale?.[1] ? scaleOf(scale[1]) : 1;
    found.push({
      value: scaled(value, factor),
      raw,
      kind: 'split',
      minus: false,
      start: m.index,
      end: m.index + m[0].length,
    });
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A number as an Italian document prints it, with and without points between the thousands. */
export function italianForms(value: number): string[] {
  const [whole = '0', fraction] = String(Math.abs(value)).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, '.');
  return [...new Set([grouped, whole])].map((form) =>
    fraction === undefined ? form : `${form},${fraction}`,
  );
}

/** The footnote mark glued to the value in this token ("847" is 8 + 47): "47", or null. */
export function gluedMark(raw: string, value: number): string | null {
  for (const form of italianForms(value)) {
    const rest = raw.startsWith(form) ? raw.slice(form.length) : '';
    if (/^[1-9]\d?$/.test(rest)) return rest;
  }
  return null;
}
