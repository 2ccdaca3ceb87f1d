import { Outgoing } from '../../ai/outgoing.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { Services } from '../services.ts';

/** What a model may be told by the settings now, with the names of all projects and of some facts known. */
export async function outgoingOf(
  { settings, read }: Pick<Services, 'settings' | 'read'>,
  facts: readonly DigestFact[] = [],
): Promise<Outgoing> {
  const outgoing = new Outgoing({ isEnabled: settings.get('ai.enabled'), names: settings.get('ai.names') });
  if (!outgoing.isSecretive) return outgoing;
  for (const project of await read('projects', {})) outgoing.learn('project', project);
  const mapped = [...settings.get('projects'), ...settings.get('rules')].flatMap(({ project }) => project ?? []);
  for (const project of mapped) outgoing.learn('project', project);
  outgoing.learnFacts(facts);
  return outgoing;
}
