import { StepBudget } from '../../core/base/glob.ts';
import type { SignalPlace } from '../../core/facts/signal.ts';
import { Exclusions } from '../exclusions.ts';
import type { PatternHost } from '../patternReadings.ts';
import type { Verdict } from '../privacyFilter.ts';

/** The steps of one judgement, about 60 ms; patterns that take more exclude the file in question. */
const mostSteps = 2_000_000;

/** The settings `daymark.privacy.exclude` and `daymark.privacy.hideFileNames`, as they are written. */
export interface PrivacySettings {
  readonly exclude: unknown;
  readonly hideFileNames: unknown;
}

/**
 * Makes the judge of places that other programs name. They may be on another machine, so that no `.daymarkignore` is looked for, and no link
 * is followed.
 */
export function heartbeatPrivacy(
  { exclude, hideFileNames }: PrivacySettings,
  host: PatternHost,
): (where: SignalPlace) => Verdict {
  const excluded = new Exclusions(exclude, host);
  const nameless = new Exclusions(hideFileNames, host);
  return ({ project, file }) => {
    const budget = new StepBudget(mostSteps);
    const path = [project, file].filter((part) => part !== undefined).join('/');
    const paths = [path, ...(file === undefined ? [] : [file]), ...(project === undefined ? [] : [project])];
    if (excluded.holds(paths, budget)) return 'excluded';
    return project !== undefined && nameless.holds([project], budget) ? 'nameless' : 'open';
  };
}
