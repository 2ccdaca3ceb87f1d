import type { Disposable, StatusBarItem } from 'vscode';

/** The content of a status bar item. */
export interface StatusLine {
  /** May begin with a VS Code icon. */
  readonly text: string;
  /** The same for a screen reader. */
  readonly label: string;
  readonly tooltip: string;
}

/** A status bar item that is made when there is something to show, and set only when that differs: VS Code sends each property to the window. */
export class LineItem implements Disposable {
  readonly #make: () => StatusBarItem;
  #item: StatusBarItem | undefined;
  #shown = '';

  constructor(make: () => StatusBarItem) {
    this.#make = make;
  }

  /** @param line undefined hides the item */
  show(line: StatusLine | undefined): void {
    const now = line ? [line.text, line.label, line.tooltip].join('\n') : '';
    if (now === this.#shown) return;
    this.#shown = now;
    if (!line) return this.#item?.hide();
    this.#item ??= this.#make();
    this.#item.text = line.text;
    this.#item.accessibilityInformation = { label: line.label };
    this.#item.tooltip = line.tooltip;
    this.#item.show();
  }

  dispose(): void {
    this.#item?.dispose();
  }
}
