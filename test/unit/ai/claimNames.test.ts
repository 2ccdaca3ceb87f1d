import assert from 'node:assert/strict';
import { namesIn } from '../../../src/ai/claims/entities.ts';

/** The names that a text has by its role; `?` behind one that may be a word at the beginning of a sentence. */
function names(role: 'statement' | 'advice' | 'tool', text: string): string[] {
  return namesIn(text, role).map(({ name, isSure }) => (isSure ? name : `${name}?`));
}

const statements: Readonly<Record<string, readonly string[]>> = {
  'Payments failed': ['Payments?'],
  'It failed. Payments failed': ['Payments?'],
  'It failed: Payments failed': ['Payments?'],
  '"Payments" failed': ['Payments?'],
  "It failed ('Payments')": ['Payments'],
  'It failed for Payments': ['Payments'],
  "It failed in Sonar's tests": ["Sonar's"],
  'Re-Sonar failed': ['Re-Sonar?'],
  // A word that is a name too is one inside a sentence.
  'Mark the tests': [],
  'Will it fail': [],
  'Tests failed for Mark': ['Mark'],
  'It failed for Will': ['Will'],
  'It failed for Bob': ['Bob'],
  'bob broke it': ['bob'],
  "Bob's tests failed": ["Bob's"],
  // Code.
  'It failed in src/pay.ts': ['src/pay.ts'],
  'It failed in pay.ts': ['pay.ts'],
  'It failed in payTotal': ['payTotal'],
  'It failed in pay_total': ['pay_total'],
  'It failed in a::b': ['a::b'],
  'It failed in .env': ['.env'],
  'It failed for @boss': ['@boss'],
  'It failed in #12': ['#12'],
  'It failed in shop9': ['shop9'],
  'It failed in k6': [],
  'It failed in UTF8': [],
  'It failed in read/Sonar': ['read/Sonar'],
  'It failed in Test-xylo': [],
  // Words, and names that anybody may say.
  'It failed in read/write': [],
  'It failed in CI/CD': [],
  'It failed 24/7': [],
  'It failed e.g. in tests': [],
  'It failed at 5 p.m.': [],
  'It failed " often': [],
  'It failed in X': [],
  'It failed in Qx': ['Qx'],
  // Words of each kind.
  'It failed in Twelve': [],
  'It failed in These': [],
  'It failed in Debug': [],
  'It failed in Red': [],
  'It failed in Occurrence': [],
  'It failed in Today': [],
  'It failed as I ran it': [],
  'It failed in VS Code, GitHub, and Git': [],
  "It failed in Monday's tests": [],
  // Tools are names without a capital, too.
  'It failed in Jenkins': ['Jenkins'],
  'It failed in jenkins': ['jenkins'],
};
const advice: Readonly<Record<string, readonly string[]>> = {
  'Use Jenkins for it': [],
  'Use jenkins': [],
  'Run it with Jest': [],
  'Try Sonar': [],
  'Install a Sonar': [],
  'Talk it over with Jest': ['Jest'],
  'Consider adding Sonar': ['Sonar'],
  'Sonar should run it': ['Sonar?'],
  'Sonarize the tests': [],
  'Mark the tests': [],
  'Try src/pay.ts': ['src/pay.ts'],
};

describe('names that are said', () => {
  for (const [text, expected] of Object.entries(statements))
    it(`in a statement: ${text}`, () => assert.deepEqual(names('statement', text), expected));
  for (const [text, expected] of Object.entries(advice))
    it(`in advice: ${text}`, () => assert.deepEqual(names('advice', text), expected));
  it('of a tool may be any, but no path and no person', () => {
    assert.deepEqual(
      ['Sonar', 'pay.ts', 'src/pay.ts', '@boss'].map((text) => names('tool', text)),
      [[], [], ['src/pay.ts'], ['@boss']],
    );
  });
});
