import { boundedBody } from '../../core/base/boundedBody.ts';
import { fetchPinned } from '../../core/base/redirects.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import { isBoolean, number, shape, text } from '../../core/base/checks.ts';
import { ownValue } from '../../core/base/ownValue.ts';

/** Slack's Web API. */
const usualApi = 'https://slack.com/api';
/** A call that takes longer (ms) is given up. */
const timeoutMs = 10_000;
/** Bytes of an answer; a profile has a few thousand. */
const bytesAtMost = 1_000_000;

/** The status of a person, as their profile has it. */
export interface SlackStatus {
  readonly text: string;
  /** Such as `:dart:`; empty for none. */
  readonly emoji: string;
  /** Time at which Slack clears it, in seconds since the epoch; 0 for never. */
  readonly expiration: number;
}

/** Reason of a failure: the token is refused, it lacks a permission, Slack asks to wait, another answer, or none. */
export type SlackProblem = 'signed-out' | 'scope' | 'busy' | 'refused' | 'unreachable';

/** A call of Slack that failed. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly problem: SlackProblem;

  constructor(problem: SlackProblem) {
    super(`Slack: ${problem}`);
    this.problem = problem;
  }
}

/** Slack's words for a token that isn't valid, no longer, or not enough. */
const problems: Readonly<Record<string, SlackProblem>> = {
  invalid_auth: 'signed-out',
  not_authed: 'signed-out',
  token_revoked: 'signed-out',
  token_expired: 'signed-out',
  account_inactive: 'signed-out',
  missing_scope: 'scope',
  not_allowed_token_type: 'scope',
  ratelimited: 'busy',
};

const isAnswer = shape<{ readonly ok: boolean }, { error: string; profile: unknown }>(
  { ok: isBoolean },
  { error: text(0, 200), profile: (value): value is unknown => value !== undefined },
);
const isProfile = shape<{ readonly status_text: string; readonly status_emoji: string }, { status_expiration: number }>(
  { status_text: text(0, 10_000), status_emoji: text(0, 10_000) },
  { status_expiration: number(0, Number.MAX_SAFE_INTEGER) },
);

/** Ways to reach Slack; tests call another address. */
export interface SlackAccess {
  readonly token: string;
  readonly api?: string;
  readonly timeoutMs?: number;
}

/** Reads the present status (`users.profile.get`). @throws SlackError */
export async function readSlackStatus(access: SlackAccess): Promise<SlackStatus> {
  return statusIn(await call(access, 'users.profile.get'));
}

/** Sets the status (`users.profile.set`). @returns it as Slack keeps it, which may be shortened @throws SlackError */
export async function writeSlackStatus(access: SlackAccess, status: SlackStatus): Promise<SlackStatus> {
  const { text: statusText, emoji, expiration } = status;
  const profile = { status_text: statusText, status_emoji: emoji, status_expiration: expiration };
  return statusIn(await call(access, 'users.profile.set', { profile }));
}

function statusIn(profile: unknown): SlackStatus {
  if (!isProfile(profile)) throw new SlackError('refused');
  const { status_text: statusText, status_emoji: emoji, status_expiration: expiration = 0 } = profile;
  return { text: statusText, emoji, expiration };
}

/** @returns the profile in the answer */
async function call(access: SlackAccess, method: string, body?: object): Promise<unknown> {
  const init = {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${access.token}`,
      ...(body && { 'content-type': 'application/json; charset=utf-8' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    // Over the whole exchange, body included.
    signal: AbortSignal.timeout(access.timeoutMs ?? timeoutMs),
  };
  const { status, answer } = await exchange(`${access.api ?? usualApi}/${method}`, init);
  if (status === 429) throw new SlackError('busy');
  if (!isAnswer(answer)) throw new SlackError('refused');
  if (!answer.ok) throw new SlackError(ownValue(problems, answer.error ?? '') ?? 'refused');
  return answer.profile;
}

async function exchange(
  url: string,
  init: RequestInit,
): Promise<{ readonly status: number; readonly answer: unknown }> {
  try {
    const reply = await fetchPinned(fetch, url, init);
    const body = new TextDecoder().decode(await boundedBody(reply, bytesAtMost));
    return { status: reply.status, answer: jsonOf(body) };
  } catch {
    throw new SlackError('unreachable');
  }
}
