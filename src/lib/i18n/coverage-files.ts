/** Words of the tables of the coverage analysis in files: their titles, columns and codes. */
import type { Lang } from '../domain/figures';
import type { ColumnWords } from './table';

/** Names of the tables, as sheets and in the names of files. */
export const COVERAGE_TABLES = [
  'copertura_totali',
  'copertura_province',
  'copertura_scoperti',
  'copertura_assi',
  'copertura_sovrapposizioni',
  'copertura_laboratori',
] as const;
export type CoverageTableId = (typeof COVERAGE_TABLES)[number];

interface FileWords {
  /** What all of them are; stands before the tables. */
  intro: string;
  heading: string;
  tables: Record<CoverageTableId, ColumnWords>;
  /** `{within}` and `{when}` are those of the question. */
  columns: Record<CoverageField, ColumnWords>;
  measures: Record<CoverageMeasure, string>;
  value_states: Record<'value' | 'zero' | 'not_stated', string>;
  /** Denominators: `{all}` of `{n}` areas. */
  of_area_residents: readonly [string, string];
  levels: { fund: string; axis: string };
  lab_states: { open: string; doubtful: string };
  positions: { placed: string; unplaced: string };
  answers: { uncovered: string; uncertain: string };
  in_rows: { yes: string; no: string };
}

export type CoverageMeasure = 'residenti' | 'alloggi_erp' | 'residenti_aree';
export type CoverageField = keyof typeof columns;

