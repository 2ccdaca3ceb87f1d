import { createClaude } from '../../../../src/ai/claude/claude.ts';
import { claudeProvider } from '../../../../src/ai/claude/claudeProvider.ts';
import { systemClock } from '../../../../src/headless/systemClock.ts';
import { startFakeAnthropic, type FakeAnthropic } from '../../../fakes/anthropic/fakeAnthropic.ts';
import { desk } from '../desk.ts';

const key = 'sk-ant-test';
export const { signal } = new AbortController();

/** Starts a server that answers as Claude for the tests of a suite. */
export function claudeDesk() {
  let fake: FakeAnthropic;
  let shown = '';
  before(async () => void (fake = await startFakeAnthropic(key)));
  after(() => fake.close());
  const provider = () =>
    claudeProvider('claude-sonnet-5-5', () =>
      Promise.resolve(createClaude({ apiKey: key, baseUrl: fake.url, timeoutMs: 5000, retries: 0 })),
    );
  const opened = (changes: Parameters<typeof desk>[0] = {}) => ({
    ...desk({ clock: systemClock, ...changes }),
    provider: provider(),
  });
  return {
    /** The answers of the server, and what it was asked. */
    get fake() {
      return fake;
    },
    /** The person agrees. */
    opened,
    /** The person agrees to what is shown, which is kept. */
    watched: () => ({ ...opened(), mayBeSent: async (payload: string) => ((shown = payload), true) }),
    get shown() {
      return shown;
    },
    refusing: () => opened({ mayBeSent: () => Promise.resolve(false) }),
    /** A call costs more than is left. */
    poor: () => opened({ limits: { usd: 0.01, calls: 20 } }),
  };
}
