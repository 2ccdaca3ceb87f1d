import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { deliver, HubError, pair, readCompanionState, sendCategory } from '../../../browser/src/hubClient.ts';
import { createClaude } from '../../../src/ai/claude/claude.ts';
import { AppError } from '../../../src/core/base/appError.ts';
import { SyncServerError } from '../../../src/core/sync/syncServer.ts';
import { proofText } from '../../../src/core/views/companion.ts';
import { BackendClient, BackendError } from '../../../src/integrations/backend/backendClient.ts';
import { streamEvents } from '../../../src/integrations/backend/eventStream.ts';
import { SyncClient } from '../../../src/integrations/backend/syncClient.ts';
import { findCalendars, readCalDav } from '../../../src/integrations/calendar/calDav.ts';
import { CalendarError } from '../../../src/integrations/calendar/calendarHttp.ts';
import { downloadFeed } from '../../../src/integrations/calendar/icsFeed.ts';
import { findPull, writePullBody } from '../../../src/integrations/github/pullBody.ts';
import { FocusStatus } from '../../../src/integrations/slack/focusStatus.ts';
import { SlackError } from '../../../src/integrations/slack/slackStatus.ts';

const id = '0192f3a0-1111-7222-8333-444455556666';
const origin = 'https://service.test';
const { signal } = new AbortController();
const json = (value: unknown): string => JSON.stringify(value);

/** One thing that a client asks. */
export interface Call {
  readonly run: () => Promise<unknown>;
  /** As the service answers it. */
  readonly usual: readonly string[];
}

export interface Client {
  /** The file that sends. */
  readonly file: string;
  readonly calls: Readonly<Record<string, Call>>;
  /** True for an error by which the client tells that it can't use an answer. */
  readonly isTold: (error: unknown) => boolean;
  readonly first?: (url: string, init: RequestInit) => string | undefined;
  readonly limits?: { readonly text: number; readonly list: number };
}

const backend = new BackendClient(origin);
const noWait = async (): Promise<void> => undefined;
const code = {
  deviceCode: 'd',
  userCode: 'ABCD-EFGH',
  page: `${origin}/device`,
  intervalMs: 5000,
  expiresInMs: 900_000,
};
const device = { device_code: 'd', user_code: 'ABCD-EFGH', verification_uri_complete: `${origin}/device?c=1` };
const places = json({ data: { organizations: [{ id, name: 'Ada', role: 'owner', isPersonal: true }] } });
const batch = { source: id, revision: 1, level: 'totals', days: [] } as never;

/** Throws for a word that can't be in a header, or in a line of a log. */
function usable<T extends object>(words: T): T {
  for (const word of Object.values(words)) new Headers({ 'x-word': String(word) });
  return words;
}

const backendCalls: Client['calls'] = {
  requestCode: {
    run: () => backend.requestCode(),
    usual: [json({ ...device, expires_in: 900, interval: 5 })],
  },
  awaitTokens: {
    run: async () => usable(await backend.awaitTokens(code, noWait, signal)),
    usual: [json({ access_token: 'a', refresh_token: 'r' }), json({ error: 'authorization_pending' })],
  },
  refresh: {
    run: async () => usable(await backend.refresh('r')),
    usual: [json({ data: { accessToken: 'a', refreshToken: 'r' } })],
  },
  share: {
    run: async () => usable(await backend.share(batch, { key: 'k', token: 't' })),
    usual: [json({ data: { id, days: 3, items: 9 } })],
  },
  takeBack: { run: () => backend.takeBack(id, 't'), usual: [places, json({ data: { days: 1, activities: 2 } })] },
  places: { run: () => backend.places('t'), usual: [places] },
  organizations: { run: () => backend.organizations('t'), usual: [places] },
  signOut: { run: () => backend.signOut('t'), usual: [''] },
};

const pushed = {
  event: 'push',
  repo: 'acme/shop',
  isPrivate: true,
  defaultBranch: 'main',
  at: Date.UTC(2026, 10, 20),
  people: ['ada'],
  nodes: [],
  branch: 'main',
};
const frame = `event: github\nid: 7\ndata: ${json(pushed)}\n\n`;

