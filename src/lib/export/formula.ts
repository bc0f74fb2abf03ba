/** The guard against formulas in files for spreadsheets, for every writer of the project (OWASP ASVS 1.2.10, CWE-1236). */

/** Would a spreadsheet take this text for a formula? */
export const isFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/** A text that no spreadsheet computes: an apostrophe in front of what looks like a formula. */
export const neutral = (text: string): string => (isFormula(text) ? `'${text}` : text);
