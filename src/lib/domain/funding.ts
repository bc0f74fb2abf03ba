/** The funding tree fund > programme > axis > objective > action > call, its selection and its amounts by kind. */
import { AMOUNT_KINDS, type AmountKind, type Row } from '../schema/tables';

type Axis = Row<'funding_axes'>;
type Amount = Row<'project_funding'>;
type Project = Row<'projects'>;

export interface AxisNode {
  axis: Axis;
  children: AxisNode[];
  depth: number;
}

/** Roots of the tree in table order. Rows whose parent is absent become roots, so that nothing disappears. */
export function fundingTree(axes: readonly Axis[]): AxisNode[] {
  const nodes = new Map(axes.map((axis) => [axis.axis_id, { axis, children: [], depth: 0 } as AxisNode]));
  const roots: AxisNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.axis.parent_id === null ? undefined : nodes.get(node.axis.parent_id);
    if (parent) parent.children.push(node);
    else roots.push(node);
  }
  const settle = (node: AxisNode, depth: number): void => {
    node.depth = depth;
    for (const child of node.children) settle(child, depth + 1);
  };
  for (const root of roots) settle(root, 0);
  return roots;
}

/** A node and everything below it, parents first. */
export function* below(node: AxisNode): Generator<AxisNode> {
  yield node;
  for (const child of node.children) yield* below(child);
}

/** All nodes by axis id. */
export const nodesById = (roots: readonly AxisNode[]): Map<string, AxisNode> =>
  new Map(roots.flatMap((root) => [...below(root)].map((node) => [node.axis.axis_id, node])));

/**
 * A selection is the shortest list of nodes that covers what is checked; empty means no filter. A node is covered when it
 * or one of its ancestors is in the list.
 */
export type AxisSelection = readonly string[];

/** Every axis id that a selection covers. Empty selection: every id. Unknown ids cover nothing. */
export function coveredAxes(selection: AxisSelection, roots: readonly AxisNode[]): Set<string> {
  const nodes = nodesById(roots);
  if (selection.length === 0) return new Set(nodes.keys());
  const covered = new Set<string>();
  for (const id of selection) {
    const node = nodes.get(id);
    if (node) for (const { axis } of below(node)) covered.add(axis.axis_id);
  }
  return covered;
}

export type CheckState = 'on' | 'off' | 'mixed';

/** Tri-state of one node's checkbox. Without a filter every box is off: nothing is narrowed. */
export function checkState(node: AxisNode, selection: AxisSelection, roots: readonly AxisNode[]): CheckState {
  if (selection.length === 0) return 'off';
  const covered = coveredAxes(selection, roots);
  if (covered.has(node.axis.axis_id)) return 'on';
  return [...below(node)].some(({ axis }) => covered.has(axis.axis_id)) ? 'mixed' : 'off';
}

/** Selection after the box of `node` is clicked: on when it was off or mixed, off when it was on. */
export function toggleAxis(node: AxisNode, selection: AxisSelection, roots: readonly AxisNode[]): string[] {
  const covered = selection.length === 0 ? new Set<string>() : coveredAxes(selection, roots);
  const add = checkState(node, selection, roots) !== 'on';
  for (const { axis } of below(node)) {
    if (add) covered.add(axis.axis_id);
    else covered.delete(axis.axis_id);
  }
  if (!add) {
    // A node stays covered only while all below it is.
    const nodes = nodesById(roots);
    for (let at = node.axis.parent_id; at !== null; at = nodes.get(at)?.axis.parent_id ?? null)
      covered.delete(at);
  }
  return shorten(covered, roots);
}

/** The shortest selection that covers exactly `covered`. */
function shorten(covered: ReadonlySet<string>, roots: readonly AxisNode[]): string[] {
  const selection: string[] = [];
  const visit = (node: AxisNode): void => {
    if (covered.has(node.axis.axis_id)) selection.push(node.axis.axis_id);
    else node.children.forEach(visit);
  };
  roots.forEach(visit);
  return selection;
}

/**
 * Axes that fund each project: its own amounts' axes, and those of amounts stated for its whole programme. What a programme had
 * for some of its projects says nothing of any one of them.
 */
export function projectAxes(
  projects: readonly Project[],
  funding: readonly Amount[],
): Map<string, Set<string>> {
  const ofProgramme = new Map<string, Set<string>>();
  const ofProject = new Map<string, Set<string>>();
  const put = (map: Map<string, Set<string>>, key: string, axis: string) => {
    const set = map.get(key) ?? new Set();
    set.add(axis);
    map.set(key, set);
  };
  for (const row of funding) {
    if (row.axis_id === null) continue;
    if (row.project_id !== null) put(ofProject, row.project_id, row.axis_id);
    else if (row.programme_id !== null && !row.some_projects) put(ofProgramme, row.programme_id, row.axis_id);
  }
  return new Map(
    projects.map((p) => [
      p.project_id,
      new Set([...(ofProject.get(p.project_id) ?? []), ...(ofProgramme.get(p.programme_id) ?? [])]),
    ]),
  );
}

export type AmountsByKind = Partial<Record<AmountKind, { total_eur: number; rows: number }>>;

/**
 * Amounts by kind; kinds are never added to one another. Only rows that the tables mark as the one to count
 * (`in_totals`) are added, because documents state the same money more than once.
 */
export function amountsByKind(rows: readonly Amount[]): AmountsByKind {
  const sums: AmountsByKind = {};
  for (const kind of AMOUNT_KINDS) {
    const counted = rows.filter((r) => r.kind === kind && r.in_totals && r.amount_eur !== null);
    if (counted.length > 0) {
      sums[kind] = {
        total_eur: counted.reduce((sum, r) => sum + (r.amount_eur ?? 0), 0),
        rows: counted.length,
      };
    }
  }
  return sums;
}

export interface AxisNumbers {
  projects: number;
  amounts: AmountsByKind;
}

/** What stands beside each node of the tree: projects on it or below, and their amounts, of the rows that are counted. */
export function axisNumbers(
  roots: readonly AxisNode[],
  axesOf: ReadonlyMap<string, ReadonlySet<string>>,
  { projects, funding }: { projects: readonly Project[]; funding: readonly Amount[] },
): Map<string, AxisNumbers> {
  const nodes = roots.flatMap((root) => [...below(root)]);
  return new Map(
    nodes.map((node) => {
      const ids = new Set([...below(node)].map((n) => n.axis.axis_id));
      const on = ({ project_id }: Project) => [...(axesOf.get(project_id) ?? [])].some((id) => ids.has(id));
      const owed = funding.filter((f) => f.axis_id !== null && ids.has(f.axis_id));
      return [node.axis.axis_id, { projects: projects.filter(on).length, amounts: amountsByKind(owed) }];
    }),
  );
}

/** Did the documents say that this project was refused? Refused projects are listed, never counted as funded. */
export const isFunded = (project: Project): boolean =>
  project.outcome !== 'not_funded' && project.outcome !== 'not_admitted';
