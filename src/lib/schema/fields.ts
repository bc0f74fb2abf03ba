/**
 * Field types of the reviewed tables. A CSV cell is text; each field says what it accepts and what it becomes.
 * The message of every check is a rule id: src/pipeline/check/rules.ts turns it into a sentence that says how to mend it.
 */
import * as v from 'valibot';

/** A cell that may be empty; empty means "the document does not say" and becomes null. */
export const optional = <T extends v.GenericSchema<string, unknown>>(field: T) =>
  v.union(
    [
      v.pipe(
        v.literal(''),
        v.transform(() => null),
      ),
      field,
    ],
    (issue) => {
      // A union hides why the field refused; hand the field's own rule on.
      const inner = issue.issues?.at(-1);
      return inner?.message ?? 'text';
    },
  );

export const text = v.pipe(
  v.string(),
  v.check((s) => s.trim() === s && s.length > 0, 'text'),
);

export const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'id'));

/** Several ids with `;` between them. */
export const idList = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*(?:;[a-z0-9]+(?:-[a-z0-9]+)*)*$/, 'id'),
);

/** Funding axis id: segments of the printed codes, `fse/II/9.1.3`. */
export const axisId = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:\/[A-Za-z0-9.-]+)*$/, 'axis-id'));

/** ISTAT municipality code: six digits as text, region Lombardy. */
export const istatCode = v.pipe(v.string(), v.regex(/^\d{6}$/, 'istat-code'));

export const number = v.pipe(
  v.string(),
  v.regex(/^-?\d+(?:\.\d+)?$/, 'number'),
  v.transform((s) => Number(s)),
  v.check((n) => Number.isFinite(n), 'number'),
);

export const amount = v.pipe(
  number,
  v.check((n) => n >= 0, 'amount'),
);

export const latitude = v.pipe(
  number,
  v.check((n) => n > 44.5 && n < 46.8, 'latitude'),
);
export const longitude = v.pipe(
  number,
  v.check((n) => n > 8.3 && n < 11.6, 'longitude'),
);

const DATE = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;

export const isDate = (s: string): boolean => {
  const m = DATE.exec(s);
  if (!m) return false;
  const [, y, month, day] = m;
  if (!day) return true;
  const d = new Date(Date.UTC(Number(y), Number(month) - 1, Number(day)));
  return d.getUTCMonth() === Number(month) - 1;
};

/** A date of any precision: `2014`, `2014-10`, `2014-10-31`. */
export const date = v.pipe(v.string(), v.check(isDate, 'date'));

/** A date or an interval of two: `2014-09/2015-12`. */
export const dateOrInterval = v.pipe(
  v.string(),
  v.check((s) => {
    const parts = s.split('/');
    return parts.length <= 2 && parts.every(isDate);
  }, 'date-interval'),
);

/** Line numbers of a transcription: `1623`, `1428-1430`, several with `;`. */
export const lines = v.pipe(
  v.string(),
  v.regex(/^\d+(?:-\d+)?(?:;\d+(?:-\d+)?)*$/, 'lines'),
  v.check(
    (s) =>
      s.split(';').every((part) => {
        const [a, b] = part.split('-').map(Number);
        return b === undefined || (a !== undefined && a <= b);
      }),
    'lines',
  ),
);

/** Other places that say the same: `source:lines|source:lines`. */
export const also = v.pipe(v.string(), v.regex(/^[a-z0-9-]+:[0-9;-]+(?:\|[a-z0-9-]+:[0-9;-]+)*$/, 'also'));

export const yes = v.pipe(
  v.picklist(['yes'], 'yes'),
  v.transform(() => true),
);

export const oneOf = <const T extends readonly string[]>(values: T) =>
  v.picklist(values, `one-of:${values.join(' | ')}`);
