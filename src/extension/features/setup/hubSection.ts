import { l10n } from 'vscode';
import { errorMessage } from '../../../core/base/appError.ts';
import { hubState, type HubState } from '../../hubState.ts';
import type { Services } from '../../services.ts';
import { hubFacts } from './hubFacts.ts';
import { command, setting, type SectionParts } from './sectionParts.ts';

/** The hub: where it answers, its clients, and the ways to connect them. */
export function hubSection(services: Services): SectionParts {
  const head = { id: 'hub', title: l10n.t('Other Editors and Browsers') } as const;
  try {
    return { ...head, ...partsOf(hubState(services)) };
  } catch (error) {
    // A damaged token must not take the page away.
    return { ...head, facts: [{ label: l10n.t('Hub'), text: errorMessage(error), tone: 'bad' }], actions: [] };
  }
}

function partsOf(state: HubState): Pick<SectionParts, 'facts' | 'actions'> {
  return {
    facts: hubFacts(state, l10n.t),
    actions: [
      setting(state.isOn ? l10n.t('Change Hub Settings') : l10n.t('Turn On Hub'), 'daymark.hub'),
      ...(state.isOn || state.hub ? [command(l10n.t('Show Hub Status'), 'daymark.showHubStatus')] : []),
      command(l10n.t('Connect WakaTime Client'), 'daymark.connectWakaTime'),
      command(l10n.t('Pair Browser'), 'daymark.pairBrowser'),
      command(l10n.t('Create Hub Token'), 'daymark.createHubToken'),
      ...(state.tokens.length > 0 ? [command(l10n.t('Revoke Hub Token'), 'daymark.revokeHubToken')] : []),
    ],
  };
}
