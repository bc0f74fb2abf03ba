/**
 * From the bytes of ledgers to sums: the one way in, for the command line and for the page's worker. It means what
 * `readRow` of ./ledger.ts says; the common forms of a cell are read from the bytes directly, every other form is handed
 * to the functions there.
 *
 * Nothing of a row is kept: cells are places in a buffer that is overwritten, dwellings are hashes (see Seen), owners,
 * states and areas are remembered because they are few and are no one's, and a refused row is a number, a column and a
 * reason. No error tells the content of a cell.
 */
import {
  ageBand,
  dayNumber,
  dayText,
  debtBand,
  decimalOf,
  readCents,
  readDay,
  readDegrees,
  readIstat,
  readOwner,
  readSimulated,
  readState,
  type Decimal,
} from './cells';
import { readHeader, type Header } from './ledger';
import type { Mapping } from './mapping';
import { LedgerError, WHYS, type Why } from './reasons';
import { decodeText } from '../domain/text';
import { Splitter, sniffSeparator, type Cells } from './split';
import { Aggregator, Seen } from './sums';
import { finishPart } from './part';
import type { Part } from './types';
import { areaReader, placer, type Locator, type PlaceOf, type ZoneFrame } from './zones';

/** A refused row: `row` as a spreadsheet numbers it, the header being 1. */
export interface Refusal {
  file: string;
  row: number;
  why: Why;
}

export interface IntakeOptions {
  frame: ZoneFrame;
  locator: Locator;
  mapping?: Mapping;
  /** Told of each refused row, as it is read. */
  onRefused?: (refusal: Refusal) => void;
  /** Size of a table of seen dwellings, see Seen; smaller for a browser. */
  seenBits?: number;
}

export interface IntakeRows {
  read: number;
  refused: number;
  /** Rows without a running contract. */
  outside: number;
  households: number;
}

/** How a source's cells are to be understood. */
export interface SourceForm {
  /** Separator, when it is known (a sheet made into text). */
  separator?: number;
  /** Excel's day numbers: the year they count from; 0: none. */
  serial?: 0 | 1900 | 1904;
  /** Rows may end before the last columns: sheets leave empty cells out. */
  ragged?: boolean;
}

/** Bytes looked at before the first row, to tell the separator and the decimal sign. */
const SNIFF = 1 << 18;
const MAX_COLUMNS = 200;

// Results of a cell, besides values of 0 and more.
const SLOW = -1;
const EMPTY = -2;
/** A reason as a number below these: WHY - its place in WHYS. */
const WHY = -10;
const codeOf = (why: Why): number => WHY - WHYS.indexOf(why);
const whyOf = (code: number): Why => WHYS[WHY - code] as Why;

const ZERO = 0x30;
const digit = (byte: number | undefined): number => (byte === undefined ? 99 : (byte - ZERO) & 0xff);

/** What a few words mean, remembered by their bytes: `resolve` is asked once a word. */
class Memo {
  private words: { bytes: Uint8Array; code: number }[] = [];
  private table = new Map<number, number[]>();
  private last = -1;

  constructor(private readonly resolve: (text: string) => number) {}

  get(bytes: Uint8Array, from: number, to: number): number {
    const last = this.words[this.last];
    if (last && same(last.bytes, bytes, from, to)) return last.code;
    let hash = to - from;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x9e3779b1);
    for (const i of this.table.get(hash) ?? []) {
      const word = this.words[i];
      if (word && same(word.bytes, bytes, from, to)) {
        this.last = i;
        return word.code;
      }
    }
    const code = this.resolve(decodeText(bytes.subarray(from, to)));
    // A column that is always different is the wrong one, and not worth remembering.
    if (this.words.length >= 512) {
      this.words = [];
      this.table.clear();
    }
    this.last = this.words.length;
    this.words.push({ bytes: bytes.slice(from, to), code });
    const list = this.table.get(hash);
    if (list) list.push(this.last);
    else this.table.set(hash, [this.last]);
    return code;
  }
}

function same(word: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let i = 0; i < word.length; i++) if (word[i] !== bytes[from + i]) return false;
  return true;
}

/** Text of a cell in another form than the common ones; '' for a column that is not there. */
const textOf = ({ bytes, bounds }: Cells, at: number): string =>
  at < 0 ? '' : decodeText(bytes.subarray(bounds[2 * at], bounds[2 * at + 1]));

