/** Keeps what agents tell the hub of their state, which no operation does: it is about now, and nothing of it is recorded. */
export { AgentStates } from '../agents/telemetry/agentStates.ts';
