import { beforeAll, describe, expect, it } from 'vitest';
import { realRelease } from '../../../tests/support/release';
import type { Catalog, Fact, Figure, Municipality, Reference } from '../schema/served';
import { COMPARE_WORDS } from '../i18n/compare';
import { planner } from '../i18n/planner';
import { tableWords } from '../i18n/vocabularies';
import {
  BARS,
  compareAreas,
  compareChoices,
  controlsOf,
  differenceBetween,
  interventionsOf,
  WARNING_KINDS,
  type Comparison,
  type CompareRow,
} from './compare';
import { localiseCatalog, localiseFacts, localiseReference } from './english';
import { MAX_COMPARED } from './kinds';
import { buildIndex, selectRows, type Index } from './select';

let catalog: Catalog;
let facts: Fact[];
let reference: Reference;
let municipalities: Municipality[];
let index: Index;
/** The same as an English page reads it. */
let english: { index: Index; reference: Reference };
beforeAll(() => {
  const release = realRelease();
  ({ catalog, facts, reference, municipalities, index } = release);
  english = {
    index: buildIndex(localiseCatalog(catalog, release.english), {
      facts: localiseFacts(facts, release.english),
    }),
    reference: localiseReference(reference, release.english),
  };
});

const DAY = '2023-01-17';
const compare = (ids: string[], date = DAY, lang: 'it' | 'en' = 'it', over = facts): Comparison =>
  compareAreas(
    over !== facts ? buildIndex(catalog, { facts: over }) : lang === 'it' ? index : english.index,
    lang === 'it' ? reference : english.reference,
    municipalities,
    ids,
    date,
    lang,
  );
const allRows = (c: Comparison): CompareRow[] => c.groups.flatMap((g) => g.rows);
const row = (c: Comparison, id: string): CompareRow => {
  const found = allRows(c).find((r) => r.id === id);
  if (!found)
    throw new Error(
      `no row ${id}: ${allRows(c)
        .map((r) => r.id)
        .join()}`,
    );
  return found;
};
const kinds = (r: CompareRow): string[] => r.warnings.map((w) => w.kind);
const plain = (s: string | undefined): string => (s ?? '').replace(/[\u00a0\u202f]/g, ' ');
const wordsOf = (r: CompareRow): string[] =>
  r.cells.map((c) => plain(c.figures.map((f) => f.words).join(' / ')));

/** A fact of our own about a real area: arrears of start and end, to reach what the documents never state in full. */
let next = 0;
const fact = (subject_id: string, value: number | Figure, more: Partial<Fact> = {}): Fact => ({
  id: `x-${(next += 1)}`,
  theme: 'arrears',
  subject_kind: 'area',
  subject_id,
  indicator_id: 'share_in_arrears',
  dimension: null,
  dimension_en: null,
  figure: typeof value === 'number' ? { state: value === 0 ? 'zero' : 'value', value } : value,
  unit: '%',
  basis: 'famiglie',
  scope: 'debito totale',
  threshold_eur: 1000,
  owner: 'ALER',
  time_point: null,
  data_date: '2014-10-31',
  derived: false,
  source_id: 'eupolis-2016',
  lines: '1',
  also: null,
  note: null,
  ...more,
});
const withheld: Figure = { state: 'suppressed', reason: 'few-households' };
const t0 = (id: string, value: number | Figure, more: Partial<Fact> = {}) =>
  fact(id, value, { time_point: 't0', data_date: '2014-10-31', ...more });
const t1 = (id: string, value: number | Figure, more: Partial<Fact> = {}) =>
  fact(id, value, { time_point: 't1', data_date: '2015-10-31', ...more });
/** Two areas about whose arrears no contradiction is on record, and a pair of intervention and control. */
const [A, B] = ['lo-sanfereolo', 'cr-zaist'] as const;
const [DONE, CONTROL] = ['cologno-pirandello-8', 'cologno-lombardia'] as const;