const columns = {
  misura: { title: 'Misura', definition: 'Che cosa si somma.' },
  stato: {
    title: 'Stato',
    definition: 'Stato dei luoghi che si sommano, {within} da uno dei laboratori {when}.',
  },
  valore: {
    title: 'Valore',
    definition:
      'Somma per i luoghi in quello stato. Vuoto: ci sono luoghi, e di nessuno si conosce il numero.',
  },
  valore_stato: {
    title: 'Stato del valore',
    definition: 'Se il valore è un numero, uno zero (nessun luogo, o tutti a zero) o non è dichiarato.',
  },
  luoghi: { title: 'Luoghi', definition: 'Comuni o aree in quello stato.' },
  luoghi_senza_numero: {
    title: 'Luoghi senza numero',
    definition: 'Quanti di quei luoghi non hanno un numero: non sono nella somma.',
  },
  denominatore: {
    title: 'Denominatore',
    definition: 'Somma per tutti i luoghi con una posizione. Vuoto: il luogo senza posizione ne resta fuori.',
  },
  denominatore_di: { title: 'Che cosa è il denominatore', definition: 'Il denominatore in parole.' },
  quota: {
    title: 'Quota',
    definition:
      'Valore sul denominatore, in percento, a due decimali. Vuoto: uno dei due manca o è zero il secondo.',
  },
  provincia: { title: 'Provincia', definition: 'Provincia o città metropolitana.' },
  provincia_codice: {
    title: 'Codice della provincia',
    definition: 'Codice ISTAT della provincia: tre cifre, testo.',
  },
  comuni: {
    title: 'Comuni',
    definition: 'Comuni che si giudicano: della provincia, o toccati da progetti finanziati dell’asse.',
  },
  comuni_coperti: {
    title: 'Comuni coperti',
    definition: 'Comuni con certezza {within} da uno dei laboratori {when}.',
  },
  comuni_incerti: { title: 'Comuni incerti', definition: 'Comuni dei quali non si può dire se lo siano.' },
  comuni_fuori: { title: 'Comuni fuori', definition: 'Comuni che con certezza non lo sono.' },
  comuni_senza_posizione: {
    title: 'Comuni senza posizione',
    definition: 'Comuni senza un punto di riferimento.',
  },
  comuni_senza_popolazione: {
    title: 'Comuni senza popolazione',
    definition: 'Quanti dei comuni non hanno una popolazione nota: non sono nelle somme dei residenti.',
  },
  residenti: {
    title: 'Residenti',
    definition:
      'Popolazione residente, ISTAT; un comune conta tutto intero. Vuoto: non si conosce o non si può dire.',
  },
  residenti_coperti: {
    title: 'Residenti in comuni coperti',
    definition: 'Residenti dei comuni coperti. Vuoto: non noti.',
  },
  residenti_incerti: {
    title: 'Residenti in comuni incerti',
    definition: 'Residenti dei comuni incerti. Vuoto: non noti.',
  },
  residenti_fuori: {
    title: 'Residenti in comuni fuori',
    definition: 'Residenti dei comuni fuori. Vuoto: non noti.',
  },
  residenti_denominatore: {
    title: 'Residenti in tutto',
    definition:
      'Denominatore della quota: residenti dei comuni della provincia che si giudicano e hanno una posizione.',
  },
  quota_coperti: {
    title: 'Quota di residenti coperti',
    definition: 'Residenti dei comuni coperti sul denominatore, in percento, a due decimali.',
  },
  comuni_scoperti: {
    title: 'Comuni scoperti',
    definition: 'Comuni con bisogno di ERP e senza laboratori {when} {within}.',
  },
  comuni_in_dubbio: {
    title: 'Comuni in dubbio',
    definition: 'Comuni con bisogno di ERP dei quali non si può dire.',
  },
  risposta: { title: 'Risposta', definition: 'Se il comune è scoperto o in dubbio.' },
  nelle_righe: {
    title: 'Nelle righe',
    definition:
      'Se il comune è tra quelli che le scelte (intervallo di valori, solo i comuni scoperti) lasciano sulla mappa e nelle righe.',
  },
  bisogno_erp: {
    title: 'Bisogno di ERP',
    definition: 'Perché il comune conta tra quelli con bisogno di ERP, con i filtri scelti.',
  },
  distanza_min_km: {
    title: 'Distanza minima',
    definition:
      'Limite inferiore della distanza dal più vicino dei laboratori {when}, per difetto al metro. Vuoto: non c’è.',
  },
  distanza_max_km: {
    title: 'Distanza massima',
    definition: 'Limite superiore di quella distanza, per eccesso al metro. Vuoto: non se ne conosce.',
  },
  asse: { title: 'Fondo o asse', definition: 'Titolo della voce di finanziamento.' },
  asse_id: { title: 'Codice dell’asse', definition: 'Codice della voce in questo atlante.' },
  livello: {
    title: 'Livello',
    definition: 'Fondo, o asse di un fondo: le righe di un fondo comprendono quelle dei suoi assi.',
  },
  sigla: { title: 'Sigla', definition: 'Sigla della voce nei documenti. Vuoto: non ne ha.' },
  progetti: { title: 'Progetti', definition: 'Progetti finanziati, con i filtri scelti.' },
  comuni_nomi: { title: 'Quali comuni', definition: 'Nomi dei comuni, con «;».' },
  comuni_istat: {
    title: 'Codici ISTAT',
    definition: 'Codici ISTAT di quei comuni: sei cifre, testo, con «;».',
  },
  istat: { title: 'Codice ISTAT', definition: 'Codice ISTAT del comune: sei cifre, testo.' },
  comune: { title: 'Comune', definition: 'Nome del comune.' },
  programmi: { title: 'Programmi nel comune', definition: 'Quanti programmi toccano il comune: due o più.' },
  programma: { title: 'Programma', definition: 'Uno dei programmi che toccano il comune.' },
  programma_id: { title: 'Codice del programma', definition: 'Codice del programma in questo atlante.' },
  laboratorio: { title: 'Laboratorio', definition: 'Nome del laboratorio.' },
  laboratorio_id: {
    title: 'Codice del laboratorio',
    definition: 'Codice del laboratorio in questo atlante.',
  },
  conta: { title: 'Conta', definition: 'Se il laboratorio è con certezza tra quelli {when}.' },
  posizione: {
    title: 'Posizione',
    definition:
      'Se ha un punto sulla mappa. Senza, può stare ovunque nel suo comune, e vuoto vuol dire che non si può dire.',
  },
  aree: { title: 'Aree', definition: 'Aree che il laboratorio raggiunge con certezza ({within}).' },
  aree_nomi: { title: 'Quali aree', definition: 'Nomi delle aree, con «;».' },
  aree_id: { title: 'Codici delle aree', definition: 'Codici delle aree in questo atlante, con «;».' },
  comuni_raggiunti: {
    title: 'Comuni',
    definition: 'Comuni che il laboratorio raggiunge con certezza ({within}).',
  },
} as const satisfies Record<string, ColumnWords>;

