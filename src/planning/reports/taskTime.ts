import * as z from 'zod';
import { AppError } from '../../core/base/appError.ts';
import { query } from '../../core/operations/operation.ts';
import { addDays, dayOf, daysBetween } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { makeTaskIndex } from '../tasks/taskIndex.ts';
import { researchRows, type ResearchBasis } from './research.ts';
import { reportDaysOf, type ReportBasis } from './reportDays.ts';

/** How far back it looks at most, in days: a quarter. */
const daysAtMost = 92;
const ms = z.number().describe('Milliseconds.');

/** Makes the query for the time that a task took; the catalog hands in the measured time. */
export function taskTimeQuery(basis: ReportBasis & Pick<ResearchBasis, 'connected'>) {
  return query('tasks.time', {
    title: 'Time of a task',
    description: `Time spent on a task in the last ${daysAtMost} days: in its time entries, and on its branches outside of any entry. No time counts twice.`,
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({ id: z.string().max(200) }),
    result: z.object({
      entriesMs: ms.describe('In its time entries.'),
      branchMs: ms.describe('Measured on the branches that it is linked to, outside of entries.'),
      totalMs: ms,
      researchMs: ms.describe(
        'Of the total, time on pages that connect to the task: visited during its entries, or around work on its branches.',
      ),
    }),
    prepare: (read) => read.shared(makeTaskIndex).prepare(read),
    run: (read, { id }) => {
      const item = read
        .shared(makeTaskIndex)
        .items(read)
        .find((one) => one.id === id);
      if (!item) throw new AppError('not-found', read.t('That task no longer exists. It may have been deleted.'));
      const today = presentDay(read);
      const earliest = addDays(today, 1 - daysAtMost);
      const created = dayOf(item.stored.values.createdAt, read.offset, read.rules.dayStartsAt);
      // A branch or an entry may be older than its task, by some days.
      const from = addDays(created, -7) > earliest ? addDays(created, -7) : earliest;
      const rows = reportDaysOf(read, basis, daysBetween(from, today)).flatMap((day) => day.rows);
      const own = rows.filter(({ task }) => task === item.stored.id);
      const sum = (of: 'entriesMs' | 'branchMs') => own.reduce((all, row) => all + (row[of] ?? 0), 0);
      const [entriesMs, branchMs] = [sum('entriesMs'), sum('branchMs')];
      const research = researchRows(read, basis, { from, to: today }).filter(({ task }) => task === item.stored.id);
      const researchMs = research.reduce((all, row) => all + row.ms, 0);
      return { entriesMs, branchMs, totalMs: entriesMs + branchMs, researchMs };
    },
  });
}
