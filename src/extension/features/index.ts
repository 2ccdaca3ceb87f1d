import type { Feature } from '../feature.ts';
import { activityLog } from './activityLog/activityLog.ts';
import { ai } from './ai/ai.ts';
import { chat } from './chat/chat.ts';
import { commits } from './commits/commits.ts';
import { dashboard } from './dashboard/dashboard.ts';
import { explain } from './explain/explain.ts';
import { github } from './github/github.ts';
import { health } from './health/health.ts';
import { data } from './data/data.ts';
import { help } from './help/help.ts';
import { insights } from './insights/insights.ts';
import { plan } from './plan/plan.ts';
import { privacy } from './privacy/privacy.ts';
import { setup } from './setup/setup.ts';
import { settingsCheck } from './settingsCheck/settingsCheck.ts';
import { statusBar } from './statusBar/statusBar.ts';
import { storage } from './storage/storage.ts';
import { summary } from './summary/summary.ts';
import { timeRules } from './timeRules/timeRules.ts';
import { tracking } from './tracking/tracking.ts';
import { vault } from './vault/vault.ts';

/** Every folder beside this file; a test compares. They start in this order: `privacy` before `tracking` makes the first signal. */
export const features: readonly Feature[] = [
  storage,
  settingsCheck,
  privacy,
  tracking,
  statusBar,
  dashboard,
  activityLog,
  plan,
  explain,
  commits,
  timeRules,
  ai,
  insights,
  chat,
  health,
  vault,
  github,
  data,
  summary,
  setup,
  help,
];
