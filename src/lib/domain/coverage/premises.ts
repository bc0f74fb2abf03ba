/** Where a lab was, or may have been. */
import type { LabRow } from '../select';
import { firstDay, labAt, lastDay, siteStateAt } from '../time';

/** Premises of a lab, and whether it is only not excluded that they were in use. Null: a lab without any premises. */
export interface Premises {
  site: LabRow['sites'][number] | null;
  doubtful: boolean;
}

const undated = ({ valid_from, valid_to }: LabRow['sites'][number]): boolean =>
  valid_from === null && valid_to === null;

/**
 * Premises of a lab that were in use at some time from `since` to `until`, or may have been: whoever asks where there was
 * no lab must not be told so because a date is missing, nor that there was one. What has no stated end counts as going on.
 */
export function premisesBetween(
  lab: Pick<LabRow, 'sites' | 'bounds'>,
  since: string,
  until: string,
): Premises[] {
  const { sites, bounds } = lab;
  const notBefore = bounds?.notBefore ?? null;
  if (sites.length === 0)
    return notBefore !== null && until < firstDay(notBefore) ? [] : [{ site: null, doubtful: true }];
  const within = sites.flatMap((site) => {
    const { valid_from: from, valid_to: to } = site;
    const start = from ?? notBefore;
    const possible = (start === null || firstDay(start) <= until) && (to === null || lastDay(to) >= since);
    // Without a start, an end after the period does not say that it had begun.
    const doubtful = undated(site) || (from === null && to !== null && lastDay(to) > until);
    return possible ? [{ site, doubtful }] : [];
  });
  // A scheduled end before the period is no end: what may still have been in use on its first day may have been in it.
  const first = premisesAt({ ...lab, ...labAt(sites, since, bounds) }, since);
  const kept = first.filter((p) => p.doubtful && !within.some(({ site }) => site === p.site));
  // What is surely in the period comes last: of a lab's premises the last are its own (measure).
  return [...kept, ...within];
}

/** Premises in use at a day, all of them where there are several; where nobody says, those that may still be. */
export function premisesAt(
  { state, site, sites, bounds }: Pick<LabRow, 'sites' | 'site' | 'state' | 'bounds'>,
  day: string,
): Premises[] {
  if (state === 'closed' || state === 'not-yet') return [];
  if (state === 'unknown') {
    // Nobody says what became of the last premises: those with the same scheduled end, or without any date.
    const last = sites.filter(
      (s) => undated(s) || (siteStateAt(s, day, bounds) === 'end-scheduled' && s.valid_to === site?.valid_to),
    );
    return (last.length > 0 ? last : [site]).map((s) => ({ site: s, doubtful: true }));
  }
  const open = sites.filter((s) => siteStateAt(s, day, bounds) === 'open');
  return (open.length > 0 ? open : [site]).map((s) => ({ site: s, doubtful: false }));
}
