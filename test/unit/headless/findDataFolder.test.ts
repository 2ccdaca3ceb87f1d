import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findDataFolder, type MachineEnvironment } from '../../../src/headless/findDataFolder.ts';

describe('the search for the data folder', () => {
  let home: string;
  beforeEach(() => (home = mkdtempSync(path.join(tmpdir(), 'daymark-home-'))));
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  /** Makes a data folder of an editor that was written to at an instant, seconds since the epoch. */
  function data(user: string, at: number): string {
    const folder = path.join(home, user, 'User', 'globalStorage', 'daymark.daymark');
    mkdirSync(path.join(folder, 'journal'), { recursive: true });
    utimesSync(path.join(folder, 'journal'), at, at);
    return folder;
  }
  const find = (place: Partial<MachineEnvironment> = {}): string =>
    findDataFolder({ home, platform: 'linux', env: {}, ...place });

  it('finds that of each editor', () => {
    const places: [user: string, place: Partial<MachineEnvironment>][] = [
      ['.config/Code', {}],
      ['.config/Code - Insiders', {}],
      ['.config/VSCodium', {}],
      ['.local/share/code-server', {}],
      ['.vscode-server/data', {}],
      ['Library/Application Support/Code', { platform: 'darwin' }],
      ['xdg/Code', { env: { XDG_CONFIG_HOME: path.join(home, 'xdg') } }],
      ['portable/user-data', { env: { VSCODE_PORTABLE: path.join(home, 'portable') } }],
    ];
    for (const [user, place] of places) {
      const folder = data(user, 1_000_000);
      assert.equal(find(place), folder);
      rmSync(path.join(home, user), { recursive: true });
    }
  });

  it('takes the one that was written to last', () => {
    data('.config/Code', 1_000_000);
    const newest = data('.config/VSCodium', 3_000_000);
    data('.vscode-server/data', 2_000_000);
    assert.equal(find(), newest);
  });

  it('says how to name it when there is none, or none with data', () => {
    mkdirSync(path.join(home, '.config/Code/User/globalStorage/daymark.daymark'), { recursive: true });
    assert.throws(() => find(), /--data or DAYMARK_DATA/);
  });
});
