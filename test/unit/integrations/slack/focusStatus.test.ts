import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { checkSlackToken, FocusStatus, slackTokenKey } from '../../../../src/integrations/slack/focusStatus.ts';
import { readSlackStatus } from '../../../../src/integrations/slack/slackStatus.ts';
import { FakeSlack } from '../../../fakes/slack/fakeSlack.ts';

const start = Date.UTC(2026, 2, 2, 9);
const minute = 60_000;
const focusing = { text: 'Focusing', emoji: ':dart:' };

describe('the Slack status during a focus session', () => {
  let slack: FakeSlack;
  let api: string;
  let kept: Map<string, string>;
  let now: number;

  beforeEach(async () => {
    slack = new FakeSlack();
    api = await slack.listen();
    kept = new Map([[slackTokenKey, slack.token]]);
    now = start;
  });
  afterEach(() => slack.close());

  const secrets = {
    get: async (key: string) => kept.get(key),
    store: async (key: string, value: string) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
  };
  /** As a window that has just started has it. */
  const status = () => new FocusStatus({ secrets, now: () => now, api, timeoutMs: 5_000 });
  const shown = () => [slack.profile.status_text, slack.profile.status_emoji, slack.profile.status_expiration];
  const set = () => status().set(focusing, start + 25 * minute);

  it('is set until the session ends, and what was there before comes back', async () => {
    slack.profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };
    assert.equal(await set(), true);
    assert.deepEqual(shown(), ['Focusing', ':dart:', (start + 25 * minute) / 1000]);
    assert.equal(await status().restore(), true);
    assert.deepEqual(shown(), ['In Berlin', ':de:', 0]);
    assert.deepEqual([...kept.keys()], [slackTokenKey]);
    assert.equal(await status().restore(), false);
  });

  it('is not read from an endless answer', async () => {
    let sent = 0;
    slack.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        while (sent < 60_000_000) {
          sent += 65_536;
          if (!response.write(' '.repeat(65_536))) return void response.once('drain', more);
        }
        response.end(JSON.stringify({ ok: true, profile: slack.profile }));
      };
      more();
    };
    await assert.rejects(readSlackStatus({ token: slack.token, api }), { problem: 'unreachable' });
    assert.ok(sent < 20_000_000, String(sent));
  });

  it('comes back after a crash, also if Slack has cleared ours by then', async () => {
    slack.profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };
    await set();
    now = start + 60 * minute;
    slack.profile = { status_text: '', status_emoji: '', status_expiration: 0 };
    await status().restore();
    assert.deepEqual(shown(), ['In Berlin', ':de:', 0]);
  });

  it('is the first one, when a session begins after a crash during another', async () => {
    slack.profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };
    await set();
    await set();
    await status().restore();
    assert.deepEqual(shown(), ['In Berlin', ':de:', 0]);
  });

  it('stays when the person has set another one, or cleared ours, since', async () => {
    slack.profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };
    for (const own of ['At lunch', '']) {
      await set();
      slack.profile = { status_text: own, status_emoji: own && ':salad:', status_expiration: 0 };
      await status().restore();
      assert.equal(shown()[0], own);
    }
  });

  it('isn’t put back when it would have ended meanwhile', async () => {
    slack.profile = { status_text: 'Away', status_emoji: ':x:', status_expiration: start / 1000 + 60 };
    await set();
    now = start + 25 * minute;
    await status().restore();
    assert.deepEqual(shown(), ['', '', 0]);
  });

  it('needs a token, and makes no call without one', async () => {
    kept.delete(slackTokenKey);
    assert.equal(await set(), false);
    assert.equal(await status().restore(), false);
    assert.deepEqual(slack.calls, []);
  });

  it('is tried again the next time when Slack can’t be reached', async () => {
    await set();
    slack.answer = (response) => void response.destroy();
    await assert.rejects(status().restore(), { problem: 'unreachable' });
    slack.answer = undefined;
    assert.equal(await status().restore(), true);
    assert.deepEqual(shown(), ['', '', 0]);
  });

  it('is kept before anything is changed, so that a crash in between loses nothing', async () => {
    slack.profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };
    let known = '';
    const stored = secrets.store;
    const crashing = {
      ...secrets,
      store: async (key: string, value: string) => {
        known = `${known}${shown()[0]} `;
        await stored(key, value);
      },
    };
    await new FocusStatus({ secrets: crashing, now: () => now, api }).set(focusing, start + minute);
    assert.equal(known, 'In Berlin Focusing ');
  });

  const says = (code: number, body: unknown) => (response: ServerResponse) =>
    void response.writeHead(code).end(typeof body === 'string' ? body : JSON.stringify(body));
  for (const [name, problem, answer] of [
    ['a token that was revoked', 'signed-out', says(200, { ok: false, error: 'token_revoked' })],
    ['a missing permission', 'scope', says(200, { ok: false, error: 'missing_scope' })],
    ['a limit', 'busy', says(429, { ok: false, error: 'ratelimited' })],
    ['a page', 'refused', says(200, '<html></html>')],
    ['an answer without a profile', 'refused', says(200, { ok: true })],
    ['an unknown error', 'refused', says(200, { ok: false, error: 'fatal_error' })],
    [
      'a redirect to another host',
      'unreachable',
      (one) => void one.writeHead(307, { location: 'https://example.com' }).end(),
    ],
  ] as readonly (readonly [string, string, (response: ServerResponse) => void])[])
    it(`says ${problem} for ${name}, and keeps no change`, async () => {
      slack.answer = answer;
      await assert.rejects(set(), { problem });
      assert.deepEqual([...kept.keys()], [slackTokenKey]);
    });

  it('gives up when Slack hangs', async () => {
    slack.answer = () => undefined;
    await assert.rejects(readSlackStatus({ token: slack.token, api, timeoutMs: 50 }), { problem: 'unreachable' });
  });

  it('is checked with a new token without being changed', async () => {
    slack.profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };
    await checkSlackToken({ token: slack.token, api });
    assert.deepEqual([slack.calls, shown()[0]], [['users.profile.get', 'users.profile.set'], 'In Berlin']);
    await assert.rejects(checkSlackToken({ token: 'xoxp-other', api }), { problem: 'signed-out' });
  });
});
