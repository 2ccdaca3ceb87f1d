import type { QueryResult } from '../../../../catalog/queries.ts';
import { counted } from '../../../../core/base/counted.ts';
import { formatDuration } from '../../../../core/base/format.ts';
import { escapeMarkdown } from '../../../../core/base/markdown.ts';
import type { ShownCurrency } from '../../../../core/base/money.ts';
import type { Translate } from '../../../../core/base/translate.ts';
import type { KeptText, KeptTextChoice } from '../../../../core/facts/keptTexts.ts';
import { sessionCategoryLabels } from '../../../../core/views/labels.ts';
import { costInWords, count, section } from '../usageText.ts';
import { linesText } from './callsText.ts';

type Details = QueryResult<'agents.details'>;

interface Voice {
  readonly t: Translate;
  /** A day and time, such as `2026-11-30 12:42`. */
  readonly timeOf: (at: number) => string;
  readonly keeps: KeptTextChoice;
  readonly currency?: ShownCurrency;
}

/**
 * The page of "Show Agent Session…" as Markdown.
 * @param parts what was said, and paragraphs about the calls of tools
 */
export function sessionText(
  details: Details,
  { texts, calls }: { readonly texts: readonly KeptText[]; readonly calls: readonly string[] },
  voice: Voice,
): string {
  const { tool, project } = details;
  return [
    `# ${escapeMarkdown([tool, ...(project === '' ? [] : [project])].join(' · '))}`,
    factsOf(details, voice),
    ...totalsPart(details, voice),
    ...promptPart(details, voice),
    ...failedPart(details, voice),
    ...calls,
    `## ${voice.t('What was said')}`,
    ...textsPart(texts, voice),
  ].join('\n\n');
}

/** Prompts that the page shows, the newest; `agents.details` has more. */
const mostPrompts = 50;

function factsOf(details: Details, voice: Voice): string {
  const { t, timeOf } = voice;
  const { start, end, prompts, toolCalls, workMs, presentMs, supervisedMs, project, totals, edited, failures } =
    details;
  const rows = [
    [t('First and last call'), rangeText(timeOf(start), timeOf(end))],
    ...(details.category ? [[t('Category'), sessionCategoryLabels(t)[details.category]]] : []),
    [t('Prompts'), String(prompts)],
    [t('Tool calls'), String(toolCalls)],
    [t('Failed tool calls'), String(failures.tool)],
    [t('Failed model requests'), String(failures.model)],
    [t('The agent worked'), formatDuration(workMs, t)],
    [t('You were at work meanwhile'), formatDuration(presentMs, t)],
    ...(project === '' ? [] : [[t('You worked in its project meanwhile'), formatDuration(supervisedMs, t)]]),
    ...(edited
      ? [
          [t('Files changed'), count(edited.files)],
          [t('Lines added and removed'), linesText(edited)],
        ]
      : []),
    [t('Cost at list prices'), costInWords(totals, voice)],
  ];
  return [`| | |`, '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

function totalsPart({ models, branches }: Details, voice: Voice): string[] {
  const { t } = voice;
  const rowsOf = (rows: Details['models']) => rows.map(({ name, ...totals }) => ({ name, totals }));
  const hasBranches = branches.some(({ name }) => name !== '');
  return [
    ...section([t('By model'), t('Model')], rowsOf(models), voice),
    ...(hasBranches ? section([t('By branch'), t('Branch')], rowsOf(branches), voice) : []),
  ];
}

function promptPart({ byPrompt, edited }: Details, voice: Voice): string[] {
  const { t, timeOf } = voice;
  if (byPrompt.length === 0) return [];
  const shown = byPrompt.slice(-mostPrompts);
  const head = [t('Prompt'), t('Model calls'), t('Tool calls'), t('Tokens'), t('Cost')];
  const rows = shown.map((one) => {
    const cells = [timeOf(one.at), ...[one.calls, one.toolCalls, one.tokens].map(count), costInWords(one, voice)];
    return `| ${[...cells, ...(edited ? [count(one.files), linesText(one)] : [])].join(' | ')} |`;
  });
  const columns = [...head, ...(edited ? [t('Files'), t('Lines')] : [])];
  const rest = byPrompt.length - shown.length;
  return [
    `## ${t('By prompt')}`,
    [`| ${columns.join(' | ')} |`, `|---|${'---:|'.repeat(columns.length - 1)}`, ...rows].join('\n'),
    ...(rest > 0 ? [t('{0} earlier ones are not shown.', rest)] : []),
  ];
}

/** A range of times, with its day once where it is one. @param from such as `2026-11-30 12:42` */
function rangeText(from: string, to: string): string {
  const [day = '', time = ''] = to.split(' ');
  return `${from} – ${from.startsWith(day) ? time : to}`;
}

/** The failures of each prompt, since a page of single ones would be long. */
function failedPart({ failed }: Details, { t, timeOf }: Voice): string[] {
  if (failed.length === 0) return [];
  const rows = Array.from(Map.groupBy(failed, ({ prompt }) => prompt)).map(([prompt, own]) => {
    const count = (of: string): number => own.filter((one) => one.of === of).length;
    const name = prompt === 0 ? t('Before the first prompt') : t('Prompt {0}', prompt);
    return `| ${name} | ${count('tool')} | ${count('model')} | ${timeOf(own.at(-1)?.at ?? 0)} |`;
  });
  const head = [t('After'), t('Failed tool calls'), t('Failed model requests'), t('Last')];
  return [`## ${t('What failed')}`, [`| ${head.join(' | ')} |`, '|---|---:|---:|---|', ...rows].join('\n')];
}

function textsPart(texts: readonly KeptText[], { t, timeOf, keeps }: Voice): string[] {
  if (texts.length === 0)
    return [
      keeps === 'off'
        ? t('Not kept. **Keep Prompts of AI Tools…** turns it on.')
        : t("No texts of this session are kept: it is too old, it is excluded, or its tool doesn't log its folder."),
    ];
  const names = { prompt: t('You'), answer: t('Agent'), change: t('Change') };
  return texts.flatMap(({ at, by, text, length, file }) => {
    const title = [names[by], ...(file === undefined ? [] : [escapeMarkdown(file)]), timeOf(at)].join(' · ');
    const cut = length - text.length;
    const end =
      cut > 0 ? [counted(t, ['1 more character is not kept.', '{0} more characters are not kept.'], [cut])] : [];
    return [`**${title}**`, fenced(text, by === 'change' ? 'diff' : 'text'), ...end];
  });
}

/** As a block of code, since nothing that a model or a log says should be rendered. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
