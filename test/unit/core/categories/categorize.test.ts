import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  builtInCategories,
  builtInOf,
  categoryPath,
  fullName,
  type Category,
} from '../../../../src/core/categories/categories.ts';
import { categorizer, titleTest, type CategorySubject } from '../../../../src/core/categories/categorize.ts';
import type { CategoryConditions } from '../../../../src/core/categories/categories.ts';

const client: Category = { id: 'c1', name: 'Client', color: 'blue', counts: 'productive', parent: 'planning' };
const categories = [...builtInCategories((text) => text), client];

/** Decides with rules for the client, except where a rule has a separate category. */
function decide(subject: CategorySubject, ...rules: (CategoryConditions & { readonly category?: string })[]) {
  const list = { categories, rules: rules.map((rule, i) => ({ category: 'c1', ...rule, id: `r${i}` })) };
  const { category, by, rule } = categorizer(list)(subject) ?? {};
  return [category, by, ...(rule === undefined ? [] : [rule])];
}

describe('the category of a work item', () => {
  const file = { kind: 'coding', project: '/home/ada/web-app', file: 'docs/plan.md', language: 'markdown' } as const;

  it('is that of its kind where nothing else is known, and none where not even that is', () => {
    assert.deepEqual(decide(file), ['coding', 'kind']);
    assert.deepEqual(decide({ kind: 'meeting', title: 'Standup' }), ['meeting', 'kind']);
    assert.deepEqual(decide({ title: 'Fix login' }), [undefined, undefined]);
  });

  for (const [name, subject, rule, other] of [
    ['glob', file, { glob: '**/docs/**' }, { glob: '**/src/**' }],
    ['project', file, { project: 'web-app' }, { project: 'app' }],
    ['project of Windows', { project: 'C:\\work\\web-app' }, { project: 'work/web-app' }, { project: 'x/web-app' }],
    ['domain', { domain: 'mail.acme.com' }, { domain: 'acme.com' }, { domain: 'cme.com' }],
    ['app', { kind: 'other', app: 'Figma' }, { app: 'figma' }, { app: 'fig' }],
    ['language', file, { language: 'markdown' }, { language: 'mark' }],
    ['title', { title: 'Call with ACME: budget' }, { title: 'acme*budget' }, { title: 'budget*acme' }],
  ] as const)
    it(`is decided by a rule for ${name}`, () => {
      assert.deepEqual(decide(subject, rule), ['c1', 'rule', 'r0']);
      assert.notEqual(decide(subject, other)[0], 'c1');
      assert.notEqual(decide({}, rule)[0], 'c1');
    });

  it('is decided by the first rule of which all conditions hold, and of rules for domains by the nearest', () => {
    assert.deepEqual(decide(file, { language: 'markdown', project: 'x' }, { language: 'markdown' }), [
      'c1',
      'rule',
      'r1',
    ]);
    const site = { domain: 'music.acme.com' };
    assert.equal(decide(site, { domain: 'acme.com' }, { domain: 'music.acme.com', category: 'leisure' })[0], 'leisure');
    assert.equal(decide(site, { domain: 'music.acme.com', category: 'leisure' }, { domain: 'acme.com' })[0], 'leisure');
    assert.equal(decide(site, { domain: 'acme.com', category: 'gone' }, { domain: 'acme.com' })[2], 'r1');
    assert.deepEqual(decide(file, {}), ['coding', 'kind']);
  });

  it('is leisure for games, players, and shops of any country, unless a rule says otherwise', () => {
    for (const app of ['Steam', 'steamwebhelper.exe', 'Factorio', 'Spotify', 'VLC media player'])
      assert.deepEqual(decide({ kind: 'other', app }), ['leisure', 'app'], app);
    for (const app of ['steam_app_413150', 'Balatro.exe', 'Hades II', 'Acme-Win64-Shipping.exe', 'Podcasts'])
      assert.deepEqual(decide({ kind: 'other', app }), ['leisure', 'app'], app);
    assert.deepEqual(decide({ kind: 'other', app: 'Spotify' }, { app: 'spotify' })[0], 'c1');
    assert.deepEqual(decide({ kind: 'other', app: 'Figma' }), ['other', 'kind']);
    assert.deepEqual(decide({ kind: 'coding', app: 'chess' }), ['coding', 'kind']);
    for (const domain of ['zalando.ch', 'shop.amazon.co.jp', 'ikea.com'])
      assert.deepEqual(decide({ domain }), ['leisure', 'site'], domain);
    for (const domain of ['zalando.example.com', 'notamazon.com', 'zalando'])
      assert.deepEqual(decide({ domain }), ['other', 'site'], domain);
    assert.deepEqual(decide({ domain: 'moodle.uni.example' })[0], 'learning');
    for (const domain of [
      'cs.example.edu',
      'example.edu',
      'www.example.ac.uk',
      'docs.example.org',
      'learn.example.org',
    ])
      assert.deepEqual(decide({ domain })[0], 'learning', domain);
    for (const domain of ['mydocs.example.org', 'example.edu.org', 'ac.uk.example.org'])
      assert.deepEqual(decide({ domain })[0], 'other', domain);
  });

  it('is leisure for calls in what friends and families talk with, unless a rule says otherwise', () => {
    for (const app of ['FaceTime', 'WhatsApp', 'WhatsApp.exe', 'WhatsApp.Root.exe', 'Messages', 'Phone Link', 'Viber'])
      assert.deepEqual(decide({ kind: 'meeting', app }), ['leisure', 'app'], app);
    for (const app of ['zoom.us', 'Microsoft Teams', 'Slack', 'Discord', 'Signal', 'Telegram', 'WhatsApp Business'])
      assert.deepEqual(decide({ kind: 'meeting', app }), ['meeting', 'kind'], app);
    assert.deepEqual(decide({ kind: 'meeting', app: 'FaceTime' }, { app: 'facetime' })[0], 'c1');
    assert.deepEqual(decide({ kind: 'meeting', title: 'Phone' }), ['meeting', 'kind']);
    const pages = ['web.whatsapp.com', 'messenger.com', 'web.telegram.org', 'discord.com'];
    assert.deepEqual(
      pages.map((domain) => decide({ domain })[0]),
      ['leisure', 'leisure', 'meeting', 'meeting'],
    );
  });

  it('is what was chosen for it, by id or name; what nobody knows decides nothing', () => {
    assert.deepEqual(decide({ chosen: 'c1', title: 'x' }, { title: 'x', category: 'leisure' }), ['c1', 'chosen']);
    assert.deepEqual(decide({ chosen: ' client ' }), ['c1', 'chosen']);
    assert.deepEqual(decide({ chosen: 'gone', title: 'x' }, { title: 'x' }), ['c1', 'rule', 'r0']);
  });

  it('is that of the site where a browser only browses, and what it said otherwise', () => {
    assert.deepEqual(decide({ kind: 'browsing', domain: 'youtube.com' }), ['leisure', 'site']);
    assert.deepEqual(decide({ kind: 'reviewing', domain: 'github.com' }), ['reviewing', 'kind']);
    assert.deepEqual(decide({ domain: 'github.com', path: '/a/b/issues/1' }), ['planning', 'site']);
  });

  it('is found in the tree, whatever circles two machines made of it', () => {
    assert.equal(fullName(categories, 'c1'), 'Planning / Client');
    assert.deepEqual([builtInOf(categories, 'c1'), builtInOf(categories, 'gone')], ['planning', 'other']);
    const ids = fc.constantFrom('a', 'b', 'c', 'd', 'gone');
    const tree = fc.array(fc.record({ id: ids, parent: fc.option(ids, { nil: undefined }) }), { maxLength: 6 });
    fc.assert(
      fc.property(tree, ids, (made, id) => {
        const all = made.map((one): Category => ({ ...client, ...one }));
        const path = categoryPath(all, id);
        assert.equal(new Set(path).size, path.length);
        assert.ok(path.length <= all.length);
      }),
    );
  });

  it('takes no longer for a title that was made to be slow', () => {
    const started = performance.now();
    assert.equal(titleTest('a*'.repeat(250))('a'.repeat(1000)), true);
    assert.equal(titleTest(`${'a*'.repeat(250)}b`)('a'.repeat(1000)), false);
    assert.ok(performance.now() - started < 200);
  });
});
