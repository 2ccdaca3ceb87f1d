import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('the daily schedule of a machine', () => {
  it('is done once a day by windows in separate processes', async function () {
    this.timeout(30_000);
    const folder = mkdtempSync(join(tmpdir(), 'daymark-schedule-'));
    const script = join(import.meta.dirname, 'scheduleChild.ts');
    const windows = [1, 2, 3, 4].map(() => spawn(process.execPath, [script, folder, '5'], { stdio: 'inherit' }));
    const codes = await Promise.all(windows.map(async (window) => (await once(window, 'exit'))[0] as number));
    assert.deepEqual(codes, [0, 0, 0, 0]);
    const days = readFileSync(join(folder, 'runs'), 'utf8').trim().split('\n');
    assert.deepEqual(days.sort(), ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']);
    rmSync(folder, { recursive: true, force: true });
  });
});
