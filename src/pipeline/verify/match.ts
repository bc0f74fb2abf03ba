/** Whether a number, a date or a code of the tables stands in cited lines. Pure. */
import { dateIsAmong, datesIn } from './dates';
import { gluedMark, numbersIn, parseItalian, type FoundNumber } from './numbers';
import { wordsIn, type FoundWord } from './words';

/** The cited ranges of one reference: each is searched for itself, so that nothing is read across a gap. */
export type Pieces = readonly string[];

/** A number of the tables with what its row says about how it is printed. */
export interface Wanted {
  value: number;
  unit: string | null;
  note: string | null;
}

const FOOTNOTE = /(?<!\p{L})(?:not[ae]|footnotes?|piè di pagina|richiamo)(?!\p{L})/iu;
const IN_WORDS = /lettere|parol[ae]|printed as|stampat|scritt|in words|ordinal/iu;

/** The row's note declares a glued footnote mark, by the mark itself or by the token it ends. */
export function declaresMark(note: string | null, mark: string, raw: string): boolean {
  if (note === null || !FOOTNOTE.test(note)) return false;
  return [mark, raw].some((digits) =>
    new RegExp(`(?<!\\d)${digits.replace(/[^\d]/g, '\\$&')}(?!\\d)`, 'u').test(note),
  );
}

const same = (a: number, b: number): boolean => Math.abs(a - b) <= Math.abs(b) * 1e-12;

const decimalsOf = (value: number): number => String(value).split('.')[1]?.length ?? 0;

/** Half of the last printed decimal, with room for binary fractions. */
export const tolerance = (decimals: number): number => 0.5 * 10 ** -decimals + 1e-9;

const gluedDeclared = (found: FoundNumber, value: number, note: string | null): boolean => {
  const mark = gluedMark(found.raw, value);
  return mark !== null && declaresMark(note, mark, found.raw);
};

function digitsMatch(found: FoundNumber, { value, note }: Wanted): boolean {
  const size = Math.abs(value);
  // A printed minus belongs to a negative value; a decline told in words ("diminuita del 6%") has none.
  if (value > 0 && found.minus) return false;
  if ((found.kind === 'plain' || found.kind === 'split') && same(found.value, size)) return true;
  return found.kind !== 'date' && gluedDeclared(found, size, note);
}

function wordMatches(found: FoundWord, { value, unit, note }: Wanted): boolean {
  const size = Math.abs(value);
  switch (found.kind) {
    case 'word':
      return same(found.value, size);
    case 'article':
    case 'ordinal':
      return same(found.value, size) && note !== null && IN_WORDS.test(note);
    case 'share':
      if (unit !== '%' || (found.value === 100 && !IN_WORDS.test(note ?? ''))) return false;
      return Math.abs(found.value - size) <= tolerance(decimalsOf(size));
    case 'measure':
      return found.unit === unit && same(found.value, size);
  }
}

/** The number stands in one of the pieces, in digits or in words. */
export function numberStands(wanted: Wanted, pieces: Pieces): boolean {
  return pieces.some(
    (piece) =>
      numbersIn(piece).some((found) => digitsMatch(found, wanted)) ||
      wordsIn(piece).some((found) => wordMatches(found, wanted)),
  );
}

/** The date (`2014`, `2014-10`, `2014-10-31`) stands in the pieces, taken together. */
export function dateStands(iso: string, note: string | null, pieces: Pieces): boolean {
  return dateIsAmong(iso, pieces.flatMap(datesIn), (mark, raw) => declaresMark(note, mark, raw));
}

