/** Numbers as offices write them, and round limits for their classes. */

const CLEAN = /[\s\u00a0\u202f'’€%]/g;

/** One number by the decimal sign of its column; null for what is none. */
export function readNumber(text: string, decimal: ',' | '.'): number | null {
  const bare = text.replace(CLEAN, '');
  if (bare === '') return null;
  const plain = decimal === ',' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}

/**
 * The decimal sign of a column. `1.234` alone can be either: a column is read as Italian when a comma stands where decimals
 * stand, or when every dot stands before three digits and some number has two dots.
 */
export function decimalSign(values: readonly string[]): ',' | '.' {
  let comma = 0;
  let point = 0;
  for (const value of values) {
    const bare = value.replace(CLEAN, '');
    const lastComma = bare.lastIndexOf(',');
    const lastPoint = bare.lastIndexOf('.');
    if (lastComma >= 0 && lastPoint >= 0) {
      if (lastComma > lastPoint) comma += 10;
      else point += 10;
    } else if (lastComma >= 0) {
      if (bare.indexOf(',') !== lastComma) point += 10;
      else comma += /,\d{3}$/.test(bare) ? 1 : 5;
    } else if (lastPoint >= 0) {
      if (bare.indexOf('.') !== lastPoint) comma += 10;
      else point += /\.\d{3}$/.test(bare) ? 1 : 5;
    }
  }
  return comma > point ? ',' : '.';
}

const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** The round number nearest to `x`, in ratio. */
function round(x: number): number {
  if (x === 0) return 0;
  const power = 10 ** Math.floor(Math.log10(Math.abs(x)));
  const lead = Math.abs(x) / power;
  const best = STEPS.reduce((a, b) => (Math.abs(b - lead) < Math.abs(a - lead) ? b : a));
  return Number((Math.sign(x) * best * power).toPrecision(3));
}

/**
 * At most four limits, so at most five classes: round numbers near the quintiles. The rule is said beside the legend, because
 * these limits follow the file and are not the house's fixed ones.
 */
export function roundLimits(values: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const [least = 0] = sorted;
  const most = sorted.at(-1) ?? 0;
  if (sorted.length === 0 || least === most) return [];
  const distinct = [...new Set(sorted)];
  if (distinct.length <= 5 && distinct.every(Number.isInteger)) return distinct.slice(1);
  const limits = [0.2, 0.4, 0.6, 0.8].map((q) => round(sorted[Math.floor(q * (sorted.length - 1))] ?? 0));
  return [...new Set(limits)].filter((limit) => limit > least && limit <= most).sort((a, b) => a - b);
}
