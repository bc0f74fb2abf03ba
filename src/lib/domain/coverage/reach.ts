/** How every lab is to a place at a radius. */
import type { Measure, Measured } from './measure';
import type { Reach, ReachState } from './types';

const finite = (km: number): number | null => (Number.isFinite(km) ? km : null);

function stateOf(m: Measure, radius: number): ReachState {
  if (radius === 0) return m.here.size > 0 ? 'covered' : m.perhaps.size > 0 ? 'uncertain' : 'uncovered';
  if (m.near === null) return 'unplaced';
  return m.max <= radius ? 'covered' : m.min > radius ? 'uncovered' : 'uncertain';
}

/** Where a lab is to a place: not known to be near, perhaps near, certainly near if it was open, certainly near and open. */
export const [MAYBE, NEAR, OPEN] = [1, 2, 4] as const;

/** Writes into `marks`, by number of the lab, how it is to a place. */
export function mark(m: Measure, { premises, labs }: Measured, radius: number, marks: Uint8Array): void {
  marks.fill(0);
  if (radius === 0) {
    labs.forEach(({ id }, i) => {
      marks[i] = m.here.has(id) ? MAYBE | NEAR | OPEN : m.perhaps.has(id) ? MAYBE : 0;
    });
    return;
  }
  const { near, far } = m;
  // The greatest distance is never less than the least.
  if (near === null || far === null || m.min > radius) return;
  for (let i = 0; i < premises.length; i += 1) {
    const at = premises[i];
    if (at === undefined || (near[i] ?? Infinity) > radius) continue;
    const close = (far[i] ?? Infinity) <= radius;
    marks[at.number] =
      (marks[at.number] ?? 0) | MAYBE | (close ? NEAR : 0) | (close && !at.lab.doubtful ? OPEN : 0);
  }
}

export function reach(m: Measure, { premises }: Measured, radius: number, marks: Uint8Array): Reach {
  let [within, maybe] = [0, 0];
  for (const it of marks) {
    if (it & OPEN) within += 1;
    else if (it & MAYBE) maybe += 1;
  }
  return {
    lab: premises[m.nearest]?.lab.id ?? null,
    min_km: m.near === null ? null : finite(m.min),
    max_km: m.near === null ? null : finite(m.max),
    state: stateOf(m, radius),
    labs_within: within,
    labs_maybe: maybe,
    labs_unplaced: m.unplaced,
  };
}
