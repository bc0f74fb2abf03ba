/** The page is text, tables and inline SVG: it needs no script, so it ships none. */
export const csr = false;
