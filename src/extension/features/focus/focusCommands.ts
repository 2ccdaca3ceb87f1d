import { window, type QuickPickItem } from 'vscode';
import { formatDuration } from '../../../core/base/format.ts';
import { clockTime } from '../../../core/time/clockTime.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { presentBlock } from '../../../planning/blocks/offer.ts';
import { chosenIn } from '../../chosenIn.ts';
import { operate } from '../../operate.ts';
import type { Services } from '../../services.ts';
import { startBlock } from './startBlock.ts';

type Choice = QuickPickItem & { readonly run: () => Promise<unknown> };

/** Lengths that are offered, in minutes. */
const lengths = [25, 50, 90];
const longest = 240;

/** Asks how long to focus, and starts a session. During a session, it offers to stop it. */
export async function startFocus(services: Services): Promise<void> {
  const { t } = services;
  const state = await services.read('focus.state', {});
  const { minutes, breakMinutes } = services.settings.get('pomodoro');
  const length = (count: number) => formatDuration(count * minuteMs, t);
  const choices: Choice[] = [
    ...(state.phase === 'none'
      ? await blockChoices(services)
      : [{ label: `$(debug-stop) ${t('Stop')}`, run: () => stopFocus(services) }]),
    {
      label: `$(coffee) ${t('Pomodoro')}`,
      description: t('{0}, then a break of {1}', length(minutes), length(breakMinutes)),
      run: () => startPomodoro(services),
    },
    ...lengths.map((count) => ({
      label: `$(target) ${length(count)}`,
      run: () => start(services, { minutes: count }),
    })),
    { label: `$(target) ${t('Until I stop it')}`, run: () => start(services, {}) },
  ];
  const pick = window.createQuickPick<Choice>();
  pick.placeholder = t('How long do you want to focus? Choose a length, or type minutes.');
  pick.items = choices;
  pick.onDidChangeValue((typed) => {
    const count = /^\s*\d{1,3}\s*$/.test(typed) ? Number(typed) : 0;
    const isLength = count >= 1 && count <= longest;
    const own: Choice = {
      label: `$(target) ${length(count)}`,
      alwaysShow: true,
      run: () => start(services, { minutes: count }),
    };
    pick.items = isLength ? [own] : choices;
  });
  await (await chosenIn(pick))?.run();
}

/** The time block that is going on comes first. */
async function blockChoices(services: Services): Promise<Choice[]> {
  const { clock, read, t } = services;
  const block = presentBlock(await read('blocks.today', {}), clock.now());
  if (!block) return [];
  const until = t('Until {0}, as planned', clockTime(block.end, clock.utcOffset(block.end)));
  const label = `$(target) ${block.title.replaceAll('$(', '$ (')}`;
  return [{ label, description: until, run: () => startBlock(services, block) }];
}

/** Starts a Pomodoro with the lengths of the settings. */
export async function startPomodoro(services: Services): Promise<void> {
  const { minutes, ...pomodoro } = services.settings.get('pomodoro');
  await start(services, { minutes, pomodoro });
}

export async function stopFocus(services: Services): Promise<void> {
  await operate(services, { transport: 'view', operation: 'focus.stop', params: {} });
}

/** Starts a session for what the timer is for, if one runs. */
async function start(services: Services, length: object): Promise<void> {
  const { running } = await services.read('timers.state', {});
  const { title = '', project, task } = running ?? {};
  const purpose = { title, ...(project !== undefined && { project }), ...(task !== undefined && { task }) };
  await operate(services, { transport: 'view', operation: 'focus.start', params: { ...purpose, ...length } });
}
