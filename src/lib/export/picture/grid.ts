/** Two scales in one legend. */
import type { Legend } from '$lib/domain/legend';

/** Cells of a legend's grid; they stand at the beginning of its items. */
export const cellCount = ({ grid }: Pick<Legend, 'grid'>): number =>
  grid ? grid.rows.labels.length * grid.columns.labels.length : 0;
