import assert from 'node:assert/strict';
import { commandOf } from '../../../../src/extension/sensors/support/command.ts';
import { groupOfCommand } from '../../../../src/extension/sensors/support/commandGroup.ts';

const groupOf = (line: string): string | undefined => {
  const command = commandOf(line);
  return command && groupOfCommand(line, command);
};

describe('the group of a command', () => {
  it('is `run` where it watches, serves, or waits for keys, and its name alone does not say so', () => {
    for (const line of ['npm test -- --watch', 'jest --watchAll', 'tsc -w', 'docker exec -it web bash', 'mocha -w'])
      assert.equal(groupOf(line), 'run', line);
  });

  it('is that of the command otherwise', () => {
    assert.deepEqual(['npm test', 'jest', 'tsc -b', 'ssh db-3', 'vim a.ts'].map(groupOf), [
      'test',
      'test',
      'build',
      'other',
      'other',
    ]);
  });
});
