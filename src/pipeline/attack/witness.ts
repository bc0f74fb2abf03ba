/**
 * Populations that fit the published files, found by fixing one figure after the other at an end of its range and letting
 * the constraints narrow the rest. Each is a witness: two that differ by the protection band prove a figure uncertain, so
 * that linear programmes are only needed for what no witness shows. A witness never proves that a figure is told.
 */
import { whole, type System } from '../../lib/density/attack-system';

export interface Component {
  vars: number[];
  rows: number[];
}

/** An independent rest of a component: places, their bounds, and the rows between them (terms by place). */
export interface Part {
  places: number[];
  lo: number[];
  hi: number[];
  rows: { terms: [place: number, coef: number][]; from: number; to: number }[];
}

/** Repeatable numbers in [0, 1): the attack must fail or pass alike on every run. */
export function sequence(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return s / 4294967296;
  };
}

const TOLERANCE = 1e-6;

export class Diver {
  private readonly lo: Float64Array;
  private readonly hi: Float64Array;
  private readonly rowStart: Int32Array;
  private readonly rowVar: Int32Array;
  private readonly rowCoef: Float64Array;
  private readonly from: Float64Array;
  private readonly to: Float64Array;
  private readonly varStart: Int32Array;
  private readonly varRow: Int32Array;
  private readonly isWhole: Uint8Array;
  private readonly queued: Uint8Array;
  private trail: { v: number; lo: number; hi: number }[] = [];
  readonly size: number;

  constructor(
    private readonly system: System,
    private readonly component: Component,
  ) {
    const { vars, rows } = component;
    const place = new Map(vars.map((v, i) => [v, i]));
    this.size = vars.length;
    this.lo = Float64Array.from(vars, (v) => system.lo[v] ?? 0);
    this.hi = Float64Array.from(vars, (v) => system.hi[v] ?? Infinity);
    this.isWhole = Uint8Array.from(vars, (v) => (whole(v) ? 1 : 0));
    const starts = [0];
    const rowVar: number[] = [];
    const rowCoef: number[] = [];
    this.from = new Float64Array(rows.length);
    this.to = new Float64Array(rows.length);
    const degree = new Int32Array(vars.length + 1);
    rows.forEach((r, j) => {
      let constant = 0;
      for (let i = system.starts[r] ?? 0; i < (system.starts[r + 1] ?? 0); i++) {
        const v = system.vars[i] ?? 0;
        const c = system.coefs[i] ?? 0;
        const at = place.get(v);
        if (at === undefined) constant += c * (system.lo[v] ?? 0);
        else if (c !== 0) {
          rowVar.push(at);
          rowCoef.push(c);
          degree[at + 1] = (degree[at + 1] ?? 0) + 1;
        }
      }
      starts.push(rowVar.length);
      this.from[j] = (system.from[r] ?? -Infinity) - constant;
      this.to[j] = (system.to[r] ?? Infinity) - constant;
    });
    this.rowStart = Int32Array.from(starts);
    this.rowVar = Int32Array.from(rowVar);
    this.rowCoef = Float64Array.from(rowCoef);
    for (let i = 0; i < vars.length; i++) degree[i + 1] = (degree[i + 1] ?? 0) + (degree[i] ?? 0);
    this.varStart = degree.slice();
    this.varRow = new Int32Array(rowVar.length);
    const next = degree.slice();
    for (let j = 0; j < rows.length; j++)
      for (let i = starts[j] ?? 0; i < (starts[j + 1] ?? 0); i++) {
        const v = rowVar[i] ?? 0;
        const at = next[v] ?? 0;
        this.varRow[at] = j;
        next[v] = at + 1;
      }
    this.queued = new Uint8Array(rows.length);
  }

