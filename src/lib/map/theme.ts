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
  projects: readonly string[];
  population: readonly string[];
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
  projects: ['#f7f5f0', '#b5d0ef', '#5b96d6', '#174a94'],
  population: ['#eef4fb', '#cfe0f4', '#a3c4e9', '#6a9fd8', '#3572b8', '#123f7d'],
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
  projects: ['#1e2832', '#33618f', '#5f9bd8', '#b5d8fb'],
  population: ['#22303d', '#2b4a69', '#366998', '#5088c0', '#82b1e2', '#c4e0fc'],
  arrears: ['#4d3c20', '#7a5a28', '#a97b34', '#d3a14e', '#f0c883', '#fdeccb'],
  renovation: { fill: '#5fd6c4', track: '#2b5751', halo: '#17202a' },
  state: { ink: '#d3dbe3', paper: '#26313c' },
};
