import type { Translate } from '../base/translate.ts';
import type { ActivityKind } from '../facts/activity.ts';

/** Colors by the names of VS Code's chart colors, which fit every theme. */
export const categoryColors = ['blue', 'green', 'yellow', 'orange', 'red', 'purple', 'gray'] as const;
export type CategoryColor = (typeof categoryColors)[number];

/** Worth of a category's time. */
export const categoryWorths = ['productive', 'neutral', 'distracting'] as const;
export type CategoryWorth = (typeof categoryWorths)[number];

export interface Category {
  readonly id: string;
  readonly name: string;
  readonly color: CategoryColor;
  readonly counts: CategoryWorth;
  /** The category that this one is a part of. */
  readonly parent?: string | undefined;
}

/** Conditions for a category. All that are present must hold. */
export interface CategoryConditions {
  /** Host of a site; its subdomains belong to it. */
  readonly domain?: string | undefined;
  /** Path of the file, with its project's root before it. */
  readonly glob?: string | undefined;
  /** A project's root, or its last parts. */
  readonly project?: string | undefined;
  /** Name of an application or another editor. */
  readonly app?: string | undefined;
  /** VS Code's language id. */
  readonly language?: string | undefined;
  /** Words that a title contains; `*` stands for anything between them. */
  readonly title?: string | undefined;
}

export interface CategoryRule extends CategoryConditions {
  readonly id: string;
  readonly category: string;
}

/** All categories, and the rules in the order in which they are asked. */
export interface CategoryList {
  readonly categories: readonly Category[];
  readonly rules: readonly CategoryRule[];
}

/** Categories that are always there, by their ids. They can be renamed, and change what they count as. */
export const builtInIds = ['coding', 'reviewing', 'planning', 'learning', 'meeting', 'leisure', 'other'] as const;
export type BuiltInId = (typeof builtInIds)[number];

/** @param t so that their names are those of the display language */
export function builtInCategories(t: Translate): readonly (Category & { readonly id: BuiltInId })[] {
  return [
    { id: 'coding', name: t('Coding'), color: 'blue', counts: 'productive' },
    { id: 'reviewing', name: t('Reviewing'), color: 'purple', counts: 'productive' },
    { id: 'planning', name: t('Planning'), color: 'yellow', counts: 'productive' },
    { id: 'learning', name: t('Learning'), color: 'green', counts: 'productive' },
    { id: 'meeting', name: t('Communication'), color: 'orange', counts: 'neutral' },
    { id: 'leisure', name: t('Leisure'), color: 'red', counts: 'distracting' },
    { id: 'other', name: t('Other'), color: 'gray', counts: 'neutral' },
  ];
}

/** The category of an activity of which nothing else is known. */
export const categoryOfKind: Readonly<Record<ActivityKind, BuiltInId>> = {
  coding: 'coding',
  reading: 'coding',
  debugging: 'coding',
  testing: 'coding',
  building: 'coding',
  terminal: 'coding',
  reviewing: 'reviewing',
  planning: 'planning',
  learning: 'learning',
  meeting: 'meeting',
  browsing: 'other',
  break: 'other',
  other: 'other',
};

/**
 * A category and those that it is a part of, from the top. Two machines can make a circle of parents: it is cut where it was entered.
 * Empty for an id that no category has.
 */
export function categoryPath(categories: readonly Category[], id: string): Category[] {
  const path: Category[] = [];
  let next = categories.find((one) => one.id === id);
  while (next && !path.includes(next)) {
    path.unshift(next);
    const { parent } = next;
    next = categories.find((one) => one.id === parent);
  }
  return path;
}

/** Returns the built-in category that one is a part of, or is; `other` for one that is a part of none. */
export function builtInOf(categories: readonly Category[], id: string): BuiltInId {
  const ids = categoryPath(categories, id).map((one) => one.id);
  return builtInIds.find((one) => ids.includes(one)) ?? 'other';
}

/** The name of a category after those that it is a part of; empty for an id that no category has. */
export function fullName(categories: readonly Category[], id: string): string {
  return categoryPath(categories, id)
    .map(({ name }) => name)
    .join(' / ');
}
