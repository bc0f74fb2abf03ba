/** Words of the table and of the exports: columns with their definitions, states, menus, README. */
import type { Lang } from '../domain/figures';
import { labStateWords } from '../domain/lab-words';
import { COVERAGE_WORDS } from './coverage';
import { tableCodes } from './vocabularies';

/** What a column is called and what exactly it says; the definition travels with every export. */
export interface ColumnWords {
  title: string;
  definition: string;
}

/** Columns of the coverage analysis; `{within}` and `{when}` are those of the answer. */
const reach = {
  distanza: {
    title: 'Laboratorio più vicino',
    definition:
      'Distanza in linea d’aria dal più vicino dei laboratori {when}, come intervallo: tiene conto dell’errore dichiarato di entrambe le posizioni; un laboratorio senza posizione può stare ovunque nel suo comune, e il limite inferiore vale anche per quelli di cui nessuno dice se lo fossero. Un comune sta nel suo punto di riferimento. Si ordina per la distanza massima.',
  },
  distanza_min_km: {
    title: 'Distanza minima',
    definition: 'Limite inferiore di quella distanza, in chilometri, per difetto al metro.',
  },
  distanza_max_km: {
    title: 'Distanza massima',
    definition:
      'Limite superiore di quella distanza, in chilometri, per eccesso al metro. Vuoto: di nessuno di quei laboratori è noto almeno il comune.',
  },
  lab_vicino: {
    title: 'Quale laboratorio',
    definition: 'Quello dei laboratori {when} la cui posizione dichiarata è la più vicina.',
  },
  lab_vicino_id: {
    title: 'Codice del laboratorio',
    definition: 'Codice di quel laboratorio in questo atlante.',
  },
  copertura: {
    title: 'Copertura {within}',
    definition:
      'Se uno dei laboratori {when} sta {within}. Incerto: le posizioni non permettono di dirlo, o c’è solo un laboratorio di cui nessuno dice se lo fosse.',
  },
  lab_entro: {
    title: 'Laboratori {within}',
    definition: 'Laboratori {when} che stanno certamente {within}.',
  },
  lab_forse: {
    title: 'Laboratori forse {within}',
    definition: 'Laboratori che forse stanno {within}, o di cui nessuno dice se fossero {when}.',
  },
  lab_senza_posizione: {
    title: 'Laboratori senza posizione',
    definition:
      'Laboratori {when}, o di cui nessuno dice se lo fossero, che stanno nel comune senza che se ne conosca la posizione.',
  },
  raggio_km: {
    title: 'Raggio',
    definition:
      'Raggio della copertura, in chilometri, uguale per tutte le righe. Zero: si cerca un laboratorio nel comune stesso.',
  },
  copertura_dal: {
    title: 'Copertura dal',
    definition:
      'Primo giorno del periodo della copertura. Vuoto: la copertura è quella del solo giorno finale.',
  },
  copertura_al: {
    title: 'Copertura al',
    definition: 'Giorno della copertura, o ultimo del suo periodo.',
  },
} as const satisfies Record<string, ColumnWords>;

/** What lies within the radius of a lab. */
const labReach = {
  nella_copertura: {
    title: 'Conta nella copertura',
    definition:
      'Se il laboratorio è tra quelli {when}. In dubbio: nessuno dice se lo fosse. Chi non conta non raggiunge nulla, e le celle accanto sono vuote.',
  },
  raggiunge: {
    title: 'Che cosa sta {within}',
    definition:
      'Aree e comuni che il laboratorio raggiunge con certezza ({within}), per quanto si sa di dov’è; un comune sta nel suo punto di riferimento.',
  },
  comuni_raggiunti: {
    title: 'Comuni raggiunti',
    definition:
      'Quanti comuni il laboratorio raggiunge con certezza ({within}). Vuoto: non ha una posizione e non si può dire, o non conta.',
  },
  residenti_raggiunti: {
    title: 'Residenti raggiunti',
    definition:
      'Residenti di quei comuni, ciascuno contato tutto intero: non sono le persone dentro il cerchio, e comuni vicini a due laboratori contano per entrambi. Vuoto: non si può dire.',
  },
  aree_raggiunte: {
    title: 'Aree raggiunte',
    definition:
      'Quante aree (quartieri, caseggiati, siti) il laboratorio raggiunge con certezza ({within}). Vuoto: non si può dire.',
  },
  raggio_km: reach.raggio_km,
  copertura_dal: reach.copertura_dal,
  copertura_al: reach.copertura_al,
} as const satisfies Record<string, ColumnWords>;

/** Why a municipality counts as one with ERP need. */
const need = {
  fabbisogno_classe: {
    title: 'Classe di fabbisogno',
    definition:
      'Classe di fabbisogno abitativo che il programma regionale 2014-2016 stampa per il comune. Vuoto: nessun documento ne dà una.',
  },
  bisogno_erp: {
    title: 'Bisogno di ERP',
    definition:
      'Perché il comune conta tra quelli con bisogno di ERP: una classe di fabbisogno, un progetto finanziato o un’area ERP, con i filtri scelti. Vuoto: non conta.',
  },
} as const satisfies Record<string, ColumnWords>;

