import assert from 'node:assert/strict';
import {
  decisionQuestion,
  decisionsByModel,
  readDecisions,
  type DecisionInput,
} from '../../../../src/ai/drafts/decisionDraft.ts';
import { errorCode } from '../../../../src/core/base/appError.ts';
import { claudeDesk, signal } from './claudeDesk.ts';

const input: DecisionInput = {
  project: '/home/me/shop',
  commits: [
    {
      hash: 'abcdef1234567',
      subject: 'Store orders in SQLite',
      body: 'PostgreSQL needs a server, which the shop has not.',
      files: ['src/orders.ts'],
    },
  ],
  messages: [
    { by: 'you', text: 'Keep the old format readable. password = "hunter2hunter2"' },
    { by: 'agent', text: 'I keep the old format readable for backups.' },
  ],
};
const propose = (title: string, why: string, ...evidence: string[]) => ({ title, why, evidence });
const read = (...decisions: ReturnType<typeof propose>[]) => readDecisions({ decisions }, input);

describe('proposed decisions', () => {
  it('rest on what they cite, and are linked to its commits and files', () => {
    const { decisions, refused } = read(
      propose('Store orders in SQLite', 'PostgreSQL needs a server, which the shop has not.', 'c1'),
      propose('Keep the old format readable', '', 's1', 's2'),
    );
    assert.deepEqual(decisions, [
      {
        title: 'Store orders in SQLite',
        why: 'PostgreSQL needs a server, which the shop has not.',
        commits: ['abcdef1234567'],
        files: ['src/orders.ts'],
      },
      { title: 'Keep the old format readable', why: '', commits: [], files: [] },
    ]);
    assert.equal(refused, 0);
  });

  it('lose each sentence without a base, and are dropped without a title', () => {
    const { decisions, refused } = read(
      propose(
        'Store orders in SQLite',
        'PostgreSQL needs a server. It is 12 times faster. Customers complained loudly.',
        'c1',
      ),
      propose('Store orders in SQLite', '', 'c9'),
      propose('Adopt microservices everywhere', '', 'c1'),
      propose('Keep the old format readable', 'PostgreSQL needs a server.', 's1'),
    );
    assert.deepEqual(
      decisions.map(({ title, why }) => [title, why]),
      [
        ['Store orders in SQLite', 'PostgreSQL needs a server.'],
        ['Keep the old format readable', ''],
      ],
    );
    assert.equal(refused, 5);
  });

  it('are in words of what they cite, in any form, for at least half of the longer ones', () => {
    const kept = (title: string) => read(propose(title, '', 's2')).decisions.length === 1;
    // What is cited: "I keep the old format readable for backups."
    assert.deepEqual(
      [
        'Formatting is readable',
        'Backup format',
        'Readable rockets',
        'Readable rockets zooming',
        'Rockets',
        'The old',
      ].map(kept),
      [true, true, true, false, false, false],
    );
    // Words of grammar count neither way.
    assert.equal(kept('Readable because there would have been rockets'), true);
  });

  it('are eight at most, and each thing that is left out is counted once', () => {
    const one = propose('Store orders in SQLite', '', 'c1', 'c1', 's1');
    const many = read(...Array.from({ length: 9 }, () => one));
    assert.deepEqual([many.decisions.length, many.refused, many.decisions[0]?.commits], [8, 0, ['abcdef1234567']]);
    const long = read(propose(`Store orders${' in SQLite'.repeat(20)}`, '', 'c1')).decisions[0]?.title;
    assert.equal(long?.length, 120, long);
    assert.equal(read(propose('Store orders in SQLite', '', 'c2')).refused, 1);
    assert.equal(read(propose('Adopt microservices everywhere', 'Customers complained loudly.', 'c1')).refused, 1);
    assert.equal(
      read(propose('Store orders', 'Customers complained loudly. PostgreSQL needs a server.', 'c1')).refused,
      1,
    );
  });

  it('can link, mention, and close nothing', () => {
    const { decisions } = read(propose('Store orders in [SQLite](https://evil.example)', '', 'c1'));
    assert.equal(decisions[0]?.title, 'Store orders in SQLite');
  });

  it('are asked for without secrets and folders, and the receipt keeps no text', () => {
    const { content, kept } = decisionQuestion(input);
    assert.doesNotMatch(content, /hunter2|\/home\/me/);
    assert.match(content, /Keep the old format readable/);
    assert.doesNotMatch(kept ?? '', /SQLite|format/);
  });

  describe('by Claude', () => {
    const claude = claudeDesk();

    it('are those of exactly what was shown', async () => {
      claude.fake.turns.push({ answer: { decisions: [propose('Store orders in SQLite', '', 'c1')] } });
      const at = claude.watched();
      const found = await decisionsByModel(input, at, signal);
      assert.equal(found.decisions.length, 1);
      assert.deepEqual(claude.fake.seen.at(-1)?.body, JSON.parse(claude.shown));
      assert.equal(at.book.last[0]?.task, 'decisions');
      assert.ok(at.book.states.every(({ payload }) => !payload.includes('old format')));
    });

    it('are not asked for without consent, and fail with the type of the failure', async () => {
      const before = claude.fake.seen.length;
      assert.equal(await decisionsByModel(input, claude.refusing(), signal).catch(errorCode), 'ai-declined');
      assert.equal(claude.fake.seen.length, before);
      claude.fake.turns.push({ problem: { status: 529, type: 'overloaded_error', message: 'No' } });
      assert.equal(await decisionsByModel(input, claude.opened(), signal).catch(errorCode), 'ai-overloaded');
    });
  });
});
