import { builtInCategories, builtInOf, type CategoryList } from '../../src/core/categories/categories.ts';
import { categorizer } from '../../src/core/categories/categorize.ts';
import { isVideoPage, isVideoSite, subjectOfVideo } from '../../src/core/categories/videoTitles.ts';
import type { VisitKind } from '../../src/core/views/companion.ts';
import type { PageAddress } from './page.ts';

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

/** The category of the page in a tab. */
interface TabCategory {
  /** Its id. */
  readonly category: string;
  /** The person chose it for the site. */
  readonly isChosen: boolean;
  /** It is a video whose title doesn't say whether it is a lesson or a pastime. */
  readonly isUnclear: boolean;
}

/**
 * Decides the category of a page. On a site for videos, a title about programming makes it learning. Of the title, only this goes anywhere.
 * @param title of the tab
 */
export function categoryOf(list: CategoryList, { host, path }: PageAddress, title = ''): TabCategory {
  const { category = 'other', by } = categorizer(list)({ domain: host, path }) ?? {};
  const isOfAnyKind = by === 'site' && category === 'leisure' && isVideoSite(host);
  const subject = isOfAnyKind ? subjectOfVideo(title) : undefined;
  return {
    category: subject === 'lesson' ? 'learning' : category,
    isChosen: by === 'rule',
    isUnclear: subject === 'unclear' && isVideoPage(host, path),
  };
}

/** Returns the way in which Daymark counts visits of a category. */
export function kindOf({ categories }: CategoryList, id: string): VisitKind {
  const builtIn = builtInOf(categories, id);
  return builtIn === 'leisure' || builtIn === 'other' ? 'browsing' : builtIn;
}
