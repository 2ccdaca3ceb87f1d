import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a small TypeScript project to work in: a git repository on branch `main` with two commits and a branch
 * `feature/one`, a file without errors, and the tasks "passes" and "fails".
 */
export function makeWorkspace(folder: string): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, ...commit('First commit'));
  writeFileSync(path.join(folder, 'notes.md'), '# Notes\n\nNothing yet.\n');
  git(folder, 'add', '--all');
  git(folder, ...commit('Add notes'));
  git(folder, 'branch', 'feature/one');
}

/** Runs git in a folder, as a fixed person and without the user's own configuration. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const commit = (message: string) => ['commit', '--quiet', '--no-gpg-sign', '-m', message];

const task = (label: string, exitCode: number) => ({
  label,
  type: 'process',
  command: process.execPath,
  args: ['-e', `setTimeout(() => process.exit(${exitCode}), 300)`],
  problemMatcher: [],
  presentation: { reveal: 'never' },
});

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

const files: Readonly<Record<string, string>> = {
  'package.json': json({ name: 'example', version: '1.0.0', private: true }),
  'tsconfig.json': json({ compilerOptions: { strict: true, noEmit: true, types: [] }, include: ['src'] }),
  'src/example.ts': 'export function add(left: number, right: number): number {\n  return left + right;\n}\n',
  'src/other.ts': "import { add } from './example';\n\nexport const three: number = add(1, 2);\n",
  '.vscode/tasks.json': json({ version: '2.0.0', tasks: [task('passes', 0), task('fails', 3)] }),
};
