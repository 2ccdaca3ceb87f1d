import assert from 'node:assert/strict';
import { clampPlan } from '../../../../src/ai/clamp.ts';
import { planByRules } from '../../../../src/ai/rules/planner.ts';
import { readFeed } from '../../../../src/analytics/feed.ts';
import { readCollaboration } from '../../../../src/analytics/collaboration/collaboration.ts';
import { countedCommits } from '../../../../src/analytics/collaboration/countedCommits.ts';
import { ofKind, readCodeHosts } from '../../../../src/analytics/collaboration/events.ts';
import { seenCommits } from '../../../../src/analytics/collaboration/seenCommits.ts';
import { githubWorkOf } from '../../../../src/analytics/collaboration/githubWork.ts';
import { redToGreen, waitsForCi, waitsForReview } from '../../../../src/analytics/collaboration/waits.ts';
import { readPlanInputs } from '../../../../src/analytics/planInputs.ts';
import { dayMs, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { DocumentFact } from '../../../../src/core/facts/facts.ts';
import { githubChoiceId } from '../../../../src/core/github/githubState.ts';
import { defaultGoals, defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { stateDocument } from '../../../../src/integrations/github/documents.ts';
import type { WorldItem } from '../../../fakes/github/world.ts';
import { shaOf } from '../../../fakes/github/world.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { kept, now, startStand, type Stand } from './given.ts';

const repo = 'acme/shop';
const t = translator();
const context = { now, offset: 0, rules: defaultTimeRules, goals: defaultGoals, t };
const base = {
  repo,
  assignees: [],
  asked: [],
  replies: [],
  author: 'mona',
  createdAt: now - dayMs,
  updatedAt: now - hourMs,
};
const item = (of: 'pull' | 'issue', number: number, more: Partial<WorldItem> = {}): WorldItem => ({
  ...base,
  node: `${of}_${number}`,
  of,
  number,
  title: `${of} ${number}`,
  ...more,
});

describe('GitHub in the product', () => {
  let stand: Stand;
  before(async () => {
    stand = await startStand();
    const { world } = stand;
    world.repos.push({ name: repo, isPrivate: false, defaultBranch: 'main', pushedAt: now - hourMs });
    const commit = (name: string, ago: number, more: object = {}) => {
      const at = now - ago;
      const figures = { parents: 1, additions: 5, deletions: 2, authoredAt: at, committedAt: at };
      world.commits.push({
        sha: shaOf(name),
        repo,
        branches: ['main'],
        message: name,
        author: 'mona',
        ...figures,
        ...more,
      });
    };
    commit('plain', 2 * hourMs);
    commit('own work', 3 * hourMs, { branches: ['fix'] });
    commit('Fix the thing (#1)', hourMs);
    commit('before the rebase', 5 * hourMs, { branches: ['fix'] });
    commit('before the rebase', 5 * hourMs, {
      sha: shaOf('rebased'),
      branches: ['fix'],
      committedAt: now - 4 * hourMs,
    });
    world.pushes.push({ repo, branch: 'fix', at: now - hourMs });
    world.items.push(
      item('pull', 1, {
        closedAt: now - hourMs,
        isMerged: true,
        mergeSha: shaOf('Fix the thing (#1)'),
        shas: [shaOf('own work')],
        replies: [{ id: 'r1', by: 'ada', at: now - 20 * hourMs, verdict: 'APPROVED' }],
      }),
      item('pull', 2, { checks: { state: 'FAILURE', at: now - hourMs } }),
      item('pull', 3, { author: 'ada', asked: ['mona'] }),
      item('pull', 4, { createdAt: now - 20 * dayMs, updatedAt: now - 12 * dayMs }),
      item('issue', 5, { author: 'ada', assignees: ['mona'] }),
      item('issue', 6, { author: 'ada', assignees: ['mona'], closedAt: now - 2 * hourMs }),
    );
    const run = (id: number, [from, to]: [number, number], conclusion: 'success' | 'failure') => {
      const times = {
        createdAt: now - from * minuteMs,
        attempts: [{ startedAt: now - from * minuteMs, endedAt: now - to * minuteMs, conclusion }],
      };
      world.runs.push({ id, repo, workflow: 'CI', actor: 'mona', branch: 'main', sha: shaOf('plain'), ...times });
    };
    run(1, [100, 90], 'failure');
    run(2, [95, 80], 'failure');
    run(3, [50, 40], 'success');
    assert.equal((await stand.sync()).outcome, 'done');
  });
  after(() => stand.close());

  function reader(...more: DocumentFact[]): MemoryReader {
    assert.ok(stand.store.state);
    return new MemoryReader([...stand.store.rows(), stateDocument(stand.store.state, 1, now), ...more]);
  }

  it('counts squashed and rebased work once', () => {
    const counted = countedCommits(
      seenCommits([], kept(stand.store, 'commit')),
      kept(stand.store, 'pull'),
      () => false,
    );
    assert.deepEqual(counted.map(({ subject }) => subject).sort(), ['before the rebase', 'own work', 'plain']);
    assert.ok(counted.some(({ sha }) => sha === shaOf('rebased')));
  });

  it('shows events in the feed, with links, newest first', () => {
    const { items } = readFeed(reader(), { before: Infinity, limit: 50 }, context);
    const titles = items.map(({ title }) => title);
    for (const title of [
      'plain',
      'CI',
      'Opened pull request #2',
      'Pull request #1 was merged',
      'Issue #6 was closed',
      'ada reviewed pull request #1',
    ]) {
      assert.ok(titles.includes(title), `${title} is not among ${titles.join(', ')}`);
    }
    assert.ok(!titles.includes('Fix the thing (#1)') && !titles.includes('Opened pull request #3'));
    assert.ok(
      items.every(({ source, url }) => source === 'github' && url?.startsWith('https://github.example/acme/shop/')),
    );
    assert.deepEqual(
      items.map(({ start }) => start),
      items.map(({ start }) => start).toSorted((a, b) => b - a),
    );
    assert.match(items.find(({ title }) => title === 'Opened pull request #1')?.detail ?? '', /first review after 4 h/);
    const all = items.filter(({ title }) => title === 'CI').map(({ outcome, durationMs }) => [outcome, durationMs]);
    assert.deepEqual(all, [
      ['passed', 10 * minuteMs],
      ['failed', 15 * minuteMs],
      ['failed', 10 * minuteMs],
    ]);
  });

  it('pages through the feed without losing or repeating any', () => {
    const whole = readFeed(reader(), { before: Infinity, limit: 1000 }, context).items.map(({ id }) => id);
    const paged: string[] = [];
    for (let before = Infinity; ;) {
      const { items, more } = readFeed(reader(), { before, limit: 3 }, context);
      paged.push(...items.map(({ id }) => id));
      before = items.at(-1)?.start ?? 0;
      if (!more) break;
    }
    assert.deepEqual(paged, whole);
  });

  it('knows what waits: review, red checks, stale, assigned', () => {
    const work = githubWorkOf(reader(), context);
    assert.deepEqual(
      work.map(({ kind, number }) => [kind, number]),
      [
        ['review', 3],
        ['checks', 2],
        ['stale', 4],
        ['issue', 5],
      ],
    );
    assert.ok(work.every(({ evidence, url }) => evidence[0]?.text.includes(url)));
  });

  it('tells for the score what was done with others and what waits for an answer', () => {
    const found = readCollaboration(reader(), { from: now - 2 * dayMs, to: now + dayMs });
    const ages = found?.deeds.map(({ kind, at }) => `${kind} ${(now - at) / hourMs}`) ?? [];
    assert.deepEqual(ages.toSorted(), ['pull 1', 'pull 24', 'pull 24']);
    assert.deepEqual(found?.waits, [{ from: now - dayMs, to: Infinity }]);
    assert.equal(found?.known.from, now - 30 * dayMs);
    assert.ok(found.known.to <= now && found.known.to > now - hourMs);
  });

  it('plans it, grounded, and leaves it out when it is done', () => {
    const inputs = readPlanInputs(reader(), '2026-11-21', context);
    const { draft, ungrounded } = clampPlan(planByRules(inputs, t), inputs, t);
    assert.equal(ungrounded, 0);
    const titles = draft.tasks.map(({ title }) => title);
    assert.deepEqual(titles.slice(0, 2), ['Review #3: pull 3', 'Make the checks of #2 pass: pull 2']);
    assert.ok(titles.includes('Work on issue #5: issue 5'));
  });

  it('shows and plans nothing of a repository that is switched off', () => {
    const times = { rev: 1, at: now, start: 0, end: 0, offset: 0 };
    const body = JSON.stringify({ off: [repo] });
    const off = reader({ type: 'document', collection: 'github', id: githubChoiceId, body, ...times });
    assert.deepEqual(readFeed(off, { before: Infinity, limit: 50 }, context).items, []);
    assert.deepEqual(githubWorkOf(off, context), []);
  });

  it('measures waiting for CI and for review, and red to green', () => {
    const events = readCodeHosts(reader(), { from: now - 30 * dayMs, to: now });
    const runs = ofKind(events, 'run');
    const minutes = ({ start, end }: { start: number; end: number }): number => (end - start) / minuteMs;
    assert.deepEqual(waitsForCi(runs).map(minutes), [20, 10], 'runs side by side are waited for once');
    assert.deepEqual(redToGreen(runs).map(minutes), [50]);
    assert.deepEqual(waitsForReview(ofKind(events, 'pull'), ofKind(events, 'review')).map(minutes), [4 * 60]);
  });
});
