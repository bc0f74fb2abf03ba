/** Words of the commission's pages and of their presentation mode. */
import type { Lang } from '$lib/domain/figures';

const it = {
  present: 'Presenta',
  leave: 'Esci',
  previous: 'Passo precedente',
  next: 'Passo successivo',
  steps: 'Passi',
  counter: '{n} / {total}',
  announce: 'Passo {n} di {total}: {title}',
  open_map: 'Apri nella mappa',
  open_map_of: 'Apri nella mappa la vista del passo {n}, {title}',
  map: 'Mappa del passo',
  controls: 'Comandi della presentazione',
  keys: 'Tasti: frecce o Pag↑ Pag↓, Inizio, Fine; Esc per uscire',
  sources: 'Documenti',
  area: 'Area',
  what: 'Su che cosa',
  more_disputes: 'Altre discordanze ({n})',
  gap: 'vuoto',
  same_for_all: 'Tutte: {date}',
  computed: 'calcolato',
  locator: 'Le cinque aree nel comune di Milano',
  key: 'Legenda della mappa',
  key_classes: 'Progetti per comune, e quanti comuni',
};

const en: typeof it = {
  present: 'Present',
  leave: 'Leave',
  previous: 'Previous step',
  next: 'Next step',
  steps: 'Steps',
  counter: '{n} / {total}',
  announce: 'Step {n} of {total}: {title}',
  open_map: 'Open in the map',
  open_map_of: 'Open in the map the view of step {n}, {title}',
  map: 'Map of the step',
  controls: 'Presentation controls',
  keys: 'Keys: arrows or PgUp PgDn, Home, End; Esc to leave',
  sources: 'Documents',
  area: 'Area',
  what: 'About what',
  more_disputes: 'Other disagreements ({n})',
  gap: 'gap',
  same_for_all: 'All: {date}',
  computed: 'computed',
  locator: 'The five areas in the municipality of Milano',
  key: 'Key of the map',
  key_classes: 'Projects by municipality, and how many municipalities',
};

export const storyWords = (lang: Lang): typeof it => (lang === 'en' ? en : it);
