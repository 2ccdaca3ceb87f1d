import { l10n, type QuickPickItem, window } from 'vscode';
import type { FoundFolder } from '../../../agents/report.ts';
import { agentTools, toolNames, type AgentTool } from '../../../agents/tools.ts';
import type { Services } from '../../services.ts';
import { askLogs, placesOf } from './askLogs.ts';
import { bytesInWords } from './usageText.ts';
import { counted } from '../../../core/base/counted.ts';

interface ToolItem extends QuickPickItem {
  readonly tool: AgentTool;
}

/**
 * Shows which logs are where and how large, before any is read, and writes down which tools may be.
 * @returns the tools that may be read; undefined when nothing was decided
 */
export async function chooseTools(services: Services): Promise<readonly AgentTool[] | undefined> {
  const answer = await askLogs({ ...placesOf(services), task: 'find' }, l10n.t('Looking for logs of AI tools…'));
  const found = 'found' in answer ? answer.found : [];
  const chosen = services.settings.get('agents.tools');
  const items = itemsOf(found, chosen);
  if (items.length === 0) {
    void window.showInformationMessage(
      l10n.t(
        'No logs of AI tools were found on this machine. Name further folders in the setting "Daymark › Agents: Folders".',
      ),
    );
    return undefined;
  }
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    title: l10n.t('AI tools found on this machine'),
    placeHolder: l10n.t(
      'Select those whose logs Daymark may read: tokens, times, models, and folders. Prompts, answers, and code are kept only if you choose to keep them.',
    ),
  });
  if (!picked) return undefined;
  const tools = picked.map(({ tool }) => tool);
  await services.settings.set('agents.tools', tools);
  return tools;
}

/** One item for each tool that is there or was chosen before. */
function itemsOf(found: readonly FoundFolder[], chosen: readonly AgentTool[]): readonly ToolItem[] {
  return agentTools
    .map((tool) => ({ tool, folders: found.filter((one) => one.tool === tool) }))
    .filter(({ tool, folders }) => folders.length > 0 || chosen.includes(tool))
    .map(({ tool, folders }) => {
      const files = folders.reduce((sum, one) => sum + one.files, 0);
      const bytes = folders.reduce((sum, one) => sum + one.bytes, 0);
      return {
        tool,
        label: toolNames[tool],
        description: counted(l10n.t, ['1 file, {1}', '{0} files, {1}'], [files, bytesInWords(bytes)]),
        detail: folders.map(({ folder }) => folder).join(' · '),
        picked: chosen.includes(tool),
      };
    });
}
