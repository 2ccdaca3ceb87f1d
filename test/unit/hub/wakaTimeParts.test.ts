import assert from 'node:assert/strict';
import { readHeartbeat } from '../../../src/hub/wakatime/heartbeatSchema.ts';
import { Days, sumOf } from '../../../src/hub/wakatime/days.ts';
import { WakaTimeAnswers } from '../../../src/hub/wakatime/answers.ts';
import { totalOf } from '../../../src/hub/wakatime/total.ts';
import type { HubStore } from '../../../src/hub/hubStore.ts';
import type { Token } from '../../../src/hub/tokens.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

describe('a length of time for WakaTime’s clients', () => {
  it('is said in each of their forms', () => {
    const second = 1000;
    for (const [ms, text, digital, decimal] of [
      [0, '0 secs', '0:00', '0.00'],
      [999, '0 secs', '0:00', '0.00'],
      [second, '1 sec', '0:00', '0.00'],
      [59 * second, '59 secs', '0:00', '0.02'],
      [60 * second, '1 min', '0:01', '0.02'],
      [119.9 * second, '1 min', '0:01', '0.03'],
      [3599 * second, '59 mins', '0:59', '1.00'],
      [3600 * second, '1 hr', '1:00', '1.00'],
      [3660 * second, '1 hr 1 min', '1:01', '1.02'],
      [10 * 3600 * second + 125 * second, '10 hrs 2 mins', '10:02', '10.03'],
    ] as const) {
      const total = totalOf(ms);
      assert.deepEqual(
        [total.text, total.digital, total.decimal, total.total_seconds],
        [text, digital, decimal, ms / 1000],
        `${ms}`,
      );
      assert.equal(total.hours * 3600 + total.minutes * 60 + total.seconds, Math.floor(ms / 1000));
      assert.ok(total.minutes < 60 && total.seconds < 60);
    }
  });
});

describe('a heartbeat of WakaTime', () => {
  const now = Date.UTC(2026, 10, 20, 9);
  const sender = { userAgent: 'wakatime/v2 (linux) go1.26 vim/9.1 vim-wakatime/11.3', machine: 'desk' };
  const read = (change: object) => readHeartbeat({ entity: '/a.ts', time: now / 1000, ...change }, sender, now);
  const beat = (change: object) => {
    const found = read(change);
    return 'beat' in found ? found.beat : assert.fail(JSON.stringify(found));
  };

  it('counts seconds, milliseconds, and smaller parts, up to an hour ahead', () => {
    for (const factor of [1, 1e3, 1e6, 1e9]) assert.equal(beat({ time: (now / 1000) * factor }).at, now);
    assert.equal(beat({ time: ` ${now / 1000 + 0.5} ` }).at, now + 500);
    for (const time of ['2026-11-20T09:00:00Z', '2026-11-20T10:00+01:00', '2026-11-20 09:00:00'])
      assert.equal(beat({ time }).at, now, time);
    for (const [time, expected] of [
      [now / 1000 + 3600, true],
      [now / 1000 + 3600.001, false],
      [Date.UTC(2000, 0) / 1000, true],
      [Date.UTC(2000, 0) / 1000 - 0.001, false],
      [0, false],
      ['', false],
      ['soon', false],
    ] as const)
      assert.equal('beat' in read({ time }), expected, `${time}`);
  });

  it('has defaults for what a client leaves out', () => {
    assert.deepEqual(beat({}), {
      at: now,
      app: 'vim',
      machine: 'desk',
      entity: '/a.ts',
      type: 'file',
      category: undefined,
      project: undefined,
      rootSlashes: undefined,
      branch: undefined,
      language: undefined,
      isWrite: false,
      humanLines: 0,
      aiLines: 0,
    });
    // Older clients send null for what they don't know.
    const unknown = [
      'category',
      'project',
      'alternate_project',
      'project_root_count',
      'branch',
      'language',
      'is_write',
    ];
    const counts = [
      'human_line_changes',
      'ai_line_changes',
      'line_additions',
      'line_deletions',
      'user_agent',
      'plugin',
    ];
    assert.deepEqual(beat(Object.fromEntries([...unknown, ...counts].map((name) => [name, null]))), beat({}));
    const other = beat({
      alternate_project: 'p',
      line_additions: 5,
      line_deletions: 7,
      plugin: 'emacs-wakatime/1',
      type: 'odd',
      is_write: 'no',
    });
    assert.deepEqual(
      [other.project, other.humanLines, other.app, other.type, other.isWrite],
      ['p', -2, 'emacs', 'file', false],
    );
    const full = beat({
      project: 'q',
      alternate_project: 'p',
      human_line_changes: 3,
      line_additions: 5,
      ai_line_changes: 2,
      user_agent: 'sublime-wakatime/1',
      plugin: 'x',
      is_write: true,
      type: 'domain',
      project_root_count: 4,
    });
    assert.deepEqual(
      [full.project, full.humanLines, full.aiLines, full.app, full.isWrite, full.type, full.rootSlashes],
      ['q', 3, 2, 'sublime', true, 'domain', 4],
    );
  });

  it('loses no time because of a field that it can do without', () => {
    const names = ['category', 'language', 'branch', 'user_agent', 'plugin'];
    for (const wrong of [5, [], {}, true, 'x'.repeat(4001)])
      assert.deepEqual(beat(Object.fromEntries(names.map((name) => [name, wrong]))), beat({}), typeof wrong);
    // By its project it may be excluded.
    assert.ok('errors' in read({ project: 5 }));
  });

  it('names the fields that are wrong', () => {
    const errors = read({ entity: '', time: undefined });
    assert.deepEqual('errors' in errors && Object.keys(errors.errors).sort(), ['entity', 'time']);
    assert.deepEqual(Object.keys((readHeartbeat('text', sender, now) as { errors: object }).errors), ['heartbeat']);
  });
});

