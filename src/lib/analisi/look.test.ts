import { describe, expect, it } from 'vitest';
import { realRelease } from '../../../tests/support/release';
import { AREA_ZOOM, COMUNE_ZOOM, lookAtArea } from './look';

describe('where the map looks', () => {
  it('bug: a place without a position left the map on another place', () => {
    const { rows, municipalities } = realRelease();
    const areas = rows().arrears.map(({ area }) => area);
    expect(areas.filter((a) => a.lat === null).length).toBeGreaterThan(0);
    for (const area of areas) {
      const camera = lookAtArea(area, municipalities);
      if (area.lat !== null) {
        expect(camera, area.area_id).toEqual({ lon: area.lon, lat: area.lat, zoom: AREA_ZOOM });
        continue;
      }
      const [lon, lat] = municipalities.find((m) => m.istat_code === area.istat_code)?.label ?? [];
      expect(camera, area.area_id).toEqual({ lon, lat, zoom: COMUNE_ZOOM });
    }
    expect(lookAtArea({ lat: null, lon: null, istat_code: '000000' }, municipalities)).toBeNull();
  });
});
