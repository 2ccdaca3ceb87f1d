import * as z from 'zod';
import { AppError } from '../../core/base/appError.ts';
import { builtInIds, categoryPath } from '../../core/categories/categories.ts';
import {
  categoryFields,
  categoryRecords,
  categoryRules,
  ruleConditions,
} from '../../core/categories/categoryRecords.ts';
import type { App } from '../../core/operations/app.ts';
import { action } from '../../core/operations/operation.ts';
import { deletion, restoration } from '../../core/records/recordActions.ts';
import { checkConditions, getCategories } from './categoryQueries.ts';

const id = z.string().min(1).max(200);
const empty = z.object({});
const transports = ['view', 'http', 'mcp', 'cli'] as const;
const { name, color, counts, parent } = categoryFields.shape;

export const saveCategory = action('categories.save', {
  title: 'Save a category',
  description:
    'Adds a category, or changes the given fields of one when `id` is given. The built-in ones can be changed too. A new one counts in the same way as its parent.',
  access: 'write',
  transports,
  params: z.object({
    id: id.optional(),
    name: name.optional(),
    color: color.optional(),
    counts: counts.optional(),
    parent: parent.nullable(),
  }),
  result: z.object({ id }),
  run: async (app, { id: known, parent: above, ...fields }) => {
    const { categories } = await app.read(getCategories, {});
    const before = categories.find((one) => one.id === known);
    if (known !== undefined && !before) throw new AppError('not-found', app.t('This category no longer exists.'));
    const parentId = above === undefined ? before?.parent : (above ?? undefined);
    const path = parentId === undefined ? [] : categoryPath(categories, parentId);
    if (above && path.length === 0) throw new AppError('invalid-input', 'parent: no such category');
    if (path.some((one) => one.id === known))
      throw new AppError('invalid-input', app.t("A category can't be a part of itself."));
    const top = path.at(-1);
    const values = {
      name: fields.name ?? before?.name ?? '',
      color: fields.color ?? before?.color ?? top?.color ?? 'gray',
      counts: fields.counts ?? before?.counts ?? top?.counts ?? 'neutral',
      ...(parentId !== undefined && { parent: parentId }),
    };
    const records = app.records(categoryRecords);
    return { id: known === undefined ? (await records.create(values)).id : (await records.put(known, values)).id };
  },
});

export const deleteCategory = action('categories.delete', {
  title: 'Delete a category',
  description:
    'Deletes a category. Its rules have no effect any more, and categories within it become independent. A built-in one gets its original name, color, and meaning back. `categories.restore` undoes that.',
  access: 'destructive',
  transports,
  params: z.object({ id }),
  result: empty,
  run: async (app, { id: known }) => {
    const isBuiltIn = builtInIds.some((one) => one === known);
    const { records } = await app.records(categoryRecords).list({ ids: [known] });
    if (records.length > 0 || !isBuiltIn) await app.records(categoryRecords).remove(known);
    return {};
  },
});

export const restoreCategory = restoration('categories.restore', categoryRecords, {
  title: 'Restore a category',
  description: 'Brings a deleted category back as it was, with its rules.',
  transports,
});

export const saveCategoryRule = action('categories.saveRule', {
  title: 'Save a category rule',
  description:
    'Adds a rule that puts things into a category, or replaces one when `id` is given. All conditions of a rule must match. The first matching rule decides, and a new one comes first.',
  access: 'write',
  transports,
  params: ruleConditions.extend({
    id: id.optional(),
    category: id,
    before: id.nullable().optional().describe('The rule to put it before; null puts it last.'),
  }),
  result: z.object({ id }),
  run: async (app, { id: known, before, category, ...conditions }) => {
    checkConditions(conditions);
    const rule = { ...conditions, category };
    const { places } = await storedWith(app, category);
    const rules = app.records(categoryRules);
    const stays = places.find((one) => one.id === known)?.sort;
    const sort = before === undefined && stays !== undefined ? stays : placeBefore(places, before);
    return {
      id: (known === undefined ? await rules.create({ ...rule, sort }) : await rules.put(known, { ...rule, sort })).id,
    };
  },
});

export const deleteCategoryRule = deletion('categories.deleteRule', categoryRules, {
  title: 'Delete a category rule',
  description: 'Deletes a rule. The other rules then decide what it had put into its category, also for the past.',
  transports,
});

export const setSiteCategory = action('categories.setSite', {
  title: 'Set the category of a site',
  description: 'Puts a site and its subdomains into a category, or with null undoes that.',
  access: 'write',
  transports,
  params: z.object({ domain: ruleConditions.shape.domain.unwrap(), category: id.nullable() }),
  result: empty,
  run: async (app, { domain, category }) => {
    const { rules: all, places } = await storedWith(app, category ?? undefined);
    const rules = app.records(categoryRules);
    const known = all.filter((one) => one.domain === domain && Object.keys(one).length === 3);
    const [first, ...others] = known;
    for (const one of category === null ? known : others) await rules.remove(one.id);
    if (category === null) return {};
    if (first) await rules.revise(first.id, { category });
    else await rules.create({ domain, category, sort: placeBefore(places) });
    return {};
  },
});

/** @throws AppError `invalid-input` for a category that doesn't exist */
async function storedWith(app: App, category: string | undefined) {
  const stored = await app.read(getCategories, {});
  if (category !== undefined && !stored.categories.some((one) => one.id === category))
    throw new AppError('invalid-input', 'category: no such category');
  return stored;
}

interface RulePlace {
  readonly id: string;
  readonly sort: number;
}

/** @param before undefined for the first place, null for the last; one that is unknown is the last too */
function placeBefore(places: readonly RulePlace[], before?: string | null): number {
  const at = before === undefined ? 0 : places.findIndex(({ id: one }) => one === before);
  const index = at < 0 ? places.length : at;
  const [above, below] = [places[index - 1]?.sort, places[index]?.sort];
  if (below === undefined) return (above ?? 0) + 1;
  return above === undefined ? below - 1 : (above + below) / 2;
}
