import { readRelease } from '$lib/data/read.server';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ params }) => ({
  lang: params.lang ?? ('it' as const),
  release: readRelease('it').manifest.release,
});
