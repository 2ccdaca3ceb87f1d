import assert from 'node:assert/strict';
import type { PlanInputs } from '../../../src/core/insights/planInputs.ts';
import { hasNoWork, isCarriedOver, knownEvidence, rareLanguages } from '../../../src/ai/evidence.ts';
import { branch, brokenFile, evidence, failingRun, inputs, lastDay, repeatedError, t, task } from './inputs.ts';

const language = (name: string, minutes: number, errors = 0) => ({
  language: name,
  minutes,
  errors,
  evidence: evidence(`language:${name}`),
});
const github = {
  kind: 'review',
  repo: 'o/r',
  isPrivate: false,
  number: 1,
  title: 'T',
  url: '',
  days: 1,
  evidence: [{ id: 'github:1', text: 'measured' }],
} as const;
const listed = { title: 'L', priority: 'low', minutes: 5, evidence: evidence('listed:1') } as const;

describe('what a plan may cite', () => {
  const idsOf = (changes: Partial<PlanInputs>) => [...knownEvidence(inputs(changes), t).keys()].toSorted();

  it('is everything that was measured, tasks that are open, and interests', () => {
    const all = {
      capacityEvidence: evidence('capacity'),
      listed: [listed],
      unfinished: [task({ id: 'w:1', evidence: evidence('own') })],
      branches: [branch],
      brokenFiles: [brokenFile],
      failingRuns: [failingRun],
      languages: [language('rust', 5)],
      repeatedErrors: [repeatedError],
      github: [github],
      lastDay,
      estimates: { evidence: evidence('estimate') },
      interests: ['WebAssembly'],
      measured: evidence('measured'),
    } as unknown as Partial<PlanInputs>;
    assert.deepEqual(
      idsOf(all),
      [
        'capacity',
        'listed:1',
        'own',
        'task:w:1',
        ...[branch, brokenFile, failingRun, repeatedError, github, lastDay].map((one) => one.evidence[0]?.id ?? ''),
        'language:rust',
        'estimate',
        'interest:WebAssembly',
        'measured',
      ].toSorted(),
    );
    const known = knownEvidence(inputs(all), t);
    assert.equal(known.get('task:w:1')?.text, 'Planned for Friday and still open');
    assert.equal(known.get('interest:WebAssembly')?.text, 'Among your learning interests: WebAssembly');
  });

  it('is that nothing was measured, of work, of learning, and of a day, each where it is so', () => {
    const none = (changes: Partial<PlanInputs>) => idsOf(changes).filter((id) => id.startsWith('none:'));
    assert.deepEqual(none({}), ['none:learning', 'none:reflection', 'none:work']);
    assert.deepEqual(none({ lastDay }), ['none:learning', 'none:work']);
    assert.deepEqual(none({ branches: [branch], lastDay }), ['none:learning']);
    for (const learning of [
      { repeatedErrors: [repeatedError] },
      { languages: [language('rust', 15), language('go', 136)] },
      { interests: ['WebAssembly'] },
    ])
      assert.deepEqual(none({ ...learning, lastDay }), ['none:work'], JSON.stringify(learning));
    assert.deepEqual(none({ interests: [], lastDay }), ['none:learning', 'none:work']);
  });
});

describe('work that was measured', () => {
  it('is an open task, a listed one, a branch, a broken file, a red run, an item of GitHub, or where the last day ended', () => {
    assert.equal(hasNoWork(inputs({})), true);
    assert.equal(hasNoWork(inputs({ lastDay })), true);
    const some: Partial<PlanInputs>[] = [
      { unfinished: [task()] },
      { listed: [listed] },
      { branches: [branch] },
      { brokenFiles: [brokenFile] },
      { failingRuns: [failingRun] },
      { github: [github] },
      { lastDay: { ...lastDay, endedIn: { project: '/p', file: 'a.ts' } } },
    ];
    for (const changes of some) assert.equal(hasNoWork(inputs(changes)), false, JSON.stringify(changes));
    // What it has nothing to do with.
    assert.equal(hasNoWork(inputs({ languages: [language('go', 9)], repeatedErrors: [repeatedError] })), true);
  });

  it('is no task that the built-in rules made of a measurement, which they make again', () => {
    const taskOf = (source: 'rules' | 'user', ...ids: string[]) => task({ source, evidence: ids.flatMap(evidence) });
    for (const kind of ['run', 'file', 'branch', 'day', 'none', 'github']) {
      assert.equal(isCarriedOver(taskOf('rules', `${kind}:1`)), false, kind);
      assert.equal(isCarriedOver(taskOf('rules', 'other', `${kind}:1`)), false, kind);
      assert.equal(isCarriedOver(taskOf('user', `${kind}:1`)), true, kind);
    }
    for (const ids of [[], ['task:1'], ['other:run:1']]) assert.equal(isCarriedOver(taskOf('rules', ...ids)), true);
    assert.equal(hasNoWork(inputs({ unfinished: [taskOf('rules', 'run:1')] })), true);
  });
});

describe('languages that are rarely used', () => {
  const of = (...languages: ReturnType<typeof language>[]) =>
    rareLanguages(inputs({ languages })).map((one) => one.language);

  it('have a quarter of an hour, and less than a tenth of the time', () => {
    assert.deepEqual(of(language('go', 1000), language('rust', 15), language('zig', 14)), ['rust']);
    assert.deepEqual(of(language('go', 900), language('rust', 100)), []);
    assert.deepEqual(of(language('go', 901), language('rust', 100)), ['rust']);
  });

  it('come by their errors, and then by their time', () => {
    const all = [language('a', 20, 1), language('b', 30, 1), language('c', 15, 2), language('go', 900)];
    assert.deepEqual(of(...all), ['c', 'b', 'a']);
  });
});
