import { planOf, sendError, type Call } from './call.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Answers `POST /v1beta/models/MODEL:generateContent` and `:streamGenerateContent` of the Gemini API. Cached tokens are part of the prompt's,
 * and thoughts are no part of the answer's, as with the real one.
 */
export function answerGenerateContent(call: Call, isStream: boolean): void {
  const { body, response, number } = call;
  const message = (body['contents'] as Json[]).at(-1);
  const plan = planOf(message);
  if (plan === 'fail') return sendError(response, 400, 'INVALID_ARGUMENT');
  const [prompt, cacheRead, said, reasoning] = [700 + 3 * number, 300 + number, 40 + 5 * number, 8 + 2 * number];
  const part =
    plan === 'tool'
      ? { functionCall: { name: 'list_directory', args: { dir_path: '.' } } }
      : { text: `Answer ${number}.` };
  const answer = {
    candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: {
      promptTokenCount: prompt,
      cachedContentTokenCount: cacheRead,
      candidatesTokenCount: said,
      thoughtsTokenCount: reasoning,
      totalTokenCount: prompt + said + reasoning,
    },
    modelVersion: 'gemini-2.5-flash',
    responseId: `resp_fake${number}`,
  };
  const type = isStream ? 'text/event-stream' : 'application/json';
  const text = JSON.stringify(answer);
  response.writeHead(200, { 'content-type': type }).end(isStream ? `data: ${text}\n\n` : text);
  const tokens = {
    input: prompt - cacheRead,
    output: said + reasoning,
    cacheWrite: 0,
    cacheWrite1h: 0,
    cacheRead,
    reasoning,
  };
  call.served({ tokens, isComplete: true });
}
