/**
 * What the documents let one say of a project at a day. A project's own dates and its status, which is of the day of its
 * document, say it; the dates of its programme are only a bound before which it cannot run. All dates are intervals of days
 * (time.ts), and total: a status that nobody has classified says nothing.
 */
import type { Row } from '../schema/tables';
import { isFunded } from './funding';
import { firstDay, lastDay, type LabBounds } from './time';

type Project = Row<'projects'>;
type Programme = Row<'programmes'>;

export const PROJECT_STATES = ['running', 'ended', 'not-yet', 'started', 'unknown', 'refused'] as const;
export type ProjectState =
  /** Within what is stated of it, a planned end included. */
  | 'running'
  /** After a stated end, or after a document that says it has ended. */
  | 'ended'
  /** Before its start, before its programme's, or up to a document that says it has not started. */
  | 'not-yet'
  /** It had started, and from the last word on it nobody says how it went on. */
  | 'started'
  /** Nothing is said that tells. */
  | 'unknown'
  /** Not funded or not admitted: there is nothing to run. */
  | 'refused';

/** What a status says of running; `silent`: of the money or the vote, not of the work. */
type Said = 'running' | 'ended' | 'waiting' | 'silent';
const STATUS_SAYS: Readonly<Record<string, Said>> = {
  'affidato, attività previste da febbraio 2021': 'waiting',
  approvato: 'silent',
  'approvato, attività non avviate': 'waiting',
  'attività non avviate': 'waiting',
  avviato: 'running',
  'avviso aperto, prime 8 imprese ammesse': 'running',
  'avviso chiuso, proposte in valutazione': 'waiting',
  completato: 'ended',
  concluso: 'ended',
  'concluso, in prosecuzione': 'ended',
  'concluso, in rendicontazione': 'ended',
  'contratto concluso': 'ended',
  'demolizione e bonifica completate; gare per la ricostruzione': 'running',
  finanziato: 'silent',
  'in attuazione': 'running',
  'in corso': 'running',
  'in corso di attuazione': 'running',
  'in corso, nelle fasi conclusive': 'running',
  'in ripartenza dopo la sospensione': 'running',
  'in via di conclusione': 'running',
  'lavori avviati': 'running',
  'lavori di recente avvio': 'running',
  'non ammesso': 'silent',
  'non finanziato': 'silent',
  previsto: 'waiting',
};
const saidBy = (status: string | null): Said => STATUS_SAYS[status ?? ''] ?? 'silent';
/** Whether a status is one of those above; a test holds the release against it. */
export const isClassified = (status: string): boolean => Object.hasOwn(STATUS_SAYS, status);

/** What is looked up about a project. */
export interface ProjectContext {
  programmes: ReadonlyMap<string, Pick<Programme, 'start' | 'end'>>;
  /** Date of a document by its id: a status without a date of its own is of that day. */
  documentDate: ReadonlyMap<string, string>;
}

/** Date of the document that states the status; null without a status. */
export const statusDate = (
  { status, status_as_of, source_id }: Project,
  { documentDate }: Pick<ProjectContext, 'documentDate'>,
): string | null => (status === null ? null : (status_as_of ?? documentDate.get(source_id) ?? null));

const latest = (...days: (string | null)[]): string | null =>
  days.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);

export function projectAt(project: Project, day: string, context: ProjectContext): ProjectState {
  if (!isFunded(project)) return 'refused';
  const said = saidBy(project.status);
  const asOf = statusDate(project, context);
  const from = asOf === null ? null : firstDay(asOf);
  const start = project.start === null ? null : firstDay(project.start);
  const end = project.end === null ? null : lastDay(project.end);
  const bound = context.programmes.get(project.programme_id)?.start ?? null;
  const earliest = start ?? (bound === null ? null : firstDay(bound));
  if (earliest !== null && day < earliest) return 'not-yet';

  if (said === 'waiting') {
    if (from !== null && day <= from) return 'not-yet';
    // A start beyond the document was a plan, and one before it was that of the papers: nobody says that the work began.
    return 'unknown';
  }
  const told = asOf === null ? null : lastDay(asOf);
  if (said === 'ended') {
    const over = end === null ? from !== null && day >= from : day > end;
    if (over || (told !== null && day > told)) return 'ended';
    // It ended at the document's day at the latest: until then it is on its way, once it is known to have begun.
    return start === null ? 'unknown' : 'running';
  }
  const begun = start ?? (said === 'running' ? from : null);
  const hasBegun = begun !== null && day >= begun;
  if (end !== null && day > end) {
    // An end that the document looks forward to is a plan; only one that it looks back on is known.
    const lookedBack = from !== null && from > end;
    if (lookedBack && said === 'silent') return 'ended';
    if (!hasBegun) return 'unknown';
    return lookedBack && told !== null && day <= told ? 'running' : 'started';
  }
  if (!hasBegun) return 'unknown';
  // Without a stated end, what is said holds up to the last word on it.
  const lastWord = latest(told, project.start === null ? null : lastDay(project.start));
  return end !== null || (lastWord !== null && day <= lastWord) ? 'running' : 'started';
}

