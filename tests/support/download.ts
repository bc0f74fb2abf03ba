/** Files that a page hands over. The browser is a server of its own: they are asked for, not opened where they lie. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Page } from 'playwright-core';

export interface TakenFile {
  name: string;
  bytes: Uint8Array;
}

export async function fileOf(download: Download): Promise<TakenFile> {
  const folder = mkdtempSync(join(tmpdir(), 'atlante-'));
  try {
    const path = join(folder, 'file');
    await download.saveAs(path);
    return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(path)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Opens a menu of formats and takes one: `table-export`, `export-csv`. */
export async function takeFile(page: Page, menu: string, format: string): Promise<TakenFile> {
  await page.getByTestId(menu).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(format).click()]);
  return fileOf(download);
}