const columns = {
  quartieri: {
    id: { title: 'Codice', definition: 'Codice dell’area in questo atlante.' },
    nome: { title: 'Nome', definition: 'Nome dell’area come la chiamano i documenti.' },
    comune: { title: 'Comune', definition: 'Comune in cui l’area si trova.' },
    istat: { title: 'Codice ISTAT', definition: 'Codice ISTAT del comune: sei cifre, testo.' },
    tipo: { title: 'Tipo', definition: 'Quartiere, caseggiato, area di controllo o sito di un’opera.' },
    precisione: {
      title: 'Precisione',
      definition: 'Quanto è preciso il punto: indirizzo, via, quartiere, comune, nessuna posizione.',
    },
    errore_m: { title: 'Errore', definition: 'Errore stimato del punto, in metri.' },
    lon: { title: 'Longitudine', definition: 'Longitudine del punto, gradi WGS 84.' },
    lat: { title: 'Latitudine', definition: 'Latitudine del punto, gradi WGS 84.' },
    superficie_m2: {
      title: 'Superficie',
      definition: 'Superficie stampata nei documenti, in metri quadrati.',
    },
    residenti: {
      title: 'Residenti',
      definition: 'Ultimo numero di residenti dichiarato per l’area, noto alla data della vista.',
    },
    nuclei: {
      title: 'Nuclei',
      definition: 'Ultimo numero di nuclei familiari dichiarato per l’area, noto alla data della vista.',
    },
    alloggi_erp: {
      title: 'Alloggi ERP',
      definition: 'Ultimo numero di alloggi ERP dichiarato per l’area, noto alla data della vista.',
    },
    alloggi_lavori: {
      title: 'Alloggi interessati dai lavori',
      definition:
        'Ultimo numero dichiarato di alloggi ERP interessati dai lavori, noto alla data della vista.',
    },
    avanzamento: {
      title: 'Avanzamento dei lavori',
      definition:
        'Ultima percentuale dichiarata di ogni componente dei lavori, nota alla data della vista; le componenti non si mediano. Si ordina per la componente più indietro.',
    },
    quota_morosi: {
      title: 'Quota di famiglie morose',
      definition:
        'Quota di famiglie in arretrato, come sta sulla mappa: l’ultima dichiarata. Protetta: vedi la regola di riservatezza. Le basi e le soglie cambiano da documento a documento e stanno nella nota.',
    },
    progetti: {
      title: 'Progetti',
      definition: 'Progetti finanziati che agiscono nell’area, tra quelli che la vista comprende.',
    },
    laboratori_aperti: {
      title: 'Laboratori aperti',
      definition: 'Laboratori con sede nell’area che risultano aperti alla data della vista.',
    },
    ...reach,
  },
  laboratori: {
    id: { title: 'Codice', definition: 'Codice del laboratorio in questo atlante.' },
    nome: { title: 'Nome', definition: 'Nome del laboratorio come lo chiamano i documenti.' },
    comune: { title: 'Comune', definition: 'Comune della sede; senza sede nota, i comuni del progetto.' },
    istat: {
      title: 'Codice ISTAT',
      definition: 'Codice ISTAT del comune: sei cifre, testo; più codici con «;».',
    },
    programma: { title: 'Programma', definition: 'Programma di cui il laboratorio fa parte.' },
    gestore: { title: 'Gestore', definition: 'Ente che lo gestisce, se i documenti lo dicono.' },
    stato: {
      title: 'Stato alla data',
      definition:
        'Che cosa si può dire alla data della vista dalle date delle sue sedi, dopo l’inizio di programma e progetto. Dopo una fine soltanto prevista lo stato è ignoto.',
    },
    indirizzo: { title: 'Indirizzo', definition: 'Sede in uso alla data, o l’ultima usata.' },
    proprieta: { title: 'Proprietà della sede', definition: 'Proprietario della sede, come dichiarato.' },
    dal: {
      title: 'Dal',
      definition: 'Inizio dichiarato della sede; la data vale quanto è scritta (anno, mese o giorno).',
    },
    al: { title: 'Al', definition: 'Fine della sede; la data vale quanto è scritta (anno, mese o giorno).' },
    come_noto: {
      title: 'Come è nota la fine',
      definition: 'Se la fine è dichiarata, soltanto prevista o non detta.',
    },
    precisione: { title: 'Precisione', definition: 'Quanto è preciso il punto sulla mappa.' },
    errore_m: { title: 'Errore', definition: 'Errore stimato del punto, in metri.' },
    lon: { title: 'Longitudine', definition: 'Longitudine del punto, gradi WGS 84.' },
    lat: { title: 'Latitudine', definition: 'Latitudine del punto, gradi WGS 84.' },
    ...labReach,
  },
  progetti: {
    id: { title: 'Codice', definition: 'Codice del progetto in questo atlante.' },
    nome: { title: 'Nome', definition: 'Nome del progetto come lo chiamano i documenti.' },
    programma: { title: 'Programma', definition: 'Programma di cui il progetto fa parte.' },
    capofila: { title: 'Capofila', definition: 'Ente capofila.' },
    tipo_capofila: { title: 'Tipo di capofila', definition: 'Comune o ALER.' },
    comuni: {
      title: 'Comuni',
      definition:
        'Comuni in cui il progetto agisce e, per un Comune capofila, il suo. La giurisdizione di un’ALER non conta.',
    },
    istat: {
      title: 'Codici ISTAT',
      definition: 'Codici ISTAT di quei comuni: sei cifre, testo; più codici con «;».',
    },
    stato: { title: 'Stato dichiarato', definition: 'Stato con le parole del documento.' },
    stato_al: { title: 'Stato al', definition: 'Data a cui lo stato si riferisce.' },
    inizio: { title: 'Inizio', definition: 'Inizio dichiarato del progetto (anno, mese o giorno).' },
    fine: { title: 'Fine', definition: 'Fine dichiarata del progetto (anno, mese o giorno).' },
    fabbisogno: {
      title: 'Classe di fabbisogno',
      definition: 'Classe di fabbisogno abitativo del comune nel bando 2014, come stampata.',
    },
    esito: { title: 'Esito', definition: 'Esito della domanda di finanziamento, se il documento lo dice.' },
    assi: { title: 'Assi', definition: 'Voci di finanziamento del progetto e del suo programma.' },
    assi_id: {
      title: 'Codici degli assi',
      definition: 'Codici delle voci di finanziamento in questo atlante.',
    },
  },
  comuni: {
    nome: { title: 'Comune', definition: 'Nome del comune.' },
    istat: { title: 'Codice ISTAT', definition: 'Codice ISTAT del comune: sei cifre, testo.' },
    provincia: { title: 'Provincia', definition: 'Provincia o città metropolitana.' },
    residenti: { title: 'Residenti', definition: 'Popolazione residente, ISTAT.' },
    residenti_anno: { title: 'Anno dei residenti', definition: 'Anno a cui la popolazione si riferisce.' },
    superficie_km2: {
      title: 'Superficie',
      definition: 'Superficie del comune in chilometri quadrati, dai confini ISTAT.',
    },
    progetti: {
      title: 'Progetti',
      definition:
        'Progetti finanziati in quel comune, tra quelli che la vista comprende. Zero: nessuno nei documenti.',
    },
    laboratori_aperti: {
      title: 'Laboratori aperti',
      definition: 'Laboratori del comune che risultano aperti alla data della vista.',
    },
    aree: {
      title: 'Aree',
      definition: 'Aree (quartieri, caseggiati, siti) del comune, tra quelle che la vista comprende.',
    },
    concesso: {
      title: 'Importo concesso',
      definition:
        'Somma degli importi di tipo «concesso» dei progetti che stanno in quel solo comune. Un importo di più comuni non si divide e resta fuori. Vuoto: nessun importo concesso dichiarato.',
    },
    ...reach,
    ...need,
  },
} as const satisfies Record<string, Record<string, ColumnWords>>;

