/**
 * The map as pixels: a second, hidden map of the same style, layers and rows, drawn as densely as paper needs it. The map on
 * the page is never touched. MapLibre is fetched when it is first asked for.
 */
import type { FeatureCollection } from 'geojson';
import type { addProtocol, Map as MapLibreMap } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { base } from '$app/paths';
import { env } from '$env/dynamic/public';
import type { OwnLayer, OwnPlace } from '$lib/own/types';
import type { Camera, LayerId } from '$lib/state/view';
import { addBasemap, basemapSetting, loadBasemap, PREFIX, type Basemap } from './basemap';
import type { ArrearsOverlay } from './deck/arrears';
import { LAYERS } from './layers';
import { setGeometry } from './layers/comuni';
import type { LayerContext } from './layers/layer';
import { setOwn } from './layers/own';
import { blankCanvas, drawSvg, svgSize } from './picture';
import { settled, SnapshotError } from './settled';
import { MAP_FONT, mapLayers, mapStyle, overBackground } from './style';

export { SnapshotError };

export interface SnapshotRequest {
  context: LayerContext;
  layers: readonly LayerId[];
  geometry: Record<string, FeatureCollection>;
  camera: Camera;
  /** Device pixels wanted. */
  width: number;
  height: number;
  /** Device pixels a CSS pixel: how large signs and labels come out. */
  pixelRatio: number;
  /** Layers that people brought from their own machine. */
  own?: readonly OwnLayer[];
  /** The row of them that stands out. */
  ownChosen?: OwnPlace | null;
  /** What an office puts behind the data; absent or null: nothing. */
  background?: Basemap | null;
  signal?: AbortSignal;
  /** Share done, 0 to 1. */
  onprogress?: (share: number) => void;
  /** Longest side of a part in device pixels; default: what the graphics can do. */
  maxSide?: number;
}

/** Above this a software renderer needs more memory than a phone has. */
const SIDE = 8192;
/** CSS pixels that parts share, so that a label on a seam is placed alike on both sides. */
const SHARED = 96;
/** Device pixels a CSS pixel while things are still on their way. */
const DRAFT = 1;

/** Longest side that the graphics draw in one piece; 0 without WebGL2. */
function drawableSide(): number {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return 0;
  const viewport = gl.getParameter(gl.MAX_VIEWPORT_DIMS) as Int32Array | null;
  const side = Math.min(
    gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
    gl.getParameter(gl.MAX_RENDERBUFFER_SIZE) as number,
    ...(viewport ?? []),
    SIDE,
  );
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return Number.isFinite(side) ? side : 0;
}

