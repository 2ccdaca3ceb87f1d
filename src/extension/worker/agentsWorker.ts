import { parentPort, workerData } from 'node:worker_threads';
import { logsOfSession, readCalls, type SessionCalls } from '../../agents/calls/sessionCalls.ts';
import { logOfSession, statementsIn } from '../../agents/decisions/sessionTexts.ts';
import { findAnyLogs, findLogs, type FoundLog } from '../../agents/findLogs.ts';
import { foldersOf } from '../../agents/logFolders.ts';
import { LogIndex } from '../../agents/logIndex.ts';
import { reportUsage, type FoundFolder } from '../../agents/report.ts';
import { sessionsOf } from '../../agents/sessions.ts';
import { sessionKey } from '../../agents/telemetry/telemetryCalls.ts';
import { TextShelf } from '../../agents/texts/textShelf.ts';
import { agentTools, type AgentTool } from '../../agents/tools.ts';
import { errorMessage } from '../../core/base/appError.ts';
import { dayOf } from '../../core/time/days.ts';
import { offsetsOf } from '../../core/time/zone.ts';
import { systemClock } from '../../headless/systemClock.ts';
import { excludedFolders, hiddenFiles } from '../excludedFolders.ts';
import type { AgentsInput, AgentsMessage } from './agentsProtocol.ts';
import { compareWithGit } from './compareWithGit.ts';

/**
 * A thread that lives for one question about the logs of AI tools. It writes nothing, and of code it keeps only hashes, unless the user chose to
 * keep texts: then it hands them over.
 */
const input = workerData as AgentsInput;

/** UTF-16 units of texts in one message. */
const partUnits = 200_000;

answer().then(say, (error: unknown) => say({ error: errorMessage(error) }));

async function answer(): Promise<AgentsMessage> {
  switch (input.task) {
    case 'find':
      return { found: found(input) };
    case 'log':
      return { log: logOfSession(input, [...foldersOf(input.tool, input.home), ...input.folders]) };
    case 'said':
      return { said: statementsIn(input.tool, input.log) };
    case 'calls':
      return { calls: callsOf(input) };
    case 'read':
      return read(input);
  }
}

function callsOf(wanted: AgentsInput & { readonly task: 'calls' }): SessionCalls | undefined {
  const { tool, project, exclude } = wanted;
  return readCalls(logsOfSession(logsOf(wanted, [tool]), wanted), wanted, {
    isExcluded: excludedFolders(exclude, systemClock),
    isHidden: hiddenFiles(wanted, project, systemClock),
  });
}

function say(message: AgentsMessage): void {
  parentPort?.postMessage(message);
}

function found({ home, folders }: AgentsInput): readonly FoundFolder[] {
  const standard = agentTools.flatMap((tool) =>
    foldersOf(tool, home).map((folder) => ({ tool, folder, logs: findLogs(folder, tool) })),
  );
  const further = folders.flatMap((folder) =>
    Array.from(
      Map.groupBy(findAnyLogs(folder), ({ format }) => format.tool),
      ([tool, logs]) => ({ tool, folder, logs }),
    ),
  );
  return [...standard, ...further]
    .filter(({ logs }) => logs.length > 0)
    .map(({ tool, folder, logs }) => ({
      tool,
      folder,
      files: logs.length,
      bytes: logs.reduce((sum, { size }) => sum + size, 0),
    }));
}

async function read(options: AgentsInput & { readonly task: 'read' }): Promise<AgentsMessage> {
  const { tools, from, to, dayStartsAt, prices } = options;
  const texts = options.texts && new TextShelf(options.texts);
  const index = new LogIndex(excludedFolders(options.exclude, systemClock), texts);
  let reported = 0;
  index.update(logsOf(options, tools), (progress) => {
    // A message for each step would hold up the window that shows them.
    if (performance.now() - reported < 100) return;
    reported = performance.now();
    say({ progress });
  });
  // In parts, so that no message holds up the window.
  for (const part of texts?.fresh(partUnits) ?? []) say({ texts: part });
  const offsetAt = offsetsOf(options.timeZone);
  const dayAt = (at: number): string => dayOf(at, offsetAt(at), dayStartsAt);
  const report = reportUsage(index, { from, to, prices, dayOf: dayAt });
  const sessions = options.sessions ? index.ledgers.flatMap((ledger) => sessionsOf(ledger, { prices, offsetAt })) : [];
  const { git } = options;
  const compared = { git: git ?? '', now: systemClock.now(), prices, dayOf: dayAt };
  const results = git === undefined || !options.sessions ? [] : await compareWithGit(index.ledgers, compared);
  const excluded = index.ledgers.flatMap((ledger) =>
    ledger.excludedSessions().map((session) => sessionKey(ledger.tool, session)),
  );
  return { report, sessions, results, excluded };
}

/** The logs of these tools, each once, also where folders overlap. */
function logsOf({ home, folders }: AgentsInput, tools: readonly AgentTool[]): readonly FoundLog[] {
  const standard = tools.flatMap((tool) => foldersOf(tool, home).flatMap((folder) => findLogs(folder, tool)));
  const further = folders.flatMap(findAnyLogs).filter(({ format }) => tools.includes(format.tool));
  return [...new Map([...standard, ...further].map((log) => [log.path, log])).values()];
}