const it: FileWords = {
  heading: 'Tabelle della copertura',
  intro:
    'La risposta dell’analisi di copertura, come nel pannello: è di tutti i comuni che si giudicano, anche dove un intervallo di valori lascia meno righe. Una cella vuota è un numero che non si conosce, mai uno zero.',
  tables: {
    copertura_totali: {
      title: 'Copertura: residenti e alloggi',
      definition:
        'Residenti dei comuni e alloggi ERP delle aree, per stato di copertura, con i denominatori. Un comune conta tutto intero, secondo il suo punto di riferimento; un’area che è parte di un’altra con un numero suo non si somma.',
    },
    copertura_province: {
      title: 'Copertura per provincia',
      definition: 'Comuni e residenti di ogni provincia, per stato di copertura.',
    },
    copertura_scoperti: {
      title: 'Comuni scoperti e in dubbio',
      definition:
        'Comuni con bisogno di ERP senza laboratori, e quelli dei quali non si può dire; prima i più popolosi.',
    },
    copertura_assi: {
      title: 'Comuni raggiunti da ogni asse',
      definition:
        'Comuni toccati da progetti finanziati di ciascun fondo e asse, e il loro stato di copertura.',
    },
    copertura_sovrapposizioni: {
      title: 'Programmi sovrapposti',
      definition: 'Comuni toccati da due o più programmi: una riga per comune e programma.',
    },
    copertura_laboratori: {
      title: 'Che cosa raggiunge ogni laboratorio',
      definition: 'I laboratori che contano, con le aree e i comuni che raggiungono con certezza.',
    },
  },
  columns,
  measures: {
    residenti: 'residenti dei comuni',
    alloggi_erp: 'alloggi ERP dichiarati per le aree',
    residenti_aree: 'residenti dichiarati per le aree ERP',
  },
  value_states: { value: 'valore', zero: 'zero', not_stated: 'non dichiarato' },
  of_area_residents: [
    'su {all} residenti dichiarati per 1 area con una posizione',
    'su {all} residenti dichiarati per {n} aree con una posizione',
  ],
  levels: { fund: 'fondo', axis: 'asse' },
  lab_states: { open: 'sì', doubtful: 'in dubbio: nessuno lo dice' },
  positions: { placed: 'ha un punto', unplaced: 'senza punto' },
  answers: { uncovered: 'scoperto', uncertain: 'in dubbio' },
  in_rows: { yes: 'sì', no: 'no' },
};

