import assert from 'node:assert/strict';
import { afterInstall, checks } from '../../../scripts/lib/checks.ts';
import { laneNames } from '../../../scripts/lib/suites.ts';

describe('the checks of npm test', () => {
  it('read no package before all are installed, in whichever lane they run', async () => {
    const done: string[] = [];
    const install = Promise.withResolvers<void>();
    const waiting = afterInstall(
      () => install.promise,
      ['lint', 'types'].map((name) => ({ name, run: (log) => Promise.resolve(done.push(`${name} to ${log}`) > 0) })),
    );
    const results = waiting.map(({ run }) => run('a file'));
    await new Promise(setImmediate);
    assert.deepEqual(done, []);
    install.resolve();
    assert.deepEqual(await Promise.all(results), [true, true]);
    assert.deepEqual(done, ['lint to a file', 'types to a file']);
  });

  it('fail when the packages cannot be installed', async () => {
    const [check] = afterInstall(
      () => Promise.reject(new Error('no network')),
      [{ name: 'lint', run: () => Promise.resolve(true) }],
    );
    await assert.rejects(async () => check?.run(), /no network/);
  });

  it('are each in one lane', () => {
    const lanes = laneNames.flat();
    for (const { name } of checks) assert.equal(lanes.filter((one) => one === name).length, 1, name);
  });
});
