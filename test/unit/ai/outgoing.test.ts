import assert from 'node:assert/strict';
import { NameAliases, type NameMode } from '../../../src/ai/aliases.ts';
import { Outgoing } from '../../../src/ai/outgoing.ts';
import { fact } from './given.ts';

const policy = (names: NameMode = 'aliased', isEnabled = true) => new Outgoing({ isEnabled, names });
const sent = (value: unknown, names: NameMode = 'aliased') => policy(names).answer(value);

describe('an answer that goes to a model', () => {
  it('has an alias for each name, the same for the same name, and none without leave for names', () => {
    const answer = {
      project: '/home/me/shop',
      file: 'tax.ts',
      branch: 'fix-tax',
      run: 'npm test',
      task: 'Fix the tax',
      projects: ['/home/me/shop', '/home/me/wiki'],
    };
    assert.deepEqual(sent(answer), {
      project: 'project-1',
      file: 'file-1',
      branch: 'branch-1',
      run: 'run-1',
      task: 'task-1',
      projects: ['project-1', 'project-2'],
    });
    assert.deepEqual(sent(answer, 'none'), { projects: [] });
    assert.deepEqual(sent(answer, 'real'), { ...answer, project: 'shop', projects: ['shop', 'wiki'] });
    assert.deepEqual(policy('real', false).answer(answer), { projects: [] }, 'with AI off nothing is named');
  });

  it('says that something has no name, instead of an alias that looks like one', () => {
    const answer = {
      byProject: [{ name: '/home/me/shop' }, { name: 'No project' }, { name: '' }],
      byLanguage: [{ name: 'No language' }, { name: 'typescript' }],
      title: '',
      text: 'No project was open; /home/me/shop was.',
    };
    assert.deepEqual(sent(answer), {
      ...answer,
      byProject: [{ name: 'project-1' }, { name: 'No project' }, { name: '' }],
      text: 'No project was open; project-1 was.',
    });
    assert.deepEqual(sent(answer, 'none'), {
      ...answer,
      byProject: [{}, { name: 'No project' }, { name: '' }],
      text: 'No project was open; (project) was.',
    });
  });

  it('has items of a list by what the list is of', () => {
    const list = {
      byProject: [{ name: '/home/me/shop', minutes: 5 }],
      byKind: [{ name: 'coding' }, { name: 'Secret' }],
    };
    assert.deepEqual(sent(list), {
      byProject: [{ name: 'project-1', minutes: 5 }],
      byKind: [{ name: 'coding' }, { name: 'Secret' }],
    });
    assert.deepEqual(sent({ other: [{ name: 'Secret' }] }), { other: [{}] });
  });

  it('has public words and measures, and no other text', () => {
    const known = {
      kind: 'coding',
      priority: 'high',
      at: '2026-11-20T09:00',
      from: '9:00',
      share: '40 %',
      is: true,
      n: 5,
    };
    assert.deepEqual(sent({ ...known, none: null }), { ...known, none: null });
    assert.deepEqual(sent({ kind: 'Secret', at: '2026 plan', deep: { er: 'x' } }), { deep: {} });
    assert.deepEqual(sent({ kind: 'Own words' }, 'real'), { kind: 'Own words' });
    assert.deepEqual(sent({ undefined: undefined, act: () => 5, big: 5n }), {});
    assert.equal(sent(undefined), null);
    assert.equal(sent('Secret'), null);
    assert.deepEqual(sent(['Secret', 'coding']), ['coding']);
  });

  it('has no address, and no key that may be a name', () => {
    assert.deepEqual(sent({ url: 'https://github.com/acme/shop' }, 'real'), {});
    assert.deepEqual(sent({ '/home/me/shop': 5, 'tax.ts': 6, Shop: 7, minutes: 8 }, 'real'), { minutes: 8 });
    const [longest, longer] = ['a'.repeat(41), 'a'.repeat(42)];
    assert.deepEqual(sent({ [longest]: 1, [longer]: 2 }), { [longest]: 1 });
  });

  it('has languages and codes that are public, and aliases of others', () => {
    const labels = { language: 'rust', reporter: 'ts', code: '2304' };
    assert.deepEqual(sent(labels), labels);
    assert.deepEqual(sent({ reporter: 'acme-lint', code: '2304', language: 'acmelang' }), {
      reporter: 'reporter-1',
      code: 'code-1',
      language: 'language-1',
    });
    // A code is judged by the reporter that is nearest to it.
    assert.deepEqual(sent({ reporter: 'ts', errors: [{ code: '2304' }, { reporter: 'acme-lint', code: '2304' }] }), {
      reporter: 'ts',
      errors: [{ code: '2304' }, { reporter: 'reporter-1', code: 'code-1' }],
    });
    assert.deepEqual(sent({ code: '2304' }), { code: 'code-1' });
    assert.deepEqual(sent({ reporter: 5, code: '2304' }), { reporter: 5, code: 'code-1' });
  });

  it('has models of vendors, and not those that someone runs', () => {
    assert.deepEqual(sent({ models: ['claude-sonnet-5-5', 'my-own-model'] }), { models: ['claude-sonnet-5-5'] });
  });

  it('numbers the ids that hold names, and leaves those of ours', () => {
    const own = ['0123456789abcdef', 'task:12', 'day:2026-11-20', '0123456789ab:7'];
    for (const id of own) assert.deepEqual(sent({ id }), { id }, id);
    const ids = { cites: ['run:/home/me/shop:npm test', 'file:/p:a.ts', 'run:/home/me/shop:npm test'] };
    assert.deepEqual(sent(ids), { cites: ['e1', 'e2', 'e1'] });
    const one = policy();
    one.answer(ids);
    assert.deepEqual(one.incoming({ cites: ['e2', 'e9'] }), { cites: ['file:/p:a.ts', 'e9'] });
  });

  it('says what its sentences say, with the names in them replaced, and no path', () => {
    const text = 'tax.ts of /home/me/shop broke, as in C:\\work\\shop\\a.ts and /home/me/shop/b/c.ts';
    const { text: sentence } = sent({ project: '/home/me/shop', file: 'tax.ts', text }) as { text: string };
    assert.doesNotMatch(sentence, /home|work|\bme\b|tax\.ts/);
    assert.match(sentence, /^file-1 of project-1 broke/);
    assert.deepEqual(sent({ text: 'See /home/me/shop/b/c.ts and https://x.example/a/b' }, 'real'), {
      text: 'See c.ts and https://x.example/a/b',
    });
  });

  it('has evidence by its id, and its words only with leave for names', () => {
    const evidence = [{ id: 'task:12', text: 'Planned for Friday' }];
    assert.deepEqual(sent({ evidence }), { evidence: [{ id: 'task:12' }] });
    assert.deepEqual(sent({ evidence }, 'real'), { evidence });
    const github = [{ id: 'github:pull:1', text: 'acme/secret #1' }];
    assert.deepEqual(sent({ evidence: github }, 'real'), { evidence: [{ id: 'e1' }] });
  });

  it('has a measured fact as its sentence, and one of GitHub or with a message as figures', () => {
    const text = (changes: object, names: NameMode = 'aliased') => {
      const { text: found } = sent(fact(changes), names) as { text: string };
      return found;
    };
    assert.match(text({}), /^npm test: ran 30 times|^run-1: ran 30 times/);
    const values = { waits: 3 };
    assert.equal(text({ topic: 'github', names: {}, labels: {}, values }, 'real'), 'github: waits 3');
    assert.equal(text({ topic: 'review', names: {}, labels: {}, values }, 'real'), 'review: waits 3');
    const message = { topic: 'error', names: { message: 'Secret text' }, labels: {}, values };
    assert.equal(text(message), 'error: waits 3');
    assert.equal(text({ ...message, text: 'As it is' }, 'real'), 'As it is');
    for (const missing of ['id', 'topic', 'text', 'names', 'labels', 'values']) {
      const { [missing as 'id']: _, ...part } = fact();
      assert.ok(!('evidence' in (sent(part) as object)), missing);
    }
  });
});

