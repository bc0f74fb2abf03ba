/** The view's sentence as a title. */

const LONGEST = 110;

/**
 * `Situazione al … in Lombardia: 58 progetti …` as a heading and the rest, so that the day is read from afar. Commas and
 * colons within brackets or quotes belong to the name of a filter; where the filters are long they go to the rest.
 */
export function splitSentence(sentence: string): { heading: string; rest: string } {
  let depth = 0;
  let quoted = false;
  let bracket = -1;
  for (let i = 0; i < sentence.length; i += 1) {
    const c = sentence[i];
    if (c === '«' || c === '»') quoted = c === '«';
    else if (quoted) continue;
    else if (c === '(') {
      if (depth === 0 && bracket < 0) bracket = i;
      depth += 1;
    } else if (c === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0 && (c === ':' || c === ',') && sentence[i + 1] === ' ') {
      const at = i > LONGEST && bracket > 0 ? bracket - 1 : i;
      if (at > LONGEST || at < 8) break;
      const rest = sentence.slice(at === i ? i + 2 : bracket).trim();
      return { heading: sentence.slice(0, at), rest: rest.charAt(0).toUpperCase() + rest.slice(1) };
    }
  }
  return { heading: sentence, rest: '' };
}
