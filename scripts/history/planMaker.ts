import { addDays, type Day, minuteMs, weekdayOf } from '../../src/shared/days.ts';
import type { Evidence, PlanFact, PlanTaskFact } from '../../src/shared/facts.ts';
import type { Backlog } from './backlog.ts';
import type { Scene } from './scene.ts';
import type { WorkItem } from './workItem.ts';
import { chores, learningTitles, reflections } from './words.ts';

/** A plan and its tasks, as they are made. */
export interface MadePlan {
  readonly plan: PlanFact;
  readonly tasks: readonly PlanTaskFact[];
}

/** What a plan rests on. */
export interface PlanGround {
  readonly backlog: Backlog;
  /** Tasks of the last plan that are not done. */
  readonly unfinished: readonly PlanTaskFact[];
  /** Minutes worked on the days before, the last one last. */
  readonly workedMinutes: readonly number[];
}

type Draft = Pick<PlanTaskFact, 'title' | 'priority' | 'minutes' | 'source' | 'project' | 'evidence'>;

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Makes the plan of a day from what the history so far would show. */
export function makePlan(scene: Scene, ground: PlanGround, { day, at }: { day: Day; at: number }): MadePlan {
  const { random, nextId } = scene;
  const edited = { rev: 1, at: Math.round(at) };
  const tasks = fitting(scene, draftTasks(scene, ground, day)).map((draft, i): PlanTaskFact => {
    return { type: 'planTask', id: nextId(), ...edited, day, order: i + 1, ...draft };
  });
  const learning = { title: random.pick(learningTitles), minutes: 30, done: false, evidence: [] };
  const reflection = { question: random.pick(reflections), answer: '', evidence: [] };
  const extras = { ...(random.chance(0.7) && { learning }), reflection };
  const plan: PlanFact = {
    type: 'plan',
    id: `plan:${day}`,
    ...edited,
    day,
    provider: 'rules',
    ...capacity(ground, day),
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

function draftTasks(scene: Scene, { backlog, unfinished }: PlanGround, day: Day): Draft[] {
  const left = unfinished.slice(0, 2).map(({ title, priority, minutes, source, project, evidence, day: planned }) => {
    const again: Evidence = { id: `plan:${planned}`, text: `Planned for ${planned} and still open` };
    const named = project === undefined ? {} : { project };
    return { title, priority, minutes, source, evidence: [...evidence.slice(0, 1), again], ...named };
  });
  const red = backlog.open.filter(({ failures }) => failures > 0).map(greenTask);
  const broken = backlog.open.filter(({ problems }) => problems.length > 0).map(fixTask);
  const branches = backlog.open.slice(0, 3).map((item) => branchTask(scene, item, day));
  const drafts = [...left, ...red, ...broken, ...branches, choreTask(scene, backlog)];
  return Array.from(new Map(drafts.map((draft) => [draft.title, draft])).values());
}

function greenTask({ project, failures }: WorkItem): Draft {
  const runs = failures === 1 ? 'The last run of' : `The last ${failures} runs of`;
  const evidence = [{ id: `run:${project.name}`, text: `${runs} ${project.stack.test} failed` }];
  const title = `Turn ${project.stack.test} green in ${project.name}`;
  return { title, priority: 'high', minutes: 30, source: 'rules', project: project.root, evidence };
}

function fixTask({ project, problems }: WorkItem): Draft {
  const [first] = problems;
  const file = first?.file ?? '';
  const text = `${first?.reporter} ${first?.code}: ${first?.message}`;
  const title = `Fix what is reported in ${file.split('/').at(-1)}`;
  return {
    title,
    priority: 'high',
    minutes: 25,
    source: 'rules',
    project: project.root,
    evidence: [{ id: first?.id ?? '', text }],
  };
}

function branchTask({ random }: Scene, { project, branch, worked }: WorkItem, day: Day): Draft {
  const [last, ms = 0] = Array.from(worked).at(-1) ?? [];
  const when = last === addDays(day, -1) ? 'yesterday' : `on ${last}`;
  const text = `${hoursText(Math.round(ms / minuteMs))} on ${branch} ${when}`;
  const evidence = last === undefined ? [] : [{ id: `branch:${branch}`, text }];
  const minutes = random.pick([45, 60, 75, 90]);
  return { title: `Continue ${branch}`, priority: 'medium', minutes, source: 'rules', project: project.root, evidence };
}

function choreTask({ random }: Scene, backlog: Backlog): Draft {
  const title = random.pick(chores).replace('{0}', backlog.current.branch);
  return { title, priority: 'low', minutes: random.pick([10, 15, 20, 30]), source: 'user', evidence: [] };
}

/** Three to six tasks; more than that is no plan. */
function fitting({ random }: Scene, drafts: readonly Draft[]): Draft[] {
  return drafts.slice(0, random.whole(4, 6));
}

function hoursText(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
