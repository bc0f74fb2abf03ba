import { describe, expect, it } from 'vitest';
import { contactOf } from './contact';

const of = (value: string) => contactOf({ PUBLIC_CONTACT: value });

describe('contactOf', () => {
  it('is nothing where nothing is set', () => {
    expect(contactOf({})).toBeNull();
    expect(of('  ')).toBeNull();
  });

  it('bug: whoever finds an error is told whom to write to: an e-mail address or a page', () => {
    expect(of(' casa.dati+erp@regione.esempio.it ')).toEqual({
      href: 'mailto:casa.dati+erp@regione.esempio.it',
      text: 'casa.dati+erp@regione.esempio.it',
    });
    expect(of('https://esempio.it/segnalazioni?da=atlante')).toEqual({
      href: 'https://esempio.it/segnalazioni?da=atlante',
      text: 'https://esempio.it/segnalazioni?da=atlante',
    });
  });

  it('refuses anything else, aloud', () => {
    for (const value of [
      'Ufficio casa',
      'a@b',
      'a@b..it',
      'a@b.it, c@d.it',
      'a@b.it?bcc=c@d.it',
      'a%0ab@c.it',
      'http://esempio.it',
      'https://',
      'https://nome:segreto@esempio.it',
      'javascript:alert(1)',
      '//esempio.it',
      'mailto:a@b.it',
    ])
      expect(() => of(value), value).toThrow(/PUBLIC_CONTACT/);
  });
});
