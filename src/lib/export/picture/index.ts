/** A picture of the view as a PNG file: laid out, drawn and described. Fetched when the first picture is asked for. */
import type { FeatureCollection } from 'geojson';
import { formatDate } from '$lib/domain/figures';
import { fill } from '$lib/i18n';
import { PICTURE_WORDS } from '$lib/i18n/picture';
import type { Basemap } from '$lib/map/basemap';
import type { LayerContext } from '$lib/map/layers';
import { DARK, LIGHT, type MapTheme } from '$lib/map/theme';
import type { OwnLayer, OwnPlace } from '$lib/own/types';
import type { Camera, LayerId } from '$lib/state/view';
import { today } from '../context';
import { fitCamera, type Extent } from './camera';
import { layout } from './layout';
import { pictureLegends } from './legends';
import { PictureError, type OnProgress, type PictureOptions } from './options';

/** What the screen shows. */
export interface OnScreen {
  /** As the map on the page draws it; the theme is put in here. */
  context: LayerContext;
  /** The map on the left when two days are compared; `context` is then the right one. */
  left: LayerContext | null;
  layers: readonly LayerId[];
  geometry: Record<string, FeatureCollection>;
  /** Layers that people brought from their own machine. */
  own: readonly OwnLayer[];
  /** The row of them that stands out. */
  ownChosen: OwnPlace | null;
  /** Whose background is behind the map (map/picture.ts); null: there is none. */
  background: string | null;
  /** The View's camera; null: the whole region. */
  camera: Camera | null;
  /** Size of the map on the page, CSS pixels. */
  screen: Extent;
}

export interface PictureRequest extends OnScreen {
  options: PictureOptions;
  sentence: string;
  release: string;
  /** Full address of the view, to be shared. */
  link: string;
  attribution: string;
  /** Day of making, ISO; default today. */
  created?: string;
}

interface Frame {
  camera: Camera;
  /** Device pixels. */
  width: number;
  height: number;
  pixelRatio: number;
}

/** The map, or the two maps from left to right, in a theme. Rejects with PictureError. */
async function drawMaps(
  on: OnScreen,
  frame: Frame,
  theme: MapTheme,
  background: Basemap | null,
  signal: AbortSignal | undefined,
  onprogress: (share: number) => void,
): Promise<HTMLCanvasElement[]> {
  const { snapshot, SnapshotError } = await import('$lib/map/snapshot');
  const contexts = [...(on.left ? [on.left] : []), on.context];
  const maps: HTMLCanvasElement[] = [];
  // One after the other: each takes a WebGL context and memory of its own.
  for (const [i, context] of contexts.entries())
    maps.push(
      await snapshot({
        ...frame,
        context: { ...context, theme },
        layers: on.layers,
        geometry: on.geometry,
        own: on.own,
        ownChosen: on.ownChosen,
        background,
        ...(signal ? { signal } : {}),
        onprogress: (share) => onprogress((i + share) / contexts.length),
      }).catch((error: unknown) => {
        throw error instanceof SnapshotError ? new PictureError(error.failure) : error;
      }),
    );
  return maps;
}

const backgroundOf = async ({ background }: OnScreen) =>
  background === null ? null : (await import('$lib/map/snapshot')).siteBackground();

/** Rejects with PictureError, or with the signal's reason when cancelled. */
export async function makePicture(
  request: PictureRequest,
  signal?: AbortSignal,
  onprogress?: OnProgress,
): Promise<Blob> {
  const { options, layers, own, ownChosen, link, left } = request;
  const theme = options.theme === 'scuro' ? DARK : LIGHT;
  const context = { ...request.context, theme };
  const { lang } = context;
  const w = PICTURE_WORDS[lang];
  onprogress?.(0, 'map');
  const [{ loadFonts, paint, textMeasure }, { describePng }, background] = await Promise.all([
    import('./paint'),
    import('./png'),
    backgroundOf(request),
  ]);
  await loadFonts();
  signal?.throwIfAborted();

  const legends = pictureLegends({ context, left, layers, own, ownChosen });
  const hasOwn = legends.some(({ mark }) => mark !== null);
  const credit = background === null ? '' : (request.background ?? '');
  const attribution = [request.attribution, credit && fill(w.background, { credit })]
    .filter(Boolean)
    .join('. ');
  const day = ({ rows }: LayerContext) => formatDate(rows.question.date, lang);
  const days: [string, string] | null = left ? [day(left), day(context)] : null;
  const plan = layout(
    {
      lang,
      options,
      // A picture is looked at larger than the window it was made in.
      screen: { ...request.screen, ratio: Math.max(2, window.devicePixelRatio) },
      camera: request.camera,
      sentence: request.sentence,
      days,
      release: request.release,
      created: request.created ?? today(),
      link,
      attribution,
      own: hasOwn,
      legends,
      sources: legends.map(({ title, source }) => `${title}. ${source}`),
    },
    textMeasure(),
  );
  const perMm = plan.dpi / 25.4;
  const [{ box }] = plan.maps;
  const frame = {
    camera: plan.camera,
    width: Math.round(box.width * perMm),
    height: Math.round(box.height * perMm),
    pixelRatio: plan.ratio,
  };
  const maps = await drawMaps(request, frame, theme, background, signal, (share) =>
    onprogress?.(share * 0.85, 'map'),
  );
  onprogress?.(0.86, 'paint');
  const canvas = await paint(plan, maps, options.theme);
  if (!canvas) throw new PictureError('too-large');
  signal?.throwIfAborted();
  onprogress?.(0.92, 'file');
  const png = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/png'));
  if (!png) throw new PictureError('too-large');
  signal?.throwIfAborted();
  const described = describePng(new Uint8Array(await png.arrayBuffer()), plan.dpi, {
    Title: request.sentence,
    Source: link,
    Copyright: `CC BY 4.0. ${attribution}${hasOwn ? `. ${w.own_licence}` : ''}`,
    Software: 'Atlante ERP',
  });
  onprogress?.(1, 'file');
  return described;
}

/** CSS pixels that a map on paper is wide, and how densely it is drawn: labels of 11 px are 7 pt high beside A4's legends. */
const PRINTED = { one: 765, two: 500, ratio: 3.5 } as const;

/** The maps of the screen from left to right, light and sharp, for the printed page. Rejects as makePicture does. */
export async function printMaps(on: OnScreen, signal?: AbortSignal): Promise<HTMLCanvasElement[]> {
  const width = on.left ? PRINTED.two : PRINTED.one;
  // A phone's map is tall: on paper it would leave no room for anything else.
  const shape = on.screen.width > 0 ? on.screen.height / on.screen.width : 0.7;
  const height = Math.round(width * Math.min(1.1, Math.max(0.55, shape)));
  const { ratio } = PRINTED;
  const frame = {
    camera: fitCamera(on.camera, on.screen, { width, height }),
    width: Math.round(width * ratio),
    height: Math.round(height * ratio),
    pixelRatio: ratio,
  };
  return drawMaps(on, frame, LIGHT, await backgroundOf(on), signal, () => undefined);
}
