import * as z from 'zod';
import { utcOffset, wholeInstant } from '../core/records/timeFields.ts';
import { collection } from '../core/records/collection.ts';
import { categoryReasons, sessionCategories } from './sessionCategory.ts';
import { failureKinds } from './usage.ts';
import { agentTools } from './tools.ts';

const count = z.number().int().min(0);
const edited = { files: count, added: count, removed: count };
/** Calls of one model in one stretch of 15 minutes, so that days of any time zone can be summed up from them. */
export const usagePart = z.object({
  /** Start of the stretch, milliseconds since the epoch. */
  at: wholeInstant,
  model: z.string(),
  branch: z.string().optional(),
  calls: count,
  tokens: z.object({
    input: count,
    output: count,
    cacheWrite: count,
    cacheWrite1h: count,
    cacheRead: count,
    reasoning: count,
  }),
  /** US dollars at the prices of when the log was read. */
  costUsd: z.number().min(0),
  unpricedCalls: count,
  unpricedTokens: count,
});

/**
 * The work of an AI tool in one session and working folder, by its log. The id is derived from the tool, its session id, and the folder, so
 * reading a log again changes nothing. Erasing a project erases its sessions, by the field `project`.
 */
export const agentSessions = collection(
  'agentSessions',
  z.object({
    tool: z.enum(agentTools),
    /** First and last call, milliseconds since the epoch. */
    start: wholeInstant,
    end: wholeInstant,
    /** Minutes east of UTC at the start. */
    offset: utcOffset.int(),
    project: z.string().optional(),
    turns: count,
    toolCalls: count,
    usage: z.array(usagePart),
    /** Stretches in which the agent worked: start and end of each stretch, in ms since the epoch. */
    work: z.array(z.tuple([wholeInstant, wholeInstant])),
    /** `sessionKey` of the session. Absent in records of earlier versions. */
    key: z.string().optional(),
    /** Purpose of the session by rules, and which of them decided. Absent if none fits, and in records of earlier versions. */
    category: z.enum(sessionCategories).optional(),
    categoryBy: z.enum(categoryReasons).optional(),
    /** Times at which it had finished and waited for the next prompt. Absent in records of earlier versions. */
    waits: z.array(z.tuple([wholeInstant, wholeInstant])).optional(),
    /** Calls that failed: when, of what, and the number of the prompt that it followed. Absent in records of earlier versions. */
    failures: z.array(z.tuple([wholeInstant, z.enum(failureKinds), count])).optional(),
    /** Files that its tools changed, and lines but blank ones. Absent if the log doesn't tell, and in records of earlier versions. */
    edited: z.object(edited).optional(),
    /** Its work after each prompt, the oldest first. Absent in records of earlier versions. */
    byPrompt: z
      .array(
        z.object({
          at: wholeInstant,
          calls: count,
          toolCalls: count,
          tokens: count,
          costUsd: z.number().min(0),
          unpricedCalls: count,
          ...edited,
        }),
      )
      .optional(),
  }),
);
export type AgentSession = z.output<typeof agentSessions.schema>;
