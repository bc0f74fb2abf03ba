import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitCamera, mercatorY, metresPerPixel, REGION, scaleBar, scaleNumber } from './camera';
import { bothDays } from './legends';
import { layout } from './layout';
import { setText } from './layout/text';
import type { Box, Layout, LayoutInput, Mark } from './layout/types';
import { ORIENTATIONS, pictureName, SIZES } from './options';
import { paintSwatch } from './paint';
import { splitSentence } from './sentence';
import { crc32, describePng, readChunks } from './png';
import { wrap, type Measure } from './wrap';

/** Half an em a character: near the mean of the face, and the same on every machine. */
const measure: Measure = (text, size) => text.length * size * 0.5;

const item = (i: number) => ({
  swatch: { kind: 'fill' as const, color: '#b5d0ef' },
  label: `classe numero ${i}, con parole che possono andare a capo se la colonna è stretta`,
  count: i * 111,
});
const block = (title: string, items: number) => ({
  title,
  legend: {
    sentence: 'Quaranta comuni su 1.504 hanno almeno un progetto finanziato localizzabile.',
    items: Array.from({ length: items }, (_, i) => item(i)),
    notes: ['Fine lavori prevista: 2019 (previsione).'],
  },
});

const SENTENCE =
  'Situazione al 17 gen 2023 in Lombardia: 88 progetti finanziati in 34 comuni, 47 aree, 5 laboratori aperti su 55; 53 voci non localizzabili. Da 5 documenti pubblici.';

const input = (change: Partial<LayoutInput> = {}): LayoutInput => ({
  lang: 'it',
  options: { size: 'a4', orientation: 'orizzontale', theme: 'chiaro', legend: true },
  screen: { width: 900, height: 620, ratio: 1 },
  camera: null,
  sentence: SENTENCE,
  release: '2026-11',
  created: '2026-11-20',
  link: 'https://atlante.example.it/?strati=comuni,aree&prog=pon-metro&prov=Milano&v=2026-11',
  attribution: 'Confini ISTAT 2023 via openpolis, CC BY 4.0',
  legends: [block('Comuni', 4), block('Laboratori', 5)],
  sources: ['Comuni. Confini e popolazione: ISTAT.', 'Laboratori. Sedi e contratti: milano-2017.'],
  ...change,
});

const EPSILON = 1e-6;
const overlap = (a: Box, b: Box): boolean =>
  a.x + a.width > b.x + EPSILON &&
  b.x + b.width > a.x + EPSILON &&
  a.y + a.height > b.y + EPSILON &&
  b.y + b.height > a.y + EPSILON;
const within = (a: Box, b: Box): boolean =>
  a.x >= b.x - EPSILON &&
  a.y >= b.y - EPSILON &&
  a.x + a.width <= b.x + b.width + EPSILON &&
  a.y + a.height <= b.y + b.height + EPSILON;
const say = (m: Mark | (Box & { kind: 'map' })) =>
  `${m.kind}${'text' in m ? ` "${m.text}"` : ''} ${[m.x, m.y, m.width, m.height].map((n) => n.toFixed(1)).join(' ')}`;

