import { planOf, sendError, sendEvents, writtenFile, type Call } from './call.ts';

type Json = Readonly<Record<string, unknown>>;

/** Answers `POST /v1/responses`. Cached tokens are part of the input, and reasoning of the output, as with the real API. */
export function answerResponses(call: Call): void {
  const { body, response, number } = call;
  const message = (body['input'] as Json[]).at(-1);
  const plan = planOf(message);
  if (plan === 'fail') return sendError(response, 400, 'invalid_request_error');
  if (plan === 'overload' && call.times(plan) <= 2) return sendError(response, 503, 'server_is_overloaded');
  const id = `resp_fake${number}`;
  const created = { type: 'response.created', response: { id } };
  const [input, cacheRead, output, reasoning] = [500 + 3 * number, 200 + number, 60 + 5 * number, 10 + 2 * number];
  if (plan === 'hang') {
    call.served({
      tokens: { input: 0, output: 0, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 },
      isComplete: false,
    });
    return sendEvents(response, [created], number);
  }
  const usage = {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cacheRead },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
  const item =
    plan === 'tool' || plan === 'write'
      ? {
          type: 'function_call',
          id: `fc_${number}`,
          call_id: `call_${number}`,
          ...command(body['tools'] as Json[], plan === 'write' ? patchOf(message) : 'echo hi'),
        }
      : {
          type: 'message',
          role: 'assistant',
          id: `m_${number}`,
          content: [{ type: 'output_text', text: `Answer ${number}.` }],
        };
  sendEvents(
    response,
    [
      created,
      { type: 'response.output_item.done', output_index: 0, item },
      { type: 'response.completed', response: { id, usage, model: body['model'], output: [item] } } as {
        readonly type: string;
      },
    ],
    number,
  );
  const tokens = { input: input - cacheRead, output, cacheWrite: 0, cacheWrite1h: 0, cacheRead, reasoning };
  call.served({ tokens, isComplete: true });
  response.end();
}

/** The tool call by which this version of Codex runs commands. */
function command(tools: readonly Json[], run: string): { readonly name: string; readonly arguments: string } {
  const names = tools.map((tool) => tool['name'] ?? tool['type']);
  if (names.includes('exec_command')) return { name: 'exec_command', arguments: JSON.stringify({ cmd: run }) };
  if (names.includes('shell_command')) return { name: 'shell_command', arguments: JSON.stringify({ command: run }) };
  return { name: 'shell', arguments: JSON.stringify({ command: ['bash', '-lc', run] }) };
}

/** The command by which Codex adds a file. */
function patchOf(message: unknown): string {
  const { file, lines } = writtenFile(message);
  const patch = ['*** Begin Patch', `*** Add File: ${file}`, ...lines.map((line) => `+${line}`), '*** End Patch'];
  return `apply_patch <<'EOF'\n${patch.join('\n')}\nEOF`;
}
