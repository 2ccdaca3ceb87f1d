import { env, l10n, window, type Disposable } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { setContextKey } from '../../contextKeys.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';

/** The keys that open names: a recovery key to save, other clients to let in, and a new key when the old one is known. */
export const vault: Feature = {
  id: 'vault',
  commands: (services) => ({
    'daymark.makeRecoveryKey': () => makeRecoveryKey(services),
    'daymark.enterRecoveryKey': () => enterRecoveryKey(services),
    'daymark.letClientIn': () => letClientIn(services),
    'daymark.rotateKey': () => rotateKey(services),
  }),
  start: (services) => watchLocks(services),
};

/** Once today was read, says what is locked and who waits to be let in. */
function watchLocks(services: Services): Disposable {
  const first = services.today.onDidChange(() => {
    first.dispose();
    tellLocks(services).catch(() => services.log.warn('the state of the vault could not be told'));
  });
  return first;
}

async function tellLocks({ vault: opened, read, notices, log }: Services): Promise<void> {
  const { vault, failure, place } = await opened;
  log.info(`names are sealed; the secret is kept in ${place}`);
  if (failure) {
    const text = l10n.t(
      'The secret storage of the editor cannot be used, so the secret that opens names is kept in the data folder.',
    );
    notices.hold({ id: 'vault-place', severity: 'warning', text });
  }
  const { lockedNames = 0 } = await read('health', {});
  setContextKey('daymark.namesLocked', lockedNames > 0);
  if (lockedNames > 0) {
    const text = l10n.t(
      'Names recorded by another client are locked here; all numbers are there. Enter your recovery key, or let this client ({0}) in from the other one.',
      vault.state().ownCode,
    );
    const action = { label: l10n.t('Enter Recovery Key'), command: 'daymark.enterRecoveryKey' };
    notices.hold({ id: 'vault-locked', severity: 'warning', text, action });
  } else notices.clear('vault-locked');
  const { waiting } = vault.state();
  if (waiting.length === 0) return notices.clear('vault-waiting');
  const codes = waiting.map(({ code }) => code).join(', ');
  const text = l10n.t('Another client records here and waits to be let in to the names: {0}.', codes);
  const action = { label: l10n.t('Let It In'), command: 'daymark.letClientIn' };
  notices.hold({ id: 'vault-waiting', severity: 'info', text, action });
}

async function makeRecoveryKey({ vault: opened }: Services): Promise<void> {
  const { vault } = await opened;
  const key = vault.makeRecoveryKey();
  const copy = l10n.t('Copy');
  const chosen = await window.showInformationMessage(
    l10n.t('Your recovery key'),
    {
      modal: true,
      detail: `${key}\n\n${l10n.t('Keep it where you keep passwords. It opens every name recorded so far and from now on. It is shown once and kept nowhere.')}`,
    },
    copy,
  );
  if (chosen === copy) await env.clipboard.writeText(key);
}

async function enterRecoveryKey(services: Services): Promise<void> {
  const { vault } = await services.vault;
  const text = await window.showInputBox({
    title: l10n.t('Enter Recovery Key'),
    prompt: l10n.t('It opens the names that another client recorded.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (!text) return;
  vault.enterRecoveryKey(text);
  await reopen(services);
  void window.showInformationMessage(l10n.t('The names are open. This client is let in from now on.'));
}

async function letClientIn(services: Services): Promise<void> {
  const { vault } = await services.vault;
  const { waiting } = vault.state();
  if (waiting.length === 0) throw new AppError('not-found', l10n.t('No other client is waiting to be let in.'));
  const items = waiting.map(({ id, code, at }) => ({
    label: code,
    description: l10n.t('since {0}', new Date(at).toLocaleString(env.language)),
    id,
  }));
  const placeHolder = l10n.t('Let in the client that shows the same number');
  const chosen = await window.showQuickPick(items, { placeHolder });
  if (!chosen) return;
  vault.letIn(chosen.id);
  await reopen(services);
}

async function rotateKey(services: Services): Promise<void> {
  const change = l10n.t('Change Key');
  const chosen = await window.showWarningMessage(
    l10n.t('Change the key that names are sealed under?'),
    {
      modal: true,
      detail: l10n.t('Every name is sealed anew. Clients that were let in and your recovery key go on working.'),
    },
    change,
  );
  if (chosen !== change) return;
  (await services.vault).vault.rotate();
  services.worker.dispose();
  const { names, outcome } = await services.read('reseal', {});
  if (outcome !== 'done' && outcome !== 'nothing') {
    throw new AppError(
      'storage-locked',
      l10n.t(
        'Another window is writing the SQLite file. New names are under the new key; run the command again for the old ones.',
      ),
    );
  }
  void window.showInformationMessage(l10n.t('{0} names are sealed under a new key.', names));
}

/** The worker opens the vault anew, so that what was locked shows. */
async function reopen(services: Services): Promise<void> {
  services.worker.dispose();
  await services.today.read();
  await tellLocks(services);
}
