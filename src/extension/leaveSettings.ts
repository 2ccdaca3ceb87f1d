import { writeSettingsFile } from '../headless/settingsFile.ts';
import type { Services } from './services.ts';

/** Leaves the settings that answers depend on in the data folder, for the MCP server and the hub. Does nothing when they are there. */
export async function leaveSettings(services: Services): Promise<void> {
  const { vault } = await services.vault;
  const { rules, goals, planFor, clients, plansUsd } = services.readOptions();
  const { name } = services.timeZone;
  const settings = {
    rules,
    goals,
    planFor,
    ...(clients && { clients }),
    ...(plansUsd && { plansUsd }),
    ...(name !== undefined && { timeZone: name }),
  };
  writeSettingsFile(services.context.globalStorageUri.fsPath, settings, vault);
}
