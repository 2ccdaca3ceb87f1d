import assert from 'node:assert/strict';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { openHeadless, type Headless } from '../../../../src/headless/openHeadless.ts';
import type { SuggestionsView } from '../../../../src/planning/time/suggestions.ts';
import type { DayEntriesView, TimersView } from '../../../../src/planning/time/timeViews.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { StorageFolder, wasmPath } from '../../storage/storageFolder.ts';
import { span } from '../../storage/facts.ts';

// Through the real store, like a client without VS Code. The clock is at 9:00 UTC on Monday, March 2.
describe('timers and entries', () => {
  let disk: StorageFolder;
  let headless: Headless;
  let nine: number;

  const open = () => openHeadless({ folder: disk.folder, wasmPath, clock: disk.clock, mayWrite: true });

  beforeEach(async () => {
    disk = new StorageFolder();
    nine = disk.clock.now();
    await record(span({ start: nine - hourMs, end: nine - hourMs + minuteMs }));
    headless = open();
  });
  afterEach(async () => {
    await headless.close();
    disk.remove();
  });

  /** Facts as VS Code records them. */
  async function record(...facts: SpanFact[]) {
    const { folder, clock } = disk;
    const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    for (const fact of facts) journal.append({ ...fact, id: journal.nextId() });
    await journal.close();
  }

  const run = (operation: string, params: object = {}) => headless.operate({ transport: 'mcp', operation, params });
  const made = async (operation: string, params: object = {}) => ((await run(operation, params)) as { id: string }).id;
  const timers = async () => (await run('timers.get')) as TimersView;
  const day = async () => {
    const { days } = (await run('entries.list', { from: '2026-03-02', to: '2026-03-02' })) as {
      days: DayEntriesView[];
    };
    return days[0] as DayEntriesView;
  };
  const times = async () =>
    (await day()).entries.map(({ title, start, end }) => [
      title,
      ...[start, end].map((at) => at && (at - nine) / minuteMs),
    ]);
  const pass = (minutes: number) => disk.clock.pass(minutes * minuteMs);

  it('are listed by the days that they touch', async () => {
    const dayMs = 24 * hourMs;
    pass(60);
    for (const [title, start] of [
      ['Before', nine - dayMs],
      ['Today', nine],
    ] as const)
      await run('entries.save', { title, start, end: start + hourMs });
    assert.deepEqual(await times(), [['Today', 0, 60]]);
    const { days } = (await run('entries.list', { from: '2026-03-01', to: '2026-03-02' })) as {
      days: DayEntriesView[];
    };
    assert.deepEqual(days.flatMap(({ entries }) => entries.map(({ title }) => title)).toSorted(), ['Before', 'Today']);
  });

  it('are suggested again with what they were for', async () => {
    const task = await made('tasks.create', { title: 'Mend the cart' });
    await run('timers.start', { title: 'Cart', task, project: '/home/ada/shop', tags: ['billable'] });
    pass(10);
    await run('timers.start', { title: 'Call' });
    pass(10);
    await run('timers.stop');
    const { recent } = await timers();
    assert.deepEqual(
      recent.map((one) => ({ ...one, id: undefined })),
      [
        { id: undefined, title: 'Call', tags: [] },
        { id: undefined, title: 'Cart', tags: ['billable'], task, project: '/home/ada/shop', projectName: 'shop' },
      ],
    );
  });

  it('start, pause, resume, switch, and stop', async () => {
    await run('timers.start', { title: 'Login' });
    pass(10);
    await run('timers.pause');
    assert.equal((await timers()).paused?.title, 'Login');
    pass(5);
    await run('timers.resume');
    pass(15);
    await run('timers.start', { title: 'Review' });
    assert.equal((await timers()).running?.title, 'Review');
    pass(30);
    await run('timers.stop');
    const { running, paused, recent } = await timers();
    assert.deepEqual([running, paused], [undefined, undefined]);
    assert.deepEqual(
      recent.map(({ title }) => title),
      ['Review', 'Login'],
    );
    assert.deepEqual(await times(), [
      ['Login', 0, 10],
      ['Login', 15, 30],
      ['Review', 30, 60],
    ]);
    await assert.rejects(run('timers.stop'), /No timer is running/);
    await assert.rejects(run('timers.resume'), /No timer is paused/);
  });

  it('survive that everything ends, and continue as if nothing had happened', async () => {
    await run('timers.start', { title: 'Login' });
    await headless.close();
    pass(60);
    headless = open();
    assert.equal((await timers()).running?.ms, hourMs);
  });

  it('start in the past, and end the one that ran then', async () => {
    await run('timers.start', { title: 'Login' });
    pass(30);
    await run('timers.start', { title: 'Review', at: nine + 20 * minuteMs });
    assert.deepEqual(await times(), [
      ['Login', 0, 20],
      ['Review', 20, undefined],
    ]);
    await assert.rejects(run('timers.start', { at: nine }), /started later than that/);
    await assert.rejects(run('timers.start', { at: nine + 2 * hourMs }), /now, or up to seven days ago/);
  });

  it('continue when the clock is set back', async () => {
    await run('timers.start', { title: 'Login' });
    pass(10);
    await run('timers.start', { title: 'Review' });
    disk.clock.jump(-hourMs);
    await run('timers.start', { title: 'Tests' });
    assert.equal((await timers()).running?.title, 'Tests');
    pass(10);
    await run('timers.stop');
    assert.equal((await timers()).running, undefined);
  });

  it('ask about a night, and keep it, cut it, or leave it out', async () => {
    const gapOf = async () => {
      const { gaps } = await timers();
      assert.equal(gaps.length, 1);
      return gaps[0] as TimersView['gaps'][number];
    };
    const work = (start: number) => span({ start: nine + start * minuteMs, end: nine + (start + 10) * minuteMs });
    const [evening, morning] = [10, 130];
    for (const answer of ['keep', 'cut', 'split'] as const) {
      const entry = await made('timers.start', { title: answer });
      const began = disk.clock.now();
      const offset = (began - nine) / minuteMs;
      await record(work(offset), work(offset + morning));
      pass(150);
      const gap = await gapOf();
      assert.deepEqual(gap, { entry, start: began + evening * minuteMs, end: began + morning * minuteMs });
      await run('timers.answerGap', { ...gap, answer });
      const { running, gaps } = await timers();
      assert.deepEqual(gaps, []);
      if (answer === 'keep') assert.equal(running?.id, entry);
      if (answer === 'cut') assert.equal(running, undefined);
      if (answer === 'split') assert.equal(running?.start, gap.end);
      // Once the timer is stopped, no answer changes its entry.
      if (running) await run('timers.stop');
      const before = await times();
      await assert.rejects(run('timers.answerGap', { ...gap, answer: 'cut' }), /no longer running/);
      assert.deepEqual(await times(), before);
    }
  });

  it('are compared with the time that was measured, which never counts twice', async () => {
    await record(
      span({ start: nine, end: nine + 30 * minuteMs }),
      span({ start: nine + 90 * minuteMs, end: nine + 95 * minuteMs }),
    );
    pass(120);
    await run('entries.save', { title: 'Login', start: nine - 10 * minuteMs, end: nine + 20 * minuteMs });
    await run('entries.save', { title: 'Call', start: nine + 10 * minuteMs, end: nine + 40 * minuteMs });
    const { entries, ranMs, measuredMs, bothMs } = await day();
    assert.deepEqual(
      entries.map(({ ms, measuredMs: there, overlaps }) => [ms / minuteMs, there / minuteMs, overlaps]),
      [
        [30, 20, true],
        [30, 20, true],
      ],
    );
    assert.deepEqual(
      [ranMs, measuredMs, bothMs].map((ms) => ms / minuteMs),
      [50, 36, 30],
    );
  });

  it('are edited, split, merged, duplicated, deleted, and restored', async () => {
    pass(180);
    const id = await made('entries.save', { title: 'Login', start: nine, end: nine + hourMs, note: 'Half of it' });
    await assert.rejects(run('entries.save', { title: 'x', start: nine, end: nine }), /end/);
    await assert.rejects(run('entries.save', { start: nine }), /needs an end/);
    await run('entries.save', { id, title: 'Login page', tags: ['auth'], start: nine, end: nine + hourMs });
    assert.equal((await day()).entries[0]?.note, undefined);
    const later = await made('entries.split', { id, at: nine + 20 * minuteMs });
    assert.deepEqual(await times(), [
      ['Login page', 0, 20],
      ['Login page', 20, 60],
    ]);
    await run('entries.merge', { id, other: later, gap: 'keep' });
    assert.deepEqual(await times(), [['Login page', 0, 60]]);
    const copy = await made('entries.duplicate', { id, start: nine + 2 * hourMs });
    await run('entries.merge', { id, other: copy, gap: 'drop' });
    assert.deepEqual(await times(), [['Login page', 0, 120]]);
    await run('entries.delete', { id });
    assert.deepEqual(await times(), []);
    await run('entries.restore', { id });
    assert.deepEqual(await times(), [['Login page', 0, 120]]);
    await assert.rejects(run('entries.split', { id: 'none', at: nine }), /no longer exists/);
  });

  it('are suggested for measured time that has none, under the title that was given last', async () => {
    await record(
      span({ start: nine, end: nine + 20 * minuteMs, branch: 'login' }),
      span({ start: nine + hourMs, end: nine + hourMs + 30 * minuteMs, branch: 'login' }),
      span({ start: nine + 2 * hourMs, end: nine + 2 * hourMs + 10 * minuteMs, branch: 'main' }),
    );
    pass(180);
    const list = async () => (await run('suggestions.list', { day: '2026-03-02' })) as SuggestionsView;
    const titles = async () => (await list()).suggestions.map(({ title }) => title);
    assert.deepEqual(await titles(), ['login', 'login', 'engine']);
    const [first, , third] = (await list()).suggestions;
    assert.ok(first && third);
    const { start, end, project, branch } = first;
    await run('suggestions.accept', { start, end, project, branch, title: 'Login page', tags: ['auth'], learn: true });
    assert.deepEqual(await times(), [['Login page', 0, 20]]);
    assert.deepEqual(await titles(), ['Login page', 'engine']);
    const { id } = (await run('suggestions.dismiss', { start: third.start, end: third.end })) as { id: string };
    assert.deepEqual(await titles(), ['Login page']);
    await run('suggestions.restore', { id });
    const [rule] = (await list()).rules;
    assert.deepEqual([rule?.projectName, rule?.branch, rule?.tags], ['engine', 'login', ['auth']]);
    await run('suggestions.renameRule', { id: rule?.id, title: 'Login' });
    assert.deepEqual(await titles(), ['Login', 'engine']);
    await run('suggestions.deleteRule', { id: rule?.id });
    assert.deepEqual(await titles(), ['login', 'engine']);
  });

  it('stay those of a timer when only the title is edited', async () => {
    const id = await made('timers.start', { title: 'Login' });
    pass(60);
    await run('timers.stop');
    await run('entries.save', { id, title: 'Login page', start: nine, end: nine + hourMs });
    assert.equal((await day()).entries[0]?.isTimer, true);
    await run('timers.start', { title: 'Other' });
    assert.deepEqual((await times())[0], ['Login page', 0, 60]);
  });
});
