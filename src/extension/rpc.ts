import { AppError, errorCode, errorMessage } from '../shared/appError.ts';
import { contract, requestSchema, type Handlers, type Method, type Reply } from '../shared/contract.ts';
import type { Log } from './log.ts';

/**
 * Answers one message of the view. Every call is answered, an error as an error; a message that is not a request at all
 * cannot be answered and is logged.
 * @param handlers what answers each method of the contract
 */
export async function answer(message: unknown, handlers: Partial<Handlers>, log: Log): Promise<Reply | undefined> {
  const request = requestSchema.safeParse(message);
  if (!request.success) {
    log.warn('a message of the view is no request');
    return undefined;
  }
  const { id, method, params } = request.data;
  try {
    return { id, result: await call(method, params, handlers) };
  } catch (error) {
    log.error(`call ${isMethod(method) ? method : '(unknown)'} failed: ${errorCode(error)}`);
    return { id, error: { code: errorCode(error), message: errorMessage(error) } };
  }
}

async function call(method: string, params: unknown, handlers: Partial<Handlers>): Promise<unknown> {
  const handler = isMethod(method) ? handlers[method] : undefined;
  if (!isMethod(method) || !handler)
    throw new AppError('not-found', `The dashboard asked for something unknown. Reload it.`);
  const parsed = contract[method].params.safeParse(params);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError('invalid-input', `${issue?.path.join('.') ?? 'input'}: ${issue?.message ?? 'not valid'}`);
  }
  return (handler as (params: unknown) => Promise<unknown>)(parsed.data);
}

function isMethod(method: string): method is Method {
  return Object.hasOwn(contract, method);
}
