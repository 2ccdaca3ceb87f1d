import { l10n, window, workspace, type QuickPickItem } from 'vscode';
import { clockTime } from '../../../core/time/clockTime.ts';
import { dayOf } from '../../../core/time/days.ts';
import { gitPath } from '../../gitExtension.ts';
import { operate } from '../../operate.ts';
import { Places } from '../../places/places.ts';
import { privacyNow } from '../../privacy.ts';
import { runGit } from '../../runGit.ts';
import type { Services } from '../../services.ts';

/** Decisions to choose from. */
const listedAtMost = 100;

/** Fields of a decision, as `decisions.add` takes them. */
interface DecisionLinks {
  readonly project?: string;
  readonly branch?: string;
  readonly commit?: string;
  readonly files?: readonly string[];
  readonly session?: string;
  readonly task?: string;
}

interface LinkItem extends QuickPickItem {
  readonly links: DecisionLinks;
}

/** Asks what was decided, why, and what it is about, and records it. */
export async function noteDecision(services: Services): Promise<void> {
  const title = await ask(l10n.t('Note a Decision'), l10n.t('What was decided?'), '');
  if (!title) return;
  const why = await askWhy('');
  if (why === undefined) return;
  const { project, items } = await foundLinks(services);
  const chosen = items.length === 0 ? [] : await chooseLinks(items);
  if (!chosen) return;
  const links = chosen.reduce<DecisionLinks>((all, { links: own }) => ({ ...all, ...own }), {});
  const params = { title, why, ...(project !== undefined && { project }), ...links };
  await operate(services, { transport: 'view', operation: 'decisions.add', params });
  window.setStatusBarMessage(l10n.t('The decision was noted.'), 5000);
}

function chooseLinks(items: readonly LinkItem[]): Thenable<readonly LinkItem[] | undefined> {
  return window.showQuickPick(items, {
    title: l10n.t('What is it about?'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
}

/** Lets the user change or delete a decision. */
export async function editDecision(services: Services): Promise<void> {
  const { decisions } = await services.read('decisions.list', { limit: listedAtMost });
  if (decisions.length === 0) return void window.showInformationMessage(l10n.t('There are no decisions yet.'));
  const { clock } = services;
  const items = decisions.map((decision) => ({
    label: decision.title,
    description: dayOf(decision.at, clock.utcOffset(decision.at)),
    decision,
  }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Edit Decision'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!chosen) return;
  const { id, title: before, why: reasons } = chosen.decision;
  const edit = { label: l10n.t('Edit') };
  const remove = { label: l10n.t('Delete') };
  const what = await window.showQuickPick([edit, remove], { title: before, ignoreFocusOut: true });
  if (what === remove) {
    await operate(services, { transport: 'view', operation: 'decisions.delete', params: { id } });
    return offerUndo(services, id);
  }
  if (what !== edit) return;
  const title = await ask(l10n.t('Edit Decision'), l10n.t('What was decided?'), before);
  if (!title) return;
  // An input box has one line, and would join several.
  const why = reasons.includes('\n') ? reasons : await askWhy(reasons);
  if (why === undefined) return;
  await operate(services, { transport: 'view', operation: 'decisions.edit', params: { id, title, why } });
}

function offerUndo(services: Services, id: string): void {
  const undo = l10n.t('Undo');
  void window.showInformationMessage(l10n.t('The decision was deleted.'), undo).then(async (answer) => {
    if (answer === undo) await operate(services, { transport: 'view', operation: 'decisions.restore', params: { id } });
  });
}

async function ask(title: string, prompt: string, value: string): Promise<string | undefined> {
  return (await window.showInputBox({ title, prompt, value, ignoreFocusOut: true }))?.trim();
}

function askWhy(value: string): Promise<string | undefined> {
  return ask(l10n.t('Why?'), l10n.t('The reasons, in Markdown. May be empty.'), value);
}

/** Lists the possible subjects of the decision: the branch, the last commit, the open file, the last session of an agent, and the task. */
async function foundLinks(services: Services): Promise<{ project: string | undefined; items: LinkItem[] }> {
  const { project, file, branch } = placeNow(services);
  const verdict = project === undefined ? 'open' : privacyNow(services.settings, services.clock).judge({ project });
  // Nothing of an excluded project is stored.
  if (project === undefined || verdict === 'excluded') return { project: undefined, items: [] };
  const [commit, session, task] = await Promise.all([
    lastCommit(project),
    services.read('decisions.lastSession', { project }),
    branch === undefined ? undefined : services.read('tasks.ofBranch', { project, branch }),
  ]);
  const item = (label: string, description: string, links: DecisionLinks): LinkItem => ({
    label,
    description,
    links,
    picked: true,
  });
  const { clock } = services;
  const timeOf = (at: number): string => clockTime(at, clock.utcOffset(at));
  const items = [
    ...(branch === undefined ? [] : [item(l10n.t('Branch'), branch, { branch })]),
    ...(commit
      ? [item(l10n.t('Last commit'), `${commit.hash.slice(0, 8)} ${commit.subject}`, { commit: commit.hash })]
      : []),
    ...(file === undefined || verdict === 'nameless' ? [] : [item(l10n.t('File'), file, { files: [file] })]),
    ...(session
      ? [item(l10n.t('Last agent session'), `${session.tool} · ${timeOf(session.at)}`, { session: session.id })]
      : []),
    ...(task === undefined ? [] : [item(l10n.t('Task'), task, { task })]),
  ];
  return { project, items };
}

function placeNow({ clock }: Services): { project?: string; file?: string; branch?: string } {
  const uri = window.activeTextEditor?.document.uri ?? workspace.workspaceFolders?.[0]?.uri;
  if (uri?.scheme !== 'file') return {};
  const places = new Places(clock);
  try {
    const { project, file, branch } = places.ofUri(uri).where;
    return {
      ...(project !== undefined && { project }),
      ...(branch !== undefined && { branch }),
      ...(window.activeTextEditor && file !== undefined && file !== '' && { file }),
    };
  } finally {
    places.dispose();
  }
}

async function lastCommit(root: string): Promise<{ hash: string; subject: string } | undefined> {
  if (!workspace.isTrusted) return undefined;
  const text = await runGit({ git: gitPath(), root }, 'log', '-1', '--format=%H %s', '--').catch(() => '');
  const [, hash, subject] = /^([\da-f]{7,64}) (.*)$/m.exec(text) ?? [];
  return hash === undefined ? undefined : { hash, subject: subject ?? '' };
}
