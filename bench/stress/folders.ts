import { mkdirSync, openSync, closeSync, ftruncateSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { git } from '../../test/harness/workspace.ts';

const megabyte = 1_000_000;
/** VS Code shows an extension no document above 50 MB. */
const sizes = [100, 45] as const;
const [roots, filesPerRoot, foldersPerRoot] = [20, 2500, 25];
const replaced = 2000;
const rebased = 5000;
const picked = 3;

/** Makes a workspace of 20 roots with 50,000 files. @returns the `.code-workspace` file */
export function makeManyFiles(folder: string): string {
  const folders = Array.from({ length: roots }, (_, n) => `root${n}`);
  for (const root of folders) {
    for (let n = 0; n < filesPerRoot; n++) {
      const inside = path.join(folder, root, `d${n % foldersPerRoot}`);
      if (n < foldersPerRoot) mkdirSync(inside, { recursive: true });
      writeFileSync(path.join(inside, `file${n}.txt`), `Text ${n}\n`);
    }
    git(path.join(folder, root), 'init', '--quiet', '--initial-branch=main');
  }
  const file = path.join(folder, 'many.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: folders.map((name) => ({ path: name })) }));
  return file;
}

export function makeBigFiles(folder: string): string {
  const line = Buffer.from(`${'A line of a log, as a server writes it. '.repeat(2)}\n`);
  for (const size of sizes) {
    const file = openSync(path.join(folder, `${size}.log`), 'w');
    const piece = Buffer.concat(Array.from({ length: Math.floor(megabyte / line.length) }, () => line));
    for (let done = 0; done < size * megabyte; done += piece.length) writeSync(file, piece);
    ftruncateSync(file, size * megabyte);
    closeSync(file);
  }
  return folder;
}

export function makeFilesToReplace(folder: string): string {
  for (let n = 0; n < replaced; n++) writeFileSync(path.join(folder, `file${n}.txt`), `First line of ${n}\nSecond\n`);
  return folder;
}

/** Makes a branch with some commits, whose base another commit has changed in 5,000 files. */
export function makeRebase(folder: string): string {
  const write = (count: number, text: string, ending = 'txt'): void => {
    for (let n = 0; n < count; n++) writeFileSync(path.join(folder, `file${n}.${ending}`), `${text} ${n}\n`);
  };
  const commit = (message: string): void => {
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--no-gpg-sign', '-m', message);
  };
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'config', 'user.name', 'Test');
  git(folder, 'config', 'user.email', 'test@example.com');
  write(rebased, 'Text');
  commit('First');
  git(folder, 'branch', 'topic');
  write(rebased, 'Other text');
  commit('Change all');
  git(folder, 'checkout', '--quiet', 'topic');
  for (let n = 0; n < picked; n++) {
    write(n + 1, `Topic ${n}`, 'md');
    commit(`Topic ${n}`);
  }
  return folder;
}
