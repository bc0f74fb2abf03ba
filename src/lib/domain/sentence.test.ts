import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '$lib/schema/served';
import { differenceBetween } from './compare';
import { NO_FACETS, OUTCOMES, type Outcome } from './facets';
import { countStates } from './project-time';
import { buildIndex, selectRows } from './select';
import { METRICS } from './metric';
import { colouredSentence, colourOf, documentsOf, oneDayOfTwo, viewSentence } from './sentence';
import { defaultView } from '../state/view';

const catalog = JSON.parse(readFileSync('static/data/catalog.json', 'utf8')) as Catalog;
const index = buildIndex(catalog, { facts: [] });
const EARLY = '2015-06-01';
const LATE = '2023-01-17';
const rowsAt = (date: string, axes: string[] = []) => selectRows(index, { axes, date });
const open = (date: string): number =>
  rowsAt(date).labs.filter(({ state }) => state === 'open' || state === 'moved').length;
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ');
const sentence = (date: string, second: string | null, lang: 'it' | 'en' = 'it', further: string[] = []) => {
  const rows = rowsAt(date);
  const other = second === null ? null : rowsAt(second);
  return plain(
    viewSentence(
      rows,
      catalog,
      lang,
      further,
      other && { rows: other, difference: differenceBetween(other, rows, lang) },
    ),
  );
};

describe('the sentence of a view', () => {
  it('says one day, its counts, its filters and its documents', () => {
    const rows = rowsAt(LATE);
    const told = countStates(rows.projectsAt.values());
    const unsaid = rows.labs.filter(({ state }) => state === 'unknown').length;
    expect(sentence(LATE, null, 'it', ['provincia: Milano'])).toBe(
      `Situazione al 17 gen 2023 in Lombardia (provincia: Milano): ${rows.projects.length} progetti finanziati ` +
        `in ${rows.projectsIn.size} comuni (${told.running} in corso, ${told.ended} conclusi, ` +
        `${told.started} avviati senza notizie successive, ${told.unknown} senza date), ${rows.areas.length} aree, ` +
        `${open(LATE)} laboratori aperti su ${rows.labs.length} (di ${unsaid} non è detto); ` +
        `${rows.unplaced.length} voci non localizzabili. Da ${documentsOf(rows).size} documenti pubblici.`,
    );
  });

  it('says of the same projects how many run at the date (bug: 88 funded projects in 2004)', () => {
    const early = sentence('2004-01-01', null);
    expect(early).toContain(`${rowsAt(LATE).projects.length} progetti finanziati in `);
    expect(early).toMatch(/\(\d+ non ancora avviati, \d+ senza date\)/);
    expect(sentence('2004-01-01', null, 'en')).toMatch(/\(\d+ not started yet, \d+ without dates\)/);
    expect(early).toContain('0 laboratori aperti su 55');
  });

  it('does not call refused projects funded (bug: 13 funded projects)', () => {
    const said = (outcomes: Outcome[], lang: 'it' | 'en' = 'it') =>
      plain(
        viewSentence(
          selectRows(index, { axes: [], date: LATE, facets: { ...NO_FACETS, outcomes } }),
          catalog,
          lang,
        ),
      );
    expect(said(['not_funded', 'not_admitted'])).toMatch(
      /: 13 progetti \(non finanziati o non ammessi\) in \d+ comuni,/,
    );
    expect(said(['not_funded'])).toContain(': 4 progetti non finanziati in ');
    expect(said(['not_admitted'])).toContain(': 9 progetti non ammessi in ');
    expect(said([...OUTCOMES])).toMatch(/: \d+ progetti, di cui \d+ finanziati, in /);
    expect(said(['not_funded', 'not_admitted'], 'en')).toContain(
      ': 13 projects (not funded or not admitted) in ',
    );
    // bug: without a row, projects without an outcome were called refused
    const empty = selectRows(index, {
      axes: [],
      date: LATE,
      facets: { ...NO_FACETS, text: 'nessuno si chiama così', outcomes: ['no_outcome', 'not_funded'] },
    });
    expect(plain(viewSentence(empty, catalog, 'it'))).toContain('0 progetti finanziati');
    expect(said([...OUTCOMES], 'en')).toMatch(/: \d+ projects, \d+ of them funded, in /);
  });

  it('counts the documents that its rows come from, and none for no rows (bug: always 5)', () => {
    const rowsOf = (text: string) =>
      selectRows(index, { axes: [], date: LATE, facets: { ...NO_FACETS, text } });
    const none = rowsOf('nessuno si chiama così');
    expect(none.projects).toEqual([]);
    expect(documentsOf(none).size).toBe(0);
    expect(viewSentence(none, catalog, 'it')).not.toContain('document');
    const some = rowsOf('pinqua');
    expect(some.projects).toHaveLength(1);
    const n = documentsOf(some).size;
    expect(n).toBeGreaterThan(0);
    expect(n).toBeLessThan(catalog.sources.length);
    expect(plain(viewSentence(some, catalog, 'it'))).toContain(
      n === 1 ? 'Da 1 documento pubblico.' : `Da ${n} documenti pubblici.`,
    );
  });

  it('says of how many labs nobody knows, and after the last document that it was the last', () => {
    expect(sentence(LATE, null)).toContain('5 laboratori aperti su 55 (di 48 non è detto)');
    expect(sentence('2026-01-01', null)).toMatch(
      /0 laboratori aperti secondo le previsioni su 55 \(di \d+ non è detto: l’ultimo documento è del 17 gen 2023\)/,
    );
    expect(sentence('2026-01-01', null, 'en')).toMatch(
      /0 labs open by the plans, of 55 \(for \d+ no document says: the last is of 17 Jan 2023\)/,
    );
  });

  it('marks the projects that only a missing date keeps in a period', () => {
    const rows = selectRows(index, {
      axes: [],
      date: LATE,
      facets: { ...NO_FACETS, period: { from: 2026, to: 2027 } },
    });
    const unsaid = [...rows.projectsAt.values()].filter(({ period }) => period === 'unsaid').length;
    expect(unsaid).toBeGreaterThan(5);
    expect(plain(viewSentence(rows, catalog, 'it'))).toContain(`a ${unsaid} manca una data per il periodo`);
  });

  it('names two days, counts both where they differ, and says what changed', () => {
    expect(open(EARLY)).not.toBe(open(LATE));
    const two = sentence(LATE, EARLY);
    expect(two).toMatch(/^Situazione al 1 giu 2015 e al 17 gen 2023 in Lombardia: /);
    expect(two).toContain(`da ${open(EARLY)} a ${open(LATE)} laboratori aperti`);
    // bug: "0 e poi 7 in corso", "di 0 e poi 48 non è detto"
    expect(two).not.toMatch(/e poi|di da|in da/);
    const at = (date: string) => countStates(rowsAt(date).projectsAt.values());
    const running = [at(EARLY).running, at(LATE).running] as const;
    expect(running[0]).not.toBe(running[1]);
    expect(two).toContain(`(da ${running[0]} a ${running[1]} in corso, `);
    const unsaid = (date: string) => rowsAt(date).labs.filter(({ state }) => state === 'unknown').length;
    expect(two).toContain(` (non detto: da ${unsaid(EARLY)} a ${unsaid(LATE)})`);
    // What does not hang on the day is counted once.
    expect(two).toContain(`: ${rowsAt(LATE).projects.length} progetti finanziati in `);
    const { labs, projects } = differenceBetween(rowsAt(EARLY), rowsAt(LATE), 'it');
    expect(labs.moved.length).toBeGreaterThan(1);
    expect(two).toContain(`. Tra i due giorni: `);
    expect(two).toContain(`; ${labs.moved.length} laboratori in un’altra sede; `);
    expect(two).toContain(`; ${projects.started.length} progetti iniziati; `);
    expect(sentence(LATE, EARLY, 'en')).toMatch(
      new RegExp(
        `^Situation on 1 Jun 2015 and on 17 Jan 2023 .* from ${open(EARLY)} to ${open(LATE)} labs open .* Between the two days: `,
      ),
    );
  });

  it('names the earlier day first, whichever side of the map it is on', () => {
    expect(sentence(EARLY, LATE)).toBe(sentence(LATE, EARLY));
  });

  it('says that nothing changed when no document says so', () => {
    expect(sentence('2004-01-01', '2004-01-02')).toContain(
      '. Tra i due giorni: nessun cambiamento detto. Da ',
    );
    expect(sentence('2004-01-01', '2004-01-02', 'en')).toContain('Between the two days: no change stated.');
  });

  it('is that of one day when both are the same', () => {
    expect(sentence(LATE, LATE)).toBe(sentence(LATE, null));
  });
});

