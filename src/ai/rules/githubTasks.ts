import type { GithubWork, PlanDraft, PlanInputs } from '../../core/insights/planInputs.ts';
import type { Translate } from '../../core/base/translate.ts';

/** The maximum of each kind in a plan, and the minutes for each. */
const kinds = {
  review: { most: 3, minutes: 30, priority: 'high' },
  checks: { most: 2, minutes: 45, priority: 'high' },
  stale: { most: 1, minutes: 20, priority: 'low' },
  issue: { most: 2, minutes: 60, priority: 'medium' },
  branch: { most: 1, minutes: 20, priority: 'low' },
} as const;

/** Tasks from what waits on GitHub; the evidence has the link. */
export function githubTasks({ github = [] }: PlanInputs, t: Translate): PlanDraft['tasks'] {
  return github
    .filter(({ kind }, i) => github.slice(0, i).filter((one) => one.kind === kind).length < kinds[kind].most)
    .map((work) => {
      const { minutes, priority } = kinds[work.kind];
      return { title: titleOf(work, t), priority, minutes, evidence: work.evidence };
    });
}

function titleOf({ kind, number = 0, title, repo }: GithubWork, t: Translate): string {
  switch (kind) {
    case 'review':
      return t('Review #{0}: {1}', number, title);
    case 'checks':
      return t('Make the checks of #{0} pass: {1}', number, title);
    case 'stale':
      return t('Finish or close #{0}: {1}', number, title);
    case 'issue':
      return t('Work on issue #{0}: {1}', number, title);
    case 'branch':
      return t('Open a pull request for {0} of {1}, or delete it', title, repo);
  }
}
