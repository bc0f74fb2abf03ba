/** The text of the map page: it reads before any script runs; rows and geometry come after, as data files. */
import { readRelease } from '$lib/data/read.server';
import { selectRows } from '$lib/domain/select';
import { colouredSentence, viewSentence } from '$lib/domain/sentence';
import { defaultView } from '$lib/state/view';
import type { PageServerLoad } from './$types';

export const entries = () => [{}, { lang: 'en' }];

export const load: PageServerLoad = async ({ parent }) => {
  const { lang } = await parent();
  const { index, catalog } = readRelease(lang);
  const view = defaultView(lang);
  const { axes, facets, date } = view;
  const sentence = viewSentence(selectRows(index, { axes, facets, date }), catalog, lang);
  return { sentence: colouredSentence(sentence, view, lang) };
};
