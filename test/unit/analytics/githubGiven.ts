import type { DocumentFact } from '../../../src/core/facts/facts.ts';
import { at } from './given.ts';

const where = { repo: 'acme/shop', isPrivate: false };

/** An event of GitHub as it is stored, so many minutes after nine. */
export function document(id: string, minutes: number, body: object): DocumentFact {
  const times = { at: at(minutes), start: at(minutes), end: at(minutes), offset: 0 };
  return { type: 'document', collection: 'github', id, rev: 1, ...times, body: JSON.stringify({ ...where, ...body }) };
}

/** A pull request of the person's, opened so many minutes after nine. */
export function pull(number: number, from: number, more: object = {}): DocumentFact {
  const sizes = { additions: 1, deletions: 1, files: 1, branch: 'fix', shas: [], awaitsMe: false };
  const who = { node: `PR${number}`, number, title: `Change ${number}`, author: 'me', isMine: true };
  const times = { createdAt: at(from), updatedAt: at(from) };
  const url = `https://github.example/pull/${number}`;
  const body = { kind: 'pull', ...who, ...sizes, ...times, url, state: 'open', isDraft: false, ...more };
  return document(`github:pull:PR${number}`, from, body);
}

/** A review of that pull request by someone else, unless `isMine`. */
export function review(number: number, minutes: number, isMine = false): DocumentFact {
  const what = { kind: 'review', number, about: `github:pull:PR${number}`, author: 'mona', isMine, at: at(minutes) };
  const body = { ...what, url: '', verdict: 'approved', comments: 0 };
  return document(`github:review:${number}-${minutes}`, minutes, body);
}
