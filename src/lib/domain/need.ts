/** Housing need of municipalities, as the regional programme prints it. */
import type { Index } from './select';

/** Class of need that the documents print for a municipality. */
export function needClasses(index: Index): Map<string, string> {
  return new Map(
    index.facts.flatMap((f): [string, string][] =>
      f.indicator_id === 'housing_need_class' &&
      f.subject_kind === 'municipality' &&
      f.figure.state === 'qualitative'
        ? [[f.subject_id, f.figure.text_it]]
        : [],
    ),
  );
}
