/** What the address may name: the ids of this release. */
import { facetIndex, knownValues } from '$lib/domain/facets';
import type { Catalog, Municipality } from '$lib/schema/served';
import { isColumn } from '$lib/domain/table/column-ids';
import { areaAliases } from '$lib/state/migrations';
import type { KnownIds } from '$lib/state/url';
import type { Selection } from '$lib/state/view';

export function knownIds(loaded: Catalog, municipalities: readonly Municipality[]): KnownIds {
  const ids: Record<Selection['kind'], ReadonlySet<string>> = {
    comune: new Set(municipalities.map((m) => m.istat_code)),
    area: new Set(loaded.areas.map((a) => a.area_id)),
    laboratorio: new Set(loaded.labs.map((l) => l.lab_id)),
    progetto: new Set(loaded.projects.map((p) => p.project_id)),
  };
  const values = knownValues(loaded.projects, facetIndex(loaded));
  return {
    axes: new Set(loaded.axes.map((a) => a.axis_id)),
    has: ({ kind, id }) => ids[kind].has(id),
    facet: (facet, value) => values.get(facet)?.has(value) ?? false,
    column: isColumn,
    areas: areaAliases(loaded.areas),
  };
}
