import {
  companionBase,
  mostVisits,
  proofText,
  usualPort,
  type CompanionState,
  type ProofRequest,
  type VisitsBody,
} from '../../src/core/views/companion.ts';
import { isCompanionState } from './answers.ts';
import type { Connection } from './state.ts';
import type { EndedVisit } from './visits.ts';

const noHub = 'No hub answers on this machine. Turn on daymark.hub.enabled in VS Code.';
const notUnderstood = 'The hub answered in a way that this companion does not understand. Update both.';
const notThisHub = "The hub that answers isn't the one that this browser was paired with. Pair it again.";
/** The hub's time limit, in ms. */
const patienceMs = 10_000;

/** Reason why a call failed: no answer, or the hub refused the token. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly reason: 'unreachable' | 'refused';

  constructor(reason: 'unreachable' | 'refused', message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Exchanges a pairing code for a token.
 * @param text the code as VS Code shows it, with `@port` where the hub has an unusual port
 * @throws HubError with a message for the user
 */
export async function pair(text: string, name: string): Promise<Connection> {
  const [code = '', port = String(usualPort)] = text.trim().split('@');
  if (!/^\d{1,5}$/.test(port)) throw new HubError('refused', 'Enter the code as VS Code shows it.');
  const url = `http://127.0.0.1:${port}`;
  // Only this port: on another one, another user of the machine may be waiting for the code.
  const answer = await send(`${url}${companionBase}/pair`, { method: 'POST', body: JSON.stringify({ code, name }) });
  const { token, detail } = fieldsOf(await jsonIn(answer));
  if (answer.status === 201 && typeof token === 'string' && /^[!-~]{1,200}$/.test(token)) return { url, token };
  if (typeof detail === 'string') throw new HubError('refused', detail.slice(0, 500));
  throw new HubError('unreachable', noHub);
}

/**
 * Sends the oldest visits.
 * @returns ids of those that need not be sent again
 * @throws HubError
 */
export async function deliver(
  to: Connection,
  install: string,
  outbox: readonly EndedVisit[],
): Promise<ReadonlySet<string>> {
  const visits = outbox.slice(0, mostVisits).map(({ id, start, end, host, path, kind }) => {
    return { id, start, end, host, kind, ...(path !== undefined && { path }) };
  });
  const body: VisitsBody = { install, visits };
  const { answers } = fieldsOf(await ask(to, '/visits', { method: 'POST', body: JSON.stringify(body) }));
  if (!Array.isArray(answers)) throw new HubError('unreachable', notUnderstood);
  const answeredIds = new Set(answers.map((one: unknown) => fieldsOf(one)['id']));
  return new Set(visits.map(({ id }) => id).filter((id) => answeredIds.has(id)));
}

/** Returns Daymark's data about today. @throws HubError */
export async function readCompanionState(from: Connection): Promise<CompanionState> {
  const state = await ask(from, '/state', { method: 'GET' });
  if (!isCompanionState(state)) throw new HubError('unreachable', notUnderstood);
  return state;
}

/**
 * Puts a site into a category of Daymark, or with an empty one takes that back.
 * @returns false where the hub is of a version that takes none
 * @throws HubError
 */
export async function sendCategory(to: Connection, host: string, category: string): Promise<boolean> {
  const body = JSON.stringify({ host, category: category === '' ? null : category });
  const { status } = await call(to, '/category', { method: 'POST', body });
  if (status >= 500) throw new HubError('unreachable', `The hub answered ${status}.`);
  return status !== 404;
}

/** Calls the hub for an answer in JSON. */
async function ask(to: Connection, path: string, init: RequestInit): Promise<unknown> {
  const answer = await call(to, path, init);
  if (!answer.ok) throw new HubError('unreachable', `The hub answered ${answer.status}.`);
  return jsonIn(answer);
}

async function call({ url, token }: Connection, path: string, init: RequestInit): Promise<Response> {
  await expectHub(url, token);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await send(`${url}${companionBase}${path}`, { ...init, headers });
  if (answer.status === 401 || answer.status === 403)
    throw new HubError('refused', 'Daymark no longer accepts this browser. Pair it again.');
  return answer;
}

/**
 * Makes sure that the hub that gave the token answers at an address: while VS Code is closed, any program of this machine could take
 * the port, and would get the token and the visits.
 * @throws HubError
 */
async function expectHub(url: string, token: string): Promise<void> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  const mark = hexOf(await crypto.subtle.digest('SHA-256', hash)).slice(0, 16);
  const request: ProofRequest = { mark, nonce: hexOf(crypto.getRandomValues(new Uint8Array(16)).buffer) };
  const answer = await send(`${url}${companionBase}/proof`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (!answer.ok && answer.status !== 404) throw new HubError('unreachable', `The hub answered ${answer.status}.`);
  const { proof } = fieldsOf(await jsonIn(answer));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', hash, algorithm, false, ['verify']);
  const text = new TextEncoder().encode(proofText(request.nonce, Number(new URL(url).port)));
  const bytes = Uint8Array.from(String(proof).match(/[0-9a-f]{2}/g) ?? [], (digits) => Number.parseInt(digits, 16));
  if (!(await crypto.subtle.verify('HMAC', key, bytes, text)))
    throw new HubError(answer.status === 404 ? 'refused' : 'unreachable', notThisHub);
}

/** @returns undefined for what is no JSON */
async function jsonIn(answer: Response): Promise<unknown> {
  return answer.json().catch(() => undefined);
}

/** An object, or an empty one for anything else. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function hexOf(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    const options = { credentials: 'omit', redirect: 'error', cache: 'no-store' } as const;
    return await fetch(url, { ...init, ...options, signal: AbortSignal.timeout(patienceMs) });
  } catch {
    throw new HubError('unreachable', noHub);
  }
}
