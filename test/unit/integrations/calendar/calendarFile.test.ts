import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCalendarFile } from '../../../../src/integrations/calendar/calendarFile.ts';

const text = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n';

describe('a calendar in a file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'daymark-ics-'));
    file = path.join(folder, 'work.ics');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read when it has changed, also over a link', async () => {
    writeFileSync(file, text);
    symlinkSync(file, path.join(folder, 'link.ics'));
    const first = await readCalendarFile(path.join(folder, 'link.ics'), {});
    assert.deepEqual(first.changed && first.texts, [text]);
    const { modified = '' } = first as { modified?: string };
    assert.deepEqual(await readCalendarFile(file, { modified }), { changed: false });
    writeFileSync(file, `${text}\r\n`);
    assert.equal((await readCalendarFile(file, { modified })).changed, true);
  });

  it('is none where a pipe, a device, or a folder took its place, and nothing waits for them', async function () {
    if (process.platform === 'win32') this.skip();
    assert.equal(spawnSync('mkfifo', [file]).status, 0);
    await assert.rejects(readCalendarFile(file, {}), { problem: 'not-a-calendar' });
    for (const other of ['/dev/zero', '/dev/null']) {
      rmSync(file);
      symlinkSync(other, file);
      await assert.rejects(readCalendarFile(file, {}), { problem: 'not-a-calendar' });
    }
    rmSync(file);
    mkdirSync(file);
    await assert.rejects(readCalendarFile(file, {}), { problem: 'not-a-calendar' });
  });

  it('is read up to 20 MB', async () => {
    writeFileSync(file, text);
    truncateSync(file, 20 * 1024 * 1024);
    const found = await readCalendarFile(file, {});
    assert.equal(found.changed && found.texts[0]?.length, 20 * 1024 * 1024);
  });

  it('is given up when it is too large, no calendar, or gone', async () => {
    writeFileSync(file, text);
    truncateSync(file, 20 * 1024 * 1024 + 1);
    await assert.rejects(readCalendarFile(file, {}), { problem: 'too-large' });
    writeFileSync(file, '<!doctype html>');
    await assert.rejects(readCalendarFile(file, {}), { problem: 'not-a-calendar' });
    await assert.rejects(readCalendarFile(path.join(folder, 'none.ics'), {}), { problem: 'not-found' });
  });
});
