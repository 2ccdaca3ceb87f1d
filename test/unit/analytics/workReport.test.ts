import assert from 'node:assert/strict';
import { standupDays, workReportOf } from '../../../src/analytics/workReport.ts';
import type { DocumentFact, Fact } from '../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { at, context, day, diagnostic, run, span, task } from './given.ts';

const dayMinutes = 24 * 60;
const now = context();

let number = 0;
function document(id: string, minutes: number, body: object): DocumentFact {
  const collection = id.startsWith('github:') ? 'github' : 'commits';
  const when = at(minutes);
  const base = { type: 'document', collection, id, rev: 1, at: when } as const;
  return { ...base, start: when, end: when, offset: 0, body: JSON.stringify(body) };
}
const commit = (minutes: number, subject: string, project = '/home/me/shop'): DocumentFact =>
  document(`w1:doc${++number}`, minutes, {
    hash: `abcd${++number}`,
    subject,
    project,
    files: 1,
    insertions: 1,
    deletions: 0,
  });
const where = { repo: 'acme/shop', isPrivate: false, url: 'https://github.com/acme/shop/pull/7' };
const pull = (minutes: number, changes: object = {}): DocumentFact => {
  const size = { additions: 1, deletions: 1, files: 1, shas: [], awaitsMe: false, isDraft: false };
  const times = { createdAt: at(minutes), updatedAt: at(minutes) };
  const body = {
    kind: 'pull',
    ...where,
    node: 'n',
    number: 7,
    title: 'Taxes',
    author: 'me',
    isMine: true,
    state: 'open',
  };
  return document(`github:pull:${++number}`, minutes, { ...body, branch: 'topic', ...size, ...times, ...changes });
};

/** Result of the last sync, with the ids of the pull requests that were open. */
const state = (...open: DocumentFact[]): DocumentFact => {
  const account = { login: 'me', id: 1, avatar: '' };
  const none = { through: {}, skipped: {}, etags: {}, repos: [], pushed: {}, off: [], running: {} };
  const nodes = open.map(({ id }) => id.replace('github:pull:', ''));
  const body = { host: 'github.com', account, isPrivate: false, firstSince: 0, ...none, open: nodes };
  return document('github:state', 0, body);
};

const report = (...facts: Fact[]) =>
  workReportOf(new MemoryReader(facts), standupDays(new MemoryReader(facts), now), now);
const texts = (section: string, ...facts: Fact[]): string[] =>
  report(...facts)
    .facts.filter((one) => one.section === section)
    .map(({ fact }) => fact.text);

