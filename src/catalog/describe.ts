import { compareText } from '../core/base/compareText.ts';
import * as z from 'zod';
import type { Access, Description, Tool, Transport } from '../core/operations/operation.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** An operation as data: what a transport needs to offer it. */
export interface OperationDescription {
  readonly name: string;
  readonly kind: 'query' | 'action';
  readonly title: string;
  readonly description: string;
  readonly access: Access;
  readonly transports: readonly Transport[];
  readonly tool?: Tool;
  /** JSON Schema (draft 2020-12) of what goes in, and of what comes out. */
  readonly params: JsonSchema;
  readonly result: JsonSchema;
}

type Definition = Description & { readonly kind: 'query' | 'action'; readonly name: string };

/**
 * Lists the operations of some lists that are offered somewhere, by name, with their schemas. Loads all definitions.
 * @param lists names, and how to load the definitions: `queries`, `actions`, or only `appActions` without VS Code
 */
export async function describeOperations(
  ...lists: readonly Readonly<Record<string, () => Promise<object>>>[]
): Promise<OperationDescription[]> {
  const loaded = await Promise.all(lists.flatMap((list) => Object.values(list)).map((load) => load()));
  return loaded
    .filter((one): one is Definition => 'params' in one && 'transports' in one)
    .map(described)
    .sort((a, b) => compareText(a.name, b.name));
}

/** A definition never changes. */
const descriptions = new WeakMap<Definition, OperationDescription>();

function described(definition: Definition): OperationDescription {
  const known = descriptions.get(definition) ?? describe(definition);
  descriptions.set(definition, known);
  return known;
}

/** Works the schemas out when they are asked for: a call from the command line needs those of one operation. */
function describe({ name, kind, title, description, access, transports, tool, ...schemas }: Definition) {
  let params: JsonSchema | undefined;
  let result: JsonSchema | undefined;
  return {
    name,
    kind,
    title,
    description,
    access,
    transports,
    ...(tool && { tool }),
    get params() {
      return (params ??= jsonSchemaOf(schemas.params, 'input'));
    },
    get result() {
      return (result ??= jsonSchemaOf(schemas.result, 'output'));
    },
  };
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...found } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      // A format means the same as its pattern, which is long, and which some models refuse.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  return found;
}
