import { medianOf } from '../../core/base/median.ts';
import { addDays, dayOf } from '../../core/time/days.ts';
import type { RunFact } from '../../core/facts/facts.ts';
import { durationInWords, weekdayLabel } from '../../core/base/format.ts';
import type { FailingRun } from '../../core/insights/planInputs.ts';
import type { Context } from '../context.ts';
import { outcomeOf } from '../outcome.ts';
import { openDays } from './history.ts';
import type { PlanHistory } from './history.ts';

type EndedRun = RunFact & { readonly end: number };

/** Returns builds, tests, and other tasks whose last run failed in the last two weeks, latest first. */
export function failingRunsOf({ rows, today }: PlanHistory, { rules, t }: Context): FailingRun[] {
  const from = addDays(today, 1 - openDays);
  const byTask = new Map<string, EndedRun[]>();
  const judged = rows.runs.filter((run): run is EndedRun => run.end !== undefined && outcomeOf(run) !== 'unknown');
  for (const run of judged.sort((a, b) => a.end - b.end)) {
    const key = `${run.project ?? ''}\n${run.name}`;
    const runs = byTask.get(key);
    if (runs) runs.push(run);
    else byTask.set(key, [run]);
  }
  const failing = [...byTask.values()].flatMap((runs) => {
    const last = runs.at(-1);
    const isRecent = last && dayOf(last.end, last.offset, rules.dayStartsAt) >= from;
    return isRecent && outcomeOf(last) === 'failed' ? failingRun(runs, last, { rules, t }) : [];
  });
  return failing.sort((a, b) => b.lastAt - a.lastAt);
}

function failingRun(runs: readonly EndedRun[], last: EndedRun, { rules, t }: Pick<Context, 'rules' | 't'>): FailingRun {
  const { name, project, end, offset } = last;
  const failures = runs.length - 1 - runs.findLastIndex((run) => outcomeOf(run) === 'passed');
  const medianMs = medianOf(runs.map((run) => run.end - run.start));
  const day = weekdayLabel(dayOf(end, offset, rules.dayStartsAt), t);
  const text =
    failures === 1
      ? t('{0}: its last run failed, on {1}', name, day)
      : t('{0}: failed {1} times in a row, last on {2}', name, failures, day);
  const length = t('{0}: takes {1}', name, durationInWords(medianMs, t));
  const id = `run:${project ?? ''}:${name}`;
  const evidence = [{ id, text }, ...(medianMs >= 60_000 ? [{ id: `${id}:length`, text: length }] : [])];
  return { ...(project !== undefined && { project }), name, failures, lastAt: end, medianMs, evidence };
}
