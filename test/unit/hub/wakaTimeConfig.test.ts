import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { withMirror } from '../../../src/hub/wakatime/configFile.ts';
import { ConfigFile } from '../../../src/hub/wakatime/writeConfig.ts';

const mirror = { url: 'http://127.0.0.1:38417/api/v1', key: 'KEY' };
const line = '.* = http://127.0.0.1:38417/api/v1|KEY';

describe('the line in .wakatime.cfg', () => {
  it('makes a file, a section, or a line, whichever is missing', () => {
    assert.equal(withMirror('', mirror).text, `[api_urls]\n${line}\n`);
    assert.equal(
      withMirror('[settings]\napi_key = a', mirror).text,
      `[settings]\napi_key = a\n\n[api_urls]\n${line}\n`,
    );
    assert.equal(
      withMirror('; mine\n[api_urls]\n# work\nwork/.* = https://w|k\n[git]\n', mirror).text,
      `; mine\n[api_urls]\n${line}\n# work\nwork/.* = https://w|k\n[git]\n`,
    );
    assert.equal(withMirror('[api_urls]', mirror).text, `[api_urls]\n${line}\n`);
  });

  it('takes another pattern where the first belongs to another server', () => {
    const { text, replaced } = withMirror('[api_urls]\n.* = https://team.example/api|k\n', mirror);
    assert.equal(text, '[api_urls]\n.+ = http://127.0.0.1:38417/api/v1|KEY\n.* = https://team.example/api|k\n');
    assert.equal(replaced, undefined);
  });

  it('replaces the line of an earlier hub, and no line that is commented out or in another section', () => {
    const old = '.+ = http://127.0.0.1:38418/api/v1|old';
    const text = `[settings]\n.* = http://127.0.0.1:38417/api/v1|no\n[API_URLS]\r\n;${old}\r\n${old}\r\nx = y\r\n`;
    const made = withMirror(text, mirror);
    assert.equal(made.replaced, old);
    assert.equal(made.text, text.replace(`\r\n${old}`, `\r\n.+ = http://127.0.0.1:38417/api/v1|KEY`));
  });

  it('looks at no section but its own, wherever that is', () => {
    const old = '.* = http://127.0.0.1:38417/api/v1|old';
    const after = withMirror(`[api_urls]\nx = y\n[git]\n${old}\n`, mirror);
    assert.deepEqual([after.text, after.replaced], [`[api_urls]\n${line}\nx = y\n[git]\n${old}\n`, undefined]);
    const last = withMirror(`[git]\n${old}\n[api_urls]\nx = y\n.+ = http://localhost:38419/api/v1|old`, mirror);
    assert.equal(last.text, `[git]\n${old}\n[api_urls]\nx = y\n.+ = http://127.0.0.1:38417/api/v1|KEY`);
    assert.equal(last.replaced, '.+ = http://localhost:38419/api/v1|old');
  });

  it('never changes another line, and a second time changes nothing', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '[settings]',
        '[api_urls]',
        '[Api_Urls]',
        '; .* = x',
        '# note',
        'api_key = k',
        ' .* = https://x|y',
        '',
      ),
      fc.constantFrom('.+ = http://localhost:38419/api/v1|old'),
      fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\n', '')),
    );
    const ending = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), ending, fc.boolean(), (parts, end, isEnded) => {
        const before = parts.join(end) + (isEnded ? end : '');
        const { text, line: written, replaced } = withMirror(before, mirror);
        const left = text.split(/\r?\n/).filter((one) => one !== '');
        const expected = before.split(/\r?\n/).filter((one) => one !== '');
        if (replaced !== undefined)
          expected.splice(
            expected.findIndex((one) => one.trim() === replaced),
            1,
          );
        for (const one of expected) assert.ok(left.includes(one), one);
        assert.ok(left.length - expected.length <= 2);
        assert.ok(left.includes(written));
        assert.equal(withMirror(text, mirror).text, text);
      }),
    );
  });
});

describe('the file ~/.wakatime.cfg', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-cfg-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps a copy, its rights, bytes of any encoding, and the link that leads to it', () => {
    const real = path.join(folder, 'dotfiles.cfg');
    const before = Buffer.from('[settings]\nhostname = Zo\xEB\n', 'latin1');
    writeFileSync(real, before, { mode: 0o640 });
    const link = path.join(folder, '.wakatime.cfg');
    symlinkSync(real, link);
    const file = new ConfigFile(link);
    assert.equal(file.preview({ ...mirror, key: '…' }).line, '.* = http://127.0.0.1:38417/api/v1|…');
    const { backup = '' } = file.write(mirror);
    assert.deepEqual(readFileSync(backup), before);
    const after = readFileSync(link);
    assert.deepEqual(after.subarray(0, before.length), before);
    assert.equal(after.subarray(before.length).toString(), `\n[api_urls]\n${line}\n`);
    assert.equal(statSync(real).mode & 0o777, 0o640);
    assert.deepEqual(
      readdirSync(folder).toSorted(),
      ['.wakatime.cfg', 'dotfiles.cfg', path.basename(backup)].toSorted(),
    );
  });

  it('is neither read nor replaced where it is a pipe, a device, a folder, or huge', function () {
    if (process.platform === 'win32') this.skip();
    const place = path.join(folder, '.wakatime.cfg');
    const makes: [code: string, make: () => void][] = [
      ['EINVAL', () => execFileSync('mkfifo', [place])],
      ['EINVAL', () => symlinkSync('/dev/zero', place)],
      ['EINVAL', () => mkdirSync(place)],
      ['EFBIG', () => (writeFileSync(place, ''), truncateSync(place, 100 * 2 ** 30))],
    ];
    for (const [code, make] of makes) {
      make();
      assert.throws(() => new ConfigFile(place).preview(mirror), { code });
      assert.throws(() => new ConfigFile(place).write(mirror), { code });
      rmSync(place, { recursive: true });
    }
  });

  it('is not written when it changed after it was shown', () => {
    const place = path.join(folder, '.wakatime.cfg');
    const file = new ConfigFile(place);
    file.preview(mirror);
    writeFileSync(place, '[settings]\n');
    assert.throws(() => file.write(mirror), /changed in the meantime/);
    assert.equal(readFileSync(place, 'utf8'), '[settings]\n');
  });
});