/** A line without content; spreadsheets leave many at the end. */
function blank(bounds: Int32Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (bounds[2 * i] !== bounds[2 * i + 1]) return false;
  return true;
}

/** Degrees from `digits[.,digits]`; NaN: another form. Exact as Number(): a whole below 2^53 over a power of ten. */
function degrees(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  let whole = 0;
  let scale = 1;
  let sign = false;
  if (to - from > 16 || to === from) return NaN;
  for (; at < to; at++) {
    const d = digit(bytes[at]);
    if (d <= 9) {
      whole = whole * 10 + d;
      if (sign) scale *= 10;
    } else if ((bytes[at] === 0x2e || bytes[at] === 0x2c) && !sign && at > from && at - from <= 3)
      sign = true;
    else return NaN;
  }
  return !sign && to - from > 3 ? NaN : whole / scale;
}

/** Cents from `digits` or `digits SIGN dd`, `sign` being the file's decimal sign; SLOW: another form. */
function cents(bytes: Uint8Array, from: number, to: number, sign: number): number {
  let value = 0;
  let at = from;
  for (; at < to; at++) {
    const d = digit(bytes[at]);
    if (d > 9) break;
    value = value * 10 + d;
  }
  if (at === from || at - from > 6) return SLOW;
  if (at === to) return value * 100;
  if (bytes[at] !== sign) return SLOW;
  const tens = digit(bytes[at + 1]);
  if (at + 2 === to && tens <= 9) return value * 100 + tens * 10;
  const ones = digit(bytes[at + 2]);
  return at + 3 === to && tens <= 9 && ones <= 9 ? value * 100 + tens * 10 + ones : SLOW;
}

/** A day as 20260630 from the two common forms of ten bytes; SLOW: another form, or no such day. */
function day(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== 10) return SLOW;
  const iso = bytes[from + 4] === 0x2d;
  if (iso ? bytes[from + 7] !== 0x2d : bytes[from + 2] !== 0x2f || bytes[from + 5] !== 0x2f) return SLOW;
  const y = iso ? from : from + 6;
  const m = iso ? from + 5 : from + 3;
  const d = iso ? from + 8 : from;
  let year = 0;
  for (let i = y; i < y + 4; i++) {
    const n = digit(bytes[i]);
    if (n > 9) return SLOW;
    year = year * 10 + n;
  }
  const m1 = digit(bytes[m]);
  const m0 = digit(bytes[m + 1]);
  const d1 = digit(bytes[d]);
  const d0 = digit(bytes[d + 1]);
  if (m1 > 9 || m0 > 9 || d1 > 9 || d0 > 9) return SLOW;
  return dayNumber(year, m1 * 10 + m0, d1 * 10 + d0) ?? SLOW;
}

/** Places remembered by what the row says of them: dwellings of a building say the same. */
const PLACE_SLOTS = 1 << 15;
/** Degrees of a row without a point: no cell of at most three digits says this. */
const NO_POINT = 1_000;

export class Intake {
  readonly rows: IntakeRows = { read: 0, refused: 0, outside: 0, households: 0 };
  private readonly sums = new Aggregator();
  private readonly seen: Seen;
  private readonly mapping: Mapping;
  private readonly placeOf: PlaceOf;
  private readonly without = new Set<'debt_since' | 'coordinates' | 'area'>();
  private simulated: boolean | null = null;

  // Of the file that is being read.
  private file = '';
  private form: SourceForm = {};
  private head = new Uint8Array(0);
  private splitter: Splitter | null = null;
  private header: Header | null = null;
  private width = 0;
  private line = 0;
  private decimal: Decimal = null;
  private decimalByte = 0;

  private readonly constantOwner: number | null;
  private readonly constantDay: number | null;
  private readonly states: Memo;
  private readonly owners: Memo;
  private readonly areas: Memo;
  private readonly areaIds: (string | null)[] = [null];
  private readonly days = new Map<number, number>();

  private readonly slotLat = new Float64Array(PLACE_SLOTS).fill(NaN);
  private readonly slotLon = new Float64Array(PLACE_SLOTS);
  private readonly slotIstat = new Int32Array(PLACE_SLOTS);
  private readonly slotArea = new Int32Array(PLACE_SLOTS);
  private readonly slotPlace = new Int32Array(PLACE_SLOTS);

