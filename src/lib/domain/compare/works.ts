/** Rows that no indicator carries: progress of works, labs, projects, money. */
import { fill } from '../../i18n';
import { COMPARE_WORDS } from '../../i18n/compare';
import { planner } from '../../i18n/planner';
import { tableWords } from '../../i18n/vocabularies';
import type { Figure } from '../../schema/served';
import type { AmountKind, Row } from '../../schema/tables';
import { formatDate, formatEuro, formatFigure, formatNumber, kindWords, type Lang } from '../figures';
import { isFunded } from '../funding';
import { labStateWords } from '../lab-words';
import { named } from '../named';
import { projectNow } from '../project-time';
import type { LabRow } from '../select';
import { span } from '../time';
import { count, documentDate, isOpen, joinSources, plain, published, statement } from './figures';
import type { CompareCell, CompareFigure, CompareRow, GroupId, Sheet } from './types';
import { contradictionsOn, rowOf } from './warnings';

function own(
  id: string,
  group: GroupId,
  title: string,
  definition: string | null,
  cellOf: (area: Row<'areas'>) => Pick<CompareCell, 'figures'> & Partial<CompareCell>,
  sheet: Sheet,
): CompareRow | null {
  const cells = sheet.areas.map((area): CompareCell => ({
    area_id: area.area_id,
    others: [],
    change: null,
    contradictions: [],
    ...cellOf(area),
  }));
  return rowOf({ id, title, definition, indicator: id, theme: group }, cells, sheet);
}

export function renovationRows(sheet: Sheet): (CompareRow | null)[] {
  const { w, lang, rows, date } = sheet;
  const progress = new Map(rows.progress.map((p) => [p.area_id, p]));
  return [
    own(
      'progress_pct',
      'renovation',
      w.rows.progress,
      null,
      (area) => ({
        figures: (progress.get(area.area_id)?.components ?? []).map((c) => {
          const figure: Figure = { state: c.percent === 0 ? 'zero' : 'value', value: c.percent };
          return {
            ...plain,
            figure,
            words: formatFigure(figure, '%', lang),
            unit: '%',
            basis: w.works,
            dimension: named(c, lang) || null,
            data_date: c.report_date,
            document_date: documentDate(sheet, c.source_id),
            source: { source_id: c.source_id, lines: c.lines, also: null },
          };
        }),
        contradictions: contradictionsOn([area.area_id], 'progress_pct', sheet),
      }),
      sheet,
    ),
    own(
      'works_end_forecast',
      'renovation',
      w.rows.forecast,
      null,
      (area) => {
        const forecast = progress.get(area.area_id)?.forecast;
        if (!forecast) return { figures: [] };
        return {
          figures: [
            {
              ...plain,
              figure: statement({ it: formatDate(forecast.date, 'it'), en: formatDate(forecast.date, 'en') }),
              words: formatDate(forecast.date, lang),
              data_date: forecast.date,
              document_date: documentDate(sheet, forecast.source_id),
              forecast: true,
              note: span(forecast.date).end < date ? w.forecast_past : null,
              source: { source_id: forecast.source_id, lines: forecast.lines, also: null },
            },
          ],
          contradictions: contradictionsOn(
            [area.area_id, forecast.programme_id],
            'works_end_forecast',
            sheet,
          ),
        };
      },
      sheet,
    ),
  ];
}

export function labRows(sheet: Sheet): (CompareRow | null)[] {
  const { w, lang, rows, date } = sheet;
  const labsOf = (area: Row<'areas'>): LabRow[] =>
    rows.labs.filter(
      ({ lab, sites }) =>
        sites.some((s) => s.area_id === area.area_id) ||
        (lab.project_id !== null && sheet.areasOf(lab.project_id).has(area.area_id)),
    );
  const cite = ({ lab, site }: LabRow) => site ?? lab;
  return [
    own(
      'labs_open',
      'labs',
      w.rows.labs_open,
      w.rows.labs_definition,
      (area) => {
        const labs = labsOf(area);
        const source = joinSources(labs.map(cite));
        if (!source) return { figures: [] };
        const open = labs.filter(isOpen).length;
        const unknown = labs.filter((l) => l.state === 'unknown').length;
        const unsaid = { it: COMPARE_WORDS.it.lab_unknown, en: COMPARE_WORDS.en.lab_unknown };
        // None known to be open, and some of which nobody says: that is not zero.
        const figure: Figure =
          open === 0 && unknown > 0
            ? statement({ it: fill(unsaid.it, { n: unknown }), en: fill(unsaid.en, { n: unknown }) })
            : count(open);
        return {
          figures: [
            {
              ...plain,
              figure,
              words: formatFigure(figure, 'n', lang),
              unit: 'n',
              data_date: date,
              document_date: documentDate(sheet, source.source_id),
              derived: true,
              partial: open > 0 && unknown > 0 ? 'at_least' : null,
              note: open > 0 && unknown > 0 ? fill(w.lab_unknown, { n: unknown }) : null,
              source,
            },
          ],
        };
      },
      sheet,
    ),
    own(
      'labs',
      'labs',
      w.rows.labs,
      w.rows.labs_definition,
      (area) => ({
        figures: labsOf(area).map((row) => {
          const text = (l: Lang) =>
            `${named(row.lab, l)}: ${labStateWords(l)[row.state]}${row.site?.address && isOpen(row) ? `, ${row.site.address}` : ''}`;
          const { source_id, lines, also } = cite(row);
          return {
            ...plain,
            figure: statement({ it: text('it'), en: text('en') }),
            words: text(lang),
            data_date: date,
            document_date: documentDate(sheet, source_id),
            source: { source_id, lines, also },
          };
        }),
      }),
      sheet,
    ),
  ];
}