describe('what a standup can say', () => {
  it('begins with the last day before today on which somebody worked', () => {
    const days = (...facts: Fact[]) => standupDays(new MemoryReader(facts), now);
    assert.deepEqual(days(span(0, 30), span(-3 * dayMinutes, -3 * dayMinutes + 30)), { from: '2026-11-17', to: day });
    assert.deepEqual(days(), { from: '2026-11-19', to: day });
    assert.equal(days(span(-20 * dayMinutes, -20 * dayMinutes + 30)).from, '2026-11-19');
  });

  it('has what was done: tasks, commits, pull requests, tests, and time', () => {
    const yesterday = -dayMinutes;
    assert.deepEqual(
      texts(
        'done',
        span(yesterday, yesterday + 90),
        span(0, 30, { project: '/home/me/api' }),
        task(30, { title: 'Mend the cart', doneAt: at(10) }),
        commit(yesterday + 20, 'Compute the tax'),
        commit(5, 'Read the rates', '/home/me/api'),
        commit(-4 * dayMinutes, 'Long ago'),
        pull(yesterday + 60),
        run(yesterday, yesterday + 1, { group: 'test', exitCode: 0 }),
        diagnostic(1, 5),
      ),
      [
        'Done: Mend the cart',
        'shop: Compute the tax',
        'api: Read the rates',
        'Opened pull request acme/shop#7: Taxes',
        'Tests and builds: 1 passed, 0 failed',
        'Errors fixed: 1',
        '2 h of work on 2 days',
        'shop: 1 h 30 min, 1 commit',
        'api: 30 min, 1 commit',
      ],
    );
  });

  it('lists a dozen commits, the latest, and counts those before', () => {
    const commits = (count: number) => Array.from({ length: count }, (_, i) => commit(i, `c${i}`));
    const listed = (count: number) =>
      report(span(0, 30), ...commits(count))
        .facts.filter(({ fact }) => fact.labels['about'] === 'commits')
        .map(({ fact }) => fact.text);
    assert.equal(listed(12).length, 12);
    assert.deepEqual([listed(13).length, listed(13).at(-2), listed(13).at(-1)], [13, 'shop: c12', '1 earlier commit']);
    assert.equal(listed(14).at(-1), '2 earlier commits');
  });

  it('has what comes next and what waits, of today only', () => {
    const open = task(30, { title: 'Plan the sale' });
    const stale = task(30, { title: 'Of yesterday', day: '2026-11-19' });
    const asked = pull(-dayMinutes, {
      isMine: false,
      awaitsMe: true,
      author: 'ada',
      number: 8,
      askedAt: at(-dayMinutes),
    });
    const failing = pull(-2 * dayMinutes, { checks: 'failing' });
    const facts = [span(0, 30), open, stale, asked, failing, state(asked, failing)];
    const [planned, ...reviews] = texts('next', ...facts);
    assert.equal(planned, 'Planned: Plan the sale');
    assert.deepEqual(texts('next', ...facts, task(30, { title: 'Done today', doneAt: at(5) })).length, 2);
    const assigned = {
      node: 'i',
      number: 9,
      title: 'Bug',
      author: 'ada',
      isMine: false,
      isAssigned: true,
      state: 'open',
    };
    const issue = document('github:issue:i', 0, {
      kind: 'issue',
      ...where,
      ...assigned,
      createdAt: at(0),
      updatedAt: at(0),
    });
    const known = state(asked, failing, { ...issue, id: 'github:pull:i' });
    assert.equal(texts('waiting', span(0, 30), asked, failing, issue, known).length, 1, 'issues wait for nobody');
    assert.equal(reviews.length, 1);
    assert.match(reviews[0] ?? '', /Taxes/);
    assert.equal(texts('waiting', ...facts).length, 1);
    const namesOf = (...of: Fact[]) =>
      report(...of)
        .facts.filter(({ section }) => section === 'waiting')
        .map(({ fact }) => [fact.names, fact.labels, fact.values, fact.url]);
    assert.deepEqual(namesOf(...facts), [
      [{ project: 'acme/shop', task: 'Taxes' }, { about: 'checks' }, { days: 2 }, where.url],
    ]);
    const secret = pull(0, { checks: 'failing', isPrivate: true, title: 'Secret' });
    assert.deepEqual(namesOf(secret, state(secret))[0]?.[0], {});
  });

  it('keeps titles and names of private repositories in the text alone', () => {
    const [fact] = report(pull(0, { isPrivate: true, title: 'Secret' })).facts.filter(
      ({ section }) => section === 'done',
    );
    assert.match(fact?.fact.text ?? '', /Secret/);
    assert.ok(!JSON.stringify({ ...fact?.fact, text: '', id: '', url: '' }).includes('Secret'));
  });

  it('names projects where they are known, by their time, and no commits where there are none', () => {
    const { project: _, ...nowhere } = task(30, { title: 'Read', doneAt: at(5), project: '/p' });
    const facts = report(
      span(0, 20, { project: '/a/x' }),
      span(20, 50, { project: '/a/y' }),
      span(50, 70, { project: '/a/b' }),
      span(70, 70.4, { project: '/a/short' }),
      span(80, 81, { project: '/a/minute' }),
      commit(5, 'One', '/a/y'),
      commit(6, 'Two', '/a/y'),
      task(30, { id: 'p:1', title: 'Write', doneAt: at(5), project: '/p' }),
      { ...nowhere, id: 'p:2' },
      task(30, { id: 'p:3', title: 'Think', project: '/p' }),
      task(30, { id: 'p:4', title: 'Rest' }),
    ).facts.map(({ fact }) => fact);
    const of = (prefix: string) =>
      facts.filter(({ id }) => id.startsWith(prefix)).map(({ names, values, text }) => [names, values, text]);
    assert.deepEqual(of('report:project:'), [
      [{ project: '/a/y' }, { minutes: 30, commits: 2 }, 'y: 30 min, 2 commits'],
      [{ project: '/a/b' }, { minutes: 20 }, 'b: 20 min'],
      [{ project: '/a/x' }, { minutes: 20 }, 'x: 20 min'],
      [{ project: '/a/minute' }, { minutes: 1 }, 'minute: 1 min'],
    ]);
    assert.deepEqual(of('report:done:'), [
      [{ task: 'Write', project: '/p' }, {}, 'Done: Write'],
      [{ task: 'Read' }, {}, 'Done: Read'],
    ]);
    assert.deepEqual(of('report:next:'), [
      [{ task: 'Think', project: '/p' }, {}, 'Planned: Think'],
      [{ task: 'Rest' }, {}, 'Planned: Rest'],
    ]);
  });

  it('counts what ended in its days: tests, builds, and errors', () => {
    const ended = (...facts: Fact[]) => texts('done', ...facts).filter((text) => /^(?:Tests|Errors)/.test(text));
    const yesterday = -dayMinutes;
    assert.deepEqual(
      ended(
        span(yesterday, yesterday + 30),
        run(1, 2, { exitCode: 0 }),
        run(3, 4, { group: 'build', exitCode: 1 }),
        run(5, 6, { group: 'run', exitCode: 1 }),
        run(7, 8, { exitCode: 130 }),
        run(7, undefined),
        run(-2 * dayMinutes, 1 - 2 * dayMinutes, { exitCode: 0 }),
        diagnostic(1, 5),
        diagnostic(1, 5, { severity: 'warning' }),
        diagnostic(1, undefined),
        diagnostic(-9 * 60 - dayMinutes - 10, -9 * 60 - dayMinutes - 1),
      ),
      ['Tests and builds: 1 passed, 1 failed', 'Errors fixed: 1'],
    );
    assert.deepEqual(ended(run(3, 4, { exitCode: 1 })), ['Tests and builds: 0 passed, 1 failed']);
    assert.deepEqual(ended(run(7, 8, { exitCode: 130 })), []);
  });

  it('is empty when nothing was recorded', () => assert.deepEqual(report().facts, []));
});
