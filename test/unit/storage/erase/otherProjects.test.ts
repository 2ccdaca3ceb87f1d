import assert from 'node:assert/strict';
import {
  githubChoiceId,
  githubStateId,
  githubStateOf,
  repositoriesOff,
} from '../../../../src/core/github/githubState.ts';
import type { GithubState } from '../../../../src/core/github/githubState.ts';
import { receiptSchema } from '../../../../src/core/insights/receipts.ts';
import { storedAnalysisSchema } from '../../../../src/core/insights/insights.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { allFacts } from '../allFacts.ts';
import type { EraseRequest } from '../../../../src/storage/erase/eraseRows.ts';
import type { EraseResult, Store } from '../../../../src/storage/store.ts';
import { activity, diagnostic, document, plan, planTask, run, span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const project = '/p/app';
const event = (id: string, repo: string, more: object = {}): Fact =>
  document({ id, collection: 'github', body: JSON.stringify({ kind: 'issue', repo, title: 'Fix app', ...more }) });
const stateBody: GithubState = {
  host: 'github.com',
  account: { login: 'ada', id: 1, avatar: '' },
  isPrivate: true,
  firstSince: 1,
  through: { repositories: 5, 'search:pr:involves': 5, 'commits:ada/app': 5, 'commits:ada/app-web': 5 },
  skipped: { 'runs:ada/App': 4, 'runs:ada/app-web': 4 },
  etags: { 'runs:ada/app': 'x', 'runs:ada/app-web': 'y', account: 'z' },
  repos: ['ada/app', 'ada/app-web'].map((name) => ({ name, defaultBranch: 'main', pushedAt: 3, isPrivate: true })),
  pushed: { 'ada/app': { main: 3 }, 'ada/app-web': { main: 3 } },
  open: ['github:issue:1', 'github:issue:2'],
  running: { 'ada/app': 3, 'ada/app-web': 3 },
  off: ['ada/app', 'bob/other'],
  last: {
    startedAt: 1,
    endedAt: 2,
    outcome: 'done',
    counts: { commits: 0, pulls: 0, reviews: 0, comments: 0, issues: 0, runs: 0 },
    requests: 1,
    problems: [
      { what: 'runs', repo: 'ada/app', status: 500, remedy: 'again' },
      { what: 'runs', repo: 'ada/app-web', status: 500, remedy: 'again' },
    ],
  },
};
const stateFact = document({
  id: githubStateId,
  collection: 'github',
  start: 0,
  end: 0,
  offset: 0,
  body: JSON.stringify(stateBody),
});

describe('erasing a project beside others', () => {
  let folder: StorageFolder;
  let store: Store;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => {
    store.close();
    folder.remove();
  });

  async function erase(facts: readonly Fact[], what: EraseRequest = { project }): Promise<EraseResult> {
    const journal = folder.journal();
    for (const fact of facts) journal.append(fact);
    await journal.flush();
    store = await folder.store();
    return store.erase(what);
  }
  const ids = (): string[] =>
    allFacts(store)
      .map(({ id }) => id)
      .sort();
  const body = (id: string): unknown => JSON.parse(store.document(id)?.body ?? 'null');

  it('takes folders below it, and no folder that only begins with its name', async () => {
    const places = [
      '/p/app',
      '/p/app/tools',
      '/p/app/packages/a',
      '/p/app-web',
      '/p/application',
      '/p',
      '/q/app',
      '/x/p/app',
    ];
    const facts = places.flatMap((root, i): Fact[] => [
      span({ id: `s:${i}`, project: root }),
      run({ id: `r:${i}`, project: root }),
      diagnostic({ id: `d:${i}`, project: root }),
      activity({ id: `a:${i}`, project: root }),
      planTask({ id: `t:${i}`, project: root, evidence: [] }),
      ...(['commits', 'corrections', 'starts'] as const).map((collection) =>
        document({ id: `${collection}:${i}`, collection, body: JSON.stringify({ project: root, subject: '/p/app' }) }),
      ),
    ]);
    const { erased, trimmed } = await erase(facts);
    assert.deepEqual(erased, { span: 3, run: 3, diagnostic: 3, document: 3, record: 12 });
    assert.deepEqual([trimmed, ids().length], [0, facts.length - 24]);
    assert.ok(ids().every((id) => !/:[012]$/.test(id)));
  });

  it('takes files below it that are in no project', async () => {
    const files = ['/p/app/a.ts', '/p/app-web/a.ts', '/tmp/a.ts'];
    const facts = files.map((file, i) => {
      const { project: _, ...rest } = span({ id: `s:${i}`, file });
      return rest;
    });
    assert.deepEqual((await erase(facts)).erased, { span: 1 });
    assert.deepEqual(ids(), ['s:1', 's:2']);
  });

  it('compares Windows paths and URIs by their folders', async () => {
    const roots = [String.raw`c:\p\app`, String.raw`c:\p\app\tools`, 'c:/p/app/docs', String.raw`c:\p\app2`];
    await erase(
      roots.map((root, i) => span({ id: `s:${i}`, project: root })),
      { project: String.raw`c:\p\app` },
    );
    assert.deepEqual(ids(), ['s:3']);
  });

  it("edits the state of the sync and the choice of repositories, and takes only the project's events", async () => {
    const { erased, trimmed } = await erase([
      event('github:issue:1', 'ada/app'),
      event('github:issue:2', 'ada/app-web'),
      event('github:issue:3', 'ada/application'),
      stateFact,
      document({ ...stateFact, id: githubChoiceId, body: '{"off":["ada/app","ada/app-web"]}' }),
    ]);
    assert.deepEqual([erased, trimmed], [{ document: 1 }, 2]);
    assert.deepEqual(ids(), ['github:issue:2', 'github:issue:3']);
    assert.deepEqual(repositoriesOff(store.document(githubChoiceId)), ['ada/app-web']);
    const state = githubStateOf(store.document(githubStateId));
    assert.ok(state);
    assert.ok(!/ada\/app(?!-)/i.test(JSON.stringify(state)));
    assert.deepEqual(state.through, { repositories: 5, 'search:pr:involves': 5, 'commits:ada/app-web': 5 });
    assert.deepEqual([state.open, state.off], [['github:issue:2'], ['bob/other']]);
    assert.deepEqual(Object.keys(state.etags), ['runs:ada/app-web', 'account']);
    assert.equal(state.last?.problems.length, 1);
  });

  it('goes by the repository that is known, not by one with the same name', async () => {
    const facts = [event('e:1', 'ada/app'), event('e:2', 'bob/app'), event('e:3', 'acme/renamed')];
    await erase(facts, { project, repositories: ['Acme/Renamed'] });
    assert.deepEqual(ids(), ['e:1', 'e:2']);
  });

  it('knows the repository by commits that were recorded here too', async () => {
    const commit = (id: string, root: string, hash: string): Fact =>
      document({ id, collection: 'commits', body: JSON.stringify({ project: root, hash, subject: 'x' }) });
    const facts = [
      commit('c:1', '/p/app', 'aaaaaaa'),
      commit('c:2', '/q/app', 'bbbbbbb'),
      event('e:1', 'acme/shop', { sha: 'aaaaaaa' }),
      event('e:2', 'acme/shop'),
      event('e:3', 'bob/app', { sha: 'bbbbbbb' }),
      event('e:4', 'bob/app'),
    ];
    await erase(facts);
    assert.deepEqual(ids(), ['c:2', 'e:3', 'e:4']);
  });

  it('leaves the repository of another project with a folder of the same name', async () => {
    const other = { project: '/q/app', hash: 'bbbbbbb', subject: 'x' };
    await erase([
      document({ id: 'c:2', collection: 'commits', body: JSON.stringify(other) }),
      event('e:3', 'bob/app', { sha: 'bbbbbbb' }),
      event('e:4', 'ada/app'),
    ]);
    assert.deepEqual(ids(), ['c:2', 'e:3']);
  });

  it('takes counts of its test runs and starts of its tasks, which name no project', async () => {
    const facts = [
      run({ id: 'w:1', project }),
      run({ id: 'w:2' }),
      planTask({ id: 'w:3', project, evidence: [] }),
      planTask({ id: 'w:4', evidence: [] }),
      document({ id: 'd:1', collection: 'testRuns', body: '{"run":"w:1","passed":1,"failed":0,"skipped":0}' }),
      document({ id: 'd:2', collection: 'testRuns', body: '{"run":"w:2","passed":1,"failed":0,"skipped":0}' }),
      document({ id: 'd:3', collection: 'starts', body: '{"task":"w:3","running":false}' }),
      document({ id: 'd:4', collection: 'starts', body: '{"task":"w:4","running":false}' }),
    ];
    await erase(facts);
    assert.deepEqual(ids(), ['d:2', 'd:4', 'w:2', 'w:4']);
  });

  it('leaves what belongs to no project, whatever its keys and words are', async () => {
    const facts = [
      document({ id: 'd:1', collection: 'corrections', body: '{"what":"exclude"}' }),
      document({ id: 'd:2', collection: 'problemCauses', body: '{"error":{"introduced":{"typed":1},"fixed":{}}}' }),
    ];
    for (const name of ['/p/exclude', '/p/error', '/p/typed'])
      assert.deepEqual((await erase(facts, { project: name })).erased, {});
    assert.deepEqual(ids(), ['d:1', 'd:2']);
  });

  it('takes from a plan only what mentions it, and keeps tasks of others without such evidence', async () => {
    const evidence = [
      { id: 'project:/p/app', text: '3 h' },
      { id: 'project:/p/app-web', text: '2 h in app-web' },
      { id: 'branch:/p/app/tools:main', text: 'left for a week' },
      { id: 'pull', text: '#1', url: 'https://github.com/ada/app/pull/1' },
    ];
    const { erased, trimmed } = await erase(
      [
        plan({
          capacityEvidence: evidence,
          learning: { title: 'Cards', minutes: 20, done: true, evidence },
          reflection: { question: 'What held up app?', answer: '', evidence: [] },
        }),
        planTask({ id: 'w:1', evidence }),
        planTask({ id: 'w:2', evidence: evidence.slice(0, 1) }),
      ],
      { project, repositories: ['ada/app'] },
    );
    assert.deepEqual([erased, trimmed], [{}, 3]);
    const saved = store.plan('2026-03-03');
    assert.deepEqual(saved?.capacityEvidence, [evidence[1]]);
    assert.deepEqual(saved?.learning, { title: 'Cards', minutes: 20, done: true, evidence: [evidence[1]] });
    assert.equal(saved?.reflection, undefined);
    assert.deepEqual(
      store.planTasks('2026-03-03', '2026-03-03').map((task) => task.evidence),
      [[evidence[1]], []],
    );
  });

  it('takes from an analysis the items about it, and of a receipt the texts', async () => {
    const item = (text: string, id: string): object => {
      const grounds = { evidence: [{ id, text }], flagged: [], since: '2026-03-03' };
      return { category: 'time', observation: text, recommendation: 'rest', ...grounds };
    };
    const analysis = {
      version: 1,
      day: '2026-03-03',
      from: '2026-02-03',
      to: '2026-03-03',
      madeAt: 1,
      provider: 'rules',
      bottlenecks: [],
      tools: [],
      dropped: 0,
      muted: 0,
      insights: [item('3 h', 'project:/p/app'), item('2 h', 'project:/q/web'), item('app is late', 'total')],
      told: {
        'project:/p/app': '3',
        'project:/q/web': '2',
        total: '5 h, 3 h of them in app',
      },
    };
    const receipt = {
      id: 'r:1',
      at: 1,
      durationMs: 5,
      task: 'plan',
      provider: 'claude',
      model: 'm',
      outcome: 'ok',
      tokens: null,
      costUsd: 0.5,
      hash: 'h',
      answer: 'Go on with app',
      requestId: 'q',
    };
    const judged = { version: 1, verdict: 'useful', list: 'insights', kind: 'time' };
    const { erased, trimmed } = await erase([
      document({ id: 'insights:2026-03-03', body: JSON.stringify(analysis) }),
      document({ id: 'judged:w:1', body: JSON.stringify({ ...judged, evidence: ['project:/p/app', 'total'] }) }),
      document({ id: 'judged:w:2', body: JSON.stringify({ ...judged, evidence: ['project:/p/app'] }) }),
      document({ id: 'schedule:2026-03-03', body: '{}' }),
      document({ id: 'r:1', collection: 'receipts', body: JSON.stringify({ ...receipt, payload: '{"a":"/p/app"}' }) }),
      document({ id: 'r:2', collection: 'receipts', body: JSON.stringify({ ...receipt, payload: '{}', answer: 'x' }) }),
    ]);
    assert.deepEqual([erased, trimmed], [{ record: 1 }, 3]);
    const kept = storedAnalysisSchema.parse(body('insights:2026-03-03'));
    assert.deepEqual(
      kept.insights.map(({ observation }) => observation),
      ['2 h'],
    );
    assert.deepEqual(kept.told, { 'project:/q/web': '2' });
    assert.deepEqual(store.record('judgements', 'judged:w:1')?.fields.get('evidence')?.value, ['total']);
    const { answer: _, ...figures } = receipt;
    assert.deepEqual(receiptSchema.parse(body('r:1')), { ...figures, hash: '', payload: '' });
    assert.equal(receiptSchema.parse(body('r:2')).answer, 'x');
  });

  it('deletes the whole of what it can neither read nor understand, if it mentions it', async () => {
    const bodies = [
      '{"text":"/p/app"}',
      '[["/p/app"]]',
      'no JSON about app',
      '{"text":"/p/app.old, app.config.ts"}',
      '{"text":"äapp"}',
    ];
    await erase(bodies.map((text, i) => document({ id: `d:${i}`, body: text })));
    assert.deepEqual(ids(), ['d:3', 'd:4']);
  });
});
