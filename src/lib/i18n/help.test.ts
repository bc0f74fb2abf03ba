import { expect, it } from 'vitest';
import { helpWords } from './help';
import { fill } from './index';

it('bug: "In vista: 1.560" had no noun; the name that is read out begins with the words on the button', () => {
  for (const [lang, many, one] of [
    ['it', 'In vista: 1.560 voci', 'In vista: 1 voce'],
    ['en', 'In view: 1,560 entries', 'In view: 1 entry'],
  ] as const) {
    const w = helpWords(lang).visible;
    const open = fill(w.open, { n: lang === 'it' ? '1.560' : '1,560' });
    expect([open, w.open_one]).toEqual([many, one]);
    expect(fill(w.open_label, { open })).toMatch(new RegExp(`^${many}\\. `));
  }
});
