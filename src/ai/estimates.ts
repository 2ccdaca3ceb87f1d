import type { Evidence } from '../core/facts/facts.ts';
import type { PlanDraft, PlanInputs } from '../core/insights/planInputs.ts';

type DraftTask = PlanDraft['tasks'][number];

/** A ratio as near to one as this changes nothing. */
const close = 0.1;

/**
 * A draft with its estimates corrected by the user's own ratio of actual to estimated time, in steps of five minutes; each corrected
 * task cites the ratio. A task that was corrected when it was first planned is not corrected again. Learning is a length that was
 * chosen, not estimated.
 */
export function correctEstimates(draft: PlanDraft, { estimates, unfinished }: PlanInputs): PlanDraft {
  if (!estimates || Math.abs(estimates.ratio - 1) < close) return draft;
  const corrected = new Set(
    unfinished.filter(({ evidence }) => cites(evidence, 'estimate')).map(({ id }) => `task:${id}`),
  );
  const isCorrected = ({ evidence }: DraftTask) => evidence.some(({ id }) => id === 'estimate' || corrected.has(id));
  const correct = (task: DraftTask): DraftTask => ({
    ...task,
    minutes: Math.max(5, 5 * Math.round((task.minutes * estimates.ratio) / 5)),
    // First, since only some of the evidence of a task is kept.
    evidence: [...task.evidence.slice(0, 1), ...estimates.evidence, ...task.evidence.slice(1)],
  });
  return { ...draft, tasks: draft.tasks.map((task) => (isCorrected(task) ? task : correct(task))) };
}

function cites(evidence: readonly Evidence[], id: string): boolean {
  return evidence.some((one) => one.id === id);
}
