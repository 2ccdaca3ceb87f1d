import { l10n } from 'vscode';
import { timeText } from '../../../timeText.ts';
import { escapeMarkdown } from '../../../../core/base/markdown.ts';
import { formatCode } from '../../../../storage/vault/pairing.ts';
import { pairingCodeOf } from '../../../../storage/sync/syncKeys.ts';
import type { Services } from '../../../services.ts';
import { readRing } from './syncAccess.ts';
import { problemText } from './problemText.ts';
import { readStatus, syncNow } from './syncNow.ts';

/** Syncs now, and returns its status as Markdown. */
export async function syncStatus(services: Services): Promise<string> {
  const title = `# ${l10n.t('Sync status')}`;
  const ring = await readRing(services);
  if (!ring) return [title, await offText(services)].join('\n\n');
  await syncNow(services);
  const [status, state] = [readStatus(services), await services.store('syncState', {})];
  const timeOf = (at: number | undefined): string => (at === undefined ? l10n.t('never') : timeText(services, at));
  const code = formatCode(pairingCodeOf(ring.secret));
  const names = { active: l10n.t('active'), pending: l10n.t('waits'), revoked: l10n.t('revoked') };
  const devices = (status?.devices ?? []).map(({ id, name, status: how }) => {
    const own = id === ring.deviceId ? ` (${l10n.t('this device')})` : '';
    return `- ${escapeMarkdown(name)}${own}: ${names[how as keyof typeof names]}`;
  });
  return [
    title,
    status ? problemText(status.outcome) : l10n.t('Another window is syncing.'),
    ...(status?.outcome === 'waiting' ? [l10n.t('The code of this device: {0}', `**${code}**`)] : []),
    [
      l10n.t('- Backend: {0}', escapeMarkdown(state?.server ?? '')),
      l10n.t('- Last tried: {0}', timeOf(status?.at)),
      l10n.t('- Last up to date: {0}', timeOf(status?.okAt)),
      l10n.t('- Segments uploaded: {0}. Facts from other devices: {1}.', status?.uploaded ?? 0, status?.taken ?? 0),
      l10n.t('- Facts too long to sync: {0}. Lines that were refused: {1}.', state?.tooLong ?? 0, state?.refused ?? 0),
    ].join('\n'),
    `## ${l10n.t('Devices')}`,
    devices.join('\n'),
    l10n.t(
      'What you erase here is erased on your other devices when they sync. The backend keeps what was uploaded, encrypted.',
    ),
  ].join('\n\n');
}

async function offText(services: Services): Promise<string> {
  return (await services.store('syncState', {}))
    ? l10n.t(
        'This folder is synced, but its keys are not in the secret storage of this VS Code. Use the VS Code that turned sync on, or turn sync off and on again.',
      )
    : l10n.t('Sync is off. Run "Daymark: Turn On Sync…" to start it.');
}
