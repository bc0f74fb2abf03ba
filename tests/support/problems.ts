/** Collects everything that a healthy page never does. */
import type { BrowserContext } from 'playwright-core';

export interface Problems {
  /** One line each, in the order they happened. */
  readonly seen: string[];
}

/** Watches all pages and workers of a context: errors, console errors, policy violations, failed and foreign requests. */
export async function watchProblems(
  context: BrowserContext,
  origin: string,
  scripts = true,
): Promise<Problems> {
  const seen: string[] = [];
  const note = (line: string) => {
    if (!seen.includes(line)) seen.push(line);
  };
  context.on('weberror', (error) => {
    const thrown = error.error();
    note(`page error: ${thrown.stack ?? thrown.message} (${error.page()?.url() ?? '?'})`);
  });
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    const { url, lineNumber } = message.location();
    note(`console error: ${message.text()} (${url}:${lineNumber})`);
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (['data:', 'blob:', 'about:'].includes(url.protocol)) return;
    if (url.origin !== origin) note(`request off the origin: ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '?';
    // Leaving a page, and a newer question overtaking an older one, abort requests on purpose.
    if (reason === 'net::ERR_ABORTED') return;
    // With scripts switched off Chromium blames the policy for every module that the page would have preloaded.
    if (!scripts && reason === 'csp' && request.resourceType() === 'script') return;
    note(`failed request: ${request.url()} ${reason}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) note(`HTTP ${response.status()}: ${response.url()}`);
  });
  if (scripts) {
    // Not every violation becomes a console error (inline style attributes in report mode, for one).
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
      });
    });
  }
  return { seen };
}
