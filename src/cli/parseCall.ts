import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { JsonSchema, OperationDescription } from '../catalog/describe.ts';
import { AppError } from '../core/base/appError.ts';
import { addDays, type Day } from '../core/time/days.ts';
import { parseTime, type OffsetAt } from '../core/time/zone.ts';
import { alternatives, isDaySchema, isInstantSchema } from './jsonSchema.ts';

/** Options of every call. No parameter of an operation may have one of these names. */
export const callOptions = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The arguments after an operation's name. */
export interface CommandArguments {
  /** Texts and flags by the name of their parameter. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly data?: string;
  readonly json: boolean;
  readonly yes: boolean;
}

/** The user's time of a call. */
interface CallTime {
  today(): Day;
  readonly offsetAt: OffsetAt;
}

/** The part of a parameter's JSON Schema that decides how its text is read. */
interface Kind {
  readonly types: readonly unknown[];
  readonly isDay: boolean;
  readonly isInstant: boolean;
  /** An instant as a text (ISO 8601). */
  readonly isTimeText: boolean;
  /** For the items of a list. */
  readonly items?: Kind;
}

/**
 * Reads what follows the name of an operation: its parameters as options (`--minutes 30`, `--done`, `--no-done`), and `callOptions`.
 * @throws AppError `invalid-input` for an option that doesn't exist
 */
export function parseCall(operation: OperationDescription, argv: readonly string[]): CommandArguments {
  const { data, json, yes, help: _, ...parameters } = parsed(operation, argv);
  return { parameters, ...(typeof data === 'string' && { data }), json: json === true, yes: yes === true };
}

/**
 * Turns the texts of a call into parameters; the operation checks them. A list takes its option several times, and an object is JSON. A day may
 * be `today`, `yesterday`, or `tomorrow`, and an instant a date and time.
 * @param when the user's day, and the offsets of their time zone, in which a time without one is
 * @throws AppError `invalid-input` for a text that can't be read
 */
export function paramsOf(
  operation: OperationDescription,
  { parameters }: CommandArguments,
  when: CallTime,
): Record<string, unknown> {
  const kinds = kindsOf(operation.params);
  const values = Object.entries(parameters).map(([name, value]) => [
    name,
    valueOf({ name, value, kind: kinds.get(name) }, when),
  ]);
  return Object.fromEntries(values) as Record<string, unknown>;
}

function parsed({ name, params }: OperationDescription, argv: readonly string[]): Record<string, unknown> {
  const options: NonNullable<ParseArgsConfig['options']> = { ...callOptions };
  for (const [parameter, { types }] of kindsOf(params))
    options[parameter] = { type: types.includes('boolean') ? 'boolean' : 'string', multiple: types.includes('array') };
  try {
    return parseArgs({ args: [...argv], options, allowNegative: true, allowPositionals: false }).values;
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new AppError('invalid-input', `${first.replace(/\.$/, '')}. "daymark help ${name}" lists the options.`);
  }
}

function kindsOf({ properties = {} }: JsonSchema): Map<string, Kind> {
  const all = Object.entries(properties as Readonly<Record<string, JsonSchema>>);
  return new Map(all.map(([name, schema]) => [name, kindOf(schema)]));
}

function kindOf(schema: JsonSchema): Kind {
  const items = schema['items'];
  const parts = alternatives(schema);
  return {
    types: parts.flatMap(
      ({ type, enum: values }) => type ?? (Array.isArray(values) ? values.map((one) => typeof one) : []),
    ),
    isDay: parts.some(isDaySchema),
    isInstant: parts.some(isInstantSchema),
    isTimeText: parts.some(({ format }) => format === 'date-time'),
    ...(typeof items === 'object' && items !== null && { items: kindOf(items as JsonSchema) }),
  };
}

const daysFromToday: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

interface OptionValue {
  readonly name: string;
  readonly value: unknown;
  readonly kind: Kind | undefined;
}

function valueOf({ name, value, kind }: OptionValue, when: CallTime): unknown {
  if (kind === undefined || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return listOf(value.map(String), { name, kind }, when);
  const text = String(value);
  if (kind.isDay && Object.hasOwn(daysFromToday, text)) return addDays(when.today(), daysFromToday[text] ?? 0);
  if (kind.isInstant && !/^-?\d+$/.test(text)) return instantOf(name, text, when);
  if (kind.isTimeText) return new Date(instantOf(name, text, when)).toISOString();
  if (kind.types.includes('null') && text === 'null') return null;
  if (kind.types.includes('object')) return jsonOf(name, text);
  const isNumber = kind.types.includes('number') || kind.types.includes('integer');
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** The items of a list one by one, or all of them as JSON. */
function listOf(texts: readonly string[], { name, kind }: Omit<OptionValue, 'value'>, when: CallTime): unknown {
  const [first = ''] = texts;
  if (texts.length === 1 && first.startsWith('[')) return jsonOf(name, first);
  return texts.map((value) => valueOf({ name, value, kind: kind?.items }, when));
}

function instantOf(name: string, text: string, { offsetAt }: CallTime): number {
  const at = parseTime(text, offsetAt);
  if (Number.isNaN(at)) throw new AppError('invalid-input', `--${name} is a date and time, such as 2026-03-02T14:30.`);
  return at;
}

function jsonOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid-input', `--${name} is not valid JSON.`);
  }
}
