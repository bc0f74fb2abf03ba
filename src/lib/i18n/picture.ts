/** Words of the picture, of its dialog and of the printed sheet. */
import type { Lang } from '../domain/figures';

export interface PictureWords {
  /** In the picture. */
  site: string;
  legend: string;
  sources: string;
  licence_title: string;
  licence: string;
  release: string;
  made: string;
  link: string;
  north: string;
  scale: string;
  more_one: string;
  more: string;
  more_sources_one: string;
  more_sources: string;
  /** Data of people's own, and what licence and link do not cover. */
  own: string;
  own_source: string;
  own_licence: string;
  link_own: string;
  background: string;
  numbers: string;
  grid_numbers: string;
  /** The dialog. */
  title: string;
  intro: string;
  size: string;
  sizes: Record<'schermo' | 'a4' | 'a3', string>;
  sizes_help: Record<'schermo' | 'a4' | 'a3', string>;
  orientation: string;
  orientations: Record<'orizzontale' | 'verticale', string>;
  theme: string;
  themes: Record<'chiaro' | 'scuro', string>;
  with_legend: string;
  make: string;
  cancel: string;
  close: string;
  phase: Record<'map' | 'paint' | 'file', string>;
  done: string;
  cancelled: string;
  again: string;
  preview: string;
  bytes: string;
  fail: Record<'webgl' | 'slow' | 'too-large' | 'other', string>;
  /** The printed sheet. */
  print: string;
  print_help: string;
  table_rows: string;
  table_rows_one: string;
  /** Column of all amounts, each with its kind. */
  table_amounts: string;
  no_map: string;
}

const it: PictureWords = {
  site: 'Atlante ERP Lombardia',
  legend: 'Legenda',
  sources: 'Fonti',
  licence_title: 'Dati e licenza',
  licence: 'Dati e figura: CC BY 4.0, citando Atlante ERP e le fonti.',
  release: 'Edizione dei dati {release}',
  made: 'figura del {day}',
  link: 'Questa vista, con tutti i dati',
  north: 'N',
  scale: 'scala circa 1:{n} a metà della mappa',
  more_one: 'un’altra voce: vedi la vista in linea',
  more: 'altre {n} voci: vedi la vista in linea',
  more_sources_one: 'Un’altra fonte nella vista in linea.',
  more_sources: 'Altre {n} fonti nella vista in linea.',
  own: 'Dati propri, non dell’Atlante',
  own_source: 'Dati propri, non dell’Atlante, dal file {file}.',
  own_licence: 'La licenza non vale per i dati propri',
  link_own: 'Questa vista, con tutti i dati tranne quelli propri',
  background: 'Sfondo: {credit}',
  numbers: 'Due numeri: {left} | {right}.',
  grid_numbers: 'I numeri della griglia sono del {day}.',
  title: 'Figura',
  intro:
    'La mappa come immagine PNG, con titolo, legenda, scala, nord, fonti e indirizzo. Si crea nel browser: nulla viene inviato.',
  size: 'Formato',
  sizes: { schermo: 'Schermo', a4: 'A4', a3: 'A3' },
  sizes_help: {
    schermo: 'La mappa come sullo schermo, per una presentazione o una pagina.',
    a4: '297 × 210 mm a 300 punti per pollice, da stampare.',
    a3: '420 × 297 mm a 300 punti per pollice, da appendere.',
  },
  orientation: 'Orientamento',
  orientations: { orizzontale: 'Orizzontale', verticale: 'Verticale' },
  theme: 'Colori',
  themes: { chiaro: 'Chiari, per la carta', scuro: 'Scuri' },
  with_legend: 'Con la legenda',
  make: 'Crea e scarica',
  cancel: 'Annulla',
  close: 'Chiudi',
  phase: { map: 'Disegno la mappa', paint: 'Compongo la pagina', file: 'Scrivo il file' },
  done: 'Fatto: {name}, {size}.',
  cancelled: 'Annullato: nessun file è stato creato.',
  again: 'Scarica di nuovo',
  preview: 'Anteprima della figura',
  bytes: '{n} MB',
  fail: {
    webgl: 'Il browser non concede una seconda mappa (WebGL2): chiudere altre schede con mappe e riprovare.',
    slow: 'La mappa non è stata disegnata in tempo. Tenere questa scheda in primo piano e riprovare, o scegliere un formato più piccolo.',
    'too-large': 'La memoria del browser non basta per questo formato: sceglierne uno più piccolo.',
    other: 'La figura non è stata creata: {why}',
  },
  print: 'Stampa',
  print_help: 'Prepara una mappa nitida e apre la stampa del browser.',
  table_rows: '{kind}: {n} righe',
  table_rows_one: '{kind}: una riga',
  table_amounts: 'Importi',
  no_map: 'La mappa non è disponibile in questo browser: i dati sono nella tabella e nella vista in linea.',
};

