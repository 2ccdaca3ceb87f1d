import { compareText } from '../base/compareText.ts';
import * as z from 'zod';
import type { Translate } from '../base/translate.ts';
import type { RecordReader } from '../facts/reader.ts';
import { collection } from '../records/collection.ts';
import { readRecords } from '../records/readRecords.ts';
import { builtInCategories, categoryColors, categoryWorths, type Category, type CategoryList } from './categories.ts';

/** More than anybody has; what is beyond is left out. */
export const categoriesAtMost = 500;

const id = z.string().min(1).max(200);
const words = z.string().trim().min(1, 'must not be empty').max(500);

/** Fields of a category that a person sets. */
export const categoryFields = z.object({
  name: z.string().trim().min(1, 'must not be empty').max(100),
  color: z.enum(categoryColors),
  counts: z.enum(categoryWorths).describe('What time of this category counts as.'),
  parent: id.optional().describe('The id of the category that this one is a part of.'),
});

/** Conditions of a rule; all that are present must hold. */
export const ruleConditions = z.object({
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .transform((domain) => domain.replace(/^www\./, ''))
    .pipe(z.string().regex(/^(?:[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])$/, 'must be a domain, such as example.com'))
    .optional()
    .describe('Domain of a site, with its subdomains.'),
  glob: words.optional().describe("Glob over files, with their project's root before them."),
  project: words.optional().describe("A project's folder, or the last parts of it."),
  app: words.optional().describe('Name of an application or another editor.'),
  language: words.optional().describe("VS Code's language id."),
  title: words.optional().describe('Words that a title contains; * stands for anything.'),
});

/** Categories. One with the id of a built-in one changes that. */
export const categoryRecords = collection('categories', categoryFields);

/** Rules that put things into categories. The smallest `sort` is asked first. */
export const categoryRules = collection('categoryRules', ruleConditions.extend({ category: id, sort: z.number() }));

const kept = new WeakMap<object, { readonly rules: object; readonly list: CategoryList }>();

/** Reads the categories and rules. They are read again only when one of them changed. */
export function readCategories(reader: RecordReader, t: Translate): CategoryList {
  const marks = reader.recordMarks(categoryRecords.name);
  const rules = reader.recordMarks(categoryRules.name);
  const known = kept.get(marks);
  if (known?.rules === rules) return known.list;
  const list = { categories: categoriesIn(reader, t), rules: rulesIn(reader) };
  kept.set(marks, { rules, list });
  return list;
}

function categoriesIn(reader: RecordReader, t: Translate): Category[] {
  const { records } = readRecords(reader, categoryRecords, { limit: categoriesAtMost });
  const own = new Map(records.map((one) => [one.id, { id: one.id, ...one.values }]));
  const builtIn = builtInCategories(t).map((one) => own.get(one.id) ?? one);
  const ids = new Set(builtIn.map((one) => one.id));
  const others = [...own.values()].filter((one) => !ids.has(one.id));
  return [...builtIn, ...others.sort((a, b) => compareText(a.name, b.name))];
}

function rulesIn(reader: RecordReader): CategoryList['rules'] {
  const { records } = readRecords(reader, categoryRules, { by: 'sort', limit: categoriesAtMost });
  return records.map(({ id: rule, values: { sort: _sort, ...values } }) => ({ id: rule, ...values }));
}
