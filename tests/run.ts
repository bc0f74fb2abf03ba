/**
 * `npm test`: everything that is checked, in one go, on a machine with nothing but Node. A failed step does not hide the next.
 * `npm test -- --only unit,e2e` runs some of it. The last line is `N passed, N failed[, N skipped]`; each test counts as one, and
 * so does each step that is no test run.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILD_DIR, buildData, buildSite } from '../scripts/site';
import { command, duration, node, ROOT, say, script } from '../scripts/steps';
import { sourcesDir } from '../src/pipeline/verify/sources';
import { findBrowser } from './support/browser';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Step {
  id: string;
  it: string;
  en: string;
  run: () => Promise<Counts>;
}

/** What is read of vitest's JSON report. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; message?: string; assertionResults: { status: string }[] }[];
}

const MINUTE = 60_000;
const SOURCES = sourcesDir(ROOT, process.env);
const reports = mkdtempSync(join(tmpdir(), 'atlante-test-'));
const PASS: Counts = { passed: 1, failed: 0, skipped: 0 };
const FAIL: Counts = { passed: 0, failed: 1, skipped: 0 };

const tick = (ms: number) =>
  console.log(say(`  … in corso da ${duration(ms)}`, `  … running for ${duration(ms)}`));
const one = (code: number): Counts => (code === 0 ? PASS : FAIL);
const tool = async (args: string[], timeout = 5 * MINUTE) => one(await node(args, { timeout, onTick: tick }));

/** A project of vite.config.ts; people read its output, the counts come from its report. */
async function vitest(project: string, timeout: number, env: NodeJS.ProcessEnv = {}): Promise<Counts> {
  const file = join(reports, `${project}.json`);
  const code = await node(
    [
      command('vitest'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { timeout, onTick: tick, env },
  );
  if (!existsSync(file)) return FAIL;
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  // A file that does not even load has no failed tests in it; it is one failure all the same.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

let built: boolean | null = null;

const STEPS: Step[] = [
  {
    id: 'browser',
    it: 'Browser per le prove',
    en: 'Browser for the tests',
    run: async () => {
      const { executablePath, version } = await findBrowser();
      console.log(`${version} ${executablePath ?? ''}`);
      return PASS;
    },
  },
  {
    id: 'format',
    it: 'Formato (prettier)',
    en: 'Format (prettier)',
    run: () => tool([command('prettier'), '--check', '--log-level', 'warn', '.']),
  },
  {
    id: 'lint',
    it: 'Regole (eslint)',
    en: 'Rules (eslint)',
    run: () => tool([command('eslint'), '.', '--max-warnings', '0']),
  },
  {
    id: 'types',
    it: 'Tipi (svelte-check)',
    en: 'Types (svelte-check)',
    run: async () => {
      const sync = await tool([command('@sveltejs/kit', 'svelte-kit'), 'sync']);
      if (sync.failed > 0) return sync;
      return tool([command('svelte-check'), '--fail-on-warnings', '--tsconfig', './tsconfig.json']);
    },
  },
  {
    id: 'data',
    it: 'Dati: lettura, controlli, protezione',
    en: 'Data: read, check, protect',
    run: async () => one(await buildData({ timeout: 5 * MINUTE, onTick: tick })),
  },
  // The documents are not in the repository; where they are at hand, each quotation is looked up in them. A folder that somebody
  // names must be there.
  ...(process.env['ATLANTE_SOURCES'] || existsSync(SOURCES)
    ? [
        {
          id: 'verify',
          it: 'Citazioni nei documenti',
          en: 'Quotations in the documents',
          run: () => tool(script('src/pipeline/verify/verify.ts', SOURCES)),
        },
      ]
    : []),
  {
    id: 'unit',
    it: 'Prove di unità e di proprietà',
    en: 'Unit and property tests',
    run: () => vitest('unit', 8 * MINUTE),
  },
  {
    id: 'build',
    it: 'Sito (vite build)',
    en: 'Site (vite build)',
    run: async () => {
      built = (await buildSite({ timeout: 8 * MINUTE, onTick: tick })) === 0;
      return built ? PASS : FAIL;
    },
  },
  {
    id: 'e2e',
    it: 'Prove nel browser e di accessibilità',
    en: 'Browser and accessibility tests',
    run: async () => {
      if (built === false) {
        console.error(
          say('Il sito non è stato costruito: prove non eseguite.', 'The site was not built: tests not run.'),
        );
        return FAIL;
      }
      // Without a build step before it (--only e2e) the set-up builds what is out of date.
      return vitest('e2e', 26 * MINUTE, built ? { ATLANTE_BUILD: BUILD_DIR } : {});
    },
  },
];

function chosen(argv: readonly string[]): Step[] {
  const at = argv.findIndex((arg) => arg === '--only' || arg.startsWith('--only='));
  if (at < 0) return STEPS;
  const list = argv[at]?.split('=')[1] ?? argv[at + 1] ?? '';
  const ids = list.split(',').filter(Boolean);
  const unknown = ids.filter((id) => !STEPS.some((step) => step.id === id));
  if (unknown.length > 0 || ids.length === 0) {
    const known = STEPS.map(({ id }) => id).join(', ');
    console.error(say(`--only vuole passi fra: ${known}`, `--only wants steps out of: ${known}`));
    process.exit(2);
  }
  return STEPS.filter(({ id }) => ids.includes(id));
}

async function attempt(step: Step): Promise<Counts> {
  try {
    return await step.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return FAIL;
  }
}

const counted = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

const began = Date.now();
const steps = chosen(process.argv.slice(2));
const results: { step: Step; counts: Counts; ms: number }[] = [];
for (const [k, step] of steps.entries()) {
  const at = duration(Date.now() - began);
  console.log(`\n[${k + 1}/${steps.length}] ${say(step.it, step.en)} · ${say(`dopo ${at}`, `after ${at}`)}`);
  const start = Date.now();
  const counts = await attempt(step);
  const ms = Date.now() - start;
  results.push({ step, counts, ms });
  console.log(`${counts.failed === 0 ? '✓' : '✗'} ${step.id}: ${counted(counts)} (${duration(ms)})`);
}
rmSync(reports, { recursive: true, force: true });

const width = Math.max(...results.map(({ step }) => step.id.length));
console.log(say(`\nTutto in ${duration(Date.now() - began)}:`, `\nAll in ${duration(Date.now() - began)}:`));
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const { step, counts, ms } of results) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  console.log(
    `  ${counts.failed === 0 ? '✓' : '✗'} ${step.id.padEnd(width)}  ${counted(counts)}  ${duration(ms)}`,
  );
}
console.log(counted(total));
process.exitCode = total.failed > 0 ? 1 : 0;
