import { commands, l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { formatDuration } from '../../../core/base/format.ts';
import type { TimeRules } from '../../../core/rules/rules.ts';
import { isUserRule, type UserRule } from '../../../core/rules/userRules.ts';
import type { Services } from '../../services.ts';
import { askLimit, type LimitKey } from './limits.ts';
import { previewReport } from './previewReport.ts';
import { askProjects } from './projectRules.ts';
import { askRules, ruleOfKind } from './ownRules.ts';
import { previewIn } from './timeRules.ts';

/** A change that is not made yet: the rules as they would be, and what makes it. */
export interface Draft {
  readonly next: TimeRules;
  readonly apply: () => Promise<void>;
}

type Choice = LimitKey | 'rules' | 'projects';

/**
 * Asks what is to be changed, shows what it would do, and does it if the person says so. Throws `cancelled`.
 * @param given where it is known already: what is to be changed (`{ change: 'projects' }`), or what a rule is to hold for (`{ rule }`)
 */
export async function change(services: Services, given?: unknown): Promise<void> {
  const draft = await draftOf(services, given);
  if (draft) await decide(services, draft);
}

async function draftOf(services: Services, given: unknown): Promise<Draft | undefined> {
  const rule = partOf<UserRule>(given, 'rule', isUserRule);
  if (rule) return ruleOfKind(services, rule);
  const choice = partOf<Choice>(given, 'change', isChoice) ?? (await askChoice());
  if (choice === 'rules') return askRules(services);
  return choice === 'projects' ? askProjects(services) : askLimit(services, choice);
}

function isChoice(value: unknown): value is Choice {
  return choices().some(({ id }) => id === value);
}

function partOf<T>(given: unknown, key: string, is: (value: unknown) => value is T): T | undefined {
  const part: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, key) : undefined;
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
  const shown = previewIn(services);
  const preview = await read('rules.preview', { next });
  shown.text = previewReport(preview, t);
  shown.changed.fire(shown.uri);
  await commands.executeCommand('markdown.showPreview', shown.uri);
  const yes = l10n.t('Apply to the Whole Past');
  const sums = l10n.t('{0} before, {1} after', formatDuration(preview.oldMs, t), formatDuration(preview.newMs, t));
  const days = l10n.t('{0} days would change.', preview.changed);
  const said = `${l10n.t('Last 30 days:')} ${sums}. ${days}`;
  if ((await window.showInformationMessage(said, { modal: false }, yes)) === yes) await apply();
}
