import assert from 'node:assert/strict';
import { inProject } from '../../../../src/extension/places/projectPath.ts';

describe('the path in a project', () => {
  it('is relative to its root', () => {
    assert.deepEqual(inProject('/w/p/src/a.ts', '/w/p', '/'), { project: '/w/p', file: 'src/a.ts' });
  });

  it('has forward slashes everywhere', () => {
    const expected = { project: 'c:\\w\\p', file: 'src/deep/a.ts' };
    assert.deepEqual(inProject('c:\\w\\p\\src\\deep\\a.ts', 'c:\\w\\p', '\\'), expected);
    assert.deepEqual(inProject('c:\\tmp\\a.ts', undefined, '\\'), { file: 'c:/tmp/a.ts' });
  });

  it('keeps a backslash that is part of a name', () => {
    assert.deepEqual(inProject('/w/p/a\\b.ts', '/w/p', '/'), { project: '/w/p', file: 'a\\b.ts' });
  });

  it('works at the root of the file system', () => {
    assert.deepEqual(inProject('/a.ts', '/', '/'), { project: '/', file: 'a.ts' });
  });

  it('does not take a neighbour with a longer name for a child', () => {
    assert.deepEqual(inProject('/w/project/a.ts', '/w/p', '/'), { project: '/w/p', file: '/w/project/a.ts' });
  });

  it('is absolute without a project', () => {
    assert.deepEqual(inProject('/tmp/a.ts', undefined, '/'), { file: '/tmp/a.ts' });
  });
});
