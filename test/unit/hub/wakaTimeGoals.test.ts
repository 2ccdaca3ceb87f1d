import assert from 'node:assert/strict';
import { StartedHub } from './startedHub.ts';

/** Goals as `goals.get` answers them: one of time, one of commits. */
const goals = [
  {
    id: 'w1:7',
    title: 'At least 2 h of shop a day',
    measure: 'project',
    direction: 'atLeast',
    target: 120,
    period: 'day',
    now: { value: 45.5, target: 60.3, outcome: 'open' },
    recent: [
      { from: '2026-11-27', to: '2026-11-27', value: 130, outcome: 'met' },
      { from: '2026-11-28', to: '2026-11-28', value: 10, outcome: 'missed' },
      { from: '2026-11-29', to: '2026-11-29', value: 0, outcome: 'rest' },
      { from: '2026-11-30', to: '2026-11-30', value: 45.5, outcome: 'open' },
    ],
  },
  { id: 'w1:8', title: 'Commits', measure: 'commits', direction: 'atLeast', target: 3, period: 'day', recent: [] },
];

describe('the hub’s answers about goals to WakaTime’s clients', () => {
  let hub: StartedHub;
  const read = (end: string, token: string) =>
    hub.send(`/api/v1/users/current/goals${end}`, { headers: { authorization: `Bearer ${token}` } });

  beforeEach(async () => {
    hub = await new StartedHub().start();
    hub.answerOf = (operation) => (operation === 'goals.get' ? { goals, hasArchived: false } : {});
  });
  afterEach(() => hub.stop());

  it('list goals of time, each of which can be asked for by the form of id that wakatime-cli takes', async () => {
    const { data } = (await read('', hub.token('read'))).json() as { data: { id: string; title: string }[] };
    assert.deepEqual(
      data.map(({ title }) => title),
      ['At least 2 h of shop a day'],
    );
    assert.equal(hub.asked.at(-1)?.names, false, 'without the scope, the store is asked for no names');
    const [{ id } = { id: '' }] = data;
    assert.match(id, /^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/);
    const one = (await read(`/${id}`, hub.token('read', 'names'))).json() as {
      data: { chart_data: Record<string, unknown>[]; status: string };
    };
    assert.equal(hub.asked.at(-1)?.names, true);
    const said = one.data.chart_data.map((part) => [
      part['actual_seconds'],
      part['actual_seconds_text'],
      part['goal_seconds'],
      part['range_status'],
    ]);
    assert.deepEqual(said, [
      [7800, '2 hrs 10 mins', 7200, 'success'],
      [600, '10 mins', 7200, 'fail'],
      [0, '0 secs', 7200, 'ignored'],
      // Days of rest lower the target of the present period.
      [2730, '45 mins', 3618, 'pending'],
    ]);
    assert.equal(one.data.status, 'pending');
  });

  it('say that a goal is unknown', async () => {
    assert.equal((await read('/w1:7', hub.token('read'))).status, 404);
    assert.equal((await read('', hub.token('write'))).status, 403);
  });
});
