import { appActions } from './generated/appActions.ts';
import { hostActions } from './generated/hostActions.ts';

/** The list of actions: name, and how to load the definition. Cheap to load itself; a definition, and zod with it, is loaded on first use. */
export const actions = { ...appActions, ...hostActions } as const;
