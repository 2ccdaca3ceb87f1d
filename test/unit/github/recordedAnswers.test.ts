import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { githubEventOf } from '../../../src/shared/githubEvent.ts';
import { isBot } from '../../../src/github/documents.ts';
import { issueDocuments, type RestIssue } from '../../../src/github/issues.ts';

interface Recorded {
  readonly path: string;
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
      const event = githubEventOf(document);
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
});
