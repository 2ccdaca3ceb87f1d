import assert from 'node:assert/strict';
import { admit, boundedDiff, diffLimits, patchesIn, type ListedFile } from '../../../../src/ai/drafts/codeDiff.ts';
import {
  codeDraftByModel,
  codeDraftQuestion,
  readCodeDraft,
  type CodeDraftInput,
} from '../../../../src/ai/drafts/codeDraft.ts';
import { codeMarkdown, draftNotes } from '../../../../src/ai/drafts/codeMarkdown.ts';
import { groundedText } from '../../../../src/ai/drafts/groundedText.ts';
import { errorCode } from '../../../../src/core/base/appError.ts';
import { t } from '../given.ts';
import { claudeDesk, signal } from './claudeDesk.ts';

const patch = (name: string, ...lines: string[]): string =>
  [`diff --git a/${name} b/${name}`, `--- a/${name}`, `+++ b/${name}`, '@@ -1,2 +1,2 @@', ...lines].join('\n');

const modified = (path: string): ListedFile => ({ path, status: 'modified' });

function input(changes: Partial<CodeDraftInput> = {}): CodeDraftInput {
  const admitted = admit([modified('src/cart.ts'), modified('src/tax.ts')], () => false);
  const patches = new Map([
    ['src/cart.ts', patch('src/cart.ts', '-const rate = 7;', '+const rate = taxRate("DE");')],
    ['src/tax.ts', patch('src/tax.ts', '+export function taxRate(country: string) {', '+  return 19;')],
  ]);
  return {
    kind: 'pullRequest',
    project: '/home/me/shop',
    branch: 'secret-branch',
    base: 'main',
    commits: ['Compute the tax by country'],
    diff: boundedDiff(admitted, patches),
    task: 'Secret task',
    decisions: [{ id: 'x:1', title: 'Secret decision', why: 'Because of **law**.\n\nSee the memo.' }],
    hasNames: false,
    ...changes,
  };
}

const answer = {
  title: 'Compute the tax by country',
  summary: 'The cart asks `taxRate` for its rate. Rounding is 12 times faster.',
  changes: [
    { kind: 'changed', text: 'The cart uses `taxRate` instead of 7.', evidence: ['f1'] },
    { kind: 'added', text: 'Adds `taxRate(country)`.', evidence: ['f2', 'c1'] },
    { kind: 'added', text: 'Adds a cache.', evidence: [] },
    { kind: 'fixed', text: 'Fixes `src/invented.ts`.', evidence: ['f1'] },
  ],
  notes: [{ text: 'Fixes #12. Ask @boss, or see [this](https://evil.example/?q=1).', evidence: ['f1'] }],
} as const;
const asAnswer = () => JSON.parse(JSON.stringify(answer)) as Parameters<typeof readCodeDraft>[0];

