import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The parts of an OpenAPI 3.0 schema that GitHub's description uses. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly maximum?: number;
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<
    Record<string, { $ref?: string; content?: Readonly<Record<string, { schema?: Schema }>> }>
  >;
}

interface Description {
  readonly paths: Readonly<Record<string, { get?: Operation }>>;
}

/**
 * The part of GitHub's published REST description that `scripts/githubDescription.ts` keeps: generates answers of its shape, and finds
 * deviations of requests and answers.
 */
export class OpenApi {
  readonly #document: Description;

  /** @param folder of the project */
  constructor(folder: string) {
    const file = path.join(folder, 'test/fixtures/github/openapi.json');
    this.#document = JSON.parse(readFileSync(file, 'utf8')) as Description;
  }

  /** Returns the errors of a request's query. */
  checkQuery(route: string, query: URLSearchParams): string[] {
    const parameters = (this.#operation(route).parameters ?? []).map((one) => this.#resolve<Parameter>(one));
    return [...query].flatMap(([name, value]) => {
      const parameter = parameters.find((one) => one.in === 'query' && one.name === name);
      if (!parameter) return [`${route} has no parameter ${name}`];
      const schema = this.#resolve<Schema>(parameter.schema ?? {});
      const typed = schema.type === 'integer' ? Number(value) : value;
      // `created` is described as one time, while GitHub's words for it tell of ranges: the type is checked, not the format.
      const wrong = this.#problems({ ...schema, format: '' }, typed, name);
      return name === 'per_page' && Number(value) > 100 ? [...wrong, 'per_page is over 100'] : wrong;
    });
  }

  /** Returns the errors of an answer's body. */
  checkBody(route: string, status: number, body: unknown): string[] {
    const schema = this.#schemaOf(route, status);
    return schema ? this.#problems(schema, body, `${route} ${status}`) : [`${route} does not answer ${status}`];
  }

  /** Returns the minimal body of a named schema: required fields, as empty as possible. */
  sample(name: string): Record<string, unknown> {
    return this.#sample({ $ref: `#/components/schemas/${name}` }) as Record<string, unknown>;
  }

  #operation(route: string): Operation {
    const operation = this.#document.paths[route]?.get;
    if (!operation) throw new Error(`GitHub has no GET ${route}, or scripts/githubDescription.ts does not name it`);
    return operation;
  }

  #schemaOf(route: string, status: number): Schema | undefined {
    const response = this.#operation(route).responses[String(status)];
    if (!response) return undefined;
    const { content } = this.#resolve<typeof response>(response);
    return content?.['application/json']?.schema ?? {};
  }

  #resolve<T extends { $ref?: string }>(schema: T): T {
    if (!schema.$ref) return schema;
    let found: unknown = this.#document;
    for (const part of schema.$ref.slice(2).split('/')) found = (found as Record<string, unknown>)[part];
    return this.#resolve(found as T);
  }

  #problems(given: Schema, value: unknown, at: string): string[] {
    const schema = this.#resolve(given);
    if (value === null) return isNullable(schema) || this.#isNullable(schema) ? [] : [`${at} is null`];
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) {
      const tries = choices.map((choice) => this.#problems(choice, value, at));
      if (tries.every((wrong) => wrong.length > 0)) return tries.sort((a, b) => a.length - b.length)[0] ?? [];
    }
    const parts = (schema.allOf ?? []).flatMap((part) => this.#problems(part, value, at));
    return [...parts, ...wrongType(schema, value, at), ...this.#inside(schema, value, at)];
  }

  #isNullable(schema: Schema): boolean {
    return [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].some((one) =>
      isNullable(this.#resolve(one)),
    );
  }

  #inside(schema: Schema, value: unknown, at: string): string[] {
    if (Array.isArray(value)) {
      return value.flatMap((item, i) => (schema.items ? this.#problems(schema.items, item, `${at}[${i}]`) : []));
    }
    if (typeof value !== 'object' || value === null) return [];
    const object = value as Record<string, unknown>;
    const missing = (schema.required ?? []).filter((key) => object[key] === undefined);
    const wrong = Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
      object[key] === undefined ? [] : this.#problems(property, object[key], `${at}.${key}`),
    );
    return [...missing.map((key) => `${at}.${key} is missing`), ...wrong];
  }

  #sample(given: Schema): unknown {
    const schema = this.#resolve(given);
    if (schema.nullable) return null;
    if (schema.enum) return schema.enum[0];
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.#sample(part))) as unknown;
    const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
    if (choice && !schema.properties) return this.#sample(choice);
    if (schema.type === 'array') return [];
    if (schema.type === 'integer' || schema.type === 'number') return 1;
    if (schema.type === 'boolean') return false;
    if (schema.type === 'string') return textOf(schema.format);
    const required = (schema.required ?? []).map((key) => [key, this.#sample(schema.properties?.[key] ?? {})]);
    return Object.fromEntries(required) as unknown;
  }
}

function isNullable({ nullable, type, properties, anyOf, oneOf, allOf, $ref, enum: values }: Schema): boolean {
  // Without constraints, any value is valid.
  const says = type ?? properties ?? anyOf ?? oneOf ?? allOf ?? $ref ?? values;
  return nullable === true || says === undefined;
}

function wrongType({ type, enum: values, format }: Schema, value: unknown, at: string): string[] {
  const is = Array.isArray(value) ? 'array' : Number.isInteger(value) && type === 'integer' ? 'integer' : typeof value;
  if (type && is !== type) return [`${at} is ${is}, not ${type}`];
  if (values && !values.includes(value)) return [`${at} is ${String(value)}, none of ${values.join(', ')}`];
  const isTime = format === 'date-time' && typeof value === 'string';
  return isTime && Number.isNaN(Date.parse(value)) ? [`${at} is no time`] : [];
}

function textOf(format: string | undefined): string {
  if (format === 'date-time') return '2026-01-01T00:00:00Z';
  return format === 'uri' ? 'https://github.example/' : '';
}
