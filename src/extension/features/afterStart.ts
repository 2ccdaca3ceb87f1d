import type { Feature } from '../feature.ts';
import { agents } from './agents/agents.ts';
import { activityLog } from './activityLog/activityLog.ts';
import { ai } from './ai/ai.ts';
import { backend } from './backend/backend.ts';
import { breaks } from './breaks/breaks.ts';
import { calendar } from './calendar/calendar.ts';
import { commits } from './commits/commits.ts';
import { dashboard } from './dashboard/dashboard.ts';
import { explain } from './explain/explain.ts';
import { focus } from './focus/focus.ts';
import { github } from './github/github.ts';
import { health } from './health/health.ts';
import { data } from './data/data.ts';
import { help } from './help/help.ts';
import { hub } from './hub/hub.ts';
import { insights } from './insights/insights.ts';
import { mcp } from './mcp/mcp.ts';
import { plugins } from './plugins/plugins.ts';
import { plan } from './plan/plan.ts';
import { reports } from './reports/reports.ts';
import { setup } from './setup/setup.ts';
import { settingsCheck } from './settingsCheck/settingsCheck.ts';
import { statusBar } from './statusBar/statusBar.ts';
import { storage } from './storage/storage.ts';
import { summary } from './summary/summary.ts';
import { terminal } from './terminal/terminal.ts';
import { timers } from './timers/timers.ts';
import { typing } from './typing/typing.ts';
import { tasks } from './tasks/tasks.ts';
import { timeRules } from './timeRules/timeRules.ts';
import { webhooks } from './webhooks/webhooks.ts';
import { vault } from './vault/vault.ts';

/** The features that start after those of `index.ts`, in this order. Together they are all folders; a test compares. */
export const featuresAfterStart: readonly Feature[] = [
  statusBar,
  storage,
  settingsCheck,
  dashboard,
  activityLog,
  plan,
  tasks,
  explain,
  commits,
  timeRules,
  timers,
  focus,
  breaks,
  typing,
  calendar,
  ai,
  insights,
  health,
  vault,
  github,
  data,
  summary,
  reports,
  mcp,
  hub,
  webhooks,
  plugins,
  terminal,
  setup,
  help,
  agents,
  backend,
];