  constructor(private readonly options: IntakeOptions) {
    this.mapping = options.mapping ?? {};
    this.placeOf = placer(options.frame, options.locator);
    this.seen = new Seen(options.seenBits);
    const { constants } = this.mapping;
    this.constantOwner =
      constants?.owner === undefined ? null : this.sums.ownerOf(readOwner(constants.owner));
    this.constantDay = constants?.day === undefined ? null : (readDay(constants.day) ?? null);
    this.states = new Memo((text) => {
      const state = readState(text, this.mapping);
      return state === 'state' || state === 'state-empty' ? codeOf(state) : state === 'running' ? 1 : 0;
    });
    this.owners = new Memo((text) => {
      const name = readOwner(text);
      return name === '' ? codeOf('owner-empty') : this.sums.ownerOf(name);
    });
    const areaOf = areaReader(options.frame, this.mapping.areas);
    this.areas = new Memo((text) => {
      const id = areaOf(text);
      if (id === undefined) return codeOf('area');
      const known = this.areaIds.indexOf(id);
      return known >= 0 ? known : this.areaIds.push(id) - 1;
    });
  }

  /** Begins a file. `file` is the name that refusals tell. */
  start(file: string, form: SourceForm = {}): void {
    this.file = file;
    this.form = form;
    this.head = new Uint8Array(0);
    this.splitter = null;
    this.header = null;
    this.width = 0;
    this.line = 0;
    this.decimal = this.mapping.decimal ?? null;
    this.decimalByte = this.decimal?.charCodeAt(0) ?? 0;
  }

  /** The next bytes of the file. Throws LedgerError when it cannot be a ledger. */
  push(chunk: Uint8Array): void {
    if (this.splitter) return this.splitter.push(chunk);
    const head = new Uint8Array(this.head.length + chunk.length);
    head.set(this.head);
    head.set(chunk, this.head.length);
    this.head = head;
    if (head.length >= SNIFF) this.begin(false);
  }

  /** The end of the file. */
  end(): void {
    if (!this.splitter) this.begin(true);
    this.splitter?.end();
    if (!this.header || this.line < 2) throw new LedgerError({ kind: 'empty' });
  }

  /** Share of refused rows among those read, 0 to 1. */
  refusedShare(): number {
    return this.rows.read === 0 ? 0 : this.rows.refused / this.rows.read;
  }

  /** The sums of all files. */
  finish(): Part {
    return finishPart(this.sums, {
      simulated: this.simulated ?? false,
      without: [...this.without],
      rows: { read: this.rows.read, refused: this.rows.refused },
    });
  }

