/** The transcriptions: read from the folder of sources, cut at `\n` only, cited by inclusive line ranges. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the transcriptions stand when nobody says: in a folder beside the repository, because they are not part of it. */
export const DEFAULT_SOURCES = '../shared/sources';

/** Folder of the transcriptions: what ATLANTE_SOURCES names, else the default; relative paths start at the repository. */
export const sourcesDir = (root: string, env: Readonly<Record<string, string | undefined>>): string =>
  resolve(root, env['ATLANTE_SOURCES']?.trim() || DEFAULT_SOURCES);

/** Lines of one transcription; line 1 is at index 0. */
export type Transcription = readonly string[];

export interface SourceFiles {
  texts: ReadonlyMap<string, Transcription>;
  /** Sources whose file is not there. */
  absent: { source_id: string; path: string }[];
}

/** Lines as `sed -n` counts them: form feeds and other Unicode breaks do not break lines. */
export const linesOf = (content: string): Transcription => content.split('\n');

/** Reads the file of every source; a file that is not there is listed, never thrown. */
export function readSources(
  dir: string,
  sources: readonly { source_id: string; file: string }[],
): SourceFiles {
  const texts = new Map<string, Transcription>();
  const absent: SourceFiles['absent'] = [];
  for (const { source_id, file } of sources) {
    const path = join(dir, file);
    if (existsSync(path) && statSync(path).isFile())
      texts.set(source_id, linesOf(readFileSync(path, 'utf8')));
    else absent.push({ source_id, path });
  }
  return { texts, absent };
}

/** The text of each cited range (`1623`, `1428-1430`, several with `;`), or null when a range leaves the file. */
export function citedText(text: Transcription, lines: string): string[] | null {
  const ranges = lines.split(';').map((part) => part.split('-').map(Number));
  const pieces: string[] = [];
  for (const [from = 0, to = from] of ranges) {
    // A file that ends with a newline has an empty last piece that no line number names.
    const last = text.at(-1) === '' ? text.length - 1 : text.length;
    if (!(from >= 1 && to >= from && to <= last)) return null;
    pieces.push(text.slice(from - 1, to).join('\n'));
  }
  return pieces;
}

/** The references of an `also` cell: `irs-2021:760|milano-2023:210;227`; lines alone follow the last named source. */
export function alsoRefs(also: string): { source_id: string; lines: string }[] {
  return also.split('|').map((ref) => {
    const colon = ref.indexOf(':');
    return { source_id: ref.slice(0, colon), lines: ref.slice(colon + 1) };
  });
}
