import * as z from 'zod';
import { limits } from '../../core/base/limits.ts';
import { pageKind } from '../../core/views/taskNames.ts';

const project = z.string().min(1).max(1000).optional();
const title = z.string().max(limits.titleLength).optional();
const url = z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });

/** Something that a task is about: a page, a branch, or a place in a file. */
export const taskLink = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['url', 'pullRequest', 'issue']), url: url.max(limits.linkLength), title }),
  z.object({ kind: z.literal('branch'), branch: z.string().min(1).max(500), project }),
  z.object({
    kind: z.literal('file'),
    file: z.string().min(1).max(limits.linkLength).describe("Relative to the project's folder, or a whole path."),
    line: z.number().int().min(1).max(10_000_000).optional().describe('Counts from 1.'),
    project,
  }),
]);
export type TaskLink = z.infer<typeof taskLink>;

/** Returns the link for a URL; pull requests and issues are recognized. */
export function linkOfUrl(address: string): TaskLink {
  return { kind: pageKind(address), url: address };
}
