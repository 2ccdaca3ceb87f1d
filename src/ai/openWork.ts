import { weekdayLabel } from '../core/base/format.ts';
import { translator } from '../core/base/translate.ts';
import type { Evidence } from '../core/facts/facts.ts';
import type { PrivateName } from '../core/insights/digest.ts';
import type { PlanInputs } from '../core/insights/planInputs.ts';
import type { NameAliases } from './aliases.ts';
import type { SentFact } from './claims/citing.ts';

/** Open work, ready to be sent. */
export interface OpenWork {
  readonly facts: readonly (readonly [id: string, topic: string, about: object])[];
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** The content of each fact by id, to check a model's statements against. */
  readonly sent: ReadonlyMap<string, SentFact>;
  readonly projects: ReadonlyMap<string, string>;
}

/** Models are asked to answer in English. */
const english = translator();

/** The maximum length of each list. */
const most = 10;

/** One thing that is open. */
interface Open {
  readonly topic: string;
  readonly evidence: readonly Evidence[];
  /** Names of the user's own, with a project by its root. */
  readonly names?: Readonly<Partial<Record<PrivateName, string | undefined>>>;
  /** Words as they are, and as they are sent where that differs. */
  readonly labels?: Readonly<Record<string, string | undefined>>;
  readonly sentLabels?: Readonly<Record<string, string | undefined>>;
  readonly values?: Readonly<Record<string, number>>;
}

/**
 * Returns what a plan can use, as facts with ids: open tasks, branches, broken files, failing runs, errors, the last day, the capacity.
 */
export function openWork(inputs: PlanInputs, aliases: NameAliases): OpenWork {
  const work = {
    facts: [] as [string, string, object][],
    evidence: new Map<string, Evidence>(),
    sent: new Map<string, SentFact>(),
  };
  const projects = new Map<string, string>();
  for (const open of openIn(inputs, aliases)) {
    const [first] = open.evidence;
    if (!first) continue;
    const id = `p${work.facts.length + 1}`;
    const { names = {}, labels = {}, sentLabels = labels, values = {} } = open;
    const named = Object.entries(names).flatMap(([kind, name]) =>
      name === undefined ? [] : [[kind as PrivateName, name] as const],
    );
    const aliased = named.map(([kind, name]) => [kind, aliases.of(kind, name)] as const);
    for (const [i, [kind, name]] of aliased.entries())
      if (kind === 'project' && name !== undefined) projects.set(name, named[i]?.[1] ?? '');
    work.facts.push([id, open.topic, { ...Object.fromEntries(aliased), ...sentLabels, ...values }]);
    work.evidence.set(id, first);
    const asSent = [...aliased.map(([, name]) => name), ...Object.values(sentLabels)].flatMap((one) => one ?? []);
    const words = Object.entries(labels).flatMap(([key, word]) => (word === undefined ? [] : [[key, word] as const]));
    const ground = {
      text: first.text,
      topic: open.topic,
      values,
      names: named.map(([, name]) => name),
      labels: Object.fromEntries(words),
    };
    work.sent.set(id, { ground, asSent });
  }
  return { ...work, projects };
}

/** Tasks of the user's list, and those that only the last plan has. */
function openTasksIn({ listed = [], unfinished }: PlanInputs): Open[] {
  const planned = unfinished
    .slice(0, most)
    .map((task) => ({ ...task, evidence: [{ id: `task:${task.id}`, text: '' }] }));
  return [...listed.slice(0, most), ...planned].map(({ title, priority, minutes, project, evidence }) => ({
    topic: 'openTask',
    evidence,
    names: { task: title, project },
    labels: { priority },
    values: { minutes },
  }));
}

function openIn(inputs: PlanInputs, aliases: NameAliases): Open[] {
  const { lastDay, estimates, interests = [] } = inputs;
  return [
    ...openTasksIn(inputs),
    ...inputs.branches.slice(0, most).map(({ project, branch, minutes, lastDay: day, evidence }): Open => ({
      topic: 'branch',
      evidence,
      names: { branch, project },
      labels: { lastDay: day },
      values: { minutes },
    })),
    ...inputs.brokenFiles.slice(0, most).map(({ project, file, errors, evidence }): Open => ({
      topic: 'brokenFile',
      evidence,
      names: { file, project },
      values: { errors },
    })),
    ...inputs.failingRuns.slice(0, most).map(({ project, name, failures, evidence }): Open => ({
      topic: 'failingRun',
      evidence,
      names: { run: name, project },
      values: { failures },
    })),
    ...inputs.repeatedErrors.slice(0, most).map(({ reporter, code, count, days, evidence }): Open => ({
      topic: 'repeatedError',
      evidence,
      labels: { reporter, code },
      values: { count, days },
      sentLabels: {
        reporter: reporter && aliases.label('reporter', reporter),
        code: code && aliases.label('code', code, reporter),
      },
    })),
    ...inputs.languages.slice(0, most).map(({ language, minutes, errors, evidence }): Open => ({
      topic: 'language',
      evidence,
      labels: { language },
      values: { minutes, errors },
      sentLabels: { language: aliases.label('language', language) },
    })),
    ...(lastDay ? [lastDayOf(lastDay)] : []),
    ...interests.map((interest): Open => ({
      topic: 'interest',
      evidence: [{ id: `interest:${interest}`, text: '' }],
      labels: { interest },
    })),
    { topic: 'capacity', evidence: inputs.capacityEvidence, values: { capacityMinutes: inputs.capacityMinutes } },
    ...(estimates ? [{ topic: 'estimates', evidence: estimates.evidence, values: { ratio: estimates.ratio } }] : []),
  ];
}

function lastDayOf(lastDay: NonNullable<PlanInputs['lastDay']>): Open {
  const { day, workedMinutes, longestFocusMinutes, switches, tasksPlanned, tasksDone, evidence } = lastDay;
  return {
    topic: 'lastDay',
    evidence,
    labels: { day, weekday: weekdayLabel(day, english) },
    sentLabels: { day },
    values: { workedMinutes, longestFocusMinutes, switches, tasksPlanned, tasksDone },
  };
}
