import { l10n } from 'vscode';
import { kindLabel } from '../../../analytics/labels.ts';
import { activityKinds, type ActivityKind } from '../../../core/facts/activity.ts';
import type { UserRule } from '../../../core/rules/userRules.ts';
import type { Services } from '../../services.ts';
import { ask, pick } from './ask.ts';
import type { Draft } from './change.ts';

/** Asks for a rule to add or remove. Throws `cancelled`. */
export async function askRules(services: Services): Promise<Draft> {
  const rules = services.settings.get('rules');
  const lines = rules.map((rule, of) => ({ label: JSON.stringify(rule), description: l10n.t('remove it'), of }));
  const add = { label: l10n.t('Add a rule'), of: -1 };
  const chosen = rules.length === 0 ? -1 : await pick(l10n.t('Your own rules'), [add, ...lines]);
  return chosen < 0 ? ruleOfKind(services, await askSought(services)) : draftOf(services, rules.toSpliced(chosen, 1));
}

/**
 * Asks what a new rule does with its matches; it is checked before the others.
 * @param sought what it matches
 */
export async function ruleOfKind(services: Services, sought: UserRule): Promise<Draft> {
  const what = await pick(JSON.stringify(sought), [
    { label: l10n.t('It was something else'), of: 'kind' as const },
    { label: l10n.t('It was for another project'), of: 'project' as const },
    { label: l10n.t('It was not work (exclude)'), of: 'excluded' as const },
  ]);
  const effect = await askGiven(services, what);
  return draftOf(services, [{ ...sought, ...effect }, ...services.settings.get('rules')]);
}

async function askGiven({ t }: Services, what: 'kind' | 'project' | 'excluded'): Promise<Partial<UserRule>> {
  if (what === 'excluded') return { excluded: true };
  if (what === 'project') return { project: await ask(l10n.t('Which project?')) };
  return { kind: await askKind(l10n.t('What was it?'), t) };
}

function askKind(title: string, t: Services['t']): Promise<ActivityKind> {
  return pick(
    title,
    activityKinds.map((kind) => ({ label: kindLabel(kind, t), of: kind })),
  );
}

async function askSought({ t }: Services): Promise<UserRule> {
  const key = await pick(l10n.t('What should the rule apply to?'), [
    { label: l10n.t('Files, by a glob on their path'), of: 'glob' as const },
    { label: l10n.t('A language'), of: 'language' as const },
    { label: l10n.t('By scheme: documents that are not files, diffs, output'), of: 'scheme' as const },
    { label: l10n.t('A command or a task'), of: 'command' as const },
    { label: l10n.t('A kind of activity'), of: 'from' as const },
  ]);
  if (key === 'from') return { from: await askKind(l10n.t('What should change?'), t) };
  const titles = {
    glob: l10n.t('A glob such as **/docs/**'),
    language: l10n.t('The id of a language, such as typescript'),
    scheme: l10n.t('A scheme, such as untitled, diff, git, output, or file for plain files'),
    command: l10n.t('A program, a command line or the name of a task'),
  };
  return { [key]: await ask(titles[key]) };
}

function draftOf({ settings, readOptions }: Services, rules: UserRule[]): Draft {
  return { next: { ...readOptions().rules, userRules: rules }, apply: () => settings.set('rules', rules) };
}
