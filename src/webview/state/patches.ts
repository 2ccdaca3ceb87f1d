import type { TaskInput } from '../../catalog/view.ts';
import type { Plan, PlanTask } from '../../core/views/views.ts';
import type { Patch } from './dashboardStore.ts';

/** Changes to the snapshot that the view shows immediately; each returns the same object if there is nothing to change. */

export function tickTask(id: string, done: boolean): Patch {
  return onTasks((tasks) => replaceTask(tasks, id, (task) => (task.done === done ? task : { ...task, done })));
}

/** @param at when it was started; undefined stops it */
export function startTask(id: string, at: number | undefined): Patch {
  return onTasks((tasks) => {
    const changed = tasks.map((task) => {
      const wanted = task.id === id && at !== undefined;
      if (wanted === (task.startedAt !== undefined)) return task;
      return wanted ? { ...task, startedAt: at, actualMs: task.actualMs ?? 0 } : { ...task, startedAt: undefined };
    });
    return changed.every((task, index) => task === tasks[index]) ? tasks : changed;
  });
}

export function editTask({ id, title, priority, minutes }: TaskInput): Patch {
  const same = (task: PlanTask) => task.title === title && task.priority === priority && task.minutes === minutes;
  return onTasks((tasks) =>
    replaceTask(tasks, id ?? '', (task) => (same(task) ? task : { ...task, title, priority, minutes })),
  );
}

export function deleteTask(id: string): Patch {
  return onTasks((tasks) => (tasks.some((task) => task.id === id) ? tasks.filter((task) => task.id !== id) : tasks));
}

/**
 * Puts tasks in an order, and leaves others where they are. It names the whole order, not one move: applied to a snapshot in
 * which later moves were made already, moves that start from each other would end elsewhere.
 */
export function orderTasks(ids: readonly string[]): Patch {
  return onTasks((tasks) => {
    const rank = new Map(ids.map((id, index) => [id, index]));
    const ranked = tasks.filter(({ id }) => rank.has(id)).sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
    const ordered = tasks.map((task) => (rank.has(task.id) ? (ranked.shift() ?? task) : task));
    return ordered.every((task, index) => task === tasks[index]) ? tasks : ordered;
  });
}

export function tickLearning(day: string, done: boolean): Patch {
  return onPlans((plan) => {
    if (plan.day !== day || !plan.learning || plan.learning.done === done) return plan;
    return { ...plan, learning: { ...plan.learning, done } };
  });
}

export function answerReflection(day: string, answer: string): Patch {
  return onPlans((plan) => {
    if (plan.day !== day || !plan.reflection || plan.reflection.answer === answer) return plan;
    return { ...plan, reflection: { ...plan.reflection, answer } };
  });
}

export function deleteFeedItem(id: string): Patch {
  return (dashboard) => {
    const { items, more } = dashboard.feed;
    if (!items.some((item) => item.id === id)) return dashboard;
    return { ...dashboard, feed: { items: items.filter((item) => item.id !== id), more } };
  };
}

function replaceTask(tasks: PlanTask[], id: string, change: (task: PlanTask) => PlanTask): PlanTask[] {
  const index = tasks.findIndex((task) => task.id === id);
  const task = tasks[index];
  const changed = task && change(task);
  return !changed || changed === task ? tasks : tasks.with(index, changed);
}

function onTasks(change: (tasks: PlanTask[]) => PlanTask[]): Patch {
  return onPlans((plan) => {
    const tasks = change(plan.tasks);
    return tasks === plan.tasks ? plan : { ...plan, tasks };
  });
}

function onPlans(change: (plan: Plan) => Plan): Patch {
  return (dashboard) => {
    const plan = dashboard.plan && change(dashboard.plan);
    const nextPlan = dashboard.nextPlan && change(dashboard.nextPlan);
    return plan === dashboard.plan && nextPlan === dashboard.nextPlan ? dashboard : { ...dashboard, plan, nextPlan };
  };
}