describe('columns', () => {
  it('are the known areas in the order asked for, each once, four at most', () => {
    const c = compare(['mn-lunetta', 'atlantide', 'mi-sansiro', 'mn-lunetta', A, B, 'so-piastra']);
    expect(c.ids).toEqual(['mn-lunetta', 'mi-sansiro', A, B]);
    expect(c.ids).toHaveLength(MAX_COMPARED);
    expect(c.columns[0]).toMatchObject({ name: 'Lunetta', kind: 'Quartiere', municipality: 'Mantova' });
    for (const r of allRows(c)) expect(r.cells.map((cell) => cell.area_id)).toEqual(c.ids);
  });

  it('empty and single comparisons say what to do next', () => {
    expect(compare([])).toMatchObject({ columns: [], groups: [], controls: [] });
    expect(compare([]).sentence).toContain('Scegliere due aree');
    expect(compare([A]).sentence).toContain('aggiungerne un’altra');
  });

  it('name the control of an intervention and the interventions of a control', () => {
    expect(controlsOf(index, 'bs-smeraldo').map((a) => a.area_id)).toEqual(['bs-vittimeistria']);
    expect(interventionsOf(index, 'bs-vittimeistria').map((a) => a.area_id)).toEqual([
      'bs-smeraldo',
      'bs-exzanoletti',
    ]);
    expect(controlsOf(index, 'mi-sansiro')).toEqual([]);
    expect(interventionsOf(index, 'atlantide')).toEqual([]);
    expect(compareChoices(index, municipalities, 'it').some((a) => a.id === 'mi-narcisi-scuola')).toBe(false);
  });
});

