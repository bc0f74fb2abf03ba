/** The small tables beside the boundaries: what to expect, what was merged, what is not Lombardy. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { amount, istatCode, latitude, longitude, number, optional, text } from '../../lib/schema/fields';
import { fail } from './failure';

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'date'));
const count = v.pipe(number, v.integer('integer'), v.minValue(0, 'integer'));

const expectedRow = v.object({
  reference_date: day,
  municipalities: count,
  provinces: count,
  area_km2: amount,
});
const mergerRow = v.object({
  date: day,
  new_code: istatCode,
  new_name: text,
  old_codes: v.pipe(
    v.string(),
    v.transform((s) => s.split(';')),
    v.array(istatCode),
    v.minLength(2, 'old-codes'),
  ),
});
const provinceRow = v.object({
  province_code: v.pipe(v.string(), v.regex(/^\d{3}$/, 'province-code')),
  name: text,
});
const enclaveRow = v.object({ name: text, lon: longitude, lat: latitude, area_km2: amount });
const populationRow = v.object({ istat_code: istatCode, population: count, year: count });
const municipalityRow = v.object({
  istat_code: istatCode,
  name: text,
  population: optional(count),
  population_year: optional(count),
});

export type Expected = v.InferOutput<typeof expectedRow>;
export type Merger = v.InferOutput<typeof mergerRow>;
export type Enclave = v.InferOutput<typeof enclaveRow>;
export interface People {
  population: number;
  year: number | null;
}

export interface BoundaryTables {
  expected: Expected;
  /** Mergers in force on the reference date, oldest first: a merged municipality may merge again. */
  mergers: Merger[];
  provinces: ReadonlyMap<string, string>;
  enclaves: Enclave[];
  /** Names of the municipalities in the present comuni.csv, by code; empty at the first import. */
  previousNames: ReadonlyMap<string, string>;
  previousPeople: ReadonlyMap<string, People>;
}

function readRows<const S extends v.GenericSchema<unknown, unknown>>(
  path: string,
  row: S,
): v.InferOutput<S>[] {
  let records: Record<string, string>[];
  try {
    records = parse(readFileSync(path, 'utf8'), { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    fail({ kind: 'table-invalid', path, detail: error instanceof Error ? error.message : String(error) });
  }
  return records.map((record, i) => {
    const result = v.safeParse(row, record);
    if (result.success) return result.output;
    const [issue] = result.issues;
    // The header is line 1.
    const detail = `line ${i + 2}, ${v.getDotPath(issue) ?? 'row'}: ${issue.message} (${JSON.stringify(issue.input)})`;
    return fail({ kind: 'table-invalid', path, detail });
  });
}

/** Reads the tables of `dir`; `date` null takes the latest expected row. Throws BoundaryFailure. */
export function readTables(dir: string, date: string | null): BoundaryTables {
  const rows = readRows(join(dir, 'expected.csv'), expectedRow).sort((a, b) =>
    a.reference_date.localeCompare(b.reference_date),
  );
  const expected = date === null ? rows.at(-1) : rows.find((row) => row.reference_date === date);
  if (!expected)
    fail({
      kind: 'no-expected-row',
      date: date ?? 'YYYY-MM-DD',
      known: rows.map((row) => row.reference_date),
    });

  const previousPath = join(dir, 'comuni.csv');
  const previous = existsSync(previousPath) ? readRows(previousPath, municipalityRow) : [];
  return {
    expected,
    mergers: readRows(join(dir, 'mergers.csv'), mergerRow)
      .filter((merger) => merger.date <= expected.reference_date)
      .sort((a, b) => a.date.localeCompare(b.date)),
    provinces: new Map(
      readRows(join(dir, 'provinces.csv'), provinceRow).map((p) => [p.province_code, p.name]),
    ),
    enclaves: readRows(join(dir, 'enclaves.csv'), enclaveRow),
    previousNames: new Map(previous.map((m) => [m.istat_code, m.name])),
    previousPeople: new Map(
      previous.flatMap((m) =>
        m.population === null
          ? []
          : [[m.istat_code, { population: m.population, year: m.population_year }] as const],
      ),
    ),
  };
}

/** `istat_code,population,year`. Throws BoundaryFailure. */
export function readPopulation(path: string): Map<string, People> {
  if (!existsSync(path)) fail({ kind: 'file-missing', path });
  return new Map(
    readRows(path, populationRow).map((row) => [
      row.istat_code,
      { population: row.population, year: row.year },
    ]),
  );
}
