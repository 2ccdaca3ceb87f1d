import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { git } from '../../harness/workspace.ts';
import { inWorkspace, open, project, until } from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

describe('the place in a signal', () => {
  const watch = watchSignals();

  it('a checkout in a terminal is noticed', async () => {
    await open(inWorkspace('src/example.ts'));
    git(project(), 'checkout', '--quiet', 'feature/one');
    await until('the new branch', () => watch.places.active().where.branch === 'feature/one', 15_000);
    git(project(), 'checkout', '--quiet', 'main');
    await until('the old branch', () => watch.places.active().where.branch === 'main', 15_000);
  });

  it('is read from the repository itself while git is switched off', async () => {
    const settings = vscode.workspace.getConfiguration('git');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    try {
      git(project(), 'checkout', '--quiet', 'feature/one');
      await open(inWorkspace('src/example.ts'));
      await until('the new branch', () => watch.places.active().where.branch === 'feature/one', 15_000);
      git(project(), 'checkout', '--quiet', 'main');
      await until('the old branch', () => watch.places.active().where.branch === 'main', 15_000);
    } finally {
      await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
    await until('git is back', () => watch.places.active().where.branch === 'main', 15_000);
  });

  it('a folder with a .git of its own is a project of its own', async () => {
    const inner = path.join(project(), 'inner');
    git(project(), 'init', '--quiet', '--initial-branch=trunk', 'inner');
    writeFileSync(path.join(inner, 'a.txt'), 'a\n');
    await open(vscode.Uri.file(path.join(inner, 'a.txt')));
    const { where } = await watch.next('move', ({ how }) => how === 'editor');
    assert.deepEqual([where.project, where.file, where.branch], [inner, 'a.txt', 'trunk']);
    assert.ok(readdirSync(inner).includes('.git'));
  });
});