const en: PictureWords = {
  site: 'Atlante ERP Lombardia',
  legend: 'Legend',
  sources: 'Sources',
  licence_title: 'Data and licence',
  licence: 'Data and picture: CC BY 4.0, citing Atlante ERP and the sources.',
  release: 'Data release {release}',
  made: 'picture of {day}',
  link: 'This view, with all its data',
  north: 'N',
  scale: 'scale about 1:{n} at the middle of the map',
  more_one: 'one more entry: see the view on line',
  more: '{n} more entries: see the view on line',
  more_sources_one: 'One more source in the view on line.',
  more_sources: '{n} more sources in the view on line.',
  own: 'Own data, not the atlas’s',
  own_source: 'Own data, not the atlas’s, from the file {file}.',
  own_licence: 'The licence does not cover own data',
  link_own: 'This view, with all its data but the own ones',
  background: 'Background: {credit}',
  numbers: 'Two numbers: {left} | {right}.',
  grid_numbers: 'The numbers of the grid are those of {day}.',
  title: 'Picture',
  intro:
    'The map as a PNG image, with title, legend, scale, north, sources and address. It is made in the browser: nothing is sent.',
  size: 'Format',
  sizes: { schermo: 'Screen', a4: 'A4', a3: 'A3' },
  sizes_help: {
    schermo: 'The map as on the screen, for a presentation or a page.',
    a4: '297 × 210 mm at 300 dots per inch, to print.',
    a3: '420 × 297 mm at 300 dots per inch, to hang on a wall.',
  },
  orientation: 'Orientation',
  orientations: { orizzontale: 'Landscape', verticale: 'Portrait' },
  theme: 'Colours',
  themes: { chiaro: 'Light, for paper', scuro: 'Dark' },
  with_legend: 'With the legend',
  make: 'Make and download',
  cancel: 'Cancel',
  close: 'Close',
  phase: { map: 'Drawing the map', paint: 'Composing the page', file: 'Writing the file' },
  done: 'Done: {name}, {size}.',
  cancelled: 'Cancelled: no file was made.',
  again: 'Download again',
  preview: 'Preview of the picture',
  bytes: '{n} MB',
  fail: {
    webgl: 'The browser gives no second map (WebGL2): close other tabs with maps and try again.',
    slow: 'The map was not drawn in time. Keep this tab in front and try again, or choose a smaller format.',
    'too-large': 'The browser’s memory is too small for this format: choose a smaller one.',
    other: 'The picture was not made: {why}',
  },
  print: 'Print',
  print_help: 'Prepares a sharp map and opens the browser’s print dialog.',
  table_rows: '{kind}: {n} rows',
  table_rows_one: '{kind}: one row',
  table_amounts: 'Amounts',
  no_map: 'The map is not available in this browser: the data are in the table and in the view on line.',
};

export const PICTURE_WORDS: Readonly<Record<Lang, PictureWords>> = { it, en };
