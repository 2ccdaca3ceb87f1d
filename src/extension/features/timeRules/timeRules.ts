import { Disposable, EventEmitter, Uri, workspace } from 'vscode';
import type { Feature } from '../../feature.ts';
import { perWindow } from '../../perWindow.ts';

const scheme = 'daymark-preview';
/** The preview that is shown, and where. */
export const previewIn = perWindow(() => {
  return { uri: Uri.from({ scheme, path: '/Daymark Preview.md' }), text: '', changed: new EventEmitter<Uri>() };
});

/** "Change Time Rules": what other limits, rules or projects would make of the last 30 days, before they hold for all of the past; and categories, with a preview of each rule. */
export const timeRules: Feature = {
  id: 'timeRules',
  commands: (services) => ({
    'daymark.changeTimeRules': async (input: unknown) => (await import('./change.ts')).change(services, input),
    'daymark.manageCategories': async () => (await import('./manageCategories.ts')).manageCategories(services),
  }),
  start: (services) =>
    Disposable.from(
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: previewIn(services).changed.event,
        provideTextDocumentContent: () => previewIn(services).text,
      }),
    ),
};
