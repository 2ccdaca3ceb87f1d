import type { GithubStatus } from '../../../src/core/github/githubStatus.ts';
import { sampleNow } from './sampleDashboard.ts';

const minute = 60_000;

/** GitHub an hour after a sync in which one repository could not be read. */
export const sampleGithub: GithubStatus = {
  connected: true,
  signedOut: false,
  isPrivate: true,
  account: { login: 'mona', host: 'github.com', url: 'https://github.com/mona' },
  syncing: false,
  last: {
    at: sampleNow - 60 * minute,
    outcome: 'done',
    text: 'synced 15: 8 commits, 2 pull requests, 5 issues',
    counts: { commits: 8, pulls: 2, reviews: 0, comments: 0, issues: 5, runs: 0 },
    total: 15,
    requests: 21,
    problems: ['commits, acme/shop: GitHub answered 404; left out until it changes'],
  },
  nextAt: sampleNow + 300 * minute,
  rate: { limit: 5000, remaining: 4979, resetAt: sampleNow + 12 * minute },
  repositories: { known: 7, off: 1 },
};
