import { baseName } from '../core/base/baseName.ts';
import type { ActivityKind } from '../core/facts/activity.ts';
import { categoryOfSite, pageAddressOf } from '../core/categories/sites.ts';
import type { KindRuleId } from '../core/rules/kindReasons.ts';
import { hourMs, minuteMs } from '../core/time/days.ts';
import type { PageConnection, Segment } from './segment.ts';

/** At most this long (ms) after work in an editor, or before it, a page can connect to it. */
const reachMs = 30 * minuteMs;
/** At most so much time (ms) in between may be anything but such pages: an absence, a call, leisure. */
const asideMs = 5 * minuteMs;
/** A page about a repository or an issue connects to work that is at most this far away (ms). */
const repositoryMs = 8 * hourMs;

/** A page's kind as far as its site says it, and whether the site is one of work. */
interface Page {
  readonly kind: ActivityKind;
  readonly isOfWork: boolean;
}

const pageRules = ['site-choice', 'unclear-video', 'pastime-video'] as const satisfies readonly KindRuleId[];
/**
 * `site-choice`: the person chose the category of the site. `unclear-video`: a video whose title doesn't say what kind it is of. `pastime-video`: one on
 * a site that isn't known, whose title is of a pastime.
 */
export type PageRule = (typeof pageRules)[number];

/** Returns true for a rule that is of pages only. */
export function isPageRule(rule: KindRuleId | undefined): rule is PageRule {
  return pageRules.some((one) => one === rule);
}

/** Work in an editor. */
interface Anchor {
  readonly segment: Segment & { readonly project: string };
  /** The time on pages before it, ms. */
  readonly pagesMs: number;
  /** The name of the project's repository, as it is usually called. */
  readonly repository: string;
  /** The words of the branch between hyphens. */
  readonly branchWords: string;
}

/**
 * Connects pages to the work in an editor around them, which gives them its project and branch:
 *
 * 1. `repository`: its path names a repository with the project's name, or an issue or a pull request whose number or key is in a branch; within
 * 8 hours of that work.
 * 2. `between`: the last work before and the next after are in one project, both near. This makes a page of an unknown site `learning`,
 * and a video with an unclear title.
 * 3. `near`: a page of a known site for work, and the nearest work.
 *
 * Near means at most 30 minutes away, with at most 5 of them spent on anything other than such pages. Pages of leisure and communication never
 * connect, nor do those of sites whose category the person chose, unless it is work. Videos that don't connect are pastimes. Changes no times.
 * @param segments disjoint, in order
 * @param rules what is known about some pages besides their site, by the ids of their spans
 */
export function withConnectedPages(segments: readonly Segment[], rules: ReadonlyMap<string, PageRule>): Segment[] {
  const pages = segments.map((segment) =>
    segment.scheme === 'web' ? pageOf(segment, rules.get(segment.factId)) : undefined,
  );
  const isPastime = ({ factId }: Segment): boolean => rules.get(factId)?.endsWith('-video') === true;
  const left = (segment: Segment): Segment => (isPastime(segment) ? { ...segment, isPastime: true } : segment);
  if (!pages.some((page) => page !== undefined)) return segments.map(left);
  const { anchors, nextOf, pagesMsOf } = anchored(segments, pages);
  const firstOf = firstsOfSamePage(segments);
  const lastOf = lastsOfSamePage(firstOf);
  return segments.map((segment, i) => {
    const page = pages[i];
    if (!page) return left(segment);
    const next = nextOf[i] ?? 0;
    const around = { before: anchors[next - 1], after: anchors[next] };
    const first = firstOf[i] ?? i;
    const whole = { start: segments[first]?.start ?? segment.start, end: segments[lastOf[i] ?? i]?.end ?? segment.end };
    const found =
      ofRepository(segment, page, anchors) ?? ofTime({ whole, page, pagesMs: pagesMsOf[first] ?? 0, ...around });
    return found ? { ...segment, ...found, kind: page.kind } : left(segment);
  });
}

/** Undefined for what can't connect. */
function pageOf({ source, kind, file, project }: Segment, rule: PageRule | undefined): Page | undefined {
  if (source !== 'hub' || project !== undefined || kind === 'meeting') return undefined;
  if (kind !== 'browsing') return { kind, isOfWork: true };
  if (rule === 'site-choice' || rule === 'pastime-video') return undefined;
  if (rule === 'unclear-video') return { kind: 'learning', isOfWork: false };
  // ActivityWatch's watcher only says that it is a page.
  const { domain, path } = pageAddressOf(file);
  if (domain === undefined) return undefined;
  const category = categoryOfSite(domain, path);
  if (category === 'leisure' || category === 'meeting') return undefined;
  return category === 'other' ? { kind: 'learning', isOfWork: false } : { kind: category, isOfWork: true };
}

/** For each segment, the index of the first of those that show the same page without a break. */
function firstsOfSamePage(segments: readonly Segment[]): number[] {
  const firstOf: number[] = [];
  segments.forEach((segment, i) => {
    const before = segments[i - 1];
    const isSame = before?.scheme === 'web' && segment.scheme === 'web' && before.file === segment.file;
    firstOf.push(isSame && before.end === segment.start ? (firstOf[i - 1] ?? i) : i);
  });
  return firstOf;
}

/** The same for the last of them. */
function lastsOfSamePage(firstOf: readonly number[]): number[] {
  const last = new Map(firstOf.map((first, i) => [first, i]));
  return firstOf.map((first, i) => last.get(first) ?? i);
}

