/**
 * Roles of table parts, said aloud: below 720 px the tables of this page are set as cards with `display: block`, and some
 * browsers then forget that they are tables.
 */
export const asTable = { role: 'table' } as const;
export const asRowgroup = { role: 'rowgroup' } as const;
export const asRow = { role: 'row' } as const;
export const asCell = { role: 'cell' } as const;
export const asColumnheader = { role: 'columnheader' } as const;
export const asRowheader = { role: 'rowheader' } as const;
