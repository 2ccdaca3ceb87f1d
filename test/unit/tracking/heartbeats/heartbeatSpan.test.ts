import assert from 'node:assert/strict';
import { appOf, type Heartbeat } from '../../../../src/tracking/heartbeats/heartbeat.ts';
import { spanOfHeartbeat } from '../../../../src/tracking/heartbeats/heartbeatSpan.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import type { Verdict } from '../../../../src/tracking/privacyFilter.ts';

const at = Date.UTC(2026, 10, 2, 9);
const beat: Heartbeat = {
  at,
  app: 'vim',
  machine: 'desk',
  entity: '/home/ada/shop/src/cart.ts',
  type: 'file',
  project: 'shop',
  rootSlashes: 4,
  branch: 'main',
  language: 'TypeScript',
  isWrite: true,
  humanLines: 0,
  aiLines: 0,
};
const made = (changes: Partial<Heartbeat> = {}, verdict: Verdict = 'open') =>
  spanOfHeartbeat({ ...beat, ...changes }, { offset: 60, judge: () => verdict });
const span = (changes: Partial<Heartbeat> = {}, verdict?: Verdict) => {
  const found = made(changes, verdict);
  assert.ok(typeof found !== 'string', JSON.stringify(found));
  return found;
};

describe('a heartbeat as a span', () => {
  it('is none for browsing in an application, however it is written', () => {
    for (const category of ['browsing', 'Browsing', ' BROWSING '])
      assert.equal(made({ type: 'app', entity: 'firefox', category }), 'browsing');
    assert.equal(span({ type: 'app', entity: 'Figma', category: 'Designing' }).signals, 1);
  });

  it('is an instant in the same place as the editor would name it', () => {
    const { id, ...rest } = span();
    assert.match(id, /^hub-vim-[a-z0-9]+-2026-11-02:\d+$/);
    assert.deepEqual(rest, {
      type: 'span',
      start: at,
      end: at,
      offset: 60,
      kind: 'coding',
      source: 'hub',
      signals: 1,
      saves: 1,
      edits: {},
      scheme: 'vim',
      project: '/home/ada/shop',
      file: 'src/cart.ts',
      language: 'typescript',
      branch: 'main',
    } satisfies Omit<SpanFact, 'id'>);
  });

  it('keeps the name of the project where the client does not say where its root is', () => {
    const { project, file } = span({ rootSlashes: undefined });
    assert.deepEqual([project, file], ['shop', '/home/ada/shop/src/cart.ts']);
    assert.equal(span({ rootSlashes: 40 }).project, 'shop');
    const windows = span({ entity: 'C:\\work\\shop\\a.ts', rootSlashes: 3 });
    assert.deepEqual([windows.project, windows.file], ['C:\\work\\shop', 'a.ts']);
  });

  it('has the kind of its category, or that of the editor’s own rules', () => {
    assert.equal(span({ category: 'debugging' }).kind, 'debugging');
    assert.equal(span({ category: 'code reviewing' }).kind, 'reviewing');
    assert.equal(span({ category: 'tarot' }).kind, 'other');
    assert.equal(span({ entity: '/home/ada/shop/TODO.md', language: 'Markdown' }).kind, 'planning');
  });

  it('counts lines and no human time where only an AI tool worked', () => {
    const { signals, edits } = span({ category: 'ai coding', aiLines: 12, humanLines: -3 });
    assert.equal(signals, 0);
    assert.deepEqual(edits, {
      unknown: { edits: 1, added: 0, removed: 3 },
      outside: { edits: 1, added: 12, removed: 0 },
    });
  });

  it('books no page on the project that was last worked on', () => {
    const page = { entity: 'http://localhost:8080', type: 'domain', rootSlashes: undefined } as const;
    const masked = { project: '<<LAST_PROJECT>>', branch: '<<LAST_BRANCH>>', language: '<<LAST_LANGUAGE>>' };
    const { project, branch, language, file } = span({ ...page, ...masked });
    assert.deepEqual([project, branch, language, file], [undefined, undefined, undefined, 'localhost']);
  });

  it('takes browsing for no work, and pages that the client calls work for it', () => {
    const page = { entity: 'https://news.example/path?q=secret', type: 'url' } as const;
    assert.equal(made({ ...page, category: 'browsing' }), 'browsing');
    const own = { entity: 'http://localhost:8080/x', type: 'url' } as const;
    for (const category of ['browsing', 'Browsing ', undefined])
      assert.equal(span({ ...own, category }).kind, 'coding');
    assert.equal(
      span({ category: 'ai-coding', aiLines: 1 }).signals,
      0,
      'the words of a category are joined in any way',
    );
    assert.equal(made(page), 'browsing');
    const review = span({ ...page, category: 'code reviewing' });
    assert.deepEqual([review.kind, review.file], ['reviewing', 'news.example']);
  });

  it('is nothing in an excluded place, and nameless where file names are hidden', () => {
    assert.equal(made({}, 'excluded'), 'excluded');
    assert.equal(span({}, 'nameless').file, '(hidden)');
  });

  it('has the same id for the same client, place, and instant, and another for any other', () => {
    assert.equal(span().id, span().id);
    assert.equal(span({ isWrite: false }).id, span().id);
    const others: Partial<Heartbeat>[] = [
      { at: at + 1 },
      { entity: '/home/ada/shop/src/b.ts' },
      { app: 'emacs' },
      { machine: 'lap' },
      { branch: 'x' },
      { category: 'debugging' },
      { category: 'ai coding' },
    ];
    for (const other of others) assert.notEqual(span(other).id, span().id, JSON.stringify(other));
  });

  it('is of the program that its user agent names', () => {
    const apps = {
      'wakatime/v2.20.3 (linux-6.1-x86_64) go1.26.4 vim/9.1 vim-wakatime/11.3.0': 'vim',
      'wakatime/v2.20.3 (windows-10-x86_64) go1.26.4 opus/4-8 claude-code/2.1.168 vscode/1.123.0 vscode-wakatime/30.2.0':
        'vscode',
      'Chrome/156.0.0.0 linux_x86-64 chrome-wakatime/4.1.1': 'chrome',
      'wakatime/13.1.0 (Linux-6.1) Python3.11.2.final.0 GoLand/2026.1 jetbrains-wakatime/16.1.2': 'jetbrains',
      'curl/8.5.0': 'curl',
      '': 'unknown',
      '../../etc-wakatime/1': 'unknown',
    };
    for (const [agent, app] of Object.entries(apps)) assert.equal(appOf(agent), app, agent);
  });
});
