import assert from 'node:assert/strict';
import { habitHistories, habitHistory, habits, type HabitHistory } from '../../../bench/insights/habits.ts';
import { causes } from '../../../bench/insights/seededHistory.ts';
import { commitsIn } from '../../../src/core/facts/commits.ts';
import type { DocumentFact, Fact } from '../../../src/core/facts/facts.ts';
import { testRunsIn } from '../../../src/core/facts/testRuns.ts';
import { codeHostEventOf } from '../../../src/core/codeHosts/codeHostEvent.ts';
import { githubStateId, githubStateOf } from '../../../src/core/github/githubState.ts';
import { dayMs, dayOf, daysBetween, minuteMs, weekdayOf } from '../../../src/core/time/days.ts';

const types: readonly Fact['type'][] = ['span', 'run', 'diagnostic', 'state', 'activity', 'document'];

/** Start and end of a fact, ms since the epoch. */
function timesOf(fact: Fact): [number, number] {
  if (fact.type === 'diagnostic') return [fact.introduced, fact.fixed ?? fact.introduced];
  if (fact.type === 'span' || fact.type === 'activity' || fact.type === 'document') return [fact.start, fact.end];
  if (fact.type === 'run') return [fact.start, fact.end ?? fact.start];
  assert.equal(fact.type, 'state');
  return 'at' in fact ? [fact.at, fact.at] : [0, 0];
}

function checkFacts({ facts, now, offset, name }: HabitHistory): void {
  const ids = new Set(facts.map(({ type, id }) => `${type} ${id}`));
  assert.equal(ids.size, facts.length, `${name}: ids are unique`);
  const earliest = now - 29 * dayMs;
  for (const fact of facts) {
    const [start, end] = timesOf(fact);
    const isTimed = Number.isInteger(start) && Number.isInteger(end) && start <= end && end <= now;
    const isRecent = start >= earliest || fact.id === githubStateId;
    const isGood = types.includes(fact.type) && isTimed && isRecent && 'offset' in fact && fact.offset === offset;
    if (!isGood) assert.fail(`${name}: ${JSON.stringify(fact)}`);
  }
}

function checkHumanTime({ facts, name }: HabitHistory): void {
  let last = 0;
  for (const fact of facts) {
    if (fact.type !== 'span') continue;
    if (fact.start < last) assert.fail(`${name}: a person is in one place at a time, ${JSON.stringify(fact)}`);
    last = fact.end;
  }
}

function checkDocuments({ facts, name }: HabitHistory): void {
  const documents = facts.filter((fact): fact is DocumentFact => fact.type === 'document');
  const of = (collection: string) => documents.filter((one) => one.collection === collection);
  assert.equal(testRunsIn(documents).size, of('testRuns').length, `${name}: counts of tests can be read`);
  assert.equal(commitsIn(documents).length, of('commits').length, `${name}: commits can be read`);
  const github = of('github');
  if (github.length > 0)
    assert.ok(githubStateOf(github.find(({ id }) => id === githubStateId)), `${name}: GitHub's state`);
  for (const one of github) if (one.id !== githubStateId) assert.ok(codeHostEventOf(one), `${name}: ${one.body}`);
}

