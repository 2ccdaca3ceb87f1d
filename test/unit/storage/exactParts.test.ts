import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { crc32 } from 'node:zlib';
import { hourMs } from '../../../src/core/time/days.ts';
import { nodeFiles } from '../../../src/storage/disk/nodeFiles.ts';
import { projectScope } from '../../../src/storage/erase/projectScope.ts';
import { SpanHours } from '../../../src/storage/facts/spanHours.ts';
import { CellReader } from '../../../src/storage/journal/journalCells.ts';
import { decodeLine, encodeLine } from '../../../src/storage/journal/journalLine.ts';
import { readTraces } from '../../../src/storage/transfer/importLists.ts';
import * as keyFiles from '../../../src/storage/vault/keyFiles.ts';
import { recipientId } from '../../../src/storage/vault/identity.ts';
import { span } from './facts.ts';
import { StorageFolder } from './storageFolder.ts';

describe('the lines of a journal', () => {
  it('end with their checksum, and are damaged by any other character', () => {
    const line = encodeLine([1, 'a', [null, true]]);
    assert.deepEqual(decodeLine(line.trimEnd()), [1, 'a', [null, true]]);
    assert.deepEqual(decodeLine(encodeLine([]).trimEnd()), []);
    const text = line.trimEnd();
    for (let at = 0; at < text.length; at++)
      assert.equal(decodeLine(`${text.slice(0, at)}~${text.slice(at + 1)}`), undefined, `${at}`);
    for (const damaged of ['', '[', ',""]', text.slice(0, -1), `${text}]`, text.slice(1)])
      assert.equal(decodeLine(damaged), undefined, damaged);
    // One with a checksum of its own that is no JSON.
    const body = '[1,x';
    assert.equal(decodeLine(`${body},"${crc32(body).toString(36)}"]`), undefined);
  });

  it('have columns by name and value in turn', () => {
    const columns = (...cells: (string | number | null)[]) => new CellReader([cells], undefined).recordColumns();
    assert.deepEqual(columns('start', 5, 'status', 'open', 'deleted', 1), { start: 5, status: 'open', deleted: 1 });
    assert.deepEqual(columns('status', 'kind'), { status: 'kind' }, 'a value that is the name of a column');
    assert.deepEqual(columns('deleted', 0, 'due', null), { deleted: 0, due: null });
    assert.deepEqual(columns('newer', 5, 'start', 7), { start: 7 });
    assert.deepEqual(columns(), {});
    assert.throws(() => new CellReader([5], undefined).recordColumns(), TypeError);
  });
});

describe('the list of an import', () => {
  it('is read where it is whole, and damaged where a part is no list', () => {
    const folder = new StorageFolder();
    try {
      const name = '2026-03-02-1.json';
      const read = (content: unknown, file = name) => {
        fs.mkdirSync(folder.path('imports'), { recursive: true });
        fs.writeFileSync(folder.path('imports', name), typeof content === 'string' ? content : JSON.stringify(content));
        return readTraces(nodeFiles, folder.folder, file);
      };
      const whole = { facts: { 'span w': [5, 1] }, hidden: [] };
      assert.deepEqual(read(whole), whole);
      assert.deepEqual(read({ ...whole, grown: [], edited: [] }), { ...whole, grown: [], edited: [] });
      for (const broken of [
        { ...whole, facts: { 'span w': 5 } },
        { ...whole, facts: { 'span w': [5, 1], 'run w': {} } },
        { facts: {} },
        { hidden: [] },
        { ...whole, hidden: {} },
        { ...whole, grown: {} },
        { ...whole, edited: 5 },
        'no',
      ])
        assert.equal(read(broken), 'damaged', JSON.stringify(broken));
      assert.equal(read(whole, '2026-03-02-2.json'), undefined);
      assert.equal(read(whole, '../imports/2026-03-02-1.json'), undefined);
    } finally {
      folder.remove();
    }
  });
});

describe('hours of spans', () => {
  it('are kept for ten days at once, of twenty in all, each with what begins in it', () => {
    const all = Array.from({ length: 6 }, (_, i) => span({ id: `w:${i}`, start: (i * hourMs) / 2, end: i * hourMs }));
    const asked: [number, number][] = [];
    const hours = new SpanHours((from, to) => {
      asked.push([from / hourMs, to / hourMs]);
      return all.filter(({ start }) => start >= from && start < to);
    });
    const starts = (from: number, to: number) =>
      hours.between(from * hourMs, to * hourMs).map(({ start }) => start / hourMs);
    assert.deepEqual(starts(0.5, 2), [0.5, 1, 1.5]);
    assert.deepEqual(starts(0.6, 2.5), [1, 1.5, 2]);
    assert.deepEqual(asked.splice(0), [
      [0, 2],
      [2, 3],
    ]);
    starts(0, 240);
    starts(0, 240);
    assert.deepEqual(asked.splice(0), [[3, 240]]);
    starts(0, 241);
    starts(0, 241);
    assert.deepEqual(asked.splice(0), [
      [0, 241],
      [0, 241],
    ]);
    // 480 hours are kept, one more makes room.
    starts(240, 480);
    starts(0, 1);
    starts(480, 481);
    assert.deepEqual(asked.splice(0), [
      [240, 480],
      [480, 481],
    ]);
    starts(0, 1);
    assert.deepEqual(asked.splice(0), [[0, 1]]);
  });
});

