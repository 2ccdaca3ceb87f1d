/** The contents of a made-up GitHub. Times are in ms since the epoch. */
export interface World {
  me: { login: string; id: number };
  repos: WorldRepo[];
  commits: WorldCommit[];
  pushes: { repo: string; branch: string; at: number }[];
  /** Branches that the person deleted. */
  deletes?: { repo: string; branch: string; at: number }[];
  items: WorldItem[];
  runs: WorldRun[];
}

export interface WorldRepo {
  name: string;
  isPrivate: boolean;
  defaultBranch: string;
  pushedAt: number;
}

export interface WorldCommit {
  sha: string;
  repo: string;
  branches: string[];
  message: string;
  author: string;
  authoredAt: number;
  committedAt: number;
  parents: number;
  additions: number;
  deletions: number;
}

export interface WorldReply {
  id: string;
  by: string;
  at: number;
  /** Absent for a comment. */
  verdict?: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  lines?: number;
}

export interface WorldItem {
  node: string;
  of: 'pull' | 'issue';
  repo: string;
  number: number;
  title: string;
  author: string;
  createdAt: number;
  updatedAt: number;
  closedAt?: number;
  isMerged?: boolean;
  isDraft?: boolean;
  assignees: string[];
  asked: string[];
  /** Time of the requests; default: when it was opened. */
  askedAt?: number;
  replies: WorldReply[];
  branch?: string;
  size?: [additions: number, deletions: number, files: number];
  mergeSha?: string;
  shas?: string[];
  checks?: { state: 'SUCCESS' | 'FAILURE' | 'PENDING'; at: number };
}

export interface WorldRun {
  id: number;
  repo: string;
  workflow: string;
  actor: string;
  branch: string;
  sha: string;
  createdAt: number;
  /** Each with its start, its end while it has one, and its conclusion. */
  attempts: { startedAt: number; endedAt?: number; conclusion?: 'success' | 'failure' | 'cancelled' }[];
}

export function emptyWorld(login = 'mona'): World {
  return { me: { login, id: 583_231 }, repos: [], commits: [], pushes: [], items: [], runs: [] };
}

/** 40 hex digits that depend on a text alone. */
export function shaOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1000193];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193) >>> 0;
    b = (Math.imul(b, 31) + text.charCodeAt(i) * (i + 7)) >>> 0;
  }
  const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, '0');
  return hex(a) + hex(b) + hex(a ^ b) + hex(Math.imul(a, 2654435761)) + hex(Math.imul(b, 40503));
}