describe('histories of people with other habits', function () {
  this.timeout(120_000);
  let usual: HabitHistory[] = [];
  let heldOut: HabitHistory[] = [];
  let all: HabitHistory[] = [];
  before(() => {
    usual = habitHistories(0, false);
    heldOut = habitHistories(0, true);
    all = [...usual, ...heldOut];
  });
  const of = (cause: string) => all.filter((one) => one.cause === cause);

  it('are the same for the same seed, and others for another', () => {
    for (const habit of habits) {
      const made = (seed: number) => habitHistory({ seed, habit, cause: 'flaky-test' });
      assert.deepEqual(made(7), made(7));
      assert.notDeepEqual(made(7).facts, made(8).facts);
    }
  });

  it('have well-formed facts', () => {
    for (const history of all) {
      checkFacts(history);
      checkHumanTime(history);
      checkDocuments(history);
    }
  });

  it('have every habit with every cause, and clean', () => {
    for (const set of [usual, heldOut]) {
      const pairs = new Set(set.map(({ habit, cause }) => `${habit} ${cause}`));
      for (const habit of habits) {
        for (const cause of [...causes, 'clean']) assert.ok(pairs.has(`${habit} ${cause}`), `${habit} ${cause}`);
      }
    }
  });

  it('keep a third aside, of other seeds', () => {
    assert.equal(heldOut.length * 2, usual.length);
    const names = new Set(usual.map(({ name }) => name));
    assert.ok(heldOut.every(({ name }) => !names.has(name)));
  });

  it('end on the day that was requested', () => {
    const lastDay = Date.UTC(2027, 2, 18);
    const { facts, now, offset } = habitHistory({ seed: 3, habit: 'part-time', cause: 'clean', lastDay });
    const last = facts.findLast((fact) => fact.type === 'span');
    assert.equal(dayOf(now, offset), '2027-03-18');
    assert.equal(last?.type === 'span' && dayOf(last.start, offset), '2027-03-18');
  });

  it('slow-build: some builds take 6 to 15 minutes, and without it none', () => {
    const longBuilds = ({ facts }: HabitHistory) =>
      facts.filter((one) => one.type === 'run' && one.group === 'build' && (one.end ?? 0) - one.start >= 6 * minuteMs);
    for (const one of of('slow-build')) assert.ok(longBuilds(one).length >= 4, one.name);
    for (const one of of('clean')) assert.equal(longBuilds(one).length, 0, one.name);
  });

  it('broken-after-lunch: one file has problems for hours in all, and without it none', () => {
    const worst = ({ facts }: HabitHistory) => {
      const minutes = new Map<string, number>();
      for (const one of facts) {
        if (one.type !== 'diagnostic' || one.fixed === undefined || one.fixed - one.introduced < 15 * minuteMs)
          continue;
        const lasted = (one.fixed - one.introduced) / minuteMs;
        // Through the night is not at work.
        if (lasted < 8 * 60)
          minutes.set(`${one.project} ${one.file}`, (minutes.get(`${one.project} ${one.file}`) ?? 0) + lasted);
      }
      return Math.max(0, ...minutes.values());
    };
    for (const one of of('broken-after-lunch')) assert.ok(worst(one) >= 60, `${one.name} ${worst(one)}`);
    for (const one of of('clean')) assert.equal(worst(one), 0, one.name);
  });

  it('waiting-reviews: GitHub waits of days or hours logged by hand, and without it neither', () => {
    const waits = ({ facts, offset }: HabitHistory) => {
      const events = facts.flatMap((one) =>
        one.type === 'document' && one.collection === 'github' ? (codeHostEventOf(one) ?? []) : [],
      );
      const pulls = new Map(events.flatMap((one) => (one.kind === 'pull' ? [[one.id, one] as const] : [])));
      const days = events.filter((one) => {
        if (one.kind !== 'review' || !one.id.endsWith('_0')) return false;
        const asked = dayOf(pulls.get(one.about)?.createdAt ?? one.at, offset);
        // Neither the day of the request nor the next morning.
        const passed = daysBetween(asked, dayOf(one.at, offset)).filter((day) => ![0, 6].includes(weekdayOf(day)));
        return passed.length > 2;
      });
      const open = [...pulls.values()].filter(({ state }) => state === 'open');
      const logged = facts.filter((one) => one.type === 'activity' && /wait/i.test(one.title));
      return { github: days.length, open: open.length, logged: logged.length };
    };
    const planted = of('waiting-reviews').map((one) => ({ name: one.name, ...waits(one) }));
    for (const one of planted) assert.ok(one.github + one.open > 1 || one.logged > 4, JSON.stringify(one));
    assert.ok(planted.some(({ logged }) => logged === 0) && planted.some(({ logged }) => logged > 0));
    for (const one of of('clean').map(waits))
      assert.deepEqual({ github: one.github, logged: one.logged }, { github: 0, logged: 0 });
  });

  it('flaky-test: the same tests become green with nothing changed, four times or more, and without it hardly ever', () => {
    for (const one of of('flaky-test')) assert.ok(flakes(one) >= 4, `${one.name} ${flakes(one)}`);
    for (const one of of('clean')) assert.ok(flakes(one) <= 1, `${one.name} ${flakes(one)}`);
  });

  it('context-switching: mornings in pieces on many days, and without it none', () => {
    for (const one of of('context-switching'))
      assert.ok(shreddedMornings(one) >= 4, `${one.name} ${shreddedMornings(one)}`);
    for (const one of of('clean')) assert.equal(shreddedMornings(one), 0, one.name);
  });

  it('repeated-error: the same words for minutes on many days, and without it on none', () => {
    const days = ({ facts, offset }: HabitHistory) => {
      const seen = new Map<string, Set<string>>();
      for (const one of facts) {
        if (one.type !== 'diagnostic' || one.fixed === undefined || one.fixed - one.introduced < 1.5 * minuteMs)
          continue;
        const of = seen.get(one.message) ?? new Set();
        seen.set(one.message, of.add(dayOf(one.introduced, offset)));
      }
      return Math.max(0, ...Array.from(seen.values(), ({ size }) => size));
    };
    for (const one of of('repeated-error')) assert.ok(days(one) >= 4, `${one.name} ${days(one)}`);
    for (const one of of('clean')) assert.ok(days(one) <= 3, `${one.name} ${days(one)}`);
  });
});

/** Runs of the same tests that are green after a red one, where nothing was edited, installed, or checked out in between. */
function flakes({ facts }: HabitHistory): number {
  const counts = testRunsIn(facts.filter((one): one is DocumentFact => one.type === 'document'));
  const red = new Set<string>();
  const keysOf = new Map<string, string[]>();
  let found = 0;
  for (const one of facts) {
    if (one.type === 'span' && Object.keys(one.edits).length > 0) forget(one.project);
    if (one.type !== 'run') continue;
    if (/^(?:vim|git|gh|npm)(?! test)/.test(one.name) && one.group !== 'test') forget(one.project);
    if (one.group !== 'test' || /watch|ptw/.test(one.name)) continue;
    const { passed = 0, failed = 0 } = counts.get(one.id) ?? {};
    const key = [one.project, one.name, passed + failed].join(' ');
    if (one.exitCode === 0) found += Number(red.delete(key));
    else {
      red.add(key);
      keysOf.set(one.project ?? '', [...(keysOf.get(one.project ?? '') ?? []), key]);
    }
  }
  return found;

  function forget(project: string | undefined): void {
    for (const key of keysOf.get(project ?? '') ?? []) red.delete(key);
    keysOf.delete(project ?? '');
  }
}

/** Days with two hours before noon in which the project changed every few minutes. */
function shreddedMornings({ facts, offset }: HabitHistory): number {
  const switches = new Map<string, number[]>();
  let last: string | undefined;
  for (const one of facts) {
    if (one.type !== 'span' || one.project === undefined || one.project === last) continue;
    const day = dayOf(one.start, offset);
    switches.set(day, [...(switches.get(day) ?? []), one.start]);
    last = one.project;
  }
  const isShredded = (times: readonly number[]) =>
    times.some((from) => times.filter((at) => at >= from && at < from + 120 * minuteMs).length >= 20);
  return [...switches.values()].filter(isShredded).length;
}
