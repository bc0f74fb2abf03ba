/** What the colour of the municipalities can be asked to show; the values are in ./metrics/. */

/** What the municipalities' colour may show; `bisogno` is the class of housing need by coverage, two scales in one. */
export const METRICS = [
  'progetti',
  'contributo',
  'laboratori',
  'famiglie',
  'copertura',
  'bisogno',
  'residenti',
] as const;
export type Metric = (typeof METRICS)[number];

/** What a metric is told by: the number itself, per 1,000 residents, per 100 ERP dwellings. */
export const DENOMINATORS = ['numero', 'residenti', 'alloggi'] as const;
export type Denominator = (typeof DENOMINATORS)[number];

/** Values of the metric from `from` up to, not including, `to`; null: open. */
export interface ValueRange {
  from: number | null;
  to: number | null;
}
