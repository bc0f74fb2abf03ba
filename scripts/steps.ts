/** What start, test and the test set-up share: the repository's root, child processes, the language of the messages, clocks. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Messages are Italian; `ATLANTE_LANG=en` makes them English, as in the pipeline. */
export const english = (env: NodeJS.ProcessEnv = process.env): boolean =>
  env['ATLANTE_LANG']?.toLowerCase().startsWith('en') ?? false;

/** The message in the language that was asked for. */
export const say = (it: string, en: string): string => (english() ? en : it);

/** Milliseconds as people read them: `0,4 s`, `12 s`, `3 min 05 s`. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return '–';
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1).replace('.', english() ? '.' : ',')} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Path of a package's command, run with node itself so that it works without a shell on every system. */
export function command(name: string, bin = name): string {
  const dir = join(ROOT, 'node_modules', name);
  const { bin: bins } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
    bin?: string | Record<string, string>;
  };
  const path = typeof bins === 'string' ? bins : bins?.[bin];
  if (path === undefined) throw new Error(`${name} has no command ${bin}`);
  return join(dir, path);
}

/** Arguments for node that run a TypeScript file of this repository. */
export const script = (path: string, ...args: string[]): string[] => [
  '--import',
  'tsx',
  join(ROOT, path),
  ...args,
];

/** The environment without what a test runner put into it: a site built under NODE_ENV=test is not the site. */
export function plainEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const runner = /^(?:NODE_ENV|VITEST(?:_.*)?|TEST|MODE|DEV|PROD|SSR|BASE_URL)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !runner.test(name)));
}

export interface NodeRun {
  /** Stopped and failed after this many milliseconds. */
  timeout?: number;
  /** Called every half minute while the process runs, with the milliseconds so far. */
  onTick?: (ms: number) => void;
  env?: NodeJS.ProcessEnv;
}

/** Runs node with these arguments in the repository's root, output passed through. Resolves with the exit code. */
export function node(args: readonly string[], { timeout, onTick, env = {} }: NodeRun = {}): Promise<number> {
  return new Promise((resolve) => {
    const began = Date.now();
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...plainEnvironment(), ...env },
    });
    const tick = onTick && setInterval(() => onTick(Date.now() - began), 30_000);
    let late = false;
    const limit =
      timeout === undefined
        ? undefined
        : setTimeout(() => {
            late = true;
            child.kill('SIGTERM');
            setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
          }, timeout);
    // Ctrl+C reaches the child through the terminal; a `kill` of this process has to be passed on.
    const pass = () => child.kill('SIGTERM');
    process.once('SIGTERM', pass);
    const end = (code: number) => {
      clearInterval(tick);
      clearTimeout(limit);
      process.off('SIGTERM', pass);
      if (late)
        console.error(
          say(`Fermato dopo ${duration(timeout ?? 0)}.`, `Stopped after ${duration(timeout ?? 0)}.`),
        );
      resolve(late ? 1 : code);
    };
    child.once('error', (error) => {
      console.error(error.message);
      end(1);
    });
    child.once('exit', (code, signal) => end(code ?? (signal === null ? 1 : 128)));
  });
}
