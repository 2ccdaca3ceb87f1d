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

  for (const [before, first, last, after] of [
    ['', '0.0.0.0', '0.255.255.255', '1.0.0.0'],
    ['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
    ['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
    ['126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
    ['169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
    ['172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
    ['191.255.255.255', '192.0.0.0', '192.0.0.255', '192.0.1.0'],
    ['192.0.1.255', '192.0.2.0', '192.0.2.255', '192.0.3.0'],
    ['192.88.98.255', '192.88.99.0', '192.88.99.255', '192.88.100.0'],
    ['192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
    ['198.17.255.255', '198.18.0.0', '198.19.255.255', '198.20.0.0'],
    ['198.51.99.255', '198.51.100.0', '198.51.100.255', '198.51.101.0'],
    ['203.0.112.255', '203.0.113.0', '203.0.113.255', '203.0.114.0'],
    ['223.255.255.255', '224.0.0.0', '255.255.255.255', ''],
    ['', '::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2000::'],
    ['2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:200::'],
    ['2001:db7:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::'],
    ['2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2003::'],
    ['3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', '3fff:1000::'],
    ['3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ''],
  ] as const)
    it(`end before ${first} and begin after ${last}`, () => {
      const known = [before, first, last, after].filter((address) => address !== '');
      assert.deepEqual(
        known.filter(isPublicAddress),
        [before, after].filter((address) => address !== ''),
      );
    });

  for (const text of ['ftp://a.com', 'javascript:alert(1)', 'https://user:pw@a.com', 'http://a.com', 'a.com', ''])
    it(`${text || 'nothing'} is refused as an address`, () =>
      assert.rejects(
        resolveTarget(text, { allowPrivate: false, resolve: async () => [{ address: '8.8.8.8', family: 4 }] }),
      ));
  for (const host of ['0x7f000001', '2130706433', '127.1', '0177.0.0.1', '[::1]', '[::ffff:127.0.0.1]'])
    it(`https://${host}/ leads to this machine, and is refused`, () =>
      assert.rejects(resolveTarget(`https://${host}/`, { allowPrivate: false }), /private network/));

  const open = [{ address: '8.8.8.8', family: 4 }];
  const inside = [{ address: '10.0.0.1', family: 4 }];

  it('are those of the host, with all of them, asked for once', async () => {
    const hosts: string[] = [];
    const resolve = async (host: string) => (hosts.push(host), open);
    const target = await resolveTarget(' https://a.com:8443/hook ', { allowPrivate: false, resolve });
    assert.deepEqual([target.url.href, target.addresses, hosts], ['https://a.com:8443/hook', open, ['a.com']]);
    const literal = await resolveTarget('https://[2606:4700::1111]/', { allowPrivate: false, resolve });
    assert.deepEqual(literal.addresses, [{ address: '2606:4700::1111', family: 6 }]);
    const four = await resolveTarget('https://8.8.8.8/', { allowPrivate: false, resolve });
    assert.deepEqual([four.addresses, hosts.length], [open, 1], 'an address is not resolved');
  });

  it('are refused with the reason', async () => {
    const refused = (text: string, [allowPrivate, found]: readonly [boolean, typeof open], error: object) =>
      assert.rejects(resolveTarget(text, { allowPrivate, resolve: async () => found }), error);
    const invalid = (message: string) => ({ code: 'invalid-input', message });
    const noTls = invalid('Use https://. Without TLS only private addresses can be called, where that is allowed.');
    const noAddress = invalid('Enter an address that begins with https://.');
    const noUser = invalid('The address may not hold a user name or password.');
    const noInside = (host: string) =>
      invalid(`${host} is in a private network. Allow that for this webhook if you mean it.`);
    await refused('http://a.com', [false, inside], noTls);
    await refused('http://a.com', [true, open], noTls);
    await refused('http://a.com', [true, [...inside, ...open]], noTls);
    await refused('ftp://a.com', [true, open], noAddress);
    await refused('https://user@a.com', [true, open], noUser);
    await refused('https://:pw@a.com', [true, open], noUser);
    await refused('https://a.com:99', [false, inside], noInside('a.com:99'));
    await refused('https://a.com', [false, [...open, ...inside]], noInside('a.com'));
    await refused('https://a.com', [true, []], noInside('a.com'));
    assert.ok(await resolveTarget('http://a.com', { allowPrivate: true, resolve: async () => inside }));
    const failing = resolveTarget('https://a.com', {
      allowPrivate: false,
      resolve: () => Promise.reject(new Error('x')),
    });
    await assert.rejects(failing, { code: 'not-found', message: 'a.com could not be found.' });
  });
});
