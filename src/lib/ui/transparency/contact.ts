/** Where errors are reported: what the one who runs the site sets, `PUBLIC_CONTACT`. */

export interface Contact {
  href: string;
  /** As it was set. */
  text: string;
}

// No quoted names and nothing that a mailto address would take for a header: an office's address is plainer than the standard allows.
const EMAIL = /^[\w.+-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

function isHttps(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '';
}

/** Null when nothing is set. Throws on anything but an e-mail address or an https address, which stops the build. */
export function contactOf(env: Readonly<Record<string, string | undefined>>): Contact | null {
  const text = env['PUBLIC_CONTACT']?.trim() ?? '';
  if (text === '') return null;
  if (EMAIL.test(text)) return { href: `mailto:${text}`, text };
  if (isHttps(text)) return { href: new URL(text).href, text };
  throw new Error(`PUBLIC_CONTACT is neither an e-mail address nor an https:// address: ${text}`);
}