/** Whether a project runs in a period: `unsaid` where only a start, an end or a beginning that nobody states lets it. */
export type InPeriod = 'in' | 'unsaid' | 'out';

/**
 * Does a project run at some time in these years? Its own dates count; its programme's where it has none. A status that says
 * it has ended ends it at its document's day at the latest, one that says it has not started lets it begin only there.
 */
export function inPeriod(
  project: Project,
  years: { from: number; to: number },
  context: ProjectContext,
): InPeriod {
  const said = saidBy(project.status);
  const asOf = statusDate(project, context);
  const programme = context.programmes.get(project.programme_id);
  const [low, high] = [`${years.from}-01-01`, `${years.to}-12-31`];
  const first = project.start ?? programme?.start ?? null;
  const last = project.end ?? programme?.end ?? null;
  let start = first === null ? null : firstDay(first);
  let end = last === null ? null : lastDay(last);
  if (start === null && end === null) return 'out';
  if (asOf !== null && said === 'waiting') start = latest(start, firstDay(asOf));
  if (asOf !== null && said === 'ended') end = end === null || lastDay(asOf) < end ? lastDay(asOf) : end;
  if ((start !== null && start > high) || (end !== null && end < low)) return 'out';
  if (said === 'waiting') return 'unsaid';
  // Up to the last word on it, and from the first on, what is not stated does not matter.
  const told = latest(start, asOf === null ? null : lastDay(asOf));
  if (end === null && (told === null || told < low)) return 'unsaid';
  if (start === null && (asOf === null || firstDay(asOf) > high)) return 'unsaid';
  return 'in';
}

/** What is told of a project at the day of a view. */
export interface ProjectNow {
  state: ProjectState;
  /** Date of its stated status; null without a status. */
  statusDate: string | null;
  /** The status is of a document later than the day. */
  later: boolean;
  /** Whether it runs in the period that is asked for; null: none is. */
  period: InPeriod | null;
}

export const projectNow = (
  project: Project,
  day: string,
  period: { from: number; to: number } | null,
  context: ProjectContext,
): ProjectNow => {
  const asOf = statusDate(project, context);
  return {
    state: projectAt(project, day, context),
    statusDate: asOf,
    later: asOf !== null && day < firstDay(asOf),
    period: period && inPeriod(project, period, context),
  };
};

/** How many projects are in each state. */
export function countStates(projects: Iterable<Pick<ProjectNow, 'state'>>): Record<ProjectState, number> {
  const counts: Record<ProjectState, number> = {
    running: 0,
    ended: 0,
    'not-yet': 0,
    started: 0,
    unknown: 0,
    refused: 0,
  };
  for (const { state } of projects) counts[state] += 1;
  return counts;
}

/** What its programme and its project say of a lab (time.ts). Null or undefined: there is none. */
export function labBounds(
  programme: Pick<Programme, 'start'> | undefined,
  project: Project | undefined,
  context: Pick<ProjectContext, 'documentDate'>,
): LabBounds {
  const bounds = [programme?.start ?? null, project?.start ?? null];
  const running = project && saidBy(project.status) === 'running' ? statusDate(project, context) : null;
  // The later of the two as days: a year compares as its first day.
  const notBefore = bounds.reduce(
    (a, b) => (a === null || (b !== null && firstDay(b) > firstDay(a)) ? b : a),
    null,
  );
  return { notBefore, running };
}
