import { Outgoing } from '../../ai/outgoing.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { Services } from '../services.ts';
import { readDigestNow } from './analyses.ts';

/** Returns what a model may see by the current settings, given the names of all projects and of some facts. */
export async function outgoingOf(
  { settings, store }: Pick<Services, 'settings' | 'store'>,
  facts: readonly DigestFact[] = [],
): Promise<Outgoing> {
  const outgoing = new Outgoing({ isEnabled: settings.get('ai.enabled'), names: settings.get('ai.names') });
  if (!outgoing.isSecretive) return outgoing;
  const [projects, userRules] = [settings.get('projects'), settings.get('rules')];
  outgoing.learnWork({ projects: await store('projects', {}), rules: { projects, userRules }, facts });
  return outgoing;
}

/** Returns the result of an operation as a model may see it: every tool result passes through here. */
export async function toModel(
  services: Pick<Services, 'settings' | 'store' | 'read'>,
  result: unknown,
): Promise<unknown> {
  const secretive = await outgoingOf(services);
  if (!secretive.isSecretive) return secretive.answer(result);
  const { facts } = await readDigestNow(services);
  return (await outgoingOf(services, facts)).answer(result);
}
