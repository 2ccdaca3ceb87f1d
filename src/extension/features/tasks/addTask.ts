import { l10n, Uri, window } from 'vscode';
import { shape, text, whole } from '../../../core/base/checks.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { formatDuration } from '../../../core/base/format.ts';
import type { QuickAddContext } from '../../../planning/tasks/quickAdd/dateWords.ts';
import { lineOfText, parseQuickAdd } from '../../../planning/tasks/quickAdd/quickAdd.ts';
import type { TaskLink } from '../../../planning/tasks/links.ts';
import { Places } from '../../places/places.ts';
import type { Services } from '../../services.ts';
import { addTaskLine, quickAddContext, type TaskPlace } from '../../taskLine.ts';

/** Origin of a task, as passed by a code action. */
interface Origin {
  readonly text: string;
  /** The document's. */
  readonly uri: string;
  /** Counts from 1. */
  readonly line: number;
}

const longestText = 10_000;
const isOrigin = shape<Origin>({ text: text(0, longestText), uri: text(1, 10_000), line: whole(1, 10_000_000) });

/**
 * Asks for a task in one line, shows how it is parsed, and adds it. Starts with the text of the code action or selection, and a link to the
 * place.
 */
export async function addTask(services: Services, input: unknown): Promise<void> {
  const origin = isOrigin(input) ? input : selectionOrigin();
  const start = origin ? lineOfText(origin.text.slice(0, longestText), quickAddContext(services)) : '';
  const line = await askLine(services, start);
  if (line === undefined) return;
  const title = await addTaskLine(services, line, origin && linkTo(services, origin));
  window.setStatusBarMessage(l10n.t('Task added: {0}', title), 5000);
}

/** The selected text of the active editor. */
function selectionOrigin(): Origin | undefined {
  const editor = window.activeTextEditor;
  if (!editor || editor.selection.isEmpty) return undefined;
  const { document, selection } = editor;
  return { text: document.getText(selection), uri: document.uri.toString(), line: selection.start.line + 1 };
}

/** A file outside of any project is linked by its absolute path; anything but a file has no link. */
function linkTo({ clock }: Services, { uri, line }: Origin): TaskPlace | undefined {
  const target = Uri.parse(uri);
  if (target.scheme === 'untitled') return undefined;
  const places = new Places(clock);
  try {
    const { project, file } = places.ofUri(target).where;
    const link: TaskLink = {
      kind: 'file',
      file: file ?? target.fsPath,
      line,
      ...(project !== undefined && { project }),
    };
    return { link, project };
  } finally {
    places.dispose();
  }
}

/** @returns undefined when it was dismissed */
function askLine(services: Services, start: string): Promise<string | undefined> {
  const picker = window.createQuickPick();
  const reading = quickAddContext(services);
  const show = () => (picker.items = [previewOf(picker.value, reading, services)]);
  picker.title = l10n.t('Add Task');
  picker.ignoreFocusOut = true;
  picker.placeholder = l10n.t('Fix login #auth !high ^fri 2h @web-app');
  picker.value = start;
  show();
  return new Promise((resolve) => {
    picker.onDidChangeValue(show);
    picker.onDidAccept(() => {
      if (parseQuickAdd(picker.value, reading).title === '') return;
      resolve(picker.value);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** The parsed line, as the picker's only item. */
function previewOf(line: string, reading: QuickAddContext, { t }: Services) {
  const { title, tags, priority, dueOn, estimate, project, repeat, links, unclear } = parseQuickAdd(line, reading);
  const parts = [
    dueOn && [dueOn.day, dueOn.time].filter(Boolean).join(' '),
    repeat && l10n.t('repeats'),
    priority,
    estimate !== undefined && formatDuration(estimate * minuteMs, t),
    project,
    ...tags.map((tag) => `#${tag}`),
    links.length > 0 && l10n.t('link'),
  ].filter(Boolean);
  return {
    label: title === '' ? l10n.t('Enter what to do.') : `$(add) ${title}`,
    description: parts.join(' · '),
    detail: unclear.length > 0 ? l10n.t("Can't read {0}, so it stays in the title.", unclear.join(' ')) : '',
    alwaysShow: true,
  };
}
