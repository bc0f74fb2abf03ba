/** Names of facets and of their values, in words: panel, chips and the empty result say them alike. */
import {
  AMBITO_BASES,
  isActive,
  LIST_FACETS,
  OUTCOMES,
  type Facets,
  type FacetId,
  type ListFacet,
} from '$lib/domain/facets';
import { formatEuro, kindWords } from '$lib/domain/figures';
import { named } from '$lib/domain/named';
import type { Index } from '$lib/domain/select';
import { fill, messages, type Lang } from '$lib/i18n';
import { planner } from '$lib/i18n/planner';
import { tableWords } from '$lib/i18n/vocabularies';
import type { Municipality } from '$lib/schema/served';
import { AMBITI } from '$lib/schema/tables';

export interface NameContext {
  lang: Lang;
  index: Index;
  municipalities: ReadonlyMap<string, Municipality>;
}

const LEAD_KINDS = ['comune', 'aler'] as const;

/** A value of a list facet in words. A value that nothing names comes back as it is. */
export function valueName(
  facet: ListFacet,
  value: string,
  { lang, index, municipalities }: NameContext,
): string {
  const w = planner[lang].facets;
  switch (facet) {
    case 'programmes': {
      const programme = index.facets.programmes.get(value);
      return programme ? named(programme, lang) : value;
    }
    case 'leads': {
      const kind = LEAD_KINDS.find((k) => k === value);
      return kind
        ? w.lead_kind[kind]
        : (index.catalog.bodies.find((body) => body.body_id === value)?.name ?? value);
    }
    case 'provinces': {
      for (const { province_code, province } of municipalities.values())
        if (province_code === value) return province;
      return value;
    }
    case 'comuni':
      return municipalities.get(value)?.name ?? value;
    case 'ambiti': {
      const ambito = AMBITI.find((a) => a === value);
      return ambito ? w.ambito[ambito] : value;
    }
    case 'ambitoBasis': {
      const basis = AMBITO_BASES.find((b) => b === value);
      return basis ? w.ambito_basis[basis] : value;
    }
    case 'statuses':
      return tableWords('status', value, lang);
    case 'needs':
      return tableWords('need', value, lang);
    case 'outcomes': {
      const outcome = OUTCOMES.find((o) => o === value);
      return outcome ? messages(lang).panel.outcome[outcome] : value;
    }
  }
}

/** Names that stay Italian on an English page: what bodies and places are called. */
export const isItalian = (facet: ListFacet, value: string): boolean =>
  facet === 'provinces' || facet === 'comuni' || (facet === 'leads' && value.includes('-'));

export interface Chip {
  id: string;
  name: string;
  /** The facets without it. */
  without: Facets;
}

/** One chip for every value that narrows, in the order of the panel. */
export function facetChips(facets: Facets, context: NameContext): Chip[] {
  const { lang } = context;
  const w = planner[lang].facets;
  const chip = (facet: FacetId, id: string, value: string, without: Facets): Chip => ({
    id,
    name: `${w.name[facet]}: ${value}`,
    without,
  });
  const chips = LIST_FACETS.flatMap((facet) =>
    facets[facet].map((value) =>
      chip(facet, `${facet}:${value}`, valueName(facet, value, context), {
        ...facets,
        [facet]: facets[facet].filter((other) => other !== value),
      }),
    ),
  );
  const { amount, period, text } = facets;
  if (amount !== null) {
    const words = amount.max === null ? w.euro_from : amount.min === null ? w.euro_to : w.euro_between;
    const value = fill(words, {
      kind: kindWords(amount.kind, lang),
      min: formatEuro(amount.min ?? 0, lang),
      max: formatEuro(amount.max ?? 0, lang),
    });
    chips.push(chip('amount', 'amount', value, { ...facets, amount: null }));
  }
  if (period !== null)
    chips.push(chip('period', 'period', `${period.from}–${period.to}`, { ...facets, period: null }));
  if (isActive(facets, 'text')) chips.push(chip('text', 'text', `«${text.trim()}»`, { ...facets, text: '' }));
  return chips;
}
