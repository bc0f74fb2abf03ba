/**
 * Statistical disclosure control for arrears: the primary rule, in one place.
 *
 * Arrears are about poor households. A figure leaves the pipeline only when the group it speaks of is large enough on
 * both sides: enough households, enough of them in arrears, enough of them not in arrears (a 100 % names everyone).
 * The legal minimum in Italy is three (Regole deontologiche, G.U. 14-1-2019 n. 11, all. 1, art. 5); these are stricter,
 * as is usual for matters of hardship. The pipeline applies them (src/pipeline/protect); the pages only quote them.
 */

/** Smallest groups that a published arrears figure may speak of. */
export const MINIMUM = { households: 20, inArrears: 10, notInArrears: 10 } as const;

/** Why a figure is withheld. Which side is small is not told: that would bound the figure itself. */
export const WITHHELD_REASONS = ['few-households', 'few-on-one-side', 'base-unknown'] as const;
export type WithheldReason = (typeof WITHHELD_REASONS)[number];

/** The group an arrears figure is about; null where the document does not say. */
export interface ArrearsBase {
  households: number | null;
  inArrears: number | null;
}

/** What stands in a text in the place of a number that is withheld. */
export const BLANK = '…';

const known = (n: number | null): n is number => n !== null && Number.isFinite(n);

/**
 * The reason why a figure about this group must be withheld, or null when it may be published.
 * A group whose number in arrears is unknown has not passed the rule, so its figures are withheld too. A group made of
 * debtors alone has no number of households, and needs none.
 */
export function withhold({ households, inArrears }: ArrearsBase): WithheldReason | null {
  if (known(households) && households < MINIMUM.households) return 'few-households';
  if (known(inArrears) && inArrears < MINIMUM.inArrears) return 'few-on-one-side';
  if (known(households) && known(inArrears) && households - inArrears < MINIMUM.notInArrears)
    return 'few-on-one-side';
  // Households alone do not do: a share or a debt of an unknown number of debtors may be one family's.
  if (!known(inArrears)) return 'base-unknown';
  return null;
}
