import { l10n, ProgressLocation, type QuickPickItem, window } from 'vscode';
import { counted } from '../../../../core/base/counted.ts';
import type { ShareBatch, ShareLevel } from '../../../../core/sharing/shareBatch.ts';
import { shareLevels } from '../../../../core/sharing/shareBatch.ts';
import type { SharedDays, ShareInterval } from '../../../../core/sharing/shareSchedule.ts';
import { hasLockedNames } from '../../../../core/sharing/shareWork.ts';
import { BackendError, mayPass, type SharePlace } from '../../../../integrations/backend/backendClient.ts';
import type { Services } from '../../../services.ts';
import { payloadsOf } from '../../../ai/payloadView.ts';
import { unlinked } from '../../../unlinked.ts';
import { askToConnect, connectionOf, openBackend, problemText, withBackend } from '../access.ts';
import { makeBatch } from './makeBatch.ts';
import { reviewAliases } from './reviewAliases.ts';
import { sendBatch } from './shareDue.ts';
import { changeSchedules, isSamePlace } from './shareState.ts';
import { levelName } from './sharingPage.ts';

/** The user's choice of what to share. */
interface Choice {
  readonly origin: string;
  readonly place: SharePlace;
  readonly level: ShareLevel;
  readonly days: SharedDays;
}

/** Shares days with the backend: the person picks the level and the range, sees exactly what would be sent, and confirms. */
export async function shareDays(services: Services): Promise<void> {
  const connection = await connectionOf(services);
  if (!connection) return askToConnect();
  const title = l10n.t('Share with Backend');
  const place = await choosePlace(services, title);
  if (!place) return;
  // Each stays open when something else takes the focus, such as a notification.
  const options = (placeHolder: string) => ({ title, placeHolder, ignoreFocusOut: true });
  const level = await window.showQuickPick(levelItems(), options(l10n.t('What to share')));
  const range = level && (await window.showQuickPick(rangeItems(), options(l10n.t('Which days'))));
  if (!range) return;
  const choice: Choice = { origin: connection.origin, place, level: level.level, days: range.days };
  if (choice.level === 'alias' && !(await reviewAliases(services, choice.days))) return;
  const batch = await makeBatch(services, choice.level, choice.days);
  if (batch.days.every(({ items }) => items.length === 0) && !batch.tasks?.length) {
    void window.showInformationMessage(l10n.t('There is no recorded time on these days.'));
    return;
  }
  if (hasLockedNames(batch)) {
    void window.showWarningMessage(unlinked(problemText('locked')));
    return;
  }
  await payloadsOf(services).show(l10n.t('What would be sent'), JSON.stringify(batch, undefined, 2));
  const every = await confirm(batch, choice);
  if (every) await send(services, batch, { ...choice, every });
}

/** Asks with whom to share, unless there is only the account itself. Of this account's organizations the backend is asked, and gets no data. */
async function choosePlace(services: Services, title: string): Promise<SharePlace | undefined> {
  const places = await withBackend(async () => {
    const { client, token } = await openBackend(services);
    return client.places(token);
  });
  if (places.length < 2) return places[0];
  const items = places
    .toSorted((a, b) => Number(b.isPersonal) - Number(a.isPersonal))
    .map((place) => ({
      place,
      label: place.isPersonal ? l10n.t('Only you') : place.name,
      detail: place.isPersonal
        ? l10n.t('Nobody else sees these days.')
        : l10n.t('Others see sums of three or more people, and what you show on its leaderboard.'),
    }));
  return (await window.showQuickPick(items, { title, placeHolder: l10n.t('With whom'), ignoreFocusOut: true }))?.place;
}

