import assert from 'node:assert/strict';
import { ExportAliases } from '../../../../src/storage/transfer/aliases.ts';
import { activity, diagnostic, document, record, run, span, state } from '../facts.ts';

describe('an export without names', () => {
  it('has a number for each name, the same for the same one, in each kind', () => {
    const { rename } = new ExportAliases();
    const first = span({ scheme: 'web' });
    assert.deepEqual(rename(first), { ...first, project: 'project-1', file: 'file-1', branch: 'branch-1' });
    const other = span({ file: 'b.ts', language: 'acme-script', project: '/home/ada/mill' });
    assert.deepEqual(rename(other), {
      ...other,
      project: 'project-2',
      file: 'file-2',
      branch: 'branch-1',
      language: 'language-1',
    });
    const { project: _p, branch: _b, language: _l, ...bare } = span();
    assert.deepEqual(rename(bare), { ...bare, file: 'file-1' });
  });

  it('has runs, problems, activities, and documents without what a person wrote', () => {
    const { rename } = new ExportAliases();
    assert.deepEqual(rename(run()), { ...run(), name: 'run-1', project: 'project-1' });
    assert.deepEqual(rename(run({ name: 'npm run x' })).name, 'run-2');
    const problem = diagnostic({ reporter: 'acme-lint', code: 'acme-1' });
    assert.deepEqual(rename(problem), {
      ...problem,
      file: 'file-1',
      reporter: 'reporter-1',
      code: 'code-1',
      message: 'message-1',
    });
    assert.deepEqual(
      rename(diagnostic()),
      { ...diagnostic(), file: 'file-1', message: 'message-1' },
      'public names stay',
    );
    assert.deepEqual(rename(state()), state());
    assert.deepEqual(rename(activity({ project: '/home/ada/engine' })), {
      ...activity(),
      project: 'project-1',
      title: 'activity-1',
      notes: '',
    });
    assert.deepEqual(rename(document()), { ...document(), id: 'document-1', body: '{}' });
  });

  it('has of a record its figures, its project, and a title only where that is counted', () => {
    const { rename } = new ExportAliases();
    const fields = (collection: string, of: Record<string, unknown>): unknown => {
      const { id, fields: renamed } = rename(record({ id: 'r:1', collection, fields: of as never }));
      assert.equal(id, 'record-1');
      return renamed;
    };
    const common = { title: 'Mill', notes: 'secret', project: '/p', errors: 2, minutes: 5, due: 7, status: 'open' };
    const columns = { due: 7, status: 'open', project: 'project-1' };
    assert.deepEqual(fields('tasks', common), columns);
    assert.deepEqual(fields('activities', common), { ...columns, errors: 2, title: 'activity-1' });
    assert.deepEqual(fields('planTasks', { ...common, doneAt: null }), {
      ...columns,
      minutes: 5,
      doneAt: null,
      title: 'task-1',
    });
    assert.deepEqual(fields('tasks', { due: null, deleted: true, status: 'two words', project: 5, title: 5 }), {});
    assert.deepEqual(fields('activities', { title: null }), {});
  });
});
