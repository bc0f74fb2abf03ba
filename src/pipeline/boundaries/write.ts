/** Result files: all written beside the target first, renamed at the end, so that a failure leaves the old ones. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A CSV cell; quotes only where the cell needs them. */
const cell = (value: string | number | null): string => {
  const s = value === null ? '' : String(value);
  return /[",\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s;
};

export function csv(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

export function writeAll(dir: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(dir, { recursive: true });
  // Inside the target: a rename is atomic only within one file system.
  const temp = mkdtempSync(join(dir, '.import-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(temp, name), text);
    for (const name of Object.keys(files)) renameSync(join(temp, name), join(dir, name));
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}
