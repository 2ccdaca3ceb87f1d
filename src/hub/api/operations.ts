import { createHash } from 'node:crypto';
import { HttpProblem } from '../http/problem.ts';
import type { HubAnswer, HubRequest, Route } from '../http/router.ts';
import type { ApiOperation, HubStore } from '../hubStore.ts';
import { openApiOf } from './openApi.ts';

const base = '/api/daymark/v1';

/** Daymark's own API: each operation that is offered over HTTP at its name, and their description. */
export function operationRoutes(store: HubStore): Route[] {
  const run = (request: HubRequest): Promise<HubAnswer> => operate(request, store);
  return [
    {
      method: 'GET',
      path: `${base}/openapi.json`,
      scope: 'read',
      run: async (request) => unlessKnown(request, openApiOf(await store.describe(), base)),
    },
    { method: 'GET', path: `${base}/:operation`, scope: 'read', run },
    { method: 'POST', path: `${base}/:operation`, scope: 'read', run },
  ];
}

async function operate(request: HubRequest, store: HubStore): Promise<HubAnswer> {
  const name = request.params['operation'] ?? '';
  const operation = (await store.describe()).find((one) => one.name === name);
  if (!operation) throw new HttpProblem(404, `There is no operation ${name}. See ${base}/openapi.json.`);
  if (operation.access !== 'read') checkWrite(request, operation);
  const params = request.method !== 'POST' ? paramsOf(request.query, operation) : ((await request.body()) ?? {});
  const names = request.token?.scopes.includes('names') ?? false;
  const body = (await store.operate({ operation: name, params, names })) ?? null;
  if (operation.access !== 'read') return { status: 200, body };
  return unlessKnown(request, body);
}

/** Answers with a body and its tag, or with 304 where the client has it already. */
function unlessKnown(request: HubRequest, body: unknown): HubAnswer {
  const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`;
  if (isMatched(request.headers['if-none-match'], etag)) return { status: 304, headers: { etag } };
  return { status: 200, body, headers: { etag } };
}

/** Weak comparison with a list, as for `If-None-Match`: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function isMatched(header: string | string[] | undefined, etag: string): boolean {
  const tags = String(header ?? '').split(',');
  return tags.some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}

function checkWrite({ method, token }: HubRequest, { name }: ApiOperation): void {
  if (method !== 'POST') throw new HttpProblem(405, `${name} changes data: use POST.`, { allow: 'POST' });
  if (!token?.scopes.includes('write')) throw new HttpProblem(403, `${name} needs a token with the scope "write".`);
}

/** Converts the values of a query string to what the schema expects: JSON unless it is a string. */
function paramsOf(query: URLSearchParams, { params }: ApiOperation): Record<string, unknown> {
  const { properties = {} } = params as { readonly properties?: Readonly<Record<string, { readonly type?: unknown }>> };
  const sent = [...query].filter(([key]) => key !== 'api_key');
  return Object.fromEntries(
    sent.map(([key, text]) => [
      key,
      Object.hasOwn(properties, key) && properties[key]?.type === 'string' ? text : valueOf(text),
    ]),
  );
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