describe('a diff that is sent', () => {
  it('has no excluded file and no file of secrets, not even by name, also when it was renamed from one', () => {
    const listed: ListedFile[] = [
      modified('src/a.ts'),
      modified('private/b.ts'),
      modified('.env'),
      { path: 'src/c.ts', oldPath: 'private/c.ts', status: 'renamed' },
      { path: 'src/d.ts', oldPath: 'old.pem', status: 'renamed' },
    ];
    const admitted = admit(listed, (path) => path.startsWith('private/'));
    assert.deepEqual(
      admitted.files.map(({ path }) => path),
      ['src/a.ts'],
    );
    assert.deepEqual([admitted.excluded, admitted.secretFiles], [2, 2]);
  });

  it('is cut at line ends, and says what was cut', () => {
    const names = Array.from({ length: 12 }, (_, at) => `src/f${at}.ts`);
    const long = (name: string) => patch(name, ...Array.from({ length: 1000 }, (_, at) => `+line ${at} of ${name}`));
    const patches = new Map(names.map((name) => [name, long(name)]));
    const diff = boundedDiff(
      admit([...names.map(modified), modified('yarn.lock')], () => false),
      patches,
    );
    const sizes = diff.files.map((file) => file.patch?.length ?? 0);
    assert.ok(sizes.every((size) => size <= diffLimits.file));
    assert.ok(sizes.reduce((a, b) => a + b) <= diffLimits.all);
    assert.equal(diff.files[0]?.left, 'cut');
    assert.match(diff.files[0]?.patch ?? '', /of src\/f0\.ts$/);
    assert.equal(diff.files.at(-2)?.left, 'size');
    assert.equal(diff.files.at(-1)?.left, 'generated');
    assert.deepEqual(draftNotes(diff, undefined, t), ['The content of 7 files was left out.', '6 files were cut.']);
  });

  it('lists 200 files at most, and counts the others', () => {
    const admitted = admit(
      Array.from({ length: 250 }, (_, at) => modified(`f${at}.ts`)),
      () => false,
    );
    assert.deepEqual([admitted.files.length, admitted.unlisted], [200, 50]);
  });

  it('has secrets removed, and binary files only listed', () => {
    const admitted = admit([modified('a.ts'), modified('logo.bin')], () => false);
    const patches = new Map([
      ['a.ts', patch('a.ts', '+const password = "hunter2hunter2";')],
      ['logo.bin', 'diff --git a/logo.bin b/logo.bin\nBinary files a/logo.bin and b/logo.bin differ'],
    ]);
    const diff = boundedDiff(admitted, patches);
    assert.equal(diff.secrets, 1);
    assert.ok(!JSON.stringify(diff).includes('hunter2'));
    assert.equal(diff.files[1]?.left, 'binary');
  });

  it('is split at its files, and not at code that looks like a file', () => {
    const text = `${patch('a.ts', '+diff --git a/x b/x')}\n${patch('b.ts', ' context')}\n`;
    assert.equal(patchesIn(text).length, 2);
    // Only a line feed ends a line.
    for (const end of ['\r', '\u2028', '\u2029'])
      assert.equal(patchesIn(patch('a.ts', `+x${end}diff --git a/x b/x`)).length, 1);
  });
});

describe('the question for a draft', () => {
  it('has names of tasks, branches, and decisions only where they may be sent', () => {
    const { content } = codeDraftQuestion(input());
    for (const word of ['secret', 'Secret', '/home/me']) assert.ok(!content.includes(word), word);
    const named = codeDraftQuestion(input({ hasNames: true })).content;
    for (const word of ['secret-branch', 'Secret task', 'Secret decision']) assert.ok(named.includes(word), word);
    assert.ok(!named.includes('/home/me'));
  });
});

