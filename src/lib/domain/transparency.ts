/**
 * What the transparency page says, as plain rows: the same selection as the map's (select.ts), in the page's language,
 * ready to be set as tables. Pure; runs once a release, while the page is prerendered.
 */
import type { Catalog, Fact, Facts, Figure, FigureState, Municipality } from '../schema/served';
import { tableWords } from '../i18n/vocabularies';
import { AMOUNT_KINDS, type AmountKind, type AxisLevel, type Row, type SourceId } from '../schema/tables';
import { BLANK } from './disclosure';
import type { Lang } from './figures';
import { amountsByKind, below, isFunded, type AxisNode } from './funding';
import { municipalitiesOfLab } from './lab-place';
import { named } from './named';
import type { Progress } from './renovation';
import { selectRows, type Index, type LabRow, type Rows } from './select';
import { statedSides } from './stated';
import type { LabState } from './time';

/** Where a statement stands. */
export interface Citation {
  source_id: SourceId;
  lines: string | null;
  also: string | null;
}

const cite = ({ source_id, lines, also }: Citation): Citation => ({ source_id, lines, also });

const byName = <T extends { name: string }>(a: T, b: T): number => a.name.localeCompare(b.name, 'it');

const lookup = <T, K extends keyof T>(rows: readonly T[], key: K): Map<T[K], T> =>
  new Map(rows.map((row) => [row[key], row]));

// --- Municipalities -------------------------------------------------------------------------------------------------

export interface ProjectLine {
  id: string;
  name: string;
  programme: string;
  /** As the document states it, in the page's language. */
  status: string | null;
  status_as_of: string | null;
  cite: Citation;
}

export interface MunicipalityLine {
  code: string;
  name: string;
  province: string;
  projects: ProjectLine[];
}

/** Municipalities with funded projects that can be placed, most projects first. */
export function municipalityLines(
  index: Index,
  rows: Pick<Rows, 'projectsIn'>,
  municipalities: readonly Municipality[],
  lang: Lang,
): MunicipalityLine[] {
  const programmes = lookup(index.catalog.programmes, 'programme_id');
  const line = (project: Row<'projects'>): ProjectLine => {
    const programme = programmes.get(project.programme_id);
    return {
      id: project.project_id,
      name: named(project, lang),
      programme: programme ? named(programme, lang) : project.programme_id,
      status: project.status === null ? null : tableWords('status', project.status, lang),
      status_as_of: project.status_as_of,
      cite: cite(project),
    };
  };
  const known = lookup(municipalities, 'istat_code');
  return [...rows.projectsIn]
    .map(([code, projects]): MunicipalityLine => {
      const municipality = known.get(code);
      return {
        code,
        name: municipality?.name ?? code,
        province: municipality?.province ?? '',
        projects: projects.map(line),
      };
    })
    .sort((a, b) => b.projects.length - a.projects.length || byName(a, b));
}

// --- Money ----------------------------------------------------------------------------------------------------------

/** One stated amount. */
export interface AmountLine {
  id: string;
  amount_eur: number | null;
  kind: AmountKind;
  vat: 'incl' | 'excl' | 'unknown';
  as_of: string | null;
  /** What it covers, in Italian. */
  scope: string | null;
  /** The project or programme it is stated for. */
  subject: string;
  derived: boolean;
  /** Whether the sums count it: documents state the same money more than once. */
  counted: boolean;
  note: string | null;
  cite: Citation;
}

/** Amounts of one kind at a node and below. */
export interface MoneyCell {
  /** Null when amounts are stated but none of them is one to count. */
  total_eur: number | null;
  /** How many amounts the total adds. */
  counted: number;
}

export interface MoneyLine {
  /** Null for amounts that span several funds. */
  axis_id: string | null;
  level: AxisLevel | null;
  depth: number;
  code: string | null;
  title: string;
  /** Funded projects that the node or anything below it funds. */
  projects: number;
  cells: Partial<Record<AmountKind, MoneyCell>>;
  /** Stated for the node itself; what lies below has lines of its own. */
  amounts: AmountLine[];
}

