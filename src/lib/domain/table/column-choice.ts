/** Which columns of a table are on the screen: what it proposes, but for what somebody has switched. */
import type { Column } from './types';

export interface ColumnChoice {
  /** Every column is on but those that are off. */
  all: boolean;
  on: readonly string[];
  off: readonly string[];
}

/** What the button for all of them chooses. */
export const ALL_COLUMNS: ColumnChoice = { all: true, on: [], off: [] };

export const isShown = ({ id, extra }: Pick<Column, 'id' | 'extra'>, choice: ColumnChoice | null): boolean =>
  choice?.off.includes(id) !== true &&
  (choice?.all === true || choice?.on.includes(id) === true || extra !== true);

/** Null: as the table proposes. Columns that are not in the table at the moment (coverage that is off) keep their choice. */
export function switched(
  choice: ColumnChoice | null,
  { id, extra }: Pick<Column, 'id' | 'extra'>,
  shown: boolean,
): ColumnChoice | null {
  const { all, on, off } = choice ?? { all: false, on: [], off: [] };
  const rest = (ids: readonly string[]) => ids.filter((other) => other !== id);
  const proposed = all || extra !== true;
  return columnChoice(
    all,
    [...rest(on), ...(shown && !proposed ? [id] : [])],
    [...rest(off), ...(!shown && proposed ? [id] : [])],
  );
}

/** In one order and without what says nothing: two choices that show the same are the same. */
export function columnChoice(
  all: boolean,
  on: readonly string[],
  off: readonly string[],
): ColumnChoice | null {
  const less = [...new Set(off)].sort();
  const more = all ? [] : [...new Set(on)].filter((id) => !less.includes(id)).sort();
  return all || more.length + less.length > 0 ? { all, on: more, off: less } : null;
}
