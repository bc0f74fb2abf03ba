/** Everything in one archive, with what is needed to understand it alone. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { fileStem, type ExportContext } from './context';
import { coverageSheets } from './coverage';
import { toCsv } from './csv';
import { flatten } from './flat';
import { toGeoJson } from './geojson';
import { metadata, readme, type FileEntry } from './metadata';
import { toXlsx, zipTime } from './xlsx';

/** Digest in hex, or nothing where the page has no secure context. */
async function sha256(bytes: Uint8Array): Promise<string | undefined> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return undefined;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return [...digest].map((b) => b.toString(16).padStart(2, '0')).join('');
}

export async function toZip(context: ExportContext): Promise<Uint8Array> {
  const stem = fileStem(context);
  const data: [string, Uint8Array][] = [
    [`${stem}.csv`, strToU8(toCsv(flatten(context.table)))],
    [`${stem}.xlsx`, toXlsx(context)],
    [`${stem}.geojson`, strToU8(JSON.stringify(toGeoJson(context)))],
    ...coverageSheets(context.table, context.table.lang).map((sheet): [string, Uint8Array] => [
      `${fileStem(context, sheet.id)}.csv`,
      strToU8(toCsv(sheet)),
    ]),
  ];
  const entries = await Promise.all(
    data.map(async ([name, bytes]): Promise<FileEntry> => {
      const digest = await sha256(bytes);
      return { name, bytes: bytes.length, ...(digest === undefined ? {} : { sha256: digest }) };
    }),
  );
  const mtime = zipTime(context.created);
  const all: [string, Uint8Array][] = [
    ['README.txt', strToU8(readme(context, entries))],
    ['metadata.json', strToU8(`${JSON.stringify(metadata(context, entries), null, 2)}\n`)],
    ...data,
  ];
  // A workbook is a zip already: it is stored, not pressed twice.
  const zippable: Zippable = Object.fromEntries(
    all.map(([name, bytes]) => [name, [bytes, { mtime, level: name.endsWith('.xlsx') ? 0 : 6 }]]),
  );
  return zipSync(zippable);
}
