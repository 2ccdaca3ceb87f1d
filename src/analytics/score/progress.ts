import type { PlannedTask } from '../../core/facts/plans.ts';
import type { JudgedDay, ComponentValue } from './judgedDay.ts';

/**
 * Progress: minutes of plan tasks that are done against those due by now. Due is the planned time times the share of the day
 * that has gone, less the longest open task times the share that is left: one task may be in hand. At the end of the day all
 * that was planned is due. Null without a plan, and while nothing is due or done.
 */
export function judgeProgress({ planTasks, gone, isEnough }: JudgedDay): ComponentValue {
  const done = planTasks.filter(({ doneAt }) => doneAt !== undefined);
  const open = planTasks.filter(({ doneAt }) => doneAt === undefined);
  const planned = minutesIn(planTasks);
  const doneMinutes = minutesIn(done);
  const inHand = open.reduce((most, { minutes }) => Math.max(most, minutes), 0);
  const due = Math.max(0, planned * gone - inHand * (1 - gone));
  const hasData = isEnough && planned > 0 && (due > 0 || doneMinutes > 0);
  return {
    value: hasData ? Math.min(1, due > 0 ? doneMinutes / due : 1) : null,
    facts: {
      tasks: planTasks.length,
      tasksDone: done.length,
      plannedMinutes: planned,
      doneMinutes,
      dueMinutes: Math.round(due),
    },
  };
}

function minutesIn(tasks: readonly PlannedTask[]): number {
  return tasks.reduce((sum, { minutes }) => sum + minutes, 0);
}
