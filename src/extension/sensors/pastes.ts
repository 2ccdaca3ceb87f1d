import { languages } from 'vscode';
import type { Sensor } from '../sensor.ts';

/**
 * Something is being pasted. VS Code asks providers of paste edits before it pastes; this one offers none and looks at nothing that is in
 * the clipboard, so that only the fact is known. Where `editor.pasteAs.enabled` is off nobody is asked, and a paste stays of unknown cause.
 */
export const pastes: Sensor = {
  id: 'pastes',
  start: ({ emit, places }) =>
    languages.registerDocumentPasteEditProvider(
      '*',
      {
        provideDocumentPasteEdits: (document) => {
          const { role, where } = places.of(document);
          if (role === 'work') emit({ type: 'cause', where, provenance: 'pasted' });
          return undefined;
        },
      },
      { providedPasteEditKinds: [], pasteMimeTypes: ['text/plain'] },
    ),
};
