import { baseName } from '../../../core/base/baseName.ts';
import { window, type QuickPickItem } from 'vscode';
import { formatDuration } from '../../../core/base/format.ts';
import { parseTimerText } from '../../../core/time/timerInput.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { TimersView } from '../../../planning/time/timeViews.ts';
import { chosenIn } from '../../chosenIn.ts';
import { operate } from '../../operate.ts';
import type { Services } from '../../services.ts';

/** The tasks that are offered: those that were changed last. */
const tasksOffered = 50;

type Choice = QuickPickItem & { readonly run: () => Promise<unknown> };

/** Asks what the timer is for, and starts it. */
export async function startTimer(services: Services): Promise<void> {
  const { t } = services;
  const view = await services.read('timers.get', {});
  await choose(services, view, { placeholder: t('What are you working on? -10m in front starts it 10 minutes ago.') });
}

/** Offers to stop or pause the timer, or to start another. */
export async function switchTimer(services: Services): Promise<void> {
  const { t } = services;
  const view = await services.read('timers.get', {});
  const { running, paused } = view;
  const time = running && formatDuration(running.ms, t);
  const actions: Choice[] = [
    ...(paused
      ? [{ label: `$(play) ${t('Resume')}`, description: paused.title, run: () => resumeTimer(services) }]
      : []),
    ...(running ? [{ label: `$(debug-pause) ${t('Pause')}`, run: () => pauseTimer(services) }] : []),
    ...((running ?? paused) ? [{ label: `$(debug-stop) ${t('Stop')}`, run: () => stopTimer(services) }] : []),
  ];
  const placeholder = running
    ? t('{0}, {1}: switch to…', running.title || t('Timer'), time ?? '')
    : t('What are you working on? -10m in front starts it 10 minutes ago.');
  await choose(services, view, { placeholder, actions });
}

export async function stopTimer(services: Services): Promise<void> {
  await call(services, 'timers.stop');
}

export async function pauseTimer(services: Services): Promise<void> {
  await call(services, 'timers.pause');
}

export async function resumeTimer(services: Services): Promise<void> {
  await call(services, 'timers.resume');
}

/** Runs an operation as the dashboard would, so that both have the same rules. */
function call(services: Services, operation: string, params: object = {}): Promise<unknown> {
  return operate(services, { transport: 'view', operation, params });
}

interface TimerQuestion {
  readonly placeholder: string;
  readonly actions?: readonly Choice[];
}

/** Starts a timer for something, now or a while ago. */
type StartTimer = (purpose: object, minutesAgo?: number) => Promise<unknown>;

/**
 * A list of recently timed work, of open tasks, and of the typed text. Resolves when an item was chosen and done, or the list was closed.
 */
async function choose(
  services: Services,
  view: TimersView,
  { placeholder, actions = [] }: TimerQuestion,
): Promise<void> {
  const { t, clock } = services;
  const start: StartTimer = (purpose, minutesAgo = 0) =>
    call(services, 'timers.start', { ...purpose, ...(minutesAgo > 0 && { at: clock.now() - minutesAgo * minuteMs }) });
  const recent = view.recent
    .filter(({ title, task }) => title !== view.running?.title || task !== view.running.task)
    .map((one) => choiceOf(one, { icon: 'history', name: one.projectName, start }));
  const tasks = await openTasks(services, view, start);
  const pick = window.createQuickPick<Choice>();
  pick.placeholder = placeholder;
  const offer = (): void => {
    const { title, minutesAgo } = parseTimerText(pick.value);
    const typed: Choice = {
      label: `$(watch) ${title === '' ? t('Start without a title') : t('Start "{0}"', title)}`,
      description: minutesAgo > 0 ? t('{0} ago', formatDuration(minutesAgo * minuteMs, t)) : '',
      alwaysShow: true,
      run: () => start({ title }, minutesAgo),
    };
    pick.items = pick.value.trim() === '' ? [...recent, ...actions, typed, ...tasks] : [typed, ...recent, ...tasks];
  };
  offer();
  pick.onDidChangeValue(offer);
  await (await chosenIn(pick))?.run();
}

/** The open tasks that were changed last, without those that are there as recent ones. */
async function openTasks(services: Services, { recent, running }: TimersView, start: StartTimer): Promise<Choice[]> {
  const timed = new Set([...recent, ...(running ? [running] : [])].map(({ task }) => task));
  const { tasks } = await services.read('tasks.list', {
    status: ['inProgress', 'todo'],
    groupBy: 'none',
    sortBy: 'updated',
    offset: 0,
    limit: tasksOffered,
  });
  return tasks
    .filter(({ id }) => !timed.has(id))
    .map((task) =>
      choiceOf({ ...task, task: task.id }, { icon: 'tasklist', name: task.project && baseName(task.project), start }),
    );
}

interface ChoiceLooks {
  readonly icon: string;
  /** The project's name. */
  readonly name: string | undefined;
  readonly start: StartTimer;
}

function choiceOf(
  { title, tags, project, task }: Pick<TimersView['recent'][number], 'title' | 'tags' | 'project' | 'task'>,
  { icon, name = '', start }: ChoiceLooks,
): Choice {
  const purpose = { title, tags, ...(project !== undefined && { project }), ...(task !== undefined && { task }) };
  return { label: `$(${icon}) ${title}`, description: name, run: () => start(purpose) };
}
