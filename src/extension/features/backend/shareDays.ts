import { randomUUID } from 'node:crypto';
import { l10n, ProgressLocation, type QuickPickItem, window } from 'vscode';
import { shareBatchOf, type ShareBatch, type ShareLevel } from '../../../core/sharing/shareBatch.ts';
import { hasLockedNames, withWork } from '../../../core/sharing/shareWork.ts';
import type { Day } from '../../../core/time/days.ts';
import type { ActivityRange } from '../../../core/views/historyViews.ts';
import type { Services } from '../../services.ts';
import { payloadsOf } from '../../ai/payloadView.ts';
import type { SharePlace } from '../../../integrations/backend/backendClient.ts';
import { askToConnect, connectionOf, openBackend, sourceOf, withBackend } from './access.ts';
import { readWork } from './readWork.ts';
import { counted } from '../../../core/base/counted.ts';

interface LevelItem extends QuickPickItem {
  readonly level: ShareLevel;
}

interface RangeItem extends QuickPickItem {
  readonly days: 7 | 30 | 90;
}

/** Shares days with the backend: the person picks the level and the range, sees exactly what would be sent, and confirms. */
export async function shareDays(services: Services): Promise<void> {
  const connection = await connectionOf(services);
  if (!connection) return askToConnect();
  const title = l10n.t('Share with Backend');
  const place = await choosePlace(services, title);
  if (!place) return;
  const level = await window.showQuickPick(levelItems(), { title, placeHolder: l10n.t('What to share') });
  const range = level && (await window.showQuickPick(rangeItems(), { title, placeHolder: l10n.t('Which days') }));
  if (!range) return;
  const batch = await makeBatch(services, level.level, range.days);
  if (batch.days.every(({ items }) => items.length === 0) && !batch.tasks?.length) {
    void window.showInformationMessage(l10n.t('There is no recorded time in these days.'));
    return;
  }
  if (hasLockedNames(batch)) {
    void window.showWarningMessage(
      l10n.t("Names are locked, so they can't be shared. Unlock them, or share without them."),
    );
    return;
  }
  await payloadsOf(services).show(l10n.t('What would be sent'), JSON.stringify(batch, undefined, 2));
  const days = counted(l10n.t, ['1 day', '{0} days'], [batch.days.length]);
  const share = { label: l10n.t('Share'), description: place.isPersonal ? days : `${days} · ${place.name}` };
  const keep = { label: l10n.t("Don't Share"), description: l10n.t('Nothing is sent.') };
  const sure = await window.showQuickPick([share, keep], {
    title: l10n.t('This is exactly what would be sent to {0}', connection.origin),
    placeHolder: l10n.t('Review it in the editor.'),
    ignoreFocusOut: true,
  });
  if (sure === share) await send(services, batch, place);
}

/** Asks with whom to share, unless there is only the account itself. Of this account's organizations the backend is asked, and told nothing. */
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
  return (await window.showQuickPick(items, { title, placeHolder: l10n.t('With whom') }))?.place;
}

async function makeBatch(services: Services, level: ShareLevel, days: 7 | 30 | 90): Promise<ShareBatch> {
  const bySource = await services.read('activity.range', { days, by: 'source' });
  const range =
    level === 'totals'
      ? bySource
      : await services.read('activity.range', { days, by: level === 'tasks' ? 'project' : level });
  const focusMs = await focusOf(services, bySource);
  const batch = shareBatchOf(range, level, {
    source: await sourceOf(services),
    revision: services.clock.now(),
    bySource,
    focusMs,
  });
  return level === 'tasks' ? withWork(batch, await readWork(services, batch)) : batch;
}

/** Measured time in focus sessions by day, ms. */
async function focusOf(services: Services, { days }: ActivityRange): Promise<Map<Day, number>> {
  const found = new Map<Day, number>();
  // The query reads a month at a time.
  for (let i = 0; i < days.length; i += 31) {
    const part = days.slice(i, i + 31);
    const range = { from: part[0]?.day ?? '', to: part.at(-1)?.day ?? '' };
    for (const { day, sessions } of (await services.read('focus.days', range)).days)
      found.set(
        day,
        sessions.reduce((sum, { measuredMs }) => sum + measuredMs, 0),
      );
  }
  return found;
}

async function send(services: Services, batch: ShareBatch, place: SharePlace): Promise<void> {
  const options = { location: ProgressLocation.Notification, title: l10n.t('Sharing…') };
  const receipt = await window.withProgress(options, () =>
    withBackend(async () => {
      const { client, token } = await openBackend(services);
      return client.share(batch, { key: randomUUID(), token, organization: place.id });
    }),
  );
  services.log.info(`shared ${receipt.days} days at the level ${batch.level}, receipt ${receipt.id}`);
  void window.showInformationMessage(
    counted(
      l10n.t,
      [
        'Shared 1 day. "Daymark: Take Back Shared Days" deletes it there.',
        'Shared {0} days. "Daymark: Take Back Shared Days" deletes them there.',
      ],
      [receipt.days],
    ),
  );
}

/** Deletes what this installation shared from the backend. */
export async function takeBack(services: Services): Promise<void> {
  const connection = await connectionOf(services);
  if (!connection) return askToConnect();
  const take = l10n.t('Take Back');
  const sure = await window.showWarningMessage(
    l10n.t('Take back all shared days?'),
    {
      modal: true,
      detail: l10n.t(
        'Deletes everything that this installation shared from {0}. Your own data stays as it is.',
        connection.origin,
      ),
    },
    take,
  );
  if (sure !== take) return;
  const days = await withBackend(async () => {
    const { client, token } = await openBackend(services);
    return client.takeBack(await sourceOf(services), token);
  });
  services.log.info(`took ${days} shared days back`);
  void window.showInformationMessage(counted(l10n.t, ['Took back 1 day.', 'Took back {0} days.'], [days]));
}

function levelItems(): LevelItem[] {
  return [
    {
      level: 'totals',
      label: l10n.t('Totals'),
      detail: l10n.t('Time per day, and how much of it was measured and in focus sessions.'),
    },
    { level: 'language', label: l10n.t('By language'), detail: l10n.t('The same, by language. No names.') },
    {
      level: 'project',
      label: l10n.t('By project'),
      detail: l10n.t('The same, by project, with the names of projects.'),
    },
    {
      level: 'tasks',
      label: l10n.t('With tasks'),
      detail: l10n.t('By project, with tasks, time entries, and sums of AI activity and agent runs.'),
    },
  ];
}

function rangeItems(): RangeItem[] {
  return ([7, 30, 90] as const).map((days) => ({ days, label: l10n.t('Last {0} days', days) }));
}
