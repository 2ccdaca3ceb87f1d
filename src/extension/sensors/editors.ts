import * as vscode from 'vscode';
import type { Sensor } from '../sensor.ts';
import { isPersonHere } from './support/person.ts';

/**
 * Another tab was gone to. Tabs are told first and whole (webviews, diffs, notebooks, custom editors too), and again at each
 * change of their title; the active text editor follows some milliseconds later, by way of none, and is not looked at.
 */
export const editors: Sensor = {
  id: 'editors',
  start: ({ emit, places }) => {
    const { tabGroups } = vscode.window;
    let last = tabGroups.activeTabGroup.activeTab;
    const look = (): void => {
      const tab = tabGroups.activeTabGroup.activeTab;
      if (tab === last) return;
      last = tab;
      if (!tab || !isPersonHere()) return;
      emit({ type: 'move', how: 'editor', where: places.active().where });
    };
    return vscode.Disposable.from(tabGroups.onDidChangeTabs(look), tabGroups.onDidChangeTabGroups(look));
  },
};