describe('what belongs to a project', () => {
  it('has its repositories in whatever case they are written', () => {
    const { isMentionedIn } = projectScope('/home/me/shop', ['Acme/Shop']);
    for (const [value, expected] of [
      ['https://github.com/acme/shop/pull/1', true],
      ['https://github.com/ACME/SHOP', true],
      ['https://github.com/acme/shops', false],
      [{ a: ['https://github.com/Acme/Shop'] }, true],
      [{ '/home/me/shop/a.ts': 1 }, true],
      [['/home/me/other'], false],
      [5, false],
      [null, false],
    ] as const)
      assert.equal(isMentionedIn(value), expected, JSON.stringify(value));
  });
});

describe('the files of a vault', () => {
  const publicKey = randomBytes(32);
  const base64 = (length: number): string => randomBytes(length).toString('base64');
  const id = recipientId(publicKey);
  const match = ['', id, 'reader', 'from'] as unknown as RegExpExecArray;
  const recipient = { kind: 'client', publicKey: publicKey.toString('base64'), at: 5 };
  const signed = { from: '0123456789abcdef', mac: base64(32) };

  it('name a recipient by its own key', () => {
    assert.deepEqual(keyFiles.toRecipient(id, recipient), { id, kind: 'client', publicKey, at: 5 });
    assert.ok(keyFiles.toRecipient(id, { ...recipient, kind: 'recovery', at: 0 }));
    assert.ok(keyFiles.toRecipient(id, { ...recipient, at: 8.64e15 }));
    for (const change of [
      { kind: 'other' },
      { publicKey: base64(31) },
      { publicKey: base64(32) },
      { publicKey: 5 },
      { at: -1 },
      { at: 8.64e15 + 2 },
      { at: '5' },
      { at: undefined },
    ])
      assert.equal(keyFiles.toRecipient(id, { ...recipient, ...change }), undefined, JSON.stringify(change));
  });

  it('hold keys: signed ones for a use, and those of earlier versions to open', () => {
    const key = { box: base64(32 + 12 + 32 + 16), proof: base64(16), at: 5 };
    const of = (content: object) => keyFiles.toKeyFile(match, content as keyFiles.Content);
    assert.deepEqual([of(key)?.use, of(key)?.epoch, of(key)?.signed], ['open', '', undefined]);
    const whole = { ...key, ...signed, use: 'seal', epoch: 'x'.repeat(64) };
    assert.deepEqual([of(whole)?.use, of(whole)?.epoch.length, of(whole)?.signed?.from], ['seal', 64, signed.from]);
    assert.equal(of({ ...whole, use: 'open', epoch: undefined })?.epoch, '');
    for (const change of [
      { use: 'other' },
      { use: undefined },
      { epoch: 'x'.repeat(65) },
      { epoch: 5 },
      { from: 'x' },
      { mac: base64(31) },
      { mac: null },
      { box: base64(91) },
      { proof: base64(15) },
      { at: -1 },
    ])
      assert.equal(of({ ...whole, ...change }), undefined, JSON.stringify(change));
  });

  it('state, revoke, ask, and answer with a signature', () => {
    const content = { ...recipient, ...signed, revokedAt: 7 } as keyFiles.Content;
    const without = (name: string) => ({ ...content, [name]: undefined }) as keyFiles.Content;
    assert.deepEqual(keyFiles.toStatement(match, content)?.reader, 'reader');
    assert.deepEqual(keyFiles.toRevocation(match, content)?.revokedAt, 7);
    assert.equal(keyFiles.toRevocation(match, content)?.signed.from, 'from');
    assert.equal(keyFiles.toAsk(match, content)?.subject.id, id);
    assert.equal(keyFiles.toAnswer(match, content)?.reader, 'reader');
    for (const name of ['mac', 'publicKey'])
      for (const read of [keyFiles.toStatement, keyFiles.toRevocation, keyFiles.toAsk, keyFiles.toAnswer])
        assert.equal(read(match, without(name)), undefined, `${read.name} ${name}`);
    assert.equal(keyFiles.toStatement(match, without('from')), undefined);
    assert.equal(keyFiles.toRevocation(match, without('revokedAt')), undefined);
    for (const from of ['0123456789abcde', '0123456789abcdef0', '0123456789ABCDEF', 5])
      assert.equal(keyFiles.toSigned({ ...signed, from }), undefined, String(from));
    assert.equal(keyFiles.toDeviceName(match, { box: 'x'.repeat(1024) })?.length, 768);
    assert.equal(keyFiles.toDeviceName(match, { box: 'x'.repeat(1025) }), undefined);
    assert.equal(keyFiles.toDeviceName(match, { box: 5 }), undefined);
    assert.deepEqual(
      ['{"a":1}', '[]', 'null', '5', 'no'].map((text) => keyFiles.parse(Buffer.from(text)) !== undefined),
      [true, true, false, false, false],
    );
  });
});
