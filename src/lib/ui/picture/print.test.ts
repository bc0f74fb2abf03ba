import { describe, expect, it } from 'vitest';
import { columnShares } from './print';

describe('columns of a printed table', () => {
  const column = (head: string, ...cells: string[]) => ({ head, cells });

  it('share the whole width, long texts more than short ones, and none vanishes', () => {
    const shares = columnShares([
      column(
        'Programma',
        'Progettare la gestione sociale dei quartieri ERP in Lombardia',
        'Contratti di Quartiere II',
      ),
      column('Fine', '2016', ''),
      column('Importo', '12.345,00', ''),
    ]);
    expect(shares.reduce((sum, s) => sum + s, 0)).toBeCloseTo(100, 6);
    const [programme = 0, end = 0, amount = 0] = shares;
    expect(programme).toBeGreaterThan(2 * amount);
    expect(amount).toBeGreaterThan(end);
    expect(end).toBeGreaterThan(5);
  });

  it('has an answer for nothing', () => {
    expect(columnShares([])).toEqual([]);
    expect(columnShares([column('', '')])).toEqual([100]);
  });
});
