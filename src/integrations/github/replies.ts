import type { DocumentFact } from '../../core/facts/facts.ts';
import { documentId, documentOf, instant, isBot, isSame, type Reader } from './documents.ts';
import type { CommentNode, DetailNode, ReviewNode } from './queries.ts';

const verdicts = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
} as const;

/**
 * Reviews and comments on one page of a pull request or issue: those that the person gave, and those that other people gave on
 * what the person opened. What bots say, and what others say among themselves, is left out.
 */
export function replyDocuments(node: DetailNode, reader: Reader): DocumentFact[] {
  const isOwn = isSame(node.author?.login, reader.login);
  const concerns = ({ author }: CommentNode | ReviewNode): boolean =>
    author !== null && !isBot(author) && (isOwn || isSame(author.login, reader.login));
  const comments = node.comments.nodes.filter(concerns).map((comment) => commentDocument(comment, node, reader));
  if (node.__typename === 'Issue') return comments;
  const reviews = node.reviews.nodes.flatMap((review) => {
    const { submittedAt, state, author } = review;
    if (!concerns(review) || state === 'PENDING' || submittedAt === null) return [];
    // GitHub files answers to comments on one's own pull request as reviews, but they aren't.
    const isAnswer = isSame(author?.login, node.author?.login ?? '');
    return isAnswer
      ? commentDocument({ ...review, createdAt: submittedAt }, node, reader)
      : reviewDocument({ ...review, submittedAt }, node, reader);
  });
  return [...comments, ...reviews];
}

function commonOf(
  { url, author }: CommentNode | ReviewNode,
  { repository, number, id, __typename: type }: DetailNode,
  reader: Reader,
) {
  return {
    repo: repository.nameWithOwner,
    isPrivate: repository.isPrivate,
    url,
    number,
    about: documentId(`${type === 'Issue' ? 'issue' : 'pull'}:${id}`, reader),
    author: author?.login ?? '',
    isMine: isSame(author?.login, reader.login),
  };
}

function commentDocument(comment: CommentNode, node: DetailNode, reader: Reader): DocumentFact {
  const at = instant(comment.createdAt);
  const of = node.__typename === 'Issue' ? 'issue' : 'pull';
  const event = { kind: 'comment', ...commonOf(comment, node, reader), at, of } as const;
  return documentOf(event, { key: `comment:${comment.id}`, rev: 1, start: at }, reader);
}

type SubmittedReview = ReviewNode & { readonly submittedAt: string };

function reviewDocument(review: SubmittedReview, node: DetailNode, reader: Reader): DocumentFact {
  const at = instant(review.submittedAt);
  const verdict = verdicts[review.state as keyof typeof verdicts];
  const figures = { at, verdict, comments: review.comments.totalCount };
  const event = { kind: 'review', ...commonOf(review, node, reader), ...figures } as const;
  return documentOf(event, { key: `review:${review.id}`, rev: instant(review.updatedAt), start: at }, reader);
}
