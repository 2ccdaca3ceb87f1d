import assert from 'node:assert/strict';
import { CallError, connectRpc, type Rpc } from '../../../../src/webview/state/rpc.ts';

interface Bench {
  readonly rpc: Rpc;
  readonly posted: { id: number; method: string; params: unknown }[];
  receive(message: unknown): void;
  /** Lets the time of the n-th call run out. */
  expire(call: number): void;
  /** Lists how long each call that has no answer is waited for, in ms. */
  waits(): number[];
}

function bench(): Bench {
  const posted: Bench['posted'] = [];
  const timers: { ms: number; callback: (() => void) | undefined }[] = [];
  let listener: (message: unknown) => void = () => assert.fail('nobody listens');
  const rpc = connectRpc(
    {
      post: (message) => posted.push(message as Bench['posted'][number]),
      receive: (given) => (listener = given),
      after: (ms, callback) => {
        const timer: (typeof timers)[number] = { ms, callback };
        timers.push(timer);
        return { dispose: () => (timer.callback = undefined) };
      },
    },
    'lost',
  );
  return {
    rpc,
    posted,
    receive: (message) => listener(message),
    expire: (call) => timers[call]?.callback?.(),
    waits: () => timers.flatMap(({ ms, callback }) => (callback ? [ms] : [])),
  };
}

describe('the calls of the view', () => {
  it('gives each call its own answer, in any order', async () => {
    const { rpc, posted, receive } = bench();
    const first = rpc.call('activity.save', {} as never);
    const second = rpc.call('plan.generate', { replace: false });
    assert.deepEqual(
      posted.map(({ method }) => method),
      ['activity.save', 'plan.generate'],
    );
    receive({ id: posted[1]?.id, result: { day: '2026-11-20', tasks: 3 } });
    receive({ id: posted[0]?.id, result: { id: 'a' } });
    assert.deepEqual([await first, await second], [{ id: 'a' }, { day: '2026-11-20', tasks: 3 }]);
  });

  it('makes an error of an error, with its code', async () => {
    const { rpc, posted, receive } = bench();
    const call = rpc.call('plan.generate', { replace: false });
    receive({ id: posted[0]?.id, error: { code: 'plan-exists', message: 'There is one.' } });
    await assert.rejects(
      call,
      (error) => error instanceof CallError && error.code === 'plan-exists' && error.message === 'There is one.',
    );
  });

  it('waits 15 s for an answer, two minutes where a model may be asked, and no longer once it came', () => {
    const { rpc, posted, receive, waits } = bench();
    void rpc.call('activity.save', {} as never);
    void rpc.call('plan.generate', { replace: false });
    assert.deepEqual(waits(), [15_000, 120_000]);
    receive({ id: posted[0]?.id, result: { id: 'a' } });
    assert.deepEqual(waits(), [120_000]);
  });

  it('gives up on a call that nobody answers', async () => {
    const { rpc, posted, receive, expire } = bench();
    const call = rpc.call('dashboard.get', {});
    expire(0);
    await assert.rejects(
      call,
      (error) => error instanceof CallError && error.code === 'lost' && error.message === 'lost',
    );
    receive({ id: posted[0]?.id, result: {} });
  });

  it('hands events to those who listen, until they stop', () => {
    const { rpc, receive } = bench();
    const heard: string[] = [];
    const listening = rpc.on('navigate', ({ to }) => heard.push(to));
    receive({ event: 'navigate', data: { to: 'plan' } });
    listening.dispose();
    receive({ event: 'navigate', data: { to: 'log' } });
    assert.deepEqual(heard, ['plan']);
  });

  it('passes over what is no message of the host', () => {
    const { receive } = bench();
    for (const message of [null, undefined, 7, 'text', {}, { id: 99, result: 1 }, { event: 'unknown', data: 1 }])
      receive(message);
  });
});
