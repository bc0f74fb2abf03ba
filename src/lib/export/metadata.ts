/** What an export must say to be understood alone: definitions, units, states, disclosure rule, sources, licence, link. */
import { MINIMUM } from '$lib/domain/disclosure';
import type { Lang } from '$lib/domain/figures';
import { amountKindOf } from '$lib/domain/table/figures';
import { coverageValues } from '$lib/domain/table/reach';
import type { Table } from '$lib/domain/table/types';
import { formatNumber, kindWords } from '$lib/domain/figures';
import { fill } from '$lib/i18n';
import { TABLE_WORDS, type ColumnWords } from '$lib/i18n/table';
import type { Row } from '$lib/schema/tables';
import { COVERAGE_FILES } from '$lib/i18n/coverage-files';
import { fileStem, type ExportContext } from './context';
import { coverageSheets } from './coverage';
import { flatten, type Field } from './flat';

export const LICENCE = {
  id: 'CC-BY-4.0',
  url: 'https://creativecommons.org/licenses/by/4.0/',
} as const;

const LANGS = ['it', 'en'] as const satisfies readonly Lang[];
type Both = Record<Lang, string>;
const both = (say: (lang: Lang) => string): Both => ({ it: say('it'), en: say('en') });

/** Documents that the rows cite, or all when none is cited. */
export function citedDocuments(table: Table): readonly Row<'sources'>[] {
  const ids = new Set(
    table.rows.flatMap((row) => Object.values(row.sources).flatMap((cites) => cites.map((c) => c.source_id))),
  );
  // Dwellings and residents of areas, which the tables of the coverage add, are stated somewhere too.
  if (ids.size > 0)
    for (const { dwellings, residents } of table.answer?.areas ?? [])
      for (const stated of [dwellings, residents]) if (stated) ids.add(stated.source_id);
  const cited = table.documents.filter((d) => ids.has(d.source_id));
  return cited.length > 0 ? cited : table.documents;
}

/** Title and definition of a column in a language; amount columns are made of the kind of amount. */
function words(table: Table, field: Field, lang: Lang): ColumnWords {
  const w = TABLE_WORDS[lang];
  if (field.both) return field.both[lang];
  const own = (w.columns[table.kind] as Readonly<Record<string, ColumnWords>>)[field.id];
  if (own) {
    if (!table.coverage) return own;
    const values = coverageValues(table.coverage, lang);
    return { title: fill(own.title, values), definition: fill(own.definition, values) };
  }
  const kind = amountKindOf(field.id);
  if (kind) {
    const values = { kind: kindWords(kind, lang) };
    return { title: fill(w.amount.title, values), definition: fill(w.amount.definition, values) };
  }
  const suffix = /_(stato|data|nota|fonte)$/.exec(field.id)?.[1];
  const column = table.columns.find((c) => suffix && field.id === `${c.id}_${suffix}`);
  if (field.id === 'fonte') return { title: w.export.field_row_source, definition: w.export.suffixes };
  if (!suffix || !column) return { title: field.title, definition: field.definition };
  const title = column.both?.[lang].title ?? words(table, { ...field, id: column.id }, lang).title;
  const pattern = {
    stato: w.export.field_state,
    data: w.export.field_date,
    nota: w.export.field_note,
    fonte: w.export.field_source,
  }[suffix as 'stato' | 'data' | 'nota' | 'fonte'];
  return { title: fill(pattern, { title }), definition: '' };
}

/** Words of a code in a language: categories have the same ids in both. */
function codeWords(field: Field, lang: Lang): Readonly<Record<string, string>> | null {
  if (field.codes === null) return null;
  if (field.both?.[lang].codes) return field.both[lang].codes;
  const categories = TABLE_WORDS[lang].category as Readonly<Record<string, Readonly<Record<string, string>>>>;
  return categories[field.vocabulary ?? field.id] ?? field.codes;
}

/** The coverage analysis in one text: radius, day, how many labs. */
function coverageText(table: Table, lang: Lang): string | null {
  const { coverage } = table;
  return coverage
    ? fill(TABLE_WORDS[lang].export.coverage_text, {
        ...coverageValues(coverage, lang),
        labs: formatNumber(coverage.labs, lang, 0),
        placed: formatNumber(coverage.labs_placed, lang, 0),
        doubtful: formatNumber(coverage.labs_doubtful, lang, 0),
        nowhere: formatNumber(coverage.labs_nowhere, lang, 0),
        answer: coverage.answer[lang],
      })
    : null;
}

