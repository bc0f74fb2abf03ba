/** What a switch of denominator does to the order, in words: from what stood before, on the way back too. */
import { describe, expect, it } from 'vitest';
import { realRelease } from '../../../tests/support/release';
import { metricValues, rankingChange, toldBefore, type RankingChange, type ToldBy } from '../domain/metrics';
import type { Denominator, Metric } from '../state/view';
import { metricWords, rankingSentence } from './metrics';

const release = realRelease();
const nameOf = (code: string): string =>
  release.municipalities.find((m) => m.istat_code === code)?.name ?? code;
const values = (metric: Metric, per: Denominator) =>
  metricValues(
    release.index,
    release.rows(),
    release.municipalities,
    { metric, per, euro: 'allocation' },
    null,
  );
const change = (metric: Metric, from: Denominator, to: Denominator): RankingChange => {
  const found = rankingChange(values(metric, from), values(metric, to));
  if (found === null) throw new Error('nobody moves');
  return found;
};

describe('the denominator before', () => {
  const step = (
    last: ToldBy | null,
    per: Denominator,
    metric: Metric = 'progetti',
    euro: 'granted' | 'allocation' = 'granted',
  ) => toldBefore(last, { metric, per, euro });

  it('bug: is the one that stood there, not always the number: also between two others and on the way back', () => {
    const opened = step(null, 'numero');
    expect(opened.before).toBe('numero');
    const residents = step(opened, 'residenti');
    expect(residents.before).toBe('numero');
    const dwellings = step(residents, 'alloggi');
    expect(dwellings.before).toBe('residenti');
    // Asked again of the same view, as by a filter, it is the same answer.
    expect(step(dwellings, 'alloggi')).toEqual(dwellings);
    expect(step(dwellings, 'numero').before).toBe('alloggi');
  });

  it('is the number for a link, for another metric and for another kind of amount', () => {
    expect(step(null, 'alloggi').before).toBe('numero');
    const residents = step(step(null, 'numero'), 'residenti');
    const back = step(residents, 'numero');
    expect(back.before).toBe('residenti');
    expect(step(back, 'numero', 'laboratori').before).toBe('numero');
    const money = step(step(null, 'residenti', 'contributo'), 'numero', 'contributo');
    expect(money.before).toBe('residenti');
    expect(step(money, 'numero', 'contributo', 'allocation').before).toBe('numero');
    // The kind of amount says nothing where no amount is told.
    expect(step(back, 'numero', 'progetti', 'allocation').before).toBe('residenti');
    // Dwellings are not divided by dwellings: nothing has been switched.
    expect(step(step(null, 'numero', 'famiglie'), 'alloggi', 'famiglie').before).toBe('numero');
  });
});

describe('the sentence of a changed order', () => {
  it('names both denominators, who was first, where it is now and who leads, in both languages', () => {
    const c = change('progetti', 'numero', 'residenti');
    const [was, leads] = [nameOf(c.leader?.istat_code ?? ''), nameOf(c.firstAfter[0] ?? '')];
    const it_ = rankingSentence(c, nameOf, 'it') ?? '';
    expect(it_).toContain(
      `Da «numero» a «per 1.000 residenti» il primo non è più ${was} (ora ${c.leader?.to ?? 0}º) ma ${leads}.`,
    );
    expect(it_).toMatch(/Comuni che cambiano posto: [\d.]+ su 1\.504 confrontabili; /);
    expect(rankingSentence(c, nameOf, 'en')).toContain(
      `From “${metricWords('en').per.numero}” to “per 1,000 residents” the first is no longer ${was} (now `,
    );
  });

  it('bug: on the way back says what the number changes, the two orders turned round', () => {
    const [there, back] = [
      change('progetti', 'numero', 'residenti'),
      change('progetti', 'residenti', 'numero'),
    ];
    expect(back.moved).toBe(there.moved);
    expect(back.firstBefore).toEqual(there.firstAfter);
    expect(back.firstAfter).toEqual(there.firstBefore);
    expect(rankingSentence(back, nameOf, 'it')).toContain(
      `Da «per 1.000 residenti» a «numero» il primo non è più ${nameOf(there.firstAfter[0] ?? '')} (ora `,
    );
  });

  it('bug: from one denominator to another compares these two', () => {
    const c = change('progetti', 'residenti', 'alloggi');
    // Only who has known dwellings can be compared.
    const known = [...values('progetti', 'alloggi').byCode.values()].filter(({ value }) => value !== null);
    expect(c.compared).toBe(known.length);
    expect(rankingSentence(c, nameOf, 'it')).toMatch(
      /^Da «per 1\.000 residenti» a «per 100 alloggi ERP noti» /,
    );
  });

  it('says who stays first, who leads together, and nothing when the order stands', () => {
    const c = change('contributo', 'numero', 'alloggi');
    expect(c.leader).toBeNull();
    expect(rankingSentence(c, nameOf, 'it')).toContain(
      `il primo resta ${nameOf(c.firstAfter[0] ?? '')}, ma l’ordine cambia.`,
    );
    const level = { ...c, firstBefore: ['015146', '015077'] };
    const led = (by: string[]) => rankingSentence({ ...level, firstAfter: by }, nameOf, 'it');
    expect(led(['015146', '015077'])).toContain(`in testa sono ${nameOf('015146')} e ${nameOf('015077')}.`);
    expect(led(['015146', '015077', '012026', '012027'])).toContain(`, ${nameOf('015077')} e altri 2.`);
  });

  it('bug: names the third instead of "1 others"', () => {
    const c = { ...change('contributo', 'numero', 'alloggi'), firstBefore: ['015146', '015077'] };
    const three = { ...c, firstAfter: ['015146', '015077', '012026'] };
    expect(rankingSentence(three, nameOf, 'it')).toContain(
      `in testa sono ${nameOf('015146')}, ${nameOf('015077')} e ${nameOf('012026')}.`,
    );
    expect(rankingSentence(three, nameOf, 'en')).not.toContain('1 others');
  });

  it('is silent when the order stands', () => {
    expect(rankingSentence(null, nameOf, 'it')).toBeNull();
    expect(rankingChange(values('residenti', 'numero'), values('residenti', 'numero'))).toBeNull();
  });
});
