import { pathGlob } from '../base/pathGlob.ts';
import type { ActivityKind } from '../facts/activity.ts';
import { categoryOfKind, type CategoryList, type CategoryRule } from './categories.ts';
import { isLeisureApplication } from './applications.ts';
import { categoryOfSite } from './sites.ts';

/** A stretch of time, a task, a site, or an event of a calendar, as far as it is known. */
export interface CategorySubject {
  /** A category that somebody chose for it: its id or its name. */
  readonly chosen?: string | undefined;
  readonly kind?: ActivityKind | undefined;
  /** Root of the project, or its name. */
  readonly project?: string | undefined;
  /** Relative to the project's root. */
  readonly file?: string | undefined;
  readonly language?: string | undefined;
  /** Host of a site, without `www.`. */
  readonly domain?: string | undefined;
  /** Path of the page, from the slash on; empty if it isn't known. */
  readonly path?: string | undefined;
  /** Marks a page that plays a video, which is neither a lesson nor connected to work. */
  readonly isPastime?: boolean | undefined;
  /** An application, or an editor other than this one. */
  readonly app?: string | undefined;
  readonly title?: string | undefined;
}

/** The category of something, and what decided it. */
export interface CategoryAnswer {
  readonly category: string;
  readonly by: 'chosen' | 'rule' | 'site' | 'app' | 'kind';
  /** The id of the rule. */
  readonly rule?: string;
}

/** Decides the category of whatever has one; undefined if nothing is known. */
export type Categorizer = (subject: CategorySubject) => CategoryAnswer | undefined;

interface CompiledCategoryRule {
  readonly rule: CategoryRule;
  readonly holds: (subject: CategorySubject) => boolean;
}

/**
 * Makes the one function that decides categories: what was chosen by hand, or else the first rule that holds (of rules for domains, the one for
 * the nearest), or else what is known of the site or application, or else what the kind of activity says.
 */
export function categorizer({ categories, rules }: CategoryList): Categorizer {
  const byName = new Map(categories.flatMap(({ id, name }) => [[keyOf(name), id] as const]));
  const ids = new Set(categories.map(({ id }) => id));
  const ready = rules
    .filter(({ category }) => ids.has(category))
    .map((rule): CompiledCategoryRule => ({ rule, holds: testOf(rule) }));
  return (subject) => {
    const { chosen, kind, domain, app } = subject;
    const id = chosen === undefined || ids.has(chosen) ? chosen : byName.get(keyOf(chosen));
    if (id !== undefined) return { category: id, by: 'chosen' };
    const rule = ruleFor(subject, ready);
    if (rule) return { category: rule.category, by: 'rule', rule: rule.id };
    // A browser says what kind of site it is; where it doesn't, the list is asked.
    if (domain !== undefined && (kind === undefined || kind === 'browsing')) {
      const category = categoryOfSite(domain, subject.path ?? '');
      return { category: category === 'other' && subject.isPastime ? 'leisure' : category, by: 'site' };
    }
    // A call in a private messenger is recorded as a meeting.
    const isOfPerson = kind === 'other' || kind === 'meeting';
    if (isOfPerson && app !== undefined && isLeisureApplication(app)) return { category: 'leisure', by: 'app' };
    return kind && { category: categoryOfKind[kind], by: 'kind' };
  };
}

function ruleFor(subject: CategorySubject, ready: readonly CompiledCategoryRule[]): CategoryRule | undefined {
  let found: CategoryRule | undefined;
  for (const { rule, holds } of ready)
    if ((!found || isBelow(rule.domain, found.domain)) && holds(subject)) found = rule;
  return found;
}

function testOf({ domain, glob, project, app, language, title }: CategoryRule): CompiledCategoryRule['holds'] {
  const tests: CompiledCategoryRule['holds'][] = [];
  if (domain !== undefined)
    tests.push((one) => one.domain !== undefined && (one.domain === domain || isBelow(one.domain, domain)));
  if (project !== undefined) {
    const end = `/${slashes(project)}`;
    tests.push((one) => one.project !== undefined && `/${slashes(one.project)}`.endsWith(end));
  }
  if (app !== undefined) tests.push((one) => one.app !== undefined && keyOf(one.app) === keyOf(app));
  if (language !== undefined) tests.push((one) => one.language === language);
  if (title !== undefined) {
    const holds = titleTest(title);
    tests.push((one) => one.title !== undefined && holds(one.title));
  }
  if (glob !== undefined) {
    const holds = pathGlob(glob);
    tests.push((one) => one.file !== undefined && holds(`${slashes(one.project ?? '')}/${slashes(one.file)}`));
  }
  return (subject) => tests.length > 0 && tests.every((holds) => holds(subject));
}

/** Tells whether the parts between the stars of a pattern occur in a title in this order, in upper or lower case. Takes time in proportion to the title. */
export function titleTest(pattern: string): (title: string) => boolean {
  const parts = keyOf(pattern).split('*');
  return (title) => {
    const text = keyOf(title);
    let at = 0;
    for (const part of parts) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return true;
  };
}

function isBelow(domain: string | undefined, above: string | undefined): boolean {
  return domain !== undefined && above !== undefined && domain.endsWith(`.${above}`);
}

function keyOf(text: string): string {
  return text.trim().toLowerCase();
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