async function followed(): Promise<unknown> {
  const items = [];
  const options = { origin, token: 't', organization: id, after: 3, signal };
  for await (const item of streamEvents(options)) items.push(item);
  return items;
}

const sync = new SyncClient(origin, 't');
const syncDevice = { id, name: 'laptop', status: 'active', publicKey: 'AAAA', envelope: null, nextSequence: 3 };
const syncCalls: Client['calls'] = {
  devices: { run: () => sync.devices(), usual: [json({ data: [syncDevice] })] },
  join: { run: () => sync.join('x', Buffer.alloc(3)), usual: [json({ data: { id, status: 'pending' } })] },
  segments: {
    run: () => sync.segments(0, 500),
    usual: [json({ data: [{ position: 1, sequence: 1, deviceId: id, bytes: 90 }] })],
  },
  contents: { run: () => sync.contents(0), usual: [json({ data: [{ position: 1, body: 'AAAA' }] })] },
  read: { run: () => sync.read(1), usual: ['sealed'] },
  recovery: { run: () => sync.recovery(), usual: [json({ data: { generation: 1, envelope: 'AAAA' } })] },
  append: { run: () => sync.append(id, 1, Buffer.alloc(3)), usual: ['{}'] },
};

const ics = 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261110T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
const account = { url: `${origin}/dav/`, user: 'ada', password: 'p' };
const response = (href: string, props: string): string =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop></d:propstat></d:response>`;
const multistatus = (...parts: readonly string[]): string =>
  `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${parts.join('')}</d:multistatus>`;
const tag = multistatus(response('/dav/', '<s:getctag>7</s:getctag>'));
const events = multistatus(response('/dav/1.ics', `<c:calendar-data>${ics}</c:calendar-data>`));
const range = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 11, 1) };
const calendarCalls: Client['calls'] = {
  feed: { run: () => downloadFeed(`${origin}/basic.ics`, { signal }), usual: [ics] },
  events: {
    run: async () => {
      const answer = await readCalDav({ url: account.url, account, range }, { signal });
      if (answer.changed) assert.ok((answer.etag?.length ?? 0) <= 1000, 'the tag is kept');
      return answer;
    },
    usual: [tag, events],
  },
};
const home = '<c:calendar-home-set><d:href>/dav/ada/</d:href></c:calendar-home-set>';
const listed = '<d:resourcetype><c:calendar/></d:resourcetype><d:displayname>W</d:displayname>';
const findCalls: Client['calls'] = {
  find: {
    run: () => findCalendars(account, { signal }),
    usual: [multistatus(response('/dav/', home)), multistatus(response('/dav/ada/w/', listed))],
  },
};

const profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };

/** Sets the status and takes it back, each with its own answers, and returns what was kept in between. */
async function slackSession(): Promise<unknown> {
  const kept = new Map([['slack.token', 'xoxp-1']]);
  const secrets = {
    get: async (key: string) => kept.get(key),
    store: async (key: string, value: string) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
  };
  const status = () => new FocusStatus({ secrets, now: () => range.from, api: `${origin}/api` });
  await status().set({ text: 'Focusing', emoji: ':dart:' }, range.from + 60_000);
  const before = JSON.parse(kept.get('slack.changed') ?? 'null') as unknown;
  assert.ok(await status().restore(), 'what was kept can’t be read again');
  return before;
}

const claude = createClaude({ apiKey: 'k', baseUrl: origin, timeoutMs: 5000, retries: 0 });
const usage = { input_tokens: 1200, output_tokens: 300 };
const message = {
  id: 'm',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-5-5',
  stop_reason: 'end_turn',
  usage,
};
const question = {
  model: 'claude-sonnet-5-5',
  max_tokens: 8000,
  system: 's',
  messages: [{ role: 'user' as const, content: 'c' }],
  output_config: { format: { type: 'json_schema' as const, schema: {} } },
};
const claudeCalls: Client['calls'] = {
  send: {
    run: () => claude.send(question, signal),
    usual: [json({ ...message, content: [{ type: 'text', text: '{}' }] })],
  },
  models: {
    run: () => claude.models(signal),
    usual: [
      json({ data: [{ id: 'claude-sonnet-5-5', display_name: 'Sonnet', retires_at: '2027-01-01' }], has_more: false }),
    ],
  },
};

const pull = { number: 5, title: 'Add', body: 'b', html_url: `${origin}/acme/shop/pull/5` };
const access = { baseUrl: origin, token: 't', signal, t: (text: string) => text } as never;
const found = { repo: 'acme/shop', number: 5, title: 'Add', body: 'b', url: pull.html_url };
const pullCalls: Client['calls'] = {
  find: {
    run: () => findPull(access, 'acme/shop', 'main'),
    usual: [json([pull]), '[]', json({ parent: { full_name: 'acme/base' } })],
  },
  write: { run: () => writePullBody(access, found, 'new'), usual: [json(pull)] },
};

const hub = { url: 'http://127.0.0.1:38417', token: 'secret' };
const hash = createHash('sha256').update(hub.token).digest();
const state = { todayMinutes: 5, focus: { phase: 'none' } };
const visit = { id: 'v', start: 1, end: 2, host: 'example.com', kind: 'browsing' as const };
const hubCalls: Client['calls'] = {
  pair: { run: () => pair('123456', 'x'), usual: [json({ token: 'secret' })] },
  deliver: {
    run: () => deliver(hub, 'i', [visit] as never),
    usual: [json({ answers: [{ id: 'v', status: 'recorded' }] })],
  },
  state: { run: () => readCompanionState(hub), usual: [json(state)] },
  category: { run: () => sendCategory(hub, 'example.com', 'learning'), usual: ['{}'] },
};

/** The hub proves that it knows the token: what it answers then is what may be damaged. */
function proofFor(url: string, { body }: RequestInit): string | undefined {
  if (!url.endsWith('/proof')) return undefined;
  const { nonce } = JSON.parse(body as string) as { nonce: string };
  return json({ proof: createHmac('sha256', hash).update(proofText(nonce, 38_417)).digest('hex') });
}

const isAny =
  (...types: (new (...args: never[]) => Error)[]) =>
  (error: unknown): boolean =>
    types.some((type) => error instanceof type);

/** Each client of a service, with everything that it asks. */
export const clients: readonly Client[] = [
  { file: 'src/integrations/backend/backendClient.ts', calls: backendCalls, isTold: isAny(BackendError) },
  {
    file: 'src/integrations/backend/eventStream.ts',
    calls: { events: { run: followed, usual: [frame] } },
    isTold: isAny(BackendError),
  },
  { file: 'src/integrations/backend/syncClient.ts', calls: syncCalls, isTold: isAny(SyncServerError) },
  {
    file: 'src/integrations/calendar/calendarHttp.ts',
    calls: calendarCalls,
    isTold: isAny(CalendarError),
    limits: { text: 20 * 1024 * 1024, list: 2000 },
  },
  {
    file: 'src/integrations/calendar/calendarHttp.ts',
    calls: findCalls,
    isTold: isAny(CalendarError),
    limits: { text: 2000, list: 200 },
  },
  {
    file: 'src/integrations/slack/slackStatus.ts',
    calls: {
      session: {
        run: slackSession,
        usual: [json({ ok: true, profile }), json({ ok: false, error: 'ratelimited' })],
      },
    },
    isTold: isAny(SlackError),
    limits: { text: 10_000, list: 10 },
  },
  { file: 'src/ai/claude/boundedFetch.ts', calls: claudeCalls, isTold: () => false },
  { file: 'src/integrations/github/pullBody.ts', calls: pullCalls, isTold: isAny(AppError) },
  { file: 'browser/src/hubClient.ts', calls: hubCalls, isTold: isAny(HubError), first: proofFor },
];

/** Files that send and have their tests elsewhere. */
export const others: Readonly<Record<string, string>> = {
  'src/integrations/github/client.ts': 'test/unit/integrations/github/damagedAnswers.test.ts',
  // Only the status of a webhook's answer is read.
  'src/integrations/webhooks/send.ts': 'test/unit/integrations/webhooks/webhooks.test.ts',
  // The text of a model, and what comes of it.
  'src/extension/ai/editorProvider.ts': 'test/unit/ai/streamedAnswer.test.ts',
};
