import { describe, expect, it } from 'vitest';
import type { Municipality } from '$lib/schema/served';
import { middleOf } from './geometry';

const at = (lon: number, lat: number, area_km2: number) => ({ label: [lon, lat], area_km2 }) as Municipality;

describe('the middle of municipalities', () => {
  it('is weighed by their areas, and there is none of nothing', () => {
    expect(middleOf([at(9, 45, 10), at(10, 46, 30)])).toEqual([9.75, 45.75]);
    expect(middleOf([])).toBeNull();
  });
});
