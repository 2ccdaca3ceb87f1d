import { l10n, window, workspace, type QuickPickItem } from 'vscode';
import {
  codeDraftByModel,
  type CodeDraft,
  type CodeDraftInput,
  type CodeDraftKind,
} from '../../../../ai/drafts/codeDraft.ts';
import { codeMarkdown, draftNotes } from '../../../../ai/drafts/codeMarkdown.ts';
import { asFailure } from '../../../../ai/failureText.ts';
import { AppError } from '../../../../core/base/appError.ts';
import { counted } from '../../../../core/base/counted.ts';
import { codeExclusion } from '../../../ai/codeExclusion.ts';
import { openDesk } from '../../../ai/aiDesk.ts';
import { isModelChosen } from '../../../ai/modelChoice.ts';
import { reportFallback, withCancel } from '../../../ai/progress.ts';
import { chooseRepository } from '../../../places/chooseRepository.ts';
import {
  commitOf,
  currentBranch,
  forkOf,
  mainBranch,
  readChanges,
  stackedBases,
  subjectsSince,
  type ChangeRange,
} from '../../../places/gitChanges.ts';
import { runGit, type GitCheckout } from '../../../runGit.ts';
import type { Services } from '../../../services.ts';
import { gitPath } from '../../../gitExtension.ts';
import { pullAction } from './putIntoPull.ts';
import { showDraft } from './showDraft.ts';

/** Bases that are offered besides the main branch. */
const basesAtMost = 5;
/** Decisions that a draft takes in. */
const decisionsAtMost = 30;

/** Subject of a draft. */
interface Subject {
  readonly range: ChangeRange;
  readonly branch?: string | undefined;
  readonly base?: string | undefined;
}

/**
 * Drafts a summary of a branch for its pull request, or documentation of what changed, from the diff. With a model, the source code is shown
 * and asked for first; without one, commits and files are listed.
 * @throws AppError `not-found` when nothing changed, `invalid-input` where git must not run or code must not be read
 */
export async function draftCode(services: Services, kind: CodeDraftKind): Promise<void> {
  if (!workspace.isTrusted)
    throw new AppError('invalid-input', l10n.t('Daymark runs git only in workspaces that you trust.'));
  const repository = await chooseRepository();
  if (!repository) return;
  const checkout = { git: gitPath(), root: repository.rootUri.fsPath };
  const subject = await chooseSubject(kind, checkout);
  if (!subject) return;
  const input = await readInput(services, { kind, checkout, subject });
  const { diff } = input;
  if (diff.files.length === 0)
    throw new AppError(
      'not-found',
      [l10n.t('There are no changes that Daymark may read.'), ...draftNotes(diff, undefined, l10n.t)].join(' '),
    );
  const draft = await withCancel(services, l10n.t('Drafting'), (signal) => byModel(services, input, signal));
  if (draft === 'cancelled') return;
  const text = codeMarkdown(input, draft, l10n.t);
  const by = draft
    ? l10n.t('Drafted by {0}. Check it before you use it.', draft.model)
    : l10n.t('Drafted without a model.');
  const { branch } = subject;
  const actions =
    kind === 'pullRequest' && branch !== undefined ? pullAction(services, { root: checkout.root, branch }) : [];
  await showDraft(text, [by, ...draftNotes(diff, draft, l10n.t)].join(' '), actions);
}

async function byModel(
  services: Services,
  input: CodeDraftInput,
  signal: AbortSignal,
): Promise<CodeDraft | undefined | 'cancelled'> {
  if (!isModelChosen(services)) return undefined;
  try {
    return await codeDraftByModel(input, await openDesk(services, 'user', 'code'), signal);
  } catch (error) {
    const failure = asFailure(error, services.t);
    if (failure.code === 'ai-cancelled') return 'cancelled';
    services.log.warn(`draft: ${failure.code}`);
    reportFallback(failure);
    return undefined;
  }
}

interface DraftSource {
  readonly kind: CodeDraftKind;
  readonly checkout: GitCheckout;
  readonly subject: Subject;
}

