import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attribute, noLines, type RepositoryEdit } from '../../../../src/agents/attribution/attribute.ts';
import type { GitHistory, HistoryCommit, Hunk } from '../../../../src/agents/attribution/history.ts';
import { changeBetween, hashLine, linesOf } from '../../../../src/agents/attribution/lines.ts';
import { HistoryParser } from '../../../../src/agents/attribution/parseHistory.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const line = (text: string): number => hashLine(text) ?? 0;

const edit = (at: number, added: readonly string[], removed: readonly string[] = []): RepositoryEdit => ({
  owner: 's',
  at,
  file: 'a.ts',
  added: added.map(line),
  removed: removed.map(line),
});

/** A commit to `a.ts`, with hunks as [start, lines removed, lines added]. */
function commit(
  sha: string,
  at: number,
  hunks: readonly (readonly [number, number, readonly string[]])[],
): HistoryCommit {
  const made = hunks.map(([start, removed, added]): Hunk => ({
    start,
    removed,
    added: added.map((one) => hashLine(one)),
  }));
  return { sha, authoredAt: at, committedAt: at, author: 'me', files: [{ path: 'a.ts', hunks: made }] };
}

/** A branch with these commits, each the parent of the next. */
function branch(...chain: readonly HistoryCommit[]): GitHistory {
  const commits = chain.map((one, i) => ({ ...one, ...(i > 0 && { parent: chain[i - 1]?.sha ?? '' }) }));
  return {
    commits: new Map(commits.map((one) => [one.sha, one])),
    tips: [{ name: 'main', sha: chain.at(-1)?.sha ?? '' }],
    own: 'me',
  };
}

const outcomeOf = (edits: readonly RepositoryEdit[], history: GitHistory, { now = 30 * day, text = '' } = {}) =>
  attribute(edits, { history, now, linesNow: () => linesOf(text) }).outcomes.get('s') ?? noLines;

describe('attribution of lines', () => {
  it('tells lines that are kept, rewritten, deleted, redone, dropped, reworked, and pending apart', () => {
    const edits = [
      edit(minute, ['a', 'b', 'c', 'd', 'e', 'f', '}']),
      edit(2 * minute, ['g'], ['e']),
      edit(5 * minute, ['B'], ['b']),
    ];
    const history = branch(
      commit('1', 3 * minute, [[0, 0, ['a', 'b', 'c', 'd', '}']]]),
      commit('2', 4 * minute, [[2, 1, ['somebody else']]]),
      commit('3', 6 * minute, [
        [1, 1, ['B']],
        [3, 1, []],
      ]),
    );
    assert.deepEqual(outcomeOf(edits, history, { text: 'a\nB\nsomebody else\n}\ng\n' }), {
      written: 9,
      reworked: 1,
      dropped: 1,
      pending: 1,
      committed: 6,
      kept: 3,
      redone: 1,
      rewritten: 1,
      deleted: 1,
      survived: 3,
      young: 0,
    });
  });

  it('says that lines have survived a week only when it is over', () => {
    const edits = [edit(minute, ['a', 'b', 'c'])];
    const chain = [commit('1', 2 * minute, [[0, 0, ['a', 'b', 'c']]]), commit('2', 3 * day, [[0, 1, ['x']]])];
    const early = outcomeOf(edits, branch(...chain), { now: 6 * day });
    assert.deepEqual([early.survived, early.young, early.rewritten], [0, 2, 1]);
    const late = outcomeOf(edits, branch(...chain, commit('3', 9 * day, [[1, 1, ['y']]])), { now: 10 * day });
    assert.deepEqual([late.survived, late.young, late.rewritten, late.kept], [2, 0, 2, 1]);
  });

  it('takes no line for the agent that was there before, or that it wrote in another file', () => {
    const history = branch(commit('1', minute, [[0, 0, ['a']]]), commit('2', 5 * minute, [[1, 0, ['a', 'a']]]));
    const elsewhere = { ...edit(minute, ['a', 'a']), file: 'b.ts' };
    const found = attribute([edit(3 * minute, ['a']), elsewhere], {
      history,
      now: 9 * minute,
      linesNow: () => undefined,
    });
    assert.deepEqual(found.commits.get('s'), [{ sha: '2', authoredAt: 5 * minute, lines: 1 }]);
  });

  it('lets a line that moves keep its writer', () => {
    const history = branch(
      commit('1', 2 * minute, [[0, 0, ['a', 'b']]]),
      commit('2', 3 * minute, [
        [0, 0, ['b']],
        [2, 1, []],
      ]),
    );
    assert.deepEqual(outcomeOf([edit(minute, ['a', 'b'])], history).kept, 2);
  });

  it('adds up, whatever happened, and never counts more lines than were written', () => {
    const words = fc.constantFrom('a', 'b', 'c', '}', '');
    const texts = fc.array(words, { maxLength: 6 });
    const step = fc.record({ by: fc.constantFrom('agent', 'human'), text: texts, commits: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const edits: RepositoryEdit[] = [];
        const chain: HistoryCommit[] = [];
        let [now, committed] = [[] as string[], [] as string[]];
        for (const [i, { by, text, commits }] of steps.entries()) {
          const change = changeBetween(now.join('\n'), text.join('\n'));
          if (by === 'agent') edits.push({ owner: 's', at: i * minute, file: 'a.ts', ...change });
          now = text;
          if (!commits) continue;
          // The simplest diff: everything is removed, and everything is added.
          chain.push(commit(`${i}`, i * minute + 1, [[0, committed.length, text]]));
          committed = text;
        }
        const found = outcomeOf(edits, branch(...chain), { text: now.join('\n') });
        const written = edits.reduce((sum, { added }) => sum + added.length, 0);
        assert.equal(found.written, written);
        assert.equal(written, found.reworked + found.dropped + found.pending + found.committed);
        assert.equal(found.committed, found.kept + found.redone + found.rewritten + found.deleted);
        assert.ok(found.kept <= committed.filter((text) => text !== '').length);
        assert.deepEqual(outcomeOf(edits.toReversed(), branch(...chain), { text: now.join('\n') }), found);
        if (edits.length === 0) assert.deepEqual(found, noLines);
      }),
    );
  });
});

