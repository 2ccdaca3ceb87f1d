import assert from 'node:assert/strict';
import type { Signal } from '../../../../src/core/facts/signal.ts';
import type { SensorContext } from '../../../../src/extension/sensor.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { editor, server, TabInputText } from '../../../fakes/typing/vscode.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { diagnostics } = await withFakeVscode(
  () => import('../../../../src/extension/sensors/diagnostics.ts'),
  new URL('../../../fakes/typing/vscode.ts', import.meta.url).href,
);

const uri = (path: string, scheme = 'file') => ({ scheme, path, toString: () => `${scheme}://${path}` });
const wrong = { severity: 0, message: 'wrong', range: { start: { line: 1 } } };
const problem = { severity: 'error', message: 'wrong', line: 1 };

describe('the problems that a server reports', () => {
  let clock: FakeClock;
  let signals: Signal[];
  let problems: Record<string, readonly object[]>;
  let running: { dispose(): void };
  const start = (): void => {
    const context = {
      clock,
      emit: (signal: Signal) => signals.push(signal),
      places: { ofUri: ({ path }: { readonly path: string }) => ({ where: { file: path } }) },
    } as unknown as SensorContext;
    running = diagnostics.start(context);
  };
  beforeEach(() => {
    [clock, signals, problems] = [new FakeClock(), [], {}];
    server.problems = (of) => problems[String(of)] ?? [];
  });
  afterEach(() => {
    running.dispose();
    editor.folders = [{}];
    server.atStart = [];
    server.problems = () => [];
  });

  const file = uri('/p/a.ts');
  const report = (found: readonly object[], of = file): void => {
    problems[of.toString()] = found;
    server.reported.fire({ uris: [of] });
  };
  /** Returns the reports since the last call: how many problems, and whether their file is open. */
  const told = () => {
    const found = signals.map((signal) => (signal.type === 'diagnostics' ? [signal.problems.length, signal.open] : []));
    signals = [];
    return found;
  };

  it('are told once in a quarter of a second, as they are then', () => {
    start();
    assert.equal(clock.pending, 0);
    report([wrong, wrong]);
    clock.advance(200);
    report([wrong]);
    clock.advance(49);
    assert.deepEqual(told(), []);
    clock.advance(1);
    assert.equal(clock.pending, 0);
    assert.deepEqual(signals, [{ type: 'diagnostics', where: { file: '/p/a.ts' }, problems: [problem], open: true }]);
    told();
    report([wrong]);
    clock.advance(250);
    assert.deepEqual(told(), [], 'nothing has changed');
    report([]);
    clock.advance(250);
    report([]);
    clock.advance(250);
    assert.deepEqual(told(), [[0, true]]);
    report([wrong]);
    clock.advance(250);
    assert.deepEqual(told(), [[1, true]]);
  });

  it('are told at the start, and no more after the end', () => {
    server.atStart = [[file]];
    problems[file.toString()] = [wrong];
    start();
    clock.advance(250);
    assert.deepEqual(told(), [[1, true]]);
    report([]);
    running.dispose();
    clock.advance(250);
    assert.deepEqual(told(), []);
  });

  it('went because their file was closed where they go within 3 s of that', () => {
    start();
    for (const [close, ms, isOpen] of [
      [() => editor.closed.fire({ uri: file }), 2999, false],
      [() => editor.closed.fire({ uri: file }), 3000, true],
      [() => editor.tabs.fire({ closed: [{ input: new TabInputText(file) }, { input: {} }] }), 2999, false],
      [() => editor.tabs.fire({ closed: [{ input: { uri: file } }] }), 0, true],
      [() => editor.closed.fire({ uri: uri('/p/b.ts') }), 0, true],
    ] as const) {
      report([wrong]);
      clock.advance(250);
      told();
      close();
      clock.advance(Math.max(0, ms - 250));
      report([]);
      clock.advance(250);
      assert.deepEqual(told(), [[0, isOpen]], String(ms));
    }
    report([wrong]);
    clock.advance(250);
    told();
    report([]);
    editor.closed.fire({ uri: file });
    clock.advance(250);
    assert.deepEqual(told(), [[0, false]], 'closed while a report waits');
    report([wrong]);
    clock.advance(250);
    assert.deepEqual(told(), [[1, true]], 'it was closed once');
  });

  it('are those of files of the workspace, or of any file where there is none', () => {
    start();
    const all = [
      uri('/p/a.ts'),
      uri('/q/a.ts'),
      uri('/p/node_modules/a.ts'),
      uri('/p/.git/a'),
      uri('/p/a.ipynb', 'vscode-notebook-cell'),
      uri('/p/a.ts', 'vscode-remote'),
      uri('/p/a.ts', 'git'),
    ];
    const found = () => {
      signals = [];
      for (const of of all) report([wrong], of);
      clock.advance(250);
      for (const of of all) report([], of);
      clock.advance(250);
      return signals.flatMap((signal) =>
        signal.type === 'diagnostics' && signal.problems.length > 0 ? [signal.where.file] : [],
      );
    };
    assert.deepEqual(found(), ['/p/a.ts', '/p/a.ts', '/p/a.ts']);
    editor.folders = undefined;
    assert.deepEqual(found(), ['/p/a.ts', '/q/a.ts', '/p/a.ts']);
  });
});
