import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { endpoints } from '../endpoints.ts';
import type { Services } from '../services.ts';
import type { TraceEnd } from '../tracing/tracing.ts';
import { answerEndpoint } from './answer.ts';
import { type Endpoint, hasTag } from './endpoint.ts';
import { checkOrigin } from './guard.ts';
import { addHealth, type Lifecycle } from './health.ts';
import { addMetrics } from './metricsPage.ts';
import { addDescription } from './openApi.ts';
import { addPages } from './pages.ts';
import { HttpProblem, notFound, problemBody } from './problem.ts';
import { allowanceHeaders } from './requestLimits.ts';

/** Path before every endpoint. */
export const apiBase = '/api/v1';

/** The whole HTTP application. */
export function makeApp(services: Services, lifecycle: Lifecycle): OpenAPIHono {
  const app = new OpenAPIHono();
  app.use(async (context, next) => {
    const started = performance.now();
    const id = randomUUID();
    context.set('requestId', id);
    const { tracing } = services;
    await tracing.span({ name: context.req.method, isRequest: true }, next, () => traceEnd(context));
    secure(context.res.headers, id);
    const { method } = context.req;
    // The pattern of the route instead of the address, which may hold what people typed.
    const route = context.get('route') ?? 'none';
    const seconds = (performance.now() - started) / 1000;
    services.metrics.answered({ method, route, status: context.res.status, seconds });
    const ms = Math.round(seconds * 1000);
    services.log.info(
      { requestId: id, method, route, status: context.res.status, ms, userId: context.get('userId') },
      'request',
    );
  });
  app.onError((error, context) => answerProblem(context, toProblem(error, services, context.get('requestId'))));
  app.notFound((context) => answerProblem(context, notFound()));
  addHealth(app, services, lifecycle);
  addMetrics(app, services);
  app.use(async (context, next) => {
    checkOrigin(context, services.publicUrl());
    await next();
  });
  addPages(app, endpoints, services);
  addDescription(app, endpoints, services);
  for (const endpoint of endpoints) addEndpoint(app, endpoint, services);
  return app;
}

function addEndpoint(app: OpenAPIHono, endpoint: Endpoint, services: Services): void {
  const pattern = `${apiBase}${endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
  const patterns = endpoint.alias === undefined ? [pattern] : [pattern, endpoint.alias];
  if (hasTag(endpoint))
    app.on('GET', patterns, etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...allowanceHeaders] }));
  app.on(endpoint.method.toUpperCase(), patterns, async (context) => {
    context.set('route', endpoint.path);
    return answerEndpoint(context, endpoint, services);
  });
}

/** The pattern of the route, not the address. */
function traceEnd(context: Context): TraceEnd {
  const { method } = context.req;
  const { status } = context.res;
  const route = context.get('route') as string | undefined;
  return {
    ...(route !== undefined && { name: `${method} ${route}` }),
    attributes: {
      'http.request.method': method,
      'http.response.status_code': status,
      ...(route !== undefined && { 'http.route': route }),
    },
    isFailed: status >= 500,
  };
}

function secure(headers: Headers, requestId: string): void {
  headers.set('X-Request-Id', requestId);
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Referrer-Policy', 'no-referrer');
  headers.set('X-Frame-Options', 'DENY');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  if (!headers.has('Content-Security-Policy'))
    headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
}

function answerProblem(context: Context, problem: HttpProblem): Response {
  const body = problemBody(problem, context.get('requestId') as string);
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { ...problem.headers, 'Content-Type': 'application/problem+json' },
  });
}

/** Codes of PostgreSQL and Node that mean "later": shutting down, too many connections, statement canceled, deadlock, lock timeout, no connection. */
const later = /^(?:08|40|53|57|55P03$|ECONNREFUSED$|ECONNRESET$)/;
/** The messages of pg's errors without a code. */
const lost = /^(?:Connection terminated|timeout exceeded when trying to connect)/;

function toProblem(error: unknown, { log }: Services, requestId: string): HttpProblem {
  if (error instanceof HttpProblem) return error;
  log.error({ requestId, err: error }, 'request failed');
  const { code } = error as { readonly code?: unknown };
  const isLater = typeof code === 'string' ? later.test(code) : lost.test(error instanceof Error ? error.message : '');
  if (isLater)
    return new HttpProblem(503, "The database is busy or can't be reached. Try again.", {
      headers: { 'Retry-After': '5' },
    });
  return new HttpProblem(500, `Something went wrong. The log has it under ${requestId}.`);
}

declare module 'hono' {
  interface ContextVariableMap {
    requestId: string;
    route: string;
    userId: string;
    offersGithub: boolean;
    sendsMail: boolean;
  }
}
