import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { statementsIn } from '../../../src/agents/decisions/sessionTexts.ts';
import { tokensIn } from '../../../src/ai/claims/tokens.ts';
import { withNumberWords } from '../../../src/ai/claims/numberWords.ts';
import { Glob } from '../../../src/core/base/glob.ts';
import { ownValue } from '../../../src/core/base/ownValue.ts';
import { isTimeZone } from '../../../src/core/time/zone.ts';
import { parseXml } from '../../../src/integrations/calendar/xml.ts';
import { readSlackStatus } from '../../../src/integrations/slack/slackStatus.ts';
import { zoneOfWindows } from '../../../src/planning/calendar/ics/windowsZones.ts';
import { dateWordsOf } from '../../../src/planning/tasks/quickAdd/dateWords.ts';
import { parseQuickAdd } from '../../../src/planning/tasks/quickAdd/quickAdd.ts';
import { ExportAliases } from '../../../src/storage/transfer/aliases.ts';
import { exportRange } from '../../../src/storage/transfer/exportData.ts';
import { FakeSlack } from '../../fakes/slack/fakeSlack.ts';
import { StartedHub } from '../hub/startedHub.ts';
import { always } from '../storage/allFacts.ts';
import { record } from '../storage/facts.ts';
import { StorageFolder } from '../storage/storageFolder.ts';

const words = ['constructor', 'valueOf', 'toString', 'hasOwnProperty', '__proto__'];

describe('a word that every object inherits', () => {
  it('is in no table', () => {
    assert.equal(ownValue({ a: 1 }, 'a'), 1);
    for (const word of words) assert.equal(ownValue({ a: 1 }, word), undefined);
  });

  it('is no class of a glob', () => {
    assert.equal(new Glob('[[:constructor:]]x').test('ax'), false);
    assert.equal(new Glob('[[:constructor:][:digit:]]x').test('7x'), true);
  });

  it('is no number in a statement of a model', () => {
    for (const word of [...words, 'a constructor', 'the constructor failed'])
      assert.deepEqual(
        withNumberWords(tokensIn(word)).filter((token) => token.is === 'number'),
        [],
        word,
      );
  });

  it('is no rule, priority, or zone of a task or calendar', () => {
    const context = { today: '2026-11-18', minuteOfDay: 900, words: dateWordsOf('en'), zone: 'Europe/Berlin' };
    for (const word of words) {
      const { repeat, priority, dueOn } = parseQuickAdd(`x *${word} !${word}`, context);
      assert.deepEqual({ repeat, priority, dueOn }, { repeat: undefined, priority: undefined, dueOn: undefined }, word);
      assert.equal(zoneOfWindows(word), undefined);
      assert.equal(isTimeZone(word), false);
      const entity = `&${word};`;
      assert.equal(parseXml(`<a>${entity}</a>`)?.text, entity);
    }
  });

  for (const collection of words)
    it(`is a collection like any other in an export, an undo, a checkpoint, and an erasure: ${collection}`, async () => {
      const folder = new StorageFolder();
      try {
        const start = folder.clock.now() - 1000;
        const fields = { start, end: start + 500, title: 'x' };
        const store = await folder.store();
        const { name = '' } = store.importFacts([record({ collection, id: 'a:1', fields })]);
        const text = exportRange('jsonl', { reader: store, range: always }, new ExportAliases().rename);
        assert.match(text, new RegExp(`"collection":"${collection}"`));
        assert.equal(store.undoImport(name).outcome, 'done');
        const journal = folder.journal({ writer: 'w' });
        for (let count = 1; count <= 3; count++)
          journal.append(
            record({ collection, id: 'a:2', clock: { time: start, count, writer: 'w' }, fields: { ...fields, count } }),
          );
        await journal.flush();
        assert.equal(store.checkpoint().outcome, 'done');
        const { outcome, erased } = store.erase({ range: { from: start - 1, to: start + 1000 } });
        assert.deepEqual({ outcome, erased }, { outcome: 'done', erased: { record: 1 } });
      } finally {
        folder.remove();
      }
    });

  it('is nobody who speaks in a log of Codex', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'daymark-inherited-'));
    try {
      const said = (type: string) =>
        JSON.stringify({ type: 'event_msg', payload: { type, message: `Hello, ${type}` } });
      const file = path.join(folder, 'a.jsonl');
      writeFileSync(file, [...words, 'user_message'].map(said).join('\n'));
      assert.deepEqual(statementsIn('codex', file), [{ by: 'you', text: 'Hello, user_message' }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is no error of Slack, and no range of the hub', async () => {
    const slack = new FakeSlack();
    const api = await slack.listen();
    slack.answer = (response) => void response.end(JSON.stringify({ ok: false, error: 'constructor' }));
    try {
      await assert.rejects(readSlackStatus({ token: slack.token, api }), { problem: 'refused' });
    } finally {
      await slack.close();
    }
    const hub = await new StartedHub().start();
    try {
      const headers = { authorization: `Bearer ${hub.token('read')}` };
      for (const word of words) {
        const { status } = await hub.send(`/api/v1/users/current/stats/${word}`, { headers });
        assert.equal(status, 404, word);
      }
    } finally {
      await hub.stop();
    }
  });
});

/** Tables that are indexed by keys of a keyboard, letters of git, endings of built files, or words of Daymark's own. */
const trusted = new Set([
  'gitChanges.ts statuses',
  'historyPage.ts types',
  'texture.ts strokes',
  'useTaskKeys.ts priorities',
  'virtualList.tsx steps',
]);

describe('a table by word', () => {
  it('is asked for its own words only', () => {
    const root = path.join(import.meta.dirname, '../../..');
    const careless = globSync('{src,backend/src,browser/src}/**/*.{ts,tsx}', { cwd: root }).flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return Array.from(text.matchAll(/^(?:export )?const (\w+): Readonly<Record<string, /gm), ([, name = '']) => name)
        .filter((name) => new RegExp(`\\b${name}\\[`).test(text))
        .filter((name) => !text.includes(`Object.hasOwn(${name}, `) && !trusted.has(`${path.basename(file)} ${name}`))
        .map((name) => `${file} ${name}`);
    });
    assert.deepEqual(careless, []);
  });
});
