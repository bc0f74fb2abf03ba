import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ringPaths, ringSvg } from './ring';

const COLORS = { fill: '#00695c', track: '#b9dcd6', halo: '#ffffff' };

describe('progress ring', () => {
  it('draws one track a component and no filling for zero', () => {
    const { track, fill } = ringPaths([100, 0, 95], 64);
    expect(track).toHaveLength(3);
    expect(fill).toHaveLength(2);
  });

  it('draws finite numbers for any percentage', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 6 }), (percents) => {
        expect(ringSvg(percents, 64, COLORS)).not.toMatch(/NaN|Infinity/);
      }),
    );
  });

  it('is this text', () => {
    expect(ringSvg([75, 60], 40, COLORS)).toMatchInlineSnapshot(
      `"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40"><circle cx="20" cy="20" r="14.00" fill="none" stroke="#ffffff" stroke-width="10.80"/><path d="M21.12 6.04A14 14 0 0 1 21.12 33.96" fill="none" stroke="#b9dcd6" stroke-width="8.00"/><path d="M18.88 33.96A14 14 0 0 1 18.88 6.04" fill="none" stroke="#b9dcd6" stroke-width="8.00"/><path d="M21.12 6.04A14 14 0 0 1 30.29 29.50" fill="none" stroke="#00695c" stroke-width="8.00"/><path d="M18.88 33.96A14 14 0 0 1 6.62 15.89" fill="none" stroke="#00695c" stroke-width="8.00"/></svg>"`,
    );
  });
});
