import { env, l10n, window } from 'vscode';
import type { Services } from '../../services.ts';
import { clientConfigurations } from './clientConfigurations.ts';
import { programOf } from '../../commandLine.ts';
import { leaveSettings } from '../../leaveSettings.ts';

/** Copies the configuration of the MCP server for the client that the user picks. */
export async function copyConfiguration(services: Services): Promise<void> {
  const { platform } = process;
  const folder = services.context.globalStorageUri.fsPath;
  const items = clientConfigurations({ file: programOf(services.context), folder, platform }).map((one) => ({
    ...one,
    label: one.client === 'JSON' ? l10n.t('Another client (JSON)') : one.client,
    ...(one.place !== '' && {
      description: one.place === 'a terminal' ? l10n.t('A command for the terminal') : one.place,
    }),
  }));
  const chosen = await window.showQuickPick(items, { title: l10n.t('Copy MCP Server Configuration') });
  if (!chosen) return;
  await leaveSettings(services);
  await env.clipboard.writeText(chosen.text);
  void window.showInformationMessage(
    l10n.t(
      'Copied. The server only reads, and gives aliases instead of names. It needs Node.js 22 or newer. Copy it again after you update Daymark.',
    ),
  );
}
