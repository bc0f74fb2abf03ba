/** An intervention beside its control area. */
import { fill } from '../../i18n';
import type { Row } from '../../schema/tables';
import { isWhole } from '../dwellings';
import { barWords, changeOf, less, refused, signed, unlike } from './change';
import { farApart, figureOf, timeFigures } from './figures';
import { factsOf } from './indicators';
import type { Bar, Change, ControlRow, ControlSide, Sheet } from './types';
import { contradictionsOn } from './warnings';

export function controlRows(intervention: Row<'areas'>, control: Row<'areas'>, sheet: Sheet): ControlRow[] {
  const { lang, reference } = sheet;
  const sides = [intervention, control].map((area) => ({
    area,
    facts: factsOf(area.area_id, sheet).filter((f) => f.time_point !== null),
  }));
  return reference.indicators.flatMap((indicator): ControlRow[] => {
    if (indicator.unit === null) return [];
    const byArea = sides.map(({ facts }) => facts.filter((f) => f.indicator_id === indicator.indicator_id));
    if (byArea.every((facts) => facts.length === 0)) return [];
    const parts = new Set(byArea.flat().map((f) => (isWhole(f) ? '' : (f.dimension ?? ''))));
    return [...parts].map((part): ControlRow => {
      const columns = byArea.map((facts) => facts.filter((f) => (isWhole(f) ? '' : f.dimension) === part));
      const words = (lang === 'en' ? columns.flat()[0]?.dimension_en : null) ?? part;
      const name = lang === 'it' ? indicator.name_it : indicator.name_en;
      const side = (i: 0 | 1): ControlSide => {
        const figures = (columns[i] ?? []).map((f) => figureOf(f, sheet));
        const [starts, ends] = [timeFigures(figures, 't0'), timeFigures(figures, 't1')];
        const area = sides[i]?.area.area_id ?? '';
        const contradicted = contradictionsOn([area], indicator.indicator_id, sheet).length > 0;
        return {
          t0: starts[0] ?? null,
          t1: ends[0] ?? null,
          stated: timeFigures(figures, 't1-t0')[0] ?? null,
          change: changeOf(starts, ends, contradicted, sheet) ?? refused(['no-times'], sheet),
        };
      };
      const [a, b] = [side(0), side(1)];
      return {
        id: part === '' ? indicator.indicator_id : `${indicator.indicator_id}:${part}`,
        title: part === '' ? name : `${name}: ${words}`,
        intervention: a,
        control: b,
        difference: differenceInDifferences(a, b, sheet),
      };
    });
  });
}

function differenceInDifferences(a: ControlSide, b: ControlSide, sheet: Sheet): Change {
  const why: Bar[] = [];
  if (!a.change.allowed) why.push('intervention-change');
  if (!b.change.allowed) why.push('control-change');
  for (const [x, y] of [
    [a.t0, b.t0],
    [a.t1, b.t1],
  ])
    if (x && y)
      for (const bar of [...unlike(x, y), ...(farApart(x, y) ? (['dates'] as const) : [])])
        if (!why.includes(bar)) why.push(bar);
  if (why.length > 0 || !a.change.allowed || !b.change.allowed) {
    const { w } = sheet;
    const side = (name: string, change: Change) =>
      change.allowed ? [] : [`${name.toLowerCase()}: ${barWords(change.why, w)}`];
    const words = [
      ...side(w.control.intervention, a.change),
      ...side(w.control.control, b.change),
      ...why.filter((bar) => !bar.endsWith('-change')).map((bar) => w.bars[bar]),
    ];
    return { allowed: false, why, words: fill(w.control.refused, { why: words.join('; ') }) };
  }
  const difference = less(a.change.difference, b.change.difference);
  return {
    allowed: true,
    difference,
    unit: a.change.unit,
    words: signed(difference, a.change.unit, sheet),
  };
}
