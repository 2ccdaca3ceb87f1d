import assert from 'node:assert/strict';
import { isPublicAddress, resolveTarget } from '../../../../src/integrations/webhooks/publicAddress.ts';

describe('public addresses', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2001::1',
    'localhost',
    '',
    '1.2.3',
  ])
    it(`${address || 'nothing'} is none`, () => assert.equal(isPublicAddress(address), false));
  for (const address of ['93.184.216.34', '8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '2a00:1450::1'])
    it(`${address} is one`, () => assert.equal(isPublicAddress(address), true));

  for (const text of ['ftp://a.com', 'javascript:alert(1)', 'https://user:pw@a.com', 'http://a.com', 'a.com', ''])
    it(`${text || 'nothing'} is refused as an address`, () =>
      assert.rejects(
        resolveTarget(text, { allowPrivate: false, resolve: async () => [{ address: '8.8.8.8', family: 4 }] }),
      ));
  for (const host of ['0x7f000001', '2130706433', '127.1', '0177.0.0.1', '[::1]', '[::ffff:127.0.0.1]'])
    it(`https://${host}/ leads to this machine, and is refused`, () =>
      assert.rejects(resolveTarget(`https://${host}/`, { allowPrivate: false }), /private network/));
});
