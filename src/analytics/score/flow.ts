import { hourMs } from '../../core/time/days.ts';
import type { Segment } from '../segment.ts';
import { leastMs, minutesOf, ramp } from './judgedDay.ts';
import type { JudgedDay, ComponentValue } from './judgedDay.ts';

/** Switches per hour that cost nothing, and those at which nothing is left; in proportion between them. */
export const fileSwitches = { free: 60, most: 240 } as const;
export const projectSwitches = { free: 4, most: 20 } as const;

interface Switches {
  readonly files: number;
  readonly projects: number;
  readonly observedMs: number;
}

/** Flow: few switches. Files and projects are judged separately, and the worse one counts. */
export function judgeFlow(day: JudgedDay): ComponentValue {
  const { files, projects, observedMs } = switchesOf(day.work);
  const isEnough = day.isEnough && observedMs >= Math.min(leastMs, day.goalMs);
  const hours = observedMs / hourMs;
  const perHour = { files: isEnough ? files / hours : 0, projects: isEnough ? projects / hours : 0 };
  const byFiles = ramp(perHour.files, fileSwitches.most, fileSwitches.free);
  const byProjects = ramp(perHour.projects, projectSwitches.most, projectSwitches.free);
  return {
    value: isEnough ? Math.min(byFiles, byProjects) : null,
    facts: {
      minutes: minutesOf(observedMs),
      fileSwitches: files,
      projectSwitches: projects,
      fileSwitchesPerHour: Math.round(perHour.files),
      projectSwitchesPerHour: Math.round(perHour.projects * 10) / 10,
    },
  };
}

/** Changes of file within a project, and of project, in observed work. Time without a file or project changes nothing. */
export function switchesOf(segments: readonly Segment[]): Switches {
  let [files, projects, observedMs] = [0, 0, 0];
  let file: string | undefined;
  let project: string | undefined;
  for (const segment of segments) {
    if (segment.source === 'manual') continue;
    observedMs += segment.end - segment.start;
    const movesProject = segment.project !== undefined && segment.project !== project;
    if (movesProject && project !== undefined) projects++;
    else if (segment.file !== undefined && file !== undefined && segment.file !== file) files++;
    if (movesProject) file = undefined;
    project = segment.project ?? project;
    file = segment.file ?? file;
  }
  return { files, projects, observedMs };
}
