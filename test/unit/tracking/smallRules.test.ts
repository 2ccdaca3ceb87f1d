import assert from 'node:assert/strict';
import { problemCausesIn } from '../../../src/core/facts/problemCauses.ts';
import type { Visit } from '../../../src/core/views/companion.ts';
import { languageIdOf } from '../../../src/tracking/heartbeats/languages.ts';
import { Presence } from '../../../src/tracking/heartbeats/presence.ts';
import { spanOfHeartbeat } from '../../../src/tracking/heartbeats/heartbeatSpan.ts';
import { appOf } from '../../../src/tracking/heartbeats/heartbeat.ts';
import { watchedSpan } from '../../../src/tracking/heartbeats/watchedSpan.ts';
import { visitSpan } from '../../../src/tracking/heartbeats/visitSpan.ts';
import { linesMoved } from '../../../src/tracking/lines.ts';
import { hiddenFile, PrivacyFilter } from '../../../src/tracking/privacyFilter.ts';
import { provenanceOf, type TextChange } from '../../../src/tracking/provenance.ts';
import { WindowUse } from '../../../src/tracking/windowUse.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';
import { edit, fileA, fileB, focus, lastById, move, problem, startTracker } from './recorded.ts';

function change([from, to]: readonly [[number, number], [number, number]], text: string, rangeLength = 0): TextChange {
  const at = ([line, character]: [number, number]) => ({ line, character });
  return { range: { start: at(from), end: at(to) }, rangeLength, text } as TextChange;
}

describe('lines that move', () => {
  it('are those from a change at the start of a line on, or those below it', () => {
    assert.deepEqual(
      linesMoved(
        change(
          [
            [3, 0],
            [5, 0],
          ],
          'a\n',
        ),
      ),
      { line: 3, removed: 2, added: 1 },
    );
    assert.deepEqual(
      linesMoved(
        change(
          [
            [3, 1],
            [3, 1],
          ],
          'a\nb\r\n',
        ),
      ),
      { line: 4, removed: 0, added: 2 },
    );
  });
});

describe('a formatter', () => {
  it('takes up to 16 characters in one place', () => {
    const of = (length: number) =>
      provenanceOf({
        changes: [
          change(
            [
              [1, 0],
              [1, length],
            ],
            ' ',
            length,
          ),
          change(
            [
              [9, 0],
              [9, 1],
            ],
            '',
            1,
          ),
        ],
        dirty: true,
        saving: false,
        visible: true,
        active: true,
        caret: () => ({ line: 20, character: 0, sinceTypedMs: 60_000, sinceCompletedMs: Infinity }),
      });
    assert.deepEqual([of(16), of(17)], ['formatted', 'unknown']);
  });
});

describe('a tracker that ends', () => {
  it('writes what it has counted, and records nothing more', () => {
    const { accept, clock, facts, tracker } = startTracker();
    accept(focus(true), edit(), { type: 'diagnostics', where: fileA, problems: [problem(1)] });
    clock.advance(3_000);
    tracker.dispose();
    assert.deepEqual(problemCausesIn(lastById(facts, 'document')).error?.introduced, { typed: 1 });
    const count = facts.length;
    accept(edit(fileB), focus(false), focus(true));
    clock.advance(600_000);
    tracker.flush();
    tracker.dispose();
    assert.equal(facts.length, count);
    assert.equal(clock.pending, 0);
  });
});

describe('problems that are counted', () => {
  it('begin another document in another half hour, and the one before is written then', () => {
    const { accept, clock, facts } = startTracker();
    const toNextHalf = () => clock.advance(1_800_000 - (clock.now() % 1_800_000));
    toNextHalf();
    clock.advance(1_795_000);
    accept({ type: 'diagnostics', where: fileA, problems: [problem(1)] });
    clock.advance(3_000);
    assert.equal(lastById(facts, 'document').length, 0);
    clock.advance(4_000);
    accept({ type: 'diagnostics', where: fileA, problems: [problem(1), problem(2, 'other')] });
    clock.advance(2_000);
    assert.equal(lastById(facts, 'document').length, 1, 'before its timer');
    clock.advance(60_000);
    assert.equal(lastById(facts, 'document').length, 2);
  });
});

