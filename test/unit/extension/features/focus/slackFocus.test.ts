import assert from 'node:assert/strict';
import { translator } from '../../../../../src/core/base/translate.ts';
import type { Services } from '../../../../../src/extension/services.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { FakeSlack } from '../../../../fakes/slack/fakeSlack.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';
import { screen } from '../../../../fakes/window/vscode.ts';

const { connectSlack, restoreSlackStatus, setSlackStatus } = await withFakeVscode(
  () => import('../../../../../src/extension/features/focus/slackFocus.ts'),
  new URL('../../../../fakes/window/vscode.ts', import.meta.url).href,
);

describe('Slack during focus sessions', () => {
  const usual = globalThis.fetch;
  const clock = new FakeClock();
  let slack: FakeSlack;
  let secrets: Map<string, string>;
  let state: Map<string, unknown>;
  let services: Services;

  beforeEach(async () => {
    Object.assign(screen, { messages: [], answer: undefined, typed: undefined });
    slack = new FakeSlack();
    const api = await slack.listen();
    globalThis.fetch = (async (url: string, init: RequestInit) => {
      assert.ok(url.startsWith('https://slack.com/api/'));
      return usual(url.replace('https://slack.com/api', api), init);
    }) as typeof fetch;
    [secrets, state] = [new Map(), new Map()];
    services = {
      clock,
      t: translator(),
      log: { warn: () => undefined },
      quiet: { show: (_: string, act: () => unknown) => act() },
      context: {
        secrets: {
          get: async (key: string) => secrets.get(key),
          store: async (key: string, value: string) => void secrets.set(key, value),
          delete: async (key: string) => void secrets.delete(key),
        },
        globalState: {
          get: (key: string) => state.get(key),
          update: async (key: string, value: unknown) =>
            void (value === undefined ? state.delete(key) : state.set(key, value)),
        },
      },
    } as unknown as Services;
  });
  afterEach(async () => {
    globalThis.fetch = usual;
    await slack.close();
  });

  const connect = async (token = slack.token) => {
    Object.assign(screen, { answer: 'Continue', typed: ` ${token} ` });
    await connectSlack(services);
  };
  const until = clock.now() + 60_000;

  it('is asked nothing before the person agreed and gave a token', async () => {
    await connectSlack(services);
    screen.answer = 'Continue';
    await connectSlack(services);
    assert.deepEqual([slack.calls, secrets.size, state.size], [[], 0, 0]);
  });

  it('is connected with a token that works, and with no other', async () => {
    await assert.rejects(connect('xoxp-other'), /refuses the token/);
    assert.deepEqual([secrets.size, state.size], [0, 0]);
    await connect();
    assert.deepEqual([...secrets.values(), ...state.values()], [slack.token, 'on']);
  });

  it('has a status during a session, which a crash does not leave behind', async () => {
    await connect();
    slack.profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };
    await setSlackStatus(services, until);
    assert.deepEqual([slack.profile.status_text, state.get('daymark.slack')], ['Focusing', 'changed']);
    await restoreSlackStatus(services, true);
    assert.deepEqual([slack.profile.status_text, state.get('daymark.slack')], ['In Berlin', 'on']);
  });

  it('says so when the token was revoked, and tries to restore again later', async () => {
    await connect();
    await setSlackStatus(services, until);
    slack.answer = (response) => void response.end(JSON.stringify({ ok: false, error: 'token_revoked' }));
    await restoreSlackStatus(services, true);
    assert.match(screen.messages.at(-1) ?? '', /refuses the token/);
    assert.equal(state.get('daymark.slack'), 'changed');
  });

  it('is disconnected with its status restored and its token forgotten', async () => {
    await connect();
    await setSlackStatus(services, until);
    screen.answer = 'Disconnect';
    await connectSlack(services);
    assert.deepEqual([slack.profile.status_text, secrets.size, state.size], ['', 0, 0]);
  });
});
