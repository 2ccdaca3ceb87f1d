import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FocusStatus, slackTokenKey } from '../../../../src/integrations/slack/focusStatus.ts';
import { FakeSlack } from '../../../fakes/slack/fakeSlack.ts';
import { fileSecrets } from '../../../fakes/slack/statusChild.ts';

const program = path.join(import.meta.dirname, '../../../fakes/slack/statusChild.ts');
const berlin = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };

describe('the Slack status of a process that is killed', function () {
  this.timeout(60_000);
  let slack: FakeSlack;
  let api: string;
  let folder: string;
  let child: ChildProcess;
  const secrets = () => fileSecrets(path.join(folder, 'secrets.json'));

  beforeEach(async () => {
    slack = new FakeSlack();
    api = await slack.listen();
    slack.profile = { ...berlin };
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-slack-'));
    await secrets().store(slackTokenKey, slack.token);
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await slack.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = () => (child = fork(program, [api, path.join(folder, 'secrets.json')]));
  const kill = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    assert.deepEqual(await ended, [null, 'SIGKILL']);
  };
  const restore = () => new FocusStatus({ secrets: secrets(), now: () => Date.now(), api }).restore();

  it('is restored by the next one', async () => {
    await once(start(), 'message');
    assert.equal(slack.profile.status_text, 'Focusing');
    await kill();
    assert.equal(await restore(), true);
    assert.deepEqual(slack.profile, berlin);
  });

  it('is restored where the answer of Slack came too late', async () => {
    const asked = new Promise<void>((resolve) => {
      slack.answer = (response) => {
        if (slack.calls.at(-1) === 'users.profile.get')
          return void response.end(JSON.stringify({ ok: true, profile: slack.profile }));
        // Slack has changed the status, and nobody is there to hear it.
        slack.profile = { status_text: 'Focusing', status_emoji: ':dart:', status_expiration: 0 };
        resolve();
      };
    });
    start();
    await asked;
    await kill();
    slack.answer = undefined;
    assert.equal(await restore(), true);
    assert.deepEqual(slack.profile, berlin);
  });
});
