import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/base/event.ts';
import { UserTimeZone } from '../../../src/extension/timeZone.ts';
import { sourceTexts } from './sourceText.ts';

const summer = Date.parse('2026-07-03T20:30Z');
const settle = () => new Promise((resolve) => setImmediate(resolve));

function given(isRemote: boolean, stored: Record<string, unknown> = {}) {
  const changed = new Emitter<void>();
  const settings = { timeZone: '' };
  const memento = {
    get: (key: string) => stored[key],
    update: async (key: string, value: unknown) => void (stored[key] = value),
  };
  const source = { get: (key: 'timeZone') => settings[key], onDidChange: changed.event };
  const zone = new UserTimeZone(memento as never, source, isRemote);
  const set = (name: string): void => {
    settings.timeZone = name;
    changed.fire();
  };
  return { zone, stored, set };
}

describe('the time zone of the user', () => {
  it('is the one that the client reports in a remote window, also in the next window (C21)', async () => {
    const { zone, stored } = given(true);
    let changes = 0;
    zone.onDidChange(() => changes++);
    zone.report('America/Los_Angeles');
    await settle();
    assert.equal(zone.name, 'America/Los_Angeles');
    assert.equal(zone.clock.utcOffset(summer), -420);
    assert.equal(changes, 1);
    assert.equal(given(true, stored).zone.clock.utcOffset(summer), -420);
  });

  it('is that of the process in a local window, whatever was reported', async () => {
    const { zone } = given(false);
    zone.report('America/Los_Angeles');
    await settle();
    assert.equal(zone.name, undefined);
    assert.equal(zone.clock.utcOffset(summer), -new Date(summer).getTimezoneOffset());
  });

  it('is the setting where there is one, and follows it at once', async () => {
    const { zone, set } = given(true, { clientTimeZone: 'Asia/Tokyo' });
    assert.equal(zone.clock.utcOffset(summer), 540);
    set('Europe/Berlin');
    assert.equal(zone.clock.utcOffset(summer), 120);
    set('');
    assert.equal(zone.clock.utcOffset(summer), 540);
  });

  it('passes over what is no zone', async () => {
    const { zone } = given(true, { clientTimeZone: 42 });
    for (const name of ['Mars/Olympus', '', undefined]) zone.report(name);
    await settle();
    assert.equal(zone.name, undefined);
  });
});

describe('a local time', () => {
  it('is never written by the clock of the process', () => {
    const asked =
      /\.(?:to(?:Date|Time)String|get(?:Hours|Minutes|Date|Day|Month|FullYear))\(|\btoLocale(?:Date|Time)String\((?![^;]*timeZone)/;
    const careless = ['src', 'backend/src'].flatMap((folder) =>
      Array.from(sourceTexts(folder)).flatMap(([file, text]) =>
        text.split('\n').flatMap((line) => (asked.test(line) ? [`${file}: ${line.trim()}`] : [])),
      ),
    );
    assert.deepEqual(careless, []);
  });
});
