/**
 * The rules under which a figure about arrears may be told: every parameter and every primary rule, in this one file.
 * README.md says the same in a page of text; protect.ts applies them; attack.ts checks, from published files alone,
 * that they hold.
 *
 * Legal minimum: three (Regole deontologiche, G.U. 14-1-2019 n. 11, all. 1, art. 5). Arrears tell of hardship, so the
 * minima here are higher. RULES is what the product applies; makeRules gives others to the tests, never under the hard floor.
 */
import { MINIMUM } from '../domain/disclosure';
import { DEBT_LIMITS, HARD_FLOOR, THRESHOLDS } from './types';

export interface Rules {
  /** Smallest number of households of a group that is told. */
  households: number;
  /** Smallest number in arrears; also of each group between two thresholds, and above each. */
  inArrears: number;
  /** Smallest number not in arrears: a 100 % is as telling as a name. */
  notInArrears: number;
  /** Largest share of a sum of debts that one household, and two, may have. */
  dominance: [one: number, two: number];
  /** A withheld count must stay uncertain by at least this many households for whoever has every published file. */
  protection: number;
  /** In a group smaller than this, a change of 1 or 2 households between two days is a move that neighbours saw. */
  changeBelow: number;
}

/** The house's rules. */
export const RULES: Readonly<Rules> = Object.freeze({
  ...MINIMUM,
  dominance: [0.5, 0.75] as [number, number],
  protection: 10,
  changeBelow: 100,
});

/** Which rule a wrong configuration breaks, in words for the person who wrote it. */
export class RulesError extends Error {
  constructor(
    readonly parameter: keyof Rules,
    readonly it: string,
    readonly en: string,
  ) {
    super(it);
    this.name = 'RulesError';
  }
}

/**
 * Rules with some parameters changed. Throws RulesError below the hard floor of 3, above the stated dominance, or where
 * the protection would be wider than the groups it relies on (the proof in protect.ts needs protection <= minima).
 */
export function makeRules(overrides: Partial<Rules> = {}): Rules {
  const rules: Rules = { ...RULES, dominance: [...RULES.dominance], ...overrides };
  for (const key of ['households', 'inArrears', 'notInArrears', 'protection'] as const) {
    if (!Number.isInteger(rules[key]) || rules[key] < HARD_FLOOR)
      throw new RulesError(
        key,
        `La regola «${key}» vale ${rules[key]}: deve essere un numero intero non inferiore a ${HARD_FLOOR}, la soglia minima di legge.`,
        `Rule "${key}" is ${rules[key]}: it must be a whole number of at least ${HARD_FLOOR}, the legal minimum.`,
      );
  }
  if (rules.protection > Math.min(rules.inArrears, rules.notInArrears, rules.households))
    throw new RulesError(
      'protection',
      `La fascia di protezione (${rules.protection}) non può superare le soglie minime dei gruppi.`,
      `The protection band (${rules.protection}) cannot be wider than the smallest groups.`,
    );
  const [one, two] = rules.dominance;
  if (!(one > 0 && one <= RULES.dominance[0]) || !(two >= one && two <= RULES.dominance[1]))
    throw new RulesError(
      'dominance',
      `Dominanza ${one} e ${two}: al massimo ${RULES.dominance[0]} per un nucleo e ${RULES.dominance[1]} per due.`,
      `Dominance ${one} and ${two}: at most ${RULES.dominance[0]} for one household and ${RULES.dominance[1]} for two.`,
    );
  if (!Number.isInteger(rules.changeBelow) || rules.changeBelow < rules.households)
    throw new RulesError(
      'changeBelow',
      `La regola sulle variazioni vale ${rules.changeBelow}: non può essere inferiore alla soglia dei nuclei.`,
      `The rule on changes is ${rules.changeBelow}: it cannot be below the minimum of households.`,
    );
  return rules;
}

/** Households not in arrears, and in arrears, of a group. */
export interface Split {
  households: number;
  inArrears: number;
}

/** Primary rule of counts. */
export const mayTell = (rules: Rules, { households, inArrears }: Split): boolean =>
  households >= rules.households &&
  inArrears >= rules.inArrears &&
  households - inArrears >= rules.notInArrears;

/** A group between two published thresholds (or beyond the last): at least the minimum, see README. */
export const mayTellPart = (rules: Rules, count: number): boolean =>
  count >= rules.inArrears && count >= rules.protection;

