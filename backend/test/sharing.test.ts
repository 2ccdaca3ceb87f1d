import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { extractText } from 'unpdf';
import { type Person, signUp } from './harness/client.ts';
import { batchOf, joinAs, makeOrganization, share } from './harness/organization.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

interface Page {
  readonly items: readonly { readonly day: string; readonly seconds: number; readonly language: string | null }[];
  readonly next: string | null;
}

describe('sharing', () => {
  let server: TestServer;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());

  const send = (person: Person, body: unknown, headers: Record<string, string> = {}) =>
    person.client.send('POST', '/activities/batches', {
      body,
      headers: { 'idempotency-key': randomUUID(), ...headers },
    });
  const totalOf = async (person: Person, from = '2026-11-01', to = '2026-11-30') =>
    (await person.client.ok<{ totalSeconds: number }>('GET', `/dashboard?from=${from}&to=${to}`)).totalSeconds;

  it('applies a batch once, however often and at the same time it is sent', async () => {
    const person = await signUp(server.client());
    const key = { 'idempotency-key': randomUUID() };
    const body = batchOf('2026-11-02', 3600);
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(person, body, key)));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [202]);
    assert.equal(new Set(answers.map(({ data }) => (data as { id: string }).id)).size, 1);
    assert.equal(await totalOf(person), 3600);
    assert.equal((await send(person, batchOf('2026-11-02', 60), key)).status, 422);
    assert.equal((await send(person, body, { 'idempotency-key': 'short' })).status, 400);
  });

  it('gives a person their own days as CSV, and no formula', async () => {
    const person = await signUp(server.client());
    const team = await makeOrganization(person);
    const other = await joinAs(server, { owner: person, id: team, role: 'member' });
    await share(other, batchOf('2026-11-02', 99), team);
    const items = [
      { project: '=HYPERLINK("https://example.com")', seconds: 120 },
      { project: 'a, b', seconds: 60 },
    ];
    const days = ['2026-11-03', '2026-11-02'].map((day) => ({ day, revision: 1, items }));
    await share(person, { level: 'project', source: 'laptop', days }, team);
    const at = `/analytics/export?organization=${team}`;
    const answer = await person.client.send('GET', `${at}&from=2026-11-02&to=2026-11-02`);
    assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.match(answer.headers.get('content-disposition') ?? '', /attachment/);
    const [head, ...rows] = answer.text.trimEnd().split('\r\n');
    assert.equal(head, 'day,seconds,level,source,language,alias,project');
    assert.deepEqual(rows.toSorted(), [
      `2026-11-02,120,project,laptop,,,"'=HYPERLINK(""https://example.com"")"`,
      '2026-11-02,60,project,laptop,,,"a, b"',
    ]);
    assert.equal(await person.client.status('GET', `${at}&from=2026-11-02&to=2026-11-01`), 422);
  });

  it('gives a person their own days as PDF, names whole', async () => {
    const person = await signUp(server.client());
    const team = await makeOrganization(person);
    const other = await joinAs(server, { owner: person, id: team, role: 'member' });
    const of = (day: string, items: readonly object[]) => ({ day, revision: 1, items });
    const theirs = [of('2026-11-02', [{ project: 'theirs', seconds: 7260 }])];
    await share(other, { level: 'project', source: 'laptop', days: theirs }, team);
    const days = [
      of('2026-11-02', [
        { project: 'Łódź (mill)', seconds: 5400 },
        { project: 'Größe', seconds: 60 },
      ]),
      of('2026-11-03', [{ project: 'Łódź (mill)', seconds: 600 }]),
    ];
    await share(person, { level: 'project', source: 'laptop', days }, team);
    const pdfOf = async (range: string) => {
      const at = `${server.url}/api/v1/analytics/export?organization=${team}&format=pdf&${range}`;
      const response = await fetch(at, { headers: { authorization: `Bearer ${person.client.token}` } });
      assert.equal(response.headers.get('content-type'), 'application/pdf');
      assert.match(response.headers.get('content-disposition') ?? '', /filename="daymark-2026-11-0\d-\S+\.pdf"/);
      const { text } = await extractText(new Uint8Array(await response.arrayBuffer()), { mergePages: true });
      return text.replaceAll(/\s+/g, ' ');
    };
    const text = await pdfOf('from=2026-11-01&to=2026-11-30');
    assert.match(
      text,
      /Someone\. Days shared with Team\. Total 1:41 \(hours:minutes\)\. Active days: 2, 0:51 on average/,
    );
    assert.match(text, /Time by project Project Time Łódź \(mill\) 1:40 Größe 0:01 Time by day/);
    assert.match(text, /Monday,? 2 November 2026 1:31 Tuesday,? 3 November 2026 0:10 Total 1:41/);
    assert.doesNotMatch(text, /2:01|theirs|language|alias/);
    assert.match(await pdfOf('from=2026-11-05&to=2026-11-06'), /No days in this range/);
    assert.equal(await person.client.status('GET', '/analytics/export?from=2026-11-02&to=2026-11-03&format=doc'), 422);
  });

  it('takes gzip', async () => {
    const person = await signUp(server.client());
    const body = gzipSync(JSON.stringify(batchOf('2026-11-02', 1800)));
    const answer = await send(person, body, { 'content-encoding': 'gzip', 'content-type': 'application/json' });
    assert.equal(answer.status, 202);
    assert.equal(await totalOf(person), 1800);
  });

  it('replaces a day by a newer revision, and never by an older one that comes late', async () => {
    const person = await signUp(server.client());
    const day = (revision: number, seconds: number) => ({
      level: 'language',
      source: 'laptop',
      days: [{ day: '2026-11-03', revision, items: [{ language: 'go', seconds }] }],
    });
    await share(person, day(5, 500));
    const late = (await share(person, day(4, 400))) as { outdated: number };
    assert.equal(late.outdated, 1);
    assert.equal(await totalOf(person), 500);
    await share(person, {
      ...day(6, 600),
      days: [{ day: '2026-11-03', revision: 6, items: [{ language: 'rust', seconds: 600 }] }],
    });
    const { items } = await person.client.ok<Page>('GET', '/activities');
    assert.deepEqual(
      items.map(({ language, seconds }) => [language, seconds]),
      [['rust', 600]],
    );
  });

  it('adds machines up that share at the same time, to 24 hours at most', async () => {
    const person = await signUp(server.client());
    const sources = ['a', 'b', 'c', 'd', 'e'];
    const at = { url: server.databaseUrl, lock: 'lock table daily_totals in exclusive mode', waiting: 3 };
    await database.meetAt(at, () =>
      Promise.all(sources.map((source) => share(person, batchOf('2026-11-04', 1000, { source })))),
    );
    assert.equal(await totalOf(person), 5000);
    await Promise.all(sources.map((source) => share(person, batchOf('2026-11-05', 80_000, { source }))));
    assert.equal(await totalOf(person, '2026-11-05', '2026-11-05'), 86_400);
  });

  const wrong: Record<string, object> = {
    'a name at the level of totals': batchOf('2026-11-02', 1, {
      days: [{ day: '2026-11-02', revision: 1, items: [{ seconds: 1, project: 'x' }] }],
    }),
    'more than its level says': batchOf('2026-11-02', 1, {
      level: 'language',
      days: [{ day: '2026-11-02', revision: 1, items: [{ seconds: 1, language: 'go', project: 'x' }] }],
    }),
    'a day of more than 24 hours': batchOf('2026-11-02', 86_401),
    'a day that does not exist': batchOf('2026-02-30', 1),
    'the same day twice': batchOf('2026-11-02', 1, {
      days: [1, 2].map((revision) => ({ day: '2026-11-02', revision, items: [] })),
    }),
    'an unknown field': batchOf('2026-11-02', 1, { userId: randomUUID() }),
    'no days': batchOf('2026-11-02', 1, { days: [] }),
  };
  for (const [name, body] of Object.entries(wrong))
    it(`refuses ${name}`, async () => assert.equal((await send(await signUp(server.client()), body)).status, 422));

  it('lists pages in the requested order, each activity once', async () => {
    const person = await signUp(server.client());
    const days = Array.from({ length: 25 }, (_day, i) => ({
      day: `2026-10-${String(i + 1).padStart(2, '0')}`,
      revision: 1,
      items: [{ language: i % 2 ? 'go' : 'c', seconds: (i * 37) % 11 }],
    }));
    await share(person, { level: 'language', source: 'laptop', days });
    for (const sort of ['day', '-day', 'seconds', '-seconds']) {
      const seen: Page['items'][number][] = [];
      for (let after: string | null = ''; after !== null;) {
        const page: Page = await person.client.ok(
          'GET',
          `/activities?sort=${sort}&limit=7${after ? `&after=${after}` : ''}`,
        );
        seen.push(...page.items);
        after = page.next;
      }
      assert.equal(new Set(seen.map(({ day }) => day)).size, 25);
      const values = seen.map((one) => (sort.endsWith('day') ? one.day : one.seconds));
      const expected = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      assert.deepEqual(values, sort.startsWith('-') ? expected.reverse() : expected);
    }
    const filtered = await person.client.ok<Page>('GET', '/activities?language=go&from=2026-10-05&to=2026-10-10');
    assert.deepEqual(
      filtered.items.map(({ day }) => day),
      ['2026-10-10', '2026-10-08', '2026-10-06'],
    );
    assert.equal(await person.client.status('GET', '/activities?after=bm9wZQ'), 422);
  });

  it('takes back, and a batch sent again does not bring it back', async () => {
    const person = await signUp(server.client());
    const key = { 'idempotency-key': randomUUID() };
    await send(person, batchOf('2026-11-02', 100), key);
    await share(person, batchOf('2026-11-03', 200));
    const taken = await person.client.ok('DELETE', '/activities?from=2026-11-02&to=2026-11-02');
    assert.deepEqual(taken, { days: 1, activities: 1 });
    assert.equal((await send(person, batchOf('2026-11-02', 100), key)).status, 202);
    assert.equal(await totalOf(person), 200);
    await share(person, batchOf('2026-11-02', 300));
    assert.equal(await totalOf(person), 500);
  });

  it('shows where the time went', async () => {
    const person = await signUp(server.client());
    const items = [
      { language: 'go', seconds: 60 },
      { language: 'c', seconds: 90 },
    ];
    await share(person, { level: 'language', source: 'laptop', days: [{ day: '2026-11-02', revision: 1, items }] });
    const ask = async (by: string) =>
      (
        await person.client.ok<{ parts: object[] }>(
          'GET',
          `/analytics/time-distribution?by=${by}&from=2026-11-01&to=2026-11-30`,
        )
      ).parts;
    assert.deepEqual(await ask('language'), [
      { name: 'c', seconds: 90 },
      { name: 'go', seconds: 60 },
    ]);
    assert.deepEqual(await ask('project'), []);
    assert.deepEqual(await ask('weekday'), [{ name: '1', seconds: 150 }]);
    assert.deepEqual(await ask('month'), [{ name: '2026-11', seconds: 150 }]);
    assert.equal(await person.client.status('GET', '/dashboard?from=2020-01-01&to=2026-01-01'), 422);
  });

  it('shows how much was measured, claimed, and in focus', async () => {
    const person = await signUp(server.client());
    const day = (on: string, seconds: number, more: object) => ({
      day: on,
      revision: 1,
      items: [{ seconds }],
      ...more,
    });
    const send = (source: string, days: object[]) => share(person, { level: 'totals', source, days });
    await send('laptop', [
      day('2026-11-02', 3600, { measuredSeconds: 3000, focusSeconds: 1200 }),
      day('2026-11-03', 600, {}),
      day('2026-11-04', 80_000, { measuredSeconds: 80_000 }),
    ]);
    await send('desktop', [
      day('2026-11-02', 1000, { measuredSeconds: 500, focusSeconds: 100 }),
      day('2026-11-04', 20_000, { measuredSeconds: 20_000, focusSeconds: 7 }),
    ]);
    const at = '/analytics/productivity?from=2026-11-01&to=2026-11-30';
    const { days, ...sums } = await person.client.ok<{ days: object[] }>('GET', at);
    assert.deepEqual(days, [
      { day: '2026-11-02', seconds: 4600, measuredSeconds: 3500, claimedSeconds: 1100, focusSeconds: 1300 },
      { day: '2026-11-03', seconds: 600, measuredSeconds: 0, claimedSeconds: 600, focusSeconds: 0 },
      { day: '2026-11-04', seconds: 86_400, measuredSeconds: 86_400, claimedSeconds: 0, focusSeconds: 7 },
    ]);
    const expected = { seconds: 91_600, measuredSeconds: 89_900, claimedSeconds: 1700, focusSeconds: 1307 };
    assert.deepEqual(sums, { ...expected, activeDays: 3 });
  });

  it('shows a team nothing of fewer than three people, and no person to another', async () => {
    const owner = await signUp(server.client());
    const id = await makeOrganization(owner);
    const people = [
      owner,
      await joinAs(server, { owner, id, role: 'member' }),
      await joinAs(server, { owner, id, role: 'member' }),
    ];
    const week = () =>
      owner.client.ok<{ totalSeconds: number; days: object[] }>('GET', `/organizations/${id}/team?week=2026-11-04`);
    for (const [i, person] of people.entries()) {
      assert.deepEqual((await week()).days, [], `after ${i} people`);
      await share(person, batchOf('2026-11-03', 1000 * (i + 1)), id);
    }
    assert.deepEqual((await week()).days, [{ name: '2026-11-03', seconds: 6000, people: 3 }]);
    const own = await people[1]?.client.ok<Page>('GET', `/activities?organization=${id}`);
    assert.deepEqual(
      own?.items.map(({ seconds }) => seconds),
      [2000],
    );
    await people[2]?.client.ok('POST', `/organizations/${id}/leave`);
    assert.equal((await week()).totalSeconds, 0);
  });
});
