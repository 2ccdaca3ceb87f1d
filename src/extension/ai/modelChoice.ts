import type { Services } from '../services.ts';

/** Origin of a call: by a person who can answer questions, or by the schedule. */
export type CallOrigin = 'user' | 'schedule';

/** Returns true if a model should be asked at all: AI is on, and the provider is not the built-in rules. */
export function isModelChosen({ settings }: Pick<Services, 'settings'>): boolean {
  return settings.get('ai.enabled') && settings.get('ai.provider') !== 'rules';
}
