/** What the reader's system asks for, as it changes. While a page is prerendered nobody asks for anything. */
import { MediaQuery } from 'svelte/reactivity';

export const systemDark = new MediaQuery('(prefers-color-scheme: dark)', false);
export const reducedMotion = new MediaQuery('(prefers-reduced-motion: reduce)', false);
