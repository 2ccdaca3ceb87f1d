import assert from 'node:assert/strict';
import { openProbeLine, type ProbeLine } from '../../../bench/lib/probeLine.ts';
import type { ProbeCommand } from '../../../bench/probe/protocol.ts';

/** An extension host as the bench sees it. */
function hostOf(line: ProbeLine, host: string) {
  const call = async (method: string, params: object): Promise<unknown> => {
    const body = JSON.stringify({ host, ...params });
    return (await fetch(`${line.address}/${method}`, { method: 'POST', body })).json();
  };
  return {
    next: () => call('next', {}) as Promise<ProbeCommand | null>,
    done: (result: unknown) => call('done', { result }),
  };
}

describe('the line from the bench to its probe', () => {
  let line: ProbeLine;
  beforeEach(async () => (line = await openProbeLine()));
  afterEach(() => line.close());

  it('gives a command to a host and returns its answer', async () => {
    const host = hostOf(line, 'a');
    const asked = line.ask('memory', {});
    assert.deepEqual(await host.next(), { name: 'memory', params: {} });
    await host.done({ heap: 1, rss: 2 });
    assert.deepEqual(await asked, { heap: 1, rss: 2 });
  });

  it('gives nothing to the host of a closed window, nor hears its answer', async () => {
    const [old, host] = [hostOf(line, 'old'), hostOf(line, 'new')];
    const before = line.ask('memory', {});
    await old.next();
    await old.done('before');
    await before;
    line.hangUp();
    const asked = line.ask('memory', {});
    assert.equal(await old.next(), null);
    assert.ok(await host.next());
    await old.done('of the past');
    await host.done('of the present');
    assert.equal(await asked, 'of the present');
  });

  it('gives a command again when the host that took it was started again', async () => {
    const asked = line.ask('activation', {});
    assert.ok(await hostOf(line, 'first').next());
    const again = hostOf(line, 'second');
    assert.deepEqual(await again.next(), { name: 'activation', params: {} });
    await again.done('answered');
    assert.equal(await asked, 'answered');
  });

  it('gives a command again when it was lost on the way', async () => {
    const host = hostOf(line, 'a');
    const asked = line.ask('memory', {});
    await host.next();
    assert.ok(await host.next());
    await host.done('answered');
    assert.equal(await asked, 'answered');
  });
});
