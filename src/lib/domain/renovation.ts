/** Renovation progress of an area at a day: the last stated percentage of each component, its date and the forecast. */
import type { Fact } from '../schema/served';
import type { SourceId } from '../schema/tables';
import { span, yearsBetween } from './time';

export interface ProgressComponent {
  /** As printed: `ERP Nord`, `Infrastrutture/Servizi`. */
  name: string;
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

/** The data date of a fact, or the date of its document when the data are undated. */
const dateOf = (fact: Fact, documentDate: ReadonlyMap<string, string>): string =>
  span(fact.data_date ?? documentDate.get(fact.source_id) ?? '0000').end;

/** Progress of each area (or of the area of a project) known at `day`. Areas without a stated percentage are absent. */
export function progressAt(
  facts: readonly Fact[],
  areaOf: (fact: Fact) => string | null,
  programmeOf: (fact: Fact) => string | null,
  documentDate: ReadonlyMap<string, string>,
  day: string,
): Progress[] {
  const byArea = new Map<string, Map<string, ProgressComponent>>();
  const forecasts = new Map<string, NonNullable<Progress['forecast']>>();
  // A forecast is stated for an area or for a whole programme; the programme's serves only its own works.
  const programmeForecasts = new Map<string, NonNullable<Progress['forecast']>>();
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
      const forecast = {
        date: fact.data_date,
        source_id: fact.source_id,
        lines: fact.lines,
        programme_id: area === null ? programme : null,
      };
      if (area !== null) forecasts.set(area, forecast);
      else if (programme !== null) programmeForecasts.set(programme, forecast);
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
    const report_date =
      list
        .map((c) => c.report_date)
        .sort()
        .at(-1) ?? '';
    return {
      area_id,
      components: list,
      report_date,
      age_years: yearsBetween(report_date, day),
      forecast: forecasts.get(area_id) ?? programmeForecasts.get(programmes.get(area_id) ?? '') ?? null,
    };
  });
}
