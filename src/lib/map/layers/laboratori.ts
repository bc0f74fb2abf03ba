/**
 * Labs at the chosen date: open, moved, closed, not yet, unknown; the filling of the house sign says which.
 * Source: data/lab_sites.csv, intervals as the documents state them.
 */
import { formatDate } from '$lib/domain/figures';
import { placedSite } from '$lib/domain/lab-place';
import { LAB_STATES, LAB_STATE_WORDS } from '$lib/domain/lab-words';
import { named } from '$lib/domain/named';
import type { LabRow } from '$lib/domain/select';
import { HIDDEN, LEFT, rowsSource, showRows } from '../rows-source';
import { labSign } from '../signs';
import { stepsBack, type MapLayer } from './layer';

export { LAB_STATE_WORDS } from '$lib/domain/lab-words';

/** The point at which a lab is drawn: its site in use or last used, else its first site with a point. */
export function labPoint(row: LabRow): [number, number] | null {
  const site = placedSite(row);
  return site && site.lon !== null && site.lat !== null ? [site.lon, site.lat] : null;
}

export const laboratori: MapLayer = {
  id: 'laboratori',
  title: { it: 'Laboratori', en: 'Labs' },
  help: {
    it: 'Laboratori di Quartiere e Laboratori sociali alla data scelta, secondo gli intervalli che i documenti dichiarano. Dopo una fine soltanto prevista lo stato è ignoto: nessun documento dice che cosa sia accaduto.',
    en: 'Laboratori di Quartiere and Laboratori sociali at the chosen date, by the intervals that the documents state. After an end that was only scheduled the state is unknown: no document says what happened.',
  },
  source: {
    it: 'Sedi e contratti: milano-2017, milano-2023, eupolis-2016, irs-2021. Posizioni: dati aperti, con fonte ed errore.',
    en: 'Premises and contracts: milano-2017, milano-2023, eupolis-2016, irs-2021. Positions: open data, with source and error.',
  },
  legend: (context) => {
    const it = context.lang === 'it';
    const { labs, question } = context.rows;
    const open = labs.filter((l) => l.state === 'open' || l.state === 'moved').length;
    const own =
      context.selection?.kind === 'laboratorio'
        ? labs.find(({ lab }) => lab.lab_id === context.selection?.id)
        : undefined;
    const placed = labs.filter((l) => labPoint(l) !== null).length;
    return {
      sentence: it
        ? `Laboratori che risultano aperti al ${formatDate(question.date, 'it')}: ${open} su ${labs.length}; con una posizione sulla mappa: ${placed}.`
        : `Labs stated as open on ${formatDate(question.date, 'en')}: ${open} of ${labs.length}; with a position on the map: ${placed}.`,
      own: own ? `${named(own.lab, context.lang)}: ${LAB_STATE_WORDS[own.state][context.lang]}.` : null,
      items: LAB_STATES.map((state) => ({
        id: state,
        swatch: { kind: 'sign', svg: labSign(state, context.theme) },
        label: LAB_STATE_WORDS[state][context.lang],
        count: labs.filter((l) => l.state === state).length,
      })),
      notes: [],
    };
  },
  sources: () => ({ laboratori: rowsSource() }),
  layers: (theme) => [
    {
      id: 'laboratori-sign',
      type: 'symbol',
      source: 'laboratori',
      layout: {
        'icon-image': ['concat', 'lab-', ['get', 'state']],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.32, 10, 0.5, 13, 0.62],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['get', 'rank'],
        // The sign sits beside the area's ring, not on it.
        'icon-offset': [0, -22],
      },
      paint: { 'icon-opacity': LEFT },
    },
    {
      id: 'laboratori-selected',
      type: 'circle',
      source: 'laboratori',
      filter: ['get', 'selected'],
      paint: {
        'circle-radius': 16,
        'circle-color': 'transparent',
        'circle-stroke-color': theme.selection,
        'circle-stroke-width': 3,
        'circle-stroke-opacity': ['case', HIDDEN, 0, 1],
        'circle-translate': [0, -12],
      },
    },
  ],
  images: (context) =>
    new Map(LAB_STATES.map((state) => [`lab-${state}`, labSign(state, context.theme, 44)])),
  update: (map, context) => {
    const features = context.rows.labs.flatMap((row) => {
      const point = labPoint(row);
      if (point === null) return [];
      const dim = stepsBack(context, 'laboratori', [row.state]);
      return [
        {
          type: 'Feature' as const,
          properties: {
            id: row.lab.lab_id,
            state: row.state,
            // Labs in use are drawn above closed ones that shared the premises, and all of them above what steps back.
            rank: LAB_STATES.length - LAB_STATES.indexOf(row.state) - (dim ? LAB_STATES.length : 0),
            dim,
            selected: context.selection?.kind === 'laboratorio' && context.selection.id === row.lab.lab_id,
          },
          geometry: { type: 'Point' as const, coordinates: point },
        },
      ];
    });
    showRows(map, 'laboratori', features);
  },
  pick: {
    layers: ['laboratori-sign'],
    select: (p) => (typeof p['id'] === 'string' ? { kind: 'laboratorio', id: p['id'] } : null),
  },
};