describe('rows of the real documents', () => {
  it('every figure has its words, document and source; every row speaks for somebody', () => {
    for (const lang of ['it', 'en'] as const)
      for (const ids of [
        ['mi-pontelambro', 'mn-lunetta', 'mi-gratosoglio', 'mi-sansiro'],
        ['mi-lorenteggio', 'bollate-erp', 'bs-sanpolino', 'so-piastra'],
        ['bs-smeraldo', 'bs-vittimeistria', 'bs-exzanoletti', 'giussano-ovest'],
      ]) {
        const c = compare(ids, DAY, lang);
        expect(new Set(allRows(c).map((r) => r.id)).size).toBe(allRows(c).length);
        for (const r of allRows(c)) {
          expect(r.stated).toBeGreaterThan(0);
          expect(r.title).not.toMatch(/\{|\}|undefined/);
          for (const w of r.warnings) expect(w.words).not.toMatch(/\{|\}|undefined|NaN/);
          for (const f of r.cells.flatMap((cell) => [...cell.figures, ...cell.others])) {
            expect(f.words).not.toMatch(/\{|\}|undefined|NaN|^$/);
            expect(f.document_date).toMatch(/^20\d\d/);
            expect(f.source.source_id).toBeTruthy();
          }
          expect(r.comparable && r.warnings.length > 0).toBe(false);
        }
      }
  });

  it('residents of Gratosoglio: the newest figure, the other one beside it, and the contradiction in words', () => {
    const r = row(compare(['mi-gratosoglio', 'mi-mazzini']), 'residents');
    expect(wordsOf(r)).toEqual(['5.309', '4.656']);
    expect(r.cells[0]?.others.map((f) => plain(f.words))).toEqual(['10.000']);
    expect(kinds(r)).toEqual(['contradicted']);
    expect(plain(r.warnings[0]?.words)).toContain('circa 10.000 abitanti');
    expect(r.warnings[0]?.areas).toEqual(['mi-gratosoglio']);
    expect(r.comparable).toBe(false);
  });

  it('figures of one table of one document may be read side by side', () => {
    const r = row(compare(['mi-gratosoglio', 'mi-mazzini']), 'share_dwellings_works');
    expect(wordsOf(r)).toEqual(['64,1 %', '34,1 %']);
    expect(r.warnings).toEqual([]);
    expect(r.comparable).toBe(true);
  });

  it('shares of arrears differ in denominator, threshold, scope and time, and say so', () => {
    const r = row(compare(['mi-pontelambro', 'mn-lunetta']), 'share_in_arrears');
    expect(wordsOf(r)).toEqual(['60,1 %', '57,8 %']);
    expect(kinds(r)).toEqual(
      expect.arrayContaining(['basis', 'threshold', 'scope', 'time_point', 'undated']),
    );
    expect(plain(r.warnings.find((w) => w.kind === 'threshold')?.words)).toBe(
      'Soglie di debito diverse: Ponte Lambro 1.000 €; Lunetta non detto.',
    );
  });

  it('progress comes by component; different components are not the same thing', () => {
    const r = row(compare(['mi-mazzini', 'mi-gratosoglio']), 'progress_pct');
    expect(r.cells[1]?.figures.map((f) => [f.dimension, f.words.replace(/\s/g, ' ')])).toEqual([
      ['ERP Nord', '100 %'],
      ['ERP Sud', '50 %'],
      ['Infrastrutture/Servizi', '95 %'],
    ]);
    expect(kinds(r)).toContain('dimension');
    // Before the report nobody knew.
    expect(allRows(compare(['mi-mazzini', 'mi-gratosoglio'], '2016-06-01')).map((x) => x.id)).not.toContain(
      'progress_pct',
    );
    const forecast = row(compare(['mi-mazzini', 'mi-sansiro']), 'works_end_forecast');
    expect(forecast.cells.every((c) => c.figures.every((f) => f.forecast))).toBe(true);
    expect(forecast.cells[0]?.figures[0]?.note).toContain('data passata');
  });

  it('withheld, missing and unsaid are three different things', () => {
    const c = compare(['so-piastra', 'sesto-edison-cantore', 'mi-sansiro']);
    const states = row(c, 'share_in_arrears').cells.map((cell) => cell.figures[0]?.figure.state ?? 'absent');
    expect(states).toEqual(['suppressed', 'missing', 'absent']);
    const texts = JSON.stringify(c.groups);
    expect(texts).toContain('riservato');
    for (const cell of allRows(c).flatMap((r) => r.cells))
      for (const f of [...cell.figures, ...cell.others])
        if (f.figure.state === 'suppressed')
          expect(Object.keys(f.figure).sort()).toEqual(['reason', 'state']);
  });

  it('labs: open at the day, and a count that leaves some out says so', () => {
    const ids = ['mi-pontelambro', 'mi-lorenteggio'];
    const r = row(compare(ids), 'labs_open');
    expect(wordsOf(r)).toEqual(['1', '0']);
    expect(kinds(r)).toEqual(['at_least']);
    expect(wordsOf(row(compare(ids, '2021-06-30'), 'labs_open'))[1]).toBe('1');
    expect(wordsOf(row(compare(ids), 'labs'))[1]).toContain('chiuso');
  });

  it('money: kinds apart, projects of several areas never divided', () => {
    const c = compare(['mi-lorenteggio', 'bollate-erp']);
    const cost = row(c, 'money:cost');
    expect(wordsOf(cost)).toEqual(['40.260 €', '211.165,29 €']);
    expect(kinds(cost)).toEqual(['spread']);
    expect(plain(cost.cells[0]?.figures[0]?.note ?? '')).toContain('832.104,52 €, per un progetto in 2 aree');
    expect(wordsOf(row(c, 'money:contract'))[0]).toContain('non si divide');
    const counted = catalog.funding
      .filter((f) => f.project_id === 'adp-bollate' && f.in_totals && f.kind === 'allocation')
      .reduce((sum, f) => sum + (f.amount_eur ?? 0), 0);
    const figure = row(c, 'money:allocation').cells[1]?.figures[0]?.figure;
    expect(figure).toEqual({ state: 'value', value: counted });
  });

  it('"same denominator, same scope, dates close together" where nothing is dated and no denominator is said', () => {
    const undated = row(compare(['mi-sansiro', 'mi-mazzini'], '2017-10-10'), 'dwellings_works');
    expect(undated.comparable).toBe(true);
    expect(undated.clear).toEqual({
      words: 'Stesso documento; data e denominatore non detti.',
      full: false,
    });
    const dated = [fact(A, 40), fact(B, 30)];
    const clear = (list: Fact[]) => row(compare([A, B], DAY, 'it', list), 'share_in_arrears').clear;
    expect(clear(dated)).toEqual({
      words: 'Stesso denominatore, stesso ambito, stessa data: le cifre si possono leggere accanto.',
      full: true,
    });
    expect(clear([fact(A, 40), fact(B, 30, { data_date: '2014-12-31' })])?.words).toContain(
      'date entro un anno',
    );
    expect(clear([fact(A, 40, { data_date: null }), fact(B, 30, { data_date: null })])).toEqual({
      words: 'Stesso denominatore, stesso ambito, stesso documento; data non detta.',
      full: false,
    });
    // No row says of itself what its figures do not say.
    for (const lang of ['it', 'en'] as const)
      for (const r of allRows(compare(['mi-sansiro', 'mi-mazzini', 'mi-gratosoglio'], DAY, lang)))
        if (r.clear?.full)
          for (const f of r.cells.flatMap((c) => c.figures)) expect(f.data_date).not.toBeNull();
  });

  it('grammar of one: "1 hanno un avviso", "1 voci", "e altri 1", "per 1 aree"', () => {
    const one = compare([A, B], DAY, 'it', [fact(A, 40), fact(B, 30, { basis: 'alloggi' })]);
    const labs = allRows(one).filter((r) => r.stated > 1).length;
    expect(one.sentence).toContain(labs === 1 ? '1 voce detta' : `${labs} voci dette`);
    expect(one.sentence).toContain('; 1 ha un avviso, e lì');
    for (const lang of ['it', 'en'] as const) {
      const w = COMPARE_WORDS[lang];
      expect(w.caption_one).not.toContain('{n}');
      for (const [single] of [w.rows_said, w.rows_warned, w.day.more]) expect(single).not.toContain('{n}');
    }
    const [before, after] = [
      selectRows(index, { axes: [], date: '2014-01-01' }),
      selectRows(index, { axes: [], date: DAY }),
    ];
    expect(differenceBetween(before, after, 'it').sentence).not.toMatch(/e altri 1\b(?!\d)/);
  });

  it('working notes reach the customer: no id, no English in Italian notes, no Italian in English ones', () => {
    const ids = ['mi-sansiro', 'mi-gratosoglio', 'mi-pontelambro', 'mi-lorenteggio'];
    for (const lang of ['it', 'en'] as const)
      for (const r of allRows(compare(ids, DAY, lang)))
        for (const f of r.cells.flatMap((c) => [...c.figures, ...c.others])) {
          const notes = f.note ?? '';
          expect(notes).not.toMatch(/formula:|\[[a-z]+\d*-|as_of|n_in_arrears|threshold_eur/);
          if (lang === 'it') expect(notes).not.toMatch(/printed/);
          if (lang === 'en')
            expect(notes.replace(/"[^"]*"/g, '')).not.toMatch(/\b(?:circa|quota|alloggi|stampato)\b/);
        }
    const said = row(compare(ids.slice(0, 2), DAY), 'share_dwellings_works').cells.flatMap((c) => [
      ...c.figures,
      ...c.others,
    ]);
    expect(said.some((f) => f.note?.startsWith('da: Alloggi'))).toBe(true);
    const english = compare(['mi-pontelambro', 'mn-lunetta'], DAY, 'en');
    const warning = row(english, 'share_in_arrears').warnings.find((w) => w.kind === 'basis')?.words ?? '';
    expect(warning).toContain('households');
    expect(warning).not.toContain('famiglie');
  });

  it('bug: a project whose status is of a later day is told as on the map, not as a programme would be', () => {
    // Status of 2023 in a project known since 2021.
    const [id, day] = ['adp-lorenteggio', '2022-01-01'];
    for (const start of ['2016-05-03', '2022-06', null]) {
      const projects = catalog.projects.map((p) => (p.project_id === id ? { ...p, start } : p));
      const changed = buildIndex({ ...catalog, projects }, { facts });
      const told = selectRows(changed, { axes: [], date: day }).projectsAt.get(id);
      expect(told?.later).toBe(true);
      const words = row(
        compareAreas(changed, reference, municipalities, ['mi-lorenteggio', 'mi-sansiro'], day, 'it'),
        'projects',
      ).cells.flatMap((c) => c.figures.map((f) => f.words));
      const name = changed.projectById.get(id)?.name ?? '';
      expect(words).toContain(`${name}: ${planner.it.project.state[told?.state ?? 'refused']}`);
    }
  });

  it('English words keep apart what the Italian ones keep apart', () => {
    for (const vocabulary of ['basis', 'scope', 'owner'] as const) {
      const values = [...new Set(facts.map((f) => f[vocabulary]).filter((v) => v !== null))];
      const english = values.map((v) => tableWords(vocabulary, v, 'en'));
      expect(values.filter((v, i) => english.indexOf(english[i] ?? '') !== i)).toEqual([]);
    }
  });

  it('knows only what had been published by the day', () => {
    const c = compare(['mi-gratosoglio', 'mi-mazzini'], '2017-01-01');
    expect(wordsOf(row(c, 'residents'))).toEqual(['10.000', '']);
    expect(kinds(row(c, 'residents'))).toEqual([]);
    // Labs stand on the intervals of their premises, as on the map, whenever these were written down.
    for (const r of c.groups.filter((g) => g.id !== 'labs').flatMap((g) => g.rows))
      for (const f of r.cells.flatMap((cell) => cell.figures))
        expect(f.document_date <= '2017-01-01').toBe(true);
  });

  it('speaks English', () => {
    const c = compare(['mi-pontelambro', 'mn-lunetta'], DAY, 'en');
    expect(c.sentence).toMatch(
      /^2 areas on 17 Jan 2023: \d+ rows stated for at least two; \d+ carry a warning/,
    );
    expect(row(c, 'share_in_arrears').title).toBe('Share of households in arrears');
  });
});

describe('warnings, one at a time', () => {
  const base = { dimension: null } as const;
  const cases: [string, Partial<Fact>][] = [
    ['dates', { data_date: '2016-01-01' }],
    ['undated', { data_date: null }],
    ['time_point', { time_point: 't1' }],
    ['unit', { unit: 'n' }],
    ['dimension', { dimension: 'anziani' }],
    ['basis', { basis: 'alloggi' }],
    ['threshold', { threshold_eur: 5000 }],
    ['scope', { scope: 'spese' }],
    ['owner', { owner: 'Comune' }],
    ['derived', { derived: true }],
    ['forecast', { dimension: 'previsto' }],
  ];
  it('nothing differs, nothing is said', () => {
    const r = row(compare([A, B], DAY, 'it', [fact(A, 40, base), fact(B, 30, base)]), 'share_in_arrears');
    expect(r).toMatchObject({ warnings: [], comparable: true });
  });
  for (const [kind, change] of cases)
    it(kind, () => {
      const r = row(compare([A, B], DAY, 'it', [fact(A, 40), fact(B, 30, change)]), 'share_in_arrears');
      expect(kinds(r)).toContain(kind);
      expect(kinds(r).filter((k) => k !== kind)).toEqual(kind === 'forecast' ? ['dimension'] : []);
      expect(r.comparable).toBe(false);
      expect(r.warnings[0]?.words).toMatch(/San Fereolo.*Zaist/);
    });
  it('shares of which nobody says the denominator, and arrears of which nobody says the debt, do not compare', () => {
    const bare = { basis: null, scope: 'non specificato', threshold_eur: null };
    const r = row(compare([A, B], DAY, 'it', [fact(A, 40, bare), fact(B, 30, bare)]), 'share_in_arrears');
    expect(kinds(r)).toEqual(['basis', 'threshold', 'scope']);
  });
  it('a withheld figure takes no part and keeps its state', () => {
    const r = row(compare([A, B], DAY, 'it', [fact(A, 40), fact(B, withheld)]), 'share_in_arrears');
    expect(r).toMatchObject({ warnings: [], comparable: false, stated: 2 });
  });
});

describe('from start to end', () => {
  const changeOf = (...list: Fact[]) =>
    row(compare([A, B], DAY, 'it', list), 'share_in_arrears').cells[0]?.change;

  it('real ones: computed where nothing forbids it, refused where documents disagree or withhold', () => {
    const c = compare(['bs-smeraldo', 'bs-exzanoletti', 'so-piastra']);
    const debt = row(c, 'debt_total').cells.map((cell) => cell.change);
    expect(debt[0]).toMatchObject({ allowed: true, difference: 19_500 });
    expect(plain(debt[0]?.words)).toBe('da inizio a fine: +19.500 €');
    expect(debt[1]).toMatchObject({ allowed: false, why: ['suppressed'] });
    expect(row(c, 'households_in_arrears').cells[0]?.change).toMatchObject({ why: ['contradicted'] });
    expect(plain(row(c, 'share_unemployed').cells[2]?.change?.words)).toBe(
      'da inizio a fine: +1 punto percentuale',
    );
  });
  it('binary fractions leave no crumbs, and no change is no change', () => {
    expect(changeOf(t0(A, 43.1), t1(A, 42))).toMatchObject({ difference: -1.1 });
    expect(changeOf(t0(A, 43.1), t1(A, 42))?.words).toContain('−1,1 punti percentuali');
    expect(changeOf(t0(A, 40), t1(A, 40))?.words).toContain('nessuna variazione');
  });
  it('needs both times', () => {
    expect(changeOf(t0(A, 40))).toBeNull();
    expect(changeOf(fact(A, 40))).toBeNull();
  });
  for (const [bar, more] of [
    ['unit', { unit: 'n' }],
    ['basis', { basis: 'alloggi' }],
    ['threshold', { threshold_eur: null }],
    ['scope', { scope: 'spese' }],
    ['owner', { owner: null }],
    ['derived', { derived: true }],
  ] as const)
    it(`is refused for ${bar}`, () => {
      expect(changeOf(t0(A, 40), t1(A, 30, more))).toMatchObject({ allowed: false, why: [bar] });
    });
  it('is refused for withheld, missing and worded figures and for two figures of one time', () => {
    expect(changeOf(t0(A, withheld), t1(A, 30))).toMatchObject({ why: ['suppressed'] });
    expect(changeOf(t0(A, 40), t1(A, { state: 'missing', text_it: null, text_en: null }))).toMatchObject({
      why: ['missing'],
    });
    expect(
      changeOf(t0(A, 40), t1(A, { state: 'qualitative', text_it: 'cala', text_en: 'falls' })),
    ).toMatchObject({ why: ['words'] });
    expect(changeOf(t0(A, 40), t0(A, 41), t1(A, 30))).toMatchObject({ why: ['several'] });
  });
});

describe('intervention and control', () => {
  const pair = (...list: Fact[]) => compare([DONE, CONTROL], DAY, 'it', list).controls[0];

  it('real pairs: start and end of both, nothing computed from what is withheld or missing', () => {
    for (const ids of [
      ['bs-smeraldo', 'bs-exzanoletti', 'bs-vittimeistria'],
      [DONE, CONTROL],
      ['bs-foroboario', 'bs-baresani', 'bs-donbarberis'],
    ]) {
      const c = compare(ids);
      expect(c.controls).toHaveLength(ids.length - 1);
      for (const { rows } of c.controls)
        for (const r of rows) {
          expect(r.difference.allowed).toBe(false);
          expect(r.difference.words).toMatch(/^non si calcola: ./);
        }
    }
    expect(compare(['bs-smeraldo', 'mi-sansiro']).controls).toEqual([]);
  });
  it('difference in differences, when everything is the same', () => {
    const got = pair(t0(DONE, 40), t1(DONE, 30), t0(CONTROL, 42), t1(CONTROL, 41));
    expect(got).toMatchObject({ intervention: { id: DONE }, control: { id: CONTROL } });
    expect(got?.rows[0]?.difference).toEqual({
      allowed: true,
      difference: -9,
      unit: '%',
      words: '−9 punti percentuali',
    });
  });
  for (const [bar, more] of [
    ['unit', { unit: 'n' }],
    ['basis', { basis: 'alloggi' }],
    ['threshold', { threshold_eur: 5000 }],
    ['owner', { owner: 'Comune' }],
  ] as const)
    it(`is refused for ${bar} between the two`, () => {
      const got = pair(t0(DONE, 40), t1(DONE, 30), t0(CONTROL, 42, more), t1(CONTROL, 41, more));
      expect(got?.rows[0]?.difference).toMatchObject({ allowed: false, why: [bar] });
    });
  it('is refused for times far apart, for one time missing, for a withheld figure', () => {
    const far = pair(t0(DONE, 40), t1(DONE, 30), t0(CONTROL, 42, { data_date: '2011' }), t1(CONTROL, 41));
    expect(far?.rows[0]?.difference).toMatchObject({ why: ['dates'] });
    const half = pair(t0(DONE, 40), t1(DONE, 30), t0(CONTROL, 42));
    expect(half?.rows[0]?.difference).toMatchObject({ why: ['control-change'] });
    expect(half?.rows[0]?.difference.words).toBe('non si calcola: controllo: manca la cifra di fine');
    const kept = pair(t0(DONE, 40), t1(DONE, withheld), t0(CONTROL, 42), t1(CONTROL, 41));
    expect(kept?.rows[0]?.difference).toMatchObject({ why: ['intervention-change'] });
    expect(kept?.rows[0]?.difference.words).toContain('riservata');
  });
});

describe('two days', () => {
  const rowsAt = (date: string, axes: string[] = []) => selectRows(index, { axes, date });
  it('say what opened, closed, moved, started, ended and became known; in either order', () => {
    const d = differenceBetween(rowsAt('2019-01-01'), rowsAt('2023-01-17'), 'it');
    expect(differenceBetween(rowsAt('2023-01-17'), rowsAt('2019-01-01'), 'it')).toEqual(d);
    expect(d).toMatchObject({ from: '2019-01-01', to: '2023-01-17' });
    expect(d.sentence).toMatch(/^Tra il 1 gen 2019 e il 17 gen 2023: .*\.$/);
    const open = (date: string) =>
      new Set(
        rowsAt(date)
          .labs.filter((l) => l.state === 'open' || l.state === 'moved')
          .map((l) => l.lab.lab_id),
      );
    const [before, after] = [open('2019-01-01'), open('2023-01-17')];
    expect(d.labs.opened).toEqual([...after].filter((id) => !before.has(id)));
    expect([...d.labs.closed, ...d.labs.lost].sort()).toEqual(
      [...before].filter((id) => !after.has(id)).sort(),
    );
    expect(d.projects.started).toContain('lorenteggio-milolab');
    expect(d.projects.ended).toContain('lorenteggio-milolab');
  });
  it('bug: a project whose document says that it had not begun is not called started, nor one in its last phase ended', () => {
    const [before, after] = [rowsAt('2013-01-01'), rowsAt('2023-01-17')];
    const { projects } = differenceBetween(before, after, 'it');
    for (const id of ['bollate-rigenerare-1', 'bollate-rigenerare-2', 'bollate-laboratorio']) {
      expect(after.projectsAt.get(id)?.state).toBe('unknown');
      expect(projects.started).not.toContain(id);
    }
    expect(projects.ended).not.toContain('a17-bergamo');
    expect(projects.planned).toContain('a17-bergamo');
  });

  it('bug: says of a project at two days what is said of it at each', () => {
    const days = [2004, 2008, 2012, 2014, 2016, 2018, 2020, 2021, 2023].map((year) =>
      rowsAt(`${year}-01-17`),
    );
    const begun = ['running', 'started', 'ended'];
    days.forEach((before, i) =>
      days.slice(i + 1).forEach((after) => {
        const { projects } = differenceBetween(before, after, 'it');
        const at = (rows: typeof before, id: string) => rows.projectsAt.get(id)?.state ?? '';
        for (const id of projects.started) {
          expect(begun).toContain(at(after, id));
          expect(begun).not.toContain(at(before, id));
        }
        for (const id of projects.ended) {
          expect(at(after, id)).toBe('ended');
          expect(at(before, id)).not.toBe('ended');
        }
        for (const id of projects.planned) expect(at(after, id)).not.toBe('ended');
      }),
    );
  });

  it('progress that became known, a plan that is no fact, nothing, the same day', () => {
    const known = differenceBetween(rowsAt('2017-01-01'), rowsAt('2017-12-31'), 'it');
    expect(known.progress.stated).toContain('mi-sansiro');
    expect(known.sentence).toContain('avanzamento detto per la prima volta in');
    const planned = differenceBetween(rowsAt('2023-01-17'), rowsAt('2026-12-31'), 'en');
    expect(planned.projects).toMatchObject({ ended: [], planned: ['adp-lorenteggio', 'pinqua-sansiro'] });
    expect(planned.sentence).toContain('2 projects with their planned end');
    expect(differenceBetween(rowsAt('2004-01-01'), rowsAt('2004-01-02'), 'it').sentence).toContain(
      'nessun cambiamento',
    );
    expect(differenceBetween(rowsAt(DAY), rowsAt(DAY), 'it').sentence).toBe('I due giorni sono uguali.');
  });
});

it('every kind of warning and refusal has its words in both languages', async () => {
  const { COMPARE_WORDS } = await import('../i18n/compare');
  for (const w of Object.values(COMPARE_WORDS)) {
    for (const kind of WARNING_KINDS) expect(w.warnings[kind]).toContain('{list}');
    for (const bar of BARS) expect(w.bars[bar]).toBeTruthy();
  }
});
