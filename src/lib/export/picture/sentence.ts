/** The view's sentence as a title. */

/** `Situazione al … in Lombardia: 58 progetti …` as a heading and the rest, so that the day is read from afar. */
export function splitSentence(sentence: string): { heading: string; rest: string } {
  const at = /[:,]\s/.exec(sentence);
  if (!at || at.index > 70 || at.index < 8) return { heading: sentence, rest: '' };
  const rest = sentence.slice(at.index + 2).trim();
  return { heading: sentence.slice(0, at.index), rest: rest.charAt(0).toUpperCase() + rest.slice(1) };
}
