import { expect, it } from 'vitest';
import { notFound, notFoundHtml } from './not-found';

it('bug: without JavaScript an address that does not exist is no blank page: text and ways on, in both languages', () => {
  const { title, body } = notFoundHtml('/atlante');
  expect(title).toBe('<title>Pagina non trovata · Atlante ERP</title>');
  expect(body.startsWith('<noscript>')).toBe(true);
  for (const lang of ['it', 'en'] as const) expect(body).toContain(notFound[lang].text);
  expect([...body.matchAll(/href="([^"]*)"/g)].map((m) => m[1])).toEqual([
    '/atlante/',
    '/atlante/trasparenza',
    '/atlante/en',
    '/atlante/en/trasparenza',
  ]);
});
