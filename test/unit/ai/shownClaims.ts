import { analysisQuestion, readAnalysis } from '../../../src/ai/analysis.ts';
import type { DigestFact } from '../../../src/core/insights/digest.ts';
import { fact, input } from './given.ts';

/** Returns true if a statement of a model that cites one fact is shown as it is. */
export function isShown(observation: string, measured: Pick<DigestFact, 'topic' | 'values' | 'text'>): boolean {
  const analysisInput = input([fact({ id: 'x', names: {}, labels: {}, ...measured })]);
  const question = analysisQuestion(analysisInput, 'aliased');
  const insights = [{ category: 'other' as const, observation, recommendation: '', evidence: ['e1'] }];
  const read = readAnalysis({ bottlenecks: [], insights, tool_suggestions: [] }, question, {
    ...analysisInput,
    provider: 'claude',
  });
  return read.insights[0]?.flagged.length === 0;
}
