/** What is in the window of the map, in words: for a list that says what the picture shows. Pure. */
import { distance } from '@turf/distance';
import { formatDate, formatFigure, formatNumber, type Lang } from '$lib/domain/figures';
import { isFunded } from '$lib/domain/funding';
import { named } from '$lib/domain/named';
import type { AreaRow, LabRow } from '$lib/domain/select';
import { arrearsFact } from '$lib/domain/shares';
import {
  type Described,
  type MapBounds,
  type Visible,
  type VisibleItem,
  type VisibleKind,
} from '$lib/domain/visible';
import { fill } from '$lib/i18n';
import { helpWords } from '$lib/i18n/help';
import type { Municipality } from '$lib/schema/served';
import type { Row } from '$lib/schema/tables';
import type { LayerId, Selection } from '$lib/state/view';
import { LAB_STATE_WORDS, labPoint } from './layers/laboratori';
import type { LayerContext } from './layers/layer';

type LonLat = readonly [lon: number, lat: number];

export const LIMIT = 30;

/** What says a municipality's value; the metric's own words where the page has them. */
export type MunicipalityWords = (municipality: Municipality) => string;

/** `2,3 km`, `850 m`; 10 m and 100 m steps, because no position here is better known. */
export function distanceWords(metres: number, lang: Lang): string {
  if (!Number.isFinite(metres)) return '–';
  const m = Math.max(0, metres);
  if (m < 995) return `${formatNumber(Math.round(m / 10) * 10, lang, 0)} m`;
  return `${formatNumber(m / 1000, lang, m < 9_950 ? 1 : 0)} km`;
}

/** Compass direction from one point to another, 0 = north, 1 = north-east, ... 7 = north-west. */
export function compassPoint([fromLon, fromLat]: LonLat, [lon, lat]: LonLat): number {
  // Over the width of a region a flat earth is right to a degree, and a direction here is 45 of them.
  const east = (lon - fromLon) * Math.cos(((lat + fromLat) / 2 / 180) * Math.PI);
  const eighth = Math.round((Math.atan2(east, lat - fromLat) / Math.PI) * 4);
  return Number.isFinite(eighth) ? (eighth + 8) % 8 : 0;
}

/** Where a point lies as seen from the middle of the map. */
export function whereWords(center: LonLat, point: LonLat, metres: number, lang: Lang): string {
  const w = helpWords(lang).visible;
  if (metres < 15) return w.at_center;
  return fill(w.where, {
    direction: w.compass[compassPoint(center, point)] ?? '',
    distance: distanceWords(metres, lang),
  });
}

const count = (n: number, words: { one: string; many: string; none?: string }, lang: Lang): string =>
  n === 0 && words.none !== undefined
    ? words.none
    : n === 1
      ? words.one
      : fill(words.many, { n: formatNumber(n, lang, 0) });

/** Funded projects; refused ones, where they are asked for, by their own name. */
function projectWords(projects: readonly Row<'projects'>[], lang: Lang): string {
  const w = helpWords(lang).visible;
  const funded = projects.filter(isFunded).length;
  const refused = projects.length - funded;
  return [
    ...(funded > 0 || refused === 0 ? [count(funded, w.projects, lang)] : []),
    ...(refused > 0 ? [count(refused, w.refused, lang)] : []),
  ].join('; ');
}

const pointOf = ({ lon, lat }: { lon: number | null; lat: number | null }): LonLat | null =>
  lon === null || lat === null ? null : [lon, lat];
function describeArea({ area, projects }: AreaRow, context: LayerContext, on: readonly LayerId[]): Described {
  const { lang, rows } = context;
  const w = helpWords(lang).visible;
  const parts: string[] = [w.area_kind[area.kind]];
  const progress = on.includes('avanzamento')
    ? rows.progress.find((p) => p.area_id === area.area_id)
    : undefined;
  if (progress)
    parts.push(
      fill(w.progress, {
        list: progress.components
          .map((c) => `${c.name} ${formatNumber(c.percent, lang, 0)} %`.trim())
          .join(', '),
        date: formatDate(progress.report_date, lang),
      }),
    );
  const arrears = on.includes('morosita')
    ? rows.arrears.find((a) => a.area.area_id === area.area_id)
    : undefined;
  // What the sign shows, at the time point of the map: no sign, no words.
  const fact = arrears && arrearsFact(arrears.facts, context.point);
  if (fact) {
    const { figure, unit } = fact;
    parts.push(
      fill(w.arrears, {
        // The document's words can be a paragraph; the panel has them.
        figure: figure.state === 'qualitative' ? w.arrears_told : formatFigure(figure, unit, lang),
      }),
    );
  }
  if (parts.length === 1 && area.kind !== 'control') parts.push(projectWords(projects, lang));
  return {
    selection: { kind: 'area', id: area.area_id },
    kind: 'area',
    name: named(area, lang),
    detail: parts.join('; '),
    point: pointOf(area),
  };
}

