/** data/coverage.csv: every number printed in a document has a row that carries it, or the reason why none does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readTables } from '../../src/pipeline/read/table';
import { SOURCE_IDS, TABLES, type TableName } from '../../src/lib/schema/tables';

const DATA = join(process.cwd(), 'data');

/** Reasons why no row carries a number; a word after a colon or in brackets explains. */
const REASONS =
  /^(?:page|footnote-mark|toc|law-reference|year-in-title|not-about-subject|personal|text-numbering|contradiction-dropped)\b/;

interface Covered {
  source_id: string;
  line: string;
  number_as_printed: string;
  row_id_or_reason: string;
}

const rows = parse(readFileSync(join(DATA, 'coverage.csv'), 'utf8'), { columns: true }) as Covered[];
const { tables } = readTables(DATA);
const ids = new Set(
  (Object.keys(TABLES) as TableName[]).flatMap((name) =>
    tables[name].map((row) => String((row as Record<string, unknown>)[TABLES[name].key[0] ?? ''])),
  ),
);

describe('completeness list', () => {
  it('names a row that exists, or a known reason, for every printed number', () => {
    const lost = rows.filter(
      ({ row_id_or_reason: to }) => !REASONS.test(to) && !to.split(/[;|, :]/).some((part) => ids.has(part)),
    );
    expect(lost).toEqual([]);
  });

  it('covers all documents', () => {
    for (const source of SOURCE_IDS)
      expect(
        rows.some((r) => r.source_id === source),
        source,
      ).toBe(true);
  });

  it('prints the share carried, by document', () => {
    for (const source of SOURCE_IDS) {
      const own = rows.filter((r) => r.source_id === source);
      const carried = own.filter((r) => !REASONS.test(r.row_id_or_reason)).length;
      console.log(
        `${source}: ${carried} of ${own.length} printed numbers carried by a row, ${own.length - carried} with a reason`,
      );
      expect(own.length).toBeGreaterThan(0);
    }
  });
});
