/** CSV as RFC 4180 writes it. Numbers with a dot, dates as ISO text, codes as text; no cell can become a formula. */
import type { Value } from './flat';
import { neutral } from './formula';

export interface CsvOptions {
  /** Default: comma. */
  delimiter?: ',' | ';';
  /** Default: dot. A comma is what Italian Excel reads as a number; it wants `;` as delimiter. */
  decimal?: '.' | ',';
  /** Byte order mark, by which Excel knows UTF-8. Default: none. */
  bom?: boolean;
}

function cell(value: Value, delimiter: string, decimal: string): string {
  if (value === null) return '';
  // Numbers come from typed columns: a minus sign of theirs is no formula.
  if (typeof value === 'number')
    return Number.isFinite(value) ? quote(String(value).replace('.', decimal), delimiter) : '';
  return quote(neutral(value), delimiter);
}

const quote = (text: string, delimiter: string): string =>
  /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;

/** Header and records, each line ended by CRLF. */
export function toCsv(
  { fields, records }: { fields: readonly { id: string }[]; records: readonly (readonly Value[])[] },
  options: CsvOptions = {},
): string {
  const { delimiter = ',', decimal = '.', bom = false } = options;
  const lines = [fields.map((f) => f.id), ...records].map((record) =>
    record.map((value) => cell(value, delimiter, decimal)).join(delimiter),
  );
  return (bom ? '\ufeff' : '') + lines.map((line) => `${line}\r\n`).join('');
}