/** @returns how often to share; undefined if not at all */
async function confirm(batch: ShareBatch, { origin, place }: Choice): Promise<ShareInterval | undefined> {
  const days = counted(l10n.t, ['1 day', '{0} days'], [batch.days.length]);
  const later = l10n.t('These days now, and new ones later at the same level, without asking, until you stop it.');
  const items: (QuickPickItem & { readonly every?: ShareInterval })[] = [
    { every: 'once', label: l10n.t('Share'), description: place.isPersonal ? days : `${days} · ${place.name}` },
    { every: 'day', label: l10n.t('Share Every Day'), detail: later },
    { every: 'hour', label: l10n.t('Share Every Hour'), detail: later },
    { label: l10n.t("Don't Share"), description: l10n.t('Nothing is sent.') },
  ];
  const sure = await window.showQuickPick(items, {
    title: l10n.t('This is exactly what would be sent to {0}', origin),
    placeHolder: l10n.t('Review it in the editor.'),
    ignoreFocusOut: true,
  });
  return sure?.every;
}

async function send(
  services: Services,
  batch: ShareBatch,
  choice: Choice & { readonly every: ShareInterval },
): Promise<void> {
  const { origin, place, every } = choice;
  const target = { origin, organization: place.id, isPersonal: place.isPersonal, isScheduled: false };
  const options = { location: ProgressLocation.Notification, title: l10n.t('Sharing…') };
  try {
    const receipt = await window.withProgress(options, () => sendBatch(services, batch, target));
    if (every === 'once') return reportShared(receipt.days);
    await schedule(services, choice, { okAt: services.clock.now(), failures: 0 });
    void window.showInformationMessage(
      l10n.t('Shared. New days are shared automatically from now on. "Daymark: Show Sharing" shows how it goes.'),
    );
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    if (!mayPass(error.problem)) return await withBackend(() => Promise.reject(error));
    if (every === 'once' && !(await offerLater(error))) return;
    const failed = { failures: 1, failedAt: services.clock.now(), problem: error.problem };
    await schedule(services, choice, failed);
    if (every !== 'once') void window.showWarningMessage(unlinked(problemText(error.problem)));
  }
}

/** Asks whether to share these days once the backend can be reached. */
async function offerLater({ problem }: BackendError): Promise<boolean> {
  const later = l10n.t('Share Later');
  const text = l10n.t(
    '{0} Daymark can share these days, as they are then, once the backend answers.',
    problemText(problem),
  );
  return (await window.showWarningMessage(unlinked(text), later)) === later;
}

async function schedule(
  services: Services,
  { origin, place, level, days, every }: Choice & { readonly every: ShareInterval },
  state: { readonly okAt?: number; readonly failures: number; readonly failedAt?: number; readonly problem?: string },
): Promise<void> {
  const newSchedule = { origin, organization: place.id, isPersonal: place.isPersonal, level, days, every, ...state };
  await changeSchedules(services, (all) => [...all.filter((one) => !isSamePlace(one, newSchedule)), newSchedule]);
}

function reportShared(days: number): void {
  void window.showInformationMessage(
    counted(
      l10n.t,
      [
        'Shared 1 day. "Daymark: Take Back Shared Days" deletes it there.',
        'Shared {0} days. "Daymark: Take Back Shared Days" deletes them there.',
      ],
      [days],
    ),
  );
}

function levelItems(): (QuickPickItem & { readonly level: ShareLevel })[] {
  const details: Record<ShareLevel, string> = {
    totals: l10n.t('Time per day, and how much of it was measured and in focus sessions.'),
    language: l10n.t('The same, by language. No names.'),
    alias: l10n.t('The same, by project, with an alias in place of each name.'),
    project: l10n.t('The same, by project, with the names of projects.'),
    tasks: l10n.t('By project, with tasks, time entries, and sums of AI activity and agent runs.'),
  };
  return shareLevels.map((level) => ({ level, label: levelName(level), detail: details[level] }));
}

function rangeItems(): (QuickPickItem & { readonly days: SharedDays })[] {
  return ([7, 30, 90] as const).map((days) => ({ days, label: l10n.t('Last {0} days', days) }));
}
