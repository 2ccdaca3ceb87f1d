import { commands, env, l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { runningHub } from '../../../hub/discovery.ts';
import type { Services } from '../../services.ts';
import { clientConfigurations, hubConfigurations, type ClientConfiguration } from './clientConfigurations.ts';
import { programOf } from '../../commandLine.ts';
import { leaveSettings } from '../../leaveSettings.ts';

interface ClientItem extends QuickPickItem {
  readonly text?: string;
  readonly isHttp?: boolean;
}

/** Copies the configuration of the MCP server for the client that the user picks: as a program or, while the hub runs, by its address. */
export async function copyConfiguration(services: Services): Promise<void> {
  const { platform } = process;
  const folder = services.context.globalStorageUri.fsPath;
  const hub = runningHub(folder);
  const programs = clientConfigurations({ file: programOf(services.context), folder, platform }).map(itemOf);
  const overHttp = hub ? hubConfigurations(`${hub.url}/mcp`, platform) : [];
  const items: ClientItem[] = [
    ...programs,
    ...(overHttp.length > 0 ? [{ label: l10n.t('Through the Hub (HTTP)'), kind: QuickPickItemKind.Separator }] : []),
    ...overHttp.map((one) => ({ ...itemOf(one), label: l10n.t('{0} over HTTP', one.client), isHttp: true })),
  ];
  const chosen = await window.showQuickPick(items, { title: l10n.t('Copy MCP Server Configuration') });
  if (chosen?.text === undefined) return;
  await leaveSettings(services);
  await env.clipboard.writeText(chosen.text);
  if (chosen.isHttp) return offerToken();
  void window.showInformationMessage(
    l10n.t(
      'Copied. The server only reads, and gives aliases instead of names. It needs Node.js 22 or newer. Copy it again after you update Daymark.',
    ),
  );
}

function itemOf({ client, place, text }: ClientConfiguration): ClientItem {
  return {
    text,
    label: client === 'JSON' ? l10n.t('Another client (JSON)') : client,
    ...(place !== '' && { description: place === 'a terminal' ? l10n.t('A command for the terminal') : place }),
  };
}

/** The token goes to the clipboard later, so that it doesn't replace what was copied before that is pasted. */
async function offerToken(): Promise<void> {
  const create = l10n.t('Create Hub Token…');
  const chosen = await window.showInformationMessage(
    l10n.t(
      'Copied, without a token. After you paste it, create a token: VS Code asks for it, other clients read the environment variable DAYMARK_TOKEN. Its permissions decide about names and changes.',
    ),
    create,
  );
  if (chosen === create) await commands.executeCommand('daymark.createHubToken');
}
