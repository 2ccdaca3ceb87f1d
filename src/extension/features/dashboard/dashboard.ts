import { errorCode } from '../../../core/base/appError.ts';
import { commands, Disposable, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { DashboardViews } from './dashboardViews.ts';
import { PlanBadge } from './planBadge.ts';

const viewId = 'daymark.dashboard';
const tabType = 'daymark.dashboardTab';

/** The dashboard in the sidebar and, by command, in an editor tab: one page, laid out by its width. */
export const dashboard: Feature = {
  id: 'dashboard',
  commands: ({ dashboard: link }) => ({
    'daymark.openDashboard': () => link.openTab(),
    'daymark.showDashboard': () => commands.executeCommand(`${viewId}.focus`),
  }),
  start: (services) => start(services),
};

function start(services: Services): Disposable {
  const views = new DashboardViews(services);
  const badge = new PlanBadge(services);
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
    badge,
    window.registerWebviewViewProvider(viewId, {
      resolveWebviewView: (view) => {
        views.add(view.webview, view);
        badge.update(view);
        view.onDidChangeVisibility(() => badge.update(view));
      },
    }),
    readAhead(services),
    window.registerWebviewPanelSerializer(tabType, { deserializeWebviewPanel: async (panel) => keep(panel) }),
    services.dashboard.onDidAskTab(openTab),
    services.dashboard.onDidAsk((to) => {
      views.navigate(to);
      if (tab?.visible) tab.reveal();
      else void commands.executeCommand(`${viewId}.focus`);
    }),
  );
}

/** Once today was read for the status bar, and so the worker runs, the first snapshot too: the dashboard then opens with content. */
function readAhead({ today, snapshots, log }: Services): Disposable {
  const listener = today.onDidChange(() => {
    listener.dispose();
    snapshots.take().catch((error: unknown) => log.debug(`no snapshot ahead: ${errorCode(error)}`));
  });
  return Disposable.from(listener);
}
