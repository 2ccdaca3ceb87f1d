import { compareText } from '../base/compareText.ts';
import * as z from 'zod';
import type { DocumentFact } from './facts.ts';
import { limits } from '../base/limits.ts';
import { jsonOf } from '../base/jsonOf.ts';

const lines = z.number().int().min(0);

const commitSchema = z.object({
  hash: z.string().min(4).max(64),
  /** First line of the message. */
  subject: z.string().max(500),
  project: z.string().min(1).max(1000),
  branch: z.string().max(500).optional(),
  /** Time at which the work was done, ms since the epoch: a rewritten commit keeps it. Absent if it was not recorded. */
  authoredAt: z.number().optional(),
  files: lines,
  /** As `git log --numstat` sums them up. */
  insertions: lines,
  deletions: lines,
  /** Agents that the trailers of its message name; absent for none, and for commits that earlier versions recorded. */
  agents: z.array(z.string().max(50)).max(20).optional(),
  /** Lines added and removed for each file, relative to the project's root; absent if they are not known. Binary files are left out. */
  changes: z
    .array(z.tuple([z.string().min(1).max(1000), lines, lines]))
    .max(limits.commitFiles)
    .optional(),
});
export type CommitBody = z.infer<typeof commitSchema>;

/** A commit that the person made on this machine, kept as a document of the collection `commits`. */
export type Commit = CommitBody & { readonly at: number; readonly offset: number };

/** Reads the commits among documents, in the order of their time; what this version does not understand is passed over. */
export function commitsIn(documents: readonly DocumentFact[]): Commit[] {
  const commits = documents.flatMap(({ collection, deleted, start, offset, body }) => {
    if (deleted || collection !== 'commits') return [];
    const parsed = commitSchema.safeParse(jsonOf(body));
    return parsed.success ? [{ ...parsed.data, at: start, offset }] : [];
  });
  return commits.sort((a, b) => a.at - b.at || compareText(a.hash, b.hash));
}