/** States of a figure, in the order of every legend. */
export const STATES = ['value', 'zero', 'qualitative', 'missing', 'suppressed', 'not_stated'] as const;

export interface FileEntry {
  name: string;
  bytes: number;
  /** Absent where the browser computes no digests. */
  sha256?: string;
}

/** The tables of the coverage analysis, for machines: which file and sheet, how many rows, what each column is. */
function coverageTables(context: ExportContext, files: readonly FileEntry[]) {
  const { table } = context;
  const sheets = { it: coverageSheets(table, 'it'), en: coverageSheets(table, 'en') };
  return sheets[table.lang].map(({ id, fields, records }, i) => {
    const file = `${fileStem(context, id)}.csv`;
    return {
      name: id,
      sheet: id,
      file: files.some(({ name }) => name === file) ? file : null,
      title: both((l) => COVERAGE_FILES[l].tables[id].title),
      definition: both((l) => COVERAGE_FILES[l].tables[id].definition),
      rows: records.length,
      columns: fields.map((field, c) => ({
        name: field.id,
        type: field.kind,
        unit: field.unit,
        title: both((l) => sheets[l][i]?.fields[c]?.title ?? field.title),
        definition: both((l) => sheets[l][i]?.fields[c]?.definition ?? field.definition),
        ...(field.codes === null
          ? {}
          : {
              codes: Object.fromEntries(
                Object.keys(field.codes).map((code) => [
                  code,
                  both((l) => sheets[l][i]?.fields[c]?.codes?.[code] ?? code),
                ]),
              ),
            }),
      })),
    };
  });
}

/** metadata.json: the same for machines. */
export function metadata(context: ExportContext, files: readonly FileEntry[] = []) {
  const { table, sentence, release, link, created, caveats = [] } = context;
  const { fields } = flatten(table);
  return {
    title: both((l) => fill(TABLE_WORDS[l].export.title, { kind: TABLE_WORDS[l].kind[table.kind] })),
    description: { [table.lang]: sentence },
    release,
    link,
    created,
    rows: table.rows.length,
    licence: { ...LICENCE, text: both((l) => fill(TABLE_WORDS[l].export.licence_text, { release })) },
    files,
    ...(table.coverage
      ? {
          coverage: {
            ...table.coverage,
            text: both((l) => coverageText(table, l) ?? ''),
            caveats: { [table.lang]: caveats },
            about: both((l) => COVERAGE_FILES[l].intro),
            tables: coverageTables(context, files),
          },
        }
      : {}),
    csv: { encoding: 'UTF-8', delimiter: ',', decimal: '.', quote: '"', null: '', dates: 'ISO 8601' },
    columns: fields.map((field) => ({
      name: field.id,
      type: field.kind,
      unit: field.unit,
      title: both((l) => words(table, field, l).title),
      definition: both((l) => words(table, field, l).definition),
      ...(field.codes === null
        ? {}
        : {
            codes: Object.fromEntries(
              Object.keys(field.codes).map((code) => [
                code,
                both((l) => codeWords(field, l)?.[code] ?? code),
              ]),
            ),
          }),
    })),
    states: Object.fromEntries(
      STATES.map((state) => [
        state,
        {
          name: both((l) => TABLE_WORDS[l].states[state].name),
          definition: both((l) => TABLE_WORDS[l].states[state].definition),
        },
      ]),
    ),
    suppression: { ...MINIMUM, text: both((l) => fill(TABLE_WORDS[l].export.suppression_text, MINIMUM)) },
    notes: {
      fields: both((l) => TABLE_WORDS[l].export.suffixes),
      rounding: both((l) => TABLE_WORDS[l].export.rounding),
      formulas: both((l) => TABLE_WORDS[l].export.injection),
      geometry: both((l) => TABLE_WORDS[l].export.geometry),
    },
    sources: [
      ...citedDocuments(table).map((d) => ({
        id: d.source_id,
        title: { it: d.title, en: d.title_en },
        author: d.author,
        publisher: d.publisher,
        date: d.date,
        data_period: d.data_period,
      })),
      ...columnSources(table).map((source) => ({ title: source })),
    ],
  };
}

/** Sources that stand for whole columns: boundaries and population. */
const columnSources = (table: Table): string[] => [
  ...new Set([
    ...table.columns.flatMap((c) => c.source ?? []),
    ...(table.answer ? [TABLE_WORDS[table.lang].source_istat] : []),
  ]),
];

