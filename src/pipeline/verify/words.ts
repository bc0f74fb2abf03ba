/** Numbers that an Italian text prints in words: cardinals, collectives, shares, rhythms. Pure. */

/**
 * - `word`: a cardinal or collective ("quattro", "una decina", "entrambi").
 * - `article`: "un", "uno", "una": a number only if the row's note says that it is printed in words.
 * - `ordinal`: "primo", "seconda": likewise.
 * - `share`: a part of a whole, in per cent ("metà" 50, "due terzi" 66.66...).
 * - `measure`: a word that holds a number and its unit ("mensile": 1 per_month; "biennio": 2 years).
 */
export type WordKind = 'word' | 'article' | 'ordinal' | 'share' | 'measure';

export interface FoundWord {
  value: number;
  raw: string;
  kind: WordKind;
  /** Unit of a measure, as the column `unit` writes it. */
  unit?: string;
  start: number;
  end: number;
}

const UNITS =
  'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove'.split(
    ' ',
  );
const TENS = [
  '',
  '',
  'venti',
  'trenta',
  'quaranta',
  'cinquanta',
  'sessanta',
  'settanta',
  'ottanta',
  'novanta',
];

function below100(n: number): string[] {
  if (n < 20) return [UNITS[n] ?? ''];
  const tens = TENS[Math.floor(n / 10)] ?? '';
  const unit = n % 10;
  if (unit === 0) return [tens, tens.slice(0, -1)];
  if (unit === 1) return [`${tens.slice(0, -1)}uno`, `${tens.slice(0, -1)}una`, `${tens.slice(0, -1)}un`];
  if (unit === 8) return [`${tens.slice(0, -1)}otto`];
  return unit === 3 ? [`${tens}tré`, `${tens}tre`, `${tens}trè`] : [tens + (UNITS[unit] ?? '')];
}

/** The spelled forms of 0-999. "uno" has its own kind and "un", "una" are not here. */
function cardinals(): Map<string, number> {
  const map = new Map<string, number>();
  for (let n = 0; n < 1000; n += 1) {
    const hundreds = Math.floor(n / 100);
    const rest = n % 100;
    const heads = hundreds === 0 ? [''] : hundreds === 1 ? ['cento'] : [`${UNITS[hundreds]}cento`];
    const tails = rest === 0 && hundreds > 0 ? ['', '-'] : below100(rest);
    for (const head of heads) {
      for (const tail of tails) {
        // "-" marks the elided form: "cent'anni".
        map.set(tail === '-' ? head.slice(0, -1) : head + tail, n);
        if (head !== '' && tail.startsWith('o')) map.set(head.slice(0, -1) + tail, n);
      }
    }
  }
  return map;
}

const CARDINALS = cardinals();
/** Forms that stand only before an apostrophe ("vent'anni"); "cent" alone is no number. */
const ELIDED = /(?:vent|(?:quar|cinqu|sess|sett|ott|nov|tr)[ae]nt|cent)$/;

/** Value of one Italian number word up to 999.999, or null. */
export function cardinal(word: string, elided = false): number | null {
  const w = word.toLowerCase();
  if (ELIDED.test(w) && !elided) return null;
  const small = CARDINALS.get(w);
  if (small !== undefined) return small;
  const m = /^(.+)mila(.*)$/.exec(w) ?? (/^mille(.*)$/.exec(w) && ['', 'uno', w.slice(5)]);
  if (!m) return null;
  const head = CARDINALS.get(m[1] ?? '');
  const tail = m[2] === '' ? 0 : CARDINALS.get(m[2] ?? '');
  return head === undefined || tail === undefined || head === 0 ? null : head * 1000 + tail;
}

const COLLECTIVES: Record<string, number> = {
  decina: 10,
  dozzina: 12,
  quindicina: 15,
  ventina: 20,
  trentina: 30,
  quarantina: 40,
  cinquantina: 50,
  sessantina: 60,
  settantina: 70,
  ottantina: 80,
  novantina: 90,
  centinaio: 100,
  migliaio: 1000,
  paio: 2,
  coppia: 2,
  entrambi: 2,
  entrambe: 2,
  ambedue: 2,
  duplice: 2,
  triplice: 3,
  nessun: 0,
  nessuno: 0,
  nessuna: 0,
};

const ORDINALS: [RegExp, number][] = [
  [/^prim[oaie]$/, 1],
  [/^second[oaie]$/, 2],
  [/^terz[oaie]$/, 3],
  [/^quart[oaie]$/, 4],
  [/^quint[oaie]$/, 5],
  [/^sest[oaie]$/, 6],
  [/^settim[oaie]$/, 7],
  [/^ottav[oaie]$/, 8],
  [/^non[oa]$/, 9],
  [/^decim[oaie]$/, 10],
];

