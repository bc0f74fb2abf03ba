import { describe, expect, it } from 'vitest';
import type { ProjectNow } from '../domain/project-time';
import { labsCounted, projectLine, projectsCounted, projectsTold, projectStatus } from './planner';

const now = (fields: Partial<ProjectNow>): ProjectNow => ({
  state: 'running',
  statusDate: null,
  later: false,
  period: null,
  ...fields,
});
const counts = { running: 1, ended: 0, 'not-yet': 2, started: 0, unknown: 3, refused: 4 };

describe('projects at a day, in words', () => {
  it('are counted by state, without empty states and refused projects, on one day or two', () => {
    expect(projectsCounted([counts], 'it')).toEqual(['1 in corso', '2 non ancora avviati', '3 senza date']);
    expect(projectsCounted([counts, { ...counts, running: 0, ended: 1 }], 'en')).toEqual([
      'from 1 to 0 running',
      'from 0 to 1 ended',
      '2 not started yet',
      '3 without dates',
    ]);
  });

  it('have a sentence in the legend, and none where nothing is funded', () => {
    const told = (list: ProjectNow[]) =>
      projectsTold(
        { projectsAt: new Map(list.map((p, i) => [String(i), p])), question: { date: '2005-01-01' } },
        'it',
      );
    expect(told([now({}), now({ state: 'not-yet' }), now({ state: 'refused' })])).toBe(
      'In corso al 1 gen 2005: 1.',
    );
    expect(told([now({ state: 'refused' })])).toBe('');
  });

  it('say a status with the date of its document, and that it came only later', () => {
    expect(projectStatus(now({}), 'in corso', 'it')).toBe('in corso');
    expect(projectStatus(now({ statusDate: '2020' }), 'in corso', 'it')).toBe('in corso (2020)');
    expect(projectStatus(now({ statusDate: '2020', later: true }), 'under way', 'en')).toBe(
      'under way (said only later: 2020)',
    );
    expect(
      projectLine(now({ state: 'unknown', period: 'unsaid', statusDate: '2020' }), 'finanziato', 'it'),
    ).toBe('non detto; nel periodo: non si sa: manca una data; stato dichiarato: finanziato (2020)');
    expect(projectLine(now({ state: 'refused' }), null, 'it')).toBe('');
  });
});

describe('labs at a day, in words', () => {
  const day = (open: number, unsaid: number, later: string | null = null) => ({
    open,
    all: 55,
    unsaid,
    later,
  });

  it('say of how many nobody knows', () => {
    expect(labsCounted([day(1, 0)], 'it')).toBe('1 laboratorio aperto su 55');
    expect(labsCounted([day(5, 48)], 'it')).toBe('5 laboratori aperti su 55 (di 48 non è detto)');
    expect(labsCounted([day(20, 0), day(5, 48)], 'en')).toBe(
      'from 20 to 5 labs open of 55 (not said: from 0 to 48)',
    );
    expect(labsCounted([day(20, 48), day(5, 48)], 'it')).toBe(
      'da 20 a 5 laboratori aperti su 55 (di 48 non è detto)',
    );
  });

  it('are a plan after the last document (bug: a bare "0 aperti")', () => {
    expect(labsCounted([day(0, 53, '2023-01-17')], 'it')).toBe(
      '0 laboratori aperti secondo le previsioni su 55 (di 53 non è detto: l’ultimo documento è del 17 gen 2023)',
    );
    expect(labsCounted([day(5, 48), day(0, 53, '2023-01-17')], 'it')).toBe(
      'da 5 a 0 laboratori aperti su 55 (non detto: da 48 a 53; l’ultimo documento è del 17 gen 2023)',
    );
  });

  it('answer without labs', () => {
    expect(labsCounted([{ open: 0, all: 0, unsaid: 0, later: null }], 'it')).toBe(
      'nessun laboratorio con questi filtri',
    );
    expect(labsCounted([], 'en')).toBe('no lab with these filters');
  });
});
