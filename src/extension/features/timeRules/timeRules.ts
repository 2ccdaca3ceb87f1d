import { Disposable, EventEmitter, Uri, workspace } from 'vscode';
import type { Feature } from '../../feature.ts';

const scheme = 'daymark-preview';
const changed = new EventEmitter<Uri>();
/** The preview that is shown, and where. */
export const shown = { uri: Uri.from({ scheme, path: '/Daymark Preview.md' }), text: '', changed };

/** "Change Time Rules": what other limits, rules or projects would make of the last 30 days, before they hold for all of the past. */
export const timeRules: Feature = {
  id: 'timeRules',
  commands: (services) => ({
    'daymark.changeTimeRules': async (given: unknown) => (await import('./change.ts')).change(services, given),
  }),
  start: () =>
    Disposable.from(
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changed.event,
        provideTextDocumentContent: () => shown.text,
      }),
    ),
};
