/**
 * The two forms of a release. The public one is a function of what the planner's release tells, and of nothing else: who
 * has both files knows no more than who has the planner's. Which form goes where is part of the type (`servePublic`).
 */
import * as v from 'valibot';
import { bandOf, DEBT_SCALE, DENSITY_SCALE } from './rules';
import {
  AGE_LIMITS,
  ALL_OWNERS,
  THRESHOLDS,
  ZONE_KINDS,
  type Band,
  type Cell,
  type Count,
  type Figures,
  type Release,
  type Share,
} from './types';

const map = <T, U>(cell: Cell<T>, to: (value: T) => Cell<U>): Cell<U> =>
  cell.state === 'value' ? to(cell.value) : cell;
const value = <T>(of: T): Cell<T> => ({ state: 'value', value: of });

/** Nearest ten, halves up. */
const tens = (n: number): number => Math.floor((n + 5) / 10) * 10;

const roundCount = (cell: Cell<Count<'pianificatore'>>): Cell<Count<'pubblica'>> =>
  map(cell, ({ exact }) => value({ about: tens(exact) }));

/** Bands of ten points; the last one includes 100. */
const bandShare = (cell: Cell<Share<'pianificatore'>>): Cell<Share<'pubblica'>> =>
  map(cell, ({ percent }) => {
    const from = Math.min(90, Math.max(0, Math.floor(percent / 10) * 10));
    return value({ from, to: from + 10 });
  });

const coarser =
  (scale: readonly number[]) =>
  (band: Band): Cell<Band> => {
    const out = bandOf(scale, band.from);
    return out ? value(out) : { state: 'suppressed' };
  };

/** The public form of a planner's release: the same figures withheld, the others coarser. */
export function publicForm(planner: Release<'pianificatore'>): Release<'pubblica'> {
  return {
    ...planner,
    form: 'pubblica',
    figures: planner.figures.map((row): Figures<'pubblica'> => ({
      zone: row.zone,
      owner: row.owner,
      day: row.day,
      households: roundCount(row.households),
      inArrears: roundCount(row.inArrears),
      share: bandShare(row.share),
      above: row.above.map(bandShare),
      debt: map(row.debt, coarser(DEBT_SCALE.pubblica)),
      median: row.median,
      perKm2: map(row.perKm2, ({ perKm2 }) => coarser(DENSITY_SCALE)({ from: perKm2, to: null })),
      age: row.age.map(bandShare),
    })),
  };
}

/** Marks the only form that a site may serve. A planner's release does not fit here: the compiler refuses it. */
export const servePublic = (release: Release<'pubblica'>): string => JSON.stringify(release);

/** A group's figures; a group of the release that has no row is withheld whole (owners that are not told). */
export function figuresOf<F extends 'pubblica' | 'pianificatore'>(
  rows: ReadonlyMap<string, Figures<F>>,
  zone: string,
  owner: string,
  day: string,
): Figures<F> {
  const held = { state: 'suppressed' } as const;
  return (
    rows.get(figureKey(zone, owner, day)) ?? {
      zone,
      owner,
      day,
      households: held,
      inArrears: held,
      share: held,
      above: THRESHOLDS.map(() => held),
      debt: held,
      median: held,
      perKm2: held,
      age: AGE_LIMITS.map(() => held),
    }
  );
}
export const figureKey = (zone: string, owner: string, day: string): string => `${zone}|${owner}|${day}`;

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const whole = v.pipe(amount, v.integer());
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const day = v.pipe(v.string(), v.isoDate());
const point = v.pipe(amount, v.maxValue(100));

// Strict: a withheld cell must have nowhere to keep its number, nor a row a field that nobody reads.
const cell = <T extends v.GenericSchema>(of: T) =>
  v.variant('state', [
    v.strictObject({ state: v.literal('value'), value: of }),
    v.strictObject({ state: v.literal('zero') }),
    v.strictObject({ state: v.literal('suppressed') }),
    v.strictObject({ state: v.literal('missing') }),
    v.strictObject({ state: v.literal('not-applicable') }),
  ]);
