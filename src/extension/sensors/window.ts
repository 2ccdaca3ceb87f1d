import { Disposable, window as vsWindow, type WindowState } from 'vscode';
import type { Sensor } from '../sensor.ts';

/**
 * Reports when the window gains or loses the focus, and when someone starts or stops using it. The first state is reported in the next turn of
 * the event loop: finding the place reads files, and VS Code waits for the start. VS Code sets `active` at a key press, a click, or a touch (not at
 * a scroll), and clears it after a minute or more without one.
 */
export const window: Sensor = {
  id: 'window',
  start: ({ emit, places, clock }) => {
    const tell = ({ focused, active }: WindowState): void =>
      emit({ type: 'focus', focused, active, where: places.active().where });
    const first = clock.after(0, () => tell(vsWindow.state));
    const listener = vsWindow.onDidChangeWindowState((state) => {
      first.dispose();
      tell(state);
    });
    return Disposable.from(first, listener);
  },
};