describe('what comes back from a model', () => {
  it('has its aliases turned into names, at up to twenty levels', () => {
    const one = policy();
    one.answer({ project: '/home/me/shop', file: 'tax.ts' });
    assert.deepEqual(one.incoming({ file: 'file-1', list: ['Fix file-1 of project-1', 5, null] }), {
      file: 'tax.ts',
      list: ['Fix tax.ts of shop', 5, null],
    });
    const nested = (levels: number): unknown => (levels === 0 ? 'file-1' : [nested(levels - 1)]);
    assert.deepEqual(JSON.stringify(one.incoming(nested(20))).includes('tax.ts'), true);
    assert.deepEqual(JSON.stringify(one.incoming(nested(21))).includes('tax.ts'), false);
  });

  it('means the root of a project by its alias alone', () => {
    const one = policy();
    one.answer({ project: '/home/me/shop' });
    assert.equal(one.incoming('project-1'), '/home/me/shop');
    assert.equal(one.incoming('in project-1'), 'in shop');
  });
});

describe('a name', () => {
  it('has one alias, whether a root or its folder’s name', () => {
    const one = policy();
    one.learn('project', '/home/me/shop');
    assert.deepEqual(
      ['/home/me/shop', 'shop', 'wiki'].map((name) => one.name('project', name)),
      ['project-1', 'project-1', 'project-2'],
    );
    assert.equal(one.name('file', 'shop'), 'file-1', 'one of another kind is another');
    const real = policy('real');
    real.learn('project', '/home/me/shop');
    assert.equal(real.name('project', '/home/me/shop'), 'shop');
  });

  it('without a letter is none, and one of a letter is not looked for in sentences', () => {
    const one = policy();
    for (const name of ['', ' ', '\t', 'a']) one.learn('task', name);
    assert.equal(one.sentence('a  b\tc'), 'a  b\tc');
    assert.deepEqual([...one.aliases.given], ['task-1']);
  });

  it('is cut to 120 characters of one line, and turned back so', () => {
    const restored = (name: string) => {
      const aliases = new NameAliases('aliased');
      aliases.of('task', name);
      return aliases.restore('task-1, TASK-1, task-2');
    };
    const [whole, long] = ['x'.repeat(120), 'x'.repeat(121)];
    assert.equal(restored(` ${whole}\n`), `${whole}, ${whole}, task-2`);
    assert.equal(restored(long), `${'x'.repeat(119)}…, ${'x'.repeat(119)}…, task-2`);
    assert.equal(restored('a \u202e\n b'), 'a b, a b, task-2');
    assert.equal(restored('47'), '"47", "47", task-2', 'a number is quoted');
  });

  it('has a number of its own kind, whoever has the same name', () => {
    const aliases = new NameAliases('aliased');
    const given = (['task', 'branch', 'task', 'task', 'message'] as const).map((kind, at) =>
      aliases.of(kind, ['a', 'a', 'a', 'b', 'c'][at] ?? ''),
    );
    assert.deepEqual(given, ['task-1', 'branch-1', 'task-1', 'task-2', undefined]);
    assert.deepEqual([...aliases.given], ['task-1', 'branch-1', 'task-2']);
    assert.deepEqual(
      [new NameAliases('none'), new NameAliases('real')].map((one) => [
        one.of('project', '/home/me/shop'),
        one.isSecretive,
      ]),
      [
        [undefined, true],
        ['shop', false],
      ],
    );
  });

  it('is replaced where it stands alone, the longest first', () => {
    const one = policy();
    for (const name of ['tax', 'tax office', 'a']) one.learn('task', name);
    assert.equal(one.sentence('tax office, tax, taxes, tax_1, a'), 'task-2, task-1, taxes, tax_1, a');
    one.learn('task', 'taxes');
    assert.equal(one.sentence('taxes'), 'task-4');
    const path = policy();
    path.learn('file', 'src/mill/tax.ts');
    assert.equal(path.sentence('src/mill/tax.ts, mill/tax.ts, tax.ts'), 'file-1, file-1, file-1');
  });
});