  /** Fixes a variable and narrows the others; false (and nothing changed) when no population is left. */
  private fix(v: number, value: number): boolean {
    const { lo, hi, rowStart, rowVar, rowCoef, from, to, varStart, varRow, queued, isWhole } = this;
    const mark = this.trail.length;
    const queue: number[] = [];
    const push = (u: number, newLo: number, newHi: number) => {
      this.trail.push({ v: u, lo: lo[u] ?? 0, hi: hi[u] ?? 0 });
      lo[u] = newLo;
      hi[u] = newHi;
      for (let i = varStart[u] ?? 0; i < (varStart[u + 1] ?? 0); i++) {
        const r = varRow[i] ?? 0;
        if (queued[r]) continue;
        queued[r] = 1;
        queue.push(r);
      }
    };
    push(v, value, value);
    let good = true;
    let budget = 200_000;
    for (let at = 0; at < queue.length && good; at++) {
      const r = queue[at] ?? 0;
      queued[r] = 0;
      if (--budget < 0) {
        good = false;
        break;
      }
      const start = rowStart[r] ?? 0;
      const end = rowStart[r + 1] ?? 0;
      let min = 0;
      let max = 0;
      let openMin = 0;
      let openMax = 0;
      for (let i = start; i < end; i++) {
        const u = rowVar[i] ?? 0;
        const c = rowCoef[i] ?? 0;
        const a = c > 0 ? c * (lo[u] ?? 0) : c * (hi[u] ?? 0);
        const b = c > 0 ? c * (hi[u] ?? 0) : c * (lo[u] ?? 0);
        if (a === -Infinity) openMin++;
        else min += a;
        if (b === Infinity) openMax++;
        else max += b;
      }
      const least = from[r] ?? -Infinity;
      const most = to[r] ?? Infinity;
      if ((openMin === 0 && min > most + TOLERANCE) || (openMax === 0 && max < least - TOLERANCE)) {
        good = false;
        break;
      }
      if (openMin > 1 && openMax > 1) continue;
      for (let i = start; i < end && good; i++) {
        const u = rowVar[i] ?? 0;
        const c = rowCoef[i] ?? 0;
        const l = lo[u] ?? 0;
        const h = hi[u] ?? 0;
        if (l === h) continue;
        const a = c > 0 ? c * l : c * h;
        const b = c > 0 ? c * h : c * l;
        const otherMin =
          openMin - (a === -Infinity ? 1 : 0) > 0 ? -Infinity : min - (a === -Infinity ? 0 : a);
        const otherMax = openMax - (b === Infinity ? 1 : 0) > 0 ? Infinity : max - (b === Infinity ? 0 : b);
        let newLo = c > 0 ? (least - otherMax) / c : (most - otherMin) / c;
        let newHi = c > 0 ? (most - otherMin) / c : (least - otherMax) / c;
        if (isWhole[u]) {
          newLo = Math.ceil(newLo - TOLERANCE);
          newHi = Math.floor(newHi + TOLERANCE);
        }
        if (newLo <= l + TOLERANCE && newHi >= h - TOLERANCE) continue;
        newLo = Math.max(l, newLo);
        newHi = Math.min(h, newHi);
        if (newLo > newHi + TOLERANCE) {
          good = false;
          break;
        }
        if (newLo > newHi) newHi = newLo;
        push(u, newLo, newHi);
        // This row's own sums changed with it.
        const na = c > 0 ? c * newLo : c * newHi;
        const nb = c > 0 ? c * newHi : c * newLo;
        if (a === -Infinity) {
          if (na !== -Infinity) {
            openMin--;
            min += na;
          }
        } else min += na - a;
        if (b === Infinity) {
          if (nb !== Infinity) {
            openMax--;
            max += nb;
          }
        } else max += nb - b;
      }
    }
    for (const r of queue) queued[r] = 0;
    if (!good) this.undo(mark);
    return good;
  }

  private undo(mark: number): void {
    for (let i = this.trail.length - 1; i >= mark; i--) {
      const t = this.trail[i];
      if (!t) continue;
      this.lo[t.v] = t.lo;
      this.hi[t.v] = t.hi;
    }
    this.trail.length = mark;
  }

  /**
   * One population, or null where the choices run into a dead end. `order`: places to fix one after the other, each at the
   * end that `upward` wants; what then is still open falls into small independent parts and is left to `finish`.
   */
  dive(
    order: readonly number[],
    upward: (place: number) => boolean,
    finish: (part: Part) => Float64Array | null,
  ): Float64Array | null {
    let good = true;
    for (const v of order) {
      const l = this.lo[v] ?? 0;
      const h = this.hi[v] ?? 0;
      if (l === h) continue;
      const top = h === Infinity ? Math.max(l * 3, l + 1000) : h;
      const mid = this.isWhole[v] ? Math.round((l + top) / 2) : (l + top) / 2;
      const values = upward(v) ? [top, mid, l] : [l, mid, top];
      // A figure that cannot be fixed yet may be fixed by the others.
      values.some((value) => this.fix(v, value));
    }
    const x = this.lo.slice();
    for (const part of this.parts()) {
      const solved = finish(part);
      if (!solved) {
        good = false;
        break;
      }
      part.places.forEach((v, i) => (x[v] = solved[i] ?? 0));
    }
    this.undo(0);
    if (!good) return null;
    return this.fits(x) ? x : null;
  }

