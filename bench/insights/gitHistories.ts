import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { dayMs, minuteMs } from '../../src/core/time/days.ts';
import type { ExportedHistory } from './exportedHistories.ts';
import { Recorder, type Spot } from './habits/recorder.ts';
import { Random } from './random.ts';

const secondMs = 1000;

/** A commit of the one whose days are replayed. */
interface AuthoredCommit {
  readonly hash: string;
  /** ms since the epoch. */
  readonly at: number;
  /** Minutes east of UTC. */
  readonly offset: number;
  readonly subject: string;
  readonly changes: readonly (readonly [file: string, added: number, removed: number])[];
}

/** Days that the rules look at, with the weeks before that tell what is usual. */
const reachMs = 70 * dayMs;
const stepMs = 14 * dayMs;
/** Fortnights with commits on fewer days say little. */
const daysAtLeast = 5;
/** Largest number of fortnights of one repository, spread over its whole history. */
const fortnightsAtMost = 12;
/** Longer work before one commit would be guessed. */
const workAtMostMs = 120 * minuteMs;
/** A commit of more files was made by a tool. */
const filesAtMost = 60;

/**
 * Fortnights of the most active author of each git repository in a folder (or of the folder itself), as Daymark would have recorded them. Git tells when
 * something was committed, in which files, and how many lines; the work before it, test runs, and passing typing errors are derived from that by a fixed
 * seed. Nothing is known of causes, so each history counts as clean: what the rules say of high impact should be read by a person.
 */
export function* gitHistories(folder: string): Generator<ExportedHistory> {
  for (const repository of repositoriesIn(folder)) {
    const commits = commitsOf(repository);
    for (const now of fortnightsOf(commits)) {
      const recent = commits.filter(({ at }) => at > now - reachMs && at < now);
      yield { cause: 'clean', now, offset: recent.at(-1)?.offset ?? 0, ...replayed(nameOf(repository), recent, now) };
    }
  }
}

function repositoriesIn(folder: string): string[] {
  const isRepository = (one: string): boolean =>
    existsSync(path.join(one, '.git')) || existsSync(path.join(one, 'HEAD'));
  if (isRepository(folder)) return [folder];
  const found = readdirSync(folder)
    .sort()
    .flatMap((name) => [path.join(folder, name), path.join(folder, name, 'repo')].filter(isRepository).slice(0, 1));
  if (found.length === 0) throw new Error(`${folder} holds no git repository.`);
  return found;
}

function nameOf(repository: string): string {
  const parts = path.resolve(repository).split(path.sep);
  return (parts.at(-1) === 'repo' ? parts.at(-2) : parts.at(-1)) ?? 'repository';
}

function git(repository: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', maxBuffer: 2 ** 30 });
}

/** Returns the commits of the most frequent author, oldest first. */
function commitsOf(repository: string): AuthoredCommit[] {
  const emails = git(repository, 'log', '--no-merges', '--format=%ae', 'HEAD').split('\n').filter(Boolean);
  const [author = ''] =
    [
      ...Map.groupBy(
        emails.filter((email) => !email.includes('[bot]')),
        (email) => email,
      ),
    ].toSorted((a, b) => b[1].length - a[1].length)[0] ?? [];
  const format = '%x1e%H%x1f%at%x1f%ad%x1f%s';
  const log = git(
    repository,
    'log',
    '--no-merges',
    '--numstat',
    '--date=raw',
    `--author=<${author}>`,
    '--fixed-strings',
    `--format=${format}`,
    'HEAD',
  );
  return log
    .split('\u001E')
    .slice(1)
    .map(commitOf)
    .filter(({ changes }) => changes.length > 0 && changes.length <= filesAtMost)
    .toSorted((a, b) => a.at - b.at);
}

function commitOf(text: string): AuthoredCommit {
  const [head = '', ...rows] = text.split('\n');
  const [hash = '', seconds = '', date = '', subject = ''] = head.split('\u001F');
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d)(\d\d)$/.exec(date) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const changes = rows.flatMap((row) => {
    const [added = '', removed = '', file = ''] = row.split('\t');
    // Binary files have no lines, and of renames git tells both names at once.
    return /^\d+$/.test(added) && file !== '' && !file.includes('=>')
      ? [[file, Number(added), Number(removed)] as const]
      : [];
  });
  return { hash, at: Number(seconds) * secondMs, offset, subject, changes };
}

/** The ends of fortnights in which somebody worked, spread over the history. */
function fortnightsOf(commits: readonly AuthoredCommit[]): number[] {
  const [first, last] = [commits[0]?.at ?? 0, commits.at(-1)?.at ?? 0];
  const ends: number[] = [];
  for (let end = first + reachMs; end <= last + stepMs; end += stepMs) {
    const days = new Set(
      commits.filter(({ at }) => at > end - stepMs && at <= end).map(({ at }) => Math.floor(at / dayMs)),
    );
    if (days.size >= daysAtLeast) ends.push(end);
  }
  const step = Math.max(1, ends.length / fortnightsAtMost);
  return Array.from({ length: Math.min(ends.length, fortnightsAtMost) }, (_, i) => ends[Math.floor(i * step)] ?? last);
}

