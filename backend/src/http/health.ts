import type { OpenAPIHono } from '@hono/zod-openapi';
import { sql } from 'kysely';
import type { Services } from '../services.ts';

/** State of the server, which may be about to stop. */
export interface Lifecycle {
  isStopping: boolean;
}

/**
 * Adds endpoints for load balancers and people: `/health/live` (the process answers), `/health/ready` (it accepts requests and reaches its
 * database), and `/health` (both, as text). They reveal nothing else, and need no sign-in.
 */
export function addHealth(app: OpenAPIHono, services: Services, lifecycle: Lifecycle): void {
  app.get('/health/live', (context) => context.json({ status: 'ok' }));
  app.get('/health/ready', async (context) => {
    const isReady = !lifecycle.isStopping && (await reachesDatabase(services));
    return context.json({ status: isReady ? 'ok' : 'unavailable' }, isReady ? 200 : 503);
  });
  app.get('/health', async (context) => {
    const database = (await reachesDatabase(services)) ? 'ok' : 'unreachable';
    const isWell = database === 'ok' && !lifecycle.isStopping;
    const status = lifecycle.isStopping ? 'stopping' : isWell ? 'ok' : 'unavailable';
    return context.json({ status, database }, isWell ? 200 : 503);
  });
}

async function reachesDatabase({ db }: Services): Promise<boolean> {
  const answer = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  const waited = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 2000).unref());
  return Promise.race([answer, waited]);
}
