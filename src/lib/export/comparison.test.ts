import { beforeAll, describe, expect, it } from 'vitest';
import { realRelease, type ServedRelease } from '../../../tests/support/release';
import { compareAreas, type Comparison } from '../domain/compare';
import { comparisonContent, comparisonStem, flattenComparison, type ComparisonContext } from './comparison';
import { readXlsx } from './read-xlsx.testing';

let release: ServedRelease;
beforeAll(() => void (release = realRelease()));

const compare = (ids: string[], lang: 'it' | 'en' = 'it'): Comparison =>
  compareAreas(release.index, release.reference, release.municipalities, ids, '2023-01-17', lang);
const context = (comparison: Comparison): ComparisonContext => ({
  lang: 'it',
  comparison,
  release: '2026-11',
  link: 'https://esempio.it/?confronta=mi-sansiro,mn-lunetta',
  created: '2026-11-20',
});

describe('a comparison can be taken away', () => {
  it('one line for each figure, with date, denominator, warnings and source', () => {
    const comparison = compare(['mi-sansiro', 'mn-lunetta']);
    const { fields, records } = flattenComparison(comparison, 'it');
    const at = (id: string): number => fields.findIndex((f) => f.id === id);
    const cells = comparison.groups.flatMap((g) => g.rows).flatMap((r) => r.cells);
    expect(records).toHaveLength(
      cells.reduce((n, c) => n + Math.max(1, c.figures.length) + c.others.length, 0),
    );
    const residents = records.filter(
      (r) => r[at('voce')] === 'Abitanti' && r[at('mostrata')] === 'nella tabella',
    );
    expect(residents.map((r) => [r[at('area')], r[at('comune')], r[at('stato')]])).toEqual([
      ['San Siro', 'Milano', 'value'],
      ['Lunetta', 'Mantova', 'value'],
    ]);
    for (const record of records) {
      expect(record).toHaveLength(fields.length);
      if (record[at('stato')] === 'not_stated') continue;
      expect(String(record[at('fonte')])).toMatch(/^[a-z-]+-\d{4}/);
      expect(record[at('data_documento')]).toMatch(/^20\d\d/);
    }
    const row = comparison.groups.flatMap((g) => g.rows).find((r) => r.warnings.length > 0 && r.stated > 1);
    const warned = records.filter((r) => r[at('voce')] === row?.title);
    for (const r of warned) expect(r[at('avvisi')]).toContain(row?.warnings[0]?.words);
  });

  it('what is withheld has a state and no number, in pairs with a control too', () => {
    const { fields, records } = flattenComparison(compare(['bs-exzanoletti', 'bs-vittimeistria']), 'it');
    const at = (id: string): number => fields.findIndex((f) => f.id === id);
    const withheld = records.filter((r) => r[at('stato')] === 'suppressed');
    expect(withheld.length).toBeGreaterThan(0);
    for (const r of withheld) expect(r[at('valore')]).toBeNull();
    expect(records.some((r) => r[at('mostrata')] === 'intervento e controllo')).toBe(true);
  });

  it('CSV and XLSX: the same guard against formulas, a legend with view, sources and link', async () => {
    const comparison = compare(['mi-sansiro', 'mn-lunetta']);
    const [first] = comparison.columns;
    if (first) first.name = '=HYPERLINK("x")';
    const csv = String(await comparisonContent('csv', context(comparison)));
    expect(csv.split('\r\n')[0]).toMatch(/^tema,voce,area,area_id,comune,/);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    const italian = String(await comparisonContent('csv-excel', context(comparison)));
    expect(italian.startsWith('\ufefftema;voce;area;')).toBe(true);
    const book = readXlsx((await comparisonContent('xlsx', context(comparison))) as Uint8Array);
    const [data, legend] = book.sheets;
    const [name] = book.names;
    expect(name).toBe('Confronto tra aree');
    expect(data?.[0]?.[1]?.value).toBe('Voce');
    expect(data?.flat().some((c) => c?.formula)).toBe(false);
    const words =
      legend
        ?.flat()
        .map((c) => String(c?.value ?? ''))
        .join('\n') ?? '';
    expect(words).toContain('https://esempio.it/?confronta=mi-sansiro,mn-lunetta');
    expect(words).toContain(comparison.sentence);
    expect(words).toContain('CC BY 4.0');
  });

  it('bug: marks of what is computed or forecast are numbers in columns of numbers, as every number is', async () => {
    const comparison = compare(['mi-sansiro', 'mn-lunetta', 'bs-exzanoletti']);
    const { fields, records } = flattenComparison(comparison, 'it');
    const numeric = new Set(['number', 'euro', 'percent']);
    let marks = 0;
    for (const record of records)
      record.forEach((value, i) => {
        const field = fields[i];
        if (value === null || !field) return;
        expect(typeof value === 'number', field.id).toBe(numeric.has(field.kind));
        if (field.id === 'calcolato' || field.id === 'previsto') marks += 1;
      });
    expect(marks).toBeGreaterThan(0);
    const book = readXlsx((await comparisonContent('xlsx', context(comparison))) as Uint8Array);
    const at = fields.findIndex((f) => f.id === 'calcolato');
    const cells = (book.sheets[0] ?? []).slice(1).flatMap((row) => row[at] ?? []);
    // The number format of the workbook, where its text format is 2.
    expect(new Set(cells.map((c) => c.style))).toEqual(new Set(['5']));
  });

  it('the name of the file says what is compared, of which day and which edition', () => {
    expect(comparisonStem(context(compare(['mi-sansiro', 'mn-lunetta'])))).toBe(
      'atlante-erp_confronto_mi-sansiro_mn-lunetta_2023-01-17_ed-2026-11',
    );
  });
});
