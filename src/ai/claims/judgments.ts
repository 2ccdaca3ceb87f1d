import { isSigned, type StatementEvidence } from './ground.ts';

/** Judgments of a kind that the topic of the evidence allows. */
const judgments: Readonly<Record<string, readonly [word: RegExp, isTrue: (evidence: StatementEvidence) => boolean]>> = {
  merged: [/^merg(?:ed|es|ing)$/, ({ words }) => words.has('merged')],
  flaky: [
    /^(?:flaky|flakiness|unreliable|unstable|intermittent|intermittently|nondeterministic)$/,
    (evidence) => above(evidence, 'turnsWithoutEdits', 0),
  ],
  slow: [
    /^(?:slow|slowly|lengthy)$/,
    ({ grounds }) => grounds.some(({ topic, values = {} }) => topic === 'run' && Number(values['medianMinutes']) >= 5),
  ],
  stuck: [
    /^(?:stuck|stale|idle|dormant|untouched|stalled)$/,
    (evidence) => above(evidence, 'idleDays', 0) || above(evidence, 'medianWaitDays', 0),
  ],
  carried: [
    /^(?:carried|postponed|deferred)$/,
    ({ grounds }) => grounds.some(({ labels = {} }) => labels['about'] === 'carried'),
  ],
  scattered: [
    /^(?:fragmented|scattered|interrupted|distracted)$/,
    ({ grounds }) => grounds.some(({ topic }) => topic === 'focus' || topic === 'switching'),
  ],
  overloaded: [
    /^(?:overloaded|overcommitted|ambitious|overfull|optimistic)$/,
    ({ pairs, grounds }) =>
      isSigned(
        pairs.filter(({ against }) => against === 'planned'),
        1,
      ) || grounds.some(({ values = {} }) => Number(values['doneShare']) < 0.7),
  ],
  underestimated: [
    /^underestimat(?:e|es|ed|ing)$/,
    ({ pairs }) =>
      isSigned(
        pairs.filter(({ against }) => against === 'planned'),
        1,
      ),
  ],
  overestimated: [
    /^overestimat(?:e|es|ed|ing)$/,
    ({ pairs }) =>
      isSigned(
        pairs.filter(({ against }) => against === 'planned'),
        -1,
      ),
  ],
};

function above({ grounds }: StatementEvidence, key: string, least: number): boolean {
  return grounds.some(({ values = {} }) => Number(values[key]) > least);
}

/** Returns true for a word that judges, such as "flaky". */
export function isJudgment(word: string): boolean {
  return Object.values(judgments).some(([pattern]) => pattern.test(word));
}

/** Returns true for a word that judges what the evidence allows to be judged so. */
export function isTrueJudgment(word: string, evidence: StatementEvidence): boolean {
  return Object.values(judgments).some(([pattern, isTrue]) => pattern.test(word) && isTrue(evidence));
}
