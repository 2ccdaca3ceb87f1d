import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../lib/editor.ts';

/** Changes a setting of ours for the user; undefined restores its default. */
export const setting = (name: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration('daymark').update(name, value, vscode.ConfigurationTarget.Global);

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

/** A plan as agents see it. */
export interface PlanAnswer {
  readonly provider: string;
  readonly capacityMinutes: number;
  readonly tasks: readonly { readonly title: string; readonly minutes: number }[];
}

/** Returns a day's plan as agents see it. */
export async function planOf(day: 'today' | 'tomorrow'): Promise<PlanAnswer> {
  const options = { input: { day }, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool('daymark_plan', options);
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value) as PlanAnswer;
}
