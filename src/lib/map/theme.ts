/**
 * Colours of the map. Data carries the only saturated colours: municipal metrics blue, renovation teal, arrears ochre to
 * brown, labs magenta; the ground is neutral. Ramps go from the ground outwards, so more is always further from the
 * ground: darker on the light theme, lighter on the dark one.
 */

export interface MapTheme {
  name: 'light' | 'dark';
  outside: string;
  land: string;
  border: string;
  province: string;
  region: string;
  label: string;
  labelHalo: string;
  /** Areas are drawn in ink: what they are, not how much. */
  area: string;
  areaFill: string;
  control: string;
  lab: string;
  labInside: string;
  selection: string;
  /** Municipal metrics: from nothing (a tint of the ground) to most, by number of classes. */
  projects: readonly string[];
  population: readonly string[];
  /** Need by coverage: rows of three from the least need, each from covered to not covered. */
  bivariate: readonly string[];
  /** Municipalities of which there is nothing to tell: flat, outside the scale. */
  notApplicable: string;
  arrears: readonly string[];
  renovation: { fill: string; track: string; halo: string };
  /** Signs of states that are not values. */
  state: { ink: string; paper: string };
}

export const LIGHT: MapTheme = {
  name: 'light',
  outside: '#e8e6e0',
  land: '#f7f5f0',
  border: '#d5d0c5',
  province: '#a8a196',
  region: '#6f6a61',
  label: '#3a3733',
  labelHalo: '#fbfaf7',
  area: '#3a3733',
  areaFill: '#3a3733',
  control: '#8a847a',
  lab: '#8e1466',
  labInside: '#ffffff',
  selection: '#c2410c',
  projects: ['#eff3f7', '#b5d0ef', '#5b96d6', '#174a94'],
  population: ['#eef4fb', '#cfe0f4', '#a3c4e9', '#6a9fd8', '#3572b8', '#123f7d'],
  bivariate: [
    ...['#e6ebf0', '#efc88a', '#de8c1a'],
    ...['#9fc0e6', '#b49d86', '#a2601a'],
    ...['#3f7fc8', '#4d5f8a', '#3d2412'],
  ],
  notApplicable: '#dedad1',
  arrears: ['#fbe7bf', '#f3c670', '#df9a35', '#b56d1f', '#854916', '#552c0c'],
  renovation: { fill: '#00695c', track: '#b9dcd6', halo: '#ffffff' },
  state: { ink: '#4a4540', paper: '#ffffff' },
};

export const DARK: MapTheme = {
  name: 'dark',
  outside: '#131a21',
  land: '#1e2832',
  border: '#33404d',
  province: '#566472',
  region: '#8593a1',
  label: '#d3dbe3',
  labelHalo: '#17202a',
  area: '#e6ebf0',
  areaFill: '#e6ebf0',
  control: '#98a4b0',
  lab: '#f29bd3',
  labInside: '#17202a',
  selection: '#ffb27a',
  projects: ['#24323f', '#33618f', '#5f9bd8', '#b5d8fb'],
  population: ['#22303d', '#2b4a69', '#366998', '#5088c0', '#82b1e2', '#c4e0fc'],
  bivariate: [
    ...['#2c3843', '#75521f', '#b97a1c'],
    ...['#35699f', '#8a8580', '#deae66'],
    ...['#63adf5', '#aec8e6', '#fff3dc'],
  ],
  notApplicable: '#3a3d40',
  arrears: ['#4d3c20', '#7a5a28', '#a97b34', '#d3a14e', '#f0c883', '#fdeccb'],
  renovation: { fill: '#5fd6c4', track: '#2b5751', halo: '#17202a' },
  state: { ink: '#d3dbe3', paper: '#26313c' },
};

/**
 * Colours of a municipal metric by number of classes; `zero` says that the first class is nothing at all. Without such a
 * class the first colour is already a value, and has to be seen as one.
 */
export function metricRamp(theme: MapTheme, classes: number, zero: boolean): readonly string[] {
  const { projects, population } = theme;
  const five = [0, 2, 3, 4, 5].map((i) => population[i] ?? theme.land);
  const three = [0, 1, 3].map((i) => projects[i] ?? theme.land);
  const ramps: readonly (readonly string[])[] = [three, projects, five, population];
  const wanted = zero ? classes : classes + 1;
  const ramp = ramps.find((r) => r.length >= wanted) ?? population;
  return zero ? ramp : ramp.slice(Math.max(0, Math.min(1, ramp.length - classes)));
}
