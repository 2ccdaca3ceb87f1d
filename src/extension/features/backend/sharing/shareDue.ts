import { l10n } from 'vscode';
import { errorCode } from '../../../../core/base/appError.ts';
import type { ShareBatch } from '../../../../core/sharing/shareBatch.ts';
import { daysToShare, isShareDue, type ShareSchedule } from '../../../../core/sharing/shareSchedule.ts';
import { hasLockedNames } from '../../../../core/sharing/shareWork.ts';
import { BackendError, mayPass, type ShareReceipt } from '../../../../integrations/backend/backendClient.ts';
import { oneWindow } from '../../../oneWindow.ts';
import type { Services } from '../../../services.ts';
import { connectionOf, openBackend, problemText } from '../access.ts';
import { daysOf } from './daysOf.ts';
import { makeBatch } from './makeBatch.ts';
import { changeSchedules, isSamePlace, keepReceipt, readSchedules } from './shareState.ts';

/** Destination of a batch. */
export interface ShareTarget {
  readonly origin: string;
  readonly organization: string;
  readonly isPersonal: boolean;
  readonly isScheduled: boolean;
}

/** Shares what is due, in one window at a time. While recording is paused everywhere, nothing is shared by itself. */
export async function shareDue(services: Services): Promise<void> {
  if (services.tracking.state === 'paused-all') return;
  await oneWindow(services, 'share').ifFree(async ({ lost }) => {
    for (const schedule of readSchedules(services)) {
      if (lost.aborted) return;
      if (isShareDue(schedule, services.clock.now(), daysOf(services))) await shareOne(services, schedule);
    }
    tell(services);
  });
}

async function shareOne(services: Services, schedule: ShareSchedule): Promise<void> {
  const now = services.clock.now();
  const problem = await attempt(services, schedule, daysToShare(schedule, now, daysOf(services)));
  services.log.debug(`scheduled sharing: ${problem ?? 'ok'}`);
  await changeSchedules(services, (all) =>
    all.flatMap((one) => {
      if (!isSamePlace(one, schedule)) return [one];
      if (problem !== undefined) return [{ ...one, failures: one.failures + 1, failedAt: now, problem }];
      const { failedAt: _failedAt, problem: _problem, ...rest } = one;
      return one.every === 'once' ? [] : [{ ...rest, failures: 0, okAt: now }];
    }),
  );
}

/** @returns why it failed */
async function attempt(
  services: Services,
  schedule: ShareSchedule,
  days: ReturnType<typeof daysToShare>,
): Promise<string | undefined> {
  try {
    if ((await connectionOf(services))?.origin !== schedule.origin) return 'signed-out';
    const batch = await makeBatch(services, schedule.level, days);
    if (hasLockedNames(batch)) return 'locked';
    await sendBatch(services, batch, { ...schedule, isScheduled: true });
    return undefined;
  } catch (error) {
    return error instanceof BackendError ? error.problem : errorCode(error);
  }
}

/** Sends a batch, with a few tries, and keeps its receipt. Rejects as `openBackend` and with a `BackendError`. */
export async function sendBatch(services: Services, batch: ShareBatch, target: ShareTarget): Promise<ShareReceipt> {
  const { shareWithRetry } = await import('../../../../integrations/backend/shareWithRetry.ts');
  const { origin, client, token } = await openBackend(services);
  if (origin !== target.origin) throw new BackendError('signed-out');
  const receipt = await shareWithRetry(client, batch, {
    token,
    organization: target.organization,
    clock: services.clock,
  });
  const { organization, isPersonal, isScheduled } = target;
  await keepReceipt(services, {
    id: receipt.id,
    at: services.clock.now(),
    origin,
    organization,
    isPersonal,
    level: batch.level,
    from: batch.days[0]?.day ?? '',
    to: batch.days.at(-1)?.day ?? '',
    items: receipt.items,
    isScheduled,
  });
  services.log.info(`shared ${receipt.days} days at the level ${batch.level}, receipt ${receipt.id}`);
  return receipt;
}

/** Holds a notice while a schedule can't go on by itself. */
function tell(services: Services): void {
  const stuck = readSchedules(services).find(({ problem }) => problem !== undefined && !mayPass(problem));
  if (!stuck) return services.notices.clear('share');
  services.notices.hold({
    id: 'share',
    severity: 'warning',
    text: l10n.t('Scheduled sharing is waiting. {0}', problemText(stuck.problem ?? '')),
    action: { label: l10n.t('Show Sharing'), command: 'daymark.showSharing' },
  });
}
