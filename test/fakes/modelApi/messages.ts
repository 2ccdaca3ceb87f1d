import { planOf, sendError, sendEvents, writtenFile, type ApiEvent, type Call, type ServedTokens } from './call.ts';

type Json = Readonly<Record<string, unknown>>;

/** Answers `POST /v1/messages`. The name of the model in an answer has the date of its version, as with the real API. */
export function answerMessages(call: Call): void {
  const { body, response, number } = call;
  const message = (body['messages'] as Json[]).at(-1)?.['content'];
  const plan = planOf(message);
  if (plan === 'fail') return sendError(response, 400, 'invalid_request_error');
  if (plan === 'overload' && call.times(plan) <= 2) return sendError(response, 529, 'overloaded_error');
  const tokens: ServedTokens = {
    input: 100 + number,
    output: 40 + 3 * number,
    cacheWrite: 10 + number,
    cacheWrite1h: 20 + 2 * number,
    cacheRead: 1000 + 5 * number,
    reasoning: 0,
  };
  const usage = {
    input_tokens: tokens.input,
    cache_creation_input_tokens: tokens.cacheWrite + tokens.cacheWrite1h,
    cache_read_input_tokens: tokens.cacheRead,
    cache_creation: {
      ephemeral_5m_input_tokens: tokens.cacheWrite,
      ephemeral_1h_input_tokens: tokens.cacheWrite1h,
    },
    output_tokens: 1,
  };
  const answer = {
    id: `msg_fake${String(number).padStart(4, '0')}`,
    type: 'message',
    role: 'assistant',
    model: `${String(body['model'])}-20250929`,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  };
  const start = { type: 'message_start', message: answer };
  if (plan === 'hang') {
    // The API has read the prompt, and counts it.
    call.served({ tokens: { ...tokens, output: 1 }, isComplete: false });
    return sendEvents(response, [start], number);
  }
  const use = plan === 'write' ? writeUse(message) : toolUse(plan, body['tools'] as Json[] | undefined);
  sendEvents(
    response,
    [
      start,
      ...block(0, { type: 'text', text: '' }, { type: 'text_delta', text: `Answer ${number}. ` }),
      ...(use
        ? block(
            1,
            { type: 'tool_use', id: `toolu_fake${number}`, name: use.name, input: {} },
            { type: 'input_json_delta', partial_json: JSON.stringify(use.input) },
          )
        : []),
      {
        type: 'message_delta',
        delta: { stop_reason: use ? 'tool_use' : 'end_turn', stop_sequence: null },
        usage: { output_tokens: tokens.output },
      },
      { type: 'message_stop' },
    ],
    number,
  );
  call.served({ tokens, isComplete: true });
  response.end();
}

function block(index: number, content_block: Json, delta: Json): ApiEvent[] {
  return [
    { type: 'content_block_start', index, content_block },
    { type: 'content_block_delta', index, delta },
    { type: 'content_block_stop', index },
  ];
}

function writeUse(message: unknown): { readonly name: string; readonly input: Json } {
  const { file, lines } = writtenFile(message);
  return { name: 'Write', input: { file_path: file, content: `${lines.join('\n')}\n` } };
}

function toolUse(
  plan: string,
  tools: readonly Json[] = [],
): { readonly name: string; readonly input: Json } | undefined {
  const named = (...names: string[]): string | undefined =>
    names.find((name) => tools.some((tool) => tool['name'] === name));
  if (plan === 'tool' && named('Bash')) return { name: 'Bash', input: { command: 'echo hi', description: 'Say hi' } };
  if (plan === 'ask' && named('Bash'))
    return { name: 'Bash', input: { command: 'touch made.txt', description: 'Make a file' } };
  const agent = named('Agent', 'Task');
  if (plan !== 'subagent' || agent === undefined) return undefined;
  return { name: agent, input: { description: 'sub', prompt: 'Say sub.', subagent_type: 'general-purpose' } };
}
