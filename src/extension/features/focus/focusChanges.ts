import { join } from 'node:path';
import { ConfigurationTarget, workspace } from 'vscode';
import type { Services } from '../../services.ts';
import { SettingChanges, type WantedSetting } from './settingChanges.ts';

/** The file in the data folder that lists focus mode's changes. */
export const changesFile = 'focus-changes.json';

/** Gray that is faint in a light theme and in a dark one. */
const faint = '#88888866';
const invisible = '#00000000';

const dimmed: Readonly<Record<string, string>> = {
  'activityBar.foreground': faint,
  'activityBar.inactiveForeground': faint,
  'activityBarTop.foreground': faint,
  'activityBarTop.inactiveForeground': faint,
  'activityBarBadge.background': invisible,
  'activityBarBadge.foreground': invisible,
};

/** Returns the change that the setting `daymark.focus.activityBar` implies. */
export function wantedOf(activityBar: 'keep' | 'dim' | 'hide'): WantedSetting[] {
  if (activityBar === 'hide') return [{ setting: 'workbench.activityBar.location', ours: 'hidden' }];
  if (activityBar === 'keep') return [];
  return Object.entries(dimmed).map(([key, ours]) => ({ setting: 'workbench.colorCustomizations', key, ours }));
}

/** The changes that focus mode makes to the user's settings. */
export function focusChanges({ context }: Pick<Services, 'context'>): SettingChanges {
  return new SettingChanges(join(context.globalStorageUri.fsPath, changesFile), {
    get: (setting) => workspace.getConfiguration().inspect(setting)?.globalValue,
    set: async (setting, value) => workspace.getConfiguration().update(setting, value, ConfigurationTarget.Global),
  });
}
