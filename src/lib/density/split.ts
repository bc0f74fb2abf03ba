/**
 * Cuts a stream of bytes into records and cells, as RFC 4180 says: quoted cells may hold separators, line ends and doubled
 * quotes. No text is made: a cell is a pair of places in a buffer that the next record overwrites, so nothing of a row
 * outlives it. All separators are ASCII, so that UTF-8 and Windows-1252 are cut alike.
 */
import { LedgerError } from './reasons';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Longest record in bytes: past it, a quote was never closed. */
export const MAX_RECORD = 1 << 18;
const MAX_CELLS = 1_024;

export interface Cells {
  bytes: Uint8Array;
  /** Start and end of each cell in `bytes`. */
  bounds: Int32Array;
  count: number;
  /** Lines that the record spans, at least 1. */
  lines: number;
  /** A quoted cell goes on after its closing quote. */
  broken: boolean;
}

export class Splitter {
  private readonly cells: Cells = {
    bytes: new Uint8Array(1 << 17),
    bounds: new Int32Array(2 * MAX_CELLS),
    count: 0,
    lines: 1,
    broken: false,
  };
  private length = 0;
  /** Lines before the one that is being read. */
  private line = 0;

  /** `each` must not keep what it is given. Returning is all it can do; a throw ends the reading. */
  constructor(
    private readonly separator: number,
    private readonly each: (cells: Cells) => void,
  ) {}

  push(chunk: Uint8Array): void {
    const need = this.length + chunk.length;
    if (this.cells.bytes.length < need) {
      const larger = new Uint8Array(Math.max(need, 2 * this.cells.bytes.length));
      larger.set(this.cells.bytes.subarray(0, this.length));
      this.cells.bytes = larger;
    }
    this.cells.bytes.set(chunk, this.length);
    this.length = need;
    this.cut(false);
  }

  /** The last record may lack its line end. */
  end(): void {
    this.cut(true);
    this.cells.bytes.fill(0);
  }

  private cut(last: boolean): void {
    const { cells, separator, each, length } = this;
    const { bytes, bounds } = cells;
    let start = 0;
    record: while (start < length) {
      let at = start;
      let count = 0;
      let lines = 1;
      let broken = false;
      let doubled = false;
      let next = -1;
      while (next < 0) {
        let from = at;
        let to: number;
        if (at < length && bytes[at] === QUOTE) {
          from = ++at;
          for (;;) {
            if (at >= length) {
              if (!last) break record;
              throw new LedgerError({ kind: 'unclosed-quote', row: this.line + 1 });
            }
            const byte = bytes[at];
            if (byte === QUOTE) {
              if (at + 1 < length && bytes[at + 1] === QUOTE) {
                doubled = true;
                at++;
              } else break;
            } else if (byte === LF) lines++;
            at++;
          }
          // At the end of what has come it cannot be told whether the quote is doubled: the record is cut again below.
          to = at++;
          while (at < length && bytes[at] !== separator && bytes[at] !== LF) {
            if (bytes[at] !== CR && bytes[at] !== 0x20) broken = true;
            at++;
          }
        } else {
          let byte = 0;
          while (at < length && (byte = bytes[at] as number) !== separator && byte !== LF) at++;
          to = at;
          if ((byte === LF || at >= length) && to > from && bytes[to - 1] === CR) to--;
        }
        if (at >= length && !last) break record;
        if (count < MAX_CELLS) {
          bounds[2 * count] = from;
          bounds[2 * count + 1] = to;
        }
        count++;
        if (at >= length || bytes[at] === LF) next = at + 1;
        else at++;
      }
      if (doubled) this.undouble(count);
      cells.count = count;
      cells.lines = lines;
      cells.broken = broken || count > MAX_CELLS;
      each(cells);
      this.line += lines;
      start = next;
    }
    if (length - start > MAX_RECORD) throw new LedgerError({ kind: 'unclosed-quote', row: this.line + 1 });
    bytes.copyWithin(0, start, length);
    this.length = Math.max(0, length - start);
  }

  /** Doubled quotes become one, in place; only in a record that is complete, which will not be cut again. */
  private undouble(count: number): void {
    const { bytes, bounds } = this.cells;
    for (let i = 0; i < Math.min(count, MAX_CELLS); i++) {
      const from = bounds[2 * i] as number;
      const to = bounds[2 * i + 1] as number;
      if (from === 0 || bytes[from - 1] !== QUOTE) continue;
      let write = from;
      for (let read = from; read < to; read++) {
        bytes[write++] = bytes[read] as number;
        if (bytes[read] === QUOTE) read++;
      }
      bounds[2 * i + 1] = write;
    }
  }
}

/** The separator of a header line: the most frequent of `;` `,` and tab outside quotes. */
export function sniffSeparator(bytes: Uint8Array): number {
  const counts = new Map([
    [0x3b, 0],
    [0x2c, 0],
    [0x09, 0],
  ]);
  let quoted = false;
  for (const byte of bytes) {
    if (byte === QUOTE) quoted = !quoted;
    else if (!quoted && byte === LF) break;
    else if (!quoted && counts.has(byte)) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  let best = 0x3b;
  for (const [byte, n] of counts) if (n > (counts.get(best) ?? 0)) best = byte;
  return best;
}
