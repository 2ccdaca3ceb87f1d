import assert from 'node:assert/strict';
import type { Signal } from '../../../../src/core/facts/signal.ts';
import type { SensorContext } from '../../../../src/extension/sensor.ts';
import { FakeDocument, editor, type FakeEditor } from '../../../fakes/typing/vscode.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { scroll } = await withFakeVscode(
  () => import('../../../../src/extension/sensors/scroll.ts'),
  new URL('../../../fakes/typing/vscode.ts', import.meta.url).href,
);

const rangesFrom = (line: number) => [{ start: { line } }];

describe('scrolling', () => {
  let emitted: Signal[] = [];
  let running: { dispose(): void };
  const start = (): void => {
    running = scroll.start({
      emit: (signal: Signal) => void emitted.push(signal),
      places: { seen: () => ({ role: 'work', where: { project: '/p' } }) },
      clock: { now: () => 0, monotonic: () => 0 },
      changes: { isRecent: () => false },
    } as unknown as SensorContext);
  };
  const opened = (visibleRanges: FakeEditor['visibleRanges']): FakeEditor => ({
    document: new FakeDocument('/p/long.ts', []),
    selections: [],
    visibleRanges,
  });
  const scrollTo = (textEditor: FakeEditor, line: number) =>
    editor.scrolled.fire({ textEditor, visibleRanges: rangesFrom(line) });

  beforeEach(() => (emitted = []));
  afterEach(() => {
    running.dispose();
    editor.active = undefined;
  });

  it('is seen at its first event, in an editor that opened with its lines', () => {
    start();
    const one = opened(rangesFrom(0));
    editor.shown.fire([one]);
    scrollTo(one, 40);
    assert.equal(emitted.length, 1);
  });

  it('is seen at its first event, in an editor that was open before', () => {
    const one = opened(rangesFrom(10));
    editor.active = one;
    start();
    scrollTo(one, 0);
    assert.equal(emitted.length, 1);
  });

  it('is not the first drawing of an editor, at whichever line', () => {
    start();
    const one = opened([]);
    editor.shown.fire([one]);
    scrollTo(one, 120);
    assert.equal(emitted.length, 0);
    scrollTo(one, 119);
    assert.equal(emitted.length, 1);
  });

  it('is none where the first line stays, such as when a panel opens', () => {
    start();
    const one = opened(rangesFrom(7));
    editor.shown.fire([one]);
    scrollTo(one, 7);
    assert.equal(emitted.length, 0);
  });
});
