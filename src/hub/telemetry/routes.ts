import type { Clock } from '../../core/base/clock.ts';
import { HttpProblem } from '../http/problem.ts';
import type { HubAnswer, HubRequest, Route } from '../http/router.ts';
import type { HubLog } from '../hubLog.ts';
import type { HubStore } from '../hubStore.ts';

interface Parts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly log: HubLog;
}

const operation = 'agents.receive';
/** Codex sends 512 spans at once, which is 1.2 MB (0.171). */
const longestTraces = 4 * 1024 * 1024;
/** The response for a full success: https://opentelemetry.io/docs/specs/otlp/#full-success-1 */
const taken: HubAnswer = { status: 200, body: { partialSuccess: {} } };

/**
 * Takes what AI tools send over OpenTelemetry, as OTLP over HTTP in JSON. An operation, which knows the tools, records the calls in the logs.
 * Logs and traces say what running agents do now. The metrics contain the same usage again: they are accepted but ignored, so that a tool
 * that can't turn them off reports no errors.
 */
export function telemetryRoutes(parts: Parts): Route[] {
  const pass = (request: HubRequest): HubAnswer => {
    checkType(request);
    return taken;
  };
  const takeSpans = async (request: HubRequest): Promise<HubAnswer> => {
    checkType(request);
    takeStates(await request.body(longestTraces), parts);
    return taken;
  };
  // One after another: each adds to what the one before recorded.
  let last: Promise<unknown> = Promise.resolve();
  const takeInTurn = (request: HubRequest): Promise<HubAnswer> => {
    const turn = last.then(() => takeLogs(request, parts));
    last = turn.catch(() => undefined);
    return turn;
  };
  return [
    { method: 'POST', path: '/v1/logs', scope: 'write', run: takeInTurn },
    { method: 'POST', path: '/v1/metrics', scope: 'write', run: pass },
    { method: 'POST', path: '/v1/traces', scope: 'write', run: takeSpans },
  ];
}

async function takeLogs(request: HubRequest, { store, clock, log }: Parts): Promise<HubAnswer> {
  checkType(request);
  const params = (await request.body()) ?? {};
  takeStates(params, { store, log, clock });
  if (!(await store.describe()).some(({ name }) => name === operation))
    throw new HttpProblem(503, 'The hub can only read now.');
  const answer = await store.operate({ operation, params, names: false });
  const { calls } = answer as { readonly calls: number };
  const what = { at: clock.now(), ...(calls === 0 && { ignored: 'no model call' }) };
  log.seen(request.token?.name ?? '', 'OpenTelemetry', what);
  return taken;
}

/** An agent's present state is no reason to refuse what it used. */
function takeStates(request: unknown, { store, log, clock }: Parts): void {
  try {
    store.takeAgentStates(request);
  } catch {
    log.refused(507, 'The states of agents could not be written to the data folder.', clock.now());
  }
}

function checkType({ headers }: HubRequest): void {
  if (/^application\/json\b/i.test(String(headers['content-type'] ?? ''))) return;
  throw new HttpProblem(
    415,
    'Send OTLP as JSON: OTEL_EXPORTER_OTLP_PROTOCOL=http/json for Claude Code, protocol = "json" for Codex, otlpProtocol "http" for Gemini CLI.',
  );
}