const MEASURES: [RegExp, number, string][] = [
  [/^(?:giornalier|quotidian)[oaie]$/, 1, 'per_day'],
  [/^settimanal(?:e|i|mente)$/, 1, 'per_week'],
  [/^bisettimanal(?:e|i|mente)$/, 2, 'per_week'],
  [/^quindicinal(?:e|i|mente)$/, 2, 'per_month'],
  [/^mensil(?:e|i|mente)$/, 1, 'per_month'],
  [/^annual(?:e|i|mente)$/, 1, 'per_year'],
  [/^bimestr(?:e|i|ale|ali)$/, 2, 'months'],
  [/^trimestr(?:e|i|ale|ali)$/, 3, 'months'],
  [/^quadrimestr(?:e|i|ale|ali)$/, 4, 'months'],
  [/^semestr(?:e|i|ale|ali)$/, 6, 'months'],
  [/^bienn(?:io|i|ale|ali)$/, 2, 'years'],
  [/^trienn(?:io|i|ale|ali)$/, 3, 'years'],
  [/^quadrienn(?:io|i|ale|ali)$/, 4, 'years'],
  [/^quinquenn(?:io|i|ale|ali)$/, 5, 'years'],
  [/^decenn(?:io|i|ale|ali)$/, 10, 'years'],
];

/** "un" counts by itself where the text stresses it: "un solo presidio", "uno su tre", "una delle". */
const ALONE = /^\s+(?:sol[oai]|unic[oa]|su|de[il]|degli|delle|della|per)(?!\p{L})/u;
const STRESSED = /(?:sol[oa]|soltanto|solamente)\s+$/iu;

const FRACTIONS =
  /(?<!\p{L})(un|due|tre|quattro|cinque|sei|sette|otto|nove)\s+(terz[oi]|quart[oi]|quint[oi]|sest[oi]|settim[oi]|ottav[oi]|decim[oi])(?!\p{L})/giu;
const HALF = /(?<!\p{L})metà(?!\p{L})/giu;
const ALL = /(?<!\p{L})(?:tutt[ie]|totalità|interamente)(?!\p{L})/giu;
const AND_A_HALF = /(?<![\p{L}\d.,])(\d+|\p{L}+)['’]?\s+(?:\p{L}+\s+)?e\s+mezz[oa](?!\p{L})/giu;
const MILLIONS = /(?<!\p{L})(\p{L}+)\s+(mila|milion[ei]|miliard[oi])(?!\p{L})/giu;

const one = (word: string): number | null => (/^un[oa]?$/i.test(word) ? 1 : cardinal(word));

/** Every number in words, in order of position. A word broken at the line's end ("cin-\nquanta") is put together. */
export function wordsIn(text: string): FoundWord[] {
  const found: FoundWord[] = [];
  const add = (value: number, raw: string, kind: WordKind, start: number, unit?: string) => {
    found.push({ value, raw, kind, start, end: start + raw.length, ...(unit === undefined ? {} : { unit }) });
  };
  for (const m of text.matchAll(/\p{L}+(?:-[ \t]*\r?\n\s*\p{Ll}+)?/gu)) {
    const start = m.index;
    const word = m[0].replace(/-\s*/u, '').toLowerCase();
    const after = text.slice(start + m[0].length);
    if (/^un[oa]?$/.test(word)) {
      const stressed = ALONE.test(after) || STRESSED.test(text.slice(0, start));
      add(1, m[0], stressed ? 'word' : 'article', start);
      continue;
    }
    const value =
      cardinal(word, /^['’]/.test(after)) ??
      (Object.hasOwn(COLLECTIVES, word) ? COLLECTIVES[word] : undefined);
    if (value !== undefined) add(value, m[0], 'word', start);
    for (const [pattern, ordinal] of ORDINALS) if (pattern.test(word)) add(ordinal, m[0], 'ordinal', start);
    for (const [pattern, amount, unit] of MEASURES)
      if (pattern.test(word)) add(amount, m[0], 'measure', start, unit);
  }
  for (const m of text.matchAll(FRACTIONS)) {
    const parts = ORDINALS.find(([pattern]) => pattern.test((m[2] ?? '').toLowerCase()))?.[1];
    const count = one(m[1] ?? '');
    if (parts !== undefined && count !== null && count < parts)
      add((count / parts) * 100, m[0], 'share', m.index);
  }
  for (const m of text.matchAll(HALF)) add(50, m[0], 'share', m.index);
  for (const m of text.matchAll(ALL)) add(100, m[0], 'share', m.index);
  for (const m of text.matchAll(AND_A_HALF)) {
    const count = /^\d/.test(m[1] ?? '') ? Number(m[1]) : one(m[1] ?? '');
    if (count !== null) add(count + 0.5, m[0], 'word', m.index);
  }
  for (const m of text.matchAll(MILLIONS)) {
    const count = one(m[1] ?? '');
    const scale = /^mila/i.test(m[2] ?? '') ? 1e3 : /^milion/i.test(m[2] ?? '') ? 1e6 : 1e9;
    if (count !== null) add(count * scale, m[0], 'word', m.index);
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}
