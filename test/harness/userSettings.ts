import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Keeps a VS Code under test quiet and the same every time; the extension's own settings stay at their defaults. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'files.autoSave': 'off',
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'typescript.disableAutomaticTypeAcquisition': true,
  // One server instead of two.
  'typescript.tsserver.useSyntaxServer': 'never',
  // Without a GPU, what blinks or is drawn by WebGL takes processor time.
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'terminal.integrated.gpuAcceleration': 'off',
};

/**
 * Changes a settings file of a server's data folder.
 * @param level `User` is read when a window opens; `Machine` also reaches open windows, but not settings of scope application
 */
export function changeSettings(
  dataFolder: string,
  level: 'User' | 'Machine',
  changes: Readonly<Record<string, unknown>>,
): void {
  const file = path.join(dataFolder, 'data', level, 'settings.json');
  const before: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...(before as object), ...changes }, undefined, 2));
}