describe('what a model says of code', () => {
  const sent = 'src/cart.ts const rate = taxRate("DE"); 19';
  for (const [text, kept, refused] of [
    ['Uses `taxRate` in `src/cart.ts`.', 'Uses `taxRate` in `src/cart.ts`.', 0],
    ['Uses taxRate. Uses taxTable.', 'Uses taxRate.', 1],
    ['Is 40 % faster. The rate is 19.', 'The rate is 19.', 1],
    ['Changes src/other.ts.', '', 1],
    ['Changes other.ts.', '', 1],
    ['Calls `taxRate("DE")` now.', 'Calls `taxRate("DE")` now.', 0],
    ['See [here](https://evil.example).', 'See here.', 0],
    ['![x](https://evil.example/a.png) <img src=x> The cart.', 'x The cart.', 0],
    ['Ask @boss and org/repo.', 'Ask `@boss` and org/repo.', 0],
    ['# A heading', 'A heading', 0],
    ['An open `span', 'An open span', 0],
  ] as const)
    it(`is checked: ${text}`, () => assert.deepEqual(groundedText(text, sent), { text: kept, refused }));

  it('can close no issue', () => {
    const { text } = groundedText('Fixes #7 and a/b#7, closes GH-7.', 'a 7');
    assert.doesNotMatch(text.replace(/`[^`]*`/g, ''), /#7|GH-7/);
  });
});

describe('a draft', () => {
  it('keeps what cites what was sent, and counts the rest', () => {
    const given = input();
    const draft = readCodeDraft(asAnswer(), given, codeDraftQuestion(given).content);
    assert.equal(draft.summary, 'The cart asks `taxRate` for its rate.');
    assert.deepEqual(
      draft.changes.map(({ text, files }) => [text, files]),
      [
        ['The cart uses `taxRate` instead of 7.', ['src/cart.ts']],
        ['Adds `taxRate(country)`.', ['src/tax.ts']],
      ],
    );
    // The faster rounding, the cache, the invented file, and the issue.
    assert.equal(draft.refused, 4);
  });

  it('becomes Markdown with the task and the decisions in their own words', () => {
    const given = input();
    const draft = { ...readCodeDraft(asAnswer(), given, codeDraftQuestion(given).content), model: 'm' };
    assert.equal(
      codeMarkdown(given, draft, t),
      [
        '# Compute the tax by country',
        'The cart asks `taxRate` for its rate.',
        '## Changes',
        '- The cart uses `taxRate` instead of 7. (`src/cart.ts`)\n- Adds `taxRate(country)`. (`src/tax.ts`)',
        '## For reviewers',
        '- Ask `@boss`, or see this. (`src/cart.ts`)',
        '## Task',
        'Secret task',
        '## Decisions',
        '- **Secret decision**\n\n  Because of **law**.\n\n  See the memo.\n',
      ].join('\n\n'),
    );
    assert.match(
      codeMarkdown({ ...given, kind: 'changes' }, draft, t),
      /## Added\n\n- Adds[^]*## Changed\n\n- The cart/,
    );
  });

  it('lists a single file, and how many more there are', () => {
    const one = { ...input().diff, files: input().diff.files.slice(0, 1) };
    const listed = (unlisted: number) => {
      const text = codeMarkdown(
        input({ commits: [], task: undefined, decisions: [], diff: { ...one, unlisted } }),
        undefined,
        t,
      );
      return text.split('\n').filter((line) => line !== '');
    };
    const heading = ['# Summary of changes', '## Files', '- `src/cart.ts`'];
    assert.deepEqual(
      [0, 1, 2].map((unlisted) => listed(unlisted).map((line) => line.replace(/ \(.*/, ''))),
      [heading, [...heading, '- 1 more file'], [...heading, '- 2 more files']],
    );
  });

  it('lists commits and files without a model', () => {
    const text = codeMarkdown(input({ task: undefined, decisions: [] }), undefined, t);
    assert.equal(
      text,
      '# Summary of changes\n\n## Commits\n\n- Compute the tax by country\n\n## Files\n\n- `src/cart.ts` (+1 −1)\n- `src/tax.ts` (+2 −0)\n',
    );
  });

  describe('by Claude', () => {
    const claude = claudeDesk();

    it('is asked for with exactly what was shown; the receipt keeps no code, and its cost is counted', async () => {
      claude.fake.turns.push({ answer: asAnswer(), usage: { input: 1000, output: 100 } });
      const at = claude.watched();
      const draft = await codeDraftByModel(input(), at, signal);
      assert.equal(draft.changes.length, 2);
      assert.deepEqual(claude.fake.seen.at(-1)?.body, JSON.parse(claude.shown));
      assert.ok(claude.shown.includes('taxRate'));
      for (const { payload } of at.book.states) {
        assert.ok(!payload.includes('taxRate(') && !payload.includes('const rate'), payload);
        assert.match(payload, /sourceCode[^]*not kept[^]*sha256[^]*src\/cart\.ts/);
      }
      const [receipt] = at.book.last;
      assert.deepEqual([receipt?.outcome, receipt?.task, receipt?.tokens?.input], ['ok', 'pullRequest', 1000]);
    });

    it('is not asked for without consent, nor beyond the budget', async () => {
      const before = claude.fake.seen.length;
      assert.equal(await codeDraftByModel(input(), claude.refusing(), signal).catch(errorCode), 'ai-declined');
      assert.equal(await codeDraftByModel(input(), claude.poor(), signal).catch(errorCode), 'ai-budget');
      assert.equal(claude.fake.seen.length, before);
    });

    it('fails with the type of the failure', async () => {
      claude.fake.turns.push({
        problem: { status: 413, type: 'request_too_large', message: 'Request exceeds the maximum size' },
      });
      assert.equal(await codeDraftByModel(input(), claude.opened(), signal).catch(errorCode), 'ai-too-large');
    });
  });
});
