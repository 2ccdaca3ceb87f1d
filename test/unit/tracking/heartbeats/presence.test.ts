import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { familyOf } from '../../../../src/core/categories/browsers.ts';
import { isObservedByDaymark, kindOfApplication } from '../../../../src/tracking/heartbeats/applications.ts';
import { Presence } from '../../../../src/tracking/heartbeats/presence.ts';
import { watchedSpan, type WatchedTime } from '../../../../src/tracking/heartbeats/watchedSpan.ts';

const context = { offset: 60, judge: () => 'open' as const };
const stretch = (changes: Partial<WatchedTime>): WatchedTime => ({
  scheme: 'app',
  start: 0,
  end: 10,
  machine: 'desk',
  name: 'Slack',
  ...changes,
});

interface Growing {
  readonly start: number;
  end: number;
  readonly name: string;
  readonly browser?: string;
}
interface Delivery {
  readonly to: 'here' | 'application' | 'page';
  readonly event: Growing;
  /** The event's current duration. */
  readonly end: number;
}

/** The seconds that count, by scheme and name, after deliveries in this order. */
function counted(deliveries: readonly Delivery[]): ReadonlySet<string> {
  const presence = new Presence('desk');
  const longest = new Map<string, WatchedTime>();
  const events = new Map<Growing, Growing>();
  for (const { to, event, end } of deliveries) {
    const own = events.get(event) ?? { ...event };
    events.set(event, own);
    own.end = Math.max(own.end, end);
    for (const one of presence[to](own)) {
      const key = `${one.scheme} ${one.name} ${one.start}`;
      if ((longest.get(key)?.end ?? -1) < one.end) longest.set(key, one);
    }
  }
  return new Set(
    [...longest.values()].flatMap(({ scheme, name, start, end }) =>
      Array.from({ length: end - start }, (_, i) => `${scheme} ${name} ${start + i}`),
    ),
  );
}

/** Events of one watcher, one after another, each delivered several times while it grows. */
const watcher = (to: Delivery['to'], names: readonly string[]): fc.Arbitrary<Delivery[]> =>
  fc
    .array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 20 }), fc.constantFrom(...names)), { maxLength: 6 })
    .map((parts) => {
      let at = 0;
      return parts.flatMap(([gap, length, name]) => {
        const event = { start: at + gap, end: at + gap, name, ...(to === 'page' && { browser: 'firefox' }) };
        at += gap + length;
        return [event.start, event.start + Math.ceil(length / 2), at].map((end) => ({ to, event, end }));
      });
    });

/** Mixes watchers; what one of them sends keeps its order. */
const mixed = (all: readonly Delivery[][], picks: readonly number[]): Delivery[] => {
  const queues = all.map((list) => [...list]);
  const order: Delivery[] = [];
  for (let i = 0; queues.some((queue) => queue.length > 0); i++) {
    const left = queues.filter((queue) => queue.length > 0);
    order.push(left[(picks[i] ?? 0) % left.length]?.shift() as Delivery);
  }
  return order;
};