type Columns = { [K in keyof typeof columns]: { [C in keyof (typeof columns)[K]]: ColumnWords } };

const reach_en: Record<keyof typeof reach, ColumnWords> = {
  distanza: {
    title: 'Nearest lab',
    definition:
      'Distance as the crow flies from the nearest of the labs {when}, as an interval: it takes the stated error of both positions into account; a lab without a position may be anywhere in its municipality, and the lower limit holds also for those of which nobody says that they were. A municipality stands at its reference point. Sorted by the greatest distance.',
  },
  distanza_min_km: {
    title: 'Least distance',
    definition: 'Lower limit of that distance, in kilometres, rounded down to the metre.',
  },
  distanza_max_km: {
    title: 'Greatest distance',
    definition:
      'Upper limit of that distance, in kilometres, rounded up to the metre. Empty: of none of those labs even the municipality is known.',
  },
  lab_vicino: {
    title: 'Which lab',
    definition: 'The one of the labs {when} whose stated position is nearest.',
  },
  lab_vicino_id: { title: 'Code of the lab', definition: 'Code of that lab in this atlas.' },
  copertura: {
    title: 'Coverage {within}',
    definition:
      'Whether one of the labs {when} lies {within}. Uncertain: the positions do not allow to tell, or the only lab is one of which nobody says that it was.',
  },
  lab_entro: {
    title: 'Labs {within}',
    definition: 'Labs {when} that lie certainly {within}.',
  },
  lab_forse: {
    title: 'Labs perhaps {within}',
    definition: 'Labs that perhaps lie {within}, or of which nobody says that they were {when}.',
  },
  lab_senza_posizione: {
    title: 'Labs without a position',
    definition:
      'Labs {when}, or of which nobody says that they were, that are in the municipality, nobody says where.',
  },
  raggio_km: {
    title: 'Radius',
    definition:
      'Radius of the coverage, in kilometres, the same for all rows. Zero: a lab is looked for in the municipality itself.',
  },
  copertura_dal: {
    title: 'Coverage from',
    definition: 'First day of the period of the coverage. Empty: the coverage is of the last day alone.',
  },
  copertura_al: {
    title: 'Coverage to',
    definition: 'Day of the coverage, or last day of its period.',
  },
};

