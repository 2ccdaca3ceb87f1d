import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { formatDuration } from '../../../core/base/format.ts';
import type { TimeRules } from '../../../core/rules/rules.ts';
import { isUserRule, type UserRule } from '../../../core/rules/userRules.ts';
import { markdownPage } from '../../markdownPage.ts';
import type { Services } from '../../services.ts';
import { askLimit, type LimitKey } from './limits.ts';
import { previewReport } from './previewReport.ts';
import { askProjects } from './projectRules.ts';
import { askRules, ruleOfKind } from './ownRules.ts';
import { counted } from '../../../core/base/counted.ts';

const previewPage = markdownPage('daymark-preview', 'Daymark Preview.md');

/** A pending change: the new rules, and how to apply it. */
export interface Draft {
  readonly next: TimeRules;
  readonly apply: () => Promise<void>;
}

type Choice = LimitKey | 'rules' | 'projects';

/**
 * Asks what to change, shows the effect, and applies it if the user confirms. Throws `cancelled`.
 * @param input if known already: what to change (`{ change: 'projects' }`), or what a rule should match (`{ rule }`)
 */
export async function change(services: Services, input?: unknown): Promise<void> {
  const draft = await draftOf(services, input);
  if (draft) await decide(services, draft);
}

async function draftOf(services: Services, input: unknown): Promise<Draft | undefined> {
  const rule = partOf<UserRule>(input, 'rule', isUserRule);
  if (rule) return ruleOfKind(services, rule);
  const choice = partOf<Choice>(input, 'change', isChoice) ?? (await askChoice());
  if (choice === 'rules') return askRules(services);
  return choice === 'projects' ? askProjects(services) : askLimit(services, choice);
}

function isChoice(value: unknown): value is Choice {
  return choices().some(({ id }) => id === value);
}

function partOf<T>(input: unknown, key: string, is: (value: unknown) => value is T): T | undefined {
  const part: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, key) : undefined;
  return is(part) ? part : undefined;
}

function choices(): { label: string; id: Choice }[] {
  return [
    { label: l10n.t('Idle limit'), id: 'tracking.idleLimitMinutes' },
    { label: l10n.t('Thinking limit'), id: 'tracking.thinkingLimitMinutes' },
    { label: l10n.t('Reading limit'), id: 'tracking.readingLimitMinutes' },
    { label: l10n.t('Start of the day'), id: 'dayStartsAt' },
    { label: l10n.t('Your own rules'), id: 'rules' },
    { label: l10n.t('How projects are grouped'), id: 'projects' },
  ];
}

async function askChoice(): Promise<Choice> {
  const picked = await window.showQuickPick(choices(), { title: l10n.t('What do you want to change?') });
  if (!picked) throw new AppError('cancelled', 'cancelled');
  return picked.id;
}

/** Old and new totals of the last 30 days, and the question. */
async function decide(services: Services, { next, apply }: Draft): Promise<void> {
  const { read, t } = services;
  const preview = await read('rules.preview', { next });
  await previewPage(services).show(previewReport(preview, t));
  const yes = l10n.t('Apply to the Whole Past');
  const sums = l10n.t('{0} before, {1} after', formatDuration(preview.oldMs, t), formatDuration(preview.newMs, t));
  const days = counted(l10n.t, ['1 day would change.', '{0} days would change.'], [preview.changed]);
  const detail = `${l10n.t('Last 30 days:')} ${sums}. ${days}`;
  if ((await window.showInformationMessage(detail, { modal: false }, yes)) === yes) await apply();
}
