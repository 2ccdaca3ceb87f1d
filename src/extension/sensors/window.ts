import { Disposable, window as vsWindow, type WindowState } from 'vscode';
import type { Sensor } from '../sensor.ts';

/**
 * The window gained or lost the focus, or began or ceased to be used. What it is at the start is told
 * in the next turn: to find the place reads files, and VS Code waits for the start. VS Code says
 * `active` at a key press, a click or a touch (not at a scroll), and takes it back after a minute or more without one.
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
