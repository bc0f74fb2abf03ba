/** The projects, with what is known of each at the date and a column for each kind of amount. */
import { fill } from '../../i18n';
import { planner } from '../../i18n/planner';
import { AMOUNT_KINDS, type Row } from '../../schema/tables';
import { formatDate, kindWords, type Lang } from '../figures';
import { named } from '../named';
import { amountCell, amountId } from './figures';
import { pointOf } from './places';
import { category, cite, citing, columnsOf, distinct, join, text, type Draft, type Sheet } from './sheet';
import type { Cell, Column, TableRow } from './types';

/** What is known of the projects at the date, and, where a period is asked for, whether they run in it. */
function nowColumns({ rows, lang }: Sheet): Column[] {
  const { date, facets } = rows.question;
  const period = facets?.period;
  const column = (id: string, say: (l: Lang) => NonNullable<Column['both']>[Lang]): Column => {
    const both = { it: say('it'), en: say('en') };
    return { id, kind: 'text', computed: true, ...both[lang], both };
  };
  return [
    column('alla_data', (l) => {
      const words = planner[l].project;
      return {
        title: fill(words.column, { date: formatDate(date, l) }),
        definition: words.definition,
        codes: words.state,
      };
    }),
    ...(period
      ? [
          column('nel_periodo', (l) => {
            const words = planner[l].project;
            return {
              title: fill(words.period, { from: period.from, to: period.to }),
              definition: words.period_definition,
              codes: words.in_period,
            };
          }),
        ]
      : []),
  ];
}

/** A status of a document later than the date says so: the table is of that date. */
function nowCells(project: Row<'projects'>, { rows, lang, w }: Sheet): Record<string, Cell> {
  const words = planner[lang].project;
  const now = rows.projectsAt.get(project.project_id);
  const status = category(project.status, w.category.stato_progetto);
  return {
    alla_data: category(now?.state ?? null, words.state),
    ...(now?.period ? { nel_periodo: category(now.period, words.in_period) } : {}),
    // A status without a date of its own is of its document's day.
    stato_al: text(now?.statusDate ?? project.status_as_of),
    stato:
      now?.later === true && now.statusDate !== null && status.is === 'category' && status.words !== null
        ? {
            ...status,
            words: fill(words.later, { status: status.words, date: formatDate(now.statusDate, lang) }),
          }
        : status,
  };
}

export function projectTable(sheet: Sheet): Draft {
  const { index, rows, municipalities, lang, w } = sheet;
  const { catalog } = index;
  const names = new Map(municipalities.map((m) => [m.istat_code, m.name]));
  const programmes = new Map(catalog.programmes.map((p) => [p.programme_id, named(p, lang)]));
  const bodies = new Map(catalog.bodies.map((b) => [b.body_id, b.name]));
  const stated = new Set(catalog.funding.flatMap((f) => (f.project_id === null ? [] : [f.kind])));
  const kinds = AMOUNT_KINDS.filter((kind) => stated.has(kind));
  const funding = new Map<string, Row<'project_funding'>[]>();
  for (const row of rows.funding)
    if (row.project_id !== null) funding.set(row.project_id, [...(funding.get(row.project_id) ?? []), row]);
  const columns: Column[] = [
    ...columnsOf('progetti', w, [
      { id: 'nome', kind: 'text', cited: true },
      { id: 'id', kind: 'code', extra: true, computed: true },
      { id: 'programma', kind: 'text' },
      { id: 'capofila', kind: 'text' },
      { id: 'tipo_capofila', kind: 'text', codes: w.category.tipo_capofila, extra: true },
      { id: 'comuni', kind: 'text' },
      { id: 'istat', kind: 'code', extra: true, source: w.source_istat },
    ]),
    ...nowColumns(sheet),
    ...columnsOf('progetti', w, [
      { id: 'stato', kind: 'text', codes: w.category.stato_progetto, vocabulary: 'stato_progetto' },
      { id: 'stato_al', kind: 'date' },
      { id: 'inizio', kind: 'date' },
      { id: 'fine', kind: 'date' },
      { id: 'fabbisogno', kind: 'text', codes: w.category.fabbisogno },
      { id: 'esito', kind: 'text', codes: w.category.esito },
    ]),
    ...kinds.map((kind): Column => {
      const words = { kind: kindWords(kind, lang) };
      return {
        id: amountId(kind),
        title: fill(w.amount.title, words),
        definition: fill(w.amount.definition, words),
        kind: 'euro',
        unit: 'EUR',
        cited: true,
        computed: true,
      };
    }),
    ...columnsOf('progetti', w, [
      { id: 'assi', kind: 'text', extra: true },
      { id: 'assi_id', kind: 'code', extra: true, computed: true },
    ]),
  ];
  const list = rows.projects.map((project): TableRow => {
    const codes = [...(index.facets.municipalities.get(project.project_id) ?? [])].sort();
    const own = funding.get(project.project_id) ?? [];
    const amounts = kinds.map(
      (kind) =>
        [
          amountId(kind),
          amountCell(
            own.filter((f) => f.kind === kind),
            sheet,
          ),
        ] as const,
    );
    const axes = catalog.axes.filter((a) => index.axesOf.get(project.project_id)?.has(a.axis_id));
    const places = index.placesOf.get(project.project_id) ?? [];
    const areas = new Set(places.flatMap((p) => (p.area_id === null ? [] : [p.area_id])));
    const towns = places.filter((p) => p.role !== 'jurisdiction');
    // Its axes are those of its own money and of its programme's.
    const money = catalog.funding.filter(
      (f) =>
        f.axis_id !== null &&
        (f.project_id === null
          ? f.programme_id === project.programme_id
          : f.project_id === project.project_id),
    );
    const cells: TableRow['cells'] = {
      nome: text(named(project, lang)),
      id: text(project.project_id),
      programma: text(programmes.get(project.programme_id) ?? project.programme_id),
      capofila: text(
        project.lead_body_id === null ? null : (bodies.get(project.lead_body_id) ?? project.lead_body_id),
      ),
      tipo_capofila: category(project.lead_kind, w.category.tipo_capofila),
      comuni: text(join(codes.map((code) => names.get(code) ?? code))),
      istat: text(codes.join(';')),
      ...nowCells(project, sheet),
      inizio: text(project.start),
      fine: text(project.end),
      fabbisogno: category(project.need_class, w.category.fabbisogno),
      esito: category(project.outcome, w.category.esito),
      ...Object.fromEntries(amounts.map(([id, { cell }]) => [id, cell])),
      assi: text(
        join(
          axes.map((a) => (a.code === null ? '' : `${a.code} `) + (lang === 'it' ? a.title_it : a.title_en)),
        ),
      ),
      assi_id: text(axes.map((a) => a.axis_id).join(';')),
    };
    return {
      selection: { kind: 'progetto', id: project.project_id },
      cells,
      sources: {
        ...citing(
          cells,
          [cite(project)],
          [
            'nome',
            'programma',
            'capofila',
            'tipo_capofila',
            'alla_data',
            'nel_periodo',
            'stato',
            'stato_al',
            'inizio',
            'fine',
            'fabbisogno',
            'esito',
          ],
        ),
        ...citing(cells, distinct(towns.map(cite)), ['comuni']),
        ...citing(cells, distinct(money.map(cite)), ['assi']),
        ...Object.fromEntries(amounts.map(([id, { cites }]) => [id, cites])),
      },
      points: [...areas].flatMap((id) => pointOf(index.areaById.get(id))),
    };
  });
  return { columns, rows: list };
}
