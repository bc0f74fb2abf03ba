/**
 * Notes of the tables as people read them. A derived figure's note begins with a formula of ids, which the check of the tables
 * computes again; here it becomes the names of what it is computed from. Pure.
 */

const FORMULA = /^formula:\s*([^;]+?)\s*(?:;\s*|$)/;
const ID = /\[([^\]]+)\]/g;

/** A note in two: `formula: ...;` as it stands, empty without one, and what else the note says. */
export function splitNote(note: string): { formula: string; rest: string | null } {
  const formula = FORMULA.exec(note)?.[0] ?? '';
  return { formula, rest: note.slice(formula.length).trim() || null };
}

export interface NoteWords {
  /** `Morosi / Alloggi × 100`; null: no formula, or one that names do not tell. */
  formula: string | null;
  /** What else the note says. */
  rest: string | null;
}

/** `nameOf`: what the figure with this id is about, without its number; null when it is not known. */
export function noteWords(
  note: string | null,
  nameOf: (id: string) => string | null = () => null,
): NoteWords {
  if (note === null) return { formula: null, rest: null };
  const found = FORMULA.exec(note);
  const { rest } = splitNote(note);
  if (!found) return { formula: null, rest };
  const formula = found[1] ?? '';
  const ids = [...new Set([...formula.matchAll(ID)].map((m) => m[1] ?? ''))];
  const names = new Map(ids.map((id) => [id, nameOf(id)]));
  const known = [...names.values()].every((name) => name !== null);
  // Two figures of one name, "debt less debt": no help.
  if (!known || new Set(names.values()).size < names.size) return { formula: null, rest };
  const words = formula
    .split(/(\[[^\]]+\])/)
    .map((piece) =>
      piece.startsWith('[')
        ? (names.get(piece.slice(1, -1)) ?? '')
        : piece.replaceAll('*', ' × ').replaceAll('/', ' / ').replaceAll('-', ' − ').replaceAll('+', ' + '),
    )
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return { formula: words, rest };
}
