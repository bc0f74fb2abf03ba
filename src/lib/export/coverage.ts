/**
 * The answer of the coverage analysis as tables of a file: what the panel says in totals, provinces, gaps, axes, overlaps and
 * labs. Numbers are numbers, codes text; what is not known is empty and never zero.
 */
import { labPlaces } from '$lib/domain/coverage/labs';
import { denominator, knownSum } from '$lib/domain/coverage/sums';
import {
  REACH_STATES,
  type ByState,
  type CoverageResult,
  type MunicipalityReach,
  type ReachState,
  type Sum,
} from '$lib/domain/coverage/types';
import { formatNumber, type Lang } from '$lib/domain/figures';
import { named } from '$lib/domain/named';
import { coverageValues, toldDistances } from '$lib/domain/table/reach';
import type { Table } from '$lib/domain/table/types';
import { fill } from '$lib/i18n';
import { counted, COVERAGE_WORDS, needWords, reachStateWords } from '$lib/i18n/coverage';
import {
  COVERAGE_FILES,
  COVERAGE_TABLES,
  type CoverageField,
  type CoverageMeasure,
  type CoverageTableId,
} from '$lib/i18n/coverage-files';
import type { Field, Value } from './flat';

/** What a field is in a language; ids are the same in both. */
export type CoverageFileField = Pick<Field, 'title' | 'definition' | 'kind' | 'unit' | 'codes'> & {
  id: CoverageField;
};

export interface CoverageSheet {
  id: CoverageTableId;
  title: string;
  definition: string;
  fields: readonly CoverageFileField[];
  records: readonly (readonly Value[])[];
}

type Kind = Partial<Pick<Field, 'kind' | 'unit'>>;
const CODE: Kind = { kind: 'code' };
const NUMBER: Kind = { kind: 'number', unit: 'n' };
const PERCENT: Kind = { kind: 'percent', unit: '%' };
const KM: Kind = { kind: 'number', unit: 'km' };

/** Fields that are not text. */
const KINDS: Partial<Record<CoverageField, Kind>> = {
  valore: NUMBER,
  luoghi: NUMBER,
  luoghi_senza_numero: NUMBER,
  denominatore: NUMBER,
  quota: PERCENT,
  provincia_codice: CODE,
  comuni: NUMBER,
  comuni_coperti: NUMBER,
  comuni_incerti: NUMBER,
  comuni_fuori: NUMBER,
  comuni_senza_posizione: NUMBER,
  comuni_senza_popolazione: NUMBER,
  residenti: NUMBER,
  residenti_coperti: NUMBER,
  residenti_incerti: NUMBER,
  residenti_fuori: NUMBER,
  residenti_denominatore: NUMBER,
  quota_coperti: PERCENT,
  comuni_scoperti: NUMBER,
  comuni_in_dubbio: NUMBER,
  distanza_min_km: KM,
  distanza_max_km: KM,
  asse_id: CODE,
  sigla: CODE,
  progetti: NUMBER,
  comuni_istat: CODE,
  istat: CODE,
  programmi: NUMBER,
  programma_id: CODE,
  laboratorio_id: CODE,
  aree: NUMBER,
  aree_id: CODE,
  comuni_raggiunti: NUMBER,
};

type Line = Partial<Record<CoverageField, Value>>;

const list = (parts: readonly string[]): string | null => parts.join('; ') || null;
/** In per cent, to two decimals. */
const share = (part: number | null, all: number): number | null =>
  part === null || all === 0 ? null : Math.round((10_000 * part) / all) / 100;
/** Nothing to add where there is no place: a true zero. */
const stateOf = (sum: Sum): 'value' | 'zero' | 'not_stated' => {
  const known = knownSum(sum);
  return known === null ? 'not_stated' : known === 0 ? 'zero' : 'value';
};
const without = (sums: ByState): number => REACH_STATES.reduce((n, s) => n + sums[s].without, 0);

