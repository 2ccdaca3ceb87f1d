import type { ApiOperation } from '../hubStore.ts';

const problem = {
  description: 'A problem, as RFC 9457 has it.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
} as const;

/**
 * Describes the operations as OpenAPI 3.1, from the same schemas that check them: https://spec.openapis.org/oas/v3.1.0
 * @param base path before the name of an operation
 */
export function openApiOf(operations: readonly ApiOperation[], base: string): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Daymark', version: '1', description: 'What Daymark can answer and do on this machine.' },
    security: [{ token: [] }],
    paths: Object.fromEntries(operations.map((operation) => [`${base}/${operation.name}`, pathOf(operation)])),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: {
          type: 'object',
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            instance: { type: 'string' },
          },
        },
      },
    },
  };
}

function pathOf({ name, title, description, access, params, result }: ApiOperation): object {
  const answered = { description: title, content: { 'application/json': { schema: result } } };
  const common = { summary: title, description, responses: { '200': answered, default: problem } };
  const post = {
    ...common,
    operationId: name,
    requestBody: { content: { 'application/json': { schema: params } } },
    'x-daymark-access': access,
  };
  if (access !== 'read') return { post };
  return { get: { ...common, operationId: `${name}.get`, parameters: parametersOf(params) }, post };
}

function parametersOf(params: ApiOperation['params']): object[] {
  const { properties = {}, required = [] } = params as {
    readonly properties?: Readonly<Record<string, { readonly type?: unknown }>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    // A text or a number is in the query as it is, a list or an object as JSON.
    ...(isPlain(schema) ? { schema } : { content: { 'application/json': { schema } } }),
  }));
}

function isPlain({ type }: { readonly type?: unknown }): boolean {
  return typeof type === 'string' && type !== 'array' && type !== 'object';
}
