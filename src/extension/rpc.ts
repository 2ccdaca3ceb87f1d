import { AppError, errorCode, errorMessage } from '../core/base/appError.ts';
import type { Handlers, Method, Reply } from '../core/views/contract.ts';
import type { Log } from './log.ts';

/**
 * Answers one message of the view. Every call is answered, an error as an error; a message that is not a request at all
 * cannot be answered and is logged. The contract is loaded with the first call: its schemas are too much for the start.
 * @param handlers what answers each method of the contract
 */
export async function answer(message: unknown, handlers: Partial<Handlers>, log: Log): Promise<Reply | undefined> {
  const { contract, requestSchema } = await import('../core/views/contract.ts');
  const request = requestSchema.safeParse(message);
  if (!request.success) {
    log.warn('a message of the view is no request');
    return undefined;
  }
  const { id, method, params } = request.data;
  const known = Object.hasOwn(contract, method) ? (method as Method) : undefined;
  try {
    return { id, result: await call(known, params, handlers) };
  } catch (error) {
    log.error(`call ${known ?? '(unknown)'} failed: ${errorCode(error)}`);
    return { id, error: { code: errorCode(error), message: errorMessage(error) } };
  }
}

async function call(method: Method | undefined, params: unknown, handlers: Partial<Handlers>): Promise<unknown> {
  const handler = method && handlers[method];
  if (!handler) throw new AppError('not-found', `The dashboard asked for something unknown. Reload it.`);
  const { contract } = await import('../core/views/contract.ts');
  const parsed = contract[method].params.safeParse(params);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError('invalid-input', `${issue?.path.join('.') ?? 'input'}: ${issue?.message ?? 'not valid'}`);
  }
  return (handler as (params: unknown) => Promise<unknown>)(parsed.data);
}
