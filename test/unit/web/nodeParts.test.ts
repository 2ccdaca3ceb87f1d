import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { encrypt, deriveKey } from '../../../src/storage/vault/cipher.ts';
import * as ownCrypto from '../../../src/web/node/crypto.ts';
import * as ownZlib from '../../../src/web/node/zlib.ts';

const bytes = fc.uint8Array({ maxLength: 300 });
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const hex = (content: Uint8Array): string => Buffer.from(content).toString('hex');

describe("the parts of Node's modules for a browser", () => {
  it('hash, authenticate, and derive as Node does', () => {
    fc.assert(
      fc.property(key, bytes, fc.string(), (secret, content, text) => {
        for (const encoding of ['hex', 'base64', 'base64url'] as const)
          assert.equal(
            ownCrypto.createHash('sha256').update(text).update(content).digest(encoding),
            crypto.createHash('sha256').update(text).update(content).digest(encoding),
          );
        assert.equal(
          hex(ownCrypto.createHmac('sha256', secret).update(text).digest()),
          hex(crypto.createHmac('sha256', secret).update(text).digest()),
        );
        assert.equal(
          hex(ownCrypto.hkdfSync('sha256', secret, new Uint8Array(), `daymark ${text}`, 32)),
          hex(deriveKey(secret, text)),
        );
      }),
    );
    assert.throws(() => ownCrypto.createHash('md5'));
  });

  it('open what Node sealed, and nothing that was changed', () => {
    fc.assert(
      fc.property(fc.tuple(key, bytes, bytes, fc.nat()), ([secret, content, context, place]) => {
        const sealed = encrypt(secret, content, context);
        const opened = (box: Uint8Array, within: Uint8Array): string => {
          const decipher = ownCrypto.createDecipheriv('aes-256-gcm', secret, box.subarray(0, 12));
          decipher.setAAD(within).setAuthTag(box.subarray(-16));
          const early = decipher.update(box.subarray(12, -16));
          assert.equal(early.length, 0, 'nothing before the tag was checked');
          return hex(decipher.final());
        };
        assert.equal(opened(sealed, context), hex(content));
        const changed = Uint8Array.from(sealed);
        changed[place % changed.length] = (changed[place % changed.length] ?? 0) ^ 1;
        assert.throws(() => opened(changed, context));
        assert.throws(() => opened(sealed, Uint8Array.from([...context, 1])));
      }),
    );
  });

  it('unpack what Node packed, within the limit, and refuse the rest', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (content, text) => {
        assert.equal(hex(ownZlib.gunzipSync(zlib.gzipSync(content))), hex(content));
        assert.equal(hex(ownZlib.inflateRawSync(zlib.deflateRawSync(content))), hex(content));
        assert.equal(hex(zlib.inflateRawSync(ownZlib.deflateRawSync(text))), hex(Buffer.from(text)));
        assert.equal(hex(zlib.gunzipSync(ownZlib.gzipSync(text))), hex(Buffer.from(text)));
        assert.equal(ownZlib.crc32(content), zlib.crc32(content));
        assert.equal(ownZlib.crc32(text), zlib.crc32(text));
      }),
    );
    const large = zlib.gzipSync(Buffer.alloc(50_000_000));
    assert.throws(() => ownZlib.gunzipSync(large, { maxOutputLength: 1_000_000 }), /too long/);
    const whole = zlib.gzipSync(crypto.randomBytes(200_000));
    assert.equal(ownZlib.gunzipSync(whole, { maxOutputLength: 200_000 }).length, 200_000);
    assert.throws(() => ownZlib.gunzipSync(whole.subarray(0, -20)));
    assert.throws(() => ownZlib.gunzipSync(Buffer.from('this is no gzip')));
  });

  it('draw random values of the right form', () => {
    assert.equal(ownCrypto.randomBytes(32).length, 32);
    assert.match(ownCrypto.randomUUID(), /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    for (let i = 0; i < 100; i++) assert.ok(ownCrypto.randomInt(10) < 10);
    assert.equal(ownCrypto.timingSafeEqual(Uint8Array.of(1, 2), Uint8Array.of(1, 3)), false);
  });
});
