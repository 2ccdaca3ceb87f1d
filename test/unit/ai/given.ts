import { analysisQuestion } from '../../../src/ai/analysis.ts';
import type { AnalysisInput } from '../../../src/ai/analysis.ts';
import type { NameMode } from '../../../src/ai/aliases.ts';
import type { Digest, DigestFact } from '../../../src/core/insights/digest.ts';
import { translator } from '../../../src/core/base/translate.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

export const t = translator();

/** A digest's fact: failing tests in a project with recognizable names. */
export function fact(changes: Partial<DigestFact> = {}): DigestFact {
  return {
    id: 'run:/home/me/secret-shop:npm test',
    topic: 'run',
    weight: 50,
    names: { run: 'npm test', project: '/home/me/secret-shop' },
    labels: { group: 'test' },
    values: { runs: 30, failures: 12, failShare: 0.4, medianMinutes: 12, totalMinutes: 130 },
    text: 'npm test: ran 30 times, 12 failed (40 %); 12 min a run, 2 h 10 min in all',
    ...changes,
  };
}

export function digest(facts: readonly DigestFact[] = [fact()]): Digest {
  return { from: '2026-11-07', to: '2026-11-20', workdays: 10, facts };
}

export function input(facts?: readonly DigestFact[]): AnalysisInput {
  return { digest: digest(facts), clock: new FakeClock(), t };
}

export function question(names: NameMode = 'aliased', facts?: readonly DigestFact[]) {
  return analysisQuestion(input(facts), names);
}