  private begin(whole: boolean): void {
    let { head } = this;
    this.head = new Uint8Array(0);
    if (head.length === 0) throw new LedgerError({ kind: 'empty' });
    if (head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11)
      throw new LedgerError({ kind: 'old-excel' });
    if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
      throw new LedgerError({ kind: 'utf-16' });
    if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) head = head.subarray(3);
    if (head.includes(0)) throw new LedgerError({ kind: 'binary' });
    const separator = this.form.separator ?? sniffSeparator(head);
    if (this.decimal === null) this.sniffDecimal(head, separator, whole);
    this.splitter = new Splitter(separator, (cells) => {
      if (this.header) this.row(cells, this.header);
      else this.readHeader(cells);
    });
    this.splitter.push(head);
  }

  private readHeader({ bytes, bounds, count, broken }: Cells): void {
    this.line++;
    if (count > MAX_COLUMNS || broken) throw new LedgerError({ kind: 'header-long' });
    const cells = Array.from({ length: count }, (_, i) =>
      decodeText(bytes.subarray(bounds[2 * i], bounds[2 * i + 1])),
    );
    // Empty lines above the header are none of it.
    if (cells.every((cell) => cell.trim() === '')) return;
    const result = readHeader(cells, this.mapping);
    if (!result.ok) throw new LedgerError(result.problem);
    this.header = result.header;
    this.width = count;
    if (result.header.debt_since < 0) this.without.add('debt_since');
    if (result.header.lat < 0) this.without.add('coordinates');
    if (result.header.area < 0) this.without.add('area');
  }

  /** The first debt whose decimal sign is beyond doubt tells that of the file. */
  private sniffDecimal(head: Uint8Array, separator: number, whole: boolean): void {
    let column = -2;
    try {
      const probe = new Splitter(separator, ({ bytes, bounds, count }) => {
        if (this.decimal !== null) return;
        const text = (i: number): string => decodeText(bytes.subarray(bounds[2 * i], bounds[2 * i + 1]));
        if (column >= 0) {
          if (column < count) this.decimal = decimalOf(text(column).trim());
          return;
        }
        const cells = Array.from({ length: Math.min(count, MAX_COLUMNS) }, (_, i) => text(i));
        if (column === -2 && cells.some((cell) => cell.trim() !== '')) {
          const result = readHeader(cells, this.mapping);
          column = result.ok ? result.header.debt : -1;
        }
      });
      probe.push(head);
      if (whole) probe.end();
    } catch (error) {
      // What is wrong is told when the file is read in earnest.
      if (!(error instanceof LedgerError)) throw error;
    }
    this.decimalByte = this.decimal?.charCodeAt(0) ?? 0;
  }

  private refuse(why: Why, lines = 1): void {
    this.rows.refused += lines;
    this.options.onRefused?.({ file: this.file, row: this.line, why });
  }

  private row(cells: Cells, header: Header): void {
    const { bytes, bounds, count } = cells;
    this.line++;
    if (bounds[0] === bounds[1] && blank(bounds, count)) return;
    this.rows.read++;
    if (cells.broken || count !== this.width) {
      if (!cells.broken && this.form.ragged && count < this.width) {
        bounds.fill(0, 2 * count, 2 * this.width);
      } else {
        // A stray quote may have swallowed lines; each of them is a row that was not read.
        this.rows.read += cells.lines - 1;
        this.refuse(cells.broken ? 'quotes' : 'cells', cells.lines);
        this.line += cells.lines - 1;
        return;
      }
    }
    if (header.simulated >= 0) {
      const at = 2 * header.simulated;
      const code = this.simulatedOf(bytes, bounds[at] as number, bounds[at + 1] as number);
      if (code === null) return this.refuse('simulated');
      this.mark(code);
    } else this.mark(false);

    let at = 2 * header.state;
    const state = this.states.get(bytes, bounds[at] as number, bounds[at + 1] as number);
    if (state <= WHY) return this.refuse(whyOf(state));
    if (state === 0) {
      this.rows.outside++;
      return;
    }

    at = 2 * header.dwelling;
    let idFrom = bounds[at] as number;
    let idTo = bounds[at + 1] as number;
    while (idFrom < idTo && (bytes[idFrom] as number) <= 0x20) idFrom++;
    while (idTo > idFrom && (bytes[idTo - 1] as number) <= 0x20) idTo--;
    if (idFrom === idTo) return this.refuse('dwelling-empty');

    let when = this.constantDay ?? SLOW;
    if (this.constantDay === null) {
      at = 2 * header.day;
      when = day(bytes, bounds[at] as number, bounds[at + 1] as number);
      if (when === SLOW) {
        const read = readDay(textOf(cells, header.day), this.form.serial);
        if (read === null) return this.refuse('day-empty');
        if (read === undefined) return this.refuse('day');
        when = read;
      }
    }

    let owner = this.constantOwner;
    if (owner === null) {
      at = 2 * header.owner;
      owner = this.owners.get(bytes, bounds[at] as number, bounds[at + 1] as number);
      if (owner <= WHY) return this.refuse(whyOf(owner));
    }

    at = 2 * header.debt;
    let owed = cents(bytes, bounds[at] as number, bounds[at + 1] as number, this.decimalByte);
    if (owed === SLOW || owed > 100_000_000) {
      const cell = textOf(cells, header.debt);
      const read = readCents(cell, this.decimal);
      if (typeof read === 'number') {
        owed = read;
        if (this.decimal === null) {
          this.decimal = decimalOf(cell);
          this.decimalByte = this.decimal?.charCodeAt(0) ?? 0;
        }
      } else if (read === 'debt-empty' && this.mapping.empty_debt === 'zero') owed = 0;
      else if (read === 'debt-negative' && this.mapping.negative_debt === 'credit') owed = 0;
      else return this.refuse(read);
    }
    const band = debtBand(owed);
    let age = 0;
    if (band >= 0) {
      let since: number | null = null;
      at = 2 * header.debt_since;
      if (at >= 0 && bounds[at] !== bounds[at + 1]) {
        since = day(bytes, bounds[at] as number, bounds[at + 1] as number);
        if (since === SLOW) {
          const read = readDay(textOf(cells, header.debt_since), this.form.serial);
          if (read === undefined) return this.refuse('since');
          since = read;
        }
        if (since !== null && since > when) return this.refuse('since-after');
      }
      age = ageBand(since, when);
    }

    const place = this.place(cells, header);
    if (place <= WHY) return this.refuse(whyOf(place));

    let dayIndex = this.days.get(when);
    if (dayIndex === undefined) {
      dayIndex = this.sums.dayOf(dayText(when));
      this.days.set(when, dayIndex);
    }
    if (this.seen.repeated(bytes, idFrom, idTo, (owner << 8) | dayIndex))
      return this.refuse('dwelling-twice');
    this.rows.households++;
    this.sums.add(place, owner, dayIndex, owed, band, age);
  }

  /** Number of the place of a row, or a reason. */
  private place(cells: Cells, header: Header): number {
    const { bytes, bounds } = cells;
    let istat: number = EMPTY;
    if (header.istat >= 0) {
      const from = bounds[2 * header.istat] as number;
      const to = bounds[2 * header.istat + 1] as number;
      const length = to - from;
      let code = 0;
      let plain = length >= 4 && length <= 6;
      for (let i = from; plain && i < to; i++) {
        const d = digit(bytes[i]);
        if (d > 9) plain = false;
        else code = code * 10 + d;
      }
      if (plain) istat = code;
      else if (length > 0) {
        const read = readIstat(textOf(cells, header.istat));
        if (read === undefined) return codeOf('istat');
        istat = read ?? EMPTY;
      }
    }
    let lat: number;
    let lon: number;
    if (header.lat >= 0) {
      lat = degrees(bytes, bounds[2 * header.lat] as number, bounds[2 * header.lat + 1] as number);
      lon = degrees(bytes, bounds[2 * header.lon] as number, bounds[2 * header.lon + 1] as number);
      // NaN: another form of number, or empty.
      if (lat !== lat || lon !== lon) {
        const slowLat = readDegrees(textOf(cells, header.lat));
        const slowLon = readDegrees(textOf(cells, header.lon));
        if (slowLat === undefined || slowLon === undefined) return codeOf('coordinate');
        if ((slowLat === null) !== (slowLon === null)) return codeOf('half-point');
        lat = slowLat ?? NO_POINT;
        lon = slowLon ?? NO_POINT;
      }
    } else lat = lon = NO_POINT;
    const area =
      header.area < 0 || bounds[2 * header.area] === bounds[2 * header.area + 1]
        ? 0
        : this.areas.get(bytes, bounds[2 * header.area] as number, bounds[2 * header.area + 1] as number);

    if (area <= WHY) return area;

    let slot = Math.imul((lat * 1e7) | 0, 0x9e3779b1) ^ Math.imul((lon * 1e7) | 0, 0x85ebca6b);
    slot = Math.imul(slot ^ (slot >>> 15) ^ istat ^ (area << 20), 0x27d4eb2f);
    slot = (slot >>> 12) & (PLACE_SLOTS - 1);
    if (
      this.slotLat[slot] === lat &&
      this.slotLon[slot] === lon &&
      this.slotIstat[slot] === istat &&
      this.slotArea[slot] === area
    )
      return this.slotPlace[slot] as number;

    const found = this.placeOf({
      istat: istat === EMPTY ? null : istat,
      area: this.areaIds[area] ?? null,
      point: lat === NO_POINT ? null : { lat, lon },
    });
    const place = typeof found === 'string' ? codeOf(found) : this.sums.placeOf(found);
    this.slotLat[slot] = lat;
    this.slotLon[slot] = lon;
    this.slotIstat[slot] = istat;
    this.slotArea[slot] = area;
    this.slotPlace[slot] = place;
    return place;
  }

  private simulatedOf(bytes: Uint8Array, from: number, to: number): boolean | null {
    // `si` and `no`, as the sample writes them.
    if (to - from === 2) {
      if (bytes[from] === 0x73 && bytes[from + 1] === 0x69) return true;
      if (bytes[from] === 0x6e && bytes[from + 1] === 0x6f) return false;
    }
    return readSimulated(decodeText(bytes.subarray(from, to)));
  }

  private mark(simulated: boolean): void {
    if (this.simulated === simulated) return;
    if (this.simulated !== null) throw new LedgerError({ kind: 'mixed-simulated' });
    this.simulated = simulated;
  }
}
