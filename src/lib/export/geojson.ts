/** Rows with where they are: points with their error, outlines only where they are passed in; a row without a place stays. */
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Point, TableCoverage, TableRow } from '$lib/domain/table/types';
import { TABLE_WORDS } from '$lib/i18n/table';
import type { ExportContext } from './context';
import { flatten } from './flat';

export interface ExportCollection extends FeatureCollection<Geometry | null> {
  /** Foreign members, RFC 7946 6.1: what the file is, for whoever opens it alone. */
  title: string;
  description: string;
  release: string;
  link: string;
  license: string;
  /** Which coverage analysis the columns come from, where there are any. */
  coverage?: TableCoverage;
}

function geometryOf(row: TableRow, outlines: ExportContext['geometry']): Geometry | null {
  const outline = outlines?.get(row.selection.id);
  if (outline) return outline;
  const at = row.points.map(({ lon, lat }: Point) => [lon, lat]);
  const [only] = at;
  if (!only) return null;
  return at.length === 1 ? { type: 'Point', coordinates: only } : { type: 'MultiPoint', coordinates: at };
}

/** How far to trust the points: the precisions that occur and the largest error. */
function trust(row: TableRow): Record<string, string | number | null> {
  const errors = row.points.flatMap((p) => p.error_m ?? []);
  return {
    posizione_precisione: [...new Set(row.points.map((p) => p.precision))].join(';') || null,
    posizione_errore_m: errors.length === row.points.length && errors.length > 0 ? Math.max(...errors) : null,
  };
}

export function toGeoJson(context: ExportContext): ExportCollection {
  const { table, geometry } = context;
  const w = TABLE_WORDS[table.lang].export;
  const { fields, records } = flatten(table);
  const features = table.rows.map((row, i): Feature<Geometry | null> => {
    const shape = geometryOf(row, geometry);
    const points = shape?.type === 'Point' || shape?.type === 'MultiPoint';
    return {
      type: 'Feature',
      id: row.selection.id,
      properties: {
        ...Object.fromEntries(fields.map((field, j) => [field.id, records[i]?.[j] ?? null])),
        ...(points ? trust(row) : {}),
      },
      geometry: shape,
    };
  });
  return {
    type: 'FeatureCollection',
    title: w.title.replace('{kind}', table.title),
    description: context.sentence,
    release: context.release,
    link: context.link,
    license: 'https://creativecommons.org/licenses/by/4.0/',
    ...(table.coverage ? { coverage: table.coverage } : {}),
    features,
  };
}
