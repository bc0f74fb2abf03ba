/** How one ledger differs from the documented form, as the person who has it says: other names, constants, signs. */
import * as v from 'valibot';
import { readDay } from './cells';
import { COLUMN_KEYS, CONTRACT_STATES } from './columns';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** The file of `--map`: how this ledger names its columns and states, and what it does not say in a column. */
export const mappingSchema = v.strictObject({
  /** Column by key: its title in the ledger; null: not to be read, whatever the titles say. */
  columns: v.optional(v.partial(v.strictObject(v.entriesFromList(COLUMN_KEYS, v.nullable(text))))),
  /** Words of the ledger for the states of a contract. */
  states: v.optional(v.record(text, v.picklist(CONTRACT_STATES))),
  /** Neighbourhoods by the ledger's own word: area_id. An empty one: no area. */
  areas: v.optional(v.record(text, v.string())),
  /** What all rows have in common, instead of a column. */
  constants: v.optional(
    v.strictObject({
      owner: v.optional(text),
      day: v.optional(
        v.pipe(
          text,
          v.check((s) => typeof readDay(s) === 'number'),
        ),
      ),
    }),
  ),
  /** Decimal sign of the debt; by itself it is told from the first debts that leave no doubt. */
  decimal: v.optional(v.picklist([',', '.'])),
  /** An empty debt: by itself refused. */
  empty_debt: v.optional(v.literal('zero')),
  /** A debt below zero: by itself refused; `credit`: the household is not in arrears. */
  negative_debt: v.optional(v.literal('credit')),
});
export type Mapping = v.InferOutput<typeof mappingSchema>;

/** A mapping from the text of a file. `null`: not JSON, or not of this form; `where` names the entry. */
export function parseMapping(json: string): { ok: true; mapping: Mapping } | { ok: false; where: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, where: 'JSON' };
  }
  const result = v.safeParse(mappingSchema, value);
  if (result.success) return { ok: true, mapping: result.output };
  return { ok: false, where: v.getDotPath(result.issues[0]) ?? 'JSON' };
}
