/**
 * The attack by linear programming: the exact bounds of every withheld figure and of every rest, given all published
 * files. The system is that of src/lib/density/attack-system.ts; here it is cut into independent parts and solved (HiGHS).
 *
 * Two programmes a figure would be too many for a region, so the attack first looks for *witnesses*: populations that fit
 * the files. Each solution is one; a figure that two witnesses show further apart than the protection band is uncertain,
 * and needs no programme of its own. The others get theirs, minimum and maximum.
 */
import loadHighs, { type Highs, type Model } from 'highs';
import {
  examine,
  expose,
  isNarrow,
  mayBeNone,
  surelySmall,
  targetsOf,
  type Exposure,
} from '../../lib/density/attack';
import {
  buildSystem,
  propagate,
  Q,
  WIDTH,
  type AnyRelease,
  type System,
} from '../../lib/density/attack-system';
import { AGE_ORDER, RULES, THRESHOLD_ORDER, type Rules } from '../../lib/density/rules';
import { AGE_LIMITS, ALL_OWNERS, THRESHOLDS } from '../../lib/density/types';
import { Diver, sequence, type Component, type Part } from './witness';

export interface LinearAttack {
  exposures: Exposure[];
  contradictions: number;
  /** Independent parts solved, their largest number of variables, and programmes solved. */
  parts: number;
  largest: number;
  programmes: number;
  /** Populations found that fit the files. */
  witnesses: number;
  /** Figures that time did not allow to settle: neither told nor shown uncertain. A build must not take them for safe. */
  unsettled: number;
}

let solver: Promise<Highs> | null = null;

/** Quantities that can move while all others stay: one count and the two classes beside it; then all of a kind. */
const SLICES: readonly (readonly number[])[] = [
  ...THRESHOLDS.map((_, k) => [Q.T + k, Q.C + k, ...(k + 1 < THRESHOLDS.length ? [Q.C + k + 1] : [])]),
  ...AGE_LIMITS.map((_, k) => [Q.Y + k, Q.E + k, ...(k + 1 < AGE_LIMITS.length ? [Q.E + k + 1] : [])]),
  [Q.D],
  [Q.T, Q.T + 1, Q.C, Q.C + 1, Q.C + 2],
  Array.from({ length: Q.Y - Q.T }, (_, i) => Q.T + i),
  Array.from({ length: Q.D - Q.Y }, (_, i) => Q.Y + i),
  [Q.H, Q.N, Q.A],
  [Q.H, Q.N, Q.A, ...Array.from({ length: Q.D - Q.T }, (_, i) => Q.T + i)],
];

/** Rows up to which every figure is attacked by linear programming, whoever's it is. */
const THOROUGH = 1_500;

/** Parts of the system that share no variable which is not known exactly. */
function components(s: System): Component[] {
  const n = s.lo.length;
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root] ?? root;
    while (parent[i] !== root) {
      const next = parent[i] ?? root;
      parent[i] = root;
      i = next;
    }
    return root;
  };
  const free = (v: number) => s.lo[v] !== s.hi[v];
  for (let r = 0; r < s.from.length; r++) {
    if (s.spare[r]) continue;
    let first = -1;
    for (let i = s.starts[r] ?? 0; i < (s.starts[r + 1] ?? 0); i++) {
      const v = s.vars[i] ?? 0;
      if (!free(v)) continue;
      if (first < 0) first = find(v);
      else parent[find(v)] = first;
    }
  }
  const out = new Map<number, Component>();
  for (let r = 0; r < s.from.length; r++) {
    if (s.spare[r]) continue;
    for (let i = s.starts[r] ?? 0; i < (s.starts[r + 1] ?? 0); i++) {
      const v = s.vars[i] ?? 0;
      if (!free(v)) continue;
      const root = find(v);
      let c = out.get(root);
      if (!c) out.set(root, (c = { vars: [], rows: [] }));
      c.rows.push(r);
      break;
    }
  }
  for (let v = 0; v < n; v++) if (free(v)) out.get(find(v))?.vars.push(v);
  return [...out.values()];
}