const labReach_en: Record<keyof typeof labReach, ColumnWords> = {
  nella_copertura: {
    title: 'Counts for coverage',
    definition:
      'Whether the lab is one of those {when}. In doubt: nobody says that it was. One that does not count reaches nothing, and the cells beside are empty.',
  },
  raggiunge: {
    title: 'What lies {within}',
    definition:
      'Areas and municipalities that the lab certainly reaches ({within}), as far as it is known where it is; a municipality stands at its reference point.',
  },
  comuni_raggiunti: {
    title: 'Municipalities reached',
    definition:
      'How many municipalities the lab certainly reaches ({within}). Empty: it has no position and nobody can tell, or it does not count.',
  },
  residenti_raggiunti: {
    title: 'Residents reached',
    definition:
      'Residents of those municipalities, each counted whole: these are not the people within the circle, and municipalities near two labs count for both. Empty: nobody can tell.',
  },
  aree_raggiunte: {
    title: 'Areas reached',
    definition:
      'How many areas (neighbourhoods, building groups, sites) the lab certainly reaches ({within}). Empty: nobody can tell.',
  },
  raggio_km: reach_en.raggio_km,
  copertura_dal: reach_en.copertura_dal,
  copertura_al: reach_en.copertura_al,
};

const need_en: Record<keyof typeof need, ColumnWords> = {
  fabbisogno_classe: {
    title: 'Class of need',
    definition:
      'Class of housing need that the regional programme 2014-2016 prints for the municipality. Empty: no document gives one.',
  },
  bisogno_erp: {
    title: 'ERP need',
    definition:
      'Why the municipality counts among those with ERP need: a class of need, a funded project or an ERP area, with the filters chosen. Empty: it does not.',
  },
};

