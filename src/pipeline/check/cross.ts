/** Checks across the tables: ids that point somewhere, places, dates, percentages, the tree, states. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { firstDay, lastDay } from '../../lib/domain/time';
import { AXIS_LEVELS, type Row, type TableName, type Tables } from '../../lib/schema/tables';
import type { Boundaries } from '../read/boundaries';
import type { Origins } from '../read/table';
import { formulaIds } from '../verify/formula';
import type { Finding } from './report';
import type { RuleId } from './rules';

interface Context {
  dir: string;
  tables: Tables;
  origins: Origins;
  boundaries: Boundaries;
}

type AnyRow = Row<TableName>;
type Add = (row: AnyRow, column: string | null, rule: RuleId, detail?: string) => void;
type Check = (context: Context, add: Add) => void;

const REGION_ID = 'lombardia';

const idSet = <T extends TableName>(tables: Tables, table: T, column: keyof Row<T>): ReadonlySet<string> =>
  new Set(tables[table].map((row) => String(row[column as keyof typeof row])));

const allObservations = (tables: Tables) => [...tables.observations, ...tables.arrears];

/** Whether an area is, step by step, part of itself. */
function isWithinItself(area: Row<'areas'>, byId: ReadonlyMap<string, Row<'areas'>>): boolean {
  const seen = new Set<string>();
  for (let at = area; at.part_of !== null;) {
    if (seen.has(at.area_id)) return true;
    seen.add(at.area_id);
    const next = byId.get(at.part_of);
    if (!next) return false;
    at = next;
  }
  return false;
}

const references: Check = ({ tables }, add) => {
  const bodies = idSet(tables, 'bodies', 'body_id');
  const programmes = idSet(tables, 'programmes', 'programme_id');
  const axes = idSet(tables, 'funding_axes', 'axis_id');
  const projects = idSet(tables, 'projects', 'project_id');
  const areas = idSet(tables, 'areas', 'area_id');
  const labs = idSet(tables, 'labs', 'lab_id');
  const indicators = idSet(tables, 'indicators', 'indicator_id');
  const need = (
    row: AnyRow,
    column: string,
    value: string | null,
    ids: ReadonlySet<string>,
    where: string,
  ) => {
    if (value !== null && !ids.has(value)) add(row, column, 'unknown-id', where);
  };
  for (const r of tables.programmes) need(r, 'managing_body_id', r.managing_body_id, bodies, 'bodies.csv');
  for (const r of tables.projects) {
    need(r, 'programme_id', r.programme_id, programmes, 'programmes.csv');
    need(r, 'lead_body_id', r.lead_body_id, bodies, 'bodies.csv');
  }
  for (const r of tables.project_funding) {
    need(r, 'project_id', r.project_id, projects, 'projects.csv');
    need(r, 'programme_id', r.programme_id, programmes, 'programmes.csv');
    need(r, 'axis_id', r.axis_id, axes, 'funding_axes.csv');
    if (r.project_id === null && r.programme_id === null) add(r, 'project_id', 'funding-subject');
  }
  for (const r of tables.project_places) {
    need(r, 'project_id', r.project_id, projects, 'projects.csv');
    need(r, 'area_id', r.area_id, areas, 'areas.csv');
    if (r.area_id === null && r.istat_code === null && r.role !== 'jurisdiction')
      add(r, 'area_id', 'place-target');
  }
  const wholes = new Map(tables.areas.map((a) => [a.area_id, a]));
  for (const r of tables.areas) {
    for (const id of r.control_of?.split(';') ?? []) need(r, 'control_of', id, areas, 'areas.csv');
    if (r.kind === 'control' && r.control_of === null) add(r, 'control_of', 'control');
    need(r, 'part_of', r.part_of, areas, 'areas.csv');
    const whole = r.part_of === null ? undefined : wholes.get(r.part_of);
    if (whole && (whole.istat_code !== r.istat_code || isWithinItself(r, wholes))) add(r, 'part_of', 'part');
  }
  for (const r of tables.labs) {
    need(r, 'programme_id', r.programme_id, programmes, 'programmes.csv');
    need(r, 'project_id', r.project_id, projects, 'projects.csv');
    need(r, 'operator_body_id', r.operator_body_id, bodies, 'bodies.csv');
  }
  for (const r of tables.lab_sites) {
    need(r, 'lab_id', r.lab_id, labs, 'labs.csv');
    need(r, 'area_id', r.area_id, areas, 'areas.csv');
  }
  for (const r of tables.lab_ambiti) need(r, 'lab_id', r.lab_id, labs, 'labs.csv');
  for (const r of tables.lab_partners) {
    need(r, 'lab_id', r.lab_id, labs, 'labs.csv');
    need(r, 'body_id', r.body_id, bodies, 'bodies.csv');
  }
  const subjects: Record<string, { ids: ReadonlySet<string>; where: string }> = {
    area: { ids: areas, where: 'areas.csv' },
    lab: { ids: labs, where: 'labs.csv' },
    project: { ids: projects, where: 'projects.csv' },
    programme: { ids: programmes, where: 'programmes.csv' },
    region: { ids: new Set([REGION_ID]), where: REGION_ID },
  };
  for (const r of [...allObservations(tables), ...tables.events]) {
    const target = subjects[r.subject_kind];
    if (target) need(r, 'subject_id', r.subject_id, target.ids, target.where);
  }
  for (const r of allObservations(tables))
    need(r, 'indicator_id', r.indicator_id, indicators, 'indicators.csv');
  const anySubject = new Set([...areas, ...labs, ...projects, ...programmes, ...bodies, ...axes, REGION_ID]);
  const municipal = (s: string) => /^\d{6}$/.test(s);
  for (const r of tables.contradictions) {
    if (!municipal(r.subject_id))
      need(
        r,
        'subject_id',
        r.subject_id,
        anySubject,
        'areas, labs, projects, programmes, bodies, funding_axes',
      );
    need(r, 'indicator_id', r.indicator_id, indicators, 'indicators.csv');
  }
};

