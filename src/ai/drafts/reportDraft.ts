import { weekdayLabel } from '../../core/base/format.ts';
import type { Translate } from '../../core/base/translate.ts';
import type { Digest, DigestFact } from '../../core/insights/digest.ts';
import { reportSections, type ReportSection, type WorkReport } from '../../core/insights/workReport.ts';
import { dayMs } from '../../core/time/days.ts';
import { NameAliases, type NameMode } from '../aliases.ts';
import type { AnswerOf } from '../answerSchemas.ts';
import { callModel, type Desk } from '../callModel.ts';
import { ItemReader } from '../claims/itemReader.ts';
import { digestPayload, sentFacts, type DigestPayload } from '../digestPayload.ts';
import { textLimits } from '../plainText.ts';
import { reportSystem } from '../prompts.ts';
import type { ModelQuestion } from '../provider.ts';
import { draftLine } from './draftLine.ts';

/** Occasion of a draft: a few lines for a daily meeting, or a post about a week. */
export type WorkPostKind = 'standup' | 'weeklyPost';

/** One line of a draft. */
interface ReportLine {
  readonly section: ReportSection;
  readonly text: string;
}

/** A standup or a weekly post. */
export interface ReportDraft {
  readonly lines: readonly ReportLine[];
  /** Lines of a model that were left out, since no fact supports them. */
  readonly refused: number;
  /** Absent if the built-in rules drafted it. */
  readonly model?: string;
}

/** Tokens of the facts at most, by our estimate. */
const tokensAtMost = 3000;
const linesAtMost = 20;

/** The question for a draft, and how to read the answer. */
export interface ReportQuestion {
  readonly ask: ModelQuestion & { readonly task: WorkPostKind };
  readonly payload: DigestPayload;
  readonly aliases: NameAliases;
}

/** Builds the question of a draft: facts alone, with names as they may be sent. */
export function reportQuestion(kind: WorkPostKind, report: WorkReport, names: NameMode): ReportQuestion {
  const aliases = new NameAliases(names);
  // Without its subject, a commit says nothing: the facts of projects have the numbers.
  const visible = report.facts.filter(({ fact }) => !aliases.isSecretive || fact.names.message === undefined);
  const payload = digestPayload(digestOf({ ...report, facts: visible }), aliases, { most: tokensAtMost });
  const sectionOf = sectionsOf(report);
  const facts = payload.content.facts.map(([id, topic, about]) => {
    const fact = payload.sent.get(id);
    return [id, topic, { part: fact && sectionOf.get(fact), ...about }];
  });
  const content = JSON.stringify({ from: report.from, to: report.to, facts });
  return { ask: { task: kind, system: reportSystem(kind), content }, payload, aliases };
}

function digestOf({ from, to, facts }: WorkReport): Digest {
  return { from, to, workdays: 0, facts: facts.map(({ fact }) => fact) };
}

function sectionsOf({ facts }: WorkReport): ReadonlyMap<DigestFact, ReportSection> {
  return new Map(facts.map(({ fact, section }) => [fact, section]));
}

/** A draft by the built-in rules: each fact in its own words. */
export function reportByRules({ facts }: WorkReport): ReportDraft {
  return { lines: facts.map(({ section, fact: { text } }) => ({ section, text })), refused: 0 };
}

/** Asks a model for a draft, and checks each line against the facts that it cites. @throws AppError `ai-…` */
export async function reportByModel(
  { kind, report, names }: { readonly kind: WorkPostKind; readonly report: WorkReport; readonly names: NameMode },
  desk: Desk,
  signal: AbortSignal,
): Promise<ReportDraft> {
  const question = reportQuestion(kind, report, names);
  const { answer, model } = await callModel(question.ask, desk, signal);
  return { ...readReport(answer, question, { report, t: desk.t }), model };
}

/** Reads a model's draft. A line that the facts don't support is replaced by the fact it cites first, and dropped if it cites none. */
export function readReport(
  answer: AnswerOf<WorkPostKind>,
  { payload, aliases }: ReportQuestion,
  { report, t }: { readonly report: WorkReport; readonly t: Translate },
): ReportDraft {
  const days = Math.round((Date.parse(report.to) - Date.parse(report.from)) / dayMs) + 1;
  const reader = new ItemReader({ facts: sentFacts(payload.sent, aliases), aliases, days }, payload.sent, t);
  const sectionOf = sectionsOf(report);
  const lines = reader.read(answer.lines, linesAtMost, (item, checked) => {
    const text = checked.main(item.text, textLimits.long);
    const first = item.evidence.flatMap((id) => payload.sent.get(id) ?? [])[0];
    return { section: (first && sectionOf.get(first)) ?? 'done', text };
  });
  const isNew = ({ text }: ReportLine, at: number): boolean => lines.findIndex((line) => line.text === text) === at;
  return { lines: lines.filter(isNew), refused: reader.dropped };
}

/** The text of a draft in Markdown. */
export function reportMarkdown(
  { kind, report: { from, to } }: { readonly kind: WorkPostKind; readonly report: WorkReport },
  { lines }: ReportDraft,
  t: Translate,
): string {
  const since = from === to ? weekdayLabel(to, t) : t('Since {0}, {1}', weekdayLabel(from, t), from);
  const titles: Readonly<Record<ReportSection, string>> = {
    done: kind === 'standup' ? since : t('Done'),
    next: kind === 'standup' ? t('Today') : t('Next'),
    waiting: t('Waiting'),
  };
  const parts = reportSections.flatMap((section) => {
    const own = lines.filter((line) => line.section === section);
    if (own.length === 0) return [];
    return [`## ${titles[section]}`, own.map(({ text }) => `- ${draftLine(text, textLimits.long)}`).join('\n')];
  });
  const title = kind === 'standup' ? t('Standup for {0}', to) : t('Week of {0} to {1}', from, to);
  return `${[`# ${title}`, ...parts].join('\n\n')}\n`;
}
