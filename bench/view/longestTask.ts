import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

/** Records the activity of the page's main thread. @returns with its longest task in ms, including script, layout, and painting */
export async function longestTask<T extends object>(
  browser: Browser,
  page: Page,
  work: () => Promise<T>,
): Promise<T & { longest_task_ms: number }> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline'] });
  let done: T;
  let trace: Buffer;
  try {
    done = await work();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('the trace holds no tasks');
  const longest = tasks.reduce((most, { dur = 0 }) => Math.max(most, dur), 0);
  return { ...done, longest_task_ms: Math.round(longest / 100) / 10 };
}
