import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Services } from '../services.ts';
import { clientAddress, digest, networkOf } from './guard.ts';
import { notFound, signInRequired } from './problem.ts';

/**
 * Adds `/metrics` for Prometheus. It needs the token of the configuration. Without one it answers only this machine, and only while the server is
 * for this machine alone: behind a proxy every request seems to come from here.
 */
export function addMetrics(app: OpenAPIHono, services: Services): void {
  app.get('/metrics', async (context) => {
    await services.limits.take(`address ${networkOf(clientAddress(context, services.config.proxies))}`);
    admit(context, services);
    const { body, type } = await services.metrics.text();
    return context.body(body, 200, { 'Content-Type': type });
  });
}

/** @throws HttpProblem 401 or 404 */
function admit(context: Context, { config, publicUrl }: Services): void {
  if (config.metricsToken !== undefined) {
    const [, sent = ''] = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
    if (!timingSafeEqual(digest(sent), digest(config.metricsToken)))
      throw signInRequired('Send the token of DAYMARK_BACKEND_METRICS_TOKEN as "Authorization: Bearer …".');
    return;
  }
  const host = URL.parse(`http://${context.req.header('host') ?? ''}`)?.hostname ?? '';
  const names = [new URL(publicUrl()).hostname, host, clientAddress(context, 0)];
  if (config.proxies > 0 || !names.every(isLoopback)) throw notFound();
}

function isLoopback(name: string): boolean {
  const address = name.replace(/^\[|\]$/g, '').replace(/^::ffff:/i, '');
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
