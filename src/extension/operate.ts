import { AppError } from '../core/base/appError.ts';
import type { Action, Transport } from '../core/operations/operation.ts';
import type { Services } from './services.ts';

/** A request for an operation from outside. */
export interface Call {
  readonly transport: Transport;
  readonly operation: string;
  readonly params: unknown;
}

/** An action with its types left open: `parseParams` makes what goes in. */
export type AnyAction = Omit<Action, 'run' | 'confirm'> & {
  readonly run: (services: Services, params: never) => Promise<unknown>;
  readonly confirm?: (services: Services, params: never) => ReturnType<NonNullable<Action['confirm']>>;
};

/**
 * Runs an operation for a caller outside of Daymark's own code: an action here, anything else as a query in the worker. Every transport
 * uses this.
 * @throws AppError `unknown-operation` if there is none, or it is not offered there; `invalid-input` by its schema; the operation's own
 * errors
 */
export async function operate(services: Services, { transport, operation, params }: Call): Promise<unknown> {
  const action = await actionOf(transport, operation);
  if (!action) return services.readFor(transport, operation, params);
  const { parseParams } = await import('../core/operations/parseParams.ts');
  return action.run(services, parseParams(action.params, params) as never);
}

/**
 * Loads the definition of an action, or resolves to undefined when the name is not one of an action.
 * @throws AppError `unknown-operation` when it is not offered on the transport
 */
export async function actionOf(transport: Transport, operation: string): Promise<AnyAction | undefined> {
  const { actions } = await import('../catalog/actions.ts');
  const list: Readonly<Record<string, () => Promise<AnyAction>>> = actions;
  const action = Object.hasOwn(list, operation) ? await list[operation]?.() : undefined;
  if (action && !action.transports.includes(transport))
    throw new AppError('unknown-operation', `${operation} can't be called from here.`);
  return action;
}