export interface Money {
  /** Kinds that occur at all, in the order of the tables. */
  kinds: AmountKind[];
  lines: MoneyLine[];
}

function cellsOf(funding: readonly Row<'project_funding'>[]): MoneyLine['cells'] {
  const sums = amountsByKind(funding);
  const cells: MoneyLine['cells'] = {};
  for (const kind of AMOUNT_KINDS) {
    const sum = sums[kind];
    if (sum) cells[kind] = { total_eur: sum.total_eur, counted: sum.rows };
    else if (funding.some((f) => f.kind === kind)) cells[kind] = { total_eur: null, counted: 0 };
  }
  return cells;
}

/**
 * One line for each node of the funding tree with an amount at or below it. The sums of a line are those of the map's view
 * with only that node checked, so that the link to the map shows the same numbers.
 */
export function moneyOf(index: Index, date: string, lang: Lang): Money {
  const { catalog } = index;
  const programmes = lookup(catalog.programmes, 'programme_id');
  const subjectOf = (row: Row<'project_funding'>): string => {
    const project = row.project_id === null ? undefined : index.projectById.get(row.project_id);
    const programme = row.programme_id === null ? undefined : programmes.get(row.programme_id);
    const found = project ?? programme;
    return found ? named(found, lang) : '';
  };
  const refused = (row: Row<'project_funding'>): boolean => {
    const project = row.project_id === null ? undefined : index.projectById.get(row.project_id);
    return project !== undefined && !isFunded(project);
  };
  const amountLine = (row: Row<'project_funding'>): AmountLine => ({
    id: row.funding_id,
    amount_eur: row.amount_eur,
    kind: row.kind,
    vat: row.vat,
    as_of: row.as_of,
    scope: row.scope,
    subject: subjectOf(row),
    derived: row.derived ?? false,
    counted: (row.in_totals ?? false) && !refused(row),
    note: row.note,
    cite: cite(row),
  });
  const at = (axis: string | null): AmountLine[] =>
    catalog.funding.filter((f) => f.axis_id === axis).map(amountLine);

  const lines = index.roots
    .flatMap((root) => [...below(root)])
    .flatMap((node: AxisNode): MoneyLine[] => {
      const { axis } = node;
      const ids = new Set([...below(node)].map((n) => n.axis.axis_id));
      if (!catalog.funding.some((f) => f.axis_id !== null && ids.has(f.axis_id))) return [];
      const rows = selectRows(index, { axes: [axis.axis_id], date });
      return [
        {
          axis_id: axis.axis_id,
          level: axis.level,
          depth: node.depth,
          code: axis.code,
          title: lang === 'it' ? axis.title_it : axis.title_en,
          projects: rows.projects.length,
          cells: cellsOf(rows.funding),
          amounts: at(axis.axis_id),
        },
      ];
    });
  const several = catalog.funding.filter((f) => f.axis_id === null);
  if (several.length > 0) {
    lines.push({
      axis_id: null,
      level: null,
      depth: 0,
      code: null,
      title: '',
      projects: new Set(several.flatMap((f) => f.project_id ?? [])).size,
      cells: cellsOf(several),
      amounts: at(null),
    });
  }
  return { kinds: AMOUNT_KINDS.filter((kind) => lines.some((l) => l.cells[kind])), lines };
}

// --- Renovation -----------------------------------------------------------------------------------------------------

export interface ProgressLine {
  area_id: string;
  name: string;
  municipality: string;
  /** With the forecast of its programme when the area has none of its own. */
  progress: Progress;
  /** The forecast was stated for the whole programme. */
  forecast_of_programme: string | null;
}

/** Percentages stand apart; everything else on works is told in words. */
const PROGRESS = 'progress_pct';

