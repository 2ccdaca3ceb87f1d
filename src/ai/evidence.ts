import type { Evidence } from '../core/facts/facts.ts';
import type { PlannedTask } from '../core/facts/plans.ts';
import { weekdayLabel } from '../core/base/format.ts';
import type { PlanInputs } from '../core/insights/planInputs.ts';
import { unmeasured } from '../core/insights/unmeasured.ts';
import type { Translate } from '../core/base/translate.ts';

/**
 * Returns all evidence that a plan may cite, by id: measurements, open tasks of the previous plan, and, if nothing is measured, a statement
 * of that.
 */
export function knownEvidence(inputs: PlanInputs, t: Translate): Map<string, Evidence> {
  const measured = [
    inputs.capacityEvidence,
    ...(inputs.listed ?? []).map(({ evidence }) => evidence),
    ...inputs.unfinished.map((task) => [...task.evidence, taskEvidence(task, t)]),
    ...[
      inputs.branches,
      inputs.brokenFiles,
      inputs.failingRuns,
      inputs.languages,
      inputs.repeatedErrors,
      inputs.github ?? [],
    ].flatMap((list) => list.map(({ evidence }) => evidence)),
    inputs.lastDay?.evidence ?? [],
    inputs.estimates?.evidence ?? [],
    (inputs.interests ?? []).map((interest) => interestEvidence(interest, t)),
    inputs.measured ?? [],
    noneOf(inputs, t),
  ].flat();
  return new Map(measured.map((evidence) => [evidence.id, evidence]));
}

/** States that a task was planned for another day and is open. */
export function taskEvidence({ id, day }: PlannedTask, t: Translate): Evidence {
  return { id: `task:${id}`, text: t('Planned for {0} and still open', weekdayLabel(day, t)) };
}

/** States that the user wants to learn something. */
export function interestEvidence(interest: string, t: Translate): Evidence {
  return { id: `interest:${interest}`, text: t('Among your learning interests: {0}', interest) };
}

/**
 * Returns true if an open task of the previous plan is carried over as it is. Tasks that the built-in rules made from measurements are made
 * again from today's: what is still true comes back, what was fixed does not.
 */
export function isCarriedOver({ source, evidence }: PlannedTask): boolean {
  return source !== 'rules' || !evidence.some(({ id }) => /^(?:run|file|branch|day|none|github):/.test(id));
}

/** Nothing to work on is measured: the plan of a first morning. */
export function hasNoWork({
  unfinished,
  listed = [],
  branches,
  brokenFiles,
  failingRuns,
  lastDay,
  github = [],
}: PlanInputs): boolean {
  const lists = [unfinished.filter(isCarriedOver), listed, branches, brokenFiles, failingRuns, github];
  return !lastDay?.endedIn && lists.every((list) => list.length === 0);
}

/** Languages used for at least this long (minutes), but for less than this share of the time, are rarely used. */
const rare = { leastMinutes: 15, share: 0.1 } as const;

/** Languages that are rarely used, the one with the most errors first, then the one with the most time. */
export function rareLanguages({ languages }: PlanInputs): PlanInputs['languages'] {
  const total = languages.reduce((sum, { minutes }) => sum + minutes, 0);
  const isRare = (minutes: number) => minutes >= rare.leastMinutes && minutes < rare.share * total;
  return languages
    .filter(({ minutes }) => isRare(minutes))
    .sort((a, b) => b.errors - a.errors || b.minutes - a.minutes);
}

function noneOf(inputs: PlanInputs, t: Translate): Evidence[] {
  const none: Evidence[] = [];
  if (hasNoWork(inputs)) {
    none.push({ id: unmeasured.work, text: t('Nothing measured yet: no open work is recorded') });
  }
  if (inputs.repeatedErrors.length === 0 && rareLanguages(inputs).length === 0 && !inputs.interests?.length) {
    const text = t('Nothing measured calls for this: no error repeats and no language is new to you');
    none.push({ id: unmeasured.learning, text });
  }
  if (!inputs.lastDay) {
    none.push({ id: unmeasured.reflection, text: t('Nothing measured yet: no day is recorded to look back on') });
  }
  return none;
}
