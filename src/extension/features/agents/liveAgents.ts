import { mkdirSync, watch, type FSWatcher } from 'node:fs';
import { basename } from 'node:path';
import { l10n, window, workspace } from 'vscode';
import { readClaudeRegistry, withHookStates, type LiveAgent } from '../../../agents/live.ts';
import { systemProcesses } from '../../../agents/systemProcesses.ts';
import { claudeRegistries } from '../../../agents/logFolders.ts';
import { readSessionStates, stateFolder } from '../../../agents/telemetry/stateFile.ts';
import { signaledAgents } from '../../../agents/telemetry/sessionStates.ts';
import { toolNames } from '../../../agents/tools.ts';
import type { Disposable } from '../../../core/base/event.ts';
import { event, type AppEvent } from '../../../core/events/appEvents.ts';
import { agentWaits } from '../../agentWaits.ts';
import { excludedFolders } from '../../excludedFolders.ts';
import type { Services } from '../../services.ts';
import { placesOf } from './askLogs.ts';
import { notedSessions } from './claudeHooks.ts';
import { WaitingAgents } from './waitingAgents.ts';
import { unlinked } from '../../unlinked.ts';

/** A program writes its entry in several steps. */
const settleMs = 150;
/** Interval at which to look for a missing folder, in ms. */
const retryMs = 60_000;

/** Returns running agents whose tools may be read, without those in excluded folders, and those that send their state to the hub. */
export function currentAgents(services: Services): { readonly agents: (Omit<LiveAgent, 'tool'> & { tool: string })[] } {
  return { agents: agentsNow(services).map((agent) => ({ ...agent, tool: toolNames[agent.tool] })) };
}

function agentsNow(services: Services): LiveAgent[] {
  return [...registeredAgents(services), ...agentsThatTell(services)];
}

/** Returns the folder where the hub keeps states. While the hub is on, it is there, so that the first state is noticed at once. */
function stateFolderOf({ context, settings }: Services): string {
  const folder = stateFolder(context.globalStorageUri.fsPath);
  if (settings.get('hub.enabled')) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function isRead({ settings }: Services): boolean {
  return settings.get('agents.tools').includes('claude-code');
}

function agentsThatTell({ context, clock }: Services): LiveAgent[] {
  return signaledAgents(readSessionStates(context.globalStorageUri.fsPath), clock.now());
}

function registeredAgents(services: Services): LiveAgent[] {
  const { settings, clock } = services;
  if (!isRead(services)) return [];
  const found = registriesOf(services).flatMap((folder) => readClaudeRegistry(folder, systemProcesses));
  if (found.length === 0) return [];
  const isExcluded = excludedFolders(settings.get('privacy.exclude'), clock);
  return withHookStates(
    found.filter(({ folder }) => !isExcluded(folder)),
    notedSessions(services),
  );
}

function registriesOf(services: Services): readonly string[] {
  return claudeRegistries(placesOf(services).home);
}

/**
 * Updates the dashboard when an agent starts, ends, or changes state, and shows a message if one waits and the user wants to know. It
 * relies on file system events, so nothing runs while nothing changes.
 */
export function followAgents(services: Services): Disposable {
  const { clock, dashboard, log, quiet, settings } = services;
  const isOn = (): boolean => settings.get('agents.notifyWhenWaiting');
  const waiting = new WaitingAgents({
    clock,
    quiet,
    isOn,
    say: (agent) => void window.showInformationMessage(unlinked(messageOf(agent))),
  });
  const noticed = noticedWaits(services);
  const watchers = new Map<string, FSWatcher>();
  let timer: Disposable | undefined;
  let last = '';
  const look = (): void => {
    timer = undefined;
    const registries = registriesOf(services);
    const reportFolder = stateFolderOf(services);
    for (const folder of [...registries, notedSessions(services), reportFolder]) begin(folder);
    const agents = agentsNow(services);
    // Claude Code makes the folder when it first starts. A program that is killed leaves its entry, and one that falls silent tells nothing.
    const mayMiss = isRead(services) && !registries.some((folder) => watchers.has(folder));
    if (mayMiss || agents.length > 0) timer = clock.after(retryMs, look);
    const text = JSON.stringify(agents);
    if (text === last) return;
    last = text;
    const here = agents.filter(isHere);
    for (const one of [waiting, noticed]) one.update(here);
    dashboard.agentsChanged();
  };
  const soon = (): void => {
    timer?.dispose();
    timer = clock.after(settleMs, look);
  };
  const begin = (folder: string): void => {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, soon);
      watcher.on('error', () => {
        watcher.close();
        watchers.delete(folder);
        soon();
      });
      watchers.set(folder, watcher);
    } catch {
      log.trace('no running sessions of Claude Code to watch');
    }
  };
  look();
  const listener = settings.onDidChange(soon);
  return {
    dispose: () => {
      listener.dispose();
      timer?.dispose();
      waiting.dispose();
      noticed.dispose();
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** Fires the events that agents wait: webhooks and plugins hear of them in focus mode too, and without notifications. */
function noticedWaits(services: Services): WaitingAgents {
  return new WaitingAgents({
    clock: services.clock,
    quiet: { show: (_, tell) => tell() },
    isOn: () => services.tracking.state === 'on',
    say: (agent) => {
      if (agent.state === 'waiting') agentWaits(services).fire(waitOf(agent));
    },
  });
}

/** The event that an agent waits. */
function waitOf({ id, since, tool, folder }: LiveAgent): AppEvent {
  return event('agent.waiting', `${id}:${since}`, { at: since, data: { tool }, names: { project: basename(folder) } });
}

function messageOf({ tool, folder, state }: LiveAgent): string {
  const [name, where] = [toolNames[tool], basename(folder)];
  if (state === 'waiting') return l10n.t('{0} in {1} is waiting for you.', name, where);
  return state === 'failed'
    ? l10n.t('{0} in {1} has stopped with an error.', name, where)
    : l10n.t('{0} in {1} has finished.', name, where);
}

/** Returns true if it works in a folder of this window, so that only one window speaks. */
function isHere({ folder }: LiveAgent): boolean {
  const inside = (outer: string): boolean =>
    folder === outer || folder.startsWith(`${outer}/`) || folder.startsWith(`${outer}\\`);
  return (workspace.workspaceFolders ?? []).some(({ uri }) => uri.scheme === 'file' && inside(uri.fsPath));
}
