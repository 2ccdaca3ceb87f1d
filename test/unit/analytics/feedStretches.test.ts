import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayMs } from '../../../src/core/time/days.ts';
import type {
  ActivityFact,
  DiagnosticFact,
  DocumentFact,
  Fact,
  RunFact,
  SpanFact,
} from '../../../src/core/facts/facts.ts';
import { activityKinds } from '../../../src/core/facts/activity.ts';
import type { FeedFilter, FeedItem } from '../../../src/core/views/views.ts';
import { readGithubPart } from '../../../src/analytics/collaboration/githubFeed.ts';
import { readFeed } from '../../../src/analytics/feed.ts';
import { fitsFilter } from '../../../src/analytics/feedFilter.ts';
import { activityItem, isNotable, runItem } from '../../../src/analytics/feedItems.ts';
import { byNewest } from '../../../src/analytics/feedStretch.ts';
import { projectNames } from '../../../src/analytics/labels.ts';
import { readRecent } from '../../../src/analytics/recentWork.ts';
import { readRows } from '../../../src/analytics/rows.ts';
import { sessionItems } from '../../../src/analytics/sessionItems.ts';
import { sessionsOf } from '../../../src/analytics/sessions.ts';
import { timelineOf } from '../../../src/analytics/timeline.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { activity, at, context, diagnostic, run, span } from './given.ts';
import { fuzzRuns } from '../fuzz/runs.ts';

const now = context();
const day = 24 * 60;
const daysBack = 90;

/** Minutes after nine, in clusters, so that sessions, waits and the ends of stretches meet; most of it lately. */
const instant = fc
  .tuple(fc.constantFrom(0, 1, 2, 3, 5, 9, 17, 40, daysBack), fc.integer({ min: 0, max: 40 }))
  .map(([days, step]) => 7 * 60 - days * day - step * 9);
const minutes = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(200, 31 * 60, 4 * day) },
);
const project = fc.constantFrom('/home/me/shop', '/home/me/api', '/home/you/api');
const n = fc.nat({ max: 1e6 });

const spans = fc
  .record({ from: instant, length: minutes, project, kind: fc.constantFrom(...activityKinds.slice(0, 3)), n })
  .map(({ from, length, n: id, ...more }): SpanFact => span(from, from + length, { id: `w1:${id}`, ...more }));
const runs = fc
  .record({ from: instant, length: fc.option(minutes, { nil: undefined }), project, isTask: fc.boolean(), n })
  .map(({ from, length, project: of, isTask, n: id }): RunFact => {
    const to = length === undefined ? undefined : from + length;
    return run(from, to, { id: `w1:${id}`, project: of, source: isTask ? 'task' : 'terminal', group: 'other' });
  });
const activities = fc
  .record({ from: instant, length: minutes, n })
  .map(({ from, length, n: id }): ActivityFact => activity(from, from + length, { id: `w1:a${id}` }));
const problems = fc
  .record({ from: instant, length: fc.option(minutes, { nil: undefined }), project, n })
  .map(({ from, length, project: of, n: id }): DiagnosticFact =>
    diagnostic(from, length === undefined ? undefined : from + length, { id: `w1:d${id}`, project: of }),
  );
const corrections = fc
  .record({ from: instant, length: minutes, n })
  .map(({ from, length, n: id }) =>
    document('corrections', { id: `c:${id}`, start: at(from), end: at(from + length) }, { what: 'exclude' }),
  );
const events = fc
  .record({ from: instant, of: fc.constantFrom('commit', 'pull', 'run', 'review', 'local'), n: fc.nat({ max: 6 }) })
  .map(({ from, of, n: id }) => happened(of, at(from), id));

function document(collection: DocumentFact['collection'], of: Partial<DocumentFact>, body: object): DocumentFact {
  const what = { type: 'document', collection, rev: 1, at: 0, offset: 0, id: '', start: 0, end: 0 } as const;
  return { ...what, ...of, body: JSON.stringify(body) };
}

/**
 * For a few commits and pull requests: some commits belong to a pull request, and its merge adds one more. Pull requests are opened near
 * their commits, and reviewed later.
 */
