import * as z from 'zod';
import { AppError } from '../../core/base/appError.ts';
import { boundedBody } from '../../core/base/boundedBody.ts';
import { fetchPinned } from '../../core/base/redirects.ts';
import { hookRepo } from '../../core/github/hookEvent.ts';
import type { Translate } from '../../core/base/translate.ts';

/** Address of GitHub's REST interface, and the user agent. */
export interface PullAccess {
  readonly baseUrl: string;
  readonly token: string;
  readonly signal: AbortSignal;
  readonly t: Translate;
}

const pullSchema = z.object({
  number: z.int().min(1),
  title: z.string().max(1000),
  /** Null for an empty one. */
  body: z.string().max(1_000_000).nullable(),
  html_url: z.url({ protocol: /^https?$/ }).max(1000),
});
const pullsSchema = z.array(pullSchema).max(1);

/** An open pull request. */
export interface OpenPull {
  /** `owner/name` of the repository that it is in. */
  readonly repo: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

const apiVersion = '2022-11-28';
/** Bytes of an answer; the text of a pull request has at most 65,536 characters. */
const bytesAtMost = 4 * 1024 * 1024;
/** Milliseconds that a request may take. */
const timeoutMs = 30_000;
/** GitHub refuses a longer body, in characters. */
export const pullBodyAtMost = 65_536;

const repoSchema = z.object({ parent: z.object({ full_name: hookRepo }).optional() });

/**
 * Finds the open pull request of a branch, in the repository or in the one it was forked from; undefined when there is none.
 * @param repo `owner/name` of the remote
 * @throws AppError `not-allowed` when GitHub refuses, `internal` when it can't be reached, or answers in another form than it documents
 */
export async function findPull(access: PullAccess, repo: string, branch: string): Promise<OpenPull | undefined> {
  const owner = repo.split('/')[0] ?? '';
  const own = await pullIn(access, repo, `${owner}:${branch}`);
  if (own) return own;
  const { parent } = read(repoSchema, await ask(access, `/repos/${repo}`), access);
  return parent && pullIn(access, parent.full_name, `${owner}:${branch}`);
}

async function pullIn(access: PullAccess, repo: string, head: string): Promise<OpenPull | undefined> {
  const query = new URLSearchParams({ state: 'open', head, per_page: '1' });
  const found = read(pullsSchema, await ask(access, `/repos/${repo}/pulls?${query.toString()}`), access);
  return found[0] && pullOf(repo, found[0]);
}

function pullOf(repo: string, { number, title, body, html_url: url }: z.output<typeof pullSchema>): OpenPull {
  return { repo, number, title, body: body ?? '', url };
}

/**
 * Gives a pull request another body, unless somebody changed it since it was found.
 * @throws AppError `not-allowed` when it was changed or GitHub refuses, `internal`, `invalid-input` for a body that is too long
 */
export async function writePullBody(access: PullAccess, pull: OpenPull, body: string): Promise<void> {
  const { t } = access;
  if (body.length > pullBodyAtMost)
    throw new AppError(
      'invalid-input',
      t('The text is too long for a pull request: {0} characters at most.', pullBodyAtMost),
    );
  const path = `/repos/${pull.repo}/pulls/${pull.number}`;
  const now = pullOf(pull.repo, read(pullSchema, await ask(access, path), access));
  if (now.body !== pull.body)
    throw new AppError(
      'not-allowed',
      t('The pull request was changed in the meantime. Nothing was written. Try again.'),
    );
  await ask(access, path, { body });
}

function read<T>(schema: z.ZodType<T>, answer: unknown, { t }: PullAccess): T {
  const { data, success } = schema.safeParse(answer);
  if (!success)
    throw new AppError('internal', t("GitHub's answer can't be read. Nothing was written. Try again later."));
  return data;
}

/** Reads, or changes what has the path when there is a body. */
async function ask({ baseUrl, token, signal, t }: PullAccess, path: string, body?: object): Promise<unknown> {
  const method = body ? 'PATCH' : 'GET';
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'user-agent': 'daymark',
    'x-github-api-version': apiVersion,
    ...(body && { 'content-type': 'application/json' }),
  };
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const init = { method, headers, signal: limited, ...(body && { body: JSON.stringify(body) }) };
  const send = async (url: string, options: typeof init & { redirect: 'manual' }): Promise<Response> =>
    fetch(url, options);
  try {
    const response = await fetchPinned(send, `${baseUrl}${path}`, init);
    if (response.ok) return JSON.parse(new TextDecoder().decode(await boundedBody(response, bytesAtMost))) as unknown;
    await response.body?.cancel();
    throw new AppError('not-allowed', refusal(response.status, t));
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (signal.aborted) throw new AppError('cancelled', t('Canceled.'));
    throw new AppError('internal', t("GitHub can't be reached. Check the network, and try again."), { cause: error });
  }
}

function refusal(status: number, t: Translate): string {
  if (status === 401) return t('GitHub did not accept the sign-in. Sign in again.');
  if (status === 403 || status === 404)
    return t("GitHub doesn't allow this account to change the pull request, or there is no such repository.");
  return t('GitHub refused the request (status {0}). Nothing was written.', status);
}
