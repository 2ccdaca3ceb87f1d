import { compareText } from '../../../../core/base/compareText.ts';
import { basename, dirname, extname } from 'node:path';
import { commands, env, l10n, QuickPickItemKind, Uri, window, workspace, type QuickPickItem } from 'vscode';
import {
  fillPrompt,
  inputsOf,
  parsePromptFile,
  type EditorVariable,
  type PromptFile,
} from '../../../../agents/prompts/promptFile.ts';
import { starterPrompts } from '../../../../agents/prompts/starterPrompts.ts';
import { AppError } from '../../../../core/base/appError.ts';
import type { Services } from '../../../services.ts';
import { usedText } from './promptTexts.ts';
import { noteUse, promptUsages, promptVersionOf, usageOf, type PromptVersion } from './promptUsage.ts';
import { showOutcomes, showVersions } from './promptVersions.ts';

/** Folders with the prompts of a workspace folder: VS Code's place, and Daymark's own. */
const folders = ['.github/prompts', '.daymark/prompts'];
const mostPrompts = 500;
const largestBytes = 256 * 1024;

interface PromptItem extends QuickPickItem {
  readonly prompt?: PromptFile;
  /** The file; absent for one that Daymark brings along. */
  readonly uri?: Uri;
  readonly starterText?: string;
  readonly version?: PromptVersion;
}

