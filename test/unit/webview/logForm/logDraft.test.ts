import assert from 'node:assert/strict';
import fc from 'fast-check';
import { activityKinds } from '../../../../src/core/facts/activity.ts';
import { offsetsOf } from '../../../../src/core/time/zone.ts';
import { activityInput } from '../../../../src/planning/activityInput.ts';
import {
  checkLog,
  draftOf,
  emptyLog,
  quickAdds,
  withQuickAdd,
  type LogDraft,
} from '../../../../src/webview/logForm/logDraft.ts';

const clock = { now: Date.UTC(2026, 10, 20, 14, 24), offsetAt: () => 60 };
const draft: LogDraft = { ...emptyLog, title: ' Stand-up ', duration: '30' };
const kinds = Object.fromEntries(activityKinds.map((kind) => [kind, kind])) as Record<
  (typeof activityKinds)[number],
  string
>;

describe('checkLog', () => {
  it('makes what is sent: ended just now unless told otherwise', () => {
    assert.deepEqual(checkLog(draft, clock), {
      input: { title: 'Stand-up', kind: 'coding', start: clock.now - 30 * 60_000, minutes: 30, errors: 0, notes: '' },
      problems: {},
    });
  });

  it('takes a start time on the clock of the place', () => {
    const { input } = checkLog({ ...draft, anchor: 'started', time: '2026-11-20T09:15' }, clock);
    assert.equal(input?.start, Date.UTC(2026, 10, 20, 8, 15));
  });

  it('takes the offset of the time that was typed, not of now (C19)', () => {
    const offsetAt = offsetsOf('Europe/Berlin');
    const start = (now: string, typed: Partial<LogDraft>) =>
      checkLog({ ...draft, ...typed }, { now: Date.parse(now), offsetAt }).input?.start;
    const spring = '2026-03-30T08:00Z';
    assert.equal(start(spring, { anchor: 'started', time: '2026-03-27T15:00' }), Date.parse('2026-03-27T14:00Z'));
    assert.equal(start(spring, { anchor: 'started', time: '2026-03-27T00:15' }), Date.parse('2026-03-26T23:15Z'));
    assert.equal(start(spring, { anchor: 'started', time: '2026-03-30T09:00' }), Date.parse('2026-03-30T07:00Z'));
    assert.equal(
      start('2026-10-26T08:00Z', { anchor: 'ended', time: '2026-10-23T23:45' }),
      Date.parse('2026-10-23T21:15Z'),
    );
  });

  const wrong: Record<string, [Partial<LogDraft>, object]> = {
    'no text': [{ title: '  ' }, { title: 'Enter what you did.' }],
    'too much text': [{ title: 'x'.repeat(201) }, { title: 'At most 200 characters.' }],
    'a negative duration': [{ duration: '-5' }, { duration: 'Enter a duration greater than zero.' }],
    'a 30-hour duration': [{ duration: '30h' }, { duration: 'At most 24 hours. Log each day separately.' }],
    'no duration': [{ duration: '' }, { duration: 'Enter how long it took.' }],
    'half an error': [{ errors: '1.5' }, { errors: 'A whole number from 0 to 999.' }],
    'a thousand errors': [{ errors: '1000' }, { errors: 'A whole number from 0 to 999.' }],
    'errors in words': [{ errors: 'many' }, { errors: 'A whole number from 0 to 999.' }],
    'notes without end': [{ notes: 'x'.repeat(4001) }, { notes: 'At most 4000 characters.' }],
    'half a time': [{ time: '2026-11-20T' }, { time: 'Enter a date and a time.' }],
    'an end in the future': [{ time: '2026-11-20T17:00' }, { time: 'The end is in the future.' }],
    'a start that ends in the future': [
      { anchor: 'started', time: '2026-11-20T15:20' },
      { time: 'The end is in the future.' },
    ],
  };
  it('takes an end up to a minute ahead of the clock, and what is as long as it may be', () => {
    const ends = (ms: number) =>
      checkLog({ ...draft, time: '2026-11-20T15:25' }, { ...clock, now: clock.now + ms }).problems;
    assert.deepEqual(ends(0), {});
    assert.deepEqual(ends(-1), { time: 'The end is in the future.' });
    const most = { title: 'x'.repeat(200), notes: 'x'.repeat(4000), errors: '999', duration: '24h' };
    assert.equal(checkLog({ ...draft, ...most }, clock).input?.minutes, 1440);
    assert.equal(checkLog({ ...draft, errors: ' ' }, clock).input?.errors, 0);
    assert.deepEqual(checkLog({ ...draft, errors: '-1' }, clock).problems, {
      errors: 'A whole number from 0 to 999.',
    });
  });

  it('names an end in the future only where the times say so', () => {
    const { problems } = checkLog({ ...draft, duration: '', anchor: 'started', time: '2026-11-20T15:25' }, clock);
    assert.deepEqual(problems, { duration: 'Enter how long it took.' });
    const late = checkLog({ ...draft, duration: '', anchor: 'started', time: '2026-11-20T15:26' }, clock).problems;
    assert.deepEqual(late, { duration: 'Enter how long it took.', time: 'The end is in the future.' });
  });

  for (const [what, [changes, problems]] of Object.entries(wrong))
    it(`refuses ${what}`, () => assert.deepEqual(checkLog({ ...draft, ...changes }, clock), { problems }));

  it('sends only what the contract takes, whatever is typed', () => {
    const typed = fc.record({
      title: fc.string(),
      duration: fc.oneof(fc.string(), fc.integer().map(String)),
      errors: fc.oneof(fc.string(), fc.integer().map(String)),
      notes: fc.string(),
      time: fc.oneof(fc.constant(''), fc.string(), fc.constant('2026-11-19T09:15')),
      unit: fc.constantFrom('minutes' as const, 'hours' as const),
      anchor: fc.constantFrom('ended' as const, 'started' as const),
    });
    fc.assert(
      fc.property(typed, (fields) => {
        const { input, problems } = checkLog({ ...emptyLog, ...fields }, clock);
        assert.equal(input === undefined, Object.keys(problems).length > 0);
        if (input) activityInput.parse(input);
      }),
    );
  });
});

