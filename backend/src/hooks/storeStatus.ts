import type { HookEvent } from '../../../src/core/github/hookEvent.ts';
import type { Database } from '../database/connect.ts';

/** Keeps the state of a workflow run or a deployment that an event tells, unless it is older than what is known. */
export async function storeStatus(trx: Database, organizationId: string, event: HookEvent): Promise<void> {
  const { repo, at, branch = null, sha = null, run, deployment } = event;
  const common = { organization_id: organizationId, repo, branch, sha, at };
  if (run)
    await trx
      .insertInto('ci_runs')
      .values({
        ...common,
        run_id: run.id,
        attempt: run.attempt,
        workflow: run.workflow,
        trigger: run.trigger,
        status: run.status,
        conclusion: run.conclusion ?? null,
        started_at: run.startedAt,
        ended_at: run.endedAt ?? null,
        url: run.url,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'repo', 'run_id', 'attempt'])
          .doUpdateSet((eb) => ({
            status: eb.ref('excluded.status'),
            conclusion: eb.ref('excluded.conclusion'),
            ended_at: eb.ref('excluded.ended_at'),
            at: eb.ref('excluded.at'),
          }))
          // Deliveries come in any order, and within a second: an attempt that has ended doesn't run again.
          .whereRef('ci_runs.at', '<=', 'excluded.at')
          .where((eb) => eb.or([eb('ci_runs.ended_at', 'is', null), eb('excluded.ended_at', 'is not', null)])),
      )
      .execute();
  if (deployment)
    await trx
      .insertInto('deployments')
      .values({
        ...common,
        deployment_id: deployment.id,
        environment: deployment.environment,
        state: deployment.state,
        url: deployment.url ?? null,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'repo', 'deployment_id'])
          .doUpdateSet((eb) => ({
            state: eb.ref('excluded.state'),
            url: eb.ref('excluded.url'),
            at: eb.ref('excluded.at'),
          }))
          .whereRef('deployments.at', '<=', 'excluded.at')
          // The creation may come after the first status.
          .where('excluded.state', '<>', 'queued'),
      )
      .execute();
}
