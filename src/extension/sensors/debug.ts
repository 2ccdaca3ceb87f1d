import { debug as vsDebug, type DebugSession, Disposable } from 'vscode';
import type { Sensor, SensorContext } from '../sensor.ts';
import { runGroup } from './support/runGroup.ts';

/**
 * Debug sessions. Many debuggers open a session for the launch and one below it for each process (Node's does); only the
 * topmost is a run, or else one would be counted twice.
 */
export const debug: Sensor = {
  id: 'debug',
  start: ({ emit, places }) => {
    const running = new Set<string>();
    const begin = (session: DebugSession): void => {
      if (session.parentSession || running.has(session.id)) return;
      running.add(session.id);
      emit({ type: 'runStart', key: keyOf(session), source: 'debug', ...describe(session, places) });
    };
    const end = (session: DebugSession): void => {
      if (running.delete(session.id)) emit({ type: 'runEnd', key: keyOf(session) });
    };
    const { activeDebugSession } = vsDebug;
    if (activeDebugSession) begin(topmost(activeDebugSession));
    return Disposable.from(vsDebug.onDidStartDebugSession(begin), vsDebug.onDidTerminateDebugSession(end));
  },
};

const keyOf = ({ id }: DebugSession): string => `debug:${id}`;

function topmost(session: DebugSession): DebugSession {
  return session.parentSession ? topmost(session.parentSession) : session;
}

function describe({ name, workspaceFolder }: DebugSession, places: SensorContext['places']) {
  const group = runGroup(undefined, name) === 'test' ? ('test' as const) : ('run' as const);
  return { group, name, where: workspaceFolder ? places.ofFolder(workspaceFolder) : places.ofWindow() };
}
