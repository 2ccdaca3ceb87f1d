import { l10n, window, type QuickPickItem } from 'vscode';
import type { QueryResult } from '../../../catalog/queries.ts';
import {
  builtInIds,
  categoryColors,
  categoryWorths,
  type CategoryColor,
  type CategoryConditions,
  type CategoryWorth,
} from '../../../core/categories/categories.ts';
import { formatDuration } from '../../../core/base/format.ts';
import { operate } from '../../operate.ts';
import type { Services } from '../../services.ts';

type ListedCategories = QueryResult<'categories.list'>;
type ListedCategory = ListedCategories['categories'][number];

interface Choice extends QuickPickItem {
  readonly run: () => Promise<unknown>;
}

/** Lists the categories with their time, to add one, or to change one and its rules. */
export async function manageCategories(services: Services): Promise<void> {
  const { categories, rules } = await services.read('categories.list', {});
  const { categories: times } = await services.read('categories.time', { days: 30 });
  const timeOf = new Map(times.map(({ id, totalMs }) => [id, totalMs]));
  const items = categories.map((one): Choice => {
    const time = timeOf.get(one.id);
    const last = time === undefined ? [] : [l10n.t('{0} in the last 30 days', formatDuration(time, services.t))];
    const description = [worthLabels()[one.counts], ...last].join(' · ');
    return { label: one.fullName, description, run: () => manage(services, one, { categories, rules }) };
  });
  const add = { label: `$(add) ${l10n.t('Add Category…')}`, run: () => addCategory(services) };
  await choose([add, ...items], l10n.t('Manage Categories'));
}

async function addCategory(services: Services): Promise<void> {
  const name = await askText(l10n.t('Name of the category'), '');
  if (name !== undefined) await call(services, 'categories.save', { name });
}

async function manage(services: Services, one: ListedCategory, { categories, rules }: ListedCategories): Promise<void> {
  const save = (changes: object) => call(services, 'categories.save', { id: one.id, ...changes });
  const isBuiltIn = builtInIds.some((id) => id === one.id);
  const own = rules.filter(({ category }) => category === one.id);
  const others = categories.filter(({ id }) => id !== one.id);
  await choose(
    [
      { label: l10n.t('Add Rule…'), run: () => addRule(services, one) },
      ...own.map((rule): Choice => {
        const label = l10n.t('Delete Rule: {0}', ruleText(rule));
        return { label, run: () => call(services, 'categories.deleteRule', { id: rule.id }) };
      }),
      { label: l10n.t('Rename…'), run: async () => nameWith(await askText(one.fullName, one.name), save) },
      {
        label: l10n.t('Counts As…'),
        description: worthLabels()[one.counts],
        run: () =>
          choose(
            optionsOf(categoryWorths, worthLabels(), (counts) => save({ counts })),
            one.fullName,
          ),
      },
      {
        label: l10n.t('Color…'),
        description: colorLabels()[one.color],
        run: () =>
          choose(
            optionsOf(categoryColors, colorLabels(), (color) => save({ color })),
            one.fullName,
          ),
      },
      {
        label: l10n.t('Part Of…'),
        run: () =>
          choose(
            [
              { label: l10n.t('By itself'), run: () => save({ parent: null }) },
              ...others.map(({ id, fullName }): Choice => ({ label: fullName, run: () => save({ parent: id }) })),
            ],
            one.fullName,
          ),
      },
      {
        label: isBuiltIn ? l10n.t('Reset') : l10n.t('Delete'),
        run: () => call(services, 'categories.delete', { id: one.id }),
      },
    ],
    one.fullName,
  );
}

async function nameWith(name: string | undefined, save: (changes: object) => Promise<unknown>): Promise<void> {
  if (name !== undefined) await save({ name });
}

/** Asks what a rule looks for, shows what that changes, and saves it. */
async function addRule(services: Services, { id: category, fullName }: ListedCategory): Promise<void> {
  const labels = conditionLabels();
  const ask = async (condition: keyof CategoryConditions): Promise<void> => {
    const text = await askText(labels[condition], '');
    if (text === undefined) return;
    const conditions: CategoryConditions = { [condition]: text };
    const rule = { category, ...conditions };
    const { ms, from, examples, tasks } = (await call(
      services,
      'categories.preview',
      rule,
    )) as QueryResult<'categories.preview'>;
    const parts = [
      ...from.map((one) => l10n.t('{0} from {1}', formatDuration(one.ms, services.t), one.category)),
      ...(tasks > 0 ? [l10n.t('Open tasks: {0}', tasks)] : []),
    ];
    const save = {
      label: `$(check) ${l10n.t('Save Rule')}`,
      description: ms > 0 || tasks > 0 ? parts.join(' · ') : l10n.t('Changes nothing in the last 30 days.'),
      run: () => call(services, 'categories.saveRule', rule),
    };
    const shown = examples.map((one): Choice => {
      return { label: one.name, description: formatDuration(one.ms, services.t), run: save.run };
    });
    await choose([save, ...shown], `${ruleText(conditions)} → ${fullName}`);
  };
  const conditions = Object.keys(labels) as (keyof CategoryConditions)[];
  await choose(optionsOf(conditions, labels, ask), fullName);
}

function ruleText(rule: CategoryConditions): string {
  const labels = conditionLabels();
  const conditions = (Object.keys(labels) as (keyof CategoryConditions)[]).filter((one) => rule[one] !== undefined);
  return conditions.map((one) => `${labels[one]}: ${rule[one]}`).join(', ');
}

const conditionLabels = (): Readonly<Record<keyof CategoryConditions, string>> => ({
  domain: l10n.t('Site'),
  glob: l10n.t('Files (glob)'),
  project: l10n.t('Project'),
  app: l10n.t('Application'),
  language: l10n.t('Language'),
  title: l10n.t('Title contains'),
});

const worthLabels = (): Readonly<Record<CategoryWorth, string>> => ({
  productive: l10n.t('productive'),
  neutral: l10n.t('neutral'),
  distracting: l10n.t('distracting'),
});

const colorLabels = (): Readonly<Record<CategoryColor, string>> => ({
  blue: l10n.t('Blue'),
  green: l10n.t('Green'),
  yellow: l10n.t('Yellow'),
  orange: l10n.t('Orange'),
  red: l10n.t('Red'),
  purple: l10n.t('Purple'),
  gray: l10n.t('Gray'),
});

function optionsOf<K extends string>(
  keys: readonly K[],
  labels: Readonly<Record<K, string>>,
  run: (key: K) => Promise<unknown>,
): Choice[] {
  return keys.map((key) => ({ label: labels[key], run: () => run(key) }));
}

async function askText(title: string, value: string): Promise<string | undefined> {
  return (await window.showInputBox({ ignoreFocusOut: true, title, value }))?.trim() || undefined;
}

async function choose(items: readonly Choice[], title: string): Promise<void> {
  await (await window.showQuickPick(items, { title, matchOnDescription: true, ignoreFocusOut: true }))?.run();
}

function call(services: Services, operation: string, params: object): Promise<unknown> {
  return operate(services, { transport: 'view', operation, params });
}
