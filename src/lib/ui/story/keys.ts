/** What a key means while a story is presented: keyboard, remote control and clicker speak alike. */
export type StoryIntent = 'next' | 'previous' | 'first' | 'last' | 'leave';

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

/**
 * The intent of a key press, or null for keys that stay the browser's own. `onControl`: the focus is on something that Space
 * works on (button, link, summary).
 */
export function intentOf(press: Press, onControl: boolean): StoryIntent | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  switch (press.key) {
    case 'ArrowRight':
    case 'PageDown':
      return 'next';
    case 'ArrowLeft':
    case 'PageUp':
      return 'previous';
    case ' ':
      if (onControl) return null;
      return press.shiftKey ? 'previous' : 'next';
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    case 'Escape':
      return 'leave';
    default:
      return null;
  }
}

/** The step that an intent leads to, from 1 to `total`; the ends hold. Null: no step, the presentation is left. */
export function stepAfter(intent: StoryIntent, current: number, total: number): number | null {
  switch (intent) {
    case 'next':
      return Math.min(total, current + 1);
    case 'previous':
      return Math.max(1, current - 1);
    case 'first':
      return 1;
    case 'last':
      return total;
    case 'leave':
      return null;
  }
}

/** Step number in an address' hash (`#passo-3`); null when it names none of the `total` steps. */
export function stepOfHash(hash: string, total: number): number | null {
  const m = /^#passo-(\d{1,3})$/.exec(hash);
  const n = m ? Number(m[1]) : 0;
  return n >= 1 && n <= total ? n : null;
}
