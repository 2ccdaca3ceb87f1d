import assert from 'node:assert/strict';
import { codingTailMs, decideKind, kindRules, sourceBy } from '../../../src/tracking/kinds.ts';
import type { KindContext } from '../../../src/tracking/kinds.ts';
import { kindReasons } from '../../../src/core/rules/kindReasons.ts';
import { edit, fileA, fileB, move, startTracker } from './recorded.ts';

const looking: KindContext = {
  type: 'move',
  where: fileA,
  debugging: false,
  sinceEditMs: Number.POSITIVE_INFINITY,
  terminal: false,
};

function decide(context: Partial<KindContext>): string {
  return decideKind({ ...looking, ...context }).id;
}

describe('the rules of kinds', () => {
  it('have ids that differ and a reason in a sentence', () => {
    assert.equal(new Set(kindRules.map(({ id }) => id)).size, kindRules.length);
    for (const { reason } of kindRules) assert.match(reason, /^[A-Z].*\.$/);
  });

  it('decide in their order', () => {
    assert.equal(decide({}), 'look');
    assert.equal(decide({ type: 'edit' }), 'edit');
    assert.equal(decide({ type: 'edit', debugging: true }), 'debug-session');
    assert.equal(decide({ where: { ...fileA, scheme: 'git' } }), 'review-document');
    assert.equal(decide({ where: { ...fileA, scheme: 'git' }, debugging: true }), 'debug-session');
    assert.equal(decide({ where: { project: '/p' }, type: 'focus' }), 'elsewhere');
    assert.equal(decide({ sinceEditMs: codingTailMs }), 'soon-after-edit');
    assert.equal(decide({ sinceEditMs: codingTailMs + 1 }), 'look');
  });

  it('take prose named as a plan for planning, and nothing else', () => {
    const named = (file: string, language = 'markdown') =>
      decide({ type: 'edit', where: { ...fileA, file, language } });
    assert.equal(named('docs/PLAN.md'), 'plan-file');
    assert.equal(named('TODO', 'plaintext'), 'plan-file');
    assert.equal(named('roadmap-2027.md'), 'plan-file');
    assert.equal(named('src/plan.ts', 'typescript'), 'edit');
    assert.equal(named('planet.md'), 'edit');
    assert.equal(named('plan/readme.md'), 'edit');
  });

  it('tell settings, searches and output from code', () => {
    const named = (file: string, type: KindContext['type'] = 'edit', language = 'jsonc') =>
      decide({ type, where: { ...fileA, file, language } });
    for (const file of [
      '.vscode/settings.json',
      'shop.code-workspace',
      '/home/me/.config/Code/User/settings.json',
      String.raw`C:\Users\me\AppData\Roaming\Code\User\keybindings.json`,
    ])
      assert.deepEqual([named(file), named(file, 'move')], ['settings', 'settings'], file);
    assert.equal(named('/home/me/User/snippets/html.json', 'edit', 'snippets'), 'settings');
    assert.equal(named('.vscode/launch.json'), 'edit');
    assert.equal(named('src/settings.json'), 'edit');
    assert.equal(decide({ where: { scheme: 'vscode-userdata', file: '/User/settings.json' } }), 'settings');
    assert.equal(decide({ where: { project: '/p', scheme: 'output' } }), 'output');
    assert.equal(decide({ where: { project: '/p', scheme: 'search-editor' } }), 'search-results');
  });

  it('are kept by the span; of several, the one that is asked first', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(edit(fileA));
    clock.advance(10_000);
    accept(move(fileA));
    clock.advance(60_000);
    accept(move(fileA));
    clock.advance(1000);
    accept(edit(fileA));
    tracker.flush();
    assert.deepEqual(
      spans().map(({ kind, rule }) => [kind, rule]),
      [
        ['coding', 'edit'],
        ['reading', 'look'],
        ['coding', 'edit'],
      ],
    );
    assert.deepEqual(
      kindRules.map(({ id }) => id),
      Object.keys(kindReasons).slice(0, kindRules.length),
    );
  });

  it('are not told of what nobody is known to have done', () => {
    const { accept, spans, tracker } = startTracker();
    accept({ ...edit(fileA), provenance: 'outside' });
    tracker.flush();
    assert.deepEqual(
      spans().map((span) => 'rule' in span),
      [false],
    );
  });

  it('tell the source of a run from the run', () => {
    const run = { source: 'terminal', group: 'build' } as const;
    const context: KindContext = { ...looking, type: 'run', run };
    assert.equal(sourceBy(decideKind(context), context), 'terminal');
  });

  it('count moves soon after an edit of the same file as coding, and later ones as reading', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(edit(fileA));
    clock.advance(10_000);
    accept(move(fileA));
    clock.advance(10_000);
    accept(move(fileB));
    clock.advance(codingTailMs);
    accept(move(fileA));
    tracker.flush();
    assert.deepEqual(
      spans().map(({ kind, start, end }) => [kind, end - start]),
      [
        ['coding', 10_000],
        ['reading', 0],
        ['reading', 0],
      ],
    );
  });
});
