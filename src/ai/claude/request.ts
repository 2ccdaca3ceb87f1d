import { jsonSchemaOf } from '../answerSchemas.ts';
import type { ModelQuestion } from '../provider.ts';

/** Tokens of an answer at most, thinking included. */
export const maxTokens = 8000;

/** Models from before `output_config.effort`. */
const withoutEffort = /-4-5(?:-\d{8})?$/;

/** Returns the body of a Messages API request: exactly what is sent, and what is shown. */
export interface ClaudeRequest {
  readonly model: string;
  readonly max_tokens: number;
  readonly system: string;
  readonly messages: { readonly role: 'user'; readonly content: string }[];
  readonly output_config: {
    readonly format: { readonly type: 'json_schema'; readonly schema: Record<string, unknown> };
    readonly effort?: 'low' | 'medium';
  };
}

export function claudeRequest(model: string, { task, system, content }: ModelQuestion): ClaudeRequest {
  const effort = task === 'plan' || task === 'tests' ? 'medium' : 'low';
  return {
    model,
    max_tokens: maxTokens,
    system,
    messages: [{ role: 'user', content }],
    output_config: {
      format: { type: 'json_schema', schema: jsonSchemaOf(task) },
      ...(!withoutEffort.test(model) && { effort }),
    },
  };
}
