/** Puts an address on the clipboard; `manual` where the browser does not allow it, or has none (no HTTPS). */
export async function copyLink(link: string): Promise<'copied' | 'manual'> {
  try {
    await navigator.clipboard.writeText(link);
    return 'copied';
  } catch {
    return 'manual';
  }
}
