/** The labs, each with the site that it had at the date. */
import { areaOfLab, municipalitiesOfLab, placedSite } from '../lab-place';
import { named } from '../named';
import { PLACE_IDS, placeColumns, placeNotes, pointOf } from './places';
import { labReachDraft } from './reach';
import {
  category,
  cite,
  citing,
  columnsOf,
  distinct,
  join,
  number,
  text,
  type Draft,
  type Sheet,
} from './sheet';
import type { TableRow } from './types';

export function labTable(sheet: Sheet): Draft {
  const { index, rows, municipalities, lang, w } = sheet;
  const names = new Map(municipalities.map((m) => [m.istat_code, m.name]));
  const programmes = new Map(index.catalog.programmes.map((p) => [p.programme_id, named(p, lang)]));
  const bodies = new Map(index.catalog.bodies.map((b) => [b.body_id, b.name]));
  const reach = labReachDraft(sheet);
  const standard = columnsOf('laboratori', w, [
    { id: 'nome', kind: 'text', cited: true },
    { id: 'id', kind: 'code', extra: true, computed: true },
    { id: 'comune', kind: 'text' },
    { id: 'istat', kind: 'code', extra: true, source: w.source_istat },
    { id: 'programma', kind: 'text' },
    { id: 'gestore', kind: 'text' },
    { id: 'stato', kind: 'text', codes: w.category.stato, computed: true },
    { id: 'indirizzo', kind: 'text', cited: true },
    { id: 'proprieta', kind: 'text', codes: w.category.proprieta, extra: true },
    { id: 'dal', kind: 'date', cited: true },
    { id: 'al', kind: 'date', cited: true },
    { id: 'come_noto', kind: 'text', codes: w.category.come_noto },
    { ...placeColumns[0], codes: w.category.precisione },
    ...placeColumns.slice(1),
  ]);
  const list = rows.labs.map((row): TableRow => {
    const { lab, site, state } = row;
    const placed = placedSite(row);
    const codes = [...municipalitiesOfLab(row, index)].sort();
    const area = index.areaById.get(areaOfLab(row) ?? '');
    // What says the municipality: the area of the premises, else the places of the project.
    const towns = area
      ? [area]
      : (index.placesOf.get(lab.project_id ?? '') ?? []).filter((p) => p.role !== 'jurisdiction');
    const ofSite = [cite(site ?? lab)];
    const cells: TableRow['cells'] = {
      nome: text(named(lab, lang)),
      id: text(lab.lab_id),
      comune: text(join(codes.map((code) => names.get(code) ?? code))),
      istat: text(codes.join(';')),
      programma: text(programmes.get(lab.programme_id) ?? lab.programme_id),
      gestore: text(
        lab.operator_body_id === null ? null : (bodies.get(lab.operator_body_id) ?? lab.operator_body_id),
      ),
      stato: category(state, w.category.stato),
      indirizzo: text(site?.address),
      proprieta: category(site?.owner ?? null, w.category.proprieta),
      dal: text(site?.valid_from),
      al: text(site?.valid_to),
      come_noto: category(site?.valid_to_kind ?? null, w.category.come_noto),
      precisione: category((placed ?? site)?.precision ?? null, w.category.precisione),
      errore_m: number(placed?.error_m ?? null),
      lon: number(placed?.lon ?? null),
      lat: number(placed?.lat ?? null),
      ...reach.cells(lab.lab_id),
    };
    return {
      selection: { kind: 'laboratorio', id: lab.lab_id },
      cells,
      sources: {
        ...citing(cells, [cite(lab)], ['nome', 'programma', 'gestore']),
        ...citing(cells, distinct(towns.map(cite)), ['comune']),
        // A move is told by two of them.
        ...citing(cells, row.sites.length > 0 ? distinct(row.sites.map(cite)) : [cite(lab)], ['stato']),
        ...citing(cells, ofSite, ['indirizzo', 'proprieta', 'dal', 'al', 'come_noto']),
        ...citing(cells, placed ? [cite(placed)] : ofSite, PLACE_IDS),
      },
      notes: placeNotes(placed?.location_source),
      points: pointOf(placed),
    };
  });
  return { columns: [...standard, ...reach.columns], rows: list };
}
