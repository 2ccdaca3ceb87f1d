import assert from 'node:assert/strict';
import { likelyTestCommand, testHints } from '../../../../src/ai/drafts/testHints.ts';

describe('hints for tests', () => {
  it('names only what tests are written with, of a package that says so', () => {
    const packages = { 'left-pad': '1', vitest: '1', '@testing-library/react': '1', jestling: '1' };
    assert.deepEqual(testHints(JSON.stringify({ dependencies: packages, devDependencies: { mocha: '1' } })), [
      'package: vitest',
      'package: @testing-library/react',
      'package: mocha',
    ]);
    assert.deepEqual(testHints(JSON.stringify({ scripts: { test: 'x'.repeat(400) }, type: 7 })), [
      `package.json: test script ${'x'.repeat(300)}`,
    ]);
    for (const text of ['{}', 'no JSON', '7', '']) assert.deepEqual(testHints(text), [], text);
  });

  it('knows the usual commands', () => {
    const commandFor = (...names: readonly string[]) => likelyTestCommand(new Set(names));
    assert.equal(commandFor('package.json'), 'npm test');
    assert.equal(commandFor('Cargo.toml', 'go.mod'), 'cargo test');
    for (const name of ['pyproject.toml', 'setup.py', 'pytest.ini', 'tox.ini'])
      assert.equal(commandFor('README.md', name), 'python3 -m pytest', name);
    assert.equal(commandFor('package.json', 'package-lock.json'), 'npm ci && npm test');
    assert.equal(commandFor('go.mod'), 'go test ./...');
    assert.equal(commandFor('README.md'), '');
  });
});
