import * as z from 'zod';
import { unitTexts } from '../views/unitTexts.ts';
import { syncReportSchema } from './githubState.ts';

const instant = z.number().describe(unitTexts.instant);

/**
 * GitHub as the view shows it. Texts are in the language of the UI. There is no avatar in it: the view's page loads nothing from the
 * network (its CSP), so it shows the name; VS Code's own list, "Show GitHub Sync", has the picture too.
 */
export const githubStatusSchema = z.object({
  connected: z.boolean(),
  /** The session has ended or lost a permission: `daymark.connectGithub` mends it. */
  signedOut: z.boolean(),
  /** True if private repositories are read too; false while not connected. */
  isPrivate: z.boolean(),
  /** Whose account is synced, known after the first sync. `host` is `github.com` or that of the enterprise server. */
  account: z.object({ login: z.string(), host: z.string(), url: z.string() }).nullable(),
  /** A sync runs in this window. */
  syncing: z.boolean(),
  last: z
    .object({
      at: instant,
      outcome: syncReportSchema.shape.outcome,
      /** Such as `synced 15: 8 commits, 2 pull requests, 5 issues`, and what became of it when it did not end well. */
      text: z.string(),
      /** New ones, by kind; changed ones too of pull requests and issues. */
      counts: syncReportSchema.shape.counts,
      total: z.number(),
      requests: z.number(),
      /** Failures and what was done about them, a sentence each. */
      problems: z.array(z.string()),
    })
    .nullable(),
  /** Time of this window's next check; null if the person syncs by hand. */
  nextAt: instant.nullable(),
  /** Remaining part of the primary rate limit, as of the last sync. */
  rate: z.object({ limit: z.number(), remaining: z.number(), resetAt: instant }).nullable(),
  /** Repositories that are known, and how many of them are switched off (`daymark.githubRepositories`). */
  repositories: z.object({ known: z.number(), off: z.number() }),
});
export type GithubStatus = z.infer<typeof githubStatusSchema>;
