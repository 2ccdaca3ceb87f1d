import { createInterface } from 'node:readline/promises';
import type { OperationDescription } from '../catalog/describe.ts';
import { AppError } from '../core/base/appError.ts';
import type { Confirmation } from '../core/operations/operation.ts';
import { openHeadless } from '../headless/openHeadless.ts';
import { headlessOptions, type ProgramEnvironment } from '../headless/startOptions.ts';
import { isHelp } from './commandFirst.ts';
import { listText, neededBy, operationHelp, usage } from './help.ts';
import { paramsOf, parseCall } from './parseCall.ts';
import { clean, renderText } from './render.ts';

/**
 * Runs one command and prints its result on standard output.
 * @param argv the operation, then its options
 * @throws AppError the error of the command or the operation
 */
export async function runCommand(argv: readonly string[], surroundings: ProgramEnvironment): Promise<void> {
  const [first = 'help', ...rest] = argv;
  const operations = await describedOperations();
  if (first === 'list') return print(listText(listed(operations, rest[0])));
  if (isHelp(first) && rest[0] === undefined) return print(usage);
  if (first.startsWith('-') && !isHelp(first))
    throw new AppError('invalid-input', 'Which operation? "daymark list" lists all of them.');
  const operation = find(operations, isHelp(first) ? (rest[0] ?? '') : first);
  if (isHelp(first) || rest.includes('--help') || rest.includes('-h')) return print(operationHelp(operation));
  await callOperation(operation, rest, surroundings);
}

/** All operations of the command line: describing them opens no data. */
async function describedOperations(): Promise<readonly OperationDescription[]> {
  return openHeadless({ folder: '', wasmPath: '', mayWrite: true }).describe('cli');
}

function listed(
  operations: readonly OperationDescription[],
  subject: string | undefined,
): readonly OperationDescription[] {
  if (subject === undefined) return operations;
  const found = operations.filter(({ name }) => name.startsWith(`${subject}.`));
  if (found.length > 0) return found;
  throw new AppError('invalid-input', `There are no operations of "${subject}". "daymark list" lists all of them.`);
}

/** By its name; a subject alone means its `get`, or its `list` if `get` needs parameters. */
function find(operations: readonly OperationDescription[], name: string): OperationDescription {
  const named = [name, `${name}.get`, `${name}.list`].flatMap(
    (full) => operations.find((one) => one.name === full) ?? [],
  );
  const found = named.find((one) => one.name === name || neededBy(one).length === 0) ?? named[0];
  if (found) return found;
  throw new AppError('unknown-operation', `There is no operation "${name}". "daymark list" lists all of them.`);
}

async function callOperation(
  operation: OperationDescription,
  argv: readonly string[],
  surroundings: ProgramEnvironment,
): Promise<void> {
  const call = parseCall(operation, argv);
  const options = headlessOptions(call.data, surroundings);
  const headless = openHeadless({ ...options, mayWrite: operation.access !== 'read' });
  try {
    const params = paramsOf(operation, call, headless);
    const request = { transport: 'cli', operation: operation.name, params } as const;
    if (operation.access === 'destructive' && !call.yes) await askFirst(await headless.confirmation(request));
    const result = await headless.operate(request);
    const text = call.json
      ? JSON.stringify(result, undefined, 2)
      : renderText(result, operation.result, (at) => headless.offsetAt(at));
    await print(text);
    if ((await headless.lockedNames()) > 0)
      console.error('daymark: Names are locked here: only VS Code can open them. The numbers are right.');
  } finally {
    await headless.close();
  }
}

/** @throws AppError `cancelled` if the user declines, or nobody can be asked */
async function askFirst(question: Confirmation | undefined): Promise<void> {
  if (!process.stdin.isTTY)
    throw new AppError('cancelled', 'This deletes data. Add --yes to do it without being asked.');
  const { title, message } = question ?? { title: 'Delete?', message: '' };
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${clean(`${title}\n${message}`)}\nContinue? [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new AppError('cancelled', 'Nothing was changed.');
}

/** Resolves when the text has left the process. A reader that stops reading, such as `head`, isn't an error. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: (Error & { readonly code?: string }) | null): void =>
      error && error.code !== 'EPIPE' ? reject(error) : resolve();
    process.stdout.once('error', done).write(`${text}\n`, done);
  });
}
