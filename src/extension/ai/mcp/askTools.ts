import { createHash } from 'node:crypto';
import { l10n, window, workspace } from 'vscode';
import { askServers } from '../../../ai/mcp/askServers.ts';
import { externalFacts } from '../../../ai/mcp/externalFacts.ts';
import type { CallProblem, ToolCall } from '../../../ai/mcp/toolCall.ts';
import type { DigestFact } from '../../../core/insights/digest.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';

/**
 * Asks the configured tools of MCP servers, once the user agreed to the servers, tools, and arguments as they are. Nothing is started in a
 * workspace that isn't trusted. What went wrong is said, and the analysis continues without it.
 */
export async function askTools(services: Services, signal: AbortSignal): Promise<readonly DigestFact[]> {
  const calls = services.settings.get('ai.mcpTools');
  if (!workspace.isTrusted || !(await mayCall(services, calls))) return [];
  // Lists from the settings are proxies.
  const plain = JSON.parse(JSON.stringify(calls)) as ToolCall[];
  const results = await askServers(plain, signal);
  const failed = results.flatMap((one) =>
    'problem' in one ? [`${one.call.server}, ${one.call.tool}: ${problemText(one.problem)}`] : [],
  );
  if (failed.length > 0) void window.showWarningMessage(unlinked(failed.join(' ')));
  return externalFacts(results);
}

/** Consent applies to exactly these calls; a change needs a new one. */
async function mayCall({ context }: Services, calls: readonly ToolCall[]): Promise<boolean> {
  const what = createHash('sha256').update(JSON.stringify(calls)).digest('hex');
  const consent = `daymark.consent mcp ${what}`;
  if (context.globalState.get(consent) === true) return true;
  const ask = { label: l10n.t('Run and Ask') };
  const skip = { label: l10n.t("Don't Run"), description: l10n.t('The analysis goes on without them.') };
  const items = calls.map(({ server, command, args = [], tool, arguments: toolArguments = {} }) => ({
    label: `${server}: ${tool}`,
    description: JSON.stringify(toolArguments),
    detail: [command, ...args].join(' '),
  }));
  const chosen = await window.showQuickPick([ask, skip, ...items], {
    title: l10n.t('Ask these MCP servers for evidence?'),
    placeHolder: l10n.t('They are started as listed. What they answer is shown before it is sent.'),
    ignoreFocusOut: true,
  });
  if (chosen !== ask) return false;
  await context.globalState.update(consent, true);
  return true;
}

function problemText(problem: CallProblem): string {
  const texts: Readonly<Record<CallProblem, () => string>> = {
    'not-allowed': () =>
      l10n.t('Daymark calls only tools that are known to be read-only, and never for files that contain secrets.'),
    'not-offered': () => l10n.t('The server has no read-only tool with this name.'),
    failed: () => l10n.t('The tool failed.'),
    'too-long': () => l10n.t('The answer was too long.'),
    timeout: () => l10n.t('There was no answer in time.'),
    crashed: () => l10n.t('The server could not be started, or it exited.'),
  };
  return texts[problem]();
}
