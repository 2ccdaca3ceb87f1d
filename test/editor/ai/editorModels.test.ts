import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { providerFor } from '../../../src/extension/ai/aiDesk.ts';
import { editorProvider } from '../../../src/extension/ai/editorProvider.ts';
import type { Services } from '../../../src/extension/services.ts';
import { errorCode } from '../../../src/core/base/appError.ts';
import { needWindows, thisWindow } from '../../harness/editor/control.ts';
import { answer, closeAll, run, sleep, until, wake } from '../lib/editor.ts';
import { setting, untilPayload } from './asking.ts';

/** A test model's reaction to a question: it answers in pieces, or throws. */
type Reply = (question: string, token: vscode.CancellationToken) => AsyncIterable<string> | Iterable<string>;

/** VS Code's call of a provider (@types/vscode is older). */
type Asked = [
  model: unknown,
  messages: readonly { readonly content: readonly unknown[] }[],
  options: unknown,
  progress: vscode.Progress<vscode.LanguageModelTextPart>,
  token: vscode.CancellationToken,
];

const questions: string[] = [];
let reply: Reply = () => [];

const model = { name: 'Model', family: 'test', version: '1', maxInputTokens: 100_000, maxOutputTokens: 4000 };
const models = {
  provideLanguageModelChatInformation: async () => [{ ...model, id: 'test-model', capabilities: {} }],
  provideLanguageModelChatResponse: async (...[, messages, , progress, token]: Asked) => {
    const texts = messages.flatMap(({ content }) => content as { readonly value?: string }[]);
    const question = texts.map(({ value = '' }) => value).join('\n');
    questions.push(question);
    for await (const piece of reply(question, token)) progress.report(new vscode.LanguageModelTextPart(piece));
  },
  provideTokenCount: async (_: unknown, text: unknown) => Math.ceil(JSON.stringify(text).length / 4),
};

const fallback = 'The built-in rules were used instead';

/** The editor's own language models, with one that the tests answer for. */
describe('a model of the editor', function () {
  this.timeout(90_000);
  let registered: vscode.Disposable | undefined;

  before(async function () {
    needWindows(this);
    const extension = vscode.extensions.getExtension('daymark-test.models');
    const api = (await extension?.activate()) as { register(provider: unknown): vscode.Disposable | undefined };
    registered = api?.register(models);
    if (!registered) {
      console.log('skipped, since this VS Code cannot register language models');
      this.skip();
    }
    await wake();
    await setting('ai.enabled', true);
    await setting('ai.provider', 'vscode');
    await setting('ai.vscode.model', 'test-model');
    await closeAll();
    await run('notifications.clearAll');
  });
  beforeEach(() => {
    questions.splice(0);
    reply = () => [];
  });
  after(async () => {
    for (const name of ['ai.enabled', 'ai.provider', 'ai.vscode.model']) await setting(name, undefined);
    registered?.dispose();
    await closeAll();
  });

  it('is asked in words, after the payload was shown; an answer that is no JSON is not believed, and that is said', async () => {
    reply = () => ['I would rather write a poem.'];
    const analyzed = run('daymark.analyzeNow');
    const shown = JSON.parse(await untilPayload()) as { messages: string[] };
    assert.deepEqual(questions, []);
    await thisWindow.choose('Send');
    await until('it was asked', () => questions.length === 1);
    assert.equal(questions[0], shown.messages.join('\n'));
    assert.match(questions[0] ?? '', /Answer with one JSON object/);
    await analyzed;
    await until('it is said', async () => (await thisWindow.text()).includes(fallback));
  });

  it('is cancelled with the progress that shows while it thinks', async () => {
    let isCancelled = false;
    reply = async function* (_, token) {
      await until('it is cancelled', () => token.isCancellationRequested, 40_000);
      isCancelled = true;
      yield '';
    };
    const analyzed = run('daymark.analyzeNow');
    await until('it was asked', () => questions.length === 1);
    await answer('Cancel');
    await until('it is cancelled', () => isCancelled);
    await analyzed;
  });

  it('is read out of prose and a fence', async () => {
    await run('notifications.clearAll');
    reply = () => [
      'Sure! Here you ',
      'are:\n```json\n{"bottlenecks":[],"insights":[],',
      '"tool_suggestions":[]}\n```\nEnjoy.',
    ];
    await run('daymark.analyzeNow');
    assert.equal(questions.length, 1);
    await sleep(1000);
    assert.ok(!(await thisWindow.text()).includes(fallback));
  });

  for (const [name, error, outcome] of [
    ['is not allowed', () => vscode.LanguageModelError.NoPermissions(), 'permission'],
    ['has no quota left', () => vscode.LanguageModelError.Blocked(), 'rate-limited'],
    ['is gone', () => vscode.LanguageModelError.NotFound(), 'no-model'],
    ['breaks', () => new Error('secret words'), 'server-error'],
  ] as const)
    it(`that ${name} has its own message`, async () => {
      reply = () => {
        throw error();
      };
      const provider = editorProvider(await testModel());
      const request = provider.request({ task: 'plan', system: 'Do.', content: '{}' });
      assert.equal((await provider.send(request, new AbortController().signal)).outcome, outcome);
    });

  it('has its tokens counted by itself, and called an estimate', async () => {
    reply = () => ['{"a":', '1}'];
    const provider = editorProvider(await testModel());
    const request = provider.request({ task: 'plan', system: 'Do.', content: '{}' });
    const answer = await provider.send(request, new AbortController().signal);
    assert.ok(answer.outcome === 'ok' && answer.text === '{"a":1}');
    assert.ok(answer.tokens?.estimated === true && answer.tokens.input > 100 && answer.tokens.output > 0);
  });

  it('that is cancelled before it says anything is cancelled', async () => {
    reply = async function* (_, token) {
      await until('it is cancelled', () => token.isCancellationRequested, 10_000);
      yield '{}';
    };
    const provider = editorProvider(await testModel());
    const controller = new AbortController();
    const sent = provider.send(provider.request({ task: 'plan', system: '', content: '{}' }), controller.signal);
    await until('it was asked', () => questions.length === 1);
    controller.abort();
    assert.equal((await sent).outcome, 'cancelled');
  });

  /** This VS Code returns true for every model; older ones' answers are made up here. */
  for (const [by, access, code] of [
    ['schedule', undefined, 'ai-permission'],
    ['schedule', false, 'ai-permission'],
    ['schedule', true, 'none'],
    ['user', undefined, 'none'],
    ['user', false, 'ai-permission'],
  ] as const)
    it(`${code === 'none' ? 'may' : 'may not'} be asked by the ${by} where the editor says ${String(access)}`, async () => {
      const services = servicesWith(access);
      assert.equal(await providerFor(services, by).then(() => 'none', errorCode), code);
      assert.deepEqual(questions, []);
    });

  it('that is not there is told, not guessed', async () => {
    const services = servicesWith(true, 'no-such-model');
    assert.equal(await providerFor(services, 'user').then(() => 'none', errorCode), 'ai-no-model');
  });
});

async function testModel(): Promise<vscode.LanguageModelChat> {
  const [found] = await vscode.lm.selectChatModels({ id: 'test-model' });
  assert.ok(found);
  return found;
}

function servicesWith(access: boolean | undefined, id = 'test-model'): Services {
  const values: Record<string, string> = { 'ai.provider': 'vscode', 'ai.vscode.model': id };
  return {
    settings: { get: (key: string) => values[key] },
    context: { languageModelAccessInformation: { canSendRequest: () => access } },
    t: (text: string) => text,
  } as unknown as Services;
}
