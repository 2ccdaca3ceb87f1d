import { Disposable, EventEmitter, Uri, workspace } from 'vscode';
import type { Feature } from '../../feature.ts';
import { perWindow } from '../../perWindow.ts';

const scheme = 'daymark-preview';
/** The preview that is shown, and where. */
export const previewIn = perWindow(() => {
  return { uri: Uri.from({ scheme, path: '/Daymark Preview.md' }), text: '', changed: new EventEmitter<Uri>() };
});

/** "Change Time Rules": what other limits, rules or projects would make of the last 30 days, before they hold for all of the past. */
export const timeRules: Feature = {
  id: 'timeRules',
  commands: (services) => ({
    'daymark.changeTimeRules': async (given: unknown) => (await import('./change.ts')).change(services, given),
  }),
  start: (services) =>
    Disposable.from(
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: previewIn(services).changed.event,
        provideTextDocumentContent: () => previewIn(services).text,
      }),
    ),
};
