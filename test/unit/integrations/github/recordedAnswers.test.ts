import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { codeHostEventOf } from '../../../../src/core/codeHosts/codeHostEvent.ts';
import { commitDocument, type RestCommit } from '../../../../src/integrations/github/commits.ts';
import { isBot } from '../../../../src/integrations/github/documents.ts';
import { issueDocuments, type RestIssue } from '../../../../src/integrations/github/issues.ts';
import { syncGithub } from '../../../../src/integrations/github/sync.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { MemoryStore } from '../../../fakes/github/memoryStore.ts';
import { plain } from './given.ts';

interface Recorded {
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly response: unknown;
}

const require = createRequire(import.meta.url);
const recorded = (scenario: string): Recorded[] =>
  require(`@octokit/fixtures/scenarios/api.github.com/${scenario}/normalized-fixture.json`) as Recorded[];
const reader = { host: 'github.com', login: 'octokit-fixture-user-a', clock: { utcOffset: () => 0 } };

/** Issues as the real GitHub answered, recorded by the Octokit project. */
function issues(): RestIssue[] {
  const found = recorded('search-issues').flatMap(({ response }) => (response as { items?: RestIssue[] }).items ?? []);
  const listed = recorded('paginate-issues').flatMap(({ response }) =>
    Array.isArray(response) ? (response as RestIssue[]) : [],
  );
  return [...found, ...listed];
}

describe('recorded answers of the real GitHub', () => {
  it('go through the same mapping', () => {
    const all = issues();
    assert.ok(all.length >= 10, `only ${all.length} recorded issues`);
    for (const issue of all) {
      const [document] = issueDocuments(issue, false, reader);
      assert.ok(document);
      const event = codeHostEventOf(document);
      assert.equal(event?.kind, 'issue');
      if (event?.kind !== 'issue') continue;
      assert.deepEqual(
        [event.number, event.title, event.state, event.author],
        [issue.number, issue.title, issue.state, issue.user?.login],
      );
      assert.match(event.repo, /^[\w.-]+\/[\w.-]+$/);
      assert.ok(document.rev > Date.UTC(2017, 0) && document.start <= document.end);
    }
  });

  it('tell people from bots', () => {
    assert.ok(issues().every(({ user }) => !isBot(user)));
    assert.ok(isBot({ type: 'Bot', login: 'dependabot[bot]' }) && isBot({ __typename: 'Bot', login: 'dependabot' }));
  });

  it('bring a commit through, as git itself told it', () => {
    const [{ response } = { response: {} }] = recorded('create-file');
    const { commit } = response as { commit: RestCommit & RestCommit['commit'] & { html_url: string } };
    // A list has git's data in `commit`, but not the accounts, which this answer lacks.
    const listed = { ...commit, commit, author: null } as unknown as RestCommit;
    const repo = { name: 'octokit-fixture-org/create-file', isPrivate: false, defaultBranch: 'main' };
    const document = commitDocument(listed, { repo, branch: 'main' }, { size: undefined, reader });
    assert.ok(document);
    const event = codeHostEventOf(document);
    assert.equal(event?.kind, 'commit');
    if (event?.kind !== 'commit') return;
    assert.deepEqual(
      [event.sha, event.subject, event.isMerge, event.authoredAt],
      ['0000000000000000000000000000000000000002', 'create test.txt', false, Date.UTC(2017, 9, 10, 16)],
    );
    assert.match(event.url, /^https:\/\/github\.com\/octokit-fixture-org\/create-file\/commit\//);
  });

  it('are answers to a whole sync: repositories, issues, a refusal, with the headers they really had', async () => {
    const [repository] = recorded('get-repository');
    const [missing] = recorded('branch-protection');
    const [search] = recorded('search-issues');
    assert.ok(repository && missing && search);
    const { owner } = repository.response as { owner: object };
    const pushed = { ...(repository.response as object), pushed_at: '2017-10-10T15:00:00Z' };
    const answer = ({ status, headers }: Recorded, body: unknown): Response => {
      const told = Object.entries(headers).filter(([name]) => /^(?:content-type|date|etag|x-)/.test(name));
      return new Response(JSON.stringify(body), {
        status,
        headers: told.map(([name, value]) => [name, String(value)]),
      });
    };
    const issueRepo = 'octokit-fixture-org/paginate-issues';
    const asked: string[] = [];
    const send = async (url: string): Promise<Response> => {
      const { pathname } = new URL(url);
      asked.push(pathname);
      if (pathname === '/user') return answer(repository, owner);
      if (pathname === '/user/repos') return answer(repository, [pushed, { ...pushed, full_name: issueRepo }]);
      if (pathname === '/search/issues') {
        // The recording has 42 comments everywhere; comments are requested by GraphQL, which was not recorded.
        const items = url.includes('is%3Aissue') ? issues().map((issue) => ({ ...issue, comments: 0 })) : [];
        return answer(search, { ...(search.response as object), items });
      }
      if (pathname.startsWith('/repos/')) return answer(missing, missing.response);
      return answer(repository, pathname === '/graphql' ? { data: { nodes: [] } } : []);
    };
    const store = new MemoryStore();
    const request = {
      baseUrl: 'https://api.github.com',
      host: 'github.com',
      token: 'gho_none',
      isPrivate: true,
      off: [],
      firstReachMs: 30 * 86_400_000,
      state: undefined,
      store,
      clock: new FakeClock(Date.UTC(2017, 9, 10, 16)),
      signal: new AbortController().signal,
    };
    const report = await syncGithub(request, { ...plain, fetch: send as typeof fetch });
    const state = store.state;
    const branch = (repository.response as { default_branch: string }).default_branch;
    assert.deepEqual(
      state?.repos.map(({ name, defaultBranch }) => [name, defaultBranch]),
      [
        ['octokit-fixture-org/hello-world', branch],
        [issueRepo, branch],
      ],
    );
    assert.ok(report.counts.issues > 0, 'issues came');
    assert.deepEqual([report.rate?.limit, report.rate?.remaining], [5000, 4999]);
    const skipped = report.problems.filter(({ status }) => status === 404);
    assert.ok(
      skipped.length > 0 && skipped.every(({ remedy }) => remedy === 'skipped'),
      JSON.stringify(report.problems),
    );
    assert.equal(report.outcome, 'done');
    assert.ok(asked.includes('/search/issues'));
  });
});
