import assert from 'node:assert/strict';
import { allFacts } from '../allFacts.ts';
import { everyRecordFact } from '../../everyRecord.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { document, record, span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const project = '/home/ada/zq7shop';
const at = Date.UTC(2026, 2, 2, 9);
const planting = { mark: 'mill', project, at, offset: 60 };

describe('erasing a project from every collection', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  async function left(
    facts: readonly Fact[],
    what: Parameters<Awaited<ReturnType<StorageFolder['store']>>['erase']>[0],
  ) {
    const journal = folder.journal();
    for (const fact of facts) journal.append(fact);
    await journal.flush();
    const store = await folder.store();
    store.erase(what);
    return allFacts(store);
  }

  it('leaves no text that names it, whatever holds it', async () => {
    const kept = await left(everyRecordFact(planting), { project });
    const naming = kept.filter((fact) => JSON.stringify(fact).includes('zq7shop')).map(({ id }) => id);
    assert.deepEqual(naming, []);
    assert.ok(kept.length > 8, 'what names no project stays');
  });

  const page = (n: number, file: string): Fact => {
    const {
      project: _,
      language: _l,
      branch: _b,
      ...rest
    } = span({ id: `w:${n}`, file, scheme: 'web', source: 'hub' });
    return rest;
  };
  const filesOf = (facts: readonly Fact[]): (string | undefined)[] =>
    facts.map((fact) => ('file' in fact ? fact.file : undefined));

  it('takes pages of its repositories, and no other page or application', async () => {
    const pages = [
      'github.com/acme/shop/pull/5',
      'github.com/Acme/Shop',
      'github.com/acme/shop-web',
      'example.com/acme',
    ];
    const app = { ...page(9, 'zq7shop'), scheme: 'app' } as Fact;
    const facts = [...pages.map((file, i) => page(i + 1, file)), app];
    const kept = await left(facts, { project, repositories: ['acme/shop'] });
    assert.deepEqual(filesOf(kept), ['github.com/acme/shop-web', 'example.com/acme', 'zq7shop']);
  });

  const task = (n: number, named: string): Fact =>
    record({ id: `t${n}`, fields: { title: 'Grease it', project: named, status: 'todo' } });

  it('takes what names it as people do, by its folder or the last parts of its path', async () => {
    const names = [project, 'zq7shop', 'ada/zq7shop', 'zq7shop/web', 'shop', 'zq7shop-web', ''];
    const facts = [
      span({ project }),
      span({ id: 'w:9', project: '/home/ada/other' }),
      ...names.map((name, i) => task(i, name)),
    ];
    const kept = await left(facts, { project });
    assert.deepEqual(
      kept.map(({ id }) => id),
      ['w:9', 't3', 't4', 't5', 't6'],
    );
  });

  it('leaves a name that another project has too', async () => {
    const facts = [span({ project: '/work/zq7shop' }), task(1, 'zq7shop'), task(2, 'ada/zq7shop')];
    const kept = await left(facts, { project });
    assert.deepEqual(
      kept.map(({ id }) => id),
      ['w:1', 't1'],
    );
  });

  it('comes to its end, however deep a document is nested, and takes it if it names the project', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const document1 = document({ id: 'd1', body: `{"a":${deep}}` });
    const document2 = document({ id: 'd2', body: `{"b":"${project}","a":${deep}}` });
    const kept = await left([document1, document2], { project });
    assert.deepEqual(
      kept.map(({ id }) => id),
      ['d1'],
    );
  });
});
