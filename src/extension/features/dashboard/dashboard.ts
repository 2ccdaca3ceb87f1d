import { errorCode } from '../../../core/base/appError.ts';
import { commands, Disposable, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { DashboardViews } from './dashboardViews.ts';
import { DashboardUse } from './dashboardUse.ts';
import { PlanBadge } from './planBadge.ts';
import { snapshotsOf } from './snapshots.ts';

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
  const use = new DashboardUse(services);
  let tab: WebviewPanel | undefined;
  const keep = (panel: WebviewPanel): void => {
    tab = panel;
    panel.iconPath = Uri.joinPath(services.context.extensionUri, 'media', 'daymark.svg');
    panel.onDidDispose(() => (tab = undefined));
    views.add(panel.webview, panel);
    use.note();
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
        use.note();
        badge.update(view);
        view.onDidChangeVisibility(() => badge.update(view));
      },
    }),
    use.isRecent() ? readAhead(services) : Disposable.from(),
    window.registerWebviewPanelSerializer(tabType, { deserializeWebviewPanel: async (panel) => keep(panel) }),
    services.dashboard.onDidAskTab(openTab),
    services.dashboard.onDidAsk((to) => {
      views.navigate(to);
      if (tab?.visible) tab.reveal();
      else void commands.executeCommand(`${viewId}.focus`);
    }),
  );
}

/**
 * Prepares the first snapshot once the worker is running anyway, as after the first total of a day: then the dashboard opens with content.
 * Only for users who look at it, since computing a whole day takes longer than reading it.
 */
function readAhead(services: Services): Disposable {
  const listener = services.worker.onDidStart(() => {
    listener.dispose();
    const snapshot = snapshotsOf(services).take();
    snapshot.catch((error: unknown) => services.log.debug(`no snapshot ahead: ${errorCode(error)}`));
  });
  return Disposable.from(listener);
}