const en: FileWords = {
  heading: 'Tables of the coverage',
  intro:
    'The answer of the coverage analysis, as in the panel: it is of all municipalities judged, also where a range of values leaves fewer rows. An empty cell is a number that is not known, never a zero.',
  tables: {
    copertura_totali: {
      title: 'Coverage: residents and dwellings',
      definition:
        'Residents of municipalities and ERP dwellings of areas, by state of coverage, with the denominators. A municipality counts whole, by its reference point; an area that is part of another with a number of its own is not added.',
    },
    copertura_province: {
      title: 'Coverage by province',
      definition: 'Municipalities and residents of each province, by state of coverage.',
    },
    copertura_scoperti: {
      title: 'Municipalities not covered and in doubt',
      definition:
        'Municipalities with ERP need and no lab, and those of which nobody can tell; most residents first.',
    },
    copertura_assi: {
      title: 'Municipalities reached by each axis',
      definition:
        'Municipalities touched by funded projects of each fund and axis, and their state of coverage.',
    },
    copertura_sovrapposizioni: {
      title: 'Programmes that overlap',
      definition:
        'Municipalities touched by two or more programmes: a row for each municipality and programme.',
    },
    copertura_laboratori: {
      title: 'What each lab reaches',
      definition: 'The labs that count, with the areas and municipalities that they certainly reach.',
    },
  },
  columns: {
    misura: { title: 'Measure', definition: 'What is added.' },
    stato: {
      title: 'State',
      definition: 'State of the places that are added, {within} of one of the labs {when}.',
    },
    valore: {
      title: 'Value',
      definition:
        'Sum for the places in that state. Empty: there are places, and the number of none is known.',
    },
    valore_stato: {
      title: 'State of the value',
      definition: 'Whether the value is a number, a zero (no place, or all at zero) or not stated.',
    },
    luoghi: { title: 'Places', definition: 'Municipalities or areas in that state.' },
    luoghi_senza_numero: {
      title: 'Places without a number',
      definition: 'How many of those places have no number: they are not in the sum.',
    },
    denominatore: {
      title: 'Denominator',
      definition: 'Sum for all places with a position. Empty: a place without a position is not part of it.',
    },
    denominatore_di: { title: 'What the denominator is', definition: 'The denominator in words.' },
    quota: {
      title: 'Share',
      definition:
        'Value over the denominator, in per cent, to two decimals. Empty: one of them is missing, or the second is zero.',
    },
    provincia: { title: 'Province', definition: 'Province or metropolitan city.' },
    provincia_codice: {
      title: 'Code of the province',
      definition: 'ISTAT code of the province: three digits, text.',
    },
    comuni: {
      title: 'Municipalities',
      definition:
        'Municipalities judged: those of the province, or those touched by funded projects of the axis.',
    },
    comuni_coperti: {
      title: 'Municipalities covered',
      definition: 'Municipalities certainly {within} of one of the labs {when}.',
    },
    comuni_incerti: {
      title: 'Municipalities uncertain',
      definition: 'Municipalities of which nobody can tell.',
    },
    comuni_fuori: { title: 'Municipalities outside', definition: 'Municipalities that certainly are not.' },
    comuni_senza_posizione: {
      title: 'Municipalities without a position',
      definition: 'Municipalities without a reference point.',
    },
    comuni_senza_popolazione: {
      title: 'Municipalities without a population',
      definition:
        'How many of the municipalities have no known population: they are not in the sums of residents.',
    },
    residenti: {
      title: 'Residents',
      definition:
        'Resident population, ISTAT; a municipality counts whole. Empty: not known, or nobody can tell.',
    },
    residenti_coperti: {
      title: 'Residents of municipalities covered',
      definition: 'Residents of the municipalities covered. Empty: not known.',
    },
    residenti_incerti: {
      title: 'Residents of municipalities uncertain',
      definition: 'Residents of the municipalities uncertain. Empty: not known.',
    },
    residenti_fuori: {
      title: 'Residents of municipalities outside',
      definition: 'Residents of the municipalities outside. Empty: not known.',
    },
    residenti_denominatore: {
      title: 'Residents in all',
      definition:
        'Denominator of the share: residents of the municipalities of the province that are judged and have a position.',
    },
    quota_coperti: {
      title: 'Share of residents covered',
      definition: 'Residents of municipalities covered over the denominator, in per cent, to two decimals.',
    },
    comuni_scoperti: {
      title: 'Municipalities not covered',
      definition: 'Municipalities with ERP need and no labs {when} {within}.',
    },
    comuni_in_dubbio: {
      title: 'Municipalities in doubt',
      definition: 'Municipalities with ERP need of which nobody can tell.',
    },
    risposta: { title: 'Answer', definition: 'Whether the municipality is not covered or in doubt.' },
    nelle_righe: {
      title: 'In the rows',
      definition:
        'Whether the municipality is one of those that the choices (range of values, only municipalities not covered) leave on the map and in the rows.',
    },
    bisogno_erp: {
      title: 'ERP need',
      definition: 'Why the municipality counts among those with ERP need, with the filters chosen.',
    },
    distanza_min_km: {
      title: 'Least distance',
      definition:
        'Lower limit of the distance from the nearest of the labs {when}, rounded down to the metre. Empty: there is none.',
    },
    distanza_max_km: {
      title: 'Greatest distance',
      definition: 'Upper limit of that distance, rounded up to the metre. Empty: none is known.',
    },
    asse: { title: 'Fund or axis', definition: 'Title of the funding entry.' },
    asse_id: { title: 'Code of the axis', definition: 'Code of the entry in this atlas.' },
    livello: {
      title: 'Level',
      definition: 'Fund, or axis of a fund: the row of a fund comprises those of its axes.',
    },
    sigla: { title: 'Number', definition: 'What the documents call the entry in short. Empty: nothing.' },
    progetti: { title: 'Projects', definition: 'Funded projects, with the filters chosen.' },
    comuni_nomi: {
      title: 'Which municipalities',
      definition: 'Names of the municipalities, “;” between them.',
    },
    comuni_istat: {
      title: 'ISTAT codes',
      definition: 'ISTAT codes of those municipalities: six digits, text, “;” between them.',
    },
    istat: { title: 'ISTAT code', definition: 'ISTAT code of the municipality: six digits, text.' },
    comune: { title: 'Municipality', definition: 'Name of the municipality.' },
    programmi: {
      title: 'Programmes in the municipality',
      definition: 'How many programmes touch the municipality: two or more.',
    },
    programma: { title: 'Programme', definition: 'One of the programmes that touch the municipality.' },
    programma_id: { title: 'Code of the programme', definition: 'Code of the programme in this atlas.' },
    laboratorio: { title: 'Lab', definition: 'Name of the lab.' },
    laboratorio_id: { title: 'Code of the lab', definition: 'Code of the lab in this atlas.' },
    conta: { title: 'Counts', definition: 'Whether the lab is certainly one of those {when}.' },
    posizione: {
      title: 'Position',
      definition:
        'Whether it has a point on the map. Without one it may be anywhere in its municipality, and empty means that nobody can tell.',
    },
    aree: { title: 'Areas', definition: 'Areas that the lab certainly reaches ({within}).' },
    aree_nomi: { title: 'Which areas', definition: 'Names of the areas, “;” between them.' },
    aree_id: {
      title: 'Codes of the areas',
      definition: 'Codes of the areas in this atlas, “;” between them.',
    },
    comuni_raggiunti: {
      title: 'Municipalities',
      definition: 'Municipalities that the lab certainly reaches ({within}).',
    },
  },
  measures: {
    residenti: 'residents of municipalities',
    alloggi_erp: 'ERP dwellings stated for areas',
    residenti_aree: 'residents stated for ERP areas',
  },
  value_states: { value: 'value', zero: 'zero', not_stated: 'not stated' },
  of_area_residents: [
    'of {all} residents stated for 1 area with a position',
    'of {all} residents stated for {n} areas with a position',
  ],
  levels: { fund: 'fund', axis: 'axis' },
  lab_states: { open: 'yes', doubtful: 'in doubt: nobody says so' },
  positions: { placed: 'has a point', unplaced: 'no point' },
  answers: { uncovered: 'not covered', uncertain: 'in doubt' },
  in_rows: { yes: 'yes', no: 'no' },
};

export const COVERAGE_FILES: Record<Lang, FileWords> = { it, en };
