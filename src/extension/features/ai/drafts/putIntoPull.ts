import { env, l10n, ProgressLocation, Uri, window } from 'vscode';
import { AppError } from '../../../../core/base/appError.ts';
import { findPull, writePullBody, type OpenPull, type PullAccess } from '../../../../integrations/github/pullBody.ts';
import { readRemote } from '../../../places/remotes.ts';
import type { Services } from '../../../services.ts';
import { unlinked } from '../../../unlinked.ts';
import { askAccess, connectionOf } from '../../../githubConnection.ts';
import type { DraftAction } from './showDraft.ts';

/** A branch of a repository on this machine. */
interface DraftBranch {
  readonly root: string;
  readonly branch: string;
}

/** Offers to put a draft into the body of the branch's pull request, where GitHub is connected. */
export function pullAction(services: Services, place: DraftBranch): DraftAction[] {
  const remote = readRemote(place.root);
  if (!connectionOf(services) || remote === undefined) return [];
  return [
    { label: l10n.t('Put into Pull Request…'), run: (text) => putIntoPull(services, { ...place, remote }, text) },
  ];
}

async function putIntoPull(
  services: Services,
  { branch, remote }: DraftBranch & { readonly remote: string },
  text: string,
): Promise<void> {
  const connection = connectionOf(services);
  if (!connection) return;
  // To write, GitHub has no narrower scope than the one that reads private repositories.
  const access = await askAccess({ ...connection, isPrivate: true }, { createIfNone: true });
  if (!access) return;
  const [host = '', ...path] = remote.split('/');
  if (host !== access.host)
    throw new AppError(
      'invalid-input',
      l10n.t("The repository is on {0}, and you're connected to {1}.", host, access.host),
    );
  const options = { location: ProgressLocation.Notification, title: l10n.t('Asking GitHub'), cancellable: true };
  await window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const asking: PullAccess = { ...access, signal: controller.signal, t: services.t };
    const pull = await findPull(asking, path.join('/'), branch);
    if (!pull) throw new AppError('not-found', l10n.t('There is no open pull request for {0}.', branch));
    const body = await confirmed(pull, text);
    if (body === undefined) return;
    await writePullBody(asking, pull, body);
    void reportWritten(pull);
  });
}

/** The new body; undefined when it is not to be changed. What others wrote stays unless the user replaces it. */
async function confirmed({ repo, number, title, body }: OpenPull, text: string): Promise<string | undefined> {
  const add = { label: l10n.t('Add Below the Present Text'), body: `${body.trimEnd()}\n\n${text}` };
  const replace = { label: l10n.t('Replace the Present Text'), body: text };
  const write = { label: l10n.t('Write the Description'), body: text };
  const chosen = await window.showQuickPick(body.trim() === '' ? [write] : [add, replace], {
    title: l10n.t('Change the description of {0}#{1}?', repo, number),
    placeHolder: title,
    ignoreFocusOut: true,
  });
  return chosen?.body;
}

async function reportWritten({ repo, number, url }: OpenPull): Promise<void> {
  const open = l10n.t('Open Pull Request');
  const message = l10n.t('The description of {0}#{1} was changed.', repo, number);
  if ((await window.showInformationMessage(unlinked(message), open)) === open) await env.openExternal(Uri.parse(url));
}
