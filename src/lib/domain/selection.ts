/** What can be chosen on the map, in a list or in a table. */

export const SELECTION_KINDS = ['comune', 'area', 'laboratorio', 'progetto'] as const;
export type SelectionKind = (typeof SELECTION_KINDS)[number];

export interface Selection {
  kind: SelectionKind;
  id: string;
}
