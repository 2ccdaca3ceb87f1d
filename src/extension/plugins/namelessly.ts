import { Outgoing } from '../../ai/outgoing.ts';
import { readDigestNow } from '../ai/analyses.ts';
import type { Services } from '../services.ts';

/** The result of an operation for who may not have names: they are replaced, as for a token of the hub without that scope. */
export async function namelessly(services: Services, result: unknown): Promise<unknown> {
  const { store, settings } = services;
  const policy = new Outgoing({ isEnabled: true, names: 'none' });
  const [projects, { facts }] = await Promise.all([store('projects', {}), readDigestNow(services)]);
  const rules = { projects: settings.get('projects'), userRules: settings.get('rules') };
  policy.learnWork({ projects, rules, facts });
  return policy.answer(result);
}
