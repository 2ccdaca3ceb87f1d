import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isIgnored, patternsIn, Privacy } from '../../../src/extension/privacy.ts';
import type { Settings } from '../../../src/extension/settings.ts';
import { Emitter } from '../../../src/core/base/event.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

describe('.daymarkignore', () => {
  const patterns = patternsIn('# what is nobody’s business\n\nsecret/\n*.env\n/build\n!keep.env\r\n');
  const cases: Record<string, boolean> = {
    'secret/a.ts': true,
    'x/secret/a.ts': true,
    '.env': true,
    'x/prod.env': true,
    'keep.env': false,
    'build/a.js': true,
    'x/build/a.js': false,
    'src/a.ts': false,
    '': false,
  };
  for (const [file, ignored] of Object.entries(cases))
    it(`${ignored ? 'holds' : 'leaves'} ${file || 'the project'}`, () =>
      assert.equal(isIgnored(patterns, file), ignored));

  it('with a star leaves out the whole project', () => {
    assert.equal(isIgnored(patternsIn('**'), ''), true);
    assert.equal(isIgnored(patternsIn('*'), 'a/b.ts'), true);
  });
});

describe('what may be recorded of a place', () => {
  let project: string;
  let clock: FakeClock;
  beforeEach(() => {
    project = mkdtempSync(path.join(tmpdir(), 'daymark-privacy-'));
    clock = new FakeClock();
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  /** Asks with settings that can change. */
  function privacyOf(values: Record<string, readonly string[]> = {}) {
    const changed = new Emitter<void>();
    const settings = { get: (key: string) => values[key] ?? [], onDidChange: changed.event } as unknown as Settings;
    return { judge: new Privacy(settings, clock).judge, values, changed };
  }

  it('is all of it, until a setting excludes it, at once', () => {
    const { judge, values, changed } = privacyOf();
    const where = { project, file: 'src/keys.ts' };
    assert.equal(judge(where), 'open');
    values['privacy.exclude'] = ['**/keys.*'];
    changed.fire();
    assert.equal(judge(where), 'excluded');
    assert.equal(judge({ project, file: 'src/app.ts' }), 'open');
    assert.equal(judge({ project }), 'open');
  });

  it('is no name in a project whose names are hidden, and in no other', () => {
    const { judge } = privacyOf({ 'privacy.hideFileNames': ['**/daymark-privacy-*'] });
    assert.equal(judge({ project, file: 'a.ts' }), 'nameless');
    assert.equal(judge({ project: '/home/me/other', file: 'a.ts' }), 'open');
  });

  it('is what `.daymarkignore` leaves, read again within seconds', () => {
    const { judge } = privacyOf({ 'privacy.hideFileNames': ['**/daymark-privacy-*'] });
    const where = { project, file: 'notes/a.md' };
    assert.equal(judge(where), 'nameless');
    writeFileSync(path.join(project, '.daymarkignore'), 'notes/\n');
    clock.advance(5_000);
    assert.equal(judge(where), 'excluded');
    rmSync(path.join(project, '.daymarkignore'));
    clock.advance(5_000);
    assert.equal(judge(where), 'nameless');
  });

  it('is nothing where `.daymarkignore` cannot be read', () => {
    mkdirSync(path.join(project, '.daymarkignore'));
    const { judge } = privacyOf();
    assert.equal(judge({ project, file: 'a.ts' }), 'excluded');
    assert.equal(judge({ project }), 'excluded');
  });
});
