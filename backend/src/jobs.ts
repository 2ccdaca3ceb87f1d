import { makeNightly } from './assistant/makePages.ts';
import { cleanUp, keepMonths } from './cleanUp.ts';
import { takeStandings } from './leaderboards/standings.ts';
import type { Services } from './services.ts';

/** Something that the server does at its start and every hour. Every instance may run it at any time. */
interface Job {
  readonly name: (typeof jobNames)[number];
  readonly run: (services: Services) => Promise<unknown>;
}

export const jobNames = ['expiry', 'months', 'standings', 'nightly'] as const;

const jobs: readonly Job[] = [
  { name: 'expiry', run: ({ db, now }) => cleanUp(db, now()) },
  {
    name: 'months',
    run: async ({ db, now, config, log }) => {
      const done = await keepMonths(db, now(), config);
      if (done.made.length + done.folded + done.dropped.length > 0) log.info(done, 'kept months');
    },
  },
  { name: 'standings', run: ({ db, now }) => takeStandings(db, now()) },
  { name: 'nightly', run: (services) => makeNightly(services, services.now()) },
];

/**
 * Runs all jobs, each also where another failed, and notes how they went. Never rejects.
 * @param isStopping asked before each job: then it is left for the next start
 */
export async function runJobs(services: Services, isStopping = (): boolean => false): Promise<void> {
  let isWell = true;
  for (const job of jobs) {
    if (isStopping()) return;
    isWell = (await runJob(services, job)) && isWell;
  }
  services.metrics.upkeepEnded(isWell ? 'done' : 'failed');
}

async function runJob(services: Services, { name, run }: Job): Promise<boolean> {
  const startedAt = new Date(services.now());
  const started = performance.now();
  const work = services.tracing.span({ name: `job ${name}` }, () => run(services));
  const error = await work.then(
    () => null,
    (reason: unknown) => codeOf(reason),
  );
  const outcome = {
    started_at: startedAt,
    ms: Math.round(performance.now() - started),
    result: error === null ? ('done' as const) : ('failed' as const),
    error,
  };
  try {
    await services.db
      .insertInto('job_runs')
      .values({ job: name, ...outcome })
      .onConflict((conflict) => conflict.column('job').doUpdateSet(outcome))
      .execute();
    await work;
    return true;
  } catch (reason) {
    services.log.error({ err: reason, job: name }, 'upkeep failed');
    return false;
  }
}

/** A code of PostgreSQL or Node, or the name of the error: a message could hold what somebody typed. */
function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string') return code.slice(0, 100);
  return error instanceof Error ? error.name : 'unknown';
}
