import * as z from 'zod';

/** The events of GitHub's webhooks that Daymark uses: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
export const hookEventNames = [
  'push',
  'pull_request',
  'pull_request_review',
  'issues',
  'check_run',
  'check_suite',
  'workflow_run',
  'deployment',
  'deployment_status',
  'release',
] as const;
export type HookEventName = (typeof hookEventNames)[number];

/** A time that a date can show, in ms since the epoch. A larger one would look like a push that is yet to come, or end a sync. */
export const hookInstant = z.int().min(Date.UTC(2000, 0)).max(Date.UTC(2100, 0));
/** `owner/name`. It becomes a key of the sync's state, so nothing else will do. */
export const hookRepo = z
  .string()
  .max(200)
  .regex(/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/);

/** Returns true for `owner/name`. */
export function isRepositoryName(name: unknown): boolean {
  return hookRepo.safeParse(name).success;
}

const text = (most: number) => z.string().max(most);
const count = z.int().min(0);

/**
 * The kept part of a delivery of GitHub's webhooks. The backend makes it from the payload and drops everything else; the extension reads
 * from GitHub what it says has changed, and believes no more of a server than these bounds allow. Times are in ms since the epoch.
 */
export const hookEventSchema = z.object({
  event: z.enum(hookEventNames),
  /** GitHub's word for what happened, such as `opened` or `completed`. */
  action: text(50).optional(),
  repo: hookRepo,
  isPrivate: z.boolean(),
  defaultBranch: text(255),
  at: hookInstant,
  /** Logins of who did it, opened it, is assigned, or is asked for a review. */
  people: z.array(text(100)).max(50),
  /** Global ids of the pull request or issue. */
  nodes: z.array(text(100)).max(50),
  number: count.optional(),
  branch: text(255).optional(),
  sha: text(64).optional(),
  tag: text(255).optional(),
  /** A run of a workflow. */
  run: z
    .object({
      id: count,
      attempt: count,
      workflow: text(200),
      trigger: text(50),
      status: text(30),
      conclusion: text(30).optional(),
      startedAt: hookInstant,
      /** Absent while it runs. */
      endedAt: hookInstant.optional(),
      url: text(500),
    })
    .optional(),
  /** A deployment, with the state that it has now. */
  deployment: z.object({ id: count, environment: text(200), state: text(30), url: text(500).optional() }).optional(),
});
export type HookEvent = z.infer<typeof hookEventSchema>;
