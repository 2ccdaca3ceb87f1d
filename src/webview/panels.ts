import type { ComponentType } from 'preact';
import type { Dashboard } from '../core/views/views.ts';
import { activityPanel } from './panels/activity/activityPanel.tsx';
import { agentsPanel } from './panels/agents/agentsPanel.tsx';
import { calendarPanel } from './panels/calendar/calendarPanel.tsx';
import { feedPanel } from './panels/feed/feedPanel.tsx';
import { goalsPanel } from './panels/goals/goalsPanel.tsx';
import { heatMapPanel } from './panels/heatMap/heatMapPanel.tsx';
import { insightsPanel } from './panels/insights/insightsPanel.tsx';
import { planPanel } from './panels/plan/planPanel.tsx';
import { scorePanel } from './panels/score/scorePanel.tsx';
import { timePanel } from './panels/time/timePanel.tsx';
import { tasksPanel } from './panels/tasks/tasksPanel.tsx';
import { timelinePanel } from './panels/timeline/timelinePanel.tsx';
import { topPanel } from './panels/top/topPanel.tsx';

/** The place of a panel; panels of one place are stacked. layout.css arranges the places by width. */
export type Slot = 'top' | 'today' | 'plan' | 'history' | 'feed';

/** One folder under panels/ is one of these. */
export interface PanelDefinition {
  readonly id: string;
  readonly slot: Slot;
  readonly View: ComponentType<{ dashboard: Dashboard }>;
  /** Left out where there is no VS Code. */
  readonly needsEditor?: true;
}

export const panels: readonly PanelDefinition[] = [
  scorePanel,
  timelinePanel,
  agentsPanel,
  planPanel,
  tasksPanel,
  timePanel,
  goalsPanel,
  activityPanel,
  heatMapPanel,
  calendarPanel,
  topPanel,
  insightsPanel,
  feedPanel,
];
