import { mkdirSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { l10n, window, type QuickPickItem } from 'vscode';
import { testsByModel, type TestDraft, type TestDraftInput } from '../../../../ai/drafts/testDraft.ts';
import type { TestRefusal } from '../../../../ai/drafts/testFiles.ts';
import { newRun, newRunId } from '../../../../agents/runs/newRun.ts';
import { likelyTestCommand } from '../../../../ai/drafts/testHints.ts';
import { AppError } from '../../../../core/base/appError.ts';
import { openDesk } from '../../../ai/aiDesk.ts';
import { codeExclusion } from '../../../ai/codeExclusion.ts';
import { isModelChosen } from '../../../ai/modelChoice.ts';
import { unlessDeclined, withCancel } from '../../../ai/progress.ts';
import { gitPath } from '../../../gitExtension.ts';
import { chooseRepository } from '../../../places/chooseRepository.ts';
import { forkOf, mainBranch } from '../../../places/gitChanges.ts';
import { runGit, type GitCheckout } from '../../../runGit.ts';
import type { Services } from '../../../services.ts';
import { unlinked } from '../../../unlinked.ts';
import { discardRun, mergeRun } from '../runs/runActions.ts';
import { requireRunnable, windowRuns } from '../runs/windowRuns.ts';
import { presentCommit, repositoryOf } from '../runs/worktrees.ts';
import { readTestSource, type TestTarget } from './testSource.ts';
import { writeTests } from './writeTests.ts';

/** Files of an answer that are named where they were not taken. */
const namedAtMost = 5;

/**
 * Asks a model for tests of the selection, a file, or what changed; writes them into a worktree of their own, and runs the user's commands
 * there after the user has seen the tests. The code is shown and asked for first.
 * @throws AppError `not-allowed` where nothing may run, `invalid-input` where code must not be read, `not-found` where there is none
 */
export async function generateTests(services: Services): Promise<void> {
  if (!isModelChosen(services))
    throw new AppError('not-found', l10n.t('Tests are written by a model. Turn AI on, and choose one first.'));
  const repository = await chooseRepository();
  if (!repository) return;
  requireRunnable(services, repository.rootUri.fsPath);
  const { root, head } = await repositoryOf(gitPath(), repository.rootUri.fsPath, l10n.t);
  requireRunnable(services, root);
  const isExcluded = codeExclusion(services, root);
  const checkout = { git: gitPath(), root };
  const target = await chooseTarget(checkout, head);
  if (!target) return;
  const source = await readTestSource(checkout, target, isExcluded);
  if (source.sources.length === 0)
    throw new AppError('not-found', l10n.t('It has no source code that Daymark may read.'));
  const commands = await chooseCommands(services, source.paths);
  if (!commands) return;
  const input: TestDraftInput = { ...source, project: root, commands, isExcluded };
  const draft = await ask(services, input);
  if (!draft) return;
  const id = await write(services, { input, draft, head });
  await runAndDecide(services, { id, commands, draft });
}

/** Undefined if the user gave up. @throws AppError `ai-…`, and `not-found` where nothing may be written */
async function ask(services: Services, input: TestDraftInput): Promise<TestDraft | undefined> {
  const draft = await unlessDeclined(
    withCancel(services, l10n.t('Generating tests'), async (signal) =>
      testsByModel(input, await openDesk(services, 'user', 'codeForTests'), signal),
    ),
  );
  if (!draft || draft.files.length > 0) return draft;
  const message = l10n.t('No test that {0} wrote can be kept.', draft.model);
  throw new AppError('not-found', [message, ...refusalTexts(draft)].join(' '));
}

interface TargetItem extends QuickPickItem {
  readonly target: TestTarget;
}

/** Asks for the code to test: the selection, the open file, or what changed. */
async function chooseTarget(checkout: GitCheckout, head: string): Promise<TestTarget | undefined> {
  const [base, status] = await Promise.all([
    mainBranch(checkout),
    runGit(checkout, 'status', '--porcelain', '-z', '--untracked-files=all', '--ignore-submodules=dirty'),
  ]);
  const fork = base && (await forkOf(checkout, base.sha));
  const items: TargetItem[] = [
    ...openItems(checkout.root),
    ...(status === '' ? [] : [{ label: l10n.t('Uncommitted changes'), target: { range: { from: head } } }]),
    ...(base && fork !== undefined && fork !== head
      ? [{ label: l10n.t('Changes of this branch since {0}', base.name), target: { range: { from: fork } } }]
      : []),
  ];
  if (items.length === 0)
    throw new AppError('not-found', l10n.t('Open or change a file of the repository to generate tests for it.'));
  return (await window.showQuickPick(items, { title: l10n.t('Generate tests for what?') }))?.target;
}

/** @throws AppError `invalid-input` for a file that is not saved: the tests run against the files on disk */
function openItems(root: string): TargetItem[] {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.scheme !== 'file') return [];
  const { document, selection } = editor;
  const file = relative(root, document.uri.fsPath).split(sep).join('/');
  if (file === '' || file.startsWith('../')) return [];
  if (document.isDirty)
    throw new AppError('invalid-input', l10n.t('Save {0} first: the tests run against the files on disk.', file));
  const lines = { from: selection.start.line + 1, to: selection.end.line + 1 };
  const whole: TargetItem = { label: l10n.t('The open file'), description: file, target: { file } };
  if (selection.isEmpty) return [whole];
  const description = `${file}:${lines.from}–${lines.to}`;
  return [{ label: l10n.t('The selection'), description, target: { file, lines } }, whole];
}

