import { window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';

/** A list entry and its value. */
export interface Line<T> {
  readonly label: string;
  readonly description?: string;
  readonly of: T;
}

/** Returns the picked entry. Throws `cancelled`. */
export async function pick<T>(title: string, lines: readonly Line<T>[]): Promise<T> {
  const picked = await window.showQuickPick(lines, { title, ignoreFocusOut: true });
  if (!picked) throw new AppError('cancelled', 'cancelled');
  return picked.of;
}

/** A text that is typed, without spaces around it; never empty. Throws `cancelled`. */
export async function ask(title: string, value = ''): Promise<string> {
  const typed = await window.showInputBox({
    ignoreFocusOut: true,
    title,
    value,
    validateInput: (text) => (text.trim() ? undefined : title),
  });
  if (typed === undefined) throw new AppError('cancelled', 'cancelled');
  return typed.trim();
}
