import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SetupView } from '../../../core/views/setup.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { Button, IconButton } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { focusSoon } from '../../layout/focus.ts';
import { PanelBoundary } from '../../layout/panelBoundary.tsx';
import { useKeptScroll } from '../../layout/scroll.ts';
import { useAction, useApp } from '../../state/app.ts';
import { ReceiptsPanel } from './receiptsPanel.tsx';
import { SetupSectionPanel } from './setupSection.tsx';
import './settings.css';

/** It is read again at most this often (ms) while snapshots come in. */
const againMs = 5000;

/** The page beside the dashboard: the current state, and ways to change it. Its content is read when it is opened. */
export function SettingsPage({ dashboard }: { dashboard: Dashboard }) {
  const { rpc, go } = useApp();
  const [view, setView] = useState<SetupView>();
  const loading = useAction({ overlaps: true });
  const back = useRef<HTMLElement>(null);
  const load = () => loading.run(async () => setView(await rpc.call('setup.get', {})));
  useKeptScroll('scroll.settings');
  useEffect(() => focusSoon(back), []);
  useEffect(() => void load(), [Math.floor(dashboard.at / againMs)]);
  return (
    <div class="settings">
      <header class="settings-header">
        <IconButton
          name={l10n.t('Back to Dashboard')}
          icon="arrowBack"
          buttonRef={back}
          onClick={() => go('dashboard')}
        />
        <h2>{l10n.t('Settings')}</h2>
      </header>
      <CallMessage error={loading.error}>
        <Button onClick={() => void load()}>{l10n.t('Try Again')}</Button>
      </CallMessage>
      {view?.sections.map((section) => (
        <PanelBoundary key={section.id}>
          <SetupSectionPanel section={section} onDone={load} />
        </PanelBoundary>
      ))}
      {view && <ReceiptsPanel dashboard={dashboard} />}
    </div>
  );
}