/** The legend as blocks of lines: heading, then rows of cells. README and the second sheet are both made of it. */
export interface LegendBlock {
  heading: string;
  rows: readonly (readonly string[])[];
}

/** Where a file comes from: edition of the data, address of the view, day of making, licence. */
export function origin(
  { release, link, created }: Pick<ExportContext, 'release' | 'link' | 'created'>,
  lang: Lang,
): string[][] {
  const w = TABLE_WORDS[lang];
  return [
    [w.export.release, release],
    [w.export.link, link],
    [w.export.created, created],
    [w.export.licence, `${fill(w.export.licence_text, { release })} ${LICENCE.url}`],
  ];
}

const codesText = (codes: Field['codes']): string =>
  Object.entries(codes ?? {})
    .map(([code, word]) => `${code} = ${word}`)
    .join('; ');

/** The tables of the coverage analysis: what they are, then each with its columns; nothing while it is off. */
function coverageBlocks({ table, caveats = [] }: ExportContext, lang: Lang): LegendBlock[] {
  const sheets = coverageSheets(table, lang);
  if (sheets.length === 0) return [];
  const w = COVERAGE_FILES[lang];
  return [
    {
      heading: w.heading,
      // Filters are named in the page's language alone.
      rows: [[w.intro], ...(lang === table.lang ? caveats.map((caveat) => [caveat]) : [])],
    },
    ...sheets.map(({ id, title, definition, fields, records }) => ({
      heading: `${id}: ${title}`,
      rows: [
        [definition],
        [TABLE_WORDS[lang].export.rows, String(records.length)],
        ...fields.map((field) => [
          field.id,
          field.title,
          field.unit ?? '',
          field.definition,
          codesText(field.codes),
        ]),
      ],
    })),
  ];
}

export function legend(context: ExportContext, lang: Lang): LegendBlock[] {
  const { table, sentence } = context;
  const w = TABLE_WORDS[lang];
  const { fields } = flatten(table);
  const reach = coverageText(table, lang);
  return [
    {
      heading: fill(w.export.title, { kind: w.kind[table.kind] }),
      rows: [
        [w.export.view, sentence],
        [w.export.rows, String(table.rows.length)],
        ...(reach === null ? [] : [[w.export.coverage, reach]]),
        ...origin(context, lang),
      ],
    },
    {
      heading: w.export.columns,
      rows: [
        [w.export.column, w.export.name, w.export.unit, w.export.definition, w.export.codes],
        ...fields.map((field) => {
          const { title, definition } = words(table, field, lang);
          const codes = codeWords(field, lang);
          return [field.id, title, field.unit ?? '', definition, codesText(codes)];
        }),
      ],
    },
    ...coverageBlocks(context, lang),
    {
      heading: '',
      rows: [[w.export.suffixes], [w.export.rounding], [w.export.injection], [w.export.geometry]],
    },
    {
      heading: w.export.states,
      rows: STATES.map((state) => [state, w.states[state].name, w.states[state].definition]),
    },
    { heading: w.export.suppression, rows: [[fill(w.export.suppression_text, MINIMUM)]] },
    {
      heading: w.export.sources,
      rows: [
        ...citedDocuments(table).map((d) => [
          d.source_id,
          lang === 'it' ? d.title : d.title_en,
          d.publisher,
          d.date,
          d.data_period,
        ]),
        ...columnSources(table).map((source) => ['', source]),
      ],
    },
  ];
}

/** README.txt: both languages, the page's own first. */
export function readme(context: ExportContext, files: readonly FileEntry[] = []): string {
  const order = context.table.lang === 'en' ? [...LANGS].reverse() : LANGS;
  const block = ({ heading, rows }: LegendBlock): string =>
    [
      ...(heading === '' ? [] : [heading.toUpperCase()]),
      ...rows.map((row) => {
        const [first = '', ...rest] = row.filter((part) => part !== '');
        return rest.length === 0 ? first : `- ${first}: ${rest.join(' · ')}`;
      }),
    ].join('\n');
  return order
    .map((lang) => {
      const list: LegendBlock = {
        heading: TABLE_WORDS[lang].export.files,
        rows: files.map((f) => [f.name, `${f.bytes} byte`, f.sha256 ? `sha256 ${f.sha256}` : '']),
      };
      return [...legend(context, lang), ...(files.length > 0 ? [list] : [])].map(block).join('\n\n');
    })
    .join(`\n\n${'='.repeat(80)}\n\n`)
    .concat('\n');
}
