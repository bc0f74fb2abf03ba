import { describe, expect, it } from 'vitest';
import type { Progress } from '$lib/domain/renovation';
import { avanzamento } from './avanzamento';
import type { LayerContext } from './layer';

const area = (area_id: string, report_date: string): Progress => ({
  area_id,
  components: [],
  report_date,
  age_years: 0,
  forecast: null,
});

function legend(lang: 'it' | 'en', date: string, ...progress: Progress[]) {
  const context = {
    lang,
    rows: { question: { axes: [], date }, progress },
    index: { areaById: new Map() },
    selection: null,
    theme: { renovation: { track: '#eee', fill: '#222', stroke: '#000' } },
  } as unknown as LayerContext;
  return avanzamento.legend(context);
}
const sentence = (...args: Parameters<typeof legend>): string => legend(...args).sentence;

describe('the legend of renovation', () => {
  it('bug: says one year and not 1 years, from the anniversary on', () => {
    const report = area('a', '2017-10-10');
    expect(sentence('it', '2018-10-09', report)).toContain('è del 10 ott 2017.');
    expect(sentence('it', '2018-10-10', report)).toContain('10 ott 2017, un anno prima della data scelta');
    expect(sentence('en', '2018-10-10', report)).toContain('10 Oct 2017, one year before the chosen date');
    expect(sentence('en', '2022-10-10', report)).toContain(', 5 years before the chosen date');
  });

  it('bug: said twice of a forecast that it is one', () => {
    const forecast = { date: '2019' } as NonNullable<Progress['forecast']>;
    const told = { ...area('a', '2017-10-10'), forecast };
    expect(legend('it', '2023-01-17', told).notes).toEqual(['Fine lavori prevista: 2019.']);
    expect(legend('en', '2023-01-17', told).notes).toEqual(['Forecast end of works: 2019.']);
  });

  it('bug: the last report is the newest, not that of the first area', () => {
    const said = sentence(
      'it',
      '2023-01-17',
      area('a', '2017-10-10'),
      area('b', '2020-06'),
      area('c', '2019'),
    );
    expect(said).toContain(
      '3 aree hanno percentuali di avanzamento; l’ultimo rapporto è del giu 2020, 2 anni',
    );
  });
});
