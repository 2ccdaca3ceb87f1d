import { builtInCategories, builtInOf, type CategoryList } from '../../src/core/categories/categories.ts';
import { categorizer } from '../../src/core/categories/categorize.ts';
import type { VisitKind } from '../../src/core/views/companion.ts';

/** Categories of sites chosen here that Daymark doesn't have yet: the id by domain, or nothing for a removed rule. */
export type Choices = Readonly<Record<string, string>>;

/** The default until Daymark provides one. */
export const builtInList: CategoryList = { categories: builtInCategories((text) => text), rules: [] };

/** Daymark's list with later choices made here. */
export function listWith({ categories, rules }: CategoryList, choices: Choices): CategoryList {
  const chosen = Object.entries(choices).filter(([, category]) => category !== '');
  return {
    categories,
    rules: [
      ...chosen.map(([domain, category]) => ({ id: domain, domain, category })),
      ...rules.filter(({ domain = '' }) => !Object.hasOwn(choices, domain)),
    ],
  };
}

/** The id of the category of a page. */
export function categoryOf(list: CategoryList, host: string, path: string): string {
  return categorizer(list)({ domain: host, path })?.category ?? 'other';
}

/** How Daymark counts visits of a category. */
export function kindOf({ categories }: CategoryList, id: string): VisitKind {
  const builtIn = builtInOf(categories, id);
  return builtIn === 'leisure' || builtIn === 'other' ? 'browsing' : builtIn;
}
