import { l10n } from 'vscode';
import { pluginLinks } from '../../plugins/pluginLinks.ts';
import type { Services } from '../../services.ts';
import type { SectionParts } from './sectionParts.ts';

/** The links that other extensions added; none without any. */
export function extensionsSections(services: Services): SectionParts[] {
  const links = pluginLinks(services).list();
  if (links.length === 0) return [];
  const title = l10n.t('Other extensions');
  return [
    {
      id: 'extensions',
      title,
      facts: links.map(({ title: label, from }) => ({ label: from, text: label })),
      actions: links.map(({ id, title: label }) => ({ label, link: id })),
    },
  ];
}
