import assert from 'node:assert/strict';
import { roleOf } from '../../../../src/extension/places/schemes.ts';

describe('the role of a scheme', () => {
  it('is work for text of the person, wherever it lies', () => {
    for (const scheme of ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-notebook-cell'])
      assert.equal(
        roleOf(scheme, () => false),
        'work',
      );
  });

  it('is view for what others wrote', () => {
    for (const scheme of ['git', 'pr', 'gitlens', 'search-editor'])
      assert.equal(
        roleOf(scheme, () => true),
        'view',
      );
  });

  it('is none for what appears by itself', () => {
    for (const scheme of ['vscode-terminal', 'inmemory'])
      assert.equal(
        roleOf(scheme, () => true),
        'none',
      );
  });

  it('is log for what a program writes', () => {
    assert.equal(
      roleOf('output', () => true),
      'log',
    );
  });

  it('is input for the small fields', () => {
    for (const scheme of ['vscode-scm', 'comment'])
      assert.equal(
        roleOf(scheme, () => true),
        'input',
      );
  });

  it('of an unknown one depends on whether there are files behind it', () => {
    assert.equal(
      roleOf('sftp', () => true),
      'work',
    );
    assert.equal(
      roleOf('jdt', () => false),
      'view',
    );
    // Finds nothing that the table only inherits.
    assert.equal(
      roleOf('constructor', () => false),
      'view',
    );
    assert.equal(
      roleOf('toString', () => true),
      'work',
    );
  });
});
