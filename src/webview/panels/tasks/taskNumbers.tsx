import * as l10n from '@vscode/l10n';
import type { Result } from '../../../catalog/view.ts';
import { addDays, minuteMs } from '../../../core/time/days.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import '../../charts/table.css';
import { Disclosure } from '../../controls/disclosure.tsx';
import { Select } from '../../controls/select.tsx';
import type { Format } from '../../format/format.ts';
import { plural } from '../../format/plural.ts';
import { fill } from '../../format/text.ts';
import { useHistoryBasis } from '../../layout/openDay.ts';
import { Pending } from '../../layout/pending.tsx';
import { useApp, useKept } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { useRecordChanges } from '../../state/useRecordChanges.ts';

type Numbers = Result<'reports.numbers'>;

type Months = Result<'reports.months'>['months'];

/** Ranges in days, today included, or the last calendar months. */
type Range = '7' | '28' | '91' | 'year';

/** Longer lists are for reports. */
const mostNames = 5;
/** Hours that are named, and the fewest tasks that say something about hours. */
const mostHours = 3;
const fewTasks = 5;

interface Props {
  readonly dashboard: Dashboard;
}

/** Shows numbers about the tasks of the last weeks or months, asked for when it is opened. */
export function TaskNumbers({ dashboard }: Props) {
  return (
    <Disclosure keptAs="open.tasks.numbers" label={l10n.t('Tasks in numbers')}>
      <NumbersOfRange dashboard={dashboard} />
    </Disclosure>
  );
}

function NumbersOfRange({ dashboard }: Props) {
  const [range, setRange] = useKept<Range>('tasks.numbers.range', '28');
  const options = {
    7: l10n.t('Last 7 days'),
    28: l10n.t('Last 4 weeks'),
    91: l10n.t('Last 13 weeks'),
    year: l10n.t('Last 12 months'),
  };
  return (
    <>
      <Select label={l10n.t('Range')} value={range} options={options} onChange={setRange} />
      {range === 'year' ? (
        <NumbersOfYear dashboard={dashboard} />
      ) : (
        <NumbersOfDays dashboard={dashboard} days={Number(range)} />
      )}
    </>
  );
}

/** Changes with everything that the numbers depend on. */
function useNumbersBasis(dashboard: Dashboard): string {
  const changes = useRecordChanges(['tasks', 'taskOccurrences', 'timeEntries', 'timerStops']);
  return `${useHistoryBasis(dashboard)} ${changes}`;
}

function NumbersOfDays({ dashboard, days }: Props & { readonly days: number }) {
  const { day } = dashboard.today;
  const params = { from: addDays(day, 1 - days), to: day };
  const answer = useAnswer('reports.numbers', params, useNumbersBasis(dashboard));
  const { data } = answer;
  const lines = useLines(days);
  return (
    <>
      <Pending answer={answer} />
      {data && isNothing(data) && (
        <p class="empty">{l10n.t('Tasks that you complete, and time that is measured or entered, add up here.')}</p>
      )}
      {data && !isNothing(data) && (
        <>
          <Sentences lines={lines(data)} />
          <Trends numbers={data} />
        </>
      )}
    </>
  );
}

/** Returns true for days without work, with none before them either. */
function isNothing({ tasksDone, measuredMs, entriesMs, before }: Numbers): boolean {
  return tasksDone + measuredMs + entriesMs + before.tasksDone + before.measuredMs + before.entriesMs === 0;
}

/** The trend of a year by month. Months before the first with anything are left out. */
function NumbersOfYear({ dashboard }: Props) {
  const { format } = useApp();
  const answer = useAnswer('reports.months', { months: 12 }, useNumbersBasis(dashboard));
  const lines = useYearLines();
  const all = answer.data?.months ?? [];
  const first = all.findIndex(({ measuredMs, entriesMs, tasksDone }) => measuredMs + entriesMs + tasksDone > 0);
  const months = first < 0 ? [] : all.slice(first);
  const periods = months.map(({ month, ...rest }) => ({ name: format.month(`${month}-01`), ...rest }));
  return (
    <>
      <Pending answer={answer} />
      {answer.data && <Sentences lines={lines(months)} />}
      {months.length > 0 && <Trend label={l10n.t('Tasks by month')} heading={l10n.t('Month')} periods={periods} />}
    </>
  );
}

