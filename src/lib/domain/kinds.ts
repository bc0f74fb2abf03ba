/** Lists that the address and the domain share. */

export const TABLE_KINDS = ['quartieri', 'laboratori', 'progetti', 'comuni'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** How many neighbourhoods can be read side by side. */
export const MAX_COMPARED = 4;
