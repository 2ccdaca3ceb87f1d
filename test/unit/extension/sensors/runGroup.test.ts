import assert from 'node:assert/strict';
import { runGroup } from '../../../../src/extension/sensors/support/runGroup.ts';

describe('the group of a run', () => {
  const cases: readonly [string | undefined, string, string][] = [
    // The task's declaration takes precedence over its name.
    ['build', 'test everything', 'build'],
    ['test', 'build and check', 'test'],
    ['clean', 'x', 'build'],
    ['rebuild', 'x', 'build'],
    // An unknown group is ignored.
    ['none', 'jest', 'test'],
    [undefined, 'npm: test', 'test'],
    [undefined, 'test:unit', 'test'],
    [undefined, 'unit-tests', 'test'],
    [undefined, 'runTests', 'test'],
    [undefined, 'pytest -q', 'test'],
    [undefined, 'e2e (chrome)', 'test'],
    [undefined, 'watch tests', 'test'],
    [undefined, 'npm: build', 'build'],
    [undefined, 'tsc: build - tsconfig.json', 'build'],
    [undefined, 'buildAll', 'build'],
    [undefined, 'make release', 'build'],
    [undefined, 'start', 'run'],
    [undefined, 'npm: dev', 'run'],
    [undefined, 'lint', 'other'],
    [undefined, 'deploy', 'other'],
    [undefined, '', 'other'],
    // Words that only hold another one.
    [undefined, 'contest', 'other'],
    [undefined, 'latest', 'other'],
    [undefined, 'rebuilding trust', 'other'],
    [undefined, 'restarted', 'other'],
  ];
  for (const [group, name, expected] of cases)
    it(`of ${JSON.stringify(name)}${group ? ` declared ${group}` : ''} is ${expected}`, () =>
      assert.equal(runGroup(group, name), expected));
});
