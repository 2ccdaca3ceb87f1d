import { Disposable, type Tab, TabInputCustom, type TextEditor, window } from 'vscode';
import type { Places } from '../places/places.ts';
import { uriOfTab } from '../places/tabInputs.ts';
import type { Sensor } from '../sensor.ts';
import { isPersonHere } from './support/person.ts';

/**
 * Another tab became active. Observed events: the new tab, again with each change of its title, and the active text or notebook editor some
 * milliseconds later, with none in between. The document may come between the two; without it the language is unknown, so the tab is
 * reported when it is there.
 *
 * The output panel has no tab. VS Code only reports that its editor became active: neither its cursor nor its scrolling.
 */
export const editors: Sensor = {
  id: 'editors',
  start: ({ emit, places }) => {
    const { tabGroups } = window;
    let last = tabGroups.activeTabGroup.activeTab;
    let inLog = false;
    const look = (): void => {
      const tab = tabGroups.activeTabGroup.activeTab;
      if (tab === last || !isLoaded(tab, places)) return;
      last = tab;
      if (tab && isPersonHere()) emit({ type: 'move', how: 'editor', where: places.active().where });
    };
    const lookAt = (editor: TextEditor | undefined): void => {
      const place = editor && places.of(editor.document);
      const wasInLog = inLog;
      inLog = place?.role === 'log';
      if (inLog === wasInLog || !place) return look();
      if (isPersonHere()) emit({ type: 'move', how: 'editor', where: inLog ? place.where : places.active().where });
    };
    return Disposable.from(
      tabGroups.onDidChangeTabs(look),
      tabGroups.onDidChangeTabGroups(look),
      window.onDidChangeActiveTextEditor(lookAt),
      window.onDidChangeActiveNotebookEditor(look),
    );
  },
};

/** Returns true if the document of a tab is open, if it is to have one. A custom editor may do without. */
function isLoaded(tab: Tab | undefined, places: Places): boolean {
  const uri = uriOfTab(tab);
  return uri === undefined || tab?.input instanceof TabInputCustom || places.isOpen(uri);
}
