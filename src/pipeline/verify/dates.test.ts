import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateIsAmong, datesIn } from './dates';

const stands = (iso: string, text: string, marked = false) => dateIsAmong(iso, datesIn(text), () => marked);

describe('dates', () => {
  it.each([
    ['2016-04-30', 'fino al 30/04/2016'],
    ['2016-04-30', '30.4.2016'],
    ['2016-04-30', '30/04/16'],
    ['2020-12-31', 'al 31-12-2020'],
    ['2017-11-15', 'del 15 novembre 2017'],
    ['2017-01', 'Gennaio 2017'],
    ['2011-12', 'dicembre2011'],
    ['2017-12', 'A fine dicembre 2017'],
    ['2017-07-01', 'dal 1° luglio 2017'],
    ['2017-07-01', 'dal primo luglio 2017'],
    ['2020-05-04', 'nel corso del 2020 riprese il 4 di maggio'],
    ['2014', 'nel 2014'],
    ['2014', '2013-2014'],
    ['2014', '2013/14'],
    ['2020', 'dal 2014 al 2020'],
    ['2015-12', 'entro fine 2015'],
    ['2016-04', 'primavera 2016'],
    ['2016-03-14', '14 e 15 marzo 2016'],
    ['2016-03-15', '14 e 15 marzo 2016'],
    ['2016-01', 'da gennaio a marzo 2016'],
    ['2017', 'il 30/04/2017'],
    ['2016', 'set. 2016'],
  ])('%s in "%s"', (iso, text) => expect(stands(iso, text)).toBe(true));

  it.each([
    ['2016-04-30', 'fino al 30/04/2017'],
    ['2016-04-30', 'aprile 2016'],
    ['2017-02', 'Gennaio 2017'],
    ['2014-10', 'nel 2014'],
    ['2016', '12016 alloggi'],
    ['2016-04-01', 'primavera 2016'],
    ['2020-05-04', 'il 4 di maggio'],
  ])('%s not in "%s"', (iso, text) => expect(stands(iso, text)).toBe(false));

  it('accepts a glued footnote mark only when told', () => {
    expect(stands('2019-12-31', 'al 31-12-20194')).toBe(false);
    expect(stands('2019-12-31', 'al 31-12-20194', true)).toBe(true);
  });

  it('finds any day in each printed form, and not the day after', () => {
    const months =
      'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(
        ' ',
      );
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2040-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom('/', '-', '.', ' '), (date, mark) => {
        const iso = date.toISOString().slice(0, 10);
        const next = new Date(date.getTime() + 86_400_000).toISOString().slice(0, 10);
        const [y = '', m = '', d = ''] = iso.split('-');
        const printed = mark === ' ' ? `${Number(d)} ${months[Number(m) - 1]} ${y}` : [d, m, y].join(mark);
        expect(stands(iso, `entro il ${printed}, poi`)).toBe(true);
        expect(stands(next, `entro il ${printed}, poi`)).toBe(false);
      }),
    );
  });
});
