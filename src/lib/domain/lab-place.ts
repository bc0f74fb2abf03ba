/** Where a lab is: one answer for rows, tables, search, map and pages. */
import type { Row } from '../schema/tables';
import type { Index, LabRow } from './select';

/** Area of a lab: that of the site in use, else of any that says its area; null where the documents do not say. */
export const areaOfLab = ({ site, sites }: Pick<LabRow, 'site' | 'sites'>): string | null =>
  site?.area_id ?? sites.find((s) => s.area_id !== null)?.area_id ?? null;

/**
 * Municipalities of a lab: where its area lies, else those of its project. Empty where the documents do not say; several
 * where the project spans several.
 */
export function municipalitiesOfLab(
  row: Pick<LabRow, 'lab' | 'site' | 'sites'>,
  index: Pick<Index, 'areaById' | 'facets'>,
): ReadonlySet<string> {
  const area = areaOfLab(row);
  const code = area === null ? undefined : index.areaById.get(area)?.istat_code;
  if (code !== undefined) return new Set([code]);
  return index.facets.municipalities.get(row.lab.project_id ?? '') ?? new Set();
}

/** The site that gives a lab its place: in use or last used, else the first with a point; as on the map. */
export const placedSite = (row: Pick<LabRow, 'site' | 'sites'>): Row<'lab_sites'> | undefined =>
  row.site && row.site.lat !== null ? row.site : row.sites.find((s) => s.lat !== null);