const band = v.pipe(
  v.strictObject({ from: amount, to: v.nullable(amount) }),
  v.check(({ from, to }) => to === null || to > from, 'from < to'),
);
const rowOf = <C extends v.GenericSchema, S extends v.GenericSchema, P extends v.GenericSchema>(
  count: C,
  share: S,
  perKm2: P,
) =>
  v.strictObject({
    zone: text,
    owner: text,
    day,
    households: cell(count),
    inArrears: cell(count),
    share: cell(share),
    above: v.pipe(v.array(cell(share)), v.length(THRESHOLDS.length)),
    debt: cell(band),
    median: cell(band),
    perKm2: cell(perKm2),
    age: v.pipe(v.array(cell(share)), v.length(AGE_LIMITS.length)),
  });
const tensCount = v.strictObject({
  about: v.pipe(
    whole,
    v.check((n) => n % 10 === 0, 'tens'),
  ),
});
const tensShare = v.pipe(
  v.strictObject({ from: point, to: point }),
  v.check(({ from, to }) => from % 10 === 0 && to === from + 10, 'ten points'),
);
const common = {
  format: v.literal('atlante-erp/densita'),
  version: v.literal(1),
  simulated: v.boolean(),
  days: v.pipe(v.array(day), v.minLength(1)),
  owners: v.array(text),
  rules: v.strictObject({
    households: whole,
    inArrears: whole,
    notInArrears: whole,
    dominance: v.strictTuple([amount, amount]),
    protection: whole,
  }),
  zones: v.array(
    v.strictObject({
      id: text,
      kind: v.picklist(ZONE_KINDS),
      parent: v.nullable(text),
      cell: v.optional(text),
      cut: v.optional(v.boolean()),
    }),
  ),
};
const schema = v.variant('form', [
  v.strictObject({
    ...common,
    form: v.literal('pubblica'),
    figures: v.array(rowOf(tensCount, tensShare, band)),
  }),
  v.strictObject({
    ...common,
    form: v.literal('pianificatore'),
    figures: v.array(
      rowOf(
        v.strictObject({ exact: whole }),
        v.strictObject({ percent: point }),
        v.strictObject({ perKm2: amount }),
      ),
    ),
  }),
]);

export type Parsed =
  | { ok: true; release: Release<'pubblica'> | Release<'pianificatore'> }
  | { ok: false; it: string; en: string };

const no = (it: string, en: string): Parsed => ({ ok: false, it, en });

/**
 * Reads a release that somebody opens. Total: whatever the text, an answer that says what is wrong and where.
 * Never quotes the file's content.
 */
export function parseRelease(json: string): Parsed {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    return no(
      'Il file non è JSON valido: forse è stato troncato. Riesportalo e riprova.',
      'The file is not valid JSON: it may have been cut short. Export it again and retry.',
    );
  }
  const head = v.safeParse(v.looseObject({ format: v.string() }), raw);
  if (!head.success || head.output.format !== 'atlante-erp/densita')
    return no(
      'Il file non è una pubblicazione di densità della morosità di Atlante ERP.',
      'The file is not an arrears density release of Atlante ERP.',
    );
  const parsed = v.safeParse(schema, raw, { abortEarly: true });
  if (!parsed.success) {
    const where = parsed.issues[0].path?.map((p) => String(p.key)).join('.') ?? '';
    return no(
      `Il file non rispetta il formato: «${where}» non è come previsto. Riesportalo con questa versione.`,
      `The file does not follow the format: "${where}" is not as expected. Export it again with this version.`,
    );
  }
  const release = parsed.output as Release<'pubblica'> | Release<'pianificatore'>;
  const zones = new Set(release.zones.map((z) => z.id));
  const owners = new Set([ALL_OWNERS, ...release.owners]);
  const days = new Set(release.days);
  if (zones.size !== release.zones.length)
    return no('Il file elenca due volte la stessa zona.', 'The file lists a zone twice.');
  if (release.zones.some((z) => z.parent !== null && !zones.has(z.parent)))
    return no(
      'Una zona del file sta in una zona che non c’è.',
      'A zone lies in a zone that is not in the file.',
    );
  const keys = new Set<string>();
  for (const row of release.figures) {
    if (!zones.has(row.zone) || !owners.has(row.owner) || !days.has(row.day))
      return no(
        'Il file contiene dati di una zona, di un ente o di una data che non elenca.',
        'The file has figures of a zone, an owner or a date that it does not list.',
      );
    const key = figureKey(row.zone, row.owner, row.day);
    if (keys.has(key))
      return no('Il file contiene due righe per lo stesso gruppo.', 'The file has two rows for one group.');
    keys.add(key);
  }
  return { ok: true, release };
}
