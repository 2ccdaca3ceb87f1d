import assert from 'node:assert/strict';
import { builtInCategories } from '../../../../src/core/categories/categories.ts';
import { categorizer } from '../../../../src/core/categories/categorize.ts';
import { pageAddressOf } from '../../../../src/core/categories/sites.ts';
import { watchedSpan } from '../../../../src/tracking/heartbeats/watchedSpan.ts';

describe('the address of a page', () => {
  it('has a host, and the path after it', () => {
    assert.deepEqual(pageAddressOf('github.com/acme/shop'), { domain: 'github.com', path: '/acme/shop' });
    assert.deepEqual(pageAddressOf('example.com'), { domain: 'example.com', path: '' });
    for (const none of [undefined, '', '(hidden)', '/a']) assert.equal(pageAddressOf(none).domain, undefined, none);
  });

  it('from an imported file is looked at in time, however long it is', () => {
    const categoryOf = categorizer({ categories: builtInCategories((text) => text), rules: [] });
    const begun = performance.now();
    for (const piece of ['a', 'a.', 'x/', 'github.com/', '.com'])
      categoryOf({ kind: 'browsing', ...pageAddressOf(piece.repeat(200_000)) });
    assert.ok(performance.now() - begun < 2000, `${performance.now() - begun} ms`);
    assert.equal(pageAddressOf(`${'a'.repeat(250)}.de`).domain?.length, 253);
    assert.equal(pageAddressOf(`${'a'.repeat(251)}.de`).domain, undefined);
    assert.equal(pageAddressOf(`a.de/${'x'.repeat(9000)}`).path.length, 2000);
  });

  it('that a watcher sends is none with a host longer than any', () => {
    const address = (length: number): string => `https://${'a'.repeat(length - 3)}.de/`;
    const stretch = { scheme: 'web', start: 0, end: 9, machine: 'm' } as const;
    const context = { offset: 0, judge: () => 'open' as const };
    assert.equal(typeof watchedSpan({ ...stretch, name: address(200) }, context), 'object');
    assert.equal(watchedSpan({ ...stretch, name: address(254) }, context), 'no-page');
  });
});
