import { renameSync, type readFileSync, type writeFileSync } from 'node:fs';
import type { UserSettings, WantedSetting } from '../../../../../src/extension/features/focus/settingChanges.ts';

/** The changes of the tests: a whole setting, and two properties of another. */
export const dimWanted: readonly WantedSetting[] = [
  { setting: 'workbench.activityBar.location', ours: 'hidden' },
  { setting: 'workbench.colorCustomizations', key: 'activityBar.foreground', ours: '#88888866' },
  { setting: 'workbench.colorCustomizations', key: 'activityBarBadge.background', ours: '#00000000' },
];

interface Disk {
  readonly readFileSync: typeof readFileSync;
  readonly writeFileSync: typeof writeFileSync;
}

/** Settings in a file, written whole or not at all as VS Code does it, a turn later. */
export function fileSettings(file: string, { readFileSync: read, writeFileSync: write }: Disk): UserSettings {
  const all = () => JSON.parse(read(file, 'utf8')) as Record<string, unknown>;
  return {
    get: (setting) => all()[setting],
    set: async (setting, value) => {
      await Promise.resolve();
      write(`${file}.new`, JSON.stringify({ ...all(), [setting]: value }));
      renameSync(`${file}.new`, file);
    },
  };
}
