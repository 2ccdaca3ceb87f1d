import { setImmediate as nextTurn } from 'node:timers/promises';
import { perWindow } from '../../perWindow.ts';
import type { Services } from '../../services.ts';
import type { VaultCondition } from './vaultNotices.ts';

/** Remembers whether a notice was needed in this window, so that it can be cleared. */
const shown = perWindow(() => ({ isNeeded: false }));

/**
 * Shows what about the vault needs attention. The texts are loaded only if something does, which is rare.
 * @returns the number of locked names
 */
export async function showVaultState(services: Services): Promise<number> {
  const access = await services.vault;
  // Apart from what else follows today's first total: it reads the folder of keys.
  await nextTurn();
  services.log.info(`the secret that protects names is in ${access.secret ? access.place : 'no place'}`);
  const { lockedNames = 0 } = services.worker.running ? await services.store('health', {}) : {};
  const condition = { access, state: access.vault.state(), lockedNames };
  const notices = shown(services);
  notices.isNeeded ||= needsAttention(condition);
  if (notices.isNeeded) (await import('./vaultNotices.ts')).showVaultNotices(services, condition);
  return lockedNames;
}

function needsAttention({ access, state, lockedNames }: VaultCondition): boolean {
  return (
    access.failure !== undefined ||
    access.damagedSecrets.length > 0 ||
    state.isRevoked ||
    lockedNames > 0 ||
    state.waiting.length > 0 ||
    state.unconfirmed.length > 0
  );
}
