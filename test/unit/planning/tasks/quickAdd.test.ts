import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dateWordsOf, type QuickAddContext } from '../../../../src/planning/tasks/quickAdd/dateWords.ts';
import { formatQuickAdd } from '../../../../src/planning/tasks/quickAdd/formatQuickAdd.ts';
import { lineOfText, parseQuickAdd, type QuickAdd } from '../../../../src/planning/tasks/quickAdd/quickAdd.ts';

/** Wednesday, November 18, 2026, at 15:00. */
const contextOf = (locale: string): QuickAddContext => ({
  today: '2026-11-18',
  minuteOfDay: 15 * 60,
  words: dateWordsOf(locale),
  zone: 'Europe/Berlin',
});
const [english, german, british] = [contextOf('en'), contextOf('de'), contextOf('en-GB')];
const parse = (line: string, context = english): QuickAdd => parseQuickAdd(line, context);
const due = (line: string, context = english) => parse(line, context).dueOn;

describe('quick add', () => {
  it('reads a line with everything in it', () => {
    const line = 'Fix login race #auth !high ^fri 2h @web-app https://github.com/a/b/issues/7';
    assert.deepEqual(parse(line), {
      title: 'Fix login race',
      tags: ['auth'],
      priority: 'high',
      dueOn: { day: '2026-11-20' },
      estimate: 120,
      project: 'web-app',
      links: [{ kind: 'issue', url: 'https://github.com/a/b/issues/7' }],
      unclear: [],
    });
  });

  it('reads days, with the next one meant where there is no year', () => {
    const days = {
      today: '2026-11-18',
      tom: '2026-11-19',
      wed: '2026-11-25',
      Friday: '2026-11-20',
      '+3d': '2026-11-21',
      '+2w': '2026-12-02',
      '+1m': '2026-12-18',
      '2026-12-04': '2026-12-04',
      '12/4': '2026-12-04',
      '1/2': '2027-01-02',
      '4dec': '2026-12-04',
      dec4: '2026-12-04',
      18: '2026-11-18',
      17: '2026-12-17',
      31: '2026-12-31',
      '12/4/27': '2027-12-04',
      '29feb': '2028-02-29',
    };
    for (const [typed, day] of Object.entries(days)) assert.deepEqual(due(`x ^${typed}`), { day }, typed);
  });

  it('reads dates in the order and with the names of the language', () => {
    assert.deepEqual(due('x ^3/12', british), { day: '2026-12-03' });
    assert.deepEqual(due('x ^3.12.', german), { day: '2026-12-03' });
    assert.deepEqual(due('x ^25.4.50', german), { day: '2050-04-25' });
    assert.deepEqual(due('x ^Montag', german), { day: '2026-11-23' });
    assert.deepEqual(due('x ^morgen', german), { day: '2026-11-19' });
    assert.deepEqual(due('x ^24.Dez', german), { day: '2026-12-24' });
    assert.deepEqual(due('x ^fri', german), { day: '2026-11-20' }, 'English is read too');
    assert.deepEqual(due('x ^vendredi', contextOf('fr')), { day: '2026-11-20' });
    assert.deepEqual(due('x ^12/24', contextOf('ja')), { day: '2026-12-24' });
    assert.deepEqual(due('x ^fri', contextOf('no such language')), { day: '2026-11-20' });
  });

  it('reads times of day, alone for the next such time', () => {
    const zone = 'Europe/Berlin';
    assert.deepEqual(due('Call ^fri 14:30'), { day: '2026-11-20', time: '14:30', zone });
    assert.deepEqual(due('Call ^fri@2pm'), { day: '2026-11-20', time: '14:00', zone });
    assert.deepEqual(due('Call ^16:00'), { day: '2026-11-18', time: '16:00', zone });
    assert.deepEqual(due('Call ^9am'), { day: '2026-11-19', time: '09:00', zone });
    assert.equal(parse('Call at 14:30 ^fri').title, 'Call at 14:30');
  });

  it('reads estimates, priorities, and how a task repeats', () => {
    assert.equal(parse('x 1h30m').estimate, 90);
    assert.equal(parse('x 1.5h').estimate, 90);
    assert.equal(parse('x 45min').estimate, 45);
    assert.equal(parse('x !1').priority, 'urgent');
    assert.deepEqual(parse('x *weekly').repeat, { every: 'week', interval: 1, from: 'due' });
    assert.deepEqual(parse('x *2w!').repeat, { every: 'week', interval: 2, from: 'done' });
    assert.deepEqual(parse('x *thu,mon'), {
      ...parse('x'),
      repeat: { every: 'week', interval: 1, weekdays: [1, 4], from: 'due' },
      dueOn: { day: '2026-11-19' },
    });
  });

  it('leaves alone what only looks like it', () => {
    for (const line of [
      'Fix #123',
      'foo#bar',
      'a @ b',
      'C# and F#',
      '2 * 3',
      '**bold**',
      'me@example.org',
      '5 m',
      '^',
      'monthly report may',
    ])
      assert.deepEqual(parse(line), { title: line, tags: [], links: [], unclear: [] }, line);
  });

  it('keeps what it cannot read, and says so', () => {
    const { title, unclear, dueOn } = parse('Pay ^31.2. !soon *sometimes');
    assert.equal(title, 'Pay ^31.2. !soon *sometimes');
    assert.deepEqual(unclear, ['^31.2.', '!soon', '*sometimes']);
    assert.equal(dueOn, undefined);
    assert.equal(parse('x !high !low').title, 'x !low', 'a second one stays');
  });

  it('leaves a word that is escaped as it is', () => {
    assert.equal(parse(String.raw`\#auth \2h \^fri \\#x`).title, String.raw`#auth 2h ^fri \#x`);
    assert.equal(parse(String.raw`\n C:\x \\server`).title, String.raw`\n C:\x \\server`);
    assert.equal(parse(String.raw`PR \#42 \@ \**x** \\#7`).title, String.raw`PR #42 @ **x** \#7`);
    assert.deepEqual(parse('x @"my app" y').project, 'my app');
    assert.equal(parse(String.raw`x \@"my app" y`).title, 'x @"my app" y');
  });

  it('takes text from elsewhere as it is, and only its addresses as links', () => {
    const text = 'ask @bob about #auth\n before ^fri: https://example.org/a 2h';
    const { links, title, ...rest } = parse(lineOfText(text, english));
    assert.equal(title, 'ask @bob about #auth before ^fri: 2h');
    assert.deepEqual(links, [{ kind: 'url', url: 'https://example.org/a' }]);
    assert.deepEqual(rest, { tags: [], unclear: [] });
  });

  it('calls a task by its link where there are no words, and cuts a title that is too long without losing it', () => {
    assert.equal(parse('https://example.org/a').title, 'https://example.org/a');
    const long = 'word '.repeat(100).trim();
    const { title, description } = parse(`${long} #tag`);
    assert.ok(title.length <= 200 && title.endsWith('word…'));
    assert.equal(description, long);
  });

  const word = fc.oneof(
    fc.constantFrom(
      '#a',
      '#Auth',
      '#1',
      '!high',
      '!x',
      '^fri',
      '^fri@9:00',
      '^x',
      '14:30',
      '2h',
      '30m',
      '@web',
      '@"my app"',
      '@"x',
      'y"',
    ),
    fc.constantFrom(
      '*daily',
      '*mon,tue!',
      '*3m',
      '**b**',
      'https://a.b/c',
      'http://',
      '\\',
      '\\\\',
      '\\#a',
      '\\\\#a',
      '\\2h',
      '\\@"my',
    ),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('#', '!', '^', '@', '*', '\\', '"', ' ', 'a', '1', 'h', ':', '.', '/', ',') }),
  );
  const line = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

  it('writes days of a week by their shortest names, and other rules by their letters', () => {
    const written = (typed: string, context = english) => formatQuickAdd(parse(typed, context), context);
    assert.equal(written('x *monday,thursday,sun'), 'x ^2026-11-19 *sun,mon,thu');
    assert.equal(written('x *montag,so', german), 'x ^2026-11-22 *so,mo');
    assert.equal(written('x *2w'), 'x ^2026-11-18 *2w');
    assert.equal(written('x *weekdays'), 'x ^2026-11-18 *workdays');
  });

  it('writes what it read as a line that reads the same', () => {
    fc.assert(
      fc.property(line, fc.constantFrom(english, german, british, contextOf('fr')), (typed, context) => {
        const { unclear: _, ...read } = parse(typed, context);
        const written = formatQuickAdd({ ...read, unclear: [] }, context);
        const { unclear, ...again } = parse(written, context);
        assert.deepEqual(again, read);
        assert.deepEqual(unclear, []);
        assert.equal(formatQuickAdd({ ...again, unclear }, context), written);
      }),
      { numRuns: 500 },
    );
  });

  it('loses no word that is not read', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.stringMatching(/^[a-z]{2,8}$/).filter((w) => !/^\d/.test(w)),
          { minLength: 1, maxLength: 20 },
        ),
        (words) => {
          const { title, description } = parse(words.join(' '));
          assert.equal(description ?? title, words.join(' '));
        },
      ),
    );
  });
});
