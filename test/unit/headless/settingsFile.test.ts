import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSettingsFile, writeSettingsFile, type AnswerSettings } from '../../../src/headless/settingsFile.ts';
import { handOver } from '../../../src/headless/handedSecret.ts';
import { startOptions } from '../../../src/headless/startOptions.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { openOnly } from '../../../src/storage/vault/openOnly.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';

const settings: AnswerSettings = {
  rules: {
    idleLimitMs: 60_000,
    readingLimitMs: 120_000,
    dayStartsAt: 240,
    userRules: [{ glob: '**/zq7secret/**', excluded: true }],
    projects: [{ folder: '/home/ada/zq7shop', project: 'zq7 Shop' }],
  },
  goals: { hoursPerDay: 5, workdays: [1, 2, 3] },
  planFor: 'today',
  clients: { zq7shop: 'zq7 Acme', '*': '' },
  plansUsd: { codex: 20 },
  timeZone: 'Asia/Tokyo',
};

describe('the settings that VS Code leaves for others', () => {
  let folder: string;
  const vault = (byte: number): Vault =>
    new Vault({ folder, clock: systemClock, secret: new Uint8Array(32).fill(byte) });
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-settings-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('come back as they were, and have no name in the file', () => {
    assert.equal(writeSettingsFile(folder, settings, vault(1)), true);
    const { rules, ...rest } = readSettingsFile(folder, vault(1)) ?? assert.fail();
    assert.deepEqual(
      { ...rest, rules: { ...rules, remotes: undefined } },
      { ...settings, rules: { ...settings.rules, remotes: undefined } },
    );
    assert.doesNotMatch(readFileSync(path.join(folder, 'settings.json'), 'utf8'), /zq7/);
    assert.equal(writeSettingsFile(folder, settings, vault(1)), false, 'equal settings are not written again');
  });

  it('lack the rules where names are locked, and where nothing can be sealed', () => {
    writeSettingsFile(folder, settings, vault(1));
    assert.equal(readSettingsFile(folder, vault(2))?.rules.userRules, undefined);
    assert.equal(readSettingsFile(folder, vault(2))?.rules.idleLimitMs, 60_000);
    assert.equal(readSettingsFile(folder, vault(2))?.clients, undefined);
    writeSettingsFile(folder, { ...settings, planFor: 'tomorrow' }, openOnly(vault(1)));
    assert.equal(readSettingsFile(folder, vault(1))?.rules.projects, undefined);
  });

  it('are passed over when they are missing, damaged, or out of range', () => {
    assert.equal(readSettingsFile(folder, vault(1)), undefined);
    const rules = { idleLimitMs: 60_000, dayStartsAt: 0 };
    const good = { rules, goals: settings.goals, planFor: 'today' };
    for (const text of [
      '',
      'null',
      '[]',
      '{"rules":',
      JSON.stringify({ ...good, planFor: 'never' }),
      JSON.stringify({ ...good, timeZone: 'Mars/Base' }),
      JSON.stringify({ ...good, rules: { ...rules, dayStartsAt: 9999 } }),
      JSON.stringify({ ...good, goals: { hoursPerDay: '5', workdays: [] } }),
      JSON.stringify({ ...good, plansUsd: { codex: -1 } }),
    ]) {
      writeFileSync(path.join(folder, 'settings.json'), text);
      assert.equal(readSettingsFile(folder, vault(1)), undefined, text);
    }
    writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ ...good, names: 'AAAA' }));
    assert.deepEqual(readSettingsFile(folder, vault(1))?.rules, rules);
  });
});

describe('the secret that the extension hands over', () => {
  it('arrives as it was, and is taken out of the environment', () => {
    const secret = new Uint8Array(32).fill(9);
    const env: Record<string, string | undefined> = {
      DAYMARK_VAULT: handOver({ secret, newest: 1_800_000_000_000, revoked: [] }),
    };
    const { headless, names } = startOptions(['--data', tmpdir()], { env, bundles: tmpdir() });
    assert.deepEqual([...(headless.secret ?? [])], [...secret]);
    assert.equal(headless.newest, 1_800_000_000_000);
    assert.equal(names, 'aliased');
    assert.deepEqual(env, {});
  });
});
