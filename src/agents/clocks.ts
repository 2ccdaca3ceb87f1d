import { firstIndex } from '../core/base/firstIndex.ts';
import { lengthOf, unionOf, type Interval } from '../core/time/intervals.ts';

/** A stretch in a project: the root of a repository, or a folder in it. */
export interface PlacedStretch extends Interval {
  readonly project: string | undefined;
}

/** Agent time next to human time, in ms. Never added to human time. */
export interface AgentClocks {
  /** At least one agent worked. */
  readonly agentMs: number;
  /** The sum over all agents, parallel ones included. */
  readonly agentSumMs: number;
  /** An agent and the human worked in the same project. */
  readonly supervisedMs: number;
  /** An agent worked, and the human didn't work in its project. With `supervisedMs` it is `agentMs`. */
  readonly delegatedMs: number;
  /** The human had stopped, and went on in the project when the agent had finished. A part of `delegatedMs`. */
  readonly waitingMs: number;
  /** An agent had finished, and the human worked on something until they answered it. No part of the others. */
  readonly agentWaitedMs: number;
}

/** A person who returns within this time (ms) after the agent's end was waiting for it. */
const returnMs = 2 * 60_000;
/** A person who stopped within this time (ms) before or after the agent began was waiting for it from then on. */
const leaveMs = 2 * 60_000;

/**
 * The overlap of agent time and human time (docs/agents.md).
 * @param agents what agents did, overlapping if they worked in parallel
 * @param human the human's time: disjoint, in order
 * @param waits when agents had finished and waited for their human
 */
export function clocksOf(
  agents: readonly PlacedStretch[],
  human: readonly PlacedStretch[],
  waits: readonly Interval[] = [],
): AgentClocks {
  const all = unionOf(agents);
  const agentMs = lengthOf(all);
  const supervisedMs = lengthOf(unionOf(agents.flatMap((one) => overlaps(one, human, isSameProject))));
  return {
    agentMs,
    agentSumMs: lengthOf(agents),
    supervisedMs,
    delegatedMs: agentMs - supervisedMs,
    waitingMs: lengthOf(unionOf(humanWaits(agents, human))),
    agentWaitedMs: lengthOf(unionOf(waits.flatMap((one) => overlaps({ ...one, project: undefined }, human)))),
  };
}

/** Time for which a human was there while agents worked, in ms. */
interface HumanPresence {
  /** At work on anything. */
  readonly presentMs: number;
  /** In the agent's project. */
  readonly supervisedMs: number;
}

/** Returns how long the human was there while an agent worked. @param human disjoint, in order */
export function presenceOf(agent: readonly PlacedStretch[], human: readonly PlacedStretch[]): HumanPresence {
  const during = (matches: typeof isSameProject): number =>
    lengthOf(unionOf(agent.flatMap((one) => overlaps(one, human, matches))));
  return { presentMs: during(() => true), supervisedMs: during(isSameProject) };
}

/** Finds the stretches in which the human worked at the same time, in a matching project. */
function overlaps(
  agent: PlacedStretch,
  human: readonly PlacedStretch[],
  matches: typeof isSameProject = () => true,
): Interval[] {
  const near = human.slice(firstEndingAfter(human, agent.start));
  const stretches: Interval[] = [];
  for (const one of near) {
    if (one.start >= agent.end) break;
    if (matches(agent.project, one.project))
      stretches.push({ start: Math.max(agent.start, one.start), end: Math.min(agent.end, one.end) });
  }
  return stretches;
}

/** The parts of the human's gaps in which they waited for an agent. */
function humanWaits(agents: readonly PlacedStretch[], human: readonly PlacedStretch[]): Interval[] {
  return agents.flatMap((agent) => {
    const next = firstEndingAfter(human, agent.end);
    const [before, after] = [human[next - 1], human[next]];
    if (!before || !after || after.start < agent.end || after.start - agent.end > returnMs) return [];
    const isWaiting = isSameProject(agent.project, before.project) && isSameProject(agent.project, after.project);
    if (!isWaiting || before.end < agent.start - leaveMs || before.end >= agent.end) return [];
    return [{ start: Math.max(agent.start, before.end), end: agent.end }];
  });
}

/** The index of the first stretch that ends after an instant; the length where none does. */
function firstEndingAfter(stretches: readonly Interval[], at: number): number {
  return firstIndex(stretches.length, (i) => (stretches[i] as Interval).end > at);
}

/** An agent works in the root of a repository or below it. */
function isSameProject(folder: string | undefined, root: string | undefined): boolean {
  if (folder === undefined || root === undefined || root === '') return false;
  const [inner, outer] = [folder, root].map((path) => path.replaceAll('\\', '/').replace(/\/$/, '')) as [
    string,
    string,
  ];
  return inner === outer || inner.startsWith(`${outer}/`);
}
