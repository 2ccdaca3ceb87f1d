import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseSeed, seeded } from '../../harness/seed.ts';

describe('the seed of random inputs', () => {
  it('is always the same in CI, so that the same code has the same result', () => {
    assert.equal(chooseSeed({ CI: 'true' }), chooseSeed({ CI: 'true' }));
    assert.equal(chooseSeed({ CI: 'true' }), 20_261_121);
  });

  it('is a new one elsewhere', () => {
    const seed = chooseSeed({});
    assert.ok(Number.isInteger(seed) && Math.abs(seed) < 2 ** 31);
    assert.notEqual(seed, chooseSeed({ CI: 'true' }));
  });

  it('is the one that DAYMARK_SEED names, also in CI', () => {
    assert.equal(chooseSeed({ CI: 'true', DAYMARK_SEED: '-7' }), -7);
    for (const wrong of ['one', '1.5', '4294967296'])
      assert.throws(() => chooseSeed({ DAYMARK_SEED: wrong }), /DAYMARK_SEED must be a whole number/);
  });

  it('decides what fast-check and the tests draw', () => {
    assert.equal(fc.readConfigureGlobal().seed, Number(process.env['DAYMARK_SEED']));
    assert.deepEqual(fc.sample(fc.integer(), 5), fc.sample(fc.integer(), 5));
    assert.equal(seeded(1)(), seeded(1)());
    assert.notEqual(seeded(1)(), seeded(2)());
  });
});