const istatCodes: Check = ({ tables, boundaries }, add) => {
  const codes = new Set(boundaries.municipalities.map((m) => m.istat_code));
  const check = (row: AnyRow, column: string, code: string | null) => {
    if (code !== null && !codes.has(code)) add(row, column, 'unknown-istat');
  };
  for (const r of tables.areas) check(r, 'istat_code', r.istat_code);
  for (const r of tables.project_places) check(r, 'istat_code', r.istat_code);
  for (const r of [...allObservations(tables), ...tables.events]) {
    if (r.subject_kind === 'municipality') check(r, 'subject_id', r.subject_id);
  }
};

const points: Check = ({ tables, boundaries }, add) => {
  const located = (row: Row<'areas'> | Row<'lab_sites'>) => {
    const hasPoint = row.lat !== null && row.lon !== null;
    const exact =
      row.precision === 'address' || row.precision === 'street' || row.precision === 'neighbourhood';
    const told = row.error_m !== null && row.location_source !== null;
    if (hasPoint !== exact || (hasPoint && !told) || (row.lat === null) !== (row.lon === null)) {
      add(row, 'precision', 'point-precision');
      return null;
    }
    return hasPoint ? [row.lon as number, row.lat as number] : null;
  };
  const within = (row: AnyRow, point: number[] | null, code: string | null) => {
    const polygon = code === null ? undefined : boundaries.polygons.get(code);
    if (point && polygon && !booleanPointInPolygon(point, polygon)) {
      add(row, 'lat', 'outside-municipality', `${polygon.properties.name} ${code}`);
    }
  };
  const areaCode = new Map(tables.areas.map((a) => [a.area_id, a.istat_code]));
  for (const r of tables.areas) within(r, located(r), r.istat_code);
  for (const r of tables.lab_sites)
    within(r, located(r), r.area_id === null ? null : (areaCode.get(r.area_id) ?? null));
};

const perimeters: Check = ({ dir, tables, boundaries }, add) => {
  for (const r of tables.areas) {
    if (r.geometry === null) continue;
    const path = join(dir, 'perimeters', r.geometry);
    const polygon = boundaries.polygons.get(r.istat_code);
    let ok = false;
    if (!r.geometry.includes('..') && existsSync(path)) {
      try {
        const json = JSON.parse(readFileSync(path, 'utf8')) as {
          type?: string;
          geometry?: { type?: string; coordinates?: unknown };
        };
        const geometry = json.type === 'Feature' ? json.geometry : (json as typeof json.geometry);
        const first = (geometry?.coordinates as number[][][] | undefined)?.flat(
          geometry?.type === 'MultiPolygon' ? 2 : 1,
        )[0];
        const isPolygon = geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon';
        ok =
          isPolygon &&
          polygon !== undefined &&
          Array.isArray(first) &&
          booleanPointInPolygon(first as unknown as number[], polygon);
      } catch {
        ok = false;
      }
    }
    if (!ok) add(r, 'geometry', 'perimeter', polygon?.properties.name ?? r.istat_code);
  }
};

