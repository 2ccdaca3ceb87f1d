import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { blobHash } from '../../../src/agents/prompts/blobHash.ts';
import { promptUsage, promptUses, type PromptUsageView } from '../../../src/agents/prompts/promptUses.ts';
import { agentRuns, type AgentRun } from '../../../src/agents/runs/runRecords.ts';
import { runOf } from './runs/runOf.ts';
import { translator } from '../../../src/core/base/translate.ts';
import { outcomeText, usedText, versionsPage } from '../../../src/extension/features/agents/prompts/promptTexts.ts';

const [first, second] = ['1'.repeat(40), '2'.repeat(40)];
const t = translator();
/** Instants are ms after this one. */
const base = Date.UTC(2026, 2, 2);

interface Given {
  readonly uses?: readonly object[];
  readonly runs?: readonly Partial<AgentRun>[];
}

/** A run with a prompt of the library. */
const promptRun = (values: Partial<AgentRun>): AgentRun =>
  runOf({ prompt: 'Mend', promptFile: '.github/prompts/mend.prompt.md', ...values });

/** Asks the query about records that are given. */
function asked({ uses = [], runs = [] }: Given, file?: string): readonly PromptUsageView[] {
  const all: Readonly<Record<string, readonly object[]>> = {
    [promptUses.name]: uses.map((use) => promptUses.schema.parse(use)),
    [agentRuns.name]: runs.map(({ start = 0, ...rest }) => promptRun({ ...rest, start: base + start })),
  };
  const read = {
    now: base + 1_000_000,
    records: ({ name }: { readonly name: string }) => ({
      records: (all[name] ?? []).map((values, index) => ({ id: String(index), values })),
    }),
  };
  return promptUsage.run(read as never, { days: 1, ...(file !== undefined && { file }) }).prompts;
}

const use = (start: number, version: string, rest: object = {}): object => ({
  start: base + start,
  version,
  prompt: 'Mend',
  project: '/shop',
  file: '.github/prompts/mend.prompt.md',
  way: 'chat',
  ...rest,
});

describe('versions of prompts', () => {
  it('have the id that git gives to the file, whatever the line ends', () => {
    const gitHash = (text: string): string =>
      execFileSync('git', ['hash-object', '--stdin', '--no-filters'], { input: text, encoding: 'utf8' }).trim();
    assert.equal(blobHash(Buffer.from('Mend it: ü\n')), gitHash('Mend it: ü\n'));
    assert.equal(blobHash(Buffer.from('a\r\nb\r\n')), gitHash('a\nb\n'));
    assert.equal(blobHash(new Uint8Array()), 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
  });

  it('are those of a file, each with its uses and its runs, by their first use', () => {
    const [mend, ...more] = asked({
      uses: [use(50, second, { prompt: 'Mend all' }), use(10, first), use(20, first, { way: 'clipboard' })],
      runs: [
        { start: 30, promptVersion: first },
        { start: 40, promptVersion: first, status: 'failed' },
        { start: 60, promptVersion: second },
        // A record of an earlier version of Daymark, or without a prompt.
        { start: 70 },
      ],
    });
    assert.equal(more.length, 0);
    assert.deepEqual([mend?.name, mend?.project, mend?.file], ['Mend', '/shop', '.github/prompts/mend.prompt.md']);
    assert.deepEqual(
      mend?.versions.map(({ version, from, to, chat, clipboard, runs }) => [
        version,
        [from - base, to - base],
        [chat, clipboard],
        [runs?.runs, runs?.succeeded.count, runs?.succeeded.of, runs?.isComparable],
      ]),
      [
        [first, [10, 40], [1, 1], [2, 1, 2, false]],
        [second, [50, 60], [1, 0], [1, 1, 1, false]],
      ],
    );
  });

  it('are told apart by file and project; a starter prompt is the same everywhere', () => {
    const starter = { file: undefined, prompt: 'Review' };
    const uses = [
      use(1, first),
      use(2, first, { project: '/other' }),
      use(3, first, { file: 'b.md' }),
      use(4, first, starter),
      use(5, first, { ...starter, project: '/other' }),
    ];
    const all = asked({ uses });
    assert.deepEqual(
      all.map(({ project, file, versions }) => [project, file, versions[0]?.chat]),
      [
        ['/shop', '.github/prompts/mend.prompt.md', 1],
        ['/other', '.github/prompts/mend.prompt.md', 1],
        ['/shop', 'b.md', 1],
        [undefined, undefined, 2],
      ],
    );
    assert.equal(asked({ uses }, 'b.md').length, 1);
  });

  it('lose no use: their sums are what was recorded', () => {
    const version = fc.constantFrom(first, second);
    const one = fc.record({ start: fc.nat(100), version, way: fc.constantFrom('chat', 'clipboard') });
    fc.assert(
      fc.property(fc.array(one), fc.array(fc.record({ start: fc.nat(100), promptVersion: version })), (uses, runs) => {
        const versions = asked({
          uses: uses.map((each) => use(each.start, each.version, { way: each.way })),
          runs,
        }).flatMap((each) => each.versions);
        const sum = versions.reduce((all, each) => all + each.chat + each.clipboard + (each.runs?.runs ?? 0), 0);
        assert.equal(sum, uses.length + runs.length);
      }),
    );
  });

  it('are shown with sample sizes, and those with few runs are marked', () => {
    const runs = Array.from({ length: 20 }, (_, start) => ({ start, promptVersion: second }));
    const [usage] = asked({
      uses: [use(0, first)],
      runs: [...runs, { start: 30, promptVersion: first, status: 'failed' }],
    });
    assert.ok(usage);
    assert.equal(usedText(usage, second, t), 'used 22 times, this version 20');
    assert.equal(usedText(usage, '3'.repeat(40), t), 'used 22 times, this version 0');
    assert.deepEqual(
      usage.versions.map((version) => outcomeText(version, t)),
      ['used 2 times, runs that succeeded: 0 of 1', 'used 20 times, runs that succeeded: 20 of 20'],
    );
    assert.equal(outcomeText(undefined, t), 'not used');
    const versions = usage.versions.map((view, index) => ({ view, label: `Commit | ${index}` }));
    const page = versionsPage({ name: 'Mend', versions, fewest: 20, dateOf: (at) => new Date(at).toISOString() }, t);
    const rows = page.split('\n').filter((line) => line.startsWith('| Commit'));
    assert.match(
      rows[0] ?? '',
      /^\| Commit \\\| 0 `11111111` \|.*\| 1 \| 0 \| 1 \\\* \| 0 of 1 \(0–79 %\) \| – \| 0 of 1/,
    );
    assert.match(rows[1] ?? '', /^\| Commit \\\| 1 `22222222` \|.*\| 0 \| 0 \| 20 \| 20 of 20 \(84–100 %\) \|/);
    assert.match(
      versionsPage({ name: 'Mend', versions: [], fewest: 20, dateOf: (at) => new Date(at).toISOString() }, t),
      /No use of this prompt is recorded yet/,
    );
  });
});
