import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { Emitter } from '../../../src/core/base/event.ts';
import { readBranch } from '../../../src/extension/places/gitHead.ts';
import { readRemote } from '../../../src/extension/places/remotes.ts';
import { Privacy } from '../../../src/extension/privacy.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';
import { sourceTexts } from './sourceText.ts';

/** The processor time that something took, in ms: on a busy machine, the clock continues meanwhile. */
function cpuMsOf(act: () => unknown): number {
  const began = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

describe('what may be recorded of a place', () => {
  let project: string;
  let clock: FakeClock;
  beforeEach(() => {
    project = realpathSync(mkdtempSync(path.join(tmpdir(), 'daymark-privacy-')));
    clock = new FakeClock();
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  /** Asks with settings that can change. */
  function privacyOf(values: Record<string, unknown> = {}) {
    const changed = new Emitter<void>();
    const settings = { get: (key: string) => values[key] ?? [], onDidChange: changed.event };
    const privacy = new Privacy(settings as ConstructorParameters<typeof Privacy>[0], clock);
    return { privacy, judge: privacy.judge, values, changed };
  }

  it('is all of it, until a setting excludes it, at once', () => {
    const { judge, values, changed } = privacyOf();
    const where = { project, file: 'src/keys.ts' };
    assert.equal(judge(where), 'open');
    values['privacy.exclude'] = ['**/keys.*'];
    changed.fire();
    assert.equal(judge(where), 'excluded');
    assert.equal(judge({ project, file: 'src/app.ts' }), 'open');
    assert.equal(judge({ project }), 'open');
  });

  it('is no name in a project whose names are hidden, and in no other', () => {
    const { judge } = privacyOf({ 'privacy.hideFileNames': ['**/daymark-privacy-*'] });
    assert.equal(judge({ project, file: 'a.ts' }), 'nameless');
    assert.equal(judge({ project: '/home/me/other', file: 'a.ts' }), 'open');
  });

  it('is what `.daymarkignore` leaves, read again within seconds', () => {
    const { judge } = privacyOf({ 'privacy.hideFileNames': ['**/daymark-privacy-*'] });
    const where = { project, file: 'notes/a.md' };
    assert.equal(judge(where), 'nameless');
    writeFileSync(path.join(project, '.daymarkignore'), 'notes/\n');
    clock.advance(5_000);
    assert.equal(judge(where), 'excluded');
    rmSync(path.join(project, '.daymarkignore'));
    clock.advance(5_000);
    assert.equal(judge(where), 'nameless');
  });

  it('is nothing where `.daymarkignore` cannot be read', () => {
    mkdirSync(path.join(project, '.daymarkignore'));
    const { judge } = privacyOf();
    assert.equal(judge({ project, file: 'a.ts' }), 'excluded');
    assert.equal(judge({ project }), 'excluded');
  });

  const ignoring = (content: string | Buffer, file: string) => {
    writeFileSync(path.join(project, '.daymarkignore'), content);
    return privacyOf().judge({ project, file });
  };

  const texts: [name: string, content: Buffer][] = [
    ['UTF-8 with a mark', Buffer.from('\uFEFFsecret/\n*.pem\n')],
    ['UTF-16 of PowerShell', Buffer.from('\uFEFFsecret/\r\n*.pem\r\n', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\uFEFFsecret/\r\n*.pem\r\n', 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from('secret/\r\n*.pem\r\n', 'utf16le')],
    ['line ends of old Macs', Buffer.from('secret/\r*.pem\r')],
    ['spaces, comments and invisible signs', Buffer.from(' secret/ \t # mine\n\u200B*.pem\u00A0\n')],
    ['backslashes', Buffer.from('.\\secret\\\n.\\*.pem\n')],
  ];
  for (const [name, content] of texts)
    it(`is read from an ignore file with ${name}`, () => {
      assert.equal(ignoring(content, 'secret/a.ts'), 'excluded');
      assert.equal(ignoring(content, 'x.pem'), 'excluded');
      assert.equal(ignoring(content, 'src/a.ts'), 'open');
    });

  it('is nothing where the ignore file is in an encoding that is not known, and this is told', () => {
    for (const bytes of [
      [0x63, 0xe9, 0x0a],
      [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0],
      [1, 2, 3],
    ]) {
      writeFileSync(path.join(project, '.daymarkignore'), Buffer.from(bytes));
      const { judge, privacy } = privacyOf();
      assert.equal(judge({ project, file: 'a.ts' }), 'excluded');
      assert.equal(privacy.problems().files[0]?.refused, 'encoding');
    }
  });

  const refusals: [name: string, why: string, make: (file: string) => void][] = [
    ['a link to a device', 'link', (file) => symlinkSync('/dev/zero', file)],
    ['a link to a file', 'link', (file) => symlinkSync('/etc/hostname', file)],
    ['a link to nothing', 'link', (file) => symlinkSync('/none', file)],
    ['a pipe', 'notRegular', (file) => execFileSync('mkfifo', [file])],
    ['a folder', 'notRegular', (file) => mkdirSync(file)],
    ['65 KB', 'tooLarge', (file) => writeFileSync(file, 'a\n'.repeat(33_000))],
    [
      '100 GB',
      'tooLarge',
      (file) => {
        writeFileSync(file, '');
        truncateSync(file, 100 * 2 ** 30);
      },
    ],
  ];
  for (const [name, why, make] of refusals)
    it(`is nothing, at once and told, where the ignore file is ${name}`, function () {
      if (process.platform === 'win32') this.skip();
      make(path.join(project, '.daymarkignore'));
      const { judge, privacy } = privacyOf();
      const told: unknown[] = [];
      privacy.onDidChangeProblems(() => told.push(1));
      const started = performance.now();
      assert.equal(judge({ project, file: 'a.ts' }), 'excluded');
      assert.ok(performance.now() - started < 200);
      assert.equal(privacy.problems().files[0]?.refused, why);
      assert.equal(told.length, 1);
    });

  it('is nothing of a project whose ignore file has too many lines', () => {
    assert.equal(ignoring('q\n'.repeat(501), 'a.ts'), 'excluded');
    assert.equal(ignoring('q\n'.repeat(499), 'a.ts'), 'open');
  });

  it('is known soon, whatever the ignore file says', () => {
    const deep = `${'a/'.repeat(60)}c`;
    for (const line of ['**/a/'.repeat(12), '*a'.repeat(200), '{a,*}'.repeat(60), '[!b]*'.repeat(60)]) {
      writeFileSync(path.join(project, '.daymarkignore'), `${line}b\n`.repeat(Math.floor(60_000 / (line.length + 2))));
      const { judge } = privacyOf();
      const first = cpuMsOf(() => judge({ project, file: deep }));
      // The file is compiled once after a change; later judgements are bounded.
      clock.advance(5_000);
      const again = cpuMsOf(() => judge({ project, file: deep }));
      assert.ok(first < 1_000 && again < 300, `${line.slice(0, 8)}: ${first} and ${again} ms`);
    }
  });

  it('is nothing where judging it takes more steps than there are', () => {
    const line = `${'?*[!z]'.repeat(40)}q[!a-z]`;
    const file = `${'ab'.repeat(120)}q/`.repeat(8) + 'c';
    assert.equal(ignoring(`${line}\n`, file), 'open');
    assert.equal(ignoring(`${line}\n`.repeat(Math.floor(64_000 / (line.length + 1))), file), 'excluded');
  });

  it('is what the ignore files of its folders leave, not only that of the root', () => {
    mkdirSync(path.join(project, 'packages', 'web'), { recursive: true });
    writeFileSync(path.join(project, 'packages', 'web', '.daymarkignore'), '/keys\n');
    const { judge } = privacyOf();
    assert.equal(judge({ project, file: 'packages/web/keys/a.ts' }), 'excluded');
    assert.equal(judge({ project, file: 'packages/api/keys/a.ts' }), 'open');
    assert.equal(judge({ file: path.join(project, 'packages/web/keys/a.ts') }), 'excluded', 'without a project');
  });

  it('has exceptions no wider than those of git', () => {
    const content = 'secret/*\n!secret/open.ts\n*.env\n!/app/public.env\n![z-a]\n';
    assert.equal(ignoring(content, 'secret/open.ts'), 'open');
    assert.equal(ignoring(content, 'x/secret/open.ts'), 'excluded');
    assert.equal(ignoring(content, 'app/public.env'), 'open');
    assert.equal(ignoring(content, 'x/app/public.env'), 'excluded');
    assert.equal(ignoring('secret/\n!secret/open.ts\n', 'secret/open.ts'), 'excluded', 'its folder is excluded');
    assert.equal(ignoring('*\n!src/\n!src/**\n', 'src/a.ts'), 'open', 'all but one folder');
    assert.equal(ignoring('*\n!src/\n!src/**\n', 'lib/a.ts'), 'excluded');
  });

  const excluding = (pattern: unknown, where: { project?: string; file?: string }) =>
    privacyOf({ 'privacy.exclude': Array.isArray(pattern) ? pattern : [pattern] }).judge(where);

  const next = { project: '/home/me/shop', file: 'app/sign-in/[[...sign-in]]/page.tsx' };
  const excluded: [pattern: unknown, where: { project?: string; file?: string }][] = [
    ['app/sign-in/[[...sign-in]]/**', next],
    [['[z-a]', 'hush*'], { project: '/p', file: 'hush-one.txt' }],
    ['C:\\Users\\me\\shop', { project: 'C:\\Users\\me\\shop', file: 'a.ts' }],
    ['c:/users/ME/shop', { project: 'C:\\Users\\me\\shop', file: 'a.ts' }],
    ['C:\\Users\\me\\shop', { project: '/mnt/c/Users/me/shop', file: 'a.ts' }],
    ['\\\\wsl$\\Ubuntu\\home\\me\\shop', { project: '/home/me/shop', file: 'a.ts' }],
    ['**\\secret\\**', { project: '/p', file: 'x/secret/a.ts' }],
    ['file:///home/me/my%20shop', { project: '/home/me/my shop' }],
    ['~/work/client', { project: `${homedir()}/work/client`, file: 'a.ts' }],
    ['$HOME/work', { project: `${homedir()}/work/client`, file: 'a.ts' }],
    ['$\u007BworkspaceFolder}/secret', { project: '/p', file: 'secret/a.ts' }],
    ['/secret', { project: '/p', file: 'secret/a.ts' }],
    ['./secret', { project: '/p', file: 'secret/a.ts' }],
    ['../secret', { project: '/secret', file: 'a.ts' }],
    ['/p//secret/', { project: '/p', file: 'secret/a.ts' }],
    ['secret/ ', { project: '/p', file: 'secret/a.ts' }],
    ['Secret/**', { project: '/p', file: 'secret/a.ts' }],
    ['**/secret/**', { project: '/home/secret' }],
    ['/home/secret/*', { project: '/home/secret' }],
    ['café/**', { project: '/p', file: 'cafe\u0301/a.ts' }],
    ['@(keys|certs)/**', { project: '/p', file: 'certs/a.ts' }],
    ['key{1..9}.ts', { project: '/p', file: 'key3.ts' }],
    [`/p/secret/${'x'.repeat(600)}`, { project: '/p', file: `secret/${'x'.repeat(600)}` }],
    [[{ glob: 'secret' }], { project: '/p', file: 'secret' }],
    [Array.from({ length: 600 }, (_, at) => `name${at}`), { project: '/p', file: 'name599' }],
    ['x', { project: '/p', file: 'a/'.repeat(3_000) }],
    ['vscode-vfs://github/acme/**', { project: 'vscode-vfs://github/acme/shop', file: 'a.ts' }],
  ];
  for (const [pattern, where] of excluded)
    it(`is nothing of ${(where.file ?? where.project ?? '').slice(0, 40)} by ${JSON.stringify(pattern).slice(0, 40)}`, () =>
      assert.equal(excluding(pattern, where), 'excluded'));

  it('is nothing where the setting is text or a table instead of a list', () => {
    const where = { project: '/p', file: 'secret/a.ts' };
    for (const value of ['a, secret/**', { '**/secret': true }, 7]) {
      const { judge, privacy } = privacyOf({ 'privacy.exclude': value });
      assert.equal(judge(where), 'excluded');
      assert.equal(privacy.problems().exclude[0]?.fault, 'type');
    }
    assert.equal(privacyOf({ 'privacy.exclude': { '**/secret': false } }).judge(where), 'open');
  });

  it('says which pattern means something else than it says', () => {
    const { privacy } = privacyOf({ 'privacy.exclude': ['ok/**', '[z-a]', '', '!x', '$\u007Bfoo}/a', 5, '+(a|b)'] });
    const problems = privacy.problems().exclude.map(({ item, fault }) => `${item} ${fault}`);
    assert.deepEqual(
      problems.sort(),
      ['1 range', '2 empty', '3 exception', '4 variable', '5 type', '6 extended'].sort(),
    );
  });

  it('is the same by the path that was opened and by the real one', function () {
    if (process.platform === 'win32') this.skip();
    const real = path.join(project, 'real');
    const link = path.join(project, 'link');
    mkdirSync(path.join(real, 'secret'), { recursive: true });
    symlinkSync(real, link);
    writeFileSync(path.join(real, 'secret', 'a.md'), '');
    symlinkSync(path.join(real, 'secret', 'a.md'), path.join(real, 'notes.md'));
    assert.equal(excluding(`${real}/**`, { project: link, file: 'a.ts' }), 'excluded', 'opened through a link');
    assert.equal(excluding(`${link}/**`, { project: real, file: 'a.ts' }), 'excluded', 'named through a link');
    assert.equal(excluding('**/secret/**', { project: real, file: 'notes.md' }), 'excluded', 'a file that is a link');
    writeFileSync(path.join(real, '.daymarkignore'), 'secret/\n');
    assert.equal(privacyOf().judge({ project: real, file: 'notes.md' }), 'excluded', 'by the ignore file');
  });
});

describe('what a repository says of itself', () => {
  let root: string;
  beforeEach(() => mkdirSync(path.join((root = mkdtempSync(path.join(tmpdir(), 'daymark-hostile-'))), '.git')));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is not read from a device, a pipe, or a file of 100 GB', function () {
    if (process.platform === 'win32') this.skip();
    symlinkSync('/dev/zero', path.join(root, '.git', 'HEAD'));
    execFileSync('mkfifo', [path.join(root, '.git', 'config')]);
    assert.equal(readBranch(root), undefined);
    assert.equal(readRemote(root), undefined);
    rmSync(path.join(root, '.git', 'HEAD'));
    writeFileSync(path.join(root, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    truncateSync(path.join(root, '.git', 'HEAD'), 100 * 2 ** 30);
    assert.equal(readBranch(root), undefined);
    rmSync(path.join(root, '.git'), { recursive: true });
    symlinkSync('/dev/zero', path.join(root, '.git'));
    assert.equal(readBranch(root), undefined);
  });

  it('is read by one helper alone: no other synchronous read of files that the extension did not write', () => {
    const own = ['boundedFile.ts', 'codeCache.ts', 'worker/importFile.ts', 'features/privacy/privateMark.ts'];
    const reads = Array.from(sourceTexts('src/extension'))
      .filter(([, text]) => /readFileSync|readSync|createReadStream/.test(text))
      .map(([file]) => path.relative('src/extension', file).replaceAll('\\', '/'));
    assert.ok(reads.includes('boundedFile.ts'));
    assert.deepEqual(
      reads.filter((file) => !own.includes(file) && !file.startsWith('vault/')),
      [],
    );
    assert.match(readFileSync('src/extension/boundedFile.ts', 'utf8'), /O_NONBLOCK/);
  });
});
