/** Words of the place search. */
import type { Lang } from '$lib/domain/figures';
import type { HitKind } from '$lib/domain/search';

const it = {
  label: 'Cerca un luogo, un progetto, un ente',
  placeholder: 'Cerca comune, quartiere, via…',
  clear: 'Cancella la ricerca',
  list: 'Risultati della ricerca',
  kinds: {
    comune: 'Comuni',
    area: 'Aree',
    laboratorio: 'Laboratori',
    progetto: 'Progetti',
    ente: 'Enti',
    indirizzo: 'Sedi dei laboratori',
  } satisfies Record<HitKind, string>,
  /** Announced, not shown. */
  count_one: '1 risultato. Invio lo apre: {first}.',
  count: '{n} risultati. Invio apre il primo: {first}. Frecce per scegliere.',
  count_cut: 'I primi {shown} di {n} risultati. Invio apre il primo: {first}. Frecce per scegliere.',
  cut: 'I primi {shown} di {n}. Scrivere di più per restringere.',
  lead_hint: 'filtra la mappa',
  outside: 'fuori dai filtri attivi',
  /** Over the panel of a thing that the filters leave out. */
  outside_notice: '«{name}» è fuori dai filtri attivi: non è sulla mappa, né nella tabella, né nei conti.',
  outside_clear: 'Togli tutti i filtri',
  outside_cleared: 'Filtri tolti.',
  none: 'Nessun risultato per «{query}».',
  none_where:
    'Si è cercato tra {comune} comuni, {area} aree, {laboratorio} laboratori, {progetto} progetti, {ente} enti e {indirizzo} sedi.',
  none_how:
    'Si può cercare il nome di un comune (o il suo codice ISTAT), di un quartiere anche con il nome che gli dà un altro documento, di un laboratorio, di un progetto o di un ente, o la via di una sede. Gli indirizzi di casa non ci sono.',
  near: 'Vicino a me',
  near_list: 'Vicino a te',
  near_waiting: 'Si chiede la posizione al browser…',
  near_found: 'Trovati il comune e l’area più vicini: {names}. Invio apre il primo, frecce per scegliere.',
  near_privacy:
    'La posizione è stata usata solo in questa pagina: non è conservata, non è inviata, non entra nel collegamento.',
  near_fail: {
    refused:
      'Il browser non concede la posizione. Si può consentirla nelle sue impostazioni, o scrivere il nome del comune.',
    outside:
      'La posizione è fuori dalla Lombardia, e questa mappa finisce lì. Scrivere il nome di un comune.',
    silent: 'Il dispositivo non ha dato una posizione in tempo. Riprovare, o scrivere il nome del comune.',
    unsupported: 'Questo browser non può dare la posizione. Scrivere il nome del comune.',
  },
};

export type SearchWords = typeof it;

const en: SearchWords = {
  label: 'Search for a place, a project, a body',
  placeholder: 'Search town, area, street…',
  clear: 'Clear the search',
  list: 'Search results',
  kinds: {
    comune: 'Municipalities',
    area: 'Areas',
    laboratorio: 'Labs',
    progetto: 'Projects',
    ente: 'Bodies',
    indirizzo: 'Premises of labs',
  },
  count_one: '1 result. Enter opens it: {first}.',
  count: '{n} results. Enter opens the first: {first}. Arrows to choose.',
  count_cut: 'The first {shown} of {n} results. Enter opens the first: {first}. Arrows to choose.',
  cut: 'The first {shown} of {n}. Type more to narrow them down.',
  lead_hint: 'filters the map',
  outside: 'outside the active filters',
  outside_notice:
    '“{name}” is outside the active filters: it is not on the map, nor in the table, nor in the counts.',
  outside_clear: 'Clear all filters',
  outside_cleared: 'Filters cleared.',
  none: 'Nothing found for “{query}”.',
  none_where:
    'Searched: {comune} municipalities, {area} areas, {laboratorio} labs, {progetto} projects, {ente} bodies and {indirizzo} premises.',
  none_how:
    'You can search for the name of a municipality (or its ISTAT code), of an area, also by the name another document gives it, of a lab, a project or a body, or for the street of a lab’s premises. Home addresses are not included.',
  near: 'Near me',
  near_list: 'Near you',
  near_waiting: 'Asking the browser for the position…',
  near_found: 'Found the nearest municipality and area: {names}. Enter opens the first, arrows to choose.',
  near_privacy: 'The position was used in this page only: it is not stored, not sent, not put into the link.',
  near_fail: {
    refused:
      'The browser does not give the position. It can be allowed in its settings, or type the name of the municipality.',
    outside: 'The position is outside Lombardy, where this map ends. Type the name of a municipality.',
    silent: 'The device gave no position in time. Try again, or type the name of the municipality.',
    unsupported: 'This browser cannot give the position. Type the name of the municipality.',
  },
};

const WORDS: Record<Lang, SearchWords> = { it, en };

export const searchWords = (lang: Lang): SearchWords => WORDS[lang];