describe('whoever is in an excluded file', () => {
  it('is a person by an edit, a move, a save, or the focus, and nobody by anything else', () => {
    const leaves = (signal: Parameters<PrivacyFilter['accept']>[0]) => {
      const seen: string[] = [];
      new PrivacyFilter({ judge: () => 'excluded', accept: ({ type }) => void seen.push(type) }).accept(signal);
      return seen.join();
    };
    for (const signal of [edit(), move(), { type: 'save', where: fileA } as const, focus(true)])
      assert.equal(leaves(signal), 'focus', signal.type);
    assert.equal(leaves({ type: 'diagnostics', where: fileA, problems: [] }), '');
    assert.equal(leaves({ type: 'lines', where: fileA, line: 1, removed: 0, added: 1 }), '');
  });
});

describe('what counts of a page and an application', () => {
  const lengths = (found: readonly { start: number; end: number }[]) => found.map(({ start, end }) => end - start);

  it('is nothing of one that was in front while nobody was there', () => {
    const presence = new Presence('desk');
    presence.here({ start: 0, end: 10 });
    assert.deepEqual(lengths(presence.application({ start: 20, end: 30, name: 'Figma' })), []);
    assert.deepEqual(lengths(presence.application({ start: 5, end: 30, name: 'Figma' })), [5]);
    assert.deepEqual(lengths(presence.here({ start: 40, end: 50 })), []);
  });

  it('is an instant of a page that has only just opened', () => {
    const presence = new Presence('desk');
    presence.here({ start: 0, end: 10 });
    presence.application({ start: 0, end: 10, name: 'Firefox' });
    const page = (start: number) => lengths(presence.page({ start, end: start + 5, name: 'https://a.test' }));
    assert.deepEqual([page(10), page(5), page(11)], [[0], [5], []]);
  });

  it('has the language by the id of VS Code', () => {
    assert.deepEqual([' C++ ', 'Vue.js', 'TypeScript', 'Elm'].map(languageIdOf), ['cpp', 'vue', 'typescript', 'elm']);
  });
});

describe('a visit that the companion saw', () => {
  const visit: Visit = { id: 'v1', start: 1_000, end: 9_000, host: 'docs.test', path: '/a', kind: 'learning' } as Visit;
  const of = (changes: Partial<Visit> = {}, judge: (place: { file?: string }) => string = () => 'open') =>
    visitSpan({ ...visit, ...changes }, 'install', { offset: 60, judge: judge as never });

  it('is one span of one signal', () => {
    const found = of();
    assert.ok(typeof found !== 'string');
    const { id, ...rest } = found;
    assert.match(id, /^hub-companion-/);
    const common = { type: 'span', start: 1_000, end: 9_000, offset: 60, source: 'hub', signals: 1, saves: 0 };
    assert.deepEqual(rest, { ...common, edits: {}, scheme: 'web', kind: 'learning', file: 'docs.test/a' });
  });

  it('is coding on one’s own server, unless it was chosen to be something else', () => {
    const kindOf = (changes: Partial<Visit>) => {
      const found = of(changes);
      return typeof found === 'string' ? found : [found.kind, found.rule];
    };
    assert.deepEqual(kindOf({ host: 'localhost', kind: 'browsing' }), ['coding', undefined]);
    assert.deepEqual(kindOf({ host: 'docs.test', kind: 'browsing' }), ['browsing', undefined]);
    assert.deepEqual(kindOf({ host: 'localhost', isChosen: true }), ['learning', 'site-choice']);
    assert.deepEqual(kindOf({ isUnclear: true }), ['learning', 'unclear-video']);
    assert.deepEqual(kindOf({ isPastime: true, kind: 'browsing' }), ['browsing', 'pastime-video']);
    assert.deepEqual(kindOf({ isUnclear: true, isChosen: true }), ['learning', 'site-choice']);
    assert.deepEqual(kindOf({ isPastime: true, isChosen: true }), ['learning', 'site-choice']);
  });

  it('is excluded or nameless by its host or by its page', () => {
    const fileOf = (rule: string, verdict: string, changes: Partial<Visit> = {}) => {
      const found = of(changes, ({ file }) => (file === rule ? verdict : 'open'));
      return typeof found === 'string' ? found : found.file;
    };
    assert.deepEqual([fileOf('docs.test', 'excluded'), fileOf('docs.test/a', 'excluded')], ['excluded', 'excluded']);
    assert.deepEqual([fileOf('docs.test', 'nameless'), fileOf('docs.test/a', 'nameless')], [hiddenFile, hiddenFile]);
    assert.deepEqual(
      [fileOf('x', 'excluded', { path: '/' }), fileOf('x', 'excluded', { path: '' })],
      ['docs.test', 'docs.test'],
    );
  });
});

