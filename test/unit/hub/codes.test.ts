import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pairing, withPort } from '../../../src/hub/browser/pairing.ts';
import { Tokens } from '../../../src/hub/tokens.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

describe('what lets a client in', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-codes-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is a code of eight signs that can’t be mistaken, for five minutes', () => {
    const clock = new FakeClock();
    const pairing = new Pairing(folder, clock);
    const first = pairing.create();
    assert.match(first.code, /^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
    assert.equal(first.expires, clock.now() + 300_000);
    clock.jump(300_000);
    assert.equal(pairing.redeem(first.code), true);
    assert.equal(pairing.redeem(first.code), false);
    const late = pairing.create();
    clock.jump(300_001);
    assert.equal(pairing.redeem(late.code), false);
    assert.deepEqual([withPort('A', 38_417), withPort('A', 38_418)], ['A', 'A@38418']);
  });

  it('survives four wrong codes, and the count begins again with the next one', () => {
    const pairing = new Pairing(folder, new FakeClock());
    const guess = (times: number): void => {
      for (let i = 0; i < times; i++) assert.equal(pairing.redeem('AAAA-AAA0'), false);
    };
    const first = pairing.create();
    guess(4);
    assert.equal(pairing.redeem(first.code), true);
    pairing.create();
    guess(4);
    const second = pairing.create();
    guess(4);
    assert.equal(pairing.redeem(second.code), true);
    const third = pairing.create();
    guess(5);
    assert.equal(pairing.redeem(third.code), false);
  });

  it('is a token with a name and a scope; there are a hundred at most', () => {
    const tokens = new Tokens(folder);
    for (const name of ['', '  ', 'x'.repeat(81)])
      assert.throws(() => tokens.create(name, ['read'], 1), /up to 80 characters/);
    assert.throws(() => tokens.create('x', [], 1), /a scope/);
    const { token, secret } = tokens.create(` ${'x'.repeat(78)} `, ['read', 'read', 'names'], 7);
    assert.deepEqual([token.name.length, token.scopes, token.created], [78, ['read', 'names'], 7]);
    for (const known of [secret, secret.toUpperCase(), `waka_${secret}`])
      assert.equal(tokens.verify(known)?.id, token.id);
    for (const other of [undefined, '', secret.slice(1), `${secret}0`]) assert.equal(tokens.verify(other), undefined);
    for (let i = 1; i < 100; i++) tokens.create(`t${i}`, ['read'], 0);
    assert.throws(() => tokens.create('more', ['read'], 1), /100 tokens/);
    assert.deepEqual([tokens.list().length, tokens.list().at(-1)?.id], [100, token.id]);
    tokens.revoke(token.id);
    assert.throws(() => tokens.revoke(token.id), /no token/);
    assert.equal(tokens.verify(secret), undefined);
    tokens.create('more', ['read'], 1);
  });
});
