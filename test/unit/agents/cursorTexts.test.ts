import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { findLogs } from '../../../src/agents/findLogs.ts';
import { LogIndex } from '../../../src/agents/logIndex.ts';
import { sessionsOf } from '../../../src/agents/sessions.ts';
import { TextShelf } from '../../../src/agents/texts/textShelf.ts';
import type { KeptText } from '../../../src/core/facts/keptTexts.ts';

const at = '2026-11-28T10:00:00.000Z';

describe('texts of Cursor', () => {
  let root: string;
  let file: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'daymark-cursor-'));
    file = path.join(root, 'globalStorage', 'state.vscdb');
    mkdirSync(path.dirname(file));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function read(keeps: 'prompts' | 'all' = 'all') {
    const shelf = new TextShelf({ keeps, from: 0, paused: [], known: {} });
    const index = new LogIndex((folder) => folder === '/work/secret', shelf);
    index.update(findLogs(root, 'cursor'));
    const sessions = [...shelf.fresh(1)].flat();
    return {
      sessions,
      texts: sessions.flatMap(({ texts }) => texts),
      failures: index.ledgers.flatMap((ledger) => ledger.failures()),
      records: index.ledgers.flatMap((ledger) => sessionsOf(ledger, { prices: {}, offsetAt: () => 0 })),
    };
  }
  const said = (texts: readonly KeptText[]): string[] => texts.map(({ by, text }) => `${by}|${text}`);

  it('are kept where a message names the folders of its window, and nothing of the account', () => {
    const database = new DatabaseSync(file);
    const columns = '(key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)';
    database.exec(`CREATE TABLE ItemTable ${columns}; CREATE TABLE cursorDiskKV ${columns};`);
    database.prepare('INSERT INTO ItemTable VALUES (?, ?)').run('cursorAuth/accessToken', 'of the account');
    const put = database.prepare('INSERT INTO cursorDiskKV VALUES (?, ?)');
    const shop = ['file:///work/shop', 'file:///work/other'];
    const message = (id: string, fields: object): unknown =>
      put.run(`bubbleId:chat:${id}`, JSON.stringify({ createdAt: at, type: 2, workspaceUris: shop, ...fields }));
    message('1', { type: 1, text: 'Mend it, the key is ghp_abcdefghijklmnopqrstuvwxyz0123456789' });
    message('2', { text: 'Done.', tokenCount: { inputTokens: 9, outputTokens: 1 } });
    message('3', { type: 1, text: 'Without a folder', workspaceUris: [] });
    message('4', {
      type: 1,
      text: 'On another machine',
      workspaceUris: ['vscode-remote://ssh-remote%2Bbox/work/shop'],
    });
    message('5', { type: 1, text: 'Excluded', workspaceUris: ['file:///work/secret'] });
    message('6', { type: 1, text: 'Without a time', createdAt: undefined });
    message('7', { text: '', toolFormerData: { name: 'edit_file', status: 'error' } });
    put.run('composerData:chat', JSON.stringify({ text: 'A draft' }));
    put.run('bubbleId:chat:8', null);
    database.close();
    const { texts, sessions, records, failures } = read();
    assert.deepEqual(said(texts), ['prompt|Mend it, the key is [secret removed]', 'answer|Done.']);
    assert.deepEqual(
      sessions.map(({ project }) => project),
      ['/work/shop'],
    );
    // The page of the session finds them.
    assert.deepEqual([...new Set(sessions.map(({ session }) => session))], [...new Set(records.map(({ id }) => id))]);
    assert.deepEqual(
      failures.map(({ of }) => of),
      ['tool'],
    );
    assert.deepEqual(said(read('prompts').texts), ['prompt|Mend it, the key is [secret removed]']);
  });
});
