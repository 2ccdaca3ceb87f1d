import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { translator } from '../../../../../src/core/base/translate.ts';
import { minuteMs } from '../../../../../src/core/time/days.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';
import { screen } from '../../../../fakes/window/vscode.ts';

const { remindOfTimer, beginTexts } = await withFakeVscode(
  async () => ({
    ...(await import('../../../../../src/extension/features/timers/remindOfTimer.ts')),
    ...(await import('../../../../../src/extension/features/agents/sessions/keptTexts.ts')),
  }),
  new URL('../../../../fakes/window/vscode.ts', import.meta.url).href,
);

describe('the reminder of a timer', () => {
  let found: object | undefined;
  let known: Map<string, unknown>;
  let asked: unknown[];
  beforeEach(() => {
    [found, known, asked] = [{ entry: 'a', title: 'Login', ms: 5_400_000 }, new Map(), []];
    Object.assign(screen, { messages: [], answer: undefined });
  });
  afterEach(() => Object.assign(screen, { answer: undefined }));

  const remind = async (settings: Record<string, unknown> = { 'timer.remindAfterMinutes': 90 }): Promise<string[]> => {
    screen.messages = [];
    await remindOfTimer({
      t: translator(),
      settings: { get: (key: string) => settings[key] ?? false },
      read: async (name: string, params: unknown) => {
        if (name !== 'timers.reminder') asked.push(name);
        else asked.push(params);
        return name === 'timers.reminder' ? found : {};
      },
      quiet: { show: (_: string, run: () => unknown) => void run() },
      context: {
        globalState: {
          get: (key: string) => known.get(key),
          update: async (key: string, value: unknown) => void known.set(key, value),
        },
      },
    } as never);
    for (let i = 0; i < 20; i++) await turn();
    return screen.messages;
  };
  const kept = () => known.get('daymark.timerReminded');

  it('says how long it has run, or that the work is elsewhere, once each', async () => {
    assert.deepEqual(await remind(), ['The timer "Login" has been running for 1h 30m.']);
    assert.deepEqual(asked, [{ afterMs: 90 * minuteMs, otherProject: false }]);
    assert.deepEqual(await remind(), []);
    found = { ...found, project: '/home/ada/shop' };
    assert.deepEqual(await remind(), ['The timer "Login" is running, and you are working on shop.']);
    assert.deepEqual(kept(), ['a\n', 'a\n/home/ada/shop']);
    assert.deepEqual(await remind(), []);
    found = { entry: 'b', title: '', ms: 60_000 };
    assert.deepEqual(await remind(), ['The timer "Timer" has been running for 1m.']);
    assert.deepEqual(kept(), ['b\n'], 'those of another timer are forgotten');
    found = undefined;
    assert.deepEqual(await remind(), []);
  });

  it('does what is chosen, and nothing else', async () => {
    for (const answer of [undefined, 'Other']) {
      known.clear();
      asked = [];
      screen.answer = answer;
      await remind();
      assert.equal(asked.length, 1);
    }
  });
});

describe('the texts of sessions that are kept', () => {
  const day = 86_400_000;
  const begin = async (settings: Record<string, unknown>) => {
    const calls: unknown[] = [];
    const services = {
      clock: { now: () => 100 * day },
      settings: { get: (key: string) => settings[key] },
      store: async (name: string, params: object) => (
        calls.push([name, params]),
        name === 'textLengths' ? { k: 5 } : undefined
      ),
      read: async (name: string, params: object) => (calls.push([name, params]), []),
      context: { globalStorageUri: { fsPath: '/nowhere' } },
    };
    return { texts: await beginTexts(services as never), calls, settings };
  };
  const on = { 'agents.keepTexts': 'prompts', 'agents.keepTextsDays': 30, 'agents.record': true };

  it('are asked for only where that is switched on', async () => {
    const { texts, calls } = await begin({ ...on });
    assert.deepEqual(texts.wanted, { texts: { keeps: 'prompts', from: 70 * day, known: { k: 5 }, paused: [] } });
    assert.deepEqual(calls, [
      ['textLengths', {}],
      ['agents.pauses', { from: 70 * day }],
    ]);
    for (const change of [{ 'agents.keepTexts': 'off' }, { 'agents.record': false }]) {
      const off = await begin({ ...on, ...change });
      assert.deepEqual([off.texts.wanted, off.calls], [{}, []]);
    }
  });

  it('are kept one read after the other, unless that was switched off meanwhile', async () => {
    const { texts, calls, settings } = await begin({ ...on });
    calls.splice(0);
    const [first, second, third] = ['a', 'b', 'c'].map((session) => [{ session }]) as never[];
    texts.take(first ?? ([] as never));
    texts.take(second ?? ([] as never));
    await texts.kept();
    assert.deepEqual(calls, [
      ['keepTexts', { sessions: first }],
      ['keepTexts', { sessions: second }],
    ]);
    settings['agents.keepTexts'] = 'off';
    texts.take(third ?? ([] as never));
    await texts.kept();
    assert.equal(calls.length, 2);
  });
});