const describeLab = (row: LabRow, { lang }: LayerContext): Described => ({
  selection: { kind: 'laboratorio', id: row.lab.lab_id },
  kind: 'laboratorio',
  name: named(row.lab, lang),
  detail: `${helpWords(lang).visible.kind.laboratorio}; ${LAB_STATE_WORDS[row.state][lang]}`,
  point: labPoint(row),
});

const projectsIn = (m: Municipality, { rows }: LayerContext): readonly Row<'projects'>[] =>
  rows.projectsIn.get(m.istat_code) ?? [];

/** Projects and residents: what is true of a municipality whatever the metric on the map. */
function municipalityWords(m: Municipality, context: LayerContext): string {
  const w = helpWords(context.lang).visible;
  const projects = projectWords(projectsIn(m, context), context.lang);
  return m.population === null
    ? projects
    : `${projects}; ${fill(w.residents, { n: formatNumber(m.population, context.lang, 0) })}`;
}

const describeMunicipality = (
  m: Municipality,
  context: LayerContext,
  words?: MunicipalityWords,
): Described => ({
  selection: { kind: 'comune', id: m.istat_code },
  kind: 'comune',
  name: m.name,
  detail: `${helpWords(context.lang).visible.kind.comune}; ${words?.(m) ?? municipalityWords(m, context)}`,
  point: m.label,
});

/** The selected thing in words, in the window or not; null for a project, which has no place, and for what is filtered away. */
export function describe(
  context: LayerContext,
  on: readonly LayerId[],
  selection: Selection | null,
  words?: MunicipalityWords,
): Described | null {
  switch (selection?.kind) {
    case 'area': {
      const row = context.rows.areas.find(({ area }) => area.area_id === selection.id);
      return row ? describeArea(row, context, on) : null;
    }
    case 'laboratorio': {
      const row = context.rows.labs.find(({ lab }) => lab.lab_id === selection.id);
      return row ? describeLab(row, context) : null;
    }
    case 'comune': {
      const m = context.municipalities.find(({ istat_code }) => istat_code === selection.id);
      return m ? describeMunicipality(m, context, words) : null;
    }
    default:
      return null;
  }
}

/** Areas have signs of their own in three layers. */
const AREA_LAYERS: readonly LayerId[] = ['aree', 'avanzamento', 'morosita'];

export const inside = ([lon, lat]: LonLat, { west, south, east, north }: MapBounds): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north;

/**
 * What is in the window with the layers that are on. Of more than `limit` things the nearest to the middle are listed; a
 * municipality without a project, of which the region has 1,400, only where there is room.
 */
export function visibleFeatures(
  context: LayerContext,
  on: readonly LayerId[],
  bounds: MapBounds,
  words?: MunicipalityWords,
  limit = LIMIT,
): Visible {
  const { rows, lang } = context;
  const counts: Record<VisibleKind, number> = { area: 0, laboratorio: 0, comune: 0 };
  const seen: { make: () => Described; point: LonLat; metres: number; first: boolean }[] = [];
  const look = (kind: VisibleKind, point: LonLat | null, first: boolean, make: () => Described) => {
    if (point === null || !inside(point, bounds)) return;
    counts[kind] += 1;
    seen.push({ make, point, first, metres: distance([...bounds.center], [...point], { units: 'meters' }) });
  };
  if (AREA_LAYERS.some((id) => on.includes(id)))
    for (const row of rows.areas) look('area', pointOf(row.area), true, () => describeArea(row, context, on));
  if (on.includes('laboratori'))
    for (const row of rows.labs) look('laboratorio', labPoint(row), true, () => describeLab(row, context));
  if (on.includes('comuni'))
    for (const m of context.municipalities)
      // What the filters leave out has stepped back on the map as well.
      if (rows.question.within?.has(m.istat_code) ?? true)
        look('comune', m.label, projectsIn(m, context).length > 0, () =>
          describeMunicipality(m, context, words),
        );

  const items = seen
    .sort((a, b) => Number(b.first) - Number(a.first) || a.metres - b.metres)
    .slice(0, Math.max(0, limit))
    .sort((a, b) => a.metres - b.metres)
    .map(({ make, point, metres }): VisibleItem => ({
      ...make(),
      point,
      metres,
      where: whereWords(bounds.center, point, metres, lang),
    }));
  return { items, counts, bounds };
}
