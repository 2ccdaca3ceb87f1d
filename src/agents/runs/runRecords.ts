import * as z from 'zod';
import { wholeInstant } from '../../core/records/timeFields.ts';
import { collection } from '../../core/records/collection.ts';
import { endReasons, runStates } from './runStates.ts';

const count = z.number().int().min(0);
const object = z.string().regex(/^[\da-f]{40,64}$/);

/** Agents that Daymark can run. `custom` is the command of the user's settings. */
export const runAgents = ['claude', 'codex', 'gemini', 'copilot', 'custom'] as const;
export type RunAgent = (typeof runAgents)[number];

/** Those, and Daymark itself, which writes what a model answered and runs nothing but the checks. */
export const runMakers = [...runAgents, 'daymark'] as const;
export type RunMaker = (typeof runMakers)[number];

/** Rights that an agent has without asking. `all` is what the user may do, and only a command of their own has it. */
export const runPermissions = ['read', 'edit', 'all'] as const;
export type RunPermission = (typeof runPermissions)[number];

/** A limit that is absent doesn't hold. */
export const runLimits = z.object({
  minutes: z.number().int().min(1).max(1440),
  usd: z.number().positive().max(1000).optional(),
  turns: z.number().int().min(1).max(1000).optional(),
});
export type RunLimits = z.output<typeof runLimits>;

/** A process: its number can be given to another one, so its start (field 22 of `/proc/<pid>/stat`) belongs to it. */
export const processIdentity = z.object({ pid: z.number().int().positive(), start: z.string().optional() });

export const verificationStep = z.object({
  command: z.string(),
  outcome: z.enum(['passed', 'failed', 'stopped']),
  exitCode: z.number().int().optional(),
  /** Milliseconds. */
  ms: count,
});

const verification = z.object({
  state: z.enum(['running', 'passed', 'failed', 'stopped']),
  at: wholeInstant,
  steps: z.array(verificationStep),
  /** The git tree that was checked. Another tree makes the result stale. */
  tree: object.optional(),
});

const outcome = z.object({
  reason: z.enum(endReasons),
  exitCode: z.number().int().optional(),
  isError: z.boolean(),
  denials: count,
  turns: count,
  /** Milliseconds, over all attempts. */
  workMs: count,
  /** US dollars: as the agent reported it, or else at list prices. Absent where neither is known. */
  costUsd: z.number().min(0).optional(),
});

/**
 * A run of an agent. Everything but `start`, `end`, and `status` is encrypted. Erasing a project erases its runs, by the field `project`;
 * what a run wrote can't be read without `outputKey`, so it is erased too.
 */
export const agentRuns = collection(
  'agentRuns',
  z.object({
    status: z.enum(runStates),
    /** Times at which the user confirmed it, and at which it last came to rest. */
    start: wholeInstant,
    end: wholeInstant.optional(),
    agent: z.enum(runMakers),
    model: z.string().max(200).optional(),
    /** Name of the prompt of the library; absent for a task without one. */
    prompt: z.string().max(500).optional(),
    /** Its file, relative to the project (absent for a starter prompt), and the id that git gives to that file's content. */
    promptFile: z.string().max(1000).optional(),
    promptVersion: object.optional(),
    title: z.string().max(200),
    /** Instructions for the agent. */
    task: z.string().max(200_000),
    /** The command line, as it was confirmed. */
    command: z.array(z.string()),
    permission: z.enum(runPermissions),
    limits: runLimits,
    /** Commands that check what the agent made, as they were confirmed. They run when it has succeeded. */
    verify: z.array(z.string().max(2000)).max(10),
    /** Root of the repository. */
    project: z.string(),
    worktree: z.string(),
    branch: z.string(),
    /** The commit that it began with. */
    base: object,
    /** The commit below `base` where that holds the user's uncommitted changes: a merge leaves those out. */
    over: object.optional(),
    /** The extension host that owns it. */
    owner: processIdentity,
    /** 32 bytes in hex: opens the output. */
    outputKey: z.string().regex(/^[\da-f]{64}$/),
    attempts: count,
    /** The agent's own id of its session, to continue it. */
    session: z.string().max(200).optional(),
    outcome: outcome.optional(),
    verification: verification.optional(),
    /** The commit under `refs/daymark/runs/<id>` that has all that the worktree had. */
    snapshot: object.optional(),
    /** Processes that were left over, or another reason why the worktree needs a look. */
    notice: z.string().max(1000).optional(),
    retryOf: z.string().optional(),
    viewedAt: wholeInstant.optional(),
    reviewedAt: wholeInstant.optional(),
    mergedAt: wholeInstant.optional(),
    pushedAt: wholeInstant.optional(),
    discardedAt: wholeInstant.optional(),
  }),
);
export type AgentRun = z.output<typeof agentRuns.schema>;
/** A run of an agent that Daymark starts. */
export type StartedRun = AgentRun & { readonly agent: RunAgent };