function Sentences({ lines }: { readonly lines: readonly string[] }) {
  return (
    <div class="todo-figures">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

/** Returns the sentences about months as a whole. */
function useYearLines(): (months: Months) => string[] {
  const { format } = useApp();
  return (months) => {
    const sum = (of: 'tasksDone' | 'onTime' | 'late' | 'measuredMs' | 'entriesMs') =>
      months.reduce((all, month) => all + month[of], 0);
    return [
      format.count(plural('{0} task done.', '{0} tasks done.'), sum('tasksDone')),
      ...(sum('onTime') + sum('late') > 0 ? [dueLine(format, sum('onTime'), sum('late'))] : []),
      l10n.t('Measured: {0}. In entries: {1}.', format.duration(sum('measuredMs')), format.duration(sum('entriesMs'))),
    ];
  };
}

function dueLine({ number }: Format, onTime: number, late: number): string {
  return l10n.t('Done by their due day: {0}. Late: {1}.', number(onTime), number(late));
}

/** Returns the sentences about a range; nothing is said of what there is none of. */
function useLines(days: number): (numbers: Numbers) => string[] {
  const { format } = useApp();
  const hours = (list: Numbers['doneByHour']) =>
    format.list(
      list.slice(0, mostHours).map(({ hour, tasksDone }) => `${format.clockHour(hour)} (${format.number(tasksDone)})`),
    );
  return ({ tasksDone, measuredMs, entriesMs, before, tasks, doneByHour, ...rest }) => [
    fill(
      format.count(
        plural('{0} task done, {1} in the {2} days before.', '{0} tasks done, {1} in the {2} days before.'),
        tasksDone,
      ),
      '',
      format.number(before.tasksDone),
      format.number(days),
    ),
    ...(tasks.onTime + tasks.late > 0 ? [dueLine(format, tasks.onTime, tasks.late)] : []),
    ...(tasksDone >= fewTasks ? [l10n.t('Hours in which most were completed: {0}.', hours(doneByHour))] : []),
    ...(tasks.averageDays === undefined
      ? []
      : [l10n.t('Days from adding a task until it is done, on average: {0}.', format.number(tasks.averageDays))]),
    ...(tasks.estimateMs > 0
      ? [
          l10n.t(
            'Estimated: {0}. Spent on the same tasks: {1}.',
            format.duration(tasks.estimateMs),
            format.duration(tasks.spentMs),
          ),
        ]
      : []),
    l10n.t(
      'Measured: {0}, {1} in the days before. In entries: {2}, {3} in the days before.',
      format.duration(measuredMs),
      format.duration(before.measuredMs),
      format.duration(entriesMs),
      format.duration(before.entriesMs),
    ),
    ...nameLines(format, rest),
  ];
}

/** The sentences about where the time went. */
function nameLines(
  format: Format,
  { byProject, byCategory, byClient, byTask, byTag }: Pick<Numbers, Extract<keyof Numbers, `by${string}`>>,
): string[] {
  const line = (list: Numbers['byCategory'], say: (names: string) => string, unnamed = '') => {
    const known = list.filter(({ measuredMs }) => measuredMs >= minuteMs).slice(0, mostNames);
    const names = known.map(({ name, measuredMs }) => `${name || unnamed} ${format.duration(measuredMs)}`);
    return names.length > 0 ? [say(format.list(names))] : [];
  };
  return [
    ...line(byProject, (names) => l10n.t('By project: {0}.', names), l10n.t('no project')),
    ...line(byCategory, (names) => l10n.t('By category: {0}.', names), l10n.t('no category')),
    ...line(byClient, (names) => l10n.t('By client: {0}.', names), l10n.t('no client')),
    ...line(byTask, (names) => l10n.t('By task: {0}.', names)),
    ...line(byTag, (names) => l10n.t('By tag: {0}.', names)),
  ];
}

/** Months are shown once there is more than one. */
function Trends({ numbers: { weeks, months } }: { readonly numbers: Numbers }) {
  const { format } = useApp();
  const byWeek = weeks.map(({ monday, ...week }) => ({ name: format.shortDay(monday), ...week }));
  const byMonth = months.map(({ month, ...rest }) => ({ name: format.month(`${month}-01`), ...rest }));
  return (
    <>
      <Trend label={l10n.t('Tasks by week')} heading={l10n.t('Week')} periods={byWeek} />
      {byMonth.length > 1 && <Trend label={l10n.t('Tasks by month')} heading={l10n.t('Month')} periods={byMonth} />}
    </>
  );
}

interface Period extends Pick<Numbers, 'tasksDone' | 'measuredMs' | 'entriesMs'> {
  readonly name: string;
}

interface TrendProps {
  readonly label: string;
  readonly heading: string;
  readonly periods: readonly Period[];
}

function Trend({ label, heading, periods }: TrendProps) {
  const { format } = useApp();
  return (
    <div class="table-scroll" role="region" aria-label={label} tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            <th scope="col">{l10n.t('Done')}</th>
            <th scope="col">{l10n.t('Measured')}</th>
            <th scope="col">{l10n.t('In entries')}</th>
          </tr>
        </thead>
        <tbody>
          {periods.map(({ name, tasksDone, measuredMs, entriesMs }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{format.number(tasksDone)}</td>
              <td>{format.duration(measuredMs)}</td>
              <td>{format.duration(entriesMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
