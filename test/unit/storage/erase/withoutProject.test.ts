import assert from 'node:assert/strict';
import {
  fieldsWithoutProject,
  withoutProject,
  type ErasedScope,
} from '../../../../src/storage/erase/withoutProject.ts';

const secret = '/p/secret';
const erased: ErasedScope = {
  ids: new Set(['w:1']),
  isWithin: (project) => project === secret || project.startsWith(`${secret}/`),
  isRepository: (name) => name === 'ada/secret',
  isMentionedIn: (value) => JSON.stringify(value)?.includes('secret') ?? false,
};
const document = (collection: string, body: unknown, id = 'w:9') => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const left = withoutProject({ id, collection, body: text }, erased);
  return left === text ? 'same' : left === undefined ? 'gone' : (JSON.parse(left) as unknown);
};
const fields = (collection: string, given: object) => {
  const left = fieldsWithoutProject(collection, given as never, erased);
  return left === given ? 'same' : (left ?? 'gone');
};

describe('what is left of a document without a project', () => {
  it('is nothing of one that is the project’s, and all of one that is another’s', () => {
    assert.equal(document('commits', { project: secret, text: 'x' }), 'gone');
    assert.equal(document('commits', { project: `${secret}/part` }), 'gone');
    assert.equal(document('commits', { project: '/p/other', text: 'mentions secret' }), 'same');
    assert.equal(document('github', { repo: 'ada/secret' }), 'gone');
    assert.equal(document('github', { repo: 'ada/other', title: 'secret' }), 'same');
    assert.equal(document('problemCauses', { project: secret }), 'gone');
    assert.equal(document('problemCauses', { project: '/p/other', text: 'secret' }), 'same');
    assert.equal(document('testRuns', { run: 'w:1' }), 'gone');
    assert.equal(document('testRuns', { run: 'w:2', project: secret }), 'gone');
    assert.equal(document('testRuns', { run: 'w:2', text: 'secret' }), 'same');
  });

  it('is nothing of a text that mentions it', () => {
    assert.deepEqual(
      [document('notes', 'no JSON, secret'), document('notes', '"secret"'), document('notes', 'no JSON')],
      ['gone', 'gone', 'same'],
    );
    assert.deepEqual([document('notes', { text: 'secret' }), document('notes', { text: 'open' })], ['gone', 'same']);
  });

  it('is an analysis without the parts that mention it', () => {
    const body = {
      bottlenecks: ['a secret', 'b'],
      insights: ['c'],
      tools: [{ x: 'secret' }],
      told: { one: 'secret', two: 'open' },
    };
    assert.deepEqual(document('insights', body, 'insights:1'), {
      bottlenecks: ['b'],
      insights: ['c'],
      tools: [],
      told: { two: 'open' },
    });
    assert.equal(document('insights', { insights: ['c'], told: { two: 'open' } }, 'insights:1'), 'same');
    assert.equal(document('insights', { ...body, title: 'secret' }, 'insights:1'), 'gone');
    assert.equal(document('insights', body, 'other'), 'gone');
  });

  it('is a receipt with its figures only', () => {
    const body = { payload: 'secret', answer: 'y', hash: 'h', costMicros: 5 };
    assert.deepEqual(document('receipts', body), { payload: '', hash: '', costMicros: 5 });
    assert.equal(document('receipts', { payload: 'x', answer: 'y', hash: 'h' }), 'same');
    assert.equal(document('receipts', { ...body, model: 'secret' }), 'gone');
    assert.equal(document('insights', body), 'gone', 'it is no receipt');
  });
});

describe('what is left of the state of GitHub without a project', () => {
  it('is what other repositories have', () => {
    const both = { 'ada/secret': 1, 'ada/other': 2 };
    const steps = { 'commits:ada/secret': 1, 'commits:ada/other': 2, odd: 3 };
    const body = {
      repos: [{ name: 'ada/secret' }, { name: 'ada/other' }, {}],
      pushed: both,
      running: both,
      through: steps,
      skipped: steps,
      etags: steps,
      open: ['w:1', 'w:2'],
      off: ['ada/secret', 'ada/other'],
      last: { at: 5, problems: [{ repo: 'ada/secret' }, { repo: 'ada/other' }, {}] },
    };
    const [names, byStep] = [{ 'ada/other': 2 }, { 'commits:ada/other': 2, odd: 3 }];
    assert.deepEqual(document('github', body, 'github:state'), {
      repos: [{ name: 'ada/other' }, {}],
      pushed: names,
      running: names,
      through: byStep,
      skipped: byStep,
      etags: byStep,
      open: ['w:2'],
      off: ['ada/other'],
      last: { at: 5, problems: [{ repo: 'ada/other' }, {}] },
    });
    assert.equal(document('github', { repos: [{ name: 'ada/other' }], last: 5, pushed: [] }, 'github:state'), 'same');
    assert.deepEqual(document('github', { off: ['ada/secret'], x: 1 }, 'github:choice'), { off: [], x: 1 });
    assert.equal(document('github', { off: ['ada/other'] }, 'github:choice'), 'same');
  });
});

describe('what is left of a record without a project', () => {
  it('is decided by the project that it names, else by what it mentions', () => {
    assert.equal(fields('tasks', { project: secret, title: 'x' }), 'gone');
    assert.equal(fields('tasks', { project: '/p/other', title: 'secret' }), 'same');
    assert.equal(fields('tasks', { title: 'secret' }), 'gone');
    assert.equal(fields('tasks', { title: 'open' }), 'same');
    // Time counts for no other project.
    assert.equal(fields('activities', { utcOffset: 60, title: 'secret' }), 'same');
  });

  it('is a judgement with evidence of others, unless it has none left', () => {
    assert.deepEqual(fields('judgements', { evidence: ['secret', 'open'], x: 1 }), { evidence: ['open'], x: 1 });
    assert.equal(fields('judgements', { evidence: ['secret'] }), 'gone');
    assert.equal(fields('judgements', { evidence: [] }), 'same');
    assert.equal(fields('judgements', { evidence: ['open'], title: 'secret' }), 'gone');
  });

  it('is a start of a task that is left', () => {
    assert.equal(fields('starts', { task: 'w:1' }), 'gone');
    assert.equal(fields('starts', { task: 'w:2', project: secret }), 'gone');
    assert.equal(fields('starts', { task: 'w:2', title: 'secret' }), 'same');
  });

  it('is a plan without the evidence, and the parts, that mention it', () => {
    const evidence = [{ text: 'secret' }, { text: 'open' }];
    assert.deepEqual(
      fields('plans', {
        capacityEvidence: evidence,
        learning: { title: 'open', evidence },
        reflection: { question: 'secret?', evidence: [] },
      }),
      {
        capacityEvidence: [{ text: 'open' }],
        learning: { title: 'open', evidence: [{ text: 'open' }] },
        reflection: undefined,
      },
    );
    assert.equal(fields('plans', { capacityEvidence: [{ text: 'open' }], learning: 5 }), 'same');
    assert.deepEqual(fields('planTasks', { title: 'x', evidence }), { title: 'x', evidence: [{ text: 'open' }] });
    assert.equal(fields('planTasks', { project: secret, evidence }), 'gone');
    assert.equal(fields('planTasks', { title: 'x', evidence: [{ text: 'open' }] }), 'same');
  });
});
