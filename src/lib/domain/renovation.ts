/** Renovation progress of an area at a day: the last stated percentage of each component, its date and the forecast. */
import type { Fact } from '../schema/served';
import type { SourceId } from '../schema/tables';
import { span, yearsBetween } from './time';

export interface ProgressComponent {
  /** As printed: `ERP Nord`, `Infrastrutture/Servizi`. */
  name: string;
  name_en: string;
  percent: number;
  /** Date of the report that states it. */
  report_date: string;
  source_id: SourceId;
  lines: string | null;
}

export interface Progress {
  area_id: string;
  components: ProgressComponent[];
  /** Latest report date among the components. */
  report_date: string;
  /** Whole years from the report to the day asked for: how old the knowledge is. */
  age_years: number;
  /** Stated forecast of the end of works, or null. */
  forecast: {
    date: string;
    source_id: SourceId;
    lines: string | null;
    /** The programme for the whole of which it was stated; null when it is the area's own. */
    programme_id: string | null;
  } | null;
}

const PROGRESS = 'progress_pct';
const FORECAST = 'works_end_forecast';

/** Date of the newest of these reports; null without any. */
export const latestReport = (reports: readonly { report_date: string }[]): string | null =>
  reports.reduce<string | null>(
    (last, { report_date: date }) => (last === null || span(date).end > span(last).end ? date : last),
    null,
  );

/** The data date of a fact, or the date of its document when the data are undated. */
const dateOf = (fact: Fact, documentDate: ReadonlyMap<string, string>): string =>
  span(fact.data_date ?? documentDate.get(fact.source_id) ?? '0000').end;

/**
 * Progress of each area (or of the area of a project) known at `day`; of several reports, and of several forecasts, the
 * newest. Areas without a stated percentage are absent.
 */
export function progressAt(
  facts: readonly Fact[],
  areaOf: (fact: Fact) => string | null,
  programmeOf: (fact: Fact) => string | null,
  documentDate: ReadonlyMap<string, string>,
  day: string,
): Progress[] {
  const byArea = new Map<string, Map<string, ProgressComponent>>();
  type Forecast = NonNullable<Progress['forecast']>;
  /** With the day up to which its document speaks. */
  const forecasts = new Map<string, { said: string; forecast: Forecast }>();
  // A forecast is stated for an area or for a whole programme; the programme's serves only its own works.
  const programmeForecasts: typeof forecasts = new Map();
  const programmes = new Map<string, string>();
  for (const fact of facts) {
    if (fact.indicator_id !== PROGRESS && fact.indicator_id !== FORECAST) continue;
    const area = areaOf(fact);
    const date = dateOf(fact, documentDate);
    // A report speaks from its own date on; what it says of the future (a forecast) is dated in its text.
    const known = documentDate.get(fact.source_id) ?? date;
    if (span(known).start > day) continue;
    const programme = programmeOf(fact);
    if (fact.indicator_id === FORECAST) {
      if (fact.data_date === null) continue;
      const said = span(known).end;
      const forecast: Forecast = {
        date: fact.data_date,
        source_id: fact.source_id,
        lines: fact.lines,
        programme_id: area === null ? programme : null,
      };
      const [told, id] = area !== null ? [forecasts, area] : [programmeForecasts, programme];
      // The newest document's counts, whatever the order of the rows.
      if (id !== null && (told.get(id)?.said ?? '') <= said) told.set(id, { said, forecast });
      continue;
    }
    if (area === null) continue;
    if (programme !== null) programmes.set(area, programme);
    if (fact.figure.state !== 'value' && fact.figure.state !== 'zero') continue;
    const components = byArea.get(area) ?? new Map<string, ProgressComponent>();
    const name = fact.dimension ?? '';
    const previous = components.get(name);
    const report = fact.data_date ?? known;
    if (!previous || span(previous.report_date).end <= span(report).end) {
      components.set(name, {
        name,
        name_en: fact.dimension_en ?? name,
        percent: fact.figure.value,
        report_date: report,
        source_id: fact.source_id,
        lines: fact.lines,
      });
    }
    byArea.set(area, components);
  }
  return [...byArea].map(([area_id, components]) => {
    const list = [...components.values()];
    const report_date = latestReport(list) ?? '';
    return {
      area_id,
      components: list,
      report_date,
      age_years: yearsBetween(report_date, day),
      forecast:
        (forecasts.get(area_id) ?? programmeForecasts.get(programmes.get(area_id) ?? ''))?.forecast ?? null,
    };
  });
}
