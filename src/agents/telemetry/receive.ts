import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { App } from '../../core/operations/app.ts';
import { action } from '../../core/operations/operation.ts';
import { addUsage } from '../summary.ts';
import { sessionKey, telemetryCalls, type TelemetryCall } from './telemetryCalls.ts';
import { agentTelemetry } from './telemetryRecords.ts';

const partMs = 15 * 60_000;
/** Clocks of one machine agree; this much is allowed for one that was set back, ms. */
const aheadMs = 60_000;

/** Takes what AI tools tell over OpenTelemetry. */
export const receiveTelemetry = action('agents.receive', {
  title: 'Receive telemetry of AI tools',
  description:
    'Receives the logs of an OTLP request in JSON and records the model calls in them: tool, session, time, model, tokens, and cost. Everything else is dropped. A call that is sent again counts once.',
  access: 'write',
  transports: ['http'],
  params: z.object({ resourceLogs: z.array(z.unknown()).max(1000).describe('As in ExportLogsServiceRequest.') }),
  result: z.object({ calls: z.number().describe('Calls of models that were in it.') }),
  run: async (app, { resourceLogs }) => {
    const latest = app.clock.now() + aheadMs;
    const calls = telemetryCalls(resourceLogs).filter(({ at }) => at <= latest);
    const parts = Map.groupBy(calls, idOf);
    for (const [id, own] of parts) await add(app, id, own);
    return { calls: calls.length };
  },
});

function startOf(at: number): number {
  return Math.floor(at / partMs) * partMs;
}

function idOf({ tool, session, model, at }: TelemetryCall): string {
  const model8 = createHash('sha256').update(model).digest('hex').slice(0, 8);
  return `${sessionKey(tool, session)}:${startOf(at) / partMs}:${model8}`;
}

async function add(app: App, id: string, calls: readonly TelemetryCall[]): Promise<void> {
  const [first] = calls;
  if (!first) return;
  const records = app.records(agentTelemetry);
  const [known] = (await records.list({ ids: [id] })).records;
  const start = startOf(first.at);
  let part = known?.values ?? {
    tool: first.tool,
    key: sessionKey(first.tool, first.session),
    model: first.model,
    start,
    end: start,
    offset: app.clock.utcOffset(first.at),
    calls: 0,
    tokens: { input: 0, output: 0, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 },
    costUsd: 0,
    unpricedCalls: 0,
    unpricedTokens: 0,
    seen: [],
  };
  for (const call of calls) {
    const hash = createHash('sha256').update(call.key).digest('hex').slice(0, 10);
    if (part.seen.some(([one]) => one === hash)) continue;
    part = {
      ...part,
      ...addUsage(part, call, {}),
      end: Math.max(part.end, call.at),
      seen: [...part.seen, [hash, call.at - start]],
    };
  }
  if (part !== known?.values) await records.put(id, part);
}
