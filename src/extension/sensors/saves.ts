import { Disposable, window, workspace } from 'vscode';
import type { Sensor } from '../sensor.ts';

/** A file or notebook that is shown was saved. Files that are saved out of sight were changed out of sight. */
export const saves: Sensor = {
  id: 'saves',
  start: ({ emit, places }) =>
    Disposable.from(
      workspace.onDidSaveTextDocument((document) => {
        if (!window.visibleTextEditors.some((editor) => editor.document === document)) return;
        const { role, where } = places.of(document);
        if (role === 'work') emit({ type: 'save', where });
      }),
      workspace.onDidSaveNotebookDocument((notebook) => {
        if (!window.visibleNotebookEditors.some((editor) => editor.notebook === notebook)) return;
        emit({ type: 'save', where: places.ofUri(notebook.uri).where });
      }),
    ),
};
