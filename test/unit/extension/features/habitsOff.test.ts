import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Emitter } from '../../../../src/core/base/event.ts';
import type { Services } from '../../../../src/extension/services.ts';
import { screen } from '../../../fakes/window/vscode.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

/** Code that is loaded after the start finds no VS Code, so it is seen as a warning. */
const fake = new URL('../../../fakes/window/vscode.ts', import.meta.url).href;
const { breaks, focus, timers, typing } = await withFakeVscode(async () => {
  const modules = await Promise.all([
    import('../../../../src/extension/features/breaks/breaks.ts'),
    import('../../../../src/extension/features/focus/focus.ts'),
    import('../../../../src/extension/features/timers/timers.ts'),
    import('../../../../src/extension/features/typing/typing.ts'),
  ]);
  return Object.assign({}, ...modules) as Pick<(typeof modules)[0], 'breaks'> &
    Pick<(typeof modules)[1], 'focus'> &
    Pick<(typeof modules)[2], 'timers'> &
    Pick<(typeof modules)[3], 'typing'>;
}, fake);

const manifest = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
  contributes: { configuration: { properties: Readonly<Record<string, { default: unknown }>> } };
};
const defaults = manifest.contributes.configuration.properties;

describe('habits and timers with everything as it is at first', () => {
  const changed = new Emitter<void>();
  let done: string[];
  let changes: Record<string, unknown>;
  let held: { dispose(): unknown }[];

  beforeEach(() => {
    [done, changes, held] = [[], {}, []];
    Object.assign(screen, { focused: true, messages: [], item: undefined });
    const listens = (to: string) => () => (done.push(`listens to ${to}`), { dispose() {} });
    const services = {
      t: (text: string) => text,
      clock: {
        now: () => 0,
        monotonic: () => 0,
        after: (ms: number) => (done.push(`waits ${ms} ms`), { dispose() {} }),
      },
      log: { warn: (text: string) => done.push(text) },
      read: async (query: string) => (done.push(`reads ${query}`), {}),
      settings: {
        get: (name: string) => (name in changes ? changes[name] : defaults[`daymark.${name}`]?.default),
        onDidChange: changed.event,
      },
      // Nothing of the kind was recorded.
      today: { isIdle: () => true, onDidChange: changed.event, onDidChangeRecords: changed.event },
      recorder: { onDidRecord: () => ({ dispose() {} }) },
      quiet: { show: listens('quiet moments') },
      context: { globalStorageUri: { fsPath: import.meta.dirname }, globalState: { get: () => undefined } },
    } as unknown as Services;
    for (const { start } of [breaks, focus, timers, typing]) {
      const one = start?.(services);
      if (one) held.push(one);
    }
  });
  afterEach(() => {
    for (const one of held) one.dispose();
  });

  /** Today's total changes, as it does all day long. */
  const work = async () => {
    for (let minute = 0; minute < 10; minute++) {
      changed.fire();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('load nothing, read nothing, wait for nothing, and show nothing', async () => {
    await work();
    assert.deepEqual([done, screen.messages, screen.item], [[], [], undefined]);
  });

  for (const [name, value] of Object.entries({
    'breaks.everyMinutes': 50,
    'focus.atBlocks': 'notify',
    'typing.count': true,
  }))
    it(`do something once daymark.${name} is on`, async () => {
      changes[name] = value;
      await work();
      while (done.length === 0) await new Promise((resolve) => setImmediate(resolve));
    });
});
