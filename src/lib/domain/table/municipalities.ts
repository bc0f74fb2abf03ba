/** The municipalities of Lombardy, or those that the question is narrowed to. */
import { fill } from '../../i18n';
import type { Row } from '../../schema/tables';
import { municipalitiesOfLab } from '../lab-place';
import { amountCell } from './figures';
import { countBy, isOpen } from './places';
import { needDraft, reachDraft } from './reach';
import {
  cite,
  citing,
  columnsOf,
  distinct,
  join,
  NOT_STATED,
  number,
  text,
  type Draft,
  type Sheet,
} from './sheet';
import type { Cite, TableRow } from './types';

export function municipalityTable(sheet: Sheet): Draft {
  const { index, rows, w } = sheet;
  const within = rows.question.within ?? null;
  const municipalities = sheet.municipalities.filter((m) => within === null || within.has(m.istat_code));
  const reach = reachDraft('comuni', sheet);
  const need = needDraft(sheet);
  const reachOf = new Map((sheet.coverage?.municipalities ?? []).map((m) => [m.istat_code, m]));
  const areas = countBy(rows.areas, ({ area }) => [area.istat_code]);
  const open = countBy(rows.labs.filter(isOpen), (lab) => municipalitiesOfLab(lab, index));
  const granted = new Map<string, Row<'project_funding'>[]>();
  const shared = new Map<string, number>();
  for (const row of rows.funding) {
    if (row.kind !== 'granted' || row.project_id === null) continue;
    const codes = [...(index.facets.municipalities.get(row.project_id) ?? [])];
    const [only] = codes;
    if (codes.length === 1 && only) granted.set(only, [...(granted.get(only) ?? []), row]);
    else for (const code of codes) shared.set(code, (shared.get(code) ?? 0) + 1);
  }
  const years = [...new Set(sheet.municipalities.flatMap((m) => m.population_year ?? []))].sort();
  // A merged municipality may have the population of another year.
  const year = [...new Set([years.at(0), years.at(-1)])].join('–');
  const istat = { source: w.source_istat };
  const standard = columnsOf('comuni', w, [
    { id: 'nome', kind: 'text', ...istat },
    { id: 'istat', kind: 'code', ...istat },
    { id: 'provincia', kind: 'text', ...istat },
    { id: 'residenti', kind: 'number', ...istat },
    { id: 'residenti_anno', kind: 'date', extra: true, ...istat },
    { id: 'superficie_km2', kind: 'number', unit: 'km2', ...istat },
    { id: 'progetti', kind: 'number', computed: true },
    { id: 'laboratori_aperti', kind: 'number', computed: true },
    { id: 'aree', kind: 'number', computed: true },
    { id: 'concesso', kind: 'euro', unit: 'EUR', cited: true, computed: true },
  ]).map((column) =>
    column.id === 'residenti' && year !== ''
      ? { ...column, title: fill(w.residents_year, { year }) }
      : column,
  );
  const columns = [...standard, ...reach.columns, ...need.columns];
  const none = { cell: NOT_STATED, cites: [] as Cite[] };
  const needs = new Map<string, Cite[]>();
  for (const f of index.facts)
    if (f.indicator_id === 'housing_need_class' && f.subject_kind === 'municipality')
      needs.set(f.subject_id, distinct([...(needs.get(f.subject_id) ?? []), cite(f)]));
  const list = municipalities.map((m): TableRow => {
    const own = granted.get(m.istat_code);
    const left = shared.get(m.istat_code);
    const { cell, cites } = own ? amountCell(own, sheet) : none;
    const cells: TableRow['cells'] = {
      nome: text(m.name),
      istat: text(m.istat_code),
      provincia: text(m.province),
      residenti: number(m.population),
      residenti_anno: text(m.population_year === null ? null : String(m.population_year)),
      superficie_km2: number(m.area_km2),
      progetti: number(rows.projectsIn.get(m.istat_code)?.length ?? 0),
      laboratori_aperti: number(open.get(m.istat_code) ?? 0),
      aree: number(areas.get(m.istat_code) ?? 0),
      concesso:
        left && cell.is === 'figure'
          ? { ...cell, note: join([cell.note, fill(w.note.shared, { n: left })]) }
          : cell,
      ...reach.cells(reachOf.get(m.istat_code)),
      ...need.cells(reachOf.get(m.istat_code)),
    };
    return {
      selection: { kind: 'comune', id: m.istat_code },
      cells,
      sources: {
        ...citing(cells, cites, ['concesso']),
        ...citing(cells, needs.get(m.istat_code) ?? [], ['fabbisogno_classe']),
      },
      points: [],
    };
  });
  return { columns, rows: list };
}