export function projectRows(sheet: Sheet): (CompareRow | null)[] {
  const { w, lang, index, date } = sheet;
  const projectsOf = (area: Row<'areas'>): Row<'projects'>[] =>
    index.catalog.projects.filter(
      (p) => isFunded(p) && published(sheet, p.source_id) && sheet.areasOf(p.project_id).has(area.area_id),
    );
  return [
    own(
      'projects_count',
      'projects',
      w.rows.projects_count,
      w.rows.projects_definition,
      (area) => {
        const projects = projectsOf(area);
        const source = joinSources(projects);
        if (!source) return { figures: [] };
        const figure = count(projects.length);
        return {
          figures: [
            {
              ...plain,
              figure,
              words: formatFigure(figure, 'n', lang),
              unit: 'n',
              data_date: date,
              document_date: documentDate(sheet, source.source_id),
              derived: true,
              source,
            },
          ],
        };
      },
      sheet,
    ),
    own(
      'projects',
      'projects',
      w.rows.projects,
      w.rows.projects_definition,
      (area) => ({
        figures: projectsOf(area).map((p) => {
          const { state, later } = projectNow(p, date, null, index.facets);
          const text = (l: Lang) => {
            // What a document says of a later day is not known yet.
            const status =
              p.status === null || later
                ? planner[l].project.state[state]
                : p.status_as_of === null
                  ? tableWords('status', p.status, l)
                  : fill(COMPARE_WORDS[l].status_as_of, {
                      status: tableWords('status', p.status, l),
                      date: formatDate(p.status_as_of, l),
                    });
            return `${named(p, l)}: ${status}`;
          };
          return {
            ...plain,
            figure: statement({ it: text('it'), en: text('en') }),
            words: text(lang),
            data_date: p.status_as_of,
            document_date: documentDate(sheet, p.source_id),
            source: { source_id: p.source_id, lines: p.lines, also: p.also },
          };
        }),
      }),
      sheet,
    ),
  ];
}

/** Amounts of one kind: added only where the tables say that they count, never divided among areas. */
export function moneyRow(kind: AmountKind, sheet: Sheet): CompareRow | null {
  const { w, lang, index } = sheet;
  type Amount = Row<'project_funding'> & { amount_eur: number };
  const amounts = index.catalog.funding.filter(
    (f): f is Amount =>
      f.kind === kind && f.project_id !== null && f.amount_eur !== null && published(sheet, f.source_id),
  );
  const areasOf = (f: Amount): ReadonlySet<string> => sheet.areasOf(f.project_id ?? '');
  const sharedWords = (f: Amount, l: Lang): string =>
    fill(COMPARE_WORDS[l].shared_amount, {
      amount: formatEuro(f.amount_eur, l),
      n: formatNumber(areasOf(f).size, l, 0),
    });
  const base = (f: Amount) => ({
    ...plain,
    unit: 'EUR',
    vat: f.vat === 'unknown' ? null : f.vat,
    data_date: f.as_of,
    document_date: documentDate(sheet, f.source_id),
    source: { source_id: f.source_id, lines: f.lines, also: f.also },
  });
  return own(
    `money:${kind}`,
    'money',
    fill(w.rows.amount, { kind: kindWords(kind, lang) }),
    w.rows.amount_definition,
    (area) => {
      const here = amounts.filter((f) => areasOf(f).has(area.area_id));
      const alone = here.filter((f) => areasOf(f).size === 1);
      const shared = here.filter((f) => areasOf(f).size > 1 && f.in_totals);
      const counted = alone.filter((f) => f.in_totals);
      const figures: CompareFigure[] = [];
      const [first] = counted;
      const source = joinSources(counted);
      if (first && source) {
        const list = (l: Lang): string =>
          counted.map((f) => [formatEuro(f.amount_eur, l), f.scope].filter(Boolean).join(': ')).join('; ');
        const dates = new Set(counted.map((f) => f.as_of));
        const vats = new Set(counted.map((f) => f.vat));
        const figure = count(counted.reduce((sum, f) => sum + f.amount_eur, 0));
        figures.push({
          ...base(first),
          figure,
          words: formatFigure(figure, 'EUR', lang),
          vat: vats.size === 1 ? base(first).vat : null,
          data_date: dates.size === 1 ? first.as_of : null,
          derived: counted.length > 1,
          note: list(lang),
          source,
        });
      } else {
        // Amounts that overlap in ways nobody spells out are said one by one.
        for (const f of alone) {
          const figure = count(f.amount_eur);
          figures.push({
            ...base(f),
            figure,
            words: formatFigure(figure, 'EUR', lang),
            dimension: alone.length > 1 ? f.scope : null,
            note: alone.length > 1 ? null : f.scope,
          });
        }
      }
      const [one] = figures;
      if (one && shared.length > 0) {
        const rest = fill(w.also_shared, { list: shared.map((f) => sharedWords(f, lang)).join('; ') });
        one.note = one.note === null ? rest : `${one.note}. ${rest}`;
        one.partial = 'spread';
      } else
        for (const f of shared)
          figures.push({
            ...base(f),
            figure: statement({ it: sharedWords(f, 'it'), en: sharedWords(f, 'en') }),
            words: sharedWords(f, lang),
            note: f.scope,
          });
      return { figures };
    },
    sheet,
  );
}
