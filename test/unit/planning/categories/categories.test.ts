import assert from 'node:assert/strict';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { openHeadless, type Headless } from '../../../../src/headless/openHeadless.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { StorageFolder, wasmPath } from '../../storage/storageFolder.ts';
import { span } from '../../storage/facts.ts';

// Through the real store, like a client without VS Code. The clock is at 9:00 UTC on Monday, March 2.
describe('categories', () => {
  let disk: StorageFolder;
  let headless: Headless;
  let nine: number;

  beforeEach(async () => {
    disk = new StorageFolder();
    nine = disk.clock.now();
    const { folder, clock } = disk;
    const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    const add = (from: number, minutes: number, fact: Partial<SpanFact>) => {
      const start = nine - from * hourMs;
      journal.append({ ...span({ start, end: start + minutes * minuteMs, ...fact }), id: journal.nextId() });
    };
    const site = { source: 'hub', scheme: 'web', project: undefined, language: undefined, branch: undefined } as never;
    add(4, 60, { kind: 'coding', project: '/home/ada/shop', file: 'src/a.ts' });
    add(30, 30, { kind: 'coding', project: '/home/ada/shop', file: 'docs/a.md' });
    add(2, 20, { ...(site as object), kind: 'browsing', file: 'youtube.com' });
    add(1, 10, { ...(site as object), kind: 'browsing', file: 'acme.com/board' });
    await journal.close();
    headless = openHeadless({ folder: disk.folder, wasmPath, clock: disk.clock, mayWrite: true });
  });
  afterEach(async () => {
    await headless.close();
    disk.remove();
  });

  const run = (operation: string, params: object = {}) =>
    headless.operate({ transport: 'mcp', operation, params }) as Promise<never>;
  const made = async (operation: string, params: object) => ((await run(operation, params)) as { id: string }).id;
  const minutes = async () => {
    const { categories } = (await run('categories.time', { days: 7 })) as {
      categories: { fullName: string; ms: number; totalMs: number }[];
    };
    return categories.map(({ fullName, ms, totalMs }) => [fullName, ms / minuteMs, totalMs / minuteMs]);
  };
  const topNames = async () => {
    const { lists } = (await run('top.get', { days: 7 })) as {
      lists: { category: { name: string; id: string; ms: number }[] };
    };
    return lists.category;
  };

  it('decide the time of what was recorded, also of what is over, and of what a rule changes', async () => {
    assert.deepEqual(await minutes(), [
      ['Coding', 90, 90],
      ['Leisure', 20, 20],
      ['Other', 10, 10],
    ]);
    const client = await made('categories.save', { name: 'Client' });
    const writing = await made('categories.save', { name: 'Docs', parent: client, counts: 'productive' });
    const rule = { category: writing, glob: '**/docs/**' };
    const preview = await run('categories.preview', rule);
    const from = [{ category: 'Coding', ms: 30 * minuteMs }];
    assert.deepEqual(preview, {
      ms: 30 * minuteMs,
      from,
      examples: [{ name: 'docs/a.md', ms: 30 * minuteMs }],
      tasks: 0,
    });
    const id = await made('categories.saveRule', rule);
    await run('categories.setSite', { domain: 'WWW.acme.com', category: client });
    assert.deepEqual(await minutes(), [
      ['Coding', 60, 60],
      ['Client', 10, 40],
      ['Client / Docs', 30, 30],
      ['Leisure', 20, 20],
    ]);
    const { byWorth } = (await run('categories.time', { days: 7 })) as { byWorth: object };
    assert.deepEqual(byWorth, { productive: 90 * minuteMs, neutral: 10 * minuteMs, distracting: 20 * minuteMs });
    const list = await topNames();
    assert.deepEqual(
      list.map(({ name, ms }) => [name, ms / minuteMs]),
      [
        ['Coding', 60],
        ['Client / Docs', 30],
        ['Leisure', 20],
        ['Client', 10],
      ],
    );
    const { days } = (await run('top.days', { days: 7, of: 'category', id: writing })) as { days: object[] };
    assert.deepEqual(days, [{ day: '2026-03-01', ms: 30 * minuteMs }]);
    await run('categories.deleteRule', { id });
    assert.deepEqual((await minutes())[0], ['Coding', 90, 90]);
  });

  it('can be changed, built-in ones too, deleted, and restored with their rules', async () => {
    await run('categories.save', { id: 'leisure', name: 'Fun', counts: 'neutral' });
    const client = await made('categories.save', { name: 'Client', parent: 'planning' });
    await run('categories.setSite', { domain: 'acme.com', category: client });
    assert.deepEqual((await minutes()).slice(1), [
      ['Fun', 20, 20],
      ['Planning', 0, 10],
      ['Planning / Client', 10, 10],
    ]);
    await run('categories.delete', { id: 'leisure' });
    await run('categories.delete', { id: 'leisure' });
    await run('categories.delete', { id: client });
    assert.deepEqual((await minutes()).slice(1), [
      ['Leisure', 20, 20],
      ['Other', 10, 10],
    ]);
    await run('categories.restore', { id: client });
    assert.deepEqual((await minutes()).at(-1), ['Planning / Client', 10, 10]);
    await run('categories.setSite', { domain: 'acme.com', category: null });
    assert.deepEqual((await minutes()).at(-1), ['Other', 10, 10]);
  });

  it('can have goals, which count what is a part of them', async () => {
    const fun = await made('categories.save', { name: 'Videos', parent: 'leisure' });
    await run('categories.setSite', { domain: 'youtube.com', category: fun });
    const rest = {
      direction: 'atMost',
      target: 30,
      period: 'day',
      weekdays: [0, 1, 2, 3, 4, 5, 6],
      firstDay: '2026-03-01',
    };
    for (const subject of ['leisure', fun, 'coding'])
      await run('goals.save', { measure: 'category', subject, ...rest });
    const read = async () =>
      ((await run('goals.get')) as { goals: { title: string; now: { value: number } }[] }).goals
        .map(({ title, now }): [string, number] => [title, now.value])
        .sort(([a], [b]) => (a < b ? -1 : 1));
    assert.deepEqual(await read(), [
      ['At most 30m of Coding a day', 60],
      ['At most 30m of Leisure / Videos a day', 20],
      ['At most 30m of Leisure a day', 20],
    ]);
    await run('categories.delete', { id: fun });
    assert.deepEqual((await read()).slice(1), [
      ['At most 30m of Leisure a day', 20],
      ['At most 30m of a deleted category a day', 0],
    ]);
    await assert.rejects(run('goals.save', { measure: 'category', ...rest }), /name the language, kind, or category/);
  });

  it('are the same for tasks, where a rule suggests what was not chosen, and for reports', async () => {
    const client = await made('categories.save', { name: 'Client' });
    await run('categories.saveRule', { category: client, title: 'acme' });
    await run('tasks.create', { title: 'Call ACME' });
    await run('tasks.create', { title: 'Tidy up', category: 'leisure' });
    await run('tasks.create', { title: 'Tidy up more' });
    const { tasks, categories } = (await run('tasks.list')) as {
      tasks: { title: string; inCategory?: object }[];
      categories: object[];
    };
    assert.deepEqual(
      new Map(tasks.map(({ title, inCategory }) => [title, inCategory])),
      new Map([
        ['Call ACME', { id: client, name: 'Client', color: 'gray', isSuggested: true }],
        ['Tidy up', { id: 'leisure', name: 'Leisure', color: 'red', isSuggested: false }],
        ['Tidy up more', undefined],
      ]),
    );
    assert.deepEqual(
      new Set(categories),
      new Set([
        { id: client, name: 'Client', count: 1 },
        { id: 'leisure', name: 'Leisure', count: 1 },
      ]),
    );
    await run('categories.save', { id: client, parent: 'planning' });
    const grouped = (await run('tasks.list', { groupBy: 'category' })) as {
      groups: object[];
      tasks: { group: string }[];
    };
    assert.deepEqual(grouped.groups, [
      { id: 'Leisure', count: 1 },
      { id: 'Planning / Client', count: 1 },
      { id: '', count: 1 },
    ]);
    assert.deepEqual(
      grouped.tasks.map(({ group }) => group),
      ['Leisure', 'Planning / Client', ''],
    );
    await run('categories.save', { id: client, parent: null });
    for (const category of [client, 'client'])
      assert.equal(((await run('tasks.list', { category })) as { total: number }).total, 1);
    const preview = (await run('categories.preview', { category: 'learning', title: 'tidy' })) as { tasks: number };
    assert.equal(preview.tasks, 1);
    await run('activity.log', { title: 'Call with Acme', minutes: 45, kind: 'meeting', end: '2026-03-01T15:00:00Z' });
    const { byCategory } = (await run('reports.numbers', { from: '2026-02-24', to: '2026-03-02' })) as {
      byCategory: { name: string; measuredMs: number }[];
    };
    assert.deepEqual(byCategory.slice(0, 2), [
      { name: 'Coding', measuredMs: 90 * minuteMs },
      { name: 'Client', measuredMs: 45 * minuteMs },
    ]);
    assert.deepEqual((await minutes())[1], ['Client', 45, 45]);
    const decided = (await run('categories.decide', { title: 'ACME weekly', kind: 'meeting' })) as { by: string };
    assert.equal(decided.by, 'rule');
  });

  it('refuse what can’t be, and keep the order of rules', async () => {
    const client = await made('categories.save', { name: 'Client' });
    const part = await made('categories.save', { name: 'Part', parent: client });
    for (const [operation, params] of [
      ['categories.save', { name: ' ' }],
      ['categories.save', {}],
      ['categories.save', { id: 'gone', name: 'x' }],
      ['categories.save', { name: 'x', parent: 'gone' }],
      ['categories.save', { id: client, parent: part }],
      ['categories.saveRule', { category: client }],
      ['categories.saveRule', { category: 'gone', title: 'x' }],
      ['categories.saveRule', { category: client, domain: 'not a domain' }],
      ['categories.setSite', { domain: 'a.com', category: 'gone' }],
      ['categories.preview', { category: client }],
    ] as const)
      await assert.rejects(run(operation, params), `${operation} ${JSON.stringify(params)}`);
    const first = await made('categories.saveRule', { category: client, title: 'a' });
    const second = await made('categories.saveRule', { category: client, title: 'b' });
    const third = await made('categories.saveRule', { category: client, title: 'c', before: null });
    const order = async () => ((await run('categories.list')) as { rules: { id: string }[] }).rules.map(({ id }) => id);
    assert.deepEqual(await order(), [second, first, third]);
    await run('categories.saveRule', { id: third, category: part, title: 'c', before: first });
    assert.deepEqual(await order(), [second, third, first]);
    await run('categories.saveRule', { id: third, category: part, app: 'c' });
    assert.deepEqual(await order(), [second, third, first]);
  });
});
