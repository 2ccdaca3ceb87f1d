import assert from 'node:assert/strict';
import { encodingOf } from '../../../src/extension/textEncoding.ts';

describe('the encoding of a text', () => {
  const of = (...bytes: readonly number[]) => encodingOf(Uint8Array.from(bytes));

  it('is what its mark says', () => {
    assert.equal(of(0xff, 0xfe, 0x61, 0), 'utf-16le');
    assert.equal(of(0xff, 0xfe), 'utf-16le');
    assert.equal(of(0xff, 0xfe, 0, 0x61), 'utf-16le');
    assert.equal(of(0xff, 0xfe, 1, 0), 'utf-16le');
    assert.equal(of(0xfe, 0xff, 0, 0x61), 'utf-16be');
    assert.equal(of(0xef, 0xbb, 0xbf, 0x61), 'utf-8');
  });

  it('is told by every other byte of usual text without a mark', () => {
    assert.equal(of(0x61, 0, 0x62, 0), 'utf-16le');
    assert.equal(of(0, 0x61, 0, 0x62), 'utf-16be');
    assert.equal(of(0x61, 0x62, 0x63), 'utf-8');
    assert.equal(of(), 'utf-8');
    assert.equal(of(0xff, 0x61), 'utf-8');
    assert.equal(of(0xfe, 0xfe), 'utf-8');
    assert.equal(of(0xfe, 0x61), 'utf-8');
  });

  it('is none that is read where it is UTF-32, or of two encodings', () => {
    assert.equal(of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), undefined);
    assert.equal(of(0, 0, 0xfe, 0xff), undefined);
    assert.equal(of(0, 0, 0, 0x61), undefined);
    assert.equal(of(0x61, 0x62, 0, 0x63), undefined);
    assert.equal(of(0xff, 0x61, 0, 0), undefined);
    assert.equal(of(1, 0xfe, 0, 0), undefined);
  });
});
