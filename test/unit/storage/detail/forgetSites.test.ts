import assert from 'node:assert/strict';
import { dayMs, dayOf } from '../../../../src/core/time/days.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { always } from '../allFacts.ts';
import { span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

describe('retention of sites', () => {
  let folder: StorageFolder;
  let now: number;
  beforeEach(() => {
    folder = new StorageFolder();
    now = folder.clock.now();
  });
  afterEach(() => folder.remove());

  const web = (n: number, days: number, file: string): SpanFact => {
    const start = now - days * dayMs;
    const { project: _, ...rest } = span({ id: `hub-x:${n}`, start, end: start + 60_000, kind: 'learning', file });
    return { ...rest, scheme: 'web', source: 'hub' };
  };
  const record = async (...facts: SpanFact[]): Promise<void> => {
    const journal = folder.journal();
    for (const fact of facts) journal.append(fact);
    await journal.close();
  };
  const files = (spans: readonly SpanFact[]) => spans.map(({ id, file }) => [id, file]);

  it('forgets which site it was after the days that are set, and nothing else', async () => {
    const editor = span({ id: 'w:1', start: now - 300 * dayMs, end: now - 300 * dayMs + 1000, file: 'web.ts' });
    const old = [web(1, 200, 'secret.org'), web(2, 95, 'docs.org'), web(3, 95.01, 'secret.org')];
    const recent = [web(4, 85, 'docs.org'), web(5, 1, 'recent.org')];
    await record(editor, ...old, ...recent);
    const store = await folder.store({ siteDays: 90 });
    store.refresh();
    const before = store.spans(always);
    store.checkpoint();
    const after = store.spans(always);
    assert.deepEqual(
      after,
      before.map((fact) => {
        const { file: _, ...rest } = fact;
        return old.some(({ id }) => id === fact.id) ? rest : fact;
      }),
    );
    const again = await folder.store({ siteDays: 90 });
    again.refresh();
    assert.deepEqual(again.spans(always), after);
    assert.equal(again.checkpoint().outcome, 'nothing');
  });

  it('forgets what arrives late with the next day, and leaves sites alone without a limit', async () => {
    await record(web(1, 200, 'a.org'), web(2, 1, 'b.org'));
    const forEver = await folder.store();
    forEver.checkpoint();
    assert.deepEqual(files(forEver.spans(always)), [
      ['hub-x:1', 'a.org'],
      ['hub-x:2', 'b.org'],
    ]);
    await record(web(3, 1, 'c.org'));
    const store = await folder.store({ siteDays: 90 });
    store.checkpoint();
    assert.equal(store.spans(always)[0]?.file, undefined);
    await record(web(4, 150, 'late.org'));
    now += dayMs;
    folder.clock.now = () => now;
    await record(web(5, 0, 'd.org'));
    store.checkpoint();
    assert.deepEqual(
      store.spans(always).flatMap(({ file = [] }) => file),
      ['b.org', 'c.org', 'd.org'],
    );
  });

  it('forgets it in what was worked out of past days too', async () => {
    const old = now - 95 * dayMs;
    await record(web(1, 95, 'secret.org'), web(2, 1, 'recent.org'));
    const [first, last] = [dayOf(old, 0, 0), dayOf(now, 0, 0)];
    const basis = { of: 'sums', settings: '', dayStartsAt: 0, isByName: true } as const;
    const before = await folder.store();
    before.refresh();
    before.dayCache(basis).keep(
      new Map([
        [first, '["secret.org"]'],
        [dayOf(now - 40 * dayMs, 0, 0), '["work"]'],
      ]),
    );
    before.checkpoint();
    await record(web(3, 1, 'c.org'));
    const store = await folder.store({ siteDays: 90 });
    store.checkpoint();
    const kept = [...store.dayCache(basis).read(first, last).values()].map(({ text }) => text());
    assert.deepEqual(kept, ['["work"]']);
  });
});
