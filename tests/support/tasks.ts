/** How long a page's main thread is held, in its own CPU time: what other programs on the machine take does not count. */
import type { Page } from 'playwright-core';

/** What is read of an event of Chromium's trace. Times in microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  args: { name?: string };
  /** CPU time of the thread. */
  tdur?: number;
}

/** The longest task of the main thread while `run` runs, milliseconds of CPU, and what `run` gives. */
export async function longestTask<T>(
  page: Page,
  run: () => Promise<T>,
): Promise<{ longest: number; result: T }> {
  const browser = page.context().browser();
  if (!browser) throw new Error('a page without a browser has no trace');
  await browser.startTracing(page, {
    categories: ['__metadata', 'disabled-by-default-devtools.timeline'],
  });
  let result: T;
  let trace: Buffer;
  try {
    result = await run();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args.name === 'CrRendererMain')
      .map(thread),
  );
  const tasks = traceEvents.filter(
    (event) => event.name === 'RunTask' && event.tdur !== undefined && main.has(thread(event)),
  );
  // No task at all is a browser that tells something else, not a page that does nothing.
  if (tasks.length === 0) throw new Error('the trace has no task of the main thread');
  return { longest: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000, result };
}
