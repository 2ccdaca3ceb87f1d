import { runningHub, type RunningHub } from '../hub/discovery.ts';
import { Tokens, type Token } from '../hub/tokens.ts';
import type { Services } from './services.ts';

export interface HubState {
  /** True if `daymark.hub.enabled` is on. */
  readonly isOn: boolean;
  /** The hub that runs now. */
  readonly hub: RunningHub | undefined;
  /** The process of this window. */
  readonly ownPid: number;
  readonly tokens: readonly Token[];
}

/** Reads the state of the hub of this machine. @throws AppError `storage-damaged` where the file of a token is damaged */
export function hubState({ context, settings }: Services): HubState {
  const folder = context.globalStorageUri.fsPath;
  return {
    isOn: settings.get('hub.enabled'),
    hub: runningHub(folder),
    ownPid: process.pid,
    tokens: new Tokens(folder).list(),
  };
}
