import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { AppError } from '../../../../src/core/base/appError.ts';
import { Emitter } from '../../../../src/core/base/event.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { storage } from '../../../../src/extension/features/storage/storage.ts';
import type { Services } from '../../../../src/extension/services.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

/** The storage feature beside a journal that the test lets fail and recover, and the notices as they are shown and taken back. */
function started() {
  const [failed, flushed, recorded, grown] = [
    new Emitter<AppError>(),
    new Emitter<number>(),
    new Emitter<Fact>(),
    new Emitter<Fact>(),
  ];
  const shown: string[] = [];
  const clock = new FakeClock();
  const services = {
    clock,
    context: { globalStorageUri: { fsPath: tmpdir() } },
    journal: { onDidFail: failed.event, onDidFlush: flushed.event },
    recorder: { onDidRecord: recorded.event, onDidGrow: grown.event },
    worker: { onDidStart: () => ({ dispose: () => undefined }) },
    notices: { hold: ({ text }: { text: string }) => shown.push(text), clear: (id: string) => shown.push(`no ${id}`) },
  } as unknown as Services;
  const running = storage.start?.(services) ?? assert.fail();
  return { failed, flushed, recorded, grown, shown, clock, running };
}

describe('the notice about a journal that cannot be written', () => {
  it('is taken back with the first write that succeeds, once for each failure', () => {
    const { failed, flushed, shown, running } = started();
    const full = new AppError('storage-full', 'The disk is full.');
    flushed.fire(1);
    failed.fire(full);
    for (let i = 0; i < 3; i++) flushed.fire(1);
    assert.deepEqual(shown, ['The disk is full.', 'no journal']);
    failed.fire(full);
    flushed.fire(1);
    assert.deepEqual(shown.slice(2), ['The disk is full.', 'no journal']);
    failed.fire(full);
    running.dispose();
    flushed.fire(1);
    assert.equal(shown.length, 5);
  });
});

describe('the check for a checkpoint', () => {
  it('is scheduled once by facts, also by a span that only grows', () => {
    const { clock, recorded, grown, running } = started();
    assert.equal(clock.pending, 0);
    grown.fire({} as Fact);
    assert.equal(clock.pending, 1);
    recorded.fire({} as Fact);
    assert.equal(clock.pending, 1);
    running.dispose();
    assert.equal(clock.pending, 0);
  });
});
