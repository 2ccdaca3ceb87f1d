import * as z from 'zod';
import { categoryColors, categoryWorths } from '../../core/categories/categories.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { dayMs } from '../../core/time/days.ts';
import {
  companionBase,
  mostVisits,
  proofText,
  visitKinds,
  type CompanionState,
  type Visit,
  type VisitAnswer,
} from '../../core/views/companion.ts';
import { visitSpan } from '../../tracking/heartbeats/visitSpan.ts';
import { HttpProblem } from '../http/problem.ts';
import type { HubAnswer, HubRequest, Route } from '../http/router.ts';
import type { HubLog } from '../hubLog.ts';
import type { HubStore } from '../hubStore.ts';
import type { Tokens } from '../tokens.ts';
import { Pairing } from './pairing.ts';

interface Parts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly log: HubLog;
  readonly tokens: Tokens;
  readonly folder: string;
  /** The port on which the hub answers. */
  readonly port: () => number;
}

/** No clock of a browser is ahead of this machine's; this much is allowed for one that was set back, ms. */
const aheadMs = 60_000;
const earliest = Date.UTC(2000, 0);

const visit = z.object({
  id: z.string().min(1).max(100),
  start: z.number().int().min(earliest),
  end: z.number().int(),
  host: z.string().regex(/^(?:[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])$/i),
  path: z
    .string()
    .max(2000)
    .regex(/^\/[^?#\s]*$/)
    .optional(),
  kind: z.enum(visitKinds),
  isChosen: z.boolean().optional(),
  isUnclear: z.boolean().optional(),
  isPastime: z.boolean().optional(),
});
const visitsBody = z.object({
  install: z.string().min(1).max(100),
  visits: z.array(z.looseObject({ id: z.string().max(100) })).max(mostVisits),
});
const pairBody = z.object({ code: z.string().max(40), name: z.string().max(60) });
const proofBody = z.object({ mark: z.string().regex(/^[0-9a-f]{16}$/), nonce: z.string().regex(/^[0-9a-f]{32}$/) });
const categoryBody = z.object({ host: z.string().max(300), category: z.string().max(200).nullable() });
const today = z.object({ minutes: z.number() });
const categoryList = z.object({
  categories: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      color: z.enum(categoryColors),
      counts: z.enum(categoryWorths),
      parent: z.string().optional(),
    }),
  ),
  rules: z.array(z.looseObject({ id: z.string(), category: z.string(), domain: z.string().optional() })),
});
const focus = z.object({ phase: z.enum(['none', 'focus', 'break', 'ready']), until: z.number().optional() });

/**
 * The browser companion's calls: to pair, to send visits, and to read what its popup shows. Only a paired browser's token has this scope.
 */
export function browserRoutes(parts: Parts): Route[] {
  const pairing = new Pairing(parts.folder, parts.clock);
  return [
    { method: 'POST', path: `${companionBase}/pair`, scope: 'open', run: (request) => pair(request, pairing, parts) },
    { method: 'POST', path: `${companionBase}/proof`, scope: 'open', run: (request) => prove(request, parts) },
    { method: 'POST', path: `${companionBase}/visits`, scope: 'browser', run: (request) => take(request, parts) },
    { method: 'POST', path: `${companionBase}/category`, scope: 'browser', run: (request) => choose(request, parts) },
    { method: 'GET', path: `${companionBase}/state`, scope: 'browser', run: () => state(parts) },
  ];
}

async function pair({ body }: HubRequest, pairing: Pairing, { tokens, clock }: Parts): Promise<HubAnswer> {
  const { code, name } = parsed(pairBody, await body());
  if (!pairing.redeem(code))
    throw new HttpProblem(403, 'The code is wrong or was made too long ago. Run "Daymark: Pair Browser" again.');
  const { secret } = tokens.create(`Browser (${name.trim() || 'companion'})`, ['browser'], clock.now());
  return { status: 201, body: { token: secret } };
}

/** Shows a companion that this is the hub that gave it its token. */
async function prove({ body }: HubRequest, { tokens, port }: Parts): Promise<HubAnswer> {
  const { mark, nonce } = parsed(proofBody, await body());
  const proof = tokens.proof(mark, proofText(nonce, port()));
  if (proof === undefined) throw new HttpProblem(404, 'This hub has no such token.');
  return { status: 200, body: { proof } };
}

async function take({ body, token }: HubRequest, { store, clock, log }: Parts): Promise<HubAnswer> {
  const { install, visits } = parsed(visitsBody, await body());
  const spans: SpanFact[] = [];
  const answers = visits.map((sent): VisitAnswer => {
    const found = checked(sent, clock.now());
    const offset = found ? clock.utcOffset(found.start) : 0;
    const span = found && visitSpan(found, install, { offset, judge: (where) => store.judge(where) });
    if (typeof span === 'object') spans.push(span);
    const status = span === undefined ? 'invalid' : span === 'excluded' ? span : 'recorded';
    log.seen(token?.name ?? '', 'companion', { at: clock.now(), ...(status !== 'recorded' && { ignored: status }) });
    return { id: sent.id, status };
  });
  if (spans.length > 0) await store.record(spans);
  return { status: 200, body: { answers } };
}

/** A visit of a time that can be true. */
function checked(sent: unknown, now: number): Visit | undefined {
  const { data } = visit.safeParse(sent);
  if (!data || data.end < data.start || data.end - data.start > dayMs || data.end > now + aheadMs) return undefined;
  const { path, isChosen = false, isUnclear = false, isPastime = false, ...rest } = data;
  return { ...rest, ...(path !== undefined && { path }), isChosen, isUnclear, isPastime };
}

/** Creates a user rule from a choice in the browser. The operation validates it. */
async function choose({ body }: HubRequest, { store }: Parts): Promise<HubAnswer> {
  const { host, category } = parsed(categoryBody, await body());
  await store.operate({ operation: 'categories.setSite', params: { domain: host, category }, names: true });
  return { status: 200, body: {} };
}

async function state({ store }: Parts): Promise<HubAnswer> {
  const names = new Set((await store.describe()).map(({ name }) => name));
  const ask = async <T>(operation: string, schema: z.ZodType<T>): Promise<T | undefined> =>
    names.has(operation) ? schema.parse(await store.operate({ operation, params: {}, names: true })) : undefined;
  const { phase, until } = (await ask('focus.state', focus)) ?? { phase: 'none' };
  const list = await ask('categories.list', categoryList);
  const rules = list?.rules.flatMap(({ id, category, domain, ...more }) =>
    domain !== undefined && Object.keys(more).length === 0 ? [{ id, category, domain }] : [],
  );
  const body: CompanionState = {
    ...(list && rules && { categories: { categories: list.categories, rules } }),
    todayMinutes: (await ask('today.get', today))?.minutes ?? 0,
    focus: { phase, ...(until !== undefined && { until }) },
  };
  return { status: 200, body };
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0] ?? { path: [], message: '' };
  throw new HttpProblem(422, `${path.join('.') || 'The body'}: ${message}`);
}