/** Renovation progress by area, each with the forecast that applies to it. */
export function progressLines(
  index: Index,
  rows: Pick<Rows, 'progress'>,
  municipalities: ReadonlyMap<string, Municipality>,
  lang: Lang,
): ProgressLine[] {
  const programmes = lookup(index.catalog.programmes, 'programme_id');
  return rows.progress
    .map((progress): ProgressLine => {
      const area = index.areaById.get(progress.area_id);
      const programme = programmes.get(progress.forecast?.programme_id ?? '');
      return {
        area_id: progress.area_id,
        name: area ? named(area, lang) : progress.area_id,
        municipality: area ? (municipalities.get(area.istat_code)?.name ?? '') : '',
        progress,
        forecast_of_programme: programme ? named(programme, lang) : null,
      };
    })
    .sort(byName);
}

/** Facts of one subject, under its name. */
export interface SubjectFacts {
  kind: Fact['subject_kind'];
  id: string;
  name: string;
  facts: Fact[];
}

/** Names of whatever a fact can be about. */
export function subjectNames(
  catalog: Catalog,
  municipalities: ReadonlyMap<string, Municipality>,
  lang: Lang,
) {
  const areas = lookup(catalog.areas, 'area_id');
  const labs = lookup(catalog.labs, 'lab_id');
  const projects = lookup(catalog.projects, 'project_id');
  const programmes = lookup(catalog.programmes, 'programme_id');
  return (kind: Fact['subject_kind'], id: string): string => {
    switch (kind) {
      case 'municipality':
        return municipalities.get(id)?.name ?? id;
      case 'region':
        return lang === 'it' ? 'Lombardia' : 'Lombardy';
      case 'area':
      case 'lab':
      case 'project':
      case 'programme': {
        const row = { area: areas, lab: labs, project: projects, programme: programmes }[kind].get(id);
        return row ? named(row, lang) : id;
      }
    }
  };
}

type NameOf = ReturnType<typeof subjectNames>;

const groupFacts = (facts: readonly Fact[], nameOf: NameOf): SubjectFacts[] => {
  const groups = new Map<string, SubjectFacts>();
  for (const fact of facts) {
    const key = `${fact.subject_kind}:${fact.subject_id}`;
    const group = groups.get(key) ?? {
      kind: fact.subject_kind,
      id: fact.subject_id,
      name: nameOf(fact.subject_kind, fact.subject_id),
      facts: [],
    };
    group.facts.push(fact);
    groups.set(key, group);
  }
  return [...groups.values()];
};

export interface WorksGroup {
  /** A programme; or the subject itself when it belongs to none. */
  id: string;
  name: string;
  subjects: SubjectFacts[];
}

/** Everything said about works besides the percentages, by programme; the programme's own statements first. */
export function worksByProgramme(index: Index, nameOf: NameOf): WorksGroup[] {
  const programmeOf = (kind: Fact['subject_kind'], id: string): string | null => {
    switch (kind) {
      case 'programme':
        return id;
      case 'project':
        return index.projectById.get(id)?.programme_id ?? null;
      case 'lab':
        return index.catalog.labs.find((l) => l.lab_id === id)?.programme_id ?? null;
      case 'area': {
        const projects = index.catalog.projects.filter((p) =>
          (index.placesOf.get(p.project_id) ?? []).some((place) => place.area_id === id),
        );
        return projects[0]?.programme_id ?? null;
      }
      case 'municipality':
      case 'region':
        return null;
    }
  };
  const groups = new Map<string, WorksGroup>();
  const facts = index.facts.filter((f) => f.theme === 'renovation' && f.indicator_id !== PROGRESS);
  for (const subject of groupFacts(facts, nameOf)) {
    const programme = programmeOf(subject.kind, subject.id);
    const id = programme ?? subject.id;
    const name = programme === null ? subject.name : nameOf('programme', programme);
    const group = groups.get(id) ?? { id, name, subjects: [] };
    group.subjects.push(subject);
    groups.set(id, group);
  }
  for (const group of groups.values()) {
    group.subjects.sort(
      (a, b) => Number(a.kind !== 'programme') - Number(b.kind !== 'programme') || byName(a, b),
    );
  }
  return [...groups.values()].sort(byName);
}

// --- Labs -----------------------------------------------------------------------------------------------------------

export interface SiteLine {
  id: string;
  address: string | null;
  space: string | null;
  owner: string | null;
  from: string | null;
  to: string | null;
  to_kind: 'stated' | 'scheduled' | 'unknown';
  note: string | null;
  cite: Citation;
}

