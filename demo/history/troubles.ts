import type { DiagnosticFact } from '../../src/core/facts/facts.ts';
import type { Desk } from './desk.ts';
import type { ProjectFile } from './projects.ts';
import type { Random } from './random.ts';
import type { KnownProblem } from './stacks.ts';
import { placeOf, type WorkItem } from './workItem.ts';
import { identifiers } from './words.ts';

/** An edit leaves problems behind: most are gone in a minute, some stay for hours or overnight. */
export function introduceProblems(desk: Desk, item: WorkItem, file: ProjectFile): void {
  const { random, traits, record } = desk.scene;
  if (file.language !== item.project.stack.language) return;
  for (let i = random.whole(1, 2); i > 0; i--) {
    const problem = makeProblem(desk, item, file);
    if (random.chance(traits.lasting)) {
      record(problem);
      item.problems.push(problem);
    } else {
      record({ ...problem, fixed: problem.introduced + Math.round(random.skewed(40_000)) + 2_000 });
    }
  }
}

/** Introduces errors that stay. */
export function breakFile(desk: Desk, item: WorkItem, file: ProjectFile): void {
  for (let i = 0; i < 3; i++) {
    const problem: DiagnosticFact = { ...makeProblem(desk, item, file), severity: 'error', line: 12 + i * 17 };
    desk.scene.record(problem);
    item.problems.push(problem);
  }
}

/**
 * Fixes problems that are there.
 * @param share of them, on average
 */
export function fixProblems(desk: Desk, item: WorkItem, share: number): void {
  const { random, record } = desk.scene;
  item.problems = item.problems.filter((problem) => {
    if (!random.chance(share)) return true;
    record({ ...problem, fixed: Math.max(problem.introduced + 2_000, desk.at) });
    return false;
  });
}

function makeProblem(desk: Desk, item: WorkItem, file: ProjectFile): DiagnosticFact {
  const { random, nextId, utcOffset } = desk.scene;
  const { severity, reporter, code, message } = pickProblem(random, item.project.stack.problems);
  return {
    type: 'diagnostic',
    id: nextId(),
    introduced: desk.at,
    offset: utcOffset(desk.at),
    severity,
    reporter,
    code,
    message: message.replace('{0}', random.pick(identifiers)),
    line: random.whole(3, 240),
    ...placeOf(item, file),
  };
}

/** Habits first: the same mistakes recur. */
function pickProblem(random: Random, known: readonly KnownProblem[]): KnownProblem {
  const [habit, second] = known;
  if (habit && random.chance(0.35)) return habit;
  return second && random.chance(0.3) ? second : random.pick(known);
}
