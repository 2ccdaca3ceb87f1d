import assert from 'node:assert/strict';
import { recipientId } from '../../../../src/storage/vault/identity.ts';
import type { Recipient } from '../../../../src/storage/vault/keyFolder.ts';
import { Revocations } from '../../../../src/storage/vault/revocations.ts';
import type { Trust } from '../../../../src/storage/vault/trust.ts';

const keyOf = (n: number): Buffer => Buffer.alloc(32, n);
const device = (n: number): Recipient => ({ id: recipientId(keyOf(n)), kind: 'client', publicKey: keyOf(n), at: 0 });
const textOf = (n: number): string => keyOf(n).toString('base64');

describe('devices that were revoked', () => {
  let news: (readonly string[])[];
  let found: Recipient[];
  let statements: string[];
  beforeEach(() => ([news, found, statements] = [[], [], []]));

  /** The revocations that device 9 knows of. */
  function open(...publicKeys: string[]): Revocations {
    const trust = {
      self: { id: device(9).id },
      recipients: () => new Map(),
      revocations: () => found.map((subject) => ({ subject })),
      asRecipient: () => device(9),
      revoke: (subject: Recipient, reader: Recipient, at: number) =>
        statements.push(`${subject.publicKey[0]} for ${reader.publicKey[0]} at ${at}`),
    } as unknown as Trust;
    return new Revocations(trust, { publicKeys, onRevoked: (all) => news.push(all) });
  }

  it('are those that were remembered as keys of 32 bytes', () => {
    const revocations = open(textOf(1), textOf(1), 'AAAA', textOf(2));
    assert.deepEqual(revocations.publicKeys, [textOf(1), textOf(2)]);
    assert.deepEqual(revocations.subjects.get(device(1).id), device(1));
    assert.deepEqual([revocations.has(device(2).id), revocations.has(device(3).id), news], [true, false, []]);
  });

  it('are learned once, and remembered when there is a new one', () => {
    const revocations = open(textOf(1));
    assert.equal(revocations.isSelfRevoked, false);
    found = [device(1)];
    assert.deepEqual([revocations.learn(), news, revocations.isSelfRevoked], [[], [], false]);
    found = [device(1), device(2)];
    assert.deepEqual([revocations.learn(), news], [[device(2).id], [[textOf(1), textOf(2)]]]);
    assert.deepEqual([revocations.add([device(2)]), news.length], [[], 1]);
  });

  it('are not this one, which learns that it is revoked, and that it no longer is', () => {
    const revocations = open();
    found = [device(9), device(3)];
    assert.deepEqual([revocations.learn(), revocations.isSelfRevoked], [[device(3).id], true]);
    found = [];
    assert.deepEqual([revocations.learn(), revocations.isSelfRevoked, news.length], [[], false, 1]);
  });

  it('have an epoch by who they are, in any order', () => {
    assert.equal(open().epoch, '');
    assert.match(open(textOf(1)).epoch, /^[\da-f]{32}$/);
    assert.notEqual(open(textOf(1)).epoch, open(textOf(2)).epoch);
    assert.equal(open(textOf(1), textOf(2)).epoch, open(textOf(2), textOf(1)).epoch);
  });

  it('are written for this one, for those that it trusts, and for themselves', () => {
    open().tell(new Map([['5', device(5)]]), 7);
    assert.deepEqual(statements, []);
    open(textOf(1)).tell(new Map([['5', device(5)]]), 7);
    assert.deepEqual(statements, ['1 for 9 at 7', '1 for 5 at 7', '1 for 1 at 7']);
  });
});