async function readInput(services: Services, { kind, checkout, subject }: DraftSource): Promise<CodeDraftInput> {
  const { root } = checkout;
  const { branch, base, range } = subject;
  const [diff, commits, task, noted] = await Promise.all([
    readChanges(checkout, range, codeExclusion(services, root)),
    subjectsSince(checkout, range.from),
    branch === undefined ? undefined : services.read('tasks.ofBranch', { project: root, branch }),
    branch === undefined
      ? undefined
      : services.read('decisions.list', { project: root, branch, limit: decisionsAtMost }),
  ]);
  // As they were made.
  const decisions = noted?.decisions.toReversed() ?? [];
  const hasNames = services.settings.get('ai.names') === 'real';
  return { kind, project: root, branch, base, commits, diff, task, decisions, hasNames };
}

async function chooseSubject(kind: CodeDraftKind, checkout: GitCheckout): Promise<Subject | undefined> {
  const head = await commitOf(checkout, 'HEAD');
  if (head === undefined) throw new AppError('not-found', l10n.t('The repository has no commit yet.'));
  const [branch, base] = await Promise.all([currentBranch(checkout), mainBranch(checkout)]);
  const fork = base && (await forkOf(checkout, base.sha));
  const ofBranch =
    base && fork !== undefined && fork !== head
      ? { range: { from: fork, to: head }, branch, base: base.name }
      : undefined;
  const stack = base && ofBranch ? (await stackedBases(checkout, base)).slice(0, basesAtMost) : [];
  const stacked = stack.map(({ sha, name }): Subject => ({ range: { from: sha, to: head }, branch, base: name }));
  const ofBranches = [...stacked, ...(ofBranch ? [ofBranch] : [])];
  if (kind === 'changes') return chooseChanges(checkout, { head, ofBranches });
  if (!base)
    throw new AppError('not-found', l10n.t('There is no main branch: neither main nor master, here or on origin.'));
  if (!ofBranch)
    throw new AppError('not-found', l10n.t('{0} has no commits that {1} does not have.', branch ?? 'HEAD', base.name));
  return stacked.length === 0 ? ofBranch : chooseBase(checkout, ofBranches);
}

/** Asks which branch a pull request should be merged into. */
async function chooseBase(checkout: GitCheckout, subjects: readonly Subject[]): Promise<Subject | undefined> {
  const items = await Promise.all(
    subjects.map(async (subject) => ({
      label: subject.base ?? '',
      description: await commitsText(checkout, subject),
      subject,
    })),
  );
  const title = l10n.t('Which branch should the pull request merge into?');
  const placeHolder = l10n.t('This branch is stacked on another one.');
  return (await window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.subject;
}

async function commitsText(checkout: GitCheckout, { range }: Subject): Promise<string> {
  const { length } = await subjectsSince(checkout, range.from);
  return counted(l10n.t, ['1 commit', '{0} commits'], [length]);
}

async function chooseChanges(
  checkout: GitCheckout,
  { head, ofBranches }: { readonly head: string; readonly ofBranches: readonly Subject[] },
): Promise<Subject | undefined> {
  const items: (QuickPickItem & { readonly subject: Subject })[] = [];
  for (const subject of ofBranches) {
    const label = l10n.t('Changes of this branch since {0}', subject.base ?? '');
    items.push({ label, description: await commitsText(checkout, subject), subject });
  }
  if ((await runGit(checkout, 'status', '--porcelain', '-z')) !== '')
    items.push({ label: l10n.t('Uncommitted changes'), subject: { range: { from: head } } });
  const tag = (await runGit(checkout, 'describe', '--tags', '--abbrev=0').catch(() => '')).trim();
  const tagged = tag === '' ? undefined : await commitOf(checkout, tag);
  if (tagged !== undefined && tagged !== head)
    items.push({ label: l10n.t('Changes since {0}', tag), subject: { range: { from: tagged, to: head }, base: tag } });
  if (items.length === 0)
    throw new AppError(
      'not-found',
      l10n.t('Nothing changed: no uncommitted changes, and no commits since the main branch or the last tag.'),
    );
  return (await window.showQuickPick(items, { title: l10n.t('Document which changes?'), ignoreFocusOut: true }))
    ?.subject;
}
