import { l10n, window, type QuickPickItem } from 'vscode';
import type { DecisionProposals, ProposedDecision } from '../../../../ai/drafts/decisionDraft.ts';
import { counted } from '../../../../core/base/counted.ts';

interface JudgedDecision extends ProposedDecision {
  readonly verdict: 'open' | 'accepted' | 'rejected';
}

interface ProposalItem extends QuickPickItem {
  /** Absent for the item that records what was accepted. */
  readonly at?: number;
}

/**
 * Lists proposals until the user has judged them. Only what was accepted is recorded, at the end; leaving the list records nothing.
 * @param record writes one that was accepted
 */
export async function reviewProposals(
  { decisions, refused }: Pick<DecisionProposals, 'decisions' | 'refused'>,
  record: (accepted: ProposedDecision) => Promise<unknown>,
): Promise<void> {
  const judged: JudgedDecision[] = decisions.map((decision) => ({ ...decision, verdict: 'open' }));
  for (;;) {
    const accepted = judged.filter(({ verdict }) => verdict === 'accepted');
    const chosen = await window.showQuickPick(itemsOf(judged, accepted.length), {
      title: l10n.t('Proposed Decisions'),
      placeHolder: placeHolderOf(refused),
      matchOnDetail: true,
      ignoreFocusOut: true,
    });
    if (!chosen) return;
    const { at } = chosen;
    if (at === undefined) {
      for (const { verdict: _, ...one } of accepted) await record(one);
      return reportNoted(accepted.length);
    }
    const one = judged[at];
    if (one) judged[at] = await judge(one);
  }
}

function itemsOf(judged: readonly JudgedDecision[], accepted: number): ProposalItem[] {
  const icons = { open: '$(circle-large-outline)', accepted: '$(pass-filled)', rejected: '$(circle-slash)' };
  const items = judged.map(({ title, why, verdict }, at): ProposalItem => ({
    label: `${icons[verdict]} ${title}`,
    description: verdictText(verdict),
    detail: why,
    at,
  }));
  const label = counted(l10n.t, ['Record 1 Decision', 'Record {0} Decisions'], [accepted]);
  return accepted === 0 ? items : [{ label: `$(check) ${label}`, alwaysShow: true }, ...items];
}

function verdictText(verdict: JudgedDecision['verdict']): string {
  return { open: '', accepted: l10n.t('accepted'), rejected: l10n.t('rejected') }[verdict];
}

function placeHolderOf(refused: number): string {
  const hint = l10n.t('Choose one to accept, edit, or reject it.');
  const forms = [
    '1 statement was left out, since nothing that was sent supports it.',
    '{0} statements were left out, since nothing that was sent supports them.',
  ] as const;
  return refused === 0 ? hint : `${hint} ${counted(l10n.t, forms, [refused])}`;
}

async function judge(one: JudgedDecision): Promise<JudgedDecision> {
  const accept = { label: l10n.t('Accept') };
  const edit = { label: l10n.t('Edit and Accept…') };
  const reject = { label: l10n.t('Reject') };
  const chosen = await window.showQuickPick([accept, edit, reject], {
    title: one.title,
    placeHolder: one.why,
    ignoreFocusOut: true,
  });
  if (chosen === accept) return { ...one, verdict: 'accepted' };
  if (chosen === reject) return { ...one, verdict: 'rejected' };
  return chosen === edit ? edited(one) : one;
}

async function edited(one: JudgedDecision): Promise<JudgedDecision> {
  const ask = (title: string, value: string) => window.showInputBox({ title, value, ignoreFocusOut: true });
  const title = (await ask(l10n.t('What was decided?'), one.title))?.trim();
  if (!title) return one;
  const why = await ask(l10n.t('Why?'), one.why);
  return why === undefined ? one : { ...one, title, why: why.trim(), verdict: 'accepted' };
}

function reportNoted(count: number): void {
  window.setStatusBarMessage(counted(l10n.t, ['1 decision was noted.', '{0} decisions were noted.'], [count]), 5000);
}
