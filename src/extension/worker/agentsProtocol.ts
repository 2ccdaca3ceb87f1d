import type { Home } from '../../agents/logFolders.ts';
import type { Progress } from '../../agents/logIndex.ts';
import type { FoundFolder, UsageReport } from '../../agents/report.ts';
import type { FoundSession } from '../../agents/sessions.ts';
import type { AgentTool } from '../../agents/tools.ts';
import type { PriceOverrides } from '../../core/prices/modelPrices.ts';
import type { Day } from '../../core/time/days.ts';

/** Where to look for logs. */
interface Places {
  readonly home: Home;
  /** Further folders, in which logs are told by their content. */
  readonly folders: readonly string[];
}

/** What the thread that reads the logs of AI tools is started with. */
export type AgentsInput =
  | (Places & { readonly task: 'find' })
  | (Places & {
      readonly task: 'read';
      readonly tools: readonly AgentTool[];
      readonly from: Day;
      readonly to: Day;
      /** As in the IANA database; undefined for the zone of the process. */
      readonly timeZone: string | undefined;
      /** Minutes after midnight. */
      readonly dayStartsAt: number;
      readonly prices: PriceOverrides;
      /** `daymark.privacy.exclude`. */
      readonly exclude: readonly string[];
      /** Whether the sessions are asked for, to be recorded. */
      readonly sessions: boolean;
    });

/** What it says: how far it is, then one answer. */
export type AgentsMessage =
  | { readonly progress: Progress }
  | { readonly found: readonly FoundFolder[] }
  | { readonly report: UsageReport; readonly sessions: readonly FoundSession[] }
  | { readonly error: string };
