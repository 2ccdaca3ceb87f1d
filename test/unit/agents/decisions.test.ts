import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Outgoing } from '../../../src/ai/outgoing.ts';
import { HeadlessFolder } from '../storage/headlessFolder.ts';

interface Shown {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly files: readonly string[];
  readonly branch?: string;
}

describe('decisions', () => {
  const made = HeadlessFolder.forEach();
  const run = made.run.bind(made);
  const add = async (title: string, rest: object = {}) => {
    made.disk.clock.pass(1000);
    return ((await run('decisions.add', { title, ...rest })) as { id: string }).id;
  };
  const list = async (params: object = {}) =>
    (await run('decisions.list', params)) as { decisions: Shown[]; more: boolean };
  const titles = async (params: object = {}) => (await list(params)).decisions.map(({ title }) => title);

  it('are listed, the newest first, by project and branch', async () => {
    await add('Use SQLite', { project: '/home/me/shop', branch: 'main' });
    await add('Drop the cache', { project: '/home/me/shop', branch: 'topic' });
    await add('Elsewhere', { project: '/home/me/other-shop' });
    assert.deepEqual(await titles(), ['Elsewhere', 'Drop the cache', 'Use SQLite']);
    for (const project of ['/home/me/shop', '/home/me/shop/', 'shop'])
      assert.deepEqual(await titles({ project }), ['Drop the cache', 'Use SQLite'], project);
    assert.deepEqual(await titles({ project: 'shop', branch: 'topic' }), ['Drop the cache']);
    assert.deepEqual(await titles({ project: 'op' }), []);
    const { more } = await list({ limit: 2 });
    assert.ok(more);
  });

  it('are edited field by field, deleted, and restored', async () => {
    const id = await add(' Use SQLite ', {
      why: 'It is **one file**.',
      files: ['src/db.ts'],
      branch: 'topic',
      commit: 'abcdef1',
    });
    await run('decisions.edit', { id, title: 'Use one file', branch: null });
    const [found] = (await list()).decisions;
    assert.deepEqual(
      [found?.title, found?.why, found?.files, found?.branch],
      ['Use one file', 'It is **one file**.', ['src/db.ts'], undefined],
    );
    await run('decisions.delete', { id });
    assert.deepEqual(await titles(), []);
    await run('decisions.restore', { id });
    assert.deepEqual(await titles(), ['Use one file']);
  });

  it('refuse what is none', async () => {
    for (const wrong of [{ title: ' ' }, { title: 'x', commit: '--all' }, { title: 'x', why: 'y'.repeat(20_001) }])
      await assert.rejects(run('decisions.add', wrong), { code: 'invalid-input' });
    await assert.rejects(run('decisions.edit', { id: 'nothing', title: 'x' }), { code: 'not-found' });
  });

  it('are of the day on which they were noted', async () => {
    await add('Today');
    const day = new Date(made.disk.clock.now()).toISOString().slice(0, 10);
    const of = async (asked: string) => ((await run('agents.day', { day: asked })) as { decisions: Shown[] }).decisions;
    assert.deepEqual(
      (await of(day)).map(({ title }) => title),
      ['Today'],
    );
    assert.deepEqual(await of('2020-01-01'), []);
  });

  it('are sealed on the disk', async () => {
    await add('Heliotrope title', { why: 'Heliotrope reasons', project: '/p/heliotrope', branch: 'heliotrope' });
    const folder = path.join(made.disk.folder, 'journal');
    const texts = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
    assert.ok(texts.join('').includes('"decisions"'));
    assert.ok(!/heliotrope/i.test(texts.join('')));
  });

  it('tell a model no name where names are not real', async () => {
    const files = ['heliotrope.ts'];
    await add('Heliotrope', {
      why: 'For heliotrope',
      project: '/p/heliotrope',
      branch: 'heliotrope',
      files,
      task: 'Heliotrope',
    });
    const answer = await list();
    for (const names of ['aliased', 'none'] as const) {
      const told = JSON.stringify(new Outgoing({ isEnabled: true, names }).answer(answer));
      assert.ok(!/heliotrope/i.test(told) && told.includes('"decisions"'), told);
    }
    const real = JSON.stringify(new Outgoing({ isEnabled: true, names: 'real' }).answer(answer));
    assert.match(real, /For heliotrope/);
    assert.doesNotMatch(real, /\/p\//);
  });
});
