import { z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Services } from '../services.ts';
import { type Endpoint, hasTag, paramsOf } from './endpoint.ts';
import { problemSchema } from './problem.ts';

type RouteRegistration = Parameters<OpenAPIHono['openAPIRegistry']['registerPath']>[0];

/** Serves `/openapi.json`, made from the same schemas that check requests. */
export function addDescription(app: OpenAPIHono, endpoints: readonly Endpoint[], services: Services): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'An access token, or an API key.',
  });
  for (const endpoint of endpoints) {
    const described = describe(endpoint);
    app.openAPIRegistry.registerPath(described);
    const { alias } = endpoint;
    if (alias !== undefined)
      app.openAPIRegistry.registerPath({ ...described, path: alias, operationId: `${described.operationId}Alias` });
  }
  app.get('/openapi.json', (context) =>
    context.json(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'Daymark backend', version: '1', description: 'The optional server of Daymark.' },
        servers: [{ url: services.publicUrl() }],
      }),
    ),
  );
}

const anyOrganization = z.object({
  organization: z.uuid().optional().describe('An organization that you belong to; by default your personal one.'),
});

function describe(endpoint: Endpoint): RouteRegistration {
  const { method, path, tag, summary, description, access, role } = endpoint;
  return {
    method,
    path: `/api/v1${path}`,
    tags: [tag],
    summary,
    operationId: `${method} ${path}`.replaceAll(/[^a-z]+(\w?)/gi, (_all, next: string) => next.toUpperCase()),
    ...(description === undefined ? {} : { description }),
    security: access === 'open' ? [] : [{ token: [] }],
    request: describeRequest(endpoint),
    responses: {
      [endpoint.status]: describeResult(endpoint),
      ...(hasTag(endpoint) && { 304: { description: 'Not changed since the `ETag` that `If-None-Match` names.' } }),
      ...(endpoint.bareError
        ? { 400: { description: 'Refused.', content: { 'application/json': { schema: endpoint.bareError } } } }
        : {}),
      default: {
        description: 'A problem, as RFC 9457 describes.',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
    'x-daymark-access': access,
    ...(role ? { 'x-daymark-role': role } : {}),
  } as RouteRegistration;
}

function describeRequest(endpoint: Endpoint): object {
  const { path, role, query, body, bodyType = 'json' } = endpoint;
  const picksOrganization = role !== undefined && !path.includes('{organization}');
  const querySchema = query as z.ZodObject | undefined;
  const whole = picksOrganization ? anyOrganization.extend(querySchema?.shape ?? {}) : querySchema;
  const inPath = paramsOf(endpoint);
  const types = {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    bytes: 'application/octet-stream',
    signed: 'application/json',
  };
  return {
    ...(inPath ? { params: inPath } : {}),
    ...(whole ? { query: whole } : {}),
    ...(body ? { body: { required: true, content: { [types[bodyType]]: { schema: body } } } } : {}),
  };
}

function describeResult({ summary, result, produces, bare }: Endpoint): object {
  if (produces !== undefined) {
    const content = Object.fromEntries([produces].flat().map((type) => [type, { schema: bare ?? {} }]));
    return { description: summary, content };
  }
  if (!result) return { description: summary };
  return { description: summary, content: { 'application/json': { schema: z.object({ data: result }) } } };
}