const columns_en: Columns = {
  quartieri: {
    id: { title: 'Code', definition: 'Code of the area in this atlas.' },
    nome: { title: 'Name', definition: 'Name of the area.' },
    comune: { title: 'Municipality', definition: 'Municipality in which the area lies.' },
    istat: { title: 'ISTAT code', definition: 'ISTAT code of the municipality: six digits, text.' },
    tipo: {
      title: 'Kind',
      definition: 'Neighbourhood, building group, control area or site of a public work.',
    },
    precisione: {
      title: 'Precision',
      definition: 'How precise the point is: address, street, neighbourhood, municipality, no position.',
    },
    errore_m: { title: 'Error', definition: 'Estimated error of the point, in metres.' },
    lon: { title: 'Longitude', definition: 'Longitude of the point, degrees WGS 84.' },
    lat: { title: 'Latitude', definition: 'Latitude of the point, degrees WGS 84.' },
    superficie_m2: { title: 'Surface', definition: 'Surface printed in the documents, in square metres.' },
    residenti: {
      title: 'Residents',
      definition: 'Latest number of residents stated for the area, known at the date of the view.',
    },
    nuclei: {
      title: 'Households',
      definition: 'Latest number of households stated for the area, known at the date of the view.',
    },
    alloggi_erp: {
      title: 'Public-housing dwellings',
      definition:
        'Latest number of public-housing (ERP) dwellings stated for the area, known at the date of the view.',
    },
    alloggi_lavori: {
      title: 'Dwellings under works',
      definition:
        'Latest stated number of ERP dwellings that the works concern, known at the date of the view.',
    },
    avanzamento: {
      title: 'Progress of works',
      definition:
        'Latest stated percentage of each component of the works, known at the date of the view; components are not averaged. Sorted by the component furthest behind.',
    },
    quota_morosi: {
      title: 'Share of households in arrears',
      definition:
        'Share of households in arrears, as on the map: the latest stated. Protected: see the disclosure rule. Bases and thresholds differ from document to document and stand in the note.',
    },
    progetti: {
      title: 'Projects',
      definition: 'Funded projects that act in the area, among those that the view comprises.',
    },
    laboratori_aperti: {
      title: 'Labs open',
      definition: 'Labs with premises in the area that are stated as open at the date of the view.',
    },
    ...reach_en,
  },
  laboratori: {
    id: { title: 'Code', definition: 'Code of the lab in this atlas.' },
    nome: { title: 'Name', definition: 'Name of the lab.' },
    comune: {
      title: 'Municipality',
      definition: 'Municipality of the premises; if unknown, those of the project.',
    },
    istat: {
      title: 'ISTAT code',
      definition: 'ISTAT code of the municipality: six digits, text; “;” between several.',
    },
    programma: { title: 'Programme', definition: 'Programme that the lab is part of.' },
    gestore: { title: 'Operator', definition: 'Body that runs it, where the documents say so.' },
    stato: {
      title: 'State at the date',
      definition:
        'What can be said at the date of the view from the dates of its premises, after the start of programme and project. After an end that was only scheduled the state is unknown.',
    },
    indirizzo: { title: 'Address', definition: 'Premises in use at the date, or last used.' },
    proprieta: { title: 'Owner of the premises', definition: 'Owner of the premises, as stated.' },
    dal: {
      title: 'From',
      definition: 'Stated start of the premises; as precise as it is written (year, month or day).',
    },
    al: { title: 'To', definition: 'End of the premises; as precise as it is written (year, month or day).' },
    come_noto: {
      title: 'How the end is known',
      definition: 'Whether the end is stated, only scheduled, or not said.',
    },
    precisione: { title: 'Precision', definition: 'How precise the point on the map is.' },
    errore_m: { title: 'Error', definition: 'Estimated error of the point, in metres.' },
    lon: { title: 'Longitude', definition: 'Longitude of the point, degrees WGS 84.' },
    lat: { title: 'Latitude', definition: 'Latitude of the point, degrees WGS 84.' },
    ...labReach_en,
  },
  progetti: {
    id: { title: 'Code', definition: 'Code of the project in this atlas.' },
    nome: { title: 'Name', definition: 'Name of the project.' },
    programma: { title: 'Programme', definition: 'Programme that the project is part of.' },
    capofila: { title: 'Lead', definition: 'Lead body.' },
    tipo_capofila: { title: 'Kind of lead', definition: 'Municipality or ALER.' },
    comuni: {
      title: 'Municipalities',
      definition:
        'Municipalities in which the project acts and, for a municipality as lead, its own. The jurisdiction of an ALER does not count.',
    },
    istat: {
      title: 'ISTAT codes',
      definition: 'ISTAT codes of those municipalities: six digits, text; “;” between several.',
    },
    stato: {
      title: 'Stated status',
      definition: 'Status as the document states it; exported files keep its Italian words as the code.',
    },
    stato_al: { title: 'Status as of', definition: 'Date that the status refers to.' },
    inizio: { title: 'Start', definition: 'Stated start of the project (year, month or day).' },
    fine: { title: 'End', definition: 'Stated end of the project (year, month or day).' },
    fabbisogno: {
      title: 'Class of housing need',
      definition:
        'Class of housing need of the municipality in the 2014 call; exported files keep the Italian word, as printed.',
    },
    esito: {
      title: 'Outcome',
      definition: 'Outcome of the application for funding, where the document says so.',
    },
    assi: { title: 'Funding axes', definition: 'Funding axes of the project and of its programme.' },
    assi_id: { title: 'Codes of the axes', definition: 'Codes of the funding axes in this atlas.' },
  },
  comuni: {
    nome: { title: 'Municipality', definition: 'Name of the municipality.' },
    istat: { title: 'ISTAT code', definition: 'ISTAT code of the municipality: six digits, text.' },
    provincia: { title: 'Province', definition: 'Province or metropolitan city.' },
    residenti: { title: 'Residents', definition: 'Resident population, ISTAT.' },
    residenti_anno: { title: 'Year of the residents', definition: 'Year that the population refers to.' },
    superficie_km2: {
      title: 'Surface',
      definition: 'Surface of the municipality in square kilometres, from the ISTAT boundaries.',
    },
    progetti: {
      title: 'Projects',
      definition:
        'Funded projects in that municipality, among those that the view comprises. Zero: none in the documents.',
    },
    laboratori_aperti: {
      title: 'Labs open',
      definition: 'Labs of the municipality that are stated as open at the date of the view.',
    },
    aree: {
      title: 'Areas',
      definition:
        'Areas (neighbourhoods, building groups, sites) of the municipality, among those that the view comprises.',
    },
    concesso: {
      title: 'Amount granted',
      definition:
        'Sum of the amounts of kind “granted” of the projects that lie in that municipality alone. An amount of several municipalities is not divided and stays out. Empty: no granted amount stated.',
    },
    ...reach_en,
    ...need_en,
  },
};

