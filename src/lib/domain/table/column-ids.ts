/** Which columns there are. Apart from the choice among them, so that whoever reads an address does not load every word. */
import { TABLE_WORDS } from '../../i18n/table';
import { AMOUNT_KINDS } from '../../schema/tables';
import { TABLE_KINDS, type TableKind } from '../kinds';
import { amountId } from './figures';

/** Columns that a kind of table may have in some view; those of another moment (coverage, a period) are known too. */
const COLUMN_IDS: Readonly<Record<TableKind, ReadonlySet<string>>> = {
  quartieri: new Set(Object.keys(TABLE_WORDS.it.columns.quartieri)),
  laboratori: new Set(Object.keys(TABLE_WORDS.it.columns.laboratori)),
  progetti: new Set([
    ...Object.keys(TABLE_WORDS.it.columns.progetti),
    'alla_data',
    'nel_periodo',
    ...AMOUNT_KINDS.map(amountId),
  ]),
  comuni: new Set(Object.keys(TABLE_WORDS.it.columns.comuni)),
};

/** Whether a table of this kind, or of any while none is open, may have the column. */
export const isColumn = (kind: TableKind | null, id: string): boolean =>
  (kind === null ? TABLE_KINDS : [kind]).some((of) => COLUMN_IDS[of].has(id));
