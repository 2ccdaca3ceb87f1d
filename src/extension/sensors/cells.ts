import { type NotebookCell, workspace } from 'vscode';
import type { Sensor } from '../sensor.ts';

/**
 * Cells of notebooks that were run, with how it went. What arrives: a summary without times when a cell begins, and one with times and
 * success when it has ended; a cell that is quick may have the second alone.
 */
export const cells: Sensor = {
  id: 'cells',
  start: ({ emit, places }) => {
    const running = new Map<NotebookCell, string>();
    const known = new WeakMap<NotebookCell, number>();
    let count = 0;
    const begin = (cell: NotebookCell): string => {
      const key = `cell:${++count}`;
      running.set(cell, key);
      const { where } = places.ofUri(cell.notebook.uri);
      emit({ type: 'runStart', key, source: 'editor', group: 'run', name: 'cell', where });
      return key;
    };
    return workspace.onDidChangeNotebookDocument(({ cellChanges }) => {
      for (const { cell, executionSummary } of cellChanges) {
        if (!executionSummary) continue;
        const { timing, success } = executionSummary;
        if (!timing) {
          if (!running.has(cell) && success === undefined) begin(cell);
          continue;
        }
        if (known.get(cell) === timing.endTime) continue;
        known.set(cell, timing.endTime);
        const key = running.get(cell) ?? begin(cell);
        running.delete(cell);
        emit({ type: 'runEnd', key, ...(success !== undefined && { exitCode: success ? 0 : 1 }) });
      }
    });
  },
};
