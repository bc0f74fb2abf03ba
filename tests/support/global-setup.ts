/** Once for all end-to-end tests: a built site, a server on a free port, a browser for each worker to connect to. */
import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from '../../scripts/serve';
import { BUILD_DIR, buildData, buildSite, siteIsCurrent } from '../../scripts/site';
import { launchBrowserServer } from './browser';
import { E2E_WORKERS } from './workers';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the served site, without a slash at the end. */
    siteUrl: string;
    /** The browser servers' addresses for chromium.connect(), one for each worker. */
    wsEndpoints: string[];
    /** Folder of the served files. */
    buildDir: string;
  }
}

/** The folder in ATLANTE_BUILD (tests/run.ts has just built it), else build/, brought up to date. */
async function site(): Promise<string> {
  const given = process.env['ATLANTE_BUILD'];
  if (given) return resolve(given);
  if ((await buildData()) !== 0) throw new Error('The data have errors: see above');
  if (!siteIsCurrent() && (await buildSite()) !== 0) throw new Error('Building the site failed: see above');
  return BUILD_DIR;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const buildDir = await site();
  const server = await startServer({ dir: buildDir });
  try {
    // Each worker has its own: what one measures or stops is not the other's.
    const browsers = await Promise.all(Array.from({ length: E2E_WORKERS }, () => launchBrowserServer()));
    project.provide('siteUrl', server.url);
    project.provide(
      'wsEndpoints',
      browsers.map((browser) => browser.wsEndpoint()),
    );
    project.provide('buildDir', buildDir);
    return async () => {
      await Promise.all(browsers.map((browser) => browser.close()));
      await server.close();
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
