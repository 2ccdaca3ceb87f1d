import { fittingInto } from '../../src/ai/clamp.ts';
import { addDays, type Day, minuteMs, weekdayOf } from '../../src/core/time/days.ts';
import type { Evidence, PlanFact, PlanTaskFact } from '../../src/core/facts/facts.ts';
import type { Backlog } from './backlog.ts';
import type { Scene } from './scene.ts';
import type { WorkItem } from './workItem.ts';
import { chores, reflections } from './words.ts';

/** A plan and its tasks, as they are made. */
export interface MadePlan {
  readonly plan: PlanFact;
  readonly tasks: readonly PlanTaskFact[];
}

/** The input of a plan. */
export interface PlanGround {
  readonly backlog: Backlog;
  /** Tasks of the last plan that are not done. */
  readonly unfinished: readonly PlanTaskFact[];
  /** Minutes worked on the days before, the last one last. */
  readonly workedMinutes: readonly number[];
}

type Draft = Pick<PlanTaskFact, 'title' | 'priority' | 'minutes' | 'source' | 'project' | 'evidence'>;

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Makes a day's plan from what the history so far would show. */
export function makePlan(scene: Scene, ground: PlanGround, { day, at }: { day: Day; at: number }): MadePlan {
  const { random, nextId } = scene;
  const edited = { rev: 1, at: Math.round(at) };
  const drafts = someOf(scene, draftTasks(scene, ground, day));
  const extras = {
    ...(random.chance(0.75) && { learning: learningOf(ground) }),
    reflection: reflectionOf(scene, ground, day),
  };
  const held = capacity(ground, day);
  const tasks = fittingInto(drafts, held.capacityMinutes - (extras.learning?.minutes ?? 0)).map(
    (draft, i): PlanTaskFact => {
      return { type: 'planTask', id: nextId(), ...edited, day, order: i + 1, ...draft };
    },
  );
  const plan: PlanFact = {
    type: 'plan',
    id: `plan:${day}`,
    ...edited,
    day,
    provider: 'rules',
    ...held,
    ...extras,
  };
  return { plan, tasks };
}

function capacity({ workedMinutes }: PlanGround, day: Day): Pick<PlanFact, 'capacityMinutes' | 'capacityEvidence'> {
  const days = workedMinutes.slice(-20);
  if (days.length < 5) return { capacityMinutes: 300, capacityEvidence: [] };
  const capacityMinutes = Math.round(days.reduce((sum, minutes) => sum + minutes, 0) / days.length / 5) * 5;
  const text = `You worked ${hoursText(capacityMinutes)} on a usual ${weekdays[weekdayOf(day)]}`;
  return { capacityMinutes, capacityEvidence: [{ id: 'capacity', text }] };
}

function learningOf({ backlog }: PlanGround): NonNullable<PlanFact['learning']> {
  const [habit] = backlog.current.project.stack.problems;
  const name = `${habit?.reporter} ${habit?.code}`;
  const evidence = [
    { id: `error:${habit?.reporter}:${habit?.code}`, text: `${name}: again and again, "${habit?.message}"` },
  ];
  return { title: `Find out why ${name} keeps coming back`, minutes: 20, done: false, evidence };
}

function reflectionOf({ random }: Scene, ground: PlanGround, day: Day): NonNullable<PlanFact['reflection']> {
  const minutes = Math.round(ground.workedMinutes.at(-1) ?? 0);
  const evidence = [
    { id: `day:before:${day}`, text: `${hoursText(minutes)} of work, ${ground.unfinished.length} tasks left` },
  ];
  return { question: random.pick(reflections), answer: '', evidence: minutes > 0 ? evidence : [] };
}

function draftTasks(scene: Scene, { backlog, unfinished }: PlanGround, day: Day): Draft[] {
  const red = backlog.open.filter(({ failures }) => failures > 0).map(greenTask);
  const broken = backlog.open
    .filter(({ problems }) => problems.length > 0)
    .slice(0, 1)
    .map(fixTask);
  const branches = backlog.open.slice(0, 3).map((item) => branchTask(scene, item, day));
  // The rules' own tasks are made again; the person's come back until they are done.
  const left = unfinished
    .filter(({ source }) => source === 'user')
    .slice(0, 1)
    .map(taskAgain);
  const drafts = [...red, ...broken, ...left, ...branches, choreTask(scene, backlog)];
  return Array.from(new Map(drafts.map((draft) => [draft.title, draft])).values());
}

function taskAgain({ id, day, title, priority, minutes, source }: PlanTaskFact): Draft {
  const evidence: Evidence[] = [{ id: `task:${id}`, text: `Planned for ${day} and still open` }];
  return { title, priority, minutes, source, evidence };
}

function greenTask({ project, failures }: WorkItem): Draft {
  const name = project.stack.test;
  const text = failures === 1 ? `${name}: the last run failed` : `${name}: failed ${failures} times in a row`;
  const evidence = [{ id: `run:${project.root}:${name}`, text }];
  return {
    title: `Make "${name}" pass again`,
    priority: 'high',
    minutes: 30,
    source: 'rules',
    project: project.root,
    evidence,
  };
}

function fixTask({ project, problems }: WorkItem): Draft {
  const file = problems[0]?.file ?? '';
  const count = problems.filter((problem) => problem.file === file).length;
  const title = count === 1 ? `Fix the error in ${file}` : `Fix ${count} errors in ${file}`;
  const evidence = [{ id: `file:${project.root}:${file}`, text: `${file}: ${count} open` }];
  return { title, priority: 'high', minutes: 10 + 5 * count, source: 'rules', project: project.root, evidence };
}

function branchTask({ random }: Scene, { project, branch, worked }: WorkItem, day: Day): Draft {
  const [last, ms = 0] = Array.from(worked).at(-1) ?? [];
  const when = last === addDays(day, -1) ? 'yesterday' : `on ${last}`;
  const text = `${branch}: ${hoursText(Math.round(ms / minuteMs))} ${when}`;
  const evidence = last === undefined ? [] : [{ id: `branch:${project.root}:${branch}`, text }];
  const minutes = random.pick([60, 75, 90, 120]);
  return { title: `Continue ${branch}`, priority: 'medium', minutes, source: 'rules', project: project.root, evidence };
}

function choreTask({ random }: Scene, backlog: Backlog): Draft {
  const title = random.pick(chores).replace('{0}', backlog.current.branch);
  return { title, priority: 'low', minutes: random.pick([10, 15, 20, 30]), source: 'user', evidence: [] };
}

/** Four to six tasks; more than that isn't a plan. */
function someOf({ random }: Scene, drafts: readonly Draft[]): Draft[] {
  return drafts.slice(0, random.whole(4, 6));
}

function hoursText(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
