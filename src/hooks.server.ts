import { building } from '$app/environment';
import { base } from '$app/paths';
import { notFoundHtml } from '$lib/i18n/not-found';
import type { Handle } from '@sveltejs/kit';

/** The only page without a route in a build is 404.html, which SvelteKit leaves empty: its text waits for the script. */
function fillNotFound(html: string): string {
  const { title, body } = notFoundHtml(base);
  return html.replace('</head>', () => `${title}</head>`).replace('</body>', () => `${body}</body>`);
}

/** Writes the page's language into <html lang>: the first path segment says it, Italian when absent. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) => {
      const page = html.replace('%lang%', event.params['lang'] === 'en' ? 'en' : 'it');
      return building && event.route.id === null ? fillNotFound(page) : page;
    },
  });
