/** The neighbourhoods: one row an area. */
import { fill, messages } from '../../i18n';
import { TABLE_WORDS } from '../../i18n/table';
import type { Fact } from '../../schema/served';
import { formatValue, type Lang } from '../figures';
import { named } from '../named';
import { arrearsFact } from '../shares';
import type { TimePoint } from '../time';
import { latest, reading } from './figures';
import { countBy, isOpen, labArea, PLACE_IDS, placeColumns, placeNotes, pointOf } from './places';
import { reachDraft } from './reach';
import {
  category,
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
import type { Column, TableRow } from './types';

/** Every figure is of the time point that is chosen: the column says so, in exports too. */
function arrearsColumn(column: Column, point: TimePoint, lang: Lang): Column {
  const say = (l: Lang) => {
    const { title } = TABLE_WORDS[l].columns.quartieri.quota_morosi;
    const words = TABLE_WORDS[l].arrears_at;
    const values = { title, point: `${point}, ${messages(l).time_point[point]}` };
    return { title: fill(words.title, values), definition: fill(words.definition, values) };
  };
  const both = { it: say('it'), en: say('en') };
  return { ...column, ...both[lang], both };
}

export function areaTable(sheet: Sheet): Draft {
  const { index, rows, municipalities, lang, w } = sheet;
  const names = new Map(municipalities.map((m) => [m.istat_code, m.name]));
  const factsOf = new Map<string, Fact[]>();
  for (const fact of index.facts) {
    if (fact.subject_kind !== 'area') continue;
    const list = factsOf.get(fact.subject_id);
    if (list) list.push(fact);
    else factsOf.set(fact.subject_id, [fact]);
  }
  const progress = new Map(rows.progress.map((p) => [p.area_id, p]));
  const { point = null } = rows.question;
  // What the map's sign shows: without a figure at the time point there is no sign, and nothing here.
  const arrears = new Map(rows.arrears.map((a) => [a.area.area_id, arrearsFact(a.facts, point)]));
  const open = countBy(rows.labs.filter(isOpen), (lab) => {
    const area = labArea(lab, index);
    return area === null ? [] : [area];
  });
  const reach = reachDraft('quartieri', sheet);
  const reachOf = new Map((sheet.coverage?.areas ?? []).map((a) => [a.id, a]));
  const figure = { kind: 'figure', unit: 'n', cited: true } as const;
  const standard = columnsOf('quartieri', w, [
    { id: 'nome', kind: 'text', cited: true },
    { id: 'id', kind: 'code', extra: true, computed: true },
    { id: 'comune', kind: 'text' },
    { id: 'istat', kind: 'code', extra: true, source: w.source_istat },
    { id: 'tipo', kind: 'text', codes: w.category.tipo },
    { ...placeColumns[0], codes: w.category.precisione },
    ...placeColumns.slice(1),
    { id: 'superficie_m2', kind: 'number', unit: 'm2', cited: true, extra: true },
    { id: 'residenti', ...figure },
    { id: 'nuclei', ...figure },
    { id: 'alloggi_erp', ...figure },
    { id: 'alloggi_lavori', ...figure },
    { id: 'avanzamento', kind: 'text', cited: true },
    { id: 'quota_morosi', ...figure, unit: '%' },
    { id: 'progetti', kind: 'number', computed: true },
    { id: 'laboratori_aperti', kind: 'number', computed: true },
  ]);
  const columns = [
    ...standard.map((column) =>
      column.id === 'quota_morosi' && point !== null ? arrearsColumn(column, point, lang) : column,
    ),
    ...reach.columns,
  ];
  const list = rows.areas.map(({ area, projects }): TableRow => {
    const facts = factsOf.get(area.area_id) ?? [];
    const done = progress.get(area.area_id);
    const share = arrears.get(area.area_id);
    const residents = latest(facts, 'residents', sheet);
    const nuclei = latest(facts, 'nuclei', sheet);
    const dwellings = latest(facts, 'dwellings_erp', sheet);
    const works = latest(facts, 'dwellings_works', sheet);
    const cells: TableRow['cells'] = {
      nome: text(named(area, lang)),
      id: text(area.area_id),
      comune: text(names.get(area.istat_code) ?? area.istat_code),
      istat: text(area.istat_code),
      tipo: category(area.kind, w.category.tipo),
      precisione: category(area.precision, w.category.precisione),
      errore_m: number(area.error_m),
      lon: number(area.lon),
      lat: number(area.lat),
      superficie_m2: number(area.surface_m2),
      residenti: residents.cell,
      nuclei: nuclei.cell,
      alloggi_erp: dwellings.cell,
      alloggi_lavori: works.cell,
      avanzamento: done
        ? {
            is: 'text',
            text: join(done.components.map((c) => `${c.name} ${formatValue(c.percent, '%', lang)}`.trim())),
            order: Math.min(...done.components.map((c) => c.percent)),
          }
        : text(null),
      quota_morosi: share
        ? {
            is: 'figure',
            figure: share.figure,
            date: share.data_date,
            note: join([
              ...(share.time_point === null ? [] : [messages(lang).time_point[share.time_point]]),
              ...reading(share, lang, w),
            ]),
          }
        : NOT_STATED,
      progetti: number(projects.length),
      laboratori_aperti: number(open.get(area.area_id) ?? 0),
      ...reach.cells(reachOf.get(area.area_id)),
    };
    return {
      selection: { kind: 'area', id: area.area_id },
      cells,
      sources: {
        ...citing(cells, [cite(area)], ['nome', 'comune', 'tipo', 'superficie_m2', ...PLACE_IDS]),
        residenti: residents.cites,
        nuclei: nuclei.cites,
        alloggi_erp: dwellings.cites,
        alloggi_lavori: works.cites,
        avanzamento: done ? distinct(done.components.map(cite)) : [],
        quota_morosi: share ? [cite(share)] : [],
      },
      notes: placeNotes(area.location_source),
      points: pointOf(area),
    };
  });
  return { columns, rows: list };
}
