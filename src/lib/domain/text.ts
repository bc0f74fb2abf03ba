/** Text as people type it and as it is compared: without accents, apostrophes, case and spare spaces. */

/** Folds a text for comparison: `Sant’Eusebio` and `sant eusebio` become the same. Keeps letters and digits of any script. */
export const fold = (s: string): string =>
  s
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