const it = {
  kind: { quartieri: 'Quartieri', laboratori: 'Laboratori', progetti: 'Progetti', comuni: 'Comuni' },
  columns: columns as Columns,
  amount: {
    title: 'Importo: {kind}',
    definition:
      'Somma degli importi di tipo «{kind}» del progetto, tra le voci di finanziamento che la vista comprende; gli importi che un altro già contiene non si sommano. La nota dice IVA, data e che cosa copre.',
  },
  /** Arrears at the time point that the map shows. */
  arrears_at: {
    title: '{title} ({point})',
    definition:
      'Quota di famiglie in arretrato al momento scelto ({point}), come sta sulla mappa; una quota di cui il documento non dice il momento sta in tutti. Vuoto: a quel momento nessun documento ne dà una. Protetta: vedi la regola di riservatezza. Le basi e le soglie cambiano da documento a documento e stanno nella nota.',
  },
  residents_year: 'Residenti ({year})',
  source_istat: 'ISTAT, confini e popolazione via openpolis, CC BY 4.0',
  category: {
    tipo: {
      quartiere: 'quartiere',
      caseggiato: 'caseggiato',
      control: 'area di controllo',
      sito: 'sito di un’opera',
    },
    precisione: {
      address: 'indirizzo',
      street: 'via',
      neighbourhood: 'quartiere',
      municipality: 'comune',
      unlocated: 'nessuna posizione',
    },
    stato: labStateWords('it'),
    stato_progetto: tableCodes('status', 'it'),
    fabbisogno: tableCodes('need', 'it'),
    proprieta: tableCodes('owner', 'it'),
    copertura: COVERAGE_WORDS.it.state,
    copertura_propria: COVERAGE_WORDS.it.own_state,
    nella_copertura: { open: 'sì', doubtful: 'in dubbio', no: 'no' },
    come_noto: { stated: 'dichiarata', scheduled: 'soltanto prevista', unknown: 'non detta' },
    tipo_capofila: { comune: 'Comune', aler: 'ALER' },
    esito: { funded: 'finanziato', not_funded: 'non finanziato', not_admitted: 'non ammesso' },
  },
  note: {
    of: 'su {basis}',
    threshold: 'soglia {amount}',
    owner: 'proprietà {owner}',
    others: 'altri valori dichiarati: {list}',
    not_counted: 'non si somma: un altro importo lo contiene',
    vat: { incl: 'IVA inclusa', excl: 'IVA esclusa' },
    shared: 'importi di progetti in più comuni, non contati: {n}',
  },
  not_stated: 'non dichiarato',
  states: {
    value: { name: 'valore', definition: 'Il documento dà il numero.' },
    zero: { name: 'zero', definition: 'Il documento dice che non ce n’è.' },
    qualitative: {
      name: 'a parole',
      definition: 'Il documento lo dice a parole, senza numero; il testo sta nella nota.',
    },
    missing: { name: 'non pervenuto', definition: 'Il documento dice che il dato non è stato fornito.' },
    suppressed: {
      name: 'riservato',
      definition:
        'Il dato esiste e non si pubblica: riguarda troppo poche famiglie, o non si sa quante. Nessun numero esce.',
    },
    not_stated: { name: 'non dichiarato', definition: 'Nessun documento ne parla.' },
  },
  drawer: {
    label: 'Tabella',
    tabs: 'Tabelle per tipo di riga',
    open: 'Apri la tabella: {kind}',
    close: 'Chiudi la tabella',
    rows: '{n} righe',
    row_one: '1 riga',
    columns: 'Colonne',
    columns_help: 'Le colonne spente restano nei file esportati.',
    columns_all: 'Tutte',
    columns_standard: 'Come all’inizio',
    export: 'Esporta',
    export_help: 'Le righe di questa tabella ({n}), con tutte le colonne, gli stati e le fonti.',
    exporting: 'Preparo il file…',
    exported: 'File pronto: {format}.',
    export_failed: 'Il file non è riuscito: {why}',
    loading: 'Le cifre si stanno caricando…',
    empty: 'Nessuna riga con questi filtri.',
    formats: {
      csv: { name: 'CSV', help: 'virgola, punto decimale, UTF-8' },
      'csv-excel': { name: 'CSV per Excel italiano', help: 'punto e virgola, virgola decimale' },
      xlsx: { name: 'XLSX', help: 'foglio di calcolo, con legenda' },
      geojson: { name: 'GeoJSON', help: 'righe con la loro posizione' },
      zip: { name: 'ZIP', help: 'CSV, XLSX, GeoJSON, definizioni e fonti' },
    },
    release: 'Edizione dei dati {release}',
    link: 'Collegamento a questa vista',
  },
  table: {
    region: 'Tabella: {kind}. Scorre in orizzontale e in verticale.',
    caption: '{kind}, {rows}. {sentence}',
    keys: 'Frecce su e giù per cambiare riga, destra e sinistra per le fonti delle sue celle e per le definizioni delle colonne, Invio per aprire.',
    sort: 'Ordina per {title}',
    source: 'Fonte: {list}',
    details: 'Fonte e nota',
    close: 'Chiudi',
    value: 'Valore',
    date: 'Si riferisce a',
    note: 'Nota',
    sources: 'Documenti',
    document_date: 'documento del {date}',
    whole_row: 'La riga',
    about: '{title}: definizione e origine della colonna',
    definition: 'Che cosa dice',
    computed: 'Come si calcola',
    origin: 'Origine',
    origin_computed: 'Contato o calcolato da questo atlante: nessun documento lo scrive così.',
    origin_cells: 'I documenti di ogni cella: nel cerchietto accanto al valore.',
    position: 'Da dove viene la posizione',
  },
  export: {
    title: 'Atlante ERP: {kind}',
    legend: 'Legenda',
    view: 'Che cosa comprende',
    rows: 'Righe',
    columns: 'Colonne',
    column: 'Colonna',
    name: 'Titolo',
    definition: 'Definizione',
    unit: 'Unità',
    codes: 'Codici',
    states: 'Stati delle cifre',
    suffixes:
      'Accanto a una cifra: _stato il suo stato, _data a che cosa si riferisce, _nota base, soglia e altri valori dichiarati, _fonte documento e righe della trascrizione (più d’una con « | »).',
    suppression: 'Regola di riservatezza',
    suppression_text:
      'Una cifra sulla morosità si pubblica solo se il gruppo di cui parla ha almeno {households} famiglie, almeno {inArrears} morose e almeno {notInArrears} non morose, e se si sa quante sono. Altrimenti lo stato è «suppressed» e il numero non esce dal sistema.',
    sources: 'Fonti',
    licence: 'Licenza',
    licence_text: 'CC BY 4.0. Citare: Atlante ERP, edizione {release}, e il documento della cifra.',
    link: 'Collegamento alla vista',
    release: 'Edizione dei dati',
    created: 'File creato il',
    files: 'File',
    rounding:
      'I numeri sono quelli dei documenti, non arrotondati. Date ISO 8601, precise quanto la fonte: 2014, 2014-10, 2014-10-31, o un intervallo con «/». I codici ISTAT sono testo.',
    injection:
      'Nei CSV le celle di testo che iniziano con = + - @, tabulazione o ritorno a capo hanno davanti un apostrofo, perché nessun foglio le calcoli.',
    geometry:
      'Nel GeoJSON un punto ha posizione_precisione e posizione_errore_m; una riga senza posizione resta, con geometria nulla.',
    field_state: 'Stato di «{title}»',
    field_date: 'Data di «{title}»',
    field_note: 'Nota di «{title}»',
    field_source: 'Fonte di «{title}»',
    field_row_source: 'Fonte della riga',
    coverage: 'Copertura',
    coverage_at: 'aperti al {date}',
    coverage_between: 'in attività tra il {since} e il {date}',
    coverage_text:
      'Laboratori cercati {within}; laboratori {when}: {labs}, dei quali {placed} con una posizione; di altri {doubtful} nessuno lo dice, e di {nowhere} in tutto nemmeno il comune. {answer}. Distanze in linea d’aria tra le posizioni dichiarate, con il loro errore; un comune conta nel suo punto di riferimento.',
  },
};

