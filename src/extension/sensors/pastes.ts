import { languages } from 'vscode';
import type { Sensor } from '../sensor.ts';

/**
 * Detects pastes. VS Code asks providers of paste edits before it pastes; this one offers none and doesn't look at the clipboard, so that
 * only the fact is known. If `editor.pasteAs.enabled` is off, no provider is asked, and a paste has an unknown cause.
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
