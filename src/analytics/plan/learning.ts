import { compareText } from '../../core/base/compareText.ts';
import { dayOf, minuteMs } from '../../core/time/days.ts';
import type { DiagnosticFact } from '../../core/facts/facts.ts';
import { counted } from '../../core/base/counted.ts';
import { durationInWords } from '../../core/base/format.ts';
import type { LanguageUse, RepeatedError } from '../../core/insights/planInputs.ts';
import type { Context } from '../context.ts';
import type { PlanHistory } from './history.ts';

/** An error repeats when it came this often, on this many days. */
const leastCount = 3;
const leastDays = 2;

/** Languages by time, most first, with the errors met in each. */
export function languagesOf({ byDay, rows }: PlanHistory, { t }: Context): LanguageUse[] {
  const times = new Map<string, number>();
  for (const segments of byDay.values()) {
    for (const { language, start, end } of segments) {
      if (language !== undefined) times.set(language, (times.get(language) ?? 0) + end - start);
    }
  }
  const errors = new Map<string, number>();
  for (const { language, severity } of rows.diagnostics) {
    if (language !== undefined && severity === 'error') errors.set(language, (errors.get(language) ?? 0) + 1);
  }
  const byTime = Array.from(times).sort(([a, one], [b, other]) => other - one || compareText(a, b));
  return byTime.map(([language, ms]) => {
    const met = errors.get(language) ?? 0;
    const time = durationInWords(ms, t);
    const text =
      met === 0
        ? t('{0}: {1} in the last 8 weeks', language, time)
        : t(
            '{0}: {1} in the last 8 weeks, {2}',
            language,
            time,
            counted(t, ['1 error encountered', '{0} errors encountered'], [met]),
          );
    return {
      language,
      minutes: Math.round(ms / minuteMs),
      errors: met,
      evidence: [{ id: `language:${language}`, text }],
    };
  });
}

/** Errors of the same reporter and code that came again on several days; on most days first. */
export function repeatedErrorsOf({ rows }: PlanHistory, { rules, t }: Context): RepeatedError[] {
  const groups = new Map<string, DiagnosticFact[]>();
  for (const problem of rows.diagnostics) {
    if (problem.severity !== 'error' || problem.code === undefined) continue;
    const key = `${problem.reporter ?? ''}\n${problem.code}`;
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  const repeated = [...groups.values()].flatMap((problems) => {
    const days = new Set(problems.map(({ introduced, offset }) => dayOf(introduced, offset, rules.dayStartsAt))).size;
    return problems.length >= leastCount && days >= leastDays ? repeatedError(problems, days, t) : [];
  });
  return repeated.sort((a, b) => b.days - a.days || b.count - a.count);
}

function repeatedError(problems: readonly DiagnosticFact[], days: number, t: Context['t']): RepeatedError {
  const last = problems.reduce((a, b) => (b.introduced > a.introduced ? b : a));
  const { reporter, code = '', message, language } = last;
  const name = reporter === undefined ? code : `${reporter} ${code}`;
  const text = t('{0}: {1} times on {2} days, last time "{3}"', name, problems.length, days, shorten(message));
  return {
    code,
    message,
    count: problems.length,
    days,
    ...(reporter !== undefined && { reporter }),
    ...(language !== undefined && { language }),
    evidence: [{ id: `error:${reporter ?? ''}:${code}`, text }],
  };
}

const messageLength = 120;

function shorten(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.length > messageLength ? `${line.slice(0, messageLength - 1)}…` : line;
}
