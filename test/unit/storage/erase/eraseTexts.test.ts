import assert from 'node:assert/strict';
import { githubStateId } from '../../../../src/core/github/githubState.ts';
import { eraseTexts } from '../../../../src/storage/erase/eraseTexts.ts';
import { projectScope } from '../../../../src/storage/erase/projectScope.ts';
import { repositoriesOf } from '../../../../src/storage/erase/repositoriesOf.ts';
import { SealedTexts } from '../../../../src/storage/erase/sealedTexts.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { document } from '../facts.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';

const project = '/home/ada/engine';
const locked = { ...plainSealer, canSeal: () => false };

describe('the texts of documents', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());

  let count = 0;
  const write = (collection: string, body: unknown, id = `d:${++count}`): void =>
    tables.write(
      document({
        id,
        collection: collection as never,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const texts = (sealer = plainSealer): SealedTexts => new SealedTexts(tables.database, sealer);
  const erase = (sealer = plainSealer, where = '1') =>
    eraseTexts(texts(sealer), { ...projectScope(project, ['ada/engine']), ids: new Set() }, where);
  const left = (): Record<string, unknown> => {
    const rows = tables.database.all('SELECT id, body FROM document ORDER BY id');
    return Object.fromEntries(rows.map(([id, body]) => [id, JSON.parse(texts().get(body) ?? 'null')]));
  };

  it('go or lose a part with a project, and are counted', () => {
    const other = { text: 'about the mill' };
    const receipt = { payload: 'the engine', answer: 'x', hash: 'h', costMicros: 5 };
    const all = (): void => {
      tables.database.run('DELETE FROM document');
      write('insights', { text: 'about the engine' }, 'd:a');
      write('insights', other, 'd:b');
      write('receipts', receipt, 'd:c');
    };
    all();
    assert.deepEqual(erase(plainSealer, '0'), { erased: {}, trimmed: 0 });
    assert.deepEqual(erase(), { erased: { document: 1 }, trimmed: 1 });
    assert.deepEqual(left(), { 'd:b': other, 'd:c': { payload: '', hash: '', costMicros: 5 } });
    assert.deepEqual(erase(), { erased: {}, trimmed: 0 });
    all();
    assert.deepEqual(erase(locked), { erased: { document: 2 }, trimmed: 0 }, 'what is left can not be sealed');
    assert.deepEqual(left(), { 'd:b': other });
  });

  it('of the sync with GitHub come last, and lose what the others were', () => {
    const state = {
      repos: [{ name: 'ada/engine' }, { name: 'ada/mill' }, null, 5],
      open: ['github:1', 'github:2'],
      through: { 'commits:ada/engine': 1, 'commits:ada/mill': 2, commits: 3 },
      last: { problems: [{ repo: 'ada/engine' }, null] },
    };
    write('github', state, githubStateId);
    write('github', { repo: 'ada/engine' }, 'github:1');
    write('github', { repo: 'ada/mill' }, 'github:2');
    assert.deepEqual(erase(), { erased: { document: 1 }, trimmed: 1 });
    assert.deepEqual(left(), {
      'github:2': { repo: 'ada/mill' },
      [githubStateId]: {
        repos: [{ name: 'ada/mill' }, null, 5],
        open: ['github:2'],
        through: { 'commits:ada/mill': 2, commits: 3 },
        last: { problems: [null] },
      },
    });
  });

  it('tell the repositories of a project: those with its commits, or else those of its name', () => {
    const found = (of: string, ...repositories: string[]): string[] =>
      [...repositoriesOf(texts(), { project: of, repositories })].sort();
    write('commits', { hash: 'bb', project: '/q/engine' });
    write('commits', { project });
    write('github', { repo: 'bob/engine', sha: 'bb' });
    write('github', { repo: 'ada/Engine' });
    write('github', { repo: 'bob/other' });
    write('github', { repo: 7 });
    write('github', 'no JSON');
    write('github', '[]');
    write('github', {
      repos: [{ name: 'x/engine' }, { name: 'x/mill' }, 5],
      pushed: { 'y/engine': 1 },
      off: ['z/engine', 5],
    });
    const named = ['ada/Engine', 'x/engine', 'y/engine', 'z/engine'];
    assert.deepEqual(found(project), named, 'but those with the commits of another');
    assert.deepEqual(found('/home/ada/ENGINE'), named);
    assert.deepEqual(found(project, 'ada/known'), ['ada/known']);
    write('commits', { hash: 'aa', project: `${project}/part` });
    write('github', { repo: 'ada/tool', sha: 'aa' });
    assert.deepEqual(found(project), ['ada/tool']);
    assert.deepEqual(found(project, 'ada/known'), ['ada/known', 'ada/tool']);
  });

  it('are known by their numbers, and added once', () => {
    write('insights', { text: 'one' });
    const some = texts();
    assert.deepEqual([some.get(undefined), some.get(0), some.get(99)], [undefined, undefined, undefined]);
    const number = some.add('two') ?? assert.fail();
    assert.deepEqual([texts().get(number), some.add('two')], ['two', number]);
    assert.deepEqual(
      [texts(locked).add('two'), texts({ ...plainSealer, canSeal: () => true }).add('two')],
      [undefined, number],
    );
    assert.deepEqual([...texts().idsOf((text) => text === 'two')], [number]);
    assert.deepEqual([...texts({ ...plainSealer, open: () => undefined }).idsOf(() => true)], []);
  });
});

describe('a project that is mentioned', () => {
  it('is in any part of a value, by a key or the address of a repository', () => {
    const { isMentionedIn } = projectScope(project, ['ada/tool']);
    for (const [value, expected] of [
      [{ a: 1, b: 'engine' }, true],
      [{ a: 1, b: [{ engine: 1 }, 'x'] }, true],
      [{ a: 1 }, false],
      [['x', 'engine'], true],
      [['x', 'y'], false],
      ['https://github.com/Ada/tool/pull/1', true],
      ['https://github.com/ada/tools', false],
      ['ada/tool', false],
    ] as const)
      assert.equal(isMentionedIn(value), expected, JSON.stringify(value));
  });
});
