/** The sentence as the page puts it together: that of the rows, and what the colour shows. Where nothing is said, of the view that opens. */
import type { Lang } from '$lib/domain/figures';
import { colouredSentence } from '$lib/domain/sentence';
import { defaultView, type View } from '$lib/state/view';

export const withColour = (sentence: string, lang: Lang = 'it', view: Partial<View> = {}): string =>
  colouredSentence(sentence, { ...defaultView(lang), ...view }, lang);