export interface LabLine {
  id: string;
  name: string;
  state: LabState;
  municipalities: string[];
  operator: string | null;
  /** In use at the day, or the last one used; null when the documents name none. */
  site: SiteLine | null;
  others: SiteLine[];
  /** Of the lab itself. */
  cite: Citation;
}

export interface LabGroup {
  programme_id: string;
  programme: string;
  labs: LabLine[];
  /** Labs of which the documents state neither premises nor dates nor operator. */
  bare: LabLine[];
}

const isBare = ({ site, operator }: LabLine): boolean => site === null && operator === null;

const siteLine = (site: Row<'lab_sites'>, lang: Lang): SiteLine => ({
  id: site.site_id,
  address: site.address,
  space: site.space,
  owner: site.owner === null ? null : tableWords('owner', site.owner, lang),
  from: site.valid_from,
  to: site.valid_to,
  to_kind: site.valid_to_kind,
  note: site.note,
  cite: cite(site),
});

/** Labs by programme, in the order of the programmes' table. */
export function labGroups(
  index: Index,
  labs: readonly LabRow[],
  municipalities: ReadonlyMap<string, Municipality>,
  lang: Lang,
): LabGroup[] {
  const bodies = lookup(index.catalog.bodies, 'body_id');
  const line = (row: LabRow): LabLine => {
    const { lab, sites, site } = row;
    const operator = lab.operator_body_id;
    return {
      id: lab.lab_id,
      name: named(lab, lang),
      state: row.state,
      municipalities: [...municipalitiesOfLab(row, index)].map(
        (code) => municipalities.get(code)?.name ?? code,
      ),
      operator: operator === null ? null : (bodies.get(operator)?.name ?? operator),
      site: site ? siteLine(site, lang) : null,
      others: sites.filter((s) => s.site_id !== site?.site_id).map((s) => siteLine(s, lang)),
      cite: cite(lab),
    };
  };
  return index.catalog.programmes.flatMap((programme): LabGroup[] => {
    const lines = labs
      .filter(({ lab }) => lab.programme_id === programme.programme_id)
      .map(line)
      .sort(byName);
    return lines.length === 0
      ? []
      : [
          {
            programme_id: programme.programme_id,
            programme: named(programme, lang),
            labs: lines.filter((l) => !isBare(l)),
            bare: lines.filter(isBare),
          },
        ];
  });
}

// --- Arrears --------------------------------------------------------------------------------------------------------

export interface ArrearsSubject extends SubjectFacts {
  /** For areas: where the works are, or what they are compared with. */
  role: 'intervention' | 'control' | null;
  /** Names of the areas that a control area is compared with. */
  compared_with: string[];
}

export type StateCounts = Record<FigureState, number>;

export interface ArrearsGroup {
  /** A lab with its project and areas; or a subject that belongs to no lab. */
  id: string;
  lab_id: string | null;
  name: string;
  municipality: string | null;
  subjects: ArrearsSubject[];
  states: StateCounts;
}

export function countStates(facts: readonly { figure: Figure }[]): StateCounts {
  const counts: StateCounts = { value: 0, zero: 0, suppressed: 0, qualitative: 0, missing: 0 };
  for (const { figure } of facts) counts[figure.state] += 1;
  return counts;
}

/** How many of the figures that can be read are computed from what a document writes, not written by it. */
export const derivedShown = (facts: readonly Pick<Fact, 'figure' | 'derived'>[]): number =>
  facts.filter(({ figure, derived }) => derived && (figure.state === 'value' || figure.state === 'zero'))
    .length;

/**
 * The debt threshold to print beside a figure. Null where the row's own name says the amount and on which side of it the
 * figure stands ("debito minore di 4.000 euro"): the same mark beside "minore" and "superiore" would deny one of them.
 */
export const printedThreshold = ({
  threshold_eur,
  dimension,
}: Pick<Fact, 'threshold_eur' | 'dimension'>): number | null =>
  threshold_eur !== null && (dimension ?? '').replaceAll('.', '').split(/\D+/).includes(String(threshold_eur))
    ? null
    : threshold_eur;

