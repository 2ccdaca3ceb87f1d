import { Disposable, type TextEditor, type TextEditorVisibleRangesChangeEvent, window } from 'vscode';
import type { Sensor } from '../sensor.ts';
import { moveMs, throttle } from './support/throttle.ts';

/** Lines shift in an unmoved view while text changes above them; an event that closely follows a change is not a scroll. */
const afterEditMs = 500;

/**
 * Text was scrolled. The event has no cause and comes for much else too: for each character typed in a file that is shorter than its
 * editor, for a panel that opens (the last visible line changes, the first doesn't), for an edit. Not every editor reports its lines when it
 * opens, so the first line is read then. Otherwise, the first scroll would be missed.
 */
export const scroll: Sensor = {
  id: 'scroll',
  start: ({ emit, places, clock, changes }) => {
    const passes = throttle<TextEditor>(clock, moveMs);
    const firstLines = new WeakMap<TextEditor, number>();
    const meet = (editors: readonly TextEditor[]): void => {
      for (const editor of editors) {
        const first = editor.visibleRanges[0]?.start.line;
        if (first !== undefined && !firstLines.has(editor)) firstLines.set(editor, first);
      }
    };
    const isScroll = (editor: TextEditor, first: number): boolean => {
      const before = firstLines.get(editor);
      firstLines.set(editor, first);
      if (before === undefined || before === first || !window.state.focused) return false;
      return !changes.isRecent(editor.document, clock.now(), afterEditMs);
    };
    const look = ({ textEditor, visibleRanges }: TextEditorVisibleRangesChangeEvent): void => {
      if (!isScroll(textEditor, visibleRanges[0]?.start.line ?? 0)) return;
      const { role, where } = places.seen(textEditor.document);
      if (role !== 'none' && role !== 'log' && passes(textEditor)) emit({ type: 'move', how: 'scroll', where });
    };
    meet(window.visibleTextEditors);
    return Disposable.from(window.onDidChangeVisibleTextEditors(meet), window.onDidChangeTextEditorVisibleRanges(look));
  },
};
