import { compareText } from '../../core/base/compareText.ts';
import { medianOf } from '../../core/base/median.ts';
import { dayOf } from '../../core/time/days.ts';
import { unionOf } from '../../core/time/intervals.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { DiagnosticFact } from '../../core/facts/facts.ts';
import { groupBy, inWords, minutesOf, percent, shareOf, sum } from './digestFact.ts';
import type { DigestInput, DigestPart } from './digestFact.ts';
import { workedIn } from './worked.ts';

/** An error repeats when it came this often, on this many days. */
const least = { count: 3, days: 2 } as const;
const most = 10;
/** The maximum length of a quoted message. */
const messageLength = 100;

/** Facts about recurring errors: same reporter, code, and message; and same code with any message. */
export const errorFacts: DigestPart = (measured) => {
  const errors = errorsOf(measured);
  const named = errors.filter(({ code, message }) => code !== undefined || message !== '');
  const same = groupBy(named, ({ reporter, code, message }) => `${reporter ?? ''}:${code ?? ''}:${message}`);
  const alike = groupBy(
    named.filter(({ code }) => code !== undefined),
    ({ reporter, code }) => `${reporter ?? ''}:${code ?? ''}`,
  );
  const facts = [
    ...[...same].flatMap(([key, group]) => {
      const quotes = quotesOf(group[0]);
      const others = [...same.values()].filter((one) => one !== group && one.length > 1 && quotesOf(one[0]) === quotes);
      const shared = { group, all: errors, same: true, typical: medianOf(others.map(({ length }) => length)) };
      return errorFact({ id: `error:${key}`, ...shared }, measured);
    }),
    ...[...alike].flatMap(([key, group]) => {
      const isOneMessage = new Set(group.map(({ message }) => message)).size === 1;
      return isOneMessage
        ? []
        : errorFact({ id: `errors:${key}`, group, all: errors, same: false, typical: 0 }, measured);
    }),
  ];
  return facts.sort((a, b) => b.weight - a.weight || compareText(a.id, b.id)).slice(0, most);
};

/**
 * Errors met in the digest's days, each once: one that is reported again by another window while it is still open is the same. In
 * the order in which they came.
 */
export function errorsOf({ history, from, to }: DigestInput): DiagnosticFact[] {
  const errors = history.rows.diagnostics
    .filter(({ severity }) => severity === 'error')
    .sort((a, b) => a.introduced - b.introduced || compareText(a.id, b.id));
  const open = new Map<string, DiagnosticFact>();
  const once = errors.filter((error) => {
    const key = [error.project, error.file, error.reporter, error.code, error.message].join('\n');
    const before = open.get(key);
    open.set(key, error);
    return !before || before.fixed !== undefined || before.line !== error.line;
  });
  return once.filter(({ introduced }) => introduced >= from && introduced <= to);
}

interface Group {
  readonly id: string;
  readonly group: readonly DiagnosticFact[];
  readonly all: readonly DiagnosticFact[];
  readonly same: boolean;
  /** Usual frequency of other recurring errors. */
  readonly typical: number;
}

function errorFact({ id, group, all, same, typical }: Group, measured: DigestInput): DigestFact[] {
  const { context, nameOf } = measured;
  const { rules, t } = context;
  const days = new Set(group.map(({ introduced, offset }) => dayOf(introduced, offset, rules.dayStartsAt))).size;
  if (group.length < least.count || days < least.days) return [];
  const worked = workedIn(measured);
  const open = group.flatMap(({ introduced: start, fixed: end }) => (end === undefined ? [] : { start, end }));
  const fixes = open.map(({ start, end }) => worked(start, end));
  // Errors that are open at once take no more time than one.
  const openMs = sum(unionOf(open).map(({ start, end }) => worked(start, end)));
  const projects = new Set(group.flatMap(({ project }) => project ?? []));
  const last = group.at(-1) as DiagnosticFact;
  const values = {
    count: group.length,
    days,
    projects: projects.size,
    files: new Set(group.map(({ project, file }) => `${project}\n${file}`)).size,
    share: shareOf(group.length, all.length),
    ...(same && { typicalCount: Math.round(typical) }),
    fixed: fixes.length,
    medianFixMinutes: minutesOf(medianOf(fixes)),
    totalFixMinutes: minutesOf(openMs),
  };
  const name = [last.reporter, last.code].filter((part) => part !== undefined).join(' ') || t('An error');
  // One that is outside of any project may be the last.
  const project = projects.size === 1 ? [...projects][0] : undefined;
  const where = project === undefined ? t('in {0} projects', projects.size) : t('in {0}', nameOf(project));
  const counted = t(
    '{0}: {1} times on {2} days {3}, {4} % of all errors',
    name,
    values.count,
    days,
    where,
    percent(values.share),
  );
  const fixing = t('{0} to fix in all', inWords(values.totalFixMinutes, context));
  const quoted = same ? t('"{0}"', shorten(last.message)) : '';
  const message = same ? { message: shorten(last.message) } : {};
  return [
    {
      id,
      topic: 'error',
      // Weighs time more than counts: a hundred missing semicolons that are fixed within two seconds cost little.
      weight: Math.min(
        95,
        20 + 2 * days + Math.min(20, 2 * group.length) + 5 * (projects.size - 1) + values.totalFixMinutes / 2,
      ),
      names: { ...message, ...(project !== undefined && { project }) },
      labels: labelsOf(last, same),
      values,
      text: [counted, fixing, quoted].filter((part) => part !== '').join('; '),
    },
  ];
}

function labelsOf({ reporter, code, language, message }: DiagnosticFact, same: boolean): Record<string, string> {
  return {
    alike: same ? 'message' : 'code',
    quotes: quotesOf({ message }),
    ...(reporter !== undefined && { reporter }),
    ...(code !== undefined && { code }),
    ...(language !== undefined && { language }),
  };
}

function shorten(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.length > messageLength ? `${line.slice(0, messageLength - 1)}…` : line;
}

/** A message that quotes a name is about that name; one that doesn't may be any slip while typing. */
function quotesOf(error: Pick<DiagnosticFact, 'message'> | undefined): string {
  const quoted = (error?.message ?? '').matchAll(/['"`‘“]([^'"`‘“’”]*)(?=['"`’”])/g);
  return Array.from(quoted).some(([, words = '']) => /\w\w/.test(words)) ? 'a name' : 'nothing';
}