const SUBJECT_ORDER: readonly Fact['subject_kind'][] = [
  'area',
  'lab',
  'project',
  'municipality',
  'programme',
  'region',
];

/** Arrears facts by lab: its areas (intervention before control), the lab, its project. What no lab covers comes last. */
export function arrearsGroups(
  index: Index,
  municipalities: ReadonlyMap<string, Municipality>,
  nameOf: NameOf,
): ArrearsGroup[] {
  const facts = index.facts.filter((f) => f.theme === 'arrears');
  const labById = lookup(index.catalog.labs, 'lab_id');
  const labOfProject = new Map(
    index.catalog.labs.flatMap((l) => (l.project_id === null ? [] : [[l.project_id, l.lab_id] as const])),
  );
  const spokenOf = new Set(facts.filter((f) => f.subject_kind === 'lab').map((f) => f.subject_id));

  /** Lab of an area: one of whose arrears the documents speak, if any. */
  const labOfArea = (id: string): string | null => {
    const own = [id, ...(index.areaById.get(id)?.control_of?.split(';') ?? [])];
    const projects = index.catalog.projects.filter((p) =>
      (index.placesOf.get(p.project_id) ?? []).some(
        (place) => place.area_id !== null && own.includes(place.area_id),
      ),
    );
    const labs = projects.flatMap((p) => labOfProject.get(p.project_id) ?? []);
    return labs.find((lab) => spokenOf.has(lab)) ?? labs[0] ?? null;
  };
  const labOf = (kind: Fact['subject_kind'], id: string): string | null => {
    switch (kind) {
      case 'lab':
        return labById.has(id) ? id : null;
      case 'project':
        return labOfProject.get(id) ?? null;
      case 'area':
        return labOfArea(id);
      case 'programme':
      case 'municipality':
      case 'region':
        return null;
    }
  };

  /** Of the area, else of the project that the lab or the subject belongs to; where the documents say it. */
  const municipalityOf = (
    area: Row<'areas'> | undefined,
    lab: string,
    subject: SubjectFacts,
  ): string | null => {
    const project = labById.get(lab)?.project_id ?? (subject.kind === 'project' ? subject.id : '');
    const codes = area ? [area.istat_code] : (index.facets.municipalities.get(project) ?? []);
    return [...codes].map((code) => municipalities.get(code)?.name ?? code).join(', ') || null;
  };

  const groups = new Map<string, ArrearsGroup>();
  for (const subject of groupFacts(facts, nameOf)) {
    const lab = labOf(subject.kind, subject.id);
    const id = lab ?? `${subject.kind}-${subject.id}`;
    const area = subject.kind === 'area' ? index.areaById.get(subject.id) : undefined;
    const group = groups.get(id) ?? {
      id,
      lab_id: lab,
      name: lab === null ? subject.name : nameOf('lab', lab),
      municipality: null,
      subjects: [],
      states: countStates([]),
    };
    const control = area?.kind === 'control';
    group.municipality ??= municipalityOf(area, lab ?? '', subject);
    group.subjects.push({
      ...subject,
      role: area === undefined ? null : control ? 'control' : 'intervention',
      compared_with: control ? (area.control_of?.split(';') ?? []).map((other) => nameOf('area', other)) : [],
    });
    groups.set(id, group);
  }
  const roleRank = (s: ArrearsSubject): number =>
    SUBJECT_ORDER.indexOf(s.kind) * 2 + (s.role === 'control' ? 1 : 0);
  const time = (f: Fact): string =>
    `${{ t0: 0, t1: 1, 't1-t0': 2 }[f.time_point ?? 't0']}|${f.data_date ?? ''}`;
  for (const group of groups.values()) {
    group.subjects.sort((a, b) => roleRank(a) - roleRank(b) || byName(a, b));
    for (const subject of group.subjects) {
      // Figures first, told in words after; t0, t1 and change of one indicator side by side.
      const order = new Map<string, number>();
      for (const f of subject.facts) if (!order.has(f.indicator_id)) order.set(f.indicator_id, order.size);
      const words = (f: Fact): number => (f.figure.state === 'qualitative' ? 1 : 0);
      subject.facts.sort(
        (a, b) =>
          words(a) - words(b) ||
          (order.get(a.indicator_id) ?? 0) - (order.get(b.indicator_id) ?? 0) ||
          (a.dimension ?? '').localeCompare(b.dimension ?? '', 'it') ||
          time(a).localeCompare(time(b)),
      );
    }
    group.states = countStates(group.subjects.flatMap((s) => s.facts));
  }
  return [...groups.values()].sort(
    (a, b) => Number(a.lab_id === null) - Number(b.lab_id === null) || byName(a, b),
  );
}

