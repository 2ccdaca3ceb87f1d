import { compareText } from '../../core/base/compareText.ts';
import * as z from 'zod';
import type { Commit } from '../../core/facts/commits.ts';
import type { PullRequest } from '../../core/codeHosts/codeHostEvent.ts';

/** Commits and pull requests of the user's that agents helped with. */
export const agentHelp = z.object({
  commits: z.number().describe('Commits that the user made and Daymark recorded; one that was rewritten counts once.'),
  helped: z.number().describe('Those with a trailer of an agent, or with its work.'),
  trailers: z
    .number()
    .describe('Those whose message names an agent, such as Co-authored-by. Recorded since this version.'),
  work: z.number().describe('Those that an agent made by its log, or that have lines that it wrote.'),
  agents: z
    .array(z.object({ agent: z.string(), commits: z.number() }))
    .describe('Agents that are named in trailers; several can be named in one.'),
  pulls: z.number().describe('Pull requests that the user opened.'),
  helpedPulls: z.number().describe('Those that contain a commit with help.'),
});
export type AgentHelp = z.output<typeof agentHelp>;

interface HelpSources {
  readonly commits: readonly Commit[];
  /** The user's pull requests. */
  readonly pulls: readonly PullRequest[];
  /** Object names of commits with an agent's work. */
  readonly worked: ReadonlySet<string>;
}

/** Counts the commits and pull requests with help. Each way of knowing of it is counted by itself, and a commit once among all. */
export function helpIn({ commits, pulls, worked }: HelpSources): AgentHelp {
  // A rewritten commit keeps the time of its work, and whatever is known of its earlier versions applies to it.
  const versions = Map.groupBy(commits, ({ project, authoredAt, hash }) =>
    authoredAt === undefined ? hash : JSON.stringify([project, authoredAt]),
  );
  const all = Array.from(versions.values(), (same) => ({
    hashes: same.map(({ hash }) => hash),
    agents: same.at(-1)?.agents ?? [],
    hasWork: same.some(({ hash }) => worked.has(hash)),
  }));
  const helped = all.filter(({ agents, hasWork }) => agents.length > 0 || hasWork);
  const known = new Set([...helped.flatMap(({ hashes }) => hashes), ...worked]);
  const named = Map.groupBy(
    all.flatMap(({ agents }) => agents),
    (agent) => agent,
  );
  const isHelped = ({ shas, mergeSha }: PullRequest): boolean =>
    shas.some((sha) => known.has(sha)) || (mergeSha !== undefined && known.has(mergeSha));
  return {
    commits: all.length,
    helped: helped.length,
    trailers: all.filter(({ agents }) => agents.length > 0).length,
    work: all.filter(({ hasWork }) => hasWork).length,
    agents: Array.from(named, ([agent, own]) => ({ agent, commits: own.length })).sort(
      (a, b) => b.commits - a.commits || compareText(a.agent, b.agent),
    ),
    pulls: pulls.length,
    helpedPulls: pulls.filter(isHelped).length,
  };
}
