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
  /** It plays sound on a site that isn't known, and its title is of a pastime. */
  readonly isPastime: boolean;
}

/** Properties of a tab besides its address. */
export interface TabSigns {
  readonly title?: string | undefined;
  /** It plays sound. */
  readonly isAudible?: boolean | undefined;
}

/**
 * Decides the category of a page. On a site for videos, and on one that isn't known while it plays sound, a title about programming makes it
 * learning; otherwise it is leisure. Of the title, only this goes anywhere.
 */
export function categoryOf(list: CategoryList, { host, path }: PageAddress, tab: TabSigns = {}): TabCategory {
  const { category = 'other', by } = categorizer(list)({ domain: host, path }) ?? {};
  const isOfAnyKind = by === 'site' && category === 'leisure' && isVideoSite(host);
  const isPlaying = by === 'site' && category === 'other' && tab.isAudible === true;
  const subject = isOfAnyKind || isPlaying ? subjectOfVideo(tab.title ?? '') : undefined;
  return {
    category: subject === 'lesson' ? 'learning' : isPlaying ? 'leisure' : category,
    isChosen: by === 'rule',
    isUnclear: subject === 'unclear' && (isPlaying || isVideoPage(host, path)),
    isPastime: subject === 'pastime' && isPlaying,
  };
}

/** Returns the way in which Daymark counts visits of a category. */
export function kindOf({ categories }: CategoryList, id: string): VisitKind {
  const builtIn = builtInOf(categories, id);
  return builtIn === 'leisure' || builtIn === 'other' ? 'browsing' : builtIn;
}
