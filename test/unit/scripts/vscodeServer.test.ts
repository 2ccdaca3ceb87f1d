import assert from 'node:assert/strict';
import { serverArguments } from '../../../scripts/lib/vscodeServer.ts';

describe('the server of `npm start`', () => {
  it('opens the folder that you named without Restricted Mode, and without the driver of the tests', () => {
    const args = serverArguments({ dataFolder: '/data', token: 'secret' });
    assert.ok(args.includes('--disable-workspace-trust'));
    assert.ok(!args.includes('--enable-smoke-test-driver'));
    assert.ok(args.includes('--host=127.0.0.1') && args.includes('--connection-token'), 'only you can reach it');
  });
});
