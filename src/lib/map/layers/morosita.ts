/**
 * Arrears (morosità): share of households in arrears where a document states it; states without a number drawn apart.
 * Drawn by deck.gl, fetched when the layer is switched on (src/lib/map/deck/).
 * Source: eupolis-2016, irs-2021; only figures past the disclosure rule (src/lib/domain/disclosure.ts).
 */
import { ARREARS_SCALE, classRanges } from '$lib/domain/classes';
import { formatNumber } from '$lib/domain/figures';
import { arrearsDisc, arrearsSign } from '../signs';
import type { MapLayer } from './layer';

export const morosita: MapLayer = {
  id: 'morosita',
  title: { it: 'Morosità', en: 'Arrears' },
  help: {
    it: 'Quota di famiglie morose nelle aree per cui un documento la dichiara. Una cifra su meno di 20 famiglie, meno di 10 morose o meno di 10 non morose è riservata e non arriva al browser. Definizioni, soglie e date cambiano da un documento all’altro: il pannello le dice.',
    en: 'Share of households in arrears in the areas for which a document states it. A figure about fewer than 20 households, fewer than 10 in arrears or fewer than 10 not in arrears is withheld and never reaches the browser. Definitions, thresholds and dates differ between documents: the panel says them.',
  },
  source: {
    it: 'eupolis-2016 (dati 2014-2015), irs-2021. Regola di riservatezza: pagina Metodo.',
    en: 'eupolis-2016 (data of 2014-2015), irs-2021. Disclosure rule: Method page.',
  },
  legend: (context) => {
    const it = context.lang === 'it';
    const { arrears } = context.rows;
    const count = (state: string) => arrears.filter((a) => a.fact.figure.state === state).length;
    const values = arrears.flatMap(({ fact }) =>
      fact.figure.state === 'value' || fact.figure.state === 'zero' ? [fact.figure.value] : [],
    );
    const label = (from: number | null, to: number | null) =>
      from === null
        ? it
          ? `meno del ${to} %`
          : `under ${to} %`
        : to === null
          ? it
            ? `${from} % e oltre`
            : `${from} % and over`
          : `${from}–${to} %`;
    return {
      sentence: it
        ? `${formatNumber(values.length, 'it', 0)} aree su ${arrears.length} hanno una quota pubblicabile di famiglie morose.`
        : `${formatNumber(values.length, 'en', 0)} of ${arrears.length} areas have a share of households in arrears that may be published.`,
      items: [
        ...classRanges(ARREARS_SCALE).map(({ from, to }, i) => ({
          swatch: {
            kind: 'sign' as const,
            svg: arrearsDisc(context.theme.arrears[i] ?? context.theme.land, context.theme),
          },
          label: label(from, to),
          count: values.filter((v) => (from === null || v >= from) && (to === null || v < to)).length,
        })),
        {
          swatch: { kind: 'sign', svg: arrearsSign('suppressed', context.theme) },
          label: it ? 'riservato' : 'withheld',
          count: count('suppressed'),
        },
        {
          swatch: { kind: 'sign', svg: arrearsSign('qualitative', context.theme) },
          label: it ? 'detto solo a parole' : 'told only in words',
          count: count('qualitative'),
        },
        {
          swatch: { kind: 'sign', svg: arrearsSign('missing', context.theme) },
          label: it ? 'non pervenuto' : 'not supplied',
          count: count('missing'),
        },
      ],
      notes: [],
    };
  },
  sources: () => ({}),
  layers: () => [],
  update: () => undefined,
};