/**
 * True when the change between two adjacent days tells of a household: one or two moved in or out of a small group, which
 * neighbours see, and the change of arrears then says in which state they are. A change in arrears without a move is not
 * tied to a visible event, so it may be told (README, "Che cosa resta").
 */
export const changeTells = (rules: Rules, before: number, after: number): boolean => {
  const change = Math.abs(after - before);
  return (
    change > 0 && change < HARD_FLOOR && Math.min(before, after) < rules.changeBelow && before + after > 0
  );
};

/**
 * Dominance: no household may have more than `one` of the sum of debts, nor the two largest more than `two`. The debts
 * themselves are not kept; the bands bound them: a household of band i owes at most its upper limit, and at most what is
 * left of the sum when all others owe at least their lower limits (which is what bounds the open band).
 * `bands`: households in arrears by band of DEBT_LIMITS; `debt`: their sum in euro.
 */
export function dominated(rules: Rules, bands: ArrayLike<number>, debt: number): boolean {
  if (!(debt > 0)) return true;
  let least = 0;
  const largest: number[] = [];
  const lowest: number[] = [];
  for (let i = bands.length - 1; i >= 0; i--) {
    const count = bands[i] ?? 0;
    const from = i === 0 ? 0 : (DEBT_LIMITS[i - 1] ?? 0);
    least += count * from;
    for (let n = 0; n < count && largest.length < 2; n++) {
      largest.push(DEBT_LIMITS[i] ?? Infinity);
      lowest.push(from);
    }
  }
  const [a = 0, b = 0] = largest;
  const [fromA = 0, fromB = 0] = lowest;
  const one = Math.min(a, debt - (least - fromA));
  const two = Math.min(a + b, debt - (least - fromA - fromB));
  return one > rules.dominance[0] * debt || two > rules.dominance[1] * debt;
}

/**
 * Total debts are told in these bands only (EUR; first limit: below it nothing is told). Planner: 1-2-5; public: by ten.
 * A withheld total counts as told when an attacker knows it to within a factor of 2, which is one band.
 */
export const DEBT_SCALE: Record<'pianificatore' | 'pubblica', readonly number[]> = {
  pianificatore: [
    20_000, 50_000, 100_000, 200_000, 500_000, 1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8, 2e8, 5e8, 1e9,
  ],
  pubblica: [20_000, 100_000, 1e6, 1e7, 1e8, 1e9],
};
export const DEBT_TOLD_FACTOR = 2;
/** Ledger columns may lack an amount, and small groups are moved up at the source: the least share that must be there. */
export const AMOUNTS_COMPLETE = 0.95;

/** The band of a scale that holds a value, or null below its first limit. */
export function bandOf(scale: readonly number[], value: number): { from: number; to: number | null } | null {
  let at = -1;
  while (at + 1 < scale.length && value >= (scale[at + 1] ?? Infinity)) at++;
  const from = scale[at];
  return from === undefined ? null : { from, to: scale[at + 1] ?? null };
}

/** Bands of households in arrears by km2, public form. */
export const DENSITY_SCALE = [0, 1, 5, 10, 25, 50, 100, 250, 500, 1_000] as const;

/**
 * Thresholds and ages are told in this order: a group that tells one tells all those before it. A fixed order keeps the
 * published table nested, which the proof needs (protect.ts); it begins where the groups are most evenly split.
 */
export const THRESHOLD_ORDER: readonly number[] = [1, 2, 4, 0, 3];
export const AGE_ORDER: readonly number[] = [1, 2, 0, 3];

/** Number of classes of arrears that the thresholds make: up to the first, between two, above the last. */
export const CLASSES = THRESHOLDS.length + 1;
/** The class (0..CLASSES-1) of each debt band. */
export const CLASS_OF_BAND: readonly number[] = [...DEBT_LIMITS, Infinity].map(
  (limit) => THRESHOLDS.filter((t) => limit > t).length,
);

/** Households in arrears in each class between thresholds, from the debt bands. */
export function classesOf(bands: ArrayLike<number>): number[] {
  const out = new Array<number>(CLASSES).fill(0);
  for (let i = 0; i < bands.length; i++) {
    const c = CLASS_OF_BAND[i] ?? CLASSES - 1;
    out[c] = (out[c] ?? 0) + (bands[i] ?? 0);
  }
  return out;
}
