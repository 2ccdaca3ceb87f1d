import { window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';

/** A line in a list, and what it stands for. */
export interface Line<T> {
  readonly label: string;
  readonly description?: string;
  readonly of: T;
}

/** What is picked of a list. Throws `cancelled`. */
export async function pick<T>(title: string, lines: readonly Line<T>[]): Promise<T> {
  const picked = await window.showQuickPick(lines, { title });
  if (!picked) throw new AppError('cancelled', 'cancelled');
  return picked.of;
}

/** A text that is typed, without spaces around it; never empty. Throws `cancelled`. */
export async function ask(title: string, value = ''): Promise<string> {
  const typed = await window.showInputBox({ title, value, validateInput: (text) => (text.trim() ? undefined : title) });
  if (typed === undefined) throw new AppError('cancelled', 'cancelled');
  return typed.trim();
}
