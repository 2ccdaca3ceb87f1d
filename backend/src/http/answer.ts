import type { Context } from 'hono';
import { findCaller } from '../accounts/findCaller.ts';
import type { Caller } from '../accounts/caller.ts';
import { findMembership } from '../organizations/findMembership.ts';
import { isOperator } from '../admin/operators.ts';
import type { Services } from '../services.ts';
import { parseJson, readBody } from './body.ts';
import { type Endpoint, type Membership, paramsOf } from './endpoint.ts';
import { clientAddress, networkOf } from './guard.ts';
import { HttpProblem } from './problem.ts';
import { validate } from './validate.ts';

/**
 * Answers one request: limits, sign-in, scope, role, validation, and then the endpoint itself. Nothing of a body is read before its sender may send it.
 * @throws HttpProblem
 */
export async function answerEndpoint(context: Context, endpoint: Endpoint, services: Services): Promise<Response> {
  const address = clientAddress(context, services.config.proxies);
  const take = endpoint.bodyType === 'signed' ? 'takeDelivery' : 'take';
  const remaining = await services.limits[take](`address ${networkOf(address)}`);
  const caller = endpoint.access === 'open' ? undefined : await admit(context, endpoint, services);
  const left = caller ? await takeOf(caller, services) : remaining;
  const member = caller && endpoint.role ? await reach(context, endpoint, { services, caller }) : undefined;
  const { bytes, body } = await readInput(context, endpoint);
  const params = validate(paramsOf(endpoint), context.req.param(), 'path');
  const query = validate(endpoint.query, context.req.query(), 'query');
  const call = { params, query, body, bytes, services, address, context, caller, member };
  const result = await endpoint.run(call as never);
  const response = result instanceof Response ? result : answered(context, endpoint, result);
  for (const [name, value] of Object.entries(left)) response.headers.set(name, value);
  return response;
}

/** Counts the request of a caller. */
async function takeOf({ kind, credentialId, userId }: Caller, { limits }: Services): Promise<Record<string, string>> {
  const ofKey = kind === 'key' ? await limits.takeKey(credentialId) : undefined;
  const ofUser = await limits.take(`user ${userId}`);
  return ofKey ?? ofUser;
}

function answered(context: Context, endpoint: Endpoint, result: unknown): Response {
  if (endpoint.status === 204) return context.body(null, 204);
  return context.json({ data: endpoint.result?.parse(result) ?? null }, endpoint.status);
}

async function admit(context: Context, { access }: Endpoint, services: Services): Promise<Caller> {
  const caller = await findCaller(context.req.header('authorization'), services);
  context.set('userId', caller.userId);
  if (access === 'open' || access === 'anyone') return caller;
  if (access === 'session' || access === 'operator') {
    if (caller.kind !== 'session') throw new HttpProblem(403, 'A program may not do this. Sign in with your password.');
    if (access === 'operator' && !(await isOperator(services.db, caller.userId)))
      throw new HttpProblem(403, 'Only an operator of this server may do this.');
  } else if (!caller.scopes.includes(access)) throw new HttpProblem(403, `This needs the scope "${access}".`);
  return caller;
}

async function reach(
  context: Context,
  endpoint: Endpoint,
  { services, caller }: { readonly services: Services; readonly caller: Caller },
): Promise<Membership> {
  const named = endpoint.path.includes('{organization}')
    ? context.req.param('organization')
    : context.req.query('organization');
  const project = endpoint.path.includes('{project}') ? context.req.param('project') : undefined;
  return findMembership(services.db, caller, { organization: named, project, needed: endpoint.role ?? 'owner' });
}

async function readInput(
  context: Context,
  endpoint: Endpoint,
): Promise<{ readonly bytes: Buffer; readonly body: unknown }> {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  // A signature is of the bytes as they were sent.
  if (endpoint.bodyType === 'signed' && (type !== 'application/json' || context.req.header('content-encoding')))
    throw new HttpProblem(415, 'Send the body as application/json, without compression.');
  const bytes = await readBody(context.req.raw);
  if (!endpoint.body || endpoint.bodyType === 'bytes' || endpoint.bodyType === 'signed')
    return { bytes, body: undefined };
  const wanted = endpoint.bodyType === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
  // A form on a page of another site can't send JSON without asking first.
  if (type !== wanted) throw new HttpProblem(415, `Send the body as ${wanted}.`);
  const sent =
    wanted === 'application/json' ? parseJson(bytes) : Object.fromEntries(new URLSearchParams(bytes.toString()));
  return { bytes, body: validate(endpoint.body, sent, 'body') };
}
