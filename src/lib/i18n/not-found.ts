/** Words of the page for an address that does not exist; both languages stand on it, for the address tells none. */
import { messages, pagePath, type Lang } from './index';

export const notFound: Record<Lang, { title: string; text: string; home: string; transparency: string }> = {
  it: {
    title: 'Pagina non trovata',
    text: 'Questo indirizzo non esiste, o non esiste più.',
    home: 'Vai alla mappa',
    transparency: 'Vai alla trasparenza',
  },
  en: {
    title: 'Page not found',
    text: 'This address does not exist, or no longer does.',
    home: 'Go to the map',
    transparency: 'Go to transparency',
  },
};

/** Title and text of 404.html for browsers without JavaScript: SvelteKit leaves both to the script. */
export function notFoundHtml(base: string): { title: string; body: string } {
  const part = (lang: Lang, heading: 'h1' | 'h2'): string => {
    const w = notFound[lang];
    const link = (path: string, words: string) => `<a href="${base}${pagePath(lang, path)}">${words}</a>`;
    return (
      `<div lang="${lang}"><${heading}>${w.title}</${heading}><p>${w.text}</p>` +
      `<p>${link('/', w.home)} · ${link('/trasparenza', w.transparency)}</p></div>`
    );
  };
  return {
    title: `<title>${notFound.it.title} · ${messages('it').site}</title>`,
    body: `<noscript><main style="display:grid;gap:24px;max-width:60ch;margin:0 auto;padding:48px 16px">${part('it', 'h1')}${part('en', 'h2')}</main></noscript>`,
  };
}
