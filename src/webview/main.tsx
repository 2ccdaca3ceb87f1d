import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import { App } from './app.tsx';
import { registerControls } from './controls/toolkit.ts';
import { chooseLocale } from './format/format.ts';
import { connectHost } from './host.ts';
import { catchLostFocus } from './layout/lostFocus.ts';
import { DashboardStore } from './state/dashboardStore.ts';
import { ViewState } from './state/viewState.ts';
import './theme.css';

const translations = document.getElementById('daymark-l10n')?.textContent;
if (translations) l10n.config({ contents: translations });

const host = connectHost(l10n.t('The extension did not answer. Try again; if that does not help, reload the window.'));
const root = document.getElementById('root');

const viewState = new ViewState(host.keeper, host.keep);
host.rpc.on('kept', (values) => viewState.restore(values));

registerControls();
if (root) {
  catchLostFocus(root);
  render(
    <App
      host={host}
      store={new DashboardStore(host.rpc, () => performance.now())}
      viewState={viewState}
      locale={chooseLocale(document.documentElement.lang, navigator.languages)}
    />,
    root,
  );
}
