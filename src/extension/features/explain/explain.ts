import { commands, Disposable, EventEmitter, workspace, type Uri } from 'vscode';
import type { Feature } from '../../feature.ts';
import { perWindow } from '../../perWindow.ts';
import type { Services } from '../../services.ts';

/** The scheme of accounts; their query is the figure as JSON, or a day. */
const scheme = 'daymark-explain';
const changedOf = perWindow(() => new EventEmitter<Uri>());

/** The first command loads the implementation. */
const desk = () => import('./explainDesk.ts');

/** "Explain Today" and its corrections: what a figure is based on, and the user's changes to it. */
export const explain: Feature = {
  id: 'explain',
  commands: (services) => ({
    'daymark.explainToday': async () => (await desk()).explainToday(services),
    'daymark.explainDay': async (figure: unknown) => (await desk()).explainDay(services, figure),
    'daymark.correctTime': async (wrong: unknown) => {
      await (await desk()).correctTime(services, wrong);
      refresh(services);
    },
    'daymark.undoCorrection': async (undo: unknown) => {
      await (await desk()).undoCorrection(services, undo);
      refresh(services);
    },
    'daymark.editRules': () => commands.executeCommand('workbench.action.openSettings', 'daymark.rules'),
  }),
  start: (services) =>
    Disposable.from(
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changedOf(services).event,
        provideTextDocumentContent: async ({ query }) => (await desk()).accountOf(services, query),
      }),
      services.settings.onDidChange(() => refresh(services)),
    ),
};

function refresh(services: Services): void {
  for (const { uri } of workspace.textDocuments) if (uri.scheme === scheme) changedOf(services).fire(uri);
}
