import { homedir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { l10n, ProgressLocation, window, workspace, type CancellationToken } from 'vscode';
import { homeOf } from '../../../agents/logFolders.ts';
import type { AgentTool } from '../../../agents/tools.ts';
import type { SessionTexts } from '../../../core/facts/keptTexts.ts';
import { AppError } from '../../../core/base/appError.ts';
import { gitPath } from '../../gitExtension.ts';
import type { Services } from '../../services.ts';
import type { AgentsInput, AgentsMessage } from '../../worker/agentsProtocol.ts';

type ReadInput = Extract<AgentsInput, { task: 'read' }>;
type Report = (share: number, message: string) => void;
type LogsAnswer = Exclude<AgentsMessage, { progress: unknown } | { texts: unknown } | { error: unknown }>;
type TakeTexts = (sessions: readonly SessionTexts[]) => void;

/** The most memory (MB) that the thread may take: some millions of calls. */
const mostMemory = 2_048;

/** The logs are where this extension host runs, so in a remote window on the remote machine. */
export function placesOf({ settings }: Services): Pick<AgentsInput, 'home' | 'folders'> {
  return { home: homeOf(homedir(), process.env, process.platform), folders: settings.get('agents.folders') };
}

/** Returns what to read: the logs of the chosen tools, all days, by the settings. */
export function readingOf(services: Services, tools: readonly AgentTool[]): Omit<ReadInput, 'from' | 'to'> {
  const { settings, timeZone } = services;
  return {
    ...placesOf(services),
    task: 'read',
    tools,
    dayStartsAt: settings.timeRules.dayStartsAt,
    timeZone: timeZone.name,
    prices: settings.get('ai.prices'),
    exclude: settings.get('privacy.exclude'),
    sessions: settings.get('agents.record'),
    // An untrusted workspace runs no program, whatever its folder.
    ...(workspace.isTrusted && { git: gitPath() }),
  };
}

/**
 * Reads in a separate thread, without UI.
 * @param take is handed the texts that the input asks for, in parts
 * @throws AppError `internal` when the thread failed
 */
export function askQuietly(input: AgentsInput, take?: TakeTexts): Promise<LogsAnswer> {
  return ask(input, { ...(take && { take }) });
}

/**
 * Reads in a separate thread, with cancelable progress.
 * @throws AppError `cancelled`, or `internal` when the thread failed
 */
export async function askLogs(input: AgentsInput, title: string, take?: TakeTexts): Promise<LogsAnswer> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (progress, token) => {
    let done = 0;
    const report: Report = (share, message) => {
      progress.report({ increment: Math.max(0, share - done) * 100, message });
      done = Math.max(done, share);
    };
    return ask(input, { report, token, ...(take && { take }) });
  });
}

interface LogListener {
  readonly report?: Report;
  readonly take?: TakeTexts;
  readonly token?: CancellationToken;
}

function ask(input: AgentsInput, { report, take, token }: LogListener): Promise<LogsAnswer> {
  const program = join(__dirname, 'agents.cjs');
  const worker = new Worker(program, {
    // Lists from the settings are proxies, which can't be cloned to another thread.
    workerData: JSON.parse(JSON.stringify(input)) as AgentsInput,
    name: 'daymark-agents',
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  worker.unref();
  return new Promise<LogsAnswer>((resolve, reject) => {
    token?.onCancellationRequested(() => reject(new AppError('cancelled', l10n.t('Canceled.'))));
    worker.on('error', (error) => reject(new AppError('internal', error.message)));
    worker.on('exit', () =>
      reject(new AppError('internal', l10n.t('Reading the logs ended unexpectedly. Try again.'))),
    );
    worker.on('message', (message: AgentsMessage) => {
      if ('progress' in message) {
        const { files, filesDone, bytes, bytesDone } = message.progress;
        report?.(bytes === 0 ? 1 : bytesDone / bytes, l10n.t('{0} of {1} files', filesDone, files));
      } else if ('texts' in message) take?.(message.texts);
      else if ('error' in message) reject(new AppError('internal', message.error));
      else resolve(message);
    });
  }).finally(() => void worker.terminate());
}
