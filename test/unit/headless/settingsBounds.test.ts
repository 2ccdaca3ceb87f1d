import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plainSealer } from '../../../src/storage/vault/plainSealer.ts';
import { readSettingsFile, writeSettingsFile, type AnswerSettings } from '../../../src/headless/settingsFile.ts';

const rules = { idleLimitMs: 60_000, dayStartsAt: 0 };
const good: AnswerSettings = { rules, goals: { hoursPerDay: 5, workdays: [1] }, planFor: 'today' };

describe('the file of the settings that VS Code leaves', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-settings-'));
    file = path.join(folder, 'settings.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const readText = (text: string) => {
    writeFileSync(file, text);
    return readSettingsFile(folder, plainSealer);
  };
  const read = (change: object) => readText(JSON.stringify({ ...good, ...change }));
  const withRules = (change: object) => read({ rules: { ...rules, ...change } });
  const withGoals = (change: object) => read({ goals: { ...good.goals, ...change } });
  const withNames = (names: object) => {
    const all = { userRules: [], projects: [], remotes: {}, clients: {}, ...names };
    return read({ names: Buffer.from(plainSealer.seal(JSON.stringify(all))).toString('base64') });
  };

  it('is taken at its bounds, and not beyond them', () => {
    const day = 86_400_000;
    for (const limit of ['idleLimitMs', 'readingLimitMs', 'thinkingLimitMs']) {
      for (const ms of [0, day]) assert.ok(withRules({ [limit]: ms }), `${limit} ${ms}`);
      for (const ms of [-1, day + 1, '1']) assert.equal(withRules({ [limit]: ms }), undefined, `${limit} ${ms}`);
    }
    for (const minutes of [0, 1439]) assert.ok(withRules({ dayStartsAt: minutes }));
    for (const minutes of [-1, 1440, 0.5]) assert.equal(withRules({ dayStartsAt: minutes }), undefined);
    for (const hours of [0, 24]) assert.ok(withGoals({ hoursPerDay: hours }));
    for (const hours of [-1, 24.5]) assert.equal(withGoals({ hoursPerDay: hours }), undefined);
    for (const workdays of [[], [0, 1, 2, 3, 4, 5, 6]]) assert.ok(withGoals({ workdays }));
    for (const workdays of [[-1], [7], [0.5], [0, 1, 2, 3, 4, 5, 6, 6]])
      assert.equal(withGoals({ workdays }), undefined);
    for (const usd of [0, 10_000]) assert.ok(read({ plansUsd: { codex: usd } }));
    for (const usd of [-1, 10_001]) assert.equal(read({ plansUsd: { codex: usd } }), undefined);
    for (const planFor of ['today', 'tomorrow']) assert.equal(read({ planFor })?.planFor, planFor);
    assert.equal(read({ timeZone: 'Asia/Tokyo' })?.timeZone, 'Asia/Tokyo');
    for (const timeZone of ['Mars/Base', 7, '']) assert.equal(read({ timeZone }), undefined);
    for (const names of [7, {}]) assert.equal(read({ names }), undefined);
    assert.deepEqual(read({ names: '' }), good, 'names that can’t be opened are none');
  });

  it('is passed over where it is longer than any that Daymark writes', () => {
    const text = JSON.stringify(good);
    assert.ok(readText(text.padEnd(1_000_000)));
    assert.equal(readText(text.padEnd(1_000_001)), undefined);
  });

  it('has the names of rules and clients at their bounds, and none of them beyond', () => {
    const userRule = { glob: '**/x/**', excluded: true };
    const project = { folder: '/x', project: 'X' };
    const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
    for (const names of [
      { userRules: times(1000, userRule) },
      { projects: times(1000, project) },
      { projects: [project], remotes: { '/x': 'x'.repeat(1000), '/y': '' } },
      { clients: { x: 'x'.repeat(200), y: '' } },
    ]) {
      const found = withNames(names) ?? assert.fail();
      const { userRules, projects, remotes } = found.rules;
      const { clients } = found;
      assert.deepEqual(
        JSON.parse(JSON.stringify({ userRules, projects, remotes, clients })),
        names,
        'only what is not empty',
      );
    }
    for (const names of [
      { userRules: times(1001, userRule) },
      { userRules: [{}] },
      { projects: times(1001, project) },
      { projects: [{ project: 'X' }] },
      { remotes: { '/x': 'x'.repeat(1001) } },
      { clients: { x: 'x'.repeat(201) } },
    ])
      assert.deepEqual(withNames({ ...names, ...('clients' in names ? {} : { clients: { x: 'y' } }) }), good);
  });

  it('is written at once, and again only after a change, whatever the order of what it holds', () => {
    const all: AnswerSettings = {
      ...good,
      rules: { ...rules, readingLimitMs: 1, thinkingLimitMs: 2 },
      plansUsd: { codex: 20 },
      timeZone: 'Asia/Tokyo',
      clients: { shop: 'Acme' },
    };
    const write = (settings: AnswerSettings): boolean => writeSettingsFile(folder, settings, plainSealer);
    assert.equal(write(all), true);
    assert.deepEqual(readSettingsFile(folder, plainSealer), all);
    const { rules: first, ...others } = all;
    assert.equal(
      write({ clients: all.clients ?? {}, ...others, rules: { thinkingLimitMs: 2, readingLimitMs: 1, ...first } }),
      false,
    );
    assert.equal(
      write({ ...all, rules: { ...all.rules, userRules: [], projects: [], remotes: {} } }),
      false,
      'empty is none',
    );
    for (const change of [
      { rules: { ...all.rules, thinkingLimitMs: 3 } },
      { rules: { ...all.rules, projects: [{ folder: '/x', project: 'X' }] } },
      { plansUsd: { codex: 21 } },
      { clients: { shop: 'Bo' } },
      { timeZone: 'UTC' },
    ]) {
      assert.equal(write({ ...all, ...change }), true, JSON.stringify(change));
      assert.deepEqual(readSettingsFile(folder, plainSealer), { ...all, ...change });
    }
    assert.deepEqual(readdirSync(folder), ['settings.json']);
  });

  it('makes its folder, and is written although a crash left a part of one', () => {
    const inside = path.join(folder, 'a', 'b');
    assert.equal(writeSettingsFile(inside, good, plainSealer), true);
    assert.deepEqual(readSettingsFile(inside, plainSealer), good);
    writeFileSync(`${file}.${process.pid}.tmp`, 'half');
    assert.equal(writeSettingsFile(folder, good, plainSealer), true);
    assert.ok(statSync(file).size > 4);
  });

  it('seals names where they can be sealed, unless there are none', () => {
    let sealed = 0;
    const sealer = { ...plainSealer, seal: (text: string) => (sealed++, plainSealer.seal(text)) };
    writeSettingsFile(folder, good, sealer);
    writeSettingsFile(folder, { ...good, clients: { a: 'b' } }, { ...sealer, canSeal: () => false });
    assert.equal(sealed, 0);
    for (const settings of [
      { ...good, clients: { a: 'b' } },
      { ...good, rules: { ...rules, projects: [{ folder: '/x', project: 'X' }] } },
      { ...good, rules: { ...rules, userRules: [{ glob: '**', excluded: true }] } },
    ])
      writeSettingsFile(folder, settings, { ...sealer, canSeal: () => true });
    assert.equal(sealed, 3);
  });
});