/** Everything wrong with a layout, in words. */
function faults({ page, maps, marks }: Layout, margin: number): string[] {
  const found: string[] = [];
  const paper = { x: margin, y: margin, width: page.width - 2 * margin, height: page.height - 2 * margin };
  // Half a device pixel of a screen: the map stands on whole ones.
  const loose = { x: paper.x - 0.3, y: paper.y - 0.3, width: paper.width + 0.6, height: paper.height + 0.6 };
  const FURNITURE = ['scale', 'north', 'day'];
  const plates = marks.filter((m) => m.kind === 'plate');
  const onMap = marks.filter((m) => FURNITURE.includes(m.kind));
  const beside = marks.filter((m) => !['plate', ...FURNITURE].includes(m.kind));
  for (const [i, { box }] of maps.entries()) {
    const map = { ...box, kind: 'map' as const };
    if (!within(map, loose)) found.push(`the map leaves the margins: ${say(map)}`);
    for (const m of beside) if (overlap(m, map)) found.push(`lies on the map: ${say(m)}`);
    for (const other of maps.slice(i + 1)) if (overlap(box, other.box)) found.push('map on map');
  }
  for (const m of beside) if (!within(m, loose)) found.push(`leaves the margins: ${say(m)}`);
  for (const [i, a] of beside.entries())
    for (const b of beside.slice(i + 1)) if (overlap(a, b)) found.push(`${say(a)} on ${say(b)}`);
  for (const [i, p] of plates.entries()) {
    if (!maps.some(({ box }) => within(p, box))) found.push(`furniture off the map: ${say(p)}`);
    if (plates.slice(i + 1).some((other) => overlap(p, other))) found.push(`plate on plate: ${say(p)}`);
  }
  for (const m of onMap)
    if (!plates.some((p) => within(m, p))) found.push(`furniture off its plate: ${say(m)}`);
  return found;
}

const texts = ({ marks }: Layout): string[] => marks.flatMap((m) => (m.kind === 'text' ? [m.text] : []));
const swatches = ({ marks }: Layout): number => marks.filter((m) => m.kind === 'swatch').length;
const MARGIN = { a4: 10, a3: 14, schermo: 7 } as const;

