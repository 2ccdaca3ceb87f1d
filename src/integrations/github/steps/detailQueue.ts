import type { DocumentFact } from '../../../core/facts/facts.ts';
import { isRepositoryName } from '../../../core/github/hookEvent.ts';
import { documentId, isSame } from '../documents.ts';
import { issueNodeDocuments } from '../issues.ts';
import { pullDocuments } from '../pulls.ts';
import { detailsAtOnce, detailsQuery, type DetailNode } from '../queries.ts';
import { replyDocuments } from '../replies.ts';
import type { SyncSession } from '../session.ts';

/** Pages of replies to one pull request or issue that are read at most. */
const pagesAtMost = 200;

/** Pull requests and issues to read by id, as many at once as one request may contain. */
export class DetailQueue {
  readonly #session: SyncSession;
  readonly #asked = new Set<string>();
  /** Repositories in which the person has a pull request that changed, and whether they are private. */
  readonly repositories = new Map<string, boolean>();
  #waiting: string[] = [];

  constructor(session: SyncSession) {
    this.#session = session;
  }

  /** Adds those that were not requested in this sync. */
  async add(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if (this.#asked.has(id)) continue;
      this.#asked.add(id);
      this.#waiting.push(id);
    }
    while (this.#waiting.length >= detailsAtOnce) await this.#read(this.#waiting.splice(0, detailsAtOnce));
  }

  /** Reads what still waits. */
  async flush(): Promise<void> {
    if (this.#waiting.length > 0) await this.#read(this.#waiting.splice(0));
  }

  /** Notes that a thing was seen as it is now. */
  see(id: string): void {
    this.#asked.add(id);
  }

  async #read(ids: readonly string[]): Promise<void> {
    const nodes = await this.#ask({ ids });
    const found = new Set<string>();
    for (const node of nodes) {
      if (!node || (node.__typename !== 'PullRequest' && node.__typename !== 'Issue')) continue;
      found.add(node.id);
      await this.#keep(node).catch((error: unknown) => this.#session.leaveOut(error));
    }
    // Gone, or no longer the person's to see.
    for (const id of ids) if (!found.has(id)) this.#session.state.open = this.#withoutOpen(id);
  }

  async #ask(variables: Readonly<Record<string, unknown>>): Promise<readonly (DetailNode | null)[]> {
    const { client } = this.#session;
    return (await client.graphql<{ nodes: readonly (DetailNode | null)[] }>(detailsQuery, variables)).nodes;
  }

  async #keep(node: DetailNode): Promise<void> {
    const { reader, state, request } = this.#session;
    const repo = node.repository.nameWithOwner;
    if (this.#session.isOff(repo) || (node.repository.isPrivate && !request.isPrivate)) return;
    const itself = node.__typename === 'PullRequest' ? pullDocuments(node, reader) : issueNodeDocuments(node, reader);
    await this.#session.keep([...itself, ...(await this.#repliesOf(node))]);
    const isMine = isSame(node.author?.login, state.account.login);
    if (node.__typename === 'PullRequest' && isMine && isRepositoryName(repo))
      this.repositories.set(repo, node.repository.isPrivate);
    const isOpen = node.__typename === 'PullRequest' ? node.state === 'OPEN' : node.issueState === 'OPEN';
    const without = this.#withoutOpen(node.id);
    state.open = isOpen ? [...without, node.id] : without;
  }

  /** Replies of all pages; the first one came along. */
  async #repliesOf(node: DetailNode): Promise<DocumentFact[]> {
    const { reader } = this.#session;
    const replies = replyDocuments(node, reader);
    let last: DetailNode = node;
    const requested = new Set<string>();
    for (let next = nextPage(last); next; next = nextPage(last)) {
      const cursors = JSON.stringify(next);
      // A server that names the same page again, or always another one, would never come to an end.
      if (requested.has(cursors) || requested.size >= pagesAtMost) break;
      requested.add(cursors);
      const [page] = await this.#ask({ ids: [node.id], ...next });
      if (!page) break;
      replies.push(...replyDocuments(page, reader));
      last = page;
    }
    // A list that has ended is repeated with the other one's next page.
    return [...new Map(replies.map((reply) => [reply.id, reply])).values()];
  }

  #withoutOpen(id: string): string[] {
    return this.#session.state.open.filter((one) => one !== id);
  }
}

/** The cursors of the next page; undefined if both lists have ended. A list that has ended stays at its end. */
function nextPage(node: DetailNode): Readonly<Record<string, string | null>> | undefined {
  const reviews = node.__typename === 'PullRequest' ? node.reviews.pageInfo : undefined;
  const comments = node.comments.pageInfo;
  if (!reviews?.hasNextPage && !comments.hasNextPage) return undefined;
  return {
    ...(reviews?.endCursor && { reviewsAfter: reviews.endCursor }),
    ...(comments.endCursor && { commentsAfter: comments.endCursor }),
  };
}

/** The id of the document that keeps a pull request or an issue. */
export function itemId(item: { readonly node_id: string; readonly pull_request?: unknown }, host: string): string {
  return documentId(`${item.pull_request === undefined ? 'issue' : 'pull'}:${item.node_id}`, { host });
}