describe('the hash of a line', () => {
  it('looks at everything but white space', () => {
    assert.equal(hashLine('  a( b )\r'), hashLine('\ta(b)'));
    assert.notEqual(hashLine('a(b)'), hashLine('a(c)'));
    assert.deepEqual([hashLine(''), hashLine(' \t\r')], [undefined, undefined]);
    const many = Array.from({ length: 50_000 }, (_, i) => hashLine(`line ${i}`));
    assert.equal(new Set(many).size, many.length);
  });
});

describe('the output of git log', () => {
  it('is read without taking a line of a file for a header', () => {
    const found: HistoryCommit[] = [];
    const parser = new HistoryParser((one) => found.push(one));
    const lines = [
      ['', 'aaaa bbbb cccc', '100 200', 'Me@Example.org'].join('\0'),
      '',
      'diff --git a/x b/x',
      '--- a/x',
      '+++ b/x',
      '@@ -3 +3,2 @@ context',
      '--- a/not a header',
      '+++ b/not a header',
      '+diff --git a/y b/y',
      '\\ No newline at end of file',
      'diff --git a/old b/new',
      'similarity index 90%',
      'rename from old',
      'rename to new',
      'diff --git a/gone b/gone',
      'deleted file mode 100644',
      '--- a/gone',
      '+++ /dev/null',
      '@@ -1,2 +0,0 @@',
      '-a',
      '-b',
      'diff --git "a/t\\tab" "b/t\\tab"',
      '--- /dev/null',
      '+++ "b/t\\tab"',
      '@@ -0,0 +1 @@',
      '+a',
    ];
    for (const one of lines) parser.line(one);
    parser.end();
    assert.deepEqual(found, [
      {
        sha: 'aaaa',
        parent: 'bbbb',
        authoredAt: 100_000,
        committedAt: 200_000,
        author: 'me@example.org',
        files: [
          {
            path: 'x',
            hunks: [
              {
                start: 2,
                removed: 1,
                added: [line('++ b/not a header'), line('diff --git a/y b/y')],
                left: 0,
              },
            ],
          },
          { path: 'new', from: 'old', hunks: [] },
          { path: 'gone', hunks: [{ start: 0, removed: 2, added: [], left: 0 }] },
          { path: 't\tab', hunks: [{ start: 0, removed: 0, added: [line('a')], left: 0 }] },
        ],
      },
    ]);
  });
});
