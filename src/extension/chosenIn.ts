import type { QuickPick, QuickPickItem } from 'vscode';

/**
 * Shows a quick pick until an item is chosen or it is closed, and disposes of it.
 * @returns the chosen item, or undefined
 */
export async function chosenIn<T extends QuickPickItem>(pick: QuickPick<T>): Promise<T | undefined> {
  try {
    return await new Promise((resolve) => {
      // Typed text would be lost.
      pick.ignoreFocusOut = true;
      pick.onDidAccept(() => resolve(pick.selectedItems[0]));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
