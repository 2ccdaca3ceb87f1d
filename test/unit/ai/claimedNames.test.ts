import assert from 'node:assert/strict';
import { checkText, citationOf, type CheckedText } from '../../../src/ai/claims/gate.ts';
import type { Ground } from '../../../src/ai/claims/ground.ts';

const ground: Ground = {
  topic: 'run',
  names: ['npm test', '/home/me/shop-api'],
  labels: { reporter: 'ESLint', code: 'no-var', about: 'carried' },
  values: { failures: 12, runs: 30 },
  text: 'npm test in shop-api: 12 of 30 runs failed',
};

function check(text: string, changes: Partial<Ground> = {}, isCited = true): CheckedText {
  return checkText(
    text,
    'statement',
    citationOf([{ ...ground, ...changes }], {
      names: { cited: new Set(['run-1']), sent: new Set(['run-1', 'file-2', 'Payments']) },
      isCited: (id) => isCited && id === 'e1',
      valueOf: (id, key) => (id === 'e1' && key === 'failures' ? '12' : undefined),
    }),
  );
}
const refused = (text: string, changes: Partial<Ground> = {}) => check(text, changes).refused.join(' | ');

describe('names in a claim', () => {
  const cases: Readonly<Record<string, string>> = {
    'npm test failed 12 times.': '',
    '"npm test" failed 12 times.': '',
    'The shop-api failed 12 times.': '',
    '/home/me/shop-api failed 12 times.': '',
    'npm tests failed 12 times.': 'npm',
    'my/shop-api failed 12 times.': 'my/shop-api | shop-api',
    'ESLint no-var failed 12 times.': '',
    'It failed 12 times in ESLINT.': '',
    'It failed 12 times with error no-var.': '',
    'It failed 12 times with code (no-var).': '',
    'run-1 failed 12 times.': '',
    'RUN_1 failed 12 times.': '',
    'file-2 failed 12 times.': 'file-2',
    'file-9 failed 12 times.': 'file-9 | -9 | file',
  };
  for (const [text, expected] of Object.entries(cases))
    it(`are those of the fact: ${text} (${expected || 'all holds'})`, () => assert.equal(refused(text), expected));

  it('may begin like one another', () => {
    const names = ['shop', 'shop api 2', 'shop api'];
    assert.equal(refused('shop api 2 failed 12 times, shop api and shop too.', { names, labels: {} }), '');
  });

  it('may stand in the text of the fact, and a code without a reporter', () => {
    assert.equal(refused('It failed 12 times in Payments.', { text: 'Payments: 12 of 30 runs failed' }), '');
    assert.equal(refused('It failed 12 times with error no-var.', { labels: { code: 'no-var' } }), '');
  });

  it('take their item along only where they were never sent', () => {
    const isForeign = (text: string) => check(text).isForeign;
    assert.deepEqual(
      [
        'It failed in file-2.',
        'It failed in file-9.',
        'It failed for Payments.',
        'It failed for Sonar.',
        'Sonar failed.',
      ].map(isForeign),
      [false, true, false, true, false],
    );
  });

  it('that could be a number or any word count where they are introduced or quoted', () => {
    const of = (name: string, text: string) =>
      refused(text, { names: [name], labels: {}, text: '12 of 30 runs failed' });
    assert.deepEqual(
      ['Run 47 failed 12 times.', '"47" failed 12 times.', '47 failed 12 times.', 'Run 474 failed 12 times.'].map(
        (text) => of('47', text),
      ),
      ['', '', '47', '474'],
    );
    assert.deepEqual(
      ['Run x failed 12 times.', '"x" failed 12 times.'].map((text) => of('x', text)),
      ['', ''],
    );
    assert.deepEqual(
      ['Run run failed 12 times.', '"run" failed 12 times.'].map((text) => of('run', text)),
      ['', ''],
    );
    assert.equal(of('/', 'It failed 12 times.'), '');
  });

  it('are of things that a fact of any kind has words for', () => {
    const withoutTopic: Ground = { text: 'You prefer tests of branches' };
    const citation = citationOf([withoutTopic], {
      names: { cited: new Set<string>(), sent: new Set<string>() },
      isCited: () => true,
      valueOf: () => undefined,
    });
    assert.deepEqual(checkText('You prefer tests, and errors of files.', 'statement', citation).refused, []);
    assert.deepEqual(checkText('You preferred tests.', 'statement', citation).refused, []);
  });

  it('stand in the sentences that hold, in their order', () => {
    const { text } = check('npm test failed. It failed 99 times in shop-api. run-1 failed in shop-api.');
    assert.equal(text, 'npm test failed. run-1 failed in shop-api.');
  });

  it('of what a text cites are left out, and values are put in, where the item cites them', () => {
    assert.equal(check('It failed {e1.failures} times (e1).').text, 'It failed 12 times.');
    assert.equal(check('It failed { e1.failures } times [e1, e1].').text, 'It failed 12 times.');
    for (const text of ['It failed {e1.runs} times.', 'It failed {e2.failures} times.', 'It failed 12 times (e1, e2).'])
      assert.notEqual(check(text).text, text, text);
    assert.notEqual(check('It failed 12 times (e1).', {}, false).text, 'It failed 12 times.');
    assert.equal(refused('It failed 12 times (e1, e2).'), 'e1 | e2');
  });
});