/** Lists the prompts of the workspace and those that Daymark brings along, fills in the variables of one, and asks what to do with it. */
export async function usePrompt(services: Services): Promise<void> {
  const items = await promptItems(services);
  const title = l10n.t('Use Prompt');
  // Each stays open when something else takes the focus, such as a page that is still opening.
  const chosen = await window.showQuickPick(items, {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (!chosen?.prompt) return;
  const action = await window.showQuickPick(actionsFor(services, chosen), {
    title: chosen.label,
    ignoreFocusOut: true,
  });
  await action?.run();
}

/** A prompt of the library whose variables are filled in. */
export interface ChosenPrompt {
  /** Absent for a task that was written by hand. */
  readonly version?: PromptVersion;
  readonly text: string;
}

/** Lets the user choose a prompt, or write a task instead; undefined when they gave up. */
export async function choosePrompt(services: Services, title: string): Promise<ChosenPrompt | undefined> {
  const write = { label: l10n.t('Write a Task…'), alwaysShow: true };
  const items = [write, ...(await promptItems(services))];
  const chosen = await window.showQuickPick<PromptItem>(items, {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen) return undefined;
  const { prompt, version } = chosen;
  const first = prompt ? await filled(prompt) : '';
  if (first === undefined) return undefined;
  const more = await window.showInputBox({
    title,
    prompt: prompt ? l10n.t('More for this task (optional)') : l10n.t('What should the agent do?'),
    ignoreFocusOut: true,
  });
  if (more === undefined) return undefined;
  const text = [first, more].filter((part) => part.trim() !== '').join('\n\n');
  return text === '' ? undefined : { text, ...(version && { version }) };
}

async function promptItems(services: Services): Promise<PromptItem[]> {
  const [usages, own] = await Promise.all([
    promptUsages(services),
    promptUris().then((uris) => Promise.all(uris.map((uri) => itemOf(services, uri)))),
  ]);
  const starters = starterPrompts.map(({ file, text }): PromptItem => {
    const prompt = parsePromptFile(file, text);
    const version = promptVersionOf(services, { name: prompt.name, content: new TextEncoder().encode(text) });
    return { label: prompt.name, detail: prompt.description, prompt, version, starterText: text };
  });
  const withUsage = (item: PromptItem): PromptItem => {
    const usage = item.version && usageOf(usages, item.version);
    const used = usage ? [usedText(usage, item.version?.version ?? '', l10n.t)] : [];
    return {
      ...item,
      description: [...(item.description === undefined ? [] : [item.description]), ...used].join(' · '),
    };
  };
  const found = own.flat().toSorted((a, b) => compareText(a.label, b.label));
  const heading = (label: string): PromptItem => ({ label, kind: QuickPickItemKind.Separator });
  return [
    ...(found.length > 0 ? [heading(l10n.t('In this workspace')), ...found.map(withUsage)] : []),
    heading(l10n.t('Starter prompts')),
    ...starters.map(withUsage),
  ];
}

async function promptUris(): Promise<Uri[]> {
  // As VS Code does, only files that end in .prompt.md are taken from .github.
  const patterns = `{${folders.map((folder) => `${folder}/**/*.prompt.md`).join(',')},.daymark/prompts/**/*.md}`;
  return [...(await workspace.findFiles(patterns, '**/node_modules/**', mostPrompts))];
}

/** A file that can't be read, or is too large for a prompt, isn't an item. */
async function itemOf(services: Services, uri: Uri): Promise<PromptItem[]> {
  try {
    if ((await workspace.fs.stat(uri)).size > largestBytes) return [];
    const content = await workspace.fs.readFile(uri);
    const prompt = parsePromptFile(uri.path, new TextDecoder().decode(content));
    const version = promptVersionOf(services, { name: prompt.name, content, uri });
    const description = workspace.asRelativePath(uri);
    return [{ label: prompt.name, description, detail: prompt.description, prompt, version, uri }];
  } catch {
    return [];
  }
}

interface ActionItem extends QuickPickItem {
  readonly run: () => Promise<void>;
}

function actionsFor(services: Services, { prompt, version, uri, starterText, label }: PromptItem): ActionItem[] {
  if (!prompt || !version) return [];
  const withText = (use: (text: string) => Promise<'chat' | 'clipboard'>) => async (): Promise<void> => {
    const text = await filled(prompt);
    if (text !== undefined) await noteUse(services, version, await use(text));
  };
  const use: ActionItem[] = [
    { label: l10n.t('Insert into Chat'), run: withText(insertIntoChat) },
    { label: l10n.t('Copy to Clipboard'), run: withText(copy) },
  ];
  const compare = { label: l10n.t('Compare Versions'), run: () => showOutcomes(services, version, uri) };
  if (uri)
    return [
      ...use,
      { label: l10n.t('Open File'), run: async () => void (await window.showTextDocument(uri)) },
      { label: l10n.t('Compare with Earlier Version…'), run: () => showVersions(services, uri, version) },
      compare,
    ];
  return [
    ...use,
    ...folders.map((folder) => ({
      label: l10n.t('Add to {0}', folder),
      run: () => add(folder, `${label}.prompt.md`, starterText ?? ''),
    })),
    compare,
  ];
}

/** The text of a prompt with its variables filled in; undefined when the user gave up. */
async function filled(prompt: PromptFile): Promise<string | undefined> {
  const inputs = new Map<string, string>();
  for (const { name, placeholder } of inputsOf(prompt)) {
    const value = await window.showInputBox({
      title: prompt.name,
      prompt: name,
      placeHolder: placeholder,
      ignoreFocusOut: true,
    });
    if (value === undefined) return undefined;
    inputs.set(name, value);
  }
  return fillPrompt(prompt, { inputs, editor: editorValues() });
}

/** Collects what is known of the active editor. Without one, the variables of files stay in the text. */
function editorValues(): Partial<Record<EditorVariable, string>> {
  const editor = window.activeTextEditor;
  const uri = editor?.document.uri;
  const folder = (uri && workspace.getWorkspaceFolder(uri)) ?? workspace.workspaceFolders?.[0];
  const selected = editor?.document.getText(editor.selection);
  return {
    ...(selected !== undefined && { selection: selected, selectedText: selected }),
    ...(uri && {
      file: workspace.asRelativePath(uri),
      fileBasename: basename(uri.path),
      fileBasenameNoExtension: basename(uri.path, extname(uri.path)),
      fileDirname: dirname(workspace.asRelativePath(uri)),
    }),
    ...(folder && { workspaceFolder: folder.uri.fsPath, workspaceFolderBasename: folder.name }),
  };
}

/** Puts a text into VS Code's chat without sending it; to the clipboard where there is no chat. */
async function insertIntoChat(text: string): Promise<'chat' | 'clipboard'> {
  const open = 'workbench.action.chat.open';
  if (!(await commands.getCommands(true)).includes(open)) return copy(text);
  await commands.executeCommand(open, { query: text, isPartialQuery: true });
  return 'chat';
}

async function copy(text: string): Promise<'clipboard'> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t('The prompt is on the clipboard.'), 5000);
  return 'clipboard';
}

/** Writes a starter prompt into the workspace and opens it. A file that is there is opened as it is. */
async function add(folder: string, file: string, text: string): Promise<void> {
  const [root] = workspace.workspaceFolders ?? [];
  if (!root) throw new AppError('not-found', l10n.t('Open a folder first.'));
  const target = Uri.joinPath(root.uri, folder, file);
  const exists = await workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
  if (!exists) await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  await window.showTextDocument(target);
}
