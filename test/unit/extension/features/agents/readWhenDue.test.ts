import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mostOfAll } from '../../../../../src/core/facts/keptTexts.ts';
import { defaultTimeRules } from '../../../../../src/core/rules/rules.ts';
import { dayMs, hourMs, minuteMs } from '../../../../../src/core/time/days.ts';
import type { Services } from '../../../../../src/extension/services.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const { readWhenDue } = await withFakeVscode(
  () => import('../../../../../src/extension/features/agents/readWhenDue.ts'),
);
const { oneWindow } = await import('../../../../../src/extension/oneWindow.ts');

describe('kept texts of AI tools that are read no more', () => {
  let folder: string;
  let clock: FakeClock;
  /** State that all windows share. */
  let memory: Map<string, unknown>;
  let asked: unknown[];
  const settings: Readonly<Record<string, unknown>> = {
    'agents.tools': [],
    'agents.record': false,
    'agents.keepTexts': 'off',
    'agents.keepTextsDays': 30,
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-expiry-'));
    clock = new FakeClock();
    memory = new Map();
    asked = [];
    mkdirSync(path.join(folder, 'agentTexts'));
    writeFileSync(path.join(folder, 'agentTexts', 'one'), 'x');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A window of its own on the same folder. */
  const openWindow = (): Services =>
    ({
      clock,
      settings: { get: (name: string) => settings[name] },
      store: async (method: string, params: object) => void asked.push([method, params]),
      readOptions: () => ({ now: clock.now(), offset: 0, rules: defaultTimeRules }),
      log: { warn: (text: string) => assert.fail(text) },
      context: {
        globalStorageUri: { fsPath: folder },
        globalState: {
          get: (key: string, fallback: unknown) => memory.get(key) ?? fallback,
          update: async (key: string, value: unknown) => void memory.set(key, value),
        },
      },
    }) as unknown as Services;
  const tidied = () => ['tidyTexts', { before: clock.now() - 30 * dayMs, most: mostOfAll }];

  it('expire once a day, whichever window is due', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await readWhenDue(one);
    const first = tidied();
    assert.deepEqual(asked, [first]);
    for (const pause of [20 * minuteMs, 22 * hourMs]) {
      clock.advance(pause);
      await readWhenDue(one);
      await readWhenDue(other);
    }
    assert.deepEqual(asked, [first], 'nothing in between');
    clock.advance(2 * hourMs);
    await readWhenDue(other);
    await readWhenDue(one);
    assert.deepEqual(asked, [first, tidied()]);
  });

  it('expire in one window while another is at it, and when the clock was set back', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await oneWindow(one, 'agents').ifFree(() => readWhenDue(other));
    assert.deepEqual(asked, []);
    await readWhenDue(other);
    assert.equal(asked.length, 1);
    clock.jump(-3 * dayMs);
    await readWhenDue(other);
    assert.equal(asked.length, 2);
  });

  it('cost nothing once none are left', async () => {
    rmSync(path.join(folder, 'agentTexts', 'one'));
    await readWhenDue(openWindow());
    assert.deepEqual([asked, [...memory]], [[], []]);
  });
});
