import { addDays, dayOf } from '../../core/time/days.ts';
import type { DiagnosticFact } from '../../core/facts/facts.ts';
import { weekdayLabel } from '../../core/base/format.ts';
import type { BrokenFile } from '../../core/insights/planInputs.ts';
import type { Context } from '../context.ts';
import { problemsOf } from '../problems.ts';
import { openDays } from './history.ts';
import type { PlanHistory } from './history.ts';
import { counted } from '../../core/base/counted.ts';

/** Files that had errors open when they were last looked at, in the last two weeks; most errors first. */
export function brokenFilesOf({ rows, today }: PlanHistory, { rules, t }: Context): BrokenFile[] {
  const from = addDays(today, 1 - openDays);
  const dayIn = ({ introduced, offset }: DiagnosticFact) => dayOf(introduced, offset, rules.dayStartsAt);
  const errors = rows.diagnostics.filter((problem) => problem.severity === 'error' && problem.file !== undefined);
  const open = problemsOf(errors, rows.spans).open.filter((problem) => dayIn(problem) >= from);
  const files = new Map<string, DiagnosticFact[]>();
  for (const problem of open) {
    const key = `${problem.project ?? ''}\n${problem.file}`;
    files.set(key, [...(files.get(key) ?? []), problem]);
  }
  const broken = [...files.values()].map((problems): BrokenFile => {
    const first = problems.reduce((a, b) => (b.introduced < a.introduced ? b : a));
    const { project = '', file = '' } = first;
    const since = weekdayLabel(dayIn(first), t);
    const text = counted(
      t,
      ['{1}: 1 error open since {2}', '{1}: {0} errors open, the first since {2}'],
      [problems.length, file, since],
    );
    const where = { ...(project !== '' && { project }), file };
    return {
      ...where,
      errors: problems.length,
      firstSeen: first.introduced,
      evidence: [{ id: `file:${project}:${file}`, text }],
    };
  });
  return broken.sort((a, b) => b.errors - a.errors || a.firstSeen - b.firstSeen);
}
