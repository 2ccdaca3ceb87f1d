import { setupView, type SetupView } from '../../../core/views/setup.ts';
import type { Services } from '../../services.ts';
import { aiSection } from './aiSection.ts';
import { dataSection } from './dataSection.ts';
import { extensionsSections } from './extensionsSection.ts';
import { githubSection } from './githubSection.ts';
import { hubSection } from './hubSection.ts';
import { trackingSection } from './trackingSection.ts';

/** Returns the current state of everything. Rejects if a part can't be read: the page says so, and tries again. */
export async function readSetup(services: Services): Promise<SetupView> {
  const [github, ai, data] = await Promise.all([githubSection(services), aiSection(services), dataSection(services)]);
  return setupView.parse({
    sections: [github, trackingSection(services), hubSection(services), ai, data, ...extensionsSections(services)],
  });
}
