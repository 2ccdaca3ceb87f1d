/**
 * The text of a message in which nothing becomes a link. VS Code makes one of each `[text](command:…)` in a message that isn't a dialog, and
 * runs any command when it is clicked: names, and what servers answer, come from others. Dialogs show texts as they are.
 */
export function unlinked(text: string): string {
  return text.replaceAll('](', ']\u200B(');
}
