import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandOf } from '../../src/extension/sensors/support/command.ts';
import { openImport } from '../../src/extension/worker/importSource.ts';
import { TestOutput } from '../../src/tracking/testCounts.ts';
import { always } from './storage/allFacts.ts';
import { StorageFolder } from './storage/storageFolder.ts';

const place = (name: string): string => path.join(import.meta.dirname, '../fixtures/cases', name);

/** Seconds of each span that a file brings, by project and kind, and the entries that were left out. */
async function imported(...names: readonly string[]): Promise<unknown> {
  const folder = new StorageFolder();
  try {
    const store = await folder.store();
    let result: unknown;
    for (const name of names) {
      const source = openImport(place(name), () => 0);
      const { added, changed } = store.importFacts(source.facts(), source.kind);
      const spans = store.spans(always).map(({ project, kind, start, end }) => {
        return `${project} ${kind} ${Math.round((end - start) / 1000)}`;
      });
      result = [spans, source.skipped(), changed, added];
    }
    const [list] = store.imports();
    if (names.length > 1 && list !== undefined) {
      store.undoImport(list);
      const left = store.spans(always).map(({ start, end }) => (end - start) / 1000);
      result = [...(result as unknown[]), left];
    }
    return result;
  } finally {
    folder.remove();
  }
}

/** Files that other programs wrote, and on which Daymark once went wrong. */
const imports: Readonly<Record<string, readonly [spans: readonly string[], skipped: number]>> = {
  // Two things at one instant are two.
  '01/activitywatch.json': [['shop coding 0', 'blog coding 600'], 0],
  '01/activitywatch-two-hosts.json': [['shop coding 30', 'blog coding 3000'], 0],
  '01/wakatime.json': [['shop coding 0', 'blog coding 200'], 0],
  // A single bucket, a list of events, Hackatime's export, and times as text.
  '02/a3-bucket.json': [['shop coding 600'], 0],
  '02/a3-events.json': [['shop coding 600'], 0],
  '02/a3-hackatime.json': [['shop coding 60'], 0],
  '02/a3-strtime.json': [['shop reviewing 60'], 0],
  // "ai coding", an empty category, and none are coding.
  '04/wakatime.json': [Array.from({ length: 5 }, () => 'shop coding 60'), 0],
  // Times that no heartbeat can have are counted; the others are taken.
  '05/microseconds.json': [['shop coding 60'], 1],
  '05/milliseconds.json': [['shop coding 60'], 1],
  '05/clock-ahead.json': [[], 4],
  // Byte order marks and UTF-16.
  '06/wakatime-utf8-bom.json': [['shop coding 0', 'blog coding 200'], 0],
  '06/wakatime-utf16.json': [['shop coding 0', 'blog coding 200'], 0],
};

describe('a publicly reported case', () => {
  for (const [name, expected] of Object.entries(imports))
    it(`is imported right: ${name}`, async () => {
      assert.deepEqual(((await imported(name)) as unknown[]).slice(0, 2), expected);
    });

  it('is refused where it is JSON of no known program: 02/a3-package.json', () => {
    assert.throws(() => openImport(place('02/a3-package.json'), () => 0), { code: 'invalid-input' });
  });

  it('is an export of our own in UTF-16: 06/daymark-utf16.jsonl', async () => {
    const [spans] = (await imported('06/daymark-utf16.jsonl')) as [string[]];
    assert.equal(spans.length, 8);
  });

  it('says that an event has grown since, and takes that back: 23', async () => {
    assert.deepEqual(await imported('23/first.json', '23/later.json'), [['shop coding 600'], 0, 1, {}, [60]]);
  });

  // Passed, failed, and skipped; undefined if nothing is sure.
  const outputs: Readonly<Record<string, readonly (number | undefined)[]>> = {
    'jest.txt': [15, 2, 0],
    'maven.txt': [7, 1, 0],
    'mocha.txt': [15, 2, 0],
    'npm.txt': [2, 1, 0],
  };
  for (const [name, counts] of Object.entries(outputs))
    it(`adds the summaries of several packages: 08/${name}`, () => {
      const output = new TestOutput();
      output.add(readFileSync(place(`08/${name}`), 'utf8'));
      const found = output.end();
      assert.deepEqual([found?.passed, found?.failed, found?.skipped ?? 0], counts);
    });

  it('keeps the program of a command line, and no word of an argument: 11', () => {
    const lines = JSON.parse(readFileSync(place('11.json'), 'utf8')) as string[];
    assert.deepEqual(
      lines.map((line) => {
        const { name, group } = commandOf(line) ?? {};
        return [name, group];
      }),
      [
        ...Array.from({ length: 4 }, () => ['git', 'other']),
        ['grep', 'other'],
        ['npm run', 'run'],
        ['npm test', 'test'],
      ],
    );
  });

  it('tells test runs by the word that the options come before: 12', () => {
    const lines = readFileSync(place('12.txt'), 'utf8').trim().split('\n');
    const groups = lines.map((line) => `${line}: ${commandOf(line)?.group}`);
    const tests = lines.slice(0, 9).map((line) => `${line}: test`);
    assert.deepEqual(groups, [...tests, 'npm install jest: other', 'docker run test: run', 'test -f x: other']);
  });

  it('is read in pieces where it is too large to be read at once: 26', () => {
    const folder = new StorageFolder();
    try {
      const file = folder.path('large.json');
      const beat = (time: number) => JSON.stringify({ entity: '/w/shop/a.ts', project: 'shop', time, type: 'file' });
      const first = Date.UTC(2026, 2, 2) / 1000;
      writeFileSync(file, `{"days":[{"date":"2026-03-02","heartbeats":[${beat(first)},`);
      // Blanks take the reader little time.
      for (let megabytes = 0; megabytes < 128; megabytes++) appendFileSync(file, ' '.repeat(1 << 20));
      appendFileSync(file, `${beat(first + 60)}]}]}`);
      const source = new URL('../../src/extension/worker/importSource.ts', import.meta.url);
      const code = `
        const { openImport } = await import(${JSON.stringify(source.href)});
        const before = process.memoryUsage.rss();
        const source = openImport(${JSON.stringify(file)}, () => 0);
        let ms = 0;
        for (const { start, end } of source.facts()) ms += end - start;
        const grown = process.resourceUsage().maxRSS * 1024 - before;
        console.log(source.kind, ms, source.skipped(), grown < 240e6 || grown);`;
      // At once, it would take the file's bytes and its text, 268 MB. V8 puts off collecting the pieces while other processes need the processor.
      const options = ['--max-old-space-size=96', '--max-semi-space-size=8', '--input-type=module', '-e', code];
      const told = execFileSync(process.execPath, options, { encoding: 'utf8' });
      assert.equal(told, 'wakatime 60000 0 true\n');
    } finally {
      folder.remove();
    }
  });
});
