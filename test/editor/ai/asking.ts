import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { thisWindow } from '../../harness/editor/control.ts';
import { until } from '../lib/editor.ts';

/** Changes a setting of ours for the user; undefined restores its default. */
export const setting = (name: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration('daymark').update(name, value, vscode.ConfigurationTarget.Global);

/** Presses Enter, the answer that a question offers first, until something holds. */
export async function pressEnterUntil(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 10 && !holds(); tries++) {
    await thisWindow.press('Enter');
    await until(what, holds, 2000).catch(() => undefined);
  }
  assert.ok(holds(), what);
}

/** The payload, once it is shown in an editor. */
export async function untilPayload(): Promise<string> {
  let text = '';
  await until('the payload is shown', () => {
    const document = vscode.window.activeTextEditor?.document;
    text = document?.uri.scheme === 'daymark-payload' ? document.getText() : '';
    return text !== '';
  });
  return text;
}

/** A plan as agents are told of it. */
export interface PlanTold {
  readonly provider: string;
  readonly capacityMinutes: number;
  readonly tasks: readonly { readonly title: string; readonly minutes: number }[];
}

/** The plan of a day, as agents are told of it. */
export async function planOf(day: 'today' | 'tomorrow'): Promise<PlanTold> {
  const options = { input: { day }, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool('daymark_plan', options);
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value) as PlanTold;
}
