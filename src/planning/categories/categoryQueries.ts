import { compareText } from '../../core/base/compareText.ts';
import * as z from 'zod';
import {
  categoryPath,
  categoryWorths,
  fullName,
  type Category,
  type CategoryList,
} from '../../core/categories/categories.ts';
import {
  categoriesAtMost,
  categoryFields,
  categoryRules,
  readCategories,
  ruleConditions,
} from '../../core/categories/categoryRecords.ts';
import { categorizer, type CategorySubject } from '../../core/categories/categorize.ts';
import { activityKinds } from '../../core/facts/activity.ts';
import { AppError } from '../../core/base/appError.ts';
import type { DayRange } from '../../core/operations/dayRange.ts';
import { internalQuery, query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { addDays, type Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { rangeDays, type RangeDays } from '../../core/views/history.ts';
import { subjectOfTask } from '../tasks/taskCategory.ts';
import { makeTaskIndex } from '../tasks/taskIndex.ts';

/** Measured time as categories see it; analytics has it. */
export interface CategoryBasis {
  /** Stretches of the days of a range, each with what decides its category. They sum to the measured time. */
  readonly subjects: (
    read: Reading,
    range: DayRange,
  ) => Iterable<{ readonly day: Day; readonly subject: CategorySubject; readonly ms: number }>;
  /** Time of the last days by the id of its category, ms. */
  readonly sums: (read: Reading, days: RangeDays) => ReadonlyMap<string, number>;
  readonly prepare: (read: Reading, days: RangeDays) => number;
}

const transports = ['view', 'http', 'mcp', 'cli'] as const;
const ms = z.number().describe('Milliseconds.');
const category = categoryFields.extend({
  id: z.string(),
  fullName: z.string().describe('With the categories that it is a part of.'),
});
const rule = ruleConditions.extend({ id: z.string(), category: z.string() });

/** Days that a preview looks back. */
const previewDays = 30;
const examplesAtMost = 10;

export const listCategories = query('categories.list', {
  title: 'Categories',
  description:
    'Categories of time, tasks, sites, and meetings, what each counts as, and the rules that decide, in the order in which they apply.',
  access: 'read',
  transports,
  params: z.object({}),
  result: z.object({ categories: z.array(category), rules: z.array(rule) }),
  run: ({ reader, t }) => {
    const { categories, rules } = readCategories(reader, t);
    return {
      categories: categories.map((one) => ({ ...one, fullName: fullName(categories, one.id) })),
      rules: [...rules],
    };
  },
});

export const decideCategory = query('categories.decide', {
  title: 'Category of something',
  description:
    'Returns the category that a task, a site, a file, or a meeting gets without one of its own, and what decides it.',
  access: 'read',
  transports,
  params: z.object({
    kind: z.enum(activityKinds).optional(),
    project: z.string().max(1000).optional(),
    file: z.string().max(4000).optional(),
    language: z.string().max(100).optional(),
    domain: z.string().max(300).optional(),
    path: z.string().max(4000).optional(),
    app: z.string().max(500).optional(),
    title: z.string().max(1000).optional(),
  }),
  result: z.object({
    category: category.nullable(),
    by: z.enum(['chosen', 'rule', 'site', 'app', 'kind']).optional(),
    rule: z.string().optional().describe('The id of the rule.'),
  }),
  run: ({ reader, t }, subject) => {
    const list = readCategories(reader, t);
    const { category: id, ...why } = categorizer(list)(subject) ?? {};
    const found = list.categories.find((one) => one.id === id);
    return found
      ? { category: { ...found, fullName: fullName(list.categories, found.id) }, ...why }
      : { category: null };
  },
});

/** Makes the query for time by category; the catalog hands in the measured time. */
export function categoryTimeQuery(basis: CategoryBasis) {
  return query('categories.time', {
    title: 'Time by category',
    description:
      'Time of the last days by category, most time first, and how much of it was productive, neutral, and distracting. `totalMs` of a category includes its subcategories.',
    access: 'read',
    transports,
    params: z.object({ days: z.literal(rangeDays).describe('How many days, ending today.') }),
    result: z.object({
      totalMs: ms,
      byWorth: z.record(z.enum(categoryWorths), ms),
      categories: z.array(category.extend({ ms, totalMs: ms })),
    }),
    prepare: (read, { days }) => basis.prepare(read, days),
    run: (read, { days }) => timeOf(readCategories(read.reader, read.t).categories, basis.sums(read, days)),
  });
}

function timeOf(categories: readonly Category[], sums: ReadonlyMap<string, number>) {
  const totals = new Map<string, number>();
  const byWorth = { productive: 0, neutral: 0, distracting: 0 };
  for (const [id, time] of sums) {
    const path = categoryPath(categories, id);
    byWorth[path.at(-1)?.counts ?? 'neutral'] += time;
    for (const one of path) totals.set(one.id, (totals.get(one.id) ?? 0) + time);
  }
  const shown = categories.map((one) => ({
    ...one,
    fullName: fullName(categories, one.id),
    ms: sums.get(one.id) ?? 0,
    totalMs: totals.get(one.id) ?? 0,
  }));
  return {
    totalMs: [...sums.values()].reduce((sum, time) => sum + time, 0),
    byWorth,
    categories: shown.filter(({ totalMs }) => totalMs > 0).sort((a, b) => b.totalMs - a.totalMs),
  };
}

/** Makes the query for what a rule would change; the catalog hands in the measured time. */
export function previewRuleQuery(basis: CategoryBasis) {
  return query('categories.preview', {
    title: 'Preview of a category rule',
    description: `What a rule would have changed in the last ${previewDays} days: time by the category that it would leave, with examples, and open tasks.`,
    access: 'read',
    transports,
    params: ruleConditions.extend({ category: z.string().max(200) }),
    result: z.object({
      ms: ms.describe('Time that would be in another category.'),
      from: z.array(z.object({ category: z.string(), ms })).describe('By the name of the category that it leaves.'),
      examples: z.array(z.object({ name: z.string(), ms })).describe('Files, sites, and titles with the most time.'),
      tasks: z.number().describe('Open tasks that would get the category.'),
    }),
    prepare: (read) => read.shared(makeTaskIndex).prepare(read),
    run: (read, { category: to, ...conditions }) => {
      checkConditions(conditions);
      const list = readCategories(read.reader, read.t);
      const before = categorizer(list);
      const after = categorizer({ ...list, rules: [{ id: '', category: to, ...conditions }, ...list.rules] });
      const changes = (subject: CategorySubject) => after(subject)?.category !== before(subject)?.category;
      const today = presentDay(read);
      const [from, examples] = [new Map<string, number>(), new Map<string, number>()];
      for (const { subject, ms: time } of basis.subjects(read, { from: addDays(today, 1 - previewDays), to: today })) {
        if (!changes(subject)) continue;
        addTo(from, fullName(list.categories, before(subject)?.category ?? ''), time);
        addTo(examples, subject.title ?? subject.domain ?? subject.file ?? subject.app ?? subject.project ?? '', time);
      }
      const tasks = read.shared(makeTaskIndex).items(read);
      return {
        ms: [...from.values()].reduce((sum, time) => sum + time, 0),
        from: mostFirst(from).map(([name, time]) => ({ category: name, ms: time })),
        examples: mostFirst(examples)
          .slice(0, examplesAtMost)
          .map(([name, time]) => ({ name, ms: time })),
        tasks: tasks
          .filter(({ view }) => view.status !== 'done' && view.status !== 'archived')
          .filter(({ stored }) => changes(subjectOfTask(stored.values))).length,
      };
    },
  });
}

/** @throws AppError `invalid-input` if there is nothing to look for */
export function checkConditions(conditions: z.output<typeof ruleConditions>): void {
  if (Object.values(conditions).every((one) => one === undefined))
    throw new AppError(
      'invalid-input',
      'A rule needs something to look for: domain, glob, project, app, language, or title.',
    );
}

/** The categories as they are, and the places of the rules, for actions. */
export const getCategories = internalQuery<object, StoredCategories>('categories.stored', (read) => ({
  ...readCategories(read.reader, read.t),
  places: read
    .records(categoryRules, { by: 'sort', limit: categoriesAtMost })
    .records.map(({ id, values: { sort } }) => ({ id, sort })),
}));

export interface StoredCategories extends CategoryList {
  readonly places: readonly { readonly id: string; readonly sort: number }[];
}

/** Adds to the sum of a name. */
export function addTo(sums: Map<string, number>, name: string, time: number): void {
  sums.set(name, (sums.get(name) ?? 0) + time);
}

/** Sums by name, the largest first. */
export function mostFirst(sums: ReadonlyMap<string, number>): (readonly [string, number])[] {
  return [...sums].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
}
