import { l10n } from 'vscode';
import type { ProjectRule } from '../../../core/rules/projectRules.ts';
import { asksForRemotes } from '../../projectRemotes.ts';
import type { Services } from '../../services.ts';
import { ask, pick } from './ask.ts';
import type { Draft } from './change.ts';

/** Asks for a rule of the project map to add or remove. Throws `cancelled`. */
export async function askProjects(services: Services): Promise<Draft> {
  const rules = services.settings.get('projects');
  const lines = rules.map((rule, of) => ({ label: JSON.stringify(rule), description: l10n.t('remove it'), of }));
  const add = { label: l10n.t('Count one project as another'), of: -1 };
  const chosen = rules.length === 0 ? -1 : await pick(l10n.t('How projects are grouped'), [add, ...lines]);
  if (chosen >= 0) return draftOf(services, rules.toSpliced(chosen, 1));
  const sought = await askSought(services);
  const project = await ask(l10n.t('What should it be called? Projects with the same name become one.'));
  return draftOf(services, [{ ...sought, project }, ...rules]);
}

async function askSought({ store }: Services): Promise<Omit<ProjectRule, 'project'>> {
  const roots = (await store('projects', {})).map((root) => ({ label: root, of: { folder: root } }));
  const key = await pick<Omit<ProjectRule, 'project'> | 'folder' | 'remote' | 'name'>(l10n.t('Which project?'), [
    { label: l10n.t('All in a folder, by glob'), of: 'folder' },
    { label: l10n.t('All with a remote, by glob'), of: 'remote' },
    { label: l10n.t('All with a name'), of: 'name' },
    ...roots,
  ]);
  if (typeof key !== 'string') return key;
  const titles = {
    folder: l10n.t('A glob such as /home/me/work/*'),
    remote: l10n.t('A glob such as github.com/acme/*'),
    name: l10n.t('The last part of a folder, or the last two'),
  };
  return { [key]: await ask(titles[key]) };
}

async function draftOf({ settings, readOptions, remotes }: Services, projects: ProjectRule[]): Promise<Draft> {
  const { remotes: known, ...rules } = readOptions().rules;
  const found = asksForRemotes(projects) ? (known ?? (await remotes.lookUp())) : undefined;
  return {
    next: { ...rules, projects, ...(found && { remotes: found }) },
    apply: () => settings.set('projects', projects),
  };
}
