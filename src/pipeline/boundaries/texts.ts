/** What the importer says, in Italian and English. Failures: what was expected, what was found, how to mend it. */
import type { Failure } from './failure';

export const LANGS = ['it', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/** What the importer has to say while it works. */
export type Notice =
  | { kind: 'step'; step: number; of: number; what: Step }
  | { kind: 'read'; municipalities: number; layer: string; crs: string }
  | { kind: 'merged'; code: string; name: string; from: string[] }
  | { kind: 'population'; source: 'input' | 'file' | 'previous'; count: number }
  | { kind: 'population-missing'; codes: string[] }
  | { kind: 'repaired'; slivers: number; km2: number }
  | { kind: 'try'; interval: number; round: number; points: number; bytes: number; over: number }
  | { kind: 'done'; dir: string; files: { name: string; bytes: number; gzip: number }[] }
  | {
      kind: 'summary';
      municipalities: number;
      area_km2: number;
      points: number;
      max: number;
      median: number;
      worst: string;
    };

export type Step = 'read' | 'check' | 'merge' | 'geometry' | 'simplify' | 'overview' | 'write';

interface Sentence {
  title: string;
  expected: string;
  found: string;
  mend: string;
}

const LABELS = {
  it: { expected: 'Atteso', found: 'Trovato', mend: 'Rimedio', kept: 'Nessun file è stato cambiato.' },
  en: { expected: 'Expected', found: 'Found', mend: 'To mend', kept: 'No file was changed.' },
} as const;

const STEPS: Record<Lang, Record<Step, string>> = {
  it: {
    read: 'Leggo il file e lo porto in WGS84',
    check: 'Controllo codici, nomi e conteggi',
    merge: 'Applico le fusioni di comuni',
    geometry: 'Controllo e riparo i confini',
    simplify: 'Semplifico tenendo i confini condivisi',
    overview: 'Preparo la versione d’insieme',
    write: 'Scrivo i file',
  },
  en: {
    read: 'Reading the file, to WGS84',
    check: 'Checking codes, names and counts',
    merge: 'Applying the mergers of municipalities',
    geometry: 'Checking and repairing the borders',
    simplify: 'Simplifying, shared borders kept',
    overview: 'Preparing the overview',
    write: 'Writing the files',
  },
};

const FORMATS = '.geojson, .json, .topojson, .parquet, .geoparquet, .shp, .zip';
const USAGE =
  'npm run boundaries -- FILE [--date YYYY-MM-DD] [--population FILE.csv] [--dir DIR] [--lang it|en]';

/** A list short enough to be read. */
function list(items: readonly string[], lang: Lang, max = 8): string {
  if (items.length === 0) return lang === 'it' ? 'niente' : 'nothing';
  const rest = items.length - max;
  const head = items.slice(0, max).join(', ');
  if (rest <= 0) return head;
  return lang === 'it' ? `${head} e altri ${rest}` : `${head} and ${rest} more`;
}

function number(value: number, lang: Lang, digits = 0): string {
  return new Intl.NumberFormat(lang === 'it' ? 'it-IT' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: 'always',
  }).format(value);
}

const box = (bbox: readonly number[]): string =>
  `x ${bbox[0]?.toFixed(3)} – ${bbox[2]?.toFixed(3)}, y ${bbox[1]?.toFixed(3)} – ${bbox[3]?.toFixed(3)}`;

