import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { openImport } from '../../../../src/extension/worker/importSource.ts';
import { AppError } from '../../../../src/core/base/appError.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import { span } from '../../storage/facts.ts';

const head = '{"type":"daymark-export","version":1}';
const beat = { time: 1_772_442_000, entity: '/w/shop/a.ts', type: 'file', category: 'coding', project: 'shop' };
const dump = JSON.stringify({ days: [{ date: '2026-03-02', heartbeats: [beat, { ...beat, time: beat.time + 60 }] }] });

describe('a file to import', () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daymark-import-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function written(content: string | Uint8Array): string {
    const file = path.join(folder, 'in.json');
    fs.writeFileSync(file, content);
    return file;
  }

  function refused(file: string, message: RegExp): void {
    assert.throws(
      () => void [...openImport(file, () => 0).facts()],
      (error) => error instanceof AppError && message.test(error.message),
    );
  }

  function read(content: string): { ids: string[]; skipped: number } {
    const source = openImport(written(content), () => 0);
    assert.equal(source.kind, 'daymark');
    return { ids: [...source.facts()].map(({ id }) => id), skipped: source.skipped() };
  }

  it('must be a regular file', function () {
    refused(folder, /Only files/);
    if (process.platform === 'win32') this.skip();
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    refused(pipe, /Only files/);
    refused('/dev/zero', /Only files/);
    const link = path.join(folder, 'link');
    fs.symlinkSync(pipe, link);
    refused(link, /Only files/);
  });

  it('must be there', () => refused(path.join(folder, 'none'), /can\u2019t be read/));

  it('is an export of our own only when its first line says so', () => {
    for (const text of [
      '{"name":"daymark-export"}',
      '[{"type":"x","of":"\\"daymark-export\\""}]',
      `["daymark-export"]`,
    ])
      refused(written(text), /can\u2019t read this file/);
    assert.deepEqual(read(`${head}\r\n${JSON.stringify(span())}\r\n`), { ids: ['w:1'], skipped: 0 });
  });

  it('has no span of more than a week, and the rest is taken', () => {
    const lines = [7 * dayMs, 7 * dayMs + 1, 30 * dayMs, 1].map((length, i) =>
      JSON.stringify(span({ id: `w:${i}`, end: span().start + length })),
    );
    assert.deepEqual(read([head, ...lines, 'x'].join('\n')), { ids: ['w:0', 'w:3'], skipped: 3 });
  });

  it('loses only the line that is too long to be a fact', () => {
    const long = JSON.stringify({ ...span({ id: 'w:2' }), more: 'x'.repeat(33 << 20) });
    const lines = [head, JSON.stringify(span()), long, JSON.stringify(span({ id: 'w:3' }))];
    assert.deepEqual(read(lines.join('\n')), { ids: ['w:1', 'w:3'], skipped: 1 });
  });

  it('has no value that is too long or nested too deep, and takes little memory to say so', () => {
    const source = new URL('../../../../src/extension/worker/importSource.ts', import.meta.url);
    const files = [
      written(`{"heartbeats":[${'['.repeat(20 << 20)}`),
      path.join(folder, 'long.json'),
      path.join(folder, 'number.json'),
    ];
    for (const [file, begin, part] of [
      [files[1] ?? '', '{"other":"', 'x'],
      [files[2] ?? '', '{"other":1', '1'],
    ] as const) {
      fs.writeFileSync(file, begin);
      for (let megabytes = 0; megabytes < 65; megabytes++) fs.appendFileSync(file, part.repeat(1 << 20));
    }
    const code = `
      const { openImport } = await import(${JSON.stringify(source.href)});
      const before = process.memoryUsage.rss();
      for (const file of ${JSON.stringify(files)})
        try {
          openImport(file, () => 0);
        } catch (error) {
          console.log(error.code, /too long, or nested too deep/.test(error.message));
        }
      const grown = process.resourceUsage().maxRSS * 1024 - before;
      console.log(grown < 400e6 || grown);`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    assert.equal(said, 'invalid-input true\n'.repeat(3) + 'true\n');
  });

  it('may have brackets without end in a name', () => {
    const entity = '['.repeat(2000);
    const text = JSON.stringify([
      { ...beat, entity },
      { ...beat, entity, time: beat.time + 60 },
    ]);
    assert.equal([...openImport(written(text), () => 0).facts()].length, 1);
    const lines = [head, `${'['.repeat(5000)}${']'.repeat(5000)}`, JSON.stringify(span())];
    assert.deepEqual(read(lines.join('\n')), { ids: ['w:1'], skipped: 1 });
  });

  it('that was cut off is said to be cut off, wherever it was cut', () => {
    assert.equal([...openImport(written(dump), () => 0).facts()].length, 1);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: dump.length - 1 }), (length) => {
        refused(written(dump.slice(0, length)), /was cut off/);
      }),
    );
    refused(written('{"days": nothing}'), /can\u2019t read this file/);
    refused(written('time,entity\n1,a'), /can\u2019t read this file/);
  });

  it('that was cut off as an export of our own loses the last line, which is counted', () => {
    const text = [head, JSON.stringify(span()), JSON.stringify(span({ id: 'w:2' }))].join('\n');
    assert.deepEqual(read(text.slice(0, -5)), { ids: ['w:1'], skipped: 1 });
  });
});
