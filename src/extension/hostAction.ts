import type * as z from 'zod';
import {
  action,
  type Action,
  type OfferedDefinition,
  type Transport,
  type DefinitionInput,
} from '../core/operations/operation.ts';
import type { Services } from './services.ts';

/**
 * Defines an action that needs the extension: VS Code itself, a setting, a key, a model. `run` loads the implementation, so that the
 * definition can be read without VS Code.
 */
export function hostAction<P extends z.ZodObject, R extends z.ZodType, const T extends readonly Transport[]>(
  name: string,
  definition: DefinitionInput<Action<P, R, Services>, T>,
): OfferedDefinition<Action<P, R, Services>, T> {
  return action<P, R, T, Services>(name, definition);
}
