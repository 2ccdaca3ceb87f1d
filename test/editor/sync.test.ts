import assert from 'node:assert/strict';
import { MemorySync } from '../fakes/memorySync.ts';
import { type SyncBackend, startSyncBackend } from '../fakes/syncBackend.ts';
import { needWindows, openOtherWindow, type OtherWindow } from '../harness/editor/control.ts';
import { until } from './lib/editor.ts';

const preview = "The editor shows some of the last day's facts, as your other devices get them";

/** A person at another window, since VS Code refuses dialogs in the one that runs tests. */
describe('sync in VS Code', function () {
  this.timeout(180_000);
  const account = new MemorySync();
  let backend: SyncBackend;
  let other: OtherWindow;

  before(async function () {
    needWindows(this);
    backend = await startSyncBackend(account);
    other = await openOtherWindow();
  });
  after(async () => {
    await other?.close();
    backend?.close();
  });

  const told = async (text: string) => {
    const isShown = async () => (await other.notifications()).some((one) => one.includes(text));
    await until(
      `it was told: ${text}`,
      async () => {
        if (await isShown()) return true;
        // The list closes by itself when what it showed is over, such as waiting for approval.
        await other.run('Notifications: Show Notifications');
        return isShown();
      },
      60_000,
    );
    await other.run('Notifications: Clear All Notifications');
  };
  const connect = async () => {
    await other.run('Daymark: Connect to Backend…');
    await other.enter('Connect to Backend', backend.url);
    await other.choose('Open Browser', 'Approve Daymark in the Browser');
    await told(`Connected to ${backend.url}`);
  };
  const confirm = async (name: string) => {
    await other.enter('Turn On Sync', name);
    await other.choose('Turn On', preview);
    await told('Sync is on.');
  };
  const turnOff = async () => {
    await other.run('Daymark: Turn Off Sync');
    await until('it was agreed to', async () => (await other.answer('Turn Off', 'Turn Off Sync')) !== null, 60_000);
    await told('Sync is off.');
  };

  it('lets a device join by the recovery key, when the others are lost', async () => {
    await connect();
    await other.run('Daymark: Turn On Sync…');
    await confirm('Desk');
    await other.run('Daymark: Make Recovery Key for Sync');
    await until('it was agreed to', async () => (await other.answer('Make Key')) !== null, 60_000);
    const key = await until(
      'the key is shown',
      async () => /\b(?:[0-9A-Z]{4}[- ]){13}[0-9A-Z]{4}\b/.exec(await other.text())?.[0],
      60_000,
    );
    await other.press('Escape');
    const lost = account.devices[0]?.id;
    assert.ok(account.offer.envelope && account.segments.length > 0);
    await turnOff();
    // As if it had been lost, and is still one of the account's.
    account.devices = account.devices.map((device) => ({ ...device, status: 'active' }));
    await connect();
    await other.run('Daymark: Turn On Sync…');
    await other.choose('Use My Recovery Key', 'Turn On Sync');
    await other.enter('Turn On Sync', key);
    await confirm('Laptop');
    const [, laptop, ...others] = account.devices;
    assert.deepEqual([laptop?.name, laptop?.status, others], ['Laptop', 'active', []]);
    await until('it uploads', () => account.segments.some(({ deviceId }) => deviceId !== lost));
    await turnOff();
  });

  it('refuses another key, and joins nothing', async () => {
    const before = account.devices.length;
    account.devices = account.devices.map((device) => ({ ...device, status: 'active' }));
    await connect();
    await other.run('Daymark: Turn On Sync…');
    await other.choose('Use My Recovery Key', 'Turn On Sync');
    await other.enter('Turn On Sync', 'ABCD-EFGH');
    await told('This is not a recovery key, or it is mistyped.');
    assert.equal(account.devices.length, before);
    await other.run('Daymark: Disconnect Backend');
    await told('Disconnected. What you shared');
  });
});
