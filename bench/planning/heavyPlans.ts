import type { RecordFact } from '../../src/core/facts/facts.ts';
import type { RecordCollection } from '../../src/core/records/collection.ts';
import type { RecordFields } from '../../src/core/records/recordState.ts';
import { dayMs, hourMs, minuteMs } from '../../src/core/time/days.ts';
import { tasks, type TaskStatus } from '../../src/planning/tasks/tasks.ts';
import { dueInstant } from '../../src/planning/tasks/due.ts';
import { timeEntries } from '../../src/planning/time/entries.ts';
import { seeded } from '../store/heavyYears.ts';
import type * as z from 'zod';

/** The amount of planning data. */
export interface HeavyPlans {
  readonly tasks: number;
  readonly entries: number;
}

const verbs = ['Fix', 'Review', 'Write', 'Measure', 'Document', 'Remove', 'Discuss', 'Release'];
const things = [
  'login race',
  'invoice export',
  'Ünïcode search',
  '登录页面',
  'cache',
  'parser',
  'retry policy',
  'onboarding',
];
const tagNames = ['auth', 'docs', 'bug', 'ops', 'design', 'later', 'client', 'idea'];

/**
 * Returns a function that returns the tasks and time entries of a working day, deterministically. The total over all days is the given
 * number. Tasks have realistic text, and most were changed twice: started, and done.
 */
export function heavyPlans({ tasks: taskCount, entries }: HeavyPlans, workdays: number): (day: number) => RecordFact[] {
  let [daysSoFar, tasksSoFar, entriesSoFar] = [0, 0, 0];
  return (day) => {
    daysSoFar++;
    const due = (count: number): number => Math.round((count * daysSoFar) / workdays);
    const random = seeded(day / dayMs + 1);
    const facts: RecordFact[] = [];
    for (; tasksSoFar < due(taskCount); tasksSoFar++) facts.push(...taskFacts(tasksSoFar, day, random));
    const today = due(entries) - entriesSoFar;
    for (let index = 0; index < today; index++)
      facts.push(entryFact(entriesSoFar + index, { day, index, today, random }));
    entriesSoFar += today;
    return facts;
  };
}

function taskFacts(number: number, day: number, random: () => number): RecordFact[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const at = day + 9 * hourMs + number;
  const title = `${pick(verbs)} ${pick(things)} ${number}`;
  const due = new Date(day + Math.floor(random() * 20) * dayMs).toISOString().slice(0, 10);
  const fields = {
    title,
    priority: pick(['low', 'medium', 'high', 'urgent'] as const),
    status: 'todo' as TaskStatus,
    sort: at,
    createdAt: at,
    updatedAt: at,
    tags: [pick(tagNames)],
    project: `/home/ada/projects/project-${number % 40}`,
    estimate: 15 + Math.floor(random() * 200),
    ...(random() < 0.5 && { dueOn: { day: due }, due: dueInstant({ day: due }) }),
    ...(random() < 0.4 && { description: `${title}. `.repeat(1 + Math.floor(random() * 12)) }),
    ...(random() < 0.2 && { links: [{ kind: 'url' as const, url: `https://example.com/issues/${number}` }] }),
  };
  const id = `task-${number}`;
  const facts = [created(tasks, { id, at, values: fields })];
  const changed = (ms: number, values: RecordFields): void =>
    void facts.push(patch(tasks.name, { id, at: at + ms, fields: values }));
  if (random() < 0.9) changed(hourMs, { status: 'inProgress', updatedAt: at + hourMs });
  const doneAt = at + dayMs;
  if (random() < 0.85) changed(dayMs, { status: 'done', updatedAt: doneAt, doneAt });
  return facts;
}

interface EntryPlace {
  readonly day: number;
  readonly index: number;
  /** The number of the day's entries. */
  readonly today: number;
  readonly random: () => number;
}

function entryFact(number: number, { day, index, today, random }: EntryPlace): RecordFact {
  const each = (10 * hourMs) / today;
  const start = Math.round(day + 8 * hourMs + index * each);
  const values = {
    title: `${verbs[number % verbs.length]} ${things[Math.floor(random() * things.length)]}`,
    start,
    end: Math.round(start + Math.max(minuteMs, each * (0.5 + random() / 2))),
    offset: 60,
    project: `/home/ada/projects/project-${Math.floor(random() * 40)}`,
    ...(random() < 0.6 && { task: `task-${Math.max(0, Math.floor(number / 5) - Math.floor(random() * 30))}` }),
    tags: [tagNames[number % tagNames.length] as string],
  };
  return created(timeEntries, { id: `entry-${number}`, at: start, values });
}

function created<S extends z.ZodObject>(
  collection: RecordCollection<S>,
  { id, at, values }: { readonly id: string; readonly at: number; readonly values: z.input<S> },
): RecordFact {
  return patch(collection.name, { id, at, fields: collection.create(values) });
}

function patch(
  collection: string,
  { id, at, fields }: { readonly id: string; readonly at: number; readonly fields: RecordFields },
): RecordFact {
  return {
    type: 'record',
    collection,
    id,
    clock: { time: at, count: 0, writer: `d${Math.floor(at / dayMs)}` },
    fields,
  };
}