/** What must be shown uncertain in a part: a single variable, or a rest that must not be surely small. */
interface Goal {
  variable: number;
  /** Enough when a witness is seen at least this far from the lowest one. */
  needed: number;
  /** Enough when a witness is seen at or above this (rests: the minimum). */
  enough: number;
}

function load(highs: Highs, s: System, c: Component): { model: Model; column: Map<number, number> } {
  const column = new Map(c.vars.map((v, i) => [v, i]));
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  for (const r of c.rows) {
    let constant = 0;
    for (let i = s.starts[r] ?? 0; i < (s.starts[r + 1] ?? 0); i++) {
      const v = s.vars[i] ?? 0;
      const coef = s.coefs[i] ?? 0;
      const col = column.get(v);
      if (col === undefined) constant += coef * (s.lo[v] ?? 0);
      else if (coef !== 0) {
        indices.push(col);
        values.push(coef);
      }
    }
    starts.push(indices.length);
    lower.push((s.from[r] ?? -Infinity) - constant);
    upper.push((s.to[r] ?? Infinity) - constant);
  }
  const finite = (n: number) => (n === Infinity ? highs.infinity : n === -Infinity ? -highs.infinity : n);
  const model = highs.createModel({
    numCols: c.vars.length,
    numRows: c.rows.length,
    colCost: new Float64Array(c.vars.length),
    // The bounds found by propagation are implied by the rows: giving them loses nothing and is quicker.
    colLower: Float64Array.from(c.vars, (v) => finite(s.lo[v] ?? 0)),
    colUpper: Float64Array.from(c.vars, (v) => finite(s.hi[v] ?? Infinity)),
    rowLower: Float64Array.from(lower, finite),
    rowUpper: Float64Array.from(upper, finite),
    matrix: {
      format: 'csr',
      numCols: c.vars.length,
      numRows: c.rows.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  });
  model.options.set({ output_flag: false });
  return { model, column };
}

/**
 * Order in which a dive fixes figures: all owners together before single ones, one quantity after the other, large zones
 * before those inside. Any order is right; this one seldom ends in a contradiction.
 */
function divingOrder(s: System, c: Component): number[] {
  const depth = new Map<string, number>();
  const depthOf = (zone: string): number => {
    const known = depth.get(zone);
    if (known !== undefined) return known;
    const parent = s.parents.get(zone);
    const d = parent ? depthOf(parent) + 1 : 0;
    depth.set(zone, d);
    return d;
  };
  const rank = (q: number): number => {
    if (q < Q.T) return q === Q.A ? 1 : 0;
    if (q < Q.C) return 2 + THRESHOLD_ORDER.indexOf(q - Q.T);
    if (q >= Q.Y && q < Q.E) return 10 + AGE_ORDER.indexOf(q - Q.Y);
    return q === Q.D ? 30 : -1;
  };
  return c.vars
    .map((v, place) => ({ place, q: rank(v % WIDTH), label: s.groups[Math.floor(v / WIDTH)] }))
    .filter(({ q, label }) => q >= 0 && label?.owner === ALL_OWNERS && !label.rest)
    .sort((a, b) => a.q - b.q || depthOf(a.label?.zone ?? '') - depthOf(b.label?.zone ?? ''))
    .map(({ place }) => place);
}

/** Places of the figures of single owners that are still open. */
function ownedBy(s: System, c: Component, open: readonly Goal[]): number[] {
  const wanted = new Set(open.map((g) => g.variable));
  return c.vars.flatMap((v, place) =>
    wanted.has(v) && s.groups[Math.floor(v / WIDTH)]?.owner !== ALL_OWNERS ? [place] : [],
  );
}

/** A corner of a small part, pushed towards the wanted ends; null where no population is left. */
function settle(highs: Highs, part: Part, weight: (place: number) => number): Float64Array | null {
  const column = new Map(part.places.map((p, i) => [p, i]));
  const finite = (n: number) => (n === Infinity ? highs.infinity : n === -Infinity ? -highs.infinity : n);
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of part.rows) {
    for (const [place, coef] of terms) {
      indices.push(column.get(place) ?? 0);
      values.push(coef);
    }
    starts.push(indices.length);
  }
  return highs.withModel(
    {
      numCols: part.places.length,
      numRows: part.rows.length,
      sense: highs.constants.objectiveSense.maximize,
      colCost: Float64Array.from(part.places, (p, i) =>
        part.hi[i] === Infinity ? Math.min(0, weight(p)) : weight(p),
      ),
      colLower: Float64Array.from(part.lo),
      colUpper: Float64Array.from(part.hi, finite),
      rowLower: Float64Array.from(part.rows, (r) => finite(r.from)),
      rowUpper: Float64Array.from(part.rows, (r) => finite(r.to)),
      matrix: {
        format: 'csr',
        numCols: part.places.length,
        numRows: part.rows.length,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
    },
    (model) => {
      model.options.set({ output_flag: false, presolve: part.rows.length > 8_000 ? 'on' : 'off' });
      model.run();
      return model.getModelStatus() === highs.constants.modelStatus.optimal
        ? Float64Array.from(model.getSolution().colValue)
        : null;
    },
  );
}

/** Runs the attack on all files together. */
export async function attackByLinearProgramming(
  files: readonly AnyRelease[],
  options: { rules?: Rules; thorough?: boolean; seconds?: number } = {},
): Promise<LinearAttack> {
  const rules = options.rules ?? RULES;
  const deadline = Date.now() + 1000 * (options.seconds ?? 600);
  const { exposures: found, contradictions } = examine(files, { rules });
  // Thresholds and ages of single owners are the larger half of a region's unknowns, each inside a count of households in
  // arrears that has a programme of its own: in large files propagation alone bounds them.
  const thorough = options.thorough ?? files.reduce((n, f) => n + f.figures.length, 0) <= THOROUGH;
  const system = buildSystem(files, { ownersDetail: thorough });
  propagate(system);
  const out: LinearAttack = {
    exposures: found,
    contradictions,
    parts: 0,
    largest: 0,
    programmes: 0,
    witnesses: 0,
    unsettled: 0,
  };
  const { lo, hi } = system;
  const seen = new Set(found.map((e) => e.figure));

  // Figures that propagation could not tell; those it told are in `found` already.
  const goals = new Map<number, Goal>();
  const inScope = (v: number, owner: string) => {
    const q = v % WIDTH;
    return thorough || owner === ALL_OWNERS || q < Q.T || q === Q.D;
  };
  const targets = targetsOf(system)
    .filter(({ variable: v, owner }) => inScope(v, owner))
    .filter(({ variable: v }) => !isNarrow(v, lo[v] ?? 0, hi[v] ?? Infinity, rules));
  for (const { variable } of targets)
    goals.set(variable, {
      variable,
      needed: variable % WIDTH === Q.D ? 1 : rules.protection,
      enough: Infinity,
    });
  const minima: [number, number][] = [
    [Q.H, rules.households],
    [Q.N, rules.notInArrears],
    [Q.A, rules.inArrears],
  ];
  system.groups.forEach((_, i) => {
    for (const [q, least] of minima) {
      const v = i * WIDTH + q;
      if (goals.has(v) || lo[v] === hi[v] || hi[i * WIDTH + Q.H] === 0) continue;
      goals.set(v, { variable: v, needed: Infinity, enough: least });
    }
  });

  const least = Float64Array.from(lo, () => Infinity);
  const most = Float64Array.from(lo, () => -Infinity);
  const exactLo = lo.slice();
  const exactHi = hi.slice();
  const highs = await (solver ??= loadHighs());
  for (const component of components(system)) {
    const wanted = component.vars.flatMap((v) => goals.get(v) ?? []);
    if (wanted.length === 0 || component.rows.length === 0) continue;
    out.parts++;
    out.largest = Math.max(out.largest, component.vars.length);
    const done = (g: Goal): boolean => {
      const v = g.variable;
      const [a, b] = [least[v] ?? Infinity, most[v] ?? -Infinity];
      // A group that may be empty is not surely a small one.
      const h = v - (v % WIDTH) + Q.H;
      if (g.needed === Infinity && (least[h] ?? Infinity) < 0.5) return true;
      if (b >= g.enough - 1e-6) return true;
      return v % WIDTH === Q.D ? b > 0 && !isNarrow(v, a, b, rules) : b - a >= g.needed - 1e-6;
    };
    const witness = (x: ArrayLike<number>) =>
      component.vars.forEach((v, i) => {
        const n = x[i] ?? 0;
        if (n < (least[v] ?? 0)) least[v] = n;
        if (n > (most[v] ?? 0)) most[v] = n;
      });

    let open = wanted;
    const random = sequence(component.vars.length);
    const diver = new Diver(system, component);
    const order = divingOrder(system, component);
    const place = new Map(component.vars.map((v, i) => [v, i]));
    let owned: number[] = [];
    let last: Float64Array | null = null;
    for (let round = 0, idle = 0; round < 12 && open.length > 0 && idle < 3; round++) {
      owned = owned.length === 0 || round % 8 === 0 ? ownedBy(system, component, open) : owned;
      // Each towards the end that no witness has shown.
      const pending = new Set(open.map((g) => g.variable));
      const upward = (at: number): boolean => {
        const v = diver.variable(at);
        if (least[v] === Infinity || !pending.has(v)) return random() < 0.5;
        const [l, h] = [lo[v] ?? 0, hi[v] ?? Infinity];
        return h - (most[v] ?? 0) > (least[v] ?? 0) - l ? random() < 0.85 : random() < 0.15;
      };
      const waits = (at: number) => pending.has(diver.variable(at));
      // Later rounds begin with what is still open: the usual order has had its turn.
      // A few single owners' figures too, which need their zone's figure to move with them.
      const few = round % 2 === 0 ? 0 : 12 / owned.length;
      const ordered =
        round < 3
          ? order
          : [
              ...owned.filter((at) => waits(at) && random() < few),
              ...order.filter((at) => waits(at) && random() < 0.5),
              ...order,
            ];
      const weight = (at: number) => (waits(at) ? random() ** 2 : 1e-3) * (upward(at) ? 1 : -1);
      const x = diver.dive(ordered, upward, (part) => settle(highs, part, weight));
      const before = open.length;
      if (x) {
        out.witnesses++;
        witness(x);
        last = last ? last.map((n, i) => n + ((x[i] ?? 0) - n) / (round + 1)) : x;
        open = open.filter((g) => !done(g));
      }
      idle = open.length < before ? 0 : idle + 1;
    }
    const { model, column } = load(highs, system, component);
    const { minimize, maximize } = highs.constants.objectiveSense;
    const every = { kind: 'range', from: 0, to: component.vars.length - 1 } as const;
    const solve = (
      variable: number | null,
      sense: typeof minimize,
    ): 'optimal' | 'unbounded' | 'infeasible' => {
      const costs = new Float64Array(component.vars.length);
      if (variable !== null) costs[column.get(variable) ?? 0] = 1;
      model.changeColsCost(every, costs);
      model.changeObjectiveSense(sense);
      model.run();
      out.programmes++;
      const status = model.getModelStatus();
      const { modelStatus } = highs.constants;
      if (status === modelStatus.infeasible) return 'infeasible';
      if (status !== modelStatus.optimal) return 'unbounded';
      const { colValue } = model.getSolution();
      witness(colValue);
      last ??= Float64Array.from(colValue);
      return 'optimal';
    };
    try {
      if (!last && solve(null, minimize) === 'infeasible') {
        out.contradictions++;
        continue;
      }
      // The mean of witnesses is one, and far from most limits: from there each figure can move both ways.
      const centre = (last ?? new Float64Array(0)).slice();
      let weight = 1;
      /** A witness that differs from the centre only near a place; false where none was found. */
      const improve = (part: Part, push: (place: number) => number): boolean => {
        const solved = settle(highs, part, push);
        if (!solved) return false;
        const x = centre.slice();
        part.places.forEach((p, i) => (x[p] = solved[i] ?? 0));
        if (!diver.fits(x)) return false;
        out.witnesses++;
        witness(x);
        weight = Math.min(weight + 1, 12);
        const share = 1 / weight;
        part.places.forEach((p, i) => {
          centre[p] = (centre[p] ?? 0) + share * ((solved[i] ?? 0) - (centre[p] ?? 0));
        });
        return true;
      };
      // One quantity at a time, everywhere: what is open of it is pushed up and down by turns, the others stay.
      for (const quantities of SLICES) {
        const inside = new Set(component.vars.flatMap((v, i) => (quantities.includes(v % WIDTH) ? [i] : [])));
        for (let round = 0, idle = 0; round < 24 && idle < 4 && Date.now() < deadline; round++) {
          const pending = new Set(open.map((g) => g.variable));
          const waiting = [...inside].filter((p) => pending.has(diver.variable(p)));
          if (waiting.length < 3) break;
          // Fewer at a time as rounds go by: what is pushed together stands in its own way.
          const some = Math.max(0.08, 1 / (1 + round));
          const signs = new Map(
            waiting
              .filter(() => random() < some)
              .map((p) => [p, (random() < 0.3 ? -1 : 1) * (0.1 + random())]),
          );
          for (const way of [1, -1]) improve(diver.slice(inside, centre), (p) => way * (signs.get(p) ?? 0));
          const before = open.length;
          open = open.filter((g) => !done(g));
          idle = open.length < 0.98 * before || waiting.length - (before - open.length) === 0 ? 0 : idle + 1;
        }
      }
      for (let idle = 0; open.length > 0 && idle < 60 && Date.now() < deadline;) {
        const pending = new Set(open.map((g) => g.variable));
        const goal = open[Math.floor(random() * open.length)];
        const at = goal ? (place.get(goal.variable) ?? 0) : 0;
        // Both ways from the same centre; what else is open nearby is pushed along, by turns.
        const signs = new Map<number, number>();
        const sign = (p: number) => {
          const known = signs.get(p);
          if (known !== undefined) return known;
          const s = pending.has(diver.variable(p)) ? (random() < 0.5 ? -1 : 1) * random() : 0;
          signs.set(p, s);
          return s;
        };
        for (const way of [1, -1])
          improve(diver.around(at, centre, 1_200), (p) => way * (p === at ? 10 : sign(p)));
        const before = open.length;
        open = open.filter((g) => !done(g));
        idle = open.length < before ? 0 : idle + 1;
      }
      for (const goal of open) {
        if (done(goal)) continue;
        if (Date.now() > deadline) {
          out.unsettled++;
          continue;
        }
        const v = goal.variable;
        const up = solve(v, maximize);
        if (up === 'infeasible') {
          out.contradictions++;
          break;
        }
        exactHi[v] = up === 'optimal' ? (most[v] ?? Infinity) : Infinity;
        if (done(goal) || (goal.needed === Infinity && exactHi[v] === Infinity)) continue;
        if (solve(v, minimize) === 'optimal') exactLo[v] = least[v] ?? 0;
      }
    } finally {
      model.dispose();
    }
  }
  const bounds = (v: number): [number, number] => {
    // Counts are whole: the last fraction of a linear bound says nothing.
    const [a, b] = [exactLo[v] ?? 0, exactHi[v] ?? Infinity];
    return v % WIDTH === Q.D ? [a, b] : [Math.ceil(a - 1e-6), Math.floor(b + 1e-6)];
  };
  const add = (e: Exposure) => {
    if (seen.has(e.figure)) return;
    seen.add(e.figure);
    out.exposures.push(e);
  };
  for (const { variable, unlisted, ...where } of targets) {
    const g = variable - (variable % WIDTH);
    if (hi[g + Q.H] === 0 || (unlisted && mayBeNone(bounds(g + Q.H), rules))) continue;
    const [a, b] = bounds(variable);
    if (isNarrow(variable, a, b, rules)) add(expose('withheld', where, variable % WIDTH, [a, b]));
  }
  system.groups.forEach((label, i) => {
    const small = surelySmall((q) => bounds(i * WIDTH + q), rules);
    if (small)
      add(expose(label.rest ? 'rest' : 'told', label, small.q, small.bounds, label.rest ? ' (resto)' : ''));
  });
  return out;
}
