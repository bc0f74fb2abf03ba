/** What the comparison can be taken away as. */
import type { ExportFormat } from './formats';

export const COMPARISON_FORMATS = ['csv', 'csv-excel', 'xlsx'] as const satisfies readonly ExportFormat[];
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];
