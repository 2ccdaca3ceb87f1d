import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ClaudeClient, ClaudeOptions } from '../../ai/claude/claudeClient.ts';
import type { Settings } from '../settings.ts';

/** Longest duration of a call with all its attempts, ms; a model that thinks is slow. */
const timeoutMs = 150_000;
/** Attempts after the first one. */
const retries = 2;

/** Loads the bundle with the SDK, which nothing else does, and makes a client of it. */
export async function openClaude(apiKey: string, settings: Settings): Promise<ClaudeClient> {
  const load = createRequire(__filename);
  const { createClaude } = load(join(__dirname, 'claude.cjs')) as {
    readonly createClaude: (options: ClaudeOptions) => ClaudeClient;
  };
  return createClaude({ apiKey, baseUrl: settings.get('ai.claude.baseUrl'), timeoutMs, retries });
}
