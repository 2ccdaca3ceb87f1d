import assert from 'node:assert/strict';
import { Client, InMemoryTransport, type CallToolResult } from '@modelcontextprotocol/client';
import { actions } from '../../../src/catalog/actions.ts';
import { appActions } from '../../../src/catalog/generated/appActions.ts';
import { describeOperations } from '../../../src/catalog/describe.ts';
import { queries } from '../../../src/catalog/queries.ts';
import { openHeadless, type Headless, type HeadlessOptions } from '../../../src/headless/openHeadless.ts';
import { makeServer } from '../../../src/mcp/makeServer.ts';
import { nodeFiles } from '../../../src/storage/disk/nodeFiles.ts';
import { KeptTexts } from '../../../src/storage/keptTexts/keptTexts.ts';
import { folderSecret } from '../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';
import { everyRecordFact } from '../everyRecord.ts';
import { day, history, mark, plannedSession, plannedTask, plantedFacts } from '../plantedHistory.ts';
import { StorageFolder, wasmPath } from '../storage/storageFolder.ts';

/** A record of each collection, in which every name has the mark. */
const everywhere = everyRecordFact({
  mark,
  project: `/home/${mark}me/${mark}shop`,
  at: history.now - 3_600_000,
  offset: history.offset,
});

type Names = 'real' | 'aliased' | 'none';
interface Started {
  readonly client: Client;
  /** Questions that the person was asked. */
  readonly asked: string[];
}

const textOf = (result: CallToolResult): string =>
  result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');