export type TableWords = typeof it;

const en: TableWords = {
  kind: { quartieri: 'Neighbourhoods', laboratori: 'Labs', progetti: 'Projects', comuni: 'Municipalities' },
  columns: columns_en,
  amount: {
    title: 'Amount: {kind}',
    definition:
      'Sum of the amounts of kind “{kind}” of the project, among the funding axes that the view comprises; amounts that another one contains are not added. The note says VAT, date and what it covers.',
  },
  arrears_at: {
    title: '{title} ({point})',
    definition:
      'Share of households in arrears at the time point chosen ({point}), as on the map; a share of which the document does not say the time stands at all of them. Empty: no document states one at that point. Protected: see the disclosure rule. Bases and thresholds differ from document to document and stand in the note.',
  },
  residents_year: 'Residents ({year})',
  source_istat: 'ISTAT, boundaries and population through openpolis, CC BY 4.0',
  category: {
    tipo: {
      quartiere: 'neighbourhood',
      caseggiato: 'building group',
      control: 'control area',
      sito: 'site of a public work',
    },
    precisione: {
      address: 'address',
      street: 'street',
      neighbourhood: 'neighbourhood',
      municipality: 'municipality',
      unlocated: 'no position',
    },
    stato: labStateWords('en'),
    stato_progetto: tableCodes('status', 'en'),
    fabbisogno: tableCodes('need', 'en'),
    proprieta: tableCodes('owner', 'en'),
    copertura: COVERAGE_WORDS.en.state,
    copertura_propria: COVERAGE_WORDS.en.own_state,
    nella_copertura: { open: 'yes', doubtful: 'in doubt', no: 'no' },
    come_noto: { stated: 'stated', scheduled: 'only scheduled', unknown: 'not said' },
    tipo_capofila: { comune: 'Municipality', aler: 'ALER' },
    esito: { funded: 'funded', not_funded: 'not funded', not_admitted: 'not admitted' },
  },
  note: {
    of: 'of {basis}',
    threshold: 'threshold {amount}',
    owner: 'owner {owner}',
    others: 'other stated values: {list}',
    not_counted: 'not to be added: another amount contains it',
    vat: { incl: 'VAT included', excl: 'VAT excluded' },
    shared: 'amounts of projects in several municipalities, not counted: {n}',
  },
  not_stated: 'not stated',
  states: {
    value: { name: 'value', definition: 'The document gives the number.' },
    zero: { name: 'zero', definition: 'The document says that there is none.' },
    qualitative: {
      name: 'in words',
      definition: 'The document says it in words, without a number; the text is in the note.',
    },
    missing: { name: 'not supplied', definition: 'The document says that the figure was not supplied.' },
    suppressed: {
      name: 'withheld',
      definition:
        'The figure exists and is not published: too few households, or nobody says how many. No number leaves.',
    },
    not_stated: { name: 'not stated', definition: 'No document speaks of it.' },
  },
  drawer: {
    label: 'Table',
    tabs: 'Tables by kind of row',
    open: 'Open the table: {kind}',
    close: 'Close the table',
    rows: '{n} rows',
    row_one: '1 row',
    columns: 'Columns',
    columns_help: 'Columns that are off stay in the exported files.',
    columns_all: 'All',
    columns_standard: 'As at first',
    export: 'Export',
    export_help: 'The rows of this table ({n}), with all columns, states and sources.',
    exporting: 'Preparing the file…',
    exported: 'File ready: {format}.',
    export_failed: 'The file could not be made: {why}',
    loading: 'The figures are loading…',
    empty: 'No row with these filters.',
    formats: {
      csv: { name: 'CSV', help: 'comma, decimal point, UTF-8' },
      'csv-excel': { name: 'CSV for Italian Excel', help: 'semicolon, decimal comma' },
      xlsx: { name: 'XLSX', help: 'spreadsheet with a legend' },
      geojson: { name: 'GeoJSON', help: 'rows with their position' },
      zip: { name: 'ZIP', help: 'CSV, XLSX, GeoJSON, definitions and sources' },
    },
    release: 'Data release {release}',
    link: 'Link to this view',
  },
  table: {
    region: 'Table: {kind}. Scrolls both ways.',
    caption: '{kind}, {rows}. {sentence}',
    keys: 'Arrows up and down change the row, right and left go to the sources of its cells and to the definitions of the columns, Enter opens.',
    sort: 'Sort by {title}',
    source: 'Source: {list}',
    details: 'Source and note',
    close: 'Close',
    value: 'Value',
    date: 'Refers to',
    note: 'Note',
    sources: 'Documents',
    document_date: 'document of {date}',
    whole_row: 'The row',
    about: '{title}: definition and origin of the column',
    definition: 'What it says',
    computed: 'How it is computed',
    origin: 'Origin',
    origin_computed: 'Counted or computed by this atlas: no document has it in this form.',
    origin_cells: 'The documents of each cell: in the small ring beside the value.',
    position: 'Where the position comes from',
  },
  export: {
    title: 'Atlante ERP: {kind}',
    legend: 'Legend',
    view: 'What it comprises',
    rows: 'Rows',
    columns: 'Columns',
    column: 'Column',
    name: 'Title',
    definition: 'Definition',
    unit: 'Unit',
    codes: 'Codes',
    states: 'States of figures',
    suffixes:
      'Beside a figure: _stato its state, _data what it refers to, _nota base, threshold and other stated values, _fonte document and lines of the transcription (“ | ” between several).',
    suppression: 'Disclosure rule',
    suppression_text:
      'An arrears figure is published only if the group it speaks of has at least {households} households, at least {inArrears} in arrears and at least {notInArrears} not in arrears, and if their number is known. Otherwise the state is “suppressed” and the number never leaves the system.',
    sources: 'Sources',
    licence: 'Licence',
    licence_text: 'CC BY 4.0. Cite: Atlante ERP, release {release}, and the document of the figure.',
    link: 'Link to the view',
    release: 'Data release',
    created: 'File made on',
    files: 'Files',
    rounding:
      'Numbers are those of the documents, not rounded. Dates are ISO 8601, as precise as the source: 2014, 2014-10, 2014-10-31, or an interval with “/”. ISTAT codes are text.',
    injection:
      'In the CSV files text cells that begin with = + - @, tab or carriage return have an apostrophe in front, so that no spreadsheet computes them.',
    geometry:
      'In the GeoJSON a point has posizione_precisione and posizione_errore_m; a row without a position stays, with a null geometry.',
    field_state: 'State of “{title}”',
    field_date: 'Date of “{title}”',
    field_note: 'Note of “{title}”',
    field_source: 'Source of “{title}”',
    field_row_source: 'Source of the row',
    coverage: 'Coverage',
    coverage_at: 'open on {date}',
    coverage_between: 'at work between {since} and {date}',
    coverage_text:
      'Labs looked for {within}; labs {when}: {labs}, of which {placed} with a position; of another {doubtful} nobody says so, and of {nowhere} in all not even the municipality. {answer}. Distances as the crow flies between the stated positions, with their error; a municipality counts at its reference point.',
  },
};

export const TABLE_WORDS: Record<Lang, TableWords> = { it, en };
