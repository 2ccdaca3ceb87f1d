import type { BottleneckType } from '../../core/insights/insights.ts';
import type { Translate } from '../../core/base/translate.ts';
import type { BareBottleneck, BareTool, RuleFinding } from './finding.ts';

type Tool = Pick<BareTool, 'tool' | 'reason'>;

/** Suggests a tool for each kind of bottleneck. The reason names the finding and no numbers of its own. */
export function toolsFor(bottlenecks: readonly RuleFinding<BareBottleneck>[], t: Translate): RuleFinding<BareTool>[] {
  const tools: Partial<Record<BottleneckType, () => Tool>> = {
    'flaky-run': () => ({
      tool: t('Test retries with a report'),
      reason: t('Retries tell a flaky test from a broken one. Quarantine it until it is fixed. See: {0}'),
    }),
    'failing-run': () => ({
      tool: t('A watch mode'),
      reason: t('It shows the failure at the edit that causes it. See: {0}'),
    }),
    'slow-run': () => ({
      tool: t('Incremental builds and a build cache'),
      reason: t('Only what changed is rebuilt. See: {0}'),
    }),
    'recurring-error': () => ({
      tool: t('A lint rule or a shared snippet'),
      reason: t('Catch an error that keeps coming back while you type. See: {0}'),
    }),
    'broken-file': () => ({
      tool: t('A test for this file, run on save'),
      reason: t('This file breaks often. A test would catch it earlier. See: {0}'),
    }),
    'context-switching': () => ({
      tool: t('One window for each project, and Do Not Disturb'),
      reason: t('Decide when to switch, and switching costs less. See: {0}'),
    }),
    interruptions: () => ({
      tool: t("The editor's Do Not Disturb"),
      reason: t('It holds back interruptions. See: {0}'),
    }),
    'review-wait': () => ({
      tool: t('Smaller pull requests and a reminder for reviews'),
      reason: t('Small changes are reviewed sooner. See: {0}'),
    }),
    'stuck-branch': () => ({
      tool: t('Git worktrees'),
      reason: t('You can work on a second branch while one waits. See: {0}'),
    }),
  };
  return bottlenecks.flatMap(({ item, facts, cost }) => {
    const found = tools[item.type]?.();
    if (!found) return [];
    const reason = found.reason.replace('{0}', item.description);
    return [{ item: { tool: found.tool, reason, priority: item.impact }, facts, cost }];
  });
}
