import { readFileSync, writeFileSync } from 'node:fs';
import { SettingChanges } from '../../../../../src/extension/features/focus/settingChanges.ts';
import { dimWanted, fileSettings } from './fileSettings.ts';

// Repeatedly changes settings temporarily and restores them, until it is killed.
const [, , file = '', settingsFile = ''] = process.argv;
const changes = new SettingChanges(file, fileSettings(settingsFile, { readFileSync, writeFileSync }));
process.stdout.write('ready\n');
for (;;) {
  await changes.apply(dimWanted, Date.now() + 60_000);
  await changes.restore(true);
}
