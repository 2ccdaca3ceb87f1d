import { compareText } from '../../core/base/compareText.ts';
import * as z from 'zod';
import { AppError } from '../../core/base/appError.ts';
import { action, internalQuery, query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { collection } from '../../core/records/collection.ts';
import { deletion, restoration } from '../../core/records/recordActions.ts';
import { taskScopes } from '../../core/views/taskNames.ts';
import { normalized } from './taskIndex.ts';
import { taskFilter, taskGroupings, taskOrders } from './taskViews.ts';

/** More than anybody chooses from. */
const filtersAtMost = 100;

const { text, tag, project, category } = taskFilter.shape;

/** A filter of the task list that a person gave a name. Erasing a project erases the filters that name it. */
const filterFields = z.object({
  name: z.string().trim().min(1, 'must not be empty').max(100),
  scope: z.enum(taskScopes).describe('Which tasks: those that are open, done, archived, or all but the archived ones.'),
  // Not `text`: by that name, models are told sentences of Daymark's own.
  search: text,
  tag,
  project,
  category,
  groupBy: z.enum(taskGroupings),
  sortBy: z.enum(taskOrders),
});

/** Saved filters. */
export const taskFilters = collection('taskFilters', filterFields);

const id = z.string().min(1).max(200);
const transports = ['view', 'http', 'mcp', 'cli'] as const;
const empty = z.object({});

export const listTaskFilters = query('taskFilters.list', {
  title: 'Saved task filters',
  description: 'Filters of the task list that were saved, by name.',
  access: 'read',
  transports,
  params: empty,
  result: z.object({ filters: z.array(filterFields.extend({ id: z.string() })) }),
  run: (read) => ({ filters: filtersIn(read) }),
});

function filtersIn(read: Reading) {
  const { records } = read.records(taskFilters, { limit: filtersAtMost });
  const filters = records.map(({ id: own, values }) => ({ ...values, id: own }));
  return filters.sort((a, b) => compareText(keyOf(a.name), keyOf(b.name)));
}

/** Names that look the same are the same. */
function keyOf(name: string): string {
  return normalized(name.trim());
}

export const findFilter = internalQuery('taskFilters.find', (read: Reading, { name }: { readonly name: string }) => {
  const filters = filtersIn(read);
  return { id: filters.find((one) => keyOf(one.name) === keyOf(name))?.id, isFull: filters.length >= filtersAtMost };
});

export const saveTaskFilter = action('taskFilters.save', {
  title: 'Save a task filter',
  description: 'Saves a filter of the task list under a name. A filter that already has this name is replaced.',
  access: 'write',
  transports,
  params: filterFields,
  result: z.object({ id }),
  run: async (app, filter) => {
    const found = await app.read(findFilter, { name: filter.name });
    const records = app.records(taskFilters);
    if (found.id !== undefined) return { id: (await records.put(found.id, filter)).id };
    if (found.isFull)
      throw new AppError('invalid-input', app.t('There are {0} saved filters. Delete one first.', filtersAtMost));
    return { id: (await records.create(filter)).id };
  },
});

export const deleteTaskFilter = deletion('taskFilters.delete', taskFilters, {
  title: 'Delete a saved task filter',
  description: 'Deletes a saved filter, but no task. `taskFilters.restore` undoes that.',
  transports,
});

export const restoreTaskFilter = restoration('taskFilters.restore', taskFilters, {
  title: 'Restore a saved task filter',
  description: 'Brings a deleted filter back as it was.',
  transports,
});