// --- Contradictions -------------------------------------------------------------------------------------------------

export interface Dispute {
  id: string;
  what: string;
  /** Null when an arrears figure is withheld: neither side may tell it. */
  sides: { value: string; cite: Citation }[] | null;
  why: string | null;
  shown: 'both' | 'a' | 'b';
}

export interface DisputeGroup {
  id: string;
  name: string;
  /** Null: what it is could not be found. */
  kind: Fact['subject_kind'] | 'body' | null;
  disputes: Dispute[];
}

/**
 * Contradictions by subject; subjects with most of them first. Only the pipeline decides what may be told
 * (protectContradictions), so that page and panel say the same.
 */
export function disputeGroups(facts: Facts, nameOf: NameOf, catalog: Catalog, lang: Lang): DisputeGroup[] {
  const kinds: [Fact['subject_kind'], ReadonlySet<string>][] = [
    ['area', new Set(catalog.areas.map((a) => a.area_id))],
    ['lab', new Set(catalog.labs.map((l) => l.lab_id))],
    ['project', new Set(catalog.projects.map((p) => p.project_id))],
    ['programme', new Set(catalog.programmes.map((p) => p.programme_id))],
  ];
  const subjectOf = (c: Row<'contradictions'>): Pick<DisputeGroup, 'name' | 'kind'> => {
    const kind =
      c.subject_kind ??
      kinds.find(([, ids]) => ids.has(c.subject_id))?.[0] ??
      (/^\d{6}$/.test(c.subject_id) ? 'municipality' : null);
    if (kind !== null) return { kind, name: nameOf(kind, c.subject_id) };
    const body = catalog.bodies.find((b) => b.body_id === c.subject_id);
    return body ? { kind: 'body', name: body.name } : { kind: null, name: c.subject_id };
  };
  const groups = new Map<string, DisputeGroup>();
  for (const c of facts.contradictions) {
    const group = groups.get(c.subject_id) ?? { id: c.subject_id, ...subjectOf(c), disputes: [] };
    const { a, b } = statedSides(c, facts.indicators, lang);
    const blanked = [c.value_a, c.value_b].some((value) => value.includes(BLANK));
    group.disputes.push({
      id: c.contradiction_id,
      what: lang === 'it' ? c.what_it : c.what_en,
      // Two blanks do not say on what the documents disagree; that they do is said in words.
      sides: blanked
        ? null
        : [
            { value: a, cite: { source_id: c.source_a, lines: c.lines_a, also: null } },
            { value: b, cite: { source_id: c.source_b, lines: c.lines_b, also: null } },
          ],
      why: blanked ? null : c.why,
      shown: c.shown,
    });
    groups.set(c.subject_id, group);
  }
  return [...groups.values()].sort((a, b) => b.disputes.length - a.disputes.length || byName(a, b));
}

// --- Sources --------------------------------------------------------------------------------------------------------

export interface SourceLine {
  source: Row<'sources'>;
  /** Stated figures and amounts taken from it. */
  figures: number;
}

export const sourceLines = (catalog: Catalog, facts: readonly Fact[]): SourceLine[] =>
  catalog.sources.map((source) => ({
    source,
    figures:
      facts.filter((f) => f.source_id === source.source_id).length +
      catalog.funding.filter((f) => f.source_id === source.source_id).length,
  }));
