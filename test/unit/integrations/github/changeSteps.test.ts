import assert from 'node:assert/strict';
import type { HookEvent } from '../../../../src/core/github/hookEvent.ts';
import { changeSteps } from '../../../../src/integrations/github/steps/changeSteps.ts';
import { DetailQueue } from '../../../../src/integrations/github/steps/detailQueue.ts';
import { now } from './given.ts';
import { keysOf, repoAs, scripted, type Script } from './scripted.ts';

const base = { isPrivate: false, defaultBranch: 'main', at: now, people: ['Mona'], nodes: [] };
const push: HookEvent = { ...base, event: 'push', repo: 'o/r', branch: 'fix', sha: 'a'.repeat(40) };
const pull: HookEvent = { ...base, event: 'pull_request', repo: 'o/r', nodes: ['P1'] };
const run = { id: 1, attempt: 1, workflow: 'CI', trigger: 'push', status: 'queued', startedAt: now, url: 'u' };
const workflow: HookEvent = { ...base, event: 'workflow_run', repo: 'o/r', run };
const byAda = { people: ['ada'] };
const inPrivate = { isPrivate: true };

/** The steps after these events, and what the details are asked for then. */
async function after(changes: readonly HookEvent[], script: Script = {}) {
  const stand = scripted(script);
  if (script.state?.repos === undefined) stand.session.state.repos = [];
  for (const id of ['github:pull:known', 'github:issue:known']) stand.store.documents.set(id, { id, rev: 1 } as never);
  const steps = await changeSteps(stand.session, new DetailQueue(stand.session), changes);
  const changed = steps.find(({ key }) => key === 'changed');
  await changed?.run();
  return {
    keys: keysOf(steps),
    ids: stand.questions.flatMap(({ ids }) => ids as string[]),
    state: stand.session.state,
  };
}

describe('the steps after an event of GitHub', () => {
  it('of the person’s read the commits, runs, and pull requests that it names', async () => {
    assert.deepEqual((await after([push])).keys, ['commits:o/r']);
    assert.deepEqual((await after([workflow])).keys, ['runs:o/r']);
    const { keys, ids } = await after([pull, { ...pull, nodes: ['P1', 'P2'] }]);
    assert.deepEqual([keys, ids], [['changed'], ['P1', 'P2']]);
    assert.deepEqual((await after([])).keys, []);
  });

  it('of somebody else’s read nothing but what is known or still runs', async () => {
    assert.deepEqual((await after([push, pull, workflow].map((one) => ({ ...one, ...byAda })))).keys, []);
    const known = await after([{ ...pull, ...byAda, nodes: ['new', 'known'] }]);
    assert.deepEqual([known.keys, known.ids], [['changed'], ['known']]);
    const running = { state: { running: { 'o/r': now } } };
    assert.deepEqual((await after([{ ...workflow, ...byAda }], running)).keys, ['runs:o/r']);
    assert.deepEqual((await after([{ ...workflow, ...byAda, repo: 'o/x' }], running)).keys, []);
  });

  it('read nothing of what is switched off, nor of a private repository without leave', async () => {
    const all = [push, pull, workflow];
    assert.deepEqual((await after(all, { request: { off: ['o/r'] } })).keys, []);
    const secret = all.map((one) => ({ ...one, ...inPrivate }));
    assert.deepEqual((await after(secret, { request: { isPrivate: false } })).keys, []);
    assert.deepEqual((await after(secret)).keys, ['commits:o/r', 'runs:o/r', 'changed']);
    assert.deepEqual((await after(all, { request: { isPrivate: false } })).keys, [
      'commits:o/r',
      'runs:o/r',
      'changed',
    ]);
  });

  it('that a check ended read what is open again, unless that is more than a hundred', async () => {
    const open = Array.from({ length: 100 }, (_, n) => `n${n}`);
    for (const event of ['check_run', 'check_suite', 'workflow_run'] as const) {
      const ended: HookEvent = { ...base, ...byAda, event, repo: 'o/r' };
      assert.deepEqual((await after([ended], { state: { open } })).ids, open, event);
      assert.deepEqual((await after([ended], { state: { open: [...open, 'more'] } })).keys, [], event);
    }
    assert.deepEqual((await after([{ ...base, event: 'release', repo: 'o/r' }], { state: { open } })).keys, []);
  });

  it('that something was pushed note the repository as it is now, and the branch', async () => {
    const repos = [repoAs('o/other', 5), repoAs('o/r', now - 9, { defaultBranch: 'old', isPrivate: true })];
    const { state } = await after([push], { state: { repos } });
    assert.deepEqual(state.repos, [repoAs('o/other', 5), repoAs('o/r', now)]);
    assert.deepEqual(state.pushed, { 'o/r': { fix: now } });
    // A list that was read since knows of a later push.
    const later = await after([push], { state: { repos: [repoAs('o/r', now + 5)] } });
    assert.equal(later.state.repos[0]?.pushedAt, now + 5);
    assert.deepEqual((await after([push])).state.repos, [repoAs('o/r', now)]);
  });

  it('note nothing without a branch and a commit, as of a tag', async () => {
    const { branch: _, ...tag } = push;
    const { sha: __, ...deletion } = push;
    for (const change of [tag, deletion, { ...push, event: 'release' as const }]) {
      const { keys, state } = await after([change]);
      assert.deepEqual([keys, state.repos, state.pushed], [[], [], {}]);
    }
  });

  it('read the commits and runs of no other repository that is due', async () => {
    const state = { repos: [repoAs('o/due', now)], running: { 'o/due': now } };
    assert.deepEqual((await after([push, workflow], { state })).keys, ['commits:o/r', 'runs:o/r']);
  });
});
