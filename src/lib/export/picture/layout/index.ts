/**
 * Where everything stands in a picture: boxes in millimetres from the top left. Pure: text is measured by a function that
 * is given. Nothing overlaps and nothing leaves the margins; what does not fit is counted and said.
 */
import { formatNumber } from '$lib/domain/figures';
import { fill } from '$lib/i18n';
import { PICTURE_WORDS } from '$lib/i18n/picture';
import { fitCamera, metresPerPixel, scaleNumber } from '../camera';
import type { Measure } from '../wrap';
import { setLegend, type Flow } from './columns';
import { framesOf, furniture } from './furniture';
import { setFooter, setHeader, sheetOf } from './sheet';
import { MM_PER_INCH } from './text';
import type { Box, Layout, LayoutInput, MapFrame } from './types';

/** Lays a picture out. `measure` says how many millimetres wide a text is at a size in millimetres. */
export function layout(input: LayoutInput, measure: Measure): Layout {
  const { options, screen, lang, days } = input;
  const sheet = sheetOf(options, screen);
  const { margin, type, dpi, ratio } = sheet;
  const device = MM_PER_INCH / dpi;
  const mmPerPixel = ratio * device;
  const withLegend = options.legend && input.legends.length > 0;
  const gap = 5 * type;
  const between = 4 * type;

  const one = { width: screen.width * mmPerPixel, height: screen.height * mmPerPixel };
  const landscape = sheet.page ? sheet.page.width > sheet.page.height : one.width > 150;
  /** A phone's two maps stand one above the other: its picture is narrow. */
  const stacked = sheet.page === null && !landscape;
  const screenMaps = {
    width: days && !stacked ? 2 * one.width + between : one.width,
    height: days && stacked ? 2 * one.height + between : one.height,
  };
  const side = withLegend && landscape ? 70 * type : 0;
  const inner = sheet.page ? sheet.page.width - 2 * margin : screenMaps.width + (side === 0 ? 0 : side + gap);

  const header = setHeader(input, { x: margin, y: margin, width: inner }, type, measure);
  // The scale in words needs the camera, which needs the map's box, which needs the footer's height: two rounds.
  const widest = fill(PICTURE_WORDS[lang].scale, { n: formatNumber(88_000_000, lang, 0) });
  const footerAt = (y: number, scale: string) =>
    setFooter(input, { x: margin, y, width: inner }, sheet, measure, scale);
  const paper = sheet.page !== null;
  const footerHeight = footerAt(0, paper ? widest : '').bottom;

  const map: Box = { x: margin, y: header.bottom, ...screenMaps };
  let legend: Flow = { marks: [], left: 0, complete: true, split: false, bottom: header.bottom };
  let foot: number;
  if (sheet.page) {
    foot = sheet.page.height - margin - footerHeight;
    const height = Math.max(20, foot - gap * 0.7 - header.bottom);
    map.width = inner - (side === 0 ? 0 : side + gap);
    map.height = height;
    /** At most two fifths of the room, in columns of about equal height. */
    const below = (columns: number): void => {
      const most = height * 0.4;
      const probe = { x: margin, y: 0, width: inner, height: most };
      const used = setLegend(input, { box: probe, columns, shrink: true }, type, measure);
      const reach = Math.min(most, used.complete ? used.bottom : most);
      map.width = inner;
      map.height = height - reach - gap * 0.8;
      const down = map.y + map.height + gap * 0.8;
      legend = { ...used, marks: used.marks.map((m) => ({ ...m, y: m.y + down })) };
    };
    if (withLegend && landscape) {
      const beside = (columns: number, width: number) => {
        const box = { x: margin + inner - width, y: map.y, width, height };
        return setLegend(input, { box, columns, shrink: false }, type, measure);
      };
      legend = beside(1, side);
      if (!legend.complete) {
        // Many layers: a second column is worth more than the ground left and right of the region.
        const wide = 126 * type;
        const room = inner - wide - gap;
        if (days && room < 0.6 * inner) below(4);
        // Two maps beside two columns would be stamps; but nothing is left out for that.
        if (!days || !legend.complete) {
          legend = beside(2, wide);
          map.width = room;
          map.height = height;
        }
      }
    } else if (withLegend) below(3);
  } else if (withLegend) {
    // A screen's picture is as high as it has to be.
    const below = { x: margin, y: map.y + map.height + gap * 0.8, width: inner, height: 2000 };
    if (landscape) {
      const box = { x: margin + map.width + gap, y: map.y, width: side, height: map.height };
      const beside = setLegend(input, { box, columns: 1, shrink: false }, type, measure);
      // Without room beside the map the column goes on past it.
      legend = beside.complete
        ? beside
        : setLegend(input, { box: { ...box, height: 2000 }, columns: 1, shrink: false }, type, measure);
    } else legend = setLegend(input, { box: below, columns: 1, shrink: false }, type, measure);
    foot = Math.max(map.y + map.height, legend.bottom) + gap * 0.7;
  } else foot = map.y + map.height + gap * 0.7;

  // On whole device pixels, so that no edge of the map is a blend.
  const snap = (mm: number) => Math.round(mm / device) * device;
  const exact = ({ box, day }: MapFrame): MapFrame => ({
    box: { x: snap(box.x), y: snap(box.y), width: snap(box.width), height: snap(box.height) },
    day,
  });
  const [left, ...others] = framesOf(map, days, between, stacked);
  const first = exact(left);
  const maps: Layout['maps'] = [first, ...others.map(exact)];
  const frame = { width: first.box.width / mmPerPixel, height: first.box.height / mmPerPixel };
  const camera = fitCamera(input.camera, screen, frame);
  const scale = scaleNumber(metresPerPixel(camera) / mmPerPixel);
  const scaleWords =
    scale !== null && paper ? fill(PICTURE_WORDS[lang].scale, { n: formatNumber(scale, lang, 0) }) : '';
  const footer = footerAt(foot, scaleWords);

  const page = sheet.page ?? { width: inner + 2 * margin, height: footer.bottom + margin };
  return {
    page,
    dpi,
    pixels: { width: Math.round(page.width / device), height: Math.round(page.height / device) },
    maps,
    ratio,
    camera,
    marks: [
      ...header.marks,
      ...legend.marks,
      ...footer.marks,
      ...maps.flatMap((m) => furniture(m, camera, mmPerPixel, type, lang, measure)),
    ],
    left: legend.left,
  };
}
