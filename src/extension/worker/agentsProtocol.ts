import type { FoundResult } from '../../agents/attribution/results.ts';
import type { CallsWanted } from '../../agents/calls/callsWanted.ts';
import type { SessionCalls } from '../../agents/calls/sessionCalls.ts';
import type { SessionStatement, WantedSession } from '../../agents/decisions/sessionTexts.ts';
import type { UserFolders } from '../../agents/logFolders.ts';
import type { Progress } from '../../agents/logIndex.ts';
import type { FoundFolder, UsageReport } from '../../agents/report.ts';
import type { FoundSession } from '../../agents/sessions.ts';
import type { AgentTool } from '../../agents/tools.ts';
import type { TextRules } from '../../agents/texts/textShelf.ts';
import type { SessionTexts } from '../../core/facts/keptTexts.ts';
import type { PriceOverrides } from '../../core/prices/modelPrices.ts';
import type { Day } from '../../core/time/days.ts';
import type { NamePatterns } from '../excludedFolders.ts';

/** Folders to search for logs. */
interface Places {
  readonly home: UserFolders;
  /** Additional folders, in which logs are recognized by content. */
  readonly folders: readonly string[];
}

/** The input of the thread that reads AI tools' logs. */
export type AgentsInput =
  | (Places & { readonly task: 'find' })
  | (Places & WantedSession & { readonly task: 'log' })
  | (Places & { readonly task: 'said'; readonly tool: AgentTool; readonly log: string })
  | (Places & CallsWanted & NamePatterns & { readonly task: 'calls' })
  | (Places & {
      readonly task: 'read';
      readonly tools: readonly AgentTool[];
      readonly from: Day;
      readonly to: Day;
      /** As in the IANA database; undefined for the process's zone. */
      readonly timeZone: string | undefined;
      /** Minutes after midnight. */
      readonly dayStartsAt: number;
      readonly prices: PriceOverrides;
      /** `daymark.privacy.exclude`. */
      readonly exclude: readonly string[];
      /** True to return the sessions, for recording. */
      readonly sessions: boolean;
      /** Which texts to return, for keeping; absent if none are. */
      readonly texts?: TextRules;
      /** Path of git, to compare what tools wrote with repositories; absent if that must not be done. */
      readonly git?: string;
    });

/** Its messages: progress, texts in parts, then one answer. */
export type AgentsMessage =
  | { readonly progress: Progress }
  | { readonly texts: readonly SessionTexts[] }
  | { readonly found: readonly FoundFolder[] }
  /** Path of the log of a session; undefined if there is none. */
  | { readonly log: string | undefined }
  | { readonly said: readonly SessionStatement[] }
  /** Undefined if the session is in no log. */
  | { readonly calls: SessionCalls | undefined }
  | {
      readonly report: UsageReport;
      readonly sessions: readonly FoundSession[];
      readonly results: readonly FoundResult[];
      /** Keys of sessions that worked in an excluded project. */
      readonly excluded: readonly string[];
    }
  | { readonly error: string };
