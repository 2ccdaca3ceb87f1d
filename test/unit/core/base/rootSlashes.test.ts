import assert from 'node:assert/strict';
import { rootSlashesOf } from '../../../../src/core/base/rootSlashes.ts';

describe('the parts of a project’s folder', () => {
  for (const [project, count] of [
    ['/', 1],
    ['/home', 2],
    ['/home/ada/shop', 4],
    ['/home/ada/shop///', 4],
    ['C:\\Users\\ada', 3],
    ['c:/Users/ada/', 3],
    ['shop', undefined],
    ['', undefined],
    ['shop/a', undefined],
  ] as const)
    it(`are ${count} of "${project}"`, () => assert.equal(rootSlashesOf(project), count));
});