function replayed(
  project: string,
  commits: readonly AuthoredCommit[],
  now: number,
): Pick<ExportedHistory, 'name' | 'facts'> {
  const name = `${project}-${new Date(now).toISOString().slice(0, 10)}`;
  const facts: ExportedHistory['facts'][number][] = [];
  let last = 0;
  for (const [i, commit] of commits.entries()) {
    const random = new Random(Number.parseInt(commit.hash.slice(0, 7), 16));
    const recorder = new Recorder(random, { name: `${name}:${i}`, offset: commit.offset, fullCommands: false });
    work(recorder, commit, { root: `/work/${project}`, after: last });
    facts.push(...recorder.facts);
    last = commit.at;
  }
  return { name, facts };
}

/** The work that a commit stands for: its files by turns, typing errors that pass, and the tests before it is made. */
function work(
  recorder: Recorder,
  commit: AuthoredCommit,
  { root, after }: { readonly root: string; readonly after: number },
): void {
  const { random } = recorder;
  const lines = commit.changes.reduce((sum, [, added, removed]) => sum + added + removed, 0);
  const guess = Math.min(workAtMostMs, (4 + 1.5 * commit.changes.length + lines / 6) * minuteMs);
  const testMs = random.between(8, 90) * secondMs;
  const start = Math.max(after + random.between(5, 60) * secondMs, commit.at - guess);
  recorder.branches.set(root, 'main');
  recorder.at = Math.round(start);
  const end = commit.at - testMs;
  // One commit in three is preceded by a red run. The outcome changes only after an edit: no test is flaky here.
  const redAt = random.chance(0.33) ? start + 0.6 * (end - start) : Infinity;
  let [isRed, isEdited] = [false, false];
  const test = (ms: number, exitCode: number): void => {
    if (isEdited) recorder.task({ name: 'test', group: 'test' }, { project: root, ms, exitCode });
    isEdited = false;
  };
  for (let i = 0; recorder.at < end - 20 * secondMs; i++) {
    if (!isRed && isEdited && recorder.at > redAt) {
      isRed = true;
      test(testMs / 2, 1);
    }
    const [file = ''] = commit.changes[i % commit.changes.length] ?? [];
    const spot = { project: root, file, language: languageOf(file) };
    const began = recorder.at;
    const ms = Math.min(random.between(0.5, 6) * minuteMs, end - began);
    const isRead = random.chance(0.2);
    recorder.span(spot, ms, isRead ? { kind: 'reading' } : { kind: 'coding', edited: 'typed' });
    isEdited ||= !isRead;
    typos(recorder, spot, { from: began, to: recorder.at });
  }
  recorder.at = Math.max(recorder.at, Math.round(end));
  test(testMs, random.chance(0.9) ? 0 : 1);
  const { hash, subject, changes, at } = commit;
  const sum = (k: 1 | 2): number => changes.reduce((total, change) => total + change[k], 0);
  const body = {
    hash,
    subject,
    project: root,
    branch: 'main',
    authoredAt: at,
    files: changes.length,
    insertions: sum(1),
    deletions: sum(2),
    changes,
  };
  recorder.document('commits', `commit:${hash}`, { start: at, body });
}

/** A statement that is half written is an error for some seconds, now and then for a minute. */
function typos(recorder: Recorder, spot: Spot, { from, to }: { readonly from: number; readonly to: number }): void {
  const { random } = recorder;
  if (!codeLanguages.has(spot.language ?? '') || to - from < minuteMs) return;
  for (let left = random.whole(0, 2); left > 0; left--) {
    const introduced = random.between(from, to - minuteMs / 2);
    const openMs = (random.chance(0.15) ? random.between(20, 90) : random.between(1, 8)) * secondMs;
    const [code, text] = random.pick(typoMessages);
    const message = { reporter: spot.language ?? '', code, text };
    recorder.problem(spot, message, { introduced, fixed: Math.min(introduced + openMs, to) });
  }
}

const typoMessages = [
  ['1005', "';' expected."],
  ['1109', 'Expression expected.'],
  ['2304', "Cannot find name 'x'."],
  ['syntax', 'Unexpected token'],
  ['unused', 'Declared but never used'],
] as const;

const languages: Readonly<Record<string, string>> = {
  ts: 'typescript',
  js: 'javascript',
  py: 'python',
  rs: 'rust',
  go: 'go',
  vue: 'vue',
  md: 'markdown',
  json: 'json',
};
const codeLanguages = new Set(['typescript', 'javascript', 'python', 'rust', 'go', 'vue']);

function languageOf(file: string): string {
  return languages[path.extname(file).slice(1)] ?? 'plaintext';
}
