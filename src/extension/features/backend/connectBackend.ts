import { env, l10n, ProgressLocation, Uri, window } from 'vscode';
import { secureAddress } from '../../../core/base/secureAddress.ts';
import { BackendClient, type BackendTokens, type DeviceCode } from '../../../integrations/backend/backendClient.ts';
import type { Services } from '../../services.ts';
import { connectionOf, forgetConnection, openBackend, storeConnection, withBackend } from './access.ts';
import { unlinked } from '../../unlinked.ts';
import { endSchedules } from './sharing/stopSharing.ts';

/** Asks for the address of a backend, and signs in with a code that the user approves in the browser. */
export async function connectBackend(services: Services): Promise<void> {
  const title = l10n.t('Connect to Backend');
  const known = await connectionOf(services);
  const address = await window.showInputBox({
    title,
    prompt: l10n.t('The address of a Daymark backend that you or your team runs. Nothing is shared by connecting.'),
    value: known?.origin ?? 'http://127.0.0.1:4680',
    ignoreFocusOut: true,
    validateInput: (text) =>
      secureAddress(text) ? undefined : l10n.t('Enter an https address, or an http address of this machine.'),
  });
  const url = address === undefined ? undefined : secureAddress(address);
  if (!url) return;
  await withBackend(async () => {
    const client = new BackendClient(url.origin);
    const code = await client.requestCode();
    const tokens = await approve(client, code);
    if (!tokens) return;
    await storeConnection(services, { origin: url.origin, refreshToken: tokens.refreshToken });
    services.log.info('a backend was connected');
    void window.showInformationMessage(
      unlinked(l10n.t('Connected to {0}. Nothing is shared until you run "Daymark: Share with Backend…".', url.origin)),
    );
  });
}

/** @returns undefined when the person canceled */
async function approve(client: BackendClient, code: DeviceCode): Promise<BackendTokens | undefined> {
  const open = { label: l10n.t('Open Browser'), description: new URL(code.page).host };
  const choice = await window.showQuickPick([open], {
    title: l10n.t('Approve Daymark in the Browser'),
    placeHolder: l10n.t('Sign in there, and check that the page shows this code: {0}', code.userCode),
    ignoreFocusOut: true,
  });
  if (!choice) return undefined;
  // If VS Code can't open it, the user can: the notification contains the address.
  void env.openExternal(Uri.parse(code.page));
  const title = l10n.t('Waiting for approval at {0}. The code is {1}.', code.page.replace(/#.*/, ''), code.userCode);
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (_, canceled) => {
    const controller = new AbortController();
    canceled.onCancellationRequested(() => controller.abort());
    const wait = (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        canceled.onCancellationRequested(() => (clearTimeout(timer), resolve()));
      });
    try {
      return await client.awaitTokens(code, wait, controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  });
}

/** Ends the sign-in, here and on the server. Shared days stay there until they are withdrawn. */
export async function disconnectBackend(services: Services): Promise<void> {
  if (!(await connectionOf(services))) {
    void window.showInformationMessage(l10n.t('No backend is connected.'));
    return;
  }
  // The token is deleted even if the server can't be reached.
  const isSignedOut = await openBackend(services)
    .then(({ client, token }) => client.signOut(token))
    .then(
      () => true,
      () => false,
    );
  await forgetConnection(services);
  // Without a sign-in nothing can be shared by itself.
  await endSchedules(services);
  services.log.info('the backend was disconnected');
  void window.showInformationMessage(
    isSignedOut
      ? l10n.t('Disconnected. What you shared stays on the backend.')
      : l10n.t('Disconnected here. The backend could not be reached; end the session there too.'),
  );
}