const plain = (s: string): string =>
  s
    .normalize('NFC')
    .replace(/[–−‐]/gu, '-')
    .replace(/[“”«»]/gu, '"')
    .replace(/’/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim();

/** A printed code or name stands in one of the pieces: same letters, whole, line breaks apart. Case is not compared. */
export function codeStands(code: string, note: string | null, pieces: Pieces): boolean {
  const wanted = plain(code).toLowerCase();
  return pieces.some((piece) => {
    const text = plain(piece).toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      const before = text.slice(0, at);
      const after = text.slice(at + wanted.length);
      if (/[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(wanted)) continue;
      if (/\d\.$/u.test(before) && /^\d/u.test(wanted)) continue;
      if (!/^[\p{L}\p{N}]|^\.\d/u.test(after) || !/[\p{L}\p{N}]$/u.test(wanted)) return true;
      // A word glued to a code that ends in a digit: "V.9.b.1.1riferita".
      if (/\d$/.test(wanted) && /^\p{L}{3}/u.test(after)) return true;
      const mark = /^(\d{1,2})(?!\d)/.exec(after)?.[1];
      if (mark !== undefined && declaresMark(note, mark, wanted + mark)) return true;
    }
    return false;
  });
}

/** A figure inside a text of the tables: a date or a number, as written there. */
export interface TextFigure {
  raw: string;
  start: number;
  end: number;
  /** Set for a date that is precise to the month or the day. */
  iso: string | null;
}

/** "Tabella 1", "capitolo 2.14": numbers that name a part of the document are not figures. */
const PART =
  /(?:tab(?:ell[ae]|\.)|capitol[oi]|cap\.|figur[ae]|fig\.|not[ae]|righ?[ae]|paragraf[oi]|par\.|slide|pag(?:in[ae]|\.))\s+$/iu;

/** The dates (from month on) and the numbers in digits of a text of the tables, without the numbers of its parts. */
export function figuresOf(text: string): TextFigure[] {
  const dates = datesIn(text)
    .filter((d) => d.year !== null && d.months.length === 1 && d.mark === null)
    .map(({ year, months, day, raw, start, end }): TextFigure => {
      const iso = [year, months[0], ...(day === null ? [] : [day])]
        .map((n) => String(n).padStart(2, '0'))
        .join('-');
      return { raw, start, end, iso };
    })
    .filter(
      (d, i, all) =>
        !all.some(
          (o, j) => j !== i && o.start <= d.start && o.end >= d.end && o.end - o.start > d.end - d.start,
        ),
    );
  const numbers = numbersIn(text)
    .filter(
      (n) =>
        n.kind !== 'split' &&
        !PART.test(text.slice(0, n.start)) &&
        !dates.some((d) => n.start >= d.start && n.end <= d.end),
    )
    .map(({ raw, start, end }): TextFigure => ({ raw, start, end, iso: null }));
  return [...dates, ...numbers].sort((a, b) => a.start - b.start);
}

const valueOf = (figure: TextFigure): number => numbersIn(figure.raw)[0]?.value ?? NaN;

/**
 * A figure that the text computes from its other figures: their sum ("12 + 8 = 20", "36 (12+11+8+3+2)"), their
 * product, or one as a percentage of another ("32 su 59 (54,2%)").
 */
export function computedInCell(figure: TextFigure, all: readonly TextFigure[]): boolean {
  const value = valueOf(figure);
  const rest = all.filter((f) => f !== figure && f.iso === null).map(valueOf);
  if (Number.isNaN(value) || rest.length < 2 || rest.some(Number.isNaN)) return false;
  // "7,3 + 0,55 = 8,74 milioni": the multiplying word stands once, at the end.
  const scales = [1, 1e3, 1e6];
  const total = rest.reduce((a, b) => a + b, 0);
  if (scales.some((scale) => Math.abs(total * scale - value) <= 1e-6 * value)) return true;
  // "149.974,67 x 2 = 299.949,34": the product, and the multiplier itself.
  const factors = [...rest, value].sort((a, b) => a - b);
  const [x = NaN, y = NaN, product = NaN] = factors;
  if (factors.length === 3 && Math.abs(x * y - product) <= 1e-9 * product) return true;
  const decimals = figure.raw.split(',')[1]?.length ?? 0;
  return rest.some((a, i) =>
    rest.some((b, j) => i !== j && b !== 0 && Math.abs((a / b) * 100 - value) <= tolerance(decimals)),
  );
}

/** A figure of a text stands in the pieces. It says the same thing in the project's words, so any printed form counts. */
export function figureStands(figure: TextFigure, note: string | null, pieces: Pieces): boolean {
  if (figure.iso !== null) return dateStands(figure.iso, note, pieces);
  const value = valueOf(figure);
  if (Number.isNaN(value)) {
    const decimal = /^\d+\.\d+$/.test(figure.raw) ? Number(figure.raw) : NaN;
    if (!Number.isNaN(decimal) && numberStands({ value: decimal, unit: null, note }, pieces)) return true;
    return codeStands(figure.raw, note, pieces);
  }
  return (
    pieces.some((piece) =>
      numbersIn(piece).some((n) => same(n.value, value) || gluedDeclared(n, value, note)),
    ) ||
    pieces.some((piece) => wordsIn(piece).some((w) => same(w.value, value))) ||
    pieces.some((piece) => datesIn(piece).some((d) => d.mark === null && d.year === value)) ||
    numberStands({ value, unit: '%', note }, pieces) ||
    (parseItalian(figure.raw) !== null && codeStands(figure.raw, note, pieces))
  );
}

/** The number is declared a misprint of the document, quoted in the note, and the quoted form stands in the lines. */
export function misprintStands(note: string | null, pieces: Pieces): boolean {
  if (note === null || !/refus|inteso|misprint|sic(?!\p{L})|errore di stampa/iu.test(note)) return false;
  const quotes = [...note.matchAll(/["“«]([^"“”«»]*\d[^"“”«»]*)["”»]/gu)].map((m) => m[1] ?? '');
  return quotes.some((quote) => codeStands(quote, null, pieces));
}

/** The note gives a rounded form of the value ("altrove più di 7,8 milioni"), and that form stands in the pieces. */
export function roundedFormStands({ value, note }: Wanted, pieces: Pieces): boolean {
  if (note === null) return false;
  const forms = [...numbersIn(note), ...wordsIn(note)].filter(
    (n) => Math.abs(n.value - Math.abs(value)) <= Math.abs(value) * 0.1,
  );
  return forms.some((form) =>
    pieces.some((piece) => [...numbersIn(piece), ...wordsIn(piece)].some((n) => same(n.value, form.value))),
  );
}

/** The note quotes how the number is printed, in words, and those words stand in the lines: `in lettere: "cadenza mensile"`. */
export function quotedWordsStand(note: string | null, pieces: Pieces): boolean {
  if (note === null || !IN_WORDS.test(note)) return false;
  const quotes = [...note.matchAll(/["“«]([^"“”«»\d]{2,})["”»]/gu)].map((m) => m[1] ?? '');
  return quotes.some((quote) => codeStands(quote, null, pieces));
}

/** The numbers printed in the pieces, for a message; never the words around them. */
export function printedNumbers(pieces: Pieces, limit = 12): string[] {
  const raws = pieces.flatMap((piece) => {
    const digits = numbersIn(piece).filter((n) => n.kind !== 'split');
    const words = wordsIn(piece).filter((w) => w.kind === 'word' || w.kind === 'share');
    return [...digits, ...words].sort((a, b) => a.start - b.start).map((n) => n.raw.replace(/\s+/gu, ' '));
  });
  const unique = [...new Set(raws)];
  return unique.length > limit ? [...unique.slice(0, limit), '…'] : unique;
}
