import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Person, signUp } from './harness/client.ts';
import { useLeaderboards, type Standings, hours, valuesOf } from './harness/leaderboards.ts';
import { joinAs, share } from './harness/organization.ts';

describe('leaderboards', () => {
  const on = useLeaderboards();

  it('have nobody who did not join, and show nothing to them', async () => {
    const { id, people } = await on.board.makeTeam(3);
    const outsider = await joinAs(on.server, { owner: people[0] as Person, id, role: 'admin' });
    for (const person of [...people, outsider])
      await on.board.share(person, { day: '2026-11-25', seconds: 3600, organization: id });
    await on.board.take();
    assert.equal((await on.board.show(people[0] as Person, id, 'by=time')).rows.length, 3);
    const refused = await outsider.client.send('GET', `/leaderboards?organization=${id}&by=time`);
    assert.equal(refused.status, 409);
    assert.match(refused.text, /Join it first/);
    assert.equal(await on.board.countRows('leaderboard_standings', `user_id = '${outsider.id}'`), 0);
  });

  it('rank measured time, show claimed time beside it, and name nobody', async () => {
    const { id, people } = await on.board.makeTeam(3);
    const [a, b, c] = people as [Person, Person, Person];
    await on.board.share(a, { day: '2026-11-24', seconds: hours(5), measuredSeconds: hours(2), organization: id });
    await on.board.share(b, { day: '2026-11-24', seconds: hours(3), organization: id });
    await on.board.share(c, { day: '2026-11-25', seconds: hours(3), organization: id });
    await on.board.take();
    const answer = await a.client.send('GET', `/leaderboards?organization=${id}&by=time&day=2026-11-24`);
    const standings = answer.data as Standings;
    assert.deepEqual(
      standings.rows.map(({ rank, alias, isYou, value, claimedSeconds }) => [
        rank,
        alias,
        isYou,
        value,
        claimedSeconds,
      ]),
      [
        [1, 'Player 1', false, hours(3), 0],
        [1, 'Player 2', false, hours(3), 0],
        [3, 'Player 0', true, hours(2), hours(3)],
      ],
    );
    assert.deepEqual([standings.from, standings.to], ['2026-11-23', '2026-11-29']);
    for (const { id: userId, email } of people)
      assert.ok(!answer.text.includes(userId) && !answer.text.includes(email) && !answer.text.includes('Someone'));
  });

  it('count what a client does not call measured as claimed', async () => {
    const { id, people } = await on.board.makeTeam(3);
    for (const [i, person] of people.entries()) {
      const days = [
        { day: '2026-11-25', revision: 1, items: [{ seconds: 600 }], ...(i > 0 && { measuredSeconds: 600 }) },
      ];
      await share(person, { level: 'totals', source: 'x', days }, id);
    }
    await on.board.take();
    assert.deepEqual((await on.board.show(people[1] as Person, id, 'by=time')).rows, []);
    await on.board.share(people[0] as Person, { day: '2026-11-26', seconds: 60, organization: id });
    await on.board.take();
    const [, , last] = (await on.board.show(people[1] as Person, id, 'by=time')).rows;
    assert.deepEqual([last?.value, last?.claimedSeconds], [60, 600]);
  });

  it('limit what a day and a week count, and leave out days that are not plausible', async () => {
    const { id, people } = await on.board.makeTeam(4);
    const [a, b, c, d] = people as [Person, Person, Person, Person];
    await on.board.share(d, { day: '2026-11-25', seconds: 60, organization: id });
    await on.board.share(a, { day: '2026-11-25', seconds: hours(17), focusSeconds: hours(17), organization: id });
    for (const day of ['23', '24', '25', '26', '27', '28'])
      await on.board.share(b, { day: `2026-11-${day}`, seconds: hours(10), organization: id });
    await on.board.share(c, { day: '2026-11-25', seconds: hours(8), organization: id });
    for (const source of ['one', 'two'])
      await on.board.share(c, { day: '2026-11-26', seconds: hours(10), source, organization: id });
    await on.board.take();
    const standings = await on.board.show(a, id, 'by=time');
    assert.deepEqual(valuesOf(standings), [
      ['Player 1', hours(48)],
      ['Player 0', hours(10)],
      ['Player 2', hours(8)],
      ['Player 3', 60],
    ]);
    assert.deepEqual(
      standings.rows.map(({ leftOutDays }) => leftOutDays),
      [0, 0, 1, 0],
    );
    for (const person of [b, c])
      await on.board.share(person, { day: '2026-11-27', seconds: hours(9), focusSeconds: hours(1), organization: id });
    await on.board.take();
    assert.deepEqual(valuesOf(await on.board.show(a, id, 'by=focus')), [
      ['Player 0', hours(4)],
      ['Player 1', hours(1)],
      ['Player 2', hours(1)],
    ]);
    assert.deepEqual(valuesOf(await on.board.show(a, id, 'by=consistency')), [
      ['Player 1', 5],
      ['Player 2', 2],
      ['Player 0', 1],
    ]);
    assert.equal(await a.client.status('GET', `/leaderboards?organization=${id}&by=consistency&period=day`), 422);
  });

  it('have a board for each language that three people share, and for no other', async () => {
    const { id, people } = await on.board.makeTeam(3);
    for (const [i, person] of people.entries())
      await on.board.share(person, { day: '2026-11-25', seconds: hours(i + 1), language: 'go', organization: id });
    await on.board.share(people[0] as Person, {
      day: '2026-11-26',
      seconds: hours(1),
      language: 'rust',
      organization: id,
    });
    await on.board.share(people[1] as Person, {
      day: '2026-11-26',
      seconds: hours(19),
      language: 'go',
      organization: id,
    });
    await on.board.take();
    const standings = await on.board.show(people[0] as Person, id, 'by=language&language=go');
    assert.deepEqual(standings.languages, ['go']);
    assert.deepEqual(valuesOf(standings), [
      ['Player 2', hours(3)],
      ['Player 1', hours(2)],
      ['Player 0', hours(1)],
    ]);
    assert.deepEqual((await on.board.show(people[0] as Person, id, 'by=language&language=rust')).rows, []);
    assert.equal(await people[0]?.client.status('GET', `/leaderboards?organization=${id}&by=language`), 422);
  });

  it('keep an alias for one person, in any case of its letters', async () => {
    const { id, people } = await on.board.makeTeam(2);
    const [a, b] = people as [Person, Person];
    const put = (person: Person, body: object) =>
      person.client.send('PUT', `/leaderboards/me?organization=${id}`, { body });
    assert.equal((await put(b, { alias: 'PLAYER 0' })).status, 409);
    assert.equal((await put(a, { alias: 'Player Zero' })).status, 200);
    assert.equal((await put(b, { alias: 'PLAYER 0' })).status, 200);
    const other = await on.board.makeTeam(1);
    const given = (
      await other.people[0]?.client.ok<{ alias: string }>('PUT', `/leaderboards/me?organization=${other.id}`, {})
    )?.alias;
    assert.match(given ?? '', /^[A-Z][a-z]+ [A-Z][a-z]+ \d{4}$/);
  });

  it('lose every row of whoever leaves, those of past periods too', async () => {
    const { id, people, join } = await on.board.makeTeam(4);
    for (const person of people)
      await on.board.share(person, { day: '2026-10-06', seconds: 3600, language: 'go', organization: id });
    const october = Date.parse('2026-10-07');
    await on.board.take(october);
    const past = 'by=time&period=month&day=2026-10-10';
    assert.equal((await on.board.show(people[0] as Person, id, past)).rows.length, 4);
    assert.equal((await on.board.show(people[0] as Person, id, past)).isFinal, true);
    const rows = `user_id = '${people[3]?.id}'`;
    assert.ok((await on.board.countRows('leaderboard_standings', rows)) >= 5);
    await people[3]?.client.ok('DELETE', `/leaderboards/me?organization=${id}`);
    assert.equal(await on.board.countRows('leaderboard_standings', rows), 0);
    assert.equal(await on.board.countRows('leaderboard_participants', rows), 0);
    assert.equal((await on.board.show(people[0] as Person, id, past)).rows.length, 3);
    // A person who comes back begins again: past periods are not used again.
    await join(3);
    await on.board.take();
    assert.equal((await on.board.show(people[0] as Person, id, past)).rows.length, 3);
    await people[3]?.client.ok('POST', `/organizations/${id}/leave`);
    assert.equal(await on.board.countRows('leaderboard_participants', rows), 0);
    // With fewer than three people nothing is shown.
    await people[2]?.client.ok('DELETE', `/leaderboards/me?organization=${id}`);
    assert.deepEqual((await on.board.show(people[0] as Person, id, past)).rows, []);
  });

  it('keep no standings of days that were taken back', async () => {
    const { id, people } = await on.board.makeTeam(3);
    for (const person of people)
      for (const day of ['2026-10-06', '2026-11-25'])
        await on.board.share(person, { day: day, seconds: 3600, organization: id });
    await on.board.take(Date.parse('2026-10-07'));
    await on.board.take();
    const mine = people[0] as Person;
    const of = (start: string): Promise<number> =>
      on.board.countRows('leaderboard_standings', `user_id = '${mine.id}' and start = '${start}'`);
    const before = [await of('2026-10-05'), await of('2026-10-01'), await of('2026-11-23')];
    assert.ok(
      before.every((count) => count > 0),
      String(before),
    );
    await mine.client.ok('DELETE', `/activities?organization=${id}&from=2026-10-06&to=2026-10-06`);
    assert.deepEqual([await of('2026-10-05'), await of('2026-10-01'), await of('2026-11-23')], [0, 0, before[2]]);
    await on.board.share(mine, { day: '2026-11-26', seconds: 600, organization: id });
    await mine.client.ok('DELETE', `/activities?organization=${id}&from=2026-11-25&to=2026-11-25`);
    assert.equal((await on.board.show(mine, id, 'by=time')).rows.find(({ isYou }) => isYou)?.value, 600);
    await mine.client.ok('DELETE', `/activities?organization=${id}&from=2026-11-01&to=2026-11-29`);
    assert.equal(await of('2026-11-23'), 0);
  });

  it('compare everyone by what they share for themselves, and organizations by averages', async () => {
    const people = await Promise.all(Array.from({ length: 3 }, () => signUp(on.server.client())));
    for (const [i, person] of people.entries()) {
      const me = await person.client.ok<{ alias: string }>('PUT', '/leaderboards/me', { alias: `Everyone ${i}` });
      assert.equal(me.alias, `Everyone ${i}`);
      await on.board.share(person, { day: '2026-11-25', seconds: hours(i + 1) });
    }
    const large = await on.board.makeTeam(3);
    const small = await on.board.makeTeam(2);
    for (const [i, person] of large.people.entries())
      await on.board.share(person, { day: '2026-11-25', seconds: hours(i + 1) + 7, organization: large.id });
    for (const person of small.people)
      await on.board.share(person, { day: '2026-11-25', seconds: hours(9), organization: small.id });
    await on.board.take();
    const all = await people[0]?.client.ok<Standings>('GET', '/leaderboards?by=time');
    assert.deepEqual(valuesOf(all as Standings), [
      ['Everyone 2', hours(3)],
      ['Everyone 1', hours(2)],
      ['Everyone 0', hours(1)],
    ]);
    const owner = large.people[0] as Person;
    const by = `/leaderboards?by=organization&organization=${large.id}`;
    assert.equal(await owner.client.status('GET', by), 409);
    await owner.client.ok('PUT', `/organizations/${large.id}/leaderboard`, { alias: 'Large' });
    await small.people[0]?.client.ok('PUT', `/organizations/${small.id}/leaderboard`, { alias: 'Small' });
    assert.deepEqual(valuesOf(await owner.client.ok<Standings>('GET', by)), [['Large', hours(2)]]);
    assert.equal(
      (await people[0]?.client.ok<Standings>('GET', '/leaderboards?by=organization'))?.rows[0]?.isYou,
      false,
    );
    await owner.client.ok('DELETE', `/organizations/${large.id}/leaderboard`);
    assert.equal(await owner.client.status('GET', by), 409);
    assert.equal(
      await people[0]?.client.status('PUT', `/organizations/${people[0]?.personalOrganization}/leaderboard`, {
        alias: 'x',
      }),
      409,
    );
  });

  it('take batches only whose measured time and focus fit into their days', async () => {
    const person = await signUp(on.server.client());
    for (const told of [{ measuredSeconds: 61 }, { focusSeconds: 1 }, { measuredSeconds: 10, focusSeconds: 11 }]) {
      const body = {
        level: 'totals',
        source: 'x',
        days: [{ day: '2026-11-25', revision: 1, items: [{ seconds: 60 }], ...told }],
      };
      const answer = await person.client.send('POST', '/activities/batches', {
        body,
        headers: { 'idempotency-key': randomUUID() },
      });
      assert.equal(answer.status, 422, JSON.stringify(told));
    }
  });
});
