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

/** Returns the result of the last sync: GitHub is connected, and the nodes of what was open. */
export function connected(open: readonly string[] = [], more: object = {}): DocumentFact {
  const account = { login: 'me', id: 1, avatar: '' };
  const none = { through: {}, skipped: {}, etags: {}, repos: [], pushed: {}, off: [], running: {} };
  return document('github:state', 0, { host: 'github.com', account, firstSince: 0, ...none, open, ...more });
}

/** An issue of the person's, opened so many minutes after nine. */
export function issue(number: number, from: number, more: object = {}): DocumentFact {
  const who = { node: `I${number}`, number, title: `Issue ${number}`, author: 'me', isMine: true, isAssigned: false };
  const times = { createdAt: at(from), updatedAt: at(from) };
  const url = `https://github.example/issues/${number}`;
  return document(`github:issue:I${number}`, from, { kind: 'issue', ...who, ...times, url, state: 'open', ...more });
}

/** The end of that pull request, or of that issue. */
export function ending([of, number]: ['pull' | 'issue', number], minutes: number, how = 'closed'): DocumentFact {
  const about = of === 'pull' ? `github:pull:PR${number}` : `github:issue:I${number}`;
  return document(`github:ending:${of}${number}`, minutes, {
    kind: 'ending',
    of,
    how,
    number,
    about,
    at: at(minutes),
    url: '',
  });
}

/** A commit of the person's on GitHub. */
export function commit(name: string, minutes: number, more: object = {}) {
  const sha = name.padEnd(40, '0');
  const times = { authoredAt: at(minutes), committedAt: at(minutes) };
  const what = {
    kind: 'commit',
    url: `https://github.example/${name}`,
    sha,
    subject: name,
    branch: 'main',
    isMerge: false,
  };
  return document(`github:commit:${sha}`, minutes, { ...what, ...times, ...more });
}
/** A commit that was made here. */
export function local(name: string, minutes: number, more: object = {}): DocumentFact {
  const hash = name.padEnd(40, '0');
  const what = { hash, subject: name, project: '/home/me/shop', branch: 'main', files: 1, insertions: 3, deletions: 1 };
  return { ...document(`commit:${hash}`, minutes, { ...what, ...more }), collection: 'commits' as const };
}
