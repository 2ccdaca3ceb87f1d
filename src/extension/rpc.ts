import { errorCode, errorMessage } from '../core/base/appError.ts';
import type { Reply } from '../core/views/contract.ts';
import type { Request } from '../catalog/view.ts';
import type { Log } from './log.ts';

/**
 * Answers one message of the view. Every call is answered, an error as an error; a message that is not a request at all cannot be answered
 * and is logged.
 * @param run runs an operation; it checks the name and the parameters
 */
export async function answer(
  message: unknown,
  run: (operation: string, params: unknown) => Promise<unknown>,
  log: Log,
): Promise<Reply | undefined> {
  if (!isRequest(message)) {
    log.warn('a message of the view is no request');
    return undefined;
  }
  const { id, method, params } = message;
  try {
    return { id, result: await run(method, params) };
  } catch (error) {
    const code = errorCode(error);
    // An unknown value may be anything, including a name.
    log.error(`call ${code === 'unknown-operation' ? '(unknown)' : method} failed: ${code}`);
    return { id, error: { code, message: errorMessage(error) } };
  }
}

function isRequest(message: unknown): message is Request {
  if (typeof message !== 'object' || message === null || !('id' in message) || !('method' in message)) return false;
  return Number.isInteger(message.id) && typeof message.method === 'string';
}