export interface Part {
  /** Device pixels of the picture that the part fills. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Parts of a picture, none longer than `most`; rows from the top. */
export function partsOf(width: number, height: number, most: number): Part[] {
  const columns = Math.max(1, Math.ceil(width / Math.max(1, most)));
  const rows = Math.max(1, Math.ceil(height / Math.max(1, most)));
  const [w, h] = [Math.ceil(width / columns), Math.ceil(height / rows)];
  return Array.from({ length: columns * rows }, (_, i) => {
    const x = (i % columns) * w;
    const y = Math.floor(i / columns) * h;
    return { x, y, width: Math.min(w, width - x), height: Math.min(h, height - y) };
  });
}

async function addImages(map: MapLibreMap, context: LayerContext, density: number): Promise<void> {
  const wanted = new Map(Object.values(LAYERS).flatMap((layer) => [...(layer.images?.(context) ?? [])]));
  await Promise.all(
    [...wanted].map(async ([name, svg]) => {
      const side = Math.round(svgSize(svg) * density);
      const pen = blankCanvas(side, side);
      if (!pen) return;
      await drawSvg(pen, svg, 0, 0, side);
      const data = pen.getImageData(0, 0, side, side);
      if (map.hasImage(name)) map.removeImage(name);
      map.addImage(name, data, { pixelRatio: density });
    }),
  );
}

/** The site's background once more, for a hidden map. Null where there is none, or none to be had any longer. */
export async function siteBackground(): Promise<Basemap | null> {
  try {
    const setting = basemapSetting(env, new URL(`${base}/`, location.href).href);
    return setting === null ? null : await loadBasemap(setting, MAP_FONT);
  } catch {
    return null;
  }
}

/** The background, and our layers as they are over one. A part of it that cannot be had leaves the map without. */
async function addBackground(
  map: MapLibreMap,
  basemap: Basemap,
  { theme, lang, metric }: LayerContext,
  add: typeof addProtocol,
): Promise<void> {
  await addBasemap(map, basemap, theme, add).catch(console.warn);
  for (const layer of overBackground(mapLayers(theme, lang, metric)))
    for (const [name, value] of Object.entries(layer.paint ?? {}))
      map.setPaintProperty(layer.id, name as never, value as never);
}

/** A hidden place to draw in: laid out, because a map without a size draws nothing, but never seen or reached. */
function hiddenPlace(width: number, height: number): HTMLDivElement {
  const place = document.createElement('div');
  place.setAttribute('aria-hidden', 'true');
  place.inert = true;
  Object.assign(place.style, {
    position: 'fixed',
    left: '0',
    top: '0',
    width: `${width}px`,
    height: `${height}px`,
    transform: 'translate(-200vw, -200vh)',
    contain: 'strict',
    visibility: 'hidden',
    pointerEvents: 'none',
  });
  document.body.append(place);
  return place;
}

/** Draws the map. Rejects with SnapshotError, or with the signal's reason when cancelled. */
export async function snapshot(request: SnapshotRequest): Promise<HTMLCanvasElement> {
  const { context, layers, geometry, camera, width, height, pixelRatio, signal, onprogress } = request;
  const { addProtocol, Map: MapLibre, MercatorCoordinate, setWorkerUrl } = await import('maplibre-gl');
  setWorkerUrl(workerUrl);
  await document.fonts.load(`16px "${MAP_FONT}"`).catch(() => []);
  signal?.throwIfAborted();
  const most = request.maxSide ?? drawableSide();
  if (most <= 0) throw new SnapshotError('webgl');

  const out = document.createElement('canvas');
  out.width = width;
  out.height = height;
  const pen = out.getContext('2d');
  if (!pen) throw new SnapshotError('too-large');

  const whole = width <= most && height <= most;
  const shared = whole ? 0 : Math.ceil(SHARED * pixelRatio);
  const parts = partsOf(width, height, whole ? Math.max(width, height) : Math.max(64, most - 2 * shared));
  const first = parts[0];
  if (!first) throw new SnapshotError('too-large');
  // All parts are drawn by one map of one size: the last of a row simply shows more than is taken from it.
  const css = {
    width: Math.ceil((first.width + 2 * shared) / pixelRatio),
    height: Math.ceil((first.height + 2 * shared) / pixelRatio),
  };
  const place = hiddenPlace(css.width, css.height);
  let map: MapLibreMap | null = null;
  let overlay: ArrearsOverlay | null = null;
  const middle = MercatorCoordinate.fromLngLat([camera.lon, camera.lat]);
  const cameraOf = (part: Part): { center: [number, number]; zoom: number } => {
    const world = 512 * 2 ** camera.zoom * pixelRatio;
    const { lng, lat } = new MercatorCoordinate(
      middle.x + (part.x + part.width / 2 - width / 2) / world,
      middle.y + (part.y + part.height / 2 - height / 2) / world,
    ).toLngLat();
    return { center: [lng, lat], zoom: camera.zoom };
  };
  try {
    const created = (() => {
      try {
        return new MapLibre({
          container: place,
          style: mapStyle(context.theme, context.lang, context.metric),
          ...cameraOf(first),
          minZoom: 0,
          maxZoom: 22,
          pixelRatio: DRAFT,
          // Above the default of 4096 MapLibre would silently draw less densely.
          maxCanvasSize: [SIDE * 2, SIDE * 2],
          canvasContextAttributes: { preserveDrawingBuffer: true },
          interactive: false,
          attributionControl: false,
          fadeDuration: 0,
          trackResize: false,
        });
      } catch {
        throw new SnapshotError('webgl');
      }
    })();
    map = created;
    // A tile of the background that is missing leaves a hole, as on the screen, where it has been told already.
    created.on('error', (event) => {
      const source: unknown = 'sourceId' in event ? event.sourceId : null;
      if (typeof source !== 'string' || !source.startsWith(PREFIX)) console.error(event.error);
    });
    await settled(created, signal);
    onprogress?.(0.15);

    setGeometry(created, geometry);
    await addImages(created, context, Math.min(4, Math.max(2, Math.ceil(pixelRatio))));
    for (const layer of Object.values(LAYERS)) {
      layer.update(created, context);
      for (const { id } of layer.layers(context.theme, context.lang, context.metric))
        created.setLayoutProperty(id, 'visibility', layers.includes(layer.id) ? 'visible' : 'none');
    }
    const comuni = geometry['comuni'];
    if (request.own && comuni) await setOwn(created, request.own, comuni, context.theme, request.ownChosen);
    if (request.background) await addBackground(created, request.background, context, addProtocol);
    signal?.throwIfAborted();

    // All repaints while tiles and labels come are drafts; what is kept is drawn as densely as paper.
    await settled(created, signal);
    onprogress?.(0.4);
    created.setPixelRatio(pixelRatio);
    // deck keeps the density that it finds at the start: it comes after.
    if (layers.includes('morosita')) {
      const { addArrearsOverlay } = await import('./deck/arrears');
      overlay = await addArrearsOverlay(created, context);
      await settled(created, signal, overlay.drawn);
    }
    signal?.throwIfAborted();

    for (const [i, part] of parts.entries()) {
      created.jumpTo(cameraOf(part));
      await settled(created, signal, overlay?.drawn);
      const canvas = created.getCanvas();
      const gl = canvas.getContext('webgl2');
      // A drawing buffer that the graphics made smaller than asked would give a picture of half the map.
      if (!gl || gl.drawingBufferWidth < part.width || gl.drawingBufferHeight < part.height)
        throw new SnapshotError('too-large');
      pen.drawImage(
        canvas,
        Math.round((canvas.width - part.width) / 2),
        Math.round((canvas.height - part.height) / 2),
        part.width,
        part.height,
        part.x,
        part.y,
        part.width,
        part.height,
      );
      onprogress?.(0.4 + (0.6 * (i + 1)) / parts.length);
    }
    return out;
  } finally {
    overlay?.remove();
    map?.remove();
    place.remove();
  }
}
