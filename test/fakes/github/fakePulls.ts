import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A pull request of the fake, as GitHub's REST interface has it, and the branch that it is of. */
export interface FakePull {
  readonly repo: string;
  readonly head: string;
  readonly number: number;
  readonly title: string;
  body: string | null;
  readonly state: 'open' | 'closed';
}

/** The pull requests of GitHub's REST interface on 127.0.0.1: lists by branch, reads, and changes bodies. */
export interface FakePulls {
  readonly url: string;
  readonly pulls: FakePull[];
  /** The repository that each fork was made from. */
  readonly parents: Map<string, string>;
  /** Method and path of each request. */
  readonly requests: string[];
  /** Answers the next request with this status, or redirects it to an address. */
  next: number | string | undefined;
  close(): Promise<void>;
}

export async function startFakePulls(token: string): Promise<FakePulls> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakePulls = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pulls: [],
    parents: new Map(),
    requests: [],
    next: undefined,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
  server.on('request', (request, response) => void answer(fake, token, { request, response }));
  return fake;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer(fake: FakePulls, token: string, { request, response }: Exchange): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  fake.requests.push(`${request.method} ${request.url}`);
  const { next } = fake;
  fake.next = undefined;
  if (typeof next === 'string') return void response.writeHead(307, { location: next }).end();
  const isKnown = request.headers.authorization === `Bearer ${token}`;
  const status = next ?? (isKnown ? 200 : 401);
  const found = status === 200 ? answerOf(fake, request, body) : undefined;
  const message = { 401: 'Bad credentials', 200: 'Not Found' }[status] ?? 'Refused';
  const refusal = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) };
  response.writeHead(found === undefined && status === 200 ? 404 : status, {
    'content-type': 'application/json; charset=utf-8',
  });
  response.end(JSON.stringify(found ?? refusal));
}

function answerOf({ pulls, parents }: FakePulls, request: IncomingMessage, body: string): unknown {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
  const [, repo = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(pathname) ?? [];
  const shown = ({ number, title, body: text }: FakePull) => ({
    number,
    title,
    body: text,
    html_url: `https://github.com/${repo}/pull/${number}`,
  });
  const own = pulls.filter((pull) => pull.repo === repo);
  if (rest === '/pulls')
    return own
      .filter((one) => one.state === searchParams.get('state') && one.head === searchParams.get('head'))
      .map(shown);
  const pull = own.find(({ number }) => rest === `/pulls/${number}`);
  if (pull && request.method === 'PATCH') pull.body = (JSON.parse(body) as { body: string }).body;
  if (pull) return shown(pull);
  const parent = parents.get(repo);
  return rest === '' ? { full_name: repo, ...(parent !== undefined && { parent: { full_name: parent } }) } : undefined;
}
