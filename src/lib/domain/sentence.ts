/** The sentence that says a view in words: title, alternative text and announcement are all made of it. */
import { formatDate, formatNumber, type Lang } from './figures';
import type { Rows } from './select';
import type { Catalog } from '../schema/served';

const count = (n: number, one: string, many: string, lang: Lang): string =>
  `${formatNumber(n, lang, 0)} ${n === 1 ? one : many}`;

/** Names of the chosen axes, in table order; empty without a filter. */
export function axisNames(axes: readonly string[], catalog: Pick<Catalog, 'axes'>, lang: Lang): string[] {
  return catalog.axes
    .filter((a) => axes.includes(a.axis_id))
    .map((a) => (a.code === null ? '' : `${a.code} `) + (lang === 'it' ? a.title_it : a.title_en));
}

/** What, where, when, filtered by what, how many, from which documents. `further`: filters that are no funding axis. */
export function viewSentence(
  rows: Rows,
  catalog: Catalog,
  lang: Lang,
  further: readonly string[] = [],
): string {
  const also = further.length > 0 ? ` (${further.join('; ')})` : '';
  const names = axisNames(rows.question.axes, catalog, lang);
  const open = rows.labs.filter((l) => l.state === 'open' || l.state === 'moved').length;
  const when = formatDate(rows.question.date, lang);
  const documents = catalog.sources.length;
  if (lang === 'it') {
    const by = names.length > 0 ? `, finanziati da: ${names.join('; ')}` : '';
    return (
      `Situazione al ${when} in Lombardia${by}${also}: ${count(rows.projects.length, 'progetto finanziato', 'progetti finanziati', lang)} ` +
      `in ${count(rows.projectsIn.size, 'comune', 'comuni', lang)}, ${count(rows.areas.length, 'area', 'aree', lang)}, ` +
      `${count(open, 'laboratorio aperto', 'laboratori aperti', lang)} su ${formatNumber(rows.labs.length, lang, 0)}; ` +
      `${count(rows.unplaced.length, 'voce non localizzabile', 'voci non localizzabili', lang)}. Da ${documents} documenti pubblici.`
    );
  }
  const by = names.length > 0 ? `, funded by: ${names.join('; ')}` : '';
  return (
    `Situation on ${when} in Lombardy${by}${also}: ${count(rows.projects.length, 'funded project', 'funded projects', lang)} ` +
    `in ${count(rows.projectsIn.size, 'municipality', 'municipalities', lang)}, ${count(rows.areas.length, 'area', 'areas', lang)}, ` +
    `${count(open, 'lab open', 'labs open', lang)} of ${formatNumber(rows.labs.length, lang, 0)}; ` +
    `${count(rows.unplaced.length, 'entry that cannot be placed', 'entries that cannot be placed', lang)}. From ${documents} public documents.`
  );
}
