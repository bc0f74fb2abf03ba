/** The table below the map, and what is taken away of it. */
import { buildTable, tableThemes } from '$lib/domain/table';
import { sortTable } from '$lib/domain/table/order';
import { exportRows, type ExportFormat } from '$lib/export';
import type { Workbench } from './model.svelte';

type Asked = Pick<
  Workbench,
  'lang' | 'release' | 'view' | 'files' | 'index' | 'rows' | 'coverage' | 'words' | 'shareLink'
>;

export class RowTable {
  readonly #asked: Asked;
  constructor(asked: Asked) {
    this.#asked = asked;
  }

  readonly #ready = $derived.by(() => {
    const { view, files, coverage } = this.#asked;
    return view.table !== null && !coverage.waiting && files.has(tableThemes(view.table));
  });
  readonly #unsorted = $derived.by(() => {
    const { view, files, index, rows, lang, coverage } = this.#asked;
    return view.table && this.#ready && index && rows && files.municipalities.length > 0
      ? buildTable(
          view.table,
          index,
          rows,
          files.municipalities,
          lang,
          view.radius === null ? null : coverage.answer,
        )
      : null;
  });
  /** Rows in the order asked for; null: no table is open, or what it needs is on its way. */
  readonly current = $derived.by(() => {
    const { sort } = this.#asked.view;
    return this.#unsorted && sort ? sortTable(this.#unsorted, sort.column, sort.descending) : this.#unsorted;
  });

  /** A radius that is on its way is waited for: rows, sentence and link are of one question. */
  readonly takeAway = async (format: ExportFormat): Promise<void> => {
    await this.#asked.coverage.settled();
    const { words, release, shareLink, view, files, coverage } = this.#asked;
    await (this.current
      ? exportRows(format, {
          table: this.current,
          sentence: words.rowsSentence,
          release,
          link: shareLink,
          date: view.date,
          geometry: files.outlines,
          caveats: coverage.caveats,
        })
      : undefined);
  };
}
