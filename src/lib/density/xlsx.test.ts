import { describe, expect, it } from 'vitest';
import { frame, locator } from '../../../tests/fixtures/ledger/region';
import { xlsx, type XlsxCell } from '../../../tests/fixtures/ledger/xlsx';
import { Intake, type Refusal } from './intake';
import { LedgerError } from './reasons';
import { isZip, openSheet, type RandomAccess } from './xlsx';

const source = (bytes: Uint8Array): RandomAccess => ({
  size: bytes.length,
  read: (from, to) => Promise.resolve(bytes.subarray(from, to)),
});

async function csvOf(bytes: Uint8Array): Promise<string> {
  let text = '';
  const sheet = await openSheet(source(bytes));
  await sheet.rows((csv) => (text += new TextDecoder().decode(csv)));
  return text;
}

describe('the sheet', () => {
  it('becomes CSV: texts, numbers, inline texts, the last value of a formula, empty cells and rows', async () => {
    const bytes = xlsx([
      ['a', 'b;c', 'è "x" & <y>', 1.5],
      [null, 1234.567, { t: 'riga\ndue' }],
      [],
      [{ f: 'SUM(A1)', v: '=1+1' }, 7717.130000000001, 1e21],
    ]);
    expect(isZip(bytes)).toBe(true);
    // Three decimals get a fourth, so that they do not look like thousands.
    expect(await csvOf(bytes)).toBe(
      'a;"b;c";"è ""x"" & <y>";1.5\n;1234.5670;"riga\ndue"\n\n=1+1;7717.13;1e+21\n',
    );
  });

  const read = async (rows: XlsxCell[][], options: { date1904?: boolean } = {}) => {
    const refused: Refusal[] = [];
    const intake = new Intake({ frame, locator, seenBits: 10, onRefused: (r) => refused.push(r) });
    const sheet = await openSheet(source(xlsx(rows, options)));
    intake.start('a.xlsx', { separator: sheet.separator, serial: sheet.serial, ragged: true });
    await sheet.rows((csv) => intake.push(csv));
    intake.end();
    return { part: intake.finish(), refused };
  };
  const TITLES = ['codice_alloggio', 'istat', 'ente', 'stato', 'debito', 'data', 'debito_dal'];

  it('is a ledger: lost zeros, days as numbers, rows that end early, debts with any decimals', async () => {
    const { part, refused } = await read([
      TITLES,
      ['A1', 15001, 'ALER', 'attivo', 1234.567, 46203, 45292],
      ['A2', 15001, 'ALER', 'attivo', 0.1 + 0.2, '30/06/2026'],
      [],
      ['A3', '015001', 'ALER', 'attivo', 100, { t: '2026-06-30' }],
      ['A4', 15001, 'ALER', 'attivo', 'molto', 46203],
    ]);
    expect(refused).toEqual([{ file: 'a.xlsx', row: 6, why: 'debt' }]);
    expect(part.days).toEqual(['2026-06-30']);
    expect(part.leaves[0]?.sums.households).toBe(3);
    expect(part.amounts[0]?.amounts.debt).toBe(1_335);
    expect(part.amounts[0]?.amounts.age[3]).toBe(1);
  });

  it('counts days from 1904 where the sheet does', async () => {
    const rows: XlsxCell[][] = [TITLES, ['A1', 15001, 'ALER', 'attivo', 0, 44741]];
    expect((await read(rows, { date1904: true })).part.days).toEqual(['2026-06-30']);
  });

  it('keeps shared texts in their places where one of them is empty: <si/>', async () => {
    const cell = (i: number) => `<c r="${'ABCD'[i]}1" t="s"><v>${i}</v></c>`;
    const sheet = `<row r="1">${[0, 1, 2, 3].map(cell).join('')}</row>`;
    for (const empty of ['<si/>', '<si />', '<si></si>']) {
      const strings = `${empty}<si><t>ALER Milano</t></si>${empty}<si><t>attivo</t></si>`;
      expect(await csvOf(xlsx([], { sheet, strings })), empty).toBe(';ALER Milano;;attivo\n');
    }
    // An empty piece of a text does not swallow the next one.
    const rich = '<si/><si><r><t xml:space="preserve"/></r><r><t>abc</t></r></si>';
    expect(await csvOf(xlsx([], { sheet, strings: rich }))).toBe(';abc\n');
    // The same with a namespace before each name.
    const strings = '<x:si/><x:si><x:t>ALER Milano</x:t></x:si><x:si/><x:si><x:t>attivo</x:t></x:si>';
    expect(await csvOf(xlsx([], { sheet, strings }))).toBe(';ALER Milano;;attivo\n');
    // A file that is read by the byte cuts tags anywhere.
    const many = Array.from({ length: 20_000 }, (_, i) => (i % 3 === 0 ? '<si/>' : `<si><t>t${i}</t></si>`));
    const rows = many.map((_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>${i}</v></c></row>`);
    const text = await csvOf(xlsx([], { sheet: rows.join(''), strings: many.join('') }));
    expect(text.split('\n').slice(0, -1)).toEqual(many.map((_, i) => (i % 3 === 0 ? '' : `t${i}`)));
  });

  it('does not take a text of a cell for the beginning of a row: "scala:row 3"', async () => {
    const rows: XlsxCell[][] = [
      [{ t: 'scala:row 3' }, 1],
      [{ t: 'b <row c' }, 2],
    ];
    expect(await csvOf(xlsx(rows))).toBe('scala:row 3;1\nb <row c;2\n');
  });

  it('counts empty rows, numbered or not', async () => {
    const row = (attributes: string, text: string) =>
      `<row${attributes}><c t="inlineStr"><is><t>${text}</t></is></c></row>`;
    const numbered = `<row r="1"/>${row(' r="2"', 'a')}<row r="3" ht="12"/>${row(' r="6"', 'b')}`;
    expect(await csvOf(xlsx([], { sheet: numbered }))).toBe('\na\n\n\n\nb\n');
    const bare = `<row/>${row('', 'a')}<row/>${row('', 'b')}`;
    expect(await csvOf(xlsx([], { sheet: bare }))).toBe('\na\n\nb\n');
  });

  it('is refused when broken, cut, or without a sheet', async () => {
    const good = xlsx([TITLES, ['A1']]);
    const whys = await Promise.all(
      [good.subarray(0, good.length - 30), good.subarray(0, 40), new Uint8Array(0), wreck(good)].map(
        async (bytes) => {
          try {
            await csvOf(bytes);
          } catch (error) {
            return error instanceof LedgerError ? error.problem : error;
          }
          return null;
        },
      ),
    );
    expect(whys).toEqual(whys.map(() => ({ kind: 'xlsx', why: 'broken' })));
  });
});

/** The archive with the packed bytes of the sheet spoiled. */
function wreck(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  const at = new TextDecoder('latin1').decode(copy).indexOf('xl/worksheets/foglio.xml');
  copy.fill(0xff, at + 24, at + 80);
  return copy;
}
