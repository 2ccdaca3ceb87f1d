import assert from 'node:assert/strict';
import { isUserRule } from '../../../../src/core/rules/userRules.ts';
import type { UserRule } from '../../../../src/core/rules/userRules.ts';
import { timelineOf } from '../../../../src/analytics/timeline.ts';
import { rows, run, span } from '../given.ts';

const spans = [
  span(0, 10, { file: 'docs/a.md', language: 'markdown', kind: 'reading' }),
  span(20, 30, { file: 'src/a.ts' }),
  span(40, 50, { file: 'src/a.sql', language: 'sql' }),
];

function told(userRules: UserRule[], runs = [] as ReturnType<typeof run>[]) {
  const rules = { idleLimitMs: 120_000, dayStartsAt: 0, userRules };
  return timelineOf(rows({ spans, runs }), rules).map(({ file, kind, project, ruledBy }) => [
    file,
    kind,
    project,
    ruledBy,
  ]);
}

const shop = '/home/me/shop';
const asRecorded = [
  ['docs/a.md', 'reading', shop, undefined],
  ['src/a.ts', 'coding', shop, undefined],
  ['src/a.sql', 'coding', shop, undefined],
];

describe('rules of the person', () => {
  it('change nothing where none holds', () => {
    assert.deepEqual(told([]), asRecorded);
    assert.deepEqual(
      told([
        { glob: '**/*.rs', excluded: true },
        { language: 'go', kind: 'other' },
      ]),
      asRecorded,
    );
  });

  it('decide by glob and by language, the first that holds, and say which', () => {
    const found = told([
      { glob: 'docs/**', kind: 'learning' },
      { language: 'sql', project: '/data' },
      { glob: '**/*', kind: 'other' },
    ]);
    assert.deepEqual(found, [
      ['docs/a.md', 'learning', shop, 'user 0'],
      ['src/a.ts', 'other', shop, 'user 2'],
      ['src/a.sql', 'coding', '/data', 'user 1'],
    ]);
  });

  it('decide by scheme; `file` is what keeps none and has a file', () => {
    const { file, language, ...nowhere } = span(70, 80);
    const { file: folded, ...hour } = span(130, 140);
    assert.ok(file && folded && language);
    const given = [
      span(0, 10),
      span(20, 30, { scheme: 'untitled' }),
      span(40, 50, { scheme: 'diff', kind: 'reviewing' }),
      nowhere,
      { ...nowhere, id: 'w2:1', start: span(100, 110).start, end: span(100, 110).end, scheme: 'output' },
      hour,
    ];
    const kinds = (userRules: UserRule[]) =>
      timelineOf(rows({ spans: given }), { idleLimitMs: 0, dayStartsAt: 0, userRules }).map(({ kind }) => kind);
    const as = (scheme: string) => kinds([{ scheme, kind: 'planning' }]).map((kind) => Number(kind === 'planning'));
    assert.deepEqual(as('file'), [1, 0, 0, 0, 0, 1]);
    assert.deepEqual(as('untitled'), [0, 1, 0, 0, 0, 0]);
    assert.deepEqual(as('diff'), [0, 0, 1, 0, 0, 0]);
    assert.deepEqual(as('output'), [0, 0, 0, 0, 1, 0]);
    assert.deepEqual(kinds([{ scheme: 'diff', glob: '**/b.ts', kind: 'planning' }])[2], 'reviewing');
    assert.equal(kinds([{ scheme: 'untitled', excluded: true }]).length, 5);
  });

  it('hold for runs by their command, never by a scheme', () => {
    const waiting = [run(10, 20, { source: 'terminal', group: 'other', name: 'pg_dump' })];
    assert.equal(told([{ scheme: 'file', command: 'pg_dump', kind: 'learning' }], waiting)[1]?.[1], 'terminal');
  });

  it('leave out what they exclude', () => {
    assert.deepEqual(told([{ glob: 'shop/src', excluded: true }]), asRecorded.slice(0, 1));
  });

  it('need all that they name', () => {
    assert.deepEqual(told([{ glob: 'src/**', language: 'sql', kind: 'learning' }])[2]?.[1], 'learning');
    assert.deepEqual(told([{ glob: 'src/**', from: 'reading', kind: 'learning' }]), asRecorded);
  });

  it('find commands by their program or their whole name', () => {
    const waiting = [run(10, 20, { source: 'terminal', group: 'other', name: 'pg_dump' })];
    assert.deepEqual(told([{ command: 'pg_dump', kind: 'learning' }], waiting)[1]?.[1], 'learning');
    assert.deepEqual(told([{ command: 'pg_dum', kind: 'learning' }], waiting)[1]?.[1], 'terminal');
  });

  it('are refused when they name nothing, or what is not known', () => {
    assert.equal(isUserRule({ kind: 'other' }), false);
    assert.equal(isUserRule({ scheme: 'untitled', kind: 'other' }), true);
    assert.equal(isUserRule({ scheme: '', kind: 'other' }), false);
    assert.equal(isUserRule({ glob: 'a', kind: 'sleeping' }), false);
    assert.equal(isUserRule({ glob: 'a', colour: 'red' }), false);
  });

  it('decide by the command of a run: its whole name, or its first words', () => {
    const waited = (command: string, name: string) => {
      const rules = { idleLimitMs: 120_000, dayStartsAt: 0, userRules: [{ command, kind: 'planning' }] as UserRule[] };
      const facts = rows({ spans: [span(0, 5), span(9, 12)], runs: [run(5, 9, { name, exitCode: 0 })] });
      return timelineOf(facts, rules).some(({ kind }) => kind === 'planning');
    };
    for (const [command, name, holds] of [
      ['npm test', 'npm test', true],
      ['npm test', 'npm test -- a', true],
      ['npm', 'npm test', true],
      ['npm', 'npm\ttest', true],
      ['npm', 'npmx test', false],
      ['npm test', 'npm testing', false],
      ['npm test', 'npm', false],
    ] as const)
      assert.equal(waited(command, name), holds, `${command}: ${name}`);
  });
});