/** The work in editors in order; and for each segment how much of it comes before, and how long the pages before it took. */
function anchored(segments: readonly Segment[], pages: readonly (Page | undefined)[]) {
  const anchors: Anchor[] = [];
  const nextOf: number[] = [];
  const pagesMsOf: number[] = [];
  let pagesMs = 0;
  // A day has hundreds of stretches, but few projects and branches.
  const repositoryOf = remembered((project) => baseName(project).toLowerCase());
  const wordsOf = remembered(hyphenated);
  segments.forEach((segment, i) => {
    nextOf.push(anchors.length);
    pagesMsOf.push(pagesMs);
    if (pages[i]) pagesMs += segment.end - segment.start;
    else if (isWorkInEditor(segment)) {
      const { project, branch = '' } = segment;
      anchors.push({ segment, pagesMs, repository: repositoryOf(project), branchWords: wordsOf(branch) });
    }
  });
  return { anchors, nextOf, pagesMsOf };
}

function remembered(work: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const result = known.get(text) ?? work(text);
    known.set(text, result);
    return result;
  };
}

function isWorkInEditor(segment: Segment): segment is Anchor['segment'] {
  const { source, scheme, project, basis } = segment;
  return project !== undefined && basis !== 'manual' && source !== 'github' && scheme !== 'web' && scheme !== 'app';
}

type WorkConnection = Pick<Segment, 'project' | 'branch' | 'connection'>;

function connectedTo({ project, branch }: Segment, connection: PageConnection): WorkConnection {
  return { project, branch, connection };
}

interface PageSurroundings {
  /** The whole time on the page: browsers report a long visit in parts. */
  readonly whole: Pick<Segment, 'start' | 'end'>;
  readonly page: Page;
  readonly pagesMs: number;
  readonly before: Anchor | undefined;
  readonly after: Anchor | undefined;
}

function ofTime({ whole, page, pagesMs, before, after }: PageSurroundings): WorkConnection | undefined {
  const since = before ? whole.start - before.segment.end : Number.POSITIVE_INFINITY;
  const until = after ? after.segment.start - whole.end : Number.POSITIVE_INFINITY;
  const isNear = (gap: number, onPages: number): boolean => gap <= reachMs && gap - onPages <= asideMs;
  const isAfter = before !== undefined && isNear(since, pagesMs - before.pagesMs);
  const isBefore = after !== undefined && isNear(until, after.pagesMs - pagesMs - (whole.end - whole.start));
  const nearest = isAfter && (!isBefore || since <= until) ? before : isBefore ? after : undefined;
  if (!nearest) return undefined;
  if (isAfter && isBefore && before.segment.project === after.segment.project)
    return connectedTo(nearest.segment, 'between');
  return page.isOfWork ? connectedTo(nearest.segment, 'near') : undefined;
}

const codeHost = /(^|\.)(github|gitlab|gitea|codeberg|bitbucket)\./;
/** Parts of a path before the number of an issue or a pull request. */
const numbered = new Set(['pull', 'pulls', 'pull-requests', 'merge_requests', 'issues', 'work_items']);
/** The key of an issue in Jira, Linear, and others. */
const issueKey = /\/([A-Z][A-Z\d]{0,20}-\d{1,9})(?=\/|$)/;

/** Subject of a page, as far as its path says it. */
interface PageSubject {
  readonly repository?: string | undefined;
  /** The number or key of an issue or a pull request. */
  readonly item?: string | undefined;
}

function aboutOf({ file }: Segment): PageSubject {
  const { domain = '', path } = pageAddressOf(file);
  if (path === '') return {};
  if (!codeHost.test(domain)) return { item: issueKey.exec(path)?.[1] };
  const parts = path.split('/').filter((part) => part !== '' && part !== '-');
  const at = parts.findIndex((part, i) => i > 1 && numbered.has(part));
  const number = at < 0 ? undefined : parts[at + 1];
  return {
    repository: parts[at < 0 ? 1 : at - 1],
    item: number !== undefined && /^\d+$/.test(number) ? number : undefined,
  };
}

function ofRepository(segment: Segment, page: Page, anchors: readonly Anchor[]): WorkConnection | undefined {
  if (!page.isOfWork) return undefined;
  const { repository, item } = aboutOf(segment);
  if (repository === undefined && item === undefined) return undefined;
  const near = anchors.filter(
    (anchor) =>
      distanceOf(anchor, segment) <= repositoryMs &&
      (repository === undefined || anchor.repository === repository.toLowerCase()),
  );
  // A branch has it between other characters, as `fix/318-menu` and `ABC-12-menu` do.
  const words = item === undefined ? undefined : hyphenated(item);
  const named = words === undefined ? [] : near.filter(({ branchWords }) => branchWords.includes(words));
  const found = nearestOf(named, segment) ?? (repository === undefined ? undefined : nearestOf(near, segment));
  return found && connectedTo(found.segment, 'repository');
}

function hyphenated(text: string): string {
  return `-${text.toLowerCase().replaceAll(/[^a-z\d]+/g, '-')}-`;
}

function nearestOf(anchors: readonly Anchor[], page: Segment): Anchor | undefined {
  let nearest = anchors[0];
  for (const anchor of anchors) if (nearest && distanceOf(anchor, page) < distanceOf(nearest, page)) nearest = anchor;
  return nearest;
}

function distanceOf({ segment }: Anchor, page: Segment): number {
  return Math.max(page.start - segment.end, segment.start - page.end, 0);
}
