/** The labs, each with the site that it had at the date. */
import { municipalitiesOfLab, placedSite } from '../lab-place';
import { named } from '../named';
import { placeColumns, pointOf } from './places';
import { category, cite, columnsOf, join, number, text, type Draft, type Sheet } from './sheet';
import type { TableRow } from './types';

export function labTable(sheet: Sheet): Draft {
  const { index, rows, municipalities, lang, w } = sheet;
  const names = new Map(municipalities.map((m) => [m.istat_code, m.name]));
  const programmes = new Map(index.catalog.programmes.map((p) => [p.programme_id, named(p, lang)]));
  const bodies = new Map(index.catalog.bodies.map((b) => [b.body_id, b.name]));
  const columns = columnsOf('laboratori', w, [
    { id: 'nome', kind: 'text', cited: true },
    { id: 'id', kind: 'code', extra: true },
    { id: 'comune', kind: 'text' },
    { id: 'istat', kind: 'code', extra: true },
    { id: 'programma', kind: 'text' },
    { id: 'gestore', kind: 'text' },
    { id: 'stato', kind: 'text', codes: w.category.stato },
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
    const cited = (value: string | null | undefined) => (site && value ? [cite(site)] : []);
    return {
      selection: { kind: 'laboratorio', id: lab.lab_id },
      cells: {
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
      },
      sources: {
        nome: [cite(lab)],
        indirizzo: cited(site?.address),
        dal: cited(site?.valid_from),
        al: cited(site?.valid_to),
      },
      points: pointOf(placed),
    };
  });
  return { columns, rows: list };
}
