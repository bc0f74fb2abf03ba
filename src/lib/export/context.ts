/** What an export knows besides its rows. */
import type { Geometry } from 'geojson';
import type { Table } from '$lib/domain/table/types';

export interface ExportContext {
  table: Table;
  /** The sentence that says the view. */
  sentence: string;
  /** Edition of the data. */
  release: string;
  /** Full address of the view. */
  link: string;
  /** The day of the view, for the name of the file. */
  date: string;
  /** Filters and doubts of the coverage analysis, in the page's language. */
  caveats?: readonly string[];
  /** Outlines by row id (ISTAT code, area id) for the GeoJSON, where there are any. */
  geometry?: ReadonlyMap<string, Geometry>;
  /** Day on which the file is made, ISO. */
  created: string;
}

/** The day on the clock of whoever makes a file, ISO: just after midnight UTC still has yesterday. */
export function today(now = new Date()): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** `atlante-erp_quartieri_2023-01-17_ed-2026-11`, without extension; `name`: of a table that goes along with it. */
export const fileStem = (
  { table, date, release }: Pick<ExportContext, 'table' | 'date' | 'release'>,
  name: string = table.kind,
): string => `atlante-erp_${name}_${date}_ed-${release}`.replace(/[^\w.-]+/g, '-');