describe('the root of a heartbeat', () => {
  it('is the folder at its depth, which the path reaches into', () => {
    const place = (rootSlashes: number | undefined, entity = '/home/ada/shop/a.ts') => {
      const span = spanOfHeartbeat(
        {
          at: Date.UTC(2026, 2, 2),
          app: 'vim',
          machine: 'desk',
          entity,
          type: 'file',
          ...(rootSlashes !== undefined && { rootSlashes }),
          isWrite: false,
          humanLines: 0,
          aiLines: 0,
        },
        { offset: 0, judge: () => 'open' },
      );
      return typeof span === 'string' ? span : [span.project, span.file];
    };
    assert.deepEqual(place(4), ['/home/ada/shop', 'a.ts']);
    assert.deepEqual(place(2), ['/home', 'ada/shop/a.ts']);
    assert.deepEqual(place(1), [undefined, '/home/ada/shop/a.ts']);
    assert.deepEqual(place(1, 'shop/a.ts'), ['shop', 'a.ts']);
    assert.deepEqual(place(0, 'shop/a.ts'), [undefined, 'shop/a.ts']);
    assert.deepEqual(place(5), [undefined, '/home/ada/shop/a.ts']);
    assert.deepEqual(place(undefined), [undefined, '/home/ada/shop/a.ts']);
    assert.deepEqual(place(2, 'C:\\shop\\a.ts'), ['C:\\shop', 'a.ts']);
  });
});

describe('a window in use', () => {
  it('is over when its watcher is, with no timer left', () => {
    const clock = new FakeClock();
    const used: number[] = [];
    const use = new WindowUse({ clock, used: (until) => void used.push(until) });
    use.begin();
    use.begin();
    clock.advance(600_000);
    const count = used.length;
    use.dispose();
    clock.advance(600_000);
    assert.deepEqual([used.length, clock.pending], [count, 0]);
    use.end(true);
    use.sign();
    assert.equal(used.length, count);
  });

  it('has a sign of its own after a minute and a half, and not sooner', () => {
    const usedAfter = (ms: number) => {
      const clock = new FakeClock();
      const used: number[] = [];
      const use = new WindowUse({ clock, used: (until) => void used.push(until) });
      use.begin();
      clock.advance(ms);
      const before = used.length;
      use.sign();
      return [before, used.slice(before).map((at) => clock.now() - at)];
    };
    assert.deepEqual(
      [usedAfter(89_999), usedAfter(90_001)],
      [
        [0, []],
        [0, [0]],
      ],
    );
  });
});

describe('names of programs and applications', () => {
  it('are those of the plugin or of the last word, in lower case', () => {
    const agents = ['wakatime/v2 (linux) Vim/9.1 VIM-WakaTime/11.3', 'Wakatime Emacs/29', 'x (y) ((', ''];
    assert.deepEqual(agents.map(appOf), ['vim', 'emacs', 'unknown', 'unknown']);
  });

  it('have 200 characters at most', () => {
    const length = (count: number) => {
      const stretch = { scheme: 'app', start: 0, end: 10, machine: 'desk', name: 'x'.repeat(count) } as const;
      const span = watchedSpan(stretch, { offset: 60, judge: () => 'open' });
      return typeof span === 'string' ? span : span.file?.length;
    };
    assert.deepEqual([length(199), length(200), length(201)], [199, 200, 200]);
  });
});

describe('changes that nobody makes', () => {
  it('are points of up to 15 seconds, then another one', () => {
    const points = (ms: number) => {
      const { accept, clock, spans, tracker } = startTracker();
      const outside = edit(fileA, { provenance: 'outside' });
      accept(outside);
      clock.advance(ms / 2);
      accept(outside);
      clock.advance(ms - ms / 2);
      accept(outside);
      tracker.flush();
      return spans().length;
    };
    assert.deepEqual([points(15_000), points(15_002)], [1, 2]);
  });
});