function happened(of: string, given: number, id: number): DocumentFact {
  const where = { repo: 'acme/shop', isPrivate: false, url: 'https://github.example/x' };
  const timed = (key: string, body: object) => document('github', { id: `github:${key}`, start, end: start }, body);
  const sha = String(id).padStart(40, 'a');
  // A commit's hash is of its times too.
  const [authoredAt, committedAt] = [at(-40 * day - id * 6 * day), at(-40 * day - id * 6 * day + id * 60)];
  const near = authoredAt + ((given - at(0)) % (10 * dayMs));
  const start = of === 'pull' ? near : of === 'review' ? near + 21 * dayMs : given;
  const sizes = { additions: 1, deletions: 1, files: 1 };
  const talk = { ...where, number: id, about: `github:pull:${id}`, author: 'you', isMine: false, at: start };
  if (of === 'run') {
    const ran = { workflow: 'CI', event: 'push', branch: 'main', sha, startedAt: start, endedAt: start + 9 };
    return timed(`run:${id}:1`, { kind: 'run', ...where, run: id, attempt: 1, ...ran, conclusion: 'passed' });
  }
  if (of === 'review') return timed(`review:${id}`, { kind: 'review', ...talk, verdict: 'approved', comments: 0 });
  if (of === 'commit') {
    const commit = { sha, subject: 'Fix', branch: 'main', authoredAt, committedAt, isMerge: false };
    const when = { id: `github:commit:${sha}`, start: authoredAt, end: authoredAt };
    return document('github', when, { kind: 'commit', ...where, ...commit });
  }
  if (of === 'local') {
    const commit = { hash: sha, subject: 'Fix', project: '/home/me/shop', files: 1, insertions: 1, deletions: 1 };
    const when = { id: `commit:${sha}`, start: committedAt, end: committedAt };
    return document('commits', when, { ...commit, authoredAt });
  }
  const shas = [String(id + 1).padStart(40, 'a')];
  const pull = { title: 'Fix', author: 'me', isMine: id % 2 === 0, state: 'merged', isDraft: false, branch: 'fix' };
  const times = { createdAt: start, endedAt: start + 9, updatedAt: start + 9 };
  const told = { ...where, ...pull, ...sizes, ...times, node: String(id), number: id, mergeSha: sha, shas };
  return timed(`pull:${id}`, { kind: 'pull', ...told, awaitsMe: false });
}

/** The result without pages: everything is read at once. */
function everything(reader: MemoryReader): FeedItem[] {
  const rows = readRows(reader, '2000-01-01', '2100-01-01');
  const nameOf = projectNames([]);
  const range = { from: 0, to: at(100 * day) };
  const items = [
    ...sessionItems({ rows, sessions: sessionsOf(timelineOf(rows, now.rules), now.rules.idleLimitMs), nameOf }, now),
    ...rows.runs.filter(isNotable).map((one) => runItem(one, rows.states, { context: now, nameOf })),
    ...rows.activities.map((one) => activityItem(one, nameOf)),
    ...readGithubPart(reader, range, now).items(nameOf),
  ];
  return items.sort(byNewest);
}

/** A dashboard has read the recent work before it asks for the first page, which has no filter. */
function pagesOf(reader: MemoryReader, limit: number, filter: FeedFilter | undefined): FeedItem[] {
  const all: FeedItem[] = [];
  let before = Number.MAX_SAFE_INTEGER;
  for (let more = true; more;) {
    const isFirst = before === Number.MAX_SAFE_INTEGER && filter === undefined;
    const known = isFirst ? { recent: readRecent(reader, now) } : {};
    const page = readFeed(reader, { before, limit, filter, ...known }, now);
    all.push(...page.items);
    ({ more } = page);
    before = page.searchedTo ?? page.items.at(-1)?.start ?? Number.NaN;
  }
  return all;
}

/** Project names depend on the page: here by their last part, as the filter compares them. */
function plain(items: readonly FeedItem[]): FeedItem[] {
  return items.map((item) => ({
    ...item,
    title: item.title.replace(/(me|you)\/api/, 'api'),
    ...(item.source !== 'github' && item.project !== undefined && { project: item.project.replace(/^.*\//, '') }),
  }));
}

describe('the pages of the feed', function () {
  this.timeout(120_000);
  const fact: fc.Arbitrary<Fact> = fc.oneof(
    { weight: 5, arbitrary: spans },
    { weight: 2, arbitrary: runs },
    { weight: 2, arbitrary: events },
    activities,
    problems,
    corrections,
  );
  const filters = fc.constantFrom<(FeedFilter | undefined)[]>(
    undefined,
    {},
    { source: 'manual' },
    { source: 'task' },
    { source: 'editor' },
    { source: 'github' },
    { project: 'api' },
    { text: 'coding' },
    { text: 'fix' },
    { text: 'nowhere' },
  );

  it('together are what reading everything at once gives, with any filter', () => {
    const facts = fc.array(fact, { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 20 }), filters, (all, limit, filter) => {
        // Long before everything else, so that pages go a long way.
        const reader = new MemoryReader([span(-200 * day, 10 - 200 * day, { id: 'w1:0' }), ...all]);
        const expected = everything(reader).filter(filter ? fitsFilter(filter) : () => true);
        assert.deepEqual(plain(pagesOf(reader, limit, filter)), plain(expected));
      }),
      { numRuns: fuzzRuns(120) },
    );
  });

  it('call a project by one name on one page, however far apart its work lies', () => {
    const mine = { project: '/home/me/api' };
    const reader = new MemoryReader([span(0, 10, mine), span(-60 * day, 10 - 60 * day, { project: '/home/you/api' })]);
    const { items } = readFeed(reader, { before: Number.MAX_SAFE_INTEGER, limit: 9 }, now);
    assert.deepEqual(
      items.map(({ project: name }) => name),
      ['me/api', 'you/api'],
    );
  });
});
