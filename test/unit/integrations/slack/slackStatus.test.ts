import assert from 'node:assert/strict';
import { FocusStatus, slackTokenKey } from '../../../../src/integrations/slack/focusStatus.ts';
import {
  readSlackStatus,
  SlackError,
  writeSlackStatus,
  type SlackProblem,
} from '../../../../src/integrations/slack/slackStatus.ts';
import { jsonAnswer, ScriptedFetch } from '../../../fakes/http/scriptedFetch.ts';

const access = { token: 'xoxp-1' };
const profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 5 };

describe('a call of Slack', () => {
  let server: ScriptedFetch;
  beforeEach(() => (server = new ScriptedFetch()));
  afterEach(() => server.restore());

  const fails = (call: Promise<unknown>, problem: SlackProblem) =>
    assert.rejects(call, (error) => {
      assert.ok(error instanceof SlackError);
      assert.deepEqual([error.problem, error.message], [problem, `Slack: ${problem}`]);
      return true;
    });
  const answered = (change: object) => {
    server.answers(jsonAnswer({ ok: true, profile: { ...profile, ...change } }));
    return readSlackStatus(access);
  };
  const sent = () => server.sent.at(-1) ?? assert.fail('nothing was sent');

  it('reads the status, which lasts until it is changed where nothing else is said', async () => {
    assert.deepEqual(await answered({}), { text: 'In Berlin', emoji: ':de:', expiration: 5 });
    const { method, url, headers, body } = sent();
    assert.deepEqual([method, url.href, body.length], ['GET', 'https://slack.com/api/users.profile.get', 0]);
    assert.deepEqual([headers.get('authorization'), headers.get('content-type')], ['Bearer xoxp-1', null]);
    assert.deepEqual(server.limits, [10_000]);
    assert.equal((await answered({ status_expiration: undefined })).expiration, 0);
  });

  it('sets the status, and returns it as Slack keeps it', async () => {
    server.answers(jsonAnswer({ ok: true, profile: { ...profile, status_text: 'Focus' } }));
    const kept = await writeSlackStatus(
      { ...access, timeoutMs: 70 },
      { text: 'Focusing', emoji: ':dart:', expiration: 9 },
    );
    assert.deepEqual(kept, { text: 'Focus', emoji: ':de:', expiration: 5 });
    const { method, url, headers, body } = sent();
    assert.deepEqual([method, url.pathname], ['POST', '/api/users.profile.set']);
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
    assert.deepEqual(JSON.parse(body.toString()), {
      profile: { status_text: 'Focusing', status_emoji: ':dart:', status_expiration: 9 },
    });
    assert.deepEqual(server.limits, [70]);
  });

  it('takes a profile at its bounds, and none beyond them', async () => {
    const long = 'x'.repeat(10_000);
    assert.equal((await answered({ status_text: long, status_emoji: long })).text.length, 10_000);
    assert.equal((await answered({ status_expiration: 0 })).expiration, 0);
    assert.equal((await answered({ status_expiration: 2 ** 53 - 1 })).expiration, 2 ** 53 - 1);
    for (const change of [
      { status_text: `${long}x` },
      { status_emoji: `${long}x` },
      { status_text: undefined },
      { status_emoji: 7 },
      { status_expiration: -1 },
      { status_expiration: 2 ** 53 },
      { status_expiration: null },
    ])
      await fails(answered(change), 'refused');
  });

  it('says what is wrong', async () => {
    for (const [error, problem] of [
      ['invalid_auth', 'signed-out'],
      ['not_authed', 'signed-out'],
      ['token_revoked', 'signed-out'],
      ['token_expired', 'signed-out'],
      ['account_inactive', 'signed-out'],
      ['missing_scope', 'scope'],
      ['not_allowed_token_type', 'scope'],
      ['ratelimited', 'busy'],
      ['fatal_error', 'refused'],
      ['constructor', 'refused'],
      [undefined, 'refused'],
      [7, 'refused'],
    ] as const) {
      server.answers(jsonAnswer({ ok: false, error, profile }));
      await fails(readSlackStatus(access), problem);
    }
    server.answers(
      new Response('no JSON', { status: 429 }),
      new Response('no JSON'),
      jsonAnswer({ profile }),
      new TypeError('x'),
    );
    for (const problem of ['busy', 'refused', 'refused', 'unreachable'] as const)
      await fails(readSlackStatus(access), problem);
  });

  it('reads a million bytes, and not one more', async () => {
    const text = JSON.stringify({ ok: true, profile });
    server.answers(new Response(text.padEnd(1_000_000)), new Response(text.padEnd(1_000_001)));
    assert.equal((await readSlackStatus(access)).text, 'In Berlin');
    await fails(readSlackStatus(access), 'unreachable');
  });

  describe('at the end of a focus session', () => {
    const secretsWith = (changed: unknown) => {
      const kept = new Map([
        [slackTokenKey, 'xoxp-1'],
        ['slack.changed', JSON.stringify(changed)],
      ]);
      const secrets = {
        get: async (key: string) => kept.get(key),
        store: async (key: string, value: string) => void kept.set(key, value),
        delete: async (key: string) => void kept.delete(key),
      };
      return { kept, secrets };
    };
    /** Returns the status that is written back, or undefined; `now` in seconds. */
    const restored = async (changed: unknown, present: object, now: number) => {
      const { kept, secrets } = secretsWith(changed);
      server.sent.splice(0);
      server.answers(jsonAnswer({ ok: true, profile: present }), jsonAnswer({ ok: true, profile }));
      const isRestored = await new FocusStatus({ secrets, now: () => now * 1000 }).restore();
      const written = server.sent.find(({ method }) => method === 'POST')?.body.toString();
      return { isRestored, isKept: kept.has('slack.changed'), written: written && (JSON.parse(written) as object) };
    };
    const before = { text: 'In Berlin', emoji: ':de:', expiration: 200 };
    const ours = { text: 'Focusing', emoji: ':dart:', expiration: 100 };
    const cleared = { status_text: '', status_emoji: '', status_expiration: 0 };
    const back = { profile: { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 200 } };

    it('the status from before comes back, until it would have ended', async () => {
      const present = { status_text: 'Focusing', status_emoji: ':other_name:', status_expiration: 1 };
      assert.deepEqual(await restored({ before, ours }, present, 50), {
        isRestored: true,
        isKept: false,
        written: back,
      });
      assert.deepEqual((await restored({ before, ours }, present, 199.999)).written, back);
      assert.deepEqual((await restored({ before, ours }, present, 200)).written, { profile: cleared });
      const lasting = { ...before, expiration: 0 };
      assert.deepEqual((await restored({ before: lasting, ours }, present, 999)).written, {
        profile: { ...back.profile, status_expiration: 0 },
      });
    });

    it('an empty one is ours from when Slack clears it, and the person’s before', async () => {
      assert.deepEqual((await restored({ before, ours }, cleared, 100)).written, back);
      assert.equal((await restored({ before, ours }, cleared, 99.999)).written, undefined);
      assert.equal((await restored({ before, ours }, { ...cleared, status_emoji: ':x:' }, 100)).written, undefined);
      const another = await restored({ before, ours }, { ...cleared, status_text: 'Lunch' }, 100);
      assert.deepEqual(another, { isRestored: true, isKept: false, written: undefined });
    });

    it('what was not kept by us is none', async () => {
      const long = 'x'.repeat(10_000);
      assert.equal(
        (await restored({ before: { ...before, text: long, emoji: long, expiration: 0 }, ours }, cleared, 100))
          .isRestored,
        true,
      );
      for (const changed of [
        {},
        { before },
        { before: { ...before, text: `${long}x` }, ours },
        { before: { ...before, emoji: `${long}x` }, ours },
        { before: { ...before, expiration: -1 }, ours },
        { before, ours: { ...ours, text: 7 } },
      ]) {
        const { isRestored } = await restored(changed, cleared, 100);
        assert.deepEqual([isRestored, server.sent.length], [false, 0]);
      }
    });

    it('a status is set until its end, in whole seconds, not before it', async () => {
      const { kept, secrets } = secretsWith(null);
      server.answers(
        jsonAnswer({ ok: true, profile }),
        jsonAnswer({ ok: true, profile: { ...profile, status_text: 'Focus' } }),
      );
      await new FocusStatus({ secrets, now: () => 0 }).set({ text: 'Focusing', emoji: ':dart:' }, 99_001);
      assert.match(sent().body.toString(), /"status_expiration":100\b/);
      assert.deepEqual(JSON.parse(kept.get('slack.changed') ?? ''), {
        before: { text: 'In Berlin', emoji: ':de:', expiration: 5 },
        ours: { text: 'Focus', emoji: ':de:', expiration: 5 },
      });
    });
  });
});
