import assert from 'node:assert/strict';
import { NameAliases } from '../../../../src/ai/aliases.ts';
import { digestPayload } from '../../../../src/ai/digestPayload.ts';
import { openWork } from '../../../../src/ai/openWork.ts';
import { analyzeByRules } from '../../../../src/ai/rules/analyzer.ts';
import { planByRules } from '../../../../src/ai/rules/planner.ts';
import { explained } from '../../../../src/analytics/why/explained.ts';
import { readDigest } from '../../../../src/analytics/digest/digest.ts';
import { githubWorkOf } from '../../../../src/analytics/collaboration/githubWork.ts';
import { readPlanInputs } from '../../../../src/analytics/planInputs.ts';
import { dayMs, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { DigestFact } from '../../../../src/core/insights/digest.ts';
import { defaultGoals, defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { stateDocument } from '../../../../src/integrations/github/documents.ts';
import type { WorldItem } from '../../../fakes/github/world.ts';
import { shaOf } from '../../../fakes/github/world.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { now, startStand, type Stand } from './given.ts';

const t = translator();
const context = { now, offset: 0, rules: defaultTimeRules, goals: defaultGoals, t };
const secret = { repo: 'acme/hush', title: 'Sell the company', branch: 'sell-it' };

function item(of: 'pull' | 'issue', number: number, more: Partial<WorldItem>): WorldItem {
  const base = { repo: 'acme/shop', assignees: [], asked: [], replies: [], author: 'mona' };
  const times = { createdAt: now - 12 * dayMs, updatedAt: now - 2 * dayMs };
  return { ...base, ...times, node: `${of}_${number}`, of, number, title: `${of} ${number}`, ...more };
}

describe('GitHub in the digest and the insights', () => {
  let stand: Stand;
  before(async () => {
    stand = await startStand();
    const { world } = stand;
    const repo = { defaultBranch: 'main', pushedAt: now - hourMs };
    world.repos.push({ ...repo, name: 'acme/shop', isPrivate: false }, { ...repo, name: secret.repo, isPrivate: true });
    const push = (name: string, branch: string, days: number): void => {
      const at = now - days * dayMs;
      const where = branch === secret.branch ? secret.repo : 'acme/shop';
      const figures = { parents: 1, additions: 5, deletions: 2, authoredAt: at, committedAt: at, author: 'mona' };
      world.commits.push({ sha: shaOf(name), repo: where, branches: [branch], message: name, ...figures });
      world.pushes.push({ repo: where, branch, at });
    };
    push('one', 'left', 10);
    push('two', 'fresh', 1);
    push('three', 'deleted', 10);
    push('four', 'with-pull', 10);
    push('five', 'again', 10);
    push('six', secret.branch, 10);
    world.deletes = [
      { repo: 'acme/shop', branch: 'deleted', at: now - 9 * dayMs },
      { repo: 'acme/shop', branch: 'again', at: now - 11 * dayMs },
    ];
    world.items.push(
      item('pull', 1, { branch: 'with-pull', updatedAt: now - 9 * dayMs }),
      item('pull', 2, { author: 'ada', asked: ['mona'], updatedAt: now - 4 * dayMs }),
      item('pull', 3, { checks: { state: 'FAILURE', at: now - hourMs } }),
      item('pull', 4, { author: 'ada', asked: ['mona'], repo: secret.repo, title: secret.title }),
      item('issue', 5, { author: 'ada', assignees: ['mona'] }),
    );
    const run = (id: number, from: number, conclusion: 'success' | 'failure'): void => {
      const startedAt = now - from * hourMs;
      const attempts = [{ startedAt, endedAt: startedAt + 30 * minuteMs, conclusion }];
      const where = { repo: 'acme/shop', workflow: 'CI', actor: 'mona', branch: 'main', sha: shaOf('two') };
      world.runs.push({ id, ...where, createdAt: startedAt, attempts });
    };
    run(1, 60, 'failure');
    run(2, 50, 'success');
    run(3, 33, 'failure');
    run(4, 30, 'success');
    const report = await stand.sync();
    assert.deepEqual([report.outcome, stand.github.problems], ['done', []]);
  });
  after(() => stand.close());

  function reader(): MemoryReader {
    assert.ok(stand.store.state);
    return new MemoryReader([...stand.store.rows(), stateDocument(stand.store.state, 1, now)]);
  }

  const factsAbout = (what: string): DigestFact[] =>
    readDigest(reader(), 14, context).facts.filter(
      ({ topic, labels }) => topic === 'github' && labels['about'] === what,
    );

  it('knows the branches that were left: pushed to by the person, without a pull request, not deleted', () => {
    const branches = githubWorkOf(reader(), context).filter(({ kind }) => kind === 'branch');
    assert.deepEqual(branches.map(({ title, days }) => `${title} ${days}`).toSorted(), [
      'again 10',
      'left 10',
      `${secret.branch} 10`,
    ]);
    assert.equal(branches.find(({ title }) => title === 'left')?.url, 'https://github.com/acme/shop/tree/left');
    const { tasks } = planByRules(readPlanInputs(reader(), '2026-11-21', context), t);
    const task = tasks.find(({ title }) => title.startsWith('Open a pull request for'));
    assert.match(task?.evidence[0]?.url ?? '', /\/tree\//);
  });

  it('tells what waits, each with its link, and how much of it there is', () => {
    const [review, ...more] = factsAbout('review');
    assert.deepEqual([review?.values['ofThem'], more.length], [2, 1]);
    for (const kind of ['review', 'checks', 'stale', 'branch', 'issue']) {
      const facts = factsAbout(kind);
      assert.ok(facts.length > 0, kind);
      for (const { url, text } of facts) assert.ok(url !== undefined && text.includes(url), `${kind}: ${text}`);
    }
  });

  it('measures the waiting for CI and how long it stayed red', () => {
    const [fact] = factsAbout('ci');
    assert.deepEqual(fact?.values, {
      runs: 4,
      failures: 2,
      failShare: 0.5,
      medianMinutes: 30,
      waitMinutes: 120,
      turnedGreen: 2,
      redToGreenHours: 6.5,
    });
    assert.deepEqual(factsAbout('commits')[0]?.values, { commits: 5, days: 2, linesAdded: 25, linesRemoved: 10 });
  });

  it('tells in the explanation of a day what CI turned green, as it does of local runs', () => {
    const day = '2026-11-19';
    const { greens } = explained(reader(), { day }, context);
    assert.deepEqual(greens, [{ name: 'CI · acme/shop · main', project: 'acme/shop', count: 1, medianMs: 3 * hourMs }]);
  });

  it('finds by rules what to do about it, with the links as evidence', () => {
    const digest = { ...readDigest(reader(), 14, context), workdays: 5 };
    const { bottlenecks } = analyzeByRules(digest, t);
    const told = bottlenecks.map(({ item: { description } }) => description).join('\n');
    assert.match(told, /2 pull requests wait for your review, the oldest untouched for 4 days/);
    assert.match(told, /The checks of one of your pull requests fail/);
    assert.match(told, /CI takes 30 min a run, and waiting for it took 2 h in all/);
    assert.match(told, /CI usually stays red for 6 ?h 30 min/);
    assert.ok(
      bottlenecks.some(({ facts }) => facts.some(({ url }) => url?.startsWith('https://github.example/acme/shop'))),
    );
  });

  it('sends nothing of a private repository to a model, even where names are sent as they are', () => {
    const digest = readDigest(reader(), 14, context);
    const sent = [
      digestPayload(digest, new NameAliases('real')).content,
      openWork(readPlanInputs(reader(), '2026-11-21', context), new NameAliases('real')).facts,
    ];
    const text = JSON.stringify(sent);
    assert.ok(text.includes('acme/shop') || text.includes('pull 2'), 'what is public is sent');
    for (const name of [...Object.values(secret), 'hush', 'github.example'])
      assert.ok(!text.includes(name), `${name} is sent`);
    assert.ok(
      digest.facts.some(({ text: shown }) => shown.includes(secret.title)),
      'the person is told',
    );
  });
});
