import { homedir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { l10n, ProgressLocation, window, type CancellationToken } from 'vscode';
import { homeOf } from '../../../agents/logFolders.ts';
import { AppError } from '../../../core/base/appError.ts';
import type { Services } from '../../services.ts';
import type { AgentsInput, AgentsMessage } from '../../worker/agentsProtocol.ts';

type Answer = Exclude<AgentsMessage, { progress: unknown } | { error: unknown }>;

/** The most memory (MB) that the thread may take: some millions of calls. */
const mostMemory = 2_048;

/** Where the logs are: where this extension host runs, so in a remote window on the remote machine. */
export function placesOf({ settings }: Services): Pick<AgentsInput, 'home' | 'folders'> {
  return { home: homeOf(homedir(), process.env, process.platform), folders: settings.get('agents.folders') };
}

/**
 * Asks in a thread of its own, with progress that can be canceled.
 * @throws AppError `cancelled`, or `internal` when the thread failed
 */
export async function askLogs(input: AgentsInput, title: string): Promise<Answer> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (progress, token) => {
    let done = 0;
    return ask(input, token, (share, message) => {
      progress.report({ increment: Math.max(0, share - done) * 100, message });
      done = Math.max(done, share);
    });
  });
}

function ask(
  input: AgentsInput,
  token: CancellationToken,
  report: (share: number, message: string) => void,
): Promise<Answer> {
  const program = join(__dirname, 'agents.cjs');
  const worker = new Worker(program, {
    // Lists from the settings are proxies, which can't be cloned to another thread.
    workerData: JSON.parse(JSON.stringify(input)) as AgentsInput,
    name: 'daymark-agents',
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  worker.unref();
  return new Promise<Answer>((resolve, reject) => {
    token.onCancellationRequested(() => reject(new AppError('cancelled', l10n.t('Canceled.'))));
    worker.on('error', (error) => reject(new AppError('internal', error.message)));
    worker.on('exit', () =>
      reject(new AppError('internal', l10n.t('Reading the logs ended unexpectedly. Try again.'))),
    );
    worker.on('message', (message: AgentsMessage) => {
      if ('progress' in message) {
        const { files, filesDone, bytes, bytesDone } = message.progress;
        report(bytes === 0 ? 1 : bytesDone / bytes, l10n.t('{0} of {1} files', filesDone, files));
      } else if ('error' in message) reject(new AppError('internal', message.error));
      else resolve(message);
    });
  }).finally(() => void worker.terminate());
}
