import { l10n } from 'vscode';
import { presentDay } from '../../../core/time/presentDay.ts';
import type { NamedItem } from '../../../ai/judgements.ts';
import { limits } from '../../../core/base/limits.ts';
import type { Services } from '../../services.ts';
import { planDay } from '../../ai/planning.ts';

/** Returns what to do about an item, short enough for a title. */
export function taskTitle({ item }: NamedItem): string {
  const text =
    // A recommendation without measured evidence was omitted.
    'recommendation' in item
      ? item.recommendation || item.observation
      : 'tool' in item
        ? l10n.t('Try {0}', item.tool)
        : item.description;
  return text.length > limits.titleLength ? `${text.slice(0, limits.titleLength - 1).trimEnd()}…` : text;
}

/** Titles of the tasks of today and of the day that the next plan is for. */
export async function plannedTitles(services: Services): Promise<ReadonlySet<string>> {
  const { read } = services;
  const today = presentDay(services.readOptions());
  const days = [...new Set([today, planDay(services)])];
  const plans = await Promise.all(days.map((day) => read('plan.stored', { day })));
  return new Set(plans.flatMap(({ tasks }) => tasks.map(({ title }) => title)));
}