describe('presence', () => {
  it('counts an application while it is in front and someone is there, and a page while its browser does, in any order', () => {
    const watchers = fc.tuple(
      watcher('here', ['']),
      watcher('application', ['Firefox', 'Figma']),
      watcher('page', ['https://a.example', 'https://b.example']),
    );
    fc.assert(
      fc.property(watchers, fc.array(fc.nat(2)), ([here, applications, pages], picks) => {
        const seconds = ({ event, end }: Delivery) =>
          Array.from({ length: end - event.start }, (_, i) => ({ second: event.start + i, name: event.name }));
        const isHere = new Set(here.flatMap(seconds).map(({ second }) => second));
        const inFront = applications.flatMap(seconds).filter(({ second }) => isHere.has(second));
        const browsing = new Set(inFront.filter(({ name }) => name === 'Firefox').map(({ second }) => second));
        const open = pages.flatMap(seconds).filter(({ second }) => browsing.has(second));
        const expected = [
          ...inFront.map(({ name, second }) => `app ${name} ${second}`),
          ...open.map(({ name, second }) => `web ${name} ${second}`),
        ];
        const order = mixed([here, applications, pages], picks);
        assert.deepEqual([...counted(order)].toSorted(), [...new Set(expected)].toSorted());
        assert.deepEqual(counted([...order, ...order]), counted(order), 'sent again');
      }),
    );
  });

  it('counts up to half an hour without a touch in a call that stays in front, in any order', () => {
    const minute = 60_000;
    const here = [
      { start: 0, end: 5 * minute },
      { start: 20 * minute, end: 21 * minute },
      { start: 51 * minute + 1, end: 52 * minute },
    ];
    const minutesOf = (name: string, end: number, events = here): number => {
      const presence = new Presence('desk');
      const front = { name, start: minute, end };
      const [first, ...rest] = events;
      const found = [...(first ? presence.here(first) : []), ...presence.application(front)];
      for (const one of rest) found.push(...presence.here(one));
      const counted = new Set(
        found.flatMap((one) =>
          Array.from(
            { length: Math.floor((one.end - one.start) / minute) },
            (_, i) => Math.floor(one.start / minute) + i,
          ),
        ),
      );
      return counted.size;
    };
    // From the first minute to the 21st; the third absence is too long.
    assert.equal(minutesOf('Zoom', 60 * minute), 20);
    assert.equal(minutesOf('Zoom', 60 * minute, here.toReversed()), 20);
    // The window went away before the person was back.
    assert.equal(minutesOf('Zoom', 19 * minute), 4);
    assert.equal(minutesOf('Figma', 60 * minute), 5);
  });

  it('counts a page only in its own browser', () => {
    const presence = new Presence('desk');
    presence.here({ start: 0, end: 10 });
    presence.application({ start: 0, end: 10, name: 'Google Chrome' });
    assert.deepEqual(presence.page({ start: 0, end: 10, name: 'https://a.example', browser: 'firefox' }), []);
    assert.equal(presence.page({ start: 0, end: 10, name: 'https://a.example', browser: 'chrome' }).length, 1);
  });
});

describe('the span of what was in front', () => {
  const spanOf = (changes: Partial<WatchedTime>) => {
    const span = watchedSpan(stretch(changes), context);
    return typeof span === 'string' ? span : [span.scheme, span.kind, span.file, span.end - span.start];
  };

  it('has of a page its host, and of a window its application', () => {
    assert.deepEqual(spanOf({}), ['app', 'meeting', 'Slack', 10]);
    assert.deepEqual(spanOf({ name: 'Figma.exe' }), ['app', 'other', 'Figma', 10]);
    assert.deepEqual(spanOf({ scheme: 'web', name: 'https://www.news.example/a?b=c' }), [
      'web',
      'browsing',
      'news.example',
      10,
    ]);
    assert.deepEqual(spanOf({ scheme: 'web', name: 'http://localhost:3000' }), ['web', 'coding', 'localhost', 10]);
  });

  it('is none of VS Code, of a locked screen, of the browser’s own pages, and of what is excluded', () => {
    for (const name of ['Code', 'Code.exe', 'code-oss', 'VSCodium']) assert.equal(spanOf({ name }), 'observed');
    for (const name of ['loginwindow', 'LockApp.exe', '']) assert.equal(spanOf({ name }), 'screen-lock');
    for (const name of ['chrome://settings', 'about:blank', ''])
      assert.equal(spanOf({ scheme: 'web', name }), 'no-page');
    assert.equal(watchedSpan(stretch({}), { offset: 0, judge: () => 'excluded' }), 'excluded');
  });

  it('keeps its id while it grows, and the page’s is the greater where both begin at once', () => {
    const idOf = (changes: Partial<WatchedTime>): string => {
      const span = watchedSpan(stretch(changes), context);
      return typeof span === 'string' ? '' : span.id;
    };
    assert.equal(idOf({ end: 10 }), idOf({ end: 500 }));
    assert.ok(idOf({ scheme: 'web', name: 'https://a.example' }) > idOf({ name: 'Firefox' }));
  });

  it('knows applications by their names on each system', () => {
    const names = [
      'Google-chrome',
      'firefox.exe',
      'Microsoft Edge',
      'Slack.exe',
      'gnome-terminal-server',
      'jetbrains-idea',
      'Spotify',
      'Phone Link',
      'Phonebook',
    ];
    assert.deepEqual(names.map(kindOfApplication), [
      'browsing',
      'browsing',
      'browsing',
      'meeting',
      'terminal',
      'coding',
      'other',
      'meeting',
      'other',
    ]);
    assert.deepEqual(['Chromium', 'Safari', 'code'].map(familyOf), ['chrome', 'safari', undefined]);
    assert.ok(!isObservedByDaymark('Xcode'));
  });
});
