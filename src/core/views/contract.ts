import * as z from 'zod';
import { dashboardSchema } from './views.ts';

/** Messages between the host and the view other than operations: commands that the view may run, and events pushed to it. */

/** Commands that the view may ask the host to run; nothing else is let through. */
export const viewCommands = [
  'daymark.openDashboard',
  'daymark.pause',
  'daymark.pauseAll',
  'daymark.privateMode',
  'daymark.changeTimeRules',
  'daymark.resume',
  'daymark.health',
  'daymark.openSettings',
  'daymark.openWalkthrough',
  'daymark.enterRecoveryKey',
  'daymark.authorizeDevice',
  'daymark.startAsNewDevice',
  'daymark.confirmDevices',
  'daymark.connectGithub',
  'daymark.syncGithub',
  'daymark.startFocus',
  'daymark.startPomodoro',
  'daymark.manageCalendars',
  'daymark.placePlan',
  'daymark.showAgentUsage',
  'daymark.showAgentRuns',
  'daymark.githubStatus',
  'daymark.githubRepositories',
  'daymark.disconnectGithub',
  'daymark.exportData',
  'daymark.weeklySummary',
  'daymark.importData',
  'daymark.saveNow',
  'daymark.restoreBackup',
  'daymark.makeRecoveryKey',
  'daymark.openDataFolder',
  'daymark.eraseData',
  'daymark.chooseModel',
  'daymark.removeClaudeKey',
  'daymark.setClaudeKey',
  'daymark.showPayload',
  'daymark.explainToday',
  'daymark.showHubStatus',
  'daymark.connectWakaTime',
  'daymark.pairBrowser',
  'daymark.createHubToken',
  'daymark.revokeHubToken',
] as const;
export type ViewCommand = (typeof viewCommands)[number];

export const events = {
  /** A whole snapshot; replaces the one before. */
  dashboard: dashboardSchema,
  /** State that a page gave the host to keep (see `Keep`); sent before anything else. */
  kept: z.record(z.string(), z.unknown()),
  /** A record of this collection was changed in this window. */
  records: z.object({ collection: z.string() }),
  /** An AI tool began, ended, or changed its state. */
  agents: z.object({}),
  /** Show a part of the view, such as the form of "Log Activity". */
  navigate: z.object({ to: z.enum(['log', 'plan', 'insights', 'top', 'settings']) }),
} as const;

export type EventName = keyof typeof events;
export type EventData<E extends EventName> = z.infer<(typeof events)[E]>;

/**
 * View to host, without an answer: all that the page wants kept in the host's memory while it is hidden. VS Code keeps a page's own state on
 * the disk in clear, where nothing that was typed may stand.
 */
export interface KeepMessage {
  readonly keep: Readonly<Record<string, unknown>>;
}

/** Host to view: the answer to a call, or an event. */
export type Reply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string } };
export type Push = { [E in EventName]: { readonly event: E; readonly data: EventData<E> } }[EventName];
