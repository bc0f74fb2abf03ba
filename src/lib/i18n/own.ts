/** Words of the data that people bring from their own machine: what is wrong with a file, where, and how to mend it. */
import { formatNumber, type Lang } from '../domain/figures';
import { LIMITS, type OwnFormat, type OwnKind, type Problem, type ProblemId } from '../own/types';

/** `{text}`: what was read. */
export interface ProblemWords {
  what: string;
  mend: string;
}

const it = {
  title: 'Dati propri',
  stays: 'Il file resta nel tuo browser: non viene inviato né conservato.',
  gone: 'I layer restano passando ad Analisi, alle commissioni o all’altra lingua. Chiudendo o ricaricando la pagina, o aprendo Trasparenza, spariscono; non entrano nel collegamento da condividere.',
  choose: 'Scegli file',
  drop: 'oppure trascinali qui, o sulla mappa',
  drop_here: 'Lascia qui i file: si leggono come dati propri e restano nel tuo browser.',
  formats:
    'GeoJSON di perimetri o di punti, in gradi (WGS 84); CSV di punti con latitudine e longitudine; CSV di comuni (codice ISTAT o nome) con un valore.',
  limits: 'Fino a {layers} file, ognuno fino a {mb} MB e {rows} righe o elementi.',
  waiting: 'Si può scegliere un file appena la mappa ha caricato i suoi dati.',
  too_many: 'Sono già {layers} file: togline uno prima di aggiungere {names}.',
  reading: 'Leggo {name}…',
  refused: '{name} non è stato letto.',
  refused_status: '{name}: il file non è stato letto.',
  choose_status: '{name}: scegli le colonne.',
  ready_status: '{name}: letto, {n}.',
  removed_status: '{name}: tolto.',
  swap: 'Leggi con latitudine e longitudine scambiate',
  dismiss: 'Chiudi il messaggio',
  dismiss_of: 'Chiudi il messaggio su {name}',
  failure: {
    unreadable:
      'Il browser non riesce ad aprirlo. Se è una cartella, scegli il file che contiene; se il file è stato spostato o cambiato, sceglilo di nuovo.',
    timeout: 'La lettura dura da più di un minuto e si è fermata. Prova con un file più piccolo.',
    worker:
      'La lettura si è interrotta. Ricarica la pagina e riprova; se succede ancora, prova con un file più piccolo.',
  },
  mapping: {
    title: 'Colonne di {name}',
    intro: 'Dai titoli non si capisce dove stanno i luoghi. Di’ quali colonne usare.',
    where: 'Il luogo è dato da',
    by_comune: 'un comune (codice ISTAT o nome)',
    by_point: 'latitudine e longitudine in gradi',
    comune: 'Colonna del comune',
    lat: 'Colonna della latitudine',
    lon: 'Colonna della longitudine',
    swap: 'Latitudine e longitudine sono scambiate nel file',
    name: 'Colonna del nome',
    value: 'Colonna del valore',
    pick: 'Scegli…',
    no_name: 'nessuna: il numero di riga',
    no_value: 'nessuna: solo dove, non quanto',
    numbers: 'Con numeri',
    others: 'Altre',
    /** A title above the titles. */
    no_titles:
      'La riga 1 («{text}») non sembra quella dei titoli: i titoli sembrano essere nella riga {row}.',
    begin: 'Comincia dalla riga {row}',
    go: 'Leggi con queste colonne',
    cancel: 'Annulla',
  },
  card: {
    name: 'Nome del layer',
    on: 'Mostra sulla mappa',
    of_file: 'dal file {file}',
    without_value: '{n} senza valore',
    left_out: '{n} righe o elementi lasciati fuori',
    one_left_out: '1 riga o elemento lasciato fuori',
    same_place: 'lo stesso comune c’è più volte: vale la prima',
    some_same_place: 'di cui {n} di un comune che c’è già: vale la prima',
    as_thousands: {
      '.': 'I numeri come «{sample}» sono letti col punto delle migliaia: {value}.',
      ',': 'I numeri come «{sample}» sono letti con la virgola delle migliaia: {value}.',
    },
    as_decimal: {
      '.': 'I numeri come «{sample}» sono letti col punto decimale: {value}.',
      ',': 'I numeri come «{sample}» sono letti con la virgola decimale: {value}.',
    },
    read_thousands: {
      '.': 'Il punto è delle migliaia: leggi {value}',
      ',': 'La virgola è delle migliaia: leggi {value}',
    },
    read_decimal: {
      '.': 'Il punto è decimale: leggi {value}',
      ',': 'La virgola è decimale: leggi {value}',
    },
    table: 'Tabella',
    columns: 'Colonne',
    remove: 'Togli',
    of: '{action}: {name}',
  },
  kind: {
    perimetri: { one: '1 perimetro', many: '{n} perimetri' },
    punti: { one: '1 punto', many: '{n} punti' },
    comuni: { one: '1 comune', many: '{n} comuni' },
  } satisfies Record<OwnKind, object>,
  problems: {
    title: 'Avvisi: {n}',
    left_out: 'lasciati fuori: {n}',
    kept: 'tenuti: {n}',
    where: { csv: 'riga {n}', geojson: 'elemento {n}' } satisfies Record<OwnFormat, string>,
    rows: { csv: 'Righe: {list}', geojson: 'Elementi: {list}' } satisfies Record<OwnFormat, string>,
    line: 'riga {n}',
    row_key: 'Le righe si contano dall’inizio del file, anche quelle vuote: la prima è la 1.',
    more: 'e altrove ({n})',
    read: 'Letto: «{text}».',
  },
  table: {
    caption: '{name}: {n}, {file}',
    region: 'Tabella di {name}',
    /** Announced. */
    chosen: {
      csv: 'Scelta la riga {n}: {words}',
      geojson: 'Scelto l’elemento {n}: {words}',
    } satisfies Record<OwnFormat, string>,
    row: { csv: 'Riga', geojson: 'Elemento' } satisfies Record<OwnFormat, string>,
    name: { perimetri: 'Nome', punti: 'Nome', comuni: 'Comune' } satisfies Record<OwnKind, string>,
    code: 'Codice ISTAT',
    value: 'Valore',
    none: 'senza valore',
    range: 'Righe {from}–{to} di {n}',
    first: 'Prime',
    previous: 'Precedenti',
    next: 'Successive',
    last: 'Ultime',
    pages: 'Pagine della tabella',
    close: 'Chiudi',
  },
  problem: {
    'too-large': {
      what: 'Il file è troppo grande: {text}.',
      mend: `Il limite è ${LIMITS.bytes / 2 ** 20} MB: semplifica i perimetri o dividi il file.`,
    },
    'too-many-rows': {
      what: 'Il file ha troppe righe o elementi: {text}.',
      mend: `Il limite è ${LIMITS.rows / 1000}.000: dividi il file.`,
    },
    empty: {
      what: 'Il file non contiene righe o elementi.',
      mend: 'Controlla di avere esportato i dati e non il solo titolo.',
    },
    'not-text': {
      what: 'Il file non è testo: sembra un foglio di calcolo, un archivio o uno shapefile.',
      mend: 'Da Excel o LibreOffice salvalo come CSV UTF-8; da QGIS esportalo come GeoJSON in EPSG:4326.',
    },
    'not-json': {
      what: 'Il file comincia come un JSON ma non lo è{text}.',
      mend: 'Spesso è troncato o ha una virgola di troppo: esportalo di nuovo.',
    },
    kml: {
      what: 'È un KML (un XML), anche se il nome del file dice altro.',
      mend: 'Aprilo in QGIS ed esportalo come GeoJSON in EPSG:4326.',
    },
    markup: {
      what: 'È un XML o una pagina HTML, non una tabella né un GeoJSON.',
      mend: 'Alcuni siti danno una pagina invece del file: scaricalo di nuovo. Da un foglio di calcolo salva come CSV; da QGIS esporta come GeoJSON in EPSG:4326.',
    },
    'not-geojson': {
      what: 'È un JSON, ma non un GeoJSON.',
      mend: 'Serve un oggetto di tipo FeatureCollection, Feature o una geometria; un TopoJSON va convertito.',
    },
    'no-geometry': {
      what: 'Nessuna riga o elemento ha una posizione che si possa disegnare (su {text}).',
      mend: 'Servono poligoni o punti, o colonne di latitudine e longitudine con numeri in gradi.',
    },
    'other-system': {
      what: 'Il file dice di essere in un altro sistema di coordinate: {text}.',
      mend: 'Esportalo in WGS 84, longitudine e latitudine. In QGIS: Esporta, Salva elementi come, SR EPSG:4326.',
    },
    mangled: {
      what: 'Le coordinate sono state lette da un foglio di calcolo come numeri con le migliaia: {text}.',
      mend: 'Dov’era la virgola non si sa più: riparti dal file di prima e importa quelle colonne come testo, così che resti 45.464211.',
    },
    projected: {
      what: 'Le coordinate non sono gradi ma metri di un sistema proiettato (come UTM 32N o Gauss-Boaga): {text}.',
      mend: 'Esporta il file in WGS 84, longitudine e latitudine (EPSG:4326).',
    },
    swapped: {
      what: 'Latitudine e longitudine sembrano scambiate: {text}.',
      mend: 'In Lombardia la latitudine è circa 45 e la longitudine circa 9. Si può leggere il file scambiandole.',
    },
    'no-header': {
      what: 'Manca la riga dei titoli.',
      mend: 'Aggiungi una prima riga con il nome di ogni colonna, per esempio: comune;valore.',
    },
    'no-place-columns': {
      what: 'Nella colonna «{text}» non c’è nessun comune lombardo.',
      mend: 'Serve una colonna con codici ISTAT di sei cifre o con nomi di comuni di oggi.',
    },
    'other-codes': {
      what: 'La colonna ha codici di un altro tipo ({text}), non codici ISTAT di comuni.',
      mend: 'Serve il codice ISTAT di sei cifre: di Milano è 015146, mentre F205 è il suo codice catastale e 3015146 comincia con la regione. Oppure usa la colonna dei nomi.',
    },
    unbalanced: {
      what: 'Le virgolette non tornano: una si apre e non si chiude, o sta in mezzo a una cella.',
      mend: 'Chiudi o togli le virgolette di quella riga; dentro una cella tra virgolette si scrivono doppie.',
    },
    'no-coordinates': {
      what: 'Senza coordinate',
      mend: 'Scrivi latitudine e longitudine, o la geometria.',
    },
    'bad-coordinates': {
      what: 'Coordinate che non sono gradi',
      mend: 'Scrivile come 45,4642 e 9,19: un numero per cella, senza lettere né punti delle migliaia.',
    },
    'mangled-coordinates': {
      what: 'Coordinate con punti delle migliaia, messi da un foglio di calcolo',
      mend: 'Importa quelle colonne come testo, così che resti 45.464211.',
    },
    'bad-ring': {
      what: 'Perimetro non valido',
      mend: 'Un perimetro ha almeno tre punti diversi, ognuno con due numeri. In QGIS: Ripara geometrie.',
    },
    line: { what: 'Linea, non perimetro', mend: 'Qui si disegnano poligoni e punti: chiudi la linea.' },
    'other-geometry': {
      what: 'Altro tipo di geometria',
      mend: 'Un layer ha solo perimetri o solo punti, e tiene quelli che sono di più: metti gli altri in un secondo file.',
    },
    'no-code': { what: 'Senza comune', mend: 'Scrivi il codice ISTAT o il nome.' },
    'unknown-code': {
      what: 'Codice ISTAT che non è di un comune lombardo di oggi',
      mend: 'Controlla il codice; di un comune fuso usa quello del comune nuovo.',
    },
    'other-code': {
      what: 'Codice di un altro tipo, non ISTAT',
      mend: 'Il codice ISTAT di un comune ha sei cifre: di Milano è 015146, mentre F205 è il suo codice catastale e 3015146 comincia con la regione.',
    },
    'unknown-name': {
      what: 'Nome che non è di un comune lombardo di oggi',
      mend: 'Controlla come è scritto, o usa il codice ISTAT; di un comune fuso usa il nome nuovo.',
    },
    'ambiguous-name': {
      what: 'Nome che hanno più comuni',
      mend: 'Aggiungi la provincia tra parentesi, o usa il codice ISTAT.',
    },
    duplicate: {
      what: 'Ripetuto: vale la prima volta',
      mend: 'Tieni una sola riga per luogo, o somma i valori prima.',
    },
    'same-place': {
      what: 'Ripetuto: più righe per lo stesso comune, vale la prima',
      mend: 'Se le righe sono di anni o gruppi diversi, tieni un anno o un gruppo per file, o somma i valori prima.',
    },
    'code-mended': {
      what: 'Codice ISTAT senza lo zero davanti: aggiunto',
      mend: 'Nulla da fare; nel foglio di calcolo i codici vanno tenuti come testo.',
    },
    'ring-closed': {
      what: 'Perimetro aperto: chiuso sul primo punto',
      mend: 'Controlla sulla mappa che la forma sia giusta.',
    },
    'several-points': {
      what: 'Più punti in un solo elemento: disegnati tutti, contati come uno',
      mend: 'Se ogni punto conta per sé, dividi l’elemento (in QGIS: Da parti multiple a parti singole).',
    },
    'parts-left-out': {
      what: 'Elemento di più geometrie: disegnate solo quelle del tipo del layer',
      mend: 'Metti le altre parti in un secondo file (in QGIS: Da parti multiple a parti singole, poi un file per tipo).',
    },
    'not-a-number': {
      what: 'Valore che non è un numero: contato come senza valore',
      mend: 'Scrivi solo il numero, con lo stesso segno decimale in tutta la colonna; un negativo col meno, non tra parentesi. Se la colonna è un’altra, sceglila da Colonne.',
    },
    outside: {
      what: 'Fuori dalla Lombardia',
      mend: 'Controlla le coordinate. Resta nella tabella, e sulla mappa dove dice il file.',
    },
  } satisfies Record<ProblemId, ProblemWords>,
};

