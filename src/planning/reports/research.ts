import { compareText } from '../../core/base/compareText.ts';
import * as z from 'zod';
import { pageAddressOf } from '../../core/categories/sites.ts';
import type { MeasuredStretch } from '../../core/facts/measuredTime.ts';
import { checkDayRange } from '../../core/operations/dayRange.ts';
import { query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { rangeAround, type Day } from '../../core/time/days.ts';
import { daySchema } from '../../core/views/views.ts';
import { branchTasks } from '../tasks/taskBranches.ts';
import { makeTaskIndex } from '../tasks/taskIndex.ts';
import { intervalOf } from '../time/entryViewer.ts';
import { entriesIn } from '../time/readEntries.ts';
import { attribute } from './attribute.ts';

/** A stretch on a page that connects to work in an editor. */
export interface ConnectedStretch extends MeasuredStretch {
  /** The page, as spans keep it. */
  readonly file: string | undefined;
}

/** Parts of research that other rooms have. */
export interface ResearchBasis {
  /** Time on connected pages in order, of days that are both included. */
  readonly connected: (read: Reading, from: Day, to: Day) => readonly ConnectedStretch[];
  readonly projectNames: (roots: Iterable<string>) => (root: string) => string;
}

/** The longest range of days in one request. */
const daysAtMost = 92;
const sitesAtMost = 20;
const ms = z.number().describe('Milliseconds.');

const researchView = z.object({
  totalMs: ms.describe('All time on pages that connect to work in an editor. The rows sum to it.'),
  rows: z
    .array(
      z.object({
        project: z.string(),
        projectName: z.string(),
        branch: z.string().optional(),
        task: z.string().optional().describe('The id of the task: that of the time entry then, else of the branch.'),
        title: z.string().optional().describe('The title of the task.'),
        ms,
        sites: z
          .array(z.object({ site: z.string().describe('Empty for forgotten ones.'), ms }))
          .describe(`The ${sitesAtMost} with the most time.`),
      }),
    )
    .describe('By project, branch, and task; most time first.'),
});

interface Row {
  readonly project: string;
  readonly branch: string | undefined;
  readonly task: string | undefined;
  readonly sites: Map<string, number>;
  ms: number;
}

/** Makes the query for time on pages that connect to work; the catalog hands in the measured time. */
export function researchQuery(basis: ResearchBasis) {
  return query('research.get', {
    title: 'Research',
    description:
      'Time on documentation, issues, reviews, AI chats, and other pages that connects to work in an editor, by the project, branch, and task that were worked on around it. It is part of the measured time.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({ from: daySchema, to: daySchema.describe(`At most ${daysAtMost} days, both included.`) }),
    result: researchView,
    prepare: (read) => read.shared(makeTaskIndex).prepare(read),
    run: (read, { from, to }) => {
      checkDayRange({ from, to }, daysAtMost);
      const rows = researchRows(read, basis, { from, to });
      const nameOf = basis.projectNames(rows.map(({ project }) => project));
      const items = read.shared(makeTaskIndex).items(read);
      const titles = new Map(items.map(({ stored, view }) => [stored.id, view.title]));
      return {
        totalMs: rows.reduce((sum, row) => sum + row.ms, 0),
        rows: rows.map(({ project, branch, task, ms: time, sites }) => ({
          project,
          projectName: nameOf(project),
          ...(branch !== undefined && { branch }),
          ...(task !== undefined && { task, title: titles.get(task) ?? '' }),
          ms: time,
          sites: mostFirst(sites).slice(0, sitesAtMost),
        })),
      };
    },
  });
}

/** Sums research up by project, branch, and task, most time first. */
export function researchRows(
  read: Reading,
  { connected }: Pick<ResearchBasis, 'connected'>,
  { from, to }: { readonly from: Day; readonly to: Day },
): Row[] {
  const stretches = connected(read, from, to);
  if (stretches.length === 0) return [];
  const entries = new Map(entriesIn(read, rangeAround(from, to)).map((entry) => [entry.id, entry]));
  const claims = [...entries.values()].map((entry) => ({ id: entry.id, ...intervalOf(entry, read.now) }));
  const taskOfBranch = branchTasks(read.shared(makeTaskIndex).items(read));
  const rows = new Map<string, Row>();
  for (const { start, end, measured, entry: id } of attribute(stretches, claims)) {
    if (!measured) continue;
    const { project = '', branch, file } = measured as ConnectedStretch;
    const entry = id === undefined ? undefined : entries.get(id);
    const task = entry ? entry.task : taskOfBranch(measured);
    const key = JSON.stringify([project, branch, task]);
    const row = rows.get(key) ?? { project, branch, task, sites: new Map<string, number>(), ms: 0 };
    const site = pageAddressOf(file).domain ?? '';
    row.ms += end - start;
    row.sites.set(site, (row.sites.get(site) ?? 0) + end - start);
    rows.set(key, row);
  }
  return [...rows.values()].sort((a, b) => b.ms - a.ms || compareText(a.project, b.project));
}

function mostFirst(sites: ReadonlyMap<string, number>): { site: string; ms: number }[] {
  return Array.from(sites, ([site, time]) => ({ site, ms: time })).sort(
    (a, b) => b.ms - a.ms || compareText(a.site, b.site),
  );
}
