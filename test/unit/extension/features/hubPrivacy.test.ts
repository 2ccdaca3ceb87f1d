import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { leavePrivacy } from '../../../../src/extension/features/hub/leavePrivacy.ts';
import type { Services } from '../../../../src/extension/services.ts';
import { openHubStore } from '../../../../src/headless/openHubStore.ts';
import { hubNames, hubPrivacy } from '../../../../src/headless/hubPrivacy.ts';
import { privacyFile } from '../../../../src/hub/discovery.ts';
import { writeOwnFile } from '../../../../src/hub/ownFile.ts';
import { wasmPath } from '../../storage/storageFolder.ts';
import { eventually } from '../../hub/startedHub.ts';

describe('the exclusions of the user', () => {
  let folder: string;
  const settings: Record<string, unknown> = {};
  const leave = (): void => {
    const services = {
      context: { globalStorageUri: { fsPath: folder } },
      settings: { get: (key: string) => settings[key] },
    };
    leavePrivacy(services as unknown as Services);
  };

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-hub-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('hold for a running hub, also when they change', async () => {
    Object.assign(settings, { 'privacy.exclude': ['**/secret/**'], 'privacy.hideFileNames': ['/home/ada/quiet'] });
    leave();
    if (process.platform !== 'win32') assert.equal(statSync(privacyFile(folder)).mode & 0o777, 0o600);
    const store = openHubStore({ folder, wasmPath, privacy: () => hubPrivacy(folder, ['**/extra/**']) });
    const judge = (project: string) => store.judge({ project, file: 'a.ts' });
    const places = ['/home/ada/secret', '/home/ada/extra', '/home/ada/quiet', '/home/ada/shop'];
    assert.deepEqual(places.map(judge), ['excluded', 'excluded', 'nameless', 'open']);
    settings['privacy.exclude'] = ['**/shop/**'];
    leave();
    await eventually(() => assert.deepEqual(places.map(judge), ['open', 'excluded', 'nameless', 'excluded']));
    await store.close();
  });

  it('come with the setting for names, as MCP clients need it', () => {
    assert.equal(hubNames(folder), 'aliased', 'before VS Code has left any');
    for (const [setting, expected] of [
      ['none', 'none'],
      ['real', 'aliased'],
      ['aliased', 'aliased'],
    ] as const) {
      settings['ai.names'] = setting;
      leave();
      assert.equal(hubNames(folder), expected, setting);
    }
    writeOwnFile(privacyFile(folder), '{"names": ');
    assert.equal(hubNames(folder), 'none');
  });

  it('are written only when they changed', () => {
    leave();
    const before = statSync(privacyFile(folder)).mtimeMs;
    leave();
    assert.equal(statSync(privacyFile(folder)).mtimeMs, before);
    assert.match(readFileSync(privacyFile(folder), 'utf8'), /^\{"exclude":/);
  });

  it('exclude everything while they can’t be read', () => {
    writeOwnFile(privacyFile(folder), '{"exclude": [');
    assert.deepEqual(hubPrivacy(folder, []).exclude, ['**']);
  });
});
