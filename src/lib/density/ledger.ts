/**
 * What a row of a tenancy ledger says: where its columns are, and how its cells are read together. `readRow` is the plain
 * statement of it; ./intake.ts reads the same rows from bytes, many times faster, and a test holds the two together.
 */
import {
  readCents,
  readDay,
  readDegrees,
  readIstat,
  readOwner,
  readSimulated,
  readState,
  type Decimal,
} from './cells';
import { COLUMNS, plainTitle, type ColumnKey } from './columns';
import type { Mapping } from './mapping';
import { WHY_COLUMN, type LedgerProblem, type Why } from './reasons';

/** Place of each column in the header; -1: not there. */
export type Header = Record<ColumnKey, number>;

/**
 * Finds the columns. A title of the mapping wins over the documented ones. Required columns may be given by a constant.
 */
export function readHeader(
  cells: readonly string[],
  mapping: Mapping = {},
): { ok: true; header: Header } | { ok: false; problem: LedgerProblem } {
  const plain = cells.map(plainTitle);
  const header = {} as Header;
  const missing: ColumnKey[] = [];
  const twice: ColumnKey[] = [];
  for (const column of COLUMNS) {
    let mapped = mapping.columns?.[column.key];
    // Nobody can leave out what says that rows are simulated.
    if (mapped === null && column.key === 'simulated') mapped = undefined;
    const documented = [column.title.it, column.title.en, ...column.aliases];
    const names = (mapped === undefined ? documented : mapped === null ? [] : [mapped]).map(plainTitle);
    const constant =
      column.key === 'owner' || column.key === 'day' ? mapping.constants?.[column.key] : undefined;
    // A constant means: the column, if it is there, is not to be read.
    const found = constant === undefined ? plain.flatMap((p, i) => (names.includes(p) ? [i] : [])) : [];
    if (found.length > 1 && column.need !== 'unread') twice.push(column.key);
    if (found.length === 0 && constant === undefined && (column.need === 'required' || mapped))
      missing.push(column.key);
    header[column.key] = found[0] ?? -1;
  }
  if (missing.length > 0) return { ok: false, problem: { kind: 'columns-missing', columns: missing } };
  if (twice.length > 0) return { ok: false, problem: { kind: 'columns-twice', columns: twice } };
  const point = header.lat >= 0 && header.lon >= 0;
  if (!point && header.istat < 0 && header.area < 0) return { ok: false, problem: { kind: 'place-columns' } };
  if (!point) header.lat = header.lon = -1;
  return { ok: true, header };
}

/** What is taken from a row. It lives as long as the function that counts it. */
export interface LedgerRow {
  household: boolean;
  dwelling: string;
  owner: string;
  /** `20260630`. */
  day: number;
  cents: number;
  since: number | null;
  istat: number | null;
  area: string;
  point: { lat: number; lon: number } | null;
  simulated: boolean;
}

export type RowResult = { ok: true; row: LedgerRow } | { ok: false; column: ColumnKey | null; why: Why };

const refuse = (why: Why): RowResult => ({ ok: false, column: WHY_COLUMN[why], why });

/**
 * Reads a row's cells. Whether the place exists is asked later (./zones.ts). A row without a running contract is fine
 * whatever else it says: nothing more of it is read.
 */
export function readRow(
  cells: readonly string[],
  header: Header,
  mapping: Mapping = {},
  file: { decimal: Decimal; serial: 0 | 1900 | 1904; width: number } = {
    decimal: null,
    serial: 0,
    width: cells.length,
  },
): RowResult {
  const cell = (key: ColumnKey): string => cells[header[key]] ?? '';
  if (cells.length !== file.width) return refuse('cells');
  const simulated = readSimulated(cell('simulated'));
  if (simulated === null) return refuse('simulated');
  const state = readState(cell('state'), mapping);
  if (state === 'state-empty' || state === 'state') return refuse(state);
  const empty = {
    dwelling: '',
    owner: '',
    day: 0,
    cents: 0,
    since: null,
    istat: null,
    area: '',
    point: null,
  };
  if (state !== 'running') return { ok: true, row: { ...empty, household: false, simulated } };

  const dwelling = cell('dwelling').trim();
  if (dwelling === '') return refuse('dwelling-empty');
  const constants = mapping.constants;
  const day = constants?.day === undefined ? readDay(cell('day'), file.serial) : readDay(constants.day);
  if (day === null) return refuse('day-empty');
  if (day === undefined) return refuse('day');
  const owner = readOwner(constants?.owner ?? cell('owner'));
  if (owner === '') return refuse('owner-empty');

  let cents = readCents(cell('debt'), mapping.decimal ?? file.decimal);
  if (cents === 'debt-empty' && mapping.empty_debt === 'zero') cents = 0;
  if (cents === 'debt-negative' && mapping.negative_debt === 'credit') cents = 0;
  if (typeof cents === 'string') return refuse(cents);
  // The age of a debt of nobody is not read.
  const since = cents > 0 ? readDay(cell('debt_since'), file.serial) : null;
  if (since === undefined) return refuse('since');
  if (since !== null && since > day) return refuse('since-after');

  const istat = readIstat(cell('istat'));
  if (istat === undefined) return refuse('istat');
  const lat = readDegrees(cell('lat'));
  const lon = readDegrees(cell('lon'));
  if (lat === undefined || lon === undefined) return refuse('coordinate');
  if ((lat === null) !== (lon === null)) return refuse('half-point');
  const point = lat === null || lon === null ? null : { lat, lon };
  const area = cell('area').trim();
  return {
    ok: true,
    row: {
      ...{ household: true, dwelling, owner, day, cents, since, istat, area, point },
      simulated,
    },
  };
}
