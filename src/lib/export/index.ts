/** Exports of the table. Each writer is fetched when it is first asked for. */
import { fileStem, today, type ExportContext } from './context';
import { EXTENSION, MIME, type ExportFormat } from './formats';

export type { ExportFormat } from './formats';
export type { ExportContext } from './context';

/** What a format writes. Pure but for the fetch of its code. */
export async function exportContent(
  format: ExportFormat,
  context: ExportContext,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'csv':
    case 'csv-excel': {
      const [{ toCsv }, { flatten }] = await Promise.all([import('./csv'), import('./flat')]);
      return toCsv(
        flatten(context.table),
        format === 'csv' ? {} : { delimiter: ';', decimal: ',', bom: true },
      );
    }
    case 'xlsx':
      return (await import('./xlsx')).toXlsx(context);
    case 'geojson':
      return JSON.stringify((await import('./geojson')).toGeoJson(context));
    case 'zip':
      return (await import('./zip')).toZip(context);
  }
}

/** Writes the rows and hands the file over. Rejects when the code of the format cannot be fetched. */
export async function exportRows(
  format: ExportFormat,
  given: Omit<ExportContext, 'created'> & { created?: string },
): Promise<void> {
  const context: ExportContext = {
    ...given,
    created: given.created ?? today(),
  };
  const [content, { download }] = await Promise.all([exportContent(format, context), import('./download')]);
  download(content, `${fileStem(context)}.${EXTENSION[format]}`, MIME[format]);
}
