import { homedir } from 'node:os';
import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { runningHub, type RunningHub } from '../../../hub/discovery.ts';
import { Tokens } from '../../../hub/tokens.ts';
import { ConfigFile, configPath } from '../../../hub/wakatime/writeConfig.ts';
import type { Services } from '../../services.ts';

/** How long a hub that was just switched on may take to answer, and how often to look, ms. */
const startMs = 15_000;
const lookMs = 200;

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
      'Editors with WakaTime then send a copy of their heartbeats to Daymark on this machine; your present server stays the main one. No other line is changed, and a copy of the file is kept beside it. Needs wakatime-cli 2 or later.',
    ),
  ].join('\n\n');
  const accept = l10n.t('Write Line');
  const title = l10n.t("Connect WakaTime's clients in {0}?", file.path);
  if ((await window.showWarningMessage(title, { modal: true, detail }, accept)) !== accept) return;
  const tokens = new Tokens(services.context.globalStorageUri.fsPath);
  const { token, secret } = tokens.create('WakaTime', ['write', 'read'], services.clock.now());
  try {
    const { backup } = file.write({ url, key: secret });
    void window.showInformationMessage(
      backup === undefined
        ? l10n.t("WakaTime's clients are connected from their next heartbeat on.")
        : l10n.t(
            "WakaTime's clients are connected from their next heartbeat on. The file as it was is in {0}.",
            backup,
          ),
    );
  } catch (error) {
    tokens.revoke(token.id);
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new AppError('storage-readonly', l10n.t('{0} could not be written ({1}).', file.path, code), {
      cause: error,
    });
  }
}

/** The running hub. Offers to switch it on where there is none; undefined when that was declined. */
async function runningOrStarted({ context, settings }: Services): Promise<RunningHub | undefined> {
  const folder = context.globalStorageUri.fsPath;
  const running = runningHub(folder);
  if (running) return running;
  if (!settings.get('hub.enabled')) {
    const turnOn = l10n.t('Turn On Hub');
    const asked = l10n.t('The hub is off. Clients can connect only while it runs. It answers on this machine only.');
    if ((await window.showInformationMessage(asked, { modal: true }, turnOn)) !== turnOn) return undefined;
    await settings.set('hub.enabled', true);
  }
  for (let waited = 0; waited < startMs; waited += lookMs) {
    const started = runningHub(folder);
    if (started) return started;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  throw new AppError('internal', l10n.t('The hub did not start. The log of Daymark says why.'));
}