export type OwnWords = typeof it;

const en: OwnWords = {
  title: 'Own data',
  stays: 'The file stays in your browser: it is neither sent nor stored.',
  gone: 'The layers stay while you go to Analysis, to the commissions or to the other language. When the page is closed or reloaded, or Transparency is opened, they are gone; they are not part of the link to share.',
  choose: 'Choose files',
  drop: 'or drag them here, or onto the map',
  drop_here: 'Let the files go here: they are read as own data and stay in your browser.',
  formats:
    'GeoJSON of perimeters or of points, in degrees (WGS 84); CSV of points with latitude and longitude; CSV of municipalities (ISTAT code or name) with a value.',
  limits: 'Up to {layers} files, each up to {mb} MB and {rows} rows or features.',
  waiting: 'A file can be chosen as soon as the map has loaded its data.',
  too_many: 'There are {layers} files already: remove one before adding {names}.',
  reading: 'Reading {name}…',
  refused: '{name} was not read.',
  refused_status: '{name}: the file was not read.',
  choose_status: '{name}: choose the columns.',
  ready_status: '{name}: read, {n}.',
  removed_status: '{name}: removed.',
  swap: 'Read with latitude and longitude swapped',
  dismiss: 'Dismiss the message',
  dismiss_of: 'Dismiss the message about {name}',
  failure: {
    unreadable:
      'The browser cannot open it. If it is a folder, choose the file inside; if the file was moved or changed, choose it again.',
    timeout: 'Reading has taken more than a minute and was stopped. Try a smaller file.',
    worker: 'Reading broke off. Reload the page and try again; if it happens again, try a smaller file.',
  },
  mapping: {
    title: 'Columns of {name}',
    intro: 'The titles do not tell where the places are. Say which columns to use.',
    where: 'The place is given by',
    by_comune: 'a municipality (ISTAT code or name)',
    by_point: 'latitude and longitude in degrees',
    comune: 'Column of the municipality',
    lat: 'Column of the latitude',
    lon: 'Column of the longitude',
    swap: 'Latitude and longitude are swapped in the file',
    name: 'Column of the name',
    value: 'Column of the value',
    pick: 'Choose…',
    no_name: 'none: the number of the row',
    no_value: 'none: only where, not how much',
    numbers: 'With numbers',
    others: 'Others',
    no_titles: 'Row 1 (“{text}”) does not seem to be the row of titles: these seem to be in row {row}.',
    begin: 'Begin at row {row}',
    go: 'Read with these columns',
    cancel: 'Cancel',
  },
  card: {
    name: 'Name of the layer',
    on: 'Show on the map',
    of_file: 'from the file {file}',
    without_value: '{n} without a value',
    left_out: '{n} rows or features left out',
    one_left_out: '1 row or feature left out',
    same_place: 'a municipality is there more than once: the first row counts',
    some_same_place: '{n} of them of a municipality that is there already: the first row counts',
    as_thousands: {
      '.': 'Numbers like “{sample}” are read with a point between thousands: {value}.',
      ',': 'Numbers like “{sample}” are read with a comma between thousands: {value}.',
    },
    as_decimal: {
      '.': 'Numbers like “{sample}” are read with a decimal point: {value}.',
      ',': 'Numbers like “{sample}” are read with a decimal comma: {value}.',
    },
    read_thousands: {
      '.': 'The point is between thousands: read {value}',
      ',': 'The comma is between thousands: read {value}',
    },
    read_decimal: {
      '.': 'The point is decimal: read {value}',
      ',': 'The comma is decimal: read {value}',
    },
    table: 'Table',
    columns: 'Columns',
    remove: 'Remove',
    of: '{action}: {name}',
  },
  kind: {
    perimetri: { one: '1 perimeter', many: '{n} perimeters' },
    punti: { one: '1 point', many: '{n} points' },
    comuni: { one: '1 municipality', many: '{n} municipalities' },
  },
  problems: {
    title: 'Notices: {n}',
    left_out: 'left out: {n}',
    kept: 'kept: {n}',
    where: { csv: 'row {n}', geojson: 'feature {n}' },
    rows: { csv: 'Rows: {list}', geojson: 'Features: {list}' },
    line: 'line {n}',
    row_key: 'Rows are counted from the beginning of the file, blank ones as well: the first is row 1.',
    more: 'and {n} more',
    read: 'Read: “{text}”.',
  },
  table: {
    caption: '{name}: {n}, {file}',
    region: 'Table of {name}',
    chosen: { csv: 'Row {n} chosen: {words}', geojson: 'Feature {n} chosen: {words}' },
    row: { csv: 'Row', geojson: 'Feature' },
    name: { perimetri: 'Name', punti: 'Name', comuni: 'Municipality' },
    code: 'ISTAT code',
    value: 'Value',
    none: 'no value',
    range: 'Rows {from}–{to} of {n}',
    first: 'First',
    previous: 'Previous',
    next: 'Next',
    last: 'Last',
    pages: 'Pages of the table',
    close: 'Close',
  },
  problem: {
    'too-large': {
      what: 'The file is too large: {text}.',
      mend: `The limit is ${LIMITS.bytes / 2 ** 20} MB: simplify the perimeters or split the file.`,
    },
    'too-many-rows': {
      what: 'The file has too many rows or features: {text}.',
      mend: `The limit is ${LIMITS.rows / 1000},000: split the file.`,
    },
    empty: {
      what: 'The file has no rows or features.',
      mend: 'Check that the data were exported and not the titles alone.',
    },
    'not-text': {
      what: 'The file is not text: it looks like a spreadsheet, an archive or a shapefile.',
      mend: 'Save it as CSV UTF-8 from Excel or LibreOffice; export it as GeoJSON in EPSG:4326 from QGIS.',
    },
    'not-json': {
      what: 'The file begins like JSON but is none{text}.',
      mend: 'Often it was cut off or has a comma too many: export it again.',
    },
    kml: {
      what: 'It is KML (XML), whatever the name of the file says.',
      mend: 'Open it in QGIS and export it as GeoJSON in EPSG:4326.',
    },
    markup: {
      what: 'It is XML or an HTML page, neither a table nor GeoJSON.',
      mend: 'Some sites give a page instead of the file: download it again. From a spreadsheet save as CSV; from QGIS export as GeoJSON in EPSG:4326.',
    },
    'not-geojson': {
      what: 'It is JSON, but not GeoJSON.',
      mend: 'It takes an object of type FeatureCollection, Feature or a geometry; TopoJSON has to be converted.',
    },
    'no-geometry': {
      what: 'No row or feature has a position that can be drawn (of {text}).',
      mend: 'It takes polygons or points, or columns of latitude and longitude with numbers in degrees.',
    },
    'other-system': {
      what: 'The file says that it is in another system of coordinates: {text}.',
      mend: 'Export it in WGS 84, longitude and latitude. In QGIS: Export, Save Features As, CRS EPSG:4326.',
    },
    mangled: {
      what: 'A spreadsheet took the coordinates for numbers with thousands: {text}.',
      mend: 'Where the decimal sign was cannot be known any more: go back to the file before and import those columns as text, so that 45.464211 stays.',
    },
    projected: {
      what: 'The coordinates are not degrees but metres of a projected system (such as UTM 32N or Gauss-Boaga): {text}.',
      mend: 'Export the file in WGS 84, longitude and latitude (EPSG:4326).',
    },
    swapped: {
      what: 'Latitude and longitude seem to be swapped: {text}.',
      mend: 'In Lombardy the latitude is about 45 and the longitude about 9. The file can be read with the two swapped.',
    },
    'no-header': {
      what: 'The row of titles is missing.',
      mend: 'Add a first row with the name of each column, for example: comune;valore.',
    },
    'no-place-columns': {
      what: 'The column “{text}” has no municipality of Lombardy.',
      mend: 'It takes a column of six-digit ISTAT codes or of names of today’s municipalities.',
    },
    'other-codes': {
      what: 'The column has codes of another kind ({text}), not ISTAT codes of municipalities.',
      mend: 'It takes the six-digit ISTAT code: that of Milano is 015146, while F205 is its cadastral code and 3015146 begins with the region. Or use the column of names.',
    },
    unbalanced: {
      what: 'The quotation marks do not match: one opens and never closes, or stands inside a cell.',
      mend: 'Close or remove the quotation marks of that row; inside a quoted cell they are doubled.',
    },
    'no-coordinates': { what: 'No coordinates', mend: 'Write latitude and longitude, or the geometry.' },
    'bad-coordinates': {
      what: 'Coordinates that are not degrees',
      mend: 'Write them like 45.4642 and 9.19: one number to a cell, no letters, no thousands separators.',
    },
    'mangled-coordinates': {
      what: 'Coordinates with thousands separators, which a spreadsheet put in',
      mend: 'Import those columns as text, so that 45.464211 stays.',
    },
    'bad-ring': {
      what: 'Invalid perimeter',
      mend: 'A perimeter has at least three different points, each of two numbers. In QGIS: Fix geometries.',
    },
    line: { what: 'A line, not a perimeter', mend: 'Polygons and points are drawn here: close the line.' },
    'other-geometry': {
      what: 'Another kind of geometry',
      mend: 'A layer has perimeters only or points only, and keeps those that are more: put the others into a second file.',
    },
    'no-code': { what: 'No municipality', mend: 'Write the ISTAT code or the name.' },
    'unknown-code': {
      what: 'ISTAT code of no present municipality of Lombardy',
      mend: 'Check the code; for a merged municipality use that of the new one.',
    },
    'other-code': {
      what: 'Code of another kind, not ISTAT',
      mend: 'The ISTAT code of a municipality has six digits: that of Milano is 015146, while F205 is its cadastral code and 3015146 begins with the region.',
    },
    'unknown-name': {
      what: 'Name of no present municipality of Lombardy',
      mend: 'Check the spelling, or use the ISTAT code; for a merged municipality use the new name.',
    },
    'ambiguous-name': {
      what: 'Name that several municipalities have',
      mend: 'Add the province in brackets, or use the ISTAT code.',
    },
    duplicate: {
      what: 'Repeated: the first one counts',
      mend: 'Keep one row for each place, or add the values up first.',
    },
    'same-place': {
      what: 'Repeated: several rows of one municipality, the first one counts',
      mend: 'If the rows are of different years or groups, keep one year or group to a file, or add the values up first.',
    },
    'code-mended': {
      what: 'ISTAT code without its leading zero: added',
      mend: 'Nothing to do; in a spreadsheet keep codes as text.',
    },
    'ring-closed': {
      what: 'Open perimeter: closed at its first point',
      mend: 'Check on the map that the shape is right.',
    },
    'several-points': {
      what: 'Several points in one feature: all drawn, counted as one',
      mend: 'If each point counts by itself, split the feature (in QGIS: Multipart to singleparts).',
    },
    'parts-left-out': {
      what: 'Feature of several geometries: only those of the layer’s kind are drawn',
      mend: 'Put the other parts into a second file (in QGIS: Multipart to singleparts, then a file for each kind).',
    },
    'not-a-number': {
      what: 'Value that is not a number: counted as no value',
      mend: 'Write the number only, with one decimal sign in all of the column; a negative one with a minus, not in brackets. If it is another column, choose it under Columns.',
    },
    outside: {
      what: 'Outside Lombardy',
      mend: 'Check the coordinates. It stays in the table, and on the map where the file says.',
    },
  },
};

export const OWN_WORDS: Record<Lang, OwnWords> = { it, en };

/** What was read, as a reader says it: sizes and counts as numbers, the rest as it stood in the file. */
export function problemText({ id, text }: Pick<Problem, 'id' | 'text'>, lang: Lang): string {
  if (id === 'not-json')
    return text === '' ? '' : lang === 'it' ? `, vicino a «${text}»` : `, near “${text}”`;
  const n = Number(text);
  if (!Number.isFinite(n)) return text;
  if (id === 'too-large') return `${formatNumber(n / 2 ** 20, lang, 1)} MB`;
  return id === 'too-many-rows' || id === 'no-geometry' ? formatNumber(n, lang, 0) : text;
}

/** Rows or features of a layer, counted in words. */
export const countWords = (kind: OwnKind, n: number, lang: Lang): string =>
  n === 1
    ? OWN_WORDS[lang].kind[kind].one
    : OWN_WORDS[lang].kind[kind].many.replace('{n}', formatNumber(n, lang, 0));
