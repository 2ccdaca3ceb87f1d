import { setupView, type SetupView } from '../../../core/views/setup.ts';
import type { Services } from '../../services.ts';
import { aiSection } from './aiSection.ts';
import { dataSection } from './dataSection.ts';
import { githubSection } from './githubSection.ts';
import { trackingSection } from './trackingSection.ts';

/** How everything stands now. A part that cannot be read rejects: the page says so, and asks again. */
export async function readSetup(services: Services): Promise<SetupView> {
  const [github, ai, data] = await Promise.all([githubSection(services), aiSection(services), dataSection(services)]);
  return setupView.parse({ sections: [github, trackingSection(services), ai, data] });
}