/** The commands that run the tests: those of the setting, or else what the user enters. */
async function chooseCommands(
  { settings }: Services,
  paths: ReadonlySet<string>,
): Promise<readonly string[] | undefined> {
  const checks = [...settings.get('agents.verify')];
  if (checks.length > 0) return checks;
  const command = await window.showInputBox({
    title: l10n.t('Command that runs the tests'),
    prompt: l10n.t(
      'It runs in a new worktree without ignored files such as node_modules, so it has to install what tests need. The setting daymark.agents.verify saves this question.',
    ),
    value: likelyTestCommand(paths),
    ignoreFocusOut: true,
  });
  return command?.trim() ? [command.trim().slice(0, 2000)] : undefined;
}

interface DraftedTests {
  readonly input: TestDraftInput;
  readonly draft: TestDraft;
  readonly head: string;
}

/** Writes the tests into a worktree of the present files, and returns the run that has them. */
async function write(services: Services, { input, draft, head }: DraftedTests): Promise<string> {
  const { runs } = windowRuns(services);
  const id = newRunId();
  const { project, commands, sources } = input;
  const folder = runs.folders.of(id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const base = await presentCommit({ git: gitPath(), root: project }, head, folder);
  const [first = ''] = sources.map(({ path }) => path);
  const more = sources.length - 1;
  const title = more === 0 ? l10n.t('Tests for {0}', first) : l10n.t('Tests for {0} and {1} more', first, more);
  const fields = {
    agent: 'daymark' as const,
    model: draft.model.slice(0, 200),
    title: title.slice(0, 200),
    task: title,
    command: [],
    permission: 'edit' as const,
    limits: { ...services.settings.get('agents.runLimits') },
    verify: [...commands],
    project,
    base,
    ...(base !== head && { over: head }),
  };
  const run = newRun(fields, { id, folder, now: services.clock.now() });
  await runs.addWritten(id, run, (tree) => writeTests(tree, draft.files, l10n.t));
  return id;
}

interface WrittenRun {
  readonly id: string;
  readonly commands: readonly string[];
  readonly draft: TestDraft;
}

/** Shows the tests, runs them once the user agrees, and asks what becomes of them. */
async function runAndDecide(services: Services, { id, commands, draft }: WrittenRun): Promise<void> {
  const { runs, pages } = windowRuns(services);
  await pages.showChanges(id);
  const refused = refusalTexts(draft);
  if (refused.length > 0) void window.showWarningMessage(unlinked(refused.join(' ')));
  const run = { label: l10n.t('Run Tests'), detail: commands.join(' && ') };
  const discard = { label: l10n.t('Discard…') };
  const later = { label: l10n.t('Decide Later'), detail: l10n.t('They stay in Show Agent Runs.') };
  const chosen = await window.showQuickPick([run, discard, later], {
    title: l10n.t('Run the tests that {0} wrote?', draft.model),
    placeHolder: l10n.t('They run with your rights, so read them in the editor first.'),
    ignoreFocusOut: true,
  });
  if (chosen === discard) return discardRun(services, id);
  if (chosen !== run) return;
  await pages.showOutput(id);
  await runs.verify(id, commands);
  await pages.showOutput(id);
  await decide(services, id);
}

/** Asks what becomes of the tests. Without an answer, they stay in their worktree. */
async function decide(services: Services, id: string): Promise<void> {
  const { runs, pages } = windowRuns(services);
  const hasPassed = (await runs.get(id)).verification?.state === 'passed';
  const merge = { label: l10n.t('Merge…') };
  const show = { label: l10n.t('Show Changes') };
  const discard = { label: l10n.t('Discard…') };
  const keep = { label: l10n.t('Keep Worktree'), detail: l10n.t('They stay in Show Agent Runs.') };
  const chosen = await window.showQuickPick(hasPassed ? [merge, show, keep, discard] : [discard, show, keep], {
    title: hasPassed ? l10n.t('The tests pass') : l10n.t('The tests fail, or did not run'),
    placeHolder: hasPassed
      ? ''
      : l10n.t('The output is in the editor. Discarded tests stay in the repository as a ref.'),
    ignoreFocusOut: true,
  });
  if (chosen === merge) await mergeRun(services, id);
  else if (chosen === discard) await discardRun(services, id);
  else if (chosen === show) await pages.showChanges(id);
}

/** Says which files of the answer were not taken. */
function refusalTexts({ refused }: TestDraft): string[] {
  if (refused.length === 0) return [];
  const reasons: Readonly<Record<TestRefusal, string>> = {
    path: l10n.t('its path is not allowed'),
    notTest: l10n.t('not a test'),
    private: l10n.t('excluded'),
    exists: l10n.t('it already exists'),
    twice: l10n.t('it is a duplicate'),
    empty: l10n.t('empty'),
    size: l10n.t('too large'),
    count: l10n.t('too many files'),
  };
  const named = refused.slice(0, namedAtMost).map(({ path, reason }) => `${path} (${reasons[reason]})`);
  return [l10n.t('Not written: {0}', [...named, ...(refused.length > namedAtMost ? ['…'] : [])].join(', '))];
}
