import {
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  l10n,
  languages,
  type CodeActionContext,
  type Range,
  type TextDocument,
} from 'vscode';
import type { Feature } from '../../feature.ts';
import { whileOffering } from './whileOffering.ts';

/** Tasks from where the work is: a command, and code actions on comments and problems. */
export const tasks: Feature = {
  id: 'tasks',
  commands: (services) => ({
    'daymark.addTask': async (origin) => (await import('./addTask.ts')).addTask(services, origin),
    'daymark.startBranch': async () => (await import('./startBranch.ts')).startBranch(services),
  }),
  start: () =>
    whileOffering(() =>
      languages.registerCodeActionsProvider(
        '*',
        { provideCodeActions: offered },
        { providedCodeActionKinds: [CodeActionKind.QuickFix] },
      ),
    ),
};

const comment = /\b(?:TODO|FIXME)\b[\s:(\]-]*(.*)/;

/** Looks at one line and no more. */
function offered(
  document: TextDocument,
  { start }: Range,
  { diagnostics, triggerKind }: CodeActionContext,
): CodeAction[] {
  const { text: line } = document.lineAt(start.line);
  const found = line.includes('TODO') || line.includes('FIXME') ? comment.exec(line)?.[1] : undefined;
  if (found !== undefined)
    return [actionFor(document, start.line, { title: l10n.t('Add Task for This Comment'), text: found })];
  // Problems alone would show the light bulb everywhere.
  const problem = triggerKind === CodeActionTriggerKind.Invoke ? diagnostics[0] : undefined;
  if (!problem) return [];
  const action = actionFor(document, problem.range.start.line, {
    title: l10n.t('Add Task for This Problem'),
    text: problem.message,
  });
  action.diagnostics = [problem];
  return [action];
}

interface Offer {
  readonly title: string;
  readonly text: string;
}

function actionFor(document: TextDocument, line: number, { title, text }: Offer): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = {
    command: 'daymark.addTask',
    title,
    arguments: [
      {
        text: text
          .trimEnd()
          .replace(/(?:\*\/|-->)$/, '')
          .trimEnd(),
        uri: document.uri.toString(),
        line: line + 1,
      },
    ],
  };
  return action;
}
