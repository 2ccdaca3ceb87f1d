import assert from 'node:assert/strict';
import { fitsFilter } from '../../../src/analytics/feedFilter.ts';
import type { FeedFilter, FeedItem } from '../../../src/core/views/views.ts';

const item: FeedItem = {
  id: '1',
  source: 'manual',
  kind: 'meeting',
  title: 'Stand-up mit Zoë',
  detail: '3 files',
  project: 'ada/shop',
  start: 0,
  durationMs: 1,
  errors: 0,
  manual: { notes: 'about the ﬁle format', minutes: 1 },
};
const fits = (filter: FeedFilter) => fitsFilter(filter)(item);

describe('the filter of the feed', () => {
  it('takes everything when it says nothing', () => assert.ok(fits({}) && fits({ text: '' })));

  it('finds words in title, details, project and notes, in any case and form', () => {
    for (const text of ['stand-UP', 'ZOË', '3 files', 'Ada/', 'file format', 'Zoë'.normalize('NFD')])
      assert.ok(fits({ text }), text);
    assert.ok(!fits({ text: 'sit-down' }));
  });

  it('takes a project by its name, however much of its root is told', () => {
    assert.ok(fits({ project: 'shop' }) && fits({ project: '/home/ada/shop' }));
    assert.ok(!fits({ project: 'hop' }) && !fitsFilter({ project: 'shop' })({ ...item, project: undefined }));
  });

  it('wants every part of it to fit', () => {
    assert.ok(fits({ source: 'manual', text: 'zoë', project: 'shop' }));
    assert.ok(!fits({ source: 'editor', text: 'zoë', project: 'shop' }));
  });
});