const dates: Check = ({ tables }, add) => {
  const ordered = (row: AnyRow, column: string, start: string | null, end: string | null) => {
    if (start !== null && end !== null && firstDay(start) > lastDay(end))
      add(row, column, 'date-order', `${start} > ${end}`);
  };
  for (const r of tables.bodies) ordered(r, 'valid_from', r.valid_from, r.valid_to);
  for (const r of tables.programmes) ordered(r, 'start', r.start, r.end);
  for (const r of tables.projects) ordered(r, 'start', r.start, r.end);
  for (const r of tables.lab_sites) ordered(r, 'valid_from', r.valid_from, r.valid_to);
  for (const r of allObservations(tables)) {
    const [start, end] = r.data_date?.split('/') ?? [];
    ordered(r, 'data_date', start ?? null, end ?? null);
  }
};

const tree: Check = ({ tables }, add) => {
  const byId = new Map(tables.funding_axes.map((a) => [a.axis_id, a]));
  for (const r of tables.funding_axes) {
    if (r.parent_id === null) {
      if (r.level !== 'fund') add(r, 'parent_id', 'tree-level', `${r.level} ${r.axis_id}`);
      continue;
    }
    const parent = byId.get(r.parent_id);
    if (!parent) {
      add(r, 'parent_id', 'unknown-id', 'funding_axes.csv');
      continue;
    }
    if (AXIS_LEVELS.indexOf(parent.level) >= AXIS_LEVELS.indexOf(r.level)) {
      add(r, 'level', 'tree-level', `${r.level} < ${parent.level}`);
    }
    const path = [r.axis_id];
    for (
      let at: typeof parent | undefined = parent;
      at;
      at = at.parent_id === null ? undefined : byId.get(at.parent_id)
    ) {
      if (path.includes(at.axis_id)) {
        add(r, 'parent_id', 'tree-cycle', [...path, at.axis_id].join(' > '));
        break;
      }
      path.push(at.axis_id);
    }
  }
};

const figures: Check = ({ tables, origins }, add) => {
  const theme = new Map(tables.indicators.map((i) => [i.indicator_id, i.theme]));
  const ids = new Set(allObservations(tables).map((r) => r.obs_id));
  const seen = new Set<string>();
  for (const r of allObservations(tables)) {
    if (seen.has(r.obs_id)) add(r, 'obs_id', 'duplicate-key', 'obs_id');
    seen.add(r.obs_id);
    const file = origins.get(r)?.file ?? '';
    const expected = theme.get(r.indicator_id);
    if (expected && file !== `observations/${expected}.csv`) add(r, 'indicator_id', 'theme', expected);
    const agrees =
      (r.state === 'value' && r.value !== null && r.value !== 0) ||
      (r.state === 'zero' && r.value === 0) ||
      (r.state === 'missing' && r.value === null) ||
      (r.state === 'qualitative' && r.value === null && r.text !== null);
    if (!agrees) add(r, 'state', 'state');
    if (r.indicator_id === 'progress_pct' && r.value !== null && (r.value < 0 || r.value > 100))
      add(r, 'value', 'percent');
    if (r.derived) {
      const used = formulaIds(r.note);
      if (used === null || used.some((id) => !ids.has(id))) add(r, 'note', 'derived');
    }
  }
};

const citations: Check = ({ tables }, add) => {
  for (const [name, rows] of Object.entries(tables)) {
    // The documents themselves are what is cited; a translation has its phrase's source.
    if (name === 'sources' || name === 'translations') continue;
    for (const r of rows as (AnyRow & {
      lines: string | null;
      note: string | null;
      derived?: boolean | null;
    })[]) {
      if (r.lines === null && r.note === null && !r.derived) add(r, 'lines', 'citation');
    }
  }
};

const PERSONAL =
  /[\w.+-]+@[\w-]+\.[a-z]{2,}|(?:\+39\s?)?\b0\d{1,3}[\s./-]\d{6,8}\b|\b3\d{2}[\s./-]\d{6,7}\b/i;

const privacy: Check = ({ tables }, add) => {
  for (const rows of Object.values(tables)) {
    for (const r of rows as AnyRow[]) {
      for (const [column, value] of Object.entries(r)) {
        if (typeof value === 'string' && PERSONAL.test(value)) add(r, column, 'personal');
      }
    }
  }
};

const CHECKS: readonly Check[] = [
  references,
  istatCodes,
  points,
  perimeters,
  dates,
  tree,
  figures,
  citations,
  privacy,
];

/** Runs every cross-table check. */
export function crossCheck(context: Context): Finding[] {
  const findings: Finding[] = [];
  const add: Add = (row, column, rule, detail) => {
    const { file, row: line } = context.origins.get(row) ?? { file: '?', row: 0 };
    const raw = column === null ? null : (row as Record<string, unknown>)[column];
    const value = column === null ? null : raw === null || raw === undefined ? '' : String(raw);
    findings.push({ file, row: line, column, value, rule, ...(detail === undefined ? {} : { detail }) });
  };
  for (const check of CHECKS) check(context, add);
  return findings;
}
