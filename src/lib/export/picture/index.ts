/** A picture of the view as a PNG file: laid out, drawn and described. Fetched when the first picture is asked for. */
import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap, StyleSpecification } from 'maplibre-gl';
import { LAYERS, type LayerContext } from '$lib/map/layers';
import { DARK, LIGHT } from '$lib/map/theme';
import type { Camera, LayerId } from '$lib/state/view';
import { fitCamera } from './camera';
import { layout, type LegendBlock } from './layout';
import { PictureError, type OnProgress, type PictureOptions } from './options';

export interface PictureRequest {
  options: PictureOptions;
  /** As the map on the page draws it; the theme is put in here. */
  context: LayerContext;
  layers: readonly LayerId[];
  geometry: Record<string, FeatureCollection>;
  /** The View's camera; null: the whole region. */
  camera: Camera | null;
  /** Size of the map on the page, CSS pixels. */
  screen: { width: number; height: number };
  sentence: string;
  date: string;
  release: string;
  /** Full address of the view, to be shared. */
  link: string;
  attribution: string;
  /** Legends and sources of what is on the map besides its layers (own data, density). */
  more?: readonly (LegendBlock & { source: string })[];
  /** A style with a background, for the theme of the picture. */
  style?: (context: LayerContext) => StyleSpecification;
  /** Puts on the hidden map what is not one of the layers. */
  prepare?: (map: MapLibreMap, context: LayerContext) => void | Promise<void>;
  /** Day of making, ISO; default today. */
  created?: string;
}

/** Rejects with PictureError, or with the signal's reason when cancelled. */
export async function makePicture(
  request: PictureRequest,
  signal?: AbortSignal,
  onprogress?: OnProgress,
): Promise<Blob> {
  const { options, layers, geometry, sentence, link, attribution } = request;
  const context = { ...request.context, theme: options.theme === 'scuro' ? DARK : LIGHT };
  const { lang } = context;
  onprogress?.(0, 'map');
  const [{ snapshot, SnapshotError }, { loadFonts, paint, textMeasure }, { describePng }] = await Promise.all(
    [import('$lib/map/snapshot'), import('./paint'), import('./png')],
  );
  await loadFonts();
  signal?.throwIfAborted();

  const on = layers.map((id) => LAYERS[id]);
  const more = request.more ?? [];
  const plan = layout(
    {
      lang,
      options,
      screen: { ...request.screen, ratio: Math.max(1, window.devicePixelRatio) },
      camera: request.camera,
      sentence,
      date: request.date,
      release: request.release,
      created: request.created ?? new Date().toISOString().slice(0, 10),
      link,
      attribution,
      legends: [
        ...on.map((layer) => ({ title: layer.title[lang], legend: layer.legend(context) })),
        ...more.map(({ title, legend }) => ({ title, legend })),
      ],
      sources: [
        ...on.map((layer) => `${layer.title[lang]}. ${layer.source[lang]}`),
        ...more.map(({ title, source }) => `${title}. ${source}`),
      ],
    },
    textMeasure(),
  );
  const perMm = plan.dpi / 25.4;
  const { style, prepare } = request;
  const map = await snapshot({
    context,
    layers,
    geometry,
    camera: plan.camera,
    width: Math.round(plan.map.width * perMm),
    height: Math.round(plan.map.height * perMm),
    pixelRatio: plan.ratio,
    ...(style ? { style: style(context) } : {}),
    ...(prepare ? { prepare: (hidden: MapLibreMap) => prepare(hidden, context) } : {}),
    ...(signal ? { signal } : {}),
    onprogress: (share) => onprogress?.(share * 0.85, 'map'),
  }).catch((error: unknown) => {
    throw error instanceof SnapshotError ? new PictureError(error.failure) : error;
  });
  onprogress?.(0.86, 'paint');
  const canvas = await paint(plan, map, options.theme);
  if (!canvas) throw new PictureError('too-large');
  signal?.throwIfAborted();
  onprogress?.(0.92, 'file');
  const png = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/png'));
  if (!png) throw new PictureError('too-large');
  signal?.throwIfAborted();
  const described = describePng(new Uint8Array(await png.arrayBuffer()), plan.dpi, {
    Title: sentence,
    Source: link,
    Copyright: `CC BY 4.0. ${attribution}`,
    Software: 'Atlante ERP',
  });
  onprogress?.(1, 'file');
  return described;
}

/** The map of the screen, light and sharp, for the printed page. Rejects as makePicture does. */
export async function printMap(
  request: Omit<PictureRequest, 'options' | 'sentence' | 'link' | 'attribution' | 'date' | 'release'>,
  signal?: AbortSignal,
): Promise<HTMLCanvasElement> {
  const context = { ...request.context, theme: LIGHT };
  const { layers, geometry, screen, style, prepare } = request;
  const { snapshot, SnapshotError } = await import('$lib/map/snapshot');
  // A window of 1,000 px fills the width of A4: 250 dots an inch.
  const ratio = 2.5;
  return snapshot({
    context,
    layers,
    geometry,
    camera: fitCamera(request.camera, screen, screen),
    width: Math.round(screen.width * ratio),
    height: Math.round(screen.height * ratio),
    pixelRatio: ratio,
    ...(style ? { style: style(context) } : {}),
    ...(prepare ? { prepare: (hidden: MapLibreMap) => prepare(hidden, context) } : {}),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    throw error instanceof SnapshotError ? new PictureError(error.failure) : error;
  });
}
