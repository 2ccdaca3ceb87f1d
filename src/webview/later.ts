import { AgentDecisions } from './panels/agents/agentDecisions.tsx';
import { AgentRunRows } from './panels/agents/agentRunRows.tsx';
import { AgentSessions } from './panels/agents/agentSessions.tsx';
import { LiveAgents } from './panels/agents/liveAgents.tsx';
import { EarnedMilestones } from './panels/goals/earnedMilestones.tsx';
import { TimeBlocks } from './panels/plan/timeBlocks.tsx';
import { Research } from './panels/timeline/research.tsx';
import { TaskBoard } from './panels/tasks/taskBoard.tsx';

/** Parts that the page loads after its first paint, in one file. esbuild puts its styles into those of the page. */
export const laterParts = {
  AgentDecisions,
  AgentRunRows,
  AgentSessions,
  EarnedMilestones,
  LiveAgents,
  Research,
  TaskBoard,
  TimeBlocks,
};
