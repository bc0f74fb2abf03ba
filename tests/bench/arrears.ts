/**
 * `npx tsx tests/bench/arrears.ts [--rows N]`: how fast and in how much memory a ledger becomes a part. Prints ratios to a
 * bare streamed parse of the same file (which reads every cell and does nothing with it), peak memory by size of the
 * ledger, and the size of the part. Every measure is a process of its own, start included; the quickest of three runs that
 * take turns. The clock decides; processor time is told beside it, because a busy machine slows the clock alone.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse';
import Papa from 'papaparse';
import { Splitter } from '../../src/lib/density/split';
import { main } from '../../src/pipeline/arrears/cli';
import { main as sample } from '../../src/pipeline/arrears/sample';

const SELF = fileURLToPath(import.meta.url);
const LIMITS = { time: 3, rss_mb: 512, flat: 1.25, part: 0.01 } as const;

/** The bare parses. The last makes no text of the cells, it only cuts. */
const BARE = [
  ['papaparse', 'papaparse, streamed'],
  ['csv-parse', 'csv-parse, streamed'],
  ['text', 'own splitter, cells as text'],
  ['cut', 'own splitter, cells as bytes'],
] as const;

interface Measure {
  /** By the clock, and of the processor. */
  ms: number;
  cpu: number;
  rss_mb: number;
}

/** What a child does with a file. Each parser hands every cell over as text; `cut` is our own splitter, without text. */
const CHILDREN: Record<string, (file: string, out: string) => Promise<unknown>> = {
  arrears: (file, out) =>
    main([file, '--partial', '--out', out, '--lang', 'it'], {}, { out: () => {}, err: () => {}, tty: false }),
  cut: (file) => cut(file, false),
  text: (file) => cut(file, true),
  papaparse: (file) =>
    new Promise((resolve) => {
      let cells = 0;
      Papa.parse<string[]>(createReadStream(file), {
        delimiter: ';',
        step: ({ data }) => void (cells += data.length),
        complete: () => resolve(cells),
      });
    }),
  'csv-parse': async (file) => {
    let cells = 0;
    for await (const row of createReadStream(file).pipe(parse({ delimiter: ';' })))
      cells += (row as string[]).length;
    return cells;
  },
};

async function cut(file: string, text: boolean): Promise<number> {
  let cells = 0;
  const decoder = new TextDecoder();
  const splitter = new Splitter(0x3b, ({ bytes, bounds, count }) => {
    for (let i = 0; text && i < count; i++)
      cells += decoder.decode(bytes.subarray(bounds[2 * i], bounds[2 * i + 1])).length;
    cells += count;
  });
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }))
    splitter.push(chunk as Buffer);
  splitter.end();
  return cells;
}

function measure(what: string, file: string, out: string): Measure {
  const start = performance.now();
  const child = spawnSync(process.execPath, [...process.execArgv, SELF, '--child', what, file, out], {
    encoding: 'utf8',
  });
  const ms = performance.now() - start;
  const rss = Number(/rss=(\d+)/.exec(child.stdout)?.[1] ?? NaN);
  const cpu = Number(/cpu=(\d+)/.exec(child.stdout)?.[1] ?? NaN) / 1000;
  if (child.status !== 0 || !Number.isFinite(rss)) throw new Error(`${what}: ${child.stderr.slice(0, 300)}`);
  return { ms, cpu, rss_mb: rss / 1024 };
}

/** The quickest of some runs: the others met a busy machine. */
const best = (all: readonly Measure[]): Measure => ({
  ms: Math.min(...all.map((m) => m.ms)),
  cpu: Math.min(...all.map((m) => m.cpu)),
  rss_mb: Math.max(...all.map((m) => m.rss_mb)),
});

const line = (text: string): void => void process.stdout.write(`${text}\n`);
const verdict = (good: boolean): string => (good ? 'ok' : 'OVER THE LIMIT');

function bench(rows: number): boolean {
  const dir = mkdtempSync(join(tmpdir(), 'arrears-bench-'));
  try {
    const out = join(dir, 'out');
    const file = join(dir, 'ledger.csv');
    sample(['--rows', String(rows), '--seed', '1', '--out', file], {});
    const bytes = statSync(file).size;
    line(`${rows.toLocaleString('en')} rows, ${(bytes / 1e6).toFixed(1)} MB`);
    const runs = new Map(['arrears', ...BARE.map(([what]) => what)].map((what) => [what, [] as Measure[]]));
    for (let turn = 0; turn < 3; turn++) for (const [what, list] of runs) list.push(measure(what, file, out));
    const whole = best(runs.get('arrears') ?? []);
    const seconds = (ms: number): string => (ms / 1000).toFixed(2);
    line(
      `  ledger to part: ${seconds(whole.ms)} s, processor ${seconds(whole.cpu)} s (${Math.round(rows / (whole.ms / 1000)).toLocaleString('en')} rows a second), peak ${whole.rss_mb.toFixed(0)} MB`,
    );
    let good = true;
    for (const [what, name] of BARE) {
      const bare = best(runs.get(what) ?? []);
      const [clock, cpu] = [whole.ms / bare.ms, whole.cpu / bare.cpu];
      // Cutting alone hands over no value, so it is no parse: told for comparison, without a verdict.
      const judged = what !== 'cut';
      if (judged && clock > LIMITS.time) good = false;
      line(
        `  / ${name.padEnd(30)} ${seconds(bare.ms)} s, processor ${seconds(bare.cpu)} s: ratio ${clock.toFixed(2)}, processor ${cpu.toFixed(2)}${judged ? ` (at most ${LIMITS.time}: ${verdict(clock <= LIMITS.time)})` : ' (only cuts)'}`,
      );
    }
    const part = readdirSync(out).find((name) => name.endsWith('.part'));
    const share = part === undefined ? NaN : statSync(join(out, part)).size / bytes;
    if (!(share < LIMITS.part)) good = false;
    line(
      `  part / ledger: ${(share * 100).toFixed(3)} % (under ${LIMITS.part * 100} %: ${verdict(share < LIMITS.part)})`,
    );

    const peaks = [100_000, 1_000_000, 4_000_000].map((n) => {
      sample(['--rows', String(n), '--seed', '1', '--out', file], {});
      const { rss_mb, ms } = measure('arrears', file, out);
      line(
        `  peak memory at ${n.toLocaleString('en').padStart(9)} rows: ${rss_mb.toFixed(0)} MB (${(ms / 1000).toFixed(2)} s)`,
      );
      return rss_mb;
    });
    const growth = (peaks[2] ?? NaN) / (peaks[0] ?? NaN);
    const highest = Math.max(...peaks);
    if (!(growth <= LIMITS.flat) || !(highest < LIMITS.rss_mb)) good = false;
    line(
      `  4,000,000 / 100,000 rows: ${growth.toFixed(2)} (at most ${LIMITS.flat}: ${verdict(growth <= LIMITS.flat)})`,
    );
    line(`  highest: ${highest.toFixed(0)} MB (under ${LIMITS.rss_mb}: ${verdict(highest < LIMITS.rss_mb)})`);
    return good;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const argv = process.argv.slice(2);
if (argv[0] === '--child') {
  await CHILDREN[argv[1] ?? '']?.(argv[2] ?? '', argv[3] ?? '');
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  line(`rss=${maxRSS} cpu=${userCPUTime + systemCPUTime}`);
} else {
  const rows = argv[0] === '--rows' ? Number(argv[1]) : 1_000_000;
  process.exitCode = Number.isSafeInteger(rows) && rows > 0 && bench(rows) ? 0 : 1;
}
