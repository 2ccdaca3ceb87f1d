import { Disposable, type NotebookEditor, type TextEditor, TextEditorSelectionChangeKind, window } from 'vscode';
import type { Sensor } from '../sensor.ts';
import { isPersonHere } from './support/person.ts';
import { moveMs, throttle } from './support/throttle.ts';

const { Keyboard, Mouse, Command } = TextEditorSelectionChangeKind;

/** The cursor or the selection was moved in a text editor or a notebook. */
export const cursor: Sensor = {
  id: 'cursor',
  start: ({ emit, places, clock, changes }) => {
    const passes = throttle<TextEditor | NotebookEditor>(clock, moveMs);
    return Disposable.from(
      window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        // Each key also moves the cursor; the sensor of edits has reported it already.
        if (changes.isTyping(textEditor.document, clock.now())) return;
        if (!isMovedByPerson(textEditor, kind)) return;
        // Look up the place only for moves that are reported.
        const isDirect = kind === Keyboard || kind === Mouse;
        if (isDirect && !passes(textEditor)) return;
        const { role, where } = places.seen(textEditor.document);
        // Writing moves the cursor, too.
        if (role === 'none' || (role === 'log' && !isDirect)) return;
        if (isDirect || passes(textEditor)) emit({ type: 'move', how: 'cursor', where });
      }),
      window.onDidChangeNotebookEditorSelection(({ notebookEditor }) => {
        if (notebookEditor !== window.activeNotebookEditor || !isPersonHere() || !passes(notebookEditor)) return;
        emit({ type: 'move', how: 'cursor', where: places.ofUri(notebookEditor.notebook.uri).where });
      }),
    );
  },
};

/**
 * Observed events: `Keyboard` also for cursor commands, `Command` for jumps and for selections set by any extension, and none if a text
 * change moved the cursor, including a line break and an undo.
 */
function isMovedByPerson(editor: TextEditor, kind: TextEditorSelectionChangeKind | undefined): boolean {
  if (kind === Keyboard || kind === Mouse) return true;
  return kind === Command && editor === window.activeTextEditor && isPersonHere();
}
