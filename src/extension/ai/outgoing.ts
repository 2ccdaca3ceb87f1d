import { Outgoing } from '../../ai/outgoing.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { Services } from '../services.ts';
import { readDigestNow } from './analyses.ts';

/** What a model may be told by the settings now, with the names of all projects and of some facts known. */
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

/** The result of an operation as a model may be told it: every answer to a tool passes here. */
export async function toModel(
  services: Pick<Services, 'settings' | 'store' | 'read'>,
  result: unknown,
): Promise<unknown> {
  const secretive = await outgoingOf(services);
  if (!secretive.isSecretive) return secretive.answer(result);
  const { facts } = await readDigestNow(services);
  return (await outgoingOf(services, facts)).answer(result);
}
