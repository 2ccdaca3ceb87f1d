import { render } from 'preact';
import type { ViewStrings } from '../core/views/viewStrings.ts';
import { App } from './app.tsx';
import { registerControls } from './controls/toolkit.ts';
import { chooseLocale } from './format/format.ts';
import { connectHost } from './host.ts';
import { DashboardStore } from './state/dashboardStore.ts';
import { ViewState } from './state/viewState.ts';
import './theme.css';

const data = document.getElementById('daymark-strings')?.textContent ?? '{}';
const strings = JSON.parse(data) as ViewStrings;
const host = connectHost(strings.common.lost);
const root = document.getElementById('root');

const viewState = new ViewState(host.keeper, host.keep);
host.rpc.on('kept', (values) => viewState.restore(values));

registerControls();
if (root) {
  render(
    <App
      host={host}
      store={new DashboardStore(host.rpc, () => performance.now())}
      viewState={viewState}
      strings={strings}
      locale={chooseLocale(document.documentElement.lang, navigator.languages)}
    />,
    root,
  );
}
