import assert from 'node:assert/strict';
import { Client, InMemoryTransport, type CallToolResult } from '@modelcontextprotocol/client';
import type { OperationDescription } from '../../../src/catalog/describe.ts';
import { AppError } from '../../../src/core/base/appError.ts';
import type { Confirmation } from '../../../src/core/operations/operation.ts';
import type { Headless, HeadlessCall } from '../../../src/headless/openHeadless.ts';
import { makeServer } from '../../../src/mcp/makeServer.ts';

const described = (name: string, change: Partial<OperationDescription> = {}): OperationDescription => ({
  name,
  kind: 'query',
  title: `Title of ${name}`,
  description: `Describes ${name}.`,
  access: 'read',
  transports: ['mcp'],
  params: { properties: { day: { type: 'string' } } },
  result: { type: 'object', required: ['ms'], properties: { ms: { type: 'number' } } },
  ...change,
});

describe('the MCP server over a few operations', () => {
  let calls: HeadlessCall[];
  let answers: Record<string, unknown>;
  let question: Confirmation | undefined;
  let locked: number;
  let clients: Client[];
  beforeEach(() => {
    [calls, answers, question, locked, clients] = [[], {}, undefined, 0, []];
  });
  afterEach(async () => {
    for (const client of clients) await client.close();
  });

  const operations = [
    described('day.get'),
    described('days.list', { result: { type: 'array', items: { type: 'number' } } }),
    described('task.add', { access: 'write' }),
    described('task.delete', { access: 'destructive' }),
  ];
  const headless = {
    describe: async () => operations,
    refused: async () => ['plan.save'],
    operate: async (call: HeadlessCall) => {
      calls.push(call);
      const answer = answers[call.operation];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    confirmation: async () => question,
    lockedNames: async () => locked,
    gate: () => ({
      incoming: (params: unknown) => params,
      outgoing: async (result: unknown) => result,
      sentence: (text: string) => text.replaceAll('zq7', 'project-1'),
    }),
  } as unknown as Headless;
  async function connected(answer?: 'accept' | 'decline' | 'cancel') {
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await makeServer({ headless, names: 'aliased', version: '1' }).connect(ours);
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
    const call = (name: string, args: Record<string, unknown> = {}): Promise<CallToolResult> =>
      client.callTool({ name, arguments: args });
    return { client, asked, call };
  }
  const textsOf = ({ content }: CallToolResult) =>
    content.map((part) => (part.type === 'text' ? part.text : part.type));

  it('describes each as a tool, with hints of what it does', async () => {
    const { client } = await connected();
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name, annotations }) => [
        name,
        annotations?.readOnlyHint,
        annotations?.destructiveHint,
        annotations?.idempotentHint,
        annotations?.openWorldHint,
      ]),
      [
        ['day_get', true, false, true, false],
        ['days_list', true, false, true, false],
        ['task_add', false, false, false, false],
        ['task_delete', false, true, false, false],
      ],
    );
    const [day, days] = tools;
    assert.deepEqual([day?.title, day?.description], ['Title of day.get', 'Describes day.get.']);
    assert.deepEqual(day?.inputSchema, { type: 'object', properties: { day: { type: 'string' } } });
    assert.deepEqual(day?.outputSchema, { type: 'object', properties: { ms: { type: 'number' } } });
    assert.equal(days?.outputSchema, undefined);
  });

  it('answers in text, and an object as one, too', async () => {
    answers = { 'day.get': { ms: 5 }, 'days.list': [1, 2], 'task.add': null };
    const { call } = await connected();
    const day = await call('day_get', { day: 'today' });
    assert.deepEqual([textsOf(day), day.structuredContent, day.isError], [['{"ms":5}'], { ms: 5 }, undefined]);
    assert.deepEqual(calls, [{ transport: 'mcp', operation: 'day.get', params: { day: 'today' } }]);
    const days = await call('days_list');
    assert.deepEqual([textsOf(days), days.structuredContent], [['[1,2]'], undefined]);
    const added = await call('task_add');
    assert.deepEqual([textsOf(added), added.structuredContent], [['null'], undefined]);
    locked = 1;
    assert.deepEqual(textsOf(await call('day_get')), [
      '{"ms":5}',
      'Names are locked here: only VS Code can open them. The numbers are right.',
    ]);
  });

  it('says what went wrong without a name, and nothing of what nobody expected', async () => {
    answers = { 'day.get': new AppError('not-found', 'There is no zq7.'), 'days.list': new Error('zq7 broke') };
    const { call } = await connected();
    const known = await call('day_get');
    assert.deepEqual([textsOf(known), known.isError], [['There is no project-1. (not-found)'], true]);
    const unknown = await call('days_list');
    assert.deepEqual(
      [textsOf(unknown), unknown.isError],
      [['Daymark failed on this call. Try again, or restart the server. (internal)'], true],
    );
  });

  it('lets an operation that may not run say so itself, and knows no others', async () => {
    answers = { 'plan.save': new AppError('not-allowed', 'Only reading is allowed.') };
    const { call } = await connected();
    assert.deepEqual(textsOf(await call('plan_save')), ['Only reading is allowed. (not-allowed)']);
    const name = 'x'.repeat(150);
    await assert.rejects(call(name), new RegExp(`There is no tool "x{100}"\\.$`));
    await assert.rejects(call('day.get'), /There is no tool "day\.get"/);
  });

  it('asks first where there is a question and somebody can answer', async () => {
    answers = { 'task.add': { ms: 1 } };
    question = { title: 'Add?', message: 'Fix it' };
    const accepting = await connected('accept');
    assert.deepEqual(textsOf(await accepting.call('task_add')), ['{"ms":1}']);
    assert.deepEqual(accepting.asked, ['Add?\n\nFix it']);
    assert.equal(calls.length, 1);
    for (const answer of ['decline', 'cancel'] as const) {
      const { call } = await connected(answer);
      const refused = await call('task_add');
      assert.deepEqual(
        [textsOf(refused), refused.isError],
        [['The user declined. Nothing was changed. (cancelled)'], true],
      );
    }
    assert.equal(calls.length, 1);
    const silent = await connected();
    assert.deepEqual(textsOf(await silent.call('task_add')), ['{"ms":1}'], 'its own dialog decides');
    question = undefined;
    assert.deepEqual(textsOf(await accepting.call('task_add')), ['{"ms":1}']);
    assert.equal(accepting.asked.length, 1);
  });

  it('reads today, the plan, the last days, and any day as resources', async () => {
    const { client } = await connected();
    const { resources } = await client.listResources();
    assert.deepEqual(
      resources.map(({ uri, mimeType }) => [uri, mimeType]),
      ['today', 'plan', 'days'].map((name) => [`daymark://${name}`, 'application/json']),
    );
    const { resourceTemplates } = await client.listResourceTemplates();
    assert.deepEqual(
      resourceTemplates.map(({ uriTemplate }) => uriTemplate),
      ['daymark://day/{date}'],
    );
    const asked = {
      'daymark://today': ['today.get', {}],
      'daymark://plan': ['plan.get', { day: 'today' }],
      'daymark://days': ['activity.range', { days: 30, by: 'kind' }],
      'daymark://day/2026-03-02': ['day.get', { day: '2026-03-02' }],
    } as const;
    for (const [uri, [operation, params]] of Object.entries(asked)) {
      answers = { [operation]: { ms: 7 } };
      const { contents } = await client.readResource({ uri });
      assert.deepEqual(contents, [{ uri, mimeType: 'application/json', text: '{"ms":7}' }]);
      assert.deepEqual(calls.at(-1), { transport: 'mcp', operation, params });
    }
    for (const uri of ['daymark://day/2026-3-2', 'daymark://day/', 'daymark://nothing', `daymark://${'x'.repeat(300)}`])
      await assert.rejects(client.readResource({ uri }), (error: Error) => !error.message.includes('x'.repeat(200)));
    answers = { 'today.get': new AppError('not-found', 'There is no zq7.') };
    await assert.rejects(client.readResource({ uri: 'daymark://today' }), /There is no project-1\. \(not-found\)/);
  });

  it('brings the facts of a prompt along', async () => {
    const { client } = await connected();
    const { prompts } = await client.listPrompts();
    const asked: Readonly<Record<string, readonly string[]>> = {
      standup: ['today.get {}', 'plan.last {}', 'plan.get {"day":"today"}', 'activity.range {"days":7,"by":"project"}'],
      plan_my_day: [
        'plan.get {"day":"today"}',
        'plan.last {}',
        'today.get {}',
        'activity.range {"days":7,"by":"kind"}',
        'patterns.get {"days":30}',
      ],
      week: [
        'activity.range {"days":7,"by":"project"}',
        'activity.range {"days":7,"by":"kind"}',
        'top.get {"days":7}',
        'history.get {}',
      ],
    };
    assert.deepEqual(
      prompts.map(({ name }) => name),
      Object.keys(asked),
    );
    for (const [name, expected] of Object.entries(asked)) {
      answers = Object.fromEntries(expected.map((one) => [one.split(' ')[0], { ms: 7 }]));
      const { description, messages } = await client.getPrompt({ name });
      assert.equal(description, prompts.find((one) => one.name === name)?.description);
      const [{ role, content } = assert.fail(name)] = messages;
      assert.ok(role === 'user' && content.type === 'text');
      const [task, ...facts] = content.text.split('\n\n');
      assert.match(task ?? '', /Use only what is in the data below\./);
      assert.deepEqual(
        facts,
        expected.map((one) => `${one}:\n{"ms":7}`),
      );
    }
    await assert.rejects(client.getPrompt({ name: 'x'.repeat(150) }), /There is no prompt "x{100}"\.$/);
    answers = { 'today.get': new AppError('not-found', 'There is no zq7.') };
    await assert.rejects(client.getPrompt({ name: 'standup' }), /There is no project-1\. \(not-found\)/);
  });
});
