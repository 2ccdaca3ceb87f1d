import type { PriceOverrides } from '../../core/prices/modelPrices.ts';
import { costOf } from '../cost.ts';
import { countOf, countsOf, dollarsOf, fieldsOf, arrayOf, textOf } from '../readers/values.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import type { RunAgent } from './runRecords.ts';

/** Content of an agent's output so far. */
export interface RunProgress {
  /** Answers of the model. */
  readonly turns: number;
  /** US dollars; undefined where neither the agent nor the price list tells. */
  readonly costUsd: number | undefined;
  readonly session: string | undefined;
  /** The agent reported that it could not do its work. */
  readonly isError: boolean;
  readonly denials: number;
  /** The limit at which the agent ended by itself. */
  readonly limit: 'turns' | 'cost' | undefined;
}

/** Marks of a reached limit in Claude Code's result. */
const limits: Readonly<Record<string, 'turns' | 'cost'>> = {
  error_max_turns: 'turns',
  error_max_budget_usd: 'cost',
};

/** The longest text of one entry that is shown, in UTF-16 units. */
const longestText = 4_000;

/**
 * Follows what an agent writes to its standard output, line by line: Claude Code's `--output-format stream-json`, Codex's `exec --json`, and
 * plain text of the others. Lines that aren't understood are shown as they are, and count for nothing.
 */
export class AgentStream {
  readonly #agent: RunAgent;
  readonly #prices: PriceOverrides;
  readonly #now: () => number;
  /** Cost of each call by the id of its message. A call comes in several lines, whose usage grows. */
  readonly #calls = new Map<string, number | undefined>();
  #turns = 0;
  /** The agent's own total. */
  #reported: number | undefined;
  #session: string | undefined;
  #isError = false;
  #denials = 0;
  #limit: RunProgress['limit'];

  constructor(agent: RunAgent, options: { readonly prices: PriceOverrides; readonly now: () => number }) {
    this.#agent = agent;
    this.#prices = options.prices;
    this.#now = options.now;
  }

  get progress(): RunProgress {
    const known = [...this.#calls.values()].filter((cost) => cost !== undefined);
    const sum = known.length === 0 ? undefined : known.reduce((all, cost) => all + cost, 0);
    return {
      turns: this.#turns,
      costUsd: this.#reported ?? sum,
      session: this.#session,
      isError: this.#isError,
      denials: this.#denials,
      limit: this.#limit,
    };
  }

  /** Takes in a line. @returns it as a person reads it; empty for one that says nothing to a person */
  line(text: string): string {
    if (this.#agent !== 'claude' && this.#agent !== 'codex') return plainText(text);
    const value = jsonOf(text);
    if (typeof value !== 'object' || value === null) return plainText(text);
    const fields = fieldsOf(value);
    return plainText(this.#agent === 'claude' ? this.#claude(fields) : this.#codex(fields));
  }

  #claude(fields: ReturnType<typeof fieldsOf>): string {
    this.#session = sessionIn(fields['session_id']) ?? this.#session;
    const message = fieldsOf(fields['message']);
    if (fields['type'] === 'assistant') {
      this.#claudeCall(message, fields['parent_tool_use_id'] !== null && fields['parent_tool_use_id'] !== undefined);
      return arrayOf(message['content']).map(claudePart).filter(Boolean).join('\n');
    }
    if (fields['type'] !== 'result') return '';
    this.#reported = dollarsOf(fields['total_cost_usd']) ?? this.#reported;
    this.#turns = Math.max(this.#turns, countOf(fields['num_turns']) ?? 0);
    const subtype = textOf(fields['subtype']);
    this.#isError = fields['is_error'] === true || subtype !== 'success';
    this.#limit = Object.hasOwn(limits, subtype) ? limits[subtype] : undefined;
    const denials = arrayOf(fields['permission_denials']);
    this.#denials = denials.length;
    const refused = denials.map((one) => `✗ ${textOf(fieldsOf(one)['tool_name'])}: permission needed`);
    return [`■ ${subtype}`, ...refused].join('\n');
  }

  /** Counts a call by its largest copy. */
  #claudeCall(message: ReturnType<typeof fieldsOf>, isSubagent: boolean): void {
    const id = textOf(message['id']);
    if (id === '') return;
    if (!this.#calls.has(id) && !isSubagent) this.#turns += 1;
    const usage = fieldsOf(message['usage']);
    const names = ['input_tokens', 'output_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'] as const;
    const counts = countsOf(usage, names);
    if (!counts) return void this.#calls.set(id, this.#calls.get(id));
    const hour = countOf(fieldsOf(usage['cache_creation'])['ephemeral_1h_input_tokens']) ?? 0;
    const cost = costOf(
      {
        key: id,
        session: '',
        project: '',
        model: textOf(message['model']),
        at: this.#now(),
        tokens: {
          input: counts.input_tokens,
          output: counts.output_tokens,
          cacheRead: counts.cache_read_input_tokens,
          cacheWrite: Math.max(0, counts.cache_creation_input_tokens - hour),
          cacheWrite1h: hour,
          reasoning: 0,
        },
      },
      this.#prices,
    );
    const before = this.#calls.get(id);
    this.#calls.set(id, cost === undefined ? before : Math.max(cost, before ?? 0));
  }

  #codex(fields: ReturnType<typeof fieldsOf>): string {
    const item = fieldsOf(fields['item']);
    switch (fields['type']) {
      case 'thread.started':
        this.#session = sessionIn(fields['thread_id']) ?? this.#session;
        return '';
      case 'turn.completed':
        this.#turns += 1;
        return '■ success';
      case 'turn.failed':
        this.#isError = true;
        return `■ ${cut(fieldsOf(fields['error'])['message'])}`;
      case 'error':
        return `✗ ${cut(fields['message'])}`;
      case 'item.started':
        return item['type'] === 'command_execution' ? `▸ ${cut(item['command'])}` : '';
      case 'item.completed':
        if (item['type'] === 'agent_message') return cut(item['text']);
        if (item['type'] === 'error') return `✗ ${cut(item['message'])}`;
        if (item['type'] === 'file_change')
          return arrayOf(item['changes'])
            .map((one) => `▸ ${cut(fieldsOf(one)['path'])}`)
            .join('\n');
        return '';
      default:
        return '';
    }
  }
}

/** The record of a run holds no longer one, and it goes into a command line. */
function sessionIn(value: unknown): string | undefined {
  const text = textOf(value);
  return /^[\w.:-]{1,200}$/.test(text) && !text.startsWith('-') ? text : undefined;
}

function claudePart(part: unknown): string {
  const { type, text, name, input } = fieldsOf(part);
  if (type === 'text') return cut(text);
  if (type !== 'tool_use') return '';
  const { file_path: file, command, pattern, description } = fieldsOf(input);
  const subject = [file, command, pattern, description].find((value) => typeof value === 'string');
  return subject === undefined ? `▸ ${cut(name)}` : `▸ ${cut(name)}: ${cut(subject)}`;
}

function cut(value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

/** A text without control characters, which could move the cursor, or hide a part of the text. */
export function plainText(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters meant
  const shown = text.replaceAll(/\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?)/g, '');
  // eslint-disable-next-line no-control-regex -- these are the characters meant
  return shown.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069]/g, '');
}
