import { window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { checkSlackToken, FocusStatus, slackTokenKey } from '../../../integrations/slack/focusStatus.ts';
import { SlackError, type SlackProblem } from '../../../integrations/slack/slackStatus.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';

/** Known without a look into the secret storage: `on` once connected, `changed` while our status is set. Duplicated in `focus.ts`. */
export const slackStateKey = 'daymark.slack';

function statusOf({ context, clock }: Services): FocusStatus {
  return new FocusStatus({ secrets: context.secrets, now: () => clock.now() });
}

/** Sets the Slack status until a focus session ends. A failure is logged; one that the user can mend is shown. */
export async function setSlackStatus(services: Services, until: number): Promise<void> {
  const { context, t } = services;
  await safely(services, async () => {
    await context.globalState.update(slackStateKey, 'changed');
    await statusOf(services).set({ text: t('Focusing'), emoji: ':dart:' }, until);
  });
}

/**
 * Puts back the Slack status that was there before the session. After a failure, the next start tries again.
 * @param knows whether this window has all secrets. An open window in a browser doesn't see what another stores, so what it can't find is
 * left to the next start.
 */
export async function restoreSlackStatus(services: Services, knows: boolean): Promise<void> {
  await safely(services, async () => {
    const isFound = await statusOf(services).restore();
    if (isFound || knows) await services.context.globalState.update(slackStateKey, 'on');
  });
}

async function safely(services: Services, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    services.log.warn(`slack: ${error.problem}`);
    if (error.problem === 'signed-out' || error.problem === 'scope')
      services.quiet.show('slack', () => window.showWarningMessage(unlinked(problemText(services, error.problem))));
  }
}

/** "Connect Slack…": says what it does, asks for a token, and checks it. When Slack is connected, it offers to disconnect. */
export async function connectSlack(services: Services): Promise<void> {
  const { context, t } = services;
  if (context.globalState.get(slackStateKey) !== undefined) return disconnect(services);
  const go = t('Continue');
  const detail = t(
    'During a focus session, Daymark sets your status to "Focusing" until the session ends, and then puts back the one that was there before. It sends that word, an emoji, and the time; no titles or names. The token stays in the secret storage of this machine.',
  );
  if ((await window.showInformationMessage(t('Connect Slack?'), { modal: true, detail }, go)) !== go) return;
  const token = await window.showInputBox({
    title: t('Connect Slack'),
    prompt: t('The user token of a Slack app with the scopes users.profile:read and users.profile:write'),
    placeHolder: 'xoxp-…',
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === '' || /^xox[a-z]-\S+$/.test(value.trim()) ? undefined : t('Enter a token that begins with xoxp-.'),
  });
  if (!token?.trim()) return;
  try {
    await checkSlackToken({ token: token.trim() });
  } catch (error) {
    if (error instanceof SlackError) throw new AppError('not-allowed', problemText(services, error.problem));
    throw error;
  }
  await context.secrets.store(slackTokenKey, token.trim());
  await context.globalState.update(slackStateKey, 'on');
  void window.showInformationMessage(t('Slack is connected. Your status changes with the next focus session.'));
}

async function disconnect(services: Services): Promise<void> {
  const { context, t } = services;
  const yes = t('Disconnect');
  const detail = t('Daymark forgets the token. Revoke it in Slack too if you no longer need it.');
  if ((await window.showInformationMessage(t('Disconnect Slack?'), { modal: true, detail }, yes)) !== yes) return;
  if (context.globalState.get(slackStateKey) === 'changed') await restoreSlackStatus(services, true);
  await context.secrets.delete(slackTokenKey);
  // Without a token, this only forgets the status before, where it could not be put back.
  await statusOf(services).restore();
  await context.globalState.update(slackStateKey, undefined);
}

function problemText({ t }: Services, problem: SlackProblem): string {
  switch (problem) {
    case 'signed-out':
      return t('Slack refuses the token. Run Connect Slack to disconnect, and connect it again.');
    case 'scope':
      return t('The Slack token lacks a permission: it needs users.profile:read and users.profile:write.');
    case 'busy':
      return t('Slack asks to wait. Try again later.');
    case 'unreachable':
      return t("Slack can't be reached. Check your connection.");
    case 'refused':
      return t('Slack refused the request. Try again later.');
  }
}
