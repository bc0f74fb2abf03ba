/** Rows of the indicators: one for each, and for each part of a whole that is stated. */
import type { Fact } from '../../schema/served';
import type { Row } from '../../schema/tables';
import { isWhole } from '../dwellings';
import { changeOf } from './change';
import { distinct, figureOf, groupOf, latestFirst, published, timeFigures } from './figures';
import type { CompareCell, CompareFigure, CompareRow, Sheet } from './types';
import { contradictionsOn, rowOf } from './warnings';

/** Facts about an area known at the date: its own, and those on the works of a project that is in this area alone. */
export function factsOf(areaId: string, sheet: Sheet): Fact[] {
  return sheet.index.facts.filter((f) => {
    if (!published(sheet, f.source_id)) return false;
    if (f.subject_kind === 'area') return f.subject_id === areaId;
    if (f.theme !== 'renovation' || f.subject_kind !== 'project') return false;
    const areas = sheet.areasOf(f.subject_id);
    return areas.size === 1 && areas.has(areaId);
  });
}

/**
 * Which part of a whole goes into which row: wholes into the first. An area of which one part alone is stated goes
 * there too, with a warning, where nobody else states that part: better beside the others than in a row of its own.
 */
function partsOf(byArea: readonly Fact[][]): Map<string, Fact[][]> {
  const key = (f: Fact): string => (isWhole(f) ? '' : (f.dimension ?? ''));
  const keys = byArea.map((facts) => new Set(facts.map(key)));
  const lone = keys.map((own, i) => {
    const [only] = own;
    return own.size === 1 && only !== '' && !keys.some((other, j) => j !== i && other.has(only ?? ''));
  });
  const company = keys.filter((own, i) => own.has('') || lone[i]).length;
  const parts = new Map<string, Fact[][]>();
  byArea.forEach((facts, i) => {
    for (const fact of facts) {
      const part = lone[i] && company > 1 ? '' : key(fact);
      const columns = parts.get(part) ?? byArea.map((): Fact[] => []);
      columns[i]?.push(fact);
      parts.set(part, columns);
    }
  });
  return new Map([...parts].sort(([a], [b]) => Number(a !== '') - Number(b !== '')));
}

export function indicatorRows(
  indicator: Row<'indicators'>,
  byArea: readonly Fact[][],
  sheet: Sheet,
): CompareRow[] {
  const { lang, areas } = sheet;
  const name = lang === 'it' ? indicator.name_it : indicator.name_en;
  const definition = lang === 'it' ? indicator.definition : indicator.definition_en;
  const about = { indicator: indicator.indicator_id, theme: groupOf(indicator.theme), definition };
  const contradictions = (area: Row<'areas'>) =>
    contradictionsOn([area.area_id], indicator.indicator_id, sheet);
  // What is stated in words stands as a list: there are no two alike.
  if (indicator.unit === null) {
    const cells = areas.map((area, i): CompareCell => ({
      area_id: area.area_id,
      figures: (byArea[i] ?? []).map((f) => figureOf(f, sheet)),
      others: [],
      change: null,
      contradictions: contradictions(area),
    }));
    const row = rowOf({ id: indicator.indicator_id, title: name, ...about }, cells, sheet);
    return row ? [row] : [];
  }
  const parts = partsOf(byArea);
  return [...parts].flatMap(([part, columns]) => {
    const first = columns.flat()[0];
    const words = (lang === 'en' ? first?.dimension_en : null) ?? part;
    const cells = areas.map((area, i): CompareCell => {
      const all = (columns[i] ?? []).map((f) => figureOf(f, sheet)).sort(latestFirst);
      const [shown, ...rest] = all;
      const key = (f: CompareFigure) => `${f.time_point ?? ''}|${f.words}`;
      // Said once, on the whole, where a whole is stated.
      const told = part !== '' && (parts.get('')?.[i]?.length ?? 0) > 0;
      const found = contradictions(area);
      const [starts, ends] = [timeFigures(all, 't0'), timeFigures(all, 't1')];
      return {
        area_id: area.area_id,
        figures: shown ? [shown] : [],
        others: distinct(rest, key).filter((f) => !shown || key(f) !== key(shown)),
        change: starts.length > 0 && ends.length > 0 ? changeOf(starts, ends, found.length > 0, sheet) : null,
        contradictions: shown && !told ? found : [],
      };
    });
    // The part is said once, in the title, unless the cells differ in it.
    const said = new Set(cells.flatMap((c) => c.figures.map((f) => f.dimension)));
    const one = part !== '' && said.size === 1;
    const row = rowOf(
      {
        id: part === '' ? indicator.indicator_id : `${indicator.indicator_id}:${part}`,
        title: one ? `${name}: ${words}` : name,
        ...about,
      },
      one ? cells.map((c) => ({ ...c, figures: c.figures.map((f) => ({ ...f, dimension: null })) })) : cells,
      sheet,
    );
    return row ? [row] : [];
  });
}
