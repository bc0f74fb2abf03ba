/**
 * Renovation progress: a ring an area, one sector a component, filled by its stated percentage.
 * Source: milano-2017 (the only document with percentages); words of 2020 and 2023 stand in the panel.
 */
import { PROGRESS_SCALE } from '$lib/domain/classes';
import { formatDate, formatNumber } from '$lib/domain/figures';
import type { LegendItem } from '$lib/domain/legend';
import { metricClass, metricClasses } from '$lib/domain/metrics';
import { named } from '$lib/domain/named';
import { latestReport, type Progress } from '$lib/domain/renovation';
import { ringSvg } from '$lib/domain/ring';
import { yearsBetween } from '$lib/domain/time';
import { worksClassLabel } from '$lib/i18n/metrics';
import { LEFT, rowsSource, showRows } from '../rows-source';
import { classId, stepsBack, type LayerContext, type MapLayer } from './layer';

const imageName = (p: Progress): string => `ring-${p.components.map((c) => c.percent).join('-')}`;
const RING_PX = 64;
/** A percentage of each class, for its swatch. */
const TYPICAL = [0, 30, 75, 100];

const classesOf = (p: Progress): string[] =>
  p.components.flatMap(({ percent }) => {
    const tone = metricClass(PROGRESS_SCALE, percent);
    return tone === null ? [] : [classId(tone)];
  });

export const avanzamento: MapLayer = {
  id: 'avanzamento',
  title: { it: 'Avanzamento dei lavori', en: 'Renovation progress' },
  help: {
    it: 'Un anello per area, diviso per componente (ERP, infrastrutture e servizi): la parte piena è la percentuale dichiarata nell’ultimo rapporto noto alla data scelta. La previsione di fine lavori è a parte, perché è una previsione.',
    en: 'A ring an area, divided by component (ERP, infrastructure and services): the filled part is the percentage stated in the last report known at the chosen date. The forecast of the end of works stands apart, because it is a forecast.',
  },
  source: {
    it: 'Percentuali: milano-2017 (Comune di Milano, 10 ottobre 2017).',
    en: 'Percentages: milano-2017 (Comune di Milano, 10 October 2017).',
  },
  legend: (context) => {
    const it = context.lang === 'it';
    const { progress } = context.rows;
    const first = progress[0];
    const own =
      context.selection?.kind === 'area'
        ? progress.find((p) => p.area_id === context.selection?.id)
        : undefined;
    const area = own && context.index.areaById.get(own.area_id);
    const percents = progress.flatMap((p) => p.components.map((c) => c.percent));
    const ring = (shown: number[]) => ringSvg(shown, 28, context.theme.renovation);
    const report = latestReport(progress);
    const years = report === null ? 0 : yearsBetween(report, context.rows.question.date);
    const aged =
      years === 0
        ? ''
        : it
          ? `, ${years === 1 ? 'un anno' : `${years} anni`} prima della data scelta`
          : `, ${years === 1 ? 'one year' : `${years} years`} before the chosen date`;
    return {
      sentence: report
        ? it
          ? `${progress.length === 1 ? 'Un’area ha' : `${progress.length} aree hanno`} percentuali di avanzamento; l’ultimo rapporto è del ${formatDate(report, 'it')}${aged}.`
          : `${progress.length === 1 ? 'One area has' : `${progress.length} areas have`} progress percentages; the last report is of ${formatDate(report, 'en')}${aged}.`
        : it
          ? 'Alla data e con i filtri scelti nessun documento dà percentuali di avanzamento.'
          : 'At this date and with these filters no document gives progress percentages.',
      own:
        own && area
          ? `${named(area, context.lang)}: ${own.components
              .map(({ name, percent }) => `${name} ${formatNumber(percent, context.lang, 0)} %`.trim())
              .join(', ')} (${formatDate(own.report_date, context.lang)}).`
          : null,
      items: [
        ...metricClasses(PROGRESS_SCALE).map((cls): LegendItem => ({
          id: classId(cls.index),
          tone: cls.index,
          range: { from: cls.from, to: cls.to },
          swatch: { kind: 'sign', svg: ring([TYPICAL[cls.index] ?? 0]) },
          color: cls.zero ? context.theme.renovation.track : context.theme.renovation.fill,
          label: worksClassLabel(cls.index, context.lang),
          count: percents.filter((percent) => metricClass(PROGRESS_SCALE, percent) === cls.index).length,
        })),
        {
          swatch: { kind: 'sign', svg: ring([100, 50]) },
          label: it ? 'un anello: due componenti, 100 % e 50 %' : 'a ring: two components, 100 % and 50 %',
        },
      ],
      notes: first?.forecast
        ? [
            it
              ? `Fine lavori prevista: ${formatDate(first.forecast.date, 'it')}.`
              : `Forecast end of works: ${formatDate(first.forecast.date, 'en')}.`,
          ]
        : [],
    };
  },
  sources: () => ({ avanzamento: rowsSource() }),
  layers: () => [
    {
      id: 'avanzamento-ring',
      type: 'symbol',
      source: 'avanzamento',
      layout: {
        'icon-image': ['get', 'image'],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.2, 10, 0.42, 13, 0.72],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': LEFT },
    },
  ],
  images: (context) =>
    new Map(
      context.rows.progress.map((p) => [
        imageName(p),
        ringSvg(
          p.components.map((c) => c.percent),
          RING_PX,
          context.theme.renovation,
        ),
      ]),
    ),
  update: (map, context: LayerContext) => {
    const features = context.rows.progress.flatMap((p) => {
      const area = context.index.areaById.get(p.area_id);
      if (!area || area.lon === null || area.lat === null) return [];
      return [
        {
          type: 'Feature' as const,
          properties: {
            id: p.area_id,
            image: imageName(p),
            dim: stepsBack(context, 'avanzamento', classesOf(p)),
          },
          geometry: { type: 'Point' as const, coordinates: [area.lon, area.lat] },
        },
      ];
    });
    showRows(map, 'avanzamento', features);
  },
  pick: {
    layers: ['avanzamento-ring'],
    select: (p) => (typeof p['id'] === 'string' ? { kind: 'area', id: p['id'] } : null),
  },
};
