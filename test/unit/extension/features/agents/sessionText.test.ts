import assert from 'node:assert/strict';
import { translator } from '../../../../../src/core/base/translate.ts';
import { noUsage } from '../../../../../src/agents/summary.ts';
import { sessionText } from '../../../../../src/extension/features/agents/sessions/sessionText.ts';

type Details = Parameters<typeof sessionText>[0];

const totals = { ...noUsage, calls: 2, costUsd: 1.5 };
const prompt = {
  at: 0,
  calls: 1,
  toolCalls: 2,
  tokens: 12_300,
  costUsd: 0.5,
  unpricedCalls: 0,
  files: 1,
  added: 4,
  removed: 1,
};
const details: Details = {
  id: 'x',
  tool: 'Claude Code',
  project: 'shop',
  start: 0,
  end: 1000,
  prompts: 60,
  toolCalls: 3,
  workMs: 60_000,
  presentMs: 0,
  supervisedMs: 0,
  totals,
  models: [{ name: 'claude-sonnet-4-5', ...totals }],
  branches: [{ name: 'fix/cart', ...totals }],
  edited: { files: 2, added: 40, removed: 7 },
  byPrompt: Array.from({ length: 60 }, (_, i) => ({ ...prompt, at: i * 1000 })),
  failures: { tool: 0, model: 0 },
  failed: [],
};
const nothing = { texts: [], calls: [] };
const text = (changes: Partial<Details> = {}): string =>
  sessionText({ ...details, ...changes }, nothing, { t: translator(), timeOf: (at) => `at ${at}`, keeps: 'off' });

describe('the page of an agent’s session', () => {
  it('has what it changed, tokens by model and branch, and its newest prompts', () => {
    const page = text();
    for (const part of [/Files changed \| 2/, /\+40\u00A0−7/, /\| claude-sonnet-4-5 \| \$1\.50 \| 2 \|/, /fix\/cart/])
      assert.match(page, part);
    assert.match(page, /\| at 59000 \| 1 \| 2 \| 12,300 \| \$0\.50 \| 1 \| \+4\u00A0−1 \|/);
    assert.match(page, /10 earlier ones are not shown/);
    assert.doesNotMatch(page, /at 9000 /);
  });

  it('says nothing of files where the log doesn’t tell, of branches without a name, or of prompts of earlier versions', () => {
    const { edited: _, ...rest } = details;
    const page = sessionText({ ...rest, branches: [{ name: '', ...totals }], byPrompt: [] }, nothing, {
      t: translator(),
      timeOf: String,
      keeps: 'off',
    });
    assert.doesNotMatch(page, /Files changed|By branch|By prompt/);
    const { edited: __, ...without } = details;
    assert.match(
      sessionText(without, nothing, { t: translator(), timeOf: (at) => `at ${at}`, keeps: 'off' }),
      /\| at 59000 \| 1 \| 2 \| 12,300 \| \$0\.50 \|\n/,
    );
  });
});
