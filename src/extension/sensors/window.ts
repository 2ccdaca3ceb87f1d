import { window as vsWindow, type WindowState } from 'vscode';
import type { Sensor } from '../sensor.ts';

/**
 * The window gained or lost the focus, or began or ceased to be used. What it is at the start is told at once. VS Code says
 * `active` at a key press, a click or a touch (not at a scroll), and takes it back after a minute or more without one.
 */
export const window: Sensor = {
  id: 'window',
  start: ({ emit, places }) => {
    const tell = ({ focused, active }: WindowState): void =>
      emit({ type: 'focus', focused, active, where: places.active().where });
    tell(vsWindow.state);
    return vsWindow.onDidChangeWindowState(tell);
  },
};
