import { commands, Disposable, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { DashboardViews } from './dashboardViews.ts';

const viewId = 'daymark.dashboard';
const tabType = 'daymark.dashboardTab';

/** The dashboard in the sidebar and, by command, in an editor tab: one page, laid out by its width. */
export const dashboard: Feature = {
  id: 'dashboard',
  commands: ({ dashboard: link }) => ({
    'daymark.openDashboard': () => link.openTab(),
    'daymark.showDashboard': () => commands.executeCommand(`${viewId}.focus`),
  }),
  handlers: ({ snapshots, read, readOptions }) => ({
    'dashboard.get': () => snapshots.take(),
    'feed.more': (params) => read('feed', { ...readOptions(), ...params }),
  }),
  start: (services) => start(services),
};

function start(services: Services): Disposable {
  const views = new DashboardViews(services);
  let tab: WebviewPanel | undefined;
  const keep = (panel: WebviewPanel): void => {
    tab = panel;
    panel.iconPath = Uri.joinPath(services.context.extensionUri, 'media', 'daymark.svg');
    panel.onDidDispose(() => (tab = undefined));
    views.add(panel.webview, panel);
  };
  const openTab = (): void => {
    if (tab) tab.reveal();
    else keep(window.createWebviewPanel(tabType, 'Daymark', ViewColumn.Active, { enableScripts: true }));
  };
  return Disposable.from(
    views,
    window.registerWebviewViewProvider(viewId, { resolveWebviewView: (view) => views.add(view.webview, view) }),
    window.registerWebviewPanelSerializer(tabType, { deserializeWebviewPanel: async (panel) => keep(panel) }),
    services.dashboard.onDidAskTab(openTab),
    services.dashboard.onDidAsk((to) => {
      views.navigate(to);
      if (tab?.visible) tab.reveal();
      else void commands.executeCommand(`${viewId}.focus`);
    }),
  );
}
