import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LedgerError } from './reasons';
import { decodeText } from '../domain/text';
import { Splitter, sniffSeparator } from './split';

interface Read {
  cells: string[][];
  broken: boolean[];
  lines: number[];
}

function read(text: string | Uint8Array, size = 7, separator = ';'): Read {
  const out: Read = { cells: [], broken: [], lines: [] };
  const splitter = new Splitter(separator.charCodeAt(0), ({ bytes, bounds, count, broken, lines }) => {
    out.cells.push(
      Array.from({ length: count }, (_, i) => decodeText(bytes.subarray(bounds[2 * i], bounds[2 * i + 1]))),
    );
    out.broken.push(broken);
    out.lines.push(lines);
  });
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
  splitter.end();
  return out;
}

describe('the splitter', () => {
  it('reads back any cells, cut into pieces anywhere', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'è', ';', '"', '\n', ' ', '1', '€'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, size, end, last) => {
          const text = rows
            .map((cells) =>
              cells.map((c) => (/[;"\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(';'),
            )
            .join(end);
          // A last record of one empty cell without its line end is nothing at all.
          fc.pre(last || text === '' || !text.endsWith('\n'));
          fc.pre(last || rows[rows.length - 1]?.join('') !== '' || (rows[rows.length - 1]?.length ?? 0) > 1);
          const { cells, broken } = read(text + (last ? end : ''), size);
          expect(cells).toEqual(rows);
          expect(broken).toEqual(rows.map(() => false));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('marks a cell that goes on after its quotes, and counts the lines of a record', () => {
    expect(read('"a"b;c\nd;"e\nf"\n')).toEqual({
      cells: [
        ['a', 'c'],
        ['d', 'e\nf'],
      ],
      broken: [true, false],
      lines: [1, 2],
    });
  });

  it('says from which row a quote was never closed', () => {
    const error = (text: string): unknown => {
      try {
        read(text, 1 << 16);
      } catch (e) {
        return e instanceof LedgerError ? e.problem : e;
      }
      return null;
    };
    expect(error('a;b\n1;2\n"3;4\n5;6\n')).toEqual({ kind: 'unclosed-quote', row: 3 });
    expect(error(`a;b\n"${'x;y\n'.repeat(200_000)}`)).toEqual({ kind: 'unclosed-quote', row: 2 });
  });

  it('tells the separator by the header', () => {
    const sniff = (s: string): string => String.fromCharCode(sniffSeparator(new TextEncoder().encode(s)));
    expect([sniff('a;b;c\n1,2;3,4;5,6'), sniff('a,b,"c;d;e;f"'), sniff('a\tb'), sniff('a')]).toEqual([
      ';',
      ',',
      '\t',
      ';',
    ]);
  });
});