  /** True when every row holds: checked from the rows, so that a witness owes nothing to how it was found. */
  fits(x: Float64Array): boolean {
    for (let r = 0; r < this.from.length; r++) if (!this.holds(r, x)) return false;
    return true;
  }

  /** A place and those near it in the rows, about `limit`; all others keep their value in `x`. */
  around(place: number, x: Float64Array, limit: number): Part {
    const inside = new Set([place]);
    for (const u of inside) {
      if (inside.size >= limit) break;
      for (let i = this.varStart[u] ?? 0; i < (this.varStart[u + 1] ?? 0); i++) {
        const r = this.varRow[i] ?? 0;
        for (let j = this.rowStart[r] ?? 0; j < (this.rowStart[r + 1] ?? 0); j++)
          inside.add(this.rowVar[j] ?? 0);
      }
    }
    return this.slice(inside, x);
  }

  /** The given places; all others keep their value in `x`. */
  slice(inside: ReadonlySet<number>, x: Float64Array): Part {
    const rows = new Set<number>();
    for (const u of inside)
      for (let i = this.varStart[u] ?? 0; i < (this.varStart[u + 1] ?? 0); i++) rows.add(this.varRow[i] ?? 0);
    const places = [...inside];
    return {
      places,
      lo: places.map((p) => this.lo[p] ?? 0),
      hi: places.map((p) => this.hi[p] ?? Infinity),
      rows: [...rows].map((r) => {
        const terms: [number, number][] = [];
        let constant = 0;
        for (let j = this.rowStart[r] ?? 0; j < (this.rowStart[r + 1] ?? 0); j++) {
          const w = this.rowVar[j] ?? 0;
          const c = this.rowCoef[j] ?? 0;
          if (inside.has(w)) terms.push([w, c]);
          else constant += c * (x[w] ?? 0);
        }
        return {
          terms,
          from: (this.from[r] ?? -Infinity) - constant,
          to: (this.to[r] ?? Infinity) - constant,
        };
      }),
    };
  }

  /** What is still open, in parts that share nothing. */
  private parts(): Part[] {
    const free = (v: number) => this.lo[v] !== this.hi[v];
    const seen = new Uint8Array(this.size);
    const rowSeen = new Uint8Array(this.from.length);
    const out: Part[] = [];
    for (let v = 0; v < this.size; v++) {
      if (seen[v] || !free(v)) continue;
      const places: number[] = [v];
      const rows: Part['rows'] = [];
      seen[v] = 1;
      for (const u of places)
        for (let i = this.varStart[u] ?? 0; i < (this.varStart[u + 1] ?? 0); i++) {
          const r = this.varRow[i] ?? 0;
          if (rowSeen[r]) continue;
          rowSeen[r] = 1;
          const terms: [number, number][] = [];
          let constant = 0;
          for (let j = this.rowStart[r] ?? 0; j < (this.rowStart[r + 1] ?? 0); j++) {
            const w = this.rowVar[j] ?? 0;
            const c = this.rowCoef[j] ?? 0;
            if (!free(w)) constant += c * (this.lo[w] ?? 0);
            else {
              terms.push([w, c]);
              if (!seen[w]) {
                seen[w] = 1;
                places.push(w);
              }
            }
          }
          rows.push({
            terms,
            from: (this.from[r] ?? -Infinity) - constant,
            to: (this.to[r] ?? Infinity) - constant,
          });
        }
      out.push({
        places,
        lo: places.map((p) => this.lo[p] ?? 0),
        hi: places.map((p) => this.hi[p] ?? Infinity),
        rows,
      });
    }
    return out;
  }

  private holds(r: number, x: Float64Array): boolean {
    let sum = 0;
    let scale = 1;
    for (let i = this.rowStart[r] ?? 0; i < (this.rowStart[r + 1] ?? 0); i++) {
      const term = (this.rowCoef[i] ?? 0) * (x[this.rowVar[i] ?? 0] ?? 0);
      sum += term;
      scale = Math.max(scale, Math.abs(term));
    }
    const slack = 1e-5 + 1e-9 * scale;
    return sum >= (this.from[r] ?? -Infinity) - slack && sum <= (this.to[r] ?? Infinity) + slack;
  }

  /** Variable of the system at a place. */
  variable(place: number): number {
    return this.component.vars[place] ?? 0;
  }
}
