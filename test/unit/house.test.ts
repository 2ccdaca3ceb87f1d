import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { describeImports, ownPackages, rooms } from '../../scripts/lib/rooms.ts';
import { type Import, judgeImport, judgePackageImport, readImports } from '../harness/rooms.ts';

const source = path.join(projectFolder, 'src');
const files = globSync('**/*.{ts,tsx}', { cwd: source }).map((file) => file.split(path.sep).join('/'));
const text = (file: string) => readFileSync(path.join(source, file), 'utf8');
const isInRoom = (file: string) => Object.hasOwn(rooms, file.split('/')[0] ?? '');

describe('the house', () => {
  it('keeps every import within the room table', function () {
    const imports = files.flatMap((file) => readImports(text(file)).map((found) => ({ file, found })));
    const wrong = imports.map(({ file, found }) => judgeImport(file, found)).filter(Boolean);
    console.log(`       read ${imports.length} imports in ${files.length} files of src`);
    assert.ok(imports.length >= files.length, `only ${imports.length} imports read in ${files.length} files`);
    assert.ok(imports.length > 30, `only ${imports.length} imports read`);
    assert.deepEqual(wrong, []);
  });

  it('has no file over 300 lines', () => {
    const long = files.filter((file) => text(file).trimEnd().split('\n').length > 300);
    assert.deepEqual(long, []);
  });

  it('begins each doc comment with what a thing is or does, not with a question word', () => {
    const question = /\/\*\*\s+(?:\* )?(?:What|How|Whether|Where|Of|When|Who|Why)\b/;
    const folders = '{src,backend/src,backend/test,browser/src,browser/test,scripts,bench,demo,test}';
    const all = globSync(`${folders}/**/*.{ts,tsx,mjs}`, { cwd: projectFolder });
    assert.ok(all.length > 2000, `only ${all.length} files`);
    assert.deepEqual(
      all.filter((file) => question.test(readFileSync(path.join(projectFolder, file), 'utf8'))),
      [],
    );
    for (const words of ['What an agent did', 'How long it waits, in ms', 'Whether it runs'])
      for (const comment of [`/** ${words}. */`, `/**\n   * ${words}.\n */`]) assert.match(comment, question);
    assert.doesNotMatch('/** Tells whether it runs. */', question);
  });

  it('has no file outside a room', () => {
    assert.deepEqual(
      files.filter((file) => !isInRoom(file)),
      [],
    );
    assert.equal(isInRoom('cellar/wine.ts'), false);
    assert.equal(isInRoom('loose.ts'), false);
  });

  it('has a folder for every room of the table, and only allows rooms that exist', () => {
    assert.deepEqual(
      Object.keys(rooms).filter((room) => !files.some((file) => file.startsWith(`${room}/`))),
      [],
    );
    for (const { rooms: others } of Object.values(rooms))
      assert.deepEqual(
        others.filter((other) => !(other in rooms)),
        [],
      );
  });

  it('keeps the packages beside src to the rooms and npm packages that they may import', () => {
    for (const name of Object.keys(ownPackages)) {
      const manifest = JSON.parse(readFileSync(path.join(projectFolder, name, 'package.json'), 'utf8')) as {
        readonly dependencies: object;
      };
      const own = globSync(`${name}/src/**/*.ts`, { cwd: projectFolder }).map((file) => file.split(path.sep).join('/'));
      const imports = own.flatMap((file) =>
        readImports(readFileSync(path.join(projectFolder, file), 'utf8')).map((found) => ({ file, found })),
      );
      const packages = Object.keys(manifest.dependencies);
      assert.ok(imports.length > own.length, `only ${imports.length} imports read in ${own.length} files of ${name}`);
      assert.deepEqual(imports.map(({ file, found }) => judgePackageImport(file, found, packages)).filter(Boolean), []);
    }
  });

  it('has the same table in docs/architecture.md', () => {
    const docs = readFileSync(path.join(projectFolder, 'docs/architecture.md'), 'utf8');
    const rows = [...docs.matchAll(/^\| `src\/(\w+)` \|.*\| ([^|]*) \|$/gm)].map(([, room, imports]) => [
      room,
      imports,
    ]);
    assert.deepEqual(
      Object.fromEntries(rows),
      Object.fromEntries(Object.entries(rooms).map(([name, room]) => [name, describeImports(room)])),
    );
  });

  it('is held by lint too', () => {
    const check = (file: string, code: string): string => {
      const folder = mkdtempSync(path.join(projectFolder, 'out', 'rooms-'));
      try {
        const full = path.join(folder, file);
        mkdirSync(path.dirname(full), { recursive: true });
        writeFileSync(full, code);
        mkdirSync(path.join(folder, 'scripts/lib'), { recursive: true });
        for (const name of ['oxlint.config.ts', 'package.json', 'scripts/lib/rooms.ts'])
          copyFileSync(path.join(projectFolder, name), path.join(folder, name));
        const lint = path.join(projectFolder, 'node_modules/oxlint/bin/oxlint');
        return spawnSync(process.execPath, [lint, '-c', 'oxlint.config.ts', file], { cwd: folder, encoding: 'utf8' })
          .stdout;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    };
    const ruleOf = /no-restricted-imports/;
    assert.match(check('src/tracking/deep/a.ts', "import { b } from '../../analytics/b.ts';\nb();\n"), ruleOf);
    assert.match(check('src/tracking/a.ts', "import { z } from 'zod';\nz();\n"), ruleOf);
    assert.match(check('src/analytics/a.ts', "import { b } from 'node:fs';\nb();\n"), ruleOf);
    assert.match(check('backend/src/http/a.ts', "import { b } from '../../../src/hub/b.ts';\nb();\n"), ruleOf);
    assert.doesNotMatch(check('backend/src/http/a.ts', "import { b } from '../../../src/core/b.ts';\nb();\n"), ruleOf);
    assert.doesNotMatch(check('src/analytics/a.ts', "import { z } from 'zod/mini';\nz();\n"), ruleOf);
    assert.doesNotMatch(check('src/tracking/a.ts', "import { b } from '../core/b.ts';\nb();\n"), ruleOf);
  });
});

describe('the reader of imports', () => {
  const cases: Record<string, Import[]> = {
    "import { a } from './a.ts';": [{ target: './a.ts', typeOnly: false }],
    "import type { A } from './a.ts';": [{ target: './a.ts', typeOnly: true }],
    "import { type A } from './a.ts';": [{ target: './a.ts', typeOnly: false }],
    "import * as z from 'zod';": [{ target: 'zod', typeOnly: false }],
    'import uPlot, { type Options } from "uplot";': [{ target: 'uplot', typeOnly: false }],
    "import './style.css';": [{ target: './style.css', typeOnly: false }],
    "import {\n  a,\n  b,\n} from '../core/a.ts';": [{ target: '../core/a.ts', typeOnly: false }],
    "export * from './a.ts';\nexport type { B } from './b.ts';": [
      { target: './a.ts', typeOnly: false },
      { target: './b.ts', typeOnly: true },
    ],
    "const fs = await import('node:fs');": [{ target: 'node:fs', typeOnly: false }],
    "type V = typeof import('vscode');": [{ target: 'vscode', typeOnly: false }],
    "const fs = require('fs');": [{ target: 'fs', typeOnly: false }],
    "// import { a } from './a.ts';\n/* import './b.ts'; */": [],
    "export const text = 'from here';\nconst a = 'b';": [],
  };
  for (const [code, expected] of Object.entries(cases))
    it(`reads ${JSON.stringify(code)}`, () => assert.deepEqual(readImports(code), expected));
});

describe('the judge of imports', () => {
  const value = (target: string): Import => ({ target, typeOnly: false });
  const type = (target: string): Import => ({ target, typeOnly: true });
  const forbidden: [string, Import][] = [
    ['core/day.ts', value('../tracking/span.ts')],
    ['core/day.ts', value('node:fs')],
    ['core/day.ts', value('vscode')],
    ['tracking/span.ts', value('zod')],
    ['tracking/span.ts', value('../analytics/score.ts')],
    ['analytics/deep/score.ts', value('../../storage/journal.ts')],
    ['analytics/score.ts', value('node:crypto')],
    ['storage/journal.ts', value('vscode')],
    ['storage/journal.ts', value('../ai/planner.ts')],
    ['ai/planner.ts', type('../integrations/github/sync.ts')],
    ['integrations/github/sync.ts', value('sql.js')],
    ['webview/panels/feed.tsx', value('../../analytics/score.ts')],
    ['webview/main.tsx', value('zod')],
    ['webview/main.tsx', value('vscode')],
    ['webview/main.tsx', type('../extension/rpc.ts')],
    ['extension/extension.ts', value('../webview/main.tsx')],
    ['extension/extension.ts', value('../../scripts/lib/run.ts')],
    ['cellar/wine.ts', value('zod')],
  ];
  for (const [file, found] of forbidden)
    it(`refuses ${file} importing ${found.typeOnly ? 'types of ' : ''}${found.target}`, () =>
      assert.ok(judgeImport(file, found)));

  const allowed: [string, Import][] = [
    ['core/day.ts', value('zod')],
    ['core/day.ts', value('./clock.ts')],
    ['tracking/span.ts', value('../core/day.ts')],
    ['storage/db.ts', value('sql.js')],
    ['storage/db.ts', value('node:fs/promises')],
    ['ai/claude.ts', value('@anthropic-ai/sdk')],
    ['webview/panels/feed.tsx', type('../../core/contract.ts')],
    ['webview/panels/feed.tsx', value('../../core/time/days.ts')],
    ['webview/main.tsx', value('preact/hooks')],
    ['webview/main.tsx', value('./style.css')],
    ['extension/features/plan/plan.ts', value('../../../storage/journal.ts')],
    ['extension/extension.ts', value('vscode')],
  ];
  for (const [file, found] of allowed)
    it(`allows ${file} importing ${found.target}`, () => assert.equal(judgeImport(file, found), undefined));
});

describe('features', () => {
  const folder = 'extension/features/';
  const own = files.filter((file) => file.startsWith(folder));
  const featureOf = (file: string) => file.slice(folder.length).split('/')[0] ?? '';
  /** A `let`, a collection that is filled later, an emitter, or a promise. Tables with their entries in place are no state. */
  const state =
    /^(?:export )?(?:let |(?:const|var) \w+[^=]*= (?:new (?:Map|Set|WeakMap|WeakSet|EventEmitter|Emitter)\b[^(]*\(\)|\[\];|Promise\.))/;
  const statesIn = (code: string) => code.split('\n').filter((line) => state.test(line));

  it('keep no state in their modules: `perWindow` and `start` give it a lifetime', () => {
    assert.ok(own.length > 100, `only ${own.length} files`);
    assert.deepEqual(
      own.flatMap((file) => statesIn(text(file)).map((line) => `${file}: ${line}`)),
      [],
    );
    for (const line of [
      'let panel: WebviewPanel | undefined;',
      'const made = new WeakMap<Services, Parts>();',
      'const changed = new EventEmitter<Uri>();',
      'export const known: string[] = [];',
    ])
      assert.deepEqual(statesIn(line), [line]);
    assert.deepEqual(statesIn("const kinds = new Set(['coding']);\n  let at = 0;"), []);
  });

  it('import nothing of each other', () => {
    const crossing = own
      .filter((file) => file.slice(folder.length).includes('/'))
      .flatMap((file) =>
        readImports(text(file))
          .map(({ target }) => path.posix.join(path.posix.dirname(file), target))
          .filter((target) => target.startsWith(folder) && featureOf(target) !== featureOf(file))
          .map((target) => `${file} -> ${target}`),
      );
    assert.deepEqual(crossing, []);
  });
});

describe('the judge of imports of packages beside src', () => {
  const value = (target: string): Import => ({ target, typeOnly: false });
  const judge = (target: string) =>
    judgePackageImport('backend/src/http/app.ts', value(target), ['hono', '@hono/node-server']);
  for (const target of [
    '../../../src/hub/tokens.ts',
    '../../../scripts/lib/rooms.ts',
    '../../test/a.ts',
    'zod',
    'vscode',
    '../../../../x.ts',
  ])
    it(`refuses ${target}`, () => assert.ok(judge(target)));
  for (const target of [
    '../../../src/core/time/days.ts',
    './body.ts',
    '../main.ts',
    'hono',
    'hono/html',
    '@hono/node-server/conninfo',
    'node:fs',
  ])
    it(`allows ${target}`, () => assert.equal(judge(target), undefined));
});
