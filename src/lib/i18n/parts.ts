/**
 * English for what a statement about an area or about its works is on: the dimension of rows whose English column holds the
 * statement itself. Closed: a test holds it against the tables. Names of places stay as they are.
 */
import type { Lang } from '../domain/figures';

const PARTS: Readonly<Record<string, string>> = {
  '2010-2014, ALER': '2010-2014, ALER',
  '2010-2014, Comune': '2010-2014, Municipality',
  'ERP Nord': 'ERP North',
  'ERP Sud': 'ERP South',
  'Infrastrutture/Servizi': 'Infrastructure/Services',
  'Laboratorio Renzo Piano': 'Laboratorio Renzo Piano',
  Municipio: 'City district (Municipio)',
  accumulo: 'build-up of the debt',
  anziani: 'elderly people',
  'attività economiche': 'businesses',
  autogestione: 'self-management',
  'biblioteca di via Ciceri Visconti': 'library in via Ciceri Visconti',
  'bonifica dei terreni': 'clean-up of the ground',
  'cambio alloggio': 'change of dwelling',
  'canone moderato': 'moderate rent',
  'caseggiati del Comune': 'buildings of the Municipality',
  'caso di controllo': 'control case',
  'caso di controllo (Il cambiamento passa dalle persone)':
    'control case (Il cambiamento passa dalle persone)',
  'caso di controllo (Si può fare)': 'control case (Si può fare)',
  cause: 'causes',
  'coesione sociale': 'social cohesion',
  comitati: 'committees',
  'condizioni sociali': 'social conditions',
  'confronto temporale': 'comparison over time',
  'confronto temporale (Si può fare)': 'comparison over time (Si può fare)',
  'confronto temporale e controllo': 'comparison over time and with the control',
  'confronto tra proprietari': 'comparison between owners',
  contenuto: 'contents',
  contesto: 'context',
  demolizione: 'demolition',
  diffusione: 'how widespread it is',
  dimensione: 'size',
  'disagio giovanile e adulto': 'distress of young people and adults',
  'esperienza precedente': 'earlier experience',
  estensione: 'extent',
  età: 'age',
  fattori: 'factors',
  fragilità: 'fragility',
  'incidenza ERP': 'weight of public housing',
  'indice di vecchiaia': 'ageing index',
  'intermediazione: capiscala e partner': 'mediation: stair wardens and partners',
  'intermediazione: relazione con i partner': 'mediation: relation with the partners',
  manutenzione: 'maintenance',
  mobilità: 'relocation',
  'nuovi bisogni': 'new needs',
  ostacoli: 'obstacles',
  'piazzale Ferrara': 'piazzale Ferrara',
  popolazione: 'population',
  posizione: 'position',
  precedenti: 'what came before',
  previsto: 'planned',
  problemi: 'problems',
  'profili dei morosi': 'profiles of those in arrears',
  proprietà: 'ownership',
  'proprietà e gestione': 'ownership and management',
  pulizia: 'cleaning',
  quartiere: 'neighbourhood',
  'rappresentanza: associazioni o gruppi': 'representation: associations or groups',
  'rappresentanza: capiscala': 'representation: stair wardens',
  'rappresentanza: capiscala e altre forme': 'representation: stair wardens and other forms',
  'rete preesistente': 'network from before',
  ricostruzione: 'reconstruction',
  rinunce: 'refusals',
  scelta: 'choice',
  'scelta del caso di controllo': 'choice of the control case',
  servizi: 'services',
  soluzioni: 'solutions',
  'spazi comuni': 'shared spaces',
  spese: 'charges',
  'stato iniziale': 'initial state',
  t1: 'end of the project (t1)',
  't0 e t1': 'start and end of the project (t0 and t1)',
  'tipi edilizi': 'types of building',
};

export interface PartWords {
  words: string;
  /** It has no English: to be marked as Italian on an English page. */
  italian: boolean;
}

/** A dimension in the page's language; `english` is the tables' own, which is the Italian again where they have none. */
export function partWords(dimension: string, english: string | null, lang: Lang): PartWords {
  if (lang === 'it') return { words: dimension, italian: false };
  if (english !== null && english !== dimension) return { words: english, italian: false };
  return Object.hasOwn(PARTS, dimension)
    ? { words: PARTS[dimension] ?? dimension, italian: false }
    : { words: dimension, italian: true };
}