describe('the days that WakaTime’s clients ask for', () => {
  const asked: unknown[] = [];
  const answer = {
    days: [
      { day: '2026-11-19', ms: [1, 2, 0] },
      { day: '2026-11-20', ms: [10, 20, 5] },
    ],
    parts: [
      { name: 'coding', type: 'name' },
      { name: 'testing', type: 'name' },
      { name: '', type: 'rest' },
    ],
  };
  const store = {
    operate: (call: { params: object }) => {
      asked.push(call.params);
      return Promise.resolve(answer);
    },
  } as unknown as HubStore;
  const request = (...scopes: Token['scopes']) => ({ token: { id: 'x', name: 't', scopes, created: 0 } });

  it('are the last ones of the shortest range that has them', async () => {
    const days = new Days(store);
    const [today, ...none] = await days.last(1, request('read'));
    assert.deepEqual(
      [today, none.length],
      [
        {
          day: '2026-11-20',
          ms: 35,
          kinds: [
            { name: 'testing', ms: 20 },
            { name: 'coding', ms: 10 },
            { name: 'Other', ms: 5 },
          ],
          projects: [],
          languages: [],
        },
        0,
      ],
    );
    assert.equal(asked.length, 1);
    const both = await days.last(2, request('read', 'names'));
    assert.deepEqual(
      both.map(({ projects, languages }) => [projects.length, languages.length]),
      [
        [2, 2],
        [3, 3],
      ],
    );
    assert.equal(asked.length, 4);
    assert.deepEqual(sumOf(both), {
      ms: 38,
      ...Object.fromEntries(
        ['kinds', 'projects', 'languages'].map((list) => [
          list,
          [
            { name: 'testing', ms: 22 },
            { name: 'coding', ms: 11 },
            { name: 'Other', ms: 5 },
          ],
        ]),
      ),
    });
    await days.last(365, request('read'));
    await assert.rejects(days.last(366, request('read')), { status: 400 });
  });

  it('say which part of the day each thing was', async () => {
    const answers = new WakaTimeAnswers(new Days(store), new FakeClock());
    const of = async (ms: number[]) => {
      const both = { ...answer, days: [{ day: '2026-11-20', ms }] };
      const only = new WakaTimeAnswers(
        new Days({ operate: () => Promise.resolve(both) } as unknown as HubStore),
        new FakeClock(),
      );
      const { body } = await only.today({ ...request('read') } as never);
      return (body as { data: { categories: { name: string; percent: number }[] } }).data.categories.map(
        ({ name, percent }) => `${name} ${percent}`,
      );
    };
    assert.deepEqual(await of([10, 30, 0]), ['Running Tests 75', 'Coding 25']);
    assert.deepEqual(await of([0, 0, 0]), []);
    const { body } = await answers.stats({ ...request('read'), params: {}, query: new URLSearchParams() } as never);
    const { categories, ...told } = (body as { data: { categories: object[] } }).data;
    const none = { editors: [], machines: [], operating_systems: [], dependencies: [], branches: [], entities: [] };
    assert.deepEqual(told, {
      range: 'last_7_days',
      status: 'ok',
      is_up_to_date: true,
      percent_calculated: 100,
      start: '2026-11-19T00:00:00Z',
      end: '2026-11-20T23:59:59Z',
      total_seconds: 0.038,
      human_readable_total: '0 secs',
      daily_average: 0.019,
      human_readable_daily_average: '0 secs',
      projects: [],
      languages: [],
      ...none,
    });
    assert.equal(categories.length, 3);
    const today = await answers.today({ ...request('read') } as never);
    assert.deepEqual(Object.keys(today.body as object), ['cached_at', 'has_team_features', 'data']);
    assert.equal((today.body as { has_team_features: boolean }).has_team_features, false);
  });
});
