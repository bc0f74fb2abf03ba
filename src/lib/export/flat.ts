/**
 * A table as plain fields and records, which every format is written from. A figure becomes a number and, beside it, its
 * state, date, note and source: a withheld one has a state and no number.
 */
import type { Cell, Cite, Column, Table, TableRow } from '$lib/domain/table/types';
import { fill } from '$lib/i18n';
import { TABLE_WORDS } from '$lib/i18n/table';

export type Value = string | number | null;

export interface Field {
  /** Name in files, stable across languages and releases. */
  id: string;
  title: string;
  definition: string;
  kind: 'text' | 'code' | 'number' | 'euro' | 'percent' | 'date';
  unit: string | null;
  codes: Readonly<Record<string, string>> | null;
  /** Name of the codes in the words, where it is not the field's id. */
  vocabulary?: string;
  /** Its words in both languages, where it brings them. */
  both?: Column['both'];
  value: (row: TableRow) => Value;
}

export interface FlatTable {
  fields: readonly Field[];
  /** One value a field. */
  records: readonly (readonly Value[])[];
}

/** `eupolis-2016:1169;6522-6526`, `|` between several. */
export const citeText = (cites: readonly Cite[] | undefined): string | null =>
  (cites ?? []).map((c) => (c.lines === null ? c.source_id : `${c.source_id}:${c.lines}`)).join(' | ') ||
  null;

/** The state of a figure as its code. */
export function stateCode(cell: Cell | undefined): string | null {
  if (cell?.is !== 'figure') return null;
  return cell.figure?.state ?? 'not_stated';
}

function plain(cell: Cell | undefined): Value {
  if (!cell) return null;
  switch (cell.is) {
    case 'text':
      return cell.text;
    case 'number':
      return cell.value;
    case 'category':
      return cell.code;
    case 'figure': {
      const { figure } = cell;
      // Nothing but the two states that have one may ever give a number.
      return figure?.state === 'value' || figure?.state === 'zero' ? figure.value : null;
    }
  }
}

/** Words that belong to a figure: its text where it has no number, then its note. */
function noteOf(cell: Cell | undefined, lang: Table['lang']): string | null {
  if (cell?.is !== 'figure') return null;
  const { figure } = cell;
  const words =
    figure?.state === 'qualitative' || figure?.state === 'missing'
      ? lang === 'it'
        ? figure.text_it
        : figure.text_en
      : figure?.state === 'suppressed'
        ? figure.reason
        : null;
  return [words, cell.note].filter(Boolean).join('; ') || null;
}

function fieldsOf(column: Column, table: Table, first: boolean): Field[] {
  const w = TABLE_WORDS[table.lang].export;
  const beside = (
    suffix: string,
    title: string,
    value: Field['value'],
    kind: Field['kind'] = 'text',
  ): Field => ({
    id: suffix,
    title: fill(title, { title: column.title }),
    definition: '',
    kind,
    unit: null,
    codes: null,
    value,
  });
  const source = beside(
    first ? 'fonte' : `${column.id}_fonte`,
    first ? w.field_row_source : w.field_source,
    (row) => citeText(row.sources[column.id]),
  );
  const figures = column.kind === 'figure' || column.kind === 'euro';
  const kind =
    column.kind !== 'figure'
      ? column.kind
      : column.unit === 'EUR'
        ? 'euro'
        : column.unit === '%'
          ? 'percent'
          : 'number';
  const main: Field = {
    id: column.id,
    title: column.title,
    definition: column.definition,
    kind,
    unit: column.unit ?? null,
    codes: column.codes ?? null,
    ...(column.vocabulary === undefined ? {} : { vocabulary: column.vocabulary }),
    ...(column.both === undefined ? {} : { both: column.both }),
    value: (row) => plain(row.cells[column.id]),
  };
  if (!figures) return column.cited ? [main, source] : [main];
  return [
    main,
    beside(`${column.id}_stato`, w.field_state, (row) => stateCode(row.cells[column.id])),
    beside(
      `${column.id}_data`,
      w.field_date,
      (row) => {
        const cell = row.cells[column.id];
        return cell?.is === 'figure' ? cell.date : null;
      },
      'date',
    ),
    beside(`${column.id}_nota`, w.field_note, (row) => noteOf(row.cells[column.id], table.lang)),
    source,
  ];
}

/** All columns of a table, those that are off on the screen included. */
export function flatten(table: Table): FlatTable {
  const fields = table.columns.flatMap((column, i) => fieldsOf(column, table, i === 0));
  return { fields, records: table.rows.map((row) => fields.map((field) => field.value(row))) };
}
