import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import {
  githubChoiceId,
  githubStateId,
  githubStateOf,
  knownRepositories,
  repositoriesOff,
} from '../../../core/github/githubState.ts';
import type { Services } from '../../services.ts';

/** Lets the person switch repositories off and on. The choice holds names, so the vault keeps it, not the settings. */
export async function chooseRepositories({ read, recorder, clock }: Services): Promise<void> {
  const state = githubStateOf(await read('facts.document', { id: githubStateId }));
  if (!state)
    throw new AppError('not-found', l10n.t('Nothing is synced with GitHub yet. Run "Daymark: Connect GitHub…".'));
  const choice = await read('facts.document', { id: githubChoiceId });
  const off = repositoriesOff(choice);
  const items = knownRepositories(state, off).map((label) => ({ label, picked: !off.includes(label) }));
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    title: l10n.t('GitHub Repositories'),
    placeHolder: l10n.t('Repositories that are synced and shown'),
  });
  if (!chosen) return;
  const on = new Set(chosen.map(({ label }) => label));
  const body = JSON.stringify({ off: items.flatMap(({ label }) => (on.has(label) ? [] : [label])) });
  const times = { at: clock.now(), start: 0, end: 0, offset: 0 };
  const rev = (choice?.rev ?? 0) + 1;
  recorder.append({ type: 'document', collection: 'github', id: githubChoiceId, rev, ...times, body });
  await recorder.flush();
}