const SENTENCES: { [L in Lang]: (failure: Failure) => Sentence } = {
  it: (f) => {
    switch (f.kind) {
      case 'usage':
        return {
          title: 'Comando non compreso',
          expected: USAGE,
          found: {
            'no-file': 'nessun file',
            'many-files': `più di un file: ${f.what}`,
            'unknown-option': `opzione sconosciuta ${f.what}`,
            'no-value': `opzione ${f.what} senza valore`,
            'bad-value': `valore non valido: ${f.what}`,
          }[f.reason],
          mend: 'ripetere il comando nella forma attesa',
        };
      case 'file-missing':
        return {
          title: 'Il file non c’è',
          expected: 'un file leggibile',
          found: `niente in ${f.path}`,
          mend: 'controllare il percorso',
        };
      case 'format-unknown':
        return {
          title: 'Formato non riconosciuto',
          expected: `uno di ${FORMATS}`,
          found: f.path,
          mend: 'esportare i confini in uno di questi formati (lo zip ISTAT va bene com’è)',
        };
      case 'unreadable':
        return {
          title: 'Il file non si legge',
          expected: 'un file completo: GeoJSON, TopoJSON, GeoParquet o zip di shapefile',
          found: `${f.path}: ${f.detail}`,
          mend: 'scaricarlo di nuovo: di solito è troncato',
        };
      case 'table-invalid':
        return {
          title: 'Una tabella non si legge',
          expected: 'CSV con le colonne descritte in data/boundaries/README.md',
          found: `${f.path}: ${f.detail}`,
          mend: 'correggere la riga indicata',
        };
      case 'no-expected-row':
        return {
          title: 'Mancano i conteggi attesi per la data',
          expected: `una riga ${f.date} in expected.csv`,
          found: `solo ${list(f.known, 'it')}`,
          mend: `aggiungere a expected.csv la riga ${f.date} con comuni, province e superficie pubblicati da ISTAT, e a mergers.csv le fusioni dell’anno`,
        };
      case 'columns':
        return {
          title: 'Manca lo strato dei comuni',
          expected: 'codice del comune (PRO_COM_T, com_istat_code o istat_code) e nome (COMUNE o name)',
          found: `colonne ${list(f.found, 'it', 20)}`,
          mend: 'usare il file dei comuni, non quello delle province o delle regioni',
        };
      case 'crs':
        return {
          title: 'Sistema di riferimento sbagliato o assente',
          expected:
            'gradi WGS84 entro la Lombardia (x 8.3 – 11.6, y 44.5 – 46.8), o un sistema dichiarato (.prj, GeoParquet)',
          found: box(f.bbox),
          mend: f.swapped
            ? 'latitudine e longitudine sono scambiate: esportare con x = longitudine'
            : 'esportare in EPSG:4326, oppure usare lo zip dello shapefile con il suo .prj',
        };
      case 'not-lombardy':
        return {
          title: 'Nessun comune della Lombardia',
          expected: 'comuni della regione 03',
          found: `regioni o province ${list(f.found, 'it')}`,
          mend: 'usare il file nazionale o quello della Lombardia',
        };
      case 'codes':
        return {
          title: 'Codici ISTAT non validi',
          expected: 'testo di sei cifre con gli zeri iniziali, come 012001',
          found: list(f.found, 'it'),
          mend: 'usare la colonna di testo (PRO_COM_T o com_istat_code): quella numerica perde lo zero iniziale',
        };
      case 'duplicates':
        return {
          title: 'Codici ripetuti',
          expected: 'una geometria per comune',
          found: list(f.found, 'it'),
          mend: 'unire le parti dello stesso comune o togliere i doppioni',
        };
      case 'names':
        return {
          title: 'Comuni senza nome',
          expected: 'un nome per ogni comune',
          found: list(f.found, 'it'),
          mend: 'completare la colonna del nome',
        };
      case 'merger':
        return {
          title: `Fusione del ${f.date} non applicabile: ${f.new_name} (${f.new_code})`,
          expected: `o ${f.new_code}, o tutti i comuni che ha sostituito`,
          found: `${
            {
              neither: 'né il nuovo né i vecchi',
              both: 'il nuovo e anche i vecchi',
              some: 'solo una parte dei vecchi',
            }[f.state]
          }: presenti ${list(f.found, 'it')}; assenti ${list(f.missing, 'it')}`,
          mend:
            f.state === 'both'
              ? 'togliere dal file i comuni soppressi'
              : 'aggiungere al file i poligoni dei comuni soppressi, presi dall’anno prima',
        };
      case 'count':
        return {
          title: 'Numero di comuni diverso',
          expected: `${number(f.expected, 'it')} comuni al ${f.date} (expected.csv)`,
          found: `${number(f.found, 'it')}; rispetto ai dati attuali mancano ${list(f.missing, 'it')}; in più ${list(f.extra, 'it')}`,
          mend: 'se il file è di un’altra data, indicarla con --date; se è cambiata la legge, aggiornare expected.csv e mergers.csv',
        };
      case 'provinces':
        return {
          title: 'Province diverse',
          expected: `${f.expected} province, tutte in provinces.csv`,
          found: `${f.found.length}: ${list(f.found, 'it', 15)}; sconosciute: ${list(f.unknown, 'it')}`,
          mend: 'controllare il file; se una provincia è nuova, aggiungerla a provinces.csv e expected.csv',
        };
      case 'rings':
        return {
          title: 'Geometrie non valide',
          expected: 'poligoni con anelli chiusi, almeno quattro punti, senza incroci rilevanti',
          found: list(f.found, 'it'),
          mend: 'riparare le geometrie indicate (per esempio con «Ripara geometrie» di QGIS)',
        };
      case 'overlap':
        return {
          title: 'Comuni che si sovrappongono',
          expected: 'nessuna sovrapposizione oltre 0,01 km²',
          found: list(
            f.found.map((o) => `${o.places.join(' + ')} per ${number(o.km2, 'it', 3)} km²`),
            'it',
          ),
          mend: 'togliere i comuni soppressi o correggere i confini indicati',
        };
      case 'gap':
        return {
          title: 'Buchi tra i comuni',
          expected: 'nessun vuoto oltre 0,01 km², salvo le enclavi di enclaves.csv',
          found: list(
            f.found.map(
              (g) => `${number(g.km2, 'it', 3)} km² a lon ${g.lon.toFixed(4)}, lat ${g.lat.toFixed(4)}`,
            ),
            'it',
          ),
          mend: 'aggiungere il comune mancante; se è terra di un’altra regione, scriverla in enclaves.csv',
        };
      case 'area':
        return {
          title: 'Superficie diversa',
          expected: `${number(f.expected, 'it', 1)} km² ± ${number(f.tolerance * 100, 'it', 1)} %`,
          found: `${number(f.found, 'it', 1)} km²`,
          mend: 'controllare che il file sia completo e non già semplificato troppo',
        };
      case 'distortion':
        return {
          title: 'La semplificazione deforma troppo',
          expected: `al più ${number(f.limit * 100, 'it', 1)} % della superficie di ogni comune`,
          found: list(f.found, 'it'),
          mend: 'controllare i poligoni indicati: forse sono già troppo grossolani o minuscoli',
        };
      case 'size':
        return {
          title: 'File troppo pesante',
          expected: `${f.file} entro ${number(f.limit, 'it')} byte compressi`,
          found: `${number(f.found, 'it')} byte`,
          mend: 'rivedere limiti e intervalli in src/pipeline/boundaries/simplify.ts',
        };
    }
  },
  en: (f) => {
    switch (f.kind) {
      case 'usage':
        return {
          title: 'Command not understood',
          expected: USAGE,
          found: {
            'no-file': 'no file',
            'many-files': `more than one file: ${f.what}`,
            'unknown-option': `unknown option ${f.what}`,
            'no-value': `option ${f.what} without a value`,
            'bad-value': `invalid value: ${f.what}`,
          }[f.reason],
          mend: 'repeat the command in the expected form',
        };
      case 'file-missing':
        return {
          title: 'The file is not there',
          expected: 'a readable file',
          found: `nothing at ${f.path}`,
          mend: 'check the path',
        };
      case 'format-unknown':
        return {
          title: 'Unknown format',
          expected: `one of ${FORMATS}`,
          found: f.path,
          mend: 'export the boundaries in one of these formats (the ISTAT zip is fine as it is)',
        };
      case 'unreadable':
        return {
          title: 'The file cannot be read',
          expected: 'a complete file: GeoJSON, TopoJSON, GeoParquet or a shapefile zip',
          found: `${f.path}: ${f.detail}`,
          mend: 'download it again: most often it is truncated',
        };
      case 'table-invalid':
        return {
          title: 'A table cannot be read',
          expected: 'CSV with the columns described in data/boundaries/README.md',
          found: `${f.path}: ${f.detail}`,
          mend: 'correct the row',
        };
      case 'no-expected-row':
        return {
          title: 'No expected counts for the date',
          expected: `a row ${f.date} in expected.csv`,
          found: `only ${list(f.known, 'en')}`,
          mend: `add the row ${f.date} to expected.csv with the municipalities, provinces and area published by ISTAT, and the mergers of the year to mergers.csv`,
        };
      case 'columns':
        return {
          title: 'No layer of municipalities',
          expected: 'municipality code (PRO_COM_T, com_istat_code or istat_code) and name (COMUNE or name)',
          found: `columns ${list(f.found, 'en', 20)}`,
          mend: 'use the file of municipalities, not that of provinces or regions',
        };
      case 'crs':
        return {
          title: 'Wrong or missing coordinate reference system',
          expected:
            'WGS84 degrees within Lombardy (x 8.3 – 11.6, y 44.5 – 46.8), or a declared system (.prj, GeoParquet)',
          found: box(f.bbox),
          mend: f.swapped
            ? 'latitude and longitude are swapped: export with x = longitude'
            : 'export in EPSG:4326, or use the shapefile zip with its .prj',
        };
      case 'not-lombardy':
        return {
          title: 'No municipality of Lombardy',
          expected: 'municipalities of region 03',
          found: `regions or provinces ${list(f.found, 'en')}`,
          mend: 'use the national file or that of Lombardy',
        };
      case 'codes':
        return {
          title: 'Invalid ISTAT codes',
          expected: 'text of six digits with leading zeros, such as 012001',
          found: list(f.found, 'en'),
          mend: 'use the text column (PRO_COM_T or com_istat_code): the numeric one loses the leading zero',
        };
      case 'duplicates':
        return {
          title: 'Repeated codes',
          expected: 'one geometry for each municipality',
          found: list(f.found, 'en'),
          mend: 'join the parts of a municipality or remove the duplicates',
        };
      case 'names':
        return {
          title: 'Municipalities without a name',
          expected: 'a name for each municipality',
          found: list(f.found, 'en'),
          mend: 'complete the name column',
        };
      case 'merger':
        return {
          title: `Merger of ${f.date} cannot be applied: ${f.new_name} (${f.new_code})`,
          expected: `either ${f.new_code} or all the municipalities it replaced`,
          found: `${
            {
              neither: 'neither the new nor the old ones',
              both: 'the new one and old ones too',
              some: 'only some of the old ones',
            }[f.state]
          }: present ${list(f.found, 'en')}; absent ${list(f.missing, 'en')}`,
          mend:
            f.state === 'both'
              ? 'remove the abolished municipalities from the file'
              : 'add the polygons of the abolished municipalities, taken from the year before',
        };
      case 'count':
        return {
          title: 'Different number of municipalities',
          expected: `${number(f.expected, 'en')} municipalities on ${f.date} (expected.csv)`,
          found: `${number(f.found, 'en')}; against the present data missing ${list(f.missing, 'en')}; extra ${list(f.extra, 'en')}`,
          mend: 'if the file has another date, give it with --date; if the law changed, update expected.csv and mergers.csv',
        };
      case 'provinces':
        return {
          title: 'Different provinces',
          expected: `${f.expected} provinces, all in provinces.csv`,
          found: `${f.found.length}: ${list(f.found, 'en', 15)}; unknown: ${list(f.unknown, 'en')}`,
          mend: 'check the file; if a province is new, add it to provinces.csv and expected.csv',
        };
      case 'rings':
        return {
          title: 'Invalid geometries',
          expected: 'polygons with closed rings, at least four points, no crossings that matter',
          found: list(f.found, 'en'),
          mend: 'repair the geometries named (for example with “Fix geometries” of QGIS)',
        };
      case 'overlap':
        return {
          title: 'Municipalities overlap',
          expected: 'no overlap above 0.01 km²',
          found: list(
            f.found.map((o) => `${o.places.join(' + ')} by ${number(o.km2, 'en', 3)} km²`),
            'en',
          ),
          mend: 'remove the abolished municipalities or correct the borders named',
        };
      case 'gap':
        return {
          title: 'Gaps between municipalities',
          expected: 'no gap above 0.01 km², but for the enclaves of enclaves.csv',
          found: list(
            f.found.map(
              (g) => `${number(g.km2, 'en', 3)} km² at lon ${g.lon.toFixed(4)}, lat ${g.lat.toFixed(4)}`,
            ),
            'en',
          ),
          mend: 'add the missing municipality; if it is land of another region, write it in enclaves.csv',
        };
      case 'area':
        return {
          title: 'Different area',
          expected: `${number(f.expected, 'en', 1)} km² ± ${number(f.tolerance * 100, 'en', 1)}%`,
          found: `${number(f.found, 'en', 1)} km²`,
          mend: 'check that the file is complete and not already simplified too much',
        };
      case 'distortion':
        return {
          title: 'The simplification distorts too much',
          expected: `at most ${number(f.limit * 100, 'en', 1)}% of the area of each municipality`,
          found: list(f.found, 'en'),
          mend: 'check the polygons named: they may be too coarse already, or minute',
        };
      case 'size':
        return {
          title: 'File too heavy',
          expected: `${f.file} within ${number(f.limit, 'en')} bytes compressed`,
          found: `${number(f.found, 'en')} bytes`,
          mend: 'review limits and intervals in src/pipeline/boundaries/simplify.ts',
        };
    }
  },
};