function totals({ totals: t, places }: CoverageResult, lang: Lang): Line[] {
  const n = (x: number): string => formatNumber(x, lang, 0);
  const words = COVERAGE_WORDS[lang].totals;
  /** Places with a position and a number. */
  const stated = (sums: ByState): number =>
    REACH_STATES.reduce((sum, s) => (s === 'unplaced' ? sum : sum + sums[s].places - sums[s].without), 0);
  const lines = (misura: CoverageMeasure, sums: ByState, of: (all: string) => string): Line[] => {
    const all = denominator(sums);
    return REACH_STATES.map((stato) => {
      const valore = knownSum(sums[stato]);
      const counts = stato !== 'unplaced';
      return {
        misura,
        stato,
        valore,
        valore_stato: stateOf(sums[stato]),
        luoghi: sums[stato].places,
        luoghi_senza_numero: sums[stato].without,
        denominatore: counts ? all : null,
        denominatore_di: counts ? of(n(all)) : null,
        quota: counts ? share(valore, all) : null,
      };
    });
  };
  return [
    ...lines('residenti', t.residents, (all) => counted(words.residents_of, places, lang, { all })),
    ...lines('alloggi_erp', t.dwellings, (all) =>
      counted(words.dwellings_of, stated(t.dwellings), lang, { all }),
    ),
    ...lines('residenti_aree', t.area_residents, (all) =>
      counted(COVERAGE_FILES[lang].of_area_residents, stated(t.area_residents), lang, { all }),
    ),
  ];
}

function provinces(result: CoverageResult): Line[] {
  const doubtful = (code: string): number => result.doubtful.filter((m) => m.province_code === code).length;
  return result.provinces.map(({ code, name, residents, gaps }) => {
    const all = denominator(residents);
    const covered = knownSum(residents.covered);
    return {
      provincia: name,
      provincia_codice: code,
      comuni: REACH_STATES.reduce((sum, s) => sum + residents[s].places, 0),
      comuni_coperti: residents.covered.places,
      comuni_incerti: residents.uncertain.places,
      comuni_fuori: residents.uncovered.places,
      comuni_senza_posizione: residents.unplaced.places,
      residenti_coperti: covered,
      residenti_incerti: knownSum(residents.uncertain),
      residenti_fuori: knownSum(residents.uncovered),
      residenti_denominatore: all,
      quota_coperti: share(covered, all),
      comuni_senza_popolazione: without(residents),
      comuni_scoperti: gaps,
      comuni_in_dubbio: doubtful(code),
    };
  });
}

function gaps(result: CoverageResult, within: ReadonlySet<string> | null, lang: Lang): Line[] {
  const provinceName = new Map(result.provinces.map((p) => [p.code, p.name]));
  const line = (
    risposta: 'uncovered' | 'uncertain',
    m: MunicipalityReach,
    told = toldDistances(m),
  ): Line => ({
    comune: m.name,
    istat: m.istat_code,
    risposta,
    nelle_righe: (within?.has(m.istat_code) ?? true) ? 'yes' : 'no',
    provincia: provinceName.get(m.province_code) ?? m.province_code,
    residenti: m.population,
    bisogno_erp: needWords(m, lang),
    distanza_min_km: told.min_km,
    distanza_max_km: told.max_km,
  });
  return [
    ...result.gaps.map((m) => line('uncovered', m)),
    ...result.doubtful.map((m) => line('uncertain', m)),
  ];
}

function axes(result: CoverageResult, lang: Lang): Line[] {
  const municipalityOf = new Map(result.municipalities.map((m) => [m.istat_code, m]));
  return result.axes.map((axis) => {
    const inState = (state: ReachState): number =>
      axis.municipalities.filter((code) => municipalityOf.get(code)?.state === state).length;
    return {
      asse: lang === 'it' ? axis.title_it : axis.title_en,
      asse_id: axis.id,
      livello: axis.level,
      sigla: axis.code,
      progetti: axis.projects,
      comuni: axis.municipalities.length,
      comuni_coperti: axis.covered,
      comuni_incerti: inState('uncertain'),
      comuni_fuori: inState('uncovered'),
      comuni_senza_posizione: inState('unplaced'),
      comuni_nomi: list(axis.municipalities.map((code) => municipalityOf.get(code)?.name ?? code)),
      comuni_istat: axis.municipalities.join(';') || null,
    };
  });
}

const overlaps = (result: CoverageResult, lang: Lang): Line[] =>
  result.overlaps.flatMap(({ istat_code, name, programmes }) =>
    programmes.map((p) => ({
      comune: name,
      istat: istat_code,
      programmi: programmes.length,
      programma: named(p, lang),
      programma_id: p.id,
      progetti: p.projects,
    })),
  );

