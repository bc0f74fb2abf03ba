/** What the table can be taken away as. */
export const EXPORT_FORMATS = ['csv', 'csv-excel', 'xlsx', 'geojson', 'zip'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What a file's name ends with: two forms of CSV side by side must not overwrite each other. */
export const EXTENSION: Record<ExportFormat, string> = {
  csv: 'csv',
  'csv-excel': 'excel.csv',
  xlsx: 'xlsx',
  geojson: 'geojson',
  zip: 'zip',
};

export const MIME: Record<ExportFormat, string> = {
  csv: 'text/csv;charset=utf-8',
  'csv-excel': 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
  zip: 'application/zip',
};
