/** Builds the site into build/, and knows when there is nothing to build. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { command, node, ROOT, script, type NodeRun } from './steps';

export const BUILD_DIR = join(ROOT, 'build');
/** Not in build/, which is what gets published. */
const STAMP = join(ROOT, '.svelte-kit', 'atlante-build.json');
/** All that the built pages can depend on. */
const INPUTS = [
  'src',
  'static',
  'data',
  'package-lock.json',
  'svelte.config.js',
  'vite.config.ts',
  'tsconfig.json',
  '.env',
];

function* walk(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* walk(join(path, name));
}

/** Hash over names and contents of everything the site is made of, and the Node that makes it. */
export function hashSite(root = ROOT): string {
  const hash = createHash('sha256').update(process.version).update('\0');
  for (const input of INPUTS) {
    for (const path of walk(join(root, input))) {
      if (path.endsWith('.test.ts')) continue;
      hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
    }
  }
  // A background or a contact that is set in the environment is written into the site.
  for (const name of ['PUBLIC_BASEMAP_PMTILES', 'PUBLIC_BASEMAP_STYLE', 'PUBLIC_CONTACT'])
    hash.update(`${name}=${process.env[name] ?? ''}\0`);
  return hash.digest('hex');
}

/** Changes whenever anyone builds, whoever it was: without it a later `vite build` would pass for the stamped one. */
function buildMark(): string | null {
  const files = ['index.html', '_app/version.json'].map((name) => join(BUILD_DIR, name));
  if (!files.every(existsSync)) return null;
  return files
    .map((path) => statSync(path))
    .map(({ mtimeMs, size }) => `${mtimeMs}/${size}`)
    .join(' ');
}

/** Whether build/ is what the present sources would give. */
export function siteIsCurrent(): boolean {
  try {
    const { inputs, mark } = JSON.parse(readFileSync(STAMP, 'utf8')) as Record<string, unknown>;
    return mark === buildMark() && inputs === hashSite();
  } catch {
    return false;
  }
}

/** data/ -> static/data/. Exit code. */
export const buildData = (options: NodeRun = {}): Promise<number> =>
  node(script('src/pipeline/build.ts'), options);

/** src/ and static/ -> build/, always. Exit code. */
export async function buildSite(options: NodeRun = {}): Promise<number> {
  // Hashed before: what changes while vite runs may or may not be in the build.
  const inputs = hashSite();
  const code = await node([command('vite'), 'build', '--logLevel', 'warn'], options);
  const mark = buildMark();
  if (code === 0 && mark !== null) {
    mkdirSync(dirname(STAMP), { recursive: true });
    writeFileSync(STAMP, `${JSON.stringify({ inputs, mark })}\n`);
  }
  return code;
}
