import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { discoveryFile } from '../../../src/hub/discovery.ts';
import { StartedHub } from './startedHub.ts';

describe('the files of the hub', () => {
  let hub: StartedHub;
  let write: string;

  beforeEach(async () => {
    hub = await new StartedHub().start();
    write = hub.token('write');
  });
  afterEach(() => hub.stop());

  it('hold no token, and are their owner’s only', () => {
    const file = tokenFile();
    assert.ok(!readFileSync(file, 'utf8').includes(write), 'the token itself is not stored');
    if (process.platform === 'win32') return;
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(discoveryFile(hub.folder)).mode & 0o777, 0o600);
    assert.equal(statSync(path.join(hub.folder, 'hub')).mode & 0o077, 0);
  });

  it('can’t be read or changed by another user, also where the data folder lets him in', function () {
    // Only root can become another user.
    if (process.getuid?.() !== 0) this.skip();
    chmodSync(hub.folder, 0o777);
    const nobody = { uid: 65_534, gid: 65_534, cwd: '/', encoding: 'utf8' } as const;
    const said = (command: string, ...args: string[]): string => spawnSync(command, args, nobody).stdout;
    const open = path.join(hub.folder, 'open');
    spawnSync('cp', ['/dev/null', open], nobody);
    assert.ok(existsSync(open), 'the other user can write to the data folder itself');
    const tokens = path.dirname(tokenFile());
    for (const file of [tokenFile(), discoveryFile(hub.folder)]) assert.equal(said('cat', file), '', file);
    assert.equal(said('ls', tokens), '');
    const planted = path.join(tokens, 'planted.json');
    spawnSync('cp', [open, planted], nobody);
    spawnSync('rm', ['-f', tokenFile()], nobody);
    assert.deepEqual([existsSync(planted), existsSync(tokenFile())], [false, true]);
  });

  /** The file of the token `write`. */
  function tokenFile(): string {
    const { id } = hub.tokens.verify(write) ?? {};
    return path.join(hub.folder, 'hub', 'tokens', `${id}.json`);
  }

  it('are no token where one is a planted link', function () {
    if (process.platform === 'win32') this.skip();
    const file = tokenFile();
    const planted = path.join(hub.folder, 'planted.json');
    writeFileSync(planted, readFileSync(file));
    rmSync(file);
    assert.equal(hub.tokens.verify(write), undefined);
    symlinkSync(planted, file);
    assert.equal(hub.tokens.verify(write), undefined);
  });
});
