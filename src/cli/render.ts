import { formatDuration } from '../core/base/format.ts';
import { translator } from '../core/base/translate.ts';
import { unitTexts } from '../core/views/unitTexts.ts';
import type { JsonSchema } from '../catalog/describe.ts';
import { alternatives, isInstantSchema } from './jsonSchema.ts';

/** Minutes east of UTC at an instant (ms since the epoch). */
type OffsetAt = (at: number) => number;

type Scalar = string | number | boolean | null | undefined;
type Row = Readonly<Record<string, unknown>>;

const indent = '  ';
const t = translator();

/**
 * Writes an operation's result for a person: `key: value` lines, lists, and tables. The schema tells which numbers are instants and
 * durations. Control characters are removed, since a name must not be able to control the terminal.
 * @returns lines without a line break at the end
 */
export function renderText(value: unknown, schema: JsonSchema, offsetAt: OffsetAt): string {
  return new Renderer(offsetAt).lines(value, schema).join('\n');
}

class Renderer {
  readonly #offsetAt: OffsetAt;

  constructor(offsetAt: OffsetAt) {
    this.#offsetAt = offsetAt;
  }

  lines(value: unknown, schema: JsonSchema): string[] {
    if (Array.isArray(value)) return this.#list(value, itemsOf(schema));
    if (isRow(value))
      return Object.entries(value).flatMap(([key, one]) => this.#entry(key, one, unitOf(key, propertyOf(schema, key))));
    return [this.#scalar(value as Scalar, schema)];
  }

  #entry(key: string, value: unknown, schema: JsonSchema): string[] {
    if (value === undefined) return [];
    const name = clean(key);
    if (!Array.isArray(value) && !isRow(value)) return this.#labeled(name, this.#scalar(value as Scalar, schema));
    const inside = this.lines(value, schema);
    return inside.length === 0 ? [`${name}: none`] : [`${name}:`, ...inside.map((line) => indent + line)];
  }

  /** A text of several lines goes below its label. */
  #labeled(name: string, text: string): string[] {
    const lines = text.split('\n');
    return lines.length === 1 ? [`${name}: ${text}`] : [`${name}:`, ...lines.map((line) => indent + line)];
  }

  #list(values: readonly unknown[], schema: JsonSchema): string[] {
    const rows = values.filter(isRow);
    if (rows.length < values.length || rows.length === 0)
      return values.flatMap((one) =>
        this.lines(one, schema).map((line, at) => (at === 0 ? `- ${line}` : `${indent}${line}`)),
      );
    const isFlat = rows.every((row) => Object.values(row).every((one) => !isRow(one) && !Array.isArray(one)));
    if (isFlat) return this.#table(rows, schema);
    return rows.flatMap((row) =>
      this.lines(row, schema).map((line, at) => (at === 0 ? `- ${line}` : `${indent}${line}`)),
    );
  }

  #table(rows: readonly Row[], schema: JsonSchema): string[] {
    const keys = [...new Set(rows.flatMap(Object.keys))];
    const cells = rows.map((row) =>
      keys.map((key) => this.#scalar(row[key] as Scalar, unitOf(key, propertyOf(schema, key))).replaceAll('\n', ' ')),
    );
    const isNumber = keys.map((key) => rows.every((row) => row[key] === null || typeof row[key] === 'number'));
    const table = [keys.map(clean), ...cells];
    const widths = keys.map((_, at) => Math.max(...table.map((row) => lengthOf(row[at] ?? ''))));
    return table.map((row) =>
      row
        .map((cell, at) => {
          const gap = ' '.repeat((widths[at] ?? 0) - lengthOf(cell));
          return isNumber[at] ? gap + cell : cell + gap;
        })
        .join(indent)
        .trimEnd(),
    );
  }

  #scalar(value: Scalar, schema: JsonSchema): string {
    if (value === null || value === undefined) return '-';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value === 'string') return clean(value);
    if (isInstantSchema(schema)) return localTime(value, this.#offsetAt);
    if (schema['description'] === unitTexts.duration) return formatDuration(value, t);
    return String(Math.round(value * 1000) / 1000);
  }
}

/** The schema of a property. A number whose name ends in `Ms` is a duration, whatever its description adds. */
function unitOf(key: string, schema: JsonSchema): JsonSchema {
  return /^ms$|Ms$/.test(key) ? { ...schema, description: unitTexts.duration } : schema;
}

/** `2026-11-28 14:24`; the number itself when it isn't an instant. */
function localTime(at: number, offsetAt: OffsetAt): string {
  const local = new Date(at + offsetAt(at) * 60_000);
  return Number.isNaN(local.getTime()) ? String(at) : local.toISOString().slice(0, 16).replace('T', ' ');
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function itemsOf(schema: JsonSchema): JsonSchema {
  const items = alternatives(schema).find((one) => isRow(one['items']))?.['items'];
  return isRow(items) ? items : {};
}

function propertyOf(schema: JsonSchema, key: string): JsonSchema {
  for (const one of alternatives(schema)) {
    const properties = one['properties'];
    const found = isRow(properties) && Object.hasOwn(properties, key) ? properties[key] : one['additionalProperties'];
    if (isRow(found)) return alternatives(found).find((part) => 'description' in part) ?? found;
  }
  return {};
}

/** Without control characters (except line breaks) and without marks that change the text direction. */
export function clean(text: string): string {
  return text.replace(/[^\P{C}\n]|[\u202A-\u202E\u2066-\u2069]/gu, '');
}

/** In characters, as terminals without wide characters show them. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
