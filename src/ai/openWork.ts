import type { Evidence } from '../core/facts/facts.ts';
import type { PlanInputs } from '../core/insights/planInputs.ts';
import type { Aliases } from './aliases.ts';

/** What is open, made ready to be sent. */
export interface OpenWork {
  readonly facts: readonly (readonly [id: string, topic: string, about: object])[];
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly projects: ReadonlyMap<string, string>;
}

/** Of each list so many. */
const most = 10;

/** What a plan can take up, as facts with ids: open tasks, branches, broken files, failing runs, errors, the last day, the capacity. */
export function openWork(inputs: PlanInputs, aliases: Aliases): OpenWork {
  const facts: [string, string, object][] = [];
  const evidence = new Map<string, Evidence>();
  const projects = new Map<string, string>();
  const projectOf = (root: string | undefined) => {
    const name = root === undefined ? undefined : aliases.of('project', root);
    if (name !== undefined && root !== undefined) projects.set(name, root);
    return name;
  };
  const add = (topic: string, [first]: readonly Evidence[], about: object): void => {
    if (!first) return;
    const id = `p${facts.length + 1}`;
    facts.push([id, topic, about]);
    evidence.set(id, first);
  };
  for (const { id, title, priority, minutes, project } of inputs.unfinished.slice(0, most)) {
    const known = [{ id: `task:${id}`, text: '' }];
    add('openTask', known, { task: aliases.of('task', title), priority, minutes, project: projectOf(project) });
  }
  for (const { project, branch, minutes, lastDay, evidence: own } of inputs.branches.slice(0, most))
    add('branch', own, { branch: aliases.of('branch', branch), project: projectOf(project), minutes, lastDay });
  for (const { project, file, errors, evidence: own } of inputs.brokenFiles.slice(0, most))
    add('brokenFile', own, { file: aliases.of('file', file), project: projectOf(project), errors });
  for (const { project, name, failures, evidence: own } of inputs.failingRuns.slice(0, most))
    add('failingRun', own, { run: aliases.of('run', name), project: projectOf(project), failures });
  for (const { reporter, code, count, days, evidence: own } of inputs.repeatedErrors.slice(0, most))
    add('repeatedError', own, {
      reporter: reporter && aliases.label('reporter', reporter),
      code: code && aliases.label('code', code, reporter),
      count,
      days,
    });
  for (const { language, minutes, errors, evidence: own } of inputs.languages.slice(0, most))
    add('language', own, { language: aliases.label('language', language), minutes, errors });
  if (inputs.lastDay) {
    const {
      day,
      workedMinutes,
      longestFocusMinutes,
      switches,
      tasksPlanned,
      tasksDone,
      evidence: own,
    } = inputs.lastDay;
    add('lastDay', own, { day, workedMinutes, longestFocusMinutes, switches, tasksPlanned, tasksDone });
  }
  for (const interest of inputs.interests ?? [])
    add('interest', [{ id: `interest:${interest}`, text: '' }], { interest });
  add('capacity', inputs.capacityEvidence, { capacityMinutes: inputs.capacityMinutes });
  if (inputs.estimates) add('estimates', inputs.estimates.evidence, { ratio: inputs.estimates.ratio });
  return { facts, evidence, projects };
}
