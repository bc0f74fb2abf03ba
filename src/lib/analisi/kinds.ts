/** What a chosen file is, by its name alone: nothing is opened to tell. */

export type FileKind = 'ledger' | 'part' | 'release';

/** Null: none of ours. */
export function kindOf(name: string): FileKind | null {
  const end = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (end === 'csv' || end === 'txt' || end === 'tsv' || end === 'xlsx') return 'ledger';
  if (end === 'part') return 'part';
  return end === 'json' ? 'release' : null;
}