/** The whole message of a failure, several lines. */
export function failureText(failure: Failure, lang: Lang): string {
  const s = SENTENCES[lang](failure);
  const l = LABELS[lang];
  return [
    s.title,
    `  ${l.expected}: ${s.expected}`,
    `  ${l.found}: ${s.found}`,
    `  ${l.mend}: ${s.mend}`,
    l.kept,
  ].join('\n');
}

/** One line (or a few) of progress. */
export function noticeText(n: Notice, lang: Lang): string {
  const it = lang === 'it';
  const num = (value: number, digits = 0): string => number(value, lang, digits);
  switch (n.kind) {
    case 'step':
      return `[${n.step}/${n.of}] ${STEPS[lang][n.what]}`;
    case 'read':
      return it
        ? `      ${num(n.municipalities)} comuni della Lombardia nello strato «${n.layer}» (${n.crs})`
        : `      ${num(n.municipalities)} municipalities of Lombardy in layer “${n.layer}” (${n.crs})`;
    case 'merged':
      return it
        ? `      ${n.name} (${n.code}) = ${n.from.join(' + ')}`
        : `      ${n.name} (${n.code}) = ${n.from.join(' + ')}`;
    case 'population': {
      const source = {
        it: {
          input: 'dal file dei confini',
          file: 'da --population',
          previous: 'tenuti da comuni.csv di prima',
        },
        en: {
          input: 'from the boundary file',
          file: 'from --population',
          previous: 'kept from the former comuni.csv',
        },
      }[lang][n.source];
      return it
        ? `      popolazione di ${num(n.count)} comuni ${source}`
        : `      population of ${num(n.count)} municipalities ${source}`;
    }
    case 'population-missing':
      return it
        ? `      ATTENZIONE: senza popolazione ${list(n.codes, lang)}; darla con --population FILE.csv (istat_code,population,year)`
        : `      WARNING: no population for ${list(n.codes, lang)}; give it with --population FILE.csv (istat_code,population,year)`;
    case 'repaired':
      return it
        ? `      schegge riparate: ${num(n.slivers)} (${num(n.km2, 4)} km²)`
        : `      slivers repaired: ${num(n.slivers)} (${num(n.km2, 4)} km²)`;
    case 'try':
      return it
        ? `      ${n.interval} m, giro ${n.round}: ${num(n.points)} punti, ${num(n.bytes)} byte compressi, ${num(n.over)} comuni oltre il limite`
        : `      ${n.interval} m, round ${n.round}: ${num(n.points)} points, ${num(n.bytes)} bytes compressed, ${num(n.over)} municipalities above the limit`;
    case 'summary':
      return it
        ? `Fatto: ${num(n.municipalities)} comuni, ${num(n.area_km2, 1)} km², ${num(n.points)} punti; deformazione massima ${num(n.max * 100, 2)} % (${n.worst}), mediana ${num(n.median * 100, 2)} %`
        : `Done: ${num(n.municipalities)} municipalities, ${num(n.area_km2, 1)} km², ${num(n.points)} points; largest distortion ${num(n.max * 100, 2)}% (${n.worst}), median ${num(n.median * 100, 2)}%`;
    case 'done':
      return n.files
        .map((f) => `      ${n.dir}/${f.name}: ${num(f.bytes)} byte, gzip ${num(f.gzip)}`)
        .join('\n');
  }
}
