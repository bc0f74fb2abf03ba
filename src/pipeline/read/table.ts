/** Reads the reviewed CSV tables into typed rows; whatever does not fit becomes a finding, never an exception. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { TABLES, type Row, type TableName, type Tables, type TableSpec } from '../../lib/schema/tables';
import type { Finding } from '../check/report';
import { isRuleId, type RuleId } from '../check/rules';

/** Where each row object was read from: file below data/ and spreadsheet row. */
export type Origins = Map<object, { file: string; row: number }>;

export interface ReadResult {
  tables: Tables;
  origins: Origins;
  findings: Finding[];
}

/** A record and its row in a spreadsheet, which shows blank lines too. */
export interface CsvRecord {
  row: number;
  record: string[];
}

/** The records of a CSV text, blank lines left out. Throws what csv-parse throws. */
export function readRecords(content: string): CsvRecord[] {
  const records = parse(content, {
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  }) as unknown as { record: string[]; info: { empty_lines: number } }[];
  return records.map(({ record, info }, i) => ({ row: i + 1 + info.empty_lines, record }));
}

function ruleOf(message: string): { rule: RuleId; detail?: string } {
  const [head = '', ...rest] = message.split(':');
  const rule = isRuleId(head) ? head : 'text';
  return rest.length ? { rule, detail: rest.join(':') } : { rule };
}

function readFile<T extends TableName>(
  dir: string,
  file: string,
  spec: TableSpec<T>,
  out: ReadResult,
): Row<T>[] {
  const { findings, origins } = out;
  const path = join(dir, file);
  if (!existsSync(path)) {
    findings.push({ file, row: null, column: null, value: null, rule: 'file-missing' });
    return [];
  }
  let records: CsvRecord[];
  try {
    const bytes = readFileSync(path);
    const content = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    records = readRecords(content);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    findings.push({ file, row: null, column: null, value: null, rule: 'csv', detail });
    return [];
  }
  const [header, ...body] = records;
  if (!header || header.record.join() !== spec.columns.join()) {
    const value = header ? header.record.join(',') : '';
    findings.push({
      file,
      row: header?.row ?? 1,
      column: null,
      value,
      rule: 'header',
      detail: spec.columns.join(','),
    });
    return [];
  }
  const rows: Row<T>[] = [];
  body.forEach(({ row, record }) => {
    if (record.length !== spec.columns.length) {
      findings.push({
        file,
        row,
        column: null,
        value: String(record.length),
        rule: 'columns',
        detail: String(spec.columns.length),
      });
      return;
    }
    const cells = Object.fromEntries(spec.columns.map((column, i) => [column, record[i] ?? '']));
    const result = v.safeParse(spec.schema as v.GenericSchema<unknown, Row<T>>, cells);
    if (result.success) {
      rows.push(result.output);
      origins.set(result.output, { file, row });
      return;
    }
    for (const issue of result.issues) {
      const column = String(issue.path?.[0]?.key ?? '');
      findings.push({ file, row, column, value: cells[column] ?? null, ...ruleOf(issue.message) });
    }
  });
  return rows;
}

function findDuplicates<T extends TableName>(spec: TableSpec<T>, rows: Row<T>[], out: ReadResult): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const key = spec.key.map((column) => String((row as Record<string, unknown>)[column] ?? '')).join(' · ');
    if (seen.has(key)) {
      const { file, row: line } = out.origins.get(row) ?? { file: spec.files[0] ?? spec.name, row: 0 };
      out.findings.push({
        file,
        row: line,
        column: spec.key[0] ?? null,
        value: key,
        rule: 'duplicate-key',
        detail: spec.key.join(' + '),
      });
    }
    seen.add(key);
  }
}

/** Reads every table below `dir` (normally data/). */
export function readTables(dir: string): ReadResult {
  const out: ReadResult = { tables: {} as Tables, origins: new Map(), findings: [] };
  for (const spec of Object.values(TABLES)) {
    const rows = spec.files.flatMap((file) => readFile(dir, file, spec as TableSpec, out));
    findDuplicates(spec as TableSpec, rows, out);
    (out.tables as Record<TableName, unknown>)[spec.name] = rows;
  }
  return out;
}
