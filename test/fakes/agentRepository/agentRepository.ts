import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  attribute,
  type LineOutcome,
  noLines,
  type RepositoryEdit,
} from '../../../src/agents/attribution/attribute.ts';
import { changeBetween, linesOf } from '../../../src/agents/attribution/lines.ts';
import { readHistory } from '../../../src/extension/worker/gitHistory.ts';

/** One line of a file, by who wrote it: the truth that attribution is judged by. */
export interface TrueLine {
  readonly text: string;
  readonly by: 'agent' | 'human';
}

const dayMs = 86_400_000;

/** A real git repository in which an agent and a person write, with its own clock. It knows who wrote every line; git does not. */
export class AgentRepository {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'daymark-attribution-')));
  readonly edits: RepositoryEdit[] = [];
  files = new Map<string, TrueLine[]>();
  now = Date.UTC(2026, 8, 1, 9);

  constructor() {
    this.git('init', '-q', '-b', 'main');
    this.git('config', 'user.name', 'T');
    this.git('config', 'user.email', 'T@example.org');
    this.git('config', 'commit.gpgsign', 'false');
  }

  /** @param minutes the duration */
  pass(minutes: number): void {
    this.now += minutes * 60_000;
  }

  git(...args: readonly string[]): string {
    const date = new Date(this.now).toISOString();
    const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_GLOBAL: '/dev/null' };
    return execFileSync('git', args, {
      cwd: this.root,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  }

  /** Changes a file; an agent's change is logged as a patch, as its tool would, and a person's is not. */
  change(by: TrueLine['by'], file: string, of: (lines: TrueLine[]) => TrueLine[]): void {
    this.pass(2);
    const before = this.files.get(file) ?? [];
    const after = of([...before]);
    this.files.set(file, after);
    if (by === 'agent')
      this.edits.push({ owner: 'agent', at: this.now, file, ...changeBetween(textOf(before), textOf(after)) });
    this.#write(file, after);
  }

  commit(message: string): string {
    this.pass(1);
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** The files after a change by git, with the known authors of the lines. */
  become(files: ReadonlyMap<string, readonly TrueLine[]>): void {
    this.files = new Map(Array.from(files, ([file, lines]) => [file, [...lines]]));
    for (const [file, lines] of files)
      if (readFileSync(path.join(this.root, file), 'utf8') !== textOf(lines))
        throw new Error(`${file} is not what was said`);
  }

  snapshot(): Map<string, TrueLine[]> {
    return new Map(Array.from(this.files, ([file, lines]) => [file, [...lines]]));
  }

  /** Agent's lines that the checked-out files have; blank ones don't count. */
  get agentLines(): number {
    return [...this.files.values()].flat().filter(({ by, text }) => by === 'agent' && text.trim() !== '').length;
  }

  async outcome(daysLater = 30): Promise<LineOutcome> {
    const history = await readHistory({ git: 'git', root: this.root }, Date.UTC(2026, 7, 1));
    if (!history) throw new Error('no history');
    const linesNow = (file: string) => {
      const lines = this.files.get(file);
      return lines && linesOf(textOf(lines));
    };
    const now = this.now + daysLater * dayMs;
    return attribute(this.edits, { history, linesNow, now }).outcomes.get('agent') ?? noLines;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  #write(file: string, lines: readonly TrueLine[]): void {
    mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    writeFileSync(path.join(this.root, file), textOf(lines));
  }
}

function textOf(lines: readonly TrueLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('');
}