function labs(result: CoverageResult, lang: Lang): Line[] {
  const places = labPlaces(result, lang);
  return result.labs.map((lab) => {
    const at = places.get(lab.id);
    const known = at?.known === true;
    return {
      laboratorio: named(lab, lang),
      laboratorio_id: lab.id,
      conta: lab.doubtful ? 'doubtful' : 'open',
      posizione: lab.placed ? 'placed' : 'unplaced',
      comuni_raggiunti: known ? at.municipalities.length : null,
      residenti: at?.residents ?? null,
      comuni_senza_popolazione: known ? at.without : null,
      aree: known ? at.areas.length : null,
      comuni_nomi: known ? list(at.municipalities.map((m) => m.name)) : null,
      comuni_istat: known ? at.municipalities.map((m) => m.istat_code).join(';') || null : null,
      aree_nomi: known ? list(at.areas.map((a) => named(a, lang))) : null,
      aree_id: known ? at.areas.map((a) => a.id).join(';') || null : null,
    };
  });
}

const FIELDS: Record<CoverageTableId, readonly CoverageField[]> = {
  copertura_totali: [
    'misura',
    'stato',
    'valore',
    'valore_stato',
    'luoghi',
    'luoghi_senza_numero',
    'denominatore',
    'denominatore_di',
    'quota',
  ],
  copertura_province: [
    'provincia',
    'provincia_codice',
    'comuni',
    'comuni_coperti',
    'comuni_incerti',
    'comuni_fuori',
    'comuni_senza_posizione',
    'residenti_coperti',
    'residenti_incerti',
    'residenti_fuori',
    'residenti_denominatore',
    'quota_coperti',
    'comuni_senza_popolazione',
    'comuni_scoperti',
    'comuni_in_dubbio',
  ],
  copertura_scoperti: [
    'comune',
    'istat',
    'risposta',
    'nelle_righe',
    'provincia',
    'residenti',
    'bisogno_erp',
    'distanza_min_km',
    'distanza_max_km',
  ],
  copertura_assi: [
    'asse',
    'asse_id',
    'livello',
    'sigla',
    'progetti',
    'comuni',
    'comuni_coperti',
    'comuni_incerti',
    'comuni_fuori',
    'comuni_senza_posizione',
    'comuni_nomi',
    'comuni_istat',
  ],
  copertura_sovrapposizioni: ['comune', 'istat', 'programmi', 'programma', 'programma_id', 'progetti'],
  copertura_laboratori: [
    'laboratorio',
    'laboratorio_id',
    'conta',
    'posizione',
    'comuni_raggiunti',
    'residenti',
    'comuni_senza_popolazione',
    'aree',
    'comuni_nomi',
    'comuni_istat',
    'aree_nomi',
    'aree_id',
  ],
};

/** The tables in a language; none while the analysis is off. */
export function coverageSheets(
  { answer, coverage, within = null }: Pick<Table, 'answer' | 'coverage' | 'within'>,
  lang: Lang,
): CoverageSheet[] {
  if (!answer || !coverage) return [];
  const w = COVERAGE_FILES[lang];
  const values = coverageValues(coverage, lang);
  const codes: Partial<Record<CoverageField, Readonly<Record<string, string>>>> = {
    misura: w.measures,
    stato: reachStateWords(answer.radius_km, lang),
    valore_stato: w.value_states,
    livello: w.levels,
    conta: w.lab_states,
    posizione: w.positions,
    risposta: w.answers,
    nelle_righe: w.in_rows,
  };
  const lines: Record<CoverageTableId, readonly Line[]> = {
    copertura_totali: totals(answer, lang),
    copertura_province: provinces(answer),
    copertura_scoperti: gaps(answer, within, lang),
    copertura_assi: axes(answer, lang),
    copertura_sovrapposizioni: overlaps(answer, lang),
    copertura_laboratori: labs(answer, lang),
  };
  return COVERAGE_TABLES.map((id) => ({
    id,
    ...w.tables[id],
    fields: FIELDS[id].map((field) => ({
      id: field,
      title: w.columns[field].title,
      definition: fill(w.columns[field].definition, values),
      codes: codes[field] ?? null,
      kind: 'text',
      unit: null,
      ...KINDS[field],
    })),
    records: lines[id].map((line) => FIELDS[id].map((field) => line[field] ?? null)),
  }));
}
