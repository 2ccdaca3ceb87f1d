import { homedir } from 'node:os';
import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { Tokens } from '../../../hub/tokens.ts';
import { ConfigFile, configPath } from '../../../hub/wakatime/writeConfig.ts';
import type { Services } from '../../services.ts';
import { runningOrStarted } from './runningOrStarted.ts';
import { unlinked } from '../../unlinked.ts';

/**
 * Offers to write the line into `~/.wakatime.cfg` that mirrors WakaTime's clients to the hub. Shows it first, keeps a copy of the file, and
 * changes no other line.
 */
export async function connectWakaTime(services: Services): Promise<void> {
  const hub = await runningOrStarted(services);
  if (!hub) return;
  const url = `${hub.url}/api/v1`;
  const file = new ConfigFile(configPath(process.env, homedir()));
  const { line, replaced } = file.preview({ url, key: l10n.t('<a new token>') });
  const detail = [
    l10n.t('This line is written into the section [api_urls]:'),
    line,
    ...(replaced === undefined ? [] : [l10n.t('It replaces the line of an earlier hub.')]),
    l10n.t(
      'Editors with WakaTime then send a copy of their heartbeats to Daymark on this machine; your current server stays the main one. No other line is changed, and a backup copy is saved next to it. Needs wakatime-cli 2 or later.',
    ),
  ].join('\n\n');
  const accept = l10n.t('Write Line');
  const title = l10n.t("Connect WakaTime's clients in {0}?", file.path);
  if ((await window.showWarningMessage(title, { modal: true, detail }, accept)) !== accept) return;
  const tokens = new Tokens(services.context.globalStorageUri.fsPath);
  const { token, secret } = tokens.create('WakaTime', ['write', 'read'], services.clock.now());
  try {
    const { backup } = file.write({ url, key: secret });
    const text =
      backup === undefined
        ? l10n.t("WakaTime's clients are connected from their next heartbeat on.")
        : l10n.t("WakaTime's clients are connected from their next heartbeat on. The original file is in {0}.", backup);
    void window.showInformationMessage(unlinked(text));
  } catch (error) {
    tokens.revoke(token.id);
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new AppError('storage-readonly', l10n.t('{0} could not be written ({1}).', file.path, code), {
      cause: error,
    });
  }
}
