import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { SettingChanges, type UserSettings } from '../../../../../src/extension/features/focus/settingChanges.ts';
import { dimWanted, fileSettings } from './fileSettings.ts';

const original = {
  'editor.fontSize': 13,
  'workbench.colorCustomizations': { 'activityBar.foreground': '#fff', 'statusBar.background': '#123' },
};
const ours = {
  'editor.fontSize': 13,
  'workbench.activityBar.location': 'hidden',
  'workbench.colorCustomizations': {
    'activityBar.foreground': '#88888866',
    'activityBarBadge.background': '#00000000',
    'statusBar.background': '#123',
  },
};

describe('settings that focus mode changes for a while', () => {
  let folder: string;
  let file: string;
  let values: Record<string, unknown>;
  const settings: UserSettings = {
    get: (setting) => values[setting],
    set: async (setting, value) => {
      values = { ...values, [setting]: value };
      if (value === undefined) delete values[setting];
    },
  };
  const changes = (view = settings) => new SettingChanges(file, view);

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'daymark-focus-'));
    file = path.join(folder, 'changes.json');
    values = structuredClone(original);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are on disk before they are changed, and put back', async () => {
    const seen: boolean[] = [];
    const watched = {
      ...settings,
      set: (setting: string, value: unknown) => (seen.push(existsSync(file)), settings.set(setting, value)),
    };
    await changes(watched).apply(dimWanted, 5);
    assert.deepEqual(values, ours);
    assert.deepEqual(seen, [true, true]);
    assert.equal(changes().until, 5);
    // Another process, after a crash.
    await changes().restore(true);
    assert.deepEqual(values, original);
    assert.equal(existsSync(file), false);
  });

  it('are taken out where there were none', async () => {
    values = {};
    await changes().apply(dimWanted, 5);
    await changes().restore(true);
    assert.deepEqual(values, {});
  });

  it('are changed once, whichever of two windows comes first', async () => {
    const [one, two] = [changes(), changes()];
    await Promise.all([one.apply(dimWanted, 5), two.apply(dimWanted, 6)]);
    assert.deepEqual(values, ours);
    await Promise.all([one.restore(true), two.restore(true)]);
    assert.deepEqual(values, original);
  });

  it('stay as someone else has set them meanwhile', async () => {
    await changes().apply(dimWanted, 5);
    const colors = {
      ...ours['workbench.colorCustomizations'],
      'activityBar.foreground': 'red',
      'editor.background': '#111',
    };
    values = { ...values, 'workbench.activityBar.location': 'top', 'workbench.colorCustomizations': colors };
    await changes().restore(true);
    assert.deepEqual(values, {
      'editor.fontSize': 13,
      'workbench.activityBar.location': 'top',
      'workbench.colorCustomizations': {
        ...original['workbench.colorCustomizations'],
        'activityBar.foreground': 'red',
        'editor.background': '#111',
      },
    });
    assert.equal(existsSync(file), false);
  });

  it('are left to the next start by a window that does not see that they were changed', async () => {
    await changes().apply(dimWanted, 5);
    const unaware = { ...settings, get: (setting: string) => (original as Record<string, unknown>)[setting] };
    await changes(unaware).restore(false);
    assert.deepEqual(values, ours);
    assert.equal(existsSync(file), true);
    await changes().restore(true);
    assert.deepEqual(values, original);
  });

  it('are put back the next time where they could not be written', async () => {
    await changes().apply(dimWanted, 5);
    const broken = { ...settings, set: () => Promise.reject(new Error('settings.json has errors')) };
    await assert.rejects(changes(broken).restore(true));
    assert.equal(existsSync(file), true);
    await changes().restore(true);
    assert.deepEqual(values, original);
  });

  it('are not changed where the file is cut short, and it goes', async () => {
    writeFileSync(file, '{"until":5,"chan');
    await changes().restore(true);
    assert.deepEqual(values, original);
    assert.equal(existsSync(file), false);
  });

  it('end as they were, or as the user set them, wherever a crash comes', async () => {
    const edit = fc.constantFrom('none', 'location', 'color', 'other');
    await fc.assert(
      fc.asyncProperty(fc.nat(6), edit, fc.nat(6), async (crashAt, what, crashAgainAt) => {
        rmSync(file, { force: true });
        values = structuredClone(original);
        const dying = (steps: number): UserSettings => {
          let left = steps;
          return {
            ...settings,
            set: async (...given) => (left-- > 0 ? settings.set(...given) : Promise.reject(new Error('killed'))),
          };
        };
        await changes(dying(crashAt))
          .apply(dimWanted, 5)
          .catch(() => undefined);
        const expected: Record<string, unknown> = structuredClone(original);
        if (what === 'location')
          values['workbench.activityBar.location'] = expected['workbench.activityBar.location'] = 'bottom';
        if (what === 'other') values['editor.fontSize'] = expected['editor.fontSize'] = 20;
        if (what === 'color') {
          values['workbench.colorCustomizations'] = {
            ...(values['workbench.colorCustomizations'] as object),
            'activityBar.foreground': 'red',
          };
          expected['workbench.colorCustomizations'] = {
            ...original['workbench.colorCustomizations'],
            'activityBar.foreground': 'red',
          };
        }
        await changes(dying(crashAgainAt))
          .restore(true)
          .catch(() => undefined);
        await changes().restore(true);
        assert.deepEqual(values, expected);
      }),
    );
  });

  it('are put back after the process that changed them was killed at any instant', async function () {
    this.timeout(30_000);
    const settingsFile = path.join(folder, 'settings.json');
    writeFileSync(settingsFile, JSON.stringify(original));
    const child = path.join(import.meta.dirname, 'changesChild.ts');
    let left = 0;
    for (let round = 0; round < 6; round++) {
      const running = spawn(process.execPath, [child, file, settingsFile], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(running.stdout, 'data');
      await wait(round * 3 + 1);
      running.kill('SIGKILL');
      await once(running, 'close');
      if (existsSync(file)) left++;
      await new SettingChanges(file, fileSettings(settingsFile, { readFileSync, writeFileSync })).restore(true);
      assert.deepEqual(JSON.parse(readFileSync(settingsFile, 'utf8')), original, `round ${round}`);
      assert.equal(existsSync(file), false);
    }
    console.log(`       ${left} of 6 kills left something to put back`);
  });
});
