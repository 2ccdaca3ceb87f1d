import assert from 'node:assert/strict';
import fc from 'fast-check';
import { taskScopes } from '../../../../src/core/views/taskNames.ts';
import { saveTaskFilter } from '../../../../src/planning/tasks/savedFilters.ts';
import { taskGroupings, taskOrders } from '../../../../src/planning/tasks/taskViews.ts';
import {
  filterOf,
  isNarrow,
  isSameFilter,
  paramsOf,
  plainFilter,
  savedOf,
} from '../../../../src/webview/panels/tasks/listFilter.ts';

const word = fc.oneof(fc.constant(''), fc.string({ maxLength: 20 }));
const filters = fc.record({
  text: word,
  tag: word,
  project: word,
  category: word,
  scope: fc.constantFrom(...taskScopes),
  groupBy: fc.constantFrom(...taskGroupings),
  sortBy: fc.constantFrom(...taskOrders),
});

describe('filters of the task list', () => {
  it('come back from being saved as they were', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const { id: _, ...saved } = { id: 'f', ...saveTaskFilter.params.parse(savedOf(filter, 'Mine')) };
        assert.ok(isSameFilter(filterOf({ ...saved, id: 'f' }), filter));
        assert.deepEqual(paramsOf(filterOf({ ...saved, id: 'f' })), paramsOf({ ...filter, text: filter.text.trim() }));
      }),
    );
  });

  it('ask for the tasks of their scope, grouped and sorted', () => {
    const statuses = taskScopes.map((scope) => [scope, paramsOf({ ...plainFilter, scope }).status]);
    assert.deepEqual(Object.fromEntries(statuses), {
      open: ['todo', 'inProgress'],
      done: ['done'],
      archived: ['archived'],
      all: ['todo', 'inProgress', 'done'],
    });
    const { status: _, ...rest } = paramsOf({ ...plainFilter, text: 'a b', tag: 't', groupBy: 'due', sortBy: 'title' });
    assert.deepEqual(rest, { groupBy: 'due', sortBy: 'title', text: 'a b', tag: 't' });
  });

  it('are the same if they show the same, and only then', () => {
    fc.assert(
      fc.property(filters, filters, (a, b) => {
        const shown = (filter: typeof a) => JSON.stringify(paramsOf({ ...filter, text: filter.text.trim() }));
        assert.equal(isSameFilter(a, b), shown(a) === shown(b));
        assert.ok(isSameFilter(a, { ...a, text: ` ${a.text} ` }));
      }),
    );
    for (const change of [
      { text: 'a' },
      { tag: 'a' },
      { scope: 'all' },
      { sortBy: 'title' },
      { groupBy: 'due' },
    ] as const)
      assert.ok(!isSameFilter(plainFilter, { ...plainFilter, ...change }), JSON.stringify(change));
  });

  it('are narrow if they leave something out', () => {
    assert.ok(!isNarrow({ ...plainFilter, groupBy: 'due', text: ' ' }));
    for (const part of [{ text: 'a' }, { tag: 'a' }, { project: 'a' }, { category: 'a' }, { scope: 'all' } as const])
      assert.ok(isNarrow({ ...plainFilter, ...part }), JSON.stringify(part));
  });
});
