import assert from 'node:assert/strict';
import { AppError } from '../../../../src/core/base/appError.ts';
import { MemorySync } from '../../../fakes/memorySync.ts';
import { chooseSeed, seeded } from '../../../harness/seed.ts';
import { record, run, span } from '../facts.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { Laptop } from './laptop.ts';

/** Every ninth access in a usual run, from another one each time; all of them with the variable set. */
const stride = process.env['DAYMARK_EVERY_STEP'] ? 1 : 9;
const random = seeded(chooseSeed());
const codes = ['ENOSPC', 'EIO', 'EACCES', 'EBUSY', 'EMFILE'];
const idsOf = (facts: readonly { readonly type: string; readonly id: string }[]) =>
  facts.map(({ type, id }) => `${type} ${id}`).sort();

describe('sync on a disk that refuses one access', function () {
  this.timeout(300_000);

  it('at any step loses and doubles nothing, and is done by the next sync', async () => {
    const outcomes = new Set<string>();
    for (let step = 1 + Math.floor(random() * stride); ; step += stride) {
      const what = `step ${step}, ${codes[step % codes.length]}`;
      const server = new MemorySync();
      const laptops = [new Laptop(), new Laptop()] as const;
      const [other, laptop] = laptops;
      let count = Number.NEGATIVE_INFINITY;
      laptop.files = faultyFiles(() => {
        if (++count === step) throw diskFailure(codes[step % codes.length] ?? '');
      });
      try {
        await other.join(server.client());
        await laptop.join(server.client());
        await other.admit(server.client(), laptop);
        await other.record(span({ id: 'a:1' }), record({ id: 'a:2' }));
        await other.sync(server.client());
        await laptop.record(span({ id: 'b:1' }), run({ id: 'b:2' }));
        count = 0;
        try {
          outcomes.add((await laptop.sync(server.client())).outcome);
        } catch (error) {
          assert.ok(
            error instanceof AppError && error.code !== 'internal',
            `${what}: ${String((error as Error).stack)}`,
          );
          outcomes.add('threw');
        }
        const isOver = count < step;
        count = Number.NEGATIVE_INFINITY;
        for (let round = 0; round < 3; round++)
          for (const each of laptops) {
            each.storage.clock.pass(61_000);
            const { outcome } = await each.sync(server.client());
            if (round > 1) assert.equal(outcome, 'ok', what);
          }
        const all = ['record a:2', 'run b:2', 'span a:1', 'span b:1'];
        assert.deepEqual(idsOf(await laptop.facts()), all, what);
        assert.deepEqual(idsOf(await other.facts()), all, what);
        laptop.crash();
        assert.deepEqual(idsOf(await laptop.facts()), all, what);
        if (isOver) break;
      } finally {
        for (const { storage } of laptops) storage.remove();
      }
    }
    assert.ok(outcomes.has('ok'), Array.from(outcomes).join());
  });
});
