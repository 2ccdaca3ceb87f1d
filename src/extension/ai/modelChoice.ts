import type { Services } from '../services.ts';

/** How a call came about: by a person who is there and can be asked, or by the schedule. */
export type By = 'user' | 'schedule';

/** Whether a model is to be asked at all: AI is on, and the provider is not the built-in rules. */
export function isModelChosen({ settings }: Pick<Services, 'settings'>): boolean {
  return settings.get('ai.enabled') && settings.get('ai.provider') !== 'rules';
}
