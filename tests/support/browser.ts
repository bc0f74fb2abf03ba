/**
 * A Chromium to test with: the one that is installed, else the distribution's, else Playwright's own download.
 * Nothing has to be prepared by hand on a fresh machine.
 */
import { execFile, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserServer, type LaunchOptions } from 'playwright-core';
import { command, say } from '../../scripts/steps';

export interface FoundBrowser {
  /** Null: Playwright's own headless shell, whose place Playwright knows. */
  executablePath: string | null;
  /** As the browser says it: `Chromium 156.0.8078.79`. */
  version: string;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    `${process.env['HOME'] ?? ''}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
  ],
  linux: [
    '/usr/bin/chromium',
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ],
};

/**
 * No GPU, no GL driver: SwiftShader draws, also where Chromium would rather refuse. No traffic of the browser's own, and no
 * name resolves but this computer's: a page that asks anyone else for anything fails here as it would behind a strict firewall.
 * Playwright adds --headless, --no-first-run, --disable-dev-shm-usage and an empty profile by itself; they are repeated because
 * the tests need them.
 */
const FLAGS = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

const run = promisify(execFile);
const isRoot = (): boolean => process.getuid?.() === 0;

type Log = (line: string) => void;

/** What the program at this path says it is, or null if it is no working Chromium (Ubuntu's package is only a signpost). */
async function versionOf(path: string): Promise<string | null> {
  try {
    accessSync(path, constants.X_OK);
    const { stdout } = await run(path, ['--version'], { timeout: 30_000 });
    return /(?:Chromium|Chrome)[^\d\n]*[\d.]+/.exec(stdout)?.[0] ?? null;
  } catch {
    return null;
  }
}

async function installed(env: NodeJS.ProcessEnv): Promise<FoundBrowser | null> {
  const inPath = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...NAMES.flatMap((name) => inPath.map((dir) => join(dir, name))),
    ...(PLACES[process.platform] ?? []),
  ];
  for (const executablePath of candidates.filter(existsSync)) {
    const version = await versionOf(executablePath);
    if (version !== null) return { executablePath, version };
  }
  return null;
}

/** Runs a command with its output passed through. True when it ended well; false also when there is no such command. */
const succeeds = (file: string, args: string[], env: NodeJS.ProcessEnv): Promise<boolean> =>
  new Promise((resolve) => {
    // Output goes to stderr: what the caller prints stays readable by itself.
    const child = spawn(file, args, {
      stdio: ['ignore', 2, 2],
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });

function isDebian(): boolean {
  try {
    return /^(?:ID|ID_LIKE)=.*\b(?:debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

async function fromDebian(env: NodeJS.ProcessEnv, log: Log): Promise<FoundBrowser | null> {
  if (!isRoot() || !isDebian()) return null;
  log(
    say(
      'Nessun Chromium: installo il pacchetto Debian (1/2 apt-get update)…',
      'No Chromium: installing the Debian package (1/2 apt-get update)…',
    ),
  );
  if (!(await succeeds('apt-get', ['update', '-q'], env))) return null;
  log(say('(2/2) apt-get install chromium, circa 100 MB…', '(2/2) apt-get install chromium, about 100 MB…'));
  if (!(await succeeds('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], env)))
    return null;
  return installed(env);
}

/** Playwright's headless shell, if it has been downloaded and starts. */
async function playwrightOwn(): Promise<FoundBrowser | null> {
  try {
    const browser = await launchBrowser({ executablePath: null, version: '' });
    const version = `Chromium ${browser.version()} (Playwright)`;
    await browser.close();
    return { executablePath: null, version };
  } catch {
    return null;
  }
}

async function fromPlaywright(env: NodeJS.ProcessEnv, log: Log): Promise<FoundBrowser | null> {
  log(
    say(
      'Nessun Chromium: scarico quello di Playwright, circa 120 MB…',
      'No Chromium: downloading Playwright’s, about 120 MB…',
    ),
  );
  const install = (...flags: string[]) =>
    succeeds(
      process.execPath,
      [command('playwright-core'), 'install', ...flags, 'chromium-headless-shell'],
      env,
    );
  // The libraries it needs come from apt, which only root may ask; they may be there already when apt has nothing to give.
  const done = (isRoot() && isDebian() && (await install('--with-deps'))) || (await install());
  if (!done) return null;
  return playwrightOwn();
}

/** A browser that works, installed now if need be. Rejects with what to do, in Italian and English. */
export async function findBrowser(
  env: NodeJS.ProcessEnv = process.env,
  log: Log = console.error,
): Promise<FoundBrowser> {
  const named = env['CHROME_PATH'];
  if (named) {
    const version = await versionOf(named);
    if (version !== null) return { executablePath: named, version };
    log(
      say(
        `CHROME_PATH=${named} non è un Chromium che parte: ne cerco un altro.`,
        `CHROME_PATH=${named} is no Chromium that starts: looking for another.`,
      ),
    );
  }
  const found =
    (await installed(env)) ??
    (await playwrightOwn()) ??
    (await fromDebian(env, log)) ??
    (await fromPlaywright(env, log));
  if (found) return found;
  throw new Error(
    [
      'Non trovo Chromium né Chrome, e non sono riuscito a installarlo.',
      '  Debian, Ubuntu: sudo apt-get install chromium    macOS: brew install --cask google-chrome',
      '  altrove: npx playwright-core install --with-deps chromium-headless-shell',
      '  se è già installato altrove: CHROME_PATH=/percorso/di/chrome npm test',
      'No Chromium or Chrome found, and it could not be installed.',
      '  Debian, Ubuntu: sudo apt-get install chromium    macOS: brew install --cask google-chrome',
      '  elsewhere: npx playwright-core install --with-deps chromium-headless-shell',
      '  if it is installed in another place: CHROME_PATH=/path/to/chrome npm test',
    ].join('\n'),
  );
}

/** How the browser is started, everywhere: tests, sizes, screenshots. */
export function launchOptions({ executablePath }: FoundBrowser): LaunchOptions {
  return {
    headless: true,
    args: FLAGS,
    // Root cannot use the sandbox, and containers of CI services often forbid it. The pages are our own.
    chromiumSandbox: !isRoot() && !process.env['CI'],
    ...(executablePath === null ? {} : { executablePath }),
  };
}

/** Where unprivileged namespaces are closed (Ubuntu 24.04) the sandbox fails for everyone but root: then without it. */
async function orWithoutSandbox<T>(
  options: LaunchOptions,
  start: (options: LaunchOptions) => Promise<T>,
): Promise<T> {
  try {
    return await start(options);
  } catch (error) {
    if (!options.chromiumSandbox || !/sandbox/i.test(String(error))) throw error;
    return start({ ...options, chromiumSandbox: false });
  }
}

/** A browser of this process. The caller closes it. */
export async function launchBrowser(found?: FoundBrowser): Promise<Browser> {
  return orWithoutSandbox(launchOptions(found ?? (await findBrowser())), (options) =>
    chromium.launch(options),
  );
}

/** A browser that other processes connect to by its wsEndpoint(). The caller closes it. */
export async function launchBrowserServer(found?: FoundBrowser): Promise<BrowserServer> {
  return orWithoutSandbox(launchOptions(found ?? (await findBrowser())), (options) =>
    chromium.launchServer({ ...options, host: '127.0.0.1' }),
  );
}