describe('draftOf', () => {
  it('brings back what was logged, so that saving it unchanged changes nothing', () => {
    const start = Date.UTC(2026, 10, 20, 10, 5);
    const item = {
      id: 'a1',
      source: 'manual',
      kind: 'meeting',
      title: 'Stand-up',
      start,
      durationMs: 1_800_000,
      errors: 1,
      manual: { rev: 2, notes: 'n', minutes: 30 },
    } as const;
    assert.deepEqual(
      checkLog(
        draftOf(item, () => 60),
        clock,
      ).input,
      {
        id: 'a1',
        title: 'Stand-up',
        kind: 'meeting',
        start,
        minutes: 30,
        errors: 1,
        notes: 'n',
      },
    );
  });
});

describe('withQuickAdd', () => {
  const [coding, debugging] = quickAdds;
  assert.ok(coding && debugging);

  it('fills in an empty form, and a later one replaces it', () => {
    const first = withQuickAdd(emptyLog, coding, kinds);
    assert.deepEqual([first.title, first.kind, first.duration], ['coding', 'coding', '60']);
    const second = withQuickAdd(first, debugging, kinds);
    assert.deepEqual([second.title, second.kind, second.duration], ['debugging', 'debugging', '30']);
  });

  it('adds an hour of coding, or half an hour of anything else', () => {
    assert.deepEqual(
      quickAdds.map(({ kind, minutes }) => `${kind} ${minutes}`),
      ['coding 60', 'debugging 30', 'learning 30', 'meeting 30'],
    );
  });

  it('replaces the minutes of another quick add, but no other duration', () => {
    const after = (typed: Partial<LogDraft>) => withQuickAdd({ ...emptyLog, ...typed }, debugging, kinds).duration;
    assert.equal(after({ duration: '60' }), '30');
    assert.equal(after({ duration: '45' }), '45');
    assert.equal(after({ duration: '60', unit: 'hours' }), '60');
    assert.equal(after({ duration: ' ', unit: 'hours' }), '30');
  });

  it('keeps what was typed', () => {
    const kept = withQuickAdd({ ...emptyLog, title: 'The parser', duration: '2', unit: 'hours' }, debugging, kinds);
    assert.deepEqual([kept.title, kept.duration, kept.unit, kept.kind], ['The parser', '2', 'hours', 'debugging']);
  });
});