describe('the MCP server', function () {
  this.timeout(20_000);
  const clock = new FakeClock(history.now);
  let disk: StorageFolder;
  let headless: Headless[];
  let clients: Client[];
  /** Every reading tool, and its parameters. */
  let calls: (readonly [tool: string, given: Record<string, unknown>])[];

  before(async () => {
    const operations = await describeOperations(queries, appActions);
    const reading = operations.filter(({ access, transports }) => access === 'read' && transports.includes('mcp'));
    calls = reading.map(({ name }) => name.replaceAll('.', '_')).map((name) => [name, needed[name] ?? {}]);
    disk = new StorageFolder();
    const sealer = new Vault({ folder: disk.folder, clock: disk.clock, secret: folderSecret(disk.folder) });
    const journal = disk.journal({ sealer });
    for (const fact of [...plantedFacts, ...everywhere]) journal.append(fact);
    await journal.close();
    (await disk.store({ sealer })).checkpoint();
    // Kept prompts have no way out.
    const texts = new KeptTexts({ files: nodeFiles, folder: disk.folder, sealer });
    const said = { key: 'k', at: history.now, by: 'prompt', text: `xyzzyplugh ${mark}`, length: 14 } as const;
    texts.keep([{ session: plannedSession, project: `/home/${mark}me/${mark}shop`, texts: [said] }]);
    assert.equal(texts.counts().texts, 1);
  });
  after(() => disk.remove());
  beforeEach(() => ([headless, clients] = [[], []]));
  afterEach(async () => {
    for (const client of clients) await client.close();
    for (const one of headless) await one.close();
  });

  const start = async (
    options: Partial<HeadlessOptions> & { names?: Names; answer?: 'accept' | 'decline' } = {},
  ): Promise<Started> => {
    const { names = 'aliased', answer, ...rest } = options;
    const opened = openHeadless({ folder: disk.folder, wasmPath, clock, ...rest });
    headless.push(opened);
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await makeServer({ headless: opened, names, version: '1.2.3' }).connect(ours);
    const client = new Client(
      { name: 'test', version: '1' },
      answer ? { capabilities: { elicitation: { form: {} } } } : {},
    );
    const asked: string[] = [];
    if (answer)
      client.setRequestHandler('elicitation/create', ({ params }) => {
        asked.push(params.message);
        return { action: answer, content: {} };
      });
    await client.connect(theirs);
    clients.push(client);
    return { client, asked };
  };
  const call = async ({ client }: Started, name: string, given: Record<string, unknown> = {}) =>
    client.callTool({ name, arguments: given });

  /** The demo has no data, or no number, for these. */
  const hasNothing = ['categories_decide', 'focus_state', 'plan_last', 'research_get', 'tasks_time', 'tips_today'];
  /** Some of those that tell names of the records of other rooms. */
  const namedHere = [
    'agents_details',
    'agents_promptVersions',
    'agents_runs',
    'calendar_events',
    'calendars_list',
    'categories_list',
    'decisions_list',
    'focus_days',
    'goals_get',
    'plan_get',
    'suggestions_list',
    'taskFilters_list',
    'timers_get',
    'webhooks_list',
  ];
  /** Parameters of reading tools. Tools that aren't listed need none. */
  const needed: Readonly<Record<string, Record<string, unknown>>> = {
    agents_day: { day },
    agents_details: { session: plannedSession },
    blocks_list: { from: day, to: day },
    activity_range: { days: 30, by: 'project' },
    breaks_get: { from: day, to: day },
    calendar_events: { from: day, to: day },
    day_get: { day },
    entries_list: { from: day, to: day },
    feed_more: { before: history.now, limit: 100 },
    focus_days: { from: day, to: day },
    goals_get: { archived: true },
    patterns_get: { days: 30 },
    plan_get: { day: 'today' },
    reports_days: { from: day, to: day },
    reports_numbers: { from: day, to: day },
    suggestions_list: { day },
    categories_preview: { category: 'learning', glob: '**' },
    categories_time: { days: 30 },
    research_get: { from: day, to: day },
    tasks_get: { id: plannedTask },
    tasks_time: { id: plannedTask },
    tasks_preview: { text: 'Fix it 45m' },
    typing_days: { from: day, to: day },
    top_days: { days: 30, of: 'project', id: 'e1' },
    top_get: { days: 30 },
  };

  it('lists a tool for each operation that runs without VS Code, with valid names and schemas', async () => {
    const { client } = await start({ mayWrite: true });
    const { tools } = await client.listTools();
    const operations = (await describeOperations(queries, actions)).filter(({ transports }) =>
      transports.includes('mcp'),
    );
    const here = operations.filter(({ name }) => Object.hasOwn(queries, name) || Object.hasOwn(appActions, name));
    assert.deepEqual(
      tools.map(({ name }) => name),
      here.map(({ name }) => name.replaceAll('.', '_')),
    );
    for (const [index, { name, title, description, inputSchema, annotations }] of tools.entries()) {
      assert.match(name, /^[a-zA-Z0-9_-]{1,64}$/);
      assert.ok(title && description && inputSchema.type === 'object', name);
      const access = here[index]?.access;
      assert.equal(annotations?.readOnlyHint, access === 'read', name);
      assert.equal(annotations?.destructiveHint, access === 'destructive', name);
    }
    assert.equal(client.getServerVersion()?.version, '1.2.3');
  });

  it('offers reading tools only unless told otherwise, and says how to allow the others', async () => {
    const started = await start();
    const { tools } = await started.client.listTools();
    assert.ok(calls.length > 25);
    assert.deepEqual(tools.map(({ name }) => name).sort(), calls.map(([name]) => name).sort());
    const refused = await call(started, 'activity_log', { title: 'Talk', minutes: 5, kind: 'meeting' });
    assert.equal(refused.isError, true);
    assert.match(textOf(refused), /--allow-write.*\(not-allowed\)/);
  });

  it('refuses every writing tool without leave, and with it names what is wrong with hostile arguments', async () => {
    const [reading, writing] = [await start(), await start({ mayWrite: true })];
    const tools = (await writing.client.listTools()).tools.filter(({ annotations }) => !annotations?.readOnlyHint);
    assert.ok(tools.length > 25);
    for (const { name, inputSchema } of tools) {
      // Every value is of a wrong type, so that nothing is written.
      const hostile = Object.fromEntries(Object.keys(inputSchema.properties ?? {}).map((key) => [key, { $gt: '' }]));
      const refused = await call(reading, name, hostile);
      assert.match(`${refused.isError} ${textOf(refused)}`, /^true .*--allow-write.*\(not-allowed\)/, name);
      if (Object.keys(hostile).length === 0) continue;
      const failed = await call(writing, name, hostile);
      assert.match(`${failed.isError} ${textOf(failed)}`, /^true .*\(invalid-input\)/, name);
      assert.ok(Object.hasOwn(hostile, textOf(failed).split(/[.:]/)[0] ?? ''), `${name}: ${textOf(failed)}`);
    }
  });

  for (const names of ['aliased', 'none'] as const)
    it(`tells no name in any answer with names ${names}`, async () => {
      const started = await start({ names });
      // The client checks results against the listed schemas.
      await started.client.listTools();
      const texts: Record<string, string> = {};
      for (const [name, given] of calls) {
        const result = await call(started, name, given);
        assert.ok(!result.isError, `${name}: ${textOf(result)}`);
        texts[name] = JSON.stringify(result);
      }
      const { resources } = await started.client.listResources();
      for (const uri of [...resources.map((one) => one.uri), `daymark://day/${day}`])
        texts[uri] = JSON.stringify(await started.client.readResource({ uri }));
      const { prompts } = await started.client.listPrompts();
      for (const { name } of prompts) texts[name] = JSON.stringify(await started.client.getPrompt({ name }));
      assert.equal(Object.keys(texts).length, calls.length + 4 + 3);
      const told = Object.entries(texts).flatMap(([exit, text]) => {
        const at = text.toLowerCase().indexOf(mark);
        return at < 0 ? [] : [`${exit}: …${text.slice(Math.max(0, at - 100), at + 60)}`];
      });
      assert.deepEqual(told, []);
      for (const [exit, text] of Object.entries(texts))
        if (!hasNothing.includes(exit)) assert.match(text, /\d{2}/, exit);
    });

  it('tells names where whoever started it said so, and no path', async () => {
    const started = await start({ names: 'real' });
    await started.client.listTools();
    const text = textOf(await call(started, 'today_get'));
    assert.match(text, new RegExp(mark));
    const named: string[] = [];
    for (const [name, given] of calls) {
      const answer = textOf(await call(started, name, given));
      assert.doesNotMatch(answer, /\/home\/|xyzzyplugh/, name);
      if (answer.includes(mark)) named.push(name);
    }
    // Otherwise the test above would see nothing.
    for (const name of namedHere) assert.ok(named.includes(name), name);
  });

  it('takes the ids and aliases that it told', async () => {
    const started = await start();
    const { structuredContent } = await call(started, 'top_get', { days: 30 });
    const { lists } = structuredContent as { lists: { project: { id: string; ms: number }[] } };
    const [first] = lists.project;
    const days = await call(started, 'top_days', { days: 30, of: 'project', id: first?.id });
    assert.ok((days.structuredContent as { days: unknown[] }).days.length > 0);
  });

  it('says that names are locked, and still gives numbers', async () => {
    const other = new StorageFolder();
    try {
      const sealer = new Vault({ folder: other.folder, clock, secret: new Uint8Array(32).fill(3) });
      const journal = other.journal({ sealer });
      for (const fact of plantedFacts) journal.append(fact);
      await journal.close();
      const started = await start({ folder: other.folder, names: 'real' });
      const text = textOf(await call(started, 'today_get'));
      assert.match(text, /"minutes":\d+/);
      assert.match(text, /Names are locked here/);
      assert.doesNotMatch(text, new RegExp(mark));
    } finally {
      await headless.pop()?.close();
      other.remove();
    }
  });

  it('asks before it writes where the client can ask, and takes no for an answer', async () => {
    const given = { title: 'Talk about the roadmap', minutes: 5, kind: 'meeting' };
    const no = await start({ mayWrite: true, answer: 'decline' });
    const declined = await call(no, 'activity_log', given);
    assert.match(textOf(declined), /declined.*\(cancelled\)/);
    assert.match(no.asked.join(), /Talk about the roadmap/);
    const feed = async () => textOf(await call(await start({ names: 'real' }), 'feed_more', needed['feed_more']));
    assert.doesNotMatch(await feed(), /roadmap/);

    const yes = await start({ mayWrite: true, answer: 'accept' });
    const done = await call(yes, 'activity_log', given);
    assert.ok(!done.isError, textOf(done));
    assert.equal(yes.asked.length, 1);
    assert.match(await feed(), /roadmap/);
  });

  it('names the parameter at fault, whatever is thrown at it', async () => {
    const started = await start({ mayWrite: true });
    const fails = async (name: string, given: Record<string, unknown>, message: RegExp) => {
      const result = await call(started, name, given);
      assert.equal(result.isError, true, name);
      assert.match(textOf(result), message);
      assert.ok(textOf(result).length < 500);
    };
    await fails('day_get', { day: '2026-02-30' }, /^day: must be a day.*\(invalid-input\)/);
    await fails('day_get', { day: { $gt: '' } }, /^day:/);
    await fails('activity_range', { days: 7, by: "'; DROP TABLE span; --" }, /^by:/);
    await fails('plan_tick', { id: '../../etc/passwd', done: true }, /\(not-found\)/);
    await fails('activity_log', { title: 'x'.repeat(10_000_000), minutes: 5, kind: 'meeting' }, /^title:/);
    await fails('activity_log', { title: 'x', minutes: Number.MAX_VALUE, kind: 'meeting' }, /^minutes:/);
    for (const name of ['nope', '__proto__', 'digest_get', 'insights_get', 'command_run', 'x'.repeat(100_000)])
      await assert.rejects(call(started, name), /There is no tool/);
    await assert.rejects(started.client.readResource({ uri: 'daymark://day/../../etc' }), /not found/i);
    await assert.rejects(started.client.readResource({ uri: 'daymark://day/2026-02-30' }), /calendar/);
    await assert.rejects(started.client.getPrompt({ name: 'nope' }), /There is no prompt/);
    assert.ok(!(await call(started, 'today_get')).isError, 'it still answers');
  });

  it('says what is missing when there is no data', async () => {
    const started = await start({ folder: disk.path('nowhere') });
    assert.match(textOf(await call(started, 'today_get')), /There is no folder.*--data.*\(not-found\)/);
    await assert.rejects(started.client.readResource({ uri: 'daymark://today' }), /There is no folder/);
  });
});
