import type { Feature } from '../feature.ts';
import { activityLog } from './activityLog/activityLog.ts';
import { dashboard } from './dashboard/dashboard.ts';
import { health } from './health/health.ts';
import { data } from './data/data.ts';
import { help } from './help/help.ts';
import { plan } from './plan/plan.ts';
import { settingsCheck } from './settingsCheck/settingsCheck.ts';
import { statusBar } from './statusBar/statusBar.ts';
import { storage } from './storage/storage.ts';
import { tracking } from './tracking/tracking.ts';
import { vault } from './vault/vault.ts';

/** Every folder beside this file; a test compares. */
export const features: readonly Feature[] = [
  storage,
  settingsCheck,
  tracking,
  statusBar,
  dashboard,
  activityLog,
  plan,
  health,
  vault,
  data,
  help,
];
