import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFact } from '../../../../src/storage/transfer/parseFact.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import { codeHostEventOf } from '../../../../src/core/codeHosts/codeHostEvent.ts';
import { githubStateText } from '../../../../src/core/github/githubState.ts';
import { MadeWorld } from '../../../fakes/github/madeWorld.ts';
import { MemoryStore } from '../../../fakes/github/memoryStore.ts';
import { fuzzRuns } from '../../fuzz/runs.ts';
import { now, plain, startStand, type Stand } from './given.ts';

const from = now - 20 * dayMs;

interface Damage {
  /** The answer that is damaged, counted from the first. */
  readonly answer: number;
  /** The place in it, counted in the order in which it is read. */
  readonly place: number;
  readonly value: unknown;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  answer: fc.nat(40),
  place: fc.nat(400),
  value: fc.constantFrom<unknown>(
    null,
    5,
    -1e300,
    '',
    'constructor',
    '9999-99-99',
    '1970-01-01T00:00:00Z',
    {},
    [],
    true,
  ),
});

/** Replaces a value somewhere in a JSON text. */
function damaged(text: string, { place, value }: Damage): string {
  let count = 0;
  const size = (text.match(/[:[,]/g) ?? []).length;
  return JSON.stringify(JSON.parse(text, (_, each: unknown) => (count++ === place % Math.max(1, size) ? value : each)));
}

describe('an answer of GitHub in another form than it documents', function () {
  this.timeout(60_000);
  let stand: Stand;
  before(async () => void (stand = await startStand()));
  after(() => stand.close());

  /** Syncs once, with some answers damaged. */
  async function syncWith(damages: readonly Damage[], change?: (text: string, url: string) => string) {
    stand.store = new MemoryStore();
    makeWorld();
    let answers = 0;
    const send: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init);
      const own = damages.filter((one) => one.answer === answers);
      answers++;
      if (own.length === 0 && !change) return answer;
      const whole = await answer.text();
      const text = own.reduce((before, one) => damaged(before, one), change?.(whole, answer.url) ?? whole);
      return new Response(text, { status: answer.status, headers: answer.headers });
    };
    return stand.sync({}, { ...plain, fetch: send });
  }

  function makeWorld(): void {
    stand.github.remaining = 1e9;
    new MadeWorld(7, { repos: 2, commits: 6, pulls: 4, issues: 4, runs: 4 }, [from, now]).fill(stand.world, now);
  }

  it('leaves nothing behind that can’t be read again, and the sync comes to its end', async () => {
    let told = 0;
    const property = fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
      const report = await syncWith(damages);
      told += report.problems.filter(({ isUnreadable }) => isUnreadable).length;
      for (const row of stand.store.rows()) {
        assert.ok(codeHostEventOf(row), row.body);
        assert.ok(parseFact(JSON.parse(JSON.stringify(row))), JSON.stringify(row));
      }
      if (stand.store.state) assert.ok(githubStateText(stand.store.state), JSON.stringify(stand.store.state));
    });
    await fc.assert(property, { numRuns: fuzzRuns(60) });
    assert.ok(told > 0, 'no damage was met');
  });

  it('takes the rest of a list of which one item is so, and says what was left out', async () => {
    await syncWith([]);
    const commits = stand.store.rows().filter((row) => codeHostEventOf(row)?.kind === 'commit').length;
    const report = await syncWith([], (text, url) =>
      url.includes('/commits?') ? text.replace(/"html_url":"[^"]*\/commit\/[^"]*"/, '"html_url":5') : text,
    );
    const left = stand.store.rows().filter((row) => codeHostEventOf(row)?.kind === 'commit').length;
    assert.ok(left < commits && left > 0, `${left} of ${commits}`);
    assert.ok(report.problems.some(({ what, isUnreadable }) => what === 'commits' && isUnreadable));
    assert.equal(report.outcome, 'done');
  });

  it('reads on after answers whose date lies far ahead', async () => {
    stand.store = new MemoryStore();
    makeWorld();
    const ahead: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init);
      const headers = new Headers(answer.headers);
      headers.set('date', 'Fri, 31 Dec 2099 23:59:59 GMT');
      return new Response(await answer.arrayBuffer(), { status: answer.status, headers });
    };
    await stand.sync({}, { ...plain, fetch: ahead });
    await stand.sync({}, plain);
    const commits = stand.store.rows().filter((row) => codeHostEventOf(row)?.kind === 'commit').length;
    await syncWith([]);
    const all = stand.store.rows().filter((row) => codeHostEventOf(row)?.kind === 'commit').length;
    assert.ok(all > 0 && commits === all, `${commits} of ${all}`);
  });
});
