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

/**
 * What is kept of a delivery of GitHub's webhooks. The backend makes it from the payload and drops everything else; the extension reads
 * from GitHub what it says has changed. Times are in ms since the epoch.
 */
export const hookEventSchema = z.object({
  event: z.enum(hookEventNames),
  /** GitHub's word for what happened, such as `opened` or `completed`. */
  action: z.string().optional(),
  /** `owner/name`. */
  repo: z.string(),
  isPrivate: z.boolean(),
  defaultBranch: z.string(),
  at: z.number(),
  /** Logins of who did it, opened it, is assigned, or is asked for a review. */
  people: z.array(z.string()),
  /** Global ids of the pull request or issue. */
  nodes: z.array(z.string()),
  number: z.number().optional(),
  branch: z.string().optional(),
  sha: z.string().optional(),
  tag: z.string().optional(),
  /** A run of a workflow. */
  run: z
    .object({
      id: z.number(),
      attempt: z.number(),
      workflow: z.string(),
      trigger: z.string(),
      status: z.string(),
      conclusion: z.string().optional(),
      startedAt: z.number(),
      /** Absent while it runs. */
      endedAt: z.number().optional(),
      url: z.string(),
    })
    .optional(),
  /** A deployment, with the state that it has now. */
  deployment: z
    .object({ id: z.number(), environment: z.string(), state: z.string(), url: z.string().optional() })
    .optional(),
});
export type HookEvent = z.infer<typeof hookEventSchema>;
