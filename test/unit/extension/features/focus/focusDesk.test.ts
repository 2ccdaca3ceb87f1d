import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { translator } from '../../../../../src/core/base/translate.ts';
import { minuteMs } from '../../../../../src/core/time/days.ts';
import type { Services } from '../../../../../src/extension/services.ts';
import type { FocusPhase } from '../../../../../src/habits/focus/foldSessions.ts';
import { slackTokenKey } from '../../../../../src/integrations/slack/focusStatus.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { FakeSlack } from '../../../../fakes/slack/fakeSlack.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const { FocusDesk, setSlackStatus } = await withFakeVscode(
  async () => ({
    ...(await import('../../../../../src/extension/features/focus/focusDesk.ts')),
    ...(await import('../../../../../src/extension/features/focus/slackFocus.ts')),
  }),
  new URL('../../../../fakes/window/vscode.ts', import.meta.url).href,
);

describe('the Slack status of a window that is gone', () => {
  const usual = globalThis.fetch;
  let clock: FakeClock;
  let slack: FakeSlack;
  let folder: string;
  let phase: FocusPhase;
  /** State that all windows share. */
  let state: Map<string, unknown>;
  let secrets: Map<string, string>;

  beforeEach(async () => {
    [clock, slack, state] = [new FakeClock(), new FakeSlack(), new Map([['daymark.slack', 'on']])];
    secrets = new Map([[slackTokenKey, slack.token]]);
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-focus-'));
    const api = await slack.listen();
    globalThis.fetch = ((url: string, init: RequestInit) =>
      usual(url.replace('https://slack.com/api', api), init)) as typeof fetch;
    slack.profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };
    phase = {
      phase: 'focus',
      session: { id: 'session', start: clock.now(), title: 'Login' },
      until: clock.now() + 25 * minuteMs,
    } as unknown as FocusPhase;
    await setSlackStatus(window(secrets), phase.phase === 'focus' ? phase.until : 0);
    assert.equal(slack.profile.status_text, 'Focusing');
  });
  afterEach(async () => {
    globalThis.fetch = usual;
    rmSync(folder, { recursive: true, force: true });
    await slack.close();
  });

  /** A window with the secrets that it sees. */
  const window = (seen: Map<string, string>) =>
    ({
      clock,
      t: translator(),
      log: { warn: (text: string) => assert.fail(text) },
      quiet: { set: () => undefined },
      settings: { get: () => false },
      read: async () => phase,
      context: {
        globalStorageUri: { fsPath: folder },
        workspaceState: { get: () => undefined },
        globalState: {
          get: (key: string) => state.get(key),
          update: async (key: string, value: unknown) => void state.set(key, value),
        },
        secrets: {
          get: async (key: string) => seen.get(key),
          store: async (key: string, value: string) => void seen.set(key, value),
          delete: async (key: string) => void seen.delete(key),
        },
      },
    }) as unknown as Services;

  /** The session ends in front of an open window, and its own window doesn't restore anything. */
  const endBefore = async (seen: Map<string, string>) => {
    const desk = new FocusDesk(window(seen), false);
    await desk.refresh();
    phase = { phase: 'none' };
    await desk.refresh();
    assert.equal(slack.profile.status_text, 'Focusing', 'the window that started the session comes first');
    clock.advance(5001);
    return desk;
  };
  const until = async (check: () => boolean) => {
    while (!check()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('is restored by another one after a while', async () => {
    const desk = await endBefore(secrets);
    await until(() => state.get('daymark.slack') === 'on');
    assert.equal(slack.profile.status_text, 'In Berlin');
    desk.dispose();
  });

  it('is left to the next start by one that does not see what is to be restored', async () => {
    let looks = 0;
    const blind = new Map<string, string>();
    blind.get = () => void looks++;
    const desk = await endBefore(blind);
    await until(() => looks > 0);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(state.get('daymark.slack'), 'changed');
    desk.dispose();
    const next = new FocusDesk(window(secrets), true);
    await next.refresh();
    await until(() => state.get('daymark.slack') === 'on');
    assert.equal(slack.profile.status_text, 'In Berlin');
    next.dispose();
  });
});
