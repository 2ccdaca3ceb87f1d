/** The sizes of commits, which lists of REST do not tell: a hundred by one request. */
export const sizesQuery = `query Sizes($ids: [ID!]!) {
  nodes(ids: $ids) { __typename id ... on Commit { additions deletions } }
}`;

/** The maximum number of objects in a `sizesQuery`; GitHub's limit for `nodes`. */
export const sizesAtOnce = 100;
/** The maximum number of objects in a `detailsQuery`: each brings up to a few hundred others. */
export const detailsAtOnce = 25;

/**
 * All displayed data of pull requests and issues: size, state, checks, requested reviewers, and comments. Verified against GitHub's
 * published GraphQL schema (docs/github.md).
 */
export const detailsQuery = `query Details($ids: [ID!]!, $reviewsAfter: String, $commentsAfter: String) {
  nodes(ids: $ids) {
    __typename
    id
    ... on PullRequest {
      number title url isDraft state createdAt updatedAt closedAt mergedAt additions deletions changedFiles headRefName
      author { __typename login }
      repository { nameWithOwner isPrivate }
      mergeCommit { oid }
      commits(last: 100) { nodes { commit { oid } } }
      head: commits(last: 1) {
        nodes {
          commit {
            statusCheckRollup {
              state
              contexts(first: 100) {
                nodes { __typename ... on CheckRun { startedAt completedAt } ... on StatusContext { createdAt } }
              }
            }
          }
        }
      }
      asked: timelineItems(last: 50, itemTypes: [REVIEW_REQUESTED_EVENT]) {
        nodes { ... on ReviewRequestedEvent { createdAt requestedReviewer { __typename ... on User { login } } } }
      }
      reviewRequests(first: 50) { nodes { requestedReviewer { __typename ... on User { login } } } }
      reviews(first: 100, after: $reviewsAfter) {
        pageInfo { hasNextPage endCursor }
        nodes { id state submittedAt updatedAt url author { __typename login } comments { totalCount } }
      }
      comments(first: 100, after: $commentsAfter) {
        pageInfo { hasNextPage endCursor }
        nodes { id createdAt url author { __typename login } }
      }
    }
    ... on Issue {
      number title url issueState: state createdAt updatedAt closedAt
      author { __typename login }
      repository { nameWithOwner isPrivate }
      assignees(first: 20) { nodes { login } }
      comments(first: 100, after: $commentsAfter) {
        pageInfo { hasNextPage endCursor }
        nodes { id createdAt url author { __typename login } }
      }
    }
  }
}`;

interface Actor {
  readonly __typename: string;
  readonly login: string;
}

interface Page<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly T[];
}

export interface CommentNode {
  readonly id: string;
  readonly createdAt: string;
  readonly url: string;
  readonly author: Actor | null;
}

export interface ReviewNode {
  readonly id: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly submittedAt: string | null;
  readonly updatedAt: string;
  readonly url: string;
  readonly author: Actor | null;
  readonly comments: { readonly totalCount: number };
}

interface Context {
  readonly startedAt?: string | null;
  readonly completedAt?: string | null;
  readonly createdAt?: string;
}

interface Node {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly author: Actor | null;
  readonly repository: { readonly nameWithOwner: string; readonly isPrivate: boolean };
  readonly comments: Page<CommentNode>;
}

export interface PullNode extends Node {
  readonly __typename: 'PullRequest';
  readonly isDraft: boolean;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly mergedAt: string | null;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
  readonly headRefName: string;
  readonly mergeCommit: { readonly oid: string } | null;
  readonly commits: { readonly nodes: readonly { readonly commit: { readonly oid: string } }[] };
  readonly head: {
    readonly nodes: readonly {
      readonly commit: {
        readonly statusCheckRollup: {
          readonly state: 'SUCCESS' | 'FAILURE' | 'ERROR' | 'PENDING' | 'EXPECTED';
          readonly contexts: { readonly nodes: readonly Context[] };
        } | null;
      };
    }[];
  };
  readonly asked: {
    readonly nodes: readonly { readonly createdAt?: string; readonly requestedReviewer?: Partial<Actor> | null }[];
  };
  readonly reviewRequests: { readonly nodes: readonly { readonly requestedReviewer: Partial<Actor> | null }[] };
  readonly reviews: Page<ReviewNode>;
}

export interface IssueNode extends Node {
  readonly __typename: 'Issue';
  readonly issueState: 'OPEN' | 'CLOSED';
  readonly assignees: { readonly nodes: readonly { readonly login: string }[] };
}

export type DetailNode = PullNode | IssueNode;

export interface SizeNode {
  readonly __typename: string;
  readonly id: string;
  readonly additions?: number;
  readonly deletions?: number;
}
