import assert from 'node:assert/strict';
import type { Signal } from '../../../../src/core/facts/signal.ts';
import type { Places } from '../../../../src/extension/places/places.ts';
import { startSensors } from '../../../../src/extension/sensor.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { server } from '../../../fakes/typing/vscode.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { diagnostics } = await withFakeVscode(
  () => import('../../../../src/extension/sensors/diagnostics.ts'),
  new URL('../../../fakes/typing/vscode.ts', import.meta.url).href,
);

/** The time of one look at a file's problems here, in ms. */
const lookMs = 1;

/** A clock on which looks take time, and that records the length of each turn. */
class BusyClock extends FakeClock {
  #busyMs = 0;
  #turnMs = 0;
  longestMs = 0;

  override monotonic(): number {
    return super.monotonic() + this.#busyMs;
  }

  override after(ms: number, act: () => void) {
    return super.after(ms, () => {
      this.#turnMs = 0;
      act();
    });
  }

  spend(ms: number): void {
    this.#busyMs += ms;
    this.#turnMs += ms;
    this.longestMs = Math.max(this.longestMs, this.#turnMs);
  }
}

function report(files: number, folder: string) {
  const clock = new BusyClock();
  const told: Signal[] = [];
  server.problems = () => (clock.spend(lookMs), [{ severity: 0, message: 'wrong', range: { start: { line: 1 } } }]);
  const where = ({ path }: { readonly path: string }) => ({ role: 'work', where: { project: '/p', file: path } });
  const input = {
    emit: (signal: Signal) => void told.push(signal),
    places: { ofUri: where } as unknown as Places,
    clock,
  };
  const fail = (text: string): never => assert.fail(text);
  const running = startSensors([diagnostics], input, { trace: fail, debug: fail, info: fail, warn: fail, error: fail });
  const uris = Array.from({ length: files }, (_, i) => ({
    scheme: 'file',
    path: `${folder}/${i}.ts`,
    toString: () => `file://${folder}/${i}.ts`,
  }));
  server.reported.fire({ uris });
  clock.advance(60_000);
  running.dispose();
  return { told, clock };
}

describe('diagnostics of many files at once', () => {
  it('are read in turns of a few milliseconds, and each file is reported once', () => {
    const { told, clock } = report(5_000, '/p/src');
    assert.equal(told.length, 5_000);
    const files = new Set(told.map((signal) => (signal.type === 'diagnostics' ? signal.where.file : '')));
    assert.equal(files.size, 5_000);
    assert.ok(clock.longestMs < 16, `${clock.longestMs} ms`);
    assert.equal(clock.pending, 0, 'no timer is left');
  });

  it('outside the workspace are passed over', () => {
    assert.deepEqual(report(50, '/elsewhere').told, []);
    assert.deepEqual(report(50, '/p/node_modules/x').told, []);
  });
});
