/** What stands on the map, and the frames that maps stand in. */
import { formatNumber, type Lang } from '$lib/domain/figures';
import { PICTURE_WORDS } from '$lib/i18n/picture';
import type { Camera } from '$lib/state/view';
import { metresPerPixel, scaleBar } from '../camera';
import type { Measure } from '../wrap';
import { LEADING, TYPE } from './text';
import type { Box, Layout, LayoutInput, MapFrame, Mark } from './types';

/** Scale bar, north and the day of one map of two, on plates in the corners of the map. */
export function furniture(
  { box: map, day }: MapFrame,
  camera: Camera,
  mmPerPixel: number,
  type: number,
  lang: Lang,
  measure: Measure,
): Mark[] {
  const marks: Mark[] = [];
  const inset = 2.5 * type;
  const pad = 1.6 * type;
  const size = TYPE.item * type;
  const bar = scaleBar(metresPerPixel(camera) / mmPerPixel, Math.min(38 * type, map.width * 0.35));
  if (bar) {
    const label =
      bar.metres >= 1000
        ? `${formatNumber(bar.metres / 1000, lang, 0)} km`
        : `${formatNumber(bar.metres, lang, 0)} m`;
    const width = Math.max(bar.mm, measure(label, size, 600));
    const height = size * LEADING + 1.8 * type;
    const plate = {
      x: map.x + inset,
      y: map.y + map.height - inset - height - 2 * pad,
      width: width + 2 * pad,
      height: height + 2 * pad,
    };
    marks.push(
      { kind: 'plate', ...plate },
      { kind: 'scale', x: plate.x + pad, y: plate.y + pad, width, height, length: bar.mm, label, size },
    );
  }
  const side = 6 * type;
  const height = 9.5 * type;
  const plate = {
    x: map.x + map.width - inset - side - 2 * pad,
    y: map.y + inset,
    width: side + 2 * pad,
    height: height + 2 * pad,
  };
  marks.push(
    { kind: 'plate', ...plate },
    {
      kind: 'north',
      x: plate.x + pad,
      y: plate.y + pad,
      width: side,
      height,
      label: PICTURE_WORDS[lang].north,
      size,
    },
  );
  if (day !== null) {
    const label = TYPE.block * type;
    const width = Math.min(measure(day, label, 700), Math.max(label, plate.x - map.x - 2 * inset - 2 * pad));
    const box = { x: map.x + inset, y: map.y + inset, width: width + 2 * pad, height: label * LEADING + pad };
    marks.push(
      { kind: 'plate', ...box },
      {
        ...{ kind: 'day', label: day, size: label },
        ...{ x: box.x + pad, y: box.y + pad / 2, width, height: label * LEADING },
      },
    );
  }
  return marks;
}

/** The room for maps as one frame, or as two that are equally large. */
export function framesOf(
  room: Box,
  days: LayoutInput['days'],
  gap: number,
  stacked: boolean,
): Layout['maps'] {
  if (!days) return [{ box: room, day: null }];
  const width = stacked ? room.width : (room.width - gap) / 2;
  const height = stacked ? (room.height - gap) / 2 : room.height;
  const second = stacked ? { x: room.x, y: room.y + height + gap } : { x: room.x + width + gap, y: room.y };
  return [
    { box: { ...room, width, height }, day: days[0] },
    { box: { ...second, width, height }, day: days[1] },
  ];
}
