import assert from 'node:assert/strict';
import { siteName } from '../../../../src/core/categories/siteNames.ts';
import { categoryOfSite } from '../../../../src/core/categories/sites.ts';

describe('the name of a site', () => {
  for (const [host, expected] of [
    ['amazon.de', 'amazon'],
    ['www.amazon.co.jp', 'amazon'],
    ['a.b.abo.com.br', 'abo'],
    ['nytimes.com', 'nytimes'],
    ['amazon', undefined],
    ['', undefined],
    ['10.0.0.1', undefined],
  ] as const)
    it(`${host} is ${expected}`, () => assert.equal(siteName(host), expected));
});

describe('the category of a site', () => {
  const of = (host: string) => categoryOfSite(host, '/');

  it('is that of its name in every country, and of no other name', () => {
    assert.deepEqual(['zara.fr', 'zara.com', 'shop.zara.com.br'].map(of), ['leisure', 'leisure', 'leisure']);
    assert.deepEqual(['zara', 'zara.acme.dev', 'zarah.fr'].map(of), ['other', 'other', 'other']);
  });

  it('is the nearest one that is listed', () => {
    assert.deepEqual(['amazon.com', 'aws.amazon.com', 'eu.console.aws.amazon.com'].map(of), [
      'leisure',
      'learning',
      'coding',
    ]);
  });

  it('is learning for what a leisure site says to developers, unless that host is listed', () => {
    assert.deepEqual(
      ['developer.spotify.com', 'developers.facebook.com', 'api.reddit.com', 'engineering.zalando.com'].map(of),
      ['learning', 'learning', 'learning', 'learning'],
    );
    assert.deepEqual(['docs.google.com', 'open.spotify.com', 'uber.com', 'go.uber.org'].map(of), [
      'planning',
      'leisure',
      'leisure',
      'other',
    ]);
  });

  for (const [expected, hosts] of [
    [
      'coding',
      'localhost 10.0.4.2 192.168.1.5 172.20.0.3 wiki.corp build.acme.internal grafana.acme.com staging.acme.dev',
    ],
    [
      'learning',
      'docs.acme.com handbook.acme.com cs.acme.edu maths.acme.ac.uk informatik.uni-acme.de tu-acme.de lms.acme.org play.library.acme.ca lectures.acme.nl acme-university.com hochschule-acme.de',
    ],
    ['planning', 'jira.acme.com tracker.acme.org boards.acme.com'],
    ['reviewing', 'gerrit.acme.com'],
    ['meeting', 'mail.acme.com bbb.acme.de'],
    [
      'leisure',
      'news.acme.com shop.acme.com acme.pizza the-acme-times.com acmezeitung.de hotel-acme.at acmebank.com radioacme.fr fc-acme-football.it acme.co.uk.travel',
    ],
    [
      'other',
      '11.0.4.2 172.32.0.3 acme.com uni.acme.com timescale.acme.com acmetransport.com acme-workshop.dev acmedatabank.org passportacme.org cronjobs.dev coffeescript.acme times.acme.dev',
    ],
  ] as const)
    it(`is ${expected} by what the parts of its host say`, () =>
      assert.deepEqual(
        hosts.split(' ').filter((host) => of(host) !== expected),
        [],
      ));

  it('is looked up in time, however long a host is', () => {
    const begun = performance.now();
    for (const piece of ['a.', 'uni-', 'news', 'co.uk.', 'x-'])
      for (let i = 0; i < 50; i++) of(piece.repeat(Math.floor(253 / piece.length)) + i);
    assert.ok(performance.now() - begun < 2000, `${performance.now() - begun} ms`);
  });
});