describe('the colour of the municipalities', () => {
  const view = defaultView('it');
  const said = (change: Partial<typeof view>, lang: 'it' | 'en' = 'it') =>
    plain(colouredSentence(sentence(LATE, null, lang), { ...view, ...change }, lang));

  it('bug: three different maps had the same sentence', () => {
    const end = (change: Partial<typeof view>, lang: 'it' | 'en' = 'it') =>
      said(change, lang).slice(sentence(LATE, null, lang).length);
    expect(end({})).toBe(' Colore dei comuni: progetti finanziati.');
    expect(end({ metric: 'contributo', per: 'residenti' })).toBe(
      ' Colore dei comuni: euro concessi per 1.000 residenti.',
    );
    expect(end({ metric: 'contributo', per: 'residenti' }, 'en')).toBe(
      ' Colour of the municipalities: euro granted per 1,000 residents.',
    );
    expect(end({ metric: 'contributo', euro: 'contract' })).toBe(' Colore dei comuni: euro di contratto.');
    expect(end({ metric: 'bisogno', radius: 5 })).toBe(
      ' Colore dei comuni: fabbisogno abitativo e copertura.',
    );
    expect(new Set(METRICS.map((metric) => said({ metric, radius: 5 }))).size).toBe(METRICS.length);
  });

  it('says that coverage is not there to colour by, and nothing where the layer is off', () => {
    expect(said({ metric: 'copertura' }, 'en')).toMatch(
      / Colour of the municipalities: coverage of the labs \(coverage not calculated\)\.$/,
    );
    expect(said({ layers: ['aree'], metric: 'contributo' })).toBe(sentence(LATE, null));
    expect(colourOf({ ...view, layers: [] }, 'it')).toBeNull();
  });

  it('has no denominator that the metric has not', () => {
    expect(colourOf({ ...view, metric: 'residenti', per: 'alloggi' }, 'it')).toBe('residenti');
    expect(colourOf({ ...view, metric: 'famiglie', per: 'alloggi' }, 'it')).toBe('alloggi o famiglie ERP');
  });
});

describe('rows of one day under a map of two', () => {
  it('say which day, and where on the map it is', () => {
    expect(oneDayOfTwo('Situazione.', LATE, EARLY, 'it')).toBe(
      'Righe del 17 gen 2023 (a destra sulla mappa), non del 1 giu 2015 (a sinistra). Situazione.',
    );
    expect(oneDayOfTwo('Situation.', LATE, EARLY, 'en')).toContain('17 Jan 2023 (on the right of the map)');
    expect(oneDayOfTwo('Situazione.', LATE, LATE, 'it')).toBe('Situazione.');
  });
});
