import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gitHistories } from '../../../bench/insights/gitHistories.ts';
import { judge } from '../../../bench/insights/judge.ts';

const daySeconds = 86_400;
const first = Date.UTC(2026, 0, 5, 9) / 1000;

/** Two commits a day by Ada, two hours apart, one a week by Bob; 90 days. */
function history(): string {
  const lines: string[] = ['reset refs/heads/main'];
  const commit = (who: string, at: number, text: string): void => {
    const person = `${who} <${who}@example.org> ${at} +0100`;
    const content = `${text}\n`.repeat(30);
    lines.push('commit refs/heads/main', `author ${person}`, `committer ${person}`, 'data 4', 'work');
    lines.push(`M 100644 inline src/${who}.ts`, `data ${content.length}`, content);
  };
  for (let day = 0; day < 90; day++) {
    const at = first + day * daySeconds;
    commit('ada', at, `a${day}`);
    commit('ada', at + 7200, `b${day}`);
    if (day % 7 === 0) commit('bob', at + 9000, `c${day}`);
  }
  return lines.join('\n');
}

describe('git histories as days', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-git-'));
  before(() => {
    execFileSync('git', ['init', '-q', '-b', 'main', folder]);
    execFileSync('git', ['-C', folder, 'fast-import', '--quiet'], { input: history() });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are the work of the most active author, before each of their commits', () => {
    const [one] = gitHistories(folder);
    const spans = (one?.facts ?? []).filter(({ type }) => type === 'span');
    assert.ok(spans.length > 100, String(spans.length));
    for (const span of spans) {
      assert.equal('file' in span ? span.file : undefined, 'src/ada.ts');
      assert.equal('offset' in span ? span.offset : undefined, 60);
      const end = 'end' in span && typeof span.end === 'number' ? span.end / 1000 : 0;
      const intoDay = (end - first + daySeconds) % daySeconds;
      const untilCommit = intoDay <= 7200 ? 7200 - intoDay : daySeconds - intoDay;
      assert.ok(untilCommit <= 2 * 3600 + 90, `${untilCommit} s before a commit`);
    }
  });

  it('are the same each time, and are no cause for alarm', () => {
    const verdicts = Array.from(gitHistories(folder), judge);
    assert.equal(verdicts.length, 3);
    assert.deepEqual(verdicts, Array.from(gitHistories(folder), judge));
    assert.deepEqual(
      verdicts.flatMap(({ named }) => named),
      [],
    );
  });

  it('are asked of a folder that holds a repository', () => {
    assert.throws(() => [...gitHistories(tmpdir() + '/daymark-no-such-folder')]);
  });
});
