/** An error of the Messages API. */
export interface ApiProblem {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

const invalid = (message: string): ApiProblem => ({ status: 400, type: 'invalid_request_error', message });

const known = new Set([
  'model',
  'max_tokens',
  'messages',
  'system',
  'stream',
  'output_config',
  'metadata',
  'stop_sequences',
  'tools',
  'tool_choice',
  'thinking',
  'service_tier',
  'cache_control',
]);
const retired = new Set(['temperature', 'top_p', 'top_k', 'output_format']);
const efforts = ['low', 'medium', 'high', 'xhigh', 'max'];
/** Models that the fake has; another one is not found. */
export const fakeModels = ['claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-opus-5-5'];

type Json = Record<string, unknown>;

/** Returns why the real service would refuse a request; undefined if it wouldn't. */
export function problemIn(body: Json): ApiProblem | undefined {
  for (const key of Object.keys(body)) {
    if (retired.has(key)) return invalid(`${key}: This parameter is no longer supported.`);
    if (!known.has(key)) return invalid(`${key}: Extra inputs are not permitted`);
  }
  if (typeof body['model'] !== 'string') return invalid('model: Field required');
  if (!fakeModels.includes(body['model']))
    return { status: 404, type: 'not_found_error', message: `model: ${body['model']}` };
  if (body['max_tokens'] === undefined) return invalid('max_tokens: Field required');
  if (!Number.isInteger(body['max_tokens']) || Number(body['max_tokens']) < 1)
    return invalid('max_tokens: Input should be greater than or equal to 1');
  return problemInMessages(body['messages']) ?? problemInControls(body) ?? problemInOutput(body['output_config']);
}

function problemInMessages(messages: unknown): ApiProblem | undefined {
  if (!Array.isArray(messages)) return invalid('messages: Field required');
  if (messages.length === 0) return invalid('messages: at least one message is required');
  for (const [i, message] of (messages as Json[]).entries()) {
    const extra = Object.keys(message).find((key) => key !== 'role' && key !== 'content');
    if (extra) return invalid(`messages.${i}.${extra}: Extra inputs are not permitted`);
    if (message['role'] !== 'user' && message['role'] !== 'assistant')
      return invalid(`messages.${i}.role: Input should be 'user' or 'assistant'`);
    if (message['content'] === '' || message['content'] === undefined)
      return invalid(`messages.${i}.content: Field required`);
  }
  return undefined;
}

function problemInControls(body: Json): ApiProblem | undefined {
  const thinking = (body['thinking'] as Json | undefined)?.['type'];
  if (thinking === 'enabled' || thinking === 'disabled')
    return invalid(`thinking.type: "${thinking}" is not supported on this model.`);
  const choice = (body['tool_choice'] as Json | undefined)?.['type'];
  if (choice === 'any' || choice === 'tool')
    return invalid('tool_choice: forcing tool use is not supported on this model.');
  return undefined;
}

function problemInOutput(config: unknown): ApiProblem | undefined {
  if (config === undefined) return undefined;
  const { format, effort, ...rest } = config as Json;
  const extra = Object.keys(rest)[0];
  if (extra) return invalid(`output_config.${extra}: Extra inputs are not permitted`);
  if (effort !== undefined && !efforts.includes(effort as string))
    return invalid('output_config.effort: Input should be low, medium, high, xhigh or max');
  if (format === undefined) return undefined;
  const { type, schema } = format as Json;
  if (type !== 'json_schema') return invalid("output_config.format.type: Input should be 'json_schema'");
  return problemInSchema(schema as Json, 'output_config.format.schema');
}

const unsupported = ['minimum', 'maximum', 'minLength', 'maxLength', 'maxItems', 'pattern', 'multipleOf', '$schema'];

function problemInSchema(schema: Json, at: string): ApiProblem | undefined {
  const bad = unsupported.find((key) => key in schema);
  if (bad) return invalid(`${at}: For '${String(schema['type'])}' type, property '${bad}' is not supported`);
  if (schema['type'] === 'object') {
    if (schema['additionalProperties'] !== false)
      return invalid(`${at}: For 'object' type, 'additionalProperties' must be explicitly set to false`);
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
    for (const [name, one] of properties) {
      const problem = problemInSchema(one, `${at}.properties.${name}`);
      if (problem) return problem;
    }
  }
  return schema['type'] === 'array' ? problemInSchema(schema['items'] as Json, `${at}.items`) : undefined;
}

/** The least that fits a schema: empty lists, empty strings, the first of an enum. */
export function leastOf(schema: Json): unknown {
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  if (schema['type'] === 'object') {
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
    return Object.fromEntries(properties.map(([name, one]) => [name, leastOf(one)]));
  }
  return { array: [], string: '', number: 0, integer: 0, boolean: false }[String(schema['type'])] ?? null;
}
