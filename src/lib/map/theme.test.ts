/** Palettes of every ramp, as seen with each kind of colour blindness, on both themes. */
import { describe, expect, it } from 'vitest';
import { ARREARS_SCALE, classCount, METRIC_SCALES } from '$lib/domain/classes';
import { isRanged, metricClassCount } from '$lib/domain/metrics';
import { METRICS } from '$lib/state/view';
import { rampOf } from './layers/comuni';
import { DARK, LIGHT, metricRamp } from './theme';

type Rgb = readonly [number, number, number];

const linear = (hex: string): Rgb => {
  const channel = (i: number) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const EYES: Record<string, readonly Rgb[]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Linear RGB as these eyes see it. */
const see = (hex: string, matrix: readonly Rgb[]): Rgb => {
  const light = linear(hex);
  const [r = 0, g = 0, b = 0] = matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, x, i) => sum + x * (light[i] ?? 0), 0),
      ),
    ),
  );
  return [r, g, b];
};

/** OKLab (Ottosson 2020), times 100: even steps look even, which CIE Lab's do not in blue. */
function ok(hex: string, matrix: readonly Rgb[]): Rgb {
  const [r, g, b] = see(hex, matrix);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    21.04542553 * l + 79.3617785 * m - 0.40720468 * s,
    197.79984951 * l - 242.8592205 * m + 45.05937099 * s,
    2.59040371 * l + 78.27717662 * m - 80.8675766 * s,
  ];
}

/** CIE Lab, D65. */
function lab(hex: string, matrix: readonly Rgb[]): Rgb {
  const [r, g, b] = see(hex, matrix);
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const distance = (a: Rgb, b: Rgb): number => Math.hypot(...a.map((x, i) => x - (b[i] ?? 0)));

for (const theme of [LIGHT, DARK]) {
  // More is further from the ground.
  const away = theme.name === 'light' ? -1 : 1;
  for (const [eyes, matrix] of Object.entries(EYES)) {
    describe(`${theme.name}, ${eyes} eyes`, () => {
      it('one scale: every step is further from the ground than the last, and seen', () => {
        for (const metric of METRICS.filter((m) => m !== 'bisogno')) {
          const ramp = rampOf(metric, theme).map((c) => lab(c, matrix));
          expect(ramp).toHaveLength(metricClassCount(METRIC_SCALES[metric].numero));
          for (let i = 1; i < ramp.length; i += 1) {
            const [a, b] = [ramp[i - 1], ramp[i]] as [Rgb, Rgb];
            expect((b[0] - a[0]) * away).toBeGreaterThan(4);
            expect(distance(a, b)).toBeGreaterThan(6);
          }
        }
      });

      it('two scales: all nine apart, both directions away from the ground', () => {
        const cells = theme.bivariate.map((c) => lab(c, matrix));
        expect(cells).toHaveLength(9);
        cells.forEach((a, i) => {
          cells.slice(0, i).forEach((b) => expect(distance(a, b)).toBeGreaterThan(15));
          const right = i % 3 < 2 ? cells[i + 1] : undefined;
          const up = cells[i + 3];
          for (const next of [right, up]) if (next) expect((next[0] - a[0]) * away).toBeGreaterThan(5);
        });
      });

      it('every ramp: neighbouring classes at least so far apart in OKLab, in one direction of lightness', () => {
        const least = { neighbours: 6, arrears: 9, cells: 9.5, renovation: 30 };
        const ramps: [number, readonly string[]][] = [
          ...METRICS.filter((m) => m !== 'bisogno').map((m): [number, readonly string[]] => [
            least.neighbours,
            rampOf(m, theme),
          ]),
          [least.neighbours, theme.population],
          [least.neighbours, theme.projects],
          [least.arrears, theme.arrears],
          [least.renovation, [theme.renovation.track, theme.renovation.fill]],
        ];
        for (const [apart, ramp] of ramps) {
          const seen = ramp.map((c) => ok(c, matrix));
          for (let i = 1; i < seen.length; i += 1) {
            const [a, b] = [seen[i - 1], seen[i]] as [Rgb, Rgb];
            expect(distance(a, b)).toBeGreaterThan(apart);
            expect((b[0] - a[0]) * away).toBeGreaterThan(3);
          }
        }
        const cells = theme.bivariate.map((c) => ok(c, matrix));
        cells.forEach((a, i) =>
          cells.slice(0, i).forEach((b) => expect(distance(a, b)).toBeGreaterThan(least.cells)),
        );
        // The least share is a value: it is seen on the ground, and on the paper of the states.
        const [first = ''] = theme.arrears;
        for (const ground of [theme.land, theme.state.paper])
          expect(distance(ok(first, matrix), ok(ground, matrix))).toBeGreaterThan(4.5);
        expect(theme.arrears).toHaveLength(classCount(ARREARS_SCALE));
      });

      it('what is not in the scale is none of its colours', () => {
        const outside = lab(theme.notApplicable, matrix);
        const land = lab(theme.land, matrix);
        expect(distance(outside, land)).toBeGreaterThan(5);
        for (const metric of METRICS.filter((m) => m === 'contributo'))
          for (const color of rampOf(metric, theme))
            expect(distance(outside, lab(color, matrix))).toBeGreaterThan(10);
      });
    });
  }

  it(`a first class that is a value is seen on the ground: ${theme.name}`, () => {
    const usual = EYES['usual'] ?? [];
    for (const metric of METRICS) {
      const { zero } = METRIC_SCALES[metric].numero;
      if (zero || !isRanged(metric) || metric === 'residenti') continue;
      expect(distance(lab(rampOf(metric, theme)[0] ?? '', usual), lab(theme.land, usual))).toBeGreaterThan(
        12,
      );
    }
  });

  it(`a ramp has as many colours as are asked for: ${theme.name}`, () => {
    for (const n of [3, 4, 5, 6])
      for (const zero of [true, false]) {
        if (!zero && n === 6) continue;
        const ramp = metricRamp(theme, n, zero);
        expect(ramp).toHaveLength(n);
        expect(new Set(ramp).size).toBe(n);
      }
  });
}
