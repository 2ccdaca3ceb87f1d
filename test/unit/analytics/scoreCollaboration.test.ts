import assert from 'node:assert/strict';
import type { Collaboration, TeamAction } from '../../../src/analytics/collaboration/collaboration.ts';
import type { Context } from '../../../src/analytics/context.ts';
import { measureDay } from '../../../src/analytics/measure.ts';
import { weights } from '../../../src/analytics/score/score.ts';
import { at, context, day, rows, span, type GivenRows } from './given.ts';

/** The day after, when all of it is over. */
const over = { now: at(24 * 60) };
const fullDay = [span(0, 180), span(240, 420)];

/** The component's value with the numbers behind it. */
type Judged = { readonly value: number | null } & Readonly<Record<string, number | null>>;

function judge(changes: GivenRows, when: Partial<Context> = over): Judged {
  const { score } = measureDay(rows(changes), day, context(when));
  const component = score.components.find(({ id }) => id === 'collaboration');
  assert.ok(component);
  return { value: component.value, ...component.facts };
}

describe('collaboration', () => {
  const deed = (kind: TeamAction['kind'], about: string, minutes: number): TeamAction => ({
    kind,
    about,
    at: at(minutes),
    offset: 0,
  });
  const wait = (from: number, to = Infinity) => ({ from: at(from), to: to === Infinity ? to : at(to) });
  const known = { from: at(-30 * 24 * 60), to: at(48 * 60) };
  const given = (changes: Partial<Collaboration>) => ({
    spans: fullDay,
    collaboration: { deeds: [], waits: [], known, ...changes },
  });

  it('is left out where GitHub is not connected, and the others weigh as they did without it', () => {
    assert.equal(judge({ spans: fullDay }).value, null);
    const { collaboration, ...others } = weights;
    const shares = Object.values(others).map((weight) => Math.round((1000 * weight) / (1 - collaboration)) / 1000);
    assert.deepEqual(shares, [0.25, 0.2, 0.25, 0.15, 0.15]);
  });

  it('counts each pull request and issue that was moved once, one being free', () => {
    const deeds = [
      deed('review', 'pull:1', 10),
      deed('comment', 'pull:1', 11),
      deed('comment', 'issue:2', 12),
      deed('comment', 'issue:2', 13),
      deed('pull', 'pull:3', 14),
      deed('pull', 'pull:4', -2000),
    ];
    const waits = [wait(-600)];
    const { value, reviews, comments, pulls, waiting } = judge(given({ deeds, waits }));
    assert.deepEqual([reviews, comments, pulls, waiting], [1, 2, 1, 1]);
    assert.equal(value, 4 / 5);
    assert.equal(judge(given({ deeds })).value, 1);
  });

  it('holds a review against the day that waited since before it and got no answer', () => {
    assert.equal(judge(given({ waits: [wait(-600)] })).value, 1 / 2);
    const answered = given({ waits: [wait(-600, 100)], deeds: [deed('review', 'pull:1', 100)] });
    assert.equal(judge(answered).value, 1);
    assert.equal(judge(given({ waits: [wait(30)] })).value, null, 'asked today');
    assert.equal(judge(given({ waits: [wait(0)] })).value, null, 'asked as the day began');
    assert.equal(judge(given({})).value, null, 'nothing happened, nothing waits');
  });

  it('expects by now what is due by now, and is none on a morning before anything is due', () => {
    const now = { now: at(300) };
    assert.equal(judge({ ...given({ waits: [wait(-600)] }), spans: [span(0, 300)] }, now).value, 2 / 3);
    const young = { ...given({}), spans: [span(0, 20)] };
    assert.equal(judge(young, { now: at(20) }).value, null);
  });

  it('does not look after the goal, nor where GitHub was not read', () => {
    const goals = { hoursPerDay: 1, workdays: [5] };
    const late = given({ waits: [wait(-600, 90)], deeds: [deed('review', 'pull:1', 90)] });
    assert.equal(judge(late, { ...over, goals }).value, 1 / 2);
    const unread = given({ deeds: [deed('review', 'pull:1', 10)], known: { from: known.from, to: at(-1) } });
    assert.equal(judge(unread).value, null);
    const readIn = (from: number, to: number) =>
      judge(given({ deeds: [deed('review', 'pull:1', 0)], known: { from: at(from), to: at(to) } })).value;
    assert.deepEqual(
      [readIn(0, 0), readIn(0.1, 99), readIn(-99, -0.1)],
      [1, null, null],
      'at the first work of the day',
    );
  });

  it('judges by what was known at the last sync: who answered since is not held to it', () => {
    const facts = given({ waits: [wait(-600)], known: { from: known.from, to: at(60) } });
    assert.equal(judge({ ...facts, spans: [span(0, 300)] }, { now: at(300) }).value, 1 / (1 + 0.1));
  });
});
