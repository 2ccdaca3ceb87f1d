import { analysisQuestion, readAnalysis } from '../../src/ai/analysis.ts';
import { readAnswer } from '../../src/ai/answerSchemas.ts';
import { planQuestion, readPlan } from '../../src/ai/planning.ts';
import { translator } from '../../src/core/base/translate.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import type { ClaimCases } from './cases.ts';

type Claim = ClaimCases['claims'][number];

export interface ClaimVerdict {
  readonly claim: Claim;
  readonly author: string;
  /** Text that the person would see instead. */
  readonly shown: string;
  readonly result: 'right' | 'shown as fact' | 'true but flagged' | 'crash';
}

const t = translator();

/** Reads each claim with Daymark as a separate answer, in the format of a model's answer. */
export function judgeClaims(cases: ClaimCases): ClaimVerdict[] {
  return cases.claims.map((claim) => {
    const base = { claim, author: cases.author };
    try {
      const { shown, expected, flagged } = read(claim, cases);
      const isShown = shown.includes(expected) && !flagged;
      if (claim[0] === 'lie') return { ...base, shown, result: isShown ? 'shown as fact' : 'right' };
      return { ...base, shown, result: isShown ? 'right' : 'true but flagged' };
    } catch (error) {
      return { ...base, shown: String(error), result: 'crash' };
    }
  });
}

interface ReadClaim {
  readonly shown: string;
  /** The text as it would stand there if it were believed. */
  readonly expected: string;
  readonly flagged: boolean;
}

function read(claim: Claim, cases: ClaimCases): ReadClaim {
  const isPlan = claim[1] === 'task' || claim[1] === 'learning' || claim[1] === 'question';
  return isPlan ? readInPlan(claim, cases) : readInAnalysis(claim, cases);
}

function readInAnalysis([, field, evidence, text]: Claim, { world, names }: ClaimCases): ReadClaim {
  const neutral = 'See the evidence';
  const at = (one: string) => (one === field ? text : neutral);
  const isOf = (...of: readonly string[]) => of.includes(field);
  const answer = {
    bottlenecks: isOf('description', 'frequency')
      ? [{ type: 'other', description: at('description'), frequency: at('frequency'), impact: 'high', evidence }]
      : [],
    insights: isOf('observation', 'recommendation')
      ? [{ category: 'other', observation: at('observation'), recommendation: at('recommendation'), evidence }]
      : [],
    tool_suggestions: isOf('tool', 'reason')
      ? [{ tool: at('tool'), reason: at('reason'), priority: 'low', evidence }]
      : [],
  };
  const input = { digest: world.digest, clock: systemClock, t };
  const question = analysisQuestion(input, names);
  const parsed = readAnswer('analysis', JSON.stringify(answer)) ?? fail();
  const { bottlenecks, insights, tools } = readAnalysis(parsed, question, { ...input, provider: 'claude' });
  const [item] = [...bottlenecks, ...insights, ...tools];
  const texts: Readonly<Record<string, unknown>> = { ...item };
  const found = texts[field];
  const shown = typeof found === 'string' ? found : '';
  return { shown, expected: question.aliases.restore(rendered(text, world)), flagged: (item?.flagged.length ?? 0) > 0 };
}

function readInPlan([, field, cited, text]: Claim, { world, names }: ClaimCases): ReadClaim {
  const at = (one: string) => (one === field ? text : 'See the evidence');
  const of = (one: string) => (one === field ? [...cited] : []);
  const answer = {
    tasks:
      field === 'task' ? [{ task: text, priority: 'high', project: '', estimated_duration: 30, evidence: cited }] : [],
    learning: { task: at('learning'), estimated_duration: 20, evidence: of('learning') },
    reflection: { question: at('question'), evidence: of('question') },
  };
  const preferences = { workingHours: '', focusTime: '', interests: world.inputs.interests ?? [] };
  const input = { inputs: world.inputs, digest: world.digest, preferences, t };
  const question = planQuestion(input, names);
  const parsed = readAnswer('plan', JSON.stringify(answer)) ?? fail();
  const { draft } = readPlan(parsed, question, input);
  const texts = [...draft.tasks.map(({ title }) => title), draft.learning?.title, draft.reflection?.question];
  const notes = [...draft.tasks, draft.learning, draft.reflection].flatMap((item) => item?.evidence ?? []);
  const shown = texts.filter((one) => one !== undefined).join(' | ');
  return { shown, expected: question.aliases.restore(text), flagged: notes.some(({ id }) => id === 'unverified') };
}

/** Placeholders and signs as they are expected to be shown. */
function rendered(text: string, { digest }: ClaimCases['world']): string {
  return text
    .replace(/\{e(\d+)\.(\w+)\}/g, (found, index: string, key: string) => {
      const value = digest.facts[Number(index) - 1]?.values[key];
      if (value === undefined) return found;
      if (key.endsWith('Share')) return `${Math.round(value * 100)} %`;
      if (key.endsWith('Hour') && !key.endsWith('PerHour')) return `${value}:00`;
      if (!key.endsWith('Minutes')) return String(value);
      return value < 60 ? `${value} min` : `${Math.floor(value / 60)} h ${value % 60} min`;
    })
    .replace(/ \(e\d+\)/g, '')
    .normalize('NFKC');
}

function fail(): never {
  throw new Error('the answer does not fit the schema');
}
