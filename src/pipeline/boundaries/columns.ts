/** Column names of the known inputs: ISTAT's shapefile, openpolis, and GeoJSON prepared for this importer. */
const NAMES = {
  // Text columns first: PRO_COM and com_istat_code_num are numbers and have lost the leading zero.
  code: ['istat_code', 'PRO_COM_T', 'com_istat_code', 'municipality_code', 'PRO_COM', 'com_istat_code_num'],
  name: ['name', 'COMUNE', 'municipality', 'denominazione'],
  region: ['COD_REG', 'reg_istat_code_num', 'reg_istat_code', 'region_code', 'region_cod'],
  population: ['population', 'popolazione'],
  year: ['population_year', 'anno'],
} as const;

export type Columns = Record<keyof typeof NAMES, string | null>;

/** Which of `fields` holds what; names compare without case, since each exporter writes its own. */
export function columnsOf(fields: readonly string[]): Columns {
  const find = (names: readonly string[]): string | null => {
    for (const name of names) {
      const field = fields.find((f) => f.toLowerCase() === name.toLowerCase());
      if (field !== undefined) return field;
    }
    return null;
  };
  return {
    code: find(NAMES.code),
    name: find(NAMES.name),
    region: find(NAMES.region),
    population: find(NAMES.population),
    year: find(NAMES.year),
  };
}