describe('layout', () => {
  for (const size of SIZES)
    for (const orientation of ORIENTATIONS)
      for (const legend of [true, false])
        it(`${size} ${orientation} ${legend ? 'with' : 'without'} legend: nothing overlaps, all within the margins`, () => {
          const options = { size, orientation, theme: 'chiaro' as const, legend };
          const plan = layout(input({ options }), measure);
          expect(faults(plan, MARGIN[size])).toEqual([]);
          expect(swatches(plan)).toBe(legend ? 9 : 0);
          expect(plan.left).toBe(0);
          expect(plan.maps[0].box.width * plan.maps[0].box.height).toBeGreaterThan(
            plan.page.width * plan.page.height * 0.25,
          );
        });

  it('has the pixels of the paper at 300 dpi', () => {
    const pixels = (size: 'a4' | 'a3', orientation: 'orizzontale' | 'verticale') =>
      layout(input({ options: { size, orientation, theme: 'chiaro', legend: true } }), measure).pixels;
    expect(pixels('a4', 'orizzontale')).toEqual({ width: 3508, height: 2480 });
    expect(pixels('a4', 'verticale')).toEqual({ width: 2480, height: 3508 });
    expect(pixels('a3', 'orizzontale')).toEqual({ width: 4961, height: 3508 });
    expect(pixels('a3', 'verticale')).toEqual({ width: 3508, height: 4961 });
  });

  it('shows the screen at its own size and density', () => {
    const options = { size: 'schermo', orientation: 'orizzontale', theme: 'scuro', legend: true } as const;
    const plan = layout(input({ options, screen: { width: 900, height: 620, ratio: 2 } }), measure);
    expect(Math.round((plan.maps[0].box.width / 25.4) * plan.dpi)).toBe(1800);
    expect(Math.round((plan.maps[0].box.height / 25.4) * plan.dpi)).toBe(1240);
    expect(plan.dpi).toBe(192);
    const phone = layout(input({ options, screen: { width: 360, height: 400, ratio: 3 } }), measure);
    expect(faults(phone, 4)).toEqual([]);
    expect(swatches(phone)).toBe(9);
  });

  it('says how many entries found no room, and counts right', () => {
    for (const size of ['a4', 'a3'] as const)
      for (const orientation of ORIENTATIONS) {
        const legends = Array.from({ length: 8 }, (_, i) => block(`Strato ${i}`, 30));
        const options = { size, orientation, theme: 'chiaro' as const, legend: true };
        const plan = layout(input({ legends, options }), measure);
        expect(faults(plan, MARGIN[size])).toEqual([]);
        expect(plan.left).toBeGreaterThan(0);
        expect(swatches(plan) + plan.left).toBe(240);
        expect(texts(plan).join(' ')).toContain(`altre ${plan.left} voci`);
      }
  });

  it('takes a second column before it leaves entries out', () => {
    const legends = Array.from({ length: 5 }, (_, i) => block(`Strato ${i}`, 5));
    const plan = layout(input({ legends }), measure);
    expect(plan.left).toBe(0);
    expect(swatches(plan)).toBe(25);
    expect(faults(plan, 10)).toEqual([]);
  });

  it('keeps long sentences, links and sources in their places', () => {
    const plan = layout(
      input({
        sentence: `Situazione al 17 gen 2023 in Lombardia, finanziati da: ${'un asse dal nome lungo; '.repeat(60)}`,
        link: `https://atlante.example.it/?q=${'x'.repeat(400)}`,
        sources: Array.from(
          { length: 30 },
          (_, i) => `Fonte ${i}: un documento dal titolo lungo, di un ente.`,
        ),
      }),
      measure,
    );
    expect(faults(plan, 10)).toEqual([]);
    expect(texts(plan).join(' ')).toMatch(/Altre \d+ fonti/);
    expect(texts(plan).filter((t) => t.endsWith('…'))).toHaveLength(1);
  });

  it('puts two days side by side, equally large, each with its day and its own scale and north', () => {
    const days = ['1 giu 2013', '17 gen 2023'] as const;
    for (const size of SIZES)
      for (const orientation of ORIENTATIONS)
        for (const blocks of [2, 5]) {
          const legends = Array.from({ length: blocks }, (_, i) => block(`Strato ${i}`, 5));
          const options = { size, orientation, theme: 'chiaro' as const, legend: true };
          const plan = layout(input({ days, options, legends }), measure);
          const where = `${size} ${orientation} ${blocks}`;
          expect(faults(plan, MARGIN[size]), where).toEqual([]);
          expect(plan.maps.map((m) => m.day)).toEqual(days);
          const [a, b] = plan.maps.map((m) => m.box);
          if (!a || !b) throw new Error('two maps expected');
          expect(b.width).toBeCloseTo(a.width, 6);
          expect(b.height).toBeCloseTo(a.height, 6);
          expect(b.y).toBe(a.y);
          expect(b.x).toBeGreaterThan(a.x + a.width);
          for (const kind of ['day', 'scale', 'north'])
            expect(
              plan.marks.filter((m) => m.kind === kind),
              where,
            ).toHaveLength(2);
          expect(swatches(plan) + plan.left, where).toBe(5 * blocks);
        }
    const options = { size: 'schermo', orientation: 'orizzontale', theme: 'chiaro', legend: true } as const;
    const phone = layout(input({ days, options, screen: { width: 360, height: 400, ratio: 3 } }), measure);
    expect(faults(phone, 4)).toEqual([]);
    const [above, below] = phone.maps.map((m) => m.box);
    expect(below?.x).toBe(above?.x);
    expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0));
  });

  it('draws two scales in one as a grid, most at the top', () => {
    const labels = ['basso', 'medio', 'alto'];
    const items = labels.flatMap((need, i) =>
      labels.map((reach, j) => ({ ...item(3 * i + j), label: `${need}, ${reach}`, count: 3 * i + j })),
    );
    const grid = { rows: { title: 'Fabbisogno', labels }, columns: { title: 'Copertura', labels } };
    const legend = { sentence: 'Due scale.', items: [...items, item(99)], grid, notes: [] };
    const plan = layout(input({ legends: [{ title: 'Comuni', legend }] }), measure);
    expect(faults(plan, 10)).toEqual([]);
    expect(swatches(plan)).toBe(10);
    // Where a number stands: cell 0 (least, first column) is left and low, cell 8 right and high.
    const cell = (n: number) =>
      plan.marks.find((m) => m.kind === 'text' && m.text === String(n) && m.align === 'center');
    const [least, most] = [cell(0), cell(8)];
    if (!least || !most) throw new Error('no numbers in the cells');
    expect(most.x).toBeGreaterThan(least.x);
    expect(most.y).toBeLessThan(least.y);
    expect(texts(plan)).toContain('Fabbisogno');
    // The cells' long names are not listed a second time.
    expect(texts(plan).join(' ')).not.toContain('basso, medio');
  });

  it('marks own data, and says that licence and link do not cover them', () => {
    const legends = [{ ...block('Sgomberi 2025', 3), mark: 'Dati propri, non dell’Atlante' }];
    const plan = layout(input({ legends, own: true }), measure);
    expect(faults(plan, 10)).toEqual([]);
    const said = texts(plan).join(' ');
    for (const words of [
      'Dati propri, non dell’Atlante',
      'non vale per i dati propri',
      'tranne quelli propri',
    ])
      expect(said).toContain(words);
    expect(texts(layout(input(), measure)).join(' ')).not.toContain('propri');
  });

  it('sets no type under 7 points on paper, however full the legend is', () => {
    for (const size of ['a4', 'a3'] as const)
      for (const blocks of [1, 4, 8]) {
        const legends = Array.from({ length: blocks }, (_, i) => block(`Strato ${i}`, 8));
        const options = { size, orientation: 'orizzontale', theme: 'chiaro', legend: true } as const;
        const plan = layout(input({ legends, options }), measure);
        const sizes = plan.marks.flatMap((m) => ('size' in m ? [m.size] : []));
        expect((Math.min(...sizes) / 25.4) * 72).toBeGreaterThanOrEqual(7 - EPSILON);
      }
  });

  it('bug: no line began with the sign of a percentage', () => {
    const label = 'un anello: due componenti, 100 % e 50 %';
    // No narrower than the longest word.
    for (let width = 18; width < 60; width += 1) {
      const marks: Mark[] = [];
      setText(marks, measure, { text: label, size: 3, weight: 400, ink: 'ink' }, { x: 0, y: 0, width });
      const lines = marks.flatMap((m) => (m.kind === 'text' ? [m.text] : []));
      expect(
        lines.filter((line) => line.startsWith('%')),
        String(width),
      ).toEqual([]);
      expect(lines.join(' ').replaceAll('\u00a0', ' ')).toBe(label);
    }
  });

  it('says the day, the release, the licence, the link and the boundaries', () => {
    const said = texts(layout(input(), measure)).join(' ');
    for (const words of [
      '17 gen 2023',
      '2026-11',
      '20 nov 2026',
      'CC BY 4.0',
      'ISTAT',
      'atlante.example.it',
      '1:',
    ])
      expect(said).toContain(words);
  });

  it('is sound for any legend, sentence and window', () => {
    fc.assert(
      fc.property(
        fc.record({
          size: fc.constantFrom(...SIZES),
          orientation: fc.constantFrom(...ORIENTATIONS),
          blocks: fc.array(fc.record({ items: fc.nat(14), title: fc.string({ maxLength: 60 }) }), {
            maxLength: 8,
          }),
          words: fc.array(fc.string({ maxLength: 40 }), { maxLength: 40 }),
          two: fc.boolean(),
          width: fc.integer({ min: 320, max: 2400 }),
          height: fc.integer({ min: 260, max: 1500 }),
        }),
        ({ size, orientation, blocks, words, two, width, height }) => {
          const plan = layout(
            input({
              options: { size, orientation, theme: 'chiaro', legend: true },
              screen: { width, height, ratio: 1 },
              legends: blocks.map(({ title, items }) => block(title, items)),
              sentence: words.join(' '),
              days: two ? ['1 giu 2013', '17 gen 2023'] : null,
            }),
            measure,
          );
          expect(faults(plan, size === 'schermo' && width < 640 ? 4 : MARGIN[size])).toEqual([]);
          expect(swatches(plan) + plan.left).toBe(blocks.reduce((sum, b) => sum + b.items, 0));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('legend of two days', () => {
  const days = ['1 giu 2013', '17 gen 2023'] as const;
  const one = (label: string, count?: number) => ({
    swatch: { kind: 'fill' as const, color: '#b5d0ef' },
    label,
    ...(count === undefined ? {} : { count }),
  });
  const legend = (sentence: string, items: ReturnType<typeof one>[]) => ({
    sentence,
    items,
    notes: ['Nota.'],
  });

  it('has the entries of either, with both numbers where they differ', () => {
    const both = bothDays(
      legend('Due.', [one('aperto', 2), one('chiuso', 1), one('solo prima')]),
      legend('Cinque.', [one('aperto', 5), one('chiuso', 1), one('solo dopo', 4)]),
      days,
      'it',
    );
    expect(both.sentence).toBe('1 giu 2013: Due. 17 gen 2023: Cinque.');
    expect(both.items.map(({ label, count }) => [label, count])).toEqual([
      ['aperto: 2 | 5', undefined],
      ['chiuso', 1],
      ['solo dopo: 0 | 4', undefined],
      ['solo prima', undefined],
    ]);
    expect(both.notes).toEqual(['Nota.', 'Due numeri: 1 giu 2013 | 17 gen 2023.']);
  });
  it('is that of one day where nothing differs', () => {
    const same = legend('Uguale.', [one('aperto', 2)]);
    expect(bothDays(same, same, days, 'it')).toEqual(same);
  });
});

describe('heading', () => {
  it('is what stands before the first comma or colon, when that is short', () => {
    expect(splitSentence('Situazione al 17 gen 2023 in Lombardia: 88 progetti.')).toEqual({
      heading: 'Situazione al 17 gen 2023 in Lombardia',
      rest: '88 progetti.',
    });
    expect(splitSentence('Una frase sola')).toEqual({ heading: 'Una frase sola', rest: '' });
    expect(splitSentence('')).toEqual({ heading: '', rest: '' });
  });
  it('is never cut within a filter’s name (bug: "in Lombardia (Stato dichiarato")', () => {
    expect(
      splitSentence(
        'Situazione al 17 gen 2023 in Lombardia (Stato dichiarato: in corso, nelle fasi): 1 progetto.',
      ),
    ).toEqual({
      heading: 'Situazione al 17 gen 2023 in Lombardia (Stato dichiarato: in corso, nelle fasi)',
      rest: '1 progetto.',
    });
    // A text that somebody typed may hold half a bracket.
    expect(splitSentence('Situazione al 17 gen 2023 in Lombardia (Testo: «a), (b: c»): 0 progetti.')).toEqual(
      {
        heading: 'Situazione al 17 gen 2023 in Lombardia (Testo: «a), (b: c»)',
        rest: '0 progetti.',
      },
    );
  });
  it('leaves long filters to the rest', () => {
    const filters = `(${Array.from({ length: 9 }, (_, i) => `Comune: Comune numero ${i}`).join('; ')})`;
    expect(splitSentence(`Situazione al 17 gen 2023 in Lombardia ${filters}: 9 progetti.`)).toEqual({
      heading: 'Situazione al 17 gen 2023 in Lombardia',
      rest: `${filters}: 9 progetti.`,
    });
  });
});

describe('camera and scale', () => {
  it('shows the whole region in any frame', () => {
    for (const [width, height] of [
      [800, 600],
      [500, 900],
      [360, 300],
    ] as const) {
      const { zoom } = fitCamera(null, { width: 1, height: 1 }, { width, height });
      const world = 512 * 2 ** zoom;
      expect(((REGION.east - REGION.west) / 360) * world).toBeLessThanOrEqual(width - 32 + EPSILON);
      expect((mercatorY(REGION.south) - mercatorY(REGION.north)) * world).toBeLessThanOrEqual(
        height - 32 + EPSILON,
      );
    }
  });

  it('shows in another frame at least what the screen shows', () => {
    const camera = { lon: 9.19, lat: 45.46, zoom: 11 };
    expect(fitCamera(camera, { width: 900, height: 600 }, { width: 900, height: 600 })).toEqual(camera);
    expect(fitCamera(camera, { width: 900, height: 600 }, { width: 1800, height: 600 }).zoom).toBe(11);
    expect(fitCamera(camera, { width: 900, height: 600 }, { width: 1800, height: 1200 }).zoom).toBe(12);
    expect(fitCamera(camera, { width: 0, height: 0 }, { width: 900, height: 600 })).toEqual(camera);
  });

  it('measures true at the middle latitude', () => {
    // At zoom 0 the equator is 512 px long; at 60 degrees a pixel is half as many metres.
    expect(metresPerPixel({ lon: 0, lat: 0, zoom: 0 })).toBeCloseTo(40_075_016.686 / 512, 3);
    expect(metresPerPixel({ lon: 0, lat: 60, zoom: 0 })).toBeCloseTo(40_075_016.686 / 1024, 3);
    const plan = layout(input({ camera: { lon: 9.19, lat: 45.46, zoom: 11 } }), measure);
    const bar = plan.marks.find((m) => m.kind === 'scale');
    if (bar?.kind !== 'scale') throw new Error('no scale bar');
    // The bar in CSS pixels of the map, times metres a pixel, is what it says.
    const css = ((bar.length / 25.4) * plan.dpi) / plan.ratio;
    expect(bar.label).toMatch(/^[125]0* (?:k?m)$/);
    const metres = Number.parseInt(bar.label, 10) * (bar.label.endsWith('km') ? 1000 : 1);
    expect(css * metresPerPixel(plan.camera)).toBeCloseTo(metres, 3);
  });

  it('answers for nothing', () => {
    expect(scaleBar(NaN, 40)).toBeNull();
    expect(scaleBar(Infinity, 40)).toBeNull();
    expect(scaleBar(0, 40)).toBeNull();
    expect(scaleNumber(NaN)).toBeNull();
    expect(scaleNumber(1234.56)).toBe(1_200_000);
    expect(scaleBar(1000, 40)).toEqual({ metres: 20_000, mm: 20 });
  });
});

describe('wrap', () => {
  const width = (s: string) => s.length;
  it('loses no letter and keeps every line in its width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z/?&=]{1,50}$/)),
        fc.integer({ min: 1, max: 30 }),
        (words, w) => {
          const lines = wrap(words.join(' '), w, width);
          expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(w);
        },
      ),
    );
  });
  it('cuts an address after a separator', () => {
    expect(wrap('https://a.it/?strati=comuni', 20, width)).toEqual(['https://a.it/?', 'strati=comuni']);
  });
  it('ends a text that is too long with an ellipsis', () => {
    expect(wrap('uno due tre quattro', 8, width, 1)).toEqual(['uno due…']);
    expect(wrap('', 8, width, 1)).toEqual([]);
  });
});

describe('swatches', () => {
  const INK = '#1f2328';
  const colours = {
    ...{ paper: '#ffffff', line: '#b9b4aa', edge: '#8a847a', plate: '#ffffff' },
    ink: { ink: INK, soft: '#4b5158', accent: '#004a9f' },
  };
  const box = { x: 0, y: 0, width: 40, height: 40 };

  /** What a pen drew. As on a canvas, a colour that is none is not taken: the one before stays. */
  async function drawn(swatch: Parameters<typeof paintSwatch>[1]) {
    let fill = INK;
    let [dash, steps]: [number[], number] = [[], 0];
    const found = { filled: [] as string[], dots: 0, frame: [] as number[][], lines: 0 };
    const pen = {
      get fillStyle() {
        return fill;
      },
      set fillStyle(colour: string) {
        if (/^#|^rgb/.test(colour)) fill = colour;
      },
      fillRect: () => found.filled.push(fill),
      strokeRect: () => found.frame.push(dash),
      setLineDash: (to: number[]) => (dash = to),
      beginPath: () => (steps = 0),
      lineTo: () => (steps += 1),
      stroke: () => (found.lines += steps),
      fill: () => (found.dots += 1),
      ...{
        save: () => {},
        restore: () => {},
        rect: () => {},
        clip: () => {},
        moveTo: () => {},
        arc: () => {},
      },
    };
    await paintSwatch(pen as unknown as CanvasRenderingContext2D, swatch, box, colours);
    return found;
  }

  it('bug: without a colour were filled with the ink of the text before them, and the dashed one was empty', async () => {
    for (const pattern of [undefined, 'dots', 'hatch', 'dashed'] as const) {
      const found = await drawn({ kind: 'fill', color: 'none', ...(pattern ? { pattern } : {}) });
      expect(found.filled, pattern).toEqual([]);
      expect(found.frame, pattern).toHaveLength(1);
      expect(found.frame[0]?.length, pattern).toBe(pattern === 'dashed' ? 2 : 0);
      expect(found.dots > 0, pattern).toBe(pattern === 'dots');
      if (pattern === 'hatch') expect(found.lines).toBeGreaterThan(4);
      else expect(found.lines, pattern).toBe(pattern === 'dashed' ? 2 : 0);
    }
    expect((await drawn({ kind: 'fill', color: '#b5d0ef', pattern: 'dots' })).filled).toEqual(['#b5d0ef']);
  });
});

describe('png', () => {
  /** A 2 x 1 white picture as a canvas writes it. */
  function tiny(): Uint8Array<ArrayBuffer> {
    const part = (type: string, data: Uint8Array) => {
      const out = new Uint8Array(12 + data.length);
      new DataView(out.buffer).setUint32(0, data.length);
      out.set(new TextEncoder().encode(type), 4);
      out.set(data, 8);
      new DataView(out.buffer).setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
      return out;
    };
    const header = new Uint8Array([0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
    const rows = new Uint8Array(deflateSync(new Uint8Array([0, 255, 255, 255, 255, 255, 255])));
    return new Uint8Array([
      ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
      ...part('IHDR', header),
      ...part('IDAT', rows),
      ...part('IEND', new Uint8Array()),
    ]);
  }

  it('knows the check sum of IEND', () => {
    expect(crc32(new TextEncoder().encode('IEND'))).toBe(0xae426082);
  });

  it('says 300 dpi as 11811 pixels a metre, and its texts in UTF-8, behind the header', async () => {
    const png = new Uint8Array(await describePng(tiny(), 300, { Title: 'Perché così' }).arrayBuffer());
    const chunks = readChunks(png);
    expect(chunks.map((c) => c.type)).toEqual(['IHDR', 'pHYs', 'iTXt', 'IDAT', 'IEND']);
    const physical = chunks[1]?.data ?? new Uint8Array(9);
    const view = new DataView(physical.buffer, physical.byteOffset);
    expect([view.getUint32(0), view.getUint32(4), physical[8]]).toEqual([11_811, 11_811, 1]);
    expect(new TextDecoder().decode(chunks[2]?.data)).toBe('Title\0\0\0\0\0Perché così');
    expect(() => describePng(new Uint8Array(40), 300, {})).toThrow('not a PNG');
  });
});

describe('name of the file', () => {
  it('says day, release and format', () => {
    const options = { orientation: 'verticale', theme: 'chiaro', legend: true } as const;
    expect(pictureName('2023-01-17', '2026-11', { ...options, size: 'a3' })).toBe(
      'atlante-erp_figura_2023-01-17_ed-2026-11_a3-verticale.png',
    );
    expect(pictureName('2023-01-17', '2026/11', { ...options, size: 'schermo' })).toBe(
      'atlante-erp_figura_2023-01-17_ed-2026-11_schermo.png',
    );
  });
});
