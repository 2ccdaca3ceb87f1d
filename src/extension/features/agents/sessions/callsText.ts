import { partsNotLogged, type CallPart } from '../../../../agents/calls/callParts.ts';
import type { SessionCall } from '../../../../agents/calls/sessionCalls.ts';
import { toolNames, type AgentTool } from '../../../../agents/tools.ts';
import { formatDuration } from '../../../../core/base/format.ts';
import { escapeMarkdown } from '../../../../core/base/markdown.ts';
import type { Translate } from '../../../../core/base/translate.ts';
import { minuteMs } from '../../../../core/time/days.ts';
import type { CallsRead } from './sessionCalls.ts';
import { count } from '../usageText.ts';

interface Voice {
  readonly t: Translate;
  /** A day and time, such as `2026-11-30 12:42`. */
  readonly timeOf: (at: number) => string;
  /** A time with its seconds, such as `12:42:07`. */
  readonly clockOf: (at: number) => string;
}

/** The calls of tools in a session as Markdown, by prompt. */
export function callsPart(read: CallsRead, tool: AgentTool, voice: Voice): string[] {
  const { t } = voice;
  const head = `## ${t('Tool calls')}`;
  const name = toolNames[tool];
  if (read === 'gone') return [head, t('Not listed, since the log of this session is gone.')];
  if (read === 'off')
    return [head, t('Not listed, since {0} is not among the tools in **Choose AI Tools to Read…**.', name)];
  if (read === 'unread') return [head, t('Not listed, since the log was not read.')];
  const { calls, total } = read;
  if (total === 0) return [head, t('None are in the log.')];
  const labels: Readonly<Record<CallPart, string>> = {
    start: t('when a call began'),
    end: t('when it ended'),
    file: t('its file'),
    lines: t('its lines'),
    outcome: t('whether it failed'),
  };
  const missing = partsNotLogged[tool].map((part) => labels[part]);
  return [
    head,
    t('Read from the log just now; Daymark stores none of it.'),
    ...(missing.length > 0 ? [t('Not read from the log of {0}: {1}.', name, missing.join(', '))] : []),
    ...(total > calls.length ? [t('{0} earlier ones are not shown.', count(total - calls.length))] : []),
    ...Array.from(Map.groupBy(calls, placeOf), ([place, own]) => [
      `### ${titleOf(place, voice)}`,
      tableOf(own, tool, voice),
    ]).flat(),
  ];
}

/** The prompt, or `before` the first, or `undated` where no one knows. */
function placeOf({ prompt, start }: SessionCall): number | 'before' | 'undated' {
  return prompt ?? (start === undefined ? 'undated' : 'before');
}

function titleOf(place: ReturnType<typeof placeOf>, { t, timeOf }: Voice): string {
  if (place === 'undated') return t('Without a time');
  return place === 'before' ? t('Before the first prompt') : t('After the prompt of {0}', timeOf(place));
}

function tableOf(calls: readonly SessionCall[], tool: AgentTool, voice: Voice): string {
  const { t, clockOf } = voice;
  const columns: readonly (readonly [CallPart | 'name', string, string, (call: SessionCall) => string])[] = [
    ['start', t('Start'), '---', ({ start }) => (start === undefined ? '' : clockOf(start))],
    ['name', t('Tool'), '---', ({ name }) => escapeMarkdown(name)],
    ['file', t('File'), '---', (call) => filesText(call, t)],
    ['lines', t('Lines'), '---:', linesText],
    ['end', t('Took'), '---:', ({ start, end }) => tookText(start, end, t)],
    ['outcome', t('Result'), '---', (call) => outcomeText(call, tool, t)],
  ];
  const missing = partsNotLogged[tool];
  const shown = columns.filter(([part]) => part === 'name' || !missing.includes(part));
  const rows = calls.map((call) => shown.map(([, , , cellOf]) => cellOf(call)));
  const head = [shown.map(([, title]) => title), shown.map(([, , line]) => line)];
  return [...head, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function filesText({ files, hiddenFiles }: SessionCall, t: Translate): string {
  const hidden = hiddenFiles > 0 ? [t('(hidden)')] : [];
  return [...files.map(escapeMarkdown), ...hidden].join(', ');
}

/** Lines added and removed, on one line also in a narrow cell; empty if they aren't known. */
export function linesText({ added, removed }: Pick<SessionCall, 'added' | 'removed'>): string {
  return added === undefined || removed === undefined ? '' : `+${count(added)}\u00A0−${count(removed)}`;
}

/** From the call to its result, with the time that it waited for a permission. */
function tookText(start: number | undefined, end: number | undefined, t: Translate): string {
  if (start === undefined || end === undefined) return '';
  const ms = Math.max(0, end - start);
  const tenths = Math.round(ms / 100);
  return tenths < 600 ? t('{0} s', (tenths / 10).toFixed(1)) : formatDuration(Math.max(ms, minuteMs), t);
}

function outcomeText({ outcome, end }: SessionCall, tool: AgentTool, t: Translate): string {
  if (outcome === 'failed') return t('Failed');
  if (outcome === 'refused') return t('Refused');
  return end === undefined && !partsNotLogged[tool].includes('end') ? t('No result') : '';
}
