/** Where a position comes from, for readers: the tables name their own points too (`places:mi-sansiro; NIL 57, …`). */
export const placeWords = (source: string): string =>
  source
    .replace(/\bplaces:[a-z0-9-]+; /g, '')
    .replace(/\bplaces:/g, '')
    .replace(/ \([a-z]+-[a-z0-9-]+\)/g, '');
